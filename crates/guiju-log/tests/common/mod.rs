//! Random logs, and everything that can be seen of a log.

// Each test file uses what it needs.
#![allow(dead_code)]

use guiju_log::{EventRow, Imported, Log, LogBuilder, ObjectRow, ReadOptions, RowValue, read_from, write};
use proptest::{collection::vec, option, prelude::*};

/// Texts that meet each other, and any other.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-c]", "[^\u{0}]{0,8}", Just("2026-03-02T09:00:00+08:00".to_owned())]
}

/// Names of attributes, dotted and not.
pub fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("a".to_owned()),
        Just("a.b".to_owned()),
        Just("c:d".to_owned()),
        Just("点".to_owned()),
        "[a-z.]{1,4}"
    ]
}

/// Values, nested too.
pub fn value() -> impl Strategy<Value = RowValue> {
    let scalar = prop_oneof![
        any::<bool>().prop_map(RowValue::Bool),
        any::<i64>().prop_map(RowValue::Int),
        (-3_i64..3).prop_map(RowValue::Int),
        any::<f64>().prop_map(RowValue::Float),
        text().prop_map(RowValue::Text),
        Just(RowValue::Null),
    ];
    scalar.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(RowValue::List),
            vec((name(), inner), 0..4).prop_map(RowValue::Map),
        ]
    })
}

/// Relationships.
pub fn relationships() -> impl Strategy<Value = Vec<(String, String)>> {
    vec(("[o-q]", "[xy]"), 0..4)
}

/// Events.
pub fn event() -> impl Strategy<Value = EventRow> {
    let attrs = vec((name(), value()), 0..4);
    let time = prop_oneof![0_i64..3, 0..guiju_log::LATEST_US];
    ("[a-f]{1,2}", "[xyz]", time, option::of(0_i64..3), option::of("[st]"), attrs, relationships()).prop_map(
        |(id, activity, time, seq, source, attrs, relationships)| EventRow {
            id,
            activity,
            time,
            seq,
            source,
            attrs,
            relationships,
            ..EventRow::default()
        },
    )
}

/// Objects, with values that change.
pub fn object() -> impl Strategy<Value = ObjectRow> {
    let name = prop_oneof![Just("evidence".to_owned()), name()];
    let attrs = vec((name, option::of(0_i64..4), value()), 0..4);
    ("[o-q]", Just("thing".to_owned()), attrs, relationships()).prop_map(
        |(id, kind, attrs, relationships)| ObjectRow {
            id,
            kind,
            attrs,
            relationships,
            ..ObjectRow::default()
        },
    )
}

/// A row.
#[derive(Debug, Clone)]
pub enum Row {
    /// An event.
    Event(EventRow),
    /// An object.
    Object(ObjectRow),
}

/// Whether the row was taken.
pub fn add(builder: &mut LogBuilder, row: Row) -> bool {
    match row {
        Row::Event(row) => builder.add_event(row).is_ok(),
        Row::Object(row) => builder.add_object(row).is_ok(),
    }
}

/// Rows of which none contradicts another.
pub fn rows() -> impl Strategy<Value = Vec<Row>> {
    vec(prop_oneof![event().prop_map(Row::Event), object().prop_map(Row::Object)], 0..40).prop_map(|rows| {
        let mut builder = LogBuilder::new();
        let mut sole = Vec::new();
        for row in rows {
            if add(&mut builder, row.clone()) {
                sole.push(row);
            }
        }
        sole
    })
}

/// The log of rows without conflict.
pub fn build(rows: impl IntoIterator<Item = Row>) -> Log {
    let mut builder = LogBuilder::new();
    for row in rows {
        assert!(add(&mut builder, row));
    }
    builder.finish()
}

/// The row as JSON Lines has it.
pub fn line(row: &Row) -> Vec<u8> {
    let mut out = Vec::new();
    match row {
        Row::Event(row) => write::event(&mut out, row),
        Row::Object(row) => write::object(&mut out, row),
    }
    .expect("memory takes all");
    out
}

/// What the bytes hold.
pub fn load(bytes: &[u8]) -> (Log, Imported) {
    let mut builder = LogBuilder::new();
    let imported = read_from("log", bytes, &mut builder, &ReadOptions::default());
    (builder.finish(), imported)
}

/// Everything that can be seen of a log but places; numbers of strings are resolved.
pub fn view(log: &Log) -> Vec<String> {
    let resolve = |sym| log.strings.resolve(sym).to_owned();
    let mut seen: Vec<String> = log
        .events()
        .map(|ix| format!("{:?}", EventRow { at: Default::default(), ..log.event(ix).to_row() }))
        .collect();
    for ix in log.objects() {
        seen.push(format!("{:?}", ObjectRow { at: Default::default(), ..log.object_ref(ix).to_row() }));
        assert_eq!(log.object(log.object_ref(ix).id()), Some(ix));
    }
    for ix in log.events() {
        assert_eq!(log.find_event(log.event(ix).id()), Some(ix));
    }
    for id in ["o", "p", "q"] {
        let Some(sym) = log.strings.get(id) else { continue };
        seen.push(format!("{id} {:?} {:?}", log.events_of(sym), log.children(sym)));
        let by_scan: Vec<_> = log
            .events()
            .filter(|ix| log.event(*ix).relationships().iter().any(|to| to.object == sym))
            .collect();
        assert_eq!(log.events_of(sym), by_scan);
        let children: Vec<_> = log
            .objects()
            .filter(|ix| log.object_ref(*ix).relationships().iter().any(|to| to.object == sym))
            .collect();
        assert_eq!(log.children(sym), children);
    }
    let keys: Vec<_> = log
        .events()
        .map(|ix| log.event(ix))
        .map(|event| (event.time(), event.source().map(resolve), event.seq(), resolve(event.id())))
        .collect();
    assert!(keys.is_sorted());
    seen
}
