//! Phrases, situations, and lists of words owed or forbidden.

use super::Reader;
use super::names::Scope;
use super::vocabulary::named;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{Phrase, Quorum, Say, Situation, Turns};
use crate::source::Span;
use crate::text::Text;
use crate::yaml::{Kind, Node};
use guiju_phrase::{As, Combine, Exempt, Item, PhraseBook, PhraseDef, Signal};
use std::collections::BTreeMap;

/// After how many turns a situation fades.
const TURNS: u32 = 6;

/// Phrases that every pack has; a pack adds to them.
pub(crate) const READY_MADE: &[&str] = &[
    "agrees",
    "refuses",
    "farewell",
    "anything",
    "asks_to_wait",
    "annoyed",
    "angry",
    "threatens",
    "dissatisfied",
];

/// Whether an item names a phrase; anything else is a pattern.
pub(crate) fn is_phrase_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

impl Reader {
    /// Names of phrases first, so that they may refer to each other.
    pub(super) fn declare_phrases(&mut self, part: &Node) {
        for (name, node) in named(part.get("phrases")) {
            let phrase = self.phrase(&name, node);
            self.phrases.insert(name, phrase);
        }
    }

    fn phrase(&mut self, name: &str, node: &Node) -> Phrase {
        let items = |node: &Node| -> Vec<Item> {
            node.items()
                .iter()
                .filter_map(Node::text)
                .map(|text| match is_phrase_name(text) {
                    true => Item::Phrase(text.to_owned()),
                    false => Item::Pattern(text.to_owned()),
                })
                .collect()
        };
        let mut kind = Combine::Any;
        let mut list = Vec::new();
        if node.is_map() {
            if let Some(of) = node.get("of") {
                let n = node.get("n").and_then(Node::text).and_then(|n| n.parse().ok()).unwrap_or(1);
                kind = Combine::AtLeast(n);
                list = items(of);
            } else if let Some(all) = node.get("all") {
                kind = Combine::All;
                list = items(all);
            } else if let Some(order) = node.get("in_order") {
                kind = Combine::InOrder;
                list = items(order);
            } else if let Some(any) = node.get("any") {
                list = items(any);
            } else if let Some(length) = node.get("silence") {
                kind = self.timed(Signal::Silence, length);
            } else if let Some(length) = node.get("interrupts") {
                kind = self.timed(Signal::Interruption, length);
            }
        } else {
            list = items(node);
        }
        if list.is_empty() && !matches!(kind, Combine::Timed { .. }) {
            self.report(
                Diagnostic::error(
                    "empty-phrase",
                    node.span,
                    format!("话术 `{name}` 没有写任何说法"),
                    format!("the phrase `{name}` has no wording"),
                )
                .help("写 `any: [说法, …]`。", "write `any: [wording, …]`"),
            );
        }
        let mut def = PhraseDef::of(name, kind, list);
        def.scope.as_ = node.get("as").and_then(Node::text).and_then(as_scope);
        def.harmless = Self::words(node.get("harmless"));
        def.exempt = node.get("exempt").map(exemptions);
        Phrase {
            def,
            title: self.text(node.get("title")),
            by: node.get("by").and_then(Node::text).map(str::to_owned),
            to: node.get("to").and_then(Node::text).map(str::to_owned),
            turns: node.get("turns").and_then(|node| self.turns(node)),
            claims: Vec::new(),
            script: self.text(node.get("script")),
            span: node.span,
        }
    }

    fn timed(&mut self, signal: Signal, node: &Node) -> Combine {
        let text = node.text().unwrap_or("");
        let (from, to) = text.split_once("..").unwrap_or((text, ""));
        let micros = |text: &str| {
            guiju_time::Span::parse(text.trim())
                .ok()
                .and_then(guiju_time::Span::as_elapsed)
                .map(|micros| micros.0)
        };
        match micros(from) {
            Some(at_least_us) => Combine::Timed { signal, at_least_us, at_most_us: micros(to) },
            None => {
                self.error(
                    "bad-duration",
                    node.span,
                    (
                        format!("`{text}` 不是时长范围，写作 `30s..`"),
                        format!("`{text}` is not a range of durations; write it like `30s..`"),
                    ),
                    ("例如 `30s..`、`..2min`、`10s..30s`。", "such as `30s..`, `..2min`, `10s..30s`"),
                );
                Combine::Timed { signal, at_least_us: 0, at_most_us: None }
            }
        }
    }

