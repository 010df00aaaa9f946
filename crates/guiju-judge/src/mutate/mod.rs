//! Mutation testing of packs: a standard changed in one place must fail one of its own cases; where none fails, that place
//! is not shown by any case to matter.
//!
//! What is changed, a file each: `bounds` by their smallest unit, `directions`, `conditions`, `exceptions`,
//! `speech`, `records`, `tables`; `parts` walks a clause. Not changed: single wordings, and who can see what.
//!
//! A clause's own text, and the figures that it names, are changed for each clause; what several clauses share (phrases,
//! situations, instants, tables, forms) is written once and so changed once.

mod bounds;
mod change;
mod conditions;
mod directions;
mod exceptions;
mod explained;
mod parts;
mod patterns;
mod proof;
mod records;
mod run;
mod shared;
mod speech;
mod tables;
mod uses;
mod variant;

pub use explained::{Explained, NotExplained, explanations};
pub use proof::proved;
pub use run::{ClauseReport, Report, Share, Survivor, run};

use guiju_standard::{Span, Standard, Text};
use std::sync::Arc;

/// A standard with one change.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// The clause that the change is counted for: the one changed, or the first that uses what is changed.
    pub clause: String,
    /// Stable name, such as `S5.1.1.5/within+1ms` or `phrase greeting/-harmless`.
    pub name: String,
    /// What changed, for people.
    pub what: Text,
    /// Where it is written.
    pub place: Span,
    /// The changed standard, without its cases, articles and texts.
    pub standard: Arc<Standard>,
}

/// All standards that differ from this one in a single change; each only once, and none that reads the same.
///
/// Made one by one: a mutant is a copy of the standard.
pub fn mutants(standard: &Standard) -> impl Iterator<Item = Mutant> {
    let lean = lean(standard);
    change::changes(&lean).into_iter().map(move |mut change| {
        let mut standard = lean.clone();
        change.edit.swap(&mut standard);
        Mutant {
            clause: lean.clauses[change.clause].id.clone(),
            name: change.name,
            what: change.what,
            place: change.at,
            standard: Arc::new(standard),
        }
    })
}

/// What of a standard judging needs.
fn lean(standard: &Standard) -> Standard {
    Standard {
        cases: Vec::new(),
        articles: Vec::new(),
        sources: guiju_standard::Sources::default(),
        ..standard.clone()
    }
}
