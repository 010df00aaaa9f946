//! Little standards in one mapping, as they stand in pages: the keys are a pack's files.

use super::standard::{Fingerprint, read_trees};
use super::trees::{Lists, Trees, merged};
use super::{Library, PackFiles, Reader, Reading, reading};
use crate::shape;
use crate::source::{FileId, Span};
use crate::yaml::{self, Kind, Node};

/// Keys whose values are entries of a file of the same name.
const PARTS: &[&str] =
    &["instants", "params", "calendars", "phrases", "situations", "tables", "forms", "dimensions"];

/// A stretch of a page that holds YAML.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch<'a> {
    /// Where it begins in the page, in bytes.
    pub(crate) start: usize,
    /// Its text.
    pub(crate) text: &'a str,
    /// It is a list of cases; else a mapping of files.
    pub(crate) cases: bool,
}

/// Reads stretches of one page as one standard: mappings merge, lists append.
pub(crate) fn read(
    path: &str,
    page: &str,
    id: &str,
    title: (usize, usize),
    stretches: &[Stretch<'_>],
) -> Reading {
    let mut reader = Reader::default();
    let file = reader.sources.add(path, page);
    let title = Span { file, start: title.0 as u32, end: title.1 as u32 };
    let mut blocks = Blocks::new(id, title);
    let mut hash = Fingerprint::default();
    for stretch in stretches {
        hash.add(path, stretch.text);
        match yaml::parse_at(file, stretch.start, stretch.text) {
            Ok(node) if stretch.cases => {
                let node = reader.shaped(node, &shape::CASES);
                blocks.trees.cases.push(node);
            }
            Ok(node) => blocks.take(&mut reader, node, file, page),
            Err(problem) => reader.report(*problem),
        }
    }
    let packs = std::mem::take(&mut blocks.packs);
    let trees = blocks.finish(&mut reader);
    let standard = read_trees(&mut reader, trees, &packs, hash);
    reading(reader, standard, true)
}

struct Blocks {
    standard: Node,
    part: Node,
    trees: Trees,
    packs: Packs,
}

impl Blocks {
    fn new(id: &str, title: Span) -> Blocks {
        let scalar = |text: &str| Node { span: title, kind: Kind::Scalar { text: text.into(), plain: true } };
        let entries = [("id", id), ("zone", "Asia/Shanghai"), ("calendar", "cn"), ("languages", "zh")];
        let entries = entries.iter().map(|(key, value)| (scalar(key), scalar(value))).collect();
        Blocks {
            standard: Node { span: title, kind: Kind::Map(entries) },
            part: Node { span: title, kind: Kind::Map(Vec::new()) },
            trees: Trees::default(),
            packs: Packs::default(),
        }
    }

    fn take(&mut self, reader: &mut Reader, block: Node, file: FileId, page: &str) {
        let block = reader.shaped(block, &shape::BLOCK);
        for (key, value) in block.entries() {
            let name = key.text().unwrap_or("");
            match name {
                "standard" => self.standard = merged(&self.standard, value, Lists::Replace),
                "vocabulary" => self.part = merged(&self.part, value, Lists::Append),
                "clauses" => self.trees.clauses.push(value.clone()),
                "cases" => self.trees.cases.push(value.clone()),
                "articles" => {
                    let path = format!("{} (articles.tsv)", reader.sources.file(file).path);
                    let rows = reader.read_articles(&path, value.text().unwrap_or(""));
                    self.trees.articles.extend(rows);
                }
                "packs" => self.packs.0.extend(value.entries().iter().map(|(name, pack)| {
                    let name = name.text().unwrap_or("").to_owned();
                    let files = files(pack, &name, page);
                    (name, files)
                })),
                _ if PARTS.contains(&name) => {
                    let part = Kind::Map(vec![(key.clone(), value.clone())]);
                    let part = Node { span: key.span, kind: part };
                    self.part = merged(&self.part, &part, Lists::Append);
                }
                _ => {}
            }
        }
    }

    fn finish(self, reader: &mut Reader) -> Trees {
        let mut trees = self.trees;
        trees.standard = Some(reader.shaped(self.standard, &shape::STANDARD));
        let entries = |node: &Node| !node.entries().is_empty();
        trees.parts.extend(Some(self.part).filter(entries));
        trees
    }
}

/// Packs that stand in the page as well, for `includes` and `extends`.
#[derive(Default)]
struct Packs(Vec<(String, PackFiles)>);

impl Library for Packs {
    fn pack(&self, name: &str) -> Option<PackFiles> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, files)| files.clone())
    }

    fn names(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }
}

/// A mapping of files as the files that it stands for.
fn files(pack: &Node, name: &str, page: &str) -> PackFiles {
    let mut standard = format!("id: {name}\n");
    let mut files = Vec::new();
    for (key, value) in pack.entries() {
        let key = key.text().unwrap_or("");
        // The value as it stands, its first line pushed to its column again.
        let start = value.span.start as usize;
        let line = page[..start].rfind('\n').map_or(0, |at| at + 1);
        let text = format!("{}{}\n", " ".repeat(start - line), &page[start..value.span.end as usize]);
        match key {
            "standard" if value.is_map() && text.trim_start().starts_with('{') => {
                // A flow mapping can't follow a line of block mapping: its entries, line by line.
                for (key, value) in value.entries() {
                    let value = &page[value.span.start as usize..value.span.end as usize];
                    standard.push_str(&format!("{}: {value}\n", key.text().unwrap_or("")));
                }
            }
            "standard" => {
                let indent = start - line;
                let cut = |line: &str| line.get(indent..).unwrap_or("").to_owned();
                let lines: Vec<String> = text.lines().map(cut).collect();
                standard.push_str(&lines.join("\n"));
                standard.push('\n');
            }
            "vocabulary" => files.push(("vocabulary.yaml".to_owned(), text)),
            "clauses" | "cases" => files.push((format!("{key}/page.yaml"), text)),
            _ => files.push((format!("{key}.yaml"), format!("{key}:\n{text}"))),
        }
    }
    files.push(("standard.yaml".to_owned(), standard));
    files.sort();
    PackFiles { folder: name.to_owned(), files }
}
