//! What readers make of files, and what they refuse.
#![cfg(feature = "read")]

use std::io::Write;

use guiju_log::{
    Imported, Log, LogBuilder, ReadOptions, RowValue, Value, read, read::batches_from, read_from, write,
};

fn load(bytes: &[u8]) -> (Log, Imported) {
    load_with(bytes, &ReadOptions::default())
}

fn load_with(bytes: &[u8], options: &ReadOptions) -> (Log, Imported) {
    let mut builder = LogBuilder::new();
    let imported = read_from("log", bytes, &mut builder, options);
    (builder.finish(), imported)
}

fn refusals(imported: &Imported) -> Vec<String> {
    imported.refused.iter().map(ToString::to_string).collect()
}

/// The log as the writer sees it: one canonical line for each object and event.
fn lines(log: &Log) -> Vec<String> {
    let mut out = Vec::new();
    write::log(&mut out, log).expect("memory takes all");
    String::from_utf8_lossy(&out).lines().map(str::to_owned).collect()
}

#[test]
fn json_lines_and_transcripts_become_one_log() {
    let (log, imported) = load(include_bytes!("small.jsonl"));
    assert_eq!((imported.added, imported.repeated, refusals(&imported)), (8, 0, vec![]));
    assert_eq!(
        lines(&log),
        [
            r#"{"object":{"id":"c1","type":"call","attributes":{"evidence":["transcript"],"reason":"outage"}}}"#,
            r#"{"object":{"id":"r1","type":"repair","attributes":{"evidence":["tap","telephony"],"order.area":"urban"},"relationships":[{"objectId":"d1","qualifier":"site"}]}}"#,
            r#"{"object":{"id":"s1","type":"staff","attributes":[{"name":"gender","value":"female"},{"name":"grade","time":"2025-12-31T16:00:00Z","value":2},{"name":"grade","time":"2026-02-28T16:00:00Z","value":3}]}}"#,
            r#"{"event":{"id":"e1","type":"dispatched","time":"2026-03-02T01:00:00Z","seq":4,"attributes":{"items":[{"part":"fuse","stock.min":2}]},"relationships":[{"objectId":"r1","qualifier":"encounter"}]}}"#,
            r#"{"event":{"id":"e2","type":"arrived","time":"2026-03-02T01:45:00Z","source":"tap","attributes":{"load":[1,2.5],"place":"北门"},"relationships":[{"objectId":"r1","qualifier":"encounter"},{"objectId":"s1","qualifier":"crew_member"}]}}"#,
            r#"{"event":{"id":"c1#1","type":"utterance","time":"2026-03-02T02:00:00Z","seq":1,"source":"transcript","attributes":{"end":"2026-03-02T02:00:01.500000Z","speaker":"staff","text":"您好"},"relationships":[{"objectId":"c1","qualifier":"encounter"}]}}"#,
            r#"{"event":{"id":"c1#2","type":"utterance","time":"2026-03-02T02:00:01.800500Z","seq":2,"source":"transcript","attributes":{"speaker":"customer","tags":["no_power"],"text":"没电了"},"relationships":[{"objectId":"c1","qualifier":"encounter"}]}}"#,
            r#"{"event":{"id":"e3","type":"hold_started","time":"2026-03-02T02:00:09Z","relationships":[{"objectId":"c1","qualifier":"encounter"}]}}"#,
        ]
    );
    let end = log.strings.get("end").unwrap();
    let turn = log.event(log.find_event(log.strings.get("c1#1").unwrap()).unwrap());
    assert!(matches!(turn.attr(end), Some(Value::Time(_))));
    assert_eq!(turn.place().to_string(), "log:5");
}

