//! Rows as they go into a log: owned, with plain strings, easy to write by hand.

use crate::place::At;

/// A value on its way into a log. Maps inside attributes are the same as dotted names: `order: {area: urban}` is `order.area`.
#[derive(Debug, Clone, PartialEq)]
pub enum RowValue {
    /// Nothing: an attribute that is null is absent, but for an object's timed value, which ends there.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number; one without a fraction becomes `Int`, one that is not finite is absent.
    Float(f64),
    /// A string.
    Text(String),
    /// An instant, microseconds since 1970 UTC.
    Time(i64),
    /// Several values.
    List(Vec<RowValue>),
    /// Fields by name.
    Map(Vec<(String, RowValue)>),
}

macro_rules! from {
    ($($type:ty => $make:expr),* $(,)?) => {$(
        impl From<$type> for RowValue {
            fn from(value: $type) -> Self {
                $make(value)
            }
        }
    )*};
}
from! {
    bool => RowValue::Bool,
    i64 => RowValue::Int,
    i32 => |value| RowValue::Int(i64::from(value)),
    f64 => RowValue::Float,
    String => RowValue::Text,
    &str => |value: &str| RowValue::Text(value.to_owned()),
}

impl<T: Into<RowValue>> From<Vec<T>> for RowValue {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

/// An event to be added: what happened, when, to what.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EventRow {
    /// The producer's idempotency key.
    pub id: String,
    /// The activity (OCEL `type`).
    pub activity: String,
    /// When it happened, microseconds since 1970 UTC.
    pub time: i64,
    /// The producer's sequence number, compared within one source and instant.
    pub seq: Option<i64>,
    /// Who reported it: a kind of evidence (`tap`, `location`, `transcript` …).
    pub source: Option<String>,
    /// Attributes by name, dotted or nested, in any order.
    pub attrs: Vec<(String, RowValue)>,
    /// Related objects: (object id, qualifier).
    pub relationships: Vec<(String, String)>,
    /// Where it was read.
    pub at: At,
}

impl EventRow {
    /// An event of `activity` at `time` (microseconds since 1970 UTC).
    #[must_use]
    pub fn new(id: impl Into<String>, activity: impl Into<String>, time: i64) -> Self {
        Self { id: id.into(), activity: activity.into(), time, ..Self::default() }
    }

    /// With an attribute more.
    #[must_use]
    pub fn attr(mut self, name: impl Into<String>, value: impl Into<RowValue>) -> Self {
        self.attrs.push((name.into(), value.into()));
        self
    }

    /// With a relationship more; the qualifier of the event's encounter is `encounter`.
    #[must_use]
    pub fn related(mut self, object: impl Into<String>, qualifier: impl Into<String>) -> Self {
        self.relationships.push((object.into(), qualifier.into()));
        self
    }

    /// Reported by `source`.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// With the producer's sequence number.
    #[must_use]
    pub fn seq(mut self, seq: i64) -> Self {
        self.seq = Some(seq);
        self
    }

    /// Read at `at`.
    #[must_use]
    pub fn at(mut self, at: At) -> Self {
        self.at = at;
        self
    }
}

/// An object to be added, or what is now known of one that is there already.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ObjectRow {
    /// Its id.
    pub id: String,
    /// Its type.
    pub kind: String,
    /// Attributes: name, since when (microseconds since 1970 UTC; `None` from the beginning), value.
    pub attrs: Vec<(String, Option<i64>, RowValue)>,
    /// Related objects: (object id, qualifier).
    pub relationships: Vec<(String, String)>,
    /// Where it was read.
    pub at: At,
}

impl ObjectRow {
    /// An object of type `kind`.
    #[must_use]
    pub fn new(id: impl Into<String>, kind: impl Into<String>) -> Self {
        Self { id: id.into(), kind: kind.into(), ..Self::default() }
    }

    /// With an attribute that holds from the beginning.
    #[must_use]
    pub fn attr(mut self, name: impl Into<String>, value: impl Into<RowValue>) -> Self {
        self.attrs.push((name.into(), None, value.into()));
        self
    }

    /// With an attribute that holds from `since` on (microseconds since 1970 UTC).
    #[must_use]
    pub fn attr_since(mut self, name: impl Into<String>, since: i64, value: impl Into<RowValue>) -> Self {
        self.attrs.push((name.into(), Some(since), value.into()));
        self
    }

    /// With a relationship more.
    #[must_use]
    pub fn related(mut self, object: impl Into<String>, qualifier: impl Into<String>) -> Self {
        self.relationships.push((object.into(), qualifier.into()));
        self
    }

    /// Read at `at`.
    #[must_use]
    pub fn at(mut self, at: At) -> Self {
        self.at = at;
        self
    }
}
