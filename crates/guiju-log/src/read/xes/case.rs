//! The id and the attributes of a case.

use std::collections::HashMap;

use super::NAME;
use crate::row::RowValue;

/// What a trace calls itself.
pub(super) fn case_name(attrs: &[(String, RowValue)]) -> Option<String> {
    attrs.iter().find_map(|(key, value)| match value {
        RowValue::Text(name) if key == NAME && !name.is_empty() => Some(name.clone()),
        _ => None,
    })
}

/// Leaves the first value of each attribute; the names of those that had another one.
pub(super) fn drop_other_values(attrs: &mut Vec<(String, RowValue)>) -> Vec<String> {
    // What is nested in an attribute is a map, and not another value of it.
    let is_map = |value: &RowValue| matches!(value, RowValue::Map(_));
    attrs.sort_by(|(a, of_a), (b, of_b)| (a, is_map(of_a)).cmp(&(b, is_map(of_b)))); // stable: the first stays first
    let mut names = Vec::new();
    attrs.dedup_by(|later, first| {
        let again = later.0 == first.0 && is_map(&later.1) == is_map(&first.1);
        if again && later.1 != first.1 {
            names.push(first.0.clone());
        }
        again
    });
    names
}

/// The name, with `#2`, `#3` … if another case of the file has it.
pub(super) fn unused(cases: &mut HashMap<String, u64>, name: String) -> String {
    let Some(mut n) = cases.get(&name).copied() else {
        cases.insert(name.clone(), 1);
        return name;
    };
    loop {
        n += 1;
        let id = format!("{name}#{n}");
        if !cases.contains_key(&id) {
            cases.insert(name, n); // the next one need not try again what is taken
            cases.insert(id.clone(), 1);
            return id;
        }
    }
}
