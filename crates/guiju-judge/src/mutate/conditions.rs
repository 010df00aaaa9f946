//! Conditions: negated, without an operand, with a comparison at its neighbour, left out altogether.

use super::variant::{Variant, Variants, wrap};
use guiju_condition::{Change, Comparison, Condition, ExprKind, Lang, Type};
use guiju_standard::Span;

/// A condition changed in one place.
pub(super) fn condition(condition: &Condition, at: Span) -> Variants<Condition> {
    if *condition.ty() != Type::Bool {
        return Vec::new();
    }
    // `!(a == b)` is `a != b`.
    let is_equation = matches!(condition.expr().kind, ExprKind::Compare(Comparison::Eq | Comparison::Ne, ..));
    condition
        .mutants()
        .into_iter()
        .filter(|mutant| !(is_equation && mutant.change == Change::Negated))
        .map(|mutant| {
            let name = match &mutant.change {
                Change::Negated => "not".to_owned(),
                Change::Dropped(part) => format!("-({part})"),
                Change::Compared { from, to } => {
                    let of = condition.text().get(mutant.span.clone()).unwrap_or_default();
                    format!("({of}){}→{}", from.symbol(), to.symbol())
                }
                Change::NotDropped => "-!".to_owned(),
            };
            let of = condition.text();
            let zh = format!("`{of}`：{}", mutant.change.describe(Lang::Zh));
            let en = format!("`{of}`: {}", mutant.change.describe(Lang::En));
            Variant::new(name, zh, en, at, mutant.condition)
        })
        .collect()
}

/// A condition that may be there: changed, or left out.
pub(super) fn optional(found: Option<&Condition>, name: &str, at: Span) -> Variants<Option<Condition>> {
    let Some(found) = found else { return Vec::new() };
    let mut variants = super::variant::lift(condition(found, at), name, Some);
    variants.push(Variant::dropped(name, at, None));
    variants
}

/// Conditions of a list, each changed; for tests among keys.
pub(super) fn each(list: &[Condition], at: Span) -> Variants<Vec<Condition>> {
    wrap(super::variant::in_list(list, |item| condition(item, at)), |list| list)
}
