//! The fast judge and the plain one say the same, whatever the standard and whatever happened; and what a judgement does
//! not depend on, it does not depend on.
//!
//! `GUIJU_CASES` sets how many standards are tried (each with several histories).

#![expect(clippy::disallowed_methods, reason = "a longer run is asked for by the environment")]

mod reference;

use guiju_judge::{History, Judgement, Plan, Subject, Verdict, compile, judge};
use guiju_log::{EventRow, LogBuilder, ObjectRow};
use guiju_standard::{Lang, NoLibrary, PackFiles, read};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use reference::generate::{self, Choices, Pack, Story};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

fn cases() -> u32 {
    std::env::var("GUIJU_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(400)
}

fn plan(pack: &Pack) -> Plan {
    let reading = read(&PackFiles { folder: "random".to_owned(), files: pack.files.clone() }, &NoLibrary);
    let found: Vec<String> =
        reading.findings.iter().map(|f| f.render(&reading.sources, Lang::En, false)).collect();
    let standard = reading.standard.unwrap_or_else(|| panic!("{}", found.join("\n")));
    compile(Arc::new(standard)).expect("what was read compiles")
}

fn fast(plan: &Plan, story: &Story, events: &[EventRow], objects: &[ObjectRow]) -> Judgement {
    let mut builder = LogBuilder::new();
    for object in objects {
        builder.add_object(object.clone()).expect("an object without conflict");
    }
    for event in events {
        builder.add_event(event.clone()).expect("an event without conflict");
    }
    let log = builder.finish();
    let subject = Subject { kind: story.kind.to_owned(), id: "s".to_owned(), window: None };
    judge(plan, &History::of(plan, &log, subject, story.now, story.closed))
}

/// Clause, verdict, sorted verdicts of the activations.
fn verdicts(plan: &Plan, judgement: &Judgement) -> Vec<(String, Verdict, Vec<Verdict>)> {
    let of = |clause: &guiju_judge::ClauseJudgement| {
        let mut found: Vec<Verdict> = clause.activations.iter().map(|a| a.outcome.verdict()).collect();
        found.retain(|verdict| *verdict != Verdict::NotApplicable);
        found.sort();
        (plan.standard.clauses[clause.clause].id.clone(), clause.verdict, found)
    };
    judgement.clauses.iter().map(|clause| of(clause)).collect()
}

fn shown(story: &Story) -> String {
    let mut text = format!("  {} now {} closed {}\n", story.kind, clock(story.now), story.closed);
    for (name, since, value) in &story.objects[0].attrs {
        text.push_str(&format!("  s.{name} {} {value:?}\n", since.map_or(String::new(), clock)));
    }
    text.push_str(&format!("  s related {:?}\n", story.objects[0].relationships));
    let mut events = story.events.clone();
    events.sort_by_key(|event| event.time);
    for e in events {
        text.push_str(&format!(
            "  {} {} {} {:?} seq {:?} {:?} {:?}\n",
            clock(e.time),
            e.id,
            e.activity,
            e.source,
            e.seq,
            e.attrs,
            &e.relationships[1..]
        ));
    }
    text
}

fn clock(at: i64) -> String {
    if at > i64::MAX / 2 {
        return "end".to_owned();
    }
    guiju_time::Instant(at).rfc3339(&guiju_time::Zone::get("Asia/Shanghai").expect("a zone"))
}

/// A corner in which the page leaves the answer open, so that the two judges may differ.
struct OpenCorner {
    name: &'static str,
    why: &'static str,
    holds: fn(&str, &Story, Verdict, Verdict) -> bool,
}

fn says_any(clause: &str, words: &[&str]) -> bool {
    words.iter().any(|word| clause.contains(word))
}

/// The corners that are set aside. The list may only get shorter.
const OPEN_CORNERS: [OpenCorner; 3] = [
    OpenCorner {
        name: "tie across sources",
        why: "docs/semantics.md, order and instants: two sources at one instant have no order, and where a form asks for one, the log's stands",
        holds: |clause, story, _, _| {
            let tie = |a: &EventRow| story.events.iter().any(|b| a.time == b.time && a.source != b.source);
            let ordered = [
                "during", "before: ", "variant", "first:", "last:", "unless", "first_of", "all:", "in_order",
            ];
            story.events.iter().any(tie) && says_any(clause, &ordered)
        },
    },
    OpenCorner {
        name: "spacing of a key that is absent",
        why: "which of two acts without a key are neighbours is not said",
        holds: |clause, _, _, _| clause.contains("apart") && clause.contains("same"),
    },
    OpenCorner {
        name: "a length that is already too much",
        why: "the fast judge says so while the stretch still runs, the plain one when it ends",
        holds: |clause, _, fast, plain| {
            clause.contains("length") && plain == Verdict::Pending && fast == Verdict::Broken
        },
    },
];

fn set_aside(clause: &str, story: &Story, fast: Verdict, plain: Verdict) -> Option<&'static OpenCorner> {
    OPEN_CORNERS.iter().find(|corner| (corner.holds)(clause, story, fast, plain))
}

/// Verdicts that a form can give in no history, with the reason. Every other one must come up in the fixed run.
const NEVER_GIVEN: [(&str, Verdict, &str); 7] = [
    ("first", Verdict::Pending, "whatever comes first decides at once"),
    ("hold at", Verdict::Pending, "its instant has come when it is judged"),
    ("inspect", Verdict::Pending, "what nobody has looked at is unknown"),
    ("permit", Verdict::Broken, "a permission forbids nothing"),
    ("permit", Verdict::Pending, "a permission owes nothing"),
    ("precedence", Verdict::Pending, "it looks back only"),
    ("spacing", Verdict::Pending, "it looks back only"),
];

