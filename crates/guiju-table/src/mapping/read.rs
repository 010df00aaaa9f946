//! From YAML to a mapping.

use super::{EventSpec, Join, Mapping, ObjectSpec, Slot, Table, Unfit, Values, shape::MAPPING};
use crate::{figure::Decimal, source::How, when::Order};
use guiju_log::{RowValue, read::Decoded};
use guiju_standard::{
    Diagnostic, Sources, Span, nearest, shape,
    yaml::{self, Node},
};
use guiju_time::{Lang, Zone};
use std::collections::BTreeMap;

pub(super) struct Reader {
    pub(super) found: Vec<Diagnostic>,
    pub(super) value_tables: Vec<String>,
    /// Columns of the table that is being read.
    pub(super) slots: Vec<Slot>,
}

pub(super) fn read(path: &str, text: &str) -> Result<Mapping, Unfit> {
    let mut sources = Sources::default();
    let file = sources.add(path, text);
    let root = match yaml::parse(file, text) {
        Ok(root) => root,
        Err(problem) => return Err(Unfit { sources, diagnostics: vec![*problem] }),
    };
    let mut found = Vec::new();
    shape::check(&root, &MAPPING, &mut found);
    if found.is_empty() && !root.is_map() {
        let problem = Diagnostic::error("missing-key", root.span, "映射是空的", "the mapping is empty");
        found.push(problem.help("guiju map FILE 会提出一份。", "guiju map FILE proposes one"));
    }
    if !found.is_empty() {
        return Err(Unfit { sources, diagnostics: found });
    }
    let values = values(root.get("values"));
    let mut reader = Reader { found, value_tables: values.keys().cloned().collect(), slots: Vec::new() };
    let mapping = Mapping {
        zone: root.get("zone").and_then(|node| reader.zone(node)),
        dates: root.get("dates").and_then(Node::text).and_then(Order::from_word),
        decimal: match root.get("decimal").and_then(Node::text) {
            Some("comma") => Decimal::Comma,
            _ => Decimal::Point,
        },
        empty: texts(root.get("empty")),
        values,
        tables: root
            .get("tables")
            .map(Node::entries)
            .unwrap_or_default()
            .iter()
            .map(|(name, node)| reader.table(name, node))
            .collect(),
        sources,
    };
    reader.check_joins(&mapping);
    if reader.found.is_empty() {
        return Ok(mapping);
    }
    reader.found.sort_by_key(|found| found.span);
    Err(Unfit { sources: mapping.sources, diagnostics: reader.found })
}

fn texts(node: Option<&Node>) -> Vec<String> {
    node.map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(|item| item.text().map(str::to_owned))
        .collect()
}

fn values(node: Option<&Node>) -> BTreeMap<String, Values> {
    let mut tables = BTreeMap::new();
    for (name, entries) in node.map(Node::entries).unwrap_or_default() {
        let mut table = Values::default();
        for (text, value) in entries.entries() {
            let (text, value) = (text.text().unwrap_or_default(), of_json(&value.to_json()));
            if text == "*" {
                table.others = Some(value);
            } else {
                table.entries.insert(text.trim().to_owned(), value);
            }
        }
        tables.insert(name.text().unwrap_or_default().to_owned(), table);
    }
    tables
}

/// A JSON value as a row has it.
pub(crate) fn of_json(value: &serde_json::Value) -> RowValue {
    use serde_json::Value;
    match value {
        Value::Null => RowValue::Null,
        Value::Bool(truth) => RowValue::Bool(*truth),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => RowValue::Int(whole),
            None => RowValue::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Value::String(text) => RowValue::Text(text.clone()),
        Value::Array(items) => RowValue::List(items.iter().map(of_json).collect()),
        Value::Object(fields) => {
            RowValue::Map(fields.iter().map(|(key, value)| (key.clone(), of_json(value))).collect())
        }
    }
}

impl Reader {
    pub(super) fn zone(&mut self, node: &Node) -> Option<Zone> {
        match Zone::get(node.text()?) {
            Ok(zone) => Some(zone),
            Err(problem) => {
                let found = Diagnostic::error(
                    "unknown-name",
                    node.span,
                    problem.say(Lang::Zh),
                    problem.say(Lang::En),
                );
                self.found.push(found.help(
                    "时区写 IANA 的名字，中国是 Asia/Shanghai。",
                    "a zone is an IANA name; China's is Asia/Shanghai",
                ));
                None
            }
        }
    }

    fn table(&mut self, name: &Node, node: &Node) -> Table {
        self.slots.clear();
        let objects = node.get("objects").map(Node::items).unwrap_or_default();
        let objects: Vec<ObjectSpec> = objects.iter().map(|node| self.object(node)).collect();
        let events = node.get("events").map(Node::items).unwrap_or_default();
        let events: Vec<EventSpec> = events.iter().map(|node| self.event(node, objects.is_empty())).collect();
        let text = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
        let spanned = |node: &Node| (node.text().unwrap_or_default().to_owned(), node.span);
        Table {
            name: name.text().unwrap_or_default().to_owned(),
            span: name.span,
            file: text("file"),
            how: How {
                encoding: node.get("encoding").and_then(|node| self.encoding(node)),
                delimiter: node.get("delimiter").and_then(|node| self.delimiter(node)),
                sheet: text("sheet"),
                merged: false,
            },
            header: self.header(node.get("header")),
            skip: texts(node.get("skip")),
            fill: node.get("fill").map(Node::items).unwrap_or_default().iter().map(spanned).collect(),
            escaped: node.get("escaped").and_then(Node::text) == Some("true"),
            joins: node
                .get("join")
                .map(Node::entries)
                .unwrap_or_default()
                .iter()
                .map(|(table, on)| Join {
                    table: table.text().unwrap_or_default().to_owned(),
                    on: on.entries().iter().map(|(own, other)| (spanned(own), spanned(other))).collect(),
                })
                .collect(),
            slots: std::mem::take(&mut self.slots),
            objects,
            events,
        }
    }

