//! One log under a standard and under two organisations' overlays of it: which verdicts differ.

mod common;

use common::run;
use serde_json::Value;
use std::collections::BTreeMap;

/// Subject and clause, and its verdict under the standard, the strict city operator and the rural co-operative;
/// `-` where the pack has no such clause.
const DIFFERENT: &str = "\
shift-qian CITY.2 - broken -
shift-qian RURAL.1 - - broken
shift-qian S4.D3b broken broken -
shift-qian S4.D3c not_applicable not_applicable -
shift-qian S4.D5b broken broken kept
shift-qian S4.M4c broken broken -
shift-qian S4.M4d kept kept -
shift-qian S4.M4j broken broken -
shift-sun CITY.2 - broken -
shift-sun RURAL.1 - - kept
shift-sun S4.D2c broken broken kept
shift-sun S4.D3b not_applicable not_applicable -
shift-sun S4.D3c not_applicable not_applicable -
shift-sun S4.D8b broken broken kept
shift-sun S4.F4i broken broken kept
shift-sun S4.M4c not_applicable not_applicable -
shift-sun S4.M4d not_applicable not_applicable -
shift-sun S4.M4j not_applicable not_applicable -
shift-zhao CITY.2 - kept -
shift-zhao RURAL.1 - - kept
shift-zhao S4.D3b broken broken -
shift-zhao S4.D3c unknown unknown -
shift-zhao S4.D5b kept broken kept
shift-zhao S4.D8b kept broken kept
shift-zhao S4.F4i kept broken kept
shift-zhao S4.M4c not_applicable not_applicable -
shift-zhao S4.M4d not_applicable not_applicable -
shift-zhao S4.M4j not_applicable not_applicable -
visit-1 CITY.1 - broken -
visit-1 S4.ST3a kept broken kept
visit-2 CITY.1 - kept -
visit-2 S4.ST3a broken broken kept
";

/// The verdict of each subject and clause.
fn verdicts(pack: &str) -> BTreeMap<String, String> {
    let log = "../../docs/overlays/halls.jsonl";
    let ran = run(["audit", "-s", pack, log, "--now", "2026-03-03", "--format", "jsonl"]);
    assert_eq!(ran.status, 0, "{pack}: {}", ran.stderr);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut found = BTreeMap::new();
    for line in ran.stdout.lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        let key = format!("{} {}", text(&line["subject"]["id"]), text(&line["clause"]));
        found.insert(key, text(&line["verdict"]));
    }
    found
}

#[test]
fn an_organisations_own_limits_change_these_verdicts_and_no_others() {
    let base = verdicts("business-hall");
    let city = verdicts("../../docs/overlays/city-halls");
    let rural = verdicts("../../docs/overlays/rural-halls");
    let mut keys: Vec<&String> = base.keys().chain(city.keys()).chain(rural.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut told = String::new();
    for key in keys {
        let of = |pack: &BTreeMap<String, String>| pack.get(key).cloned().unwrap_or_else(|| "-".to_owned());
        let (base, city, rural) = (of(&base), of(&city), of(&rural));
        if base != city || base != rural {
            told.push_str(&format!("{key} {base} {city} {rural}\n"));
        }
    }
    assert_eq!(told, DIFFERENT);
}
