//! The formatter loses nothing, changes no meaning, and has one opinion.
#![allow(clippy::disallowed_methods)] // a test may read files

use guiju_standard::fmt::{Unformatted, format};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

/// Every YAML file of the packs: path inside its pack, and text.
fn pack_files() -> Vec<(String, String)> {
    fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
        let Ok(entries) = std::fs::read_dir(folder) else { return };
        for path in entries.flatten().map(|entry| entry.path()) {
            match path.is_dir() {
                true => gather(&path, found),
                false if path.extension().is_some_and(|end| end == "yaml") => found.push(path),
                false => {}
            }
        }
    }
    let standards = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../standards");
    let mut paths = Vec::new();
    gather(&standards, &mut paths);
    paths.sort();
    assert!(paths.len() > 20, "the packs were not found");
    paths
        .into_iter()
        .map(|path| {
            let inside: PathBuf =
                path.strip_prefix(&standards).map(|p| p.components().skip(1).collect()).unwrap_or_default();
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            (inside.to_string_lossy().replace('\\', "/"), text)
        })
        .collect()
}

/// Formats, twice: `format` itself refuses a result that means something else or lost a comment.
fn formatted(path: Option<&str>, text: &str) -> Result<String, String> {
    let once = format(path, text).map_err(|why| format!("{why:?}\n{text}"))?;
    let twice = format(path, &once).map_err(|why| format!("again: {why:?}\n{once}"))?;
    if once == twice { Ok(once) } else { Err(format!("not settled:\n{text}\n---\n{once}\n---\n{twice}")) }
}

#[track_caller]
fn becomes(path: &str, from: &str, to: &str) {
    assert_eq!(formatted(Some(path), from).as_deref(), Ok(to));
}

#[test]
fn every_file_of_the_packs_keeps_its_tree_and_its_comments_and_settles_at_once() {
    for (path, text) in pack_files() {
        if let Err(why) = formatted(Some(&path), &text) {
            panic!("{path}: {why}");
        }
    }
}

#[test]
fn a_clause_names_itself_first_and_explains_itself_last_and_its_check_reads_as_it_was_written() {
    becomes(
        "clauses/a.yaml",
        "- guide:   {en: \"Go.\",  zh: '走。'}\n  then: b\n  when: a\n  within:   5min\n  title: 到达\n  id: X.1\n",
        "- id: X.1\n  title: 到达\n  then: b\n  when: a\n  within: 5min\n  guide: { zh: 走。, en: Go. }\n",
    );
}

#[test]
fn quotes_stay_only_where_they_make_a_difference() {
    becomes(
        "vocabulary.yaml",
        "objects:\n  a: {x: \"text\", y: \"12\", z: ['a, b', \"true\", 'no', \"c: d\", 'e?', \"say \\\"x\\\"\"]}\n  b: \"a, b\"\n",
        "objects:\n  a: { x: text, y: \"12\", z: [\"a, b\", \"true\", \"no\", \"c: d\", \"e?\", say \"x\"] }\n  b: a, b\n",
    );
}

#[test]
fn brackets_that_do_not_fit_become_a_block_and_a_block_stays_one() {
    let long = "很长的说明，".repeat(14);
    becomes(
        "clauses/a.yaml",
        &format!(
            "- id: a\n  guide: {{ zh: \"{long}\", en: \"{long}\" }} # both\n  evidence:\n  - tap\n  - photo\n"
        ),
        &format!(
            "- id: a\n  guide: # both\n    zh: {long}\n    en: {long}\n  evidence:\n    - tap\n    - photo\n"
        ),
    );
}

#[test]
fn comments_keep_their_place_and_pin_what_they_stand_beside() {
    becomes(
        "standard.yaml",
        "# head\n\n\n\nid: a   # name\n# about the zone\nzone: UTC\nversion: 1.0.0\ntitle: T\nslots: { # own\n  b: c, # c\n  d: e }\n\n# end\n",
        "# head\n\nid: a   # name\n# about the zone\nzone: UTC\nversion: 1.0.0\ntitle: T\nslots: # own\n  b: c # c\n  d: e\n\n# end\n",
    );
}

