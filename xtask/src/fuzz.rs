//! `cargo xtask fuzz`: builds `fuzz/` with the compiler's coverage counters and lets libFuzzer drive its targets, one after the other.
//!
//! The stable compiler can do this: the counters are an LLVM pass. Memory errors of unsafe code in libraries are not looked for, which
//! would need a sanitizer and with it a nightly.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use crate::step::{self, Failure, Outcome};

/// What libFuzzer needs to see which code an input reached, and which constants it was compared with.
const COUNTERS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// For each input.
const LIMITS: [&str; 3] = ["-timeout=10", "-rss_limit_mb=2048", "-malloc_limit_mb=1024"];

const MINUTES: u64 = 10;

/// What to fuzz, and how long.
pub struct Asked<'a> {
    target: Option<&'a str>,
    each: Duration,
}

impl<'a> Asked<'a> {
    /// `[TARGET] [MINUTES]`; nothing if it is neither.
    pub fn of(args: &[&'a str]) -> Option<Self> {
        let each = |minutes: u64| Duration::from_secs(minutes * 60);
        match args {
            [] => Some(Self { target: None, each: each(MINUTES) }),
            [one] => Some(match one.parse() {
                Ok(minutes) => Self { target: None, each: each(minutes) },
                Err(_) => Self { target: Some(one), each: each(MINUTES) },
            }),
            [target, minutes] => Some(Self { target: Some(target), each: each(minutes.parse().ok()?) }),
            _ => None,
        }
    }

    /// Builds, runs, and prints a table as `docs/benchmarks.md` has it.
    pub fn run(&self) -> Outcome {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let root = root.canonicalize().map_err(|error| Failure(format!("no repository: {error}")))?;
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let fuzzer = build(&root)?;
        let mut found = Vec::new();
        println!("| target | runs | runs/s | coverage | features | inputs kept | peak MiB | found |");
        println!("|---|--:|--:|--:|--:|--:|--:|---|");
        for name in targets(&root)? {
            if self.target.is_none_or(|target| target == name) {
                found.extend(self.run_one(&fuzzer, &root, &target.join("fuzz"), &name)?);
            }
        }
        if found.is_empty() { Ok(()) } else { Err(Failure(format!("found:\n{}", found.join("\n")))) }
    }

    /// Runs one target; gives what breaks it.
    fn run_one(&self, fuzzer: &Path, root: &Path, work: &Path, name: &str) -> Result<Vec<String>, Failure> {
        let (corpus, found) = (work.join("corpus").join(name), work.join("found").join(name));
        for folder in [&corpus, &found] {
            fs::create_dir_all(folder)
                .map_err(|error| Failure(format!("cannot make `{}`: {error}", folder.display())))?;
        }
        let log_path = work.join(format!("{name}.log"));
        let log = fs::File::create(&log_path)
            .map_err(|error| Failure(format!("cannot write `{}`: {error}", log_path.display())))?;
        let mut command = Command::new(fuzzer);
        command
            .env("GUIJU_FUZZ", name)
            .args(LIMITS)
            .arg(format!("-max_total_time={}", self.each.as_secs()))
            .arg(format!("-artifact_prefix={}/", found.display()))
            .args(["-print_final_stats=1", "-use_value_profile=0"])
            .arg(&corpus)
            .arg(root.join("fuzz/corpus").join(name));
        // What an input breaks is in the folder; how libFuzzer ends says no more.
        command
            .stdout(Stdio::null())
            .stderr(log)
            .status()
            .map_err(|error| Failure(format!("cannot run `{}`: {error}", fuzzer.display())))?;
        let told = fs::read(&log_path).map_err(|error| Failure(error.to_string()))?;
        let told = String::from_utf8_lossy(&told);
        let listed = fs::read_dir(&found).map_err(|error| Failure(error.to_string()))?;
        let mut broken: Vec<String> =
            listed.flatten().map(|entry| entry.path().display().to_string()).collect();
        broken.sort();
        println!("{}", row(name, &told, broken.len()));
        Ok(broken)
    }
}

/// The fuzzer of all targets.
fn build(root: &Path) -> Result<PathBuf, Failure> {
    let host = step::capture(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let host = host.trim();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // With a target named, build scripts and macros are built without the counters.
    cargo.args(["build", "--quiet", "--profile", "fuzz", "--package", "guiju-fuzz"]).args([
        "--features",
        "libfuzzer",
        "--target",
        host,
    ]);
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    step::show(cargo.env("RUSTFLAGS", COUNTERS).current_dir(root))?;
    Ok(folder.join(host).join("fuzz/guiju-fuzz"))
}

/// Each target has a folder in the corpus; a test says so.
fn targets(root: &Path) -> Result<Vec<String>, Failure> {
    let folder = root.join("fuzz/corpus");
    let listed = fs::read_dir(&folder)
        .map_err(|error| Failure(format!("cannot read `{}`: {error}", folder.display())))?;
    let mut names: Vec<String> =
        listed.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

/// A line of the table, from what libFuzzer told last: `#2097152 pulse cov: 1234 ft: 5678 corp: 90/12Kb exec/s: 345 rss: 67Mb`.
fn row(name: &str, told: &str, found: usize) -> String {
    let last = told.lines().rev().find(|line| line.starts_with('#') && line.contains(" cov: ")).unwrap_or("");
    let after = |key: &str| {
        let rest = last.split_once(key).map_or("–", |(_, rest)| rest.trim_start());
        rest.split([' ', '/', '\t']).next().unwrap_or("–").to_owned()
    };
    let stat = |key: &str| {
        let line = told.lines().rev().find(|line| line.contains(key));
        line.and_then(|line| line.split_whitespace().last()).unwrap_or("–").to_owned()
    };
    let found = if found == 0 { "nothing".to_owned() } else { format!("{found}") };
    format!(
        "| {name} | {} | {} | {} | {} | {} | {} | {found} |",
        stat("stat::number_of_executed_units"),
        stat("stat::average_exec_per_sec"),
        after(" cov:"),
        after(" ft:"),
        after(" corp:"),
        stat("stat::peak_rss_mb"),
    )
}
