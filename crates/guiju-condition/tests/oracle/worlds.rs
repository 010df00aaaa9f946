//! Random worlds, for us and for `cel`.
#![allow(clippy::unwrap_used, reason = "test code")]

use crate::fixture::{MINUTE, World};
use cel::{Context, Program, Value as CelValue};
use guiju_condition::Value;
use std::collections::{BTreeMap, HashMap};

/// Every value there may be; a bit of `present` each.
pub fn world(present: u32, numbers: (i64, i64, i64), texts: (usize, usize), row_count: usize) -> World {
    let text = |index: usize| Value::text(["", "a", "ab", "bc", "雨a"][index % 5]);
    let rows = (0..row_count as i64).map(|index| {
        let mut row = vec![("item", text(index as usize))];
        if (numbers.2 + index) % 3 != 0 {
            row.push(("quantity", Value::Int(numbers.1 + index)));
        }
        Value::record(row)
    });
    let all: [(&str, Value); 16] = [
        ("order.area", Value::text(["urban", "rural", "remote"][texts.0 % 3])),
        ("cause_known", Value::Bool(numbers.0 % 2 == 0)),
        ("crew_size", Value::Int(numbers.0)),
        ("a.x", Value::Int(numbers.1)),
        ("t.x", Value::Int(numbers.2)),
        ("event.reason", text(texts.0)),
        ("customer.kind", text(texts.1)),
        ("event.rows", Value::list(rows)),
        ("event.heel", Value::Float(numbers.0 as f64 / 2.0)),
        ("event.time", Value::Time(numbers.1 * MINUTE)),
        ("arrival_deadline", Value::Time(numbers.2 * MINUTE)),
        ("a.due", Value::Time(20 * MINUTE)),
        ("param.area_limit", Value::Duration(numbers.2 * MINUTE)),
        ("arrived.place", text(texts.1)),
        ("arrived.crew", Value::Int(numbers.1)),
        ("eta_notified.expected_time", Value::Time(numbers.0 * MINUTE)),
    ];
    let mut world = World::default();
    let mut attrs: Vec<(&str, Value)> = Vec::new();
    for (index, (name, value)) in all.into_iter().enumerate() {
        if present & (1 << index) == 0 {
            continue;
        }
        match name.split_once('.') {
            Some(("arrived", attr)) | Some(("eta_notified", attr)) => attrs.push((attr, value)),
            _ => world = world.with(name, value),
        }
    }
    let happened = |bit: u32| present & (1 << (16 + bit)) != 0;
    for at in 0..2 {
        if happened(at) {
            world = world.event("arrived", i64::from(at) * 40 * MINUTE, &attrs);
        }
    }
    if happened(2) {
        world = world.event("eta_notified", 50 * MINUTE, &attrs);
    }
    world
}

/// The same world for `cel`: nested maps, activities as texts.
pub fn context(world: &World) -> Context<'static, 'static> {
    let mut context = Context::default();
    let mut roots: BTreeMap<String, HashMap<String, CelValue>> = BTreeMap::new();
    for root in ["order", "event", "a", "t", "customer", "param"] {
        roots.insert(root.to_owned(), HashMap::new());
    }
    for (name, value) in &world.values {
        match name.split_once('.') {
            Some((root, attr)) => {
                roots.entry(root.to_owned()).or_default().insert(attr.to_owned(), to_cel(value));
            }
            None => context.add_variable_from_value(name.clone(), to_cel(value)),
        }
    }
    if let Some(heel) = world.values.get("event.heel") {
        context.add_variable_from_value("heel", to_cel(heel));
    }
    for (root, attrs) in roots {
        context.add_variable_from_value(root, attrs);
    }
    for activity in ["arrived", "left", "eta_notified"] {
        context.add_variable_from_value(activity, activity);
    }
    let events: Vec<(String, i64, HashMap<String, CelValue>)> = world
        .events
        .iter()
        .map(|(name, at, attrs)| {
            let mut attrs: HashMap<_, _> =
                attrs.iter().map(|(name, value)| (name.clone(), to_cel(value))).collect();
            attrs.insert("time".to_owned(), to_cel(&Value::Time(*at)));
            (name.clone(), *at, attrs)
        })
        .collect();
    let now_us = world.now_us;
    let of = move |name: &str| -> Vec<(i64, HashMap<String, CelValue>)> {
        events.iter().filter(|event| event.0 == name).map(|event| (event.1, event.2.clone())).collect()
    };
    type Name = std::sync::Arc<String>;
    let happened = of.clone();
    context.add_function("done", move |name: Name| !happened(&name).is_empty()).unwrap();
    let happened = of.clone();
    context.add_function("count", move |name: Name| happened(&name).len() as i64).unwrap();
    let happened = of.clone();
    context
        .add_function("count_last", move |name: Name, _within: Name| {
            happened(&name).iter().filter(|event| event.0 >= now_us - 30 * MINUTE).count() as i64
        })
        .unwrap();
    let happened = of.clone();
    context
        .add_function("first", move |name: Name| {
            CelValue::from(happened(&name).into_iter().next().unwrap_or_default().1)
        })
        .unwrap();
    context
        .add_function("last", move |name: Name| CelValue::from(of(&name).pop().unwrap_or_default().1))
        .unwrap();
    context
        .add_function("day", |time: CelValue| match time {
            CelValue::Timestamp(time) => {
                format!("day {}", time.timestamp_micros().div_euclid(86_400_000_000))
            }
            other => format!("{other:?}"),
        })
        .unwrap();
    context
}

fn to_cel(value: &Value) -> CelValue {
    match value {
        Value::Bool(value) => (*value).into(),
        Value::Int(value) => (*value).into(),
        Value::Float(value) => (*value).into(),
        Value::Text(text) => CelValue::from(&**text),
        Value::Time(us) => literal(&format!("timestamp('1970-01-01T00:00:00Z') + duration('{us}us')")),
        Value::Duration(us) => literal(&format!("duration('{us}us')")),
        Value::List(items) => items.iter().map(to_cel).collect::<Vec<_>>().into(),
        Value::Record(fields) => {
            let fields: HashMap<String, CelValue> =
                fields.iter().map(|(name, value)| (name.to_string(), to_cel(value))).collect();
            fields.into()
        }
        Value::Null => CelValue::Null,
    }
}

fn literal(text: &str) -> CelValue {
    Program::compile(text).unwrap().execute(&Context::default()).unwrap()
}
