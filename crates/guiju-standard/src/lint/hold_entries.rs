//! `unit-mismatch`, `unknown-value`: entries of `hold` that no value of the attribute can meet.

use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{Atom, AttrType, Check, EntryTest, HoldOn, Pattern, Requirement, Standard};
use crate::source::Span;
use guiju_condition::Type;
use guiju_time::Unit;

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    for clause in &standard.clauses {
        super::walk::parts(&clause.part, &mut |part| {
            let Check::Hold(hold) = &part.check else { return };
            let (HoldOn::At(pattern) | HoldOn::Inspect(pattern, _)) = &hold.on else { return };
            let Requirement::Entries(entries) = &hold.requirement else { return };
            for (name, test, span) in entries {
                let Some(attr) = attr(standard, &clause.per, pattern, name) else { continue };
                match test {
                    EntryTest::Range(range) => {
                        found.extend(range_problem(name, attr, range.unit(), &range.to_string(), *span));
                    }
                    EntryTest::Figures(range, _) => {
                        let units = range.params().into_iter().filter_map(|name| standard.params.get(name));
                        let fixed = range.fixed_units().into_iter();
                        let units = units.flat_map(|param| param.units()).chain(fixed);
                        let mut problems = units
                            .filter_map(|unit| range_problem(name, attr, unit, &range.to_string(), *span));
                        found.extend(problems.next());
                    }
                    EntryTest::OneOf(values) => {
                        for value in values.iter().filter_map(serde_json::Value::as_str) {
                            found.extend(value_problem(name, attr, value, *span));
                        }
                    }
                }
            }
        });
    }
}

/// The attribute as an event of the pattern has it, else the subject.
fn attr<'a>(standard: &'a Standard, per: &str, pattern: &Pattern, name: &str) -> Option<&'a AttrType> {
    let vocabulary = &standard.vocabulary;
    let mut found = None;
    pattern.atoms(&mut |atom, _| {
        if let Atom::Activity { name: activity, .. } = atom
            && let Some(attr) = vocabulary.activities.get(activity).and_then(|a| a.attrs.get(name))
        {
            found = found.or(Some(attr));
        }
    });
    found.or_else(|| vocabulary.encounters.get(per)?.attrs.get(name))
}

fn range_problem(name: &str, attr: &AttrType, told: Unit, range: &str, span: Span) -> Option<Diagnostic> {
    let declared = match (&attr.ty, attr.unit) {
        (_, Some(unit)) => unit,
        (Type::Duration, None) => Unit::parse("s")?,
        (Type::Int | Type::Number { .. }, None) => Unit::ONE,
        (Type::Any, None) => return None,
        (other, None) => {
            return Some(
                Diagnostic::error(
                    "unit-mismatch",
                    span,
                    format!("`{name}` 不是数，不能落在 `{range}` 里"),
                    format!("`{name}` is no number ({other}), so it can't lie in `{range}`"),
                )
                .help("写它可以是的值。", "write the values that it may have"),
            );
        }
    };
    // A bare figure counts in the declared unit.
    if told == Unit::ONE || told.dimension() == declared.dimension() {
        return None;
    }
    let (told, declared) = (told.symbol(), if declared == Unit::ONE { "1" } else { declared.symbol() });
    Some(
        Diagnostic::error(
            "unit-mismatch",
            span,
            format!("`{name}` 以 `{declared}` 计，`{told}` 与它不能换算"),
            format!("`{name}` is given in `{declared}`, which `{told}` does not convert to"),
        )
        .help(
            "写同一类量的单位，或改词汇表里的单位。",
            "write a unit of the same kind, or correct the vocabulary",
        ),
    )
}

fn value_problem(name: &str, attr: &AttrType, value: &str, span: Span) -> Option<Diagnostic> {
    let Type::Enum(known) = &attr.ty else { return None };
    if known.iter().any(|known| **known == *value) {
        return None;
    }
    let list: Vec<&str> = known.iter().map(|known| &**known).collect();
    let problem = Diagnostic::error(
        "unknown-value",
        span,
        format!("`{name}` 不会是 `{value}`"),
        format!("`{name}` is never `{value}`"),
    );
    Some(match nearest(value, list.iter().copied()) {
        Some(near) => problem.help(
            format!("是想写 `{near}` 吗？可写：{}。", list.join("、")),
            format!("did you mean `{near}`? its values are {}", list.join(", ")),
        ),
        None => problem
            .help(format!("可写：{}。", list.join("、")), format!("its values are {}", list.join(", "))),
    })
}
