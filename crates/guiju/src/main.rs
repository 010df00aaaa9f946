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

use std::{panic, process::ExitCode};

fn main() -> ExitCode {
    let tell = panic::take_hook();
    // What a library says of a file that lies to it is told as a refusal, in words for whoever gave the file.
    panic::set_hook(Box::new(move |info| {
        if !guiju_log::is_guarded() {
            tell(info);
        }
    }));
    cli::run(std::env::args_os().collect())
}
