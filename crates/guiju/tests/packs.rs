//! The commands about packs: lint, test, coverage, explain, new, doc, schema.

mod common;

use common::{DESK, copy_of_desk, folder, guiju, ran, run, run_with};
use serde_json::Value;
use std::fs;

#[test]
fn a_sound_pack_has_nothing_to_mend() {
    let ran = run(["lint", DESK]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    assert!(ran.stdout.contains("nothing to mend"), "{}", ran.stdout);
}

#[test]
fn a_slip_is_shown_with_place_and_help_and_stops_other_commands() {
    let pack = copy_of_desk(&folder("slip"));
    let clauses = pack.join("clauses/desk.yaml");
    let text = fs::read_to_string(&clauses).expect("there").replace("then: greeted", "then: greted");
    fs::write(&clauses, text).expect("written");
    let pack = pack.display().to_string();
    let lint = run(["lint", &pack]);
    assert_eq!(lint.status, 1);
    for part in ["error[unknown-activity]", "clauses/desk.yaml:7:9", "did you mean `greeted`?", "1 error"] {
        assert!(lint.stdout.contains(part), "no `{part}` in\n{}", lint.stdout);
    }
    let json = run(["lint", &pack, "--format", "json"]);
    let findings: Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(findings[0]["code"], "unknown-activity");
    assert_eq!((&findings[0]["line"], &findings[0]["column"]), (&7.into(), &9.into()));
    for lang in ["zh", "en"] {
        assert!(findings[0]["message"][lang].as_str().is_some_and(|text| !text.is_empty()));
    }
    let audit = run(["audit", "-s", &pack, common::VISITS]);
    assert_eq!((audit.status, audit.stdout.as_str()), (2, ""));
    assert!(
        audit.stderr.contains("unknown-activity") && audit.stderr.contains("guiju explain"),
        "{}",
        audit.stderr
    );
}

#[test]
fn yaml_that_is_none_names_its_line() {
    let pack = copy_of_desk(&folder("no-yaml"));
    fs::write(pack.join("phrases.yaml"), "phrases:\n  a: [1\n  b: }\n").expect("written");
    let pack = pack.display().to_string();
    let lint = run(["lint", &pack]);
    assert_eq!(lint.status, 1);
    assert!(lint.stdout.contains("phrases.yaml:"), "{}", lint.stdout);
    fs::write(format!("{pack}/phrases.yaml"), [0xff, 0xfe, b'\n']).expect("written");
    let lint = run(["lint", &pack]);
    assert_eq!(lint.status, 2);
    assert!(lint.stderr.contains("phrases.yaml:1: not UTF-8"), "{}", lint.stderr);
}

#[test]
fn a_pack_that_is_not_there_is_answered_with_the_nearest() {
    let ran = run(["audit", "-s", "power-repiar", common::VISITS]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("did you mean `power-repair`?"), "{}", ran.stderr);
    let file = run(["lint", common::VISITS]);
    assert_eq!(file.status, 2);
    assert!(file.stderr.contains("is a file, not the folder of a pack"), "{}", file.stderr);
}

#[test]
fn packs_travel_in_the_binary() {
    let elsewhere = folder("elsewhere");
    let listed = ran(guiju().current_dir(&elsewhere).args(["lint", "helpdesk"]).output());
    assert_eq!(listed.status, 0, "{}{}", listed.stdout, listed.stderr);
    let all = ran(guiju().current_dir(&elsewhere).args(["coverage", "--format", "json"]).output());
    for pack in ["helpdesk", "power-repair"] {
        assert!(all.stdout.contains(&format!("\"pack\": \"{pack}\"")), "{}", all.stderr);
    }
    // A folder of that name comes first.
    let own = copy_of_desk(&elsewhere);
    fs::rename(own, elsewhere.join("helpdesk")).expect("renamed");
    let doc = ran(guiju().current_dir(&elsewhere).args(["doc", "helpdesk"]).output());
    assert!(doc.stdout.contains("Front desk"), "{}", doc.stderr);
}

#[test]
fn an_overlay_finds_its_base_in_the_binary() {
    let folder = folder("overlay").join("ours");
    fs::create_dir_all(&folder).expect("made");
    let text = "id: ours\nversion: 1.0.0\ntitle: { zh: 我们的, en: Ours }\nextends: helpdesk@1.0.0\noff: { HD.8: 不做软件 }\n";
    fs::write(folder.join("standard.yaml"), text).expect("written");
    let pack = folder.display().to_string();
    let doc = run(["doc", &pack]);
    assert_eq!(doc.status, 0, "{}", doc.stderr);
    assert!(doc.stdout.contains("id=\"HD.1\"") && !doc.stdout.contains("id=\"HD.8\""));
}

#[test]
fn cases_are_run_and_those_that_differ_are_told() {
    let ran = run(["test", DESK]);
    assert_eq!(ran.status, 0, "{}", ran.stdout);
    assert!(ran.stdout.contains("all 4 cases as expected"), "{}", ran.stdout);
    let pack = copy_of_desk(&folder("wrong-case"));
    let cases = pack.join("cases/desk.yaml");
    let text = fs::read_to_string(&cases).expect("there").replace("D.1: broken", "D.1: kept");
    fs::write(&cases, text).expect("written");
    let ran = run(["test".as_ref(), pack.as_os_str()]);
    assert_eq!(ran.status, 1);
    for part in [
        "过了两分钟",
        "cases/desk.yaml:",
        "D.1 Greeted within two minutes",
        "expected ● kept (kept), got ✕ broken (broken)",
        "1 of 4 cases",
    ] {
        assert!(ran.stdout.contains(part), "no `{part}` in\n{}", ran.stdout);
    }
}

#[test]
fn coverage_says_which_row_nothing_judges() {
    let whole = run(["coverage", DESK, "--format", "json"]);
    assert_eq!(whole.status, 0, "{}", whole.stdout);
    let rows: Value = serde_json::from_str(&whole.stdout).expect("JSON");
    assert_eq!(rows[0], serde_json::json!({ "row": "D.1", "pack": "desk", "clauses": ["D.1"] }));
    let pack = copy_of_desk(&folder("uncovered"));
    let articles = pack.join("articles.tsv");
    let text = fs::read_to_string(&articles).expect("there") + "D.3\t第3条\t客户离开时道别\tsay\n";
    fs::write(&articles, text).expect("written");
    let ran = run(["coverage".as_ref(), pack.as_os_str()]);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.contains("2 of the 3 rows") && ran.stdout.contains("no clause"), "{}", ran.stdout);
}

