//! Taking a JSON object apart, field by field, with nothing left over unseen.

use super::time::instant;
use crate::{
    refusal::{Expected, Part, Reason},
    row::RowValue,
};

/// The fields of one JSON object that are not taken yet.
pub(super) struct Fields {
    of: Part,
    fields: Vec<(String, RowValue)>,
}

impl Fields {
    /// The fields of `value`, which is the `of` of its line.
    pub(super) fn new(of: Part, value: RowValue) -> Result<Self, Reason> {
        match value {
            RowValue::Map(fields) => Ok(Self { of, fields }),
            _ => Err(Reason::WrongType { of: Part::Line, field: of.to_string(), expected: Expected::Braces }),
        }
    }

    /// A field that is there and not null.
    pub(super) fn take(&mut self, field: &str) -> Option<RowValue> {
        let at = self.fields.iter().position(|(name, _)| name == field)?;
        Some(self.fields.swap_remove(at).1).filter(|value| *value != RowValue::Null)
    }

    pub(super) fn text(&mut self, field: &str) -> Result<Option<String>, Reason> {
        match self.take(field) {
            None => Ok(None),
            Some(RowValue::Text(text)) => Ok(Some(text)),
            Some(_) => Err(self.wrong(field, Expected::Text)),
        }
    }

    pub(super) fn needed_text(&mut self, field: &'static str) -> Result<String, Reason> {
        self.text(field)?.filter(|text| !text.is_empty()).ok_or(Reason::Missing { of: self.of, field })
    }

    /// Microseconds since 1970 UTC.
    pub(super) fn time(&mut self, field: &str) -> Result<Option<i64>, Reason> {
        match self.take(field) {
            None => Ok(None),
            Some(RowValue::Text(text)) => instant(&text, None).map(Some),
            Some(_) => Err(self.wrong(field, Expected::Time)),
        }
    }

    pub(super) fn needed_time(&mut self, field: &'static str) -> Result<i64, Reason> {
        self.time(field)?.ok_or(Reason::Missing { of: self.of, field })
    }

    pub(super) fn integer(&mut self, field: &str) -> Result<Option<i64>, Reason> {
        match self.take(field) {
            None => Ok(None),
            Some(RowValue::Int(n)) => Ok(Some(n)),
            Some(RowValue::Float(x)) if x.fract() == 0.0 && x.abs() < 9e15 => Ok(Some(x as i64)),
            Some(_) => Err(self.wrong(field, Expected::WholeNumber)),
        }
    }

    /// Milliseconds as microseconds.
    pub(super) fn milliseconds(&mut self, field: &str) -> Result<Option<i64>, Reason> {
        let us = match self.take(field) {
            None => return Ok(None),
            Some(RowValue::Int(ms)) => ms.checked_mul(1000),
            Some(RowValue::Float(ms)) if ms.abs() < 9e12 => Some((ms * 1000.0).round() as i64),
            Some(_) => None,
        };
        us.map(Some).ok_or_else(|| self.wrong(field, Expected::Milliseconds))
    }

    pub(super) fn list(&mut self, field: &str) -> Result<Vec<RowValue>, Reason> {
        match self.take(field) {
            None => Ok(Vec::new()),
            Some(RowValue::List(items)) => Ok(items),
            Some(_) => Err(self.wrong(field, Expected::List)),
        }
    }

    /// `relationships`: object id and qualifier.
    pub(super) fn relationships(&mut self) -> Result<Vec<(String, String)>, Reason> {
        self.list("relationships")?
            .into_iter()
            .map(|item| {
                let mut fields = Self::new(Part::Relationship, item)?;
                let object = fields.needed_text("objectId")?;
                let qualifier = fields.text("qualifier")?.unwrap_or_default();
                fields.none_left("objectId, qualifier")?;
                Ok((object, qualifier))
            })
            .collect()
    }

    /// `attributes`, as a map or as OCEL's list of `{name, value}`, with `time` too where values may be `timed`.
    pub(super) fn attributes(&mut self, timed: bool) -> Result<Vec<(String, Option<i64>, RowValue)>, Reason> {
        match self.take("attributes") {
            None => Ok(Vec::new()),
            Some(RowValue::Map(attributes)) => {
                Ok(attributes.into_iter().map(|(name, value)| (name, None, value)).collect())
            }
            Some(RowValue::List(items)) => items
                .into_iter()
                .map(|item| {
                    let mut fields = Self::new(Part::Attribute, item)?;
                    let name = fields.needed_text("name")?;
                    let value = fields.take("value").unwrap_or(RowValue::Null);
                    let since = if timed { fields.time("time")? } else { None };
                    fields.none_left(if timed { "name, time, value" } else { "name, value" })?;
                    Ok((name, since, value))
                })
                .collect(),
            Some(_) => Err(self.wrong("attributes", Expected::Attributes)),
        }
    }

    /// What nobody took.
    pub(super) fn rest(self) -> Vec<(String, RowValue)> {
        self.fields
    }

    /// Refuses what nobody took.
    pub(super) fn none_left(self, known: &'static str) -> Result<(), Reason> {
        match self.fields.into_iter().next() {
            None => Ok(()),
            Some((field, _)) => Err(Reason::UnknownField { of: self.of, field, known }),
        }
    }

    fn wrong(&self, field: &str, expected: Expected) -> Reason {
        Reason::WrongType { of: self.of, field: field.to_owned(), expected }
    }
}
