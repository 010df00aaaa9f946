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
        .activations(trigger, &cx)
        .into_iter()
        .map(|hit| {
            let near = near(judging, rule, &hit, &cx);
            let due = near.clone().map(|near| Deadline::at(hit.order.time.saturating_add(near)));
            let offence = Some(hit.order);
            let own = hit.clone();
            let near = near.unwrap_or(0);
            Raw {
                trigger: Some(hit),
                about: None,
                due,
                offence,
                settle: Box::new(move |_| settle(judging, rule, &own, near, &cx)),
            }
        })
        .collect()
}

/// How near is near, in microseconds.
pub(super) fn near<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    hit: &Hit,
    cx: &Cx<'_, 'h>,
) -> Result<i64, Missing> {
    match &rule.within {
        Some(bound) => {
            let span = owed::span(judging, bound, Some(hit), cx)?;
            span.as_elapsed()
                .map(|us| us.0)
                .ok_or(Missing { names: vec!["near".to_owned()], why: Gap::Param })
        }
        None => Ok(judging.micros_param("near", NEAR_US)),
    }
}

fn settle<'h>(judging: &Judging<'h>, rule: &'h Rule, trigger: &Hit, near: i64, cx: &Cx<'_, 'h>) -> Settled {
    let history = judging.history;
    let (from, until) = (trigger.order.time.saturating_sub(near), trigger.order.time.saturating_add(near));
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
                    let words = judging.find_say(say, &region, cx).said;
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
