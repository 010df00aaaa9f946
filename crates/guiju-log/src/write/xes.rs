//! Writing XES (IEEE 1849): one trace for each case, one case for each event.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use super::xml::attribute;
use crate::{
    instant::format_rfc3339,
    log::{EventIx, EventRef, Log, ObjectRef},
    strings::Sym,
    value::Value,
};

const NAME: &str = "concept:name";
const TIMESTAMP: &str = "time:timestamp";
const ENCOUNTER: &str = "encounter";

/// What XES has no place for, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Events that belong to no case.
    pub events: u64,
    /// Objects that are no case.
    pub objects: u64,
    /// Relationships of events beside the one to their case.
    pub event_relationships: u64,
    /// Relationships between objects.
    pub object_relationships: u64,
    /// Values of a case's attributes that hold from a later instant on.
    pub changes: u64,
    /// Sources of events, and their ids where reading gives them another one (`case/1`, `case/2` …).
    pub ids_and_sources: u64,
    /// Values that are empty or instants beyond four-digit years.
    pub values: u64,
}

impl LeftOut {
    /// Whether XES had a place for everything.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// Writes a log as XES. An event's case is the first object of the type `cases` that it is related to; without a type the one that it is
/// related to as its `encounter`. What XES cannot carry is left out and counted.
///
/// Reading back what was read from XES gives the same log.
///
/// # Errors
/// What `out` says.
pub fn xes(out: &mut impl Write, log: &Log, cases: Option<&str>) -> io::Result<LeftOut> {
    let mut left = LeftOut::default();
    let traces = traces(log, cases, &mut left);
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
          <log xes.version=\"1849-2016\" xes.features=\"nested-attributes\" xmlns=\"http://www.xes-standard.org/\">\n\
          <extension name=\"Concept\" prefix=\"concept\" uri=\"http://www.xes-standard.org/concept.xesext\"/>\n\
          <extension name=\"Time\" prefix=\"time\" uri=\"http://www.xes-standard.org/time.xesext\"/>\n\
          <classifier name=\"Activity\" keys=\"concept:name\"/>\n",
    )?;
    for (id, events) in traces {
        out.write_all(b"<trace>\n")?;
        case(out, log, id, &mut left)?;
        for (ix, n) in events.into_iter().zip(1_u64..) {
            let event = log.event(ix);
            let id_again = log
                .strings
                .resolve(event.id())
                .rsplit_once('/')
                .is_some_and(|(case, number)| case == log.strings.resolve(id) && number == n.to_string());
            left.ids_and_sources += u64::from(!id_again) + u64::from(event.source().is_some());
            write_event(out, log, event, &mut left)?;
        }
        out.write_all(b"</trace>\n")?;
    }
    out.write_all(b"</log>\n")?;
    Ok(left)
}

/// The cases with their events, both in the order in which XES is to have them.
fn traces(log: &Log, cases: Option<&str>, left: &mut LeftOut) -> Vec<(Sym, Vec<EventIx>)> {
    let qualifier = log.strings.get(ENCOUNTER);
    let kind = cases.map(|kind| log.strings.get(kind));
    let is_kind =
        |id: Sym, kind: Option<Sym>| log.object(id).is_some_and(|ix| Some(log.object_ref(ix).kind()) == kind);
    let case_of = |event: EventRef| {
        let mut to = event.relationships().iter().copied();
        match kind {
            Some(kind) => to.find(|to| is_kind(to.object, kind)),
            None => to.find(|to| Some(to.qualifier) == qualifier),
        }
    };
    let mut traces: Vec<(Sym, Vec<EventIx>)> = Vec::new();
    let mut of_case: HashMap<Sym, usize> = HashMap::new();
    // As in the file, where it was one: sequence numbers are its order.
    let mut order: Vec<EventIx> = log.events().collect();
    if order.iter().all(|ix| log.event(*ix).seq().is_some() && log.event(*ix).source().is_none()) {
        order.sort_by_key(|ix| log.event(*ix).seq());
    }
    for ix in order {
        let event = log.event(ix);
        let Some(case) = case_of(event) else {
            left.events += 1;
            continue;
        };
        left.event_relationships += event.relationships().len() as u64 - 1;
        let at = *of_case.entry(case.object).or_insert_with(|| {
            traces.push((case.object, Vec::new()));
            traces.len() - 1
        });
        traces[at].1.push(ix);
    }
    let default = log.strings.get("case");
    for object in log.objects().map(|ix| log.object_ref(ix)) {
        left.object_relationships += object.relationships().len() as u64;
        if of_case.contains_key(&object.id()) {
            continue;
        }
        if Some(object.kind()) == kind.unwrap_or(default) {
            traces.push((object.id(), Vec::new()));
        } else {
            left.objects += 1;
        }
    }
    traces
}

