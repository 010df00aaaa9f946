//! The fast ways to a judgement say what the slow ones say, to the last word, on simulated weeks.
#![expect(clippy::disallowed_methods, reason = "tests read the pack from the repository")]

use guiju_judge::{Desk, Plan, judge, judge_each};
use guiju_log::{Log, LogBuilder, ReadOptions};
use guiju_standard::{Library, PackFiles};
use std::path::PathBuf;
use std::sync::Arc;

/// The packs of the repository.
struct Shelf;

impl Library for Shelf {
    fn pack(&self, name: &str) -> Option<PackFiles> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../standards").join(name);
        let mut files: Vec<(String, String)> = Vec::new();
        for inside in ["", "clauses/"] {
            // What is included has no clauses of its own.
            for entry in std::fs::read_dir(folder.join(inside)).into_iter().flatten().flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                if name.ends_with(".yaml") || name.ends_with(".tsv") {
                    let text = std::fs::read_to_string(entry.path()).expect("a file");
                    files.push((format!("{inside}{name}"), text));
                }
            }
        }
        files.sort();
        Some(PackFiles { folder: name.to_owned(), files })
    }
}

fn plan() -> Plan {
    let pack = Shelf.pack("power-repair").expect("a pack");
    let reading = guiju_standard::read(&pack, &Shelf);
    guiju_judge::compile(Arc::new(reading.standard.expect("a pack without errors"))).expect("it compiles")
}

/// A few days of a small utility; without words also without what could have heard them.
fn log(seed: u64, words: bool) -> Log {
    let plan = guiju_simulate::Plan {
        seed,
        days: 1,
        sites: 2,
        per_day: 12,
        deviation_rate: 0.5,
        missing_evidence_rate: 0.2,
        ..guiju_simulate::Plan::default()
    };
    let mut lines = Vec::new();
    guiju_simulate::simulate(&plan, &mut lines).expect("memory takes it");
    let mut lines = String::from_utf8(lines).expect("text");
    if !words {
        let silent = lines.lines().filter(|line| !line.contains("\"utterance\""));
        lines = silent.map(|line| line.replace("\"transcript\"", "\"nothing_else\"") + "\n").collect();
        lines = lines.replace("\"nothing_else\",", "").replace(",\"nothing_else\"", "");
    }
    let mut builder = LogBuilder::new();
    guiju_log::read_from("simulated.jsonl", lines.as_bytes(), &mut builder, &ReadOptions::default());
    builder.finish()
}

#[test]
fn a_clause_that_nothing_touches_says_what_it_says_when_judged() {
    let plan = plan();
    for (seed, words) in [(1, false), (3, true)] {
        let log = log(seed, words);
        let (_, last) = log.span().expect("events");
        // Also while services are still open.
        for now in [last + 1, last - 86_400_000_000] {
            let desk = Desk::new(&plan, &log);
            for subject in desk.subjects(now) {
                let history = desk.history(subject.clone(), now, false);
                let (fast, slow) = (judge(&plan, &history), judge_each(&plan, &history));
                assert_eq!(fast.clauses.len(), slow.clauses.len());
                for (fast, slow) in fast.clauses.iter().zip(&slow.clauses) {
                    let clause = &plan.standard.clauses[slow.clause].id;
                    assert_eq!(fast, slow, "{clause} of {}, seed {seed}", subject.id);
                }
            }
        }
    }
}
