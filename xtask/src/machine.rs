//! What the tests need of the machine, and how it is had where it is missing: apt for the browser and a Chinese font,
//! pip for Playwright and pm4py in environments of the project's own.

use crate::step::{Failure, capture};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// The browser and the Python that drives it.
pub struct BrowserTools {
    /// The browser.
    pub chromium: PathBuf,
    /// A Python that has Playwright.
    pub python: PathBuf,
}

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const PACKAGES: &str = "chromium fonts-wqy-zenhei python3-venv";

/// Finds what the browser test needs and installs what is missing, saying so.
pub fn browser_tools(root: &Path, target: &Path) -> Result<BrowserTools, Failure> {
    let environment = target.join("xtask/venv");
    let mut missing = Vec::new();
    if browser().is_none() {
        missing.push("chromium");
    }
    if !has_chinese_font() {
        missing.push("fonts-wqy-zenhei");
    }
    if !environment.join("bin/python").exists() && !has_venv() {
        missing.push("python3-venv");
    }
    if !missing.is_empty() {
        apt(&missing)?;
    }
    let chromium = browser().ok_or_else(|| Failure(cannot("Chromium is not on the PATH")))?;
    let python = python(&environment, &root.join("xtask/browser/requirements.txt"), cannot)?;
    Ok(BrowserTools { chromium, python })
}

/// A Python that has pm4py, which opens what we export; after [`browser_tools`], which makes sure of `python3-venv`.
pub fn pm4py(root: &Path, target: &Path) -> Result<PathBuf, Failure> {
    python(&target.join("venv/pm4py"), &root.join("xtask/pm4py/requirements.txt"), |why| {
        format!("{}\nThe test of exports needs pm4py, which pip could not install.", why.trim_end())
    })
}

/// What reads a PDF back, and the font that handbooks are set in; installs what is missing, saying so.
pub fn print_tools() -> Result<(), Failure> {
    let mut missing = Vec::new();
    if capture(Command::new("pdftotext").arg("-v")).is_err() {
        missing.push("poppler-utils");
    }
    let has_font = capture(Command::new("fc-list").args([":family=Noto Sans CJK SC", "family"]))
        .is_ok_and(|fonts| !fonts.trim().is_empty());
    if !has_font {
        missing.push("fonts-noto-cjk");
    }
    if missing.is_empty() { Ok(()) } else { apt(&missing) }
}

fn browser() -> Option<PathBuf> {
    if let Some(chosen) = env::var_os("CHROMIUM").map(PathBuf::from).filter(|path| path.is_file()) {
        return Some(chosen);
    }
    let path = env::var_os("PATH")?;
    BROWSERS
        .iter()
        .find_map(|name| env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file()))
}

/// Without one, a screenshot shows boxes. Only Linux is without one as installed.
fn has_chinese_font() -> bool {
    !cfg!(target_os = "linux")
        || Path::new("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc").exists()
        || capture(Command::new("fc-list").args([":lang=zh", "family"]))
            .is_ok_and(|fonts| !fonts.trim().is_empty())
}

/// Debian's Python has `venv` without what it needs to make an environment with pip.
fn has_venv() -> bool {
    capture(Command::new("python3").args(["-c", "import venv, ensurepip"])).is_ok()
}

fn apt(packages: &[&str]) -> Result<(), Failure> {
    println!("   installing with apt: {}", packages.join(" "));
    if capture(Command::new("apt-get").arg("--version")).is_err() {
        return Err(Failure(cannot("there is no apt-get here")));
    }
    let root = capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let apt_get = |args: &[&str]| {
        let mut command = Command::new(if root { "env" } else { "sudo" });
        if !root {
            command.arg("env");
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y"]).args(args);
        capture(&mut command).map_err(|Failure(why)| Failure(cannot(&why)))
    };
    apt_get(&["update"])?;
    apt_get(&[&["install", "--no-install-recommends"], packages].concat())?;
    Ok(())
}

/// The Python of an environment that has the packages of `requirements`; made anew where they have changed.
pub fn python(
    environment: &Path,
    requirements: &Path,
    cannot: impl Fn(&str) -> String,
) -> Result<PathBuf, Failure> {
    let read = |path: &Path| std::fs::read_to_string(path).ok();
    let python = environment.join("bin/python");
    // Written last: an environment without it was left half made.
    let installed = environment.join("installed.txt");
    let wanted =
        read(requirements).ok_or_else(|| Failure(format!("cannot read `{}`", requirements.display())))?;
    if python.exists() && read(&installed).as_deref() == Some(&wanted) {
        return Ok(python);
    }
    println!("   installing with pip: {}", wanted.lines().collect::<Vec<_>>().join(" "));
    let failed = |Failure(why): Failure| Failure(cannot(&why));
    capture(Command::new("python3").args(["-m", "venv", "--clear"]).arg(environment)).map_err(failed)?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    capture(Command::new(&python).args(pip).arg(requirements)).map_err(failed)?;
    std::fs::write(&installed, wanted)
        .map_err(|error| Failure(format!("cannot write `{}`: {error}", installed.display())))?;
    Ok(python)
}

fn cannot(why: &str) -> String {
    format!(
        "{}\nThe browser test needs {PACKAGES} (apt) and Playwright (pip). Offline, or no Debian? Install them by hand \
         (CHROMIUM=/path/to/browser names another browser) and run this again.",
        why.trim_end()
    )
}
