//! OCEL that is broken, wrong or made to do harm: refused at its place, and what can be taken is taken.
#![cfg(feature = "read")]

mod common;

use common::load;
use guiju_log::{Imported, LogBuilder, ReadOptions, read_from, write};

fn refusals(imported: &Imported) -> Vec<String> {
    imported.refused.iter().map(ToString::to_string).collect()
}

/// A log of JSON whose events are these, one a line from line 2 on.
fn json(events: &str) -> String {
    format!(
        "{{\"objectTypes\":[],\"eventTypes\":[{{\"name\":\"x\",\"attributes\":[{{\"name\":\"n\",\"type\":\"integer\"}}]}}],\"objects\":[],\"events\":[\n{events}\n]}}"
    )
}

fn event(id: &str, more: &str) -> String {
    format!(r#"{{"id":"{id}","type":"x","time":"2026-03-02T09:00:00Z"{more}}}"#)
}

#[test]
fn a_record_of_ocel_json_is_refused_alone_with_its_line() {
    let attribute =
        |name: &str, value: &str| format!(r#","attributes":[{{"name":"{name}","value":{value}}}]"#);
    let deep = format!(",\"a\":{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let long = format!(",\"a\":\"{}\"", "x".repeat(16 << 20));
    for (bad, said) in [
        (event("", ""), "the event has no `id`"),
        (r#"{"id":"b","type":"x"}"#.to_owned(), "the event has no `time`"),
        (r#"{"id":"b","type":"x","time":"2026-03-02T09:00:00"}"#.to_owned(), "has no UTC offset"),
        (r#"{"id":"b","type":"x","time":"0001-01-01T00:00:00Z"}"#.to_owned(), "is absurd"),
        (r#"{"id":"b","type":"x","time":5}"#.to_owned(), "`time` of the event should be a string"),
        (event("b", &attribute("n", "\"many\"")), "`n` of the attribute should be a whole number"),
        (
            event("b", &attribute("guiju:more", "\"[]\"")),
            "`guiju:more` of the attribute should be an object in braces",
        ),
        (
            event("b", &attribute("guiju:seq", "\"x\"")),
            "`guiju:seq` of the attribute should be a whole number",
        ),
        (
            event("b", &attribute("n", "\"\\ud800\"")),
            "not OCEL 2.0 that can be read: unexpected end of hex escape",
        ),
        (event("b", ",\"relationships\":[{}]"), "the relationship has no `objectId`"),
        (event("b", ",\"id\":\"c\""), "the key `id` stands twice"),
        (event("b", &deep), "recursion limit exceeded"),
        (event("b", &long), "longer than 16 MiB"),
        ("7".to_owned(), "should be an object in braces"),
        ("{\"id\" 5}".to_owned(), "not OCEL 2.0 that can be read: expected `:`"),
        ("{\"id\":\"\u{1}\"}".to_owned(), "control character"),
        (
            event("a", ",\"relationships\":[{\"objectId\":\"o\"}]"),
            "event `a` is already recorded with other content (log:2)",
        ),
    ] {
        let text = json(&[event("a", ""), bad, event("z", "")].join(",\n"));
        let (log, imported) = load(text.as_bytes());
        let refused = refusals(&imported);
        assert!(
            refused.len() == 1 && refused[0].starts_with("log:3: ") && refused[0].contains(said),
            "{said}: {refused:?}"
        );
        assert_eq!(log.events().len(), 2, "{said}");
    }
}

#[test]
fn ocel_json_that_breaks_off_keeps_what_came_before() {
    let text =
        json(&[event("a", ""), event("b", ",\"attributes\":[{\"name\":\"n\",\"value\":\"1\"}]")].join(",\n"));
    for end in (1..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let (log, imported) = load(text.as_bytes()[..end].trim_ascii_end());
        assert!(log.events().len() <= 2);
        let last = refusals(&imported).pop();
        assert!(last.is_some_and(|last| last.contains("breaks off") || last.contains("not ")), "{end}");
    }
    let (log, imported) = load(format!("{text} {{}}").as_bytes());
    assert_eq!((log.events().len(), imported.refused_count()), (2, 1));
}

#[test]
fn types_may_stand_after_the_records_that_they_explain() {
    let text = r#"{"events":[{"id":"a","type":"x","time":"2026-03-02T09:00:00Z","attributes":[{"name":"n","value":"007"}]}],
        "eventTypes":[{"name":"x","attributes":[{"name":"n","type":"integer"}]}],"objects":[],"objectTypes":[]}"#;
    let (log, imported) = load(text.as_bytes());
    assert_eq!(refusals(&imported), Vec::<String>::new());
    let row = log.event(log.events().next().unwrap()).to_row();
    assert_eq!(row.attrs, [("n".to_owned(), 7.into())]);
}

#[test]
fn a_transcript_line_is_no_ocel_log_whatever_its_keys_are_called() {
    let text = r#"{"events":[],"id":"c1","encounter":"call","started":"2026-03-02T10:00:00Z","turns":[]}"#;
    let (log, imported) = load(text.as_bytes());
    assert_eq!((refusals(&imported), log.objects().len()), (vec![], 1));
}

/// A log of XML whose events are these.
fn xml(events: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<log><object-types/><event-types><event-type name=\"x\"><attributes><attribute name=\"n\" type=\"float\"/></attributes></event-type></event-types><objects/><events>\n{events}\n</events></log>"
    )
}

fn element(id: &str, inside: &str) -> String {
    format!(r#"<event id="{id}" type="x" time="2026-03-02T09:00:00Z">{inside}</event>"#)
}

#[test]
fn a_record_of_ocel_xml_is_refused_alone_with_its_line() {
    let attribute = |text: &str| format!("<attributes><attribute name=\"n\">{text}</attribute></attributes>");
    for (bad, said) in [
        (element("", ""), "the event has no `id`"),
        (r#"<event id="b" type="x"/>"#.to_owned(), "the event has no `time`"),
        (r#"<event id="b" type="x" time="yesterday"/>"#.to_owned(), "is not a time"),
        (element("b", &attribute("many")), "`n` of the attribute should be a number"),
        (element("b", &attribute("&bomb;")), "`&bomb;` is unknown"),
        (element("b", &attribute("&#xD800;")), "`&#xD800;` is unknown"),
        (element("b", "<objects><relationship qualifier=\"q\"/></objects>"), "has no `object-id`"),
        (element("b", "<attributes><attribute>1</attribute></attributes>"), "the attribute has no `name`"),
    ] {
        let text = xml(&[element("a", ""), bad, element("z", "")].join("\n"));
        let (log, imported) = load(text.as_bytes());
        let refused = refusals(&imported);
        assert!(
            refused.len() == 1 && refused[0].starts_with("log:4: ") && refused[0].contains(said),
            "{said}: {refused:?}"
        );
        assert_eq!(log.events().len(), 2, "{said}");
    }
}

#[test]
fn bombs_of_xml_end_the_reading_and_nothing_grows() {
    let entities: String = (1..40).map(|n| format!("<!ENTITY e{n} \"&e{};&e{};\">", n - 1, n - 1)).collect();
    let billion = format!(
        "<!DOCTYPE log [<!ENTITY e0 \"ha\">{entities}]>{}",
        xml(&element("a", "<attributes><attribute name=\"s\">&e39;</attribute></attributes>"))
    );
    let (log, imported) = load(billion.as_bytes());
    assert_eq!((log.events().len(), imported.refused_count()), (0, 1));
    let nested = xml(&element("a", &"<b>".repeat(100_000)));
    let (_, imported) = load(nested.as_bytes());
    assert!(refusals(&imported)[0].contains("nested more than 64 deep"), "{:?}", refusals(&imported));
    let long = xml(&element(
        "a",
        &format!("<attributes><attribute name=\"s\">{}</attribute></attributes>", "x".repeat(17 << 20)),
    ));
    let (_, imported) = load(long.as_bytes());
    assert!(refusals(&imported)[0].contains("longer than 16 MiB"), "{:?}", refusals(&imported));
}

#[test]
fn ocel_xml_that_breaks_off_keeps_what_came_before() {
    let text = xml(&[
        element("a", ""),
        element("b", "<attributes><attribute name=\"n\">1<![CDATA[2]]></attribute></attributes>"),
    ]
    .join("\n"));
    for end in 60..text.len() {
        let (log, imported) = load(&text.as_bytes()[..end]);
        assert!(log.events().len() <= 2 && imported.refused_count() > 0, "{end}");
    }
    let (log, imported) = load(text.as_bytes());
    assert_eq!(refusals(&imported), Vec::<String>::new());
    assert_eq!(log.event(log.events().last().unwrap()).to_row().attrs, [("n".to_owned(), 12.into())]);
}

#[test]
fn exports_are_valid_by_the_standards_schema_and_keep_what_changes_over_time() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../../tests/data/ocel/ocel20.schema.json"))
            .expect("the schema is JSON");
    let (log, _) = load(include_bytes!("../../../tests/data/ocel/visits.jsonl"));
    let mut out = Vec::new();
    write::ocel_json(&mut out, &log).expect("memory takes all");
    let written: serde_json::Value = serde_json::from_slice(&out).expect("it is JSON");
    let validator =
        jsonschema::draft7::options().should_validate_formats(true).build(&schema).expect("a schema");
    let errors: Vec<String> = validator.iter_errors(&written).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    let (back, _) = load(&out);
    let load_kw = back.strings.get("load_kw").unwrap();
    let site = back.object_ref(back.object(back.strings.get("SITE-1").unwrap()).unwrap());
    let history: Vec<_> =
        site.history(load_kw).iter().map(|attr| (attr.since(), back.to_row_value(attr.value))).collect();
    assert_eq!(history, [(None, 12.5.into()), (Some(1_772_420_400_250_000), 13.into())]);
}

#[test]
fn times_without_offset_are_local_to_the_zone_that_is_given_and_the_epoch_is_the_beginning() {
    let text = r#"<log><object-types/><event-types/><objects><object id="o" type="t"><attributes>
        <attribute name="a" time="1970-01-01T00:00:00">x</attribute><attribute name="a" time="2026-03-02T09:00:00">y</attribute>
        </attributes></object></objects><events><event id="e" type="x" time="2026-03-02T09:00:00"><attributes/><objects/></event></events></log>"#;
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").ok();
    let mut builder = LogBuilder::new();
    let imported =
        read_from("log", text.as_bytes(), &mut builder, &ReadOptions { zone, ..ReadOptions::default() });
    assert_eq!(refusals(&imported), Vec::<String>::new());
    let log = builder.finish();
    let nine = guiju_log::parse_rfc3339("2026-03-02T09:00:00+08:00");
    assert_eq!(Some(log.event(log.events().next().unwrap()).time()), nine);
    let object = log.object_ref(log.objects().next().unwrap()).to_row();
    assert_eq!(object.attrs, [("a".into(), None, "x".into()), ("a".into(), nine, "y".into())]);
}
