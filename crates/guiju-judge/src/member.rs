//! Members of `each`, and records of `agree`: objects, rows of forms, items of lists.

use crate::history::History;
use crate::hit::Hit;
use crate::judging::Judging;
use crate::scene::Scene;
use guiju_condition::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Values by name.
pub(crate) type Fields = Arc<BTreeMap<Arc<str>, Value>>;

/// A member of `each`, or a record of `agree`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Member {
    /// An object, by id.
    Object(String),
    /// A row of a form or an item of a list.
    Row {
        /// Its own columns.
        own: Fields,
        /// What its form says once for all rows: taken where it has no such column.
        form: Fields,
    },
    /// A plain item of a list.
    Item(Value),
}

impl Member {
    /// A row that belongs to no form.
    pub(crate) fn row(own: BTreeMap<Arc<str>, Value>) -> Member {
        Member::Row { own: Arc::new(own), form: Fields::default() }
    }

    /// A column of a row, else the field of its form.
    pub(crate) fn column(&self, name: &str) -> Option<&Value> {
        match self {
            Member::Row { own, form } => own.get(name).or_else(|| form.get(name)),
            Member::Object(_) | Member::Item(_) => None,
        }
    }
}

/// What an event says: its attributes, whom it names under which qualifier, defaults, its time.
pub(crate) fn fields_of(judging: &Judging<'_>, at: usize) -> Fields {
    let history = judging.history;
    let mut fields: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    let event = history.log.event(history.events[at].ix);
    for (attr, _) in event.attrs() {
        let attr = history.log.strings.resolve(attr);
        if let Some(value) = history.event_attr(at, attr) {
            fields.insert(Arc::from(attr), value);
        }
    }
    for relation in event.relationships() {
        let qualifier = history.log.strings.resolve(relation.qualifier);
        if !fields.contains_key(qualifier)
            && let Some(value) = history.event_attr(at, qualifier)
        {
            fields.insert(Arc::from(qualifier), value);
        }
    }
    if let Some(activity) = history.events[at].declared {
        let hit = Hit::of_event(history, at);
        let scene = Scene::at_hit(judging, &hit);
        for (attr, _) in activity.attrs.iter().filter(|(_, declared)| declared.default.is_some()) {
            if !fields.contains_key(attr.as_str())
                && let Some(value) = scene.default(at, attr)
            {
                fields.insert(Arc::from(attr.as_str()), value);
            }
        }
    }
    fields.entry("time".into()).or_insert(Value::Time(history.events[at].time));
    Arc::new(fields)
}

/// The rows of a list in an event; `None`: the event has no such list.
pub(crate) fn rows_of(judging: &Judging<'_>, at: usize, list: &str) -> Option<Vec<Member>> {
    let history: &History<'_> = judging.history;
    let Some(Value::List(items)) = history.event_attr(at, list) else { return None };
    let form = fields_of(judging, at);
    let member = |item: &Value| match item {
        Value::Record(own) => Member::Row { own: own.clone(), form: form.clone() },
        other => Member::Item(other.clone()),
    };
    Some(items.iter().map(member).collect())
}
