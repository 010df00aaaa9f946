//! Writing a log as tables and reading them gives the same log.

#[path = "../../guiju-log/tests/common/mod.rs"]
mod common;

use common::{build, rows};
use guiju_log::{Log, LogBuilder, read::ReadOptions, write};
use guiju_table::{Form, Input, Mapping, export, import};
use guiju_time::Lang;
use proptest::prelude::*;

fn lines(log: &Log) -> String {
    let mut out = Vec::new();
    write::log(&mut out, log).expect("memory");
    String::from_utf8(out).expect("JSON")
}

fn there_and_back(log: &Log, form: Form) -> String {
    let names = match form {
        Form::Csv => ("log.csv", "log.objects.csv"),
        #[cfg(feature = "xlsx")]
        Form::Xlsx => ("log.xlsx", "log.objects.xlsx"),
    };
    let mut events = Vec::new();
    let written = export(log, &mut events, names, form).expect("memory");
    let mapping = Mapping::read("map.yaml", &written.mapping)
        .unwrap_or_else(|unfit| panic!("{}", unfit.render(Lang::En, false)));
    let inputs = [Input::bytes(names.0, events.clone()), Input::bytes(names.1, written.objects)];
    let given = match log.events().len() {
        0 => &inputs[1..],
        _ => &inputs[..],
    };
    let given = if log.objects().len() == 0 { &given[..given.len() - 1] } else { given };
    let mut builder = LogBuilder::new();
    let imported = import(given, &mapping, &mut builder, &ReadOptions::default())
        .unwrap_or_else(|failed| panic!("{failed:?}\n{}", written.mapping));
    let refused: Vec<String> = imported.refused.iter().map(ToString::to_string).collect();
    assert!(refused.is_empty(), "{refused:#?}\n{}\n{}", written.mapping, String::from_utf8_lossy(&events));
    lines(&builder.finish())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_log_written_as_tables_is_read_as_the_same(rows in rows()) {
        let log = build(rows);
        prop_assert_eq!(there_and_back(&log, Form::Csv), lines(&log));
    }

    #[test]
    #[cfg(feature = "xlsx")]
    fn a_log_written_as_workbooks_is_read_as_the_same(rows in rows()) {
        let log = build(rows);
        prop_assert_eq!(there_and_back(&log, Form::Xlsx), lines(&log));
    }
}

#[test]
fn formulas_quotes_and_numbers_come_back() {
    use guiju_log::{EventRow, ObjectRow};
    let mut builder = LogBuilder::new();
    let cells = ["=1+1", "'quoted", "@here", "-", "NULL", "a\nb", "\"", " trimmed ", "", "1,000", "true"];
    for (n, cell) in cells.into_iter().enumerate() {
        let row = EventRow::new(format!("e{n}"), "said", 1_000_000)
            .attr("text", cell)
            .attr("n", n as f64 / 3.0)
            .attr("id", -5);
        builder.add_event(row.attr(format!("t{n}"), cell).related("o", "encounter")).expect("new");
    }
    builder.add_object(ObjectRow::new("o", "case").attr_since("level", 5, 1).attr("level", 0)).expect("new");
    let log = builder.finish();
    assert_eq!(there_and_back(&log, Form::Csv), lines(&log));
    #[cfg(feature = "xlsx")]
    assert_eq!(there_and_back(&log, Form::Xlsx), lines(&log));
    let mut csv = Vec::new();
    export(&log, &mut csv, ("a", "b"), Form::Csv).expect("memory");
    let csv = String::from_utf8(csv).expect("UTF-8");
    assert!(csv.contains(",'=1+1") && !csv.contains(",=1+1"), "{csv}");
}
