//! Words: each phrase, element, exemption and scope left out; not single wordings.

use super::directions;
use super::variant::{Variant, Variants, in_list, lift, one_less, wrap};
use super::{conditions, variant};
use guiju_phrase::{Combine, Exempt, Item};
use guiju_standard::Span;
use guiju_standard::model::{Phrase, Say, Standard};
use guiju_time::Micros;
use std::collections::BTreeMap;

/// Words owed, changed in one place.
pub(super) fn say(say: &Say) -> Variants<Say> {
    words(say, false)
}

/// Words forbidden, each by itself, changed in one place.
pub(super) fn never_say(say: &Say) -> Variants<Say> {
    words(say, true)
}

fn words(say: &Say, forbidden: bool) -> Variants<Say> {
    let put = |change: &dyn Fn(&mut Say)| {
        let mut changed = say.clone();
        change(&mut changed);
        changed
    };
    let phrases = one_less(&say.phrases, String::clone, say.span);
    let mut found = wrap(phrases, |phrases| {
        let quorum = match say.quorum {
            guiju_standard::model::Quorum::AtLeast(least) if least > phrases.len() => {
                guiju_standard::model::Quorum::AtLeast(phrases.len())
            }
            quorum => quorum,
        };
        Say { phrases, quorum, ..say.clone() }
    });
    if !forbidden {
        found.extend(directions::say(say));
    }
    if say.by != "staff" {
        let by = format!("by {}", say.by);
        found.push(Variant::dropped(&by, say.span, put(&|say| say.by = "staff".to_owned())));
    }
    if let Some(to) = &say.to {
        found.push(Variant::dropped(&format!("to {to}"), say.span, put(&|say| say.to = None)));
    }
    if say.turns.is_some() {
        found.push(Variant::dropped("turns", say.span, put(&|say| say.turns = None)));
    }
    if say.as_.is_some() {
        found.push(Variant::dropped("as", say.span, put(&|say| say.as_ = None)));
    }
    if !say.harmless.is_empty() {
        found.push(Variant::dropped("harmless", say.span, put(&|say| say.harmless.clear())));
    }
    if say.exempt.is_some() {
        found.push(Variant::dropped("exempt", say.span, put(&|say| say.exempt = None)));
    }
    found
}

/// A phrase with an element, a scope, its harmless list or a claim left out, or joined otherwise.
pub(super) fn phrase(phrase: &Phrase) -> Variants<Phrase> {
    let at = phrase.span;
    let put = |change: &dyn Fn(&mut Phrase)| {
        let mut changed = phrase.clone();
        change(&mut changed);
        changed
    };
    let mut found = combined(phrase, at);
    if !phrase.def.harmless.is_empty() {
        found.push(Variant::dropped("harmless", at, put(&|phrase| phrase.def.harmless.clear())));
    }
    if phrase.def.scope.as_.is_some() {
        found.push(Variant::dropped("as", at, put(&|phrase| phrase.def.scope.as_ = None)));
    }
    if let Some(by) = &phrase.by {
        found.push(Variant::dropped(&format!("by {by}"), at, put(&|phrase| phrase.by = None)));
    }
    if let Some(to) = &phrase.to {
        found.push(Variant::dropped(&format!("to {to}"), at, put(&|phrase| phrase.to = None)));
    }
    if phrase.turns.is_some() {
        found.push(Variant::dropped("turns", at, put(&|phrase| phrase.turns = None)));
    }
    let claims = |claims| Phrase { claims, ..phrase.clone() };
    found.extend(wrap(
        in_list(&phrase.claims, |(element, claim)| {
            lift(conditions::condition(claim, at), "claims", |claim| (element.clone(), claim))
        }),
        claims,
    ));
    for (index, (element, _)) in phrase.claims.iter().enumerate() {
        let name = format!("claims {element}");
        found.push(Variant::dropped(name.trim(), at, claims(variant::without(&phrase.claims, index))));
    }
    found
}

