//! What nobody should send: each reader answers with turns and refusals, quickly, and never fails.

use guiju_log::{Imported, LogBuilder, ReadOptions};
use guiju_transcript::{Format, Heard, Settings, Talks, recognise};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use std::{fs, path::Path, time::Instant};

const FORMATS: [Format; 6] =
    [Format::Vtt, Format::Srt, Format::Json, Format::Script, Format::Chat, Format::Mail];

fn read_as(format: Format, bytes: &[u8]) -> Heard {
    let options = ReadOptions { zone: Some(TimeZone::UTC), ..ReadOptions::default() };
    let settings =
        Settings { encounter: "call".into(), started_us: Some(1_772_413_200_000_000), ..Settings::default() };
    let mut talks = Talks::new(settings);
    talks.add("x", "x", bytes, format, &options);
    talks.finish(&mut LogBuilder::new(), &options)
}

fn refusals(imported: &Imported) -> Vec<String> {
    imported.refused.iter().map(ToString::to_string).collect()
}

fn samples() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("the fixtures can be read")
        .map(|entry| entry.expect("the fixtures can be read").path())
        .collect();
    names.sort();
    names.into_iter().map(|path| fs::read(path).expect("the fixtures can be read")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_answered(text in "(\\PC|[\\n\\r\\t\u{0}<>\\[\\]{}:：\"0-9,. -]|-->|WEBVTT|2026-03-02 09:15|客服){0,60}") {
        let _ = recognise(&text);
        for format in FORMATS {
            let _ = read_as(format, text.as_bytes());
        }
    }

    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for format in FORMATS {
            let _ = read_as(format, &bytes);
        }
    }

    #[test]
    fn a_spoilt_file_is_answered(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), len in 0_usize..40, by in proptest::collection::vec(any::<u8>(), 0..6)) {
        let samples = samples();
        let mut bytes = which.get(&samples).clone();
        let at = at.index(bytes.len());
        let end = (at + len).min(bytes.len());
        bytes.splice(at..end, by);
        let _ = recognise(&String::from_utf8_lossy(&bytes));
        for format in FORMATS {
            let _ = read_as(format, &bytes);
        }
    }
}

#[test]
fn refusals_name_the_line_and_the_rest_is_read() {
    for (format, text, turns, expected) in [
        (
            Format::Srt,
            "1\n00:00:09,000 --> 00:00:01,000\n倒着的\n\n2\n00:00:02,000 --> 00:00:03,000\n客服：好\n",
            1,
            vec![
                "x:2: `00:00:09,000 --> 00:00:01,000` is not a cue's time; write 00:01:02.500 --> 00:01:04.000",
            ],
        ),
        (
            Format::Vtt,
            "WEBVTT\n\nNOTE 没有人说话\n",
            0,
            vec!["x:1: no turn in it; nothing was said, or it is no WebVTT"],
        ),
        (
            Format::Json,
            "{\"segments\": [{\"text\": \"好\", \"start\": -1}, {\"start\": 1, \"end\": 2}, {\"text\": \"行\", \"start\": 3, \"end\": 4}, {\"text\": null, \"start\": 5}]}",
            1,
            vec![
                "x:1: sentence 1 has no `start` that can be read; export it again",
                "x:1: sentence 2 has no `text` that can be read; export it again",
            ],
        ),
        (
            Format::Json,
            "{\"error\": {\"message\": \"quota exceeded\"}}",
            0,
            vec!["x:1: the recogniser failed and says: quota exceeded; have it transcribed again"],
        ),
        (
            Format::Json,
            "{\"segments\": [",
            0,
            vec![
                "x:1: not recogniser's JSON that can be read: not JSON: EOF while parsing a list at column 14; write one JSON object on each line; export it again",
            ],
        ),
        (
            Format::Chat,
            "张三 2026-13-02 09:15:20\n丢了\n李四 2026-03-02 09:15:21\n在\n",
            1,
            vec!["x:1: `2026-13-02 09:15:20` is not a time; write it like 2026-03-02 09:00:00"],
        ),
        (
            Format::Mail,
            "From: a@b.example\nSubject: x\nMessage-ID: <1@b>\n\n没有日期\n",
            0,
            vec!["x:1: the mail has no `Date` that can be read; export it with its header"],
        ),
        (
            Format::Script,
            "[00:00:01.000 --> 00:00:02.000] 客服：好\n没有时间的一行\n",
            1,
            vec!["x:2: `没有时间的一行` is not a cue's time; write 00:01:02.500 --> 00:01:04.000"],
        ),
    ] {
        let heard = read_as(format, text.as_bytes());
        assert_eq!(refusals(&heard.imported), expected, "{text}");
        // The talk itself is a record too.
        assert_eq!(heard.imported.added, if turns == 0 { 0 } else { turns + 1 }, "{text}");
    }
}

