//! `must A [before T]`, `first A`, `last A`; words or a form owed without a head: existence, init, end (DECLARE).

use super::owed;
use crate::history::Order;
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Gap, Missing, Outcome};
use crate::patterns::Absence;
use crate::region::Region;
use crate::settle::{Absent, Deadline, Raw, Settled, evidence};
use guiju_standard::model::{Body, Pattern, Rule};
use guiju_time::Instant;

/// Owed once: in the stretch, else in the subject.
pub(super) fn must<'x, 'h: 'x>(judging: &'x Judging<'h>, rule: &'h Rule, cx: &Cx<'x, 'h>) -> Vec<Raw<'x>> {
    let cx = *cx;
    let start = start(judging, &cx);
    let due = owed::deadline(judging, rule, start.as_ref(), &cx);
    let trigger = start.clone();
    vec![Raw {
        trigger,
        about: None,
        due,
        offence: None,
        settle: Box::new(move |due| settle(judging, rule, start.as_ref(), due, &cx)),
    }]
}

/// The hit that began the stretch, as an activation; none for the subject as a whole.
pub(super) fn start<'h>(judging: &Judging<'h>, cx: &Cx<'_, 'h>) -> Option<Hit> {
    let stretch = cx.stretch?;
    let moment = stretch.start.as_ref()?;
    let history = judging.history;
    let event = (0..history.events.len()).find(|at| history.id(*at) == &*moment.id);
    let mut hit = match event {
        Some(at) => Hit::of_event(history, at),
        None => Hit::of_instant(&moment.what, moment.at.0),
    };
    hit.what.clone_from(&moment.what);
    hit.order = stretch.from;
    Some(hit)
}

fn settle<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    start: Option<&Hit>,
    due: &Deadline,
    cx: &Cx<'_, 'h>,
) -> Settled {
    let history = judging.history;
    let mut region = Region::all().within(cx.stretch);
    if let Some(last) = due.last {
        region = region.upto(last);
    }
    if let Some(limit) = &due.limit {
        region = region.before(limit.order.next());
    }
    let pair = owed::pairing(rule, start, due.by, &[]);
    let found = owed::find(judging, rule, &region, &pair, cx);
    let with_start = |hit: &Hit| match start {
        Some(start) => evidence(judging, &[start, hit]),
        None => evidence(judging, &[hit]),
    };
    if let Some((breach @ Breach::Untrue { .. }, hit)) = &found.wrong {
        return Settled {
            outcome: Outcome::Broken {
                breach: breach.clone(),
                by: with_start(hit),
                final_at: Instant(hit.order.time),
            },
            target: Some(hit.clone()),
            absent: None,
        };
    }
    if let Some(hit) = found.search.hit {
        let mut by = with_start(&hit);
        by.notes.extend(found.notes);
        let final_at = Instant(hit.order.time);
        return Settled {
            outcome: Outcome::Kept { by, final_at, exception: None },
            target: Some(hit),
            absent: None,
        };
    }
    if let Some(possible) = found.search.possible {
        return Settled::doubtful(&possible.missing.unwrap_or_default());
    }
    if found.unmarked {
        let missing = Missing { names: vec!["speaker".to_owned()], why: Gap::Speaker };
        return Settled { outcome: Outcome::Unknown(missing), target: None, absent: None };
    }
    let stretch_end = cx
        .stretch
        .and_then(|stretch| stretch.until)
        .map(|until| until.time)
        .filter(|end| *end <= history.now);
    let over = if let Some(limit) = &due.limit {
        Some(limit.order.time)
    } else if let Some(last) = due.last {
        (last < history.now).then_some(last)
    } else {
        stretch_end.or(history.closed_at)
    };
    let Some(over) = over else {
        return Settled {
            outcome: Outcome::Pending { owed: owed::owed_names(rule) },
            target: None,
            absent: None,
        };
    };
    let mut by = start.map(|start| evidence(judging, &[start])).unwrap_or_default();
    let mut target = None;
    let breach = match found.wrong {
        Some((breach, hit)) => {
            by = with_start(&hit);
            target = Some(hit);
            breach
        }
        None => {
            let before = due.limit.as_ref().map(|limit| limit.moment(history));
            let mut breach = owed::not_found(rule, &found.search, &[], due.by, before);
            if let (Breach::NotSaid { said, .. }, Body::Say(say)) = (&mut breach, &rule.body) {
                let words = judging.words_said(say, &region, cx);
                *said = words.iter().map(|w| w.phrase.clone()).collect();
                by.words.extend(words);
            }
            breach
        }
    };
    let late = match target.is_none() && (due.last.is_some() || due.limit.is_some()) {
        true => owed::find(judging, rule, &Region::all().within(cx.stretch), &pair, cx).search.hit,
        false => None,
    };
    let mut breach = breach;
    if let (Some(hit), Breach::NotInTime { late, .. }) = (&late, &mut breach) {
        *late = Some(hit.moment(history));
        by = with_start(hit);
    }
    let target = target.or(late);
    let (from, _) = cx.span(judging);
    let absent = target.is_none().then_some(Absent { of: found.search.absence, from, until: over });
    Settled { outcome: Outcome::Broken { breach, by, final_at: Instant(over) }, target, absent }
}

