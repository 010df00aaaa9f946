//! A log's types and their attributes as OCEL 2.0 declares them, and records fitted into these.

use std::collections::HashMap;

use super::{ABSENT, Kind, MORE, OURS, Plain, SEQ, SOURCE};
use crate::{
    instant::LATEST_US,
    log::{EventRef, Log, ObjectRef},
    nested::compare_syms,
    strings::Sym,
    value::Value,
    write::to_json,
};

/// The largest whole number below which every whole number is exact in a double.
const EXACT: i64 = 1 << 53;
/// Instants that have four digits for the year on both sides.
const TIMES: std::ops::Range<i64> = -30_000_000_000_000_000..40 * LATEST_US / 2;

/// What a format cannot carry as it is.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    /// Whether a text can stand in it.
    pub(crate) text: fn(&str) -> bool,
    /// Whether an attribute can have this name.
    pub(crate) name: fn(&str) -> bool,
    /// Whether `Area` and `area` are one name to it.
    pub(crate) folds_case: bool,
    /// How many attributes a type can have.
    pub(crate) columns: usize,
}

/// A type of events or objects with its attributes, in order of name; ours come last.
pub(crate) struct TypeShape {
    pub(crate) name: String,
    /// Names and types of attributes.
    pub(crate) columns: Vec<(String, Kind)>,
    kinds: HashMap<Sym, Kind>,
}

/// An attribute as it is to be written.
pub(crate) struct Pair<'l> {
    pub(crate) name: &'l str,
    /// Since when, microseconds since 1970 UTC; `None` from the beginning, and for events.
    pub(crate) since: Option<i64>,
    pub(crate) value: Plain<'l>,
}

/// All types of a log, in order of name.
pub(crate) struct Shape<'l> {
    log: &'l Log,
    rules: Rules,
    pub(crate) events: Vec<TypeShape>,
    pub(crate) objects: Vec<TypeShape>,
    event_types: HashMap<Sym, usize>,
    object_types: HashMap<Sym, usize>,
    /// Ids that relationships name and no object has, in order.
    pub(crate) absent: Vec<&'l str>,
}

/// What values of one attribute there are.
#[derive(Default, Clone, Copy)]
struct Seen {
    text: bool,
    time: bool,
    float: bool,
    int: bool,
    bool: bool,
}

#[derive(Default)]
struct SeenType {
    attrs: HashMap<Sym, Seen>,
    seq: bool,
    source: bool,
}

impl<'l> Shape<'l> {
    pub(crate) fn of(log: &'l Log, rules: Rules) -> Self {
        let mut events: HashMap<Sym, SeenType> = HashMap::new();
        let mut objects: HashMap<Sym, SeenType> = HashMap::new();
        for event in log.events().map(|ix| log.event(ix)) {
            let seen = events.entry(event.activity()).or_default();
            seen.seq |= event.seq().is_some();
            seen.source |= event.source().is_some();
            for (name, value) in event.attrs() {
                seen.attrs.entry(name).or_default().note(value);
            }
        }
        for object in log.objects().map(|ix| log.object_ref(ix)) {
            let seen = objects.entry(object.kind()).or_default();
            for attr in object.attrs() {
                seen.attrs.entry(attr.name).or_default().note(attr.value);
            }
        }
        let mut shape = Self {
            log,
            rules,
            events: Vec::new(),
            objects: Vec::new(),
            event_types: HashMap::new(),
            object_types: HashMap::new(),
            absent: absent(log),
        };
        (shape.events, shape.event_types) = shape.types(events);
        (shape.objects, shape.object_types) = shape.types(objects);
        for event in log.events().map(|ix| log.event(ix)) {
            let columns = &shape.events[shape.event_types[&event.activity()]].kinds;
            let more = event.attrs().any(|(name, value)| shape.plain(columns, name, value).is_none());
            shape.declare_more(more, shape.event_types[&event.activity()], true);
        }
        for object in log.objects().map(|ix| log.object_ref(ix)) {
            let columns = &shape.objects[shape.object_types[&object.kind()]].kinds;
            let more =
                object.attrs().iter().any(|attr| shape.plain(columns, attr.name, attr.value).is_none());
            shape.declare_more(more, shape.object_types[&object.kind()], false);
        }
        if !shape.absent.is_empty() && !shape.objects.iter().any(|known| known.name == ABSENT) {
            shape.objects.push(TypeShape { name: ABSENT.into(), columns: Vec::new(), kinds: HashMap::new() });
            // Indices of the others stay: it is found by nobody.
        }
        shape
    }

