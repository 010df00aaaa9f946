//! What a name in a condition means, by the vocabulary and the place where the condition stands.

use super::Reader;
use crate::model::{AttrType, ParamValue};
use guiju_condition::{Names, Place, Resolved, Type};
use std::collections::BTreeMap;

/// Where a condition stands: which events and members it may speak of.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope<'a> {
    /// The type of the subject.
    pub(super) subject: Option<&'a str>,
    /// Activities of the event at hand.
    pub(super) event: Vec<String>,
    /// Activities of the activation.
    pub(super) activation: Vec<String>,
    /// Activities of the target.
    pub(super) target: Vec<String>,
    /// The population of `each`.
    pub(super) each: Option<String>,
    /// Records of `agree`.
    pub(super) records: Vec<String>,
    /// Columns of those that are rows of a form.
    pub(super) columns: BTreeMap<String, Type>,
    /// Whether there is an event at hand at all.
    pub(super) has_event: bool,
    /// Whether what is measured over a stretch has a name here.
    pub(super) measured: bool,
}

impl<'a> Scope<'a> {
    /// About the subject alone.
    pub(super) fn subject(subject: Option<&'a str>) -> Scope<'a> {
        Scope { subject, ..Scope::default() }
    }

    /// The same place with these activities as the event at hand.
    pub(super) fn at(&self, event: Vec<String>) -> Scope<'a> {
        Scope { event, has_event: true, ..self.clone() }
    }

    /// The same place over a stretch: its measures.
    pub(super) fn measured(&self) -> Scope<'a> {
        Scope { measured: true, ..self.at(Vec::new()) }
    }

    pub(super) fn names<'b>(&'b self, reader: &'b Reader) -> ScopedNames<'b> {
        ScopedNames { scope: self, reader }
    }
}

/// A scope together with what the reader knows.
pub(super) struct ScopedNames<'b> {
    scope: &'b Scope<'b>,
    reader: &'b Reader,
}

/// What the judge measures over a stretch.
const MEASURES: &[(&str, Type)] = &[
    ("length", Type::Duration),
    ("silence", Type::Duration),
    ("silence_gap", Type::Duration),
    ("excused_silence", Type::Duration),
    ("overlaps", Type::Int),
    ("interruptions", Type::Int),
    ("talk_share", Type::NUMBER),
    ("speed", Type::NUMBER),
    ("repeats", Type::Int),
    ("own_repeats", Type::Int),
    ("dissatisfaction", Type::Int),
    ("dissatisfaction_rise", Type::Int),
];

/// Attributes that every event has.
const EVENT_OWN: &[(&str, Type)] = &[
    ("time", Type::Time),
    ("recorded", Type::Time),
    ("id", Type::Text),
    ("type", Type::Text),
    ("source", Type::Text),
    ("by", Type::Text),
    ("speaker", Type::Text),
    ("text", Type::Text),
    ("place", Type::Any),
    ("situation", Type::Any),
    ("tags", Type::Any),
    ("start", Type::Time),
    ("end", Type::Time),
    ("duration", Type::Any),
    ("length", Type::Any),
    ("count", Type::Int),
];

