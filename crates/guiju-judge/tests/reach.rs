//! What a change cannot reach judges as before: judging only the clauses in its reach says the same as judging all of them.
//!
//! Changes are the mutants of two packs (bounds, directions, conditions, exceptions, speech, records, tables, figures), judged
//! over the packs' own cases. Of the large pack a few mutants are tried, with `GUIJU_STEP=1` all, with 50 every fiftieth.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read packs from the repository, and a longer run is asked for"
)]

use guiju_judge::case::{CaseLog, judge_log, log_of};
use guiju_judge::{Plan, Verdict, compile, compile_only, mutate};
use guiju_standard::diff::{Reach, diff, reach};
use guiju_standard::{Lang, Library, PackFiles, Standard};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The packs of the repository, for `includes`.
struct Shelf;

impl Library for Shelf {
    fn pack(&self, name: &str) -> Option<PackFiles> {
        Some(files(&PathBuf::from("../../standards").join(name)))
    }
}

/// The files of a pack; an included one has neither clauses nor cases.
fn files(folder: &Path) -> PackFiles {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<(String, String)> = Vec::new();
    for inside in ["", "clauses/", "cases/"] {
        for entry in std::fs::read_dir(folder.join(inside)).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".yaml") {
                files.push((
                    format!("{inside}{name}"),
                    std::fs::read_to_string(entry.path()).expect("a file"),
                ));
            }
        }
    }
    files.sort();
    PackFiles { folder: "pack".to_owned(), files }
}

fn standard(folder: &str) -> Standard {
    let reading = guiju_standard::read(&files(Path::new(folder)), &Shelf);
    let told: Vec<String> =
        reading.findings.iter().map(|f| f.render(&reading.sources, Lang::En, false)).collect();
    reading.standard.unwrap_or_else(|| panic!("not read:\n{}", told.join("\n")))
}

fn plan(standard: Arc<Standard>) -> Plan {
    compile(standard).expect("a standard that was read compiles")
}

/// Verdicts by clause.
fn verdicts(plan: &Plan, log: &CaseLog) -> BTreeMap<String, Verdict> {
    let judgement = judge_log(plan, log);
    let of = |clause: &Arc<guiju_judge::ClauseJudgement>| {
        (plan.standard.clauses[clause.clause].id.clone(), clause.verdict)
    };
    judgement.clauses.iter().map(of).collect()
}

/// What was tried.
#[derive(Default, Debug)]
struct Tried {
    mutants: usize,
    flips: usize,
    /// Verdicts that need not be judged again.
    spared: usize,
}

/// Judges logs by a standard and by every `step`th of its `first` mutants, each over every `stride`th case.
fn holds(folder: &str, first: usize, step: usize, stride: usize) -> Tried {
    let old = Arc::new(standard(folder));
    let before = plan(old.clone());
    let logs: Vec<CaseLog> =
        old.cases.iter().map(|case| log_of(&before, case).expect("a readable case")).collect();
    let was: Vec<BTreeMap<String, Verdict>> = logs.iter().map(|log| verdicts(&before, log)).collect();
    let mut tried = Tried::default();
    for (number, mutant) in mutate::mutants(&old).enumerate().take(first).step_by(step) {
        let name = &mutant.name;
        let reach = reach(&old, &mutant.standard);
        assert_ne!(reach, Reach::Clauses(Default::default()), "{name} reaches nothing");
        let placed = Standard { sources: old.sources.clone(), ..(*mutant.standard).clone() };
        assert!(!diff(&old, &placed).is_none(), "{name} is no change");
        let after = plan(mutant.standard.clone());
        let limited =
            compile_only(mutant.standard.clone(), |clause| reach.includes(&clause.id)).expect("it compiles");
        tried.mutants += 1;
        for at in (number % stride..logs.len()).step_by(stride) {
            let is = verdicts(&after, &logs[at]);
            let judged = verdicts(&limited, &logs[at]);
            for (id, verdict) in &is {
                let before = was[at].get(id);
                let case = &old.cases[at].name;
                if reach.includes(id) {
                    assert_eq!(judged.get(id), Some(verdict), "{name}: {id} judged alone, case {case}");
                } else {
                    assert_eq!(
                        before,
                        Some(verdict),
                        "{name} flips {id}, which it does not reach, case {case}"
                    );
                    tried.spared += 1;
                }
                tried.flips += usize::from(before != Some(verdict));
            }
            assert!(judged.keys().all(|id| is.contains_key(id)), "{name}");
        }
    }
    tried
}

#[test]
fn mutants_of_a_small_pack_flip_only_what_they_reach() {
    let tried = holds("tests/mutants", usize::MAX, 1, 1);
    assert!(tried.flips > 100 && tried.spared > 1_000, "{tried:?}");
}

#[test]
fn mutants_of_a_large_pack_flip_only_what_they_reach() {
    let asked: Option<usize> = std::env::var("GUIJU_STEP").ok().and_then(|text| text.parse().ok());
    let (first, step) = asked.map_or((60, 30), |step| (usize::MAX, step));
    let tried = holds("../../standards/power-repair", first, step, 80);
    assert!(tried.spared > 100, "{tried:?}");
}
