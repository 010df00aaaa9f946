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
            wrap(lift(self::atom(atom, *at), &name_of(atom), |atom| atom), |atom| Pattern::One(atom, *at))
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
    crate::patterns::names_of(of).join(" ")
}

/// Where a pattern begins.
pub(super) fn place(of: &Pattern) -> Span {
    let mut first = None;
    of.atoms(&mut |_, at| first = first.or(Some(at)));
    first.unwrap_or_default()
}
