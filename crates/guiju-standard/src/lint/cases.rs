//! `unknown-clause`, `unknown-encounter`, `bad-case`, `missing-case`: cases that ask for what there is not, and clauses without the
//! cases that they need.

use super::possible::{Verdicts, possible};
use super::unknown_clause;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::Standard;
use std::collections::BTreeMap;

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, Verdicts> = BTreeMap::new();
    for case in &standard.cases {
        if let Some(name) = case.encounter.get("type").and_then(serde_json::Value::as_str)
            && !standard.vocabulary.encounters.contains_key(name)
        {
            let known = standard.vocabulary.encounters.keys().map(String::as_str);
            let problem = Diagnostic::error(
                "unknown-encounter",
                case.span,
                format!("案例“{}”的服务过程 `{name}` 没有声明", case.name),
                format!("the case `{}` is of the encounter `{name}`, which is not declared", case.name),
            );
            found.push(match nearest(name, known) {
                Some(near) => {
                    problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?"))
                }
                None => problem.help(
                    "在 vocabulary.yaml 的 encounters 里声明它。",
                    "declare it under encounters in vocabulary.yaml",
                ),
            });
        }
        for (id, (expectation, span)) in &case.expect {
            match standard.clause(id) {
                Some(clause) => {
                    let seen = seen.entry(&clause.id).or_default();
                    seen.add(&expectation.verdict);
                    // A verdict of one activation shows as much as one of the whole.
                    expectation.activations.iter().flatten().for_each(|verdict| seen.add(verdict));
                }
                None => found.push(unknown_clause(
                    id,
                    *span,
                    standard.clauses.iter().map(|clause| clause.id.as_str()),
                )),
            }
        }
    }
    for clause in &standard.clauses {
        let missing = possible(standard, clause).without(seen.get(clause.id.as_str()).copied());
        if missing.is_empty() {
            continue;
        }
        let names = missing.names();
        found.push(
            Diagnostic::warning(
                "missing-case",
                clause.span,
                format!("条款 `{}` 缺少判为 {} 的案例", clause.id, names.join("、")),
                format!("the clause `{}` has no case in which it is {}", clause.id, names.join(", ")),
            )
            .help(
                format!("在 cases/ 里加一个案例，写 `expect: {{ {}: {} }}`。", clause.id, names[0]),
                format!("add a case to cases/ with `expect: {{ {}: {} }}`", clause.id, names[0]),
            ),
        );
    }
}
