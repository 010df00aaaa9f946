//! Which events belong to a subject: its own, those of encounters related to it; without the voided, with several reports
//! of one thing made one.

use super::{Ev, Subject};
use crate::desk::Bound;
use crate::plan::Plan;
use guiju_log::{EventIx, Log, ObjectIx, Sym, Value};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// What was gathered.
pub(super) struct Gathered<'a> {
    pub(super) events: Vec<Ev<'a>>,
    /// Encounters related to the subject.
    pub(super) related: Vec<ObjectIx>,
    /// Corrections of the subject itself, the latest first.
    pub(super) corrections: Vec<EventIx>,
}

/// `own`: the number of the subject's own id, or of its member's.
pub(super) fn gather<'a>(bound: &Bound<'a>, own: Option<Sym>, subject: &Subject, now: i64) -> Gathered<'a> {
    let (plan, log) = (bound.plan, bound.log);
    let Some(id) = own else {
        return Gathered { events: Vec::new(), related: Vec::new(), corrections: Vec::new() };
    };
    // An object that stands for a window has its own events; a derived one those of its member.
    let derived = subject.window.as_ref().is_some_and(|window| window.member != subject.id);
    let via = plan
        .encounter(&subject.kind)
        .filter(|_| derived)
        .and_then(|e| e.windowed.as_ref())
        .and_then(|w| w.via.as_deref());
    let mut picked: Vec<EventIx> = own_events(log, id, via).collect();
    let related = related(bound, subject, id, via, &picked);
    let known = picked.len();
    for encounter in &related {
        let encounter_id = log.object_ref(*encounter).id();
        let events = log.events_of(encounter_id).iter().copied();
        picked.extend(events.filter(|event| !belongs_to_sibling(plan, log, *event, id, &subject.kind)));
    }
    if picked.len() > known {
        picked.sort_unstable();
        picked.dedup();
    }
    let window = subject.window.as_ref();
    picked.retain(|event| {
        let time = log.event(*event).time();
        time <= now && window.is_none_or(|w| overlaps(bound, *event, w.start, w.end))
    });
    let mut changes = Changes::find(bound, &picked, id);
    if !changes.gone.is_empty() {
        picked.retain(|event| !changes.gone.contains(&log.event(*event).id()));
    }
    if !bound.replaced.is_empty() {
        let is_replaced = |r: &guiju_log::Relationship| bound.replaced.contains(&r.object);
        picked.retain(|event| !log.event(*event).relationships().iter().any(is_replaced));
    }
    let mut events = merge(bound, &picked);
    if !changes.corrections.is_empty() {
        for event in &mut events {
            let mut corrections: Vec<EventIx> = Vec::new();
            for ix in std::iter::once(event.ix).chain(event.also.iter().copied()) {
                corrections.extend(changes.corrections.remove(&log.event(ix).id()).unwrap_or_default());
            }
            corrections.sort_by(|a, b| b.cmp(a));
            if let Some(time) = corrections.iter().find_map(|ix| time_of(log, *ix, bound.names.time)) {
                event.time = time;
            }
            event.corrections = corrections;
        }
    }
    // Reports that were merged may stand earlier than their first mention.
    events.sort_by_key(|event| (event.time, event.ix));
    let mut own = changes.corrections.remove(&id).unwrap_or_default();
    own.sort_by(|a, b| b.cmp(a));
    Gathered { events, related, corrections: own }
}

/// A record with `from` and `until` counts in every window that it overlaps, any other event in that of its time.
fn overlaps(bound: &Bound<'_>, event: EventIx, start: i64, end: i64) -> bool {
    let (log, names) = (bound.log, &bound.names);
    match (time_of(log, event, names.from), time_of(log, event, names.until)) {
        (Some(from), until) => from < end && until.is_none_or(|until| until >= start),
        _ => {
            let time = log.event(event).time();
            // Plain dates are read by whoever knows the zone; such a record is let through.
            let dated = names.from.is_some_and(|name| log.event(event).attr(name).is_some());
            dated || (start <= time && time < end)
        }
    }
}

