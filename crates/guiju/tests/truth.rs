//! Packs against encounters that were acted out from the norms: nothing clean is found fault with.

mod common;

use common::{folder, run};
use std::{collections::BTreeSet, fs};

/// Judges clean encounters of a pack, at least `least` of them, and returns what is not kept.
fn faults(pack: &str, days: &str, least: usize) -> Vec<String> {
    let folder = folder(&format!("truth-{pack}"));
    let log = folder.join("log.jsonl").display().to_string();
    let clean = ["--deviations", "0", "--missing", "0", "--seed", "11"];
    let simulated = run(["simulate", "-s", pack, "--days", days, "-o", &log].into_iter().chain(clean));
    assert_eq!(simulated.status, 0, "{}", simulated.stderr);
    let out = folder.join("judged.jsonl").display().to_string();
    let args =
        ["audit", "-s", pack, "--closed", "--now", "2030-01-01", "--format", "jsonl", "-o", &out, &log];
    let judged = run(args);
    assert_eq!(judged.status, 0, "{}", judged.stderr);
    let mut subjects = BTreeSet::new();
    let mut faults = Vec::new();
    for line in fs::read_to_string(&out).expect("written").lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line");
        subjects.insert(line["subject"]["id"].as_str().unwrap_or_default().to_owned());
        if line["verdict"] == "broken" {
            faults.push(line.to_string());
        }
    }
    assert!(subjects.len() >= least, "only {} subjects", subjects.len());
    faults
}

#[test]
fn a_thousand_clean_calls_break_nothing() {
    let faults = faults("call-centre", "9", 1000);
    assert!(faults.is_empty(), "{} faults, the first: {}", faults.len(), faults[0]);
}