/// A phrase of several elements: one left out, any of them enough, their order forgotten; a silence a little longer or
/// shorter.
fn combined(phrase: &Phrase, at: Span) -> Variants<Phrase> {
    let def = |kind: Combine, items: Vec<Item>| {
        let mut changed = phrase.clone();
        changed.def.kind = kind;
        changed.def.items = items;
        changed
    };
    let items = &phrase.def.items;
    let less = |kind: Combine| wrap(one_less(items, item_name, at), |items| def(kind, items));
    match phrase.def.kind {
        Combine::Any => Vec::new(),
        Combine::All => {
            let mut found = less(Combine::All);
            if items.len() > 1 {
                found.push(Variant::instead("all", "any", at, def(Combine::Any, items.clone())));
            }
            found
        }
        Combine::InOrder => {
            let mut found = less(Combine::InOrder);
            if items.len() > 1 {
                found.push(Variant::instead("in_order", "all", at, def(Combine::All, items.clone())));
            }
            found
        }
        Combine::AtLeast(least) => {
            let mut found = if items.len() > least { less(Combine::AtLeast(least)) } else { Vec::new() };
            let numbers = directions::numbers(least, items.len(), "n", at);
            found.extend(wrap(numbers, |least| def(Combine::AtLeast(least), items.clone())));
            found
        }
        Combine::Timed { signal, at_least_us, at_most_us } => {
            let lengths = |us: i64| super::bounds::length(guiju_time::Span::Elapsed(Micros(us)), at);
            let us = |length: guiju_time::Span| length.as_elapsed().map_or(0, |micros| micros.0);
            let mut found = lift(lengths(at_least_us), "length from", |length| {
                def(Combine::Timed { signal, at_least_us: us(length), at_most_us }, Vec::new())
            });
            if let Some(most) = at_most_us {
                found.extend(lift(lengths(most), "length to", |length| {
                    def(Combine::Timed { signal, at_least_us, at_most_us: Some(us(length)) }, Vec::new())
                }));
            }
            found
        }
    }
}

fn item_name(item: &Item) -> String {
    match item {
        Item::Pattern(text) | Item::Phrase(text) => text.clone(),
    }
}

/// Forbidden phrases of a clause without one of the exemptions that they have, all of them at once: an exemption is the
/// language's, not each phrase's.
pub(super) fn exemptions<'a>(
    standard: &Standard,
    taboos: impl Iterator<Item = &'a str> + Clone,
    at: Span,
) -> Variants<Vec<(String, Phrase)>> {
    [(Exempt::Quoted, "quoted"), (Exempt::Negated, "negated")]
        .into_iter()
        .filter_map(|(exempt, name)| {
            let mut changed: BTreeMap<String, Phrase> = BTreeMap::new();
            for taboo in taboos.clone() {
                let Some(phrase) = standard.phrases.get(taboo) else { continue };
                let exempts = exempts(standard, taboo);
                if exempts.contains(&exempt) {
                    let mut without = phrase.clone();
                    without.def.exempt = Some(exempts.into_iter().filter(|e| *e != exempt).collect());
                    changed.insert(taboo.to_owned(), without);
                }
            }
            (!changed.is_empty())
                .then(|| Variant::dropped(&format!("exempt {name}"), at, changed.into_iter().collect()))
        })
        .collect()
}

/// What excuses a phrase as a taboo: its own, as its only phrase has it, else both.
fn exempts(standard: &Standard, phrase: &str) -> Vec<Exempt> {
    let both = vec![Exempt::Quoted, Exempt::Negated];
    let Some(def) = standard.phrases.get(phrase).map(|phrase| &phrase.def) else { return both };
    match (&def.exempt, def.items.as_slice()) {
        (Some(own), _) => own.clone(),
        (None, [Item::Phrase(only)]) if only != phrase => exempts(standard, only),
        (None, _) => both,
    }
}
