//! Decision tables.

use super::Reader;
use super::names::Scope;
use super::vocabulary::named;
use crate::model::{Hit, Input, InputOf, Row, RowWhen, Table};
use crate::yaml::{Kind, Node};
use std::collections::BTreeMap;

impl Reader {
    /// Reads `tables`. A table may be asked in any encounter: the first type that knows all its names decides.
    pub(super) fn read_tables(&mut self, part: &Node, tables: &mut BTreeMap<String, Table>) {
        let subjects: Vec<String> = self.vocabulary.encounters.keys().cloned().collect();
        for (name, node) in named(part.get("tables")) {
            let before = self.found.len();
            let mut best: Option<(usize, Table, Vec<_>)> = None;
            for subject in &subjects {
                let table = self.table(&name, node, subject);
                let problems = self.found.split_off(before);
                if best.as_ref().is_none_or(|(least, ..)| problems.len() < *least) {
                    best = Some((problems.len(), table, problems));
                }
                if best.as_ref().is_some_and(|(least, ..)| *least == 0) {
                    break;
                }
            }
            if let Some((_, table, problems)) = best {
                self.found.extend(problems);
                tables.insert(name, table);
            }
        }
    }

    fn table(&mut self, id: &str, node: &Node, subject: &str) -> Table {
        // Rows may be asked at any event: attributes of all activities are within sight.
        let events: Vec<String> = self.vocabulary.activities.keys().cloned().collect();
        let scope = Scope::subject(Some(subject)).at(events);
        let mut inputs = Vec::new();
        for (name, node) in named(node.get("inputs")) {
            let (expression, values) = match &node.kind {
                Kind::Map(_) => (node.get("is"), node.get("in")),
                _ => (None, Some(node)),
            };
            let condition = match expression {
                Some(node) => self.value(node, &scope),
                None => self.condition_text(&name, node.span, &scope, false),
            };
            let Some(condition) = condition else { continue };
            inputs.push(Input { name, of: InputOf(condition), values: Self::words(values), span: node.span });
        }
        let hit = match node.get("hit").and_then(Node::text) {
            Some("unique") => Hit::Unique,
            Some("first") => Hit::First,
            Some("collect") => Hit::Collect,
            Some("rank") => Hit::Rank,
            _ => Hit::Either,
        };
        let never = self.forbidden(node.get("never"));
        let rows = node
            .get("rows")
            .map(Node::items)
            .unwrap_or(&[])
            .iter()
            .map(|row| self.row(row, &scope))
            .collect();
        Table {
            id: id.to_owned(),
            title: self.text(node.get("title")),
            source: node.get("source").and_then(Node::text).unwrap_or("").to_owned(),
            inputs,
            hit,
            ties: node.get("ties").and_then(Node::text).map(str::to_owned),
            never,
            rows,
            span: node.span,
        }
    }

    fn forbidden(&mut self, node: Option<&Node>) -> Vec<String> {
        let items: Vec<(String, crate::source::Span)> = node
            .map(Node::items)
            .unwrap_or(&[])
            .iter()
            .filter_map(|item| item.text().map(|text| (text.to_owned(), item.span)))
            .collect();
        items.into_iter().filter_map(|(text, span)| self.phrase_named(&text, span)).collect()
    }

    fn row(&mut self, node: &Node, scope: &Scope<'_>) -> Row {
        let when = match node.get("when") {
            None => RowWhen::Always,
            Some(when) if when.is_map() => RowWhen::Values(
                named(Some(when))
                    .map(|(name, values)| (name, Self::words(Some(values)), values.span))
                    .collect(),
            ),
            Some(when) => match self.condition(when, scope) {
                Some(condition) => RowWhen::Condition(condition),
                None => RowWhen::Always,
            },
        };
        Row {
            id: node.get("id").and_then(Node::text).unwrap_or("").to_owned(),
            when,
            say: node.get("say").map(|said| self.say(said, None)),
            never: self.forbidden(node.get("never")),
            require: node.get("require").and_then(|node| self.pattern(node, scope)),
            then: node.get("then").and_then(|node| self.pattern(node, scope)),
            within: node.get("within").and_then(|node| self.bound(node, scope)),
            refuse: node.get("refuse").and_then(Node::text) == Some("true"),
            guide: self.text(node.get("guide")),
            span: node.span,
        }
    }
}
