//! Phrases and situations.

use super::pattern::Pattern;
use crate::source::Span;
use crate::text::Text;
use guiju_condition::Condition;
use guiju_phrase::PhraseDef;

/// A phrase of the pack: what the matcher needs, and what the judge adds.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// For the matcher.
    pub def: PhraseDef,
    /// Title.
    pub title: Text,
    /// Who says it, where not the clause's.
    pub by: Option<String>,
    /// To whom.
    pub to: Option<String>,
    /// Which turns.
    pub turns: Option<Turns>,
    /// What is said must be true: element (empty: the phrase itself) and condition.
    pub claims: Vec<(String, Condition)>,
    /// A sentence to say.
    pub script: Text,
    /// Where it is declared.
    pub span: Span,
}

/// How many of a list are owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quorum {
    /// All of them.
    All,
    /// So many.
    AtLeast(usize),
}

/// Which turns of the speaker count: from the first (1) after the anchor, or from the last (-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turns {
    /// First that counts; negative: from the end.
    pub from: i32,
    /// Last that counts; none: to the end.
    pub to: Option<i32>,
    /// Counted in the whole dialogue, all speakers (`first_of_all`).
    pub of_all: bool,
}

/// A stretch of a dialogue that asks for something.
#[derive(Debug, Clone)]
pub struct Situation {
    /// Title.
    pub title: Text,
    /// Begins it.
    pub from: Pattern,
    /// Ends it.
    pub until: Option<Pattern>,
    /// It fades after so many turns.
    pub turns: u32,
    /// What the other side says by the way (thanks, an insult): it ends no other situation.
    pub aside: bool,
    /// Where it is declared.
    pub span: Span,
}
