//! Counts, sums, means, trends, ratios, levels.

use crate::diagnostic::Diagnostic;
use crate::model::{Aggregate, Count, Days};
use crate::read::Reader;
use crate::read::names::Scope;
use crate::yaml::Node;
use guiju_time::Window;

impl Reader {
    pub(in crate::read) fn count(
        &mut self,
        form: &str,
        value: &Node,
        node: &Node,
        scope: &Scope<'_>,
    ) -> Option<Count> {
        let of = match form {
            "level" => match value.get("from") {
                Some(from) => Aggregate::Level {
                    from: self.pattern(from, scope)?,
                    until: match value.get("until") {
                        Some(until) => Some(self.pattern(until, scope)?),
                        None => None,
                    },
                },
                None => Aggregate::Level { from: self.pattern(value, scope)?, until: None },
            },
            "ratio" => {
                let Some(of) = node.get("of") else {
                    self.missing_key(node, "of");
                    return None;
                };
                Aggregate::Ratio(self.pattern(value, scope)?, self.pattern(of, scope)?)
            }
            "sum" => Aggregate::Sum(self.pattern(value, scope)?),
            "avg" => Aggregate::Mean(self.pattern(value, scope)?),
            "trend" => Aggregate::Trend(self.pattern(value, scope)?),
            _ => Aggregate::Number(self.pattern(value, scope)?),
        };
        let activities = match &of {
            Aggregate::Number(p)
            | Aggregate::Sum(p)
            | Aggregate::Mean(p)
            | Aggregate::Trend(p)
            | Aggregate::Ratio(p, _) => self.activities_of(p),
            Aggregate::Level { from, .. } => self.activities_of(from),
        };
        let inner = scope.at(activities);
        let window = node.get("window").and_then(Node::text);
        let min = node.get("min").map(|min| self.figure(min, scope));
        let max = node.get("max").map(|max| self.figure(max, scope));
        if min.is_none() && max.is_none() && form != "trend" {
            self.report(
                Diagnostic::error(
                    "missing-key",
                    node.span,
                    "计数要写 `min` 或 `max`",
                    "a count needs `min` or `max`",
                )
                .help("写 `min: …` 或 `max: …`。", "write `min: …` or `max: …`"),
            );
            return None;
        }
        Some(Count {
            of,
            value: node.get("value").and_then(|value| self.value(value, &inner)),
            distinct: self.values(node.get("distinct"), &inner),
            min: flatten(min)?,
            max: flatten(max)?,
            window: match window {
                Some("shift") => Some(Window::Shift(Vec::new())),
                Some(name) => Window::from_name(name),
                None => None,
            },
            last: match node.get("last") {
                Some(last) => Some(self.rolling(last)?),
                None => None,
            },
            skip: node.get("skip").and_then(|skip| self.pattern(skip, scope)),
            pro_rata: node.get("pro_rata").and_then(|leave| self.pattern(leave, scope)),
            days: if node.get("days").is_some() { Days::All } else { Days::Working },
            upward: node.get("direction").and_then(Node::text) != Some("down"),
            span: value.span,
        })
    }

    /// The length of a rolling window. Its key is also a head of rules, so that the shape can't tell.
    pub(in crate::read) fn rolling(&mut self, node: &Node) -> Option<guiju_time::Span> {
        match guiju_time::Span::parse(node.text().unwrap_or("")) {
            Ok(span) => Some(span),
            Err(problem) => {
                self.report(crate::shape::bad_span(node, &problem));
                None
            }
        }
    }

    /// A figure of `min` or `max`: CEL, a share (`95%`).
    pub(in crate::read) fn figure(
        &mut self,
        node: &Node,
        scope: &Scope<'_>,
    ) -> Option<guiju_condition::Condition> {
        let text = node.text()?.trim();
        if let Some(share) = text.strip_suffix('%').and_then(|n| n.trim().parse::<f64>().ok()) {
            return self.condition_text(&format!("{:?}", share / 100.0), node.span, scope, false);
        }
        self.value(node, scope)
    }
}

/// `None`: reported; `Some(None)`: not there.
#[allow(clippy::option_option)] // reported and absent differ
fn flatten<T>(value: Option<Option<T>>) -> Option<Option<T>> {
    match value {
        Some(Some(value)) => Some(Some(value)),
        Some(None) => None,
        None => Some(None),
    }
}
