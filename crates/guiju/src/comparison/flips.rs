//! A log judged by two versions: whose verdicts flip.
//!
//! Only clauses that a change can reach are judged, by both; the others can't flip (`guiju_standard::diff::reach`).

use crate::{
    audit::{Counts, Filter, Group, Judged, Run, Tally, of_this_machine},
    context::Context,
    failure::Failure,
    report::Both,
    sentences,
};
use guiju_judge::{ClauseJudgement, Plan, Verdict};
use guiju_log::Log;
use guiju_standard::{
    Standard, Text,
    diff::{Difference, How, Kind, Reach},
};
use guiju_time::Instant;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Subjects of a flip that are told.
const TOLD: usize = 3;

/// Two versions of a standard, ready to judge what a change between them can reach.
pub struct Versions {
    old: Plan,
    new: Plan,
    /// Ids in the old version of clauses that have another one now, by the new one.
    renamed: BTreeMap<String, String>,
}

/// What a change does to a log.
#[derive(Debug, Default)]
pub struct Flips {
    /// Subjects that were judged by both.
    pub subjects: u64,
    /// Clauses that were judged, by their ids in the new version.
    pub judged: BTreeSet<String>,
    /// Clauses with flips, those with most first.
    pub clauses: Vec<ClauseFlips>,
    /// Over the clauses judged: all, sites, people.
    pub total: Shares,
    /// Sites whose share changed.
    pub sites: Vec<(String, String, Shares)>,
    /// People whose share changed.
    pub people: Vec<(String, String, Shares)>,
}

/// What became of a clause's verdicts.
#[derive(Debug, Default)]
pub struct ClauseFlips {
    /// Its id in the new version, else in the old one.
    pub clause: String,
    /// Its title.
    pub title: Text,
    /// How many verdicts became which; `None`: the version does not judge it.
    pub flips: BTreeMap<(Option<Verdict>, Option<Verdict>), u64>,
    /// The first subjects of each flip.
    pub examples: Vec<Example>,
}

impl ClauseFlips {
    /// How many verdicts flip.
    pub fn count(&self) -> u64 {
        self.flips.values().sum()
    }
}

/// A subject whose verdict flips.
#[derive(Debug)]
pub struct Example {
    /// Its type.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The old verdict.
    pub from: Option<Verdict>,
    /// The new verdict.
    pub to: Option<Verdict>,
    /// Why it is so now.
    pub because: Option<Both>,
}

/// What was kept of what was judged, before and after.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Shares {
    /// By the old version.
    pub old: Counts,
    /// By the new version.
    pub new: Counts,
}

impl Shares {
    /// Whether the share moved.
    pub fn moved(&self) -> bool {
        (self.old.kept(), self.old.judged()) != (self.new.kept(), self.new.judged())
    }
}

/// A subject's verdicts by clause (its id in the new version).
type Verdicts = BTreeMap<String, Verdict>;

impl Versions {
    /// Compiles of two versions the clauses that a change between them can reach.
    ///
    /// # Errors
    /// The reader let something pass that can't be compiled.
    pub fn of(
        old: Arc<Standard>,
        new: Arc<Standard>,
        difference: &Difference,
        reach: &Reach,
    ) -> Result<Versions, Failure> {
        let renamed: BTreeMap<String, String> = difference
            .meaning
            .iter()
            .filter(|changed| changed.kind == Kind::Clause)
            .filter_map(|changed| match &changed.how {
                How::Renamed { from } => Some((changed.name.clone(), from.clone())),
                _ => None,
            })
            .collect();
        let compiled = |standard| {
            guiju_judge::compile_only(standard, |clause| reach.includes(&clause.id))
                .map_err(|error| Failure::Ours(error.to_string()))
        };
        Ok(Versions { old: compiled(old)?, new: compiled(new)?, renamed })
    }

