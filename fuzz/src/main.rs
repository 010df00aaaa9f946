//! One binary for all targets, so that everything is compiled and linked once; `GUIJU_FUZZ` names the target.
#![no_main]

use guiju_fuzz::{TARGETS, Target};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("GUIJU_FUZZ").unwrap_or_default();
    match TARGETS.iter().find(|target| target.name == name) {
        Some(target) => *target,
        None => {
            let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            eprintln!("error: GUIJU_FUZZ is to be one of {}", names.join(", "));
            std::process::exit(2);
        }
    }
});

fuzz_target!(|bytes: &[u8]| (TARGET.check)(bytes));
