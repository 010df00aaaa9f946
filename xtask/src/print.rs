//! Handbooks in print: the typesetter's own tests, and every pack's handbook set in both languages.
//!
//! `guiju-print` is a workspace of its own with a target folder of its own: it takes minutes to compile the first time.

use crate::{
    machine,
    step::{Failure, Outcome, capture, show},
};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Checks the typesetter, and sets the handbook for those who serve of each pack, and the whole of the first.
pub fn check(
    root: &Path,
    target: &Path,
    packs: &[String],
    guiju: &dyn Fn() -> Result<Command, Failure>,
) -> Outcome {
    machine::print_tools()?;
    let own = target.join("print");
    let cargo = |verb: &str, rest: &[&str]| {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(root.join("crates/guiju-print")).env("CARGO_TARGET_DIR", &own).arg(verb).args(rest);
        cargo
    };
    show(&mut cargo("fmt", &["--check"]))?;
    show(&mut cargo("clippy", &["--quiet", "--all-targets", "--", "-D", "warnings"]))?;
    show(&mut cargo("test", &["--quiet"]))?;
    show(&mut cargo("build", &["--quiet"]))?;
    let path = with_program(&own.join("debug"))?;
    let folder = target.join("xtask/print");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)
        .map_err(|error| Failure(format!("cannot make `{}`: {error}", folder.display())))?;
    for (at, pack) in packs.iter().enumerate() {
        let name = pack.rsplit('/').next().unwrap_or(pack);
        for lang in ["zh", "en"] {
            let reader = if at == 0 { "all" } else { "front" };
            let file = folder.join(format!("{name}-{lang}.pdf"));
            let mut doc = guiju()?;
            doc.current_dir(root).env("PATH", &path).args(["doc", pack, "--lang", lang, "--for", reader]);
            capture(doc.args(["--format", "pdf", "-o"]).arg(&file))?;
            let text = capture(Command::new("pdftotext").arg(&file).arg("-"))?;
            let contents = if lang == "zh" { "目录" } else { "Contents" };
            if !text.contains(contents) {
                return Err(Failure(format!("`{}`: its text can't be copied", file.display())));
            }
        }
    }
    Ok(())
}

/// The `PATH` with the typesetter on it.
fn with_program(folder: &Path) -> Result<std::ffi::OsString, Failure> {
    let known = env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(PathBuf::from(folder)).chain(env::split_paths(&known));
    env::join_paths(all).map_err(|error| Failure(format!("cannot make a PATH: {error}")))
}
