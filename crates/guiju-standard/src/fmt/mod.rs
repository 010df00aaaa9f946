//! The one way to write a pack's files: `guiju fmt`.
//!
//! What an author chose stays where it says something: comments, one blank line, the order of a check's keys, brackets or
//! block. What says nothing is settled here: indentation, quotes, the order of a record's keys, and brackets that do not fit.

mod comments;
mod order;
mod scalar;
mod write;

use crate::diagnostic::Diagnostic;
use crate::shape::{self, Shape};
use crate::source::FileId;
use crate::yaml::{self, Kind, Node};

/// Columns that a line with brackets may take; what would be wider is written as a block. A Chinese character takes two.
pub const WIDTH: usize = 200;

/// Why a text is not formatted.
#[derive(Debug)]
pub enum Unformatted {
    /// It is not YAML as packs are written.
    NotYaml(Box<Diagnostic>),
    /// The formatted text would not mean the same: a fault of the formatter.
    Changed,
}

/// Formats a file of a pack; `path` inside the pack (`clauses/arrival.yaml`) says what it holds, else its text does.
///
/// The result reads as the same tree and has the same comments in the same order; formatting it again changes nothing.
///
/// # Errors
/// The text is not YAML. What shapes and lints find is no hindrance.
pub fn format(path: Option<&str>, text: &str) -> Result<String, Unformatted> {
    let before = yaml::parse(FileId::default(), text).map_err(Unformatted::NotYaml)?;
    let shape = path.and_then(shape::of_file).unwrap_or_else(|| likely(&before));
    let remarks = comments::comments(text, &before);
    let formatted = write::write(text, remarks.clone(), &before, shape);
    let after = yaml::parse(FileId::default(), &formatted).map_err(|_| Unformatted::Changed)?;
    let told = |of: Vec<comments::Comment<'_>>| of.iter().map(|c| c.text.to_owned()).collect::<Vec<_>>();
    if is_same(&before, &after) && told(remarks) == told(comments::comments(&formatted, &after)) {
        Ok(formatted)
    } else {
        Err(Unformatted::Changed)
    }
}

/// What a file without a name most likely holds.
fn likely(root: &Node) -> &'static Shape {
    let has = |key: &str| root.items().iter().any(|item| item.get(key).is_some());
    match &root.kind {
        Kind::List(_) if has("expect") || has("events") => &shape::CASES,
        Kind::List(_) => &shape::CLAUSES,
        _ => &shape::STANDARD,
    }
}

/// Whether two trees mean the same: entries in any order, quotes only where they make a difference.
fn is_same(a: &Node, b: &Node) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Scalar { text: x, plain: p }, Kind::Scalar { text: y, plain: q }) => {
            x == y && (p == q || a.to_json() == b.to_json())
        }
        (Kind::List(x), Kind::List(y)) => x.len() == y.len() && x.iter().zip(y).all(|(x, y)| is_same(x, y)),
        (Kind::Map(x), Kind::Map(y)) => {
            x.len() == y.len()
                && x.iter().all(|(key, value)| {
                    let other = y.iter().find(|(other, _)| other.text() == key.text());
                    other.is_some_and(|(name, other)| is_same(key, name) && is_same(value, other))
                })
        }
        _ => false,
    }
}
