//! What is found, how well, and that nothing is lost that a key can bring back.
#![allow(clippy::disallowed_methods)] // a test may read files

use guiju_log::{EventRow, Log, LogBuilder, ObjectRow, RowValue};
use guiju_redact::{
    Key, Kind, Redactor, masked,
    measure::{labelled, measured},
    people, unmasked,
};
use proptest::prelude::*;
use std::{fs, path::Path};

/// At least so many of the labelled places are hidden, and at most so many masked for nothing: what was measured when this was written.
const FLOORS: [(Kind, usize, usize); 7] = [
    (Kind::Phone, 50, 0),
    (Kind::Identity, 20, 0),
    (Kind::BankCard, 15, 0),
    (Kind::Name, 74, 0),
    (Kind::Address, 38, 0),
    (Kind::Plate, 15, 0),
    (Kind::Email, 10, 0),
];

#[test]
fn the_labelled_lines_are_masked_as_well_as_before() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench/speech/redact.tsv");
    let lines = labelled(&fs::read_to_string(file).expect("the lines are there")).expect("they are labelled");
    let measured = measured(&Redactor::default(), &lines);
    assert!(measured.lines.0 >= 300 && measured.lines.1 >= 100, "{:?}", measured.lines);
    for (kind, hidden, false_masks) in FLOORS {
        let counts = measured.kinds[&kind];
        assert!(
            counts.hidden >= hidden && counts.false_masks <= false_masks,
            "{kind} {counts:?} {:#?}",
            measured.wrong
        );
    }
}

fn log() -> Log {
    let mut builder = LogBuilder::new();
    for object in [
        ObjectRow::new("13800138000_20260302", "call")
            .attr("number", 13_800_138_000_i64)
            .attr("note", vec!["车牌京A12345", "无"])
            .related("s1", "agent"),
        ObjectRow::new("s1", "staff").attr("name", "尉迟恭").attr("title", "班长"),
        ObjectRow::new("depot", "site").attr("name", "高新供电站"),
    ] {
        builder.add_object(object).expect("it is new");
    }
    for (n, text) in
        [(1, "您好，我是尉迟恭。"), (2, "我姓王，电话幺三八零零幺三八零零零"), (3, "好的，95598随时可打")]
    {
        let event = EventRow::new(format!("13800138000_20260302#{n}"), "utterance", n * 1_000_000)
            .attr("text", text)
            .related("13800138000_20260302", "encounter");
        builder.add_event(event).expect("it is new");
    }
    builder.finish()
}

fn shown(log: &Log) -> Vec<String> {
    let objects = log.objects().map(|ix| {
        let row = log.object_ref(ix).to_row();
        format!("{} {:?} {:?}", row.id, row.attrs, row.relationships)
    });
    let events = log.events().map(|ix| {
        let row = log.event(ix).to_row();
        format!("{} {:?} {:?}", row.id, row.attrs, row.relationships)
    });
    objects.chain(events).collect()
}

#[test]
fn a_log_is_masked_ids_included_and_only_its_key_brings_it_back() {
    let log = log();
    let people = people(&log);
    assert_eq!(people.iter().collect::<Vec<_>>(), ["尉迟恭"]);
    let redactor = Redactor::knowing(people.iter().map(String::as_str));
    let plain = masked(&log, &redactor, None);
    let all = shown(&plain.log).join("\n");
    for secret in ["13800138000", "尉迟", "京A", "幺三八", "姓王"] {
        assert!(!all.contains(secret), "{secret}: {all}");
    }
    for public in
        ["95598", "高新供电站", "phone~1_20260302#1", "班长", "我是***", "电话***********", "车牌*******"]
    {
        assert!(all.contains(public), "{public}: {all}");
    }
    assert!(plain.refused.is_empty());
    assert_eq!(plain.masks.iter().filter(|mask| mask.kind == Kind::Name).count(), 3);
    // The masks are as long as what they stand for.
    let text = plain.log.strings.get("text").expect("it is there");
    let lengths = |log: &Log| -> Vec<usize> {
        let of = |ix| match log.event(ix).attr(text).map(|value| log.to_row_value(value)) {
            Some(RowValue::Text(text)) => text.chars().count(),
            _ => 0,
        };
        log.events().map(of).collect()
    };
    assert_eq!(lengths(&plain.log).len(), 3);

    let key = Key::parse(&Key::draw()).expect("a key that was drawn is one");
    let sealed = masked(&log, &redactor, Some(&key));
    let all = shown(&sealed.log).join("\n");
    assert!(!all.contains("13800138000") && !all.contains("尉迟") && all.contains("redacted"));
    let back = unmasked(&sealed.log, &key).expect("the key fits");
    assert_eq!(shown(&back), shown(&log));
    let other = Key::parse(&Key::draw()).expect("a key that was drawn is one");
    let refused = unmasked(&sealed.log, &other).expect_err("the key does not fit").to_string();
    assert!(refused.contains("does not open with this key"), "{refused}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_keeps_its_length_and_what_is_not_found(text in "(\\PC|[0-9一二三四五六七八九零幺 ,，-]|先生|女士|我叫|王|路|号|@|京A|身份证){0,40}") {
        let redactor = Redactor::knowing(["王小明"]);
        let (masked, found) = redactor.mask(&text);
        let (before, after): (Vec<char>, Vec<char>) = (text.chars().collect(), masked.chars().collect());
        prop_assert_eq!(before.len(), after.len());
        for (at, (was, is)) in before.iter().zip(&after).enumerate() {
            let inside = found.iter().any(|place| (place.from..place.to).contains(&at));
            prop_assert_eq!(*is, if inside { '*' } else { *was });
        }
        prop_assert!(found.windows(2).all(|pair| pair[0].to <= pair[1].from));
    }
}

#[test]
fn long_texts_take_no_longer_than_their_length() {
    let begun = std::time::Instant::now();
    for part in ["1", "幺，", "王", "路8号", "@", "京A", "我叫", " ", "小区3号楼", "张先生"] {
        let text = part.repeat(20_000 / part.chars().count());
        let _ = Redactor::default().find(&text);
    }
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}
