//! What rules share: bounds made into deadlines, and the search for what is owed, be it events, words or a form.

use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Gap, Missing, Note};
use crate::patterns::{Absence, Pairing, Search, names_of};
use crate::region::{Region, Side};
use crate::scene::Scene;
use crate::settle::{Deadline, attribute_gap};
use guiju_standard::model::{Body, Bound, InstantExpr, Limit, Rule};
use guiju_time::{Due, Instant, Span};

/// A bound's length at an activation.
///
/// # Errors
/// A figure without a value here, a condition that can't be evaluated.
pub(super) fn span<'h>(
    judging: &Judging<'h>,
    bound: &Bound,
    trigger: Option<&Hit>,
    cx: &Cx<'_, 'h>,
) -> Result<Span, Missing> {
    let point = trigger.map_or(crate::history::Order::end_of(judging.history.opening()), |hit| hit.order);
    let scene = Scene { at: trigger, a: trigger, member: cx.member, ..Scene::at_point(judging, point) };
    match bound {
        Bound::Fixed(span, _) => Ok(*span),
        Bound::Param(name, _) => crate::params::span(name, &scene).map_err(|missing| attribute_gap(&missing)),
        Bound::Computed(condition, _) => match guiju_condition::eval(condition, &scene) {
            Ok(guiju_condition::Value::Duration(us)) => Ok(Span::Elapsed(guiju_time::Micros(us))),
            Ok(guiju_condition::Value::Int(seconds)) => {
                Ok(Span::Elapsed(guiju_time::Micros(seconds.saturating_mul(1_000_000))))
            }
            Ok(_) => Err(Missing { names: vec![condition.text().to_owned()], why: Gap::Attribute }),
            Err(missing) => Err(attribute_gap(&missing)),
        },
    }
}

/// The same by the clock of the encounter: a calendar's, where it runs by one.
pub(super) fn clocked<'h>(
    judging: &Judging<'h>,
    bound: &Bound,
    trigger: Option<&Hit>,
    cx: &Cx<'_, 'h>,
) -> Result<Span, Missing> {
    let span = span(judging, bound, trigger, cx)?;
    Ok(if judging.clock(cx.frame).is_some() { span.on_working_clock() } else { span })
}

/// The calendar that bounds in working time run by.
pub(super) fn calendar<'h>(judging: &Judging<'h>, cx: &Cx<'_, 'h>) -> &'h guiju_time::Calendar {
    judging.clock(cx.frame).unwrap_or_else(|| judging.calendar_of_site())
}

pub(super) fn no_data(problem: &guiju_time::NoData) -> Missing {
    Missing { names: vec![problem.to_string()], why: Gap::Calendar }
}

/// The deadline of an activation: `within`, `before` an instant, `before` the next event.
///
/// # Errors
/// What keeps the bound from being known.
pub(super) fn deadline<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    trigger: Option<&Hit>,
    cx: &Cx<'_, 'h>,
) -> Result<Deadline, Missing> {
    let from = trigger.map_or(judging.history.opening(), |hit| match hit.event {
        // Who is spoken to answers when the words have ended.
        Some(at) if !hit.words.is_empty() => hit.order.time.max(judging.history.end_of_words(at)),
        _ => hit.order.time,
    });
    let mut due = Deadline::default();
    if let Some(within) = &rule.within {
        let span = clocked(judging, within, trigger, cx)?;
        let counted = guiju_time::due(
            Instant(from),
            &span,
            calendar(judging, cx),
            &judging.plan.zone,
            judging.pauses(),
        )
        .map_err(|problem| no_data(&problem))?;
        match counted {
            Due::At { by, last } => {
                due.by = Some(by.0);
                due.last = Some(last.0);
            }
            Due::Paused { .. } => due.paused = true,
        }
    }
    match &rule.before {
        None => {}
        Some(Limit::At(instant)) => {
            let at = match trigger {
                Some(trigger) => {
                    let scene = Scene {
                        at: Some(trigger),
                        a: Some(trigger),
                        a_due: due.by,
                        member: cx.member,
                        ..Scene::at_point(judging, trigger.order)
                    };
                    judging.instant(instant, &scene).map_err(|missing| attribute_gap(&missing))?.0
                }
                None => latest_bound(judging, instant, cx).map_err(|missing| attribute_gap(&missing))?,
            };
            if due.last.is_none_or(|last| at < last) {
                due.last = Some(at);
                due.by = Some(at);
                due.paused = false;
            }
        }
        Some(Limit::Event(pattern)) => {
            due.limited = true;
            due.limit = judging.next_after(pattern, trigger, cx);
        }
    }
    Ok(due)
}

