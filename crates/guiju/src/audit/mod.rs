//! Judging a log, subject by subject: what is kept of one judgement is what the report asks for.

mod logs;
mod parties;
mod request;
mod run;
mod tables;
mod tally;
mod when;
mod workers;

pub use logs::{Purpose, Reading, Refused, name as log_name, read, read_in_parts};
pub use parties::{Parties, Party};
pub use request::{Filter, FilterNames};
pub use run::{Judged, Run};
pub use tables::{failure as table_failure, is_table};
pub use tally::{Counts, Group, Tally, Wilson};
pub use when::instant;
pub use workers::of_this_machine;
