//! Situations: from the turn (or activity, or tag) that shows them until their exit, else until the topic changes or six
//! turns have passed.

use crate::history::{History, Order};
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::region::Stretch;
use guiju_condition::Value;
use guiju_standard::model::Frame;

pub(crate) static NO_FRAME: std::sync::LazyLock<Frame> = std::sync::LazyLock::new(Frame::default);

/// The stretches of a situation, disjoint, in order.
pub(crate) fn stretches(judging: &Judging<'_>, name: &str) -> Vec<Stretch> {
    let Some(situation) = judging.plan.standard.situations.get(name) else { return Vec::new() };
    let history = judging.history;
    let cx = Cx::of(&NO_FRAME);
    if is_tagged(history.subject_attr("tags", i64::MAX), name)
        || is_tagged(history.subject_attr("situation", i64::MAX), name)
    {
        return vec![Stretch { from: Order::FIRST, until: None, start: None, end: None }];
    }
    let mut starts: Vec<Hit> = judging.activations(&situation.from, &cx);
    starts.retain(Hit::is_certain);
    starts.extend(declared(history, name).into_iter().map(|at| Hit::of_event(history, at)));
    starts.sort_by_key(|hit| hit.order);
    starts.dedup_by_key(|hit| hit.order);
    let ends: Vec<Hit> = match &situation.until {
        Some(until) => judging.activations(until, &cx).into_iter().filter(Hit::is_certain).collect(),
        None => Vec::new(),
    };
    let mut found: Vec<Stretch> = Vec::new();
    for start in &starts {
        let end = ends.iter().find(|end| end.order > start.order);
        // Its own exit ends it; one that has none ends with its topic too.
        let until = match (end, &situation.until) {
            (Some(end), _) => Some(end.order),
            (None, Some(_)) => faded(judging, start, situation.turns),
            (None, None) => [faded(judging, start, situation.turns), judging.topic_end(name, start)]
                .into_iter()
                .flatten()
                .min(),
        };
        let mut moment = start.moment(history);
        moment.what = name.into();
        let stretch = Stretch {
            from: start.order,
            until,
            start: Some(Box::new(moment)),
            end: end.map(|end| Box::new(end.moment(history))),
        };
        match found.last_mut() {
            // Shown again while it holds: one stretch, which then lasts longer.
            Some(last) if last.until.is_none_or(|until| stretch.from < until) => {
                if last.end.is_none() {
                    last.until = match (last.until, stretch.until) {
                        (Some(a), Some(b)) => Some(a.max(b)),
                        _ => None,
                    };
                    last.end = stretch.end;
                }
            }
            _ => found.push(stretch),
        }
    }
    found
}

/// Where a situation has faded: behind the sixth turn after the one that showed it.
fn faded(judging: &Judging<'_>, start: &Hit, turns: u32) -> Option<Order> {
    let history = judging.history;
    let own = start.event.and_then(|at| history.events[at].turn);
    let mut after = history
        .turns
        .iter()
        .enumerate()
        .filter(|(number, turn)| {
            Some(*number) != own && turn.events.first().is_some_and(|at| history.order(*at) > start.order)
        })
        .map(|(_, turn)| turn);
    let last = after.nth((turns.max(1) - 1) as usize)?;
    last.events.last().map(|at| history.order(*at).next())
}

/// Events that say themselves that a situation begins: by their name, or by a tag.
pub(crate) fn declared(history: &History<'_>, name: &str) -> Vec<usize> {
    let mut found: Vec<usize> = history.of_activity(name).collect();
    // Where the log has no such name, no event is tagged.
    let names = &history.bound.names;
    let tagged = if names.tags.or(names.situation).is_some() { history.events.len() } else { 0 };
    found.extend((0..tagged).filter(|at| {
        is_tagged(history.event_attr(*at, "tags"), name)
            || is_tagged(history.event_attr(*at, "situation"), name)
    }));
    found
}

/// Whether a tag attribute lists a situation.
fn is_tagged(value: Option<Value>, name: &str) -> bool {
    match value {
        Some(Value::Text(text)) => text.split([',', ' ', '，']).any(|tag| tag == name),
        Some(Value::List(items)) => {
            items.iter().any(|item| matches!(item, Value::Text(text) if &**text == name))
        }
        _ => false,
    }
}

impl Judging<'_> {
    /// The starts of a situation.
    pub(crate) fn situation_hits(&self, name: &str) -> Vec<Hit> {
        let history = self.history;
        self.situation(name)
            .iter()
            .map(|stretch| {
                let event = stretch.start.as_ref().and_then(|start| {
                    (0..history.events.len())
                        .find(|at| history.order(*at) == stretch.from && history.id(*at) == &*start.id)
                });
                let order = match stretch.from {
                    Order::FIRST => Order::start_of(history.opening()),
                    order => order,
                };
                Hit {
                    order,
                    event,
                    what: name.into(),
                    source: event.and_then(|at| history.events[at].source),
                    missing: None,
                    with: Vec::new(),
                    words: Vec::new(),
                    said: std::collections::BTreeMap::new(),
                    answer: None,
                }
            })
            .collect()
    }
}
