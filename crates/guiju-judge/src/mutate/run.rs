//! Runs the mutants of a pack against its own cases.

use super::change::{Change, changes};
use super::explained::Explained;
use crate::case::{self, CaseLog};
use crate::judging::Judging;
use crate::plan::{Plan, Uncompiled, compile};
use crate::{History, Judgement, Subject};
use guiju_standard::model::Case;
use guiju_standard::{Span, Text};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What became of the mutants.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Clause by clause, in the standard's order.
    pub per_clause: Vec<ClauseReport>,
    /// Expectations that don't hold for the unchanged standard: nothing is shown by them.
    pub failing: usize,
    /// Explanations of mutants that no longer survive, or never were; by name.
    pub gone: Vec<String>,
}

/// The mutants of a clause.
#[derive(Debug, Clone, Default)]
pub struct ClauseReport {
    /// The clause.
    pub clause: String,
    /// How many there are.
    pub mutants: usize,
    /// How many some case fails on.
    pub killed: usize,
    /// The others.
    pub survivors: Vec<Survivor>,
}

/// A mutant that no case fails on.
#[derive(Debug, Clone)]
pub struct Survivor {
    /// Its name, as [`super::Mutant::name`].
    pub name: String,
    /// What changed.
    pub what: Text,
    /// Where it is written.
    pub place: Span,
    /// Why it survives, where the pack says so.
    pub explained: Option<String>,
    /// Its place among all mutants.
    number: usize,
}

/// One of several equal shares of the mutants, for work on several cores.
#[derive(Debug, Clone, Copy)]
pub struct Share {
    /// Which one, from 0.
    pub part: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    /// All mutants.
    pub const WHOLE: Share = Share { part: 0, of: 1 };
}

impl Report {
    /// How many mutants there are.
    pub fn mutants(&self) -> usize {
        self.per_clause.iter().map(|clause| clause.mutants).sum()
    }

    /// Those that no case fails on.
    pub fn survivors(&self) -> impl Iterator<Item = &Survivor> {
        self.per_clause.iter().flat_map(|clause| &clause.survivors)
    }

    /// Share of the mutants that survive, 0..=1; explained ones count.
    pub fn share_surviving(&self) -> f64 {
        let all = self.mutants();
        if all == 0 { 0.0 } else { self.survivors().count() as f64 / all as f64 }
    }

    /// Whether every survivor is explained, and every explanation is of a survivor.
    pub fn is_settled(&self) -> bool {
        self.gone.is_empty() && self.survivors().all(|survivor| survivor.explained.is_some())
    }

    /// Adds what another share of the same mutants says.
    pub fn join(&mut self, other: Report) {
        self.failing = self.failing.max(other.failing);
        for (own, more) in self.per_clause.iter_mut().zip(other.per_clause) {
            own.mutants += more.mutants;
            own.killed += more.killed;
            own.survivors.extend(more.survivors);
            own.survivors.sort_by_key(|survivor| survivor.number);
        }
    }

    /// Marks the survivors that a pack explains, and names explanations that explain nothing.
    pub fn explain(&mut self, explained: &[Explained]) {
        self.gone.clear();
        for known in explained {
            let mut survivors = self.per_clause.iter_mut().flat_map(|clause| &mut clause.survivors);
            match survivors.find(|survivor| survivor.name == known.name) {
                Some(survivor) => survivor.explained = Some(known.reason.clone()),
                None => self.gone.push(known.name.clone()),
            }
        }
    }
}

/// Runs the mutants of a share against the cases that expect something of the clauses that each can reach, until one fails. The reports of all shares,
/// [joined](Report::join), are that of the whole.
///
/// `progress` hears how many of the share are done, and how many mutants there are in all.
///
/// # Errors
/// As [`compile`]: the standard that the plan was made of can't be compiled again.
pub fn run(plan: &Plan, share: Share, progress: &mut dyn FnMut(usize, usize)) -> Result<Report, Uncompiled> {
    let trials = Trials::of(plan);
    let mut work = compile(Arc::new(super::lean(&plan.standard)))?;
    let changes = changes(&work.standard);
    let mut report = Report {
        per_clause: plan
            .standard
            .clauses
            .iter()
            .map(|clause| ClauseReport { clause: clause.id.clone(), ..ClauseReport::default() })
            .collect(),
        failing: trials.failing,
        gone: Vec::new(),
    };
    let total = changes.len();
    let mut done = 0;
    let own = |(number, _): &(usize, Change)| number % share.of.max(1) == share.part;
    for (number, mut change) in changes.into_iter().enumerate().filter(own) {
        progress(done, total);
        done += 1;
        let Some(killed) = is_killed(&mut work, &mut change, &trials) else { continue };
        let clause = &mut report.per_clause[change.clause];
        clause.mutants += 1;
        if killed {
            clause.killed += 1;
        } else {
            let Change { name, what, at, .. } = change;
            clause.survivors.push(Survivor { name, what, place: at, explained: None, number });
        }
    }
    progress(done, total);
    Ok(report)
}

