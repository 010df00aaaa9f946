//! Patterns and instants.

use super::super::tree::Tree;
use super::says::{InOrder, Record, Says, word};
use crate::model::Bound;
use crate::model::{Atom, InstantBase, InstantExpr, Pattern};

impl Says for Pattern {
    fn says(&self) -> Option<Tree> {
        Some(match self {
            Pattern::Any(list) if list.len() == 1 => return list[0].says(),
            Pattern::Any(list) => Tree::Set(list.iter().filter_map(Says::says).collect()),
            Pattern::All(list) => Record::default().with("all", list).done(),
            Pattern::InOrder(list) => Record::default().with("in_order", &InOrder(list)).done(),
            Pattern::AtLeast(n, list) => Record::default().with("n", &n.to_string()).with("of", list).done(),
            Pattern::FirstOf(list) => Record::default().with("first_of", list).done(),
            Pattern::One(atom, _) => word(of_atom(atom)),
        })
    }
}

fn of_atom(atom: &Atom) -> String {
    let head = match atom {
        Atom::Activity { name, by: Some(by), condition: _ } => format!("{name} by {by}"),
        Atom::Activity { name, by: None, condition: _ }
        | Atom::Situation { name, condition: _ }
        | Atom::Instant { name, condition: _ } => name.clone(),
        Atom::Says { who, phrase, condition: _ } => format!("{who} says {phrase}"),
        Atom::Param { name, condition: _ } => format!("param.{name}"),
    };
    match atom.condition() {
        Some(condition) => format!("{head} where {condition}"),
        None => head,
    }
}

impl Says for InstantExpr {
    fn says(&self) -> Option<Tree> {
        let InstantExpr { base, offset, span: _ } = self;
        let base = match base {
            InstantBase::Named(name) | InstantBase::Activity(name) => name.clone(),
            InstantBase::Value(condition) => condition.to_string(),
            InstantBase::DueOf { clause, moved: false } => format!("due of {clause}"),
            InstantBase::DueOf { clause, moved: true } => format!("moved due of {clause}"),
        };
        Some(word(match offset {
            None => base,
            Some((earlier, by)) => {
                let by = match by {
                    Bound::Fixed(span, _) => span.to_string(),
                    Bound::Param(name, _) => format!("param.{name}"),
                    Bound::Computed(condition, _) => condition.to_string(),
                };
                format!("{base} {} {by}", if *earlier { '-' } else { '+' })
            }
        }))
    }
}