#[test]
fn without_a_start_or_a_zone_nothing_is_made_up() {
    let options = ReadOptions::default();
    for (name, format, text, expected) in [
        (
            "call.srt",
            Format::Srt,
            "1\n00:00:01,000 --> 00:00:02,000\n好\n",
            "call.srt:1: nothing says when this talk began; write a column `start` into the table about the files, or --started 2026-03-02T09:00:00+08:00",
        ),
        (
            "20260302090000.srt",
            Format::Srt,
            "1\n00:00:01,000 --> 00:00:02,000\n好\n",
            "20260302090000.srt:1: time `2026-03-02 09:00:00` has no UTC offset; name the zone with --zone Asia/Shanghai",
        ),
        (
            "chat.txt",
            Format::Chat,
            "张三 2026-03-02 09:15:20\n好\n",
            "chat.txt:1: time `2026-03-02 09:15:20` has no UTC offset; name the zone with --zone Asia/Shanghai",
        ),
    ] {
        let mut talks = Talks::new(Settings { encounter: "call".into(), ..Settings::default() });
        talks.add(name, name, text.as_bytes(), format, &options);
        let mut builder = LogBuilder::new();
        let heard = talks.finish(&mut builder, &options);
        assert_eq!(refusals(&heard.imported), [expected]);
        assert_eq!(builder.finish().events().len(), 0);
    }
}

#[test]
fn what_is_long_or_deep_takes_no_longer_than_its_length() {
    let mib = |text: &str| text.repeat((2 << 20) / text.len());
    let begun = Instant::now();
    for (format, text) in [
        (Format::Vtt, format!("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n{}\n", mib("<"))),
        (Format::Vtt, format!("WEBVTT\n\n{}", mib("00:00:00.000 --> 00:00:01.000\n"))),
        (Format::Srt, format!("1\n00:00:00,000 --> 00:00:01,000\n{}\n", mib("好"))),
        (Format::Json, mib("[")),
        (Format::Json, mib("{\"a\":")),
        (Format::Script, mib("客服：")),
        (Format::Chat, mib("2026-03-02 ")),
        (Format::Chat, mib(" (：")),
        (Format::Chat, mib("张三 2026-03-02 09:15:20\n")),
        (Format::Mail, format!("From: a@b.example\nDate: Mon, 2 Mar 2026 11:00:00 +0800\n\n{}", mib(">"))),
        (Format::Mail, mib("From a\n\n")),
        (Format::Mail, mib("Content-Type: multipart/mixed; boundary=a\n\n--a\n")),
    ] {
        let _ = recognise(&text);
        let _ = read_as(format, text.as_bytes());
    }
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}

#[test]
fn packed_and_foreign_encodings_are_read_and_named() {
    let text = "1\n00:00:01,000 --> 00:00:02,000\n客服：您好，请问有什么可以帮您？\n".repeat(3);
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let heard = read_as(Format::Srt, &utf16);
    assert_eq!((heard.imported.added, heard.imported.encodings), (4, vec![("x".to_owned(), "UTF-16LE")]));
    let spoilt = [text.as_bytes(), b"\xff"].concat();
    assert_eq!(
        refusals(&read_as(Format::Srt, &spoilt).imported),
        ["x:10: not UTF-8; save the file as UTF-8"]
    );
}
