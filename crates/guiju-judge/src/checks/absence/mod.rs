//! `never A`, `when A never B`, `never_say`: absence, not succession (DECLARE); forbidden words with their exemptions.

use super::{existence, owed};
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Evidence, Gap, Missing, Outcome};
use crate::patterns::{Absence, Pairing};
use crate::region::{Region, Side};
use crate::settle::{Absent, Deadline, Raw, Settled, evidence};
use guiju_condition::Truth;
use guiju_standard::model::{Body, Pattern, Rule, Variant};
use guiju_time::Instant;

/// Something forbidden: what it is, what shows it, and whether that is certain.
struct Offence {
    hit: Hit,
    breach: Breach,
}

/// Forbidden in the stretch or the whole subject: each offence is an activation; without one, its absence is.
pub(super) fn never<'x, 'h: 'x>(judging: &'x Judging<'h>, rule: &'h Rule, cx: &Cx<'x, 'h>) -> Vec<Raw<'x>> {
    let start = existence::start(judging, cx);
    let due = match owed::deadline(judging, rule, start.as_ref(), cx) {
        Ok(due) => due,
        Err(missing) => {
            let outcome = Outcome::Unknown(missing);
            return vec![Raw::fixed(start, Settled { outcome, target: None, absent: None })];
        }
    };
    let region = bounded(Region::all().within(cx.stretch), &due);
    let (offences, excused) = offences(judging, rule, &region, &Pairing::NONE, cx);
    if !offences.is_empty() {
        return offences
            .into_iter()
            .map(|offence| {
                let trigger = match &rule.body {
                    Body::Forbidden(_) => Some(certain(&offence.hit)),
                    _ => start.clone().or_else(|| Some(certain(&offence.hit))),
                };
                let settled = offended(judging, None, &offence);
                Raw { offence: Some(offence.hit.clone()), ..Raw::fixed(trigger, settled) }
            })
            .collect();
    }
    let (from, until) = cx.span(judging);
    let settled = nothing_seen(judging, rule, start.as_ref(), excused, from, until, &due, cx);
    vec![Raw::fixed(start, settled)]
}

/// Forbidden after each activation.
pub(super) fn after<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    rule: &'h Rule,
    trigger: &'h Pattern,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    let cx = *cx;
    judging
        .triggers(trigger, &cx)
        .into_iter()
        .map(|hit| {
            let due = owed::deadline(judging, rule, Some(&hit), &cx);
            let own = hit.clone();
            Raw {
                offence: None,
                about: None,
                due: due.map(|due| Deadline { last: None, ..due }),
                trigger: Some(hit.clone()),
                settle: Box::new(move |_| {
                    let due = owed::deadline(judging, rule, Some(&own), &cx).unwrap_or_default();
                    let mut region = Region::strictly_beside(&own, Side::After).within(cx.stretch);
                    region = bounded(region, &due);
                    if rule.variant == Some(Variant::Chain) {
                        let history = judging.history;
                        region = match super::response::next_event(judging, rule, &own, &cx) {
                            Some(at) => region.from(history.order(at)).before(history.order(at).next()),
                            None => region,
                        };
                    }
                    decide(judging, rule, &own, &region, &due, &cx)
                }),
            }
        })
        .collect()
}

/// Forbidden before each activation.
pub(super) fn before<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    rule: &'h Rule,
    trigger: &'h Pattern,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    judging
        .triggers(trigger, cx)
        .into_iter()
        .map(|hit| {
            let mut region = Region::strictly_beside(&hit, Side::Before).within(cx.stretch);
            if let Some(within) = &rule.within
                && let Ok(span) = owed::span(judging, within, Some(&hit), cx)
                && let Some(us) = span.as_elapsed()
            {
                region = region.since(hit.order.time.saturating_sub(us.0));
            }
            let due = Deadline { limit: Some(hit.clone()), limited: true, ..Deadline::default() };
            let settled = decide(judging, rule, &hit, &region, &due, cx);
            Raw::fixed(Some(hit), settled)
        })
        .collect()
}

/// Forbidden near each activation.
pub(super) fn around<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    rule: &'h Rule,
    trigger: &'h Pattern,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    judging
        .triggers(trigger, cx)
        .into_iter()
        .map(|hit| {
            let settled = match super::around::bounds(judging, rule, &hit, cx) {
                Err(missing) => Settled { outcome: Outcome::Unknown(missing), target: None, absent: None },
                Ok((from, until)) => {
                    let region =
                        Region::beside(&hit, Side::Around).within(cx.stretch).since(from).upto(until);
                    decide(judging, rule, &hit, &region, &Deadline::at(until), cx)
                }
            };
            Raw::fixed(Some(hit), settled)
        })
        .collect()
}

fn bounded(region: Region, due: &Deadline) -> Region {
    let region = match due.last {
        Some(last) => region.upto(last),
        None => region,
    };
    match &due.limit {
        Some(limit) => region.before(limit.order),
        None => region,
    }
}

