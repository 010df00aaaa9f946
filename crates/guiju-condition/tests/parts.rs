//! Conditions changed, and conditions that can never be true.

mod fixture;

use fixture::vocabulary;
use guiju_condition::{Lang, compile, never_true};

#[test]
fn every_single_change_is_a_mutant_and_each_differs() {
    let text =
        r#"order.area == "urban" && (crew_size < 3 || !done(left)) && event.rows.all(r, r.quantity >= 1)"#;
    let condition = compile(text, &vocabulary()).unwrap();
    let mutants = condition.mutants();
    let listed: Vec<_> = mutants
        .iter()
        .map(|m| format!("{} @ {}: {}", m.change.describe(Lang::En), &text[m.span.clone()], m.condition))
        .collect();
    let rows = "event.rows.all(r, r.quantity >= 1)";
    let expected = [
        format!("the condition negated @ {text}: !({text})"),
        format!(
            r#"without `order.area == "urban"` @ order.area == "urban": (crew_size < 3 || !done(left)) && {rows}"#
        ),
        format!(
            r#"without `crew_size < 3 || !done(left)` @ crew_size < 3 || !done(left): order.area == "urban" && {rows}"#
        ),
        format!(r#"without `{rows}` @ {rows}: order.area == "urban" && (crew_size < 3 || !done(left))"#),
        format!(
            r#"`!=` instead of `==` @ order.area == "urban": order.area != "urban" && (crew_size < 3 || !done(left)) && {rows}"#
        ),
        format!(r#"without `crew_size < 3` @ crew_size < 3: order.area == "urban" && !done(left) && {rows}"#),
        format!(r#"without `!done(left)` @ !done(left): order.area == "urban" && crew_size < 3 && {rows}"#),
        format!(
            r#"`<=` instead of `<` @ crew_size < 3: order.area == "urban" && (crew_size <= 3 || !done(left)) && {rows}"#
        ),
        format!(
            r#"without `!` @ !done(left): order.area == "urban" && (crew_size < 3 || done(left)) && {rows}"#
        ),
        format!(
            r#"`>` instead of `>=` @ r.quantity >= 1: order.area == "urban" && (crew_size < 3 || !done(left)) && {}"#,
            rows.replace(">=", ">")
        ),
    ];
    assert_eq!(listed, expected);
    for mutant in &mutants {
        assert_ne!(mutant.condition, condition);
        assert_eq!(mutant.condition.places(), condition.places());
    }
}

#[test]
fn parts_and_comparisons_are_counted_from_the_left() {
    let names = vocabulary();
    let condition = compile("crew_size > 1 && done(left) && l.qty < r.qty", &names).unwrap();
    assert_eq!(condition.parts().len(), 3);
    assert_eq!(condition.without_part(1).unwrap().to_string(), "crew_size > 1 && l.qty < r.qty");
    assert_eq!(condition.without_part(3), None);
    assert_eq!(condition.comparisons().len(), 2);
    let flipped = condition.with_comparison_flipped(1).unwrap();
    assert_eq!(flipped.to_string(), "crew_size > 1 && done(left) && l.qty <= r.qty");
    assert_eq!(condition.with_comparison_flipped(2), None);
    let single = compile("!done(left)", &names).unwrap();
    assert_eq!((single.parts().len(), single.without_part(0)), (1, None));
    assert_eq!(single.negated().to_string(), "done(left)");
    assert_eq!(single.mutants().len(), 1);
}

#[test]
fn contradictions_are_found_and_nothing_else_is_called_one() {
    let names = vocabulary();
    for (text, expected) in [
        ("false", true),
        ("true", false),
        ("1 > 2", true),
        ("cause_known && 1 + 1 == 3", true),
        (r#"order.area == "urban" && order.area == "rural""#, true),
        (r#"order.area == "urban" && order.area in ["rural", "remote"]"#, true),
        (r#"order.area != "urban" && order.area != "rural" && order.area != "remote""#, true),
        (r#"order.area != "urban" && !(order.area in ["rural"])"#, false),
        (r#"customer.kind != "a" && customer.kind != "b""#, false),
        (r#"customer.kind == "a" && customer.kind.contains("b")"#, false),
        ("crew_size < 1 && crew_size > 5", true),
        ("crew_size < 5 && crew_size > 1", false),
        ("crew_size < 2 && crew_size > 1", true),
        ("heel < 2 && heel > 1", false),
        ("crew_size >= 2 && crew_size <= 2", false),
        ("crew_size > 2 && 2 >= crew_size", true),
        ("crew_size == 3 && crew_size > 3", true),
        ("crew_size == 3 && crew_size == 3.0", false),
        ("count(arrived) < 0", true),
        ("count(arrived) < 1", false),
        ("cause_known && !cause_known", true),
        ("cause_known == true && !cause_known", true),
        ("cause_known != true && cause_known != false", true),
        ("done(left) && !(done(left) || cause_known)", true),
        ("done(left) && !(done(left) && cause_known)", false),
        ("l.qty < r.qty && r.qty < l.qty", true),
        ("l.qty <= r.qty && r.qty <= l.qty", false),
        ("l.qty <= r.qty && r.qty <= l.qty && l.qty != r.qty", true),
        ("time > time", true),
        ("(crew_size > 5 || crew_size < 1) && crew_size == 3", true),
        ("(crew_size > 5 || crew_size < 4) && crew_size == 3", false),
        ("(crew_size > 5 || cause_known) && (crew_size < 2 || !cause_known) && crew_size == 3", true),
        ("!has(a.x) && a.x > 1", true),
        ("!has(a.x) || a.x > 1", false),
        (r#"time > timestamp("2026-01-02T00:00:00Z") && time < timestamp("2026-01-01T00:00:00Z")"#, true),
        ("param.area_limit < duration(\"1h\") && param.area_limit > duration(\"90m\")", true),
        ("event.extra == 1 && event.extra == \"x\"", true),
        ("[1, 2].exists(x, x > 2)", true),
        ("event.rows.all(r, r.quantity > 1 && r.quantity < 1)", false),
    ] {
        assert_eq!(never_true(&compile(text, &names).unwrap()), expected, "{text}");
    }
}
