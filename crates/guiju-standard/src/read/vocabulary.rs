//! Encounters, objects, activities, named instants.

use super::Reader;
use super::names::Scope;
use crate::diagnostic::Diagnostic;
use crate::model::{Activity, AttrType, DefaultValue, Encounter, PauseRule, Role, Windowed};
use crate::text::Text;
use crate::yaml::{Kind, Node};
use guiju_condition::Type;
use guiju_time::{Quantity, Range, Unit, Window};
use std::collections::BTreeMap;

impl Reader {
    /// First pass: names and types, without anything that refers to other names.
    pub(super) fn declare(&mut self, part: &Node) {
        for (name, node) in named(part.get("activities")) {
            let seen_by = Self::words(node.get("seen_by"));
            let same_within = node
                .get("same_within")
                .and_then(Node::text)
                .and_then(|text| guiju_time::Span::parse(text).ok())
                .and_then(guiju_time::Span::as_elapsed);
            let known_as = node.get("known_as").and_then(Node::text).map(str::to_owned);
            let attrs = self.attrs(node.get("attrs"));
            let title = self.text(node.get("title"));
            self.vocabulary.activities.insert(
                name,
                Activity {
                    title,
                    attrs,
                    seen_by,
                    same_within,
                    known_as,
                    sets: BTreeMap::new(),
                    span: node.span,
                },
            );
        }
        for (name, node) in named(part.get("objects")) {
            let attrs = self.attrs(Some(node));
            self.vocabulary.objects.entry(name).or_default().extend(attrs);
        }
        for (name, node) in named(part.get("encounters")) {
            let encounter = self.encounter(node);
            self.vocabulary.encounters.insert(name, encounter);
        }
        for (name, node) in named(part.get("forms")) {
            let attrs = self.attrs_of_form(node);
            let seen_by = Self::words(node.get("seen_by"));
            let seen_by = if seen_by.is_empty() { vec!["form".to_owned()] } else { seen_by };
            let title = self.text(node.get("title"));
            self.vocabulary
                .activities
                .entry(name.clone())
                .and_modify(|activity| activity.attrs.extend(attrs.clone()))
                .or_insert(Activity {
                    title,
                    attrs,
                    seen_by,
                    same_within: None,
                    known_as: None,
                    sets: BTreeMap::new(),
                    span: node.span,
                });
            self.forms.insert(name);
        }
        self.situations.extend(named(part.get("situations")).map(|(name, _)| name));
        self.tables.extend(named(part.get("tables")).map(|(name, _)| name));
    }

    fn encounter(&mut self, node: &Node) -> Encounter {
        let roles = named(node.get("roles"))
            .map(|(name, role)| {
                let object_type = role.get("type").unwrap_or(role).text().unwrap_or("person").to_owned();
                let min = role.get("min").and_then(Node::text).and_then(|n| n.parse().ok()).unwrap_or(0);
                let title = self.text(role.get("title"));
                (name, Role { object_type, min, title })
            })
            .collect();
        let window = node.get("window").and_then(Node::text).and_then(Window::from_name);
        let windowed = node.get("over").and_then(Node::text).zip(window).map(|(over, window)| Windowed {
            over: over.to_owned(),
            window,
            via: node.get("via").and_then(Node::text).map(str::to_owned),
        });
        Encounter {
            title: self.text(node.get("title")),
            opens: Self::words(node.get("opens")),
            closes: Self::words(node.get("closes")),
            attrs: self.attrs(node.get("attrs")),
            required: Self::words(node.get("required")),
            roles,
            clock: node
                .get("clock")
                .and_then(Node::text)
                .filter(|name| *name != "elapsed")
                .map(str::to_owned),
            pauses: Vec::new(),
            flow: Self::words(node.get("flow")),
            windowed,
            span: node.span,
        }
    }

    /// Attributes by name.
    pub(super) fn attrs(&mut self, node: Option<&Node>) -> BTreeMap<String, AttrType> {
        named(node).map(|(name, node)| (name, self.attr(node))).collect()
    }

