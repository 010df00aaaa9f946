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
}
