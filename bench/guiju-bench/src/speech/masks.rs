//! What is masked of what tells who somebody is: the labelled lines of `bench/speech/redact.tsv`.

use crate::Failure;
use guiju_redact::{
    Redactor,
    measure::{labelled, measured},
};
use std::{fmt::Write, fs, path::Path};

/// The table by kind.
pub fn section(root: &Path) -> Result<String, Failure> {
    let file = root.join("bench/speech/redact.tsv");
    let lines = labelled(&fs::read_to_string(&file)?)
        .map_err(|line| Failure::from(format!("{}:{line}: no labelled line", file.display())))?;
    let measured = measured(&Redactor::default(), &lines);
    let (all, clean) = measured.lines;
    let mut page = format!(
        "\n## What is masked\n\n{all} lines of `bench/speech/redact.tsv`, {clean} of them without anything to be masked. Hidden: every character of a labelled place is \
         masked; exact: no more than it, under its own kind; for nothing: masked where no label lies.\n\n\
         | kind | labelled | hidden | recall | exact | for nothing |\n|---|--:|--:|--:|--:|--:|\n"
    );
    for (kind, counts) in &measured.kinds {
        let recall = counts.hidden as f64 / counts.wanted.max(1) as f64;
        writeln!(
            page,
            "| {kind} | {} | {} | {recall:.3} | {} | {} |",
            counts.wanted, counts.hidden, counts.exact, counts.false_masks
        )?;
    }
    Ok(page)
}
