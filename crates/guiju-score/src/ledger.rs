//! Points of many encounters, by group.

use crate::{
    Graded, Points, Rules,
    fair::{self, Strata},
    grade,
    sums::{Sums, t95},
};
use guiju_standard::Standard;
use guiju_time::{Instant, Zone};
use std::collections::BTreeMap;

/// Sums of points by group and over all.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    groups: BTreeMap<String, Account>,
    all: Account,
}

/// What is kept of a group.
#[derive(Debug, Clone, Default)]
struct Account {
    sums: Sums,
    strata: Strata,
    unjudged: f64,
    /// By clause and section: points lost, times.
    lost: BTreeMap<(usize, usize), (f64, u64)>,
    beyond: BTreeMap<usize, f64>,
    /// By clause: kept, broken.
    clauses: BTreeMap<usize, (u64, u64)>,
    last_broken: [Option<Instant>; 4],
}

/// A group's score and what it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its key; empty for all together.
    pub key: String,
    /// Encounters with anything that is scored.
    pub encounters: u64,
    /// 0 to the standard's cap; `None` where nothing could be judged. It is a hundred, less what each of `losses` cost, more `beyond`, less `capped`.
    pub score: Option<f64>,
    /// Ends of its 95 % interval; `None` for fewer than two encounters.
    pub interval: Option<(f64, f64)>,
    /// As if its mix of encounters were that of all; the same as `score` where the standard adjusts for nothing.
    pub adjusted: Option<f64>,
    /// Share of the points that could be judged.
    pub coverage: Option<f64>,
    /// Place by `adjusted`, from 1, equal scores alike; `None` where too little could be judged.
    pub rank: Option<usize>,
    /// Sections in which something was possible.
    pub sections: Vec<SectionScore>,
    /// What clauses cost, the dearest first.
    pub losses: Vec<Loss>,
    /// What clauses added (or took) beside the points of the sections.
    pub beyond: Vec<(usize, f64)>,
    /// What the cap (or zero) took away (or gave back, negative).
    pub capped: f64,
    /// By clause: kept, broken.
    pub clauses: BTreeMap<usize, (u64, u64)>,
    /// By severity: when something of it was broken last.
    pub last_broken: [Option<Instant>; 4],
    /// Its grade, where the standard has grades.
    pub graded: Option<Graded>,
}

/// A section's part.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionScore {
    /// Its name; empty: of clauses without one.
    pub id: String,
    /// Share of the points earned, in percent.
    pub score: f64,
    /// Its share of the whole, in percent; together a hundred.
    pub weight: f64,
}

/// What a clause cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Loss {
    /// Index of the clause.
    pub clause: usize,
    /// So much of the score.
    pub cost: f64,
    /// In so many encounters.
    pub times: u64,
}

