//! `unknown-evidence`, `no-evidence-left`: kinds of evidence that nobody knows, and clauses that take none that could show
//! what they ask for.

use super::walk::{self, locate};
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{Atom, Body, Check, HoldOn, Part, Pattern, Standard};

/// The kinds of evidence.
pub const KINDS: &[&str] = &[
    "tap",
    "photo",
    "location",
    "telephony",
    "transcript",
    "form",
    "survey",
    "inspection",
    "exam",
    "import",
];

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    for activity in standard.vocabulary.activities.values() {
        for kind in &activity.seen_by {
            check(standard, activity.span, kind, found);
        }
    }
    for clause in &standard.clauses {
        walk::parts(&clause.part, &mut |part| {
            for kind in &part.frame.evidence.kinds {
                check(standard, part.span, kind, found);
            }
            narrowed_to_nothing(standard, &clause.id, part, found);
        });
    }
}

fn check(standard: &Standard, around: crate::source::Span, kind: &str, found: &mut Vec<Diagnostic>) {
    if KINDS.contains(&kind) {
        return;
    }
    let problem = Diagnostic::error(
        "unknown-evidence",
        locate(&standard.sources, around, kind),
        format!("没有 `{kind}` 这种证据"),
        format!("there is no evidence `{kind}`"),
    );
    found.push(match nearest(kind, KINDS.iter().copied()) {
        Some(near) => problem.help(
            format!("是想写 `{near}` 吗？可写：{}。", KINDS.join("、")),
            format!("did you mean `{near}`? known: {}", KINDS.join(", ")),
        ),
        None => problem.help(format!("可写：{}。", KINDS.join("、")), format!("known: {}", KINDS.join(", "))),
    });
}

/// The event that a part asks for, where one of its kinds must be among the clause's.
fn asked(part: &Part) -> Option<&Pattern> {
    match &part.check {
        Check::Rule(rule) => match &rule.body {
            Body::Owed(p) | Body::Forbidden(p) => Some(p),
            _ => None,
        },
        Check::Hold(hold) => match &hold.on {
            HoldOn::At(p) | HoldOn::Inspect(p, _) => Some(p),
            HoldOn::Stretch => None,
        },
        _ => None,
    }
}

fn narrowed_to_nothing(standard: &Standard, clause: &str, part: &Part, found: &mut Vec<Diagnostic>) {
    let taken = &part.frame.evidence.kinds;
    let Some(pattern) = asked(part).filter(|_| !taken.is_empty()) else { return };
    let mut hidden: Option<Vec<(String, Vec<String>)>> = Some(Vec::new());
    pattern.atoms(&mut |atom, _| {
        let shows = match atom {
            Atom::Activity { name, .. } => standard
                .vocabulary
                .activities
                .get(name)
                .map(|a| (name, &a.seen_by))
                .filter(|(_, s)| !s.is_empty()),
            _ => None,
        };
        match shows {
            Some((name, seen_by)) if !seen_by.iter().any(|kind| taken.contains(kind)) => {
                if let Some(hidden) = &mut hidden {
                    hidden.push((name.clone(), seen_by.clone()));
                }
            }
            // Something that may be seen is enough.
            _ => hidden = None,
        }
    });
    let Some((name, seen_by)) = hidden.and_then(|hidden| hidden.into_iter().next()) else { return };
    found.push(
        Diagnostic::error(
            "no-evidence-left",
            locate(&standard.sources, part.span, "evidence"),
            format!(
                "条款 `{clause}` 只认 {}，而 `{name}` 只能由 {} 证明：永远判不出",
                taken.join("、"),
                seen_by.join("、")
            ),
            format!(
                "the clause `{clause}` takes {} only, and `{name}` is shown by {} only: it would always be unknown",
                taken.join(", "),
                seen_by.join(", ")
            ),
        )
        .help(
            format!("在 `evidence` 里加上 {} 之一，或改词汇表的 `seen_by`。", seen_by.join("、")),
            format!("add one of {} to `evidence`, or correct `seen_by` in the vocabulary", seen_by.join(", ")),
        ),
    );
}
