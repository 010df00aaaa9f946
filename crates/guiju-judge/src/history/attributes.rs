//! Attributes of events and subjects, as their declared types read them.

use super::History;
use guiju_condition::{Type, Value as Cell};
use guiju_log::{ObjectIx, Sym, Value};
use guiju_standard::model::AttrType;
use guiju_time::Zone;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A value that an activity set on the subject.
#[derive(Debug, Clone)]
pub(crate) struct SetValue {
    pub(crate) name: String,
    pub(crate) since: i64,
    pub(crate) value: Cell,
}

/// An attribute: there with a value, or not there.
pub(crate) type Found = Option<Cell>;

impl<'a> History<'a> {
    /// An attribute of an event as it stands in the log: the latest correction first, then the most trusted report.
    pub(crate) fn raw_attr(&self, at: usize, name: Sym) -> Option<Value> {
        let event = &self.events[at];
        if event.corrections.is_empty() && event.also.is_empty() {
            return self.log.event(event.ix).attr(name);
        }
        let of = self.bound.names.of;
        event
            .corrections
            .iter()
            .filter(|_| Some(name) != of)
            .chain(std::iter::once(&event.ix))
            .chain(&event.also)
            .find_map(|ix| self.log.event(*ix).attr(name))
    }

    /// An attribute of an event by its declared type; a qualifier names the related object's id.
    pub(crate) fn event_attr(&self, at: usize, name: &str) -> Found {
        let sym = self.bound.sym(name);
        if let Some(value) = sym.and_then(|sym| self.raw_attr(at, sym)) {
            let declared = self.events[at].declared.and_then(|activity| activity.attrs.get(name));
            return Some(self.cell(value, declared)).filter(|value| is_read(value, declared));
        }
        match name {
            "time" => return Some(Cell::Time(self.events[at].time)),
            "id" => return Some(Cell::text(self.id(at))),
            "type" | "concept:name" => return Some(Cell::text(self.activity(at))),
            "source" => return self.events[at].source.map(|s| Cell::text(self.log.strings.resolve(s))),
            _ => {}
        }
        let qualifier = sym?;
        let event = self.log.event(self.events[at].ix);
        let mut related = event
            .relationships()
            .iter()
            .filter(|relation| relation.qualifier == qualifier)
            .map(|relation| Cell::text(self.log.strings.resolve(relation.object)))
            .peekable();
        related.peek()?;
        match self.events[at].declared.and_then(|activity| activity.attrs.get(name)) {
            // Several people under one qualifier are a list, where the vocabulary says so.
            Some(AttrType { ty: Type::List(_), .. }) => Some(Cell::list(related)),
            _ => related.next(),
        }
    }

    /// An attribute of the subject as of an instant: what activities set, corrections, the object's own history.
    pub(crate) fn subject_attr(&self, name: &str, time: i64) -> Found {
        let declared =
            || self.plan.encounter(&self.subject.kind).and_then(|encounter| encounter.attrs.get(name));
        if !self.corrections.is_empty()
            && let Some(sym) = self.bound.sym(name)
            && let Some(value) = self.corrections.iter().find_map(|ix| self.log.event(*ix).attr(sym))
        {
            return Some(self.cell(value, declared()));
        }
        let set = self.set.iter().rev().find(|set| set.name == name && set.since <= time);
        let own = self.object.and_then(|object| self.object_value(object, name, time));
        match (set, own) {
            (Some(set), Some((since, _))) if since.is_none_or(|since| since <= set.since) => {
                Some(set.value.clone())
            }
            (Some(set), None) => Some(set.value.clone()),
            (_, Some((_, value))) => Some(self.cell(value, declared())),
            (None, None) => None,
        }
    }

    /// An object's value at an instant, and since when it holds.
    pub(crate) fn object_value(
        &self,
        object: ObjectIx,
        name: &str,
        time: i64,
    ) -> Option<(Option<i64>, Value)> {
        let sym = self.bound.sym(name)?;
        let object = self.log.object_ref(object);
        let mut found = None;
        for attr in object.history(sym) {
            if attr.since().is_none_or(|since| since <= time) {
                found = Some((attr.since(), attr.value));
            }
        }
        found.filter(|(_, value)| !matches!(value, Value::Null))
    }

    /// An attribute of another object, by the type that the vocabulary declares.
    pub(crate) fn object_attr(&self, object: ObjectIx, name: &str, time: i64) -> Found {
        let kind = self.log.strings.resolve(self.log.object_ref(object).kind());
        let vocabulary = &self.plan.standard.vocabulary;
        let declared = vocabulary
            .objects
            .get(kind)
            .or_else(|| vocabulary.encounters.get(kind).map(|encounter| &encounter.attrs))
            .and_then(|attrs| attrs.get(name));
        self.object_value(object, name, time).map(|(_, value)| self.cell(value, declared))
    }

