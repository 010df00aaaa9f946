//! What to change in a standard, from what was judged by it.
//!
//! A standard can be wrong as people can. [`Study`] counts what each clause did over many encounters and [`Study::findings`] names the clauses of which the counts say
//! that something is the matter with the clause, not with those judged by it. Each kind of finding has a threshold ([`Thresholds`]) below which chance may have done it;
//! with hundreds of clauses the tests on ratings are corrected for their number (Bonferroni), so that a sound standard gets no findings.
//!
//! Sums and histograms alone are kept: memory does not grow with the log.

mod counts;
mod finding;
mod study;

pub use finding::{Cause, Finding, Thresholds};
pub use study::Study;
