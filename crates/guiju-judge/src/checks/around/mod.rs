//! `around A require B [within D]`: B near A, before or after (`param.near`).

use super::owed;
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Gap, Missing, Outcome};
use crate::plan::NEAR_US;
use crate::region::{Region, Side};
use crate::settle::{Absent, Deadline, Raw, Settled, evidence};
use guiju_standard::model::{Body, Pattern, Rule};
use guiju_time::Instant;

pub(super) fn raws<'x, 'h: 'x>(
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
            let bounds = bounds(judging, rule, &hit, &cx);
            let due = bounds.clone().map(|(_, until)| Deadline::at(until));
            let own = hit.clone();
            let (from, until) = bounds.unwrap_or((hit.order.time, hit.order.time));
            Raw {
                offence: Some(hit.clone()),
                trigger: Some(hit),
                about: None,
                due,
                settle: Box::new(move |_| settle(judging, rule, &own, from, until, &cx)),
            }
        })
        .collect()
}

/// First and last instant that are near: `within` on both sides by the encounter's clock, else the pack's figure.
pub(super) fn bounds<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    hit: &Hit,
    cx: &Cx<'_, 'h>,
) -> Result<(i64, i64), Missing> {
    let time = hit.order.time;
    let Some(bound) = &rule.within else {
        let near = judging.micros_param("near", NEAR_US);
        return Ok((time.saturating_sub(near), time.saturating_add(near)));
    };
    let span = owed::clocked(judging, bound, Some(hit), cx)?;
    let (calendar, zone, pauses) = (owed::calendar(judging, cx), &judging.plan.zone, judging.pauses());
    let from = guiju_time::earliest_within(Instant(time), &span, calendar, zone, pauses);
    // While the clock stands nothing is late; closing settles it.
    let standing = judging.history.closed_at.map_or(i64::MAX, |closed| closed.max(time));
    let until = guiju_time::due(Instant(time), &span, calendar, zone, pauses);
    let until = until.map_err(|problem| owed::no_data(&problem))?.last().map_or(standing, |last| last.0);
    Ok((from.map_err(|problem| owed::no_data(&problem))?.0, until))
}

fn settle<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    trigger: &Hit,
    from: i64,
    until: i64,
    cx: &Cx<'_, 'h>,
) -> Settled {
    let history = judging.history;
    let region = Region::beside(trigger, Side::Around).within(cx.stretch).since(from).upto(until);
    let pair = owed::pairing(rule, Some(trigger), None, &[]);
    let found = owed::find(judging, rule, &region, &pair, cx);
    if let Some((breach @ Breach::Untrue { .. }, hit)) = &found.wrong {
        return Settled {
            outcome: Outcome::Broken {
                breach: breach.clone(),
                by: evidence(judging, &[trigger, hit]),
                final_at: Instant(hit.order.time),
            },
            target: Some(hit.clone()),
            absent: None,
        };
    }
    if let Some(hit) = found.search.hit {
        let mut by = evidence(judging, &[trigger, &hit]);
        by.notes.extend(found.notes);
        let final_at = Instant(hit.order.time.max(trigger.order.time));
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
    if history.now <= until {
        return Settled {
            outcome: Outcome::Pending { owed: owed::owed_names(rule) },
            target: None,
            absent: None,
        };
    }
    let mut by = evidence(judging, &[trigger]);
    let (breach, target) = match found.wrong {
        Some((breach, hit)) => {
            by = evidence(judging, &[trigger, &hit]);
            (breach, Some(hit))
        }
        None => {
            let breach = match &rule.body {
                Body::Say(say) => {
                    let words = judging.words_said(say, &region, cx);
                    let said = words.iter().map(|w| w.phrase.clone()).collect();
                    by.words.extend(words);
                    Breach::NotSaid {
                        missing: found.search.missing.clone(),
                        said,
                        due: Some(Instant(until)),
                        before: None,
                    }
                }
                Body::Record(_) => owed::not_found(rule, &found.search, &[], Some(until), None),
                _ => Breach::NotNear {
                    owed: found.search.missing.clone(),
                    from: Instant(from),
                    until: Instant(until),
                },
            };
            (breach, None)
        }
    };
    let absent = target.is_none().then_some(Absent { of: found.search.absence, from, until });
    Settled { outcome: Outcome::Broken { breach, by, final_at: Instant(until) }, target, absent }
}
