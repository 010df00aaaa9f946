//! The built command, as a user runs it.

// Each test file uses what it needs.
#![allow(dead_code)]

use std::{
    ffi::OsStr,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// What a run left.
pub struct Ran {
    /// Exit status.
    pub status: i32,
    /// Results.
    pub stdout: String,
    /// The rest.
    pub stderr: String,
}

/// The command, in English, with nothing of the machine's own settings.
pub fn guiju() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guiju"));
    command.env_clear().env("LANG", "en_GB.UTF-8").current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Runs it.
pub fn run<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Ran {
    ran(guiju().args(args).stdin(Stdio::null()).output())
}

/// Runs it with this on standard input.
pub fn run_with<S: AsRef<OsStr>>(input: &str, args: impl IntoIterator<Item = S>) -> Ran {
    let spawned =
        guiju().args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    ran(spawned.and_then(|mut child| {
        let written = child.stdin.take().map(|mut stdin| stdin.write_all(input.as_bytes()));
        // A command that stops early closes its end; what it says tells why.
        drop(written);
        child.wait_with_output()
    }))
}

/// What a command left.
pub fn ran(output: std::io::Result<Output>) -> Ran {
    let output = output.expect("the command runs");
    Ran {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A folder of a test's own, empty.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("the folder can be made");
    path
}

/// Copies the little pack into a folder, so that a test may spoil it.
pub fn copy_of_desk(into: &Path) -> PathBuf {
    let (from, to) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/desk"), into.join("desk"));
    for part in ["", "clauses", "cases"] {
        std::fs::create_dir_all(to.join(part)).expect("the folder can be made");
        for entry in std::fs::read_dir(from.join(part)).expect("the fixture is there") {
            let path = entry.expect("the fixture can be read").path();
            if let (true, Some(name)) = (path.is_file(), path.file_name()) {
                std::fs::copy(&path, to.join(part).join(name)).expect("the fixture can be copied");
            }
        }
    }
    to
}

/// The little pack.
pub const DESK: &str = "tests/fixtures/desk";
/// Its log.
pub const VISITS: &str = "tests/fixtures/visits.jsonl";
/// A time after all of it.
pub const LATER: &str = "2026-04-01";
