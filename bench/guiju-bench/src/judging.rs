//! Judging: `power-repair` on simulated repairs without words, from 10^5 events on, on one core and on two; beside it a loop that only
//! counts the same events, which shows what the machine itself gains from a second core.

use std::{
    fmt::Write,
    num::NonZero,
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::Instant,
};

use guiju_judge::{Desk, Plan};
use guiju_log::{Log, LogBuilder, ReadOptions};
use serde_json::json;

use crate::{Bench, Failure, pack::Shelf, run::run};

/// Sizes of the section's table, in events.
const SIZES: [u64; 4] = [100_000, 1_000_000, 10_000_000, 100_000_000];
/// What would take longer than this on one core is not run.
const PATIENCE_S: f64 = 900.0;
/// Blocks of simulated days, each of its own seed, judged again and again.
const BLOCKS: u64 = 8;
/// Clauses that no event of a repair concerns, added to see what they cost.
const IDLE: usize = 100;
/// After everything: each service is closed, each bound past.
const NOW: i64 = i64::MAX - 1;

/// The section's table.
pub fn section(bench: &Bench) -> Result<String, Failure> {
    let mut page = format!(
        "## Judging\n\n\
         `power-repair` without words: repairs, shifts, calls and customers as `guiju simulate` makes them, without what was said and without \
         transcripts as evidence. {BLOCKS} blocks of two days, each with a seed of its own, are made once and judged again and again, each \
         time from its columns: histories are gathered, every clause is judged for every subject with its evidence, the verdicts are \
         counted and all is dropped. Simulating and reading are not timed. The counting loop reads activity and time of the same events.\n\n\
         | events | cores | judging s | events/s | peak MiB | counting s | gain by the second core: judging | counting |\n\
         |--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    let mut rate = f64::INFINITY;
    for events in SIZES {
        if events as f64 / rate > PATIENCE_S {
            writeln!(page, "| {events} | | not run: about {:.0} s | | | | | |", events as f64 / rate)?;
            continue;
        }
        let mut alone: Option<(f64, f64)> = None;
        for cores in ["0", "0,1"] {
            let judged = measured(bench, "judge", events, cores, 0)?;
            let counted = measured(bench, "count", events, cores, 0)?;
            let (j, c) = (seconds(&judged.said), seconds(&counted.said));
            let gain = alone
                .map_or(String::from(" | "), |(one_j, one_c)| format!("{:.2} | {:.2}", one_j / j, one_c / c));
            alone = alone.or(Some((j, c)));
            rate = number(&judged.said, "events") / alone.map_or(j, |(one, _)| one);
            let workers = cores.split(',').count();
            writeln!(
                page,
                "| {events} | {workers} | {j:.2} | {:.0} | {:.0} | {c:.3} | {gain} |",
                number(&judged.said, "events") / j,
                judged.peak_mib
            )?;
        }
    }
    let plain = measured(bench, "judge", SIZES[1], "0", 0)?;
    let more = measured(bench, "judge", SIZES[1], "0", IDLE)?;
    writeln!(
        page,
        "\nWith {IDLE} more clauses that no event concerns, {} events take {:.2} s in place of {:.2} s.",
        SIZES[1],
        seconds(&more.said),
        seconds(&plain.said)
    )?;
    Ok(page)
}

fn measured(
    bench: &Bench,
    what: &str,
    events: u64,
    cores: &str,
    idle: usize,
) -> Result<crate::run::Run, Failure> {
    let program = bench.target.join("release/guiju-bench").display().to_string();
    let root = bench.root.display().to_string();
    let (events, idle) = (events.to_string(), idle.to_string());
    let workers = cores.split(',').count().to_string();
    run(&[&program, what, &root, &events, &workers, &idle], cores, &bench.target.join("bench"))
}

fn number(said: &serde_json::Value, name: &str) -> f64 {
    said[name].as_f64().unwrap_or(f64::NAN)
}

fn seconds(said: &serde_json::Value) -> f64 {
    number(said, "seconds")
}

/// `power-repair`, with so many clauses more that wait for something that never happens.
fn plan(root: &str, idle: usize) -> Result<Plan, Failure> {
    let shelf = Shelf::of(root.as_ref());
    let mut files = shelf.files("power-repair")?;
    let mut more = String::new();
    for number in 0..idle {
        writeln!(
            more,
            "- {{ id: IDLE{number}, title: {{ zh: 无, en: Idle }}, source: bench, covers: [], severity: note, per: repair, when: accident, \
             then: site_secured }}"
        )?;
    }
    if idle > 0 {
        files.files.push(("clauses/idle.yaml".to_owned(), more));
    }
    files.files.sort();
    shelf.compile(&files)
}

/// Two simulated days without words, and without what could have heard them.
fn block(seed: u64) -> Result<Log, Failure> {
    let plan = guiju_simulate::Plan { seed, days: 2, ..guiju_simulate::Plan::default() };
    let mut lines = Vec::new();
    guiju_simulate::simulate(&plan, &mut lines)?;
    let mut silent = String::new();
    for line in std::str::from_utf8(&lines)?.lines().filter(|line| !line.contains("\"type\":\"utterance\"")) {
        silent.push_str(&line.replace(",\"transcript\"", "").replace("\"transcript\",", ""));
        silent.push('\n');
    }
    let mut builder = LogBuilder::new();
    guiju_log::read_from("simulated.jsonl", silent.as_bytes(), &mut builder, &ReadOptions::default());
    Ok(builder.finish())
}

/// Judges, or only counts, so many events on so many threads, and prints what it took as JSON.
pub fn inside(what: &str, root: &str, events: &str, workers: &str, idle: &str) -> Result<(), Failure> {
    let plan = plan(root, idle.parse()?)?;
    let (wanted, workers): (u64, NonZero<usize>) = (events.parse()?, workers.parse()?);
    let blocks: Vec<Log> = (1..=BLOCKS).map(block).collect::<Result<_, _>>()?;
    let each = blocks.iter().map(|log| log.events().len() as u64).sum::<u64>() / BLOCKS;
    let rounds = wanted.div_ceil(each);
    let next = AtomicU64::new(0);
    let start = Instant::now();
    let worker = || {
        let (mut events, mut told) = (0u64, [0u64; 5]);
        loop {
            let round = next.fetch_add(1, Ordering::Relaxed);
            if round >= rounds {
                return (events, told);
            }
            let log = &blocks[(round % BLOCKS) as usize];
            events += log.events().len() as u64;
            match what {
                "judge" => judge(&plan, log, &mut told),
                _ => count(log, &mut told),
            }
        }
    };
    let done: Vec<(u64, [u64; 5])> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers.get()).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().map(|worker| worker.join()).collect::<Result<_, _>>()
    })
    .map_err(|_| "a worker failed")?;
    let seconds = start.elapsed().as_secs_f64();
    let mut told = [0; 5];
    for (_, of_worker) in &done {
        told.iter_mut().zip(of_worker).for_each(|(sum, more)| *sum += more);
    }
    let events: u64 = done.iter().map(|(events, _)| events).sum();
    println!("{}", json!({ "seconds": seconds, "events": events, "told": told }));
    Ok(())
}

/// Judges a block: counts verdicts.
fn judge(plan: &Plan, log: &Log, told: &mut [u64; 5]) {
    let desk = Desk::new(plan, log);
    for subject in desk.subjects(NOW) {
        let history = desk.history(subject, NOW, false);
        for clause in &guiju_judge::judge(plan, &history).clauses {
            told[clause.verdict as usize] += 1;
        }
    }
}

/// Counts a block's events by their activity's number and second.
fn count(log: &Log, told: &mut [u64; 5]) {
    for ix in log.events() {
        let event = log.event(ix);
        let key = u64::from(event.activity().0) ^ (event.time() as u64 / 1_000_000);
        told[(key % 5) as usize] += 1;
    }
}
