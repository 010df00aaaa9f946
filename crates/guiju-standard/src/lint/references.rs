//! `unknown-clause`, `clause-cycle`, `instant-cycle`, `name-clash`: what clauses and instants refer to.

use super::unknown_clause;
use super::walk::{self, Met, locate};
use crate::diagnostic::Diagnostic;
use crate::model::{Atom, Check, Clause, InstantBase, InstantExpr, Standard};
use crate::source::Span;
use std::collections::BTreeMap;

/// Words that `absence` knows beside clauses.
const ABSENCE_WORDS: &[&str] = &["unknown"];

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    let mut graph: BTreeMap<String, Vec<(String, Span)>> = BTreeMap::new();
    for clause in &standard.clauses {
        let uses = clause_uses(standard, clause);
        for (id, span) in uses.iter().filter_map(|(node, span)| Some((node.strip_prefix("clause ")?, span))) {
            if standard.clause(id).is_none() {
                found.push(unknown(standard, id, *span));
            }
        }
        graph.insert(format!("clause {}", clause.id), uses);
    }
    for (name, (instant, span)) in &standard.vocabulary.instants {
        if let InstantBase::DueOf { clause, .. } = &instant.base
            && standard.clause(clause).is_none()
        {
            found.push(unknown(standard, clause, locate(&standard.sources, *span, clause)));
        }
        graph.insert(
            format!("instant {name}"),
            uses_of(instant).into_iter().map(|node| (node, *span)).collect(),
        );
        clash(standard, name, *span, found);
    }
    for name in standard.situations.keys() {
        if standard.vocabulary.instants.contains_key(name) {
            clash(standard, name, standard.situations[name].span, found);
        }
    }
    cycles(&graph, found);
}

fn unknown(standard: &Standard, id: &str, span: Span) -> Diagnostic {
    unknown_clause(id, span, standard.clauses.iter().map(|clause| clause.id.as_str()))
}

/// A name that is both an instant and something that happens: which one is meant?
fn clash(standard: &Standard, name: &str, span: Span, found: &mut Vec<Diagnostic>) {
    let (zh, en, other) = if let Some(activity) = standard.vocabulary.activities.get(name) {
        ("活动", "an activity", activity.span)
    } else if let Some(situation) = standard.situations.get(name).filter(|s| s.span != span) {
        ("情境", "a situation", situation.span)
    } else {
        return;
    };
    let place = standard.sources.place(other);
    found.push(
        Diagnostic::error(
            "name-clash",
            span,
            format!("`{name}` 既是时点又是{zh}（{place}）"),
            format!("`{name}` is both an instant and {en} ({place})"),
        )
        .help("给时点换个名字，例如加 `_due`。", "rename the instant, for example with `_due` behind it"),
    );
}

/// What a clause's verdict or bounds depend on.
fn clause_uses(standard: &Standard, clause: &Clause) -> Vec<(String, Span)> {
    let mut uses = Vec::new();
    walk::parts(&clause.part, &mut |part| {
        if let Check::Clause(id, span) = &part.check {
            uses.push((format!("clause {id}"), *span));
        }
        if let Some(id) = part.frame.absence.as_deref().filter(|id| !ABSENCE_WORDS.contains(id)) {
            uses.push((format!("clause {id}"), locate(&standard.sources, part.span, id)));
        }
        walk::part(part, &mut |met| match met {
            Met::Instant(instant) => {
                uses.extend(uses_of(instant).into_iter().map(|node| (node, instant.span)));
            }
            Met::Pattern(pattern) => pattern.atoms(&mut |atom, span| {
                if let Atom::Instant { name, .. } = atom {
                    uses.push((format!("instant {name}"), span));
                }
            }),
            Met::Condition(condition, around, _) => {
                for place in condition.places() {
                    if let guiju_condition::Place::Instant(name) = &place.place {
                        uses.push((format!("instant {name}"), locate(&standard.sources, around, name)));
                    }
                }
            }
            _ => {}
        });
    });
    uses
}

fn uses_of(instant: &InstantExpr) -> Vec<String> {
    match &instant.base {
        InstantBase::Named(name) => vec![format!("instant {name}")],
        InstantBase::DueOf { clause, .. } => vec![format!("clause {clause}")],
        InstantBase::Value(condition) => condition
            .places()
            .iter()
            .filter_map(|place| match &place.place {
                guiju_condition::Place::Instant(name) => Some(format!("instant {name}")),
                _ => None,
            })
            .collect(),
        InstantBase::Activity(_) => Vec::new(),
    }
}

/// Every ring once, from its least name on.
fn cycles(graph: &BTreeMap<String, Vec<(String, Span)>>, found: &mut Vec<Diagnostic>) {
    for start in graph.keys() {
        let mut path = vec![start.as_str()];
        if let Some((ring, span)) = ring(graph, start, &mut path, start, &mut Default::default()) {
            let names: Vec<&str> =
                ring.iter().map(|node| node.split_once(' ').map_or(*node, |(_, n)| n)).collect();
            let shown = format!("{} → {}", names.join(" → "), names[0]);
            let clauses = ring.iter().any(|node| node.starts_with("clause "));
            found.push(if clauses {
                Diagnostic::error(
                    "clause-cycle",
                    span,
                    format!("条款互相依赖，成了环：{shown}"),
                    format!("clauses depend on each other in a ring: {shown}"),
                )
                .help("让其中一条不再引用另一条。", "let one of them stand by itself")
            } else {
                Diagnostic::error(
                    "instant-cycle",
                    span,
                    format!("时点互相引用，成了环：{shown}"),
                    format!("instants refer to each other in a ring: {shown}"),
                )
                .help("让其中一个从活动或属性算起。", "count one of them from an activity or an attribute")
            });
        }
    }
}

/// The way from `at` back to `start` over names that are not before it.
fn ring<'g>(
    graph: &'g BTreeMap<String, Vec<(String, Span)>>,
    start: &str,
    path: &mut Vec<&'g str>,
    at: &str,
    seen: &mut std::collections::BTreeSet<&'g str>,
) -> Option<(Vec<&'g str>, Span)> {
    for (next, span) in graph.get(at).map(Vec::as_slice).unwrap_or(&[]) {
        if next == start {
            return Some((path.clone(), *span));
        }
        if next.as_str() < start || !graph.contains_key(next) || !seen.insert(next) {
            continue;
        }
        path.push(next);
        if let Some(found) = ring(graph, start, path, next, seen) {
            return Some((found.0, *span));
        }
        path.pop();
    }
    None
}
