//! Where a constraint's line is cut.

use crate::python::{is_space, strip};

/// A part of a line and where it begins (byte).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field<'t> {
    pub(super) at: usize,
    pub(super) text: &'t str,
}

impl<'t> Field<'t> {
    fn new(line: &'t str, from: usize, to: usize) -> Field<'t> {
        let text = &line[from..to];
        Field { at: to - text.trim_start_matches(is_space).len(), text: strip(text) }
    }
}

/// `re.split(r'\s+\|', line)[1:]`: only a bar after a blank separates.
pub(super) fn after_blank_and_bar(line: &str) -> Vec<Field<'_>> {
    let mut fields = Vec::new();
    let mut from = None;
    for (bar, _) in line.match_indices('|') {
        let before = line[..bar].trim_end_matches(is_space).len();
        if before == bar {
            continue;
        }
        if let Some(from) = from {
            fields.push(Field::new(line, from, before.max(from)));
        }
        from = Some(bar + 1);
    }
    fields.extend(from.map(|from| Field::new(line, from, line.len())));
    fields
}

/// The fields between bars, blanks or none; what stands before the first bar is not one. Empty ones at the end are left out.
pub(super) fn between_bars(line: &str, from: usize) -> Vec<Field<'_>> {
    let mut fields = Vec::new();
    let mut start = from;
    for (bar, _) in line[from..].match_indices('|') {
        fields.push(Field::new(line, start, from + bar));
        start = from + bar + 1;
    }
    fields.push(Field::new(line, start, line.len()));
    while fields.len() > 1 && fields.last().is_some_and(|field| field.text.is_empty()) {
        fields.pop();
    }
    fields
}

/// The bracket that closes the one at `open`, those inside counted.
pub(super) fn closing(line: &str, open: usize) -> Option<usize> {
    let mut deep = 0_usize;
    for (at, c) in line[open..].char_indices() {
        match c {
            '[' => deep += 1,
            ']' if deep == 1 => return Some(open + at),
            ']' => deep -= 1,
            _ => {}
        }
    }
    None
}

/// Whether Declare4Py's second look at a constraint of two activities passes: a comma in the last pair of brackets, and after them
/// two or three conditions.
pub(super) fn passes_second_look(line: &str, is_binary: bool) -> bool {
    let Some(close) = line.rfind(']') else { return false };
    let Some(open) = line[..close].rfind('[') else { return false };
    if is_binary && !line[open..close].contains(',') {
        return false;
    }
    let tail = strip(&line[close + 1..]);
    if tail.is_empty() {
        return true;
    }
    if tail.chars().count() > 1 && !tail.starts_with('|') {
        return false;
    }
    let conditions = tail.trim_matches('|').split('|').count();
    conditions <= 3 && (conditions >= 2 || !is_binary)
}