    /// `first`, `last`, `1..3`, `-2..`, `first_of_all`.
    fn turns(&mut self, node: &Node) -> Option<Turns> {
        let text = node.text().unwrap_or("").trim();
        let parsed = match text {
            "first" => Some(Turns { from: 1, to: Some(1), of_all: false }),
            "first_of_all" => Some(Turns { from: 1, to: Some(1), of_all: true }),
            "last" => Some(Turns { from: -1, to: Some(-1), of_all: false }),
            _ => match text.split_once("..") {
                Some((from, to)) => {
                    let from = if from.is_empty() { Some(1) } else { from.parse().ok() };
                    let to = if to.is_empty() { Some(None) } else { to.parse().ok().map(Some) };
                    from.zip(to).map(|(from, to)| Turns { from, to, of_all: false })
                }
                None => text.parse().ok().map(|n| Turns { from: n, to: Some(n), of_all: false }),
            },
        };
        if parsed.is_none() {
            self.error(
                "bad-turns",
                node.span,
                (
                    format!("看不懂话轮 `{text}`，可写 `first`、`last`、`1..3`、`-2..`"),
                    format!("cannot read turns `{text}`; write `first`, `last`, `1..3` or `-2..`"),
                ),
                (
                    "话轮从锚点数起；`first_of_all` 是整段对话的第一轮。",
                    "turns count from the anchor; `first_of_all` is the first of the whole dialogue",
                ),
            );
        }
        parsed
    }

    /// What phrases refer to: other phrases, claims; patterns are compiled to find what is wrong with them.
    pub(super) fn resolve_phrases(&mut self, part: &Node) {
        for (name, node) in named(part.get("phrases")) {
            for key in ["any", "all", "of", "in_order"] {
                for item in node.get(key).map(Node::items).unwrap_or(&[]) {
                    if let Some(text) = item.text()
                        && is_phrase_name(text)
                    {
                        self.phrase_named(text, item.span);
                    }
                }
            }
            self.known_roles(node.get("by"));
            self.known_roles(node.get("to"));
            let Some(claims) = node.get("claims") else { continue };
            let scope = Scope::subject(None).at(vec!["utterance".to_owned()]);
            let entries: Vec<(String, &Node)> = match claims.kind {
                Kind::Map(_) => named(Some(claims)).collect(),
                _ => vec![(String::new(), claims)],
            };
            for (element, node) in entries {
                // "element: event" claims that the event has happened.
                let condition = match node.text() {
                    Some(text) if self.known_activity(text) => self.condition_text(
                        &format!("done({text})"),
                        super::scalars::scalar_start(node),
                        &scope,
                        true,
                    ),
                    _ => self.any_subject_condition(node, &scope),
                };
                if let (Some(condition), Some(phrase)) = (condition, self.phrases.get_mut(&name)) {
                    phrase.claims.push((element, condition));
                }
            }
        }
    }

    /// A condition that may name attributes of any encounter: the first one that takes it decides.
    pub(super) fn any_subject_condition(
        &mut self,
        node: &Node,
        scope: &Scope<'_>,
    ) -> Option<guiju_condition::Condition> {
        let subjects: Vec<String> = self.vocabulary.encounters.keys().cloned().collect();
        let before = self.found.len();
        for subject in &subjects {
            self.found.truncate(before);
            let scope = Scope { subject: Some(subject), ..scope.clone() };
            if let Some(condition) = self.condition(node, &scope) {
                return Some(condition);
            }
        }
        if subjects.is_empty() { self.condition(node, scope) } else { None }
    }

    /// Compiles all phrases: what is wrong with patterns comes back by phrase and item.
    pub(super) fn check_phrases(&mut self) {
        let defs: Vec<PhraseDef> = self.phrases.values().map(|phrase| phrase.def.clone()).collect();
        let Err(problems) = PhraseBook::compile(&defs) else { return };
        for problem in problems {
            let span = self.phrases.get(&problem.phrase).map(|phrase| phrase.span).unwrap_or_default();
            self.error(
                "bad-phrase",
                span,
                (problem.zh(), problem.to_string()),
                (
                    "改正这条句式；记号有 `( | )`、`?`、`…`、`{槽位}`、`re:/…/`、`~`。",
                    "correct the pattern; its signs are `( | )`, `?`, `…`, `{slot}`, `re:/…/`, `~`",
                ),
            );
        }
    }

    /// Reads `situations`.
    pub(super) fn read_situations(&mut self, part: &Node, situations: &mut BTreeMap<String, Situation>) {
        let subjects: Vec<String> = self.vocabulary.encounters.keys().cloned().collect();
        for (name, node) in named(part.get("situations")) {
            let before = self.found.len();
            // Conditions may name attributes of any encounter: the first one that takes them all decides.
            let mut read = None;
            for subject in subjects.iter().map(|s| Some(s.as_str())).chain(std::iter::once(None)) {
                self.found.truncate(before);
                read = self.situation(node, &Scope::subject(subject));
                if self.found.len() == before {
                    break;
                }
            }
            if let Some(situation) = read {
                situations.insert(name, situation);
            }
        }
    }

