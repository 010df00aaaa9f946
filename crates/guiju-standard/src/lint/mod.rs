//! What cannot work, found before anyone is judged by it. One finding's home is one file; the registry lists them.

mod cases;
mod codes;
mod contradictions;
mod counts;
mod covers;
mod deadlines;
mod evidence;
mod explain;
mod guides;
mod hold_entries;
mod never_activated;
mod never_holds;
mod params;
mod possible;
mod references;
mod settings;
mod tables;
mod texts;
mod titles;
mod unused;
mod walk;

pub use explain::{codes, explain, page};

use crate::diagnostic::{Diagnostic, Weight, nearest};
use crate::model::Standard;
use crate::source::Span;

/// A lint: looks at a standard and says what it found.
struct Lint {
    find: fn(&Standard, &mut Vec<Diagnostic>),
    /// Says something only of a pack that was read in full: what uses a name may be what could not be read.
    whole: bool,
}

const fn any(find: fn(&Standard, &mut Vec<Diagnostic>)) -> Lint {
    Lint { find, whole: false }
}

const fn whole(find: fn(&Standard, &mut Vec<Diagnostic>)) -> Lint {
    Lint { find, whole: true }
}

/// All lints.
const LINTS: &[Lint] = &[
    any(never_holds::find),
    any(never_activated::find),
    any(contradictions::find),
    any(counts::find),
    any(deadlines::find),
    any(tables::find),
    any(settings::find),
    any(hold_entries::find),
    any(guides::find),
    any(params::find),
    any(evidence::find),
    any(texts::find),
    any(titles::find),
    whole(references::find),
    whole(covers::find),
    whole(cases::find),
    whole(unused::find),
];

/// All findings about a standard that was read, by place.
pub fn lint(standard: &Standard) -> Vec<Diagnostic> {
    let mut found = findings(standard, false);
    found.sort_by(|a, b| (a.span, a.weight, a.code).cmp(&(b.span, b.weight, b.code)));
    found.dedup();
    found
}

/// Findings; of a pack that was not read in full only those that stand by themselves.
pub(crate) fn findings(standard: &Standard, in_part: bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for lint in LINTS.iter().filter(|lint| !(in_part && lint.whole)) {
        (lint.find)(standard, &mut found);
    }
    // Advice about a pack that joins in is for those who write that one.
    found.retain(|finding| finding.weight == Weight::Error || is_own(standard, finding.span));
    found
}

/// Whether a place lies in the standard's own folder.
fn is_own(standard: &Standard, span: Span) -> bool {
    let folder = |span: Span| {
        let path = &standard.sources.file(span.file).path;
        path.strip_suffix("standard.yaml").unwrap_or(path)
    };
    standard.sources.file(span.file).path.starts_with(folder(standard.span))
}

/// A clause that nobody wrote.
pub(crate) fn unknown_clause<'a>(
    id: &str,
    span: Span,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let problem = Diagnostic::error(
        "unknown-clause",
        span,
        format!("没有条款 `{id}`"),
        format!("there is no clause `{id}`"),
    );
    match nearest(id, known) {
        Some(near) => problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?")),
        None => problem.help(
            "写出条款的完整 id；被关闭的条款不能再引用。",
            "write the clause's whole id; a clause that is switched off can't be referred to",
        ),
    }
}
