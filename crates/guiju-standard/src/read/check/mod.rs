//! Checks: which form a clause has, and its parts.

mod compose;
mod count;
mod frame;
mod hold;
mod others;
mod owed;
mod rule;

use super::Reader;
use super::merge;
use super::names::Scope;
use crate::diagnostic::Diagnostic;
use crate::model::{Check, Frame, HoldOn, Part, RelationKind, Take};
use crate::yaml::{Kind, Node};

/// Forms with a head of their own; the first that is there decides.
const FORMS: &[&str] = &[
    "if", "all_of", "any_of", "not", "clause", "permit", "rate", "cited", "trained", "exam", "choose",
    "agree", "count", "sum", "avg", "trend", "ratio", "level", "apart", "together", "either", "not_with",
    "at", "inspect",
];
/// Heads of rules (`never` and `hold` among them where they stand alone).
const RULE_HEADS: &[&str] = &["when", "before", "around", "must", "never", "first", "last"];
/// Bodies of rules.
const BODIES: &[&str] =
    &["then", "require", "never", "say", "never_say", "record", "consent", "decide", "hold"];

impl Reader {
    /// A check with its frame.
    pub(super) fn part(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Part> {
        let mut scope = scope.clone();
        let each = node.get("each").and_then(|each| self.each(each, node, &scope));
        if let Some(each) = &each {
            scope.each = Some(each.over.clone());
        }
        let check = self.check(node, &scope)?;
        let composed = matches!(check, Check::AllOf(_) | Check::AnyOf(_) | Check::Not(_) | Check::If(..));
        // A composition hands its frame down; what stays here would be judged twice.
        let frame = if composed { Frame::default() } else { self.frame(node, each, &check, &scope) };
        Some(Part { frame, check, span: node.span })
    }

    pub(in crate::read) fn check(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Check> {
        // Beside `dimension` a level is that of an indicator, not a form of check.
        let indicator = node.get("dimension").is_some();
        let is_form = |form: &&str| node.get(form).is_some() && !(indicator && *form == "level");
        let forms: Vec<&str> = FORMS.iter().copied().filter(is_form).collect();
        if let [first, second, ..] = forms.as_slice()
            && !(*first == "if" && ["all_of", "any_of"].contains(second))
        {
            self.two_heads(node, first, second);
            return None;
        }
        match forms.first() {
            Some(form) => self.form(form, node, scope),
            None => self.rule(node, scope),
        }
    }

    pub(in crate::read) fn two_heads(&mut self, node: &Node, first: &str, second: &str) {
        let span = node.get(second).map_or(node.span, |n| n.span);
        self.report(
            Diagnostic::error(
                "two-heads",
                span,
                format!("一个检查式里同时有 `{first}` 和 `{second}`"),
                format!("one check has both `{first}` and `{second}`"),
            )
            .help("拆成两条条款，或写进 `all_of`。", "write two clauses, or put both into `all_of`"),
        );
    }

    pub(in crate::read) fn form(&mut self, form: &str, node: &Node, scope: &Scope<'_>) -> Option<Check> {
        let value = node.get(form)?;
        Some(match form {
            "all_of" => Check::AllOf(self.parts(value, node, scope)?),
            "any_of" => Check::AnyOf(self.parts(value, node, scope)?),
            "not" => Check::Not(Box::new(self.inherited(value, node, scope)?)),
            "if" => {
                let condition = self.inherited(value, node, scope)?;
                let rest = merge::over(&Node { span: node.span, kind: Kind::Map(Vec::new()) }, node, |key| {
                    key != "if"
                });
                Check::If(Box::new(condition), Box::new(self.part(&rest, scope)?))
            }
            "clause" => Check::Clause(value.text()?.to_owned(), value.span),
            "permit" => Check::Permit(self.pattern(value, scope)?),
            "rate" => Check::Rate(self.rate(value, node, scope)?),
            "cited" => Check::Cited(value.text()?.to_owned()),
            "trained" => Check::Trained(value.text()?.to_owned()),
            "exam" => Check::Exam {
                topic: value.text()?.to_owned(),
                pass: node.get("pass").and_then(Node::text).and_then(|n| n.parse().ok()),
                valid: node
                    .get("valid")
                    .and_then(Node::text)
                    .and_then(|text| guiju_time::Span::parse(text).ok()),
            },
            "choose" => Check::Choose(self.choose(value, node, scope)?),
            "agree" => Check::Agree(self.agree(value, node, scope)?),
            "apart" => {
                let pattern = self.pattern(value, scope)?;
                let Some(bound) = node.get("at_least") else {
                    self.missing_key(node, "at_least");
                    return None;
                };
                let keys = scope.at(self.activities_of(&pattern));
                let same = self.values(node.get("same"), &keys);
                Check::Apart(pattern, self.bound(bound, scope)?, same)
            }
            "together" => Check::Relation(RelationKind::Together, self.relation(value, scope)?),
            "either" => Check::Relation(RelationKind::Either, self.relation(value, scope)?),
            "not_with" => Check::Relation(RelationKind::NotWith, self.relation(value, scope)?),
            "at" => {
                let pattern = self.pattern(value, scope)?;
                self.hold(HoldOn::At(pattern), node, scope)?
            }
            "inspect" => {
                let pattern = self.pattern(value, scope)?;
                let latest = node.get("take").and_then(Node::text) == Some("latest");
                self.hold(
                    HoldOn::Inspect(pattern, if latest { Take::Latest } else { Take::Each }),
                    node,
                    scope,
                )?
            }
            _ => Check::Count(self.count(form, value, node, scope)?),
        })
    }

    pub(in crate::read) fn missing_key(&mut self, node: &Node, key: &str) {
        self.error(
            "missing-key",
            node.span,
            (format!("缺 `{key}`"), format!("`{key}` is missing")),
            (format!("加一行 `{key}: …`。"), format!("add a line `{key}: …`")),
        );
    }
}
