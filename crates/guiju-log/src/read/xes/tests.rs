//! The lane and the XML library read the same: any document, sound or damaged, however it comes in.
//!
//! `PROPTEST_CASES=100000 cargo test -p guiju-log --lib xes` asks longer.

use std::io::Read;

use jiff::tz::TimeZone;
use proptest::{collection::vec, prelude::*, sample::select};

use super::Xes;
use crate::{
    LogBuilder, ReadOptions,
    read::{Imported, Sink, input::Input},
};

/// Gives few bytes at a time, so that every place becomes an edge once.
struct Dripping<'b> {
    bytes: &'b [u8],
    step: usize,
}

impl Read for Dripping<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let len = self.step.min(out.len()).min(self.bytes.len());
        let (now, rest) = self.bytes.split_at(len);
        out[..len].copy_from_slice(now);
        self.bytes = rest;
        Ok(len)
    }
}

/// Everything that reading gives, and how many events the lane took.
fn read(bytes: &[u8], step: usize, with_lane: bool) -> (Vec<String>, u64) {
    let mut builder = LogBuilder::new();
    let file = builder.file("log");
    let options = ReadOptions { zone: Some(TimeZone::UTC), ..ReadOptions::default() };
    let mut sink =
        Sink { builder: &mut builder, options: &options, file, line: 0, imported: Imported::default() };
    let input = Input::new(Dripping { bytes, step });
    let mut xes = if with_lane { Xes::new(input) } else { Xes::without_lane(input) };
    xes.read_traces(&mut sink, u64::MAX);
    let taken = xes.lane.map_or(0, |lane| lane.taken);
    let Imported { added, repeated, refused, refused_beyond, .. } = sink.imported;
    let log = builder.finish();
    let mut seen = vec![format!("{added} {repeated} {refused_beyond}")];
    seen.extend(refused.iter().map(ToString::to_string));
    seen.extend(log.events().map(|ix| format!("{:?}", log.event(ix).to_row())));
    seen.extend(log.objects().map(|ix| format!("{:?}", log.object_ref(ix).to_row())));
    (seen, taken)
}

fn check(bytes: &[u8], step: usize) -> Result<u64, TestCaseError> {
    let (fast, taken) = read(bytes, step, true);
    let (slow, _) = read(bytes, usize::MAX, false);
    prop_assert_eq!(fast, slow, "{}", String::from_utf8_lossy(bytes));
    Ok(taken)
}

fn key() -> impl Strategy<Value = String> {
    const OFTEN: [&str; 8] = [
        "concept:name",
        "concept:name",
        "time:timestamp",
        "time:timestamp",
        "org:resource",
        "cost",
        "a",
        "a.b",
    ];
    prop_oneof![6 => select(OFTEN.as_slice()).prop_map(str::to_owned), 1 => text()]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-c]{0,2}",
        1 => select(&[
            "A &amp; B", "&#20320;好", "&#0;", "&nope;", "a&b", "x\ty", "x\r\ny", "it's", "a>b", "a<b", "é", "\u{0}", " pad ", "&#x1F600;", "\u{85}",
        ]).prop_map(str::to_owned),
        1 => "[^\u{0}\"]{0,6}",
    ]
}

fn value(kind: &'static str) -> BoxedStrategy<String> {
    match kind {
        "date" => select(&[
            "2012-10-09T14:50:17.000+02:00",
            "2012-10-09T14:50:17Z",
            " 2012-10-09T14:50:18Z ",
            "2012-10-09T14:50:17",
            "2012-10-09",
            "",
            "1969-01-01T00:00:00Z",
            "2400-01-01T00:00:00Z",
            "2012-10-09T14:50:17&#x5a;",
            "soon",
        ])
        .prop_map(str::to_owned)
        .boxed(),
        "int" => {
            select(&["1", "-7", " 2 ", "1.0", "", "9223372036854775808", "x"]).prop_map(str::to_owned).boxed()
        }
        "float" => select(&["1.5", "1", "1e3", "NaN", "inf", "-0.0", "", "1,5", "1e400"])
            .prop_map(str::to_owned)
            .boxed(),
        "boolean" => select(&["true", "false", "1", "TRUE", ""]).prop_map(str::to_owned).boxed(),
        _ => text().boxed(),
    }
}

/// What stands where a plain document has nothing.
fn odd() -> impl Strategy<Value = String> {
    prop_oneof![
        30 => Just(String::new()),
        1 => select(&[
            "<!-- a > b -->", "<!---->", "<!-->", "<![CDATA[<event>]]>", "<?pi?>", "text", "&amp;", "&x;", "<list key=\"l\"><values><int key=\"n\" value=\"1\"/></values></list>",
            "<container key=\"c\"><int key=\"n\" value=\"1\"/></container>", "<x:string key=\"k\" value=\"v\"/>", "<string key=\"k\"/>", "<string value=\"v\"/>",
            "<string key=\"k\" value=\"v\" key=\"k\"/>", "<string key=\"k\" value=\"v\" more=\"m\"/>", "<string key=\"k\"value=\"v\"/>", "<strings key=\"k\" value=\"v\"/>",
            "<int key = \"k\" value = \"1\" />", "</event>", "<event>", "<event/>", "<trace>", "</trace>", "<string key=k value=v/>", "\u{feff}", "<", "<!DOCTYPE log>",
        ]).prop_map(str::to_owned),
    ]
}

