//! DECLARE conformance on event logs, its counts those of Declare4Py 2.2.0, from the same `.decl` models.
//!
//! ```
//! # use guiju_log::{EventRow, LogBuilder, ObjectRow};
//! # let mut builder = LogBuilder::new();
//! # builder.add_object(ObjectRow::new("c1", "case"))?;
//! # builder.add_event(EventRow::new("e1", "order", 1_772_413_200_000_000).related("c1", "encounter"))?;
//! # let log = builder.finish();
//! let reading = guiju_declare::read("model.decl", "Response[order, delivery] | | |0,3,d");
//! assert!(!reading.has_errors());
//! let report = guiju_declare::check(&reading.model, &log);
//! assert_eq!(report.counts[0].violated, 1);
//! # Ok::<(), guiju_log::Refusal>(())
//! ```
//!
//! # Promises
//! * Where Declare4Py gives an answer, it is this one, its habits included; `docs/book/declare.md` names them, and what happens where
//!   it stops with an error.
//! * The time a constraint takes grows with the events of its activities, not with the log.
//! * No clock, no threads, no files.

mod check;
mod condition;
mod model;
mod pack;
mod python;
mod read;
mod report;
mod template;
mod traces;

pub use check::{check, check_each};
pub use model::{Constraint, Model};
pub use pack::{LeftOut, Pack, pack};
pub use read::{Reading, read};
pub use report::{Activation, Counts, Outcome, Report};
pub use template::{Joined, Part, TEMPLATES, Template};
