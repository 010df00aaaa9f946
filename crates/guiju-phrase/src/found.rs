//! What was found, and where in the original text.

use std::collections::BTreeMap;
use std::fmt;

/// Some characters of one utterance.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Which utterance of the turn, from 0.
    pub utterance: usize,
    /// First character, counted in Unicode scalar values of the original text.
    pub from: usize,
    /// One past the last character.
    pub to: usize,
    /// The original characters.
    pub text: String,
}

/// A pattern that was found in a turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The turn's index in the list that was searched; 0 where a single turn was.
    pub turn: usize,
    /// Where: one span for each utterance that the match touches, in order, never empty.
    pub spans: Vec<Span>,
    /// The element that was said: the innermost phrase, or the pattern where `all` and its like list patterns.
    pub element: String,
    /// What typed slots took, by slot name (`said.eta`).
    pub said: BTreeMap<String, Said>,
}

impl Match {
    /// The original words; parts from several utterances are put together.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// What a typed slot took from the words.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub enum Said {
    /// A whole number (`int`), or minutes (`minutes`).
    Int(i64),
    /// A number with a fraction (`number`).
    Number(f64),
    /// A time of day (`time`).
    Time {
        /// 0 to 23; an hour without 上午 or 下午 is taken as spoken.
        hour: u8,
        /// 0 to 59.
        minute: u8,
    },
    /// Words (`text`), as in the original.
    Text(String),
}

impl Eq for Said {}

impl fmt::Display for Said {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(value) => write!(out, "{value}"),
            Self::Number(value) => write!(out, "{value}"),
            Self::Time { hour, minute } => write!(out, "{hour:02}:{minute:02}"),
            Self::Text(text) => out.write_str(text),
        }
    }
}

/// How far a phrase was said over several turns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// The matches that make the phrase complete, in the phrase's order of items; `None`: not complete.
    pub complete: Option<Vec<Match>>,
    /// Elements not said. With `n, of` all those unsaid, of which `still_needed` are owed.
    pub missing: Vec<String>,
    /// How many of the missing elements are still owed.
    pub still_needed: usize,
    /// The first match of every element that was said.
    pub found: Vec<Match>,
}

/// Why a taboo is excused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exemption {
    /// The other side said it.
    OtherSide,
    /// It lies inside a longer harmless phrase.
    Harmless,
    /// Somebody's words, or the words of a rule.
    Quoted,
    /// It is denied.
    Negated,
}

/// A taboo that was found in a turn, excused or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TabooHit {
    /// The words; for a phrase of several elements all their spans.
    pub found: Match,
    /// Why it does not count; `None`: it does.
    pub exempt: Option<Exemption>,
}

/// The answer that a turn gives to a request for consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Agreed.
    Yes(Match),
    /// Refused.
    No(Match),
    /// Agreed under a condition, or put off.
    Conditional(Match),
    /// Neither.
    None,
}

/// Which side a turn belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Side {
    /// Our side: taboos bind.
    #[default]
    Ours,
    /// The other side: its words break no taboo.
    Other,
}

/// What surrounds a turn in which a taboo is looked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The other side's turns before this one, the latest last; two are looked at.
    pub other_side_before: &'a [&'a crate::Turn],
    /// Who speaks.
    pub side: Side,
}
