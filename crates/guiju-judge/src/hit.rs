//! Hits: events (or derived ones) that a pattern means.

use crate::history::{History, Order};
use crate::outcome::{Moment, Words};
use guiju_condition::Missing;
use guiju_log::Sym;
use guiju_phrase::Said;
use guiju_time::Instant;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An event that a pattern means: certainly, or possibly where an attribute is absent.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    /// Where it stands.
    pub(crate) order: Order,
    /// Its position; none for instants.
    pub(crate) event: Option<usize>,
    /// Activity, situation or instant.
    pub(crate) what: Arc<str>,
    /// Who reported it.
    pub(crate) source: Option<Sym>,
    /// What could not be evaluated; none: certain.
    pub(crate) missing: Option<Missing>,
    /// Other events that belong to it (`all`, `in_order`), and the words.
    pub(crate) with: Vec<Moment>,
    /// Words found.
    pub(crate) words: Vec<Words>,
    /// What typed slots took.
    pub(crate) said: BTreeMap<String, Said>,
    /// Words that stand for a consent's event: its `given` is true.
    pub(crate) answer: Option<bool>,
}

impl Hit {
    /// The event at a position.
    pub(crate) fn of_event(history: &History<'_>, at: usize) -> Hit {
        Hit {
            order: history.order(at),
            event: Some(at),
            what: history.shared_activity(at),
            source: history.events[at].source,
            missing: None,
            with: Vec::new(),
            words: Vec::new(),
            said: BTreeMap::new(),
            answer: None,
        }
    }

    /// The passing of an instant: after all that happened then, so that what comes at the bound itself is in time.
    pub(crate) fn of_instant(name: &str, time: i64) -> Hit {
        Hit {
            order: Order::end_of(time),
            event: None,
            what: name.into(),
            source: None,
            missing: None,
            with: Vec::new(),
            words: Vec::new(),
            said: BTreeMap::new(),
            answer: None,
        }
    }

    /// Whether it is certain.
    pub(crate) fn is_certain(&self) -> bool {
        self.missing.is_none()
    }

    /// As a moment of the judgement.
    pub(crate) fn moment(&self, history: &History<'_>) -> Moment {
        let at = Instant(self.order.time);
        let id = match self.event {
            Some(position) => history.shared_id(position),
            None => format!("{}@{at}", self.what).into(),
        };
        let source = self.source.map(|source| history.bound.shared_source(source));
        Moment { id, what: self.what.clone(), at, source }
    }
}
