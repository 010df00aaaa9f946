//! Project tasks: `cargo xtask test` checks everything that a change can break, from nothing on a fresh machine; `cargo xtask bench`
//! measures Guiju beside its peers.
//!
//! Standard library only, so that the task itself is there in seconds.

mod bench;
mod browser;
mod fuzz;
mod machine;
mod print;
mod step;
mod suite;

use std::process::ExitCode;

const HELP: &str = "\
Check everything that a change can break, or measure

Usage: cargo xtask test [--all]
       cargo xtask bench [SECTION ...]
       cargo xtask fuzz [TARGET] [MINUTES]

Installs through apt and pip what the tests need and is missing (Chromium, Chinese fonts, Playwright, pm4py, Poppler), then
runs format, lints, feature sets, tests, the packs' own tests, the demo, the browser test of its report, pm4py over our exports and the handbooks in print.
Screenshots are left in target/screenshots.

`bench` installs the peers (pip, into target/venv; crates) and prints the tables of docs/benchmarks.md: import, declare, judging, speech. It needs
GNU time and taskset. A machine that does something else at the same time gives other figures.

`fuzz` lets libFuzzer look for inputs that break a parser, 10 minutes on each target or on the one named, and prints runs and coverage.
What it finds lies in target/fuzz; what is mended belongs into fuzz/corpus. It needs a C++ compiler.

Options:
      --all   Go on after a step that fails and list all that failed
  -h, --help  Print this

Exit status: 0 all green, 1 a step failed, 2 wrong usage or a tool cannot be had";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["test"] => suite::run(suite::AfterFailure::Stop),
        ["test", "--all"] => suite::run(suite::AfterFailure::GoOn),
        [] | ["help" | "-h" | "--help"] | ["test" | "bench" | "fuzz", "-h" | "--help"] => {
            println!("{HELP}");
            ExitCode::SUCCESS
        }
        ["bench", sections @ ..] => told(bench::run(sections)),
        ["fuzz", rest @ ..] if fuzz::Asked::of(rest).is_some() => {
            told(fuzz::Asked::of(rest).map_or(Ok(()), |asked| asked.run()))
        }
        _ => {
            eprintln!("error: `cargo xtask {}` is not a task\n\n{HELP}", args.join(" "));
            ExitCode::from(2)
        }
    }
}

fn told(outcome: step::Outcome) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(step::Failure(why)) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}
