//! Reports: one file each format, all fed subject by subject.

mod csv;
mod html;
mod json;
mod jsonl;
mod junit;
mod parquet;
mod rows;
mod sarif;
pub mod table;
mod text;
mod words;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use csv::Csv;
pub use html::{Beside, Both, Html, severity_word};
pub use json::Json;
pub use jsonl::JsonLines;
pub use junit::JUnit;
pub use parquet::Parquet;
pub use sarif::Sarif;
pub use text::Text;
pub use words::{number, percent};
#[cfg(feature = "xlsx")]
pub use xlsx::Xlsx;

use crate::{
    audit::{Judged, Refused, Tally},
    context::Context,
    failure::Failure,
    output::Output,
};
use guiju_judge::Plan;
use guiju_standard::model::Severity;
use guiju_time::{Instant, Zone};

/// What a report says of the run as a whole.
pub struct About<'a> {
    /// Who reads it.
    pub context: Context,
    /// The compiled standard.
    pub plan: &'a Plan,
    /// The standard's clock.
    pub zone: &'a Zone,
    /// As things stand.
    pub now: Instant,
    /// The logs' names.
    pub logs: &'a [String],
}

/// A report in the making.
pub trait Report {
    /// Takes one subject.
    ///
    /// # Errors
    /// The place can't be written, or the reader is gone.
    fn add(&mut self, judged: &Judged<'_>, output: &mut Output) -> Result<(), Failure>;

    /// Writes what stands behind all subjects; only now is it known what was refused.
    ///
    /// # Errors
    /// As [`Report::add`].
    fn finish(&mut self, tally: &Tally, refused: &Refused, output: &mut Output) -> Result<(), Failure>;
}

/// A critical breach weighs more than all lesser ones that one encounter has.
pub fn weight(severity: Severity) -> u64 {
    match severity {
        Severity::Note => 1,
        Severity::Minor => 10,
        Severity::Major => 100,
        Severity::Critical => 10_000,
    }
}
