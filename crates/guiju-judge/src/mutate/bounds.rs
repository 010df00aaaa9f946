//! Bounds moved by their smallest unit: 1 ms by the stopwatch, a day by a calendar, a figure's last digit.

use super::variant::{Variant, Variants, in_list, lift, wrap};
use guiju_condition::{Condition, ExprKind, Names, Place, Resolved, Type};
use guiju_standard::Span;
use guiju_standard::model::{Bound, InstantExpr, Param, ParamValue};
use guiju_time::{Micros, Quantity, Range, Span as Length, Unit};

/// A length of time a little longer and a little shorter.
pub(super) fn lengths(length: Length) -> Vec<(&'static str, Length)> {
    let micros =
        |us: Micros| [("+1ms", Some(us.0 + 1_000)), ("-1ms", Some(us.0 - 1_000).filter(|us| *us >= 0))];
    let count = |n: u32| [("+1", n.checked_add(1)), ("-1", n.checked_sub(1))];
    let made = |list: [(&'static str, Option<i64>); 2], make: fn(Micros) -> Length| -> Vec<_> {
        list.into_iter().filter_map(|(name, us)| Some((name, make(Micros(us?))))).collect()
    };
    let counted = |n: u32, make: fn(u32) -> Length| -> Vec<_> {
        count(n).into_iter().filter_map(|(name, n)| Some((name, make(n?)))).collect()
    };
    match length {
        Length::Elapsed(us) => made(micros(us), Length::Elapsed),
        Length::WorkHours(us) => made(micros(us), Length::WorkHours),
        Length::CalendarDays(n) => counted(n, Length::CalendarDays),
        Length::Workdays(n) => counted(n, Length::Workdays),
        Length::Months(n) => counted(n, Length::Months),
    }
}

fn moved<T>(step: &str, from: String, now: String, at: Span, to: T) -> Variant<T> {
    Variant::new(step, format!("{from} 改成 {now}"), format!("{from} → {now}"), at, to)
}

pub(super) fn length(length: Length, at: Span) -> Variants<Length> {
    let told =
        |(step, now): (&'static str, Length)| moved(step, length.to_string(), now.to_string(), at, now);
    lengths(length).into_iter().map(told).collect()
}

/// A fixed bound moved. A figure's bound is moved where the figure is ([`param`]), a computed one by its condition.
pub(super) fn bound(bound: &Bound) -> Variants<Bound> {
    match bound {
        Bound::Fixed(span, at) => wrap(length(*span, *at), |span| Bound::Fixed(span, *at)),
        Bound::Param(..) | Bound::Computed(..) => Vec::new(),
    }
}

/// A point in time whose distance from its base is moved.
pub(super) fn instant(expr: &InstantExpr) -> Variants<InstantExpr> {
    match &expr.offset {
        None => Vec::new(),
        Some((earlier, by)) => {
            wrap(bound(by), |by| InstantExpr { offset: Some((*earlier, by)), ..expr.clone() })
        }
    }
}

/// The smallest step of a figure: of its last written digit; of what is measured, a tenth of that.
fn step(value: f64, unit: Unit) -> (f64, usize) {
    let text = value.to_string();
    let digits = text.split_once('.').map_or(0, |(_, behind)| behind.len());
    let measured = unit != Unit::ONE && unit != Unit::PERCENT;
    let digits = if measured { digits + 1 } else { digits };
    (0.1_f64.powi(digits as i32), digits)
}

fn figures(value: f64, unit: Unit) -> Vec<(String, f64)> {
    let (step, digits) = step(value, unit);
    // A whole share (`1`) still moves by a hundredth elsewhere; here the unit is written.
    let round = |value: f64| format!("{value:.digits$}").parse().unwrap_or(value);
    let shown = |sign: &str| format!("{sign}{:.digits$}{}", step, unit.symbol());
    vec![(shown("+"), round(value + step)), (shown("-"), round(value - step))]
}

/// A range with one of its ends moved.
pub(super) fn range(range: &Range, at: Span) -> Variants<Range> {
    let of_end = |end: Option<Quantity>, name: &str, put: fn(&Range, Quantity) -> Range| -> Variants<Range> {
        let Some(end) = end else { return Vec::new() };
        figures(end.value, end.unit)
            .into_iter()
            .map(|(step, value)| {
                let changed = put(range, Quantity { value, unit: end.unit });
                moved(&format!("{name}{step}"), range.to_string(), changed.to_string(), at, changed)
            })
            .collect()
    };
    let mut found = of_end(range.min, "min", |range, end| Range { min: Some(end), ..*range });
    found.extend(of_end(range.max, "max", |range, end| Range { max: Some(end), ..*range }));
    // A range turned around holds nothing: no slip of a unit.
    found.retain(|variant| match (variant.to.min, variant.to.max) {
        (Some(min), Some(max)) => min.compare(&max).is_ok_and(std::cmp::Ordering::is_le),
        _ => true,
    });
    found
}

/// A figure of the pack with one of its values moved: each date's, each value's of its `by` attribute; a flag turned over.
pub(super) fn param(param: &Param) -> Variants<Param> {
    let of_value = |value: &(Option<guiju_time::Date>, ParamValue, Span)| {
        let (since, figure, at) = value;
        let made = |figure: ParamValue| (*since, figure, *at);
        match since {
            None => wrap(param_value(figure, *at), made),
            Some(since) => lift(param_value(figure, *at), &format!("@{since}"), made),
        }
    };
    wrap(in_list(&param.values, of_value), |values| Param { values, ..param.clone() })
}

fn param_value(value: &ParamValue, at: Span) -> Variants<ParamValue> {
    match value {
        ParamValue::Duration(span) => wrap(length(*span, at), ParamValue::Duration),
        ParamValue::Number(number, unit) => {
            let shown = |number: f64| format!("{number}{}", unit.map_or("", Unit::symbol));
            figures(*number, unit.unwrap_or(Unit::ONE))
                .into_iter()
                .map(|(step, now)| {
                    moved(&step, shown(*number), shown(now), at, ParamValue::Number(now, *unit))
                })
                .collect()
        }
        ParamValue::Bool(flag) => {
            vec![Variant::instead(&flag.to_string(), &(!flag).to_string(), at, ParamValue::Bool(!flag))]
        }
        ParamValue::By(values) => {
            let of_key = |(key, figure): (&String, &ParamValue)| {
                lift(param_value(figure, at), key, |figure| {
                    let mut changed = values.clone();
                    changed.insert(key.clone(), figure);
                    ParamValue::By(changed)
                })
            };
            values.iter().flat_map(of_key).collect()
        }
        // Names and lists of values are wordings, not bounds.
        ParamValue::Text(_) | ParamValue::List(_) => Vec::new(),
    }
}

/// A figure of `min` or `max` one more and one less; a share a hundredth.
pub(super) fn figure(condition: &Condition, at: Span) -> Variants<Condition> {
    let text = condition.text().trim();
    let step = match text.parse::<f64>() {
        Ok(share) if share.fract() != 0.0 => "0.01",
        _ if *condition.ty() == Type::Duration => "duration(\"1ms\")",
        _ => "1",
    };
    ["+", "-"]
        .into_iter()
        .filter_map(|sign| {
            let now = format!("({text}) {sign} {step}");
            let changed = guiju_condition::compile_value(&now, &Same(condition)).ok()?;
            Some(moved(&format!("{sign}{step}"), text.to_owned(), now, at, changed))
        })
        .collect()
}

/// Names mean what they mean in a condition.
struct Same<'c>(&'c Condition);

impl Names for Same<'_> {
    fn resolve(&self, path: &[&str]) -> Option<Resolved> {
        (1..=path.len()).rev().find_map(|taken| {
            let name = path[..taken].join(".");
            let place = self.0.places().iter().find(|place| is_called(&place.place, &name))?;
            Some(Resolved { place: place.place.clone(), ty: self.ty(&place.place)?, taken })
        })
    }

    fn activity(&self, name: &str) -> bool {
        self.0.activities().iter().any(|activity| &*activity.name == name)
    }

    fn activity_attr(&self, activity: &str, attr: &str) -> Option<Type> {
        let mut found = None;
        self.0.expr().walk(&mut |expr| {
            if let ExprKind::EventAttr { activity: of, attr: name, .. } = &expr.kind
                && &*of.name == activity
                && &**name == attr
            {
                found = Some(expr.ty.clone());
            }
        });
        found
    }

    fn candidates(&self) -> Vec<String> {
        Vec::new()
    }
}

impl Same<'_> {
    fn ty(&self, place: &Place) -> Option<Type> {
        let mut found = None;
        self.0.expr().walk(&mut |expr| {
            if let ExprKind::Place(at) = &expr.kind
                && at.place == *place
            {
                found = Some(expr.ty.clone());
            }
        });
        found
    }
}

/// Whether a condition may write a place like this: an event's attribute also without `event.`.
fn is_called(place: &Place, name: &str) -> bool {
    place.to_string() == name || matches!(place, Place::Event(attr) if attr == name)
}
