//! Everything that can be seen of a reading, for comparing two of them.

use guiju_log::{Imported, Log, LogBuilder, ReadOptions, write};
use jiff::tz::TimeZone;
use std::io::Read;

/// Options under which more inputs are taken than by default.
pub fn options() -> ReadOptions {
    ReadOptions { zone: Some(TimeZone::UTC), ..ReadOptions::default() }
}

/// What a reader makes of some bytes.
pub fn load(name: &str, bytes: impl Read) -> (Log, Imported) {
    let mut builder = LogBuilder::new();
    let imported = guiju_log::read_from(name, bytes, &mut builder, &options());
    (builder.finish(), imported)
}

/// The rows of a log, as JSON Lines: without places, and with instants as texts, as formats without instants give them back.
pub fn rows(log: &Log) -> Vec<String> {
    let mut out = Vec::new();
    write::log(&mut out, log).expect("memory takes all");
    String::from_utf8_lossy(&out).lines().map(str::to_owned).collect()
}

/// The rows, the counts and what was refused where. Each refusal can be told in both languages.
pub fn all((log, imported): &(Log, Imported)) -> Vec<String> {
    let mut seen = vec![format!("{} {} {}", imported.added, imported.repeated, imported.refused_beyond)];
    for refusal in &imported.refused {
        seen.push(refusal.to_string());
        assert!(!refusal.reason.chinese().is_empty());
    }
    seen.extend(rows(log));
    seen
}

/// Gives few bytes at a time, so that every place becomes an edge once.
pub struct Dripping<'b> {
    /// What is left.
    pub bytes: &'b [u8],
    /// How many bytes at a time.
    pub step: usize,
}

impl Read for Dripping<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let len = self.step.min(out.len()).min(self.bytes.len());
        let (now, rest) = self.bytes.split_at(len);
        out[..len].copy_from_slice(now);
        self.bytes = rest;
        Ok(len)
    }
}
