//! Decision tables: situation → what may be said or done.

use super::check::{Bound, Say};
use super::pattern::Pattern;
use crate::source::Span;
use crate::text::Text;
use guiju_condition::Condition;

/// A decision table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Where the text says it.
    pub source: String,
    /// Inputs, in the order written.
    pub inputs: Vec<Input>,
    /// How rows relate.
    pub hit: Hit,
    /// `rank`: what breaks a tie.
    pub ties: Option<String>,
    /// Forbidden in every row.
    pub never: Vec<String>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Where it is declared.
    pub span: Span,
}

/// How rows relate to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// Rows may overlap, right by one is right.
    Either,
    /// At most one row matches.
    Unique,
    /// The first that matches counts.
    First,
    /// Right by each that matches.
    Collect,
    /// The first that matches is the rank.
    Rank,
}

/// An input.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// Where its value comes from.
    pub of: InputOf,
    /// Values, for finding gaps; `absent` may be one.
    pub values: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

/// Where an input's value comes from.
#[derive(Debug, Clone)]
pub struct InputOf(pub Condition);

/// A row.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its name.
    pub id: String,
    /// When it matches.
    pub when: RowWhen,
    /// Words owed.
    pub say: Option<Say>,
    /// Words forbidden.
    pub never: Vec<String>,
    /// What must have come before.
    pub require: Option<Pattern>,
    /// What must follow.
    pub then: Option<Pattern>,
    /// Not later than this.
    pub within: Option<Bound>,
    /// The act itself is wrong here.
    pub refuse: bool,
    /// Guidance.
    pub guide: Text,
    /// Where it is declared.
    pub span: Span,
}

/// When a row matches.
#[derive(Debug, Clone)]
pub enum RowWhen {
    /// Always.
    Always,
    /// Each input has one of the values.
    Values(Vec<(String, Vec<String>, Span)>),
    /// A condition.
    Condition(Condition),
}
