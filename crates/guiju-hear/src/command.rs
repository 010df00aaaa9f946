//! One attempt by a command.

use crate::{
    heard::{Transcript, beginning},
    queue::{Attempt, Failed},
};
use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How often a running command is looked after.
const LOOK: Duration = Duration::from_millis(20);

/// Runs `words` on a recording; what it writes to a file that begins with `out`, else to standard output, is the transcript.
pub(crate) fn attempt(words: &[String], audio: &Path, out: &Path, timeout: Duration) -> Attempt {
    let place = |word: &String| {
        word.replace("{audio}", &audio.to_string_lossy()).replace("{out}", &out.to_string_lossy())
    };
    let mut words = words.iter().map(place);
    let Some(program) = words.next() else { return unstarted("no command".to_owned()) };
    let started = Command::new(&program)
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(error) => return unstarted(format!("{program}: {error}")),
    };
    let (stdout, stderr) = (drained(child.stdout.take()), drained(child.stderr.take()));
    let status = ended(&mut child, timeout);
    let text = |drained: thread::JoinHandle<Vec<u8>>| drained.join().unwrap_or_default();
    let Some(status) = status else {
        clear(out);
        return Attempt::Again { why: Failed::Late, after: None, charged: false };
    };
    let (stdout, stderr) = (text(stdout), text(stderr));
    if !status.success() {
        clear(out);
        let last = String::from_utf8_lossy(&stderr).lines().last().unwrap_or_default().to_owned();
        let why = Failed::Command { status: status.code(), said: beginning(&last) };
        return Attempt::Again { why, after: None, charged: false };
    }
    let written = written(out).and_then(|path| fs::read(path).ok());
    clear(out);
    let text = String::from_utf8_lossy(&written.unwrap_or(stdout)).into_owned();
    match Transcript::of(text) {
        Ok(transcript) => Attempt::Heard(transcript),
        Err(what) => Attempt::Again { why: Failed::Nonsense { what }, after: None, charged: false },
    }
}

/// A command that cannot be started will not be the next time.
fn unstarted(what: String) -> Attempt {
    Attempt::Never(Failed::Unreached { what })
}

/// Reads a pipe to its end beside us, so that the command does not wait for us.
fn drained(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What was read before it broke off is what there is.
            let _ = pipe.read_to_end(&mut bytes);
        }
        bytes
    })
}

/// Its status, or none if it took too long and was ended.
fn ended(child: &mut Child, timeout: Duration) -> Option<std::process::ExitStatus> {
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if begun.elapsed() < timeout => thread::sleep(LOOK),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    }
}

/// The files that begin with `out`, in order of name.
fn files(out: &Path) -> Vec<PathBuf> {
    let name = out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = out.parent().unwrap_or(Path::new("."));
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(&name))
        .map(|entry| entry.path())
        .collect();
    files.sort();
    files
}

fn written(out: &Path) -> Option<PathBuf> {
    files(out).into_iter().next()
}

fn clear(out: &Path) {
    for path in files(out) {
        let _ = fs::remove_file(path);
    }
}
