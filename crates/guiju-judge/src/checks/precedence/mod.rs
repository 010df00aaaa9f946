//! `before B require A [within D] [at_least D]`: precedence (DECLARE), with bounds: how long before.

use super::owed;
use super::response::counts;
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Gap, Missing, Outcome};
use crate::region::{Region, Side};
use crate::settle::{Absent, Raw, Settled, evidence};
use guiju_standard::model::{Body, Pattern, Rule, Variant};
use guiju_time::Instant;
use std::cell::RefCell;
use std::rc::Rc;

pub(super) fn raws<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    rule: &'h Rule,
    trigger: &'h Pattern,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    let triggers = judging.triggers(trigger, cx);
    let taken: Rc<RefCell<Vec<usize>>> = Rc::default();
    triggers
        .iter()
        .enumerate()
        .map(|(number, hit)| {
            let previous = number.checked_sub(1).and_then(|at| triggers.get(at)).cloned();
            let others = taken.borrow().clone();
            let settled = settle(judging, rule, hit, previous.as_ref(), &others, cx);
            if rule.one_to_one && matches!(settled.outcome, Outcome::Kept { .. }) {
                taken.borrow_mut().extend(settled.target.as_ref().and_then(|hit| hit.event));
            }
            Raw::fixed(Some(hit.clone()), settled)
        })
        .collect()
}

fn settle<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    trigger: &Hit,
    previous: Option<&Hit>,
    taken: &[usize],
    cx: &Cx<'_, 'h>,
) -> Settled {
    let history = judging.history;
    if !trigger.is_certain() {
        return Settled::doubtful(&trigger.missing.clone().unwrap_or_default());
    }
    let anywhere = Region::beside(trigger, Side::Before).within(cx.stretch);
    let mut region = anywhere.clone();
    let bounds = bounds(judging, rule, trigger, cx);
    let (from, until) = match bounds {
        Ok(bounds) => bounds,
        Err(missing) => return Settled { outcome: Outcome::Unknown(missing), target: None, absent: None },
    };
    if let Some(from) = from {
        region = region.since(from.0);
    }
    if let Some(until) = until {
        region = region.upto(until.0);
    }
    match (rule.variant, previous) {
        (Some(Variant::Alternate), Some(previous)) => region = region.from(previous.order.next()),
        (Some(Variant::Chain), _) => {
            let end = trigger.event.unwrap_or(history.events.len());
            match (0..end).rev().find(|at| counts(judging, rule, *at) && cx.sees(judging, *at)) {
                Some(at) => region = region.from(history.order(at)).before(history.order(at).next()),
                None => region = region.before(crate::history::Order::FIRST),
            }
        }
        _ => {}
    }
    let pair = owed::pairing(rule, Some(trigger), None, taken);
    let found = owed::find(judging, rule, &region, &pair, cx);
    let final_at = Instant(trigger.order.time);
    if let Some((breach @ Breach::Untrue { .. }, hit)) = &found.wrong {
        return Settled {
            outcome: Outcome::Broken {
                breach: breach.clone(),
                by: evidence(judging, &[hit, trigger]),
                final_at,
            },
            target: Some(hit.clone()),
            absent: None,
        };
    }
    if let Some(hit) = found.search.hit {
        let mut by = evidence(judging, &[&hit, trigger]);
        by.notes.extend(found.notes);
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
    if let Some((breach, hit)) = found.wrong {
        return Settled {
            outcome: Outcome::Broken { breach, by: evidence(judging, &[&hit, trigger]), final_at },
            target: Some(hit),
            absent: None,
        };
    }
    let limit = trigger.moment(history);
    let mut by = evidence(judging, &[trigger]);
    let mut breach = owed::not_found(rule, &found.search, &[], None, Some(limit));
    match (&mut breach, &rule.body) {
        (Breach::NotSaid { said, .. }, Body::Say(say)) => {
            let words = judging.words_said(say, &anywhere, cx);
            *said = words.iter().map(|w| w.phrase.clone()).collect();
            by.words.extend(words);
        }
        (Breach::NotBefore { from: first, until: last, .. }, _) => {
            *first = from;
            *last = until;
        }
        _ => {}
    }
    // Seen, but outside the bounds: that decides at any coverage.
    let outside = owed::find(judging, rule, &anywhere, &pair, cx).search.hit;
    if let Some(hit) = &outside {
        by = evidence(judging, &[hit, trigger]);
    }
    let seen_outside = outside.is_some();
    Settled {
        outcome: Outcome::Broken { breach, by, final_at },
        target: outside,
        absent: (!seen_outside).then(|| Absent {
            of: found.search.absence,
            from: from.map_or(i64::MIN, |from| from.0),
            until: until.map_or(trigger.order.time, |until| until.0),
        }),
    }
}

/// First and last instant that count.
fn bounds<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    trigger: &Hit,
    cx: &Cx<'_, 'h>,
) -> Result<(Option<Instant>, Option<Instant>), Missing> {
    let at = Instant(trigger.order.time);
    let calendar = owed::calendar(judging, cx);
    let zone = &judging.plan.zone;
    let from = match &rule.within {
        None => None,
        Some(bound) => {
            let span = owed::clocked(judging, bound, Some(trigger), cx)?;
            let from = guiju_time::earliest_within(at, &span, calendar, zone, judging.pauses());
            Some(from.map_err(|problem| owed::no_data(&problem))?)
        }
    };
    let until = match &rule.at_least {
        None => None,
        Some(bound) => {
            let span = owed::span(judging, bound, Some(trigger), cx)?;
            let until = guiju_time::latest_at_least(at, &span, calendar, zone);
            Some(until.map_err(|problem| owed::no_data(&problem))?)
        }
    };
    Ok((from, until))
}
