//! Figures that an organisation may set.

use crate::source::Span;
use crate::text::Text;
use guiju_time::{Date, Span as Duration};
use std::collections::BTreeMap;

/// A figure.
#[derive(Debug, Clone)]
pub struct Param {
    /// Attribute whose value picks the figure.
    pub by: Option<String>,
    /// Values by the date from which they hold; the first one has held ever since.
    pub values: Vec<(Option<Date>, ParamValue, Span)>,
    /// Where the text says it.
    pub source: String,
    /// The text gives none: ours.
    pub ours: bool,
    /// Title.
    pub title: Text,
    /// Where it is declared.
    pub span: Span,
}

/// The value of a figure.
#[derive(Debug, Clone)]
pub enum ParamValue {
    /// A duration.
    Duration(Duration),
    /// A number, in the unit written (converted where it is compared).
    Number(f64, Option<guiju_time::Unit>),
    /// A flag.
    Bool(bool),
    /// A text, the name of an activity included.
    Text(String),
    /// A list.
    List(Vec<ParamValue>),
    /// By the value of the attribute.
    By(BTreeMap<String, ParamValue>),
}
