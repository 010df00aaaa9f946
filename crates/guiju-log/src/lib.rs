//! Event logs: the OCEL 2.0 model in columns, and what reads and writes it.
//!
//! A [`Log`] holds events (activity, instant, attributes, qualified relationships to objects) and objects (type, attributes that may
//! change over time, relationships to other objects), as OCEL 2.0 does (Berti et al., 2023); a XES case is an object of type `case`.
//! Every string is interned once ([`Strings`]); a finished log has no allocation per event.
//!
//! ```
//! use guiju_log::{EventRow, LogBuilder, ObjectRow};
//! let mut builder = LogBuilder::new();
//! builder.add_object(ObjectRow::new("r1", "repair").attr("order.area", "urban"))?;
//! builder.add_event(EventRow::new("e1", "arrived", 1_772_413_200_000_000).related("r1", "encounter"))?;
//! let log = builder.finish();
//! let repair = log.strings.get("r1").expect("r1 was added");
//! assert_eq!(log.events_of(repair).len(), 1);
//! # Ok::<(), guiju_log::Refusal>(())
//! ```
//!
//! # Promises
//! * A set of rows without conflicts gives the same log in every order of arrival, repeats included; only the numbers of [`Sym`]s and
//!   the [`Place`]s that are kept for repeated rows depend on it. [`EventIx`] and [`ObjectIx`] do not.
//! * Events are in order of instant, then source, then the producer's sequence number, then id, so an [`EventIx`] is also a rank.
//! * The log knows no vocabulary: a string in JSON stays text, and whoever knows the declared type reads it as a time or a duration.
//! * Instants are microseconds since 1970-01-01T00:00:00Z, as `i64`.

mod builder;
mod cell_fault;
mod column;
mod finish;
mod guard;
mod instant;
mod log;
mod nested;
mod object;
#[cfg(feature = "read")]
mod ocel;
mod pairs;
mod place;
#[cfg(feature = "read")]
pub mod read;
mod refusal;
mod refusal_zh;
mod row;
mod strings;
mod table;
mod talk_fault;
mod value;
#[cfg(feature = "read")]
pub mod write;

pub use builder::{Accepted, LogBuilder};
pub use cell_fault::CellFault;
pub use guard::{Panicked, guarded, is_guarded};
pub use instant::{LATEST_US, parse_rfc3339};
pub use log::{EventIx, EventRef, Log, ObjectAttr, ObjectIx, ObjectRef, Relationship};
pub use place::{At, FileNo, Place};
#[cfg(feature = "read")]
pub use read::{Imported, ReadOptions, Unopened, read, read_from};
pub use refusal::{Expected, Part, Reason, Refusal};
pub use row::{EventRow, ObjectRow, RowValue};
pub use strings::{Strings, Sym};
pub use talk_fault::TalkFault;
pub use value::{ListId, RecordId, Value};
