//! `apart: A, at_least: D`: consecutive A's of the subject.

use super::owed;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Outcome};
use crate::patterns::Pairing;
use crate::settle::{Raw, Settled, evidence};
use guiju_condition::{Condition, Truth};
use guiju_standard::model::{Bound, Pattern};
use guiju_time::Instant;

pub(super) fn raws<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    pattern: &'h Pattern,
    bound: &'h Bound,
    same: &'h [Condition],
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    let hits = judging.activations(pattern, cx);
    // Each with the next one that is equal in the keys; without keys, the next one.
    let next = |at: usize| {
        let pair = Pairing { a: Some(&hits[at]), same, ..Pairing::NONE };
        hits[at + 1..].iter().find(|hit| !matches!(judging.pairs(hit, &pair, cx), Truth::False))
    };
    (0..hits.len())
        .filter_map(|at| Some((&hits[at], next(at)?)))
        .map(|(first, second)| {
            let was_us = second.order.time - first.order.time;
            let by = evidence(judging, &[first, second]);
            let final_at = Instant(second.order.time);
            let doubt = first.missing.clone().or_else(|| second.missing.clone());
            let outcome = match (doubt, owed::span(judging, bound, Some(first), cx)) {
                (Some(missing), _) => Settled::doubtful(&missing).outcome,
                (None, Err(missing)) => Outcome::Unknown(missing),
                (None, Ok(span)) => {
                    let calendar = owed::calendar(judging, cx);
                    let at = Instant(first.order.time);
                    match guiju_time::earliest_at_least(at, &span, calendar, &judging.plan.zone) {
                        Err(problem) => Outcome::Unknown(owed::no_data(&problem)),
                        Ok(earliest) if final_at >= earliest => {
                            Outcome::Kept { by, final_at, exception: None }
                        }
                        Ok(earliest) => Outcome::Broken {
                            breach: Breach::TooClose {
                                first: first.moment(judging.history),
                                apart_us: earliest.0 - at.0,
                                was_us,
                            },
                            by,
                            final_at,
                        },
                    }
                }
            };
            Raw::fixed(Some(first.clone()), Settled { outcome, target: Some(second.clone()), absent: None })
        })
        .collect()
}
