//! Judging a log, subject by subject: what is kept of one judgement is what the report asks for.

mod logs;
mod masks;
mod over;
mod parties;
mod request;
mod run;
mod sorted;
mod tables;
mod talks;
mod tally;
mod when;
mod workers;

pub use logs::{Purpose, Reading, Refused, name as log_name, read, read_in_parts, read_sorted};
pub use masks::Masks;
pub use over::Over;
pub use parties::{Parties, Party};
pub use request::{Filter, FilterNames};
pub use run::{Judged, Run};
pub use sorted::{LogFile, Sorted, is_transcribed, recordings, sorted, with_ending};
pub use tables::failure as table_failure;
pub use talks::{Talking, talk_options};
pub use tally::{Counts, Group, Tally, Wilson};
pub use when::instant;
pub use workers::of_this_machine;
