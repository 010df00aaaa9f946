//! `count-bounds`: a count whose least is above its most.

use super::walk::{self, locate};
use crate::diagnostic::Diagnostic;
use crate::model::{Check, Count, Standard};
use guiju_condition::{Condition, ExprKind, Value};

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    for clause in &standard.clauses {
        walk::parts(&clause.part, &mut |part| {
            let Check::Count(Count { min: Some(min), max: Some(max), .. }) = &part.check else { return };
            let (Some(least), Some(most)) = (number(min), number(max)) else { return };
            if least > most {
                found.push(
                    Diagnostic::error(
                        "count-bounds",
                        locate(&standard.sources, part.span, &format!("min: {}", min.text())),
                        format!("至少 {least} 又至多 {most}，做不到"),
                        format!("at least {least} and at most {most} can't both be met"),
                    )
                    .help(
                        "把 `min` 与 `max` 对调，或改正其中一个。",
                        "exchange `min` and `max`, or correct one",
                    ),
                );
            }
        });
    }
}

fn number(condition: &Condition) -> Option<f64> {
    match &condition.expr().kind {
        ExprKind::Literal(Value::Int(n)) => Some(*n as f64),
        ExprKind::Literal(Value::Float(n)) => Some(*n),
        _ => None,
    }
}
