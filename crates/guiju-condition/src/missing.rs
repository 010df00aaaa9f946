//! Why a condition has no value.

use std::fmt;
use thiserror::Error;

/// What kept a condition from being evaluated: the third truth value, with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// The names of the absent attributes (and of what else the environment could not answer), sorted and distinct.
    pub attributes: Vec<String>,
    /// What went wrong with values that were there; the first in the text where there are several.
    pub fault: Option<Fault>,
}

/// A computation on present values that has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
pub enum Fault {
    /// The result does not fit into an integer, a time or a finite number.
    #[error("the result is too large")]
    Overflow,
    /// Division or remainder by zero, doubles included: a share of nothing is no share.
    #[error("division by zero")]
    DivisionByZero,
    /// An undeclared value turned out to be of a kind that the operation does not take.
    #[error("a value is of the wrong kind")]
    WrongKind,
    /// A list has no element at this index.
    #[error("the list has no such element")]
    NoSuchElement,
    /// A text that is not a duration or an instant was given to `duration` or `timestamp`.
    #[error("the text is not a duration or an instant")]
    NotATime,
}

impl Missing {
    /// One absent attribute.
    pub fn attribute(name: impl Into<String>) -> Missing {
        Missing { attributes: vec![name.into()], fault: None }
    }

    /// Both reasons together: the names are united, the first fault stays.
    #[must_use]
    pub fn and(mut self, other: Missing) -> Missing {
        self.attributes.extend(other.attributes);
        self.attributes.sort();
        self.attributes.dedup();
        self.fault = self.fault.or(other.fault);
        self
    }
}

impl From<Fault> for Missing {
    fn from(fault: Fault) -> Self {
        Missing { attributes: Vec::new(), fault: Some(fault) }
    }
}

/// The names, for debugging.
impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.attributes.join(", "))?;
        match self.fault {
            Some(fault) if self.attributes.is_empty() => write!(f, "{fault}"),
            Some(fault) => write!(f, "; {fault}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Missing {}
