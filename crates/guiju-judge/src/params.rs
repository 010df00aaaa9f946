//! Figures: the value in force.

use crate::scene::Scene;
use guiju_condition::{Env, Missing, Place, PlaceRef, Value};
use guiju_standard::model::ParamValue;
use guiju_time::{Span, Unit};

/// The value of a figure, in force when the subject opened (or at the activation, where the clause says so).
///
/// # Errors
/// The figure has no value on that date, or its `by` attribute is absent or has no value: named.
pub(crate) fn value(name: &str, scene: &Scene<'_, '_>) -> Result<Value, Missing> {
    lookup(name, scene)
        .and_then(|value| cell(value).ok_or_else(|| Missing::attribute(format!("param.{name}"))))
}

/// The value of a figure that is a bound.
///
/// # Errors
/// As [`value`]; and where the figure is no duration.
pub(crate) fn span(name: &str, scene: &Scene<'_, '_>) -> Result<Span, Missing> {
    match lookup(name, scene)? {
        ParamValue::Duration(span) => Ok(*span),
        _ => Err(Missing::attribute(format!("param.{name}"))),
    }
}

fn lookup<'x>(name: &str, scene: &Scene<'x, '_>) -> Result<&'x ParamValue, Missing> {
    let missing = || Missing::attribute(format!("param.{name}"));
    let judging = scene.judging;
    let param = judging.plan.standard.params.get(name).ok_or_else(missing)?;
    let date = || match judging.as_of_activation.get() {
        true => judging.date(scene.a.or(scene.at).map_or(scene.point.time, |hit| hit.order.time)),
        false => judging.opening_date(),
    };
    let (_, value, _) = param
        .values
        .iter()
        .rev()
        .find(|(since, _, _)| since.is_none_or(|since| since <= date()))
        .ok_or_else(missing)?;
    match (value, &param.by) {
        (ParamValue::By(values), Some(by)) => {
            let place = PlaceRef { index: usize::MAX, place: Place::Subject(by.clone()) };
            let key = scene.get(&place)?;
            let key = match key.as_ref() {
                Value::Text(text) => text.to_string(),
                Value::Bool(flag) => flag.to_string(),
                Value::Int(int) => int.to_string(),
                _ => return Err(Missing::attribute(by.clone())),
            };
            values.get(&key).ok_or_else(missing)
        }
        (ParamValue::By(_), None) => Err(missing()),
        (value, _) => Ok(value),
    }
}

/// The value as conditions see it; bounds that depend on a calendar are none.
fn cell(value: &ParamValue) -> Option<Value> {
    Some(match value {
        ParamValue::Duration(span) => Value::Duration(span.as_elapsed()?.0),
        // A share compares with plain numbers; every other figure stands in the unit that it is written in.
        ParamValue::Number(number, Some(unit)) if *unit == Unit::PERCENT => Value::Float(number / 100.0),
        ParamValue::Number(number, _) if number.fract() == 0.0 && number.abs() < 9e15 => {
            Value::Int(*number as i64)
        }
        ParamValue::Number(number, _) => Value::Float(*number),
        ParamValue::Bool(flag) => Value::Bool(*flag),
        ParamValue::Text(text) => Value::text(text.as_str()),
        ParamValue::List(items) => Value::list(items.iter().filter_map(cell)),
        ParamValue::By(_) => return None,
    })
}
