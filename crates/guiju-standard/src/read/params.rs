//! Figures and calendars.

use super::Reader;
use super::vocabulary::{named, quantity};
use crate::diagnostic::Diagnostic;
use crate::model::{Param, ParamValue};
use crate::source::Span;
use crate::yaml::{Kind, Node};
use guiju_time::{Calendar, Date, Hours};
use std::collections::BTreeMap;

impl Reader {
    /// Reads `params`.
    pub(super) fn read_params(&mut self, part: &Node) {
        for (name, node) in named(part.get("params")) {
            let param = self.param(node);
            self.params.insert(name, param);
        }
    }

    fn param(&mut self, node: &Node) -> Param {
        let by = node.get("by").and_then(Node::text).map(str::to_owned);
        let value_node = match node.kind {
            Kind::Map(_) => node.get("value"),
            _ => Some(node),
        };
        let mut values = Vec::new();
        if let Some(value) = value_node {
            values.push((None, self.param_value(value, by.is_some()), value.span));
        } else if node.get("since").is_none() {
            self.report(
                Diagnostic::error("missing-value", node.span, "这个参数没有值", "this figure has no value")
                    .help("写 `value: …`。", "write `value: …`"),
            );
        }
        for (date, value) in named(node.get("since")) {
            if let Some(day) = self.day(&date, value.span) {
                values.push((Some(day), self.param_value(value, by.is_some()), value.span));
            }
        }
        values.sort_by_key(|(day, _, _)| *day);
        Param {
            by,
            values,
            source: node.get("source").and_then(Node::text).unwrap_or("").to_owned(),
            ours: node.get("ours").and_then(Node::text) == Some("true"),
            title: self.text(node.get("title")),
            span: node.span,
        }
    }

    /// A date as it is written in a file.
    pub(super) fn date(&mut self, node: &Node) -> Option<Date> {
        self.day(node.text().unwrap_or(""), node.span)
    }

    fn day(&mut self, date: &str, span: Span) -> Option<Date> {
        let day = guiju_time::parse_date(date).ok();
        if day.is_none() {
            self.report(
                Diagnostic::error(
                    "bad-date",
                    span,
                    format!("`{date}` 不是日期"),
                    format!("`{date}` is not a date"),
                )
                .help("写作 2027-01-01。", "write it like 2027-01-01"),
            );
        }
        day
    }

    fn param_value(&mut self, node: &Node, by: bool) -> ParamValue {
        match &node.kind {
            Kind::List(items) => {
                ParamValue::List(items.iter().map(|item| self.param_value(item, false)).collect())
            }
            Kind::Map(_) => {
                if !by {
                    self.report(
                        Diagnostic::error(
                            "missing-key",
                            node.span,
                            "按值取数的参数要写明 `by`",
                            "a figure with a value per case names the attribute in `by`",
                        )
                        .help("加一行 `by: 属性名`。", "add a line `by: attribute`"),
                    );
                }
                let values: BTreeMap<String, ParamValue> =
                    named(Some(node)).map(|(key, value)| (key, self.param_value(value, false))).collect();
                ParamValue::By(values)
            }
            Kind::Scalar { text, plain } => {
                let value = scalar(text.trim(), *plain);
                // What begins with a digit is a figure, or a text in quotation marks.
                if *plain
                    && matches!(value, ParamValue::Text(_))
                    && text.starts_with(|c: char| c.is_ascii_digit())
                    && let Err(problem) = guiju_time::Span::parse(text)
                {
                    self.report(crate::shape::bad_span(node, &problem));
                }
                value
            }
        }
    }

    /// Reads `calendars`.
    pub(super) fn read_calendars(&mut self, part: &Node, calendars: &mut BTreeMap<String, Calendar>) {
        for (name, node) in named(part.get("calendars")) {
            match self.calendar(&name, node) {
                Some(calendar) => {
                    calendars.insert(name, calendar);
                }
                None => {
                    calendars.insert(name, Calendar::cn());
                }
            }
        }
    }

