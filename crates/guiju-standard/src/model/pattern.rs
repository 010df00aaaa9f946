//! Patterns: which events are meant.

use super::check::Bound;
use crate::source::Span;
use guiju_condition::Condition;

/// Which events are meant, wherever a clause names events.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant)] // most patterns are one atom
pub enum Pattern {
    /// Any of them.
    Any(Vec<Pattern>),
    /// Every one, in any order; complete with the last.
    All(Vec<Pattern>),
    /// Every one, in this order.
    InOrder(Vec<Pattern>),
    /// So many of them.
    AtLeast(usize, Vec<Pattern>),
    /// Whichever comes first, once a subject.
    FirstOf(Vec<Pattern>),
    /// One kind of event.
    One(Atom, Span),
}

/// One kind of event.
#[derive(Debug, Clone)]
pub enum Atom {
    /// An activity, by whom, under which condition.
    Activity {
        /// The activity.
        name: String,
        /// Role of its actor.
        by: Option<String>,
        /// Condition on the event.
        condition: Option<Condition>,
    },
    /// A turn in which a role says a phrase.
    Says {
        /// Role: `staff`, `customer` or a declared one.
        who: String,
        /// Phrase.
        phrase: String,
        /// Condition on the turn's event.
        condition: Option<Condition>,
    },
    /// The start of a situation.
    Situation {
        /// Its name.
        name: String,
        /// Condition at its start.
        condition: Option<Condition>,
    },
    /// The passing of a named instant.
    Instant {
        /// Its name.
        name: String,
        /// Condition at that time.
        condition: Option<Condition>,
    },
    /// An activity (or a list of them) named by a figure.
    Param {
        /// The figure.
        name: String,
        /// Condition on the event.
        condition: Option<Condition>,
    },
}

impl Pattern {
    /// Calls `visit` with every atom, depth first.
    pub fn atoms<'a>(&'a self, visit: &mut dyn FnMut(&'a Atom, Span)) {
        match self {
            Pattern::One(atom, span) => visit(atom, *span),
            Pattern::Any(list)
            | Pattern::All(list)
            | Pattern::InOrder(list)
            | Pattern::AtLeast(_, list)
            | Pattern::FirstOf(list) => list.iter().for_each(|pattern| pattern.atoms(visit)),
        }
    }
}

impl Atom {
    /// The condition, if there is one.
    pub fn condition(&self) -> Option<&Condition> {
        match self {
            Atom::Activity { condition, .. }
            | Atom::Says { condition, .. }
            | Atom::Situation { condition, .. }
            | Atom::Instant { condition, .. }
            | Atom::Param { condition, .. } => condition.as_ref(),
        }
    }

    /// The condition, to be changed (mutation testing).
    pub fn condition_mut(&mut self) -> &mut Option<Condition> {
        match self {
            Atom::Activity { condition, .. }
            | Atom::Says { condition, .. }
            | Atom::Situation { condition, .. }
            | Atom::Instant { condition, .. }
            | Atom::Param { condition, .. } => condition,
        }
    }
}

/// A point in time as a pack writes it: `arrived + 15min`, `visit.appointed_at - 2h`, `due of S5.1.1.5`.
#[derive(Debug, Clone)]
pub struct InstantExpr {
    /// What it is counted from.
    pub base: InstantBase,
    /// How much later (or, if true, earlier); fixed, or a figure.
    pub offset: Option<(bool, Bound)>,
    /// Where it is written.
    pub span: Span,
}

/// What an instant is counted from.
#[derive(Debug, Clone)]
pub enum InstantBase {
    /// A named instant.
    Named(String),
    /// An activity: its latest time before the point at hand.
    Activity(String),
    /// An attribute of type time.
    Value(Condition),
    /// The bound of a clause, as first set or as moved by an exception.
    DueOf {
        /// The clause.
        clause: String,
        /// After `moves_to`.
        moved: bool,
    },
}
