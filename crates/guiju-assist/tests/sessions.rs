//! What an assistant promises beside the page that shows it (`docs/book/assist.md`).

mod common;

use guiju_assist::{Answer, Assistant, Request};
use serde_json::{Value, json};

const HOTLINE: &str = "crates/guiju/tests/fixtures/hotline";

fn told(assistant: &mut Assistant<'_>, request: Value) -> Value {
    let request: Request = serde_json::from_value(request).expect("a request");
    serde_json::to_value(assistant.answer(&request)).expect("an answer is JSON")
}

fn opening(id: &str, more: Value) -> Value {
    let mut open = json!({ "id": id, "encounter": "call", "started": "2026-03-02T09:00:00+08:00" });
    for (key, value) in more.as_object().into_iter().flatten() {
        open[key] = value.clone();
    }
    json!({ "open": open })
}

#[test]
fn a_lighter_breach_stops_a_draft_only_where_that_is_asked() {
    let plan = common::plan(HOTLINE);
    for (stop_at, ruling) in [(json!({}), "mind"), (json!({ "stop_at": "minor" }), "stop")] {
        let mut assistant = Assistant::new(&plan);
        told(&mut assistant, opening("c", stop_at));
        let answer = told(&mut assistant, json!({ "check": { "speaker": "agent", "text": "我不知道。" } }));
        assert_eq!(answer["ruling"]["ruling"], ruling);
        assert_eq!(answer["ruling"]["breaks"][0]["instead"]["zh"], "请稍等，我帮您查一下。");
    }
    let mut assistant = Assistant::new(&plan);
    let answer = told(&mut assistant, opening("c", json!({ "stop_at": "sometimes" })));
    assert!(answer["error"]["message"].as_str().is_some_and(|why| why.contains("critical")), "{answer}");
}

#[test]
fn a_draft_leaves_nothing_behind_and_excused_words_are_free() {
    let plan = common::plan(HOTLINE);
    let mut assistant = Assistant::new(&plan);
    told(&mut assistant, opening("c", json!({})));
    let ask = json!({ "check": { "text": "我不是说不知道，我正在查。" } });
    assert_eq!(told(&mut assistant, ask)["ruling"]["ruling"], "go");
    let ask = json!({ "check": { "text": "不清楚" } });
    let first = told(&mut assistant, ask.clone());
    assert_eq!(told(&mut assistant, ask), first);
    let closed = told(&mut assistant, json!({ "close": { "settled": true } }));
    let verdicts = closed["verdicts"]["clauses"].as_array().expect("clauses");
    assert!(verdicts.iter().all(|clause| clause["verdict"] != "broken"), "{closed}");
}

#[test]
fn dialogues_side_by_side_do_not_hear_each_other() {
    let plan = common::plan(HOTLINE);
    let mut assistant = Assistant::new(&plan);
    told(&mut assistant, opening("a", json!({})));
    told(&mut assistant, opening("b", json!({})));
    let turn = |dialogue: &str, text: &str| json!({ "turn": { "dialogue": dialogue, "speaker": "customer", "text": text, "at_ms": 1000, "end_ms": 2000 } });
    let a = told(&mut assistant, turn("a", "你们太慢了"));
    let b = told(&mut assistant, turn("b", "请问地址"));
    assert_eq!(a["advice"]["situations"][0]["situation"], "complaint");
    assert_eq!(b["advice"]["situations"], json!([]));
    let draft = |dialogue: &str| json!({ "check": { "dialogue": dialogue, "speaker": "agent", "text": "不归我们管" } });
    assert_eq!(told(&mut assistant, draft("a"))["ruling"]["ruling"], "stop");
    assert_eq!(told(&mut assistant, draft("b"))["ruling"]["ruling"], "go");
}

#[test]
fn time_alone_breaks_what_is_due_and_tells_it_once() {
    let plan = common::plan(HOTLINE);
    let mut assistant = Assistant::new(&plan);
    told(&mut assistant, opening("c", json!({})));
    told(&mut assistant, json!({ "event": { "type": "call_connected", "at_ms": 0, "source": "telephony" } }));
    let at = |ms: i64| json!({ "now": { "at_ms": ms } });
    assert_eq!(told(&mut assistant, at(10_000))["advice"]["broken"], json!([]));
    let late = told(&mut assistant, at(10_001));
    assert_eq!(late["advice"]["broken"][0]["clause"], "H.1");
    assert_eq!(told(&mut assistant, at(20_000))["advice"]["broken"], json!([]));
    // Time does not go back.
    assert_eq!(told(&mut assistant, at(5_000))["advice"]["say"], json!([]));
}

#[test]
fn any_text_is_taken() {
    let plan = common::plan(HOTLINE);
    let mut assistant = Assistant::new(&plan);
    told(&mut assistant, opening("c", json!({})));
    let odd = ["", "\u{0}\u{7}", "😀👨‍👩‍👧", "\u{202e}知道不", "{organisation}(|", &"喂".repeat(20_000)];
    for (number, text) in (0_i64..).zip(odd) {
        let at = number * 1000;
        let turn = json!({ "turn": { "speaker": "agent", "text": text, "at_ms": at, "end_ms": at - 5 } });
        let request: Request = serde_json::from_value(turn).expect("a request");
        assert!(matches!(assistant.answer(&request), Answer::Advice(_)), "{text}");
    }
}
