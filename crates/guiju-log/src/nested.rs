//! Lists and records, and the canonical form of attributes.

use std::cmp::Ordering;

use crate::{
    column::Ragged,
    instant::parse_rfc3339,
    row::RowValue,
    strings::{Strings, Sym},
    value::{ListId, RecordId, Value},
};

/// The largest whole number below which every whole number is exact in a double.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Side columns for what does not fit into a [`Value`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Nested {
    lists: Ragged<Value>,
    records: Ragged<(Sym, Value)>,
}

/// How far the side columns reached at some moment.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    lists: usize,
    records: usize,
}

/// One attribute name with two values in one row.
pub(crate) struct TwoValues(pub(crate) Sym);

impl Nested {
    pub(crate) fn list(&self, id: ListId) -> &[Value] {
        self.lists.row(id.0 as usize)
    }

    pub(crate) fn record(&self, id: RecordId) -> &[(Sym, Value)] {
        self.records.row(id.0 as usize)
    }

    /// How many lists or records there are, whichever are more.
    pub(crate) fn len(&self) -> usize {
        self.lists.len().max(self.records.len())
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark { lists: self.lists.len(), records: self.records.len() }
    }

    /// Forgets what came after `mark`: the row that brought it was not taken.
    pub(crate) fn rewind(&mut self, mark: Mark) {
        self.lists.truncate(mark.lists);
        self.records.truncate(mark.records);
    }

    pub(crate) fn push_list(&mut self, items: Vec<Value>) -> Value {
        self.lists.push(items);
        Value::List(ListId((self.lists.len() - 1) as u32))
    }

    /// The canonical form of an attribute: dotted names, numbers in one spelling. A map gives one pair for each of its leaves.
    pub(crate) fn flatten(
        &mut self,
        strings: &mut Strings,
        name: &str,
        value: &RowValue,
        out: &mut Vec<(Sym, Value)>,
    ) -> Result<(), TwoValues> {
        if let RowValue::Map(fields) = value {
            for (key, inner) in fields {
                self.flatten(strings, &format!("{name}.{key}"), inner, out)?;
            }
            return Ok(());
        }
        let value = self.value(strings, value)?;
        out.push((strings.intern(name), value));
        Ok(())
    }

    /// The canonical form of a value that is no map, or of an item of a list.
    fn value(&mut self, strings: &mut Strings, value: &RowValue) -> Result<Value, TwoValues> {
        Ok(match value {
            RowValue::Null => Value::Null,
            RowValue::Bool(b) => Value::Bool(*b),
            RowValue::Int(n) => Value::Int(*n),
            RowValue::Float(x) => number(*x),
            RowValue::Text(text) => Value::Text(strings.intern(text)),
            RowValue::Time(us) => Value::Time(*us),
            RowValue::List(items) => {
                let items = items.iter().map(|item| self.value(strings, item)).collect::<Result<_, _>>()?;
                self.push_list(items)
            }
            RowValue::Map(fields) => {
                let mut pairs = Vec::with_capacity(fields.len());
                for (key, inner) in fields {
                    self.flatten(strings, key, inner, &mut pairs)?;
                }
                pairs.retain(|(_, value)| !matches!(value, Value::Null));
                self.settle(strings, &mut pairs)?;
                self.records.push(pairs);
                Value::Record(RecordId((self.records.len() - 1) as u32))
            }
        })
    }

    /// Sorts pairs by name and leaves one of each; a name with two values is an error.
    pub(crate) fn settle(&self, strings: &Strings, pairs: &mut Vec<(Sym, Value)>) -> Result<(), TwoValues> {
        pairs.sort_by(|(a, _), (b, _)| compare_syms(strings, *a, *b));
        if let Some(pair) =
            pairs.windows(2).find(|pair| pair[0].0 == pair[1].0 && !self.same(strings, pair[0].1, pair[1].1))
        {
            return Err(TwoValues(pair[0].0));
        }
        pairs.dedup_by_key(|(name, _)| *name);
        Ok(())
    }

