//! The order of keys: as the table of shapes has them. A clause reads like the sentence that it came from, so the keys of its
//! check stay in the order in which they were written, between what names the clause and what is said about it.

use crate::shape::{CHECK_KEYS, Field, Map, Shape};

/// Where a key belongs among its neighbours; `None` where the author's order stands.
pub(super) fn rank(shape: Option<&Shape>, key: &str) -> Option<usize> {
    let Some(Map::Record(fields)) = shape?.map.as_ref() else { return None };
    let at = |key: &str| fields.iter().position(|field| field.key == key);
    let is_check = |field: &Field| CHECK_KEYS.iter().any(|known| known.key == field.key);
    match CHECK_KEYS.iter().any(|known| known.key == key) && fields.len() >= CHECK_KEYS.len() {
        true => fields.iter().position(is_check),
        // A key that is not known goes last.
        false => Some(at(key).unwrap_or(fields.len())),
    }
}

/// The shape of what stands under a key.
pub(super) fn under<'s>(shape: Option<&'s Shape>, key: &str) -> Option<&'s Shape> {
    match shape?.map.as_ref()? {
        Map::Record(fields) => fields.iter().find(|field| field.key == key).map(|field| field.shape),
        Map::Keyed(of) => Some(of),
    }
}

/// The shape of a list's items.
pub(super) fn item(shape: Option<&Shape>) -> Option<&Shape> {
    shape?.list
}
