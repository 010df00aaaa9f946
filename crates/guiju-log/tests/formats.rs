//! What each format carries: written and read back, a log is the same.
#![cfg(feature = "read")]

mod common;

use common::{Row, build, load, rows, view};
use guiju_log::{EventRow, Log, ObjectRow, RowValue, write};
use proptest::prelude::*;

/// Instants and numbers at the edges, Chinese, lists in lists, values that change and end.
fn edges() -> Log {
    let nine = 1_772_413_200_000_000;
    let mut rows = vec![
        Row::Object(
            ObjectRow::new("R-1", "抢修")
                .attr("order.area", "城区")
                .attr("evidence", vec!["tap", "location"])
                .attr("load", 2.5)
                .attr_since("load", nine, 3)
                .attr_since("load", nine + 1, RowValue::Null)
                .attr_since("appointed", nine, RowValue::Time(nine + 5))
                .attr("guiju:more", "not ours")
                .attr("note", "a\u{1}b\u{fffe} \r\n\t <&\"'> ]]> ")
                .related("S-1", "site")
                .related("nowhere", ""),
        ),
        Row::Object(ObjectRow::new("S-1", "site").attr("Area", 1).attr("area", 2).attr("AREA", true)),
        Row::Object(ObjectRow::new("empty", "nothing")),
        Row::Event(EventRow::new("e0", "到场", 0).related("R-1", "encounter").seq(3).source("tap")),
    ];
    for (n, value) in [
        RowValue::Int(i64::MAX),
        RowValue::Int(i64::MIN),
        RowValue::Float(0.1),
        RowValue::Float(-1e300),
        RowValue::Float(5e-324),
        RowValue::Bool(true),
        RowValue::Text(String::new()),
        RowValue::Text(" 1 ".into()),
        RowValue::Text("null".into()),
        RowValue::Text("2026-03-02T09:00:00+08:00".into()),
        RowValue::List(vec![1.into(), RowValue::List(vec![]), RowValue::Null]),
        RowValue::List(vec![RowValue::Map(vec![("a.b".into(), 1.into()), ("c".into(), "d".into())])]),
    ]
    .into_iter()
    .enumerate()
    {
        let at = nine + n as i64;
        rows.push(Row::Event(EventRow::new(format!("m{n}"), "mixed", at).attr("v", value.clone())));
        rows.push(Row::Event(
            EventRow::new(format!("s{n}"), format!("t{n}"), at).attr("v", value).source("系统"),
        ));
    }
    rows.push(Row::Event(
        EventRow::new("t", "timed", guiju_log::LATEST_US - 1).attr("v", RowValue::Time(nine)),
    ));
    rows.push(Row::Event(EventRow::new("f1", "number", nine).attr("v", 1)));
    rows.push(Row::Event(
        EventRow::new("f2", "number", nine).attr("v", 1.5).attr("ocel_id", "x").attr("ocel_time", 3),
    ));
    build(rows)
}

fn through(log: &Log, write: impl Fn(&mut Vec<u8>, &Log) -> std::io::Result<()>) -> Log {
    let mut out = Vec::new();
    write(&mut out, log).expect("memory takes all");
    let (back, imported) = load(&out);
    let text = String::from_utf8_lossy(&out);
    assert_eq!(imported.refused_count(), 0, "{:?}\n{text}", imported.refused);
    assert_eq!(view(log), view(&back), "{text}");
    back
}

#[test]
fn values_at_the_edges_pass_through_every_format() {
    let log = edges();
    through(&log, write::ocel_json);
    through(&log, write::ocel_xml);
    #[cfg(feature = "sqlite")]
    through(&log, write::ocel_sqlite);
    #[cfg(feature = "parquet")]
    through(&log, write::parquet);
}

#[test]
fn what_was_read_from_xes_passes_through_it() {
    for xes in [include_str!("small.xes").to_owned(), odd_xes()] {
        let (log, _) = load(xes.as_bytes());
        // A refused event leaves a gap in the numbers, which a second reading closes.
        let (first, left) = again(&log);
        assert_eq!(left.ids_and_sources, if xes.contains("A &amp; B") { 1 } else { 0 });
        let (second, left) = again(&first);
        assert!(left.is_nothing(), "{left:?}");
        assert_eq!(view(&first), view(&second));
        if left.ids_and_sources == 0 && !xes.contains("A &amp; B") {
            assert_eq!(view(&log), view(&first));
        }
    }
}

