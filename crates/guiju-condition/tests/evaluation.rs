//! What conditions say of a small world.

mod fixture;

use fixture::{MINUTE, World, vocabulary};
use guiju_condition::{Truth, Value, compile, compile_value, eval, truth};

fn world() -> World {
    let row = |quantity: i64, item: &str| {
        Value::record([("quantity", Value::Int(quantity)), ("item", Value::text(item))])
    };
    let long = Value::record([("size", Value::record([("length", Value::Float(2.5))]))]);
    World::default()
        .with("order.area", "urban")
        .with("cause_known", true)
        .with("crew_size", 3)
        .with("tags", Value::list(["vip".into()]))
        .with("customer.kind", "居民")
        .with("event.reason", "暴雨 flood")
        .with("event.rows", Value::list([row(1, "cable"), row(2, "fuse"), long]))
        .with("event.heel", 3.5)
        .with("event.extra", Value::record([("deep", Value::record([("er", Value::Int(7))]))]))
        .with("event.concept:name", "register")
        .with("event.time", Value::Time(40 * MINUTE))
        .with("param.area_limit", Value::Duration(45 * MINUTE))
        .with("param.weekly", 3)
        .with("arrival_deadline", Value::Time(45 * MINUTE))
        .with("l.qty", 2)
        .with("r.qty", 2)
        .event("arrived", 10 * MINUTE, &[("place", "村".into())])
        .event("arrived", 50 * MINUTE, &[("crew", 2.into())])
        .event("eta_notified", 20 * MINUTE, &[("expected_time", Value::Time(55 * MINUTE))])
}

