//! What changed in meaning is told, and nothing else.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // tests read files

use guiju_standard::diff::{Change, Changed, Difference, How, Kind, Reach, diff, reach};
use guiju_standard::{Lang, Library, PackFiles, Standard, fmt, read};
use std::path::Path;

const STANDARD: &str = "id: d\nversion: 1.0.0\ntitle: D\nlanguages: [zh]\nzone: UTC\n";
const VOCABULARY: &str = "\
encounters:
  visit: { opens: came, closes: left, attrs: { area: [urban, rural] }, roles: { clerk: staff, guest: customer } }
activities:
  came: { seen_by: [tap] }
  greeted: { seen_by: [tap, photo] }
  asked: {}
  agreed: { attrs: { given: bool } }
  left: { seen_by: [tap] }
instants: { patience: came + 10min }
";
const PARTS: &str = "\
params:
  limit: { by: area, value: { urban: 45min, rural: 90min }, source: 一 }
  most: { value: 3, source: 二, since: { 2027-01-01: 4 } }
phrases:
  hello: { any: [您好, 你好], harmless: [听您好] }
  bye: { all: [hello, 再见] }
situations:
  busy: { from: [guest says hello, asked], turns: 4 }
tables:
  reply:
    inputs: { area: [urban, rural] }
    hit: first
    rows:
      - { id: a, when: { area: urban }, say: [hello] }
      - { id: b, when: { area: rural }, say: [bye] }
";
const CLAUSES: &str = "\
- defaults: { per: visit, severity: major, evidence: [tap] }
- { id: D.1, title: 迎接, when: came, then: [greeted, asked], within: param.limit, guide: 起身 }
- { id: D.2, title: 次数, count: asked, max: param.most }
- { id: D.3, title: 问好, must: greeted, unless: asked, before: patience }
- { id: D.4, title: 告别, when: left, say: [bye], within: 5min }
- { id: D.5, title: 答复, when: asked, decide: reply }
- { id: D.6, title: 同意, before: left, consent: agreed }
- { id: D.7, title: 已同意, before: asked, require: agreed }
- { id: D.8, title: 忙时, during: busy, never: left }
";

/// The little pack with some texts replaced.
fn pack(edits: &[(&str, &str)]) -> Standard {
    let edited = |text: &str| edits.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    let all = [STANDARD, VOCABULARY, PARTS, CLAUSES].concat();
    for (from, _) in edits {
        assert!(all.contains(from), "no `{from}` in the pack");
    }
    let files = [
        ("clauses/a.yaml", CLAUSES),
        ("parts.yaml", PARTS),
        ("standard.yaml", STANDARD),
        ("vocabulary.yaml", VOCABULARY),
    ]
    .map(|(path, text)| (path.to_owned(), edited(text)));
    standard(files.to_vec())
}

fn standard(files: Vec<(String, String)>) -> Standard {
    let reading = read(&PackFiles { folder: "d".to_owned(), files }, &Shelf);
    let told: Vec<String> =
        reading.findings.iter().map(|f| f.render(&reading.sources, Lang::En, false)).collect();
    reading.standard.unwrap_or_else(|| panic!("{}", told.join("\n")))
}

/// Each change on a line: `kind name path: old → new`.
fn told(changed: &[Changed]) -> Vec<String> {
    let mut lines = Vec::new();
    for part in changed {
        let head = format!("{:?} {}", part.kind, part.name);
        match &part.how {
            How::Added => lines.push(format!("{head} added")),
            How::Removed => lines.push(format!("{head} removed")),
            How::Renamed { from } => lines.push(format!("{head} was {from}")),
            How::Changed(changes) => lines.extend(changes.iter().map(|change| {
                let Change { path, old, new } = change;
                let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "∅".to_owned());
                format!("{head} {}: {} → {}", path.join(" "), side(old), side(new))
            })),
        }
    }
    lines
}

fn difference(edits: &[(&str, &str)]) -> Difference {
    diff(&pack(&[]), &pack(edits))
}

#[track_caller]
fn tells(edits: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(told(&difference(edits).meaning), expected, "{edits:?}");
}

