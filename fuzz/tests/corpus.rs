//! What the fuzzer was given and what it found, tried again.
#![allow(clippy::disallowed_methods)] // a test may read files

use guiju_fuzz::TARGETS;
use std::{fs, panic, path::Path};

fn corpus(target: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no corpus for `{target}`");
    let target = TARGETS.iter().find(|known| known.name == target).expect("a target");
    for path in paths {
        let bytes = fs::read(&path).expect("the corpus can be read");
        if panic::catch_unwind(|| (target.check)(&bytes)).is_err() {
            panic!("{} breaks it", path.display());
        }
    }
}

macro_rules! corpora {
    ($($test:ident: $target:literal,)*) => {
        $(#[test] fn $test() { corpus($target) })*

        #[test]
        fn every_target_has_its_corpus_and_every_corpus_its_target() {
            let mut tested = vec![$($target),*];
            let mut targets: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
            let mut folders: Vec<_> = fs::read_dir(folder)
                .expect("the corpus")
                .flatten()
                .map(|entry| entry.file_name().to_string_lossy().into_owned())
                .collect();
            for names in [&mut tested, &mut targets] {
                names.sort();
            }
            folders.sort();
            assert_eq!(tested, targets);
            assert_eq!(folders, targets);
        }
    };
}

corpora! {
    jsonl: "jsonl",
    xes: "xes",
    wrapped: "wrapped",
    ocel_json: "ocel-json",
    ocel_xml: "ocel-xml",
    sqlite: "sqlite",
    parquet: "parquet",
    csv: "csv",
    xlsx: "xlsx",
    mapping: "mapping",
    transcript: "transcript",
    declare: "declare",
    pack: "pack",
    condition: "condition",
    phrase: "phrase",
}
