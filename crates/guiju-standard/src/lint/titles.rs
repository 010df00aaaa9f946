//! `missing-title`: names that people would be shown in ASCII.

use super::params::READY_MADE;
use super::walk::{self, Met};
use crate::diagnostic::Diagnostic;
use crate::model::{Atom, Standard};
use crate::source::Span;
use guiju_condition::Place;
use std::collections::{BTreeMap, BTreeSet};

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
        walk::clause(clause, &mut |met| {
            if let Met::Pattern(pattern) = met {
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
    for (name, param) in &standard.params {
        if param.title.is_empty() && !READY_MADE.contains(&name.as_str()) {
            report(("参数", "figure"), name, param.span);
        }
    }
    for (name, span) in untitled(standard) {
        report(("属性", "attribute"), name, span);
    }
}

/// Attributes that conditions speak of and that have no title at any of the places that declare them.
fn untitled(standard: &Standard) -> Vec<(&str, Span)> {
    let mut asked = BTreeSet::new();
    walk::standard(standard, &mut |met| {
        if let Met::Condition(condition, ..) = met {
            for place in condition.places() {
                match &place.place {
                    Place::Event(name)
                    | Place::Activation(name)
                    | Place::Target(name)
                    | Place::Subject(name) => {
                        asked.insert(name.as_str());
                    }
                    _ => {}
                }
            }
        }
    });
    let vocabulary = &standard.vocabulary;
    let declared = (vocabulary.encounters.values().map(|encounter| &encounter.attrs))
        .chain(vocabulary.activities.values().map(|activity| &activity.attrs));
    let mut attrs: BTreeMap<&str, (bool, Span)> = BTreeMap::new();
    for (name, attr) in declared.flatten() {
        let (titled, _) = attrs.entry(name).or_insert((false, attr.span));
        *titled |= !attr.title.is_empty();
    }
    for (name, field) in standard.forms.values().flat_map(|form| &form.fields) {
        if let Some((titled, _)) = attrs.get_mut(name.as_str()) {
            *titled |= !field.attr.title.is_empty();
        }
    }
    let untitled = attrs.into_iter().filter(|(name, (titled, _))| !titled && asked.contains(name));
    untitled.map(|(name, (_, span))| (name, span)).collect()
}
