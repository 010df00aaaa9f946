//! `unused`: phrases, situations, figures and tables that nothing in the pack uses. A form may be there to be filled in alone.

use super::params::READY_MADE;
use super::walk::{self, Met};
use crate::diagnostic::Diagnostic;
use crate::model::{Atom, Body, Bound, Check, Pattern, Standard};
use crate::read::READY_MADE_PHRASES;
use crate::source::Span;
use guiju_condition::Place;
use guiju_phrase::Item;
use std::collections::BTreeSet;

#[derive(Default)]
struct Used<'a> {
    phrases: BTreeSet<&'a str>,
    situations: BTreeSet<&'a str>,
    params: BTreeSet<&'a str>,
    tables: BTreeSet<&'a str>,
    activities: BTreeSet<&'a str>,
}

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    let used = used(standard);
    let mut report = |what: (&str, &str), name: &str, span: Span| {
        found.push(
            Diagnostic::warning(
                "unused",
                span,
                format!("{} `{name}` 没有用到", what.0),
                format!("the {} `{name}` is not used", what.1),
            )
            .help("用上它，或删掉。", "use it, or take it away"),
        );
    };
    for (name, phrase) in &standard.phrases {
        if !used.phrases.contains(name.as_str()) && !READY_MADE_PHRASES.contains(&name.as_str()) {
            report(("话术", "phrase"), name, phrase.span);
        }
    }
    for (name, situation) in &standard.situations {
        if !used.situations.contains(name.as_str()) && !used.activities.contains(name.as_str()) {
            report(("情境", "situation"), name, situation.span);
        }
    }
    for (name, param) in &standard.params {
        if !used.params.contains(name.as_str()) && !READY_MADE.contains(&name.as_str()) {
            report(("参数", "figure"), name, param.span);
        }
    }
    for (name, table) in &standard.tables {
        if !used.tables.contains(name.as_str()) {
            report(("决策表", "decision table"), name, table.span);
        }
    }
}

fn used(standard: &Standard) -> Used<'_> {
    let mut used = Used::default();
    walk::standard(standard, &mut |met| match met {
        Met::Pattern(pattern) => atoms(pattern, &mut used),
        Met::Condition(condition, ..) => {
            for place in condition.places() {
                if let Place::Param(name) = &place.place {
                    used.params.insert(name);
                }
            }
            for activity in condition.activities() {
                match activity.name.strip_prefix("param.") {
                    Some(param) => used.params.insert(param),
                    None => {
                        used.situations.insert(&activity.name);
                        used.activities.insert(&activity.name)
                    }
                };
            }
        }
        Met::Figure(name) => {
            used.params.insert(name);
        }
        Met::Bound(Bound::Param(name, _)) => {
            used.params.insert(name);
        }
        Met::Say(say) => used.phrases.extend(say.phrases.iter().chain(&say.harmless).map(String::as_str)),
        Met::Situation(name) => {
            used.situations.insert(name);
        }
        Met::Table(name) => {
            used.tables.insert(name);
        }
        _ => {}
    });
    for table in standard.tables.values() {
        used.phrases.extend(
            table.never.iter().chain(table.rows.iter().flat_map(|row| &row.never)).map(String::as_str),
        );
    }
    for clause in &standard.clauses {
        walk::parts(&clause.part, &mut |part| match &part.check {
            Check::Rule(rule) => {
                if let Body::Record(record) = &rule.body {
                    used.activities.insert(&record.form);
                }
            }
            Check::Agree(agree) => {
                used.tables.extend(agree.mapping.as_deref());
                used.activities.extend(agree.records.iter().map(|r| r.split('.').next().unwrap_or(r)));
            }
            _ => {}
        });
        walk::parts(&clause.part, &mut |part| {
            // `each: plan.rows` runs over a form's rows.
            if let Some(each) = &part.frame.each {
                used.activities.insert(each.over.split('.').next().unwrap_or(&each.over));
            }
        });
    }
    for encounter in standard.vocabulary.encounters.values() {
        used.activities.extend(
            encounter.opens.iter().chain(&encounter.closes).chain(&encounter.flow).map(String::as_str),
        );
    }
    // What a used phrase is made of is used as well.
    let mut open: Vec<&str> = used.phrases.iter().copied().collect();
    while let Some(name) = open.pop() {
        for item in standard.phrases.get(name).iter().flat_map(|phrase| &phrase.def.items) {
            if let Item::Phrase(inner) = item
                && used.phrases.insert(inner)
            {
                open.push(inner);
            }
        }
    }
    used
}

fn atoms<'a>(pattern: &'a Pattern, used: &mut Used<'a>) {
    pattern.atoms(&mut |atom, _| match atom {
        Atom::Activity { name, .. } => {
            used.activities.insert(name);
        }
        Atom::Says { phrase, .. } => {
            used.phrases.insert(phrase);
        }
        Atom::Situation { name, .. } => {
            used.situations.insert(name);
        }
        Atom::Param { name, .. } => {
            used.params.insert(name);
        }
        Atom::Instant { .. } => {}
    });
}
