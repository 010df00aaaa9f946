//! Every code has a page, every page a code, and the examples on a page are what it says.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // tests read files

use guiju_standard::page::Page;
use guiju_standard::{Lang, lint};
use std::collections::BTreeSet;
use std::path::Path;

/// Codes whose example can't stand in a page: a folder without a file.
const WITHOUT_EXAMPLE: &[&str] = &["missing-file"];

fn sources(folder: &Path, into: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("codes.rs") {
            into.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

/// Words in quotation marks that follow a call that reports, or choose a code.
fn codes_in_source() -> BTreeSet<String> {
    let mut texts = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut texts);
    let mut codes = BTreeSet::new();
    for text in &texts {
        let starts = ["Diagnostic::error(", "Diagnostic::warning(", "self.error(", "reader.error("];
        for start in starts {
            for (at, _) in text.match_indices(start) {
                let behind = text[at + start.len()..].trim_start();
                if let Some(word) = behind.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                    codes.insert(word.to_owned());
                }
            }
        }
        let Some(at) = text.find("let code = match") else { continue };
        let block = &text[at..at + text[at..].find("};").unwrap()];
        codes.extend(block.split('"').skip(1).step_by(2).map(str::to_owned));
    }
    codes
}

#[test]
fn every_code_in_use_has_a_page_and_every_page_is_of_a_code_in_use() {
    let paged: BTreeSet<String> = lint::codes().map(str::to_owned).collect();
    assert_eq!(codes_in_source(), paged);
}

#[test]
fn the_wrong_example_of_a_page_gives_its_code_and_the_right_one_does_not() {
    let mut wrong = Vec::new();
    for code in lint::codes() {
        let page = Page::parse(format!("{code}.md"), lint::page(code).unwrap());
        let section = page.sections.last().unwrap();
        let kinds: Vec<&str> = section.blocks.iter().map(|block| block.info.as_str()).collect();
        if WITHOUT_EXAMPLE.contains(&code) {
            continue;
        }
        if kinds != ["yaml wrong", "yaml right"] {
            wrong.push(format!("{code}: the blocks are {kinds:?}"));
            continue;
        }
        for block in &section.blocks {
            let reading = page.read_blocks(section, &[block]);
            let has = reading.findings.iter().any(|finding| finding.code == code);
            let errors: Vec<String> = reading
                .findings
                .iter()
                .filter(|finding| finding.weight == guiju_standard::Weight::Error && finding.code != code)
                .map(|finding| finding.render(&reading.sources, Lang::En, false))
                .collect();
            if has != (block.info == "yaml wrong") {
                wrong.push(format!("{code}: {} {}", block.info, if has { "has it" } else { "has it not" }));
            }
            if block.info == "yaml right" && !errors.is_empty() {
                wrong.push(format!("{code}: the right example has other errors:\n{}", errors.join("\n")));
            }
            for finding in &reading.findings {
                if finding.code == code && finding.help.is_none() {
                    wrong.push(format!("{code}: a finding does not say what to write instead"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_code_is_explained_in_one_language_with_its_examples() {
    for code in lint::codes() {
        let zh = lint::explain(code, Lang::Zh).unwrap();
        let en = lint::explain(code, Lang::En).unwrap();
        assert!(zh.starts_with(&format!("# {code}\n")) && en.starts_with(&format!("# {code}\n")), "{code}");
        assert!(!zh.contains("## ") && !en.contains("## "), "{code}");
        assert_eq!(zh.contains("错："), !WITHOUT_EXAMPLE.contains(&code), "{code}");
        assert_eq!(en.contains("Wrong:"), !WITHOUT_EXAMPLE.contains(&code), "{code}");
    }
    assert_eq!(lint::explain("no-such-code", Lang::En), None);
}
