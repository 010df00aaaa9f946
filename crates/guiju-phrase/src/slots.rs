//! What fills the slots of a pattern.

use std::collections::BTreeMap;

use crate::text::{Turn, numerals, times};

/// The texts that fill the plain slots (`{organisation}`) of patterns in one encounter.
///
/// A slot may have several texts, any of which will do (a company's full and short name). A slot without a text
/// matches nothing; a pack's own default is a text that the caller puts in first.
#[derive(Debug, Clone, Default)]
pub struct Slots {
    filled: BTreeMap<String, Vec<Filled>>,
}

/// One text of a slot, as it is looked for.
#[derive(Debug, Clone)]
pub(crate) struct Filled {
    pub(crate) letters: Vec<char>,
    /// Set where the text is a time of day, which may be said in several ways.
    pub(crate) time: Option<(u8, u8)>,
    /// Set where the text is a number.
    pub(crate) number: Option<f64>,
}

impl Filled {
    /// Whether it may be said with this letter first.
    pub(crate) fn begins_with(&self, letter: char) -> bool {
        let spoken = self.time.is_some() || self.number.is_some();
        self.letters.first() == Some(&letter)
            || spoken && (numerals::BEGIN.contains(letter) || times::BEGIN.contains(letter))
    }
}

impl Slots {
    /// No slot is filled.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one text for a slot; blank texts are left out.
    pub fn fill(&mut self, name: impl Into<String>, text: &str) -> &mut Self {
        let turn = Turn::new([text]);
        let letters: Vec<char> = turn.cells().iter().map(|cell| cell.letter).collect();
        if !letters.is_empty() {
            let all = |end: usize| end == letters.len();
            let time = times::time_at(&turn, 0).filter(|t| all(t.end)).map(|t| (t.hour, t.minute));
            let number = numerals::number_at(&turn, 0).filter(|&(end, _)| all(end)).map(|(_, value)| value);
            self.filled.entry(name.into()).or_default().push(Filled { letters, time, number });
        }
        self
    }

    /// Characters of the longest text.
    pub(crate) fn longest(&self) -> usize {
        self.filled.values().flatten().map(|text| text.letters.len()).max().unwrap_or(0)
    }

    pub(crate) fn texts(&self, name: &str) -> &[Filled] {
        self.filled.get(name).map_or(&[], Vec::as_slice)
    }
}

impl<N: Into<String>, T: AsRef<str>> FromIterator<(N, T)> for Slots {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(pairs: I) -> Self {
        let mut slots = Self::new();
        for (name, text) in pairs {
            slots.fill(name, text.as_ref());
        }
        slots
    }
}
