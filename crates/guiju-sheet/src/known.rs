//! What is known when a sheet is drawn: the figures of a date, and what was said of whom it is for.

use guiju_condition::{ActivityRef, Env, Missing, Period, Place, PlaceRef, Value, Which};
use guiju_standard::Standard;
use guiju_standard::model::ParamValue;
use guiju_time::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Figures and a variant; everything else is missing.
pub(crate) struct Known<'a> {
    pub(crate) standard: &'a Standard,
    /// Attributes by their dotted names (`staff.gender`).
    pub(crate) variant: &'a BTreeMap<String, String>,
    pub(crate) date: Date,
}

impl Known<'_> {
    /// A figure on the date; one by an attribute only where the variant says the attribute.
    pub(crate) fn figure(&self, name: &str) -> Option<&ParamValue> {
        let param = self.standard.params.get(name)?;
        match (param.on(|| self.date)?, &param.by) {
            (ParamValue::By(values), Some(by)) => values.get(self.variant.get(by)?),
            (value, _) => Some(value),
        }
    }

    fn said(&self, name: &str) -> Option<Value> {
        let text = self.variant.get(name)?;
        Some(match text.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            text => match text.parse() {
                Ok(number) => Value::Int(number),
                Err(_) => Value::text(text),
            },
        })
    }
}

impl Env for Known<'_> {
    fn get(&self, place: &PlaceRef) -> Result<Cow<'_, Value>, Missing> {
        let value = match &place.place {
            Place::Param(name) => self.figure(name).and_then(ParamValue::in_conditions),
            Place::Subject(name) => self.said(name),
            Place::Object { role, attr } => self.said(&format!("{role}.{attr}")),
            _ => None,
        };
        value.map(Cow::Owned).ok_or_else(|| Missing::attribute(place.place.to_string()))
    }

    /// Nothing has happened yet, and nobody knows what will.
    fn done(&self, activity: &ActivityRef) -> Result<bool, Missing> {
        Err(Missing::attribute(&*activity.name))
    }

    fn count(&self, activity: &ActivityRef) -> Result<i64, Missing> {
        Err(Missing::attribute(&*activity.name))
    }

    fn count_last(&self, activity: &ActivityRef, _: i64) -> Result<i64, Missing> {
        Err(Missing::attribute(&*activity.name))
    }

    fn event_attr(&self, _: Which, activity: &ActivityRef, attr: &str) -> Result<Cow<'_, Value>, Missing> {
        Err(Missing::attribute(format!("{}.{attr}", activity.name)))
    }

    fn period(&self, period: Period, _: i64) -> Result<Value, Missing> {
        Err(Missing::attribute(period.name()))
    }
}
