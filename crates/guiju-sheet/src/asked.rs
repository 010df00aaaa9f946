//! What a condition asks of each attribute of a check, as far as that can be told attribute by attribute.

use crate::known::Known;
use crate::words::pick;
use guiju_condition::{Arithmetic, Comparison, Condition, Expr, ExprKind, Place, Value, eval_part};
use guiju_standard::model::{AttrType, EntryTest, ParamValue};
use guiju_time::{Lang, Quantity, Range, Unit};

/// What is asked of one attribute.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Asked {
    /// A bound on a number, in the attribute's unit.
    Bound(Comparison, f64),
    /// One of these.
    OneOf(Vec<Value>),
    /// None of these.
    NoneOf(Vec<Value>),
}

/// What the conjuncts of a condition ask of the attributes that `attr` knows; `None` beside an attribute: it is read, and what is asked
/// of it depends on others.
pub(crate) fn of_condition(
    condition: &Condition,
    known: &Known<'_>,
    attr: &dyn Fn(&str) -> bool,
) -> Vec<(String, Option<Asked>)> {
    let mut found = Vec::new();
    for part in condition.conjuncts() {
        let expr = part.expr();
        match single(expr, known, attr) {
            Some((name, asked)) => found.push((name, Some(asked))),
            None => names(expr, attr, &mut |name| found.push((name, None))),
        }
    }
    found
}

/// What an entry asks.
pub(crate) fn of_entry(test: &EntryTest, unit: Option<Unit>, known: &Known<'_>) -> Vec<Asked> {
    // A bare figure counts in the declared unit.
    let number = |figure: Quantity| match unit.filter(|_| figure.unit != Unit::ONE) {
        Some(unit) => figure.unit.convert(figure.value, unit),
        None => Some(figure.value),
    };
    let bounds = |range: &Range| {
        let least = range.min.and_then(number).map(|least| Asked::Bound(Comparison::Ge, tidy(least)));
        let most = range.max.and_then(number).map(|most| Asked::Bound(Comparison::Le, tidy(most)));
        least.into_iter().chain(most).collect()
    };
    match test {
        EntryTest::Range(range) => bounds(range),
        EntryTest::Figures(range, _) => {
            let figure = |name: &str| known.figure(name).and_then(ParamValue::quantity).ok_or(());
            range.known(&figure).map_or_else(|()| Vec::new(), |known| bounds(&known.range))
        }
        EntryTest::OneOf(values) => vec![Asked::OneOf(values.iter().filter_map(of_json).collect())],
    }
}

fn of_json(value: &serde_json::Value) -> Option<Value> {
    Some(match value {
        serde_json::Value::Bool(flag) => Value::Bool(*flag),
        serde_json::Value::Number(number) => Value::Float(number.as_f64()?),
        serde_json::Value::String(text) => Value::text(text.as_str()),
        _ => return None,
    })
}

/// An attribute and what is asked of it alone.
fn single(expr: &Expr, known: &Known<'_>, attr: &dyn Fn(&str) -> bool) -> Option<(String, Asked)> {
    match &expr.kind {
        ExprKind::Place(_) => Some((place(expr, attr)?, Asked::OneOf(vec![Value::Bool(true)]))),
        ExprKind::Not(inner) => match single(inner, known, attr)? {
            (name, Asked::OneOf(values)) => match values.as_slice() {
                [Value::Bool(flag)] => Some((name, Asked::OneOf(vec![Value::Bool(!flag)]))),
                _ => Some((name, Asked::NoneOf(values))),
            },
            (name, Asked::NoneOf(values)) => Some((name, Asked::OneOf(values))),
            (_, Asked::Bound(..)) => None,
        },
        ExprKind::Compare(comparison, left, right) => compared(*comparison, left, right, known, attr)
            .or_else(|| compared(comparison.mirrored(), right, left, known, attr)),
        ExprKind::In(item, list) => match eval_part(list, known).ok()? {
            Value::List(values) => Some((place(item, attr)?, Asked::OneOf(values.to_vec()))),
            _ => None,
        },
        _ => None,
    }
}

fn compared(
    comparison: Comparison,
    left: &Expr,
    right: &Expr,
    known: &Known<'_>,
    attr: &dyn Fn(&str) -> bool,
) -> Option<(String, Asked)> {
    let (name, more) = shifted(left, known, attr)?;
    let value = eval_part(right, known).ok()?;
    Some(match (comparison, number(&value)) {
        (Comparison::Eq, None) => (name, Asked::OneOf(vec![value])),
        (Comparison::Ne, None) => (name, Asked::NoneOf(vec![value])),
        (_, Some(figure)) => (name, Asked::Bound(comparison, tidy(figure - more))),
        (_, None) => return None,
    })
}

