//! Small values: texts in two languages, bounds, conditions.

use super::Reader;
use super::names::Scope;
use crate::diagnostic::Diagnostic;
use crate::model::Bound;
use crate::source::Span;
use crate::text::Text;
use crate::yaml::{Kind, Node};
use guiju_condition::{Condition, Problem, ProblemKind};
use guiju_time::Lang;

impl Reader {
    /// A text for people.
    pub(super) fn text(&mut self, node: Option<&Node>) -> Text {
        let mut text = Text::default();
        let Some(node) = node else { return text };
        match &node.kind {
            Kind::Scalar { text: plain, .. } => {
                text.set(self.first_language.unwrap_or(Lang::Zh), plain.trim().to_owned())
            }
            _ => {
                for (key, value) in node.entries() {
                    if let (Some(lang), Some(words)) = (key.text().and_then(Lang::from_code), value.text()) {
                        text.set(lang, words.trim().to_owned());
                    }
                }
            }
        }
        text
    }

    /// The texts of a list (or of one scalar).
    pub(super) fn words(node: Option<&Node>) -> Vec<String> {
        node.map(Node::items)
            .unwrap_or(&[])
            .iter()
            .filter_map(|item| item.text().map(str::to_owned))
            .collect()
    }

    /// A bound: `45min`, `param.x`, or a condition that gives a duration.
    pub(super) fn bound(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Bound> {
        let text = node.text()?.trim();
        if let Some(name) = text.strip_prefix("param.").filter(|name| crate::shape::is_name(name)) {
            if !self.params.contains_key(name) {
                self.unknown_param(node.span, name);
                return None;
            }
            return Some(Bound::Param(name.to_owned(), node.span));
        }
        match guiju_time::Span::parse(text) {
            Ok(span) => Some(Bound::Fixed(span, node.span)),
            Err(problem) if text.starts_with(|c: char| c.is_ascii_digit()) => {
                self.report(crate::shape::bad_span(node, &problem));
                None
            }
            Err(_) => self.value(node, scope).map(|condition| Bound::Computed(condition, node.span)),
        }
    }

    /// A figure that is not declared.
    pub(super) fn unknown_param(&mut self, span: Span, name: &str) {
        let near =
            crate::diagnostic::nearest(name, self.params.keys().map(String::as_str)).map(str::to_owned);
        let mut problem = Diagnostic::error(
            "unknown-param",
            span,
            format!("没有叫 `{name}` 的参数"),
            format!("there is no figure `{name}`"),
        );
        problem = match near {
            Some(near) => {
                problem.help(format!("是想写 `param.{near}` 吗？"), format!("did you mean `param.{near}`?"))
            }
            None => problem.help("在 params.yaml 里声明它。", "declare it in params.yaml"),
        };
        self.report(problem);
    }

    /// A condition (true or false).
    pub(super) fn condition(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Condition> {
        let text = node.text()?;
        self.condition_text(text, scalar_start(node), scope, true)
    }

    /// An expression of any type.
    pub(super) fn value(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Condition> {
        let text = node.text()?;
        self.condition_text(text, scalar_start(node), scope, false)
    }

    /// Conditions or expressions of a list (or one).
    pub(super) fn values(&mut self, node: Option<&Node>, scope: &Scope<'_>) -> Vec<Condition> {
        node.map(Node::items).unwrap_or(&[]).iter().filter_map(|item| self.value(item, scope)).collect()
    }

    /// Compiles CEL that begins at a place; what is wrong is reported there.
    pub(super) fn condition_text(
        &mut self,
        text: &str,
        start: Span,
        scope: &Scope<'_>,
        boolean: bool,
    ) -> Option<Condition> {
        let compiled = {
            let names = scope.names(self);
            if boolean {
                guiju_condition::compile(text, &names)
            } else {
                guiju_condition::compile_value(text, &names)
            }
        };
        match compiled {
            Ok(condition) => Some(condition),
            Err(problems) => {
                for problem in problems {
                    self.report(condition_problem(&problem, start));
                }
                None
            }
        }
    }
}

/// Where a scalar's text begins: past the quote.
pub(super) fn scalar_start(node: &Node) -> Span {
    match node.kind {
        Kind::Scalar { plain: false, .. } => node.span.inner(1, 1),
        _ => node.span.inner(0, 0),
    }
}

/// What the condition's compiler found, as a diagnostic of the pack.
fn condition_problem(problem: &Problem, start: Span) -> Diagnostic {
    let code = match problem.kind {
        ProblemKind::Syntax(_) => "condition-syntax",
        ProblemKind::UnknownName { .. } | ProblemKind::UnknownField { .. } => "unknown-name",
        ProblemKind::UnknownActivity { .. } => "unknown-activity",
        ProblemKind::UnknownAttribute { .. } => "unknown-attribute",
        ProblemKind::NotInEnum { .. } => "unknown-value",
        _ => "condition-type",
    };
    let (from, to) = (problem.span.start, problem.span.end);
    let diagnostic = Diagnostic::error(
        code,
        start.inner(from, to.max(from + 1)),
        problem.message(guiju_condition::Lang::Zh),
        problem.message(guiju_condition::Lang::En),
    );
    if let (Some(zh), Some(en)) =
        (problem.help(guiju_condition::Lang::Zh), problem.help(guiju_condition::Lang::En))
    {
        return diagnostic.help(zh, en);
    }
    diagnostic.help(
        "条件用 CEL 写，例如 `area == \"urban\" && !done(arrived)`。",
        "conditions are written in CEL, such as `area == \"urban\" && !done(arrived)`",
    )
}