/// A bound of `must`: the latest value set before the bound is reached (an appointment moved in time restarts it, one moved
/// after it was missed does not).
fn latest_bound<'h>(
    judging: &Judging<'h>,
    instant: &InstantExpr,
    cx: &Cx<'_, 'h>,
) -> Result<i64, guiju_condition::Missing> {
    let as_of = |time: i64| {
        let point = crate::history::Order::end_of(time);
        let scene = Scene { member: cx.member, ..Scene::at_point(judging, point) };
        judging.instant(instant, &scene).map(|at| at.0)
    };
    let history = judging.history;
    let opening = history.opening();
    // Not known at the opening: the first value that was ever set.
    let first =
        std::iter::once(opening).chain(history.events.iter().map(|e| e.time)).find_map(|at| as_of(at).ok());
    let mut bound = match first {
        Some(bound) => bound,
        None => as_of(history.now)?,
    };
    for _ in 0..history.events.len() + 2 {
        match as_of(bound.min(history.now)) {
            Ok(next) if next != bound => bound = next,
            _ => break,
        }
    }
    Ok(bound)
}

/// What was found of what is owed.
pub(super) struct Found {
    pub(super) search: Search,
    /// A breach that what was found shows by itself: an incomplete form, an untrue claim.
    pub(super) wrong: Option<(Breach, Hit)>,
    pub(super) notes: Vec<Note>,
    /// It may have been said by a speaker whose mark is missing.
    pub(super) unmarked: bool,
}

/// Looks for what a rule owes in a region.
pub(super) fn find<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    region: &Region,
    pair: &Pairing<'_>,
    cx: &Cx<'_, 'h>,
) -> Found {
    let plain = |search: Search| Found { search, wrong: None, notes: Vec::new(), unmarked: false };
    match &rule.body {
        Body::Owed(pattern) => plain(judging.find(pattern, region, pair, cx)),
        // Nobody listened: whether it was said is unknown, whatever is told of what is missing.
        Body::Say(_) if judging.nobody_listened() => {
            plain(Search { absence: Absence::One("utterance".to_owned()), ..Search::default() })
        }
        Body::Say(say) => {
            let said = judging.find_say(say, region, cx);
            let mut search = said.search;
            if search.hit.is_none() {
                search.absence = Absence::One("utterance".to_owned());
            }
            let wrong = said.untrue.and_then(|breach| search.hit.clone().map(|hit| (breach, hit)));
            Found { search, wrong, notes: said.notes, unmarked: said.unmarked }
        }
        Body::Record(record) => {
            let found = judging.find_record(record, region, pair, cx);
            let wrong = found.incomplete.map(|lacks| {
                let breach = Breach::NotRecorded {
                    form: record.form.clone(),
                    fields: lacks.fields,
                    unsigned: lacks.unsigned,
                    present: true,
                    due: None,
                };
                (breach, lacks.hit)
            });
            let mut search = found.search;
            if search.hit.is_none() {
                search.absence = Absence::One(record.form.clone());
            }
            Found { search, wrong, notes: Vec::new(), unmarked: false }
        }
        Body::Forbidden(_) | Body::NeverSay(_) | Body::Consent(_) | Body::Decide { .. } => {
            plain(Search::default())
        }
    }
}

/// What a rule owes, by name.
pub(super) fn owed_names(rule: &Rule) -> Vec<String> {
    match &rule.body {
        Body::Owed(pattern) | Body::Forbidden(pattern) => names_of(pattern),
        Body::Say(say) | Body::NeverSay(say) => say.phrases.clone(),
        Body::Record(record) => vec![record.form.clone()],
        Body::Consent(consent) => names_of(&consent.given),
        Body::Decide { table, .. } => vec![table.clone()],
    }
}

/// The pairing of a rule with an activation.
pub(super) fn pairing<'x>(
    rule: &'x Rule,
    a: Option<&'x Hit>,
    due: Option<i64>,
    taken: &'x [usize],
) -> Pairing<'x> {
    Pairing { a, a_due: due, same: &rule.same, with: rule.with.as_ref(), taken }
}

/// The breach of words or events not found: names what is missing.
pub(super) fn not_found(
    rule: &Rule,
    search: &Search,
    said: &[crate::outcome::Words],
    due: Option<i64>,
    before: Option<crate::outcome::Moment>,
) -> Breach {
    match &rule.body {
        Body::Say(_) => Breach::NotSaid {
            missing: search.missing.clone(),
            said: said.iter().map(|words| words.phrase.clone()).collect(),
            due: due.map(Instant),
            before,
        },
        Body::Record(record) => Breach::NotRecorded {
            form: record.form.clone(),
            fields: Vec::new(),
            unsigned: Vec::new(),
            present: false,
            due: due.map(Instant),
        },
        _ => {
            let owed = if search.missing.is_empty() { owed_names(rule) } else { search.missing.clone() };
            match before {
                Some(limit) => {
                    Breach::NotBefore { owed, limit: Some(limit), from: None, until: due.map(Instant) }
                }
                None => Breach::NotInTime { owed, due: due.map(Instant), late: None },
            }
        }
    }
}

/// The region after an activation.
pub(super) fn after<'h>(trigger: &Hit, cx: &Cx<'_, 'h>) -> Region {
    Region::beside(trigger, Side::After).within(cx.stretch)
}
