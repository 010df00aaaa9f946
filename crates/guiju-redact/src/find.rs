//! Everything in a text that is to be masked, each place once.

use crate::{address, code, digits, kind::Kind, names};
use aho_corasick::{AhoCorasick, MatchKind};
use std::borrow::Cow;

/// What stands for each character that is masked.
pub const MASK: char = '*';

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// Its first character, from 0.
    pub from: usize,
    /// The character after its last.
    pub to: usize,
}

/// Finds and masks.
#[derive(Debug, Clone, Default)]
pub struct Redactor {
    known: Option<AhoCorasick>,
}

impl Redactor {
    /// One that knows these people's names besides what it finds by itself. Names of one character are not looked for.
    #[must_use]
    pub fn knowing<'n>(people: impl IntoIterator<Item = &'n str>) -> Self {
        let mut people: Vec<&str> =
            people.into_iter().map(str::trim).filter(|name| name.chars().count() > 1).collect();
        people.sort_unstable();
        people.dedup();
        // What is too much for one automaton is left to the other rules.
        let known = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&people).ok();
        Self { known: known.filter(|_| !people.is_empty()) }
    }

    /// The places to be masked, in order, none within another.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Found> {
        let mut found = Vec::new();
        if let Some(known) = &self.known {
            let (mut at, mut byte) = (0, 0);
            for hit in known.find_iter(text) {
                at += text[byte..hit.start()].chars().count();
                let len = text[hit.range()].chars().count();
                // Within a longer word of letters a name is none.
                let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                let inside = letter(text[..hit.start()].chars().next_back())
                    && letter(text[hit.start()..].chars().next())
                    || letter(text[hit.end()..].chars().next())
                        && letter(text[..hit.end()].chars().next_back());
                if !inside {
                    found.push(Found { kind: Kind::Name, from: at, to: at + len });
                }
                at += len;
                byte = hit.end();
            }
        }
        let signs: Vec<char> = text.chars().collect();
        // All but the last two kinds have a digit, an at sign or an ideograph; plain ASCII words are passed over.
        if signs.iter().any(|c| !c.is_ascii() || c.is_ascii_digit() || *c == '@') {
            code::emails(&signs, &mut found);
            code::plates(&signs, &mut found);
            digits::find(&signs, &mut found);
            address::find(&signs, &mut found);
            names::find(&signs, &mut found);
        }
        apart(found)
    }

    /// The text with [`MASK`] for each character that is to be masked, and where that is.
    #[must_use]
    pub fn mask<'t>(&self, text: &'t str) -> (Cow<'t, str>, Vec<Found>) {
        let found = self.find(text);
        (covered(text, &found), found)
    }
}

/// A text with these places covered.
pub(crate) fn covered<'t>(text: &'t str, found: &[Found]) -> Cow<'t, str> {
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut places = found.iter().peekable();
    let sign = |(at, sign)| {
        while places.next_if(|place| place.to <= at).is_some() {}
        let covered = places.peek().is_some_and(|place| place.from <= at);
        if covered { MASK } else { sign }
    };
    Cow::Owned(text.chars().enumerate().map(sign).collect())
}

/// Of places that overlap the longer one stays, and takes in what sticks out of it.
fn apart(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|place| (place.from, std::cmp::Reverse(place.to)));
    let mut apart: Vec<Found> = Vec::new();
    for place in found {
        match apart.last_mut() {
            Some(last) if place.from < last.to => {
                if place.to - place.from > last.to - last.from {
                    last.kind = place.kind;
                }
                last.to = last.to.max(place.to);
            }
            _ => apart.push(place),
        }
    }
    apart
}
