//! `guiju audit` as programs and people use it.

mod common;

use common::{DESK, LATER, VISITS, folder, guiju, ran, run, run_with};
use serde_json::Value;
use std::{collections::BTreeMap, fs, process::Stdio};

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

fn audit<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let mut args = vec!["audit", "-s", DESK, "--now", LATER, VISITS];
    args.extend(more);
    args
}

/// The verdicts as `subject clause verdict`.
fn verdicts(stdout: &str) -> Vec<String> {
    let text =
        |line: &Value, pointer: &str| line.pointer(pointer).and_then(Value::as_str).unwrap_or("").to_owned();
    let verdict = |line: &Value| {
        format!("{} {} {}", text(line, "/subject/id"), text(line, "/clause"), text(line, "/verdict"))
    };
    lines(stdout).iter().map(verdict).collect()
}

#[test]
fn each_subject_and_clause_has_a_line() {
    let ran = run(audit(&["--format", "jsonl"]));
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let expected =
        ["v1 D.1 kept", "v1 D.2 kept", "v2 D.1 broken", "v2 D.2 broken", "v3 D.1 unknown", "v3 D.2 unknown"];
    assert_eq!(verdicts(&ran.stdout), expected);
}

#[test]
fn a_line_has_the_shape_that_others_rely_on() {
    let ran = run(audit(&["--format", "jsonl"]));
    let lines = lines(&ran.stdout);
    let late = &lines[2];
    assert_eq!(late["subject"], serde_json::json!({ "type": "visit", "id": "v2" }));
    assert_eq!(late["covers"], serde_json::json!(["D.1"]));
    assert_eq!(late["version"], "0.2.0");
    let activation = &late["activations"][0];
    let keys: Vec<&str> = activation.as_object().expect("an object").keys().map(String::as_str).collect();
    let expected = [
        "verdict",
        "activation",
        "target",
        "events",
        "spans",
        "due",
        "final_at",
        "because",
        "missing",
        "exception",
    ];
    assert_eq!(keys, expected);
    assert_eq!(activation["activation"], "f1");
    assert_eq!(activation["target"], "f2");
    assert_eq!(activation["due"], "2026-03-03T09:02:00+08:00");
    assert_eq!(activation["exception"], Value::Null);
    for lang in ["zh", "en"] {
        assert!(activation["because"][lang].as_str().is_some_and(|said| !said.is_empty()));
    }
    let said = &lines[3]["activations"][0]["spans"][0];
    assert_eq!((&said["event"], &said["text"]), (&"f3".into(), &"不知道".into()));
    assert_eq!(said["to"].as_u64().zip(said["from"].as_u64()).map(|(to, from)| to - from), Some(3));
    assert_eq!(lines[4]["activations"][0]["missing"], serde_json::json!(["photo"]));
}

#[test]
fn one_document_says_what_it_was_judged_by() {
    let ran = run(audit(&["--format", "json"]));
    let document: Value = serde_json::from_str(&ran.stdout).expect("one document");
    assert_eq!(document["standard"], "desk");
    assert_eq!(document["version"], "0.2.0");
    assert_eq!(document["now"], "2026-04-01T00:00:00+08:00");
    assert_eq!(document["refused"], serde_json::json!([]));
    assert_eq!(document["judgements"].as_array().map(Vec::len), Some(6));
}

#[test]
fn a_pipe_is_judged_like_a_file_and_several_logs_as_one() {
    let whole = fs::read_to_string(format!("{}/{VISITS}", env!("CARGO_MANIFEST_DIR"))).expect("the fixture");
    let from_file = run(audit(&["--format", "jsonl"])).stdout;
    let piped = run_with(&whole, ["audit", "-s", DESK, "--now", LATER, "--format", "jsonl", "-"]);
    assert_eq!((piped.status, &piped.stdout), (0, &from_file));
    let folder = folder("two-logs");
    let lines: Vec<&str> = whole.lines().collect();
    let halves = [folder.join("a.jsonl"), folder.join("b.jsonl")];
    // Cut inside an encounter, and handed over in the wrong order.
    fs::write(&halves[0], lines[..10].join("\n")).expect("written");
    fs::write(&halves[1], lines[10..].join("\n")).expect("written");
    let [first, second] = halves.map(|half| half.display().to_string());
    let two = run(["audit", "-s", DESK, "--now", LATER, "--format", "jsonl", &second, &first]);
    assert_eq!(two.stdout, from_file);
}