    /// Objects related to the subject (or to an event) by a role, or of that type.
    pub(crate) fn related_objects(&self, role: &str, event: Option<usize>) -> Vec<ObjectIx> {
        let mut found: Vec<ObjectIx> = Vec::new();
        let mut add = |relation: &guiju_log::Relationship| {
            if let Some(object) = self.log.object(relation.object) {
                let kind = self.log.strings.resolve(self.log.object_ref(object).kind());
                if (self.log.strings.resolve(relation.qualifier) == role || kind == role)
                    && !found.contains(&object)
                {
                    found.push(object);
                }
            }
        };
        if let Some(at) = event {
            self.log.event(self.events[at].ix).relationships().iter().for_each(&mut add);
        }
        if let Some(object) = self.object {
            self.log.object_ref(object).relationships().iter().for_each(&mut add);
        }
        // An attribute that names an object is a relationship in all but form.
        if let Some(object) = self.object
            && let Some((_, Value::Text(id))) = self.object_value(object, role, i64::MAX)
            && let Some(other) = self.log.object(id)
            && !found.contains(&other)
        {
            found.push(other);
        }
        if self.subject.window.is_some()
            && let Some(member) = self.subject.window.as_ref().and_then(|w| self.log.strings.get(&w.member))
            && let Some(object) = self.log.object(member)
            && self.log.strings.resolve(self.log.object_ref(object).kind()) == role
            && !found.contains(&object)
        {
            found.push(object);
        }
        found
    }

    /// What activities set on the subject (`sets`), earliest first.
    pub(super) fn find_set_values(&mut self) {
        let mut set = Vec::new();
        for at in 0..self.events.len() {
            let Some(activity) = self.events[at].declared else { continue };
            for (name, condition) in &activity.sets {
                let scene = crate::scene::Bare { history: self, at };
                if let Ok(value) = guiju_condition::eval(condition, &scene)
                    && !matches!(value, Cell::Null)
                {
                    set.push(SetValue { name: name.clone(), since: self.events[at].time, value });
                }
            }
        }
        self.set = set;
    }

    /// A value of the log as its declared type reads it.
    pub(crate) fn cell(&self, value: Value, declared: Option<&AttrType>) -> Cell {
        let cell = self.plain(value);
        match declared {
            Some(declared) => read_as(cell, declared, &self.plan.zone),
            None => cell,
        }
    }

    fn plain(&self, value: Value) -> Cell {
        match value {
            Value::Null => Cell::Null,
            Value::Bool(flag) => Cell::Bool(flag),
            Value::Int(int) => Cell::Int(int),
            Value::Float(float) => Cell::Float(float),
            Value::Text(text) => Cell::Text(Arc::from(self.log.strings.resolve(text))),
            Value::Time(at) => Cell::Time(at),
            Value::List(list) => Cell::list(self.log.list(list).iter().map(|item| self.plain(*item))),
            Value::Record(record) => Cell::record(self.log.record(record).iter().map(|(name, value)| {
                (Arc::<str>::from(self.log.strings.resolve(*name)), self.plain(*value))
            })),
        }
    }
}

/// Reads a value as the type that the vocabulary declares: a bare number is in the declared unit (a duration in seconds), a
/// text may be a time, a date (its first instant), a duration, a figure with a unit.
fn read_as(cell: Cell, declared: &AttrType, zone: &Zone) -> Cell {
    match (&declared.ty, cell) {
        (Type::Time, Cell::Text(text)) => {
            let day = || guiju_time::parse_date(&text).map(|date| zone.start_of_day(date));
            match guiju_time::parse_rfc3339(&text).or_else(|_| day()) {
                Ok(at) => Cell::Time(at.0),
                Err(_) => Cell::Text(text),
            }
        }
        (Type::Duration, Cell::Text(text)) => match duration_us(&text) {
            Some(us) => Cell::Duration(us),
            None => Cell::Text(text),
        },
        (Type::Duration, Cell::Int(number)) => bare_duration(number as f64, declared),
        (Type::Duration, Cell::Float(number)) => bare_duration(number, declared),
        (Type::Number { .. } | Type::Int, Cell::Text(text)) => {
            number_of(&text, declared).unwrap_or(Cell::Text(text))
        }
        (Type::Bool, Cell::Text(text)) => match &*text {
            "true" => Cell::Bool(true),
            "false" => Cell::Bool(false),
            _ => Cell::Text(text),
        },
        (Type::Text | Type::Enum(_), Cell::Int(int)) => Cell::text(int.to_string()),
        (Type::Text | Type::Enum(_), Cell::Bool(flag)) => Cell::text(flag.to_string()),
        (Type::Text, Cell::Float(float)) => Cell::text(float.to_string()),
        (Type::List(_), Cell::List(items)) if !declared.rows.is_empty() => {
            Cell::list(items.iter().map(|row| match row {
                Cell::Record(fields) => read_row(fields, &declared.rows, zone),
                other => other.clone(),
            }))
        }
        (Type::List(_), Cell::List(items)) => Cell::List(items),
        (Type::List(_), Cell::Null) => Cell::Null,
        (Type::List(_), other) => Cell::list([other]),
        (_, cell) => cell,
    }
}

