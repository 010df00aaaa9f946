//! The process_mining crate reads a log: times and counts, as one line of JSON.

use std::time::Instant;

use process_mining::{EventLog, Importable};

fn main() {
    let path = std::env::args().nth(1).expect("usage: process-mining-bench LOG");
    let start = Instant::now();
    let log = EventLog::import_from_path(&path).expect("the log is read");
    let read = start.elapsed().as_secs_f64();
    let events: usize = log.traces.iter().map(|trace| trace.events.len()).sum();
    println!("{{\"read_s\": {read}, \"events\": {events}, \"traces\": {}}}", log.traces.len());
    // What it takes to free the log is no part of reading it.
    std::process::exit(0);
}
