//! Pages that run: Markdown whose fenced blocks hold little standards and their cases.
//!
//! A section begins at a line `## …` and holds blocks `yaml standard` (a mapping whose keys are a pack's files:
//! `standard`, `vocabulary`, `params`, `calendars`, `phrases`, `situations`, `tables`, `forms`, `clauses`, `cases`,
//! `articles`) and `yaml cases` (a list). The blocks of a section add up: mappings merge, lists append, `defaults` end with
//! their block. Left out, the zone is Asia/Shanghai, the calendar `cn`, the language Chinese, the id that of the section.

use crate::read::{Reading, Stretch, read_blocks};
use std::ops::Range;

/// A page, cut into sections.
#[derive(Debug, Clone)]
pub struct Page {
    /// Path for diagnostics.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// The sections; what stands before the first `##` is one without title.
    pub sections: Vec<Section>,
}

/// A section of a page.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// Where the title stands, in bytes.
    pub heading: Range<usize>,
    /// Fenced blocks, in the order written.
    pub blocks: Vec<Block>,
}

/// A fenced block.
#[derive(Debug, Clone)]
pub struct Block {
    /// What stands behind the fence (`yaml standard`).
    pub info: String,
    /// Where its text stands, in bytes.
    pub range: Range<usize>,
}

impl Page {
    /// Cuts a page.
    pub fn parse(path: impl Into<String>, text: impl Into<String>) -> Page {
        let text = text.into();
        let mut sections = vec![Section { title: String::new(), heading: 0..0, blocks: Vec::new() }];
        let mut open: Option<(String, usize)> = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let words = line.trim_end();
            match (&open, words.strip_prefix("```"), words.strip_prefix("## ")) {
                (Some((info, from)), Some(""), _) => {
                    let block = Block { info: info.clone(), range: *from..start };
                    if let Some(section) = sections.last_mut() {
                        section.blocks.push(block);
                    }
                    open = None;
                }
                (None, Some(info), _) => open = Some((info.trim().to_owned(), at)),
                (None, None, Some(title)) => sections.push(Section {
                    title: title.trim().to_owned(),
                    heading: start..start + words.len(),
                    blocks: Vec::new(),
                }),
                _ => {}
            }
        }
        Page { path: path.into(), text, sections }
    }

    /// The text of a block.
    pub fn block(&self, block: &Block) -> &str {
        self.text.get(block.range.clone()).unwrap_or("")
    }

    /// Reads and lints the standard and the cases of a section; places point into the page.
    pub fn read(&self, section: &Section) -> Reading {
        let blocks: Vec<&Block> = section
            .blocks
            .iter()
            .filter(|b| ["yaml standard", "yaml cases"].contains(&b.info.as_str()))
            .collect();
        self.read_blocks(section, &blocks)
    }

    /// Reads and lints some blocks as one standard; one whose kind is `yaml cases` holds cases, any other one files.
    pub fn read_blocks(&self, section: &Section, blocks: &[&Block]) -> Reading {
        let stretches: Vec<Stretch<'_>> = blocks
            .iter()
            .map(|block| Stretch {
                start: block.range.start,
                text: self.block(block),
                cases: block.info == "yaml cases",
            })
            .collect();
        let title = (section.heading.start, section.heading.end);
        read_blocks(&self.path, &self.text, &section_id(&section.title), title, &stretches)
    }
}

/// A section's title as a name: ASCII letters and digits, `-` between words.
fn section_id(title: &str) -> String {
    let words: Vec<String> = title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let id = words.join("-");
    if id.starts_with(|c: char| c.is_ascii_alphabetic()) { id } else { format!("page{id}") }
}
