//! Reading `.xes.gz`: beside other readers, and beside unpacking alone.

use std::fmt::Write;

use serde_json::Value;

use crate::{
    Bench, Failure,
    repeat::{Repeated, logs},
    run::{Run, median, run},
};

const BOTH: &str = "0,1";
const ONE: &str = "0";

struct Contender {
    name: &'static str,
    command: Vec<String>,
    cores: &'static str,
}

/// The section's tables.
pub fn section(bench: &Bench) -> Result<String, Failure> {
    let mut page = String::from("## Import of .xes.gz\n");
    for log in logs(bench)? {
        page += &table(bench, &log)?;
    }
    Ok(page)
}

fn contenders(bench: &Bench, log: &Repeated) -> Vec<Contender> {
    let path = |path: &str| bench.target.join(path).display().to_string();
    let log = log.path.display().to_string();
    let contender = |name, cores, words: &[String]| {
        let command = words.iter().cloned().chain([log.clone()]).collect();
        Contender { name, command, cores }
    };
    let ours = [path("release/guiju-bench"), "import".to_owned()];
    let script = bench.root.join("bench/peers/rustxes_read.py").display().to_string();
    vec![
        contender("guiju", BOTH, &ours),
        contender("guiju, one core", ONE, &ours),
        contender("process_mining 0.6.2", BOTH, &[path("process_mining/release/process-mining-bench")]),
        contender("rustxes 0.2.11", BOTH, &[path("venv/rustxes/bin/python"), script]),
        contender("gunzip -c", BOTH, &["gunzip".to_owned(), "-c".to_owned()]),
    ]
}

fn table(bench: &Bench, log: &Repeated) -> Result<String, Failure> {
    let contenders = contenders(bench, log);
    let scratch = bench.target.join("bench");
    // In turn, so that a machine that slows down slows all of them down. The first round warms up.
    let mut rounds: Vec<Vec<Run>> = contenders.iter().map(|_| Vec::new()).collect();
    for round in 0..=bench.rounds {
        for (contender, runs) in contenders.iter().zip(&mut rounds) {
            let command: Vec<&str> = contender.command.iter().map(String::as_str).collect();
            let run = run(&command, contender.cores, &scratch)?;
            if round > 0 {
                runs.push(run);
            }
        }
    }
    let counts =
        |runs: &[Run]| runs.first().map(|run| (run.said["events"].clone(), run.said["traces"].clone()));
    let ours = counts(&rounds[0]);
    let mut page = format!(
        "\n`{}`, {:.1} MiB of XML (each trace {} times), {} events. Whole processes, medians of {} rounds in turn; ratios are \
         medians of the rounds' ratios.\n\n\
         | reader | wall s | of it in its import s | processor s | peak MiB | wall / guiju | processor / guiju | peak / guiju |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|\n",
        log.name,
        log.mib,
        log.copies,
        ours.as_ref().map_or(Value::Null, |(events, _)| events.clone()),
        bench.rounds,
    );
    for (contender, runs) in contenders.iter().zip(&rounds) {
        let of = |figure: fn(&Run) -> f64| median(runs.iter().map(figure).collect());
        let ratio = |figure: fn(&Run) -> f64| {
            median(runs.iter().zip(&rounds[0]).map(|(run, ours)| figure(run) / figure(ours)).collect())
        };
        let inside = of(|run| run.said["read_s"].as_f64().unwrap_or(f64::NAN));
        let inside = if inside.is_nan() { "–".to_owned() } else { format!("{inside:.3}") };
        let same = contender.command[0] == "gunzip" || counts(runs) == ours;
        let ratios = if same {
            let (wall, cpu, peak) =
                (ratio(|run| run.wall_s), ratio(|run| run.cpu_s), ratio(|run| run.peak_mib));
            format!("{wall:.2} | {cpu:.2} | {peak:.2}")
        } else {
            format!("other counts: {:?} | – | –", counts(runs))
        };
        let (wall, cpu, peak) = (of(|run| run.wall_s), of(|run| run.cpu_s), of(|run| run.peak_mib));
        let name = contender.name;
        writeln!(page, "| {name} | {wall:.3} | {inside} | {cpu:.3} | {peak:.1} | {ratios} |")?;
    }
    let path = log.path.display().to_string();
    let command = contenders[0].command[0].clone();
    let mut phases: Vec<Value> = Vec::new();
    for _ in 0..bench.rounds {
        phases.push(run(&[&command, "phases", &path], ONE, &scratch)?.said);
    }
    let phase = |name: &str| median(phases.iter().filter_map(|said| said[name].as_f64()).collect());
    let mib = phase("mib");
    let speed = |name: &str| format!("{:.3} s ({:.0} MiB/s)", phase(name), mib / phase(name));
    writeln!(
        page,
        "\nWhere the time goes, one thread, phase by phase: read the file {:.3} s, inflate {}, parse into columns {}, sort and index \
         {:.3} s.",
        phase("read_s"),
        speed("inflate_s"),
        speed("parse_s"),
        phase("sort_s"),
    )?;
    Ok(page)
}
