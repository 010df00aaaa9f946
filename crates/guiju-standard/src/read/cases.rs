//! Cases: the pack's tests.

use super::Reader;
use super::merge::with_defaults;
use super::vocabulary::named;
use crate::diagnostic::Diagnostic;
use crate::model::{Case, CaseEvent, CaseObject, Expectation};
use crate::yaml::{Kind, Node};
use serde_json::Value;
use std::collections::BTreeMap;

impl Reader {
    /// Reads a file of cases.
    pub(super) fn read_cases(&mut self, file: &Node) -> Vec<Case> {
        with_defaults(file).iter().filter_map(|node| self.case(node)).collect()
    }

    fn case(&mut self, node: &Node) -> Option<Case> {
        let Some(name) = node.get("name").and_then(Node::text) else {
            self.report(
                Diagnostic::error("missing-key", node.span, "这个案例没有名字", "this case has no name")
                    .help(
                        "加一行 `name: …`，说明它验证什么。",
                        "add a line `name: …` that says what it shows",
                    ),
            );
            return None;
        };
        let encounter: BTreeMap<String, Value> =
            named(node.get("encounter")).map(|(key, value)| (key, value.to_json())).collect();
        let subject = node.get("subject").and_then(Node::text).map(str::to_owned);
        if !encounter.contains_key("type") && (subject.is_none() || node.get("encounter").is_some()) {
            self.report(
                Diagnostic::error(
                    "missing-key",
                    node.get("encounter").unwrap_or(node).span,
                    format!("案例“{name}”没有写服务过程的类型"),
                    format!("the case `{name}` does not say which type of encounter it is"),
                )
                .help("写 `encounter: { type: … }`。", "write `encounter: { type: … }`"),
            );
            return None;
        }
        let objects = node
            .get("objects")
            .map(Node::items)
            .unwrap_or(&[])
            .iter()
            .filter_map(|item| self.case_object(item))
            .collect();
        let events = node
            .get("events")
            .map(Node::items)
            .unwrap_or(&[])
            .iter()
            .filter_map(|item| self.case_event(item))
            .collect();
        let now = node.get("now").and_then(|node| node.text().map(|text| (text.to_owned(), node.span)));
        let expect = match node.get("expect") {
            None => BTreeMap::new(),
            Some(expect) => expect
                .entries()
                .iter()
                .map(|(key, value)| (key.text().unwrap_or("").to_owned(), (expectation(value), key.span)))
                .collect(),
        };
        Some(Case {
            name: name.to_owned(),
            encounter,
            subject,
            objects,
            events,
            now,
            expect,
            strict: node.get("others").and_then(Node::text) == Some("strict"),
            span: node.get("name").unwrap_or(node).span,
        })
    }

    /// `staff s1` or `staff s1: { … }`.
    fn case_object(&mut self, node: &Node) -> Option<CaseObject> {
        let (head, attrs) = match &node.kind {
            Kind::Map(entries) => {
                let (key, value) = entries.first()?;
                (key.text().unwrap_or(""), Some(value))
            }
            _ => (node.text().unwrap_or(""), None),
        };
        let mut words = head.split_whitespace();
        let (Some(object_type), Some(id), None) = (words.next(), words.next(), words.next()) else {
            self.error(
                "bad-case",
                node.span,
                (
                    format!("看不懂对象 `{head}`，写作 `类型 编号: {{ 属性 }}`"),
                    format!("cannot read the object `{head}`; write `type id: {{ attributes }}`"),
                ),
                ("例如 `staff s1: { gender: female }`。", "such as `staff s1: { gender: female }`"),
            );
            return None;
        };
        let mut values: BTreeMap<String, Value> =
            named(attrs).map(|(key, value)| (key, value.to_json())).collect();
        // As in OCEL: `[{ name, time, value }]`, a history of values under each name.
        for item in attrs.filter(|attrs| !attrs.is_map()).map(Node::items).unwrap_or(&[]) {
            let Some(name) = item.get("name").and_then(Node::text) else { continue };
            let entry: serde_json::Map<String, Value> = named(Some(item))
                .filter(|(key, _)| key != "name")
                .map(|(key, value)| (key, value.to_json()))
                .collect();
            if let Value::Array(history) =
                values.entry(name.to_owned()).or_insert_with(|| Value::Array(Vec::new()))
            {
                history.push(Value::Object(entry));
            }
        }
        let attrs = values;
        Some(CaseObject { object_type: object_type.to_owned(), id: id.to_owned(), attrs, span: node.span })
    }

    /// `09:00 dispatched`, `10:30 arrived: { … }`, `10:31 staff: words`, `2026-03-08 23:59 rectified`.
    fn case_event(&mut self, node: &Node) -> Option<CaseEvent> {
        let (head, value) = match &node.kind {
            Kind::Map(entries) => {
                let (key, value) = entries.first()?;
                (key.text().unwrap_or("").to_owned(), Some(value))
            }
            _ => (node.text().unwrap_or("").to_owned(), None),
        };
        let Some((time, what)) = split_event(&head) else {
            self.report(
                Diagnostic::error(
                    "bad-case",
                    node.span,
                    format!("看不懂事件 `{head}`"),
                    format!("cannot read the event `{head}`"),
                )
                .help(
                    "写作 `09:00 活动`、`09:00 活动: { 属性 }` 或 `09:00 角色: 说的话`。",
                    "write `09:00 activity`, `09:00 activity: { attributes }` or `09:00 role: words`",
                ),
            );
            return None;
        };
        let said =
            value.and_then(Node::text).map(str::to_owned).filter(|_| value.is_some_and(|v| !v.is_map()));
        let is_role =
            self.vocabulary.role_is_ours(&what).is_some() || matches!(what.as_str(), "other" | "unknown");
        let activity = self.known_activity(&what) || self.situations.contains(&what);
        if !is_role && !activity && !self.forms.contains(&what) {
            self.unknown_activity(&what, node.span);
            return None;
        }
        let attrs: BTreeMap<String, Value> =
            named(value.filter(|value| value.is_map())).map(|(key, value)| (key, value.to_json())).collect();
        let words = attrs.get("text").and_then(Value::as_str).map(str::to_owned);
        let said = if is_role && !(activity && said.is_none()) { said.or(words) } else { None };
        Some(CaseEvent { time, what, said, attrs, span: node.span })
    }
}

/// Splits a head into time and activity: the time has a `:` or `T` or is a date and a time.
fn split_event(head: &str) -> Option<(String, String)> {
    let words: Vec<&str> = head.split_whitespace().collect();
    let is_time = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains([':', '-']);
    match words.as_slice() {
        [time, what] if is_time(time) => Some(((*time).to_owned(), (*what).to_owned())),
        [date, time, what] if is_time(date) && is_time(time) => {
            Some((format!("{date} {time}"), (*what).to_owned()))
        }
        _ => None,
    }
}

fn expectation(node: &Node) -> Expectation {
    let text = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
    match &node.kind {
        Kind::Scalar { text, .. } => Expectation { verdict: text.clone(), ..Expectation::default() },
        _ => Expectation {
            verdict: text("verdict").unwrap_or_default(),
            activations: node.get("activations").map(|list| Reader::words(Some(list))),
            due: text("due"),
            missing: node.get("missing").map(|list| Reader::words(Some(list))),
            exception: text("exception"),
            target: text("target"),
        },
    }
}
