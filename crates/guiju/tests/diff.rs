//! `guiju diff`, as a user runs it.

mod common;

use common::{DESK, LATER, VISITS, copy_of_desk, folder, run};
use serde_json::Value;
use std::{fs, path::PathBuf};

/// A copy of the little pack with one text in its clauses replaced.
fn edited(name: &str, from: &str, to: &str) -> PathBuf {
    let desk = copy_of_desk(&folder(name));
    let clauses = desk.join("clauses/desk.yaml");
    let text = fs::read_to_string(&clauses).expect("it is there");
    assert!(text.contains(from), "no `{from}`");
    fs::write(&clauses, text.replace(from, to)).expect("it can be written");
    desk
}

#[test]
fn the_same_meaning_is_0_and_another_one_is_1_with_both_sentences_and_places() {
    let same = edited("diff-same", "  within: 2min", "  within:   120s   # two minutes");
    let ran = run(["diff".as_ref(), DESK.as_ref(), same.as_os_str()]);
    assert_eq!((ran.status, ran.stdout.lines().count()), (0, 2), "{}", ran.stdout);
    assert!(ran.stdout.contains("the meaning is the same"), "{}", ran.stdout);
    let other = edited("diff-other", "  within: 2min", "  within: 3min");
    let ran = run(["diff".as_ref(), DESK.as_ref(), other.as_os_str()]);
    assert_eq!(ran.status, 1);
    for part in [
        "~ D.1 Greeted within two minutes   tests/fixtures/desk/clauses/desk.yaml:2 → ",
        "within: 2min → 3min",
        "before  per: visit, when: came, then: greeted, within: 2min",
        "after   per: visit, when: came, then: greeted, within: 3min",
    ] {
        assert!(ran.stdout.contains(part), "no `{part}` in:\n{}", ran.stdout);
    }
}

#[test]
fn over_a_log_the_flips_are_counted_and_explained_and_only_what_may_flip_is_judged() {
    let other = edited("diff-over", "  within: 2min", "  within: 3min");
    let args = ["diff", DESK, &other.to_string_lossy(), "--format", "json", "--now", LATER, "--over", VISITS];
    let ran = run(args);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    let wire: Value = serde_json::from_str(&ran.stdout).expect("it is JSON");
    let over = &wire["over"];
    assert_eq!(over["judged"], serde_json::json!(["D.1"]));
    let clause = &over["clauses"][0];
    assert_eq!(clause["clause"], "D.1");
    assert_eq!(clause["flips"], serde_json::json!([{ "from": "broken", "to": "kept", "count": 1 }]));
    assert_eq!(clause["examples"][0]["subject"]["id"], "v2");
    assert!(clause["examples"][0]["because"]["en"].as_str().is_some_and(|text| text.contains("09:02:01")));
    let (old, new) = (&over["shares"]["old"], &over["shares"]["new"]);
    assert_eq!(new["kept"].as_u64(), old["kept"].as_u64().map(|kept| kept + 1), "{over}");
    assert_eq!(old["judged"], new["judged"]);
    assert_eq!(over["sites"][0]["name"], "西门店");
    assert_eq!(over["people"][0]["name"], "小李");
}

#[test]
fn a_pack_that_is_not_there_or_has_errors_is_2() {
    assert_eq!(run(["diff", DESK, "nowhere"]).status, 2);
    let wrong = edited("diff-wrong", "then: greeted", "then: greted");
    let ran = run(["diff".as_ref(), DESK.as_ref(), wrong.as_os_str()]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("unknown-activity"), "{}", ran.stderr);
}
