//! The pattern notation: what a pack writes, and its meaning as a tree.

mod compile;
mod expression;
mod parse;
mod pieces;

pub(crate) use compile::{Op, Program};
pub(crate) use expression::Expression;
pub(crate) use pieces::{Letters, Piece};

use crate::problem::PatternProblem;

/// A pattern that parsed and can be searched for.
#[derive(Debug, Clone)]
pub struct Pattern {
    pub(crate) text: String,
    pub(crate) search: Search,
    /// A match holds each of them, one behind the other.
    pub(crate) pieces: Vec<Piece>,
    /// Its number in the book.
    pub(crate) number: Option<u32>,
    slots: Vec<String>,
    typed: Vec<(String, SlotType)>,
}

/// How a pattern is searched for.
#[derive(Debug, Clone)]
pub(crate) enum Search {
    Program(Program),
    /// Read in the folded text, marks included.
    Regex(Box<Expression>),
}

/// What a typed slot takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SlotType {
    /// A whole number, in digits or Chinese numerals.
    Int,
    /// A number, with a fraction or not.
    Number,
    /// A length of time, taken as minutes; `{x:int}分钟` is one too, so that 半小时 fills it.
    Minutes,
    /// A time of day.
    Time,
    /// One to twelve characters within a clause.
    Text,
}

/// A part of a pattern.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Char {
        sign: char,
        crosses: bool,
    },
    /// The same sound in any tone.
    Sound {
        sign: char,
        crosses: bool,
    },
    /// A number, however it is written; the plain characters first.
    Number {
        value: f64,
        plain: Vec<Node>,
        crosses: bool,
    },
    Time {
        hour: u8,
        minute: u8,
        crosses: bool,
    },
    QuestionMark,
    Gap {
        least: u8,
        most: u8,
    },
    Slot {
        name: String,
        crosses: bool,
    },
    Typed {
        name: String,
        kind: SlotType,
        crosses: bool,
    },
    Choice(Vec<Vec<Node>>),
    Optional(Box<Node>),
    /// Here a word in Latin letters, or a number, begins or ends.
    WordEdge,
    NumberEdge,
}

/// Reads a pattern.
///
/// Plain text stands for itself (marks in it are not looked for, but let the match run over the end of a
/// sentence; a full-width `？` asks for a question mark there). `( | )` is a choice, `?` makes the character
/// or group before it optional, `…` is a gap of up to 6 characters of the same turn and `…{0,12}` says how
/// many, `{slot}` is filled from the encounter, `{x:int}`, `:number`, `:minutes`, `:time`, `:text` take what was said,
/// `re:/…/` is a regular expression over the text (width, script and case folded), a leading `~` also
/// takes other characters of the same sound. `\` takes the next sign as it is. Latin words and numbers match
/// only as a whole; case, width and script are no difference, nor is 20 from 二十.
///
/// # Errors
/// The first place where the notation is not kept.
pub fn parse_pattern(text: &str) -> Result<Pattern, PatternProblem> {
    parse::parse(text)
}

impl Pattern {
    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The slots that the encounter must fill, sorted.
    pub fn slots(&self) -> &[String] {
        &self.slots
    }

    /// The slots that take what was said (`said.x`), sorted.
    pub fn typed_slots(&self) -> &[(String, SlotType)] {
        &self.typed
    }
}
