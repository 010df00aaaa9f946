//! Runs a contender as a process and says what it took.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::Failure;

/// What one run took, whole process.
pub struct Run {
    /// Seconds on the clock.
    pub wall_s: f64,
    /// Seconds of processor time, all threads.
    pub cpu_s: f64,
    /// The most memory it held at once.
    pub peak_mib: f64,
    /// What it printed, if that was JSON.
    pub said: Value,
}

const FIRST: [&str; 3] = ["nice", "-n", "-20"];

/// Lets what is measured go before everything else where that is permitted, so that what the machine does beside it counts less.
/// Linux weighs sessions first, and what is in one session after that.
pub fn go_first() {
    if fs::write("/proc/self/autogroup", "-20").is_err() {
        eprintln!("other processes have the same priority: keep the machine quiet");
    }
}

/// Runs `command` on the processors `cores` (as `taskset -c` takes them) under GNU time.
pub fn run(command: &[&str], cores: &str, scratch: &Path) -> Result<Run, Failure> {
    let figures = scratch.join("time.txt");
    let mut watched = Command::new("/usr/bin/time");
    watched
        .args(["-f", "%e %U %S %M", "-o"])
        .arg(&figures)
        .args(FIRST)
        .args(["taskset", "-c", cores])
        .args(command);
    let is_json = command[0] != "gunzip";
    watched.stdin(Stdio::null()).stdout(if is_json { Stdio::piped() } else { Stdio::null() });
    let output = watched
        .stderr(Stdio::piped())
        .output()
        .map_err(|error| format!("GNU time and taskset are needed (apt install time util-linux): {error}"))?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`{}` failed: {}", command.join(" "), told.trim_end()).into());
    }
    let text = fs::read_to_string(&figures)?;
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [wall_s, user, system, kib] = numbers[..] else {
        return Err(format!("GNU time said `{}`", text.trim()).into());
    };
    let said = if is_json {
        let text = String::from_utf8_lossy(&output.stdout);
        serde_json::from_str(text.lines().last().unwrap_or_default())
            .map_err(|error| format!("`{}` printed no JSON: {error}", command.join(" ")))?
    } else {
        Value::Null
    };
    Ok(Run { wall_s, cpu_s: user + system, peak_mib: kib / 1024.0, said })
}

/// The middle one.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