    /// One attribute: a type, a unit, a range, a list of values, or a mapping with `type`.
    pub(super) fn attr(&mut self, node: &Node) -> AttrType {
        let (typed, title) = match &node.kind {
            Kind::Map(_) => (node.get("type").or(node.get("values")), self.text(node.get("title"))),
            _ => (Some(node), Text::default()),
        };
        let (ty, unit, range) = match typed {
            None if node.get("rows").is_some() => {
                (Type::list(Type::Record(guiju_condition::Fields::open())), None, None)
            }
            None => (Type::Any, None, None),
            Some(typed) => self.attr_type(typed),
        };
        let values = node.get("values").map(|values| {
            let titled = |(name, title): (String, &Node)| (name, self.text(Some(title)));
            named(Some(values)).map(titled).collect()
        });
        AttrType {
            ty,
            unit,
            range,
            default: None,
            rows: self.attrs(node.get("rows")),
            title,
            values: values.unwrap_or_default(),
            span: node.span,
        }
    }

    fn attr_type(&mut self, node: &Node) -> (Type, Option<Unit>, Option<Range>) {
        match &node.kind {
            Kind::List(items) => return (Type::one_of(items.iter().filter_map(Node::text)), None, None),
            // `values: { left: { zh: 左, en: left } }`
            Kind::Map(_) => {
                let values: Vec<String> = named(Some(node)).map(|(value, _)| value).collect();
                return (Type::one_of(values), None, None);
            }
            _ => {}
        }
        let text = node.text().unwrap_or("").trim();
        let ty = match text {
            "bool" => Type::Bool,
            "int" => Type::Int,
            "number" | "float" => Type::NUMBER,
            "text" | "string" | "file" | "photo" | "choice" | "phone" => Type::Text,
            "time" | "datetime" | "date" => Type::Time,
            "duration" => Type::Duration,
            "list" | "table" | "multi" | "rows" | "items" => Type::list(Type::Any),
            "record" => Type::Record(guiju_condition::Fields::open()),
            "any" => Type::Any,
            _ => {
                if let Some(unit) = Unit::parse(text) {
                    return (unit_type(unit), Some(unit), None);
                }
                if text.contains("..")
                    && let Ok(range) = Range::parse(text)
                {
                    return (unit_type(range.unit()), Some(range.unit()), Some(range));
                }
                if self.vocabulary.objects.contains_key(text) {
                    return (Type::Any, None, None);
                }
                self.report(
                    Diagnostic::error(
                        "unknown-type",
                        node.span,
                        format!("没有 `{text}` 这种类型或单位"),
                        format!("there is no type or unit `{text}`"),
                    )
                    .help(
                        "可写 bool、int、number、text、time、duration、list、file，单位（cm、°、%、V …），范围（1..5），或值的列表。",
                        "write bool, int, number, text, time, duration, list, file, a unit (cm, °, %, V …), a range (1..5), or a list of values",
                    ),
                );
                Type::Any
            }
        };
        (ty, None, None)
    }

    fn attrs_of_form(&mut self, node: &Node) -> BTreeMap<String, AttrType> {
        let mut attrs = self.attrs(node.get("fields"));
        for (name, ty) in [("signed_by", Type::Any), ("signer", Type::Any), ("signed_at", Type::Any)] {
            attrs.entry(name.to_owned()).or_insert(AttrType {
                ty,
                unit: None,
                range: None,
                default: None,
                rows: BTreeMap::new(),
                title: Text::default(),
                values: BTreeMap::new(),
                span: node.span,
            });
        }
        attrs
    }

    /// Second pass: what refers to other names (`sets`, `default`, pauses, instants).
    pub(super) fn resolve_vocabulary(&mut self, part: &Node) {
        for (name, node) in named(part.get("activities")) {
            for (attr, value) in named(node.get("sets")) {
                let scope = Scope::subject(None).at(vec![name.clone()]);
                if let Some(condition) = self.value(value, &scope)
                    && let Some(activity) = self.vocabulary.activities.get_mut(&name)
                {
                    activity.sets.insert(attr, condition);
                }
            }
            let scope = Scope::subject(None).at(vec![name.clone()]);
            for (attr, value) in self.defaults(node.get("attrs"), &scope) {
                if let Some(activity) = self.vocabulary.activities.get_mut(&name)
                    && let Some(declared) = activity.attrs.get_mut(&attr)
                {
                    declared.default = value;
                }
            }
        }
        for (name, node) in named(part.get("encounters")) {
            for (attr, value) in self.defaults(node.get("attrs"), &Scope::subject(Some(&name))) {
                if let Some(encounter) = self.vocabulary.encounters.get_mut(&name)
                    && let Some(declared) = encounter.attrs.get_mut(&attr)
                {
                    declared.default = value;
                }
            }
        }
        for (name, node) in named(part.get("objects")) {
            for (attr, value) in self.defaults(Some(node), &Scope::subject(None)) {
                if let Some(declared) =
                    self.vocabulary.objects.get_mut(&name).and_then(|object| object.get_mut(&attr))
                {
                    declared.default = value;
                }
            }
        }
        for (name, node) in named(part.get("encounters")) {
            let scope = Scope::subject(Some(&name));
            let pauses = node
                .get("pauses")
                .map(Node::items)
                .unwrap_or(&[])
                .iter()
                .filter_map(|pause| {
                    Some(PauseRule {
                        from: self.pattern(pause.get("from")?, &scope)?,
                        until: self.pattern(pause.get("until")?, &scope)?,
                        needs: Self::words(pause.get("needs")),
                    })
                })
                .collect();
            for key in ["opens", "closes", "flow"] {
                for item in node.get(key).map(Node::items).unwrap_or(&[]) {
                    if let Some(activity) = item.text()
                        && !self.known_activity(activity)
                    {
                        self.unknown_activity(activity, item.span);
                    }
                }
            }
            if let Some(encounter) = self.vocabulary.encounters.get_mut(&name) {
                encounter.pauses = pauses;
            }
        }
    }

