//! What is wrong with a condition, where, and in which words.

mod fixture;

use fixture::vocabulary;
use guiju_condition::{Lang, compile};

/// A condition; under it, the stretches that are wrong; and what is said of each: English, help.
#[rustfmt::skip] // the marks stand under what they mark
const PROBLEMS: &[(&str, &str, &[&str])] = &[
    // names
    ("order.aera == \"urban\"",
     "^^^^^^^^^^", &["nothing is named `order.aera` here; did you mean `order.area`?"]),
    ("customer.kind == \"市\" && order.aera == \"urban\"",
     "                        ^^^^^^^^^^", &["nothing is named `order.aera` here; did you mean `order.area`?"]),
    ("crew_size == urban",
     "             ^^^^^", &["nothing is named `urban` here; names are declared in vocabulary.yaml or params.yaml; texts stand in quotation marks"]),
    ("arrived > time",
     "^^^^^^^", &["`arrived` is an activity, not a value; write `done(arrived)` for whether it happened, `last(arrived).time` for when"]),
    ("arrived.place == \"x\"",
     "^^^^^^^^^^^^^", &["`arrived` is an activity, not a value; write `done(arrived)` for whether it happened, `last(arrived).time` for when"]),
    ("done(arived) && count(time) > 1",
     "     ^^^^^^           ^^^^", &["the vocabulary has no activity `arived`; did you mean `arrived`?",
        "the vocabulary has no activity `time`; activities are declared in vocabulary.yaml"]),
    ("done(\"arrived\")",
     "     ^^^^^^^^^", &["this must be the name of an activity, and is a text; an activity is named without quotation marks"]),
    ("last(arrived).plaice == \"x\"",
     "              ^^^^^^", &["the activity `arrived` has no attribute `plaice`; an activity's attributes are declared in vocabulary.yaml"]),
    ("last(arrived) > time",
     "^^^^^^^^^^^^^", &["`last(arrived)` needs an attribute behind it; write `last(arrived).time`"]),
    ("event.rows.all(r, r.quantty > 1)",
     "                    ^^^^^^^", &["the record has no field `quantty`; did you mean `quantity`?"]),
    ("event.rows.quantity > 1",
     "^^^^^^^^^^", &["this must be a record with fields, and is a list; a list has elements: `list.exists(x, x.field == …)` or `list[0].field`"]),
    ("event.reason.length > 1",
     "^^^^^^^^^^^^", &["this must be a record with fields, and is a text"]),
    ("event.rows.all(x, y > 1)",
     "                  ^", &["nothing is named `y` here; names are declared in vocabulary.yaml or params.yaml; texts stand in quotation marks"]),
    // functions
    ("happened(arrived)",
     "^^^^^^^^", &["there is no function `happened`"]),
    ("event.reason.startWith(\"x\")",
     "             ^^^^^^^^^", &["there is no function `startWith`; did you mean `startsWith`?"]),
    ("done(arrived, left) || done()",
     "^^^^^^^^^^^^^^^^^^^    ^^^^^^", &["this is written `done(ACTIVITY)`", "this is written `done(ACTIVITY)`"]),
    ("contains(event.reason, \"x\")",
     "^^^^^^^^^^^^^^^^^^^^^^^^^^^", &["this is written `text.contains(\"part\")`"]),
    ("has(crew_size + 1)",
     "    ^^^^^^^^^^^^^", &["`has` asks for an attribute that may be absent"]),
    ("event.reason.matches(\"(\")",
     "                     ^^^", &["this is not a regular expression"]),
    ("param.area_limit > duration(\"45 min\")",
     "                            ^^^^^^^^", &["`45 min` is not a duration; write it like `duration(\"1h30min\")`; units are d, h, min, s"]),
    ("time > timestamp(\"2026-03-02 09:00\")",
     "                 ^^^^^^^^^^^^^^^^^^", &["`2026-03-02 09:00` is not an instant with its offset; write `timestamp(\"2026-03-02T09:00:00+08:00\")`"]),
    ("day(crew_size) == \"x\"",
     "    ^^^^^^^^^", &["this must be an instant, and is a whole number"]),
    ("tags.contains(\"vip\")",
     "^^^^", &["this must be a text, and is a list; for an element of a list write `\"…\" in list`"]),
    ("\"x\" in event.reason",
     "       ^^^^^^^^^^^^", &["this must be a list, and is a text; to look into a text write `text.contains(\"…\")`"]),
    // types
    ("order.area == \"urbn\"",
     "              ^^^^^^", &["`urbn` is not one of the values (urban, rural, remote); did you mean `urban`?"]),
    ("order.area in [\"urban\", \"town\", 1]",
     "                        ^^^^^^  ^", &["`town` is not one of the values (urban, rural, remote)",
        "a listed value (urban, rural, remote) and a whole number cannot be compared; texts stand in quotation marks, numbers do not"]),
    ("\"quiet\" in tags",
     "^^^^^^^", &["`quiet` is not one of the values (vip, noisy)"]),
    ("event.owner == order.area",
     "^^^^^^^^^^^^^^^^^^^^^^^^^", &["a listed value (utility, customer) and a listed value (urban, rural, remote) cannot be compared"]),
    ("cause_known == \"true\"",
     "               ^^^^^^", &["true or false and a text cannot be compared; write `true` or `false`, without quotation marks"]),
    ("param.area_limit <= 45",
     "                    ^^", &["a duration and a whole number cannot be compared; write it like `duration(\"45min\")`"]),
    ("time - arrival_deadline < arrival_deadline",
     "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^", &["a duration and an instant cannot be compared; write it like `duration(\"45min\")`"]),
    ("order.area < \"rural\"",
     "^^^^^^^^^^^^^^^^^^^^", &["a listed value (urban, rural, remote) has no order; write `x in [\"a\", \"b\"]`"]),
    ("event.heel > event.share",
     "^^^^^^^^^^^^^^^^^^^^^^^^", &["the units differ: cm and %"]),
    ("event.heel + event.share > 1",
     "^^^^^^^^^^^^^^^^^^^^^^^^", &["the units differ: cm and %"]),
    ("event.reason * 2 == \"x\"",
     "^^^^^^^^^^^^^^^^", &["`*` does not take a text and a whole number"]),
    ("time + 15 > arrival_deadline",
     "^^^^^^^^^", &["`+` does not take an instant and a whole number; add a duration: `time + duration(\"15min\")`"]),
    ("event.owner == null",
     "^^^^^^^^^^^^^^^^^^^", &["an absent attribute is not `null`; write `has(attribute)`"]),
    ("crew_size && !tags || order.area",
     "^^^^^^^^^     ^^^^    ^^^^^^^^^^", &["this must be true or false, and is a whole number; write a comparison, such as `… == …`",
        "this must be true or false, and is a list; write `list.exists(x, CONDITION)` or `size(list) > 0`",
        "this must be true or false, and is a listed value (urban, rural, remote); write a comparison, such as `… == …`"]),
    ("crew_size + 1",
     "^^^^^^^^^^^^^", &["this must be true or false, and is a whole number; write a comparison, such as `… == …`"]),
    ("((crew_size) + (a.x + 1)) * 2 == \"x\"",
     "                                 ^^^", &["a whole number and a text cannot be compared; texts stand in quotation marks, numbers do not"]),
    ("(cause_known ? 1 : \"x\") == 1",
     "               ^^^^^^^", &["a whole number and a text cannot be compared; texts stand in quotation marks, numbers do not"]),
    ("-event.reason == \"x\" || tags[\"x\"] == \"vip\"",
     " ^^^^^^^^^^^^           ^^^^", &["this must be a number, and is a text", "this must be a record with fields, and is a list; a list has elements: `list.exists(x, x.field == …)` or `list[0].field`"]),
    ("event.rows.exists(r, r.item == 1 && r.quantity == \"-\") && -5 == \"x\"",
     "                               ^                  ^^^     ^^", &["a text and a whole number cannot be compared; texts stand in quotation marks, numbers do not",
        "a whole number and a text cannot be compared; texts stand in quotation marks, numbers do not",
        "a whole number and a text cannot be compared; texts stand in quotation marks, numbers do not"]),
    // syntax
    ("", "", &["the condition is empty"]),
    ("crew_size >", "           ", &["the condition ends too early"]),
    ("crew_size = 3", "          ^", &["conditions have no `=`; write `==`"]),
    ("cause_known and crew_size > 1", "            ^^^", &["conditions have no `and`; write `&&`"]),
    ("not cause_known", "^^^", &["conditions have no `not`; write `!`"]),
    ("cause_known & done(left)", "            ^", &["conditions have no `&`; write `&&`"]),
    ("crew_size <> 3", "          ^^", &["conditions have no `<>`; write `!=`"]),
    ("done（left）", "    ^", &["conditions have no `（`; write `(`"]),
    ("到达.time > time", "^^", &["names in conditions are ASCII: `到达`; use the declared name; a text stands in quotation marks"]),
    ("order.area == \"urban", "              ^^^^^^", &["a quotation mark has no partner"]),
    ("(cause_known && done(left)", "^", &["the bracket `(` has no partner"]),
    ("cause_known) || done(left)", "           ^", &["the bracket `)` has no partner"]),
    ("crew_size 3", "          ^", &["`3` does not belong here"]),
    ("customer.kind == \"市\" 3", "                     ^", &["`3` does not belong here"]),
    ("param.area_limit > 2h30min", "                   ^^^^^^^", &["`2h30min` is a duration, not a number; write `duration(\"2h30min\")`"]),
    ("event.heel > 3cm", "             ^^^", &["this is not a number, or too large"]),
    ("crew_size > 99999999999999999999", "            ^^^^^^^^^^^^^^^^^^^^", &["this is not a number, or too large"]),
    ("if > 3", "^^", &["`if` is reserved and cannot be a name"]),
    ("event.reason == \"\\d\"", "                ^^^^", &["the text has an invalid escape; write a backslash twice: `\\\\`"]),
    ("{\"a\": 1}.a == 1", "^^^^^^^^", &["conditions have no such expression"]),
];

