//! `choose: A, among: …, rank: table`: each A takes the highest in rank of those open at that instant.

use crate::history::{History, Order, Subject};
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Outcome};
use crate::scene::Scene;
use crate::settle::{Raw, Settled, evidence};
use crate::table::{Standing, standings};
use guiju_condition::{Missing, Truth};
use guiju_log::{ObjectIx, Value};
use guiju_standard::model::{Choose, Table};
use guiju_time::Instant;

/// A candidate's rank at an instant: the first row that matches, then the tie.
#[derive(Debug, Clone, PartialEq)]
struct Ranked {
    id: String,
    row: usize,
    tie: Option<i64>,
    /// A row before may match too.
    doubt: Option<Missing>,
}

pub(super) fn raws<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    choose: &'h Choose,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    let Some(table) = judging.table(&choose.rank) else { return Vec::new() };
    let candidates = candidates(judging, choose);
    judging
        .activations(&choose.pattern, cx)
        .into_iter()
        .map(|hit| {
            let settled = settle(judging, choose, table, &hit, &candidates);
            Raw::fixed(Some(hit), settled)
        })
        .collect()
}

/// Encounters of the type that are related to the subject or to its events.
fn candidates(judging: &Judging<'_>, choose: &Choose) -> Vec<ObjectIx> {
    let (history, log) = (judging.history, judging.history.log);
    let is_kind = |object: &ObjectIx| log.strings.resolve(log.object_ref(*object).kind()) == choose.among;
    let mut found: Vec<ObjectIx> = Vec::new();
    if let Some(id) = log.strings.get(&history.subject.id) {
        found.extend(log.children(id).iter().copied().filter(is_kind));
        if let Some(object) = log.object(id) {
            let named = log.object_ref(object).relationships().iter().filter_map(|r| log.object(r.object));
            found.extend(named.filter(is_kind));
        }
    }
    for event in &history.events {
        let related = log.event(event.ix).relationships().iter().filter_map(|r| log.object(r.object));
        found.extend(related.filter(is_kind));
    }
    found.sort();
    found.dedup();
    found
}

fn settle<'h>(
    judging: &Judging<'h>,
    choose: &'h Choose,
    table: &'h Table,
    hit: &Hit,
    candidates: &[ObjectIx],
) -> Settled {
    let (history, log) = (judging.history, judging.history.log);
    if !hit.is_certain() {
        return Settled::doubtful(&hit.missing.clone().unwrap_or_default());
    }
    let chosen = hit.event.and_then(|at| {
        let relations = log.event(history.events[at].ix).relationships();
        candidates
            .iter()
            .copied()
            .find(|object| relations.iter().any(|r| log.object(r.object) == Some(*object)))
    });
    let Some(chosen) = chosen else {
        return Settled::doubtful(&Missing::attribute(choose.among.as_str()));
    };
    let mut doubt: Option<Missing> = None;
    let mut ranked: Vec<Ranked> = Vec::new();
    for object in candidates {
        let id = log.strings.resolve(log.object_ref(*object).id()).to_owned();
        let subject = Subject { kind: choose.among.clone(), id, window: None };
        let mut own = History::gathered(&history.bound, subject, hit.order.time, false);
        // Who watches the choice watches the candidates too.
        own.evidence.join(&history.evidence);
        match rank(choose, table, &own, hit, *object == chosen) {
            Ok(Some(rank)) => ranked.push(rank),
            Ok(None) => {}
            Err(missing) => doubt = doubt.or(Some(missing)),
        }
    }
    let chosen_id = log.strings.resolve(log.object_ref(chosen).id());
    let Some(own) = ranked.iter().find(|rank| rank.id == chosen_id).cloned() else {
        return match doubt {
            Some(missing) => Settled::doubtful(&missing),
            None => Settled::doubtful(&Missing::attribute(table.id.as_str())),
        };
    };
    let final_at = Instant(hit.order.time);
    let key = |rank: &Ranked| (rank.row, rank.tie.unwrap_or(i64::MAX));
    let better = ranked
        .iter()
        .filter(|other| other.id != own.id && key(other) < key(&own))
        .min_by_key(|other| key(other));
    if let Some(better) = better {
        // The chosen one may itself be of a rank that nobody can tell.
        if let Some(missing) = own.doubt {
            return Settled::doubtful(&missing);
        }
        let row = |rank: &Ranked| table.rows.get(rank.row).map_or_else(String::new, |row| row.id.clone());
        let breach = Breach::WrongChoice {
            chosen: own.id.clone(),
            better: better.id.clone(),
            ranks: (row(&own), row(better)),
        };
        let outcome = Outcome::Broken { breach, by: evidence(judging, &[hit]), final_at };
        return Settled { outcome, target: Some(hit.clone()), absent: None };
    }
    let doubtful = doubt.or_else(|| {
        ranked.iter().filter(|r| r.id != own.id && r.row >= own.row).find_map(|r| r.doubt.clone())
    });
    match doubtful {
        Some(missing) => Settled::doubtful(&missing),
        None => Settled::kept(judging, hit.clone()),
    }
}

/// The rank of a candidate that is open (and meets the condition) just before the choice; `None`: it is no candidate.
fn rank(
    choose: &Choose,
    table: &Table,
    own: &History<'_>,
    hit: &Hit,
    chosen: bool,
) -> Result<Option<Ranked>, Missing> {
    let judging = Judging::new(own);
    let opened = own.opened_at.is_some_and(|at| at <= hit.order.time);
    let closed = own.closed_at.is_some_and(|at| at < hit.order.time);
    if !chosen && (!opened || closed) {
        return Ok(None);
    }
    // As things stood before the choice: what happens at this instant does not count against it.
    let point = Order::start_of(hit.order.time);
    let scene = Scene::at_point(&judging, point);
    if let (false, Some(condition)) = (chosen, &choose.condition) {
        match guiju_condition::truth(condition, &scene) {
            Truth::True => {}
            Truth::False => return Ok(None),
            Truth::Unknown(missing) => return Err(missing),
        }
    }
    let all = standings(table, &scene);
    let row = all.iter().position(|standing| *standing == Standing::Matches).unwrap_or(all.len());
    let doubt = all[..row].iter().find_map(|standing| match standing {
        Standing::MayMatch(missing) => Some(missing.clone()),
        _ => None,
    });
    let tie = table.ties.as_deref().and_then(|name| tie(own, name, hit.order.time));
    Ok(Some(Ranked { id: own.subject.id.clone(), row, tie, doubt }))
}

/// What breaks a tie: an activity's time, or a time or number of the encounter; the smaller comes first.
fn tie(own: &History<'_>, name: &str, now: i64) -> Option<i64> {
    if let Some(at) = own.of_activity(name).next() {
        return Some(own.events[at].time);
    }
    let (_, value) = own.object_value(own.object?, name, now)?;
    match value {
        Value::Int(int) => Some(int),
        Value::Time(at) => Some(at),
        Value::Text(text) => guiju_log::parse_rfc3339(own.log.strings.resolve(text)),
        _ => None,
    }
}
