//! Packs in folders.

use crate::{context::Context, failure::Failure};
use guiju_standard::PackFiles;
use guiju_time::Lang;
use std::{fs, io, path::Path};

/// Files larger than this are no part of a pack that a person wrote.
const LARGEST: u64 = 16 << 20;
/// Folders inside folders; `clauses/` and `cases/` need one.
const DEEPEST: usize = 4;

/// Whether a folder holds a pack.
pub fn is_pack(path: &Path) -> bool {
    path.join("standard.yaml").is_file()
}

/// Names of the packs in a folder, sorted; none where there is no such folder.
pub fn names_in(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| is_pack(&entry.path()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

/// Reads a pack's folder: its YAML files and `articles.tsv`.
///
/// # Errors
/// A file can't be read or is no UTF-8.
pub fn read(context: &Context, path: &Path) -> Result<PackFiles, Failure> {
    let mut files = Vec::new();
    gather(context, path, "", 0, &mut files)?;
    files.sort();
    let shown = path.to_string_lossy();
    let shown = shown.strip_prefix("./").unwrap_or(&shown);
    let shown = if shown.len() > 1 { shown.trim_end_matches('/') } else { shown };
    Ok(PackFiles { folder: if shown == "." { String::new() } else { shown.to_owned() }, files })
}

fn gather(
    context: &Context,
    folder: &Path,
    inside: &str,
    depth: usize,
    files: &mut Vec<(String, String)>,
) -> Result<(), Failure> {
    let unreadable = |path: &Path, error: &io::Error| Failure::unreadable(context, path, error);
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            if depth < DEEPEST {
                gather(context, &path, &format!("{inside}{name}/"), depth + 1, files)?;
            }
            continue;
        }
        if !(name.ends_with(".yaml") || name.ends_with(".tsv")) {
            continue;
        }
        let size = fs::metadata(&path).map_err(|error| unreadable(&path, &error))?.len();
        if size > LARGEST {
            let shown = path.display();
            return Err(Failure::input(match context.lang {
                Lang::Zh => format!("`{shown}` 有 {} MiB，超过 16 MiB", size >> 20),
                Lang::En => format!("`{shown}` has {} MiB, more than 16 MiB", size >> 20),
            })
            .help(context.say("请拆成几个文件。", "split it into several files")));
        }
        let bytes = fs::read(&path).map_err(|error| unreadable(&path, &error))?;
        files.push((format!("{inside}{name}"), text(context, &path, bytes)?));
    }
    Ok(())
}

fn text(context: &Context, path: &Path, bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
        let shown = path.display();
        Failure::input(match context.lang {
            Lang::Zh => format!("{shown}:{line}：不是 UTF-8 文字"),
            Lang::En => format!("{shown}:{line}: not UTF-8"),
        })
        .help(context.say("另存为 UTF-8 编码。", "save the file as UTF-8"))
    })
}
