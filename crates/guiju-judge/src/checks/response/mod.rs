//! `when A then B [within D] [at_least D] [before C]`: response (DECLARE), with bounds; `chain`, `alternate`, `both`.

use super::owed::{self, Found};
use crate::history::Order;
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Gap, Missing, Outcome};
use crate::patterns::Pairing;
use crate::region::{Region, Side};
use crate::settle::{Absent, Deadline, Raw, Settled, evidence};
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
    let taken: Rc<RefCell<Vec<(usize, usize)>>> = Rc::default();
    let mut raws: Vec<Raw<'x>> = Vec::new();
    for (number, hit) in triggers.iter().enumerate() {
        let next = triggers.get(number + 1).map(|next| next.order);
        let cx = *cx;
        let own = hit.clone();
        let taken = taken.clone();
        raws.push(Raw {
            trigger: Some(hit.clone()),
            about: None,
            due: owed::deadline(judging, rule, Some(hit), &cx),
            offence: None,
            settle: Box::new(move |due| {
                let others: Vec<usize> = match rule.one_to_one {
                    true => {
                        taken.borrow().iter().filter(|(by, _)| *by != number).map(|(_, at)| *at).collect()
                    }
                    false => Vec::new(),
                };
                let settled = settle(judging, rule, &own, next, due, &others, &cx);
                if rule.one_to_one {
                    let mut taken = taken.borrow_mut();
                    taken.retain(|(by, _)| *by != number);
                    let discharging = matches!(settled.outcome, Outcome::Kept { .. });
                    taken.extend(
                        settled
                            .target
                            .as_ref()
                            .filter(|_| discharging)
                            .and_then(|hit| hit.event)
                            .map(|at| (number, at)),
                    );
                }
                settled
            }),
        });
    }
    if rule.both
        && let Body::Owed(target) = &rule.body
    {
        raws.extend(unannounced(judging, rule, trigger, target, cx));
    }
    raws
}

/// Succession: a target before which no activation came.
fn unannounced<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    rule: &'h Rule,
    trigger: &'h Pattern,
    target: &'h Pattern,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    judging
        .activations(target, cx)
        .into_iter()
        .map(|hit| {
            let region = Region::beside(&hit, Side::Before).within(cx.stretch);
            let pair = Pairing { a: Some(&hit), same: &rule.same, with: None, a_due: None, taken: &[] };
            let search = judging.find(trigger, &region, &pair, cx);
            let settled = match (search.hit, search.possible) {
                (Some(found), _) => Settled {
                    outcome: Outcome::Kept {
                        by: evidence(judging, &[&found, &hit]),
                        final_at: Instant(hit.order.time),
                        exception: None,
                    },
                    target: Some(found),
                    absent: None,
                },
                (None, Some(possible)) => Settled::doubtful(&possible.missing.unwrap_or_default()),
                (None, None) => Settled {
                    outcome: Outcome::Broken {
                        breach: Breach::NotBefore {
                            owed: search.missing,
                            limit: Some(hit.moment(judging.history)),
                            from: None,
                            until: None,
                        },
                        by: evidence(judging, &[&hit]),
                        final_at: Instant(hit.order.time),
                    },
                    target: None,
                    absent: Some(Absent {
                        of: search.absence,
                        from: judging.history.opening(),
                        until: hit.order.time,
                    }),
                },
            };
            Raw::fixed(Some(hit), settled)
        })
        .collect()
}

fn settle<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    trigger: &Hit,
    next: Option<Order>,
    due: &Deadline,
    taken: &[usize],
    cx: &Cx<'_, 'h>,
) -> Settled {
    let history = judging.history;
    let mut region = owed::after(trigger, cx);
    let mut earliest = None;
    if let Some(at_least) = &rule.at_least {
        match owed::span(judging, at_least, Some(trigger), cx).and_then(|span| {
            guiju_time::earliest_at_least(
                Instant(trigger.order.time),
                &span,
                owed::calendar(judging, cx),
                &judging.plan.zone,
            )
            .map_err(|problem| owed::no_data(&problem))
        }) {
            Ok(at) => {
                region = region.since(at.0);
                earliest = Some(at);
            }
            Err(missing) => {
                return Settled { outcome: Outcome::Unknown(missing), target: None, absent: None };
            }
        }
    }
    let unbounded = region.clone();
    if let Some(last) = due.last {
        region = region.upto(last);
    }
    if let Some(limit) = &due.limit {
        region = region.before(limit.order.next());
    }
    match rule.variant {
        Some(Variant::Alternate) => {
            if let Some(next) = next {
                region = region.before(next.next());
            }
        }
        Some(Variant::Chain) => match next_event(judging, rule, trigger, cx) {
            Some(at) => region = region.from(history.order(at)).before(history.order(at).next()),
            None => region = region.before(trigger.order),
        },
        None => {}
    }
    let pair = owed::pairing(rule, Some(trigger), due.by, taken);
    let found = owed::find(judging, rule, &region, &pair, cx);
    if let Some(settled) = conclude(judging, trigger, &found) {
        return settled;
    }
    // Nothing in time: is that settled by now, and since when?
    let closed = history.closed_at.filter(|_| history.is_closed());
    let stretch_end =
        cx.stretch.and_then(|stretch| stretch.until).map(|until| until.time).filter(|end| *end < history.now);
    let chained = rule.variant == Some(Variant::Chain) && next_event(judging, rule, trigger, cx).is_some();
    let alternated = rule.variant == Some(Variant::Alternate) && next.is_some();
    let over = if let Some(limit) = &due.limit {
        Some(limit.order.time)
    } else if chained || alternated {
        Some(trigger.order.time)
    } else if let Some(last) = due.last {
        // Closing does not cut short a deadline of its own; a limit that closing stands for does.
        let by_closing = if due.limited { closed.map(|at| at.max(trigger.order.time)) } else { None };
        // The target must lie inside the stretch: once that is over, nothing can come in time.
        (last < history.now).then_some(last).or(by_closing).or(stretch_end)
    } else if due.paused {
        closed
    } else {
        stretch_end.or(closed)
    };
    let Some(over) = over else {
        return Settled {
            outcome: Outcome::Pending { owed: owed::owed_names(rule) },
            target: None,
            absent: None,
        };
    };
    broken(judging, rule, trigger, due, &found, &unbounded, over, earliest, cx)
}