#[test]
fn filters_choose_clauses_sites_people_and_times() {
    let of = |more: &[&str]| verdicts(&run(audit(&[&["--format", "jsonl"], more].concat())).stdout);
    assert_eq!(of(&["--clause", "D.2", "--site", "b2"]), ["v2 D.2 broken"]);
    assert_eq!(of(&["--clause", "D.1", "--person", "s1"]), ["v1 D.1 kept"]);
    assert_eq!(of(&["--clause", "D.1", "--from", "2026-03-03"]), ["v2 D.1 broken", "v3 D.1 unknown"]);
    assert_eq!(of(&["--clause", "D.1", "--from", "2026-03-03", "--until", "2026-03-03"]), ["v2 D.1 broken"]);
    assert_eq!(of(&["--clause", "D.1", "--until", "2026-03-02T09:00"]), ["v1 D.1 kept"]);
    assert_eq!(of(&["--clause", "D.1", "--until", "2026-03-02T08:59:59"]), Vec::<String>::new());
    let unknown = run(audit(&["--clause", "D.12"]));
    assert_eq!(unknown.status, 2);
    assert!(unknown.stderr.contains("did you mean `D.1`?"), "{}", unknown.stderr);
    let nobody = run(audit(&["--person", "s3"]));
    assert!(nobody.stderr.contains("no person `s3`; did you mean `s1`?"), "{}", nobody.stderr);
}

#[test]
fn fail_on_asks_whether_something_so_severe_is_broken() {
    for (severity, status) in [("note", 1), ("minor", 1), ("major", 1), ("critical", 0)] {
        assert_eq!(run(audit(&["--fail-on", severity])).status, status, "{severity}");
    }
    assert_eq!(run(audit(&["--fail-on", "major", "--clause", "D.2"])).status, 0);
    assert_eq!(run(audit(&["--fail-on", "terrible"])).status, 2);
}

#[test]
fn what_is_still_owed_depends_on_now() {
    let at = |now: &str| {
        let ran = run(["audit", "-s", DESK, "--now", now, "--clause", "D.1", "--format", "jsonl", VISITS]);
        (verdicts(&ran.stdout), ran.stderr)
    };
    let (verdicts, stderr) = at("2026-03-02T09:01:30+08:00");
    assert!(verdicts.contains(&"v1 D.1 pending".to_owned()), "{verdicts:?}");
    assert!(stderr.contains("lie after `now`"), "{stderr}");
    assert!(at("2026-03-02T09:02:00").0.contains(&"v1 D.1 kept".to_owned()));
    let wrong = run(["audit", "-s", DESK, "--now", "yesterday", VISITS]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.stderr.contains("`--now yesterday` is not a time"), "{}", wrong.stderr);
}

#[test]
fn a_refused_record_is_named_and_the_rest_is_judged() {
    let whole = fs::read_to_string(format!("{}/{VISITS}", env!("CARGO_MANIFEST_DIR"))).expect("the fixture");
    let spoilt = format!("{{\"event\": {{\"id\": \"x\"}}}}\nnot json\n{whole}");
    let args = ["audit", "-s", DESK, "--now", LATER, "--format", "json"];
    let lax = run_with(&spoilt, args.iter().chain(&["-"]));
    assert_eq!(lax.status, 0);
    assert!(lax.stderr.contains("-:1: ") && lax.stderr.contains("-:2: "), "{}", lax.stderr);
    assert!(lax.stderr.contains("2 records refused, the rest is judged"), "{}", lax.stderr);
    let document: Value = serde_json::from_str(&lax.stdout).expect("one document");
    assert_eq!(document["refused"][1]["place"], "-:2");
    assert_eq!(document["judgements"].as_array().map(Vec::len), Some(6));
    let strict = run_with(&spoilt, args.iter().chain(&["--strict", "-"]));
    assert_eq!((strict.status, strict.stdout.as_str()), (2, ""));
    assert!(strict.stderr.contains("help: "), "{}", strict.stderr);
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let folder = folder("atomic");
    let place = folder.join("report.json");
    fs::write(&place, "the old one").expect("written");
    let path = place.display().to_string();
    let failed = run(["audit", "-s", DESK, "--strict", "--format", "json", "-o", &path, "Cargo.toml"]);
    assert_eq!(failed.status, 2);
    assert_eq!(fs::read_to_string(&place).expect("still there"), "the old one");
    let done = run(audit(&["--format", "json", "-o", &path]));
    assert_eq!((done.status, done.stdout.as_str()), (0, ""));
    assert!(fs::read_to_string(&place).expect("there").ends_with("]}\n"));
    let left: Vec<_> = fs::read_dir(&folder).expect("readable").filter_map(Result::ok).collect();
    assert_eq!(left.len(), 1, "{left:?}");
    let nowhere = run(audit(&["-o", "/nowhere/at/all.json"]));
    assert_eq!(nowhere.status, 2);
    assert!(nowhere.stderr.contains("cannot write `/nowhere/at/all.json`"), "{}", nowhere.stderr);
}

