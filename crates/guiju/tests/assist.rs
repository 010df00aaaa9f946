//! `guiju assist`, as its page shows it.

mod common;

use common::run_with;
use serde_json::Value;

const HOTLINE: &str = "tests/fixtures/hotline";
const PAGE: &str = include_str!("../../../docs/book/assist.md");

/// Whether an answer has all that is shown of it; a list that is shown has as many items.
fn holds(answer: &Value, shown: &Value) -> bool {
    match (answer, shown) {
        (Value::Object(answer), Value::Object(shown)) => {
            shown.iter().all(|(key, shown)| answer.get(key).is_some_and(|answer| holds(answer, shown)))
        }
        (Value::Array(answer), Value::Array(shown)) => {
            answer.len() == shown.len()
                && answer.iter().zip(shown).all(|(answer, shown)| holds(answer, shown))
        }
        _ => answer == shown,
    }
}

#[test]
fn the_page_shows_what_is_answered() {
    let told: Vec<&str> = PAGE.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    let shown: Vec<&str> = PAGE.lines().filter_map(|line| line.strip_prefix("< ")).collect();
    assert!(told.len() > 10);
    let ran = run_with(&told.join("\n"), ["assist", "-s", HOTLINE]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let answers: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(answers.len(), told.len());
    assert_eq!(shown.len(), told.len());
    for ((told, answer), shown) in told.iter().zip(answers).zip(shown) {
        let answer: Value = serde_json::from_str(answer).expect("an answer is JSON");
        let shown: Value = serde_json::from_str(shown).expect("what is shown is JSON");
        assert!(holds(&answer, &shown), "after {told}\n{answer:#}\nis not\n{shown:#}");
    }
}

#[test]
fn what_is_no_request_is_answered_and_the_rest_goes_on() {
    let input = "nonsense\n{\"turn\": {\"speaker\": \"agent\"}}\n\n\
        {\"open\": {\"id\": \"c\", \"encounter\": \"call\", \"started\": \"yesterday\"}}\n\
        {\"open\": {\"id\": \"c\", \"encounter\": \"call\", \"started\": \"2026-03-02T09:00:00Z\"}}\n\
        {\"check\": {}}\n\
        {\"turn\": {\"speaker\": \"agent\", \"text\": \"\\u0000😀\u{202e}\", \"at_ms\": 9223372036854775807}}\n\
        {\"turn\": {\"speaker\": \"agent\", \"text\": \"\\u0000😀\u{202e}\", \"at_ms\": -5}}\n\
        {\"close\": {}}\n{\"close\": {}}\n";
    let ran = run_with(input, ["assist", "-s", HOTLINE]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let kinds: Vec<String> = ran
        .stdout
        .lines()
        .map(|line| {
            let answer: Value = serde_json::from_str(line).expect("an answer is JSON");
            answer.as_object().and_then(|answer| answer.keys().next().cloned()).unwrap_or_default()
        })
        .collect();
    let expected = ["error", "error", "error", "advice", "error", "error", "advice", "verdicts", "error"];
    assert_eq!(kinds, expected, "{}", ran.stdout);
}