impl Ledger {
    /// Adds the points of an encounter, which opened at `opened`, to all and to the groups that took part; `stratum` is what it is compared
    /// with.
    pub fn add<'p>(
        &mut self,
        opened: Option<Instant>,
        stratum: &str,
        whole: &Points,
        parts: impl IntoIterator<Item = (&'p str, &'p Points)>,
    ) {
        self.all.add(opened, stratum, whole);
        for (group, points) in parts {
            if !self.groups.contains_key(group) {
                self.groups.insert(group.to_owned(), Account::default());
            }
            if let Some(account) = self.groups.get_mut(group) {
                account.add(opened, stratum, points);
            }
        }
    }

    /// The groups, best first; those without rank last, by key.
    pub fn groups(&self, standard: &Standard, rules: &Rules, now: Instant, zone: &Zone) -> Vec<Group> {
        let mut groups: Vec<Group> = self
            .groups
            .iter()
            .map(|(key, account)| self.group(key, account, standard, rules, now, zone))
            .filter(|group| group.encounters > 0)
            .collect();
        let ranked = |group: &Group| {
            group
                .adjusted
                .filter(|_| group.coverage.is_some_and(|share| share >= standard.scoring.min_coverage))
        };
        groups.sort_by(|a, b| {
            let (x, y) = (ranked(a), ranked(b));
            y.is_some()
                .cmp(&x.is_some())
                .then_with(|| y.unwrap_or(0.0).total_cmp(&x.unwrap_or(0.0)))
                .then_with(|| a.key.cmp(&b.key))
        });
        let mut before: Option<(f64, usize)> = None;
        for (at, group) in groups.iter_mut().enumerate() {
            let Some(score) = ranked(group) else { break };
            let rank = match before {
                Some((last, rank)) if (last - score).abs() < 1e-9 => rank,
                _ => at + 1,
            };
            group.rank = Some(rank);
            before = Some((score, rank));
        }
        groups
    }

    /// All encounters together.
    pub fn all(&self, standard: &Standard, rules: &Rules, now: Instant, zone: &Zone) -> Group {
        self.group("", &self.all, standard, rules, now, zone)
    }

    fn group(
        &self,
        key: &str,
        account: &Account,
        standard: &Standard,
        rules: &Rules,
        now: Instant,
        zone: &Zone,
    ) -> Group {
        let scoring = &standard.scoring;
        let sums = &account.sums;
        let judged: f64 = sums.possible.iter().take(rules.sections.len()).sum();
        let all = judged + account.unjudged;
        let mut group = Group {
            key: key.to_owned(),
            encounters: sums.n,
            score: None,
            interval: None,
            adjusted: None,
            coverage: (all > 0.0).then(|| judged / all),
            rank: None,
            sections: Vec::new(),
            losses: Vec::new(),
            beyond: Vec::new(),
            capped: 0.0,
            clauses: account.clauses.clone(),
            last_broken: account.last_broken,
            graded: None,
        };
        if let Some(worth) = sums.worth(&rules.weights) {
            let raw: f64 = sums.earned.iter().zip(&worth).map(|(earned, worth)| earned * worth).sum();
            let score = raw.clamp(0.0, scoring.cap);
            group.score = Some(score);
            group.capped = raw - score;
            group.interval = sums.error(&worth).map(|error| {
                let half = error * t95(sums.n);
                ((score - half).max(0.0), (score + half).min(scoring.cap))
            });
            group.adjusted = match scoring.adjust.is_empty() {
                true => group.score,
                false => fair::standardised(&account.strata, &self.all.strata, &rules.weights)
                    .map(|fair| (fair + sums.beyond()).clamp(0.0, scoring.cap)),
            };
            for (at, id) in rules.sections.iter().enumerate() {
                if sums.possible[at] > 0.0 {
                    group.sections.push(SectionScore {
                        id: id.clone(),
                        score: 100.0 * sums.earned[at] / sums.possible[at],
                        weight: worth[at] * sums.possible[at],
                    });
                }
            }
            let mut losses: BTreeMap<usize, Loss> = BTreeMap::new();
            for (&(clause, section), (points, times)) in &account.lost {
                let loss = losses.entry(clause).or_insert(Loss { clause, cost: 0.0, times: 0 });
                loss.cost += points * worth[section];
                loss.times = loss.times.max(*times);
            }
            group.losses = losses.into_values().collect();
            group.losses.sort_by(|a, b| b.cost.total_cmp(&a.cost).then(a.clause.cmp(&b.clause)));
            let n = sums.n.max(1) as f64;
            group.beyond = account.beyond.iter().map(|(clause, won)| (*clause, won / n)).collect();
        }
        if !scoring.grades.is_empty() {
            let find = |id: &str| standard.clauses.iter().position(|clause| clause.id == id);
            group.graded = Some(grade::graded(&group, scoring, &find, now, zone));
        }
        group
    }
}

impl Account {
    fn add(&mut self, opened: Option<Instant>, stratum: &str, points: &Points) {
        if points.judged() <= 0.0 && points.unjudged <= 0.0 && points.beyond.is_empty() {
            return;
        }
        self.sums.add(points);
        fair::add(&mut self.strata, stratum, &points.sections);
        self.unjudged += points.unjudged;
        for (clause, section, lost) in &points.lost {
            let (sum, times) = self.lost.entry((*clause, *section)).or_default();
            *sum += lost;
            *times += 1;
        }
        for (clause, won) in &points.beyond {
            *self.beyond.entry(*clause).or_default() += won;
        }
        for clause in &points.kept {
            self.clauses.entry(*clause).or_default().0 += 1;
        }
        for (clause, severity) in &points.broken {
            self.clauses.entry(*clause).or_default().1 += 1;
            let last = &mut self.last_broken[*severity as usize];
            *last = (*last).max(opened);
        }
    }
}
