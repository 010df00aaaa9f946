//! How much is found and how much is masked that need not be, on labelled lines (`bench/speech/redact.tsv`).

use crate::{find::Redactor, kind::Kind};
use std::collections::BTreeMap;

/// A labelled line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// Its number in the file, from 1.
    pub line: usize,
    /// The text, without marks.
    pub text: String,
    /// What is to be masked in it: the kind, the first character from 0 and the one after the last.
    pub wanted: Vec<(Kind, usize, usize)>,
}

/// Counts of a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Labelled places.
    pub wanted: usize,
    /// Of these, those whose every character was masked, whatever it was taken for.
    pub hidden: usize,
    /// Of these, those that were masked with the same first and last character and under their own kind.
    pub exact: usize,
    /// Places masked as this kind in which no labelled place lies.
    pub false_masks: usize,
}

/// What came of the lines.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// By kind.
    pub kinds: BTreeMap<Kind, Counts>,
    /// How many lines there were, and how many of them hold nothing to be masked.
    pub lines: (usize, usize),
    /// What was missed or masked for nothing, for people: line, what, text.
    pub wrong: Vec<(usize, &'static str, String)>,
}

/// Reads labelled lines: kind, style and a text in which `[kind:…]` marks what is to be masked.
///
/// # Errors
/// The number of the line that is none.
pub fn labelled(file: &str) -> Result<Vec<Labelled>, usize> {
    let mut lines = Vec::new();
    for (line, text) in (1..).zip(file.lines()) {
        if text.starts_with('#') || text.trim().is_empty() {
            continue;
        }
        let marked = text.split('\t').nth(2).ok_or(line)?;
        let (mut text, mut wanted, mut rest) = (String::new(), Vec::new(), marked);
        while let Some((before, mark)) = rest.split_once('[') {
            let (mark, after) = mark.split_once(']').ok_or(line)?;
            let (kind, inside) = mark.split_once(':').ok_or(line)?;
            text.push_str(before);
            let from = text.chars().count();
            text.push_str(inside);
            wanted.push((Kind::from_name(kind).ok_or(line)?, from, text.chars().count()));
            rest = after;
        }
        text.push_str(rest);
        lines.push(Labelled { line, text, wanted });
    }
    Ok(lines)
}

/// Holds what a redactor finds against the labels.
#[must_use]
pub fn measured(redactor: &Redactor, lines: &[Labelled]) -> Measured {
    let mut all = Measured {
        kinds: Kind::ALL.iter().map(|kind| (*kind, Counts::default())).collect(),
        ..Measured::default()
    };
    for Labelled { line, text, wanted } in lines {
        let found = redactor.find(text);
        all.lines.0 += 1;
        all.lines.1 += usize::from(wanted.is_empty());
        for &(kind, from, to) in wanted {
            let counts = all.kinds.entry(kind).or_default();
            counts.wanted += 1;
            if (from..to).all(|at| found.iter().any(|place| (place.from..place.to).contains(&at))) {
                counts.hidden += 1;
            } else {
                all.wrong.push((*line, "missed", text.clone()));
            }
            counts.exact +=
                usize::from(found.iter().any(|place| (place.kind, place.from, place.to) == (kind, from, to)));
        }
        for place in found {
            if !wanted.iter().any(|(_, from, to)| place.from < *to && *from < place.to) {
                all.kinds.entry(place.kind).or_default().false_masks += 1;
                all.wrong.push((*line, "masked for nothing", text.clone()));
            }
        }
    }
    all
}
