//! Figures: the value in force.

use crate::scene::Scene;
use guiju_condition::{Env, Missing, Place, PlaceRef, Value};
use guiju_standard::model::ParamValue;
use guiju_time::{Quantity, Span};

/// The value of a figure, in force when the subject opened (or at the activation, where the clause says so).
///
/// # Errors
/// The figure has no value on that date, or its `by` attribute is absent or has no value: named.
pub(crate) fn value(name: &str, scene: &Scene<'_, '_>) -> Result<Value, Missing> {
    lookup(name, scene)
        .and_then(|value| value.in_conditions().ok_or_else(|| Missing::attribute(format!("param.{name}"))))
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

/// The value of a figure that bounds a measure.
///
/// # Errors
/// As [`value`]; and where the figure is no number and no elapsed time.
pub(crate) fn quantity(name: &str, scene: &Scene<'_, '_>) -> Result<Quantity, Missing> {
    let value = lookup(name, scene)?;
    value.quantity().ok_or_else(|| Missing::attribute(format!("param.{name}")))
}

fn lookup<'x>(name: &str, scene: &Scene<'x, '_>) -> Result<&'x ParamValue, Missing> {
    let missing = || Missing::attribute(format!("param.{name}"));
    let judging = scene.judging;
    let param = judging.plan.standard.params.get(name).ok_or_else(missing)?;
    let date = || match judging.as_of_activation.get() {
        true => judging.date(scene.a.or(scene.at).map_or(scene.point.time, |hit| hit.order.time)),
        false => judging.opening_date(),
    };
    let value = param.on(date).ok_or_else(missing)?;
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
