//! Figures that an organisation may set.

use crate::source::Span;
use crate::text::Text;
use guiju_condition::Value;
use guiju_time::{Date, Quantity, Span as Duration, Unit};
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
    Number(f64, Option<Unit>),
    /// A flag.
    Bool(bool),
    /// A text, the name of an activity included.
    Text(String),
    /// A list.
    List(Vec<ParamValue>),
    /// By the value of the attribute.
    By(BTreeMap<String, ParamValue>),
}

impl Param {
    /// Whether all its values are numbers or elapsed times, which can be bounds of a measure.
    pub fn is_measured(&self) -> bool {
        fn measured(value: &ParamValue) -> bool {
            match value {
                ParamValue::By(values) => values.values().all(measured),
                other => other.quantity().is_some(),
            }
        }
        self.values.iter().all(|(_, value, _)| measured(value))
    }

    /// The units of its values, each once.
    pub fn units(&self) -> Vec<Unit> {
        fn gather(value: &ParamValue, found: &mut Vec<Unit>) {
            match value {
                ParamValue::By(values) => values.values().for_each(|value| gather(value, found)),
                other => {
                    let unit = other.quantity().map(|quantity| quantity.unit);
                    found.extend(unit.filter(|unit| !found.contains(unit)));
                }
            }
        }
        let mut found = Vec::new();
        self.values.iter().for_each(|(_, value, _)| gather(value, &mut found));
        found
    }

    /// The value in force on a date, which is asked for only where values change; none before the first.
    pub fn on(&self, date: impl Fn() -> Date) -> Option<&ParamValue> {
        let mut held = self.values.iter().rev();
        held.find(|(since, _, _)| since.is_none_or(|since| since <= date())).map(|(_, value, _)| value)
    }
}

impl ParamValue {
    /// The value with its unit, where it is a number or an elapsed time.
    pub fn quantity(&self) -> Option<Quantity> {
        match self {
            ParamValue::Number(value, unit) => {
                Some(Quantity { value: *value, unit: unit.unwrap_or(Unit::ONE) })
            }
            ParamValue::Duration(span) => Some(Quantity::of_time(span.as_elapsed()?)),
            _ => None,
        }
    }

    /// The value as conditions see it; none for a bound that depends on a calendar, and for a choice by an attribute.
    pub fn in_conditions(&self) -> Option<Value> {
        Some(match self {
            ParamValue::Duration(span) => Value::Duration(span.as_elapsed()?.0),
            // A share compares with plain numbers; every other figure stands in the unit that it is written in.
            ParamValue::Number(number, Some(unit)) if *unit == Unit::PERCENT => Value::Float(number / 100.0),
            ParamValue::Number(number, _) if number.fract() == 0.0 && number.abs() < 9e15 => {
                Value::Int(*number as i64)
            }
            ParamValue::Number(number, _) => Value::Float(*number),
            ParamValue::Bool(flag) => Value::Bool(*flag),
            ParamValue::Text(text) => Value::text(text.as_str()),
            ParamValue::List(items) => Value::list(items.iter().filter_map(ParamValue::in_conditions)),
            ParamValue::By(_) => return None,
        })
    }
}
