//! `missing-guide`: a severe clause that does not tell how to do it right.

use crate::diagnostic::Diagnostic;
use crate::model::{Severity, Standard};

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    for clause in &standard.clauses {
        if clause.severity < Severity::Major || !clause.guide.is_empty() || !clause.script.is_empty() {
            continue;
        }
        let severity = clause.severity.name();
        found.push(
            Diagnostic::warning(
                "missing-guide",
                clause.span,
                format!("`{severity}` 级的条款 `{}` 没有写怎样做才对", clause.id),
                format!("the {severity} clause `{}` does not say how to do it right", clause.id),
            )
            .help(
                "加一行 `guide: { zh: …, en: … }`，写给正在服务的人看。",
                "add a line `guide: { zh: …, en: … }` for the one who serves",
            ),
        );
    }
}
