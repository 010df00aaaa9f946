//! Puts the standards of this repository and the pages of the check forms into the binary, as texts.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let own =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| io::Error::other("not run by cargo"))?);
    let standards = own.join("../../standards");
    println!("cargo::rerun-if-changed={}", standards.display());
    let mut code = String::from("&[\n");
    for folder in sorted(&standards)? {
        if !folder.join("standard.yaml").is_file() {
            continue;
        }
        let _ = writeln!(code, "({:?}, &[", name_of(&folder));
        files(&folder, "", &mut code)?;
        code.push_str("]),\n");
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("not run by cargo"))?);
    fs::write(out.join("packs.rs"), code)?;
    fs::write(out.join("forms.rs"), forms(&own.join("../guiju-judge/src/checks"))?)
}

/// The pages of the forms, as pairs of a form's name and its page.
fn forms(checks: &Path) -> io::Result<String> {
    println!("cargo::rerun-if-changed={}", checks.display());
    let mut code = String::from("&[\n");
    for folder in sorted(checks)? {
        let page = folder.join("page.md");
        if page.is_file() {
            let _ = writeln!(code, "({:?}, include_str!({:?})),", name_of(&folder), page.canonicalize()?);
        }
    }
    code.push_str("]\n");
    Ok(code)
}

/// The pack's files below `folder`, as pairs of a path inside the pack and the text.
fn files(folder: &Path, inside: &str, code: &mut String) -> io::Result<()> {
    for path in sorted(folder)? {
        let name = name_of(&path);
        if path.is_dir() {
            files(&path, &format!("{inside}{name}/"), code)?;
        } else if name.ends_with(".yaml") || name.ends_with(".tsv") {
            let _ = writeln!(
                code,
                "({:?}, include_str!({:?})),",
                format!("{inside}{name}"),
                path.canonicalize()?
            );
        }
    }
    Ok(())
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