    /// Whether two values say the same: texts that are one instant in two spellings do.
    pub(crate) fn same(&self, strings: &Strings, a: Value, b: Value) -> bool {
        let instant = |value| match value {
            Value::Time(us) => Some(us),
            Value::Text(text) => parse_rfc3339(strings.resolve(text)),
            _ => None,
        };
        match (a, b) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a == b,
            (Value::Text(a), Value::Text(b)) if a == b => true,
            (Value::Text(_) | Value::Time(_), Value::Text(_) | Value::Time(_)) => {
                instant(a).is_some() && instant(a) == instant(b)
            }
            (Value::List(a), Value::List(b)) => {
                let (a, b) = (self.list(a), self.list(b));
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(strings, *a, *b))
            }
            (Value::Record(a), Value::Record(b)) => self.same_pairs(strings, self.record(a), self.record(b)),
            _ => false,
        }
    }

    /// Whether two settled rows of attributes say the same.
    pub(crate) fn same_pairs(&self, strings: &Strings, a: &[(Sym, Value)], b: &[(Sym, Value)]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0 && self.same(strings, a.1, b.1))
    }

    /// A total order that depends on what values say, not on when they were met.
    pub(crate) fn compare(&self, strings: &Strings, a: Value, b: Value) -> Ordering {
        let rank = |value| match value {
            Value::Null => 0,
            Value::Bool(_) => 1,
            Value::Int(_) => 2,
            Value::Float(_) => 3,
            Value::Text(_) => 4,
            Value::Time(_) => 5,
            Value::List(_) => 6,
            Value::Record(_) => 7,
        };
        match (a, b) {
            (Value::Bool(a), Value::Bool(b)) => a.cmp(&b),
            (Value::Int(a), Value::Int(b)) | (Value::Time(a), Value::Time(b)) => a.cmp(&b),
            (Value::Float(a), Value::Float(b)) => a.total_cmp(&b),
            (Value::Text(a), Value::Text(b)) => compare_syms(strings, a, b),
            (Value::List(a), Value::List(b)) => {
                first_difference(self.list(a), self.list(b), |a, b| self.compare(strings, *a, *b))
            }
            (Value::Record(a), Value::Record(b)) => {
                first_difference(self.record(a), self.record(b), |a, b| {
                    compare_syms(strings, a.0, b.0).then_with(|| self.compare(strings, a.1, b.1))
                })
            }
            _ => rank(a).cmp(&rank(b)),
        }
    }

    /// The value as a row has it.
    pub(crate) fn to_row(&self, strings: &Strings, value: Value) -> RowValue {
        match value {
            Value::Null => RowValue::Null,
            Value::Bool(b) => RowValue::Bool(b),
            Value::Int(n) => RowValue::Int(n),
            Value::Float(x) => RowValue::Float(x),
            Value::Text(text) => RowValue::Text(strings.resolve(text).to_owned()),
            Value::Time(us) => RowValue::Time(us),
            Value::List(id) => {
                RowValue::List(self.list(id).iter().map(|item| self.to_row(strings, *item)).collect())
            }
            Value::Record(id) => RowValue::Map(
                self.record(id)
                    .iter()
                    .map(|(name, value)| (strings.resolve(*name).to_owned(), self.to_row(strings, *value)))
                    .collect(),
            ),
        }
    }
}

/// The canonical form of a number.
pub(crate) fn number(x: f64) -> Value {
    if !x.is_finite() {
        Value::Null
    } else if x.fract() == 0.0 && x.abs() <= EXACT {
        Value::Int(x as i64)
    } else {
        Value::Float(x)
    }
}

/// The order of two strings, by bytes.
pub(crate) fn compare_syms(strings: &Strings, a: Sym, b: Sym) -> Ordering {
    if a == b { Ordering::Equal } else { strings.resolve(a).cmp(strings.resolve(b)) }
}

fn first_difference<T>(a: &[T], b: &[T], compare: impl Fn(&T, &T) -> Ordering) -> Ordering {
    a.iter()
        .zip(b)
        .map(|(a, b)| compare(a, b))
        .find(|order| order.is_ne())
        .unwrap_or_else(|| a.len().cmp(&b.len()))
}
