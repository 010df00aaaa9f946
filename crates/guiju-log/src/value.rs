//! Values of attributes, small enough to be copied.

use crate::strings::Sym;

/// The number of a list in its log ([`crate::Log::list`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ListId(pub(crate) u32);

/// The number of a record in its log ([`crate::Log::record`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RecordId(pub(crate) u32);

/// The value of an attribute as the log has it, before anyone knows its declared type.
///
/// A number without a fraction is always `Int`, however it was written (`1.0`, `1`), as long as it is exact in a double.
/// There is no equality: `List` and `Record` are numbers of places. [`crate::Log::same_value`] compares what they hold.
#[derive(Debug, Clone, Copy)]
pub enum Value {
    /// Present, and empty: an item of a list, or an object's attribute that ends at an instant. Elsewhere null is absent.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A finite number with a fraction, or a large one.
    Float(f64),
    /// A string.
    Text(Sym),
    /// An instant, microseconds since 1970 UTC; only from formats that say so (XES `date`).
    Time(i64),
    /// Several values.
    List(ListId),
    /// An item of a list that has fields of its own.
    Record(RecordId),
}
