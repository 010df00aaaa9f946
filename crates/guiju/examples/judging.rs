//! How many events a second `power-repair` judges, on one core.
use guiju_judge::{Desk, Verdict};
use std::sync::Arc;
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut files = Vec::new();
    for inside in ["", "clauses/"] {
        for entry in std::fs::read_dir(format!("standards/power-repair/{inside}")).expect("pack").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".yaml") || name.ends_with(".tsv") {
                files.push((format!("{inside}{name}"), std::fs::read_to_string(entry.path()).expect("file")));
            }
        }
    }
    files.sort();
    let reading = guiju_standard::read(
        &guiju_standard::PackFiles { folder: "power-repair".into(), files },
        &guiju_standard::NoLibrary,
    );
    let plan = guiju_judge::compile(Arc::new(reading.standard.expect("standard"))).expect("plan");
    let mut builder = guiju_log::LogBuilder::new();
    let bytes = std::fs::read(&args[1]).expect("log");
    guiju_log::read_from("x.jsonl", bytes.as_slice(), &mut builder, &guiju_log::ReadOptions::default());
    let log = builder.finish();
    let events = log.events().len();
    let only = args.get(3).cloned();
    for _ in 0..args.get(2).map_or(3, |n| n.parse().expect("number")) {
        let from = cpu();
        let desk = Desk::new(&plan, &log);
        let mut subjects = desk.subjects(i64::MAX - 1);
        if let Some(only) = &only {
            subjects.retain(|s| &s.kind == only);
        }
        let t1 = cpu();
        let mut counts = [0u64; 5];
        let mut gathered = 0.0;
        let n = subjects.len();
        for subject in subjects {
            let a = cpu();
            let history = desk.history(subject, i64::MAX - 1, false);
            gathered += cpu() - a;
            for clause in &guiju_judge::judge(&plan, &history).clauses {
                counts[clause.verdict as usize] += 1;
            }
        }
        let _ = Verdict::ALL;
        let took = cpu() - from;
        println!(
            "{events} events, {n} subjects, {counts:?}: {took:.3} s, {:.0}/s; desk {:.3}, histories {gathered:.3}",
            events as f64 / took,
            t1 - from
        );
    }
}
