//! What surrounds a check: stretch, members, exceptions, evidence.

use crate::model::{
    Body, Check, Choose, During, Each, EvidenceNeed, Exception, Frame, Head, Hold, HoldOn, Rule, Unless,
};
use crate::read::Reader;
use crate::read::names::Scope;
use crate::read::scalars::scalar_start;
use crate::yaml::{Kind, Node};

impl Reader {
    pub(in crate::read) fn frame(
        &mut self,
        node: &Node,
        each: Option<Each>,
        check: &Check,
        scope: &Scope<'_>,
    ) -> Frame {
        let during = node.get("during").and_then(|during| self.during(during, scope));
        let mut inner = scope.clone();
        inner.activation = self.activation_activities(check);
        let unless = node.get("unless").and_then(|unless| self.unless(unless, &inner));
        let evidence = match node.get("evidence") {
            Some(evidence) if evidence.is_map() => {
                EvidenceNeed { kinds: Self::words(evidence.get("only")), only: true }
            }
            evidence => EvidenceNeed { kinds: Self::words(evidence), only: false },
        };
        Frame {
            during,
            each,
            unless,
            evidence,
            absence: node.get("absence").and_then(Node::text).map(str::to_owned),
            clock: node.get("clock").and_then(Node::text).map(str::to_owned),
        }
    }

    pub(in crate::read) fn activation_activities(&self, check: &Check) -> Vec<String> {
        match check {
            Check::Rule(Rule { head: Head::When(p) | Head::Before(p) | Head::Around(p), .. }) => {
                self.activities_of(p)
            }
            Check::Rule(Rule { body: Body::Forbidden(p), .. }) => self.activities_of(p),
            Check::Hold(Hold { on: HoldOn::At(p) | HoldOn::Inspect(p, _), .. }) => self.activities_of(p),
            Check::Choose(Choose { pattern, .. }) => self.activities_of(pattern),
            _ => Vec::new(),
        }
    }

    pub(in crate::read) fn each(&mut self, node: &Node, beside: &Node, scope: &Scope<'_>) -> Option<Each> {
        let text = node.text()?;
        let (over, condition) = match text.find(" where ") {
            Some(at) => (&text[..at], Some(at + " where ".len())),
            None => (text, None),
        };
        let over = over.trim().to_owned();
        let condition = match condition {
            Some(at) => {
                let mut scope = scope.clone();
                scope.each = Some(over.clone());
                Some(self.condition_text(&text[at..], scalar_start(node).inner(at, at), &scope, true)?)
            }
            None => None,
        };
        let via = beside.get("via").and_then(Node::text).map(str::to_owned);
        Some(Each { over, condition, via, span: node.span })
    }

    pub(in crate::read) fn during(&mut self, node: &Node, scope: &Scope<'_>) -> Option<During> {
        if let Some(from) = node.get("from") {
            let from = self.pattern(from, scope)?;
            let until = match node.get("until") {
                Some(until) => Some(self.pattern(until, scope)?),
                None => None,
            };
            return Some(During::Between { from, until });
        }
        if let Some(name) = node.text()
            && self.situations.contains(name.trim())
        {
            return Some(During::Situation(name.trim().to_owned(), node.span));
        }
        // An activity as a stretch: from it to the closing; a misspelt situation is reported by the pattern.
        self.pattern(node, scope).map(|from| During::Between { from, until: None })
    }

    pub(in crate::read) fn unless(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Unless> {
        let nodes: Vec<&Node> = match &node.kind {
            Kind::List(items) => items.iter().collect(),
            _ => vec![node],
        };
        let mut any = Vec::new();
        for node in nodes {
            let pattern = match node.get("event") {
                Some(event) => self.pattern(event, scope)?,
                None => self.pattern(node, scope)?,
            };
            let before = match node.get("before") {
                Some(before) => Some(self.pattern(before, scope)?),
                None => None,
            };
            any.push(Exception { pattern, before });
        }
        let mut activities: Vec<String> = any.iter().flat_map(|e| self.activities_of(&e.pattern)).collect();
        activities.dedup();
        let inner = scope.at(activities);
        Some(Unless {
            moves_to: node.get("moves_to").and_then(|moves| self.value(moves, &inner)),
            moves: node.get("moves").and_then(Node::text).and_then(|n| n.parse().ok()).unwrap_or(1),
            same: self.values(node.get("same"), &inner),
            with: node.get("with").and_then(|with| self.condition(with, &inner)),
            any,
        })
    }
}