fn decide<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    trigger: &Hit,
    region: &Region,
    due: &Deadline,
    cx: &Cx<'_, 'h>,
) -> Settled {
    if !trigger.is_certain() {
        return Settled::doubtful(&trigger.missing.clone().unwrap_or_default());
    }
    let pair = owed::pairing(rule, Some(trigger), due.by, &[]);
    let (offences, excused) = offences(judging, rule, region, &pair, cx);
    let worst = offences.iter().find(|offence| offence.hit.is_certain()).or(offences.first());
    match worst {
        Some(offence) => offended(judging, Some(trigger), offence),
        None => {
            let (_, until) = cx.span(judging);
            let until = due.last.unwrap_or(until);
            let from = region.not_before.max(trigger.order.time.min(until));
            nothing_seen(judging, rule, Some(trigger), excused, from, until, due, cx)
        }
    }
}

/// A hit whose doubt is told by its outcome, not by its activation.
fn certain(hit: &Hit) -> Hit {
    Hit { missing: None, ..hit.clone() }
}

fn offended(judging: &Judging<'_>, trigger: Option<&Hit>, offence: &Offence) -> Settled {
    if let Some(missing) = &offence.hit.missing {
        return Settled::doubtful(missing);
    }
    let by = match trigger {
        Some(trigger) => evidence(judging, &[trigger, &offence.hit]),
        None => evidence(judging, &[&offence.hit]),
    };
    Settled {
        outcome: Outcome::Broken {
            breach: offence.breach.clone(),
            by,
            final_at: Instant(offence.hit.order.time),
        },
        target: Some(offence.hit.clone()),
        absent: None,
    }
}

/// Offences in a region, in order, and the words that were excused.
fn offences<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    region: &Region,
    pair: &Pairing<'_>,
    cx: &Cx<'_, 'h>,
) -> (Vec<Offence>, Evidence) {
    let mut excused = Evidence::default();
    let mut found = Vec::new();
    match &rule.body {
        Body::Forbidden(pattern) => {
            let hits = match pattern {
                Pattern::One(..) | Pattern::Any(_) => judging.activations(pattern, cx),
                _ => {
                    let search = judging.find(pattern, region, pair, cx);
                    search.hit.or(search.possible).into_iter().collect()
                }
            };
            for mut hit in hits {
                if !region.holds(&hit) {
                    continue;
                }
                match judging.pairs(&hit, pair, cx) {
                    Truth::False => continue,
                    Truth::Unknown(missing) => hit.missing = Some(missing),
                    Truth::True => {}
                }
                let breach = Breach::Done { what: hit.moment(judging.history) };
                found.push(Offence { hit, breach });
            }
        }
        Body::NeverSay(say) => {
            for spoken in judging.find_spoken(say, region, cx) {
                if spoken.exemption.is_some() {
                    excused.words.extend(spoken.hit.words.iter().cloned());
                    continue;
                }
                let text = spoken.hit.words.iter().map(|w| w.text.as_str()).collect();
                let breach =
                    Breach::Taboo { phrase: spoken.phrase.clone(), text, at: Instant(spoken.hit.order.time) };
                found.push(Offence { hit: spoken.hit, breach });
            }
        }
        _ => {}
    }
    (found, excused)
}

#[allow(clippy::too_many_arguments)] // what an absence is told by
fn nothing_seen<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    trigger: Option<&Hit>,
    mut by: Evidence,
    from: i64,
    until: i64,
    due: &Deadline,
    cx: &Cx<'_, 'h>,
) -> Settled {
    let history = judging.history;
    let absence = match &rule.body {
        Body::Forbidden(pattern) => Absence::of(pattern),
        _ => Absence::One("utterance".to_owned()),
    };
    let stretch_end = cx
        .stretch
        .and_then(|stretch| stretch.until)
        .map(|until| until.time)
        .filter(|end| *end <= history.now);
    let over = match (&due.limit, due.last) {
        (Some(limit), _) => Some(limit.order.time),
        // A deadline that has passed decides, whether the subject is open or not; so does the end of its stretch,
        // behind which nothing counts.
        (None, Some(last)) => {
            stretch_end.filter(|end| *end < last).or_else(|| (last < history.now).then_some(last))
        }
        (None, None) => stretch_end.or(history.closed_at),
    };
    let chained = rule.variant == Some(Variant::Chain)
        && trigger.is_some_and(|trigger| super::response::next_event(judging, rule, trigger, cx).is_some());
    let over = if chained { Some(from) } else { over };
    let Some(over) = over else {
        // While it is open it may still be done, and evidence may still come.
        return Settled { outcome: Outcome::Pending { owed: Vec::new() }, target: None, absent: None };
    };
    if let Some(window) = &history.subject.window
        && window.cut
    {
        let missing = Missing { names: vec!["window".to_owned()], why: Gap::Window };
        return Settled { outcome: Outcome::Unknown(missing), target: None, absent: None };
    }
    if let Some(trigger) = trigger {
        let mut events = evidence(judging, &[trigger]);
        events.words.append(&mut by.words);
        by = events;
    }
    Settled {
        outcome: Outcome::Kept { by, final_at: Instant(over), exception: None },
        target: None,
        absent: Some(Absent { of: absence, from, until }),
    }
}
