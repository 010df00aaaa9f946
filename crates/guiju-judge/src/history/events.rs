//! Which events belong to a subject: its own, those of encounters related to it; without the voided, with several reports
//! of one thing made one.

use super::{Ev, Subject};
use crate::plan::Plan;
use guiju_log::{EventIx, Log, ObjectIx, Sym, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What was gathered.
pub(super) struct Gathered {
    pub(super) events: Vec<Ev>,
    /// Encounters related to the subject.
    pub(super) related: Vec<ObjectIx>,
    /// Corrections of the subject itself, the latest first.
    pub(super) corrections: Vec<EventIx>,
}

pub(super) fn gather(plan: &Plan, log: &Log, subject: &Subject, now: i64) -> Gathered {
    let own_id = match &subject.window {
        Some(window) => &window.member,
        None => &subject.id,
    };
    let Some(id) = log.strings.get(own_id) else {
        return Gathered { events: Vec::new(), related: Vec::new(), corrections: Vec::new() };
    };
    // An object that stands for a window has its own events; a derived one those of its member.
    let derived = subject.window.as_ref().is_some_and(|window| window.member != subject.id);
    let via = plan
        .encounter(&subject.kind)
        .filter(|_| derived)
        .and_then(|e| e.windowed.as_ref())
        .and_then(|w| w.via.as_deref());
    let mut picked: BTreeSet<EventIx> = own_events(log, id, via).collect();
    let related = related(plan, log, subject, id, via, &picked);
    for encounter in &related {
        let encounter_id = log.object_ref(*encounter).id();
        for event in log.events_of(encounter_id) {
            if !belongs_to_sibling(plan, log, *event, id, &subject.kind) {
                picked.insert(*event);
            }
        }
    }
    let window = subject.window.as_ref();
    picked.retain(|event| {
        let time = log.event(*event).time();
        time <= now && window.is_none_or(|w| overlaps(log, *event, w.start, w.end))
    });
    let mut changes = Changes::find(log, &picked, id);
    picked.retain(|event| !changes.gone.contains(&log.event(*event).id()));
    let replaced = superseded(log);
    if !replaced.is_empty() {
        picked
            .retain(|event| !log.event(*event).relationships().iter().any(|r| replaced.contains(&r.object)));
    }
    let reports: Vec<EventIx> = picked.into_iter().collect();
    let mut events = merge(plan, log, &reports);
    for event in &mut events {
        let mut corrections: Vec<EventIx> = Vec::new();
        for ix in std::iter::once(event.ix).chain(event.also.iter().copied()) {
            corrections.extend(changes.corrections.remove(&log.event(ix).id()).unwrap_or_default());
        }
        corrections.sort_by(|a, b| b.cmp(a));
        if let Some(time) = corrections.iter().find_map(|ix| time_of(log, *ix, "time")) {
            event.time = time;
        }
        event.corrections = corrections;
    }
    // Reports that were merged may stand earlier than their first mention.
    events.sort_by_key(|event| (event.time, event.ix));
    let mut own = changes.corrections.remove(&id).unwrap_or_default();
    own.sort_by(|a, b| b.cmp(a));
    Gathered { events, related, corrections: own }
}

/// A record with `from` and `until` counts in every window that it overlaps, any other event in that of its time.
fn overlaps(log: &Log, event: EventIx, start: i64, end: i64) -> bool {
    match (time_of(log, event, "from"), time_of(log, event, "until")) {
        (Some(from), until) => from < end && until.is_none_or(|until| until >= start),
        _ => {
            let time = log.event(event).time();
            // Plain dates are read by whoever knows the zone; such a record is let through.
            let dated = log.strings.get("from").is_some_and(|name| log.event(event).attr(name).is_some());
            dated || (start <= time && time < end)
        }
    }
}

/// An attribute of an event that is an instant.
fn time_of(log: &Log, event: EventIx, name: &str) -> Option<i64> {
    match log.event(event).attr(log.strings.get(name)?)? {
        Value::Time(at) => Some(at),
        Value::Text(text) => guiju_log::parse_rfc3339(log.strings.resolve(text)),
        _ => None,
    }
}

/// Objects that a better one replaces (`supersedes`): transcripts.
fn superseded(log: &Log) -> BTreeSet<Sym> {
    let Some(name) = log.strings.get("supersedes") else { return BTreeSet::new() };
    let mut gone = BTreeSet::new();
    for object in log.objects() {
        let object = log.object_ref(object);
        gone.extend(object.history(name).iter().filter_map(|attr| match attr.value {
            Value::Text(old) => Some(old),
            _ => None,
        }));
        gone.extend(object.relationships().iter().filter(|r| r.qualifier == name).map(|r| r.object));
    }
    gone
}

fn own_events<'l>(log: &'l Log, id: Sym, via: Option<&'l str>) -> impl Iterator<Item = EventIx> + 'l {
    let via = via.map(|name| log.strings.get(name));
    log.events_of(id).iter().copied().filter(move |event| match via {
        None => true,
        Some(qualifier) => log
            .event(*event)
            .relationships()
            .iter()
            .any(|relation| relation.object == id && Some(relation.qualifier) == qualifier),
    })
}

/// Encounters related to the subject: those that name it (a repair its shift, its customer), those that it lists several of
/// (a shift its repairs), and those that an event of the subject's own concerns. What names many is their whole, not their
/// part: a shift's events are not its repairs'.
fn related(
    plan: &Plan,
    log: &Log,
    subject: &Subject,
    id: Sym,
    via: Option<&str>,
    own: &BTreeSet<EventIx>,
) -> Vec<ObjectIx> {
    let is_encounter = |object: ObjectIx| {
        let kind = log.strings.resolve(log.object_ref(object).kind());
        kind != subject.kind && plan.encounter(kind).is_some()
    };
    let by_qualifier = |object: ObjectIx| {
        via.is_none_or(|via| {
            let relations = log.object_ref(object).relationships();
            relations.iter().any(|r| r.object == id && log.strings.resolve(r.qualifier) == via)
        })
    };
    let children = log.children(id).iter().copied();
    // How many objects of a kind one object names.
    let names = |object: ObjectIx, kind: &str| {
        let named = log.object_ref(object).relationships().iter().filter_map(|r| log.object(r.object));
        named.filter(|o| log.strings.resolve(log.object_ref(*o).kind()) == kind).count()
    };
    let mut found: BTreeSet<ObjectIx> =
        children.filter(|o| is_encounter(*o) && by_qualifier(*o) && names(*o, &subject.kind) <= 1).collect();
    if let Some(object) = log.object(id) {
        let named = log.object_ref(object).relationships().iter().filter_map(|r| log.object(r.object));
        found.extend(named.filter(|o| {
            is_encounter(*o) && names(object, log.strings.resolve(log.object_ref(*o).kind())) > 1
        }));
    }
    for event in own {
        let relations = log.event(*event).relationships();
        let is_its_encounter = |relation: &guiju_log::Relationship| {
            relation.object == id && matches!(log.strings.resolve(relation.qualifier), "encounter" | "")
        };
        if relations.iter().any(is_its_encounter) {
            for relation in relations.iter().filter(|relation| relation.object != id) {
                found.extend(log.object(relation.object).filter(|o| is_encounter(*o)));
            }
        }
    }
    found.into_iter().collect()
}

/// Whether an event reached through a related encounter belongs to another subject of the same type.
fn belongs_to_sibling(plan: &Plan, log: &Log, event: EventIx, id: Sym, kind: &str) -> bool {
    if plan.encounter(kind).is_none() {
        return false;
    }
    let mut sibling = false;
    for relation in log.event(event).relationships() {
        if relation.object == id {
            return false;
        }
        let other = log.object(relation.object).map(|o| log.strings.resolve(log.object_ref(o).kind()));
        sibling |= other == Some(kind);
    }
    sibling
}

/// Events that change others: corrections, voids, better transcripts.
#[derive(Default)]
struct Changes {
    corrections: BTreeMap<Sym, Vec<EventIx>>,
    gone: BTreeSet<Sym>,
}

impl Changes {
    fn find(log: &Log, picked: &BTreeSet<EventIx>, subject: Sym) -> Changes {
        let mut changes = Changes::default();
        let name = |text: &str| log.strings.get(text);
        let (correction, voided) = (name("correction"), name("voided"));
        let of = name("of");
        let supersedes = name("supersedes");
        let text = |event: EventIx, attr: Option<Sym>| match log.event(event).attr(attr?)? {
            Value::Text(text) => Some(text),
            _ => None,
        };
        for event in picked {
            let activity = Some(log.event(*event).activity());
            if activity == correction {
                let target = text(*event, of).unwrap_or(subject);
                changes.corrections.entry(target).or_default().push(*event);
            } else if activity == voided {
                changes.gone.extend(text(*event, of));
            }
            changes.gone.extend(text(*event, supersedes));
        }
        changes
    }
}

/// Several reports of one activity, by sources listed in `seen_by`, so near to each other that they are one event: the most
/// trusted one leads, attributes that both give must agree.
fn merge(plan: &Plan, log: &Log, reports: &[EventIx]) -> Vec<Ev> {
    let mut events: Vec<Ev> = Vec::with_capacity(reports.len());
    // By activity: positions of events that may still take a report.
    let mut open: BTreeMap<Sym, Vec<usize>> = BTreeMap::new();
    for ix in reports {
        let report = log.event(*ix);
        let activity = report.activity();
        let fresh = || Ev {
            ix: *ix,
            activity,
            time: report.time(),
            source: report.source(),
            also: Vec::new(),
            corrections: Vec::new(),
            turn: None,
        };
        let name = log.strings.resolve(activity);
        let name = plan.known_as.get(name).map_or(name, String::as_str);
        let declared = plan.standard.vocabulary.activities.get(name);
        let trust = |source: Option<Sym>| {
            let source = source.map(|s| log.strings.resolve(s))?;
            declared?.seen_by.iter().position(|kind| kind == source)
        };
        let Some(rank) = trust(report.source()) else {
            events.push(fresh());
            continue;
        };
        let within = declared.and_then(|d| d.same_within).map_or(plan.same_within_us, |micros| micros.0);
        let candidates = open.entry(activity).or_default();
        candidates.retain(|at| {
            let first =
                events[*at].also.iter().chain([&events[*at].ix]).map(|ix| log.event(*ix).time()).min();
            first.is_some_and(|first| report.time() - first <= within)
        });
        let same = candidates.iter().copied().find(|at| {
            let event = &events[*at];
            let reports = || event.also.iter().chain([&event.ix]);
            reports().all(|other| log.event(*other).source() != report.source())
                && reports().all(|other| agree(log, *other, *ix))
        });
        match same {
            None => {
                candidates.push(events.len());
                events.push(fresh());
            }
            Some(at) => {
                let event = &mut events[at];
                if trust(event.source).is_some_and(|before| rank < before) {
                    event.also.insert(0, event.ix);
                    event.ix = *ix;
                    event.time = report.time();
                    event.source = report.source();
                } else {
                    event.also.push(*ix);
                }
            }
        }
    }
    events
}

/// Whether two reports may be of one thing: attributes and related things that both give are equal.
fn agree(log: &Log, a: EventIx, b: EventIx) -> bool {
    let (a, b) = (log.event(a), log.event(b));
    let own = ["time", "recorded", "received", "end", "device"].map(|name| log.strings.get(name));
    let attributes = a.attrs().all(|(name, value)| {
        own.contains(&Some(name)) || b.attr(name).is_none_or(|other| log.same_value(value, other))
    });
    let relations = a.relationships().iter().all(|relation| {
        let mut same =
            b.relationships().iter().filter(|other| other.qualifier == relation.qualifier).peekable();
        same.peek().is_none() || same.any(|other| other.object == relation.object)
    });
    attributes && relations
}
