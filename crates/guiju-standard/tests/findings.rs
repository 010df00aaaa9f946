//! The reader's words are under test, in both languages, with the caret where it belongs.
//!
//! A section of `findings.md` is a little pack, then what is said about it. After a change
//! `GUIJU_UPDATE=1 cargo test -p guiju-standard --test findings` writes the words anew: read the difference like code.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // tests read files

use guiju_standard::Lang;
use guiju_standard::page::Page;
use std::path::Path;

/// Advice that nearly every little pack would get.
const ASIDE: &[&str] = &["missing-title", "missing-case"];

#[test]
fn findings_read_as_written_on_the_page() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let page = Page::parse("findings.md", text.as_str());
    let mut written = text.clone();
    for section in page.sections.iter().skip(1).rev() {
        let [pack, zh, en] = section.blocks.as_slice() else { panic!("{}: three blocks", section.title) };
        // A page of its own, so that lines are counted from the pack's first one.
        let source = page.block(pack);
        let own = Page::parse("pack.yaml", format!("```yaml standard\n{source}```\n## x\n"));
        let reading = own.read(&own.sections[0]);
        for (block, lang) in [(en, Lang::En), (zh, Lang::Zh)] {
            let findings = reading.findings.iter().filter(|finding| !ASIDE.contains(&finding.code));
            let words: Vec<String> = findings.map(|f| f.render(&reading.sources, lang, false)).collect();
            let words: Vec<&str> = words.iter().flat_map(|w| w.lines()).map(str::trim_end).collect();
            written.replace_range(block.range.clone(), &(words.join("\n") + "\n"));
        }
    }
    if std::env::var_os("GUIJU_UPDATE").is_some() {
        std::fs::write(&path, &written).unwrap();
    }
    for (number, (was, is)) in text.lines().zip(written.lines()).enumerate() {
        assert_eq!(was, is, "findings.md:{}", number + 1);
    }
    assert_eq!(text.lines().count(), written.lines().count());
}