    /// A default: a point in time (`event.time + 3 workdays`), else a value in CEL.
    fn default_value(&mut self, node: &Node, scope: &Scope<'_>) -> Option<DefaultValue> {
        let text = node.text()?;
        let offset = text.rfind(" + ").or(text.rfind(" - ")).map(|at| &text[at + 3..]);
        let is_span = |offset: &str| {
            guiju_time::Span::parse(offset).is_ok()
                || offset
                    .strip_prefix("param.")
                    .is_some_and(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
        };
        if offset.is_some_and(|offset| is_span(offset.trim())) {
            return self.instant(text, super::scalars::scalar_start(node), scope).map(DefaultValue::Instant);
        }
        self.value(node, scope).map(DefaultValue::Value)
    }

    /// What attributes are taken for where they are absent.
    fn defaults(&mut self, attrs: Option<&Node>, scope: &Scope<'_>) -> Vec<(String, Option<DefaultValue>)> {
        named(attrs)
            .filter_map(|(attr, node)| Some((attr, node.get("default")?)))
            .map(|(attr, default)| (attr, self.default_value(default, scope)))
            .collect()
    }

    /// Names of instants first, so that they may refer to each other and conditions to them.
    pub(super) fn declare_instants(&mut self, part: &Node) {
        for (name, node) in named(part.get("instants")) {
            let placeholder = crate::model::InstantExpr {
                base: crate::model::InstantBase::Named(name.clone()),
                offset: None,
                span: node.span,
            };
            self.vocabulary.instants.insert(name.clone(), (placeholder, node.span));
        }
    }

    /// Then what they are.
    pub(super) fn resolve_instants(&mut self, part: &Node) {
        for (name, node) in named(part.get("instants")) {
            let subjects: Vec<String> = self.vocabulary.encounters.keys().cloned().collect();
            let Some(text) = node.text() else { continue };
            // An instant may name an attribute of any encounter: the first one that has it decides.
            let before = self.found.len();
            let mut resolved = None;
            for subject in std::iter::once(None).chain(subjects.iter().map(|s| Some(s.as_str()))) {
                self.found.truncate(before);
                resolved = self.instant(text, super::scalars::scalar_start(node), &Scope::subject(subject));
                if resolved.is_some() {
                    break;
                }
            }
            if let Some(instant) = resolved {
                self.vocabulary.instants.insert(name, (instant, node.span));
            }
        }
    }
}

/// Entries of a mapping with their names.
pub(super) fn named(node: Option<&Node>) -> impl Iterator<Item = (String, &Node)> {
    node.map(Node::entries)
        .unwrap_or(&[])
        .iter()
        .map(|(key, value)| (key.text().unwrap_or("").to_owned(), value))
}

/// The type in conditions of figures with a unit: times are durations, the rest numbers of that unit.
fn unit_type(unit: Unit) -> Type {
    if unit.dimension() == guiju_time::Dimension::Time {
        return Type::Duration;
    }
    if unit == Unit::ONE { Type::NUMBER } else { Type::number(unit.symbol()) }
}

/// A figure with its unit as written, for values in packs.
pub(super) fn quantity(text: &str) -> Option<Quantity> {
    text.starts_with(|c: char| c.is_ascii_digit() || c == '-').then(|| Quantity::parse(text).ok()).flatten()
}