#[test]
fn nothing_changes_between_a_standard_and_itself_however_it_is_written() {
    let same = [
        ("- { id: D.2,", "# about D.2\n\n- {   id: D.2, "),
        ("[greeted, asked]", "[asked, greeted]"),
        ("any: [您好, 你好]", "any: [\"你好\", 您好]"),
        ("{ urban: 45min, rural: 90min }", "{ rural: 1h30min, urban: 2700s }"),
        ("evidence: [tap]", "evidence: tap"),
        ("version: 1.0.0", "version: 2.0.0"),
    ];
    for edit in same {
        let difference = difference(&[edit]);
        assert!(difference.is_none() && difference.texts.is_empty(), "{edit:?}: {difference:?}");
    }
}

#[test]
fn each_change_of_meaning_is_told_in_the_words_of_the_language() {
    tells(&[("within: 5min", "within: 4min")], &["Clause D.4 within: 5min → 4min"]);
    tells(&[("urban: 45min", "urban: 40min")], &["Param limit value urban: 45min → 40min"]);
    tells(&[("2027-01-01: 4", "2027-01-01: 5")], &["Param most since 2027-01-01: 4 → 5"]);
    tells(
        &[("2027-01-01: 4", "2028-01-01: 4")],
        &["Param most since 2027-01-01: 4 → ∅", "Param most since 2028-01-01: ∅ → 4"],
    );
    tells(&[("unless: asked, ", "")], &["Clause D.3 unless: any: [asked] → ∅"]);
    tells(
        &[("[greeted, asked], within", "greeted, within")],
        &["Clause D.1 then: [greeted, asked] → greeted"],
    );
    tells(&[("harmless: [听您好]", "harmless: [听您好, 说您好]")], &["Phrase hello harmless: ∅ → 说您好"]);
    tells(&[("any: [您好, 你好]", "any: [您好, 你们好]")], &["Phrase hello any 2.: 你好 → 你们好"]);
    tells(&[("turns: 4", "turns: 5")], &["Situation busy turns: 4 → 5"]);
    tells(
        &[("area: rural }, say: [bye]", "area: rural }, say: [hello]")],
        &["Table reply rows b say phrases 1.: bye → hello"],
    );
    tells(
        &[("seen_by: [tap, photo]", "seen_by: [photo, tap]")],
        &["Activity greeted seen_by: [tap, photo] → [photo, tap]"],
    );
    tells(&[("came + 10min", "came + 12min")], &["Instant patience at: came + 10min → came + 12min"]);
    tells(&[("zone: UTC", "zone: Asia/Shanghai")], &["Setting zone is: UTC → Asia/Shanghai"]);
    tells(
        &[("title: 次数, count", "title: 次数, severity: minor, count")],
        &["Clause D.2 severity: major → minor"],
    );
    tells(
        &[("title: 告别, when", "title: 告别, evidence: [tap, transcript], when")],
        &["Clause D.4 evidence: ∅ → transcript"],
    );
    tells(&[("- { id: D.8, title: 忙时, during: busy, never: left }\n", "")], &["Clause D.8 removed"]);
    tells(&[("id: D.8", "id: D.9")], &["Clause D.9 was D.8"]);
    tells(&[("asked: {}", "asked: {}\n  waited: {}")], &["Activity waited added"]);
}

#[test]
fn the_order_of_rows_is_meaning_where_the_first_that_matches_counts() {
    let rows = [
        "      - { id: a, when: { area: urban }, say: [hello] }\n",
        "      - { id: b, when: { area: rural }, say: [bye] }\n",
    ];
    let swap = (&*rows.concat(), &*[rows[1], rows[0]].concat());
    tells(&[swap], &["Table reply order: [a, b] → [b, a]"]);
    let unordered =
        |edit| diff(&pack(&[("hit: first", "hit: unique")]), &pack(&[("hit: first", "hit: unique"), edit]));
    assert!(unordered(swap).is_none());
}