fn case(out: &mut impl Write, log: &Log, id: Sym, left: &mut LeftOut) -> io::Result<()> {
    let object: Option<ObjectRef> = log.object(id).map(|ix| log.object_ref(ix));
    let named = object.is_some_and(|object| {
        object.attrs().iter().any(|attr| is_name(log, attr.name, attr.value) && attr.since().is_none())
    });
    if !named {
        value(out, log, NAME, Value::Text(id), left)?;
    }
    for attr in object.iter().flat_map(|object| object.attrs()) {
        if attr.since().is_some() {
            left.changes += 1;
        } else {
            value(out, log, log.strings.resolve(attr.name), attr.value, left)?;
        }
    }
    Ok(())
}

fn is_name(log: &Log, name: Sym, value: Value) -> bool {
    log.strings.resolve(name) == NAME && matches!(value, Value::Text(_))
}

fn write_event(out: &mut impl Write, log: &Log, event: EventRef, left: &mut LeftOut) -> io::Result<()> {
    out.write_all(b"<event>\n")?;
    value(out, log, NAME, Value::Text(event.activity()), left)?;
    tag(out, "date", TIMESTAMP, &format_rfc3339(event.time()))?;
    for (name, of) in event.attrs() {
        let key = log.strings.resolve(name);
        // The event's own name and time stand there already.
        if !matches!(key, NAME | TIMESTAMP) {
            value(out, log, key, of, left)?;
        }
    }
    out.write_all(b"</event>\n")
}

fn value(out: &mut impl Write, log: &Log, key: &str, of: Value, left: &mut LeftOut) -> io::Result<()> {
    match of {
        Value::Null => left.values += 1,
        Value::Bool(b) => tag(out, "boolean", key, if b { "true" } else { "false" })?,
        Value::Int(n) => tag(out, "int", key, &n.to_string())?,
        Value::Float(x) => tag(out, "float", key, &serde_json::Value::from(x).to_string())?,
        Value::Text(text) => tag(out, "string", key, log.strings.resolve(text))?,
        Value::Time(us) => {
            let text = format_rfc3339(us);
            // A year of five digits or before our era cannot be read back.
            if crate::instant::parse_rfc3339(&text) == Some(us) {
                tag(out, "date", key, &text)?;
            } else {
                left.values += 1;
            }
        }
        Value::List(items) => {
            out.write_all(b"<list")?;
            attribute(out, "key", key)?;
            out.write_all(b"><values>\n")?;
            for item in log.list(items) {
                value(out, log, "item", *item, left)?;
            }
            out.write_all(b"</values></list>\n")?;
        }
        Value::Record(fields) => {
            out.write_all(b"<container")?;
            attribute(out, "key", key)?;
            out.write_all(b">\n")?;
            for (name, of) in log.record(fields) {
                value(out, log, log.strings.resolve(*name), *of, left)?;
            }
            out.write_all(b"</container>\n")?;
        }
    }
    Ok(())
}

fn tag(out: &mut impl Write, kind: &str, key: &str, value: &str) -> io::Result<()> {
    write!(out, "<{kind}")?;
    attribute(out, "key", key)?;
    attribute(out, "value", value)?;
    out.write_all(b"/>\n")
}
