//! Interned strings: each distinct string is kept once, in one buffer, and named by a number.

use std::hash::{BuildHasher, RandomState};

use crate::table::Table;

/// The number of an interned string; only its own [`Strings`] can say what it stands for.
///
/// The order of two `Sym`s is the order in which they were first met: it says nothing about the strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sym(pub u32);

impl Sym {
    /// The number as an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An interner that can still be asked after the log is finished.
///
/// 4 to 8 bytes of table and 8 bytes of bounds for each distinct string, besides its text.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    text: String,
    /// Where the string with the same number ends in `text`.
    ends: Vec<usize>,
    table: Table,
    hasher: RandomState,
}

impl Strings {
    /// An interner that holds nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many distinct strings there are; their numbers are `0..len`.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no string at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The number of `text`, given to it now if it is new.
    ///
    /// At most 2³² − 1 strings; [`crate::LogBuilder`] refuses rows well before that.
    pub fn intern(&mut self, text: &str) -> Sym {
        let Self { text: all, ends, table, hasher } = self;
        let (number, new) = table.find_or_number(
            hasher.hash_one(text),
            |known| resolve(all, ends, known) == text,
            |known| hasher.hash_one(resolve(all, ends, known)),
        );
        if new {
            all.push_str(text);
            ends.push(all.len());
        }
        Sym(number)
    }

    /// The number of `text`, if it has one.
    #[must_use]
    pub fn get(&self, text: &str) -> Option<Sym> {
        let number = self.table.find(self.hasher.hash_one(text), |known| self.resolve(Sym(known)) == text);
        number.map(Sym)
    }

    /// The string that `sym` stands for.
    ///
    /// # Panics
    /// If `sym` is from another interner and beyond this one's strings.
    #[must_use]
    pub fn resolve(&self, sym: Sym) -> &str {
        resolve(&self.text, &self.ends, sym.0)
    }
}

/// On the way of every string that is read.
#[inline]
fn resolve<'t>(text: &'t str, ends: &[usize], number: u32) -> &'t str {
    let at = number as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] };
    &text[start..ends[at]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_keeps_its_number_while_the_table_grows() {
        let mut strings = Strings::new();
        let first = strings.intern("");
        for n in 0..1000 {
            strings.intern(&format!("s{n}"));
        }
        assert_eq!(strings.intern(""), first);
        assert_eq!(strings.len(), 1001);
        for n in 0..1000 {
            let text = format!("s{n}");
            assert_eq!(strings.get(&text).map(|sym| strings.resolve(sym)), Some(text.as_str()));
        }
        assert_eq!(strings.get("absent"), None);
    }
}
