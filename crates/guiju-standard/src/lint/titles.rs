//! `missing-title`: names that people would be shown in ASCII.

use crate::diagnostic::Diagnostic;
use crate::model::{Atom, Standard};
use crate::source::Span;
use std::collections::BTreeSet;

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    let mut report = |what: (&str, &str), name: &str, span: Span| {
        found.push(
            Diagnostic::warning(
                "missing-title",
                span,
                format!("{} `{name}` 没有标题，说明里只能显示这个名字", what.0),
                format!("the {} `{name}` has no title; people would be shown the bare name", what.1),
            )
            .help("加上 `title: { zh: …, en: … }`。", "add `title: { zh: …, en: … }`"),
        );
    };
    for clause in standard.clauses.iter().filter(|clause| clause.title.is_empty()) {
        report(("条款", "clause"), &clause.id, clause.span);
    }
    for (name, encounter) in &standard.vocabulary.encounters {
        if encounter.title.is_empty() {
            report(("服务过程", "encounter"), name, encounter.span);
        }
    }
    // Only what a verdict would name: activities that clauses speak of.
    let mut named = BTreeSet::new();
    for clause in &standard.clauses {
        super::walk::clause(clause, &mut |met| {
            if let super::walk::Met::Pattern(pattern) = met {
                pattern.atoms(&mut |atom, _| {
                    if let Atom::Activity { name, .. } = atom {
                        named.insert(name.as_str());
                    }
                });
            }
        });
    }
    for (name, activity) in &standard.vocabulary.activities {
        if activity.title.is_empty() && named.contains(name.as_str()) {
            report(("活动", "activity"), name, activity.span);
        }
    }
}
