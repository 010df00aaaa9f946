//! Measures Guiju beside its peers, in one run on one machine, and prints the tables of `docs/benchmarks.md`.
//!
//! A ratio is printed only where both sides did the same work and gave the same counts. Everything is measured from the outside, as a
//! process that GNU time watches; only a check is timed inside of its process, as each side reads the log in its own way first.

mod declare;
mod import;
mod inside;
mod judging;
mod machine;
mod pack;
mod repeat;
mod run;
mod speech;

use std::{path::PathBuf, process::ExitCode};

/// Where things are, and how often to measure.
pub struct Bench {
    /// The repository.
    pub root: PathBuf,
    /// Where cargo builds, and where logs and environments of peers are kept.
    pub target: PathBuf,
    /// How many rounds each import is measured.
    pub rounds: usize,
}

/// Why no table can be made, for people.
pub type Failure = Box<dyn std::error::Error>;

/// A part of the page: its name, and what makes it.
type Section = (&'static str, fn(&Bench) -> Result<String, Failure>);

const SECTIONS: [Section; 4] = [
    ("import", import::section),
    ("declare", declare::section),
    ("judging", judging::section),
    ("speech", speech::section),
];

const HELP: &str = "\
Measure Guiju beside its peers

Usage: guiju-bench tables ROOT TARGET [SECTION ...]   the tables, as Markdown (cargo xtask bench calls this)
       guiju-bench import LOG                         read a log: times and counts as JSON
       guiju-bench phases LOG                         the same on one thread, phase by phase
       guiju-bench declare LOG MODEL                  check a model on a log: times and counts as JSON
       guiju-bench judge ROOT EVENTS WORKERS IDLE     judge simulated events: time and verdicts as JSON
       guiju-bench count ROOT EVENTS WORKERS IDLE     only count the same events
       guiju-bench differing ROOT                     dialogues of the tuning half that are judged otherwise than labelled
       guiju-bench masks ROOT                         what is masked of what tells who somebody is
       guiju-bench pace ROOT                          how fast words are judged
       guiju-bench repeat FROM TO MIB                 repeat a log's traces under other names up to a size";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["tables", root, target, sections @ ..] => tables(root, target, sections),
        ["import", log] => inside::import(log),
        ["phases", log] => inside::phases(log),
        ["declare", log, model] => inside::declare(log, model),
        [what @ ("judge" | "count"), root, events, workers, idle] => {
            judging::inside(what, root, events, workers, idle)
        }
        ["pace", root] => speech::pace(root.as_ref()),
        ["masks", root] => speech::masks(root.as_ref()).map(|page| print!("{page}")),
        ["differing", root] => speech::differing(root.as_ref()),
        ["repeat", from, to, mib] => {
            mib.parse().map_err(Failure::from).and_then(|mib| repeat::repeat(from.as_ref(), to.as_ref(), mib))
        }
        _ => Err(HELP.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn tables(root: &str, target: &str, wanted: &[&str]) -> Result<(), Failure> {
    let bench = Bench { root: root.into(), target: target.into(), rounds: 5 };
    if let Some(unknown) = wanted.iter().find(|name| SECTIONS.iter().all(|(section, _)| section != *name)) {
        let known: Vec<&str> = SECTIONS.iter().map(|(section, _)| *section).collect();
        return Err(format!("no section `{unknown}`; there are {}", known.join(", ")).into());
    }
    run::go_first();
    print!("{}", machine::describe());
    for (name, section) in SECTIONS {
        if wanted.is_empty() || wanted.contains(&name) {
            eprintln!("== {name}");
            println!("\n{}", section(&bench)?.trim_end());
        }
    }
    Ok(())
}