    fn types(&self, seen: HashMap<Sym, SeenType>) -> (Vec<TypeShape>, HashMap<Sym, usize>) {
        let strings = &self.log.strings;
        let mut types: Vec<(Sym, SeenType)> = seen.into_iter().collect();
        types.sort_by(|(a, _), (b, _)| compare_syms(strings, *a, *b));
        let mut shapes = Vec::with_capacity(types.len());
        let mut indices = HashMap::new();
        for (name, seen) in types {
            let mut attrs: Vec<(Sym, Seen)> = seen.attrs.into_iter().collect();
            attrs.sort_by(|(a, _), (b, _)| compare_syms(strings, *a, *b));
            let mut columns: Vec<(String, Kind)> = Vec::with_capacity(attrs.len());
            let mut kinds = HashMap::new();
            let mut folded = std::collections::HashSet::new();
            for (attr, seen) in attrs {
                let text = strings.resolve(attr);
                let Some(kind) = seen.kind() else { continue };
                if columns.len() >= self.rules.columns
                    || text.starts_with(OURS)
                    || text.is_empty()
                    || !(self.rules.text)(text)
                    || !(self.rules.name)(text)
                    || (self.rules.folds_case && !folded.insert(text.to_lowercase()))
                {
                    continue;
                }
                columns.push((text.to_owned(), kind));
                kinds.insert(attr, kind);
            }
            if seen.seq {
                columns.push((SEQ.into(), Kind::Integer));
            }
            if seen.source {
                columns.push((SOURCE.into(), Kind::Text));
            }
            indices.insert(name, shapes.len());
            shapes.push(TypeShape { name: strings.resolve(name).to_owned(), columns, kinds });
        }
        (shapes, indices)
    }

    fn declare_more(&mut self, more: bool, at: usize, events: bool) {
        let shape = if events { &mut self.events[at] } else { &mut self.objects[at] };
        if more && shape.columns.last().is_none_or(|(name, _)| name != MORE) {
            shape.columns.push((MORE.into(), Kind::Text));
        }
    }

    /// Which of [`Shape::events`] is the event's.
    pub(crate) fn type_of_event(&self, event: EventRef) -> usize {
        self.event_types[&event.activity()]
    }

    /// Which of [`Shape::objects`] is the object's.
    pub(crate) fn type_of_object(&self, object: ObjectRef) -> usize {
        self.object_types[&object.kind()]
    }