    /// Judges a log by both.
    ///
    /// # Errors
    /// None of its own.
    pub fn flips(&self, context: &Context, log: &Log, now: Instant, closed: bool) -> Result<Flips, Failure> {
        let names: BTreeMap<&str, &str> =
            self.renamed.iter().map(|(new, old)| (old.as_str(), new.as_str())).collect();
        let mut before: BTreeMap<(String, String), Verdicts> = BTreeMap::new();
        let mut old_tally = Tally::default();
        run(&self.old, log, now, closed).each(context, &mut |judged| {
            old_tally.add(&self.old.standard, judged);
            let verdicts = judged.judgement.clauses.iter().filter_map(|clause| {
                let id = self.old.standard.clauses.get(clause.clause)?.id.as_str();
                Some(((*names.get(id).unwrap_or(&id)).to_owned(), clause.verdict))
            });
            before.insert(subject(judged), verdicts.collect());
            Ok(())
        })?;
        let mut found = Found::default();
        let mut new_tally = Tally::default();
        run(&self.new, log, now, closed).each(context, &mut |judged| {
            new_tally.add(&self.new.standard, judged);
            let mut was = before.remove(&subject(judged)).unwrap_or_default();
            for clause in &judged.judgement.clauses {
                let Some(defined) = self.new.standard.clauses.get(clause.clause) else { continue };
                let from = was.remove(&defined.id);
                found.add(&defined.id, &defined.title, judged, from, Some(clause.verdict), || {
                    Some(self.because(clause, now))
                });
            }
            self.gone(&mut found, subject(judged), was);
            found.subjects += 1;
            Ok(())
        })?;
        for (subject, was) in before {
            self.gone(&mut found, subject, was);
            found.subjects += 1;
        }
        let ids = |plan: &Plan| -> BTreeSet<String> {
            let kinds = plan.standard.vocabulary.encounters.keys();
            let indices = kinds.flat_map(|kind| plan.clauses_for(kind));
            indices.filter_map(|at| plan.standard.clauses.get(*at)).map(|clause| clause.id.clone()).collect()
        };
        let judged = ids(&self.old)
            .into_iter()
            .map(|id| names.get(id.as_str()).map_or(id.clone(), |n| (*n).to_owned()));
        let mut clauses: Vec<ClauseFlips> = found.clauses.into_values().collect();
        clauses.sort_by(|a, b| b.count().cmp(&a.count()).then_with(|| a.clause.cmp(&b.clause)));
        Ok(Flips {
            subjects: found.subjects,
            judged: judged.chain(ids(&self.new)).collect(),
            clauses,
            total: Shares { old: old_tally.total, new: new_tally.total },
            sites: moved(&old_tally.sites(), &new_tally.sites()),
            people: moved(&old_tally.people(), &new_tally.people()),
        })
    }

    /// Verdicts of clauses that the new version does not have for the subject.
    fn gone(&self, found: &mut Found, subject: (String, String), was: Verdicts) {
        for (id, verdict) in was {
            let title = self.old.standard.clause(&id).map(|clause| clause.title.clone()).unwrap_or_default();
            found.note(&id, &title, &subject, Some(verdict), None, || None);
        }
    }

    /// Why a verdict is what it is: what is said of the activation that decided it.
    fn because(&self, judged: &ClauseJudgement, now: Instant) -> Both {
        let clause = self.new.standard.clauses.get(judged.clause);
        let deciding = judged.activations.iter().find(|a| a.outcome.verdict() == judged.verdict);
        Both::of(|lang| match (clause, deciding) {
            (Some(clause), Some(activation)) => sentences::because(&self.new, clause, activation, now, lang),
            _ => sentences::why_unknown(&self.new, judged, now, lang),
        })
    }
}

fn run<'r>(plan: &'r Plan, log: &'r Log, now: Instant, closed: bool) -> Run<'r> {
    Run {
        plan,
        log,
        by_file: false,
        now,
        closed,
        filter: Filter::default(),
        workers: of_this_machine(),
        masks: None,
    }
}

fn subject(judged: &Judged<'_>) -> (String, String) {
    (judged.judgement.kind.clone(), judged.judgement.id.clone())
}

/// Flips found so far.
#[derive(Default)]
struct Found {
    subjects: u64,
    clauses: BTreeMap<String, ClauseFlips>,
}

impl Found {
    fn add(
        &mut self,
        clause: &str,
        title: &Text,
        judged: &Judged<'_>,
        from: Option<Verdict>,
        to: Option<Verdict>,
        because: impl FnOnce() -> Option<Both>,
    ) {
        if from != to {
            self.note(clause, title, &subject(judged), from, to, because);
        }
    }

    fn note(
        &mut self,
        clause: &str,
        title: &Text,
        subject: &(String, String),
        from: Option<Verdict>,
        to: Option<Verdict>,
        because: impl FnOnce() -> Option<Both>,
    ) {
        let flips = self.clauses.entry(clause.to_owned()).or_insert_with(|| ClauseFlips {
            clause: clause.to_owned(),
            title: title.clone(),
            ..ClauseFlips::default()
        });
        let count = flips.flips.entry((from, to)).or_default();
        *count += 1;
        if *count <= TOLD as u64 {
            let (kind, id) = subject.clone();
            flips.examples.push(Example { kind, id, from, to, because: because() });
        }
    }
}

/// Groups whose share moved, the furthest first: id, name, shares.
fn moved(old: &[&Group], new: &[&Group]) -> Vec<(String, String, Shares)> {
    let mut shares: BTreeMap<&str, (String, Shares)> = BTreeMap::new();
    for group in old {
        let shares =
            shares.entry(&group.party.id).or_insert_with(|| (group.party.name.clone(), Shares::default()));
        shares.1.old = group.counts;
    }
    for group in new {
        let shares =
            shares.entry(&group.party.id).or_insert_with(|| (group.party.name.clone(), Shares::default()));
        shares.1.new = group.counts;
    }
    let mut moved: Vec<(String, String, Shares)> = shares
        .into_iter()
        .filter(|(_, (_, shares))| shares.moved())
        .map(|(id, (name, shares))| (id.to_owned(), name, shares))
        .collect();
    let share = |counts: &Counts| counts.share().map_or(0.0, |wilson| wilson.share);
    let far = |(_, _, shares): &(String, String, Shares)| (share(&shares.new) - share(&shares.old)).abs();
    moved.sort_by(|a, b| far(b).total_cmp(&far(a)).then_with(|| a.0.cmp(&b.0)));
    moved
}
