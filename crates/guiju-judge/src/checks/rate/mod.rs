//! `rate: dimension, min`: each rating reaches the least level; silence is unknown. `cited: indicator`: a confirmed incident
//! names it.

use crate::history::Order;
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Gap, Missing, Outcome};
use crate::record::number;
use crate::scene::Scene;
use crate::settle::{Raw, Settled, evidence};
use guiju_condition::Value;
use guiju_standard::model::Rate;
use guiju_time::Instant;

/// Attributes under which a rating gives its level.
const LEVELS: &[&str] = &["level", "score", "rating", "value"];

pub(super) fn raws<'x, 'h: 'x>(judging: &'x Judging<'h>, rate: &'h Rate, cx: &Cx<'x, 'h>) -> Vec<Raw<'x>> {
    let history = judging.history;
    let scene = Scene { member: cx.member, ..Scene::at_point(judging, Order::end_of(history.now)) };
    if let Some(condition) = &rate.condition {
        match guiju_condition::truth(condition, &scene) {
            guiju_condition::Truth::True => {}
            guiju_condition::Truth::False => return Vec::new(),
            guiju_condition::Truth::Unknown(missing) => {
                return vec![Raw::fixed(None, Settled::doubtful(&missing))];
            }
        }
    }
    let min = match guiju_condition::eval(&rate.min, &scene) {
        Ok(value) => number(&value).unwrap_or(0.0),
        Err(missing) => return vec![Raw::fixed(None, Settled::doubtful(&missing))],
    };
    let mut raws = Vec::new();
    for at in 0..history.events.len() {
        if !cx.sees(judging, at) {
            continue;
        }
        let Some(level) = level(judging, at, &rate.dimension) else { continue };
        let hit = Hit::of_event(history, at);
        let by = evidence(judging, &[&hit]);
        let final_at = Instant(hit.order.time);
        let outcome = if level >= min {
            Outcome::Kept { by, final_at, exception: None }
        } else {
            Outcome::Broken {
                breach: Breach::RatedLow { dimension: rate.dimension.clone(), level, min },
                by,
                final_at,
            }
        };
        raws.push(Raw::fixed(Some(hit.clone()), Settled { outcome, target: Some(hit), absent: None }));
    }
    if raws.is_empty() {
        raws.push(silence(cx));
    }
    raws
}

/// The level that an event gives a dimension: as a rating of it, or as an attribute of its name.
fn level(judging: &Judging<'_>, at: usize, dimension: &str) -> Option<f64> {
    let history = judging.history;
    let named = matches!(history.event_attr(at, "dimension"), Some(Value::Text(name)) if &*name == dimension);
    let value = match named {
        true => LEVELS.iter().find_map(|name| history.event_attr(at, name)),
        false => history.event_attr(at, dimension),
    }?;
    match &value {
        Value::Text(word) => match &**word {
            "unacceptable" | "poor" | "bad" => Some(1.0),
            "acceptable" | "fair" => Some(2.0),
            "good" => Some(3.0),
            "excellent" => Some(4.0),
            _ => None,
        },
        _ => number(&value),
    }
}

/// Nobody rated: unknown.
fn silence<'x, 'h: 'x>(cx: &Cx<'x, 'h>) -> Raw<'x> {
    let mut names = cx.frame.evidence.kinds.clone();
    if names.is_empty() {
        names.push("survey".to_owned());
    }
    let outcome = Outcome::Unknown(Missing { names, why: Gap::Evidence { of: vec!["rating".to_owned()] } });
    Raw::fixed(None, Settled { outcome, target: None, absent: None })
}

/// A confirmed incident names the indicator; nothing seen is unknown.
pub(super) fn cited<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    indicator: &'h str,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    let history = judging.history;
    let incidents: Vec<Hit> = history
        .of_activity("incident")
        .filter(|at| cx.sees(judging, *at))
        .filter(|at| matches!(history.event_attr(*at, "indicator"), Some(Value::Text(name)) if &*name == indicator))
        .map(|at| Hit::of_event(history, at))
        .collect();
    let confirmed = |hit: &&Hit| {
        hit.event.is_some_and(|at| !matches!(history.event_attr(at, "confirmed"), Some(Value::Bool(false))))
    };
    match incidents.iter().find(confirmed) {
        Some(hit) => vec![Raw::fixed(Some(hit.clone()), Settled::kept(judging, hit.clone()))],
        None => vec![silence(cx)],
    }
}
