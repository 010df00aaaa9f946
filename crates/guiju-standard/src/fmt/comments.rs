//! Comments of a file: the parser forgets them, so they are found between the scalars that it places.

use crate::yaml::{Kind, Node};

/// A comment, from `#` to the end of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comment<'t> {
    /// Where `#` stands, in bytes.
    pub(super) at: usize,
    /// Column of `#` in characters, from 0.
    pub(super) column: usize,
    /// The text, `#` included, nothing blank behind it.
    pub(super) text: &'t str,
}

/// All comments, in order.
pub(super) fn comments<'t>(text: &'t str, root: &Node) -> Vec<Comment<'t>> {
    let mut scalars = Vec::new();
    collect(root, &mut scalars);
    // A mapping's entries stand in order, but an empty value may be placed before what it follows.
    scalars.sort_unstable();
    let mut found = Vec::new();
    let mut at = 0;
    for (start, end) in scalars {
        if start > at {
            between(text, at, start, &mut found);
        }
        at = at.max(end);
    }
    between(text, at, text.len(), &mut found);
    found
}

fn collect(node: &Node, into: &mut Vec<(usize, usize)>) {
    match &node.kind {
        Kind::Scalar { .. } => into.push((node.span.start as usize, node.span.end as usize)),
        Kind::List(items) => items.iter().for_each(|item| collect(item, into)),
        Kind::Map(entries) => entries.iter().for_each(|(key, value)| {
            collect(key, into);
            collect(value, into);
        }),
    }
}

/// Comments in a stretch that holds no scalar: `#` at a line's beginning or after a blank.
fn between<'t>(text: &'t str, from: usize, to: usize, found: &mut Vec<Comment<'t>>) {
    let mut at = from;
    while let Some(sign) = text.get(at..to).and_then(|gap| gap.find('#')).map(|sign| at + sign) {
        // YAML ends a line at a carriage return alone, too.
        let line = text[..sign].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let end = text[sign..].find(['\n', '\r']).map_or(text.len(), |end| sign + end);
        let before = &text[line..sign];
        if before.is_empty() || before.ends_with([' ', '\t', '\u{feff}']) {
            let text = text[sign..end].trim_end();
            found.push(Comment { at: sign, column: before.chars().count(), text });
        }
        at = end;
    }
}