#[test]
#[cfg(unix)]
fn a_reader_who_has_had_enough_is_no_error() {
    let mut simulated =
        guiju().args(["simulate", "--days", "2"]).stdout(Stdio::piped()).spawn().expect("it runs");
    drop(simulated.stdout.take());
    assert_eq!(simulated.wait().expect("it ends").code(), Some(0));
    let mut child = guiju()
        .args(audit(&["--format", "jsonl"]))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let ran = ran(child.wait_with_output());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
}

#[test]
fn a_log_that_is_not_there_is_named() {
    let ran = run(["audit", "-s", DESK, "nothing.jsonl"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("cannot read `nothing.jsonl`"), "{}", ran.stderr);
}

#[test]
fn the_text_report_says_verdicts_clauses_sites_and_people() {
    let ran = run(audit(&[]));
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    for part in [
        "Front desk 0.2.0",
        "As things stand at 1 Apr 2026 00:00 (Asia/Shanghai)",
        "● kept",
        "✕ broken",
        "? unknown",
        "Kept 50.0% (95% interval 15.0%–85.0%): 4 judged, 2 broken",
        "Evidence covers 66.7%: 4 of 6",
        "Greeted within two minutes",
        "东门店 (b1)",
        "小李 (s2)",
    ] {
        assert!(ran.stdout.contains(part), "no `{part}` in\n{}", ran.stdout);
    }
    assert!(!ran.stdout.contains('\u{1b}'), "colours outside a terminal");
    let chinese = run(audit(&["--lang", "zh"]));
    assert!(chinese.stdout.contains("守住 50.0%（95% 区间 15.0%–85.0%）"), "{}", chinese.stdout);
}

#[test]
fn junit_fails_what_is_broken_and_skips_what_is_unknown() {
    let ran = run(audit(&["--format", "junit"]));
    assert!(ran.stdout.starts_with("<?xml"), "{}", ran.stdout);
    assert!(ran.stdout.contains("tests=\"6\" failures=\"2\""), "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("<skipped").count(), 2, "{}", ran.stdout);
}

#[test]
fn sarif_points_at_the_line_of_the_log() {
    let ran = run(audit(&["--format", "sarif"]));
    let sarif: Value = serde_json::from_str(&ran.stdout).expect("one document");
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 2);
    assert_eq!(results[0]["ruleId"], "D.1");
    assert_eq!(results[0]["level"], "error");
    assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"][0]["id"], "D.1");
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], VISITS);
    assert_eq!(place["region"]["startLine"], 11);
    assert!(
        results.iter().all(|result| result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()))
    );
}

#[test]
fn the_page_holds_all_and_asks_nobody() {
    let ran = run(audit(&["--format", "html"]));
    let page = &ran.stdout;
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    for part in [
        "data-set-lang=zh",
        "data-set-lang=en",
        "data-encounter",
        "data-timeline",
        "东门店",
        "小李",
        "两分钟内迎接",
    ] {
        assert!(page.contains(part), "no `{part}`");
    }
    // Words of the log are marked, and never become markup.
    assert!(page.contains("我<mark>不知道</mark>") && page.contains("&lt;b&gt;") && !page.contains("<b>我"));
    for outside in ["http://", "https://", "<link", "src="] {
        assert!(!page.contains(outside), "the page asks for `{outside}`");
    }
}

