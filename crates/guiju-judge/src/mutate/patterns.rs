//! Patterns: each alternative and part left out, `all` made `any`, an order forgotten, conditions changed.

use super::variant::{Variant, Variants, in_list, lift, one_less, wrap};
use super::{conditions, directions};
use crate::patterns::name_of;
use guiju_standard::Span;
use guiju_standard::model::{Atom, Pattern};

/// A pattern changed in one place.
pub(super) fn pattern(of: &Pattern) -> Variants<Pattern> {
    let items = |list: &[Pattern], make: fn(Vec<Pattern>) -> Pattern| -> Variants<Pattern> {
        let mut found = wrap(in_list(list, pattern), make);
        found.extend(wrap(one_less(list, title, place(of)), make));
        found
    };
    let mut found = match of {
        Pattern::One(atom, at) => {
            wrap(lift(self::atom(atom, *at), &title(of), |atom| atom), |atom| Pattern::One(atom, *at))
        }
        Pattern::Any(list) => items(list, Pattern::Any),
        Pattern::All(list) => items(list, Pattern::All),
        Pattern::InOrder(list) => items(list, Pattern::InOrder),
        Pattern::FirstOf(list) => items(list, Pattern::FirstOf),
        Pattern::AtLeast(least, list) => {
            let mut found = wrap(in_list(list, pattern), |list| Pattern::AtLeast(*least, list));
            if list.len() > *least {
                found.extend(wrap(one_less(list, title, place(of)), |list| Pattern::AtLeast(*least, list)));
            }
            found
        }
    };
    found.extend(directions::pattern(of, place(of)));
    found
}

/// A pattern that may be there: changed, or left out.
pub(super) fn optional(of: Option<&Pattern>, name: &str) -> Variants<Option<Pattern>> {
    let Some(of) = of else { return Vec::new() };
    let mut found = lift(pattern(of), name, Some);
    found.push(Variant::dropped(name, place(of), None));
    found
}

/// A pattern that begins or ends a stretch, changed in one place. Only what is certain does so: a guard `has(x)` before a
/// test of `x` changes nothing there.
pub(super) fn certain(of: &Pattern) -> Variants<Pattern> {
    without_guards(pattern(of))
}

/// The same of an end that may be there.
pub(super) fn certain_end(of: Option<&Pattern>) -> Variants<Option<Pattern>> {
    without_guards(optional(of, "until"))
}

fn without_guards<T>(mut variants: Variants<T>) -> Variants<T> {
    let is_guard = |variant: &Variant<T>| {
        let dropped = variant.name.rsplit_once("where-(").map_or("", |(_, operand)| operand);
        let of = variant.what.en.as_deref().unwrap_or_default();
        dropped.starts_with("has(") && !dropped.contains("&&") && !of.contains("||")
    };
    variants.retain(|variant| !is_guard(variant));
    variants
}

fn atom(atom: &Atom, at: Span) -> Variants<Atom> {
    let put = |condition| {
        let mut changed = atom.clone();
        *changed.condition_mut() = condition;
        changed
    };
    let mut found = wrap(conditions::optional(atom.condition(), "where", at), put);
    if let Atom::Activity { by: Some(by), name, condition } = atom {
        let anybody = Atom::Activity { name: name.clone(), by: None, condition: condition.clone() };
        found.push(Variant::dropped(&format!("by {by}"), at, anybody));
    }
    found
}

/// What a part of a list is called.
pub(super) fn title(of: &Pattern) -> String {
    let mut names: Vec<String> = Vec::new();
    of.atoms(&mut |atom, _| {
        names.push(match atom {
            Atom::Says { who, phrase, .. } => format!("{who} says {phrase}"),
            other => name_of(other),
        });
    });
    names.join(" ")
}

/// Where a pattern begins.
pub(super) fn place(of: &Pattern) -> Span {
    let mut first = None;
    of.atoms(&mut |_, at| first = first.or(Some(at)));
    first.unwrap_or_default()
}