#[test]
fn texts_for_people_are_no_meaning_and_told_apart() {
    let difference = difference(&[("guide: 起身", "guide: 起身问好"), ("title: 次数", "title: 至多几次")]);
    assert!(difference.is_none());
    assert_eq!(
        told(&difference.texts),
        ["Clause D.1 guide zh: 起身 → 起身问好", "Clause D.2 title zh: 次数 → 至多几次"]
    );
}

#[test]
fn both_places_and_both_sentences_are_given() {
    let difference = difference(&[("- { id: D.4", "\n- { id: D.4"), ("within: 5min", "within: 4min")]);
    let clause = &difference.meaning[0];
    let (old, new) = (clause.old.as_ref().unwrap(), clause.new.as_ref().unwrap());
    assert_eq!((clause.kind, old.place.line, new.place.line), (Kind::Clause, 5, 6));
    assert_eq!(old.place.path, "d/clauses/a.yaml");
    assert!(old.says.contains("when: left, say: { phrases: [bye] }, within: 5min"), "{}", old.says);
    assert!(new.says.contains("within: 4min"), "{}", new.says);
}

#[track_caller]
fn reaches(edits: &[(&str, &str)], clauses: &[&str]) {
    let found = reach(&pack(&[]), &pack(edits));
    let expected = Reach::Clauses(clauses.iter().map(|id| (*id).to_owned()).collect());
    assert_eq!(found, expected, "{edits:?}");
}

#[test]
fn a_change_reaches_whoever_uses_it_however_far_away() {
    reaches(&[("title: 次数", "title: 几次")], &[]);
    reaches(&[("title: 次数, count", "title: 次数, severity: minor, count")], &[]);
    reaches(&[("urban: 45min", "urban: 40min")], &["D.1"]);
    reaches(&[("within: 5min", "within: 4min")], &["D.4"]);
    // The phrase, the one made of it, the situation and the table that use them, and the clauses behind those.
    reaches(&[("harmless: [听您好]", "harmless: [听你好]")], &["D.4", "D.5", "D.8"]);
    reaches(&[("came + 10min", "came + 12min")], &["D.3"]);
    // Another situation changes the topic, and so ends this one.
    reaches(&[("situations:\n", "situations:\n  lost: { from: guest says bye }\n")], &["D.8"]);
    // A yes in words, asked for by one clause, counts for all that name what it stands for.
    reaches(&[("consent: agreed", "consent: agreed, within: 10s")], &["D.6", "D.7"]);
    assert_eq!(reach(&pack(&[]), &pack(&[("came: { seen_by: [tap] }", "came: {}")])), Reach::All);
    assert_eq!(reach(&pack(&[]), &pack(&[("zone: UTC", "zone: Asia/Shanghai")])), Reach::All);
}

/// The files of a pack of the repository, its cases included.
fn files_of(pack: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../standards").join(pack);
    let mut files = Vec::new();
    for inside in ["", "clauses/", "cases/"] {
        for entry in std::fs::read_dir(folder.join(inside)).into_iter().flatten().flatten() {
            let path = format!("{inside}{}", entry.file_name().to_string_lossy());
            if path.ends_with(".yaml") || path.ends_with(".tsv") {
                files.push((path, std::fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// The packs of the repository, for those that include others.
struct Shelf;

impl Library for Shelf {
    fn pack(&self, name: &str) -> Option<PackFiles> {
        Some(PackFiles { folder: name.to_owned(), files: files_of(name) })
    }
}

#[test]
fn formatting_a_pack_is_no_change() {
    for name in ["helpdesk", "power-repair"] {
        let files = files_of(name);
        let formatted = files
            .iter()
            .map(|(path, text)| match path.ends_with(".yaml") {
                true => (path.clone(), fmt::format(Some(path), text).unwrap()),
                false => (path.clone(), text.clone()),
            })
            .collect();
        let (old, new) = (standard(files), standard(formatted));
        let difference = diff(&old, &new);
        assert!(difference.is_none() && difference.texts.is_empty(), "{:?}", difference.meaning);
        assert_eq!(old.cases.len(), new.cases.len());
        assert_eq!(reach(&old, &new), Reach::Clauses(Default::default()));
    }
}
