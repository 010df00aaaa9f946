//! What must hold of any outside input, parser by parser: no panic, no hang, no memory without bound, and an answer that does not
//! depend on how the bytes came or on which of two readers read them.
//!
//! `cargo xtask fuzz` lets libFuzzer look for inputs that break it; what it found lies in `corpus/`, and `tests/corpus.rs` tries all of
//! that as an ordinary test.

mod logs;
mod packs;
mod seen;
mod tables;
mod talks;

/// A parser and what must hold of it.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, and that of its folder in `corpus/`.
    pub name: &'static str,
    /// Panics where something does not hold.
    pub check: fn(&[u8]),
}

const fn target(name: &'static str, check: fn(&[u8])) -> Target {
    Target { name, check }
}

/// All targets.
pub const TARGETS: [Target; 15] = [
    target("jsonl", logs::jsonl),
    target("xes", logs::xes),
    target("wrapped", logs::wrapped),
    target("ocel-json", logs::ocel_json),
    target("ocel-xml", logs::ocel_xml),
    target("sqlite", logs::sqlite),
    target("parquet", logs::parquet),
    target("csv", tables::csv),
    target("xlsx", tables::xlsx),
    target("mapping", tables::mapping),
    target("transcript", talks::transcript),
    target("declare", packs::declare),
    target("pack", packs::pack),
    target("condition", packs::condition),
    target("phrase", packs::phrase),
];
