//! Scores from judgements.
//!
//! An encounter gives points by section ([`Rules::points`]); the points of many make a [`Group`]'s score, whose parts add up to it: a hundred, less what each
//! clause cost, more what was won beyond the duty. Beside it stand how sure it is and how much could be judged at all; without enough
//! of that there is no grade and no rank. [`Ledger`] keeps sums alone, so that memory does not grow with the log.
//!
//! What leaves the denominator: clauses that do not apply, that nobody could tell, that are still pending, that were kept by an exception only, that are
//! shown and not scored. A critical breach takes all points of its section, or of the encounter.

mod fair;
mod grade;
mod ledger;
mod points;
mod sums;

pub use grade::{Graded, Lacking};
pub use ledger::{Group, Ledger, Loss, SectionScore};
pub use points::{Points, Rules};