/// An attribute, and how much is added to it before it is compared.
fn shifted(expr: &Expr, known: &Known<'_>, attr: &dyn Fn(&str) -> bool) -> Option<(String, f64)> {
    match &expr.kind {
        ExprKind::Arithmetic(operator, left, right) => {
            let more = number(&eval_part(right, known).ok()?)?;
            let name = place(left, attr)?;
            match operator {
                Arithmetic::Add => Some((name, more)),
                Arithmetic::Subtract => Some((name, -more)),
                _ => None,
            }
        }
        _ => Some((place(expr, attr)?, 0.0)),
    }
}

/// What sums of decimals leave behind the ninth place says nothing.
fn tidy(figure: f64) -> f64 {
    (figure * 1e9).round() / 1e9
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Int(int) => Some(*int as f64),
        Value::Float(float) => Some(*float),
        Value::Duration(us) => Some(*us as f64 / 1e6),
        _ => None,
    }
}

/// The attribute of the check that a place is.
fn place(expr: &Expr, attr: &dyn Fn(&str) -> bool) -> Option<String> {
    let ExprKind::Place(place) = &expr.kind else { return None };
    match &place.place {
        Place::Event(name) | Place::Activation(name) | Place::Subject(name) if attr(name) => {
            Some(name.clone())
        }
        _ => None,
    }
}

/// All attributes of the check in an expression.
fn names(expr: &Expr, attr: &dyn Fn(&str) -> bool, visit: &mut dyn FnMut(String)) {
    if let Some(name) = place(expr, attr) {
        visit(name);
    }
    for child in expr.children() {
        names(child, attr, visit);
    }
}

/// What is asked of an attribute, in short: `≤ 1 mm`, `3–5 cm`, `黑或深`; empty where nothing can be told.
pub(crate) fn told(asked: &[Asked], attr: &AttrType, lang: Lang) -> String {
    let unit = attr.unit.map(|unit| unit.symbol()).unwrap_or_default();
    // A degree sign stands at its number.
    let unit = if unit.is_empty() || unit == "°" { unit.to_owned() } else { format!(" {unit}") };
    let bound = |wanted: Comparison| {
        asked.iter().find_map(|asked| match asked {
            Asked::Bound(comparison, figure) if *comparison == wanted => Some(*figure),
            _ => None,
        })
    };
    let mut parts: Vec<String> = Vec::new();
    match (bound(Comparison::Ge), bound(Comparison::Le)) {
        (Some(least), Some(most)) if least == most => parts.push(format!("{most}{unit}")),
        (Some(least), Some(most)) if least == -most => parts.push(format!("±{most}{unit}")),
        (Some(least), Some(most)) => parts.push(format!("{least}–{most}{unit}")),
        (Some(least), None) => parts.push(format!("≥ {least}{unit}")),
        (None, Some(most)) => parts.push(format!("≤ {most}{unit}")),
        (None, None) => {}
    }
    for (comparison, sign) in
        [(Comparison::Gt, "> "), (Comparison::Lt, "< "), (Comparison::Eq, ""), (Comparison::Ne, "≠ ")]
    {
        parts.extend(bound(comparison).map(|figure| format!("{sign}{figure}{unit}")));
    }
    for asked in asked {
        let titles = |values: &[Value]| -> String {
            let titles: Vec<String> = values.iter().map(|value| shown(value, attr, lang)).collect();
            titles.join(pick(lang, "或", " or "))
        };
        match asked {
            Asked::OneOf(values) => parts.push(titles(values)),
            Asked::NoneOf(values) => parts.push(format!("{}{}", pick(lang, "不是", "not "), titles(values))),
            Asked::Bound(..) => {}
        }
    }
    parts.join(pick(lang, "，", ", "))
}

/// A value as people read it.
pub(crate) fn shown(value: &Value, attr: &AttrType, lang: Lang) -> String {
    let name = match value {
        Value::Bool(flag) => flag.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Int(int) => int.to_string(),
        Value::Float(float) => float.to_string(),
        other => format!("{other:?}"),
    };
    match attr.values.get(&name).map(|title| title.get(lang)).filter(|title| !title.is_empty()) {
        Some(title) => title.to_owned(),
        None => match name.as_str() {
            "true" => pick(lang, "是", "yes").to_owned(),
            "false" => pick(lang, "否", "no").to_owned(),
            _ => name,
        },
    }
}