    /// The attributes of an event, ours included.
    pub(crate) fn event(&self, event: EventRef<'l>) -> Vec<Pair<'l>> {
        let kinds = &self.events[self.type_of_event(event)].kinds;
        let attrs = event.attrs().map(|(name, value)| (name, None, value));
        let mut pairs = self.pairs(kinds, attrs);
        let more = pairs.last().is_some_and(|pair| pair.name == MORE).then(|| pairs.pop()).flatten();
        let ours = |name, value| Pair { name, since: None, value };
        pairs.extend(event.seq().map(|seq| ours(SEQ, Plain::Int(seq))));
        pairs
            .extend(event.source().map(|source| ours(SOURCE, Plain::Text(self.log.strings.resolve(source)))));
        pairs.extend(more);
        pairs
    }

    /// The attributes of an object, ours included; earliest first within a name.
    pub(crate) fn object(&self, object: ObjectRef<'l>) -> Vec<Pair<'l>> {
        let kinds = &self.objects[self.type_of_object(object)].kinds;
        self.pairs(kinds, object.attrs().iter().map(|attr| (attr.name, attr.since(), attr.value)))
    }

    fn pairs(
        &self,
        kinds: &HashMap<Sym, Kind>,
        attrs: impl Iterator<Item = (Sym, Option<i64>, Value)>,
    ) -> Vec<Pair<'l>> {
        let mut pairs = Vec::new();
        let mut more: Vec<(Option<i64>, serde_json::Map<String, serde_json::Value>)> = Vec::new();
        for (name, since, value) in attrs {
            let text = self.log.strings.resolve(name);
            match self.plain(kinds, name, value) {
                Some(value) => pairs.push(Pair { name: text, since, value }),
                None => {
                    let value = to_json(&self.log.to_row_value(value));
                    let at = more.iter().position(|(known, _)| *known == since).unwrap_or_else(|| {
                        more.push((since, serde_json::Map::new()));
                        more.len() - 1
                    });
                    more[at].1.insert(text.to_owned(), value);
                }
            }
        }
        more.sort_by_key(|(since, _)| *since);
        pairs.extend(more.into_iter().map(|(since, fields)| {
            // JSON may hold them as they are, XML may not.
            let text = serde_json::Value::Object(fields).to_string();
            let text = text.replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
            Pair { name: MORE, since, value: Plain::Made(text) }
        }));
        pairs
    }

    /// The value in its attribute's type, if it fits there.
    fn plain(&self, kinds: &HashMap<Sym, Kind>, name: Sym, value: Value) -> Option<Plain<'l>> {
        Some(match (*kinds.get(&name)?, value) {
            (Kind::Text, Value::Text(text)) => {
                let text = self.log.strings.resolve(text);
                if !(self.rules.text)(text) {
                    return None;
                }
                Plain::Text(text)
            }
            (Kind::Time, Value::Time(us)) if TIMES.contains(&us) => Plain::Time(us),
            (Kind::Integer, Value::Int(n)) => Plain::Int(n),
            (Kind::Float, Value::Float(x)) => Plain::Float(x),
            (Kind::Float, Value::Int(n)) if (-EXACT..=EXACT).contains(&n) => Plain::Float(n as f64),
            (Kind::Boolean, Value::Bool(b)) => Plain::Bool(b),
            _ => return None,
        })
    }
}

impl Seen {
    fn note(&mut self, value: Value) {
        match value {
            Value::Text(_) => self.text = true,
            Value::Time(_) => self.time = true,
            Value::Float(_) => self.float = true,
            Value::Int(_) => self.int = true,
            Value::Bool(_) => self.bool = true,
            Value::Null | Value::List(_) | Value::Record(_) => {}
        }
    }

    /// The type that most kinds of values can be read in; `None` if all of them are lists.
    fn kind(self) -> Option<Kind> {
        match self {
            Self { text: true, .. } => Some(Kind::Text),
            Self { time: true, .. } => Some(Kind::Time),
            Self { float: true, .. } => Some(Kind::Float),
            Self { int: true, .. } => Some(Kind::Integer),
            Self { bool: true, .. } => Some(Kind::Boolean),
            _ => None,
        }
    }
}

fn absent(log: &Log) -> Vec<&str> {
    let events = log.events().flat_map(|ix| log.event(ix).relationships());
    let objects = log.objects().flat_map(|ix| log.object_ref(ix).relationships());
    let mut absent: Vec<Sym> = events.chain(objects).map(|to| to.object).collect();
    absent.sort_unstable();
    absent.dedup();
    let mut absent: Vec<&str> =
        absent.into_iter().filter(|id| log.object(*id).is_none()).map(|id| log.strings.resolve(id)).collect();
    absent.sort_unstable();
    absent
}
