//! `guiju say` and `guiju phrase suggest`: for those who write phrases.

mod common;

use common::run;
use serde_json::Value;

const HOTLINE: &str = "tests/fixtures/hotline";
const CALLS: &str = "tests/fixtures/hotline/calls.jsonl";

#[test]
fn each_turn_is_told_with_what_counts_what_does_not_and_what_is_missing() {
    let ran = run(["say", "-s", HOTLINE, CALLS]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    for told in [
        "  1 09:00:01 agent: 您好，远航汽车客服。\n      ● “远航汽车客服”  centre_name\n      ● “您好”  greeting\n",
        "      ▷ situation complaint\n",
        "      – “不知道”  dont_know (H.2), does not count: negated\n",
        "      ✕ “不归我们管”  none_of_ours (H.5)\n",
        "“greeting” was said",
    ] {
        let told = told.replace("“greeting”", "“a greeting”");
        assert!(ran.stdout.contains(&told), "no `{told}` in\n{}", ran.stdout);
    }
}

#[test]
fn programs_get_a_line_for_each_turn_and_each_clause_not_kept() {
    let ran = run(["say", "-s", HOTLINE, CALLS, "--dialogue", "h2", "--format", "jsonl"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let lines: Vec<Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let turns: Vec<&Value> = lines.iter().filter(|line| line["turn"].is_u64()).collect();
    assert_eq!(turns.len(), 3);
    assert_eq!(turns[1]["situations"], serde_json::json!(["complaint"]));
    let taboo = &turns[2]["forbidden"][0];
    assert_eq!((&taboo["clause"], &taboo["counts"]), (&Value::from("H.5"), &Value::from(true)));
    assert_eq!(taboo["spans"][0]["text"], "不归我们管");
    let clauses: Vec<&str> = lines.iter().filter_map(|line| line["clause"].as_str()).collect();
    assert_eq!(clauses, ["H.1", "H.4", "H.5"]);
    assert!(lines.iter().all(|line| line["dialogue"] == "h2"));
}

#[test]
fn a_dialogue_that_is_not_there_is_wrong_input() {
    let ran = run(["say", "-s", HOTLINE, CALLS, "--dialogue", "h9"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("no dialogue"), "{}", ran.stderr);
}

#[test]
fn what_a_reviewer_kept_and_the_pattern_missed_is_proposed() {
    let labels = "tests/fixtures/hotline/reviewed.tsv";
    let ran = run(["phrase", "suggest", "-s", HOTLINE, CALLS, "--labels", labels]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(ran.stdout, "apology.any: 真是过意不去\n    mends h1\n");
    let ran = run(["phrase", "suggest", "-s", HOTLINE, CALLS, "--labels", labels, "--format", "jsonl"]);
    let line: Value = serde_json::from_str(ran.stdout.trim()).expect("a line is JSON");
    let expected = serde_json::json!({
        "phrase": "apology", "key": "any", "pattern": "真是过意不去", "mends": ["h1"], "also_in": [],
    });
    assert_eq!(line, expected);
}
