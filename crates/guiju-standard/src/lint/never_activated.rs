//! `never-activated`: a clause whose activation can't come about.

use super::walk;
use crate::diagnostic::Diagnostic;
use crate::model::{Atom, Check, Clause, During, Head, HoldOn, Param, ParamValue, Part, Pattern, Standard};
use crate::source::Span;

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    for clause in &standard.clauses {
        walk::parts(&clause.part, &mut |part| {
            for pattern in activations(part) {
                if let Some((why, span)) = impossible(standard, clause, pattern) {
                    found.push(
                        Diagnostic::error(
                            "never-activated",
                            span,
                            format!("条款 `{}` 永远不会触发：{}", clause.id, why.0),
                            format!("the clause `{}` can never be activated: {}", clause.id, why.1),
                        )
                        .help(why.2, why.3),
                    );
                }
            }
        });
    }
}

fn activations(part: &Part) -> Vec<&Pattern> {
    let mut patterns = Vec::new();
    match &part.check {
        Check::Rule(rule) => {
            if let Head::When(p) | Head::Before(p) | Head::Around(p) = &rule.head {
                patterns.push(p);
            }
        }
        Check::Hold(hold) => {
            if let HoldOn::At(p) = &hold.on {
                patterns.push(p);
            }
        }
        _ => {}
    }
    if let Some(During::Between { from, .. }) = &part.frame.during {
        patterns.push(from);
    }
    patterns
}

type Why = (String, String, &'static str, &'static str);

/// Why no event can match a pattern, and where that is written.
fn impossible(standard: &Standard, clause: &Clause, pattern: &Pattern) -> Option<(Why, Span)> {
    let each = |list: &[Pattern]| list.iter().find_map(|p| impossible(standard, clause, p));
    match pattern {
        Pattern::One(atom, span) => one(standard, clause, atom).map(|why| (why, *span)),
        Pattern::Any(list) | Pattern::FirstOf(list) => {
            let all: Option<Vec<_>> = list.iter().map(|p| impossible(standard, clause, p)).collect();
            all.and_then(|mut all| all.drain(..).next())
        }
        Pattern::All(list) | Pattern::InOrder(list) => each(list),
        Pattern::AtLeast(n, list) if *n > list.len() => {
            let mut place = clause.span;
            pattern.atoms(&mut |_, span| place = if place == clause.span { span } else { place });
            Some((
                (
                    format!("要 {n} 项，只列了 {} 项", list.len()),
                    format!("it asks for {n} of {}", list.len()),
                    "把 `n` 改小，或补上缺的事件。",
                    "ask for fewer, or add the events that are missing",
                ),
                place,
            ))
        }
        Pattern::AtLeast(..) => None,
    }
}

fn one(standard: &Standard, clause: &Clause, atom: &Atom) -> Option<Why> {
    match atom {
        Atom::Situation { name, .. } => {
            let situation = standard.situations.get(name)?;
            let from = &situation.from;
            // Without `from` a situation is known by tags and by an activity of its name.
            if matches!(from, Pattern::Any(list) if list.is_empty()) {
                return None;
            }
            impossible(standard, clause, from).map(|(why, _)| why)
        }
        Atom::Param { name, .. } => {
            let mut names = Vec::new();
            texts(standard.params.get(name)?, &mut names);
            let known = |name: &String| {
                standard.vocabulary.activities.contains_key(name)
                    || standard.situations.contains_key(name)
                    || standard.vocabulary.instants.contains_key(name)
                    || crate::read::READY_MADE_ACTIVITIES.contains(&name.as_str())
            };
            (!names.iter().any(known)).then(|| {
                (
                    format!("参数 `{name}` 的值不是活动"),
                    format!("the value of the figure `{name}` is no activity"),
                    "把参数的值写成词汇表里的活动名。",
                    "give the figure the name of an activity in the vocabulary",
                )
            })
        }
        Atom::Activity { by: Some(role), .. } => {
            let encounter = standard.vocabulary.encounters.get(&clause.per)?;
            let known = encounter.roles.contains_key(role)
                || ["staff", "customer"].contains(&role.as_str())
                // A windowed subject sees the events of other encounters, with their roles.
                || encounter.windowed.is_some();
            (!known).then(|| {
                (
                    format!("`{}` 里没有角色 `{role}`", clause.per),
                    format!("there is no role `{role}` in `{}`", clause.per),
                    "换成该服务过程的角色，或在词汇表里给它加上这个角色。",
                    "name a role of that encounter, or add the role to it in the vocabulary",
                )
            })
        }
        _ => None,
    }
}

fn texts(param: &Param, into: &mut Vec<String>) {
    fn add(value: &ParamValue, into: &mut Vec<String>) {
        match value {
            ParamValue::Text(text) => into.push(text.clone()),
            ParamValue::List(items) => items.iter().for_each(|item| add(item, into)),
            ParamValue::By(values) => values.values().for_each(|value| add(value, into)),
            _ => {}
        }
    }
    param.values.iter().for_each(|(_, value, _)| add(value, into));
}
