//! `never-true`: a condition whose parts contradict each other.

use super::walk::{self, Met, Use, locate};
use crate::diagnostic::Diagnostic;
use crate::model::Standard;
use guiju_condition::never_true;

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    walk::standard(standard, &mut |met| {
        let Met::Condition(condition, around, Use::Test) = met else { return };
        if !never_true(condition) {
            return;
        }
        let span = locate(&standard.sources, around, condition.text());
        found.push(
            Diagnostic::error(
                "never-true",
                span,
                format!("条件 `{}` 永远不成立", condition.text()),
                format!("the condition `{}` never holds", condition.text()),
            )
            .label("各部分互相矛盾", "its parts contradict each other")
            .help(
                "检查 `&&` 两边要求的值；若是“二者之一”，写 `||` 或 `in [..]`。",
                "look at the values on both sides of `&&`; for one or the other write `||` or `in [..]`",
            ),
        );
    });
}