#[test]
fn a_real_log_gives_the_counts_that_a_second_way_gives() {
    let ran = run(["audit", "-s", "helpdesk", "--format", "jsonl", "../../tests/data/helpdesk.xes.gz"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let mut counts: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for line in ran.stdout.lines() {
        let line: Line = serde_json::from_str(line).expect("a line is JSON");
        *counts.entry(line.clause).or_default().entry(line.verdict).or_default() += 1;
    }
    // Made by tests/data/helpdesk_counts.py, from the XML alone.
    let second: BTreeMap<String, BTreeMap<String, u64>> =
        serde_json::from_str(include_str!("../../../tests/data/helpdesk_counts.json")).expect("counts");
    for (clause, verdicts) in second {
        for (verdict, count) in verdicts {
            let ours = counts.get(&clause).and_then(|counts| counts.get(&verdict)).copied().unwrap_or(0);
            assert_eq!(ours, count, "{clause} {verdict}");
        }
    }
}

/// What the counts need of a line.
#[derive(serde::Deserialize)]
struct Line {
    clause: String,
    verdict: String,
}

#[test]
fn any_number_of_workers_and_any_split_over_files_says_the_same() {
    let folder = folder("workers");
    let whole = folder.join("whole.jsonl");
    let simulated = run(["simulate", "--days", "1", "--sites", "2", "--per-day", "12", "-o"]
        .into_iter()
        .map(str::to_owned)
        .chain([whole.display().to_string()]));
    assert_eq!(simulated.status, 0, "{}", simulated.stderr);
    let text = fs::read_to_string(&whole).expect("a log");
    // Every third line into a file of its own: no file holds a subject whole.
    let parts: Vec<String> = (0..3)
        .map(|part| {
            let lines: Vec<&str> = text.lines().skip(part).step_by(3).collect();
            let path = folder.join(format!("part-{part}.jsonl"));
            fs::write(&path, lines.join("\n")).expect("written");
            path.display().to_string()
        })
        .collect();
    let judged = |workers: &str, logs: &[String]| {
        let args = ["audit", "-s", "power-repair", "--closed", "--format", "jsonl", "--workers", workers];
        let ran = run(args.into_iter().map(str::to_owned).chain(logs.iter().cloned()));
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        ran.stdout
    };
    let alone = judged("1", &[whole.display().to_string()]);
    assert!(alone.lines().count() > 500);
    assert!(judged("3", &[whole.display().to_string()]) == alone, "three workers");
    assert!(judged("2", &parts) == alone, "three files");
}

#[test]
fn a_xes_log_is_judged_in_parts_as_it_is_judged_whole() {
    let folder = folder("parts");
    let xes = "../../tests/data/helpdesk.xes.gz";
    let nothing = folder.join("nothing.jsonl");
    fs::write(&nothing, "").expect("written");
    let judged = |logs: &[&str]| {
        let args = ["audit", "-s", "helpdesk", "--format", "jsonl", "--now", LATER];
        let ran = run(args.into_iter().chain(logs.iter().copied()).map(str::to_owned));
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let mut lines: Vec<String> = ran.stdout.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let whole = judged(&[xes, &nothing.display().to_string()]);
    assert!(whole.len() > 30_000);
    assert!(judged(&[xes]) == whole);
}

#[test]
fn the_line_of_the_readme_judges_three_real_logs() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = fs::read_to_string(root.join("README.md")).expect("the README");
    let start = "cargo run --release -- audit -s docs/real-logs ";
    let args = readme.lines().find_map(|line| line.strip_prefix(start)).expect("the line");
    let line = format!("{} audit -s docs/real-logs --lang en {args}", env!("CARGO_BIN_EXE_guiju"));
    let ran =
        std::process::Command::new("sh").args(["-c", &line]).current_dir(&root).output().expect("a shell");
    let (told, wrong) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success() && wrong.is_empty(), "{wrong}");
    // Counted in the logs by a few lines of Python, too.
    let counts = [
        "Case 13,568",
        "     332   7,546  95.6%  Not queued again once completed",
        "     272   4,511  94.0%  Out of the queue within seven days",
        "     192   1,434  86.6%  Confirmation sent within fourteen days",
    ];
    for count in counts {
        assert!(told.contains(count), "no `{count}` in {told}");
    }
    let said = run(["lint", "../../docs/real-logs"]);
    assert_eq!((said.status, run(["test", "../../docs/real-logs"]).status), (0, 0), "{}", said.stdout);
}