    fn situation(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Situation> {
        let turns = node.get("turns").and_then(Node::text).and_then(|n| n.parse().ok()).unwrap_or(TURNS);
        let (from, until, title) = match node.get("from") {
            Some(from) => {
                let until = match node.get("until") {
                    Some(until) => Some(self.pattern(until, scope)?),
                    None => None,
                };
                (self.pattern(from, scope)?, until, self.text(node.get("title")))
            }
            // Known by tags and by an activity of its name alone.
            None if node.is_map() || node.is_null() => {
                (crate::model::Pattern::Any(Vec::new()), None, self.text(node.get("title")))
            }
            None => (self.pattern(node, scope)?, None, Text::default()),
        };
        let aside = node.get("aside").is_some_and(|node| node.text() == Some("true"));
        Some(Situation { title, from, until, turns, aside, span: node.span })
    }

    /// A phrase by name, or a pattern as a phrase of its own; reports a name that nobody declared.
    pub(super) fn phrase_named(&mut self, text: &str, span: Span) -> Option<String> {
        let text = text.trim();
        if self.phrases.contains_key(text) || READY_MADE.contains(&text) {
            return Some(text.to_owned());
        }
        if !is_phrase_name(text) {
            let phrase = Phrase {
                def: PhraseDef::any(text, [text]),
                title: Text::default(),
                by: None,
                to: None,
                turns: None,
                claims: Vec::new(),
                script: Text::default(),
                span,
            };
            self.phrases.insert(text.to_owned(), phrase);
            return Some(text.to_owned());
        }
        let near = nearest(text, self.phrases.keys().map(String::as_str)).map(str::to_owned);
        let problem = Diagnostic::error(
            "unknown-phrase",
            span,
            format!("没有叫 `{text}` 的话术"),
            format!("there is no phrase `{text}`"),
        );
        self.report(match near {
            Some(near) => problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?")),
            None => problem.help("在 phrases.yaml 里声明它。", "declare it in phrases.yaml"),
        });
        None
    }

    /// `say` or `never_say` with the scope keys beside it.
    pub(super) fn say(&mut self, said: &Node, beside: Option<&Node>) -> Say {
        let (list, quorum) = match &said.kind {
            Kind::Map(_) => {
                let n = said.get("n").and_then(Node::text).and_then(|n| n.parse().ok()).unwrap_or(1);
                match (said.get("all"), said.get("any"), said.get("of")) {
                    (Some(all), _, _) => (all, Quorum::All),
                    (_, Some(any), _) => (any, Quorum::AtLeast(1)),
                    (_, _, Some(of)) => (of, Quorum::AtLeast(n)),
                    _ => (said, Quorum::All),
                }
            }
            _ => (said, Quorum::All),
        };
        let phrases: Vec<String> = list
            .items()
            .iter()
            .filter_map(|item| item.text().map(|text| (text.to_owned(), item.span)))
            .filter_map(|(text, span)| self.phrase_named(&text, span))
            .collect();
        let word = |key: &str| beside.and_then(|node| node.get(key)).and_then(Node::text).map(str::to_owned);
        for key in ["by", "to"] {
            if let (Some(role), Some(node)) = (word(key), beside.and_then(|node| node.get(key))) {
                self.known_role(&role, node.span);
            }
        }
        Say {
            phrases,
            quorum,
            by: word("by").unwrap_or_else(|| "staff".to_owned()),
            to: word("to"),
            turns: beside.and_then(|node| node.get("turns")).and_then(|node| self.turns(node)),
            as_: word("as").as_deref().and_then(as_scope),
            harmless: Self::words(beside.and_then(|node| node.get("harmless"))),
            exempt: beside.and_then(|node| node.get("exempt")).map(exemptions),
            span: said.span,
        }
    }
}

fn as_scope(text: &str) -> Option<As> {
    match text {
        "whole_turn" => Some(As::WholeTurn),
        "whole_clause" => Some(As::WholeClause),
        "turn_start" => Some(As::TurnStart),
        "turn_end" => Some(As::TurnEnd),
        _ => None,
    }
}

fn exemptions(node: &Node) -> Vec<Exempt> {
    node.items()
        .iter()
        .filter_map(Node::text)
        .filter_map(|text| match text {
            "quoted" => Some(Exempt::Quoted),
            "negated" => Some(Exempt::Negated),
            _ => None,
        })
        .collect()
}
