//! `docs/semantics.md`, the book on phrases and the page of every form hold: each case on them is judged as it says.
#![expect(clippy::disallowed_methods, reason = "tests read the pages from the repository")]

use guiju_judge::case;
use guiju_standard::{Lang, Weight, page::Page};
use std::path::PathBuf;
use std::sync::Arc;

fn pages() -> Vec<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![root.join("../../docs/semantics.md"), root.join("../../docs/book/phrases.md")];
    let checks = std::fs::read_dir(root.join("src/checks")).expect("the folder of forms");
    let mut forms: Vec<PathBuf> = checks.flatten().map(|entry| entry.path().join("page.md")).collect();
    forms.retain(|page| page.exists());
    forms.sort();
    pages.extend(forms);
    pages
}

#[test]
fn every_case_on_the_pages_is_judged_as_it_says() {
    let only = std::env::var("PAGE").unwrap_or_default();
    let (mut run, mut failures) = (0, Vec::new());
    for path in pages() {
        if !path.to_string_lossy().contains(&only) {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a page");
        let shown = path.components().rev().take(2).collect::<Vec<_>>();
        let shown =
            shown.iter().rev().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        let page = Page::parse(shown.clone(), text);
        for section in &page.sections {
            if section.blocks.is_empty() {
                continue;
            }
            let reading = page.read(section);
            let errors: Vec<String> = reading
                .findings
                .iter()
                .filter(|finding| finding.weight == Weight::Error)
                .map(|finding| finding.render(&reading.sources, Lang::En, false))
                .collect();
            let Some(standard) = reading.standard else {
                failures.push(format!("{shown} § {}: not read\n{}", section.title, errors.join("\n")));
                continue;
            };
            let plan = guiju_judge::compile(Arc::new(standard)).expect("a standard that was read compiles");
            for case in &plan.standard.cases {
                run += 1;
                match case::run(&plan, case) {
                    Err(bad) => failures.push(format!("{shown} § {} | {}: {bad}", section.title, case.name)),
                    Ok(result) if !only.is_empty() && !result.differs.is_empty() => {
                        failures.push(format!(
                            "{shown} § {} | {}: {:?}\n{:#?}",
                            section.title, case.name, result.differs, result.judgement
                        ));
                    }
                    Ok(result) => failures.extend(result.differs.iter().map(|d| {
                        format!(
                            "{shown} § {} | {}: {} expected {}, found {}",
                            section.title, case.name, d.clause, d.expected, d.found
                        )
                    })),
                }
            }
        }
    }
    println!("{run} cases on pages");
    assert!(failures.is_empty(), "{} of {run} differ:\n{}", failures.len(), failures.join("\n"));
    assert!(run > 0, "no case was run");
}
