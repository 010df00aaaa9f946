//! Rules: a head, a body, and bounds.

use super::BODIES;
use crate::diagnostic::Diagnostic;
use crate::model::{Body, Check, Head, HoldOn, Rule, Variant};
use crate::read::Reader;
use crate::read::names::Scope;
use crate::yaml::Node;

impl Reader {
    pub(in crate::read) fn rule(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Check> {
        let (head, head_node) = self.head(node, scope)?;
        let activation = match &head {
            Head::When(p) | Head::Before(p) | Head::Around(p) => self.activities_of(p),
            _ => Vec::new(),
        };
        let mut inner = scope.clone();
        inner.activation = activation;
        if let (Some(_), true) = (node.get("hold"), matches!(head, Head::Must)) {
            return self.hold(HoldOn::Stretch, node, &inner);
        }
        if let (Some(_), Head::When(pattern)) = (node.get("hold"), &head) {
            return self.hold(HoldOn::At(pattern.clone()), node, &inner);
        }
        let body = self.body(&head, node, &inner)?;
        inner.target = match &body {
            Body::Owed(p) | Body::Forbidden(p) => self.activities_of(p),
            Body::Record(record) => vec![record.form.clone()],
            Body::Consent(consent) => self.activities_of(&consent.given),
            Body::Say(_) | Body::NeverSay(_) | Body::Decide { .. } => Vec::new(),
        };
        let pair = inner.at(inner.target.clone());
        let before = match (&head, node.get("before")) {
            (Head::Before(_), _) | (_, None) => None,
            (_, Some(before)) => Some(self.limit(before, &inner)?),
        };
        Some(Check::Rule(Rule {
            within: self.optional_bound(node.get("within"), &inner)?,
            at_least: self.optional_bound(node.get("at_least"), &inner)?,
            before,
            same: self.values(node.get("same"), &pair),
            with: match node.get("with") {
                Some(with) => Some(self.condition(with, &pair)?),
                None => None,
            },
            one_to_one: node.get("one_to").is_some(),
            variant: match node.get("variant").and_then(Node::text) {
                Some("alternate") => Some(Variant::Alternate),
                Some("chain") => Some(Variant::Chain),
                _ => None,
            },
            both: node.get("both").and_then(Node::text) == Some("true"),
            among: Self::words(node.get("among")),
            span: head_node.span,
            head,
            body,
        }))
    }

    /// `None`: the bound is there and can't be read; `Some(None)`: there is none.
    #[allow(clippy::option_option)] // reported and absent differ
    pub(in crate::read) fn optional_bound(
        &mut self,
        node: Option<&Node>,
        scope: &Scope<'_>,
    ) -> Option<Option<crate::model::Bound>> {
        match node {
            Some(node) => self.bound(node, scope).map(Some),
            None => Some(None),
        }
    }

    pub(in crate::read) fn head<'n>(
        &mut self,
        node: &'n Node,
        scope: &Scope<'_>,
    ) -> Option<(Head, &'n Node)> {
        let get = |key: &str| node.get(key);
        if let Some(when) = get("when") {
            return self.pattern(when, scope).map(|p| (Head::When(p), when));
        }
        if let Some(around) = get("around") {
            return self.pattern(around, scope).map(|p| (Head::Around(p), around));
        }
        for (key, head) in [("first", Head::First), ("last", Head::Last)] {
            if let Some(value) = get(key) {
                return Some((head, value));
            }
        }
        if let Some(must) = get("must") {
            return Some((Head::Must, must));
        }
        let bodies = ["require", "say", "never_say", "record", "consent", "decide"];
        if let Some(before) = get("before")
            && bodies.iter().any(|body| get(body).is_some())
        {
            return self.pattern(before, scope).map(|p| (Head::Before(p), before));
        }
        if BODIES.iter().any(|body| get(body).is_some()) {
            return Some((Head::Must, node));
        }
        self.report(
            Diagnostic::error("no-check", node.span, "这里没有检查式", "there is no check here").help(
                "写 `when … then …`、`before … require …`、`must …`、`never …`、`at … hold …` 等之一（见语言参考）。",
                "write one of `when … then …`, `before … require …`, `must …`, `never …`, `at … hold …` (see the language reference)",
            ),
        );
        None
    }

    pub(in crate::read) fn body(&mut self, head: &Head, node: &Node, scope: &Scope<'_>) -> Option<Body> {
        if let Head::First | Head::Last = head {
            let key = if matches!(head, Head::First) { "first" } else { "last" };
            return self.pattern(node.get(key)?, scope).map(Body::Owed);
        }
        let present: Vec<&str> =
            ["must", "then", "require", "never", "say", "never_say", "record", "consent", "decide"]
                .into_iter()
                .filter(|key| node.get(key).is_some())
                .collect();
        if let [first, second, ..] = present.as_slice() {
            self.two_heads(node, first, second);
            return None;
        }
        let Some(key) = present.first() else {
            self.report(
                Diagnostic::error(
                    "no-body",
                    node.span,
                    "触发之后欠什么？没有写",
                    "what is owed is not written",
                )
                .help(
                    "写 `then`、`require`、`never`、`say`、`never_say`、`record`、`consent` 或 `decide`。",
                    "write `then`, `require`, `never`, `say`, `never_say`, `record`, `consent` or `decide`",
                ),
            );
            return None;
        };
        let value = node.get(key)?;
        Some(match *key {
            "must" | "then" | "require" => Body::Owed(self.pattern(value, scope)?),
            "never" => Body::Forbidden(self.pattern(value, scope)?),
            "say" => Body::Say(self.say(value, Some(node))),
            "never_say" => Body::NeverSay(self.say(value, Some(node))),
            "record" => Body::Record(self.record(value, node, scope)?),
            "consent" => Body::Consent(self.consent(value, node, scope)?),
            _ => self.decide(value, node)?,
        })
    }
}