impl ScopedNames<'_> {
    /// The type of an attribute among activities (or forms) that may be meant; `Any` where they differ.
    fn activity_type(&self, activities: &[String], attr: &str) -> Option<Type> {
        let mut found: Option<Type> = None;
        for activity in activities {
            let ty = match self.reader.vocabulary.activities.get(activity) {
                Some(declared) => declared.attrs.get(attr).map(|attr| attr.ty.clone()),
                None => None,
            };
            match (ty, &found) {
                (Some(ty), None) => found = Some(ty),
                (Some(ty), Some(before)) if ty != *before => found = Some(Type::Any),
                _ => {}
            }
        }
        found
    }

    /// A role is also the qualifier under which an event names the person: its id.
    fn qualifier(&self, activities: &[String], attr: &str) -> Option<Type> {
        let known = self.reader.vocabulary.objects.contains_key(attr)
            || self.reader.vocabulary.encounters.contains_key(attr)
            || self.reader.vocabulary.role_is_ours(attr).is_some();
        (known && !activities.is_empty()).then_some(Type::Any)
    }

    /// `event.x`, `a.x`, `t.x`: an attribute of an event.
    fn event_path(&self, activities: &[String], rest: &[&str]) -> Option<(String, Type, usize)> {
        for taken in (1..=rest.len()).rev() {
            let attr = rest[..taken].join(".");
            if let Some(ty) = self.activity_type(activities, &attr) {
                return Some((attr, ty, taken));
            }
        }
        let first = *rest.first()?;
        // An id has no attributes of its own: those of the object are found by its role.
        if rest.len() == 1
            && let Some(ty) = self.qualifier(activities, first)
        {
            return Some((first.to_owned(), ty, 1));
        }
        if let Some((_, ty)) = EVENT_OWN.iter().find(|(name, _)| *name == first) {
            return Some((first.to_owned(), ty.clone(), 1));
        }
        // Attributes of imported logs (`concept:name`) are not declared.
        (!first.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
            .then(|| (first.to_owned(), Type::Any, 1))
    }

    fn attrs_path(attrs: &BTreeMap<String, AttrType>, path: &[&str]) -> Option<(String, Type, usize)> {
        (1..=path.len()).rev().find_map(|taken| {
            let name = path[..taken].join(".");
            attrs.get(&name).map(|attr| (name, attr.ty.clone(), taken))
        })
    }

    /// A bare name: attribute of the event at hand, else of the subject, else of a related object.
    fn bare(&self, path: &[&str]) -> Option<Resolved> {
        let place = |(name, ty, taken)| Resolved { place: Place::Subject(name), ty, taken };
        if self.scope.measured
            && let Some((name, ty)) = MEASURES.iter().find(|(name, _)| *name == path[0])
        {
            return Some(place(((*name).to_owned(), ty.clone(), 1)));
        }
        if self.scope.has_event
            && let Some(found) = self.event_attr_declared(path)
        {
            return Some(place(found));
        }
        if let Some(encounter) =
            self.scope.subject.and_then(|name| self.reader.vocabulary.encounters.get(name))
        {
            if let Some(found) = Self::attrs_path(&encounter.attrs, path) {
                return Some(place(found));
            }
            // A role of the encounter, then an attribute of the people in it.
            if let Some(role) = encounter.roles.get(path[0])
                && let Some(attrs) = self.reader.vocabulary.objects.get(&role.object_type)
                && let Some((attr, ty, taken)) = path.get(1..).and_then(|rest| Self::attrs_path(attrs, rest))
            {
                let place = Place::Object { role: path[0].to_owned(), attr };
                return Some(Resolved { place, ty, taken: taken + 1 });
            }
        }
        if let Some(attrs) = self.object_attrs(path[0])
            && let Some((attr, ty, taken)) = path.get(1..).and_then(|rest| Self::attrs_path(attrs, rest))
        {
            let place = Place::Object { role: path[0].to_owned(), attr };
            return Some(Resolved { place, ty, taken: taken + 1 });
        }
        if self.reader.vocabulary.instants.contains_key(path[0]) {
            return Some(Resolved { place: Place::Instant(path[0].to_owned()), ty: Type::Time, taken: 1 });
        }
        if self.scope.has_event
            && let Some((attr, ty, taken)) = self.event_path(&self.scope.event, path)
        {
            return Some(place((attr, ty, taken)));
        }
        if ["evidence", "tags", "situation", "id", "opened_at", "closed_at"].contains(&path[0]) {
            let ty = if path[0].ends_with("_at") { Type::Time } else { Type::Any };
            return Some(place((path[0].to_owned(), ty, 1)));
        }
        // Under `each` over rows a bare name is a column of the row; a form's rows declare them, a list does not.
        self.scope.each.is_some().then(|| Resolved {
            place: Place::Each(Some(path[0].to_owned())),
            ty: Type::Any,
            taken: 1,
        })
    }

    fn event_attr_declared(&self, path: &[&str]) -> Option<(String, Type, usize)> {
        (1..=path.len()).rev().find_map(|taken| {
            let name = path[..taken].join(".");
            self.activity_type(&self.scope.event, &name).map(|ty| (name, ty, taken))
        })
    }

    fn object_attrs(&self, name: &str) -> Option<&BTreeMap<String, AttrType>> {
        let vocabulary = &self.reader.vocabulary;
        vocabulary
            .objects
            .get(name)
            .or_else(|| vocabulary.encounters.get(name).map(|encounter| &encounter.attrs))
    }

    /// `each.x`: an attribute of the member.
    fn each_path(&self, rest: &[&str]) -> Option<Resolved> {
        let Some(first) = rest.first() else {
            return Some(Resolved { place: Place::Each(None), ty: Type::Any, taken: 1 });
        };
        let attrs = self.scope.each.as_deref().and_then(|over| self.object_attrs(over));
        match attrs.and_then(|attrs| Self::attrs_path(attrs, rest)) {
            Some((attr, ty, taken)) => {
                Some(Resolved { place: Place::Each(Some(attr)), ty, taken: taken + 1 })
            }
            None => Some(Resolved { place: Place::Each(Some((*first).to_owned())), ty: Type::Any, taken: 2 }),
        }
    }

    /// The type of a figure.
    fn param_type(&self, name: &str) -> Option<Type> {
        let param = self.reader.params.get(name)?;
        let mut types = param.values.iter().flat_map(|(_, value, _)| value_types(value));
        let first = types.next()?;
        Some(if types.all(|ty| ty == first) { first } else { Type::Any })
    }
}

