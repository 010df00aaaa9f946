//! A dialogue fed turn by turn ends with what the batch says of it.

// Tests read files.
#![allow(clippy::disallowed_methods)]

mod common;

use guiju_assist::{
    Session,
    wire::{Happening, Opening, Turn},
};
use guiju_judge::{Desk, case};
use guiju_log::{EventRow, LogBuilder, ReadOptions};
use serde_json::{Value, json};
use std::fs;

/// After everything.
const NOW: i64 = i64::MAX - 1;
/// Every so many dialogues is also advised at each step, which must change nothing.
const ADVISED: usize = 16;

/// What one line of a transcript tells, in the order of time.
enum Step {
    Event(Happening),
    Turn(Turn),
}

fn steps(line: &Value, started: i64) -> Vec<Step> {
    let mut steps: Vec<(i64, Step)> = Vec::new();
    for event in line["events"].as_array().into_iter().flatten() {
        let event: Happening = serde_json::from_value(event.clone()).expect("an event");
        let time = event.time.as_deref().and_then(guiju_log::parse_rfc3339).expect("a time");
        steps.push((time, Step::Event(event)));
    }
    for turn in line["turns"].as_array().into_iter().flatten() {
        let turn: Turn = serde_json::from_value(turn.clone()).expect("a turn");
        steps.push((started + turn.at_ms * 1000, Step::Turn(turn)));
    }
    steps.sort_by_key(|(time, _)| *time);
    steps.into_iter().map(|(_, step)| step).collect()
}

fn dialogues_end_as_the_batch(pack: &str, name: &str) {
    let plan = common::plan(pack);
    let path = common::root().join("bench/speech/dialogues").join(name);
    let mut builder = LogBuilder::new();
    guiju_log::read(&path, &mut builder, &ReadOptions::default()).expect("the dialogues can be read");
    let log = builder.finish();
    let desk = Desk::new(&plan, &log);
    let lines: Vec<Value> = fs::read_to_string(&path)
        .expect("the dialogues are there")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect();
    let mut compared = 0;
    for subject in desk.subjects(NOW) {
        let line = lines.iter().find(|line| line["id"] == json!(subject.id)).expect("each subject is a line");
        let opening: Opening = serde_json::from_value(json!({
            "id": line["id"], "encounter": line["encounter"], "started": line["started"],
            "attributes": line["attributes"],
        }))
        .expect("an opening");
        let started = guiju_log::parse_rfc3339(&opening.started).expect("a time");
        let mut session = Session::open(&plan, &opening).expect("it opens");
        for step in steps(line, started) {
            let advised = compared % ADVISED == 0;
            match step {
                Step::Event(event) => {
                    let id = session.happen(&event).expect("an event is taken");
                    if advised {
                        session.advise(Some(&id), false).expect("advice");
                    }
                }
                Step::Turn(turn) => {
                    if advised {
                        // First half of the words, which then are revised.
                        let half = turn.text.chars().take(turn.text.chars().count() / 2).collect();
                        let part = Turn { text: half, partial: true, ..turn.clone() };
                        let id = session.hear(&part).expect("a partial turn is taken");
                        assert!(session.after_turn(&id, &part).expect("advice").partial);
                    }
                    let id = session.hear(&turn).expect("a turn is taken");
                    if advised {
                        session.after_turn(&id, &turn).expect("advice");
                    }
                }
            }
        }
        let history = desk.history(subject.clone(), NOW, true);
        let batch = guiju_judge::judge(&plan, &history);
        let live = session.judge(true, true).expect("a judgement");
        assert_eq!(live, batch, "{}", subject.id);
        compared += 1;
    }
    assert!(compared > 250, "only {compared} dialogues");
}

#[test]
fn calls_end_as_the_batch() {
    dialogues_end_as_the_batch("call-centre", "call-tuning.jsonl");
}

#[test]
fn visits_end_as_the_batch() {
    dialogues_end_as_the_batch("power-repair", "repair-tuning.jsonl");
}

#[test]
fn the_cases_of_a_pack_end_as_they_expect() {
    let standard = common::standard("power-repair");
    let plan = guiju_judge::compile(standard.clone()).expect("the pack compiles");
    assert!(standard.cases.len() > 300, "only {} cases", standard.cases.len());
    for one in &standard.cases {
        let of_case = case::log_of(&plan, one).expect("the case has a log");
        let log = &of_case.log;
        let mut session = Session::of(&plan, of_case.subject.clone(), 0).expect("a session");
        for object in log.objects() {
            session.add_object(log.object_ref(object).to_row()).expect("an object is taken");
        }
        let events: Vec<EventRow> = log.events().map(|event| log.event(event).to_row()).collect();
        for event in events {
            session.add_event(event).expect("an event is taken");
        }
        let live = session.judge_at(of_case.now, of_case.closed).expect("a judgement");
        let differs = case::differences(&plan, one, &live);
        assert!(differs.is_empty(), "{}: {differs:?}", one.name);
    }
}
