//! Tables as logs: CSV and XLSX, read by a mapping.
//!
//! A [`Mapping`] (YAML) says which columns become which objects and events; [`import()`] reads files by it into a
//! [`guiju_log::LogBuilder`]. Rows are streamed; what a file may cost at most is in [`limits`].

pub mod cell;
mod export;
pub mod figure;
mod guess;
pub mod header;
mod import;
pub mod limits;
pub mod mapping;
mod scalar;
mod sheet;
pub mod source;
pub mod when;

pub use cell::defused;
pub use export::{Exported, Unwritten, export};
pub use guess::{Became, Doubt, Proposal, Role, Why, propose};
pub use import::{Failed, import, import_first};
pub use mapping::{Mapping, Unfit};
pub use sheet::Form;
pub use source::{How, Input, Met, Recognised, Row, each_row};