/// A row of a table, each column as its declared type reads it; what can't be read is not there.
fn read_row(fields: &BTreeMap<Arc<str>, Cell>, columns: &BTreeMap<String, AttrType>, zone: &Zone) -> Cell {
    Cell::record(fields.iter().filter_map(|(name, value)| {
        let Some(declared) = columns.get(&**name) else { return Some((name.clone(), value.clone())) };
        let value = read_as(value.clone(), declared, zone);
        is_read(&value, Some(declared)).then(|| (name.clone(), value))
    }))
}

fn bare_duration(number: f64, declared: &AttrType) -> Cell {
    let seconds = guiju_time::Unit::parse("s");
    let in_seconds = match (declared.unit, seconds) {
        (Some(unit), Some(seconds)) => unit.convert(number, seconds).unwrap_or(number),
        _ => number,
    };
    Cell::Duration((in_seconds * 1e6).round() as i64)
}

fn number_of(text: &str, declared: &AttrType) -> Option<Cell> {
    let quantity = guiju_time::Quantity::parse(text).ok()?;
    let value = match declared.unit {
        Some(unit) if quantity.unit != guiju_time::Unit::ONE => {
            quantity.unit.convert(quantity.value, unit)?
        }
        _ => quantity.value,
    };
    Some(if value.fract() == 0.0 && value.abs() < 9e15 {
        Cell::Int(value as i64)
    } else {
        Cell::Float(value)
    })
}

/// A duration in our notation (`45min`) or ISO 8601 (`PT45M`), in microseconds.
fn duration_us(text: &str) -> Option<i64> {
    if let Ok(span) = guiju_time::Span::parse(text) {
        return span.as_elapsed().map(|micros| micros.0);
    }
    iso_duration_us(text)
}

/// `PnDTnHnMnS`; years and months have no fixed length and are refused.
fn iso_duration_us(text: &str) -> Option<i64> {
    let rest = text.strip_prefix('P')?;
    let (days, time) = rest.split_once('T').unwrap_or((rest, ""));
    let mut seconds = 0.0;
    for (part, units) in [
        (days, &[('W', 604_800.0), ('D', 86_400.0)][..]),
        (time, &[('H', 3600.0), ('M', 60.0), ('S', 1.0)][..]),
    ] {
        let mut number = String::new();
        for c in part.chars() {
            if c.is_ascii_digit() || c == '.' {
                number.push(c);
            } else {
                let unit = units.iter().find(|(name, _)| *name == c)?.1;
                seconds += number.parse::<f64>().ok()? * unit;
                number.clear();
            }
        }
        if !number.is_empty() {
            return None;
        }
    }
    (text.len() > 1).then_some((seconds * 1e6).round() as i64)
}

impl History<'_> {
    /// Roles (qualifiers) under which people are related to an event.
    pub(crate) fn roles_of(&self, at: usize) -> Vec<&str> {
        let event = self.log.event(self.events[at].ix);
        event
            .relationships()
            .iter()
            .map(|relation| self.log.strings.resolve(relation.qualifier))
            .filter(|qualifier| self.plan.standard.vocabulary.role_is_ours(qualifier).is_some())
            .collect()
    }
}

/// Whether a value says what was asked: a check writes `not_observed` of what it did not see (unless the vocabulary lists that
/// value), and what can't be read as its type (a length of `2kg`) shows nothing.
fn is_read(value: &Cell, declared: Option<&AttrType>) -> bool {
    const NOT_OBSERVED: &str = "not_observed";
    let Cell::Text(text) = value else { return true };
    match declared.map(|attr| &attr.ty) {
        Some(Type::Enum(listed)) => {
            &**text != NOT_OBSERVED || listed.iter().any(|one| &**one == NOT_OBSERVED)
        }
        Some(Type::Bool | Type::Int | Type::Number { .. } | Type::Time | Type::Duration) => false,
        _ => &**text != NOT_OBSERVED,
    }
}
