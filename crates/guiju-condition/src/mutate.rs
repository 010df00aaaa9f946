//! Conditions changed in one place, for the mutation testing of packs.

use crate::condition::Condition;
use crate::expr::{Comparison, Span};

/// A condition with one change.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutant {
    /// What was changed.
    pub change: Change,
    /// Where, in the condition's text.
    pub span: Span,
    /// The condition with the change.
    pub condition: Condition,
}

/// A change of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The whole is negated.
    Negated,
    /// An operand of `&&` or `||` is left out; its text.
    Dropped(String),
    /// A comparison became another.
    Compared {
        /// The operator in the text.
        from: Comparison,
        /// The operator instead of it.
        to: Comparison,
    },
    /// A `!` is left out.
    NotDropped,
}

impl Condition {
    /// All conditions that differ from this one in a single change.
    pub fn mutants(&self) -> Vec<Mutant> {
        Vec::new()
    }
}
