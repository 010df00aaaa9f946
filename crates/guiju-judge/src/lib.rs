//! Judging: what a standard says of a subject's history.
//!
//! `judge(plan, history) -> judgement` is a pure function: no clock, no files, no order of arrival in it. A plan is a
//! compiled standard, a history the events of one subject up to `now`.

pub mod case;
mod checks;
mod consent;
mod desk;
pub mod explain;
mod frames;
pub mod hearing;
mod history;
mod hit;
mod judging;
mod member;
pub mod mutate;
mod outcome;
mod params;
mod patterns;
mod pauses;
mod plan;
mod record;
mod region;
mod scene;
mod settle;
mod shown_by;
mod sieve;
mod signature;
mod situations;
mod speech;
mod subjects;
mod table;
mod topics;

use std::sync::Arc;

pub use desk::Desk;
pub use history::{History, Subject, SubjectWindow};
pub use outcome::{
    Activation, Breach, ClauseJudgement, Entry, Evidence, Gap, Judgement, Missing, Moment, Note, Outcome,
    Verdict, Words,
};
pub use pauses::Stop;
pub use plan::{Plan, Uncompiled, compile, compile_only};
pub use subjects::subjects;

/// Judges one subject's history by a compiled standard, as things stood at the history's `now`.
///
/// Pure: no clock, no I/O; events are taken by instant, producer's sequence, id, so arrival order has no influence.
///
/// # Semantics (design §2–3)
/// One outcome per activation, rolled up per clause: broken, else pending, else unknown, else kept; without activation the
/// clause is not applicable. Bounds are inclusive. `docs/semantics.md` is the whole of it, with a case for each rule.
pub fn judge(plan: &Plan, history: &History<'_>) -> Judgement {
    let judging = judging::Judging::new(history);
    let clauses = plan.clauses_for(&history.subject.kind);
    let touched = history.touched();
    let blank = history.blank(clauses.len());
    let judged = clauses.iter().enumerate().filter_map(|(at, index)| match &blank {
        Some(blank) if !touched.holds(at) => {
            if let Some(said) = &blank.borrow()[at] {
                return Some(said.clone());
            }
            let said = judging.clause(*index)?;
            blank.borrow_mut()[at] = Some(said.clone());
            Some(said)
        }
        _ => judging.clause(*index),
    });
    judgement(history, judged.collect())
}

/// The slow twin of [`judge`], for tests: every clause is judged, whether the history touches it or not.
#[doc(hidden)]
pub fn judge_each(plan: &Plan, history: &History<'_>) -> Judgement {
    let judging = judging::Judging::new(history);
    let clauses = plan.clauses_for(&history.subject.kind);
    judgement(history, clauses.iter().filter_map(|index| judging.clause(*index)).collect())
}

pub(crate) fn judgement(history: &History<'_>, clauses: Vec<Arc<ClauseJudgement>>) -> Judgement {
    Judgement {
        kind: history.subject.kind.clone(),
        id: history.subject.id.clone(),
        opened_at: history.opened(),
        closed_at: history.closed_at.map(guiju_time::Instant),
        clauses,
    }
}

/// The clock ledger of a subject: what stopped its clock, until when, and what a stop lacks that would make it count.
pub fn stops(history: &History<'_>) -> Vec<Stop> {
    pauses::stops(&judging::Judging::new(history))
}
