//! From YAML to values of a row: a scalar names a column, one with `{…}` is a template, a mapping says more.

use super::{
    CellSpec, Format, From, Kind, Piece, TimeSpec,
    read::{Reader, of_json},
};
use crate::when::Order;
use guiju_log::RowValue;
use guiju_standard::{Diagnostic, Span, nearest, yaml::Node};
use guiju_time::Unit;

/// The number of the row, in a template.
const ROW_NUMBER: &str = "#row";

impl Reader {
    /// Values by name.
    pub(super) fn cells(&mut self, node: Option<&Node>) -> Vec<(String, CellSpec)> {
        let entries = node.map(Node::entries).unwrap_or_default();
        entries
            .iter()
            .map(|(name, node)| (name.text().unwrap_or_default().to_owned(), self.cell(node)))
            .collect()
    }

    /// A type or a source: a scalar is the word itself, only a mapping or a template names columns.
    pub(super) fn fixed_or_cell(&mut self, node: Option<&Node>, span: Span) -> CellSpec {
        match node.and_then(Node::text) {
            Some(text) if !text.contains('{') => {
                let from = From::Constant(text.into());
                let span = node.map_or(span, |node| node.span);
                CellSpec { from, kind: Kind::Text, values: None, split: None, near: None, plus: None, span }
            }
            _ => self.needed(node, span),
        }
    }

    /// A value that the shape has made sure of.
    pub(super) fn needed(&mut self, node: Option<&Node>, span: Span) -> CellSpec {
        match node {
            Some(node) => self.cell(node),
            None => CellSpec {
                from: From::Constant(RowValue::Null),
                kind: Kind::Text,
                values: None,
                split: None,
                near: None,
                plus: None,
                span,
            },
        }
    }

    /// A time.
    pub(super) fn time(&mut self, node: &Node) -> CellSpec {
        let spec = self.cell(node);
        match spec.kind {
            Kind::Time(_) => spec,
            _ => CellSpec { kind: Kind::Time(self.time_spec(node)), ..spec },
        }
    }

    /// Any value.
    pub(super) fn cell(&mut self, node: &Node) -> CellSpec {
        let text = |key: &str| node.get(key).and_then(Node::text);
        let from = self.from(node);
        let unit = node.get("unit").and_then(|node| self.unit(node));
        let kind = match text("is") {
            Some("number") => Kind::Number(unit),
            Some("bool") => Kind::Bool,
            Some("duration") => Kind::Duration(unit),
            Some("json") => Kind::Json,
            Some("time") => Kind::Time(self.time_spec(node)),
            None if matches!(from, From::DateAndClock(..)) || node.get("plus").is_some() => {
                Kind::Time(self.time_spec(node))
            }
            None if node.get("unit").is_some() => Kind::Number(unit),
            _ => Kind::Text,
        };
        if let Some(table) = node.get("values") {
            self.check_values(table);
        }
        let plus = node.get("plus").map(|node| {
            let spec = self.cell(node);
            let kind = match spec.kind {
                Kind::Number(unit) => Kind::Duration(unit),
                Kind::Text => Kind::Duration(None),
                other => other,
            };
            Box::new(CellSpec { kind, ..spec })
        });
        let near = node.get("near").map(|node| Box::new(self.time(node)));
        let split = match (text("split"), text("is")) {
            (Some(split), _) => Some(split.to_owned()),
            (None, Some("list")) => Some("、".to_owned()),
            _ => None,
        };
        CellSpec { from, kind, values: text("values").map(str::to_owned), split, near, plus, span: node.span }
    }

    fn from(&mut self, node: &Node) -> From {
        if let Some(text) = node.text() {
            return self.column_or_template(text, node.span);
        }
        if let Some(column) = node.get("column") {
            return self.column_or_template(column.text().unwrap_or_default(), column.span);
        }
        if let Some(value) = node.get("value") {
            return From::Constant(of_json(&value.to_json()));
        }
        if let (Some(date), Some(clock)) = (node.get("date"), node.get("clock")) {
            return From::DateAndClock(Box::new(self.time(date)), Box::new(self.time(clock)));
        }
        self.report(
            node.span,
            "没说值从哪里来".to_owned(),
            "nothing says where the value comes from".to_owned(),
            (
                "写 `column: 列名`、`value: 定值`，或 `date` 与 `clock`。",
                "write `column: NAME`, `value: CONSTANT`, or `date` and `clock`",
            ),
        );
        From::Constant(RowValue::Null)
    }

    fn column_or_template(&mut self, text: &str, span: Span) -> From {
        if !text.contains('{') {
            return From::Slot(self.slot(text, span));
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            let Some((name, behind)) = after.split_once('}') else {
                self.report(
                    span,
                    "花括号没有收尾".to_owned(),
                    "a brace is not closed".to_owned(),
                    ("写如 `\"R-{工单号}\"`。", "write it like `\"R-{order}\"`"),
                );
                return From::Constant(RowValue::Null);
            };
            pieces.push(match name {
                ROW_NUMBER => Piece::RowNumber,
                _ => Piece::Slot(self.slot(name, span)),
            });
            rest = behind;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        From::Template(pieces)
    }

    fn time_spec(&mut self, node: &Node) -> TimeSpec {
        let text = |key: &str| node.get(key).and_then(Node::text);
        let format = match text("format") {
            None => Format::Known,
            Some("excel") => Format::Excel,
            Some("epoch") => Format::Epoch(1_000_000),
            Some("epoch_ms") => Format::Epoch(1_000),
            Some(pattern) => {
                if !pattern.contains('%') {
                    let span = node.get("format").map_or(node.span, |node| node.span);
                    self.report(
                        span,
                        format!("`{pattern}` 不是时间的格式"),
                        format!("`{pattern}` is no format of a time"),
                        (
                            "写 excel、epoch、epoch_ms，或如 \"%d.%m.%Y %H:%M\"。",
                            "write excel, epoch, epoch_ms, or one like \"%d.%m.%Y %H:%M\"",
                        ),
                    );
                }
                Format::Pattern(pattern.to_owned())
            }
        };
        let zone = node.get("zone").and_then(|node| self.zone(node));
        TimeSpec { format, zone, dates: text("dates").and_then(Order::from_word) }
    }

    fn unit(&mut self, node: &Node) -> Option<Unit> {
        let text = node.text()?;
        let unit = Unit::parse(text);
        if unit.is_none() {
            self.report(
                node.span,
                format!("没有 `{text}` 这个单位"),
                format!("there is no unit `{text}`"),
                ("写如 s、min、h、m、km、kg、V、%、元。", "write one like s, min, h, m, km, kg, V, %, yuan"),
            );
        }
        unit
    }

    fn check_values(&mut self, node: &Node) {
        let name = node.text().unwrap_or_default();
        if self.value_tables.iter().any(|known| known == name) {
            return;
        }
        let near = nearest(name, self.value_tables.iter().map(String::as_str)).map(str::to_owned);
        let found = Diagnostic::error(
            "unknown-name",
            node.span,
            format!("没有叫 `{name}` 的取值表"),
            format!("there is no value table `{name}`"),
        );
        self.found.push(match near {
            Some(near) => found.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?")),
            None => found.help(
                format!("在文件开头写 `values: {{ {name}: {{ 是: true, 否: false }} }}`。"),
                format!("write `values: {{ {name}: {{ yes: true, no: false }} }}` at the top"),
            ),
        });
    }
}
