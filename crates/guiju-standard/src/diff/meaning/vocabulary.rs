//! Encounters, objects, activities, forms.

use super::super::tree::Tree;
use super::says::{InOrder, Record, Says};
use crate::model::{Activity, AttrType, DefaultValue, Encounter, Field, Form, PauseRule, Role, Windowed};
use crate::text::Text;
use guiju_condition::Type;
use std::collections::BTreeMap;

pub(super) fn encounter(encounter: &Encounter) -> (Tree, Tree) {
    let Encounter { title, opens, closes, attrs, required, roles, clock, pauses, flow, windowed, span: _ } =
        encounter;
    let over = windowed.as_ref().map(|Windowed { over, window, via }| {
        Record::default().with("over", over).with("window", window).with("via", via).done()
    });
    let meaning = Record::default()
        .with("opens", opens)
        .with("closes", closes)
        .with("attrs", attrs)
        .with("required", required)
        .with("roles", roles)
        .with("clock", clock)
        .with("pauses", pauses)
        .and(over)
        .done();
    let titles: BTreeMap<String, Text> =
        roles.iter().map(|(name, role)| (name.clone(), role.title.clone())).collect();
    let texts = Record::default()
        .with("title", title)
        .with("attrs", &titles_of(attrs))
        .with("roles", &titles)
        .with("flow", &InOrder(flow));
    (meaning, texts.done())
}

pub(super) fn object(attrs: &BTreeMap<String, AttrType>) -> (Tree, Tree) {
    let meaning = Record::default().with("attrs", attrs).done();
    (meaning, Record::default().with("attrs", &titles_of(attrs)).done())
}

pub(super) fn activity(activity: &Activity) -> (Tree, Tree) {
    let Activity { title, attrs, seen_by, known_as, same_within, sets, span: _ } = activity;
    let meaning = Record::default()
        .with("attrs", attrs)
        .with("seen_by", &InOrder(seen_by))
        .with("known_as", known_as)
        .with("same_within", same_within)
        .with("sets", sets)
        .done();
    (meaning, Record::default().with("title", title).with("attrs", &titles_of(attrs)).done())
}

pub(super) fn form(form: &Form) -> (Tree, Tree) {
    let Form { title, fields, signed, not_by, span: _ } = form;
    let meaning =
        Record::default().with("fields", fields).with("signed", signed).with("not_by", not_by).done();
    let titles: BTreeMap<String, Text> =
        fields.iter().map(|(name, field)| (name.clone(), field.attr.title.clone())).collect();
    (meaning, Record::default().with("title", title).with("fields", &titles).done())
}

fn titles_of(attrs: &BTreeMap<String, AttrType>) -> Tree {
    let titled = |(name, attr): (&String, &AttrType)| attr.title.says().map(|title| (name.clone(), title));
    Tree::Map(attrs.iter().filter_map(titled).collect())
}

impl Says for AttrType {
    fn says(&self) -> Option<Tree> {
        let AttrType { ty, unit, range, default, rows, title: _, values: _, span: _ } = self;
        let ty = match ty {
            Type::Record(_) => format!("{ty:?}"),
            ty => ty.to_string(),
        };
        Some(
            Record::default()
                .with("type", &ty)
                .with("unit", &unit.map(|unit| unit.to_string()))
                .with("range", &range.map(|range| range.to_string()))
                .with("default", default)
                .with("rows", rows)
                .done(),
        )
    }
}

impl Says for DefaultValue {
    fn says(&self) -> Option<Tree> {
        match self {
            DefaultValue::Value(condition) => condition.says(),
            DefaultValue::Instant(instant) => instant.says(),
        }
    }
}

impl Says for Role {
    fn says(&self) -> Option<Tree> {
        let Role { object_type, min, title: _ } = self;
        Some(Record::default().with("type", object_type).with("min", min).done())
    }
}

impl Says for PauseRule {
    fn says(&self) -> Option<Tree> {
        let PauseRule { from, until, needs } = self;
        Some(Record::default().with("from", from).with("until", until).with("needs", needs).done())
    }
}

impl Says for Field {
    fn says(&self) -> Option<Tree> {
        let Field { attr, optional, required_if, shown_if, same_as } = self;
        let same_as = same_as
            .as_ref()
            .map(|(activity, within)| Record::default().with("at", activity).with("within", within).done());
        Some(
            Record::default()
                .and(attr.says())
                .with("optional", optional)
                .with("required_if", required_if)
                .with("shown_if", shown_if)
                .with("same_as", &same_as)
                .done(),
        )
    }
}
