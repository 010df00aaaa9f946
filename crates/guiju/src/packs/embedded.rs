//! The packs that travel in the binary.

use guiju_standard::PackFiles;

/// A pack's name, and its files: path inside the pack and text.
type Embedded = (&'static str, &'static [(&'static str, &'static str)]);

const PACKS: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// Names of the packs, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    PACKS.iter().map(|(name, _)| *name)
}

/// A pack's files.
pub fn pack(name: &str) -> Option<PackFiles> {
    let (name, files) = PACKS.iter().find(|(known, _)| *known == name)?;
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    Some(PackFiles { folder: format!("standards/{name}"), files })
}
