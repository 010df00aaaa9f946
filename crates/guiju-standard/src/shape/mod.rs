//! The shape of a pack's files, said once: readers are checked against it and the editors' JSON Schema is made from it.

#[cfg(test)]
mod agreement;
mod check;
mod schema;
mod tables;

pub(crate) use check::{bad_span, is_name};
pub use check::{check, fitting};
pub use schema::json_schema;
pub use tables::{ARTICLES_HEADER, BLOCK, CASES, CHECK_KEYS, CLAUSES, PART, SEVERITIES, STANDARD, VERDICTS};

/// The shape of a pack's file by its path inside the pack; `None` for what is no YAML of a pack.
pub fn of_file(path: &str) -> Option<&'static Shape> {
    let inside = |folder: &str| path.starts_with(folder);
    match path {
        "standard.yaml" => Some(&STANDARD),
        _ if !path.ends_with(".yaml") => None,
        _ if inside("clauses/") => Some(&CLAUSES),
        _ if inside("cases/") => Some(&CASES),
        _ => Some(&PART),
    }
}

/// What may be written at one place: at most one way per kind of YAML node, so that a wrong one can be named.
#[derive(Debug)]
pub struct Shape {
    /// A scalar of this sort.
    pub scalar: Option<Scalar>,
    /// A list whose items have this shape.
    pub list: Option<&'static Shape>,
    /// A mapping.
    pub map: Option<Map>,
}

/// Sorts of scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// Any text or number.
    Any,
    /// Text.
    Text,
    /// `true` or `false`.
    Bool,
    /// A whole number, not negative.
    Count,
    /// A number.
    Number,
    /// An ASCII name: letters, digits, `_`, `-`, `.`.
    Name,
    /// A duration (`45min`, `3 workdays`).
    Span,
    /// A duration, or the name of a figure (`param.x`), or a condition that gives one.
    Bound,
    /// A condition in CEL.
    Cel,
    /// A pattern of events.
    Pattern,
    /// One of these words.
    Word(&'static [&'static str]),
}

/// Mappings.
#[derive(Debug)]
pub enum Map {
    /// Known keys only.
    Record(&'static [Field]),
    /// Any key (a name of the author's), each value of one shape.
    Keyed(&'static Shape),
}

/// A known key.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// Its value.
    pub shape: &'static Shape,
    /// Whether it must be there.
    pub required: bool,
}

const NOTHING: Shape = Shape { scalar: None, list: None, map: None };

impl Shape {
    /// A scalar.
    pub const fn scalar(scalar: Scalar) -> Shape {
        Shape { scalar: Some(scalar), ..NOTHING }
    }
    /// A list.
    pub const fn list(of: &'static Shape) -> Shape {
        Shape { list: Some(of), ..NOTHING }
    }
    /// A mapping with known keys.
    pub const fn record(fields: &'static [Field]) -> Shape {
        Shape { map: Some(Map::Record(fields)), ..NOTHING }
    }
    /// A mapping by names of the author's.
    pub const fn keyed(of: &'static Shape) -> Shape {
        Shape { map: Some(Map::Keyed(of)), ..NOTHING }
    }
    /// Or a list of these.
    pub const fn or_list(self, of: &'static Shape) -> Shape {
        Shape { list: Some(of), ..self }
    }
    /// Or a mapping with known keys.
    pub const fn or_record(self, fields: &'static [Field]) -> Shape {
        Shape { map: Some(Map::Record(fields)), ..self }
    }
    /// Or a mapping by names of the author's.
    pub const fn or_keyed(self, of: &'static Shape) -> Shape {
        Shape { map: Some(Map::Keyed(of)), ..self }
    }
}

/// A key that may be left out.
pub const fn key(key: &'static str, shape: &'static Shape) -> Field {
    Field { key, shape, required: false }
}

/// A key that must be there.
pub const fn must(key: &'static str, shape: &'static Shape) -> Field {
    Field { key, shape, required: true }
}
