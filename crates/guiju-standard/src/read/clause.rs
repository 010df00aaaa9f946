//! Clauses.

use super::Reader;
use super::merge::with_defaults;
use super::names::Scope;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{Clause, Covers, Severity};
use crate::source::Span;
use crate::yaml::{Kind, Node};

impl Reader {
    /// Reads a file of clauses.
    pub(super) fn read_clauses(&mut self, file: &Node, clauses: &mut Vec<Clause>) {
        for node in with_defaults(file) {
            let Some(id_node) = node.get("id") else {
                self.report(
                    Diagnostic::error(
                        "missing-key",
                        node.span,
                        "这条条款没有 `id`",
                        "this clause has no `id`",
                    )
                    .help("加一行 `id: …`。", "add a line `id: …`"),
                );
                continue;
            };
            let id = id_node.text().unwrap_or("").to_owned();
            if let Some(first) = clauses.iter().find(|clause| clause.id == id) {
                let place = self.sources.place(first.span);
                self.report(
                    Diagnostic::error(
                        "duplicate-id",
                        id_node.span,
                        format!("条款 `{id}` 写了两次，先见于 {place}"),
                        format!("the clause `{id}` is written twice, first at {place}"),
                    )
                    .help("换一个 id，或合成一条。", "give it another id, or make one clause of both"),
                );
                continue;
            }
            if let Some(clause) = self.clause(&node, id, id_node.span) {
                clauses.push(clause);
            }
        }
    }

    fn clause(&mut self, node: &Node, id: String, span: Span) -> Option<Clause> {
        let per = self.per(node, span)?;
        let scope = Scope::subject(Some(&per));
        let applies = match node.get("applies") {
            Some(applies) => Some(self.condition(applies, &scope)?),
            None => None,
        };
        let part = self.part(node, &scope)?;
        let severity = node
            .get("severity")
            .and_then(Node::text)
            .and_then(Severity::from_name)
            .unwrap_or(Severity::Minor);
        Some(Clause {
            title: self.text(node.get("title")),
            source: node.get("source").and_then(Node::text).unwrap_or("").to_owned(),
            covers: covers(node.get("covers"), &id, span),
            severity,
            points: node.get("points").and_then(Node::text).and_then(|n| n.parse().ok()),
            bonus: node.get("bonus").and_then(Node::text).and_then(|n| n.parse().ok()).unwrap_or(0.0),
            malus: node.get("malus").and_then(Node::text).and_then(|n| n.parse().ok()).unwrap_or(0.0),
            scored_from: node.get("scored_from").and_then(|date| self.date(date)),
            section: node.get("section").and_then(Node::text).map(str::to_owned),
            applies,
            as_of_activation: node.get("as_of").and_then(Node::text) == Some("activation"),
            confirm_by_person: node.get("confirm").is_some(),
            guide: self.text(node.get("guide")),
            script: self.text(node.get("script")),
            note: self.text(node.get("note")),
            interpretation: self.text(node.get("interpretation")),
            report_only: node.get("report_only").and_then(Node::text) == Some("true"),
            id,
            per,
            part,
            span,
        })
    }

    /// The type of subject: as written, or the only one that there is.
    fn per(&mut self, node: &Node, span: Span) -> Option<String> {
        let known: Vec<String> = self.vocabulary.encounters.keys().cloned().collect();
        match (node.get("per"), known.as_slice()) {
            (Some(per), _) => {
                let name = per.text().unwrap_or("").to_owned();
                if known.contains(&name) {
                    return Some(name);
                }
                let near = nearest(&name, known.iter().map(String::as_str)).map(str::to_owned);
                let problem = Diagnostic::error(
                    "unknown-encounter",
                    per.span,
                    format!("没有声明服务过程 `{name}`"),
                    format!("the encounter `{name}` is not declared"),
                );
                self.report(match near {
                    Some(near) => {
                        problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?"))
                    }
                    None => problem.help(
                        "在 vocabulary.yaml 的 encounters 里声明它。",
                        "declare it under encounters in vocabulary.yaml",
                    ),
                });
                None
            }
            (None, [only]) => Some(only.clone()),
            (None, _) => {
                self.report(
                    Diagnostic::error(
                        "missing-key",
                        span,
                        "这条条款没有写 `per`",
                        "this clause has no `per`",
                    )
                    .help(
                        format!("写 `per: …`，可选：{}。", known.join("、")),
                        format!("write `per: …`, one of {}", known.join(", ")),
                    ),
                );
                None
            }
        }
    }
}

fn covers(node: Option<&Node>, id: &str, span: Span) -> Covers {
    match node.map(|node| (&node.kind, node)) {
        Some((Kind::Map(entries), _)) => Covers::ByValue(
            entries
                .iter()
                .map(|(value, row)| {
                    (value.text().unwrap_or("").to_owned(), row.text().unwrap_or("").to_owned(), row.span)
                })
                .collect(),
        ),
        Some((_, node)) => Covers::Rows(
            node.items().iter().map(|row| (row.text().unwrap_or("").to_owned(), row.span)).collect(),
        ),
        None => Covers::Rows(vec![(id.to_owned(), span)]),
    }
}
