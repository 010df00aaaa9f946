//! The counts are Declare4Py's: over real logs, over random ones, and what happens where it stops.
//!
//! The golden files are made by `tests/data/declare/make.py`.

#![allow(clippy::disallowed_methods)] // a test reads files

use std::{fs, io::Read as _, path::PathBuf};

use flate2::read::GzDecoder;
use guiju_declare::{Report, check, read};
use guiju_log::{Log, LogBuilder, ReadOptions};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name)
}

fn text(name: &str) -> String {
    fs::read_to_string(data(name)).expect("the file is there")
}

fn rows(name: &str) -> Vec<Value> {
    let bytes = fs::read(data(name)).expect("the file is there");
    let mut text = String::new();
    let read = match name.ends_with(".gz") {
        true => GzDecoder::new(bytes.as_slice()).read_to_string(&mut text),
        false => bytes.as_slice().read_to_string(&mut text),
    };
    read.expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

fn options() -> ReadOptions {
    ReadOptions { zone: Some(TimeZone::UTC), ..ReadOptions::default() }
}

fn log(name: &str) -> Log {
    let mut builder = LogBuilder::new();
    let imported = guiju_log::read(data(name), &mut builder, &options()).expect("the log opens");
    assert_eq!(imported.refused_count(), 0);
    builder.finish()
}

fn answers(model: &str, log: &Log) -> Vec<Value> {
    let reading = read("model.decl", model);
    let shown = |finding: &guiju_standard::Diagnostic| {
        finding.render(&reading.sources, guiju_standard::Lang::En, false)
    };
    assert!(!reading.has_errors(), "{}", reading.findings.iter().map(shown).collect::<Vec<_>>().join("\n"));
    wire(&reading.model, &check(&reading.model, log))
}

fn wire(model: &guiju_declare::Model, report: &Report) -> Vec<Value> {
    let row = |(constraint, counts): (&guiju_declare::Constraint, &guiju_declare::Counts)| {
        json!({
            "constraint": constraint.text,
            "activations": counts.activations,
            "fulfilled": counts.fulfilled,
            "violated": counts.violated,
            "pending": counts.pending,
            "traces_satisfied": counts.traces_satisfied,
            "traces_satisfied_nonvacuous": counts.traces_satisfied_nonvacuous,
        })
    };
    model.constraints.iter().zip(&report.counts).map(row).collect()
}

fn assert_equal_on(name: &str) {
    let ours = answers(&text(&format!("declare/{name}.decl")), &log(&format!("{name}.xes.gz")));
    let theirs = rows(&format!("declare/{name}.jsonl"));
    assert_eq!(ours.len(), theirs.len());
    assert!(theirs.len() >= 40);
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours, theirs);
    }
}

#[test]
fn every_template_counts_as_declare4py_does_on_the_helpdesk() {
    assert_equal_on("helpdesk");
}

#[test]
fn every_template_counts_as_declare4py_does_on_incidents() {
    assert_equal_on("bpic2013_incidents");
}

#[test]
fn every_template_counts_as_declare4py_does_on_permits() {
    assert_equal_on("receipt");
}

#[test]
fn random_constraints_on_random_logs_count_as_in_declare4py() {
    let (mut equal, mut stopped) = (0, 0);
    for pair in rows("declare/random.jsonl.gz") {
        let seed = &pair["seed"];
        let mut builder = LogBuilder::new();
        let bytes = pair["log"].as_str().expect("a log").as_bytes();
        assert_eq!(guiju_log::read_from("random.xes", bytes, &mut builder, &options()).refused_count(), 0);
        let log = builder.finish();
        for theirs in pair["answers"].as_array().expect("answers") {
            let line = theirs["constraint"].as_str().expect("a line");
            if theirs.get("error").is_some() {
                // It stops; we give the natural answer or say what is wrong, and never nothing.
                let reading = read("model.decl", line);
                assert!(reading.has_errors() != (reading.model.constraints.len() == 1), "{seed}: {line}");
                assert_eq!(check(&reading.model, &log).counts.len(), reading.model.constraints.len());
                stopped += 1;
            } else {
                assert_eq!(answers(line, &log), std::slice::from_ref(theirs), "seed {seed}");
                equal += 1;
            }
        }
    }
    assert!(equal > 1000 && stopped > 100, "{equal} equal, {stopped} stopped");
}

/// Activations, fulfilled, violated, traces satisfied, of them not vacuously.
type Expected = (u64, u64, u64, u64, u64);

/// What is answered where Declare4Py stops with an error, line by line of `stops.decl`; the book tells it row by row.
const NATURAL: [Expected; 27] = [
    (4, 4, 0, 2, 2), // Succession
    (4, 4, 0, 2, 2),
    (4, 4, 0, 2, 2),
    (4, 4, 0, 2, 2), // Co-Existence
    (4, 0, 4, 0, 0), // Not Succession
    (4, 0, 4, 0, 0),
    (4, 0, 4, 0, 0),
    (2, 2, 0, 2, 2), // no conditions at all
    (2, 2, 0, 2, 2),
    (1, 1, 0, 2, 1), // no blank before the bar
    (1, 1, 0, 2, 1), // fewer than three conditions
    (2, 1, 1, 1, 1),
    (2, 1, 1, 1, 1),
    (0, 0, 0, 1, 1),
    (0, 0, 0, 2, 2),
    (2, 2, 0, 2, 2), // no blank after the comma
    (2, 1, 1, 1, 1), // same
    (2, 1, 1, 1, 1), // different
    (1, 1, 0, 2, 1), // a. and t.
    (1, 1, 0, 2, 1), // a value that begins with `and`
    (2, 1, 1, 1, 1), // a value with brackets
    (1, 1, 0, 2, 1), // a value in quotes after `is`
    (1, 1, 0, 2, 1), // an attribute's name with a blank
    (0, 0, 0, 2, 0), // a number and a text
    (1, 1, 0, 2, 1), // the attribute on the right
    (0, 0, 0, 2, 0), // one number in a list
    (2, 1, 1, 1, 1), // arithmetic with a second attribute
];

#[test]
fn where_declare4py_stops_the_natural_answer_is_given() {
    let model = text("declare/stops.decl");
    assert_eq!(model.lines().count(), NATURAL.len());
    let log = log("declare/stops.xes");
    let ours = answers(&model, &log);
    for ((row, theirs), expected) in ours.iter().zip(rows("declare/stops.jsonl")).zip(NATURAL) {
        assert!(theirs.get("error").is_some(), "it answers {theirs}");
        let count = |key: &str| row[key].as_u64().expect("a count");
        let counts = (
            count("activations"),
            count("fulfilled"),
            count("violated"),
            count("traces_satisfied"),
            count("traces_satisfied_nonvacuous"),
        );
        assert_eq!(counts, expected, "{}", row["constraint"]);
    }
}

#[test]
fn the_book_names_each_line_that_declare4py_stops_at() {
    let book = fs::read_to_string(data("../../docs/book/declare.md")).expect("the page");
    let (_, table) = book.split_once("<!-- stops -->").expect("the mark before the table");
    let table: Vec<&str> = table.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(table.len(), 18);
    let lines = text("declare/stops.decl");
    for row in table {
        let line = row.split('`').nth(1).expect("a line in backticks").replace("\\|", "|");
        assert!(lines.lines().any(|known| known == line), "`{line}` is not in stops.decl");
    }
}
