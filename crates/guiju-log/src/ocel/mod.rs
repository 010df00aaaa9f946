//! What all OCEL 2.0 formats share: types of attributes, and where the model's own things go.
//!
//! OCEL 2.0 declares for each type of event or object one type (`string`, `time`, `integer`, `float`, `boolean`) per attribute, and has
//! no lists, no records, no sequence numbers, no sources. So that nothing is lost, four names are ours:
//!
//! * `guiju:seq` and `guiju:source` are attributes of an event.
//! * `guiju:more` is an attribute of an event or object whose text is a JSON object: the attributes whose values do not fit the
//!   declared type, or whose name cannot stand in the format. Of a list's instants it has the text.
//! * An object of the type `guiju:absent` stands for one that relationships name and the log does not have: strict readers want it.
//!
//! An object's attribute since 1970-01-01T00:00:00Z holds from the beginning, as OCEL 2.0 writes it.

mod kind;
mod record;
mod shape;

pub(crate) use kind::{Kind, Plain};
pub(crate) use record::unfold;
pub(crate) use shape::{Pair, Rules, Shape, TypeShape};

pub(crate) const SEQ: &str = "guiju:seq";
pub(crate) const SOURCE: &str = "guiju:source";
pub(crate) const MORE: &str = "guiju:more";
pub(crate) const ABSENT: &str = "guiju:absent";
/// Attributes that are named like ours go into [`MORE`].
pub(crate) const OURS: &str = "guiju:";
/// Since when what holds from the beginning holds.
pub(crate) const BEGINNING: &str = "1970-01-01T00:00:00Z";

/// Whether XML 1.0 can carry the text (Char, §2.2).
pub(crate) fn is_xml(text: &str) -> bool {
    text.chars().all(|c| match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => c >= ' ',
    })
}
