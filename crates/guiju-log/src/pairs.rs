//! Attributes of events: each distinct pair of a name and a value is kept once, and named by a number.
//!
//! Events say few things often: a log of ten million attributes has some ten thousand pairs, and four bytes for each of the former.

use std::hash::{BuildHasher, RandomState};

use crate::{strings::Sym, table::Table, value::Value};

/// The number of a pair in its log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair(pub(crate) u32);

/// Pairs while a log is built.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    pairs: Vec<(Sym, Value)>,
    table: Table,
    hasher: RandomState,
}

impl Pairs {
    pub(crate) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// The number of a pair. Lists and records are numbers of places: a pair with one is another one each time.
    pub(crate) fn intern(&mut self, name: Sym, value: Value) -> Pair {
        let Self { pairs, table, hasher } = self;
        let content = (name, bits(value));
        let (number, new) = table.find_or_number(
            hasher.hash_one(content),
            |known| {
                let (name, value) = pairs[known as usize];
                (name, bits(value)) == content
            },
            |known| {
                let (name, value) = pairs[known as usize];
                hasher.hash_one((name, bits(value)))
            },
        );
        if new {
            pairs.push((name, value));
        }
        Pair(number)
    }

    pub(crate) fn get(&self, pair: Pair) -> (Sym, Value) {
        self.pairs[pair.0 as usize]
    }

    pub(crate) fn into_pairs(self) -> Vec<(Sym, Value)> {
        self.pairs
    }
}

/// What tells two values apart, but for those that say the same in two ways.
fn bits(value: Value) -> (u8, u64) {
    match value {
        Value::Null => (0, 0),
        Value::Bool(b) => (1, u64::from(b)),
        Value::Int(n) => (2, n as u64),
        Value::Float(x) => (3, x.to_bits()),
        Value::Text(text) => (4, u64::from(text.0)),
        Value::Time(us) => (5, us as u64),
        Value::List(id) => (6, u64::from(id.0)),
        Value::Record(id) => (7, u64::from(id.0)),
    }
}
