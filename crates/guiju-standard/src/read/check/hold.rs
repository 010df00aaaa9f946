//! Conditions on events, checks and stretches.

use crate::model::{Check, EntryTest, Hold, HoldOn, Requirement};
use crate::read::Reader;
use crate::read::names::Scope;
use crate::yaml::{Kind, Node};
use guiju_time::Range;

impl Reader {
    pub(in crate::read) fn hold(&mut self, on: HoldOn, node: &Node, scope: &Scope<'_>) -> Option<Check> {
        let Some(value) = node.get("hold") else {
            self.missing_key(node, "hold");
            return None;
        };
        let inner = match &on {
            HoldOn::At(p) | HoldOn::Inspect(p, _) => scope.at(self.activities_of(p)),
            HoldOn::Stretch => scope.measured(),
        };
        let requirement = match &value.kind {
            Kind::Map(entries) => {
                let mut list = Vec::new();
                for (key, test) in entries {
                    let name = key.text().unwrap_or("").to_owned();
                    // Compiling the name alone finds misspelt ones.
                    self.condition_text(&name, key.span, &inner, false)?;
                    list.push((name, entry_test(test), test.span));
                }
                Requirement::Entries(list)
            }
            _ => Requirement::Condition(self.condition(value, &inner)?),
        };
        let same = match &on {
            HoldOn::Inspect(..) => self.values(node.get("same"), &inner),
            HoldOn::At(_) | HoldOn::Stretch => Vec::new(),
        };
        Some(Check::Hold(Hold { on, requirement, same, span: value.span }))
    }
}

/// What an entry of `hold` asks: a range with unit, one value, or one of several.
fn entry_test(node: &Node) -> EntryTest {
    match &node.kind {
        Kind::List(items) => EntryTest::OneOf(items.iter().map(Node::to_json).collect()),
        Kind::Scalar { text, plain: true }
            if text.contains("..") || text.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            match Range::parse(text) {
                Ok(range) => EntryTest::Range(range),
                Err(_) => EntryTest::OneOf(vec![node.to_json()]),
            }
        }
        _ => EntryTest::OneOf(vec![node.to_json()]),
    }
}