#[test]
fn comments_behind_a_block_belong_to_what_they_are_indented_with() {
    becomes(
        "params.yaml",
        "params:\n    a: { value: 1 }\n    # still a param\n# about calendars\ncalendars:\n    c: {}\n",
        "params:\n  a: { value: 1 }\n  # still a param\n# about calendars\ncalendars:\n  c: {}\n",
    );
}

#[test]
fn long_texts_keep_their_lines() {
    becomes(
        "clauses/a.yaml",
        "-   id: a\n    note: |   # why\n        one\n          two\n\n        three\n    guide: >-\n        folded\n        text\n",
        "- id: a\n  note: |   # why\n    one\n      two\n\n    three\n  guide: >-\n    folded\n    text\n",
    );
}

#[test]
fn nothing_but_comments_is_kept() {
    becomes("params.yaml", "\n\n# a\n\n\n# b", "# a\n\n# b\n");
    becomes("params.yaml", "", "");
}

#[test]
fn what_is_not_yaml_is_not_touched() {
    for text in ["a: [1", "a: 1\na: 2\n", "a: *b\n", "\ta: 1\n"] {
        assert!(matches!(format(None, text), Err(Unformatted::NotYaml(_))), "{text:?}");
    }
}

/// A tree and ways to write it.
#[derive(Debug, Clone)]
enum Wild {
    Text(String),
    List(Vec<Wild>, bool),
    Map(Vec<(String, Wild)>, bool),
}

fn wild() -> impl Strategy<Value = Wild> {
    let word = prop_oneof![
        "[a-z]{1,6}",
        "[一-龥，。？]{1,8}",
        "[a-z0-9 :#,'\"?!|>&*%@{}\\[\\]\\\\.~-]{0,10}",
        Just("true".to_owned()),
        Just("12".to_owned()),
        Just("a\nb\n".to_owned()),
        Just("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十".to_owned()),
    ];
    let key =
        prop_oneof!["[a-z]{1,5}", Just("id".to_owned()), Just("title".to_owned()), Just("guide".to_owned())];
    word.prop_map(Wild::Text).prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            (prop::collection::vec(inner.clone(), 0..5), any::<bool>()).prop_map(|(l, f)| Wild::List(l, f)),
            (prop::collection::btree_map(key.clone(), inner, 0..5), any::<bool>())
                .prop_map(|(m, f)| Wild::Map(m.into_iter().rev().collect(), f)),
        ]
    })
}

/// Writes a wild tree, with comments and blank lines where `whims` says so.
struct Pen<'w> {
    out: String,
    whims: std::iter::Cycle<std::slice::Iter<'w, u8>>,
    step: usize,
    comments: usize,
}