fn again(log: &Log) -> (Log, write::LeftOut) {
    let mut out = Vec::new();
    let left = write::xes(&mut out, log, None).expect("memory takes all");
    let (back, imported) = load(&out);
    assert_eq!(imported.refused_count(), 0, "{:?}", imported.refused);
    (back, left)
}

fn odd_xes() -> String {
    let event = |name: &str, time: &str, more: &str| {
        format!(
            r#"<event><string key="concept:name" value="{name}"/><date key="time:timestamp" value="{time}"/>{more}</event>"#
        )
    };
    let lists = r#"<list key="l"><values><int key="item" value="1"/><list key="item"><values/></list></values></list>
        <list key="r"><values><container key="item"><string key="a.b" value="x"/><date key="t" value="2026-03-02T01:00:00Z"/></container></values></list>"#;
    format!(
        r#"<log><trace><string key="concept:name" value="二"/><float key="f" value="5e-324"/>{}{}</trace>
        <trace><string key="concept:name" value="一"/>{}</trace><trace><string key="concept:name" value="空"/><int key="n" value="-9223372036854775808"/></trace></log>"#,
        event(
            "登记",
            "2026-03-02T09:00:00.5+08:00",
            r#"<string key="t" value=" a&#10;b&lt;&quot;  c&#9; "/>"#
        ),
        event("earlier", "2026-03-01T09:00:00Z", lists),
        event("办结", "1970-01-01T00:00:00Z", r#"<boolean key="b" value="false"/><id key="u" value="x"/>"#),
    )
}

#[test]
fn what_xes_cannot_carry_is_counted() {
    let mut out = Vec::new();
    let left = write::xes(&mut out, &edges(), Some("抢修")).expect("memory takes all");
    let expected = write::LeftOut {
        events: 27,
        objects: 2,
        event_relationships: 0,
        object_relationships: 2,
        changes: 3,
        ids_and_sources: 2,
        values: 0,
    };
    assert_eq!(left, expected);
    let (log, imported) = load(&out);
    assert_eq!((log.events().len(), log.objects().len(), imported.refused_count()), (1, 1, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_log_passes_through_ocel_json(rows in rows()) {
        through(&build(rows), write::ocel_json);
    }

    #[test]
    fn every_log_passes_through_ocel_xml(rows in rows()) {
        through(&build(rows), write::ocel_xml);
    }

    #[cfg(feature = "sqlite")]
    #[test]
    fn every_log_passes_through_ocel_sqlite(rows in rows()) {
        through(&build(rows), write::ocel_sqlite);
    }

    #[cfg(feature = "parquet")]
    #[test]
    fn every_log_passes_through_parquet(rows in rows()) {
        through(&build(rows), write::parquet);
    }

    #[cfg(feature = "parquet")]
    #[test]
    fn a_spoilt_table_is_refused_without_a_panic(places in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..6), cut in any::<usize>()) {
        let mut bytes = Vec::new();
        write::parquet(&mut bytes, &edges()).expect("memory takes all");
        let len = bytes.len();
        for (at, byte) in places {
            // Half of them in the footer, where the lies are.
            let at = if at % 2 == 0 { at % len } else { len - 1 - at % (len / 3) };
            bytes[at] = byte;
        }
        load(&bytes);
        load(&bytes[..cut % len]);
    }
}

#[cfg(feature = "parquet")]
#[test]
fn another_table_is_refused_with_the_column_that_is_missing() {
    use parquet::{file::writer::SerializedFileWriter, schema::parser::parse_message_type};
    let schema = parse_message_type("message other { REQUIRED INT64 id; }").expect("a schema");
    let mut writer =
        SerializedFileWriter::new(Vec::new(), schema.into(), Default::default()).expect("memory");
    let mut group = writer.next_row_group().expect("memory");
    let mut column = group.next_column().expect("memory").expect("a column");
    column.typed::<parquet::data_type::Int64Type>().write_batch(&[1], None, None).expect("memory");
    column.close().expect("memory");
    group.close().expect("memory");
    let (_, imported) = load(&writer.into_inner().expect("memory"));
    let refused: Vec<String> = imported.refused.iter().map(ToString::to_string).collect();
    assert_eq!(
        refused,
        ["log: not a table of a log: there is no column `record`; `guiju convert` writes one"]
    );
}
