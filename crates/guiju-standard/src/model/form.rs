//! Forms and registers.

use super::vocabulary::AttrType;
use crate::source::Span;
use crate::text::Text;
use guiju_condition::Condition;
use std::collections::BTreeMap;

/// A form; a filled one is an event of its name.
#[derive(Debug, Clone)]
pub struct Form {
    /// Title.
    pub title: Text,
    /// Fields.
    pub fields: BTreeMap<String, Field>,
    /// Who must sign.
    pub signed: Vec<String>,
    /// Whose signature raises a doubt.
    pub not_by: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// A field of a form.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its type.
    pub attr: AttrType,
    /// May be left out.
    pub optional: bool,
    /// Asked for only where this holds.
    pub required_if: Option<Condition>,
    /// Seen only where this holds.
    pub shown_if: Option<Condition>,
    /// Must agree with the time of this activity.
    pub same_as: Option<(String, guiju_time::Micros)>,
}
