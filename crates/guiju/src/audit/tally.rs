//! Counting verdicts: in all, by clause, by site, by person.

use super::{Judged, Party};
use guiju_judge::{ClauseJudgement, Outcome, Verdict};
use guiju_standard::Standard;
use guiju_time::Instant;
use std::collections::BTreeMap;

/// How many judgements came out how: a judgement is what a clause says of a subject.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    by_verdict: [u64; 5],
    /// Kept, and only because an exception excused each activation; left out of the share.
    pub excused: u64,
}

impl Counts {
    /// How many came out so.
    pub fn of(&self, verdict: Verdict) -> u64 {
        self.by_verdict[verdict as usize]
    }

    /// All, not applicable ones included.
    pub fn all(&self) -> u64 {
        self.by_verdict.iter().sum()
    }

    /// Those that apply: all but the not applicable ones.
    pub fn applicable(&self) -> u64 {
        self.all() - self.of(Verdict::NotApplicable)
    }

    /// Those that apply and are not unknown: what evidence covers.
    pub fn covered(&self) -> u64 {
        self.applicable() - self.of(Verdict::Unknown)
    }

    /// Kept on their own account.
    pub fn kept(&self) -> u64 {
        self.of(Verdict::Kept) - self.excused
    }

    /// Kept on their own account, or broken: the denominator of the share kept.
    pub fn judged(&self) -> u64 {
        self.kept() + self.of(Verdict::Broken)
    }

    /// The share kept of what was judged.
    pub fn share(&self) -> Option<Wilson> {
        Wilson::of(self.kept(), self.judged())
    }

    /// The share of the applicable ones that could be judged; `None` where none applies.
    pub fn coverage(&self) -> Option<f64> {
        (self.applicable() > 0).then(|| self.covered() as f64 / self.applicable() as f64)
    }

    fn add(&mut self, judged: &ClauseJudgement) {
        self.by_verdict[judged.verdict as usize] += 1;
        self.excused += u64::from(judged.verdict == Verdict::Kept && is_excused(judged));
    }
}

/// Whether each activation is kept only by an exception.
fn is_excused(judged: &ClauseJudgement) -> bool {
    let mut kept = judged.activations.iter().filter(|a| a.outcome.verdict() == Verdict::Kept).peekable();
    kept.peek().is_some() && kept.all(|a| matches!(a.outcome, Outcome::Kept { exception: Some(_), .. }))
}

/// A share with its 95 % interval (Wilson, JASA 1927), which stays honest for few cases and near 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wilson {
    /// The share itself.
    pub share: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Wilson {
    /// Of `hits` among `all`; `None` for none.
    pub fn of(hits: u64, all: u64) -> Option<Wilson> {
        if all == 0 {
            return None;
        }
        const Z: f64 = 1.959_963_984_540_054;
        let (n, p) = (all as f64, hits as f64 / all as f64);
        let z2 = Z * Z;
        let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        Some(Wilson { share: p, low: (centre - half).max(0.0), high: (centre + half).min(1.0) })
    }
}

/// A site or a person, with what was judged of it.
#[derive(Debug, Clone)]
pub struct Group {
    /// Who or where.
    pub party: Party,
    /// Encounters in which it took part.
    pub encounters: u64,
    /// Judgements that count in scores.
    pub counts: Counts,
}

/// What is counted over a log.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Subjects.
    pub subjects: u64,
    /// Subjects with something broken.
    pub with_broken: u64,
    /// Subjects by type.
    pub kinds: BTreeMap<String, u64>,
    /// All judgements.
    pub total: Counts,
    /// By index of the clause.
    pub clauses: BTreeMap<usize, Counts>,
    /// First and last opening.
    pub period: Option<(Instant, Instant)>,
    sites: BTreeMap<String, Group>,
    people: BTreeMap<String, Group>,
}

impl Tally {
    /// Counts one subject.
    pub fn add(&mut self, standard: &Standard, judged: &Judged<'_>) {
        self.subjects += 1;
        *self.kinds.entry(judged.judgement.kind.clone()).or_default() += 1;
        let broken = judged.judgement.clauses.iter().any(|clause| clause.verdict == Verdict::Broken);
        self.with_broken += u64::from(broken);
        if let Some(opened) = judged.judgement.opened_at {
            let (first, last) = self.period.unwrap_or((opened, opened));
            self.period = Some((first.min(opened), last.max(opened)));
        }
        if let Some(site) = &judged.site {
            join(&mut self.sites, site).encounters += 1;
        }
        for person in &judged.people {
            join(&mut self.people, person).encounters += 1;
        }
        for clause in &judged.judgement.clauses {
            self.total.add(clause);
            self.clauses.entry(clause.clause).or_default().add(clause);
            let scored = standard.clauses.get(clause.clause).is_none_or(|clause| !clause.report_only);
            if !scored || clause.verdict == Verdict::NotApplicable {
                continue;
            }
            if let Some(site) = &judged.site {
                join(&mut self.sites, site).counts.add(clause);
            }
            for person in judged.concerned(clause) {
                join(&mut self.people, &person).counts.add(clause);
            }
        }
    }

    /// Sites, those surely worst first: by the upper end of the interval, so that few cases don't put anyone at the top.
    pub fn sites(&self) -> Vec<&Group> {
        ranked(&self.sites)
    }

    /// People, those surely worst first.
    pub fn people(&self) -> Vec<&Group> {
        ranked(&self.people)
    }

    /// Clauses with something broken: most broken first, then the lower share kept.
    pub fn worst(&self) -> Vec<(usize, Counts)> {
        let broken = |counts: &Counts| counts.of(Verdict::Broken);
        let mut worst: Vec<(usize, Counts)> = self
            .clauses
            .iter()
            .map(|(at, counts)| (*at, *counts))
            .filter(|(_, counts)| broken(counts) > 0)
            .collect();
        worst.sort_by(|(a, x), (b, y)| (broken(y), x.kept(), a).cmp(&(broken(x), y.kept(), b)));
        worst
    }
}

fn join<'g>(groups: &'g mut BTreeMap<String, Group>, party: &Party) -> &'g mut Group {
    groups.entry(party.id.clone()).or_insert_with(|| Group {
        party: party.clone(),
        encounters: 0,
        counts: Counts::default(),
    })
}

fn ranked(groups: &BTreeMap<String, Group>) -> Vec<&Group> {
    let mut ranked: Vec<&Group> = groups.values().collect();
    let high = |group: &Group| group.counts.share().map_or(f64::INFINITY, |share| share.high);
    ranked.sort_by(|a, b| high(a).total_cmp(&high(b)).then_with(|| a.party.id.cmp(&b.party.id)));
    ranked
}

#[cfg(test)]
mod tests {
    use super::Wilson;

    #[test]
    fn the_interval_is_wilsons() -> Result<(), &'static str> {
        // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (hits, all, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let wilson = Wilson::of(hits, all).ok_or("there are cases")?;
            assert!((wilson.low - low).abs() < 5e-5, "{hits}/{all}: {wilson:?}");
            assert!((wilson.high - high).abs() < 5e-5, "{hits}/{all}: {wilson:?}");
        }
        assert_eq!(Wilson::of(0, 0), None);
        Ok(())
    }
}