/// An attribute of an event that is an instant.
fn time_of(log: &Log, event: EventIx, name: Option<Sym>) -> Option<i64> {
    match log.event(event).attr(name?)? {
        Value::Time(at) => Some(at),
        Value::Text(text) => guiju_log::parse_rfc3339(log.strings.resolve(text)),
        _ => None,
    }
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
    bound: &Bound<'_>,
    subject: &Subject,
    id: Sym,
    via: Option<&str>,
    own: &[EventIx],
) -> Vec<ObjectIx> {
    let (plan, log) = (bound.plan, bound.log);
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
    let encounter = [bound.names.encounter, bound.names.unqualified];
    let is_its_encounter = |relation: &guiju_log::Relationship| {
        relation.object == id && encounter.contains(&Some(relation.qualifier))
    };
    // Many events name the same few objects.
    let mut concerned: Vec<Sym> = Vec::new();
    for event in own {
        let relations = log.event(*event).relationships();
        if relations.len() > 1 && relations.iter().any(is_its_encounter) {
            let others = relations.iter().map(|relation| relation.object).filter(|object| *object != id);
            concerned.extend(others);
        }
    }
    concerned.sort_unstable();
    concerned.dedup();
    found.extend(concerned.into_iter().filter_map(|object| log.object(object)).filter(|o| is_encounter(*o)));
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
    fn find(bound: &Bound<'_>, picked: &[EventIx], subject: Sym) -> Changes {
        let mut changes = Changes::default();
        let (log, names) = (bound.log, &bound.names);
        let (correction, voided) = (names.correction, names.voided);
        let (of, supersedes) = (names.of, names.supersedes);
        if correction.is_none() && voided.is_none() && supersedes.is_none() {
            return changes;
        }
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
fn merge<'a>(bound: &Bound<'a>, reports: &[EventIx]) -> Vec<Ev<'a>> {
    let log = bound.log;
    let mut events: Vec<Ev<'a>> = Vec::with_capacity(reports.len());
    // Of each event: when it was first reported, and whether another report may be of it. In order of time, as reports are.
    let mut first: Vec<(i64, bool)> = Vec::with_capacity(reports.len());
    for ix in reports {
        let report = log.event(*ix);
        let activity = report.activity();
        let known = bound.known(activity);
        let rank = known.and_then(|known| known.trust(report.source()));
        let declared = known.and_then(|known| known.declared);
        let same = rank.and_then(|_| {
            let within = declared.and_then(|d| d.same_within).map_or(bound.plan.same_within_us, |us| us.0);
            let from = first.partition_point(|(time, _)| report.time() - time > within);
            (from..events.len()).find(|at| {
                let event: &Ev<'_> = &events[*at];
                let reports = || event.also.iter().chain([&event.ix]);
                event.activity == activity
                    && first[*at].1
                    && reports().all(|other| log.event(*other).source() != report.source())
                    && reports().all(|other| agree(bound, *other, *ix))
            })
        });
        match (same, rank) {
            (Some(at), Some(rank)) => {
                let event = &mut events[at];
                if known.and_then(|known| known.trust(event.source)).is_some_and(|before| rank < before) {
                    event.also.insert(0, event.ix);
                    event.ix = *ix;
                    event.time = report.time();
                    event.source = report.source();
                } else {
                    event.also.push(*ix);
                }
            }
            _ => {
                first.push((report.time(), rank.is_some()));
                events.push(Ev {
                    ix: *ix,
                    activity,
                    declared,
                    time: report.time(),
                    source: report.source(),
                    also: Vec::new(),
                    corrections: Vec::new(),
                    turn: None,
                    id: OnceCell::new(),
                });
            }
        }
    }
    events
}

/// Whether two reports may be of one thing: attributes and related things that both give are equal.
fn agree(bound: &Bound<'_>, a: EventIx, b: EventIx) -> bool {
    let (log, names) = (bound.log, &bound.names);
    let (a, b) = (log.event(a), log.event(b));
    let own = [names.time, names.recorded, names.received, names.end, names.device];
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
