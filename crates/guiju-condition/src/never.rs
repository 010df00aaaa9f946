//! Conditions that can never be true.

use crate::condition::Condition;
use crate::env::{ActivityRef, Env, Period, PlaceRef, Which};
use crate::eval::{Truth, compared, truth_of};
use crate::expr::{Comparison, Expr, ExprKind};
use crate::missing::Missing;
use crate::types::Type;
use crate::value::Value;
use std::borrow::Cow;
use std::cmp::Ordering;

/// Whether a condition can never be true, whatever the log says: its parts contradict each other, or are false as they
/// stand. Sound for values of the declared types (an enum holds none but its values), not complete: `false` says
/// nothing.
pub fn never_true(condition: &Condition) -> bool {
    let mut budget = 512;
    impossible(Vec::new(), vec![(condition.expr(), true)], &mut budget)
}

/// What must hold of one expression.
enum Demand<'e> {
    Compared(Comparison, &'e Value),
    OneOf(Vec<&'e Value>),
    NoneOf(Vec<&'e Value>),
}

/// An expression without `&&`, `||`, `!`, and the truth that it must have.
type Atom<'e> = (&'e Expr, bool);

/// Whether `atoms` and `open` cannot all have the truth demanded of them. Gives up (false) when the budget is spent.
fn impossible<'e>(mut atoms: Vec<Atom<'e>>, mut open: Vec<Atom<'e>>, budget: &mut usize) -> bool {
    let mut choices: Vec<Atom<'e>> = Vec::new();
    while let Some((expr, wanted)) = open.pop() {
        match &expr.kind {
            ExprKind::Not(operand) => open.push((operand, !wanted)),
            ExprKind::And(parts) if wanted => open.extend(parts.iter().map(|part| (part, true))),
            ExprKind::Or(parts) if !wanted => open.extend(parts.iter().map(|part| (part, false))),
            ExprKind::And(_) | ExprKind::Or(_) => choices.push((expr, wanted)),
            _ if is_constant(expr) => {
                if truth_of(expr, &Nowhere) != (if wanted { Truth::True } else { Truth::False }) {
                    return true;
                }
            }
            _ => atoms.push((expr, wanted)),
        }
    }
    if contradictory(&atoms) {
        return true;
    }
    // one of the parts of a choice must have the truth demanded of it: each in turn, beside all the rest
    let Some((choice, wanted)) = choices.pop() else { return false };
    choice.children().into_iter().all(|part| {
        if *budget == 0 {
            return false;
        }
        *budget -= 1;
        let mut rest = choices.clone();
        rest.push((part, wanted));
        impossible(atoms.clone(), rest, budget)
    })
}

fn is_constant(expr: &Expr) -> bool {
    let mut constant = true;
    expr.walk(&mut |part| {
        constant &= !matches!(
            part.kind,
            ExprKind::Place(_)
                | ExprKind::Done(_)
                | ExprKind::Count(_)
                | ExprKind::CountLast(..)
                | ExprKind::EventAttr { .. }
                | ExprKind::Period(..)
        );
    });
    constant
}

/// Whether some of the atoms exclude each other.
fn contradictory(atoms: &[Atom<'_>]) -> bool {
    let mut demands: Vec<(&Expr, Vec<Demand<'_>>)> = Vec::new();
    let mut relations: Vec<(&Expr, &Expr, u8)> = Vec::new();
    let mut absent: Vec<&Expr> = Vec::new();
    for (expr, wanted) in atoms {
        match &expr.kind {
            ExprKind::Has(of) if !wanted => absent.push(of),
            ExprKind::Compare(comparison, left, right) => {
                let comparison = if *wanted { *comparison } else { opposite(*comparison) };
                match (&left.kind, &right.kind) {
                    (_, ExprKind::Literal(value)) => {
                        demand(&mut demands, left, Demand::Compared(comparison, value));
                    }
                    (ExprKind::Literal(value), _) => {
                        demand(&mut demands, right, Demand::Compared(comparison.mirrored(), value));
                    }
                    _ => relate(&mut relations, left, right, comparison),
                }
            }
            ExprKind::In(item, list) => match literals(list) {
                Some(values) if *wanted => demand(&mut demands, item, Demand::OneOf(values)),
                Some(values) => demand(&mut demands, item, Demand::NoneOf(values)),
                None => demand(&mut demands, expr, truth_demand(*wanted)),
            },
            _ => demand(&mut demands, expr, truth_demand(*wanted)),
        }
    }
    demands.iter().any(|(expr, demands)| absent.contains(expr) || unsatisfiable(expr, demands))
        || relations
            .iter()
            .any(|(left, right, allowed)| *allowed == 0 || absent.contains(left) || absent.contains(right))
}

fn demand<'e>(demands: &mut Vec<(&'e Expr, Vec<Demand<'e>>)>, expr: &'e Expr, demand: Demand<'e>) {
    match demands.iter_mut().find(|(known, _)| *known == expr) {
        Some((_, list)) => list.push(demand),
        None => demands.push((expr, vec![demand])),
    }
}

fn truth_demand<'e>(wanted: bool) -> Demand<'e> {
    const TRUE: &Value = &Value::Bool(true);
    const FALSE: &Value = &Value::Bool(false);
    Demand::Compared(Comparison::Eq, if wanted { TRUE } else { FALSE })
}

/// Two expressions compared with each other: which of less (1), equal (2), greater (4) is left.
fn relate<'e>(
    relations: &mut Vec<(&'e Expr, &'e Expr, u8)>,
    left: &'e Expr,
    right: &'e Expr,
    comparison: Comparison,
) {
    let allows = |comparison| match comparison {
        Comparison::Lt => 1,
        Comparison::Eq => 2,
        Comparison::Le => 3,
        Comparison::Gt => 4,
        Comparison::Ne => 5,
        Comparison::Ge => 6,
    };
    let same = if left == right { 2 } else { 7 };
    for (a, b, allowed) in relations.iter_mut() {
        if *a == left && *b == right {
            *allowed &= allows(comparison);
            return;
        }
        if *a == right && *b == left {
            *allowed &= allows(comparison.mirrored());
            return;
        }
    }
    relations.push((left, right, allows(comparison) & same));
}

fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Eq => Comparison::Ne,
        Comparison::Ne => Comparison::Eq,
        Comparison::Lt => Comparison::Ge,
        Comparison::Le => Comparison::Gt,
        Comparison::Gt => Comparison::Le,
        Comparison::Ge => Comparison::Lt,
    }
}

fn literals(list: &Expr) -> Option<Vec<&Value>> {
    let ExprKind::List(items) = &list.kind else { return None };
    items
        .iter()
        .map(|item| match &item.kind {
            ExprKind::Literal(value) => Some(value),
            _ => None,
        })
        .collect()
}

/// Whether no value of an expression meets all demands.
fn unsatisfiable(expr: &Expr, demands: &[Demand<'_>]) -> bool {
    let meets = |value: &Value| {
        demands.iter().all(|demand| match demand {
            Demand::Compared(comparison, bound) => compared(*comparison, value, bound) == Ok(true),
            Demand::OneOf(values) => values.contains(&value),
            Demand::NoneOf(values) => !values.contains(&value),
        })
    };
    // where only a few values come into question, try each
    let few = demands.iter().find_map(|demand| match demand {
        Demand::Compared(Comparison::Eq, value) => Some(vec![*value]),
        Demand::OneOf(values) => Some(values.clone()),
        _ => None,
    });
    match (few, &expr.ty) {
        (Some(values), _) => !values.into_iter().any(meets),
        (None, Type::Enum(values)) => !values.iter().any(|value| meets(&Value::Text(value.clone()))),
        (None, Type::Bool) => !meets(&Value::Bool(true)) && !meets(&Value::Bool(false)),
        (None, _) => empty_range(expr, demands),
    }
}

/// Whether the bounds among the demands leave nothing between them.
fn empty_range(expr: &Expr, demands: &[Demand<'_>]) -> bool {
    // counts and sizes are never negative
    let natural = matches!(expr.kind, ExprKind::Count(_) | ExprKind::CountLast(..) | ExprKind::Size(_));
    let zero = Value::Int(0);
    let mut low: Option<(&Value, bool)> = natural.then_some((&zero, true));
    let mut high: Option<(&Value, bool)> = None;
    for demand in demands {
        let Demand::Compared(comparison, bound) = demand else { continue };
        let included = matches!(comparison, Comparison::Le | Comparison::Ge);
        let (side, tighter) = match comparison {
            Comparison::Gt | Comparison::Ge => (&mut low, Ordering::Greater),
            Comparison::Lt | Comparison::Le => (&mut high, Ordering::Less),
            _ => continue,
        };
        let replace = side.is_none_or(|(value, was_included)| match bound.order(value) {
            Some(Ordering::Equal) => was_included && !included,
            order => order == Some(tighter),
        });
        if replace {
            *side = Some((bound, included));
        }
    }
    let (Some((low, low_included)), Some((high, high_included))) = (low, high) else { return false };
    match low.order(high) {
        Some(Ordering::Greater) => true,
        Some(Ordering::Equal) => !(low_included && high_included),
        Some(Ordering::Less) => match (&expr.ty, low, high) {
            // no whole number between two neighbours
            (Type::Int, Value::Int(low), Value::Int(high)) => {
                !low_included && !high_included && low.checked_add(1) == Some(*high)
            }
            _ => false,
        },
        None => false,
    }
}

/// Where constants are evaluated: nothing is there.
struct Nowhere;

impl Env for Nowhere {
    fn get(&self, _: &PlaceRef) -> Result<Cow<'_, Value>, Missing> {
        Err(Missing::default())
    }

    fn done(&self, _: &ActivityRef) -> Result<bool, Missing> {
        Err(Missing::default())
    }

    fn count(&self, _: &ActivityRef) -> Result<i64, Missing> {
        Err(Missing::default())
    }

    fn count_last(&self, _: &ActivityRef, _: i64) -> Result<i64, Missing> {
        Err(Missing::default())
    }

    fn event_attr(&self, _: Which, _: &ActivityRef, _: &str) -> Result<Cow<'_, Value>, Missing> {
        Err(Missing::default())
    }

    fn period(&self, _: Period, _: i64) -> Result<Value, Missing> {
        Err(Missing::default())
    }
}
