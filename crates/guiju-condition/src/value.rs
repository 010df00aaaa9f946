//! Values at run time.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A value at run time. Cloning never copies text, lists or records.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`: there, and empty. An attribute that is not there is [`crate::Missing`].
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number in its declared unit; finite.
    Float(f64),
    /// A text. Environments that share one allocation per distinct text make comparisons cheapest.
    Text(Arc<str>),
    /// An instant, in microseconds since 1970-01-01T00:00:00Z.
    Time(i64),
    /// A length of time in microseconds.
    Duration(i64),
    /// A list.
    List(Arc<[Value]>),
    /// Values by name.
    Record(Arc<BTreeMap<Arc<str>, Value>>),
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<Arc<str>>) -> Value {
        Value::Text(text.into())
    }

    /// A list of the given values.
    pub fn list(values: impl IntoIterator<Item = Value>) -> Value {
        Value::List(values.into_iter().collect())
    }

    /// A record of the given fields.
    pub fn record<N: Into<Arc<str>>>(fields: impl IntoIterator<Item = (N, Value)>) -> Value {
        Value::Record(Arc::new(fields.into_iter().map(|(name, value)| (name.into(), value)).collect()))
    }

    /// The order of two values, or `None` for values of unlike kinds and for kinds without an order (CEL: numbers
    /// compare across int and double, by their exact values).
    pub fn order(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
            (Value::Float(a), Value::Float(b)) => a.partial_cmp(b),
            (Value::Int(a), Value::Float(b)) => int_to_float(*a, *b),
            (Value::Float(a), Value::Int(b)) => int_to_float(*b, *a).map(Ordering::reverse),
            (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
            (Value::Time(a), Value::Time(b)) | (Value::Duration(a), Value::Duration(b)) => Some(a.cmp(b)),
            (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

/// Equality as CEL has it: numbers by value across int and double; values of unlike kinds are unequal.
impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Text(a), Value::Text(b)) => Arc::ptr_eq(a, b) || a == b,
            (Value::List(a), Value::List(b)) => a == b,
            (Value::Record(a), Value::Record(b)) => a == b,
            (Value::Null, Value::Null) => true,
            _ => self.order(other) == Some(Ordering::Equal),
        }
    }
}

/// Exact comparison of an integer and a double, whose ranges and precisions differ.
fn int_to_float(int: i64, float: f64) -> Option<Ordering> {
    const BEYOND: f64 = 9_223_372_036_854_775_808.0; // 2^63, the first double above every i64
    if float.is_nan() {
        None
    } else if float >= BEYOND {
        Some(Ordering::Less)
    } else if float < -BEYOND {
        Some(Ordering::Greater)
    } else {
        let whole = float.trunc();
        Some(int.cmp(&(whole as i64)).then_with(|| whole.partial_cmp(&float).unwrap_or(Ordering::Equal)))
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Float(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::text(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_exact_value_across_int_and_double() {
        let big = (1_i64 << 53) + 1;
        assert_ne!(Value::Int(big), Value::Float((1_i64 << 53) as f64));
        assert_eq!(Value::Int(3), Value::Float(3.0));
        assert_eq!(Value::Int(-3).order(&Value::Float(-3.5)), Some(Ordering::Greater));
        assert_eq!(Value::Float(f64::MAX).order(&Value::Int(i64::MAX)), Some(Ordering::Greater));
        assert_eq!(Value::Int(i64::MAX).order(&Value::Float(i64::MAX as f64)), Some(Ordering::Less));
    }

    #[test]
    fn values_of_unlike_kinds_are_unequal_and_unordered() {
        assert_ne!(Value::Time(1), Value::Duration(1));
        assert_ne!(Value::text("1"), Value::Int(1));
        assert_eq!(Value::text("1").order(&Value::Int(1)), None);
    }
}