/// What decides a standard or a history; what came of it is shown instead.
#[derive(Clone)]
struct Numbers(Vec<u16>);

impl std::fmt::Debug for Numbers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

fn numbers(length: std::ops::Range<usize>) -> impl Strategy<Value = Numbers> {
    proptest::collection::vec(any::<u16>(), length).prop_map(Numbers)
}

/// How often each verdict of each form came up.
type Tally = BTreeMap<String, [usize; 5]>;

#[test]
fn the_fast_judge_and_the_plain_one_say_the_same() {
    let tally: RefCell<Tally> = RefCell::new(BTreeMap::new());
    let only = std::env::var("GUIJU_FORM").ok();
    // The same standards and histories on every machine, so that the differences that are left can be counted.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(
        Config { cases: cases(), failure_persistence: None, ..Config::default() },
        rng,
    );
    let differences: RefCell<BTreeMap<String, Vec<String>>> = RefCell::new(BTreeMap::new());
    let aside: RefCell<BTreeMap<&str, usize>> = RefCell::new(BTreeMap::new());
    let judged = std::cell::Cell::new(0usize);
    let result =
        runner.run(&(numbers(60..160), proptest::collection::vec(numbers(80..200), 8)), |(pack, stories)| {
            let pack = generate::pack(&mut Choices::new(&pack.0), 4);
            let plan = plan(&pack);
            for numbers in stories {
                let story = generate::story(&mut Choices::new(&numbers.0));
                if std::env::var("GUIJU_TRACE").is_ok() {
                    eprintln!("{}\n{}", pack.files[0].1, shown(&story));
                }
                let ours = verdicts(&plan, &fast(&plan, &story, &story.events, &story.objects));
                let plain = reference::judge(
                    &plan.standard,
                    (story.kind, "s"),
                    &story.events,
                    &story.objects,
                    story.now,
                    story.closed,
                );
                for (ours, plain) in ours.iter().zip(&plain) {
                    judged.set(judged.get() + 1);
                    let form = pack
                        .forms
                        .iter()
                        .find(|(id, _)| *id == plain.0)
                        .map_or("", |(_, form)| form.as_str());
                    let mut tally = tally.borrow_mut();
                    tally.entry(form.to_owned()).or_default()[plain.1 as usize] += 1;
                    let mut line = pack.line(&plain.0);
                    if line.contains("clause: c0") {
                        line = format!("{} {line}", pack.line("c0"));
                    }
                    if ours == plain || only.as_ref().is_some_and(|only| *only != form) {
                        continue;
                    }
                    if let Some(corner) = set_aside(&line, &story, ours.1, plain.1) {
                        *aside.borrow_mut().entry(corner.name).or_insert(0usize) += 1;
                    } else {
                        differences.borrow_mut().entry(form.to_owned()).or_default().push(format!(
                            "{}\n{}  fast  {:?} {:?}\n  plain {:?} {:?}",
                            line,
                            shown(&story),
                            ours.1,
                            ours.2,
                            plain.1,
                            plain.2
                        ));
                    }
                }
            }
            Ok(())
        });
    for (form, counts) in tally.borrow().iter() {
        println!(
            "{form:24} {}",
            Verdict::ALL
                .iter()
                .map(|v| format!("{} {:<6}", v.name(), counts[*v as usize]))
                .collect::<String>()
        );
    }
    if let Err(problem) = result {
        panic!("{problem}");
    }
    let differences = differences.borrow();
    let count: usize = differences.values().map(Vec::len).sum();
    println!("{count} of {} judgements differ", judged.get());
    for corner in &OPEN_CORNERS {
        let count = aside.borrow().get(corner.name).copied().unwrap_or(0);
        println!("set aside: {count:3} {} ({})", corner.name, corner.why);
    }
    for (form, list) in differences.iter() {
        let shortest = list.iter().min_by_key(|text| text.len()).map_or("", String::as_str);
        println!("{form}: {} differ, such as\n{shortest}", list.len());
    }
    if only.is_none() && std::env::var("GUIJU_CASES").is_err() {
        let missing: Vec<(String, Verdict)> = tally
            .borrow()
            .iter()
            .flat_map(|(form, counts)| Verdict::ALL.map(|v| (form.clone(), v, counts[v as usize])))
            .filter(|(_, _, count)| *count == 0)
            .map(|(form, verdict, _)| (form, verdict))
            .collect();
        let expected = NEVER_GIVEN.map(|(form, verdict, _)| (form.to_owned(), verdict));
        assert_eq!(missing, expected, "verdicts that never came up, and those that cannot");
    }
    assert!(count == 0, "{count} differences");
}

#[test]
fn arrival_order_and_repeats_do_not_change_a_judgement() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let config = Config { cases: cases() / 4, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let strategy = (numbers(0..60), numbers(0..120), any::<u64>());
    let result = runner.run(&strategy, |(pack, story, seed)| {
        let pack = generate::pack(&mut Choices::new(&pack.0), 4);
        let plan = plan(&pack);
        let story = generate::story(&mut Choices::new(&story.0));
        let once = fast(&plan, &story, &story.events, &story.objects);
        // Every line twice, in an order that the seed picks.
        let mut events: Vec<EventRow> = story.events.iter().chain(&story.events).cloned().collect();
        let mut state = seed | 1;
        for at in (1..events.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            events.swap(at, (state >> 33) as usize % (at + 1));
        }
        let objects: Vec<ObjectRow> = story.objects.iter().rev().chain(&story.objects).cloned().collect();
        prop_assert_eq!(once, fast(&plan, &story, &events, &objects));
        Ok(())
    });
    if let Err(problem) = result {
        panic!("{problem}");
    }
}