#[test]
fn a_refused_line_names_its_place_and_the_rest_is_read() {
    let good = |id: &str| format!(r#"{{"event":{{"id":"{id}","type":"x","time":"2026-03-02T09:00:00Z"}}}}"#);
    let cases: &[(&str, &str)] = &[
        ("nonsense", "not JSON: expected ident at column 2; write one JSON object on each line"),
        (
            r#"{"event":{"id":"a"}"#,
            "not JSON: EOF while parsing an object at column 19; write one JSON object on each line",
        ),
        (
            r#"{"event":{"id":"a","id":"a"}}"#,
            "not JSON: the key `id` stands twice in one object at column 28; write one JSON object on each line",
        ),
        (
            r#"{"event":{"id":"\ud800","type":"x"}}"#,
            "not JSON: unexpected end of hex escape at column 23; write one JSON object on each line",
        ),
        (
            r#"{"event":{"id":"a\u0000"}}"#,
            "not JSON: a string holds the character NUL at column 24; write one JSON object on each line",
        ),
        ("\0", "not JSON: expected value at column 1; write one JSON object on each line"),
        (
            "[]",
            r#"not a line of a log; a line looks like {"event": {"id", "type", "time", …}}, {"object": {"id", "type", …}} or {"id", "encounter", "started", "turns": […]}"#,
        ),
        (r#"{"event":[]}"#, "`event` of the line should be an object in braces"),
        (
            r#"{"event":{"type":"x","time":"2026-03-02T09:00:00Z"}}"#,
            "the event has no `id`; every event needs one",
        ),
        (
            r#"{"event":{"id":"a","time":"2026-03-02T09:00:00Z"}}"#,
            "the event has no `type`; every event needs one",
        ),
        (r#"{"event":{"id":"a","type":"x"}}"#, "the event has no `time`; every event needs one"),
        (
            r#"{"event":{"id":"a","type":"x","time":"2026-03-02T09:00:00"}}"#,
            "time `2026-03-02T09:00:00` has no UTC offset; write it like 2026-03-02T09:00:00+08:00",
        ),
        (
            r#"{"event":{"id":"a","type":"x","time":"yesterday"}}"#,
            "`yesterday` is not a time; write it like 2026-03-02T09:00:00+08:00",
        ),
        (
            r#"{"event":{"id":"a","type":"x","time":1772413200}}"#,
            "`time` of the event should be a time like 2026-03-02T09:00:00+08:00",
        ),
        (
            r#"{"event":{"id":"a","type":"x","time":"1969-12-31T23:59:59Z"}}"#,
            "time 1969-12-31T23:59:59Z is absurd; times lie between 1970-01-01 and 2200-01-01, check the unit and the clock",
        ),
        (
            r#"{"event":{"id":"a","type":"x","time":"2026-03-02T09:00:00Z","atributes":{}}}"#,
            "the event has no field `atributes`; put it into `attributes`, or write one of id, type, time, seq, attributes, relationships, source",
        ),
        (
            r#"{"event":{"id":"a","type":"x","time":"2026-03-02T09:00:00Z","attributes":{"b.c":1,"b":{"c":2}}}}"#,
            "`b.c` has two values in one record; `a.b` and `b` inside `a` are the same attribute, write it once",
        ),
        (
            r#"{"id":"c","encounter":"call","turns":[{"text":"x","at_ms":1}]}"#,
            "the transcript has no `started`; every transcript needs one",
        ),
        (
            r#"{"id":"c","encounter":"call","started":"2026-03-02T09:00:00Z","turns":[{"speaker":"staff","text":"x"}]}"#,
            "the turn has no `at_ms`; every turn needs one",
        ),
    ];
    for (line, reason) in cases {
        let text = format!("\u{feff}{}\r\n\r\n{line}\r\n{}\r\n", good("e1"), good("e2"));
        let (log, imported) = load(text.as_bytes());
        assert_eq!(refusals(&imported), [format!("log:3: {reason}")], "{line}");
        assert_eq!(log.events().len(), 2, "{line}");
        let chinese = imported.refused[0].reason.chinese();
        assert!(chinese.chars().any(|c| ('一'..='龥').contains(&c)), "{chinese}");
    }
}

#[test]
fn bytes_that_are_no_text_and_lines_without_end_are_refused_alone() {
    let good = br#"{"object":{"id":"o","type":"x"}}"#;
    let long = vec![b' '; (16 << 20) + 1];
    let text = [good.as_slice(), b"\xff", &long, good].join(&b'\n');
    let (log, imported) = load(&text);
    assert_eq!(
        refusals(&imported),
        ["log:2: not UTF-8; save the file as UTF-8", "log:3: longer than 16 MiB; split it"]
    );
    assert_eq!((imported.added, imported.repeated, log.objects().len()), (1, 1, 1));
}

#[test]
fn deep_nesting_is_refused_not_followed() {
    let line = format!(r#"{{"event":{}1{}}}"#, r#"{"a":"#.repeat(100_000), "}".repeat(100_000));
    let (_, imported) = load(line.as_bytes());
    assert_eq!(
        refusals(&imported),
        ["log:1: not JSON: recursion limit exceeded at column 640; write one JSON object on each line"]
    );
    let deep = format!("<log><trace>{}", r#"<string key="a" value="b">"#.repeat(100_000));
    let (_, imported) = load(deep.as_bytes());
    assert_eq!(
        refusals(&imported),
        ["log:1: nested more than 32 deep; flatten it", "log:1: nested more than 256 deep; flatten it"]
    );
}

#[test]
fn a_xes_trace_is_a_case_with_its_events() {
    let (log, imported) = load(include_bytes!("small.xes"));
    assert_eq!(
        refusals(&imported),
        [
            "log:17: the event has no `time:timestamp`; every event needs one",
            "log:22: time `2012-10-09T14:51:01` has no UTC offset; write it like 2026-03-02T09:00:00+08:00",
            "log:33: `n` of the attribute should be a whole number",
        ]
    );
    assert_eq!(
        lines(&log),
        [
            r#"{"object":{"id":"A & B","type":"case","attributes":{"amount":12,"concept:name":"A & B","evidence":["import"],"order.area":"urban","order.area.sure":true}}}"#,
            r#"{"object":{"id":"A & B#2","type":"case","attributes":{"concept:name":"A & B","evidence":["import"]}}}"#,
            r#"{"object":{"id":"case-3","type":"case","attributes":{"evidence":["import"]}}}"#,
            r#"{"event":{"id":"A & B/1","type":"open","time":"2012-10-09T12:50:17Z","seq":1,"attributes":{"concept:name":"open","cost":1.5,"who":["x","y"]},"relationships":[{"objectId":"A & B","qualifier":"encounter"}]}}"#,
            r#"{"event":{"id":"A & B/4","type":"close","time":"2012-10-09T14:52:00Z","seq":4,"attributes":{"concept:name":"close"},"relationships":[{"objectId":"A & B","qualifier":"encounter"}]}}"#,
        ]
    );
}

#[test]
fn xes_times_without_offset_are_local_to_the_zone_that_is_given() {
    let options = ReadOptions {
        zone: Some(jiff::tz::TimeZone::get("Asia/Shanghai").unwrap()),
        ..ReadOptions::default()
    };
    let (log, _) = load_with(include_bytes!("small.xes"), &options);
    let event = log.event(log.find_event(log.strings.get("A & B/3").unwrap()).unwrap());
    assert_eq!(Some(event.time()), guiju_log::parse_rfc3339("2012-10-09T14:51:01+08:00"));
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).expect("memory takes all");
    packed.finish().expect("memory takes all")
}

#[test]
fn packed_files_are_known_by_their_content_and_cut_ones_are_read_as_far_as_they_go() {
    for bytes in [include_bytes!("small.xes").as_slice(), include_bytes!("small.jsonl")] {
        let (plain, _) = load(bytes);
        let (packed, _) = load(&gzip(bytes));
        assert_eq!(lines(&plain), lines(&packed));
    }
    let line = |n: u32| {
        format!("{{\"object\":{{\"id\":\"{n}\",\"type\":\"{}\"}}}}\n", n.wrapping_mul(2_654_435_761))
    };
    let packed = gzip((0..20_000).map(line).collect::<String>().as_bytes());
    let (log, imported) = load(&packed[..packed.len() / 2]);
    assert!(log.objects().len() > 5_000);
    let refused = refusals(&imported);
    assert_eq!(refused.len(), 1);
    assert!(
        refused[0].starts_with(&format!("log:{}: the input breaks off here: ", log.objects().len() + 1)),
        "{refused:?}"
    );
}

#[test]
fn broken_xml_ends_the_reading_at_its_place_and_keeps_what_came_before() {
    let whole = include_str!("small.xes");
    for end in whole.char_indices().map(|(at, _)| at).skip(40).step_by(7) {
        let (log, imported) = load(&whole.as_bytes()[..end]);
        let last = refusals(&imported).pop().unwrap_or_default();
        assert!(
            last.contains("breaks off here") || last.contains("not XML") || whole[end..].trim().is_empty(),
            "{end}: {last}"
        );
        assert!(log.objects().len() <= 3);
    }
    for (text, reason) in [
        (
            "<log><trace></log>",
            "log:1: not XML that can be read: expected `</trace>`, but `</log>` was found; what follows is lost, repair the file or export it again",
        ),
        ("<html></html>", "log:1: `<html>` is not XES; a XES file is <log> with <trace> and <event> in it"),
        (
            "a,b\n1,2\n",
            "log:1: no log format that is known (JSON Lines, OCEL 2.0, XES, Parquet, each also gzipped); the first byte is `a`",
        ),
    ] {
        assert_eq!(refusals(&load(text.as_bytes()).1), [reason]);
    }
}

#[test]
fn entities_of_a_document_are_never_expanded() {
    let text = r#"<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<log><trace><string key="concept:name" value="&b;"/><event><string key="concept:name" value="&b;"/></event></trace></log>"#;
    let (log, imported) = load(text.as_bytes());
    assert_eq!(imported.refused_count(), 2);
    assert_eq!((log.events().len(), log.objects().len()), (0, 1));
}

#[test]
fn a_line_of_a_conflicting_transcript_leaves_the_other_subject_alone() {
    let text = r#"{"object":{"id":"c1","type":"visit"}}
{"id":"c1","encounter":"call","started":"2026-03-02T10:00:00Z","turns":[{"speaker":"staff","text":"x","at_ms":0}]}"#;
    let (log, imported) = load(text.as_bytes());
    assert_eq!(imported.refused_count(), 1);
    assert_eq!(log.events().len(), 0);
}

#[test]
fn turns_of_a_line_with_evidence_of_its_own_add_to_it() {
    let text = r#"{"id":"c1","encounter":"call","started":"2026-03-02T10:00:00Z","supersedes":"c0","attributes":{"evidence":"telephony"},"turns":[]}"#;
    let (log, _) = load(text.as_bytes());
    let row = log.object_ref(log.objects().next().unwrap()).to_row();
    let expected: [(String, Option<i64>, RowValue); 2] = [
        ("evidence".into(), None, vec!["telephony", "transcript"].into()),
        ("supersedes".into(), None, "c0".into()),
    ];
    assert_eq!(row.attrs, expected);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = read("no/such.jsonl", &mut LogBuilder::new(), &ReadOptions::default()).unwrap_err();
    assert_eq!(error.to_string(), "cannot open the log `no/such.jsonl`");
}

#[test]
fn a_case_with_two_values_for_an_attribute_keeps_the_first_and_an_event_is_refused() {
    let text = r#"<log><trace><int key="a" value="1"/><int key="a" value="2"/><int key="a" value="1"/>
<event><string key="concept:name" value="x"/><date key="time:timestamp" value="2026-03-02T10:00:00Z"/><int key="a" value="1"/><int key="a" value="2"/></event>
</trace></log>"#;
    let (log, imported) = load(text.as_bytes());
    let said =
        "`a` has two values in one record; `a.b` and `b` inside `a` are the same attribute, write it once";
    assert_eq!(refusals(&imported), [format!("log:2: {said}"), format!("log:2: {said}")]);
    assert_eq!(
        lines(&log),
        [r#"{"object":{"id":"case-1","type":"case","attributes":{"a":1,"evidence":["import"]}}}"#]
    );
}

#[test]
fn great_numbers_of_one_thing_take_no_more_than_their_share_of_time() {
    let mut text = String::from("<log>");
    for _ in 0..20_000 {
        text.push_str(r#"<trace><string key="concept:name" value="same"/></trace>"#);
    }
    text.push_str("<trace>");
    for n in 0..50_000 {
        text.push_str(&format!(r#"<int key="k{n}" value="{n}"/>"#));
    }
    text.push_str("</trace></log>");
    let (log, imported) = load(text.as_bytes());
    assert_eq!((log.objects().len(), imported.refused_count()), (20_001, 0));
    let history: String = (0..50_000)
        .map(|n| {
            format!(
                r#"{{"name":"a","time":"2026-03-02T{:02}:{:02}:{:02}Z","value":{n}}},"#,
                n / 3600,
                n / 60 % 60,
                n % 60
            )
        })
        .collect();
    let line =
        format!(r#"{{"object":{{"id":"o","type":"x","attributes":[{}]}}}}"#, history.trim_end_matches(','));
    let (log, imported) = load(format!("{line}\n{line}").as_bytes());
    assert_eq!((imported.added, imported.repeated), (1, 1));
    assert_eq!(log.object_ref(log.objects().next().unwrap()).attrs().len(), 50_000);
}

#[test]
fn batches_hold_whole_traces_and_together_what_the_whole_file_holds() {
    let xes = include_bytes!("small.xes");
    let (whole, imported) = load(xes);
    for events in [0, 1, 3, 1000] {
        let parts: Vec<_> = batches_from("log", xes.as_slice(), &ReadOptions::default(), events).collect();
        assert_eq!(parts.len() == 1, events == 1000);
        let mut builder = LogBuilder::new();
        for part in &parts {
            assert!(builder.merge(&part.log).is_empty());
        }
        assert_eq!(lines(&builder.finish()), lines(&whole));
        let sum = parts.into_iter().map(|part| part.imported).reduce(Imported::and).unwrap();
        assert_eq!((sum.added, refusals(&sum)), (imported.added, refusals(&imported)));
    }
}

#[test]
fn what_is_not_xes_comes_as_one_batch() {
    let jsonl = include_bytes!("small.jsonl");
    let parts: Vec<_> = batches_from("log", jsonl.as_slice(), &ReadOptions::default(), 1).collect();
    assert_eq!(parts.len(), 1);
    assert_eq!(lines(&parts[0].log), lines(&load(jsonl).0));
    assert_eq!(batches_from("log", b"".as_slice(), &ReadOptions::default(), 1).count(), 0);
}

#[test]
fn other_encodings_are_read_and_named_in_every_text_format() {
    let jsonl = include_str!("small.jsonl").repeat(2);
    let xes = include_str!("small.xes").replace("urban", "城区停电抢修服务");
    let utf_16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    for text in [jsonl, xes] {
        let (plain, imported) = load(text.as_bytes());
        assert_eq!(imported.encodings, []);
        for (bytes, name) in [
            (encoding_rs::GBK.encode(&text).0.into_owned(), "GBK"),
            (utf_16(&text), "UTF-16LE"),
            (utf_16(&format!("\u{feff}{text}")), "UTF-16LE"),
            (gzip(&utf_16(&text)), "UTF-16LE"),
        ] {
            let (log, imported) = load(&bytes);
            assert_eq!(imported.encodings, [("log".to_owned(), name)]);
            assert_eq!(lines(&log), lines(&plain));
        }
    }
}

#[test]
fn a_lone_surrogate_or_a_byte_that_is_no_text_refuses_its_line_alone() {
    let good = |n: u32| format!("{{\"object\":{{\"id\":\"工单{n}\",\"type\":\"x\"}}}}\n");
    let units = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let lone = [units(&good(1)), units("{\""), vec![0x00, 0xd8], units("\"}\n"), units(&good(2))].concat();
    let gbk = |n: u32| encoding_rs::GBK.encode(&good(n).repeat(30)).0.into_owned();
    let spoilt = [gbk(1), b"{\"\xff\"}\n".to_vec(), gbk(2)].concat();
    for (bytes, line) in [(lone, 2), (spoilt, 31)] {
        let (log, imported) = load(&bytes);
        assert_eq!(refusals(&imported), [format!("log:{line}: not UTF-8; save the file as UTF-8")]);
        assert_eq!(log.objects().len(), 2);
    }
}