    fn calendar(&mut self, name: &str, node: &Node) -> Option<Calendar> {
        let mut builder = Calendar::builder(name);
        let mut failed = false;
        let mut problem = |reader: &mut Reader, at: &Node, zh: String, en: String| {
            failed = true;
            reader.error("bad-calendar", at.span, (zh, en), ("例如 `week: { mon-fri: [08:30-12:00, 14:00-18:00] }`、`free: [2026-10-01..2026-10-07]`、`work: { 2026-10-10: mon }`。", "such as `week: { mon-fri: [08:30-12:00, 14:00-18:00] }`, `free: [2026-10-01..2026-10-07]`, `work: { 2026-10-10: mon }`"));
        };
        for (days, hours) in named(node.get("week")) {
            let parsed = guiju_time::parse_weekdays(&days);
            let hours_list: Result<Vec<Hours>, _> =
                hours.items().iter().map(|h| Hours::parse(h.text().unwrap_or(""))).collect();
            match (parsed, hours_list) {
                (Ok(days), Ok(list)) => match builder.clone().week(&days, &list) {
                    Ok(next) => builder = next,
                    Err(why) => {
                        problem(self, hours, why.say(guiju_time::Lang::Zh), why.say(guiju_time::Lang::En))
                    }
                },
                (Err(why), _) | (_, Err(why)) => {
                    problem(self, hours, why.say(guiju_time::Lang::Zh), why.say(guiju_time::Lang::En));
                }
            }
        }
        for free in node.get("free").map(Node::items).unwrap_or(&[]) {
            match guiju_time::parse_dates(free.text().unwrap_or("")) {
                Ok((first, last)) => builder = builder.free(first, last),
                Err(why) => problem(self, free, why.say(guiju_time::Lang::Zh), why.say(guiju_time::Lang::En)),
            }
        }
        for (date, like) in named(node.get("work")) {
            let parsed = guiju_time::parse_date(&date).ok();
            match (parsed, guiju_time::parse_weekday(like.text().unwrap_or(""))) {
                (Some(date), Ok(day)) => builder = builder.work(date, day),
                _ => problem(
                    self,
                    like,
                    format!("看不懂 `{date}: {}`", like.text().unwrap_or("")),
                    format!("cannot read `{date}: {}`", like.text().unwrap_or("")),
                ),
            }
        }
        for (shift, hours) in named(node.get("shifts")) {
            match Hours::parse(hours.text().unwrap_or("")) {
                Ok(hours) => builder = builder.shift(&shift, hours),
                Err(why) => {
                    problem(self, hours, why.say(guiju_time::Lang::Zh), why.say(guiju_time::Lang::En))
                }
            }
        }
        if node.get("holidays").and_then(Node::text) == Some("cn") {
            builder = builder.holidays(guiju_time::Holidays::cn());
        }
        match builder.build() {
            Ok(calendar) => Some(calendar),
            Err(why) if !failed => {
                self.error(
                    "bad-calendar",
                    node.span, (why.say(guiju_time::Lang::Zh), why.say(guiju_time::Lang::En)), ("例如 `week: { mon-fri: [08:30-12:00, 14:00-18:00] }`、`free: [2026-10-01..2026-10-07]`、`work: { 2026-10-10: mon }`。", "such as `week: { mon-fri: [08:30-12:00, 14:00-18:00] }`, `free: [2026-10-01..2026-10-07]`, `work: { 2026-10-10: mon }`"));
                None
            }
            Err(_) => None,
        }
    }
}

/// A scalar figure: flag, duration, number with unit, or text.
fn scalar(text: &str, plain: bool) -> ParamValue {
    if !plain {
        return ParamValue::Text(text.to_owned());
    }
    match text {
        "true" => return ParamValue::Bool(true),
        "false" => return ParamValue::Bool(false),
        _ => {}
    }
    if let Ok(number) = text.parse::<f64>()
        && number.is_finite()
    {
        return ParamValue::Number(number, None);
    }
    if text.starts_with(|c: char| c.is_ascii_digit())
        && let Ok(span) = guiju_time::Span::parse(text)
    {
        return ParamValue::Duration(span);
    }
    match quantity(text) {
        Some(quantity) => ParamValue::Number(quantity.value, Some(quantity.unit)),
        None => ParamValue::Text(text.to_owned()),
    }
}
