//! A thing with one change in it, and how a change inside becomes a change of what holds it.

use guiju_standard::{Span, Text};

/// A thing with one change.
#[derive(Debug, Clone)]
pub(super) struct Variant<T> {
    /// Stable name, from the outside in.
    pub(super) name: String,
    /// What changed, for people.
    pub(super) what: Text,
    /// Where it is written.
    pub(super) at: Span,
    /// The changed thing.
    pub(super) to: T,
}

/// Variants of one thing.
pub(super) type Variants<T> = Vec<Variant<T>>;

impl<T> Variant<T> {
    pub(super) fn new(name: impl Into<String>, zh: String, en: String, at: Span, to: T) -> Variant<T> {
        Variant { name: name.into(), what: Text::both(zh, en), at, to }
    }

    /// Something left out.
    pub(super) fn dropped(what: &str, at: Span, to: T) -> Variant<T> {
        Variant::new(format!("-{what}"), format!("去掉 `{what}`"), format!("without `{what}`"), at, to)
    }

    /// Something become something else.
    pub(super) fn instead(from: &str, now: &str, at: Span, to: T) -> Variant<T> {
        let (zh, en) = (format!("`{from}` 改成 `{now}`"), format!("`{now}` instead of `{from}`"));
        Variant::new(format!("{from}→{now}"), zh, en, at, to)
    }

    /// The change as one of what holds the thing.
    pub(super) fn map<U>(self, make: impl FnOnce(T) -> U) -> Variant<U> {
        Variant { name: self.name, what: self.what, at: self.at, to: make(self.to) }
    }
}

/// Changes of a thing as changes of what holds it, under the name that it has there.
pub(super) fn lift<T, U>(variants: Variants<T>, under: &str, make: impl Fn(T) -> U) -> Variants<U> {
    variants
        .into_iter()
        .map(|variant| {
            let name = match variant.name.chars().next() {
                Some('-' | '+' | '→') => format!("{under}{}", variant.name),
                _ => format!("{under}.{}", variant.name),
            };
            let tell = |text: &Option<String>, colon: &str| {
                format!("{under}{colon}{}", text.as_deref().unwrap_or_default())
            };
            let what = Text::both(tell(&variant.what.zh, "："), tell(&variant.what.en, ": "));
            Variant { name, what, ..variant.map(&make) }
        })
        .collect()
}

/// The same without a name of its own: lists, boxes.
pub(super) fn wrap<T, U>(variants: Variants<T>, make: impl Fn(T) -> U) -> Variants<U> {
    variants.into_iter().map(|variant| variant.map(&make)).collect()
}

/// Changes of one item of a list as changes of the list.
pub(super) fn in_list<T: Clone>(list: &[T], vary: impl Fn(&T) -> Variants<T>) -> Variants<Vec<T>> {
    let put = |at: usize, item: T| {
        let mut changed = list.to_vec();
        changed[at] = item;
        changed
    };
    let of_item = |(at, item): (usize, &T)| wrap(vary(item), |item| put(at, item));
    list.iter().enumerate().flat_map(of_item).collect()
}

/// A list without one of its items, for each of them; none where there is only one.
pub(super) fn one_less<T: Clone>(list: &[T], name: impl Fn(&T) -> String, at: Span) -> Variants<Vec<T>> {
    if list.len() < 2 {
        return Vec::new();
    }
    list.iter()
        .enumerate()
        .map(|(index, item)| Variant::dropped(&name(item), at, without(list, index)))
        .collect()
}

/// A list without one of its items.
pub(super) fn without<T: Clone>(list: &[T], index: usize) -> Vec<T> {
    let mut changed = list.to_vec();
    changed.remove(index);
    changed
}