    fn encoding(&mut self, node: &Node) -> Option<String> {
        let label = node.text()?;
        if Decoded::labelled(std::io::empty(), label).is_none() {
            self.report(
                node.span,
                format!("没有 `{label}` 这种编码"),
                format!("there is no encoding `{label}`"),
                ("写如 utf-8、gb18030、utf-16le、big5。", "write one like utf-8, gb18030, utf-16le, big5"),
            );
        }
        Some(label.to_owned())
    }

    fn delimiter(&mut self, node: &Node) -> Option<u8> {
        let text = node.text()?;
        match text.as_bytes() {
            [byte] if byte.is_ascii() => Some(*byte),
            _ if text == "tab" => Some(b'\t'),
            _ => {
                self.report(
                    node.span,
                    format!("`{text}` 不能作分隔符"),
                    format!("`{text}` can't stand between cells"),
                    ("写一个 ASCII 字符，制表符写 tab。", "write one ASCII character, or `tab`"),
                );
                None
            }
        }
    }

    fn header(&mut self, node: Option<&Node>) -> (u32, u32) {
        let rows: Vec<u32> = texts(node).iter().filter_map(|text| text.parse().ok()).collect();
        match rows.as_slice() {
            [] => (1, 1),
            [row] if *row > 0 => (*row, *row),
            [first, last] if 0 < *first && first <= last && last - first < 5 => (*first, *last),
            _ => {
                let span = node.map(|node| node.span).unwrap_or_default();
                self.report(
                    span,
                    "表头行号不对".to_owned(),
                    "these are no rows of a header".to_owned(),
                    (
                        "写 `3`，或几行合成的表头写 `[2, 3]`，从 1 数起。",
                        "write `3`, or `[2, 3]` for a header of several rows, from 1",
                    ),
                );
                (1, 1)
            }
        }
    }

    fn object(&mut self, node: &Node) -> ObjectSpec {
        ObjectSpec {
            kind: self.fixed_or_cell(node.get("type"), node.span),
            id: self.needed(node.get("id"), node.span),
            attrs: self.cells(node.get("attrs")),
            since: node.get("since").map(|node| self.time(node)),
            evidence: node.get("evidence").map(|node| texts(Some(node))),
            related: self.cells(node.get("related")),
            filter: self.filter(node.get("where")),
        }
    }

    fn event(&mut self, node: &Node, no_object: bool) -> EventSpec {
        if no_object && node.get("encounter").is_none() {
            self.report(
                node.span,
                "不知道这个事件属于谁".to_owned(),
                "nothing says what this event belongs to".to_owned(),
                (
                    "写 `encounter: 列名`，或在这张表里写 `objects`。",
                    "write `encounter: COLUMN`, or `objects` in this table",
                ),
            );
        }
        let time = node.get("time").map(|node| self.time(node));
        EventSpec {
            kind: self.fixed_or_cell(node.get("type"), node.span),
            time: time.unwrap_or_else(|| self.needed(None, node.span)),
            id: node.get("id").map(|node| self.cell(node)),
            encounter: node.get("encounter").map(|node| self.cell(node)),
            seq: node.get("seq").map(|node| self.cell(node)),
            source: node.get("source").map(|node| self.fixed_or_cell(Some(node), node.span)),
            attrs: self.cells(node.get("attrs")),
            related: self.cells(node.get("related")),
            filter: self.filter(node.get("where")),
        }
    }

    fn filter(&mut self, node: Option<&Node>) -> Vec<(usize, Vec<String>)> {
        let entries = node.map(Node::entries).unwrap_or_default();
        entries
            .iter()
            .map(|(column, wanted)| {
                (self.slot(column.text().unwrap_or_default(), column.span), texts(Some(wanted)))
            })
            .collect()
    }

    pub(super) fn slot(&mut self, name: &str, span: Span) -> usize {
        let name = crate::cell::trimmed(name);
        if let Some(known) = self.slots.iter().position(|slot| slot.name == name) {
            return known;
        }
        self.slots.push(Slot { name: name.to_owned(), span });
        self.slots.len() - 1
    }

    fn check_joins(&mut self, mapping: &Mapping) {
        for table in &mapping.tables {
            for join in &table.joins {
                let span = join.on.first().map_or(table.span, |((_, span), _)| *span);
                let others = || {
                    mapping.tables.iter().map(|other| other.name.as_str()).filter(|name| *name != table.name)
                };
                if others().any(|name| name == join.table) && !join.on.is_empty() {
                    continue;
                }
                let near = nearest(&join.table, others()).unwrap_or("orders").to_owned();
                self.found.push(
                    Diagnostic::error(
                        "unknown-name",
                        span,
                        format!("没有叫 `{}` 的另一张表可合", join.table),
                        format!("there is no other table `{}` to join with", join.table),
                    )
                    .help(
                        format!("写 `join: {{ {near}: {{ 本表列: 那表列 }} }}`。"),
                        format!("write `join: {{ {near}: {{ OWN COLUMN: ITS COLUMN }} }}`"),
                    ),
                );
            }
        }
    }

    pub(super) fn report(&mut self, span: Span, zh: String, en: String, help: (&str, &str)) {
        self.found.push(Diagnostic::error("wrong-type", span, zh, en).help(help.0, help.1));
    }
}
