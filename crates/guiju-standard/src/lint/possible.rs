//! Which verdicts a clause can come to, `pending` apart: each of them wants a case.

use crate::model::{Aggregate, Body, Check, Clause, Head, HoldOn, Part, RelationKind, Standard};

/// A set of verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Verdicts(u8);

const KEPT: Verdicts = Verdicts(1);
const BROKEN: Verdicts = Verdicts(2);
const UNKNOWN: Verdicts = Verdicts(4);
const NOT_APPLICABLE: Verdicts = Verdicts(8);
const NAMES: [(Verdicts, &str); 4] =
    [(KEPT, "kept"), (BROKEN, "broken"), (UNKNOWN, "unknown"), (NOT_APPLICABLE, "not_applicable")];

impl Verdicts {
    const fn and(self, other: Verdicts) -> Verdicts {
        Verdicts(self.0 | other.0)
    }

    fn has(self, other: Verdicts) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn without(self, other: Option<Verdicts>) -> Verdicts {
        Verdicts(self.0 & !other.unwrap_or_default().0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn add(&mut self, name: &str) {
        let known = NAMES.iter().find(|(_, known)| *known == name);
        *self = self.and(known.map_or(Verdicts::default(), |(verdict, _)| *verdict));
    }

    pub(super) fn names(self) -> Vec<&'static str> {
        NAMES.iter().filter(|(verdict, _)| self.has(*verdict)).map(|(_, name)| *name).collect()
    }
}

/// The verdicts that a clause needs a case for.
pub(super) fn possible(standard: &Standard, clause: &Clause) -> Verdicts {
    let mut verdicts = of_part(standard, &clause.part, 0);
    if clause.applies.is_some() && !matches!(clause.part.check, Check::Permit(_) | Check::Rate(_)) {
        verdicts = verdicts.and(NOT_APPLICABLE);
    }
    if clause.confirm_by_person {
        verdicts = verdicts.and(UNKNOWN);
    }
    verdicts
}

fn of_part(standard: &Standard, part: &Part, depth: usize) -> Verdicts {
    let told = KEPT.and(BROKEN);
    let judged = told.and(UNKNOWN);
    let activated = judged.and(NOT_APPLICABLE);
    let verdicts = match &part.check {
        Check::Rule(rule) => match (&rule.head, &rule.body) {
            (_, Body::Decide { .. }) => activated,
            (Head::When(_) | Head::Before(_) | Head::Around(_), _) => activated,
            _ => judged,
        },
        Check::Relation(RelationKind::Either, _) => judged,
        Check::Relation(..) | Check::Apart(..) | Check::Choose(_) | Check::Agree(_) => activated,
        Check::Hold(hold) => match hold.on {
            HoldOn::Inspect(..) => judged,
            HoldOn::At(_) | HoldOn::Stretch => activated,
        },
        Check::Count(count) => match (&count.of, &count.skip) {
            (Aggregate::Ratio(..) | Aggregate::Mean(_), _) | (_, Some(_)) => activated,
            _ => judged,
        },
        // Reached and not reached.
        Check::Rate(_) => told,
        Check::Cited(_) => KEPT.and(UNKNOWN),
        Check::Trained(_) | Check::Exam { .. } => judged,
        Check::Permit(_) => KEPT.and(NOT_APPLICABLE),
        Check::Clause(id, _) if depth < 16 => {
            standard.clause(id).map_or(activated, |clause| of_part(standard, &clause.part, depth + 1))
        }
        Check::Clause(..) => activated,
        Check::AllOf(parts) | Check::AnyOf(parts) => {
            let all: Vec<Verdicts> = parts.iter().map(|part| of_part(standard, part, depth)).collect();
            let any = all.iter().fold(Verdicts::default(), |sum, verdicts| sum.and(*verdicts));
            // Operands that are not applicable drop out: only where all are is the whole.
            let none = all.iter().all(|verdicts| verdicts.has(NOT_APPLICABLE));
            if none { any } else { any.without(Some(NOT_APPLICABLE)) }
        }
        Check::Not(inner) => {
            let inner = of_part(standard, inner, depth);
            let swapped = Verdicts((inner.0 & 1) << 1 | (inner.0 & 2) >> 1);
            inner.without(Some(told)).and(swapped)
        }
        Check::If(_, then) => of_part(standard, then, depth).and(NOT_APPLICABLE),
    };
    let inside = part.frame.during.is_some() || part.frame.each.is_some();
    if inside && !matches!(part.check, Check::Permit(_) | Check::Rate(_)) {
        verdicts.and(NOT_APPLICABLE)
    } else {
        verdicts
    }
}
