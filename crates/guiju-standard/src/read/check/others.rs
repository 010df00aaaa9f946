//! Ratings, priorities, records that agree.

use crate::model::{Agree, Choose, Rate};
use crate::read::Reader;
use crate::read::names::Scope;
use crate::read::scalars::scalar_start;
use crate::yaml::Node;
use guiju_condition::Type;

impl Reader {
    pub(in crate::read) fn rate(&mut self, value: &Node, node: &Node, scope: &Scope<'_>) -> Option<Rate> {
        let min = match node.get("min") {
            Some(min) => match min.text() {
                // Scale words: acceptable is level 2, good level 3 of 1..4.
                Some("acceptable") => self.condition_text("2", min.span, scope, false)?,
                Some("good") => self.condition_text("3", min.span, scope, false)?,
                _ => self.figure(min, scope)?,
            },
            None => {
                self.missing_key(node, "min");
                return None;
            }
        };
        let condition = match node.get("where") {
            Some(condition) => Some(self.condition(condition, scope)?),
            None => None,
        };
        Some(Rate { dimension: value.text()?.to_owned(), min, condition, span: value.span })
    }

    pub(in crate::read) fn choose(&mut self, value: &Node, node: &Node, scope: &Scope<'_>) -> Option<Choose> {
        let pattern = self.pattern(value, scope)?;
        let Some((among, rank)) = node.get("among").zip(node.get("rank")) else {
            self.missing_key(node, if node.get("among").is_none() { "among" } else { "rank" });
            return None;
        };
        let text = among.text().unwrap_or("");
        let (kind, condition_at) = match text.find(" where ") {
            Some(at) => (&text[..at], Some(at + " where ".len())),
            None => (text, None),
        };
        let kind = kind.trim().to_owned();
        let condition = match condition_at {
            Some(at) => {
                let inner = Scope { subject: Some(&kind), ..Scope::default() };
                Some(self.condition_text(&text[at..], scalar_start(among).inner(at, at), &inner, true)?)
            }
            None => None,
        };
        let rank_name = rank.text()?.to_owned();
        if !self.tables.contains(&rank_name) {
            self.decide(rank, node);
            return None;
        }
        Some(Choose { pattern, among: kind, condition, rank: rank_name, span: value.span })
    }

    /// `mapping:` names a table.
    fn mapping(&mut self, node: &Node) -> Option<String> {
        let mapping = node.get("mapping")?;
        let name = mapping.text()?.to_owned();
        if !self.tables.contains(&name) {
            self.decide(mapping, node);
            return None;
        }
        Some(name)
    }

    pub(in crate::read) fn agree(&mut self, value: &Node, node: &Node, scope: &Scope<'_>) -> Option<Agree> {
        let records = Self::words(Some(value));
        for item in value.items() {
            if let Some(name) = item.text() {
                let name = name.split('.').next().unwrap_or(name);
                if !self.known_activity(name) {
                    self.unknown_activity(name, item.span);
                }
            }
        }
        let mut inner = scope.clone();
        inner.records = records.iter().map(|r| r.split('.').next().unwrap_or(r).to_owned()).collect();
        for (form, table) in records.iter().filter_map(|record| record.split_once('.')) {
            let form = self.vocabulary.activities.get(form);
            let rows = form.and_then(|form| form.attrs.get(table)).map(|table| &table.rows);
            for (column, declared) in rows.into_iter().flatten() {
                let same = inner.columns.get(column).is_none_or(|ty| *ty == declared.ty);
                let ty = if same { declared.ty.clone() } else { Type::Any };
                inner.columns.insert(column.clone(), ty);
            }
        }
        let before = match node.get("before") {
            Some(before) => Some(self.limit(before, scope)?),
            None => None,
        };
        Some(Agree {
            same: self.values(node.get("same"), &inner),
            that: self.values(node.get("that"), &inner),
            mapping: self.mapping(node),
            both: node.get("both").and_then(Node::text) == Some("true"),
            one_to_one: node.get("one_to").is_some(),
            within: self.optional_bound(node.get("within"), scope)?,
            before,
            records,
            span: value.span,
        })
    }
}