/// A condition and what it says: `true`, `false`, or `?` with what is missing.
const CONDITIONS: &[(&str, &str)] = &[
    // names
    (r#"order.area == "urban""#, "true"),
    (r#"order.area in ["rural", "remote"]"#, "false"),
    (r#"customer.kind == "居民""#, "true"),
    (r#"event["concept:name"] == "register""#, "true"),
    (r#"event["reason"].contains("flood")"#, "true"),
    ("event.extra.deep.er == 7", "true"),
    ("event.extra.deep.none == 7", "? event.extra.deep.none"),
    ("l.qty == r.qty", "true"),
    ("heel <= 3.5 && heel > 3", "true"),
    // absent attributes
    (r#"event.owner == "customer""#, "? event.owner"),
    ("a.x + t.x > 1", "? a.x, t.x"),
    ("a.x > t.x || a.x > 1", "? a.x, t.x"),
    ("a.x > 1 && crew_size > 5", "false"),
    ("crew_size > 5 && a.x > 1", "false"),
    ("a.x > 1 || crew_size == 3", "true"),
    ("a.x > 1 && crew_size == 3", "? a.x"),
    ("!(a.x > 1)", "? a.x"),
    ("cause_known ? crew_size == 3 : a.x == 1", "true"),
    ("a.x > 1 ? true : true", "? a.x"),
    ("crew_size in [a.x, 3]", "? a.x"),
    ("has(event.reason)", "true"),
    ("has(event.owner)", "false"),
    ("has(cause_known) && !has(a.x)", "true"),
    ("has(event.extra.deep.er) && !has(event.extra.shallow)", "true"),
    ("has(last(arrived).crew) && !has(last(arrived).place) && !has(last(left).time)", "true"),
    ("!has(a.x) || a.x > 1", "true"),
    // events
    ("done(arrived) && !done(left)", "true"),
    ("count(arrived) == 2 && count(left) == 0", "true"),
    (r#"count_last(arrived, "40min") == 2 && count_last(arrived, "39m59s") == 1"#, "true"),
    ("count_last(arrived, param.area_limit) == 2", "true"),
    ("last(arrived).time > arrival_deadline", "true"),
    ("first(arrived).time > arrival_deadline", "false"),
    (r#"first(arrived).place == "村""#, "true"),
    ("last(arrived).place.size() == 1", "? last(arrived).place"),
    ("last(left).time > arrival_deadline", "? last(left).time"),
    ("last(eta_notified).expected_time - last(arrived).time == duration(\"5m\")", "true"),
    ("done(param.arrival_from)", "false"),
    // times
    ("event.time + param.area_limit <= arrival_deadline + duration(\"40min\")", "true"),
    ("time - duration(\"1h\") < timestamp(\"1970-01-01T08:00:00+08:00\")", "true"),
    ("-crew_size == -3 && duration(\"-1h\") < duration(\"1h\") - duration(\"30m\")", "true"),
    ("day(time) == day(first(arrived).time) && year(time) == 1970", "true"),
    ("week(time) == week(time)", "? calendar"),
    ("day(t.time) == \"x\"", "? t.time"),
    // numbers
    ("crew_size == 3.0 && 7 / 2 == 3 && 7 % 2 == 1 && 7.0 / 2 == 3.5", "true"),
    ("crew_size / (crew_size - 3) == 1", "? division by zero"),
    ("heel / (heel - heel) > 1.0", "? division by zero"),
    ("9223372036854775807 + crew_size > 1", "? the result is too large"),
    ("1e308 * heel * 10.0 > 1.0", "? the result is too large"),
    ("crew_size > 9223372036854775807 + 1 && a.x > 1", "? a.x; the result is too large"),
    // texts
    (r#"event.reason.startsWith("暴") && event.reason.endsWith("d") && size(event.reason) == 8"#, "true"),
    (r#"event.reason.matches("^暴雨.*[a-z]$") && !event.reason.matches("^x")"#, "true"),
    (r#"event.reason + "!" == "暴雨 flood!""#, "true"),
    // lists
    (r#""vip" in tags && !("noisy" in tags) && tags[0] == "vip""#, "true"),
    (r#"tags[1] == "vip""#, "? the list has no such element"),
    (r#"event.rows[0].item == "cable""#, "true"),
    ("event.rows.all(r, r.quantity >= 1)", "? event.rows.quantity"),
    ("event.rows.all(r, r.quantity >= 2)", "false"),
    ("event.rows.exists(r, r.quantity == 2)", "true"),
    ("event.rows.exists(r, r.quantity == 5)", "? event.rows.quantity"),
    ("event.rows.exists(r, has(r.size.length) && r.size.length == 2.5)", "true"),
    ("event.rows.filter(r, has(r.quantity)).map(r, r.quantity * 2) == [2, 4]", "true"),
    ("event.rows.map(r, has(r.quantity), r.quantity) == [1, 2]", "true"),
    ("event.rows.filter(r, has(r.item)).exists_one(r, r.item == \"fuse\")", "true"),
    ("[1, 2].all(x, [3, 4].exists(y, y == x + 2))", "true"),
    ("[1, 2].map(x, [3].map(x, x)[0]) == [3, 3]", "true"),
    ("\"item\" in event.rows[0] && !(\"none\" in event.rows[0])", "true"),
    ("size(event.rows) == 3 && event.rows.size() == size([1] + [2, 3])", "true"),
    // undeclared values of the wrong kind
    ("event.extra > 1", "? a value is of the wrong kind"),
    ("event.extra == 1", "false"),
    ("event.extra && true", "? a value is of the wrong kind"),
];

#[test]
fn conditions_say_what_their_words_say() {
    let (names, world) = (vocabulary(), world());
    for (text, expected) in CONDITIONS {
        let condition = match compile(text, &names) {
            Ok(condition) => condition,
            Err(problems) => panic!("{text}: {problems:?}"),
        };
        let said = match truth(&condition, &world) {
            Truth::True => "true".to_owned(),
            Truth::False => "false".to_owned(),
            Truth::Unknown(missing) => format!("? {missing}"),
        };
        assert_eq!(said, *expected, "{text}");
    }
}

#[test]
fn a_condition_printed_compiles_to_the_same_condition() {
    let names = vocabulary();
    for (text, _) in CONDITIONS {
        let condition = compile(text, &names).unwrap();
        let again = compile(&condition.to_string(), &names).unwrap_or_else(|e| panic!("{condition}: {e:?}"));
        assert_eq!(condition.expr(), again.expr(), "{text}\n{condition}");
    }
}

#[test]
fn values_of_any_type_can_be_keys_and_figures() {
    let (names, world) = (vocabulary(), world());
    for (text, expected) in [
        ("day(time)", Value::text("day 0")),
        ("last(eta_notified).expected_time", Value::Time(55 * MINUTE)),
        ("param.weekly * 2", Value::Int(6)),
        ("customer.kind", Value::text("居民")),
    ] {
        let value = compile_value(text, &names).unwrap();
        assert_eq!(eval(&value, &world), Ok(expected), "{text}");
    }
}

#[test]
fn a_condition_knows_what_it_depends_on_each_once() {
    let text =
        "order.area == \"urban\" && done(arrived) && last(arrived).time > time && order.area != \"rural\"";
    let condition = compile(text, &vocabulary()).unwrap();
    let places: Vec<_> = condition.places().iter().map(|place| place.place.to_string()).collect();
    assert_eq!(places, ["order.area", "event.time"]);
    assert_eq!(condition.places()[1].index, 1);
    assert_eq!(condition.activities().len(), 1);
}
