//! Packs of the repository, read from their folders.

use std::{fs, path::Path, path::PathBuf, sync::Arc};

use guiju_judge::Plan;
use guiju_standard::{Library, PackFiles};

use crate::Failure;

/// The packs beside each other in a folder.
pub struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    /// The repository's own packs.
    pub fn of(root: &Path) -> Shelf {
        Shelf { folder: root.join("standards") }
    }

    /// A pack's files.
    ///
    /// # Errors
    /// There is no such pack, or a file can't be read.
    pub fn files(&self, name: &str) -> Result<PackFiles, Failure> {
        let mut files = Vec::new();
        for inside in ["", "clauses/"] {
            let folder = self.folder.join(name).join(inside);
            if !inside.is_empty() && !folder.is_dir() {
                continue;
            }
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.extension().is_some_and(|kind| kind == "yaml" || kind == "tsv") {
                    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    files.push((format!("{inside}{file}"), fs::read_to_string(path)?));
                }
            }
        }
        files.sort();
        Ok(PackFiles { folder: name.to_owned(), files })
    }

    /// Compiles files as a pack of this shelf.
    ///
    /// # Errors
    /// They hold errors.
    pub fn compile(&self, files: &PackFiles) -> Result<Plan, Failure> {
        let reading = guiju_standard::read(files, self);
        let standard = reading.standard.ok_or_else(|| {
            let told =
                reading.findings.iter().map(|f| f.render(&reading.sources, guiju_time::Lang::En, false));
            told.collect::<Vec<_>>().join("\n")
        })?;
        Ok(guiju_judge::compile(Arc::new(standard))?)
    }

    /// A pack, compiled.
    ///
    /// # Errors
    /// As [`Shelf::files`] and [`Shelf::compile`].
    pub fn plan(&self, name: &str) -> Result<Plan, Failure> {
        self.compile(&self.files(name)?)
    }
}

impl Library for Shelf {
    fn pack(&self, name: &str) -> Option<PackFiles> {
        self.files(name).ok()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut names: Vec<String> =
            entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        names
    }
}
