//! Which subjects a log has: its encounters, and members of populations in each window.

use crate::desk::Bound;
use crate::history::{Subject, SubjectWindow};
use crate::plan::Plan;
use guiju_log::{Log, ObjectIx};
use guiju_standard::model::{Encounter, Windowed};
use guiju_time::Instant;
use std::collections::BTreeSet;

/// The subjects of a log that the standard has clauses for, in order of type and id.
///
/// `now` in microseconds since 1970 UTC: it ends the windows of derived subjects.
pub fn subjects(plan: &Plan, log: &Log, now: i64) -> Vec<Subject> {
    all(&Bound::new(plan, log), now)
}

pub(crate) fn all(bound: &Bound<'_>, now: i64) -> Vec<Subject> {
    let (plan, log) = (bound.plan, bound.log);
    let mut found: Vec<Subject> = Vec::new();
    for kind in plan.by_subject.keys() {
        let Some(encounter) = plan.encounter(kind) else { continue };
        let own_kind = log.strings.get(kind);
        let own: Vec<Subject> = log
            .objects()
            .map(|object| log.object_ref(object))
            .filter(|object| Some(object.kind()) == own_kind && !bound.replaced.contains(&object.id()))
            .map(|object| {
                let id = log.strings.resolve(object.id()).to_owned();
                let window =
                    encounter.windowed.as_ref().and_then(|w| stated_window(plan, log, object.ix(), w, &id));
                Subject { kind: kind.clone(), id, window }
            })
            .collect();
        match (&encounter.windowed, own.is_empty()) {
            (Some(windowed), true) => found.extend(derived(plan, log, kind, encounter, windowed, now)),
            _ => found.extend(own),
        }
    }
    found.sort_by(|a, b| (&a.kind, &a.id).cmp(&(&b.kind, &b.id)));
    found
}

/// One per member of the population and per window between the log's start and now, those with no event included.
fn derived(
    plan: &Plan,
    log: &Log,
    kind: &str,
    encounter: &Encounter,
    windowed: &Windowed,
    now: i64,
) -> Vec<Subject> {
    let _ = encounter;
    let Some((start, end)) = log.span() else { return Vec::new() };
    let until = if now == i64::MAX { end + 1 } else { now.min(Instant::MAX.0) };
    let mut members: BTreeSet<ObjectIx> = log
        .objects()
        .filter(|object| log.strings.resolve(log.object_ref(*object).kind()) == windowed.over)
        .collect();
    if let Some(role) = log.strings.get(&windowed.over) {
        for event in log.events() {
            for relation in log.event(event).relationships() {
                if relation.qualifier == role {
                    members.extend(log.object(relation.object));
                }
            }
        }
    }
    let windows = windowed.window.between(Instant(start), Instant(until.max(start + 1)), &plan.zone);
    let mut found = Vec::new();
    for member in members {
        let object = log.object_ref(member);
        let id = log.strings.resolve(object.id());
        let time = |name: &str| {
            let value = object.attr_at(log.strings.get(name)?, i64::MAX)?;
            match value {
                guiju_log::Value::Time(at) => Some(at),
                guiju_log::Value::Text(text) => guiju_log::parse_rfc3339(log.strings.resolve(text)),
                _ => None,
            }
        };
        let (from, to) = (time("from").unwrap_or(i64::MIN), time("until").unwrap_or(i64::MAX));
        for window in &windows {
            if window.end.0 <= from || window.start.0 > to {
                continue;
            }
            found.push(Subject {
                kind: kind.to_owned(),
                id: format!("{id}@{}", window.label),
                window: Some(SubjectWindow {
                    member: id.to_owned(),
                    start: window.start.0,
                    end: window.end.0,
                    cut: window.start.0 < start,
                }),
            });
        }
    }
    found
}

/// The subject with an id, derived ones included.
pub(crate) fn find(plan: &Plan, log: &Log, wanted: &Subject, now: i64) -> Option<Subject> {
    subjects(plan, log, now)
        .into_iter()
        .find(|subject| (wanted.kind.is_empty() || subject.kind == wanted.kind) && subject.id == wanted.id)
}

/// The window that an object stands for: its own `start` and `end`, else the window that an attribute of the window's name
/// tells (`week: 2026-W10`). It vouches for all of it.
fn stated_window(
    plan: &Plan,
    log: &Log,
    object: ObjectIx,
    windowed: &Windowed,
    id: &str,
) -> Option<SubjectWindow> {
    let object = log.object_ref(object);
    let value = |name: &str| object.attr_at(log.strings.get(name)?, i64::MAX);
    let time = |name: &str| match value(name)? {
        guiju_log::Value::Time(at) => Some(at),
        guiju_log::Value::Text(text) => guiju_log::parse_rfc3339(log.strings.resolve(text)),
        _ => None,
    };
    if let (Some(start), Some(end)) = (time("start"), time("end")) {
        return Some(SubjectWindow { member: id.to_owned(), start, end, cut: false });
    }
    let label = ["hour", "day", "week", "month", "quarter", "half_year", "half", "year", "period"]
        .iter()
        .find_map(|name| match value(name)? {
            guiju_log::Value::Text(text) => Some(log.strings.resolve(text).to_owned()),
            guiju_log::Value::Int(year) => Some(year.to_string()),
            _ => None,
        })?;
    let year = guiju_time::parse_date(&format!("{}-01-01", label.get(..4)?)).ok()?;
    let from = plan.zone.start_of_day(year);
    // A year and a week on either side: an ISO week may begin in the year before.
    let week = guiju_time::Micros::DAY.times(8);
    let stretch = windowed
        .window
        .between(from - week, from + guiju_time::Micros::DAY.times(375), &plan.zone)
        .into_iter()
        .find(|stretch| stretch.label == label)?;
    Some(SubjectWindow { member: id.to_owned(), start: stretch.start.0, end: stretch.end.0, cut: false })
}
