//! What names mean: asked when a pack is compiled.

use crate::types::Type;
use std::fmt;

/// Where a value is found when a condition is evaluated. The vocabulary gives it, the judge answers it.
///
/// Attribute names are whole, dots included (`order.area`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// An attribute of the event that the condition stands at (`event.reason`, `reason`).
    Event(String),
    /// The time of that event (`event.time`, `time`).
    EventTime,
    /// An attribute of the activation (`a.x`); `due`, `time` included.
    Activation(String),
    /// An attribute of the target (`t.x`); `time` included.
    Target(String),
    /// An attribute of the subject (`order.area`, `cause_known`).
    Subject(String),
    /// An attribute of an object related to the subject or event (`customer.kind`).
    Object {
        /// The role or qualifier by which the object is related.
        role: String,
        /// The attribute.
        attr: String,
    },
    /// A figure that the organisation may set (`param.area_limit`).
    Param(String),
    /// A named instant (`arrival_deadline`).
    Instant(String),
    /// The member of the population at hand (`each`), or an attribute of it (`each.quantity`).
    Each(Option<String>),
    /// An attribute of the first record of a pair (`l.qty`).
    Left(String),
    /// An attribute of the second record of a pair (`r.qty`).
    Right(String),
    /// An attribute of a record called by its name (`business_card.phone`).
    Record {
        /// The record: an activity or form.
        name: String,
        /// The attribute.
        attr: String,
    },
    /// A slot filled by what was said (`said.eta`).
    Said(String),
}

/// As a condition would write it: the name that [`crate::Missing`] usually carries.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Event(attr) => write!(f, "event.{attr}"),
            Place::EventTime => f.write_str("event.time"),
            Place::Activation(attr) => write!(f, "a.{attr}"),
            Place::Target(attr) => write!(f, "t.{attr}"),
            Place::Subject(name) | Place::Instant(name) => f.write_str(name),
            Place::Object { role, attr } => write!(f, "{role}.{attr}"),
            Place::Param(name) => write!(f, "param.{name}"),
            Place::Each(None) => f.write_str("each"),
            Place::Each(Some(attr)) => write!(f, "each.{attr}"),
            Place::Left(attr) => write!(f, "l.{attr}"),
            Place::Right(attr) => write!(f, "r.{attr}"),
            Place::Record { name, attr } => write!(f, "{name}.{attr}"),
            Place::Said(slot) => write!(f, "said.{slot}"),
        }
    }
}

/// What a path of names stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// Where its value is found.
    pub place: Place,
    /// The type of that value.
    pub ty: Type,
    /// How many segments of the path the place took; the rest selects fields of its value.
    pub taken: usize,
}

/// What a name means where a condition stands; answered by the vocabulary when a pack is compiled.
pub trait Names {
    /// The longest declared prefix of a dotted path, or `None`. The path has at least one segment and begins with
    /// whatever the condition wrote (`event`, `a`, `t`, `each`, `l`, `r`, `said`, `param` included);
    /// `event["concept:name"]` comes as `["event", "concept:name"]`.
    fn resolve(&self, path: &[&str]) -> Option<Resolved>;

    /// Whether this names an activity (or a form): the first argument of `done`, `first`, `last`, `count`,
    /// `count_last`. A dotted argument (`param.arrival_from`) comes joined by dots.
    fn activity(&self, name: &str) -> bool;

    /// The type of an attribute of an activity, `None` if it has no such attribute. `time` is never asked for.
    fn activity_attr(&self, activity: &str, attr: &str) -> Option<Type>;

    /// All names that may be written here, activities included, for "did you mean".
    fn candidates(&self) -> Vec<String>;
}
