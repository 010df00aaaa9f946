//! What the file declares of its types.

use std::collections::HashMap;

use crate::ocel::Kind;

/// The declared types of attributes, by type of event or object and name. Only asked, never walked.
#[derive(Default)]
pub(super) struct Types(HashMap<String, HashMap<String, Kind>>);

impl Types {
    pub(super) fn declare(&mut self, of: &str, name: String, kind: &str) {
        let attrs = match self.0.get_mut(of) {
            Some(attrs) => attrs,
            None => self.0.entry(of.to_owned()).or_default(),
        };
        attrs.entry(name).or_insert(Kind::named(kind));
    }

    /// The type of an attribute; text where none is declared.
    pub(super) fn of(&self, of: &str, name: &str) -> Kind {
        self.0.get(of).and_then(|attrs| attrs.get(name)).copied().unwrap_or(Kind::Text)
    }
}
