//! Packs of the repository, and of the command's fixtures.

// Each test file uses what it needs; tests read files.
#![allow(dead_code, clippy::disallowed_methods)]

use guiju_judge::Plan;
use guiju_standard::{Library, PackFiles, Standard};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

struct Shelf(PathBuf);

impl Library for Shelf {
    fn pack(&self, name: &str) -> Option<PackFiles> {
        files(&self.0.join(name))
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}

fn files(folder: &Path) -> Option<PackFiles> {
    let mut files = Vec::new();
    for inside in ["", "clauses/", "cases/"] {
        for entry in fs::read_dir(folder.join(inside)).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|kind| kind == "yaml") {
                let name = path.file_name()?.to_str()?.to_owned();
                files.push((format!("{inside}{name}"), fs::read_to_string(&path).ok()?));
            }
        }
    }
    files.sort();
    (!files.is_empty()).then(|| PackFiles { folder: folder.display().to_string(), files })
}

/// A pack of `standards/` by name, or a folder.
pub fn standard(name: &str) -> Arc<Standard> {
    let folder = if name.contains('/') { root().join(name) } else { root().join("standards").join(name) };
    let files = files(&folder).expect("the pack is there");
    let reading = guiju_standard::read(&files, &Shelf(root().join("standards")));
    Arc::new(reading.standard.expect("the pack has no errors"))
}

/// The same, compiled.
pub fn plan(name: &str) -> Plan {
    guiju_judge::compile(standard(name)).expect("the pack compiles")
}
