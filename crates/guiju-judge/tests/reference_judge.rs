//! The fast judge and the plain one say the same, whatever the standard and whatever happened; and what a judgement does
//! not depend on, it does not depend on.
//!
//! `GUIJU_CASES` sets how many standards are tried (each with several histories).

mod reference;

use guiju_judge::{History, Judgement, Plan, Subject, Verdict, compile, judge};
use guiju_log::{EventRow, LogBuilder, ObjectRow};
use guiju_standard::{Lang, NoLibrary, PackFiles, read};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
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
    judgement.clauses.iter().map(of).collect()
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

/// What decides a standard or a history; what came of it is shown instead.
#[derive(Clone)]
struct Numbers(Vec<u16>);

impl std::fmt::Debug for Numbers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

fn numbers(length: usize) -> impl Strategy<Value = Numbers> {
    proptest::collection::vec(any::<u16>(), 0..length).prop_map(Numbers)
}

/// How often each verdict of each form came up.
type Tally = BTreeMap<String, [usize; 5]>;

#[test]
fn the_fast_judge_and_the_plain_one_say_the_same() {
    let tally: RefCell<Tally> = RefCell::new(BTreeMap::new());
    let only = std::env::var("GUIJU_FORM").ok();
    let mut runner = TestRunner::new(Config {
        cases: cases(),
        failure_persistence: None,
        max_shrink_iters: 3000,
        ..Config::default()
    });
    let result =
        runner.run(&(numbers(60), proptest::collection::vec(numbers(120), 1..6)), |(pack, stories)| {
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
                    let form = pack
                        .forms
                        .iter()
                        .find(|(id, _)| *id == plain.0)
                        .map_or("", |(_, form)| form.as_str());
                    let mut tally = tally.borrow_mut();
                    tally.entry(form.to_owned()).or_default()[plain.1 as usize] += 1;
                    if ours != plain && only.as_ref().is_none_or(|only| *only == form) {
                        let line =
                            pack.files[0].1.lines().find(|line| line.contains(&format!("id: {},", plain.0)));
                        return Err(TestCaseError::fail(format!(
                            "\n{}\n{}\n  fast  {:?} {:?}\n  plain {:?} {:?}",
                            line.unwrap_or(""),
                            shown(&story),
                            ours.1,
                            ours.2,
                            plain.1,
                            plain.2
                        )));
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
}