/// The first event of the subject is A.
pub(super) fn first<'x, 'h: 'x>(judging: &'x Judging<'h>, rule: &'h Rule, cx: &Cx<'x, 'h>) -> Vec<Raw<'x>> {
    let Body::Owed(pattern) = &rule.body else { return Vec::new() };
    let events = events(judging, rule, cx);
    let Some(first) = events.first().copied() else { return Vec::new() };
    vec![Raw::fixed(None, edge(judging, pattern, first, cx))]
}

/// The last event of the subject is A; open as long as the subject is.
pub(super) fn last<'x, 'h: 'x>(judging: &'x Judging<'h>, rule: &'h Rule, cx: &Cx<'x, 'h>) -> Vec<Raw<'x>> {
    let Body::Owed(pattern) = &rule.body else { return Vec::new() };
    let events = events(judging, rule, cx);
    let Some(last) = events.last().copied() else { return Vec::new() };
    if !judging.history.is_closed() {
        let outcome = Outcome::Pending { owed: owed::owed_names(rule) };
        return vec![Raw::fixed(None, Settled { outcome, target: None, absent: None })];
    }
    vec![Raw::fixed(None, edge(judging, pattern, last, cx))]
}

fn events<'h>(judging: &Judging<'h>, rule: &Rule, cx: &Cx<'_, 'h>) -> Vec<usize> {
    (0..judging.history.events.len())
        .filter(|at| super::response::counts(judging, rule, *at) && cx.sees(judging, *at))
        .filter(|at| cx.stretch.is_none_or(|stretch| stretch.holds(judging.history.order(*at))))
        .collect()
}

fn edge<'h>(judging: &Judging<'h>, pattern: &'h Pattern, at: usize, cx: &Cx<'_, 'h>) -> Settled {
    let history = judging.history;
    let own = Hit::of_event(history, at);
    let same: Vec<Hit> = judging
        .activations(pattern, cx)
        .into_iter()
        // Of one instant and unlike sources, the order that keeps.
        .filter(|hit| {
            hit.event == Some(at)
                || (hit.order.time == own.order.time && hit.source != own.source && hit.order != Order::FIRST)
        })
        .collect();
    let final_at = Instant(own.order.time);
    if let Some(hit) = same.iter().find(|hit| hit.is_certain()) {
        return Settled::kept(judging, hit.clone());
    }
    if let Some(missing) = same.iter().find_map(|hit| hit.missing.clone()) {
        return Settled::doubtful(&missing);
    }
    Settled {
        outcome: Outcome::Broken {
            breach: Breach::NotInTime {
                owed: crate::patterns::names_of(pattern),
                due: None,
                late: Some(own.moment(history)),
            },
            by: evidence(judging, &[&own]),
            final_at,
        },
        target: None,
        absent: Some(Absent { of: Absence::of(pattern), from: i64::MIN, until: i64::MAX }),
    }
}