fn attribute() -> impl Strategy<Value = String> {
    let leaf = select(&["string", "string", "date", "int", "float", "boolean", "id"])
        .prop_flat_map(|kind| (Just(kind), key(), value(kind), 0..20_u8))
        .prop_map(|(kind, key, value, form)| match form {
            0 => format!("<{kind} value=\"{value}\" key=\"{key}\"/>"),
            1 => format!("<{kind} key='{key}' value='{value}' />"),
            2 => format!("<{kind}\n\tkey=\"{key}\"\n value=\"{value}\"\n></{kind}>"),
            3 => format!("<{kind} key=\"{key}\" value=\"{value}\"></{kind} >"),
            _ => format!("<{kind} key=\"{key}\" value=\"{value}\"/>"),
        });
    leaf.prop_recursive(3, 12, 3, |inner| {
        (key(), text(), vec(inner, 0..3)).prop_map(|(key, value, inner)| {
            format!("<string key=\"{key}\" value=\"{value}\">{}</string>", inner.concat())
        })
    })
}

fn event() -> impl Strategy<Value = String> {
    let main = prop_oneof![
        9 => ("[ab]", 10..60_u8).prop_map(|(name, second)| format!(
            "<string key=\"concept:name\" value=\"{name}\"/>\n<date key=\"time:timestamp\" value=\"2012-10-09T14:50:{second}Z\"/>"
        )),
        1 => Just(String::new()),
    ];
    (main, vec((attribute(), odd()), 0..5), odd()).prop_map(|(main, attributes, odd)| {
        let attributes: String =
            attributes.into_iter().map(|(attribute, odd)| format!("\n\t{attribute}{odd}")).collect();
        format!("<event>{main}{attributes}</event>{odd}\n")
    })
}

fn log() -> impl Strategy<Value = String> {
    let part = prop_oneof![3 => event(), 1 => attribute()];
    let trace =
        (vec(part, 0..6), odd()).prop_map(|(parts, odd)| format!("<trace>{}</trace>{odd}", parts.concat()));
    vec(trace, 0..4).prop_map(|traces| format!("<log xes.version=\"1.0\">{}</log>", traces.concat()))
}

proptest! {
    #[test]
    fn any_document_is_read_as_without_the_lane(log in log(), step in 1_usize..200) {
        check(log.as_bytes(), step)?;
    }

    #[test]
    fn a_damaged_document_is_read_as_without_the_lane(
        log in log(),
        step in 1_usize..200,
        damage in vec((any::<prop::sample::Index>(), select(b"<>/\"'= &;a\n\0\xff\x80!-?".as_slice()), 0..3_u8), 1..4),
        end in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = log.into_bytes();
        for (at, byte, how) in damage {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        if is_cut {
            bytes.truncate(end.index(bytes.len()));
        }
        check(&bytes, step)?;
    }
}

#[test]
fn plain_events_take_the_lane_and_what_is_odd_holds_up_no_other_event() {
    let event = "<event><string key=\"concept:name\" value=\"a\"/>\n<date key=\"time:timestamp\" value=\"2012-10-09T14:50:17Z\"/></event>";
    let odd = event.replace("</event>", "<!-- odd --></event>");
    let log = format!(
        "<log><trace>{event}{odd}{event}</trace>\n<trace><string key=\"concept:name\" value=\"c\"/>{event}</trace></log>"
    );
    for step in [1, 7, 1000] {
        assert_eq!(check(log.as_bytes(), step).ok(), Some(3));
    }
}

#[test]
fn a_remembered_name_of_one_log_is_not_taken_for_one_of_the_next() {
    let event = |case: &str, name: &str| {
        format!(
            "<trace><string key=\"concept:name\" value=\"{case}\"/><event><string key=\"concept:name\" value=\"{name}\"/><date key=\"time:timestamp\" value=\"2012-10-09T14:50:17Z\"/></event></trace>"
        )
    };
    let xes = format!("<log>{}{}</log>", event("one", "a"), event("two", "b"));
    let names: Vec<_> = crate::read::batches_from("log", xes.as_bytes(), &ReadOptions::default(), 1)
        .map(|batch| batch.log.event(crate::EventIx(0)).to_row().activity)
        .collect();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn an_event_larger_than_the_window_is_read() {
    let attribute = "<string key=\"k\" value=\"v\"/>".repeat(60_000);
    let log = format!(
        "<log><trace><string key=\"concept:name\" value=\"c\"/><event><string key=\"concept:name\" value=\"a\"/>{attribute}<date key=\"time:timestamp\" value=\"2012-10-09T14:50:17Z\"/></event></trace></log>"
    );
    assert_eq!(check(log.as_bytes(), 1 << 16).ok(), Some(0));
}
