//! Interned strings: each distinct string is kept once, in one buffer, and named by a number.

use std::hash::{BuildHasher, RandomState};

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

const FREE: u32 = u32::MAX;

/// An interner that can still be asked after the log is finished.
///
/// 4 to 8 bytes of table and 8 bytes of bounds for each distinct string, besides its text.
#[derive(Debug, Clone)]
pub struct Strings {
    text: String,
    /// Where the string with the same number ends in `text`.
    ends: Vec<usize>,
    /// Open addressing over the numbers, a power of two long, at most three quarters full.
    table: Vec<u32>,
    hasher: RandomState,
}

impl Default for Strings {
    fn default() -> Self {
        Self { text: String::new(), ends: Vec::new(), table: vec![FREE; 16], hasher: RandomState::new() }
    }
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
        if (self.ends.len() + 1) * 4 > self.table.len() * 3 {
            self.grow();
        }
        match self.find(text) {
            Ok(sym) => sym,
            Err(slot) => {
                let number = self.ends.len() as u32;
                self.text.push_str(text);
                self.ends.push(self.text.len());
                self.table[slot] = number;
                Sym(number)
            }
        }
    }

    /// The number of `text`, if it has one.
    #[must_use]
    pub fn get(&self, text: &str) -> Option<Sym> {
        self.find(text).ok()
    }

    /// The string that `sym` stands for.
    ///
    /// # Panics
    /// If `sym` is from another interner and beyond this one's strings.
    #[must_use]
    pub fn resolve(&self, sym: Sym) -> &str {
        let at = sym.index();
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start..self.ends[at]]
    }

    /// The string's number, or the free slot where it would stand.
    fn find(&self, text: &str) -> Result<Sym, usize> {
        let mask = self.table.len() - 1;
        let mut slot = self.hasher.hash_one(text) as usize & mask;
        loop {
            match self.table[slot] {
                FREE => return Err(slot),
                number if self.resolve(Sym(number)) == text => return Ok(Sym(number)),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let mask = self.table.len() * 2 - 1;
        let mut table = vec![FREE; mask + 1];
        for number in 0..self.ends.len() as u32 {
            let mut slot = self.hasher.hash_one(self.resolve(Sym(number))) as usize & mask;
            while table[slot] != FREE {
                slot = (slot + 1) & mask;
            }
            table[slot] = number;
        }
        self.table = table;
    }
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
