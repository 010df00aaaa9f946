//! One binary for all targets, so that everything is compiled and linked once; `GUIJU_FUZZ` names the target.
#![no_main]

use guiju_fuzz::{TARGETS, Target};
use libfuzzer_sys::fuzz_target;
use std::{
    panic,
    sync::{LazyLock, Mutex, PoisonError},
};

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

/// What the last panic said. A panic inside of a library that our reader catches is no finding.
static SAID: Mutex<String> = Mutex::new(String::new());

fuzz_target!(
    init: panic::set_hook(Box::new(|info| {
        *SAID.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string();
    })),
    |bytes: &[u8]| {
        if let Err(panicked) = panic::catch_unwind(|| (TARGET.check)(bytes)) {
            eprintln!("{}", SAID.lock().unwrap_or_else(PoisonError::into_inner));
            panic::resume_unwind(panicked);
        }
    }
);
