//! Pages of documentation are read by the reader of packs.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // tests read files

use guiju_standard::page::Page;
use guiju_standard::{Lang, Weight};

fn semantics() -> Page {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/semantics.md");
    Page::parse("docs/semantics.md", std::fs::read_to_string(path).unwrap())
}

#[test]
fn every_section_of_the_semantics_is_a_standard_without_errors() {
    let page = semantics();
    let mut cases = 0;
    for section in page.sections.iter().filter(|section| !section.blocks.is_empty()) {
        let reading = page.read(section);
        let errors: Vec<String> = reading
            .findings
            .iter()
            .filter(|finding| finding.weight == Weight::Error)
            .map(|finding| finding.render(&reading.sources, Lang::En, false))
            .collect();
        assert!(errors.is_empty(), "{}: {}", section.title, errors.join("\n"));
        cases += reading.standard.map_or(0, |standard| standard.cases.len());
    }
    assert!(cases > 300, "{cases}");
}

const TWO: &str = "\
# A page

## First part
```yaml standard
vocabulary:
  encounters: { visit: { opens: came, closes: left } }
  activities: { came: {}, left: {} }
clauses:
  - defaults: { severity: major }
  - { id: leaves, when: came, then: left }
```
```yaml cases
- defaults: { encounter: { type: visit } }
- { name: 走了, events: [09:00 came, 09:05 left], expect: { leaves: kept } }
```
Some words.
```yaml standard
vocabulary:
  activities: { greeted: {} }
clauses:
  - { id: greets, when: came, then: greted }
```
```yaml cases
- { name: 没有类型, events: [09:00 came], expect: { leaves: broken } }
```

## Second part
```yaml standard
vocabulary: { encounters: { call: {} }, activities: { rang: {} } }
clauses: [{ id: rings, must: rang }]
```
";

#[test]
fn blocks_of_a_section_add_up_defaults_end_with_their_block_and_places_lie_in_the_page() {
    let page = Page::parse("two.md", TWO);
    let first = page.read(&page.sections[1]);
    let errors: Vec<String> = first
        .findings
        .iter()
        .filter(|finding| finding.weight == Weight::Error)
        .map(|finding| format!("{} {}", finding.place(&first.sources), finding.code))
        .collect();
    assert_eq!(errors, ["two.md:21:37 unknown-activity", "two.md:24:3 missing-key"]);
    let second = page.read(&page.sections[2]);
    let standard = second.standard.unwrap();
    assert_eq!(standard.id, "second-part");
    assert_eq!(standard.zone, "Asia/Shanghai");
    assert!(standard.vocabulary.activities.len() == 1, "a section starts afresh");
}
