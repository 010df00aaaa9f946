//! Two versions of a standard beside each other: what changed in meaning, and what that does to a log.

mod flips;
mod json;
mod text;

pub use flips::{Flips, Versions};
pub use json::json;
pub use text::text;

use guiju_standard::{Standard, diff::Difference};

/// What is shown.
pub struct Comparison<'c> {
    /// The version before.
    pub old: &'c Standard,
    /// The version after.
    pub new: &'c Standard,
    /// What changed.
    pub difference: &'c Difference,
    /// What that does to a log; none: no log was given.
    pub flips: Option<&'c Flips>,
}
