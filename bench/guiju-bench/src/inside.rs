//! What runs inside of a measured process.

use std::{
    fs,
    io::Read,
    time::{Duration, Instant},
};

use flate2::bufread::MultiGzDecoder;
use guiju_declare::{Activation, Report};
use guiju_log::{Log, LogBuilder, ReadOptions, read_from};
use serde_json::json;

use crate::Failure;

/// How long and how often at least a check is repeated.
const CHECKING: (Duration, usize) = (Duration::from_secs(2), 5);

fn load(path: &str) -> Result<Log, Failure> {
    let mut builder = LogBuilder::new();
    let imported = guiju_log::read(path, &mut builder, &ReadOptions::default())?;
    if let Some(refusal) = imported.refused.first() {
        return Err(format!("not all of the log is read: {refusal}").into());
    }
    Ok(builder.finish())
}

/// Reads a log as the command does.
pub fn import(path: &str) -> Result<(), Failure> {
    let start = Instant::now();
    let log = load(path)?;
    let read_s = start.elapsed().as_secs_f64();
    println!("{}", json!({"read_s": read_s, "events": log.events().len(), "traces": log.objects().len()}));
    // What it takes to free the log is no part of reading it.
    std::process::exit(0);
}

/// Reads a log phase by phase, one after the other on one thread.
pub fn phases(path: &str) -> Result<(), Failure> {
    let timed = |start: Instant| start.elapsed().as_secs_f64();
    let start = Instant::now();
    let packed = fs::read(path)?;
    let read_s = timed(start);
    let start = Instant::now();
    let mut plain = Vec::new();
    MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut plain)?;
    let inflate_s = timed(start);
    let start = Instant::now();
    let mut builder = LogBuilder::new();
    let imported = read_from(path, plain.as_slice(), &mut builder, &ReadOptions::default());
    let parse_s = timed(start);
    let start = Instant::now();
    let log = builder.finish();
    let sort_s = timed(start);
    println!(
        "{}",
        json!({
            "read_s": read_s, "inflate_s": inflate_s, "parse_s": parse_s, "sort_s": sort_s,
            "mib": plain.len() as f64 / 1048576.0, "events": log.events().len(), "refused": imported.refused_count(),
        })
    );
    Ok(())
}

/// Checks a model on a log, each activation with its events; the time is the best of many checks: noise only adds.
pub fn declare(log: &str, model: &str) -> Result<(), Failure> {
    let text = fs::read_to_string(model)?;
    let reading = guiju_declare::read(model, &text);
    if reading.has_errors() {
        return Err(format!("`{model}` is no model").into());
    }
    let start = Instant::now();
    let log = load(log)?;
    let read_s = start.elapsed().as_secs_f64();
    let begun = Instant::now();
    let (mut checks, mut check_s) = (0, f64::INFINITY);
    let mut evidence: Vec<Activation> = Vec::new();
    let report = loop {
        let start = Instant::now();
        evidence.clear(); // its memory is used again, as by whoever checks one log after another
        let report = guiju_declare::check_each(&reading.model, &log, |activation| evidence.push(activation));
        check_s = start.elapsed().as_secs_f64().min(check_s);
        checks += 1;
        if checks >= CHECKING.1 && begun.elapsed() >= CHECKING.0 {
            break report;
        }
    };
    println!(
        "{}",
        json!({
            "read_s": read_s, "check_s": check_s, "traces": report.cases.len(), "events": report.events,
            "evidence": evidence.len(), "counts": counts(&report),
        })
    );
    Ok(())
}

fn counts(report: &Report) -> Vec<serde_json::Value> {
    let traces = report.cases.len() as u64;
    let counts = report.counts.iter().map(|counts| {
        json!({
            "activations": counts.activations, "fulfilled": counts.fulfilled, "violated": counts.violated,
            "traces_violated": traces - counts.traces_satisfied,
        })
    });
    counts.collect()
}