/// Kept, unknown or wrong by what was found; `None` where nothing was.
fn conclude(judging: &Judging<'_>, trigger: &Hit, found: &Found) -> Option<Settled> {
    if let Some((breach, hit)) = &found.wrong
        && matches!(breach, Breach::Untrue { .. })
    {
        return Some(Settled {
            outcome: Outcome::Broken {
                breach: breach.clone(),
                by: evidence(judging, &[trigger, hit]),
                final_at: Instant(hit.order.time),
            },
            target: Some(hit.clone()),
            absent: None,
        });
    }
    if let Some(hit) = &found.search.hit {
        let mut by = evidence(judging, &[trigger, hit]);
        by.notes.extend(found.notes.iter().cloned());
        return Some(Settled {
            outcome: Outcome::Kept {
                by,
                final_at: Instant(hit.order.time.max(trigger.order.time)),
                exception: None,
            },
            target: Some(hit.clone()),
            absent: None,
        });
    }
    if let Some(possible) = &found.search.possible {
        return Some(Settled::doubtful(&possible.missing.clone().unwrap_or_default()));
    }
    if found.unmarked {
        let missing = Missing { names: vec!["speaker".to_owned()], why: Gap::Speaker };
        return Some(Settled { outcome: Outcome::Unknown(missing), target: None, absent: None });
    }
    None
}

#[allow(clippy::too_many_arguments)] // one breach, told whole
fn broken<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    trigger: &Hit,
    due: &Deadline,
    found: &Found,
    unbounded: &Region,
    over: i64,
    earliest: Option<Instant>,
    cx: &Cx<'_, 'h>,
) -> Settled {
    let history = judging.history;
    let pair = owed::pairing(rule, Some(trigger), due.by, &[]);
    let mut by = evidence(judging, &[trigger]);
    if let Some((breach, hit)) = &found.wrong {
        by = evidence(judging, &[trigger, hit]);
        return Settled {
            outcome: Outcome::Broken { breach: breach.clone(), by, final_at: Instant(over) },
            target: Some(hit.clone()),
            absent: None,
        };
    }
    let late = owed::find(judging, rule, unbounded, &pair, cx).search.hit.filter(|hit| {
        due.last.is_none_or(|last| hit.order.time > last)
            || due.limit.as_ref().is_some_and(|limit| hit.order > limit.order)
    });
    let limit = due.limit.as_ref().map(|limit| limit.moment(history));
    let mut breach = owed::not_found(rule, &found.search, &[], due.by, limit);
    if let (Breach::NotSaid { said, .. }, Body::Say(say)) = (&mut breach, &rule.body) {
        let words = judging.words_said(say, unbounded, cx);
        *said = words.iter().map(|w| w.phrase.clone()).collect();
        by.words.extend(words);
    }
    if let Some(hit) = &late {
        by = evidence(judging, &[trigger, hit]);
        if let Breach::NotInTime { late, .. } = &mut breach {
            *late = Some(hit.moment(history));
        }
    } else if let Some(earliest) = earliest {
        let soon = owed::find(judging, rule, &owed::after(trigger, cx), &pair, cx).search.hit;
        if let Some(hit) = soon.filter(|hit| hit.order.time < earliest.0) {
            by = evidence(judging, &[trigger, &hit]);
            breach = Breach::TooSoon { came: hit.moment(history), earliest };
        }
    }
    // Seen, though too late: that decides at any coverage.
    let absent = late.is_none().then(|| Absent {
        of: found.search.absence.clone(),
        from: trigger.order.time,
        until: over,
    });
    Settled { outcome: Outcome::Broken { breach, by, final_at: Instant(over) }, target: late, absent }
}

/// The very next event of the subject: activities, and what `among` names beside them.
pub(super) fn next_event<'h>(
    judging: &Judging<'h>,
    rule: &Rule,
    trigger: &Hit,
    cx: &Cx<'_, 'h>,
) -> Option<usize> {
    let from = trigger.event.map_or(0, |at| at + 1);
    (from..judging.history.events.len()).find(|at| {
        judging.history.order(*at) > trigger.order && counts(judging, rule, *at) && cx.sees(judging, *at)
    })
}

/// Whether an event takes part in chains: the activities of the vocabulary; utterances, positions and imported rows only where
/// `among` names them.
pub(super) fn counts(judging: &Judging<'_>, rule: &Rule, at: usize) -> bool {
    let activity = judging.history.activity(at);
    if rule.among.iter().any(|name| name == activity) {
        return true;
    }
    let history = judging.history;
    let imported = history.events[at].source.is_some_and(|s| history.log.strings.resolve(s) == "import");
    !imported
        && !matches!(activity, "utterance" | "position")
        && judging.plan.standard.vocabulary.activities.contains_key(activity)
}
