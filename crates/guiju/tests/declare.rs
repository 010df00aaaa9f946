//! `guiju declare`: its outputs, its errors, and the pack it makes.

mod common;

use common::{folder, run};
use serde_json::Value;
use std::{collections::BTreeMap, fs};

const MODEL: &str = "tests/fixtures/tickets.decl";
const LOG: &str = "../../tests/data/helpdesk.xes.gz";
const SMALL: &str = "../../tests/data/declare/stops.xes";

fn written(name: &str, text: &str) -> String {
    let path = folder(name).join("model.decl");
    fs::write(&path, text).expect("written");
    path.display().to_string()
}

#[test]
fn counts_come_as_a_table_a_document_or_lines() {
    let model = written("declare-formats", "Response[A, B] |A.x > 5 | |0,1,h\nInit[A] | |\n");
    let document: Value = serde_json::from_str(&run(["declare", &model, SMALL, "--format", "json"]).stdout)
        .expect("a document");
    let lines = run(["declare", &model, SMALL, "--format", "jsonl"]).stdout;
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("a line")).collect();
    assert_eq!(document, Value::Array(lines));
    assert_eq!(
        document[0],
        serde_json::json!({
            "constraint": "Response[A, B] |A.x > 5 | |0,1,h", "activations": 1, "fulfilled": 1, "violated": 0, "pending": 0,
            "traces_satisfied": 2, "traces_satisfied_nonvacuous": 1,
        })
    );
    let table = run(["declare", &model, SMALL]).stdout;
    assert!(table.contains("Init[A] | |") && table.ends_with("2 traces, 4 events\n"), "{table}");
}

#[test]
fn evidence_names_the_events_of_each_activation() {
    let model = written("declare-evidence", "Response[A, B] | | |0,1,h\nNot Chain Response[A, B] | | |\n");
    let evidence = folder("declare-evidence-file").join("evidence.jsonl").display().to_string();
    assert_eq!(run(["declare", &model, SMALL, "--evidence", &evidence]).status, 0);
    let lines: Vec<Value> = fs::read_to_string(&evidence)
        .expect("it is there")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line"))
        .collect();
    // Lines come trace by trace; within one, the order of constraints is not promised.
    let mut lines = lines;
    lines.sort_by_key(|line| (line["case"].to_string(), line["line"].to_string()));
    let told: Vec<String> = lines
        .iter()
        .map(|line| {
            format!(
                "{} {} {} {} {}",
                line["line"], line["case"], line["outcome"], line["event"], line["target"]
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            r#"1 "c1" "fulfilled" "c1/1" "c1/2""#,
            r#"2 "c1" "violated" "c1/1" "c1/2""#,
            r#"1 "c2" "violated" "c2/1" null"#,
            r#"2 "c2" "violated" "c2/1" "c2/2""#,
        ]
    );
}

#[test]
fn a_wrong_model_is_told_by_place_with_help() {
    let model =
        written("declare-wrong", "# comment\n  Respnse[A, B] | | |\nResponse[A, B] |A.x > five | |\n");
    let ran = run(["declare", &model, SMALL]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    for part in [
        "there is no template `Respnse`",
        "model.decl:2:3",
        "did you mean `Response`?",
        "`five` names nothing",
        "model.decl:3:23",
        "^^^^",
        "write a text as A.attribute is five",
    ] {
        assert!(ran.stderr.contains(part), "no `{part}` in {}", ran.stderr);
    }
    let chinese = run(["declare", &model, SMALL, "--lang", "zh"]).stderr;
    assert!(chinese.contains("没有模板“Respnse”") && chinese.contains("是否想写 Response？"), "{chinese}");
}

#[test]
fn a_trap_is_told_and_counted_as_declare4py_counts_it() {
    let model = written("declare-trap", "Response[A, B] | |T.x == A.x |\n");
    let ran = run(["declare", &model, SMALL, "--format", "json"]);
    assert_eq!(ran.status, 0);
    assert!(ran.stderr.contains("compares with the text `x`"), "{}", ran.stderr);
    assert!(ran.stdout.contains("\"violated\": 2"), "{}", ran.stdout);
}

/// The pack is in order, and on the helpdesk's log each of its clauses breaks as often as its constraint is violated.
#[test]
fn a_pack_made_from_a_model_counts_the_same() {
    let pack = folder("declare-pack").join("tickets").display().to_string();
    let made = run(["declare", MODEL, "--to-pack", &pack]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    for left_out in
        ["tickets.decl:15: left out, it asks for neighbours", "tickets.decl:16: left out, a data condition"]
    {
        assert!(made.stderr.contains(left_out), "{}", made.stderr);
    }
    assert!(
        fs::read_to_string(format!("{pack}/clauses/model.yaml"))
            .expect("clauses")
            .contains("# left out, a data condition")
    );
    assert_eq!(
        run(["declare", MODEL, "--to-pack", &pack]).status,
        2,
        "a folder with something in it stays as it is"
    );
    let lint = run(["lint", &pack]);
    assert!(lint.status == 0 && lint.stdout.contains(": 0 errors"), "{}", lint.stdout);
    let mut broken: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for line in run(["audit", "-s", &pack, LOG, "--format", "jsonl"]).stdout.lines() {
        let line: Value = serde_json::from_str(line).expect("a line");
        let clause = broken.entry(line["clause"].as_str().unwrap_or_default().to_owned()).or_default();
        clause.0 += u64::from(line["verdict"] != "broken");
        let activations = line["activations"].as_array().expect("activations");
        clause.1 += activations.iter().filter(|activation| activation["verdict"] == "broken").count() as u64;
    }
    let counts = run(["declare", MODEL, LOG, "--format", "jsonl"]).stdout;
    let counts: Vec<Value> = counts.lines().map(|line| serde_json::from_str(line).expect("a line")).collect();
    assert_eq!(broken.len(), 13);
    for (number, counts) in counts.iter().take(13).enumerate() {
        let (satisfied, violated) = broken[&format!("D.{}", number + 1)];
        assert_eq!(counts["traces_satisfied"], satisfied, "{counts}");
        if counts["activations"] != 0 {
            assert_eq!(counts["violated"], violated, "{counts}");
        }
    }
}
