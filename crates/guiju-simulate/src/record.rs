//! Lines of the log: one object or one event in JSON, by the fields of OCEL 2.0.

use serde_json::{Map, Value, json};

use crate::clock::{Millis, rfc3339};

/// Attributes of an object or event, in the order in which they were set.
pub(crate) type Attributes = Map<String, Value>;

/// Attributes from a JSON object literal; anything else has none.
pub(crate) fn attributes(value: Value) -> Attributes {
    match value {
        Value::Object(map) => map,
        _ => Attributes::new(),
    }
}

/// A relation to an object: `(object id, qualifier)`.
pub(crate) type Relation = (String, &'static str);

/// One event before it is written.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) at: Millis,
    pub(crate) attributes: Attributes,
    pub(crate) relations: Vec<Relation>,
    pub(crate) source: &'static str,
}

impl Event {
    /// The log line, without a line end.
    pub(crate) fn line(&self) -> String {
        json!({"event": {
            "id": self.id,
            "type": self.kind,
            "time": rfc3339(self.at),
            "attributes": self.attributes,
            "relationships": relations(&self.relations),
            "source": self.source,
        }})
        .to_string()
    }
}

/// One object before it is written; sent again, its attributes merge with the earlier ones.
#[derive(Debug, Clone)]
pub(crate) struct Object {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) attributes: Attributes,
    pub(crate) relations: Vec<Relation>,
}

impl Object {
    /// The log line, without a line end.
    pub(crate) fn line(&self) -> String {
        json!({"object": {
            "id": self.id,
            "type": self.kind,
            "attributes": self.attributes,
            "relationships": relations(&self.relations),
        }})
        .to_string()
    }
}

fn relations(pairs: &[Relation]) -> Value {
    pairs.iter().map(|(id, qualifier)| json!({"objectId": id, "qualifier": qualifier})).collect()
}
