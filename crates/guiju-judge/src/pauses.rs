//! The clock ledger: what stopped the clock, who said so, with which evidence. Recomputed whenever events come.

use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use guiju_standard::model::{Frame, PauseRule};
use guiju_time::{Instant, Pause};

/// A stop of the clock, with what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The event that stopped it.
    pub from: String,
    /// When.
    pub at: Instant,
    /// When it ran again; none: it still stands.
    pub until: Option<Instant>,
    /// What was asked of it and is not there: then it stops nothing.
    pub lacks: Vec<String>,
}

/// The pauses that count.
pub(crate) fn ledger(judging: &Judging<'_>) -> Vec<Pause> {
    stops(judging)
        .into_iter()
        .filter(|stop| stop.lacks.is_empty())
        .map(|stop| Pause { from: stop.at, until: stop.until })
        .collect()
}

/// All stops, with what they lack.
pub(crate) fn stops(judging: &Judging<'_>) -> Vec<Stop> {
    let Some(encounter) = judging.plan.encounter(&judging.history.subject.kind) else { return Vec::new() };
    encounter.pauses.iter().flat_map(|rule| stops_of(judging, rule)).collect()
}

fn stops_of(judging: &Judging<'_>, rule: &PauseRule) -> Vec<Stop> {
    // Patterns are looked at without any clause's frame.
    static NO_FRAME: std::sync::LazyLock<Frame> = std::sync::LazyLock::new(Frame::default);
    let cx = Cx::of(&NO_FRAME);
    let from: Vec<Hit> = judging.activations(&rule.from, &cx).into_iter().filter(Hit::is_certain).collect();
    let until: Vec<Hit> = judging.activations(&rule.until, &cx).into_iter().filter(Hit::is_certain).collect();
    from.iter()
        .map(|start| {
            let end = until.iter().find(|end| end.order > start.order);
            let lacks = rule
                .needs
                .iter()
                .filter(|name| {
                    let value = start.event.and_then(|at| judging.history.event_attr(at, name));
                    !value.is_some_and(
                        |value| !matches!(&value, guiju_condition::Value::Text(t) if t.trim().is_empty()),
                    )
                })
                .cloned()
                .collect();
            Stop {
                from: start.moment(judging.history).id.to_string(),
                at: Instant(start.order.time),
                until: end.map(|end| Instant(end.order.time)),
                lacks,
            }
        })
        .collect()
}
