//! Mutation testing of a small pack: every kind of change is made, and its cases fail on what they show and on nothing else.
#![expect(clippy::disallowed_methods, reason = "tests read the pack from the repository")]

use guiju_judge::mutate::{self, ClauseReport, Explained, Report, Share};
use guiju_judge::{Plan, case};
use guiju_standard::{Lang, NoLibrary, PackFiles, coverage_where};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/mutants")
}

fn plan() -> Plan {
    let mut files: Vec<(String, String)> = Vec::new();
    for inside in ["", "clauses/", "cases/"] {
        for entry in std::fs::read_dir(folder().join(inside)).expect("the pack's folder").flatten() {
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
    let reading = guiju_standard::read(&PackFiles { folder: "mutants".to_owned(), files }, &NoLibrary);
    let told: Vec<String> =
        reading.findings.iter().map(|f| f.render(&reading.sources, Lang::En, false)).collect();
    let standard = reading.standard.unwrap_or_else(|| panic!("not read:\n{}", told.join("\n")));
    guiju_judge::compile(Arc::new(standard)).expect("a standard that was read compiles")
}

fn report(plan: &Plan) -> Report {
    let mut heard = Vec::new();
    let report = mutate::run(plan, Share::WHOLE, &mut |done, all| heard.push((done, all)))
        .expect("a compiled standard");
    assert_eq!(heard.last(), Some(&(report.mutants(), report.mutants())), "progress ends at the end");
    report
}

#[test]
fn shares_joined_say_what_the_whole_says() {
    let plan = plan();
    let told = |report: &Report| {
        let clause = |clause: &ClauseReport| {
            let survivors: Vec<&str> =
                clause.survivors.iter().map(|survivor| survivor.name.as_str()).collect();
            format!("{} {} {} {survivors:?}", clause.clause, clause.mutants, clause.killed)
        };
        report.per_clause.iter().map(clause).collect::<Vec<_>>()
    };
    let mut shares = (0..3)
        .map(|part| mutate::run(&plan, Share { part, of: 3 }, &mut |_, _| {}).expect("a compiled standard"));
    let mut joined = shares.next_back().expect("three");
    shares.for_each(|share| joined.join(share));
    assert_eq!(told(&joined), told(&report(&plan)));
}

#[test]
fn cases_of_the_pack_hold_as_it_is() {
    let plan = plan();
    let wrong: Vec<String> = plan
        .standard
        .cases
        .iter()
        .flat_map(|case| {
            case::run(&plan, case).expect("a readable case").differs.into_iter().map(move |d| (case, d))
        })
        .map(|(case, d)| format!("{}: {} expected {}, found {}", case.name, d.clause, d.expected, d.found))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_kind_of_change_is_made_and_its_fate_is_as_listed() {
    let plan = plan();
    let generated: BTreeSet<String> = mutate::mutants(&plan.standard).map(|mutant| mutant.name).collect();
    let report = report(&plan);
    assert_eq!(report.failing, 0);
    assert_eq!(report.mutants(), generated.len(), "names are unique");
    let survivors: BTreeSet<&str> = report.survivors().map(|survivor| survivor.name.as_str()).collect();
    let list = std::fs::read_to_string(folder().join("expected.tsv")).expect("the list");
    let mut wrong = Vec::new();
    let mut listed: BTreeMap<&str, &str> = BTreeMap::new();
    for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (fate, name) = line.split_once('\t').expect("fate and name");
        listed.insert(name, fate);
        let found = match (generated.contains(name), survivors.contains(name)) {
            (false, _) => "absent",
            (true, true) => "survives",
            (true, false) => "killed",
        };
        if found != fate {
            wrong.push(format!("{name}: listed as {fate}, is {found}"));
        }
    }
    for name in survivors {
        if !listed.contains_key(name) {
            wrong.push(format!("{name}: survives and is not listed"));
        }
    }
    let all: Vec<&str> = generated.iter().map(String::as_str).collect();
    assert!(wrong.is_empty(), "{}\n\nall:\n{}", wrong.join("\n"), all.join("\n"));
}

#[test]
fn a_mutant_differs_from_its_standard_in_what_it_names() {
    let plan = plan();
    let mutant = mutate::mutants(&plan.standard).find(|m| m.name == "arrive/limit.urban+1ms").expect("made");
    assert_eq!(mutant.clause, "arrive");
    assert_eq!(plan.standard.sources.place(mutant.place).to_string(), "mutants/params.yaml:2:29");
    assert_eq!(mutant.what.get(Lang::En), "limit: urban: 45min → 45min1ms");
    let limit = |standard: &guiju_standard::Standard| format!("{:?}", standard.params["limit"].values);
    assert_ne!(limit(&mutant.standard), limit(&plan.standard));
    let clauses = |standard: &guiju_standard::Standard| format!("{:?}", standard.clauses);
    assert_eq!(clauses(&mutant.standard), clauses(&plan.standard));
}

#[test]
fn a_survivor_that_is_explained_is_settled_until_it_is_gone() {
    let plan = plan();
    let mut report = report(&plan);
    assert!(!report.is_settled());
    let mut known: Vec<Explained> = report
        .survivors()
        .map(|survivor| Explained { name: survivor.name.clone(), reason: "known".to_owned() })
        .collect();
    report.explain(&known);
    assert!(report.is_settled());
    known.push(Explained { name: "arrive/gone".to_owned(), reason: "was killed".to_owned() });
    report.explain(&known);
    assert_eq!(report.gone, ["arrive/gone"]);
    assert!(!report.is_settled());
}

#[test]
fn explanations_are_a_name_and_a_reason() {
    let read = mutate::explanations("# why\narrive/-unless\tno storm here\n\n");
    assert_eq!(
        read.expect("two columns"),
        [Explained { name: "arrive/-unless".to_owned(), reason: "no storm here".to_owned() }]
    );
    let bad = mutate::explanations("arrive/-unless").expect_err("no reason");
    assert_eq!(bad.line, 1);
}

#[test]
fn a_row_is_proved_by_a_case_in_which_its_clause_is_broken() {
    let plan = plan();
    let mut proved = mutate::proved(&plan);
    let rows = coverage_where(&plan.standard, &mut proved);
    let unproven: Vec<&str> =
        rows.iter().filter(|row| !row.is_settled()).map(|row| row.row.as_str()).collect();
    assert!(unproven.is_empty(), "{unproven:?}");
}
