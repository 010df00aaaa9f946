//! Patterns of events and points in time.

use super::Reader;
use super::names::Scope;
use super::scalars::scalar_start;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::Bound;
use crate::model::{Atom, InstantBase, InstantExpr, Limit, ParamValue, Pattern};
use crate::source::Span;
use crate::yaml::{Kind, Node};
use std::collections::BTreeSet;

/// Activities that any encounter may have without declaring them.
pub(crate) const READY_MADE: &[&str] = &[
    "opened",
    "closed",
    "utterance",
    "correction",
    "voided",
    "rated",
    "incident",
    // What people decide about verdicts.
    "verdict_confirmed",
    "verdict_overruled",
    "appeal_decided",
    "rectified",
    "alarm_acknowledged",
    "reassigned",
    "standard_published",
];

/// Makes a pattern of several.
type Make = fn(Vec<Pattern>) -> Pattern;

impl Reader {
    /// A pattern: one event, a list (any of them), or `all`, `n of`, `in_order`, `first_of`.
    pub(super) fn pattern(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Pattern> {
        match &node.kind {
            Kind::Scalar { text, .. } => self.atom(text, scalar_start(node), scope),
            Kind::List(_) => self.patterns(node, scope).map(Pattern::Any),
            Kind::Map(_) => {
                if let Some(of) = node.get("of") {
                    let least = node.get("n").and_then(Node::text).and_then(|n| n.parse().ok()).unwrap_or(1);
                    return self.patterns(of, scope).map(|list| Pattern::AtLeast(least, list));
                }
                if let Some(event) = node.get("event") {
                    return self.pattern(event, scope);
                }
                let kinds: [(&str, Make); 4] = [
                    ("all", Pattern::All),
                    ("in_order", Pattern::InOrder),
                    ("first_of", Pattern::FirstOf),
                    ("any", Pattern::Any),
                ];
                for (key, make) in kinds {
                    if let Some(list) = node.get(key) {
                        return self.patterns(list, scope).map(make);
                    }
                }
                self.report(
                    Diagnostic::error(
                        "empty-pattern",
                        node.span,
                        "这里没有写任何事件",
                        "no event is named here",
                    )
                    .help(
                        "写一个活动名，或 `all`、`any`、`in_order`、`n`/`of`、`first_of`。",
                        "write an activity, or `all`, `any`, `in_order`, `n`/`of`, `first_of`",
                    ),
                );
                None
            }
        }
    }

    fn patterns(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Vec<Pattern>> {
        let list: Vec<Option<Pattern>> = node.items().iter().map(|item| self.pattern(item, scope)).collect();
        if list.is_empty() {
            self.report(
                Diagnostic::error("empty-pattern", node.span, "这个列表是空的", "this list is empty")
                    .help("至少写一个事件。", "name at least one event"),
            );
        }
        let list: Option<Vec<Pattern>> = list.into_iter().collect();
        list.filter(|list| !list.is_empty())
    }

    /// `activity [by role] [where CEL]`, `role says phrase [where CEL]`, a situation, an instant.
    fn atom(&mut self, text: &str, start: Span, scope: &Scope<'_>) -> Option<Pattern> {
        let (head, condition_at) = match text.find(" where ") {
            Some(at) => (&text[..at], Some(at + " where ".len())),
            None => (text, None),
        };
        let span = start.inner(0, head.len());
        let words: Vec<&str> = head.split_whitespace().collect();
        let mut atom = match words.as_slice() {
            [name] => self.named(name, None, span)?,
            [name, "by", role] => self.named(name, Some(role), span)?,
            [who, "says", phrase @ ..] if !phrase.is_empty() => {
                let phrase = head[head.find(" says ").map_or(0, |at| at + 6)..].trim();
                self.known_role(who, span);
                let phrase = self.phrase_named(phrase, span)?;
                Atom::Says { who: (*who).to_owned(), phrase, condition: None }
            }
            _ => {
                self.report(
                    Diagnostic::error(
                        "bad-pattern",
                        span,
                        format!("看不懂这个事件样式：`{head}`"),
                        format!("`{head}` is not a pattern of events"),
                    )
                    .help(
                        "写法：`活动`、`活动 by 角色`、`活动 where 条件`、`角色 says 话术`。",
                        "write `activity`, `activity by role`, `activity where condition`, or `role says phrase`",
                    ),
                );
                return None;
            }
        };
        if let Some(at) = condition_at {
            let inner = scope.at(self.activities_of_atom(&atom));
            let condition = self.condition_text(&text[at..], start.inner(at, at), &inner, true)?;
            *atom.condition_mut() = Some(condition);
        }
        Some(Pattern::One(atom, span))
    }

    fn named(&mut self, name: &str, by: Option<&str>, span: Span) -> Option<Atom> {
        if let Some(role) = by {
            self.known_role(role, span);
        }
        let owned = name.to_owned();
        if let Some(param) = name.strip_prefix("param.") {
            if !self.params.contains_key(param) {
                self.unknown_param(span, param);
                return None;
            }
            return Some(Atom::Param { name: param.to_owned(), condition: None });
        }
        if self.situations.contains(name) {
            return Some(Atom::Situation { name: owned, condition: None });
        }
        if self.vocabulary.instants.contains_key(name) {
            return Some(Atom::Instant { name: owned, condition: None });
        }
        if self.known_activity(name) {
            return Some(Atom::Activity { name: owned, by: by.map(str::to_owned), condition: None });
        }
        self.unknown_activity(name, span);
        None
    }

    /// Whether a name is an activity or a form.
    pub(in crate::read) fn known_activity(&self, name: &str) -> bool {
        self.vocabulary.activities.contains_key(name)
            || self.forms.contains(name)
            || READY_MADE.contains(&name)
    }

    /// Reports an activity that nobody declared.
    pub(super) fn unknown_activity(&mut self, name: &str, span: Span) {
        let known: BTreeSet<&str> = self
            .vocabulary
            .activities
            .keys()
            .chain(self.forms.iter())
            .chain(self.situations.iter())
            .chain(self.vocabulary.instants.keys())
            .map(String::as_str)
            .collect();
        let near = nearest(name, known.iter().copied()).map(str::to_owned);
        let problem = Diagnostic::error(
            "unknown-activity",
            span,
            format!("词汇表里没有活动 `{name}`"),
            format!("the vocabulary has no activity `{name}`"),
        )
        .label("没有声明", "not declared");
        self.report(match near {
            Some(near) => problem.help(
                format!("是想写 `{near}` 吗？活动在 vocabulary.yaml 里声明。"),
                format!("did you mean `{near}`? Activities are declared in vocabulary.yaml"),
            ),
            None => problem.help(
                "在 vocabulary.yaml 的 activities 里声明它。",
                "declare it under activities in vocabulary.yaml",
            ),
        });
    }

    /// Reports a role that nobody declared.
    pub(super) fn known_role(&mut self, role: &str, span: Span) {
        if self.vocabulary.role_is_ours(role).is_some() || matches!(role, "other" | "unknown") {
            return;
        }
        let known: BTreeSet<String> = self
            .vocabulary
            .encounters
            .values()
            .flat_map(|encounter| encounter.roles.keys().cloned())
            .collect();
        let near = nearest(role, known.iter().map(String::as_str)).map(str::to_owned);
        let problem = Diagnostic::error(
            "unknown-role",
            span,
            format!("没有声明角色 `{role}`"),
            format!("the role `{role}` is not declared"),
        );
        self.report(match near {
            Some(near) => problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?")),
            None => problem.help(
                "在 vocabulary.yaml 里该服务过程的 roles 下声明它。",
                "declare it under the encounter's roles in vocabulary.yaml",
            ),
        });
    }

    /// Reports those of a list of roles that nobody declared.
    pub(super) fn known_roles(&mut self, node: Option<&Node>) {
        for item in node.map(Node::items).unwrap_or(&[]) {
            self.known_role(item.text().unwrap_or(""), item.span);
        }
    }

    /// The same of signatures, whose marks may be capacities that no event has: those are only pointed out.
    pub(super) fn signing_roles(&mut self, node: Option<&Node>) {
        let before = self.found.len();
        self.known_roles(node);
        for problem in &mut self.found[before..] {
            problem.weight = crate::diagnostic::Weight::Warning;
        }
    }

    /// Activities that a pattern's events may be, for the types of their attributes.
    pub(super) fn activities_of(&self, pattern: &Pattern) -> Vec<String> {
        let mut names = BTreeSet::new();
        pattern.atoms(&mut |atom, _| names.extend(self.activities_of_atom(atom)));
        names.into_iter().collect()
    }

    fn activities_of_atom(&self, atom: &Atom) -> Vec<String> {
        match atom {
            Atom::Activity { name, .. } => vec![name.clone()],
            Atom::Says { .. } => vec!["utterance".to_owned()],
            Atom::Situation { name, .. } => vec![name.clone(), "utterance".to_owned()],
            Atom::Instant { name, .. } => match self.vocabulary.instants.get(name) {
                Some((InstantExpr { base: InstantBase::Activity(activity), .. }, _)) => {
                    vec![activity.clone()]
                }
                _ => Vec::new(),
            },
            Atom::Param { name, .. } => self.param_texts(name),
        }
    }

    /// The names of activities that a figure may hold.
    pub(super) fn param_texts(&self, name: &str) -> Vec<String> {
        fn texts(value: &ParamValue, into: &mut Vec<String>) {
            match value {
                ParamValue::Text(text) => into.push(text.clone()),
                ParamValue::List(items) => items.iter().for_each(|item| texts(item, into)),
                ParamValue::By(values) => values.values().for_each(|value| texts(value, into)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        if let Some(param) = self.params.get(name) {
            param.values.iter().for_each(|(_, value, _)| texts(value, &mut found));
        }
        found
    }

    /// `before C` as a limit: an instant where it reads as one, else the next such event.
    pub(super) fn limit(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Limit> {
        if let Some(text) = node.text()
            && self.reads_as_instant(text, scope)
        {
            return self.instant(text, scalar_start(node), scope).map(Limit::At);
        }
        self.pattern(node, scope).map(Limit::Event)
    }

    fn reads_as_instant(&self, text: &str, scope: &Scope<'_>) -> bool {
        let text = text.trim();
        let plain = |name: &str| self.known_activity(name) || self.situations.contains(name);
        if text.contains(" where ") || text.contains(" says ") || text.contains(" by ") || plain(text) {
            return false;
        }
        self.vocabulary.instants.contains_key(text)
            || text.starts_with("due of ")
            || text.starts_with("moved due of ")
            || text.contains(" + ")
            || text.contains(" - ")
            || text == "a.due"
            || {
                let names = scope.names(self);
                guiju_condition::compile_value(text, &names)
                    .is_ok_and(|value| *value.ty() == guiju_condition::Type::Time)
            }
    }

    /// How far a point in time lies from its base: a length as written, or a figure.
    fn offset(&mut self, text: &str, place: Span) -> Option<Bound> {
        if let Some(name) = text.strip_prefix("param.").filter(|name| crate::shape::is_name(name)) {
            if !self.params.contains_key(name) {
                self.unknown_param(place, name);
                return None;
            }
            return Some(Bound::Param(name.to_owned(), place));
        }
        match guiju_time::Span::parse(text) {
            Ok(length) => Some(Bound::Fixed(length, place)),
            Err(problem) => {
                use guiju_time::Lang::{En, Zh};
                self.report(
                    Diagnostic::error("bad-duration", place, problem.what(Zh), problem.what(En))
                        .help(problem.help(Zh), problem.help(En)),
                );
                None
            }
        }
    }

    /// A point in time: `base`, `base + 15min`, `base - param.notice`; `due of ID`, `moved due of ID`.
    pub(super) fn instant(&mut self, text: &str, start: Span, scope: &Scope<'_>) -> Option<InstantExpr> {
        let (base_text, offset) =
            match text.rfind(" + ").map(|at| (at, false)).or(text.rfind(" - ").map(|at| (at, true))) {
                Some((at, earlier)) => (&text[..at], Some((at + 3, earlier))),
                None => (text, None),
            };
        let span = start.inner(0, text.len());
        let offset = match offset {
            None => None,
            Some((at, earlier)) => {
                let (length, place) = (text[at..].trim(), start.inner(at, text.len()));
                Some((earlier, self.offset(length, place)?))
            }
        };
        let base_text = base_text.trim();
        let base = if let Some(clause) = base_text.strip_prefix("moved due of ") {
            InstantBase::DueOf { clause: clause.trim().to_owned(), moved: true }
        } else if let Some(clause) = base_text.strip_prefix("due of ") {
            InstantBase::DueOf { clause: clause.trim().to_owned(), moved: false }
        } else if self.vocabulary.instants.contains_key(base_text) {
            InstantBase::Named(base_text.to_owned())
        } else if self.known_activity(base_text) {
            InstantBase::Activity(base_text.to_owned())
        } else {
            InstantBase::Value(self.condition_text(base_text, start, scope, false)?)
        };
        Some(InstantExpr { base, offset, span })
    }
}
