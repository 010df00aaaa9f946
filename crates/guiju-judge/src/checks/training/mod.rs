//! `trained: course`, `exam: topic, pass, valid`: in force at the time of the encounter; no record is unknown.

use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Gap, Missing, Outcome};
use crate::record::number;
use crate::settle::{Raw, Settled, evidence};
use guiju_condition::Value;
use guiju_time::{Instant, Span};

pub(super) fn trained<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    course: &'h str,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    let records = records(judging, &["training", "training_attended"], course, cx);
    match records.into_iter().next_back() {
        Some(hit) => vec![Raw::fixed(Some(hit.clone()), Settled::kept(judging, hit))],
        None => vec![no_record("training")],
    }
}

pub(super) fn exam<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    topic: &'h str,
    pass: Option<f64>,
    valid: Option<&'h Span>,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    let history = judging.history;
    let records = records(judging, &["exam"], topic, cx);
    if records.is_empty() {
        return vec![no_record("exam")];
    }
    let at = Instant(history.opening());
    let score = |hit: &Hit| hit.event.and_then(|at| history.event_attr(at, "score")).and_then(|v| number(&v));
    let lapse = |hit: &Hit| {
        let span = valid?;
        guiju_time::due(Instant(hit.order.time), span, judging.plan.calendar(None), &judging.plan.zone, &[])
            .ok()?
            .last()
    };
    let passed = |hit: &&Hit| pass.is_none_or(|pass| score(hit).is_some_and(|score| score >= pass));
    let in_force = |hit: &&Hit| lapse(hit).is_none_or(|lapse| at <= lapse);
    if let Some(hit) = records.iter().rev().find(|hit| passed(hit) && in_force(hit)) {
        return vec![Raw::fixed(Some(hit.clone()), Settled::kept(judging, hit.clone()))];
    }
    let last = records[records.len() - 1].clone();
    let breach = Breach::NotQualified {
        what: topic.to_owned(),
        score: records.iter().filter_map(score).reduce(f64::max),
        lapsed: records.iter().filter(passed).filter_map(lapse).max(),
    };
    let outcome = Outcome::Broken { breach, by: evidence(judging, &[&last]), final_at: at };
    vec![Raw::fixed(Some(last.clone()), Settled { outcome, target: Some(last), absent: None })]
}

fn records<'h>(judging: &Judging<'h>, activities: &[&str], topic: &str, cx: &Cx<'_, 'h>) -> Vec<Hit> {
    let history = judging.history;
    let mut hits: Vec<Hit> = activities
        .iter()
        .flat_map(|activity| history.of_activity(activity))
        .filter(|at| cx.sees(judging, *at))
        .filter(|at| {
            ["topic", "course"].iter().any(
                |attr| matches!(history.event_attr(*at, attr), Some(Value::Text(name)) if &*name == topic),
            )
        })
        // What comes after the opening does not count for it.
        .filter(|at| history.events[*at].time <= history.opening())
        .map(|at| Hit::of_event(history, at))
        .collect();
    hits.sort_by_key(|hit| hit.order);
    hits
}

fn no_record<'x>(kind: &str) -> Raw<'x> {
    let missing = Missing { names: vec![kind.to_owned()], why: Gap::Evidence { of: vec![kind.to_owned()] } };
    Raw::fixed(None, Settled { outcome: Outcome::Unknown(missing), target: None, absent: None })
}
