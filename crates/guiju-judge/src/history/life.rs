//! Opening, closing, reopening.

use super::History;
use guiju_log::{Sym, Value};
use guiju_time::Instant;

impl History<'_> {
    /// Finds when the subject opened and whether it has closed (semantics: Subjects).
    pub(super) fn find_life(&mut self, closed_at_last_event: bool) {
        if let Some(window) = &self.subject.window {
            self.opened_at = Some(window.start);
            self.closed_at = (self.now >= window.end).then_some(window.end - 1);
            return;
        }
        let encounter = self.plan.encounter(&self.subject.kind);
        let opens =
            |name: &str| name == "opened" || encounter.is_some_and(|e| e.opens.iter().any(|o| o == name));
        let closes =
            |name: &str| name == "closed" || encounter.is_some_and(|e| e.closes.iter().any(|c| c == name));
        let own = |history: &Self, at: usize| history.is_own(at);
        let mut opened: Option<i64> = None;
        let mut closed: Option<i64> = None;
        let by_attribute = self.time_of_object(self.bound.names.closed_at).filter(|at| *at <= self.now);
        let mut by_attribute_pending = by_attribute;
        for at in 0..self.events.len() {
            if !own(self, at) {
                continue;
            }
            let time = self.events[at].time;
            if let Some(close) = by_attribute_pending
                && close < time
            {
                closed = closed.or(Some(close));
                by_attribute_pending = None;
            }
            let activity = self.activity(at);
            if opens(activity) {
                opened = opened.or(Some(time));
                // An opening activity after closing reopens: the close is void from there.
                closed = None;
            }
            if closes(activity) {
                closed = closed.or(Some(time));
            }
        }
        closed = closed.or(by_attribute_pending);
        let first = (0..self.events.len()).find(|at| own(self, *at)).map(|at| self.events[at].time);
        let first = first.or_else(|| self.events.first().map(|event| event.time));
        let stated = self.time_of_object(self.bound.names.opened_at);
        self.opened_at = opened.or(stated).or(first);
        if closed_at_last_event {
            closed = closed.or_else(|| self.events.last().map(|event| event.time));
        }
        self.closed_at = closed.filter(|at| *at <= self.now);
    }

    /// Whether an event is related to the subject itself, not only to an encounter related to it.
    pub(crate) fn is_own(&self, at: usize) -> bool {
        let Some(id) = self.own else { return false };
        let event = &self.events[at];
        std::iter::once(&event.ix)
            .chain(&event.also)
            .any(|ix| self.log.event(*ix).relationships().iter().any(|relation| relation.object == id))
    }

    /// An attribute of the subject's object that is a time.
    fn time_of_object(&self, name: Option<Sym>) -> Option<i64> {
        let object = self.log.object_ref(self.object?);
        match object.attr_at(name?, self.now)? {
            Value::Time(at) => Some(at),
            Value::Text(text) => {
                guiju_time::parse_rfc3339(self.log.strings.resolve(text)).ok().map(|Instant(at)| at)
            }
            _ => None,
        }
    }
}
