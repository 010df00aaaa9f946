//! One step of the suite: what it is called, whether it went well, how long it took.

use std::{
    io::{BufRead, BufReader, Read as _},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Why a step failed, for people.
pub struct Failure(pub String);

/// What a step gives back.
pub type Outcome = Result<(), Failure>;

/// A part of the suite and the time that it took.
pub struct Timed {
    /// What it is.
    pub name: String,
    /// How long it took.
    pub took: Duration,
}

/// Runs a command to its end, its output going to ours.
pub fn show(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(Failure(format!("`{}`: {status}", line_of(command)))) }
}

/// Runs a command to its end, its output going to ours. Gives what it wrote to stdout.
pub fn show_and_read(command: &mut Command) -> Result<String, Failure> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| not_started(command, &error))?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    print!("{stdout}");
    if output.status.success() {
        Ok(stdout)
    } else {
        Err(Failure(format!("`{}`: {}", line_of(command), output.status)))
    }
}

/// Runs a command to its end; its output is shown only if it fails. Gives what it wrote to stdout.
pub fn capture(command: &mut Command) -> Result<String, Failure> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(stdout);
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    Err(Failure(format!("`{}`: {}\n{stdout}{stderr}", line_of(command), output.status)))
}

/// `cargo test` over the workspace, whose binaries must be built: each is timed from cargo's announcement of it to the
/// next one, and what the tests printed is shown only if one fails.
pub fn tests(cargo: &mut Command, parts: &mut Vec<Timed>) -> Outcome {
    let failed = |what: String| Failure(what);
    let mut child = cargo
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(format!("cargo did not start: {error}")))?;
    let (Some(mut stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(failed("cargo's output cannot be read".to_owned()));
    };
    let printed = thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stdout.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let mut said = Vec::new();
    let mut running: Option<(String, Instant)> = None;
    let mut finish = |running: &mut Option<(String, Instant)>| {
        if let Some((name, since)) = running.take() {
            let took = since.elapsed();
            println!("   {:>6.1} s  {name}", took.as_secs_f64());
            parts.push(Timed { name, took });
        }
    };
    for line in BufReader::new(stderr).lines().map_while(Result::ok) {
        if let Some(name) = test_binary(&line) {
            finish(&mut running);
            running = Some((name, Instant::now()));
        } else {
            said.push(line);
        }
    }
    let status = child.wait().map_err(|error| failed(format!("cargo was lost: {error}")))?;
    finish(&mut running);
    let printed = printed.join().unwrap_or_default();
    if status.success() {
        return Ok(());
    }
    // What passed is not worth reading here.
    let telling = printed.lines().filter(|line| {
        let line = line.trim_end();
        !(line.is_empty()
            || line.ends_with("... ok")
            || line.starts_with("running ")
            || line.contains("test result: ok"))
    });
    let telling: Vec<&str> = telling.collect();
    Err(failed(format!("{}\n{}", telling.join("\n"), said.join("\n"))))
}

/// The test binary that a line of cargo announces: `Running tests/twin.rs (target/debug/deps/twin-0f…)`.
fn test_binary(line: &str) -> Option<String> {
    let line = line.trim_start();
    if let Some(name) = line.strip_prefix("Doc-tests ") {
        return Some(format!("doc-tests of {name}"));
    }
    let (source, binary) = line.strip_prefix("Running ")?.split_once(" (")?;
    let stem = Path::new(binary.trim_end_matches(')')).file_name()?.to_string_lossy().into_owned();
    let name = stem.rsplit_once('-').map_or(stem.as_str(), |(name, _)| name);
    match source.strip_prefix("unittests ") {
        Some(file) => Some(format!("{name} {file}")),
        None => Some(source.to_owned()),
    }
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    Failure(format!("`{}` did not start: {error}", line_of(command)))
}

fn line_of(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::test_binary;

    #[test]
    fn cargos_announcements_name_the_test_binary() {
        let name = |line| test_binary(line);
        assert_eq!(
            name("     Running unittests src/lib.rs (target/debug/deps/guiju_time-0f3a)").as_deref(),
            Some("guiju_time src/lib.rs")
        );
        assert_eq!(
            name("     Running tests/twin.rs (target/debug/deps/twin-0f3a)").as_deref(),
            Some("tests/twin.rs")
        );
        assert_eq!(name("   Doc-tests guiju_log").as_deref(), Some("doc-tests of guiju_log"));
        assert_eq!(name("    Finished `test` profile in 0.1s"), None);
    }
}
