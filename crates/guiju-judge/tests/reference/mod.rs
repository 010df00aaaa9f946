//! A plain judge: `docs/semantics.md` in code, short and slow, for the fast one to be held against.
//!
//! It reads rows and the standard's model, looks at everything again for every question, and knows verdicts only.
//! Left out: words (turns, situations, consent, decision tables), records that agree, choosing, ratings, windowed subjects.

pub mod clauses;
pub mod generate;
pub mod history;
pub mod patterns;
pub mod rules;
pub mod verdict;

use clauses::verdicts;
use guiju_judge::Verdict;
use guiju_log::{EventRow, ObjectRow};
use guiju_standard::Standard;
use history::History;
use verdict::all_of;

/// What a standard says of an object of the log: for each clause of its type, in order, verdict and sorted verdicts of
/// the activations.
pub fn judge(
    standard: &Standard,
    (kind, id): (&str, &str),
    events: &[EventRow],
    objects: &[ObjectRow],
    now: i64,
    closed: bool,
) -> Vec<(String, Verdict, Vec<Verdict>)> {
    let history = History::of(standard, kind, id, events, objects, now, closed);
    let clauses = standard.clauses.iter().filter(|clause| clause.per == kind);
    clauses
        .map(|clause| {
            let mut found = verdicts(&history.clause(clause));
            found.retain(|verdict| *verdict != Verdict::NotApplicable);
            found.sort();
            (clause.id.clone(), all_of(&found), found)
        })
        .collect()
}
