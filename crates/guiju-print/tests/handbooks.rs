//! Handbooks set as PDF, read back with Poppler's `pdftotext` (Debian: `poppler-utils`).

// Tests read files.
#![allow(clippy::disallowed_methods)]

use guiju_print::{Unset, pdf};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;

fn fixture(lang: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/helpdesk-{lang}.json"));
    std::fs::read_to_string(path).expect("a handbook")
}

/// The text of a PDF as a reader copies it, page by page, without white space.
fn copied(pdf: &[u8], name: &str) -> Vec<String> {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, pdf).expect("a place to write");
    let ran = Command::new("pdftotext").arg(&file).arg("-").output().expect("pdftotext, of poppler-utils");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let text = String::from_utf8(ran.stdout).expect("text");
    let pages = text.trim_end_matches('\u{c}').split('\u{c}');
    pages.map(|page| page.split_whitespace().collect()).collect()
}

/// Titles and lines of a handbook.
fn said(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match (name.as_str(), field) {
                    ("title" | "text" | "lead" | "reader", Value::String(text)) => found.push(text.clone()),
                    _ => said(field, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| said(item, found)),
        _ => {}
    }
}

#[test]
fn what_the_handbook_says_can_be_copied_from_the_pages() {
    for lang in ["zh", "en"] {
        let document = fixture(lang);
        let pages = copied(&pdf(&document).expect("a PDF"), &format!("helpdesk-{lang}.pdf"));
        let whole: String = pages.concat();
        let mut told = Vec::new();
        said(&serde_json::from_str(&document).expect("JSON"), &mut told);
        assert!(told.len() > 40, "{}", told.len());
        for text in told {
            let bare: String = text.split_whitespace().collect();
            assert!(whole.contains(&bare), "{lang}: {text}");
        }
        assert!(!whole.contains('\u{fffd}'));
    }
}

#[test]
fn a_long_table_has_its_head_on_every_page() {
    let row = |n: usize| json!([[{ "text": format!("第 {n} 行"), "link": null }], [{ "text": "内容", "link": null }]]);
    let rows: Vec<Value> = (0..120).map(row).collect();
    let document = json!({
        "guiju-handbook": 1, "date": "2026-03-02", "lang": "zh", "title": "长表", "reader": "检查", "description": "", "version": "1", "clauses": 1,
        "parts": [{ "id": "t", "title": "表", "lead": "", "blocks": [{ "kind": "table", "head": ["甲栏", "乙栏"], "rows": rows }] }],
    });
    let pages = copied(&pdf(&document.to_string()).expect("a PDF"), "table.pdf");
    let with_rows: Vec<&String> =
        pages.iter().filter(|page| page.contains("行内容") || page.contains("第1")).collect();
    assert!(with_rows.len() > 2, "{} pages", with_rows.len());
    assert!(with_rows.iter().all(|page| page.contains("甲栏")));
}

#[test]
fn a_sign_that_no_font_has_is_an_error() {
    let document = fixture("zh").replacen("\"title\":\"", "\"title\":\"\u{10fffd}", 1);
    assert!(matches!(pdf(&document), Err(Unset::Typeset(_))));
}

#[test]
fn what_is_no_handbook_is_refused() {
    assert!(matches!(pdf("{}"), Err(Unset::NoHandbook)));
}
