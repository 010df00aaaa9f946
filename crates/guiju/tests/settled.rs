//! What the packs in the binary promise about themselves: every row judged or excluded with a reason, every mutant killed
//! or explained.

mod common;

use common::run;
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::PathBuf};

/// Rows of the text that oblige somebody, and those that oblige nobody, of a pack.
const ROWS: [(&str, usize, usize); 10] = [
    ("power-repair", 150, 2),
    ("call-centre", 58, 1),
    ("business-hall", 128, 3),
    ("site-visit", 232, 2),
    ("supervision", 52, 15),
    ("bus-operation", 18, 1),
    ("helpdesk", 8, 1),
    ("sales-visit", 27, 3),
    ("branch-culture", 146, 3),
    ("model-window", 48, 4),
];

/// Mutants that a pack explains. One more needs a case, or a reason that a reader accepts.
const EXPLAINED: [(&str, usize); 10] = [
    ("power-repair", 17),
    ("call-centre", 2),
    ("business-hall", 0),
    ("site-visit", 12),
    ("helpdesk", 0),
    ("supervision", 6),
    ("bus-operation", 4),
    ("sales-visit", 3),
    ("branch-culture", 4),
    ("model-window", 8),
];

fn pack(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../standards").join(name)
}

/// The rows of a pack, by id: the clauses that judge each, and why it is excluded.
fn coverage(name: &str) -> BTreeMap<String, (Vec<Value>, Option<String>)> {
    let shown = pack(name).display().to_string();
    let ran = run(["coverage", &shown, "--format", "json"]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    let rows: Vec<Value> = serde_json::from_str(&ran.stdout).expect("JSON");
    let of_row = |row: &Value| {
        let clauses = row["clauses"].as_array().cloned().unwrap_or_default();
        let because = row["excluded_because"].as_str().map(str::to_owned);
        (row["row"].as_str().unwrap_or_default().to_owned(), (clauses, because))
    };
    rows.iter().map(of_row).collect()
}

#[test]
fn every_row_that_obliges_somebody_is_judged() {
    for (name, obliging, excluded) in ROWS {
        let rows = coverage(name);
        assert_eq!(rows.values().filter(|(clauses, _)| !clauses.is_empty()).count(), obliging, "{name}");
        let without: Vec<_> = rows.values().filter(|(clauses, _)| clauses.is_empty()).collect();
        assert_eq!(without.len(), excluded, "{name}: {without:?}");
        assert!(without.iter().all(|(_, because)| because.is_some()), "{name}: {without:?}");
    }
}

#[test]
fn every_article_that_is_not_context_is_judged() {
    for (name, _, _) in ROWS {
        let rows = coverage(name);
        let articles = fs::read_to_string(pack(name).join("articles.tsv")).expect("the pack has articles");
        let mut told = 0;
        for line in articles.lines().skip(1) {
            let [id, _, _, kind] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{name}: `{line}` has not four fields")
            };
            let (clauses, _) = rows.get(id).unwrap_or_else(|| panic!("{name}: {id} is not told"));
            assert_eq!(clauses.is_empty(), kind == "context", "{name}: {id} of kind {kind}");
            told += 1;
        }
        assert_eq!(told, rows.len(), "{name}");
    }
}

#[test]
fn no_more_mutants_are_explained_than_are_known() {
    for (name, known) in EXPLAINED {
        let text = fs::read_to_string(pack(name).join("mutants.tsv")).unwrap_or_default();
        let explained = guiju_judge::mutate::explanations(&text).expect("a name and a reason in each line");
        assert_eq!(explained.len(), known, "{name}");
    }
}
