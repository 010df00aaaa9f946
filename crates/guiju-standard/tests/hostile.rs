//! Whatever is in a file: a diagnostic, never a panic or a hang.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // tests read files

use guiju_standard::{Lang, NoLibrary, PackFiles, Reading, Weight, check, scaffold};
use proptest::prelude::*;

const STANDARD: &str = "id: p\nzone: Asia/Shanghai\n";

fn read(path: &str, text: &str) -> Reading {
    let mut files = vec![(path.to_owned(), text.to_owned())];
    if path != "standard.yaml" {
        files.push(("standard.yaml".to_owned(), STANDARD.to_owned()));
    }
    let reading = check(&PackFiles { folder: "p".into(), files }, &NoLibrary);
    for finding in &reading.findings {
        for lang in [Lang::Zh, Lang::En] {
            assert!(finding.render(&reading.sources, lang, false).contains(finding.code));
        }
    }
    reading
}

fn refused(path: &str, text: &str, code: &str) {
    let reading = read(path, text);
    let codes: Vec<&str> = reading.findings.iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&code), "{codes:?}");
    assert!(reading.has_errors() && reading.standard.is_none());
}

#[test]
fn deep_nesting_is_refused_in_block_and_flow_style() {
    refused("vocabulary.yaml", &"[".repeat(100_000), "yaml");
    refused("vocabulary.yaml", &"{a: ".repeat(100_000), "yaml");
    refused("clauses/a.yaml", &"- ".repeat(100_000), "yaml");
    let block: String = (0..200).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    refused("vocabulary.yaml", &block, "yaml");
}

#[test]
fn a_condition_nested_deep_is_refused() {
    let deep = format!(
        "encounters: {{ e: {{}} }}\nactivities: {{ x: {{}} }}\ninstants: {{ i: '{}1{}' }}\n",
        "(".repeat(5_000),
        ")".repeat(5_000)
    );
    assert!(read("vocabulary.yaml", &deep).has_errors());
}

#[test]
fn aliases_that_would_multiply_are_refused() {
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..30u8 {
        let (this, last) = (char::from(b'a' + level % 26), char::from(b'a' + (level - 1) % 26));
        bomb.push_str(&format!("{this}{level}: &{this}{level} [*{last}, *{last}, *{last}, *{last}]\n"));
    }
    refused("vocabulary.yaml", &bomb, "yaml");
}

#[test]
fn tags_second_documents_tabs_and_keys_met_twice_are_refused() {
    refused("vocabulary.yaml", "activities: !!python/object {}\n", "yaml");
    refused("vocabulary.yaml", "activities: {}\n---\nactivities: {}\n", "yaml");
    refused("vocabulary.yaml", "activities:\n\tarrived: {}\n", "yaml");
    refused("vocabulary.yaml", "activities: {}\nactivities: {}\n", "duplicate-key");
    refused("vocabulary.yaml", "? [a, b]\n: c\n", "yaml");
}

#[test]
fn a_line_of_a_megabyte_is_shown_in_part() {
    let line = format!("activities: {{ {}: [x] }}\n", "长".repeat(350_000));
    let reading = read("vocabulary.yaml", &line);
    let finding = reading.findings.iter().find(|finding| finding.weight == Weight::Error).unwrap();
    let shown = finding.render(&reading.sources, Lang::Zh, false);
    assert!(shown.len() < 10_000, "{} bytes", shown.len());
}

#[test]
fn byte_order_marks_and_windows_line_ends_do_no_harm() {
    let pack = [
        ("standard.yaml", "\u{feff}id: p\r\nlanguages: [zh]\r\n"),
        ("vocabulary.yaml", "\u{feff}encounters: { e: { opens: a } }\r\nactivities:\r\n  a: {}\r\n"),
        ("clauses/c.yaml", "\u{feff}- id: c\r\n  when: a\r\n  then: b\r\n"),
        ("articles.tsv", "\u{feff}id\twhere\ttext\tkind\r\nc\t一\t到\tstep\r\n"),
    ];
    let files = pack.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec();
    let reading = check(&PackFiles { folder: "p".into(), files }, &NoLibrary);
    let errors: Vec<String> = reading
        .findings
        .iter()
        .filter(|finding| finding.weight == Weight::Error)
        .map(|finding| format!("{} {}", finding.place(&reading.sources), finding.code))
        .collect();
    assert_eq!(errors, ["p/clauses/c.yaml:3:9 unknown-activity"]);
}

#[test]
fn a_pack_without_files_says_so() {
    let reading = check(&PackFiles { folder: "p".into(), files: Vec::new() }, &NoLibrary);
    assert_eq!(reading.findings[0].code, "missing-file");
}

/// A real pack's files, short ones: the parts that every file of a pack has.
fn real(path: &str) -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../standards/power-repair");
    std::fs::read_to_string(root.join(path)).unwrap_or_default()
}

fn cut(text: &str, from: usize, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    let from = from % all.len().max(1);
    all[from..(from + lines).min(all.len())].join("\n") + "\n"
}

/// One slip in a text.
fn slip(text: &str, kind: u8, at: usize, with: &str) -> String {
    let at = text.floor_char_boundary(at % (text.len() + 1));
    let end = text.ceil_char_boundary((at + with.len() + 1).min(text.len()));
    match kind % 4 {
        0 => format!("{}{with}{}", &text[..at], &text[at..]),
        1 => format!("{}{}", &text[..at], &text[end..]),
        2 => format!("{}{with}{}", &text[..at], &text[end..]),
        _ => format!("{}{}{}", &text[..end], &text[at..end], &text[end..]),
    }
}

const FILES: &[&str] = &[
    "vocabulary.yaml",
    "params.yaml",
    "phrases.yaml",
    "clauses/1-2-on-the-way.yaml",
    "cases/1-2-on-the-way.yaml",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_slip_in_a_real_file_makes_it_panic(
        file in 0..FILES.len(),
        from in 0..400usize,
        slips in prop::collection::vec((any::<u8>(), any::<usize>(), "[a-z:{}\\[\\],'\"#|> \n中文，&*!%@-]{0,4}"), 1..4),
    ) {
        let text = cut(&real(FILES[file]), from, 12);
        let text = slips.iter().fold(text, |text, (kind, at, with)| slip(&text, *kind, *at, with));
        // Beneath its own head, so that what stands in the middle of a file is read as well.
        let head = match FILES[file].split('.').next().unwrap_or("") {
            "vocabulary" => "activities:\n",
            name @ ("params" | "phrases") => if name == "params" { "params:\n" } else { "phrases:\n" },
            _ => "",
        };
        read(FILES[file], &format!("{head}{text}"));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), file in 0..FILES.len()) {
        let text = String::from_utf8_lossy(&bytes);
        read(FILES[file], &text);
        read("standard.yaml", &text);
        read("articles.tsv", &text);
        scaffold(&text, "p");
    }

    #[test]
    fn no_text_makes_the_scaffold_or_a_page_panic(text in "[第章节条一二十百1-9.、（）()#\n 。；“”a`y:{}-]{0,80}") {
        scaffold(&text, "p");
        let page = guiju_standard::page::Page::parse("p.md", text.as_str());
        for section in &page.sections {
            page.read(section);
        }
    }
}