/// The types that a figure's value may have.
fn value_types(value: &ParamValue) -> Vec<Type> {
    match value {
        ParamValue::Duration(_) => vec![Type::Duration],
        ParamValue::Number(..) => vec![Type::NUMBER],
        ParamValue::Bool(_) => vec![Type::Bool],
        ParamValue::Text(_) => vec![Type::Text],
        ParamValue::List(items) => {
            let item = items.first().map_or(Type::Any, |item| value_types(item).remove(0));
            vec![Type::list(item)]
        }
        ParamValue::By(values) => values.values().flat_map(value_types).collect(),
    }
}

impl Names for ScopedNames<'_> {
    fn resolve(&self, path: &[&str]) -> Option<Resolved> {
        let (root, rest) = path.split_first()?;
        let event = |activities: &[String], make: fn(String) -> Place| {
            let (attr, ty, taken) = self.event_path(activities, rest)?;
            let place = if attr == "time" && *root == "event" { Place::EventTime } else { make(attr) };
            Some(Resolved { place, ty, taken: taken + 1 })
        };
        match *root {
            "event" => event(&self.scope.event, Place::Event),
            "a" if rest.first() == Some(&"due") => {
                Some(Resolved { place: Place::Activation("due".into()), ty: Type::Time, taken: 2 })
            }
            "a" => event(&self.scope.activation, Place::Activation),
            "t" => event(&self.scope.target, Place::Target),
            "each" => self.each_path(rest),
            "l" | "r" => {
                let name = rest.first()?;
                let make = if *root == "l" { Place::Left } else { Place::Right };
                let ty = self.activity_type(&self.scope.records, name).unwrap_or(Type::Any);
                Some(Resolved { place: make((*name).to_owned()), ty, taken: 2 })
            }
            "said" => {
                Some(Resolved { place: Place::Said((*rest.first()?).to_owned()), ty: Type::Any, taken: 2 })
            }
            "param" => {
                let name = rest.first()?;
                Some(Resolved {
                    place: Place::Param((*name).to_owned()),
                    ty: self.param_type(name)?,
                    taken: 2,
                })
            }
            _ => {
                if self.scope.records.iter().any(|record| record == root)
                    && let Some(attr) = rest.first()
                {
                    let ty = self.activity_type(&self.scope.records, attr).unwrap_or(Type::Any);
                    let place = Place::Record { name: (*root).to_owned(), attr: (*attr).to_owned() };
                    return Some(Resolved { place, ty, taken: 2 });
                }
                if !self.scope.records.is_empty()
                    && let Some(ty) = self
                        .activity_type(&self.scope.records, root)
                        .or_else(|| self.scope.columns.get(*root).cloned())
                {
                    return Some(Resolved { place: Place::Subject((*root).to_owned()), ty, taken: 1 });
                }
                if !self.scope.records.is_empty()
                    && let Some((name, ty)) = EVENT_OWN.iter().find(|(name, _)| name == root)
                {
                    let place = Place::Subject((*name).to_owned());
                    return Some(Resolved { place, ty: ty.clone(), taken: 1 });
                }
                self.bare(path)
            }
        }
    }

    fn activity(&self, name: &str) -> bool {
        let vocabulary = &self.reader.vocabulary;
        self.reader.known_activity(name)
            || self.reader.situations.contains(name)
            || vocabulary.instants.contains_key(name)
            || name.strip_prefix("param.").is_some_and(|param| self.reader.params.contains_key(param))
    }

    fn activity_attr(&self, activity: &str, attr: &str) -> Option<Type> {
        self.event_path(&[activity.to_owned()], &[attr]).map(|(_, ty, _)| ty)
    }

    fn candidates(&self) -> Vec<String> {
        let vocabulary = &self.reader.vocabulary;
        let mut names: Vec<String> = vocabulary.activities.keys().cloned().collect();
        names.extend(vocabulary.instants.keys().cloned());
        names.extend(self.reader.params.keys().map(|name| format!("param.{name}")));
        if let Some(encounter) = self.scope.subject.and_then(|name| vocabulary.encounters.get(name)) {
            names.extend(encounter.attrs.keys().cloned());
        }
        if self.scope.measured {
            names.extend(MEASURES.iter().map(|(name, _)| (*name).to_owned()));
        }
        for activity in &self.scope.event {
            if let Some(activity) = vocabulary.activities.get(activity) {
                names.extend(activity.attrs.keys().cloned());
            }
        }
        names
    }
}
