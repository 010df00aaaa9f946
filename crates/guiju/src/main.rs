//! The `guiju` command: thin hands around the crates that do the work.

mod against_truth;
mod audit;
mod cli;
mod commands;
mod comparison;
mod context;
mod failure;
mod handbook;
mod output;
mod packs;
mod progress;
mod report;
mod scores;
mod sentences;
mod sheet_page;
mod spoken;
mod wire;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os().collect())
}
