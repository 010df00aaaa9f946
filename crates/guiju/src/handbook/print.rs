//! Handbooks as PDF: set by `guiju-print`, a program of its own, because a typesetter takes minutes to compile.

use crate::{context::Context, failure::Failure};
use std::{
    env,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

const PROGRAM: &str = "guiju-print";

/// Sets a handbook (as [`super::json`] gives it) and writes the PDF.
///
/// # Errors
/// The program is not there, or fails.
pub fn pdf(context: &Context, document: &str, path: &Path) -> Result<(), Failure> {
    let missing = || {
        Failure::input(
            context
                .say("排 PDF 要用 guiju-print，这里没有", "PDF is set by `guiju-print`, which is not here"),
        )
        .help(context.say(
            "在源码里：cargo install --path crates/guiju-print；或用 --format html 打印。",
            "from the sources: cargo install --path crates/guiju-print; or print the page of --format html",
        ))
    };
    let mut command = Command::new(program());
    command.arg("-o").arg(path).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => missing(),
        _ => Failure::Ours(format!("{PROGRAM}: {error}")),
    })?;
    let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(document.as_bytes()));
    let status = child.wait()?;
    // What the program says is on stderr already; a broken pipe only follows from it.
    match (status.success(), written) {
        (true, Ok(())) => Ok(()),
        (true, Err(error)) => Err(error.into()),
        (false, _) => Err(Failure::InputTold),
    }
}

/// Beside this program, else on the `PATH`.
fn program() -> PathBuf {
    let beside = env::current_exe().ok().and_then(|path| Some(path.parent()?.join(PROGRAM)));
    beside.filter(|path| path.is_file()).unwrap_or_else(|| PathBuf::from(PROGRAM))
}
