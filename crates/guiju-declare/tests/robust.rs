//! No text, however broken, makes the reader of models panic, and what it reads can be checked and made a pack.

use guiju_declare::{TEMPLATES, check, pack, read};
use guiju_log::{EventRow, Log, LogBuilder, ObjectRow};
use proptest::prelude::*;

fn log() -> Log {
    let mut builder = LogBuilder::new();
    builder.add_object(ObjectRow::new("c", "case")).expect("new");
    for (n, activity) in ["a", "b", "a", "c", "b"].into_iter().enumerate() {
        let time = 1_700_000_000_000_000 + n as i64 * 1_000_000;
        let row = EventRow::new(format!("e{n}"), activity, time).related("c", "encounter");
        builder.add_event(row.attr("x", n as i64).attr("s", "甲 (1)")).expect("new");
    }
    builder.finish()
}

fn survives(text: &str, log: &Log) {
    let reading = read("model.decl", text);
    for finding in &reading.findings {
        assert!(!finding.render(&reading.sources, guiju_standard::Lang::Zh, false).is_empty());
    }
    let report = check(&reading.model, log);
    for (counts, constraint) in report.counts.iter().zip(&reading.model.constraints) {
        assert_eq!(counts.activations, counts.fulfilled + counts.violated, "{}", constraint.text);
        assert!(counts.traces_satisfied_nonvacuous <= counts.traces_satisfied, "{}", constraint.text);
    }
    assert!(!pack(&reading.model, "m", "m.decl").files.is_empty());
}

/// What conditions are made of, and some of what they are not.
fn pieces() -> impl Strategy<Value = String> {
    let words = [
        "A.x",
        "T.x",
        "a.s",
        "A.absent",
        "A.",
        "is",
        "is not",
        "not",
        "in (",
        "(",
        ")",
        "((",
        "and",
        "or",
        "same",
        "different",
        "5",
        "-",
        "+",
        "*",
        "//",
        "%",
        "0",
        "1e3",
        "<",
        ">=",
        "==",
        "=",
        "!=",
        "\"甲\"",
        "'",
        "\"",
        "\\",
        ",",
        ", ",
        "|",
        " |",
        "[",
        "]",
        "#",
        "True",
        "abs(",
        "float(",
        "0,5,m",
        "0,,d",
        "nothing",
        "甲",
        "\u{feff}",
        "\r",
        "\n",
        "\u{1f}",
        "99999999999999999999",
        "0.0000001",
        "[A, B]",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..14).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        survives(&text, &log());
    }

    #[test]
    fn any_condition_is_read_and_evaluated_without_panic(
        template in 0..TEMPLATES.len(), activation in pieces(), correlation in pieces(), time in pieces(),
    ) {
        let name = TEMPLATES[template].0;
        survives(&format!("{name}[a, b] |{activation} |{correlation} |{time}"), &log());
        survives(&format!("{name}[a, b]|{activation}|{correlation}"), &log());
    }

    #[test]
    fn a_model_with_a_stroke_of_the_pen_is_read_without_panic(at in 0..800_usize, len in 0..4_usize, put in "\\PC{0,3}") {
        let mut text: Vec<char> = include_str!("../../../tests/data/declare/stops.decl").chars().collect();
        let from = at.min(text.len());
        let to = (from + len).min(text.len());
        text.splice(from..to, put.chars());
        survives(&text.into_iter().collect::<String>(), &log());
    }
}

#[test]
fn deep_brackets_are_refused_and_not_followed() {
    let deep = format!("Response[a, b] |{}A.x{} | |", "(".repeat(100_000), ")".repeat(100_000));
    assert!(read("model.decl", &deep).has_errors());
    let negations = format!("Response[a, b] |{}True | |", "not ".repeat(100_000));
    assert!(read("model.decl", &negations).has_errors());
}
