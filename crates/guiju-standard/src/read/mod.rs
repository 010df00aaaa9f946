//! From files to a [`Standard`]: YAML, held against its shape, then resolved name by name.

mod articles;
mod blocks;
mod cases;
mod check;
mod clause;
mod forms;
mod merge;
mod names;
mod overlay;
mod packs;
mod params;
mod pattern;
mod scalars;
mod speech;
mod standard;
mod tables;
pub(crate) mod trees;
mod vocabulary;

pub(crate) use blocks::{Stretch, read as read_blocks};
pub(crate) use pattern::READY_MADE as READY_MADE_ACTIVITIES;
pub(crate) use speech::READY_MADE as READY_MADE_PHRASES;

use crate::diagnostic::{Diagnostic, Weight};
use crate::model::{Param, Phrase, Standard, Vocabulary};
use crate::shape::{self, Shape};
use crate::source::{Sources, Span};
use crate::yaml::{self, Node};
use std::collections::{BTreeMap, BTreeSet};

/// A pack as it lies in a folder: paths inside it (`clauses/arrival.yaml`) and texts.
#[derive(Debug, Clone)]
pub struct PackFiles {
    /// Folder as people know it (`standards/power-repair`); stands before paths in diagnostics.
    pub folder: String,
    /// Path inside the folder and text, in the order of paths.
    pub files: Vec<(String, String)>,
}

/// Finds packs by name, for `includes` and `extends`.
pub trait Library {
    /// The files of a pack.
    fn pack(&self, name: &str) -> Option<PackFiles>;

    /// Names of the packs that there are, for "did you mean".
    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}

/// A library without packs.
pub struct NoLibrary;

impl Library for NoLibrary {
    fn pack(&self, _: &str) -> Option<PackFiles> {
        None
    }
}

/// What reading a pack gave: the standard where there is no error, and all findings.
#[derive(Debug)]
pub struct Reading {
    /// The standard; none where something is wrong with it.
    pub standard: Option<Standard>,
    /// The files, for showing findings.
    pub sources: Sources,
    /// What was found, by place.
    pub findings: Vec<Diagnostic>,
}

impl Reading {
    /// Whether anything found is an error.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.weight == Weight::Error)
    }
}

/// Reads a pack.
///
/// All that is wrong is found at once; a standard comes out only where nothing is.
pub fn read(pack: &PackFiles, library: &dyn Library) -> Reading {
    let mut reader = Reader::default();
    let standard = standard::read(&mut reader, pack, library);
    reading(reader, standard, false)
}

/// Reads a pack and lints it: all findings at once, also those about the rest of a pack that can't be read in full.
pub fn check(pack: &PackFiles, library: &dyn Library) -> Reading {
    let mut reader = Reader::default();
    let standard = standard::read(&mut reader, pack, library);
    reading(reader, standard, true)
}

/// What was read, as a reading; with the lints' findings if asked.
pub(crate) fn reading(reader: Reader, standard: Option<Standard>, lint: bool) -> Reading {
    let Reader { sources, found: mut findings, .. } = reader;
    without_echoes(&mut findings);
    let failed = |findings: &[Diagnostic]| findings.iter().any(|finding| finding.weight == Weight::Error);
    let broken = failed(&findings);
    let standard = standard.map(|standard| Standard { sources: sources.clone(), ..standard });
    if let (true, Some(standard)) = (lint, &standard) {
        findings.extend(crate::lint::findings(standard, broken));
    }
    findings.sort_by(|a, b| (a.span, a.weight, a.code).cmp(&(b.span, b.weight, b.code)));
    findings.dedup();
    Reading { standard: standard.filter(|_| !broken), sources, findings }
}

/// A misspelt key is one mistake: that the right one is missing goes without saying.
fn without_echoes(findings: &mut Vec<Diagnostic>) {
    let keys: Vec<Span> = findings.iter().filter(|f| f.code == "unknown-key").map(|f| f.span).collect();
    findings.retain(|finding| {
        let echo = ["missing-key", "no-body", "no-check", "empty-phrase"].contains(&finding.code);
        let inside = |key: &Span| {
            let span = finding.span;
            span.file == key.file && span.start <= key.start && key.end <= span.end
        };
        !(echo && keys.iter().any(inside))
    });
}

/// What is known so far while a pack is read.
#[derive(Default)]
pub(crate) struct Reader {
    pub(crate) sources: Sources,
    pub(crate) found: Vec<Diagnostic>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) params: BTreeMap<String, Param>,
    pub(crate) phrases: BTreeMap<String, Phrase>,
    pub(crate) situations: BTreeSet<String>,
    pub(crate) forms: BTreeSet<String>,
    pub(crate) tables: BTreeSet<String>,
    pub(crate) first_language: Option<guiju_time::Lang>,
}

impl Reader {
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Reports an error: what is wrong and what to write instead, each in Chinese and English.
    pub(crate) fn error(
        &mut self,
        code: &'static str,
        span: Span,
        what: (impl Into<String>, impl Into<String>),
        help: (impl Into<String>, impl Into<String>),
    ) {
        self.found.push(Diagnostic::error(code, span, what.0, what.1).help(help.0, help.1));
    }

    /// Parses a file and holds it against its shape; `None` where it is not YAML.
    pub(crate) fn tree(&mut self, path: &str, text: &str, shape: &'static Shape) -> Option<Node> {
        let file = self.sources.add(path, text);
        match yaml::parse(file, text) {
            Ok(node) => Some(self.shaped(node, shape)),
            Err(problem) => {
                self.report(*problem);
                None
            }
        }
    }

    /// Holds a tree against its shape and leaves what fits it, so that one slip does not hide what else is wrong.
    pub(crate) fn shaped(&mut self, node: Node, shape: &'static Shape) -> Node {
        let before = self.found.len();
        shape::check(&node, shape, &mut self.found);
        if self.found.len() == before { node } else { shape::fitting(&node, shape) }
    }
}