/// Whether some case fails on a change, made for as long as that takes; `None` where it makes no standard.
fn is_killed(work: &mut Plan, change: &mut Change, trials: &Trials) -> Option<bool> {
    let words = change.edit.changes_words(&work.standard);
    change.edit.swap(Arc::make_mut(&mut work.standard));
    // Phrases are costly to compile: only where they changed.
    let killed = if words {
        compile(work.standard.clone()).ok().map(|changed| trials.fail(&changed, &change.reaches))
    } else {
        Some(trials.fail(work, &change.reaches))
    };
    change.edit.swap(Arc::make_mut(&mut work.standard));
    killed
}

/// The cases of a pack, their logs made once.
pub(super) struct Trials {
    trials: Vec<Trial>,
    /// Cases by clause expected.
    by_clause: BTreeMap<usize, Vec<usize>>,
    failing: usize,
}

struct Trial {
    log: CaseLog,
    subject: Subject,
    /// What holds of the unchanged standard: by clause, a case with that expectation alone.
    expected: BTreeMap<usize, Case>,
}

impl Trials {
    /// Prepares the cases; what they expect and don't get of the standard as it is shows nothing and is left out.
    fn of(plan: &Plan) -> Trials {
        let mut made = Trials { trials: Vec::new(), by_clause: BTreeMap::new(), failing: 0 };
        for case in &plan.standard.cases {
            made.failing += made.add(plan, case);
        }
        made
    }

    /// Adds a case; gives how many of its expectations don't hold.
    fn add(&mut self, plan: &Plan, case: &Case) -> usize {
        let Ok(log) = case::log_of(plan, case) else { return case.expect.len() };
        let subject = crate::subjects::find(plan, &log.log, &log.subject, log.now)
            .unwrap_or_else(|| log.subject.clone());
        let mut expected = BTreeMap::new();
        for (id, expectation) in &case.expect {
            let Some(clause) = plan.clause_index(id) else { continue };
            let mut only = Case { events: Vec::new(), objects: Vec::new(), strict: false, ..case.clone() };
            only.expect = BTreeMap::from([(id.clone(), expectation.clone())]);
            expected.insert(clause, only);
        }
        let mut trial = Trial { log, subject, expected };
        let judgement = trial.judge(plan, trial.expected.keys().copied());
        trial.expected.retain(|_, only| case::differences(plan, only, &judgement).is_empty());
        for clause in trial.expected.keys() {
            self.by_clause.entry(*clause).or_default().push(self.trials.len());
        }
        let failing = case.expect.len() - trial.expected.len();
        self.trials.push(trial);
        failing
    }

    /// Whether some case that expects something of these clauses fails.
    fn fail(&self, plan: &Plan, clauses: &[usize]) -> bool {
        let mut touched: Vec<usize> =
            clauses.iter().filter_map(|clause| self.by_clause.get(clause)).flatten().copied().collect();
        touched.sort_unstable();
        touched.dedup();
        touched.into_iter().any(|trial| self.trials[trial].fails(plan, clauses))
    }

    /// What the unchanged standard says where a case expects something and gets it: the expectation, the judgement.
    pub(super) fn held(plan: &Plan, visit: &mut dyn FnMut(&Case, &crate::ClauseJudgement)) {
        for trial in &Trials::of(plan).trials {
            for (clause, only) in &trial.expected {
                for judged in trial.judge(plan, std::iter::once(*clause)).clauses {
                    visit(only, &judged);
                }
            }
        }
    }
}

impl Trial {
    fn fails(&self, plan: &Plan, clauses: &[usize]) -> bool {
        let expected: Vec<(usize, &Case)> =
            clauses.iter().filter_map(|clause| Some((*clause, self.expected.get(clause)?))).collect();
        let judgement = self.judge(plan, expected.iter().map(|(clause, _)| *clause));
        expected.iter().any(|(_, only)| !case::differences(plan, only, &judgement).is_empty())
    }

    /// Judges only some clauses.
    fn judge(&self, plan: &Plan, clauses: impl Iterator<Item = usize>) -> Judgement {
        let history = History::of(plan, &self.log.log, self.subject.clone(), self.log.now, self.log.closed);
        let judging = Judging::new(&history);
        // A clause of another type of subject is none of this case's.
        let own = clauses.filter(|clause| plan.standard.clauses[*clause].per == history.subject.kind);
        crate::judgement(&history, own.filter_map(|clause| judging.clause(clause)).collect())
    }
}
