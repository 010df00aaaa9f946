//! Reads the standards of a page and shows what is wrong with them.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // a tool for us
use guiju_standard::{Weight, page::Page};
fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let page = Page::parse(&path, text);
        let mut cases = 0;
        for section in page.sections.iter().filter(|section| !section.blocks.is_empty()) {
            let reading = page.read(section);
            for f in reading.findings.iter().filter(|f| f.weight == Weight::Error) {
                println!("{}", f.render(&reading.sources, guiju_time::Lang::En, false));
            }
            cases += reading.standard.map_or(0, |s| s.cases.len());
        }
        println!("{path}: {} sections, {cases} cases", page.sections.len());
    }
}
