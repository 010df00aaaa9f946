//! Decision tables.

use super::Reader;
use super::names::Scope;
use super::vocabulary::named;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{Hit, Input, InputOf, Row, RowWhen, Table};
use crate::yaml::{Kind, Node};
use guiju_condition::Type;
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
        for (name, values, span) in undeclared(node, &inputs) {
            if let Some(input) = self.attribute_input(&name, values, span, &scope, &inputs) {
                inputs.push(input);
            }
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

    /// An attribute that rows ask for and the table does not list as an input.
    fn attribute_input(
        &mut self,
        name: &str,
        values: Vec<String>,
        span: crate::source::Span,
        scope: &Scope<'_>,
        inputs: &[Input],
    ) -> Option<Input> {
        let before = self.found.len();
        let condition = self.condition_text(name, span, scope, false);
        self.found.truncate(before);
        let Some(condition) = condition else {
            let near = nearest(name, inputs.iter().map(|input| input.name.as_str())).map(str::to_owned);
            let problem = Diagnostic::error(
                "unknown-input",
                span,
                format!("这张表没有输入 `{name}`，也没有这个属性"),
                format!("the table has no input `{name}`, and there is no such attribute"),
            );
            self.report(match near {
                Some(near) => {
                    problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?"))
                }
                None => problem.help("在表的 inputs 里声明它。", "declare it under the table's inputs"),
            });
            return None;
        };
        let values = match condition.ty() {
            Type::Enum(known) => known.iter().map(|value| value.to_string()).collect(),
            Type::Bool => vec!["true".to_owned(), "false".to_owned()],
            _ => values,
        };
        Some(Input { name: name.to_owned(), of: InputOf(condition), values, span })
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

/// Names that rows ask for beside the inputs, with the values asked and where each is first written.
fn undeclared(table: &Node, inputs: &[Input]) -> Vec<(String, Vec<String>, crate::source::Span)> {
    let mut found: Vec<(String, Vec<String>, crate::source::Span)> = Vec::new();
    let declared = named(table.get("inputs")).map(|(name, _)| name).collect::<Vec<_>>();
    for row in table.get("rows").map(Node::items).unwrap_or(&[]) {
        for (key, values) in row.get("when").map(Node::entries).unwrap_or(&[]) {
            let name = key.text().unwrap_or("");
            if declared.iter().any(|known| known == name) || inputs.iter().any(|input| input.name == name) {
                continue;
            }
            match found.iter_mut().find(|(known, ..)| known == name) {
                Some((_, known, _)) => known.extend(Reader::words(Some(values))),
                None => found.push((name.to_owned(), Reader::words(Some(values)), key.span)),
            }
        }
    }
    found
}