impl Pen<'_> {
    fn whim(&mut self, one_in: u8) -> bool {
        self.whims.next().is_some_and(|whim| whim % one_in == 0)
    }

    fn remark(&mut self) {
        if self.whim(5) {
            self.comments += 1;
            self.out.push_str(&format!("  # 注 {}", self.comments));
        }
    }

    fn line(&mut self, indent: usize) {
        self.remark();
        while self.whim(6) {
            self.out.push_str("\n  ");
        }
        while self.whim(6) {
            self.comments += 1;
            self.out.push_str(&format!("\n{}# own {}", " ".repeat(indent), self.comments));
        }
        self.out.push('\n');
        self.out.push_str(&" ".repeat(indent));
    }

    fn scalar(&mut self, text: &str) {
        let plain = text.chars().all(|c| c.is_alphanumeric() || c == '。') && !text.is_empty();
        match plain && !self.whim(3) {
            true => self.out.push_str(text),
            false => self.out.push_str(&format!("{text:?}").replace("\\'", "'")),
        }
    }

    fn flow(&mut self, wild: &Wild, indent: usize) {
        match wild {
            Wild::Text(text) => self.scalar(text),
            Wild::List(items, _) => {
                self.out.push('[');
                for item in items {
                    if self.whim(4) {
                        self.line(indent + 1);
                    }
                    self.flow(item, indent + 1);
                    self.out.push_str(" , ");
                }
                self.out.push(']');
            }
            Wild::Map(entries, _) => {
                self.out.push_str("{ ");
                for (key, value) in entries {
                    if self.whim(4) {
                        self.line(indent + 1);
                    }
                    self.out.push_str(&format!("{key}: "));
                    self.flow(value, indent + 1);
                    self.out.push(',');
                }
                self.out.push('}');
            }
        }
    }

    fn block(&mut self, wild: &Wild, indent: usize) {
        match wild {
            Wild::List(items, false) if !items.is_empty() => {
                for item in items {
                    self.line(indent);
                    self.out.push_str("- ");
                    self.block(item, indent + self.step);
                }
            }
            Wild::Map(entries, false) if !entries.is_empty() => {
                for (key, value) in entries {
                    self.line(indent);
                    self.out.push_str(&format!("{key}: "));
                    self.block(value, indent + self.step);
                }
            }
            Wild::Text(text) if text.ends_with('\n') && text.lines().all(|l| !l.starts_with([' ', '#'])) => {
                self.out.push('|');
                for line in text.lines() {
                    self.out.push_str(&format!("\n{}{line}", " ".repeat(indent + 1)));
                }
            }
            other => self.flow(other, indent + 1),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, ..ProptestConfig::default() })]

    #[test]
    fn any_tree_in_any_hand_keeps_meaning_and_comments_and_settles_at_once(
        tree in wild(),
        whims in prop::collection::vec(any::<u8>(), 7..60),
        step in 1..5_usize,
        path in prop::sample::select(vec!["clauses/a.yaml", "standard.yaml", "cases/a.yaml", "phrases.yaml"]),
    ) {
        let mut pen = Pen { out: String::new(), whims: whims.iter().cycle(), step, comments: 0 };
        pen.block(&tree, 0);
        pen.remark();
        let result = match format(Some(path), &pen.out) {
            Err(Unformatted::NotYaml(_)) => return Err(TestCaseError::reject("the hand slipped")),
            _ => formatted(Some(path), &pen.out),
        };
        prop_assert!(result.is_ok(), "{}", result.unwrap_err());
        let kept = result.unwrap_or_default().matches("# 注").count();
        prop_assert!(kept >= pen.out.matches("# 注").count(), "{}", pen.out);
    }

    #[test]
    fn a_pack_with_remarks_thrown_in_keeps_them(
        file in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        throws in prop::collection::vec((any::<prop::sample::Index>(), 0..3_u8), 1..8),
    ) {
        let files = pack_files();
        let (path, text) = &files[file.index(files.len())];
        // A part of the file is enough: from some line that begins an entry of the top level, fifty lines.
        let lines: Vec<&str> = text.lines().collect();
        let tops: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].starts_with(|c: char| c.is_ascii_alphabetic() || c == '-')).collect();
        let top = tops[from.index(tops.len())];
        let mut part: Vec<String> = lines[top..].iter().take(50).map(|line| (*line).to_owned()).collect();
        for (at, how) in throws {
            let at = at.index(part.len());
            match how {
                0 => part[at].push_str("  # 注"),
                1 => part.insert(at, "   # own".to_owned()),
                _ => part.insert(at, String::new()),
            }
        }
        let text = part.join("\n");
        match format(Some(path), &text) {
            Err(Unformatted::NotYaml(_)) => return Err(TestCaseError::reject("cut in the middle")),
            _ => prop_assert_eq!(formatted(Some(path), &text).err(), None),
        }
    }
}
