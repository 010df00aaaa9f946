//! `guiju doc`: a page for each reader.

mod common;

use common::run;

/// The page of a pack for a reader.
fn page(pack: &str, reader: &str) -> String {
    let ran = run(["doc", pack, "--for", reader]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    ran.stdout
}

#[test]
fn each_reader_gets_a_page_in_both_languages() {
    for (reader, zh, en) in [
        ("all", "从条文到条款", "From article to clause"),
        ("front", "要说到", "must be said"),
        ("inspector", "看什么", "What to look at"),
        ("manager", "凭什么判", "Judged by"),
    ] {
        let page = page("power-repair", reader);
        assert!(page.contains(zh), "{reader}: {zh}");
        assert!(page.contains(en), "{reader}: {en}");
    }
}

#[test]
fn every_clause_is_in_the_whole_and_every_link_leads_somewhere() {
    let page = page("power-repair", "all");
    let links = page.match_indices("href=\"#").map(|(at, mark)| {
        let rest = &page[at + mark.len()..];
        &rest[..rest.find('"').expect("an end")]
    });
    let mut count = 0;
    for link in links {
        assert_eq!(page.matches(&format!("id=\"{link}\"")).count(), 1, "{link}");
        count += 1;
    }
    assert!(count > 300, "{count} links");
}

#[test]
fn who_serves_reads_no_placeholder_and_no_attribute_name() {
    let page = page("power-repair", "front");
    let body = &page[page.find("<main").expect("a page")..];
    assert!(!body.contains("{organisation}"), "a slot that the standard fills");
    assert!(body.contains("农村 1 小时 30 分"), "a value by its title");
    assert!(body.contains("<svg"), "the way as a drawing");
}
