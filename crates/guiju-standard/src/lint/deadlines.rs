//! `deadline-before-spacing`: a deadline that ends before a required spacing does.

use super::walk;
use crate::diagnostic::Diagnostic;
use crate::model::{Body, Bound, Check, Head, ParamValue, Pattern, Standard};
use crate::source::Span;
use guiju_time::Span as Duration;
use std::collections::BTreeMap;

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    let mut apart: Vec<(String, &Bound)> = Vec::new();
    for clause in &standard.clauses {
        walk::parts(&clause.part, &mut |part| {
            if let Check::Apart(pattern, bound, _) = &part.check {
                apart.push((text(standard, pattern), bound));
            }
        });
    }
    for clause in &standard.clauses {
        walk::parts(&clause.part, &mut |part| {
            let Check::Rule(rule) = &part.check else { return };
            let Some(within) = &rule.within else { return };
            if let Some(at_least) = &rule.at_least {
                compare(standard, within, at_least, found);
            }
            if let (Head::When(a), Body::Owed(b)) = (&rule.head, &rule.body) {
                let (a, b) = (text(standard, a), text(standard, b));
                for (_, spacing) in apart.iter().filter(|(p, _)| *p == a && *p == b) {
                    compare(standard, within, spacing, found);
                }
            }
        });
    }
}

fn compare(standard: &Standard, within: &Bound, spacing: &Bound, found: &mut Vec<Diagnostic>) {
    for (case, limit) in values(standard, within) {
        for (other, least) in values(standard, spacing) {
            let same_case = case.is_empty() || other.is_empty() || case == other;
            if !same_case || !shorter(limit, least) {
                continue;
            }
            let place = standard.sources.place(place(spacing));
            let case = if case.is_empty() { other } else { case.clone() };
            let (of_zh, of_en) = if case.is_empty() {
                (String::new(), String::new())
            } else {
                (format!("（`{case}`）"), format!(" (`{case}`)"))
            };
            found.push(
                Diagnostic::error(
                    "deadline-before-spacing",
                    self::place(within),
                    format!("期限 {limit}{of_zh} 比要求的最短间隔 {least} 还短，做不到（{place}）"),
                    format!(
                        "the deadline {limit}{of_en} ends before the required {least} have passed ({place})"
                    ),
                )
                .help("放宽期限，或缩短间隔。", "widen the deadline, or shorten the spacing"),
            );
            return;
        }
    }
}

fn shorter(limit: Duration, least: Duration) -> bool {
    match (limit, least) {
        (Duration::Elapsed(a), Duration::Elapsed(b)) | (Duration::WorkHours(a), Duration::WorkHours(b)) => {
            a < b
        }
        (Duration::Workdays(a), Duration::Workdays(b))
        | (Duration::CalendarDays(a), Duration::CalendarDays(b))
        | (Duration::Months(a), Duration::Months(b)) => a < b,
        _ => false,
    }
}

/// The lengths that a bound may have, with the value of `by` for which it has it.
fn values(standard: &Standard, bound: &Bound) -> Vec<(String, Duration)> {
    match bound {
        Bound::Fixed(length, _) => vec![(String::new(), *length)],
        Bound::Param(name, _) => {
            let mut all: BTreeMap<String, Vec<Duration>> = BTreeMap::new();
            for (_, value, _) in standard.params.get(name).iter().flat_map(|param| &param.values) {
                match value {
                    ParamValue::Duration(length) => all.entry(String::new()).or_default().push(*length),
                    ParamValue::By(values) => {
                        for (case, value) in values {
                            if let ParamValue::Duration(length) = value {
                                all.entry(case.clone()).or_default().push(*length);
                            }
                        }
                    }
                    _ => {}
                }
            }
            all.into_iter()
                .flat_map(|(case, list)| list.into_iter().map(move |l| (case.clone(), l)))
                .collect()
        }
        Bound::Computed(..) => Vec::new(),
    }
}

fn place(bound: &Bound) -> Span {
    match bound {
        Bound::Fixed(_, span) | Bound::Param(_, span) | Bound::Computed(_, span) => *span,
    }
}

fn text(standard: &Standard, pattern: &Pattern) -> String {
    let mut words = Vec::new();
    pattern.atoms(&mut |atom, span| {
        let condition = atom.condition().map_or("", |condition| condition.text());
        words.push(format!("{} {condition}", standard.sources.slice(span)));
    });
    words.join("|")
}