#[test]
fn each_problem_is_shown_where_it_stands_and_says_what_to_write() {
    let mut differences = String::new();
    for (text, marks, expected) in PROBLEMS {
        let problems = compile(text, &vocabulary()).expect_err(text);
        let mut shown = String::new();
        for problem in &problems {
            // one mark a character, as a terminal shows it
            let before = text[..problem.span.start].chars().count();
            let width = text[problem.span.clone()].chars().count();
            shown.push_str(&" ".repeat(before.saturating_sub(shown.chars().count())));
            shown.push_str(&"^".repeat(width));
        }
        let said: Vec<String> = problems
            .iter()
            .map(|problem| match problem.help(Lang::En) {
                Some(help) => format!("{}; {help}", problem.message(Lang::En)),
                None => problem.message(Lang::En),
            })
            .collect();
        if said != *expected || shown.trim_end() != marks.trim_end() {
            differences.push_str(&format!("{text}\n{shown}\n{said:#?}\n"));
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn chinese_texts_hold_no_english_sentence_and_english_ones_no_chinese() {
    for (text, ..) in PROBLEMS {
        for problem in compile(text, &vocabulary()).expect_err(text) {
            assert!(problem.message(Lang::Zh).chars().any(|c| ('一'..='龥').contains(&c)), "{problem:?}");
            let help = (problem.help(Lang::Zh), problem.help(Lang::En));
            assert_eq!(help.0.is_some(), help.1.is_some());
            let english = [Some(problem.message(Lang::En)), help.1].into_iter().flatten().collect::<String>();
            let quoted = english.split('`').step_by(2).collect::<String>();
            assert!(!quoted.chars().any(|c| ('一'..='龥').contains(&c)), "{english}");
        }
    }
}

#[test]
fn nothing_written_makes_the_compiler_panic() {
    let names = vocabulary();
    let deep = format!("{}1{}", "(".repeat(300), ")".repeat(300));
    let long = vec!["crew_size"; 400].join(" + ");
    let many = vec!["crew_size == 1"; 1200].join(" || ");
    let listed = vec!["1"; 2000].join(", ");
    assert!(compile(&format!("{deep} == 1"), &names).is_err());
    assert!(compile(&format!("{long} == 1"), &names).is_err());
    assert!(compile(&many, &names).is_ok());
    assert!(compile(&format!("crew_size in [{listed}]"), &names).is_ok());
    for text in [
        ".",
        "a.",
        "x[",
        "\"",
        "\\",
        "r'",
        "b\"\"",
        "1u == 1u",
        ".a == 1",
        "a.?x",
        "@",
        "`a`",
        "// c",
        "has()",
        "[].all(1, true)",
        "[].all(x.y, true)",
        "msg{a: 1}",
        "!",
        "!!",
        "--",
        "a ? b",
        "()",
        "f(",
        "\u{0}",
        "\u{feff}a",
        "a\u{a0}== 1",
    ] {
        let _ = compile(text, &names);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 1_500, failure_persistence: None, ..Default::default() })]
    #[test]
    fn no_heap_of_tokens_makes_the_compiler_panic_and_spans_stay_inside(
        picks in proptest::collection::vec(0..TOKENS.len(), 0..14)
    ) {
        let text = picks.into_iter().map(|pick| TOKENS[pick]).collect::<Vec<_>>().join(" ");
        match compile(&text, &vocabulary()) {
            Ok(condition) => condition.expr().walk(&mut |expr| assert!(text.get(expr.span.clone()).is_some())),
            Err(problems) => {
                assert!(!problems.is_empty(), "{text}");
                for problem in problems {
                    assert!(text.get(problem.span.clone()).is_some(), "{text}: {problem:?}");
                }
            }
        }
    }
}

const TOKENS: &[&str] = &[
    "crew_size",
    "event",
    "order.area",
    "arrived",
    ".",
    "time",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&&",
    "||",
    "!",
    "-",
    "==",
    "<",
    "in",
    "?",
    ":",
    "1",
    "2.5",
    "\"市\"",
    "'x'",
    "done",
    "last",
    "has",
    "size",
    "event.rows",
    ".all",
    ".exists(r,",
    "r.quantity",
    "true",
    "null",
    "3u",
    "+",
    "*",
    "%",
    "if",
    "\u{a0}",
    "b'x'",
    ".map",
    "duration(",
    "//",
    "\n",
];
