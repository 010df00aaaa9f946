//! What must hold for every log: order, repetition and splitting of the input are not seen, and what is written is read back.
#![cfg(feature = "read")]

use guiju_log::{
    Accepted, EventRow, Imported, Log, LogBuilder, ObjectRow, ReadOptions, RowValue, read_from, write,
};
use proptest::{collection::vec, option, prelude::*, sample::subsequence};

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-c]", "[^\u{0}]{0,8}", Just("2026-03-02T09:00:00+08:00".to_owned())]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("a".to_owned()),
        Just("a.b".to_owned()),
        Just("c:d".to_owned()),
        Just("点".to_owned()),
        "[a-z.]{1,4}"
    ]
}

fn value() -> impl Strategy<Value = RowValue> {
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

fn relationships() -> impl Strategy<Value = Vec<(String, String)>> {
    vec(("[o-q]", "[xy]"), 0..4)
}

fn event() -> impl Strategy<Value = EventRow> {
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

fn object() -> impl Strategy<Value = ObjectRow> {
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

#[derive(Debug, Clone)]
enum Row {
    Event(EventRow),
    Object(ObjectRow),
}

fn add(builder: &mut LogBuilder, row: Row) -> bool {
    match row {
        Row::Event(row) => builder.add_event(row).is_ok(),
        Row::Object(row) => builder.add_object(row).is_ok(),
    }
}

/// Rows of which none contradicts another.
fn rows() -> impl Strategy<Value = Vec<Row>> {
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

fn build(rows: impl IntoIterator<Item = Row>) -> Log {
    let mut builder = LogBuilder::new();
    for row in rows {
        assert!(add(&mut builder, row));
    }
    builder.finish()
}

fn line(row: &Row) -> Vec<u8> {
    let mut out = Vec::new();
    match row {
        Row::Event(row) => write::event(&mut out, row),
        Row::Object(row) => write::object(&mut out, row),
    }
    .expect("memory takes all");
    out
}

fn load(bytes: &[u8]) -> (Log, Imported) {
    let mut builder = LogBuilder::new();
    let imported = read_from("log", bytes, &mut builder, &ReadOptions::default());
    (builder.finish(), imported)
}

/// Everything that can be seen of a log but places; numbers of strings are resolved.
fn view(log: &Log) -> Vec<String> {
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_order_of_arrival_is_not_seen((rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))) {
        prop_assert_eq!(view(&build(rows)), view(&build(shuffled)));
    }

    #[test]
    fn shuffled_and_repeated_lines_make_the_same_log(
        (rows, arrivals) in rows().prop_flat_map(|rows| {
            let repeats = subsequence(rows.clone(), 0..=rows.len());
            (Just(rows.clone()), repeats.prop_flat_map(move |repeats| Just([rows.clone(), repeats].concat()).prop_shuffle()))
        })
    ) {
        let (once, _) = load(&rows.iter().flat_map(line).collect::<Vec<_>>());
        let (again, imported) = load(&arrivals.iter().flat_map(line).collect::<Vec<_>>());
        prop_assert_eq!(imported.refused_count(), 0, "{:?}", imported.refused);
        prop_assert_eq!(imported.added + imported.repeated, arrivals.len() as u64);
        prop_assert_eq!(view(&once), view(&again));
    }

    #[test]
    fn what_is_written_is_read_back(rows in rows()) {
        let log = build(rows);
        let mut out = Vec::new();
        write::log(&mut out, &log).unwrap();
        let (back, imported) = load(&out);
        prop_assert_eq!(imported.refused_count(), 0, "{:?}", imported.refused);
        prop_assert_eq!(view(&log), view(&back));
    }

    #[test]
    fn merging_logs_is_reading_both((rows, at) in rows().prop_flat_map(|rows| (Just(rows.clone()), 0..=rows.len()))) {
        let mut builder = LogBuilder::new();
        prop_assert!(builder.merge(&build(rows[..at].to_vec())).is_empty());
        prop_assert!(builder.merge(&build(rows[at..].to_vec())).is_empty());
        prop_assert_eq!(view(&builder.finish()), view(&build(rows)));
    }

    #[test]
    fn an_event_added_twice_is_a_repeat(row in event()) {
        let mut builder = LogBuilder::new();
        if builder.add_event(row.clone()).is_ok() {
            prop_assert_eq!(builder.add_event(row).unwrap(), Accepted::Repeated);
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(
        bytes in prop_oneof![
            vec(any::<u8>(), 0..200),
            vec(any::<u8>(), 0..200).prop_map(|tail| [b"{".as_slice(), &tail].concat()),
            vec(any::<u8>(), 0..200).prop_map(|tail| [b"<log>".as_slice(), &tail].concat()),
            vec(any::<u8>(), 0..200).prop_map(|tail| [b"\x1f\x8b\x08\0\0\0\0\0\0\x03".as_slice(), &tail].concat()),
        ]
    ) {
        load(&bytes);
    }

    #[test]
    fn a_damaged_file_is_read_without_a_panic(at in 0_usize..3000, byte in any::<u8>(), xes in any::<bool>()) {
        let mut bytes = if xes { include_bytes!("small.xes").to_vec() } else { include_bytes!("small.jsonl").to_vec() };
        let at = at % bytes.len();
        bytes[at] = byte;
        load(&bytes);
    }
}