#[test]
fn a_text_becomes_a_pack_that_can_be_read() {
    let folder = folder("scaffold");
    let place = folder.join("counter");
    let text = "一、接待\n1. 客户到来，两分钟内起身迎接。\n2. 不说“不知道”。\n";
    let new = || run_with(text, ["new".as_ref(), place.as_os_str(), "--from".as_ref(), "-".as_ref()]);
    let made = new();
    assert_eq!(made.status, 0, "{}", made.stderr);
    let articles = fs::read_to_string(place.join("articles.tsv")).expect("there");
    assert!(articles.contains("两分钟内起身迎接"), "{articles}");
    assert_ne!(run(["lint".as_ref(), place.as_os_str()]).status, 2);
    assert_eq!(run(["coverage".as_ref(), place.as_os_str()]).status, 1);
    let again = new();
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("is there already"), "{}", again.stderr);
    assert_eq!(fs::read_dir(&folder).expect("readable").count(), 1, "nothing half-written is left");
}

#[test]
fn every_code_and_form_can_be_explained() {
    let list = run(["explain"]);
    assert_eq!(list.status, 0);
    let codes: Vec<&str> = list.stdout.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(codes.contains(&"unknown-activity"));
    let page = run(["explain", "unknown-activity"]);
    assert!(page.stdout.contains("Wrong:") && page.stdout.contains("Right:"), "{}", page.stdout);
    let form = run(["explain", "response"]);
    assert!(form.status == 0 && form.stdout.contains("```yaml"), "{}", form.stdout);
    let wrong = run(["explain", "unknown-activty"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.stderr.contains("did you mean `unknown-activity`?"), "{}", wrong.stderr);
}

#[test]
fn schemas_are_json_schemas() {
    for name in ["standard", "part", "clauses", "cases"] {
        let schema: Value = serde_json::from_str(&run(["schema", name]).stdout).expect("JSON");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
    assert_eq!(run(["schema", "clause"]).status, 2);
}

#[test]
fn the_handbook_says_what_to_do_and_never_to_say() {
    let ran = run(["doc", DESK, "--lang", "zh"]);
    for part in [
        "<html lang=\"zh-CN\">",
        "两分钟内起身迎接。",
        "Rise and greet within two minutes.",
        "不知道",
        "第1条",
        "2 分钟",
    ] {
        assert!(ran.stdout.contains(part), "no `{part}`");
    }
}
