//! Checking DECLARE constraints: beside Declare4Py, activation by activation, and beside pm4py, which answers per trace.

use std::{fmt::Write, path::Path};

use serde_json::Value;

use crate::{
    Bench, Failure,
    repeat::{Repeated, logs},
    run::{Run, run},
};

const ONE: &str = "0";
/// A peer that would take longer is measured on the log as it came.
const PATIENCE_S: f64 = 180.0;

/// A peer, and which of its counts must be ours.
struct Peer {
    name: &'static str,
    environment: &'static str,
    compared: &'static [&'static str],
}

const PEERS: [Peer; 2] = [
    Peer {
        name: "Declare4Py 2.2.0",
        environment: "declare4py",
        compared: &["activations", "fulfilled", "violated", "traces_violated"],
    },
    Peer { name: "pm4py 2.7.23 (per trace only)", environment: "pm4py", compared: &["traces_violated"] },
];

/// The section's table.
pub fn section(bench: &Bench) -> Result<String, Failure> {
    let mut page = String::from(
        "## Checking DECLARE constraints\n\n\
         One core, the check alone, taken inside of each process; the log is read before. Guiju answers per activation, with the events of \
         each as evidence. Noise only adds: Guiju's time is the best of its checks in two seconds, pm4py's the best of five, Declare4Py's \
         the processor time of one. The same constraints, the same counts.\n\n\
         | log | events | constraints | checker | check s | guiju's check s | ratio | counts compared |\n\
         |---|--:|--:|---|--:|--:|--:|---|\n",
    );
    let mut reading = String::new();
    for log in logs(bench)? {
        let model = bench.root.join(format!("bench/models/{}.decl", log.name));
        let original = ours(bench, &log.original, &model)?;
        let repeated = ours(bench, &log.path, &model)?;
        for peer in &PEERS {
            let first = theirs(bench, peer, &log.original, &model)?;
            row(&mut page, log.name, peer, &original, &first)?;
            if first.wall_s * log.copies as f64 > PATIENCE_S {
                let wall = first.wall_s * log.copies as f64;
                writeln!(
                    page,
                    "| {}, each trace {} times | | | {} | not run: about {wall:.0} s | | | |",
                    log.name, log.copies, peer.name
                )?;
                continue;
            }
            let run = theirs(bench, peer, &log.path, &model)?;
            row(&mut page, &format!("{}, each trace {} times", log.name, log.copies), peer, &repeated, &run)?;
            reading += &reading_line(&log, peer, &repeated, &run);
        }
    }
    Ok(format!("{page}\n{reading}"))
}

fn ours(bench: &Bench, log: &Path, model: &Path) -> Result<Run, Failure> {
    let program = bench.target.join("release/guiju-bench").display().to_string();
    let (log, model) = (log.display().to_string(), model.display().to_string());
    run(&[&program, "declare", &log, &model], ONE, &bench.target.join("bench"))
}

fn theirs(bench: &Bench, peer: &Peer, log: &Path, model: &Path) -> Result<Run, Failure> {
    let python = bench.target.join(format!("venv/{}/bin/python", peer.environment)).display().to_string();
    let script = bench.root.join(format!("bench/peers/{}_check.py", peer.environment)).display().to_string();
    let (log, model) = (log.display().to_string(), model.display().to_string());
    run(&[&python, &script, &log, &model], ONE, &bench.target.join("bench"))
}

/// How many constraints have other counts.
fn different(ours: &Value, theirs: &Value, compared: &[&str]) -> usize {
    let list = |said: &Value| said["counts"].as_array().cloned().unwrap_or_default();
    let (ours, theirs) = (list(ours), list(theirs));
    let pairs = ours.iter().zip(&theirs);
    let other =
        pairs.filter(|(ours, theirs)| compared.iter().any(|name| ours[*name] != theirs[*name])).count();
    other + ours.len().abs_diff(theirs.len())
}

fn row(page: &mut String, log: &str, peer: &Peer, ours: &Run, theirs: &Run) -> Result<(), Failure> {
    let seconds = |run: &Run| run.said["check_s"].as_f64().unwrap_or(f64::NAN);
    let constraints = ours.said["counts"].as_array().map_or(0, Vec::len);
    let different = different(&ours.said, &theirs.said, peer.compared);
    let (ratio, counts) = if different == 0 && constraints > 0 && ours.said["traces"] == theirs.said["traces"]
    {
        (
            format!("{:.0}", seconds(theirs) / seconds(ours)),
            format!("{}: all equal", peer.compared.join(", ")),
        )
    } else {
        ("–".to_owned(), format!("{different} of {constraints} constraints differ"))
    };
    writeln!(
        page,
        "| {log} | {} | {constraints} | {} | {:.3} | {:.5} | {ratio} | {counts} |",
        ours.said["events"],
        peer.name,
        seconds(theirs),
        seconds(ours),
    )?;
    Ok(())
}

fn reading_line(log: &Repeated, peer: &Peer, ours: &Run, theirs: &Run) -> String {
    let read = |run: &Run| run.said["read_s"].as_f64().unwrap_or(f64::NAN);
    format!(
        "Where the time goes on `{}` repeated: {} reads the log in {:.1} s and holds {:.0} MiB at most; guiju reads it in {:.2} s on \
         this one core, holds {:.0} MiB and keeps {} activations as evidence.\n",
        log.name,
        peer.name,
        read(theirs),
        theirs.peak_mib,
        read(ours),
        ours.peak_mib,
        ours.said["evidence"],
    )
}
