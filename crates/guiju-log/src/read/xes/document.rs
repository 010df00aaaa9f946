//! What an element means, given where in the document it stands.

use std::collections::HashMap;

use quick_xml::{XmlVersion, events::BytesStart};

use super::{
    NAME, TIMESTAMP,
    attribute::{Attribute, typed},
    case::{case_name, drop_other_values, unused},
};
use crate::{
    read::{
        Sink,
        input::{LIMIT, LIMIT_MIB},
        transcript::ENCOUNTER,
    },
    refusal::{Part, Reason},
    row::{EventRow, ObjectRow, RowValue},
};

/// How deep attributes may be nested in each other.
const ATTRIBUTES_DEEP: usize = 32;
/// How deep elements may be nested at all, in parts that are skipped too.
const ELEMENTS_DEEP: usize = 256;

/// Where in the document we are; attributes are places of their own.
enum Place {
    Log,
    Trace,
    Event,
    Attribute(Attribute),
    /// `<values>` of a list.
    Values,
}

struct Trace {
    number: u64,
    events: u64,
    /// Attributes that the object has not got yet.
    attrs: Vec<(String, RowValue)>,
    /// The case's id, once its first event has come.
    id: Option<String>,
}

#[derive(Default)]
struct OpenEvent {
    line: u32,
    attrs: Vec<(String, RowValue)>,
    /// The first thing that is wrong with it, and where.
    problem: Option<(u32, Reason)>,
}

#[derive(Default)]
pub(super) struct Document {
    place: Vec<Place>,
    /// How many elements of a part that is skipped are open.
    skipped: usize,
    trace: Option<Trace>,
    event: Option<OpenEvent>,
    /// The ids of cases, and the highest number that each was made another one with.
    cases: HashMap<String, u64>,
    traces: u64,
    events: i64,
    /// Bytes of attributes since the trace or event began.
    weight: usize,
}

impl Document {
    /// Whether every element that was opened is closed.
    pub(super) fn is_closed(&self) -> bool {
        self.place.is_empty() && self.skipped == 0
    }

    /// Whether the next element is a part of a trace, such as an event.
    pub(super) fn is_between_events(&self) -> bool {
        self.skipped == 0 && matches!(self.place.as_slice(), [Place::Log, Place::Trace])
    }

    /// Whether the next element is a part of the log itself, such as a trace.
    pub(super) fn is_between_traces(&self) -> bool {
        self.skipped == 0 && matches!(self.place.as_slice(), [Place::Log])
    }

    /// An error ends the reading.
    pub(super) fn open(&mut self, tag: &BytesStart, sink: &mut Sink) -> Result<(), Reason> {
        if self.skipped > 0 {
            self.skipped += 1;
            return if self.skipped > ELEMENTS_DEEP {
                Err(Reason::TooDeep { limit: ELEMENTS_DEEP })
            } else {
                Ok(())
            };
        }
        let name = tag.local_name();
        let next = match (self.place.last(), name.as_ref()) {
            (None, "log") => Place::Log,
            (Some(Place::Log), "trace") => {
                self.traces += 1;
                self.weight = 0;
                self.trace = Some(Trace { number: self.traces, events: 0, attrs: Vec::new(), id: None });
                Place::Trace
            }
            (Some(Place::Trace), "event") => {
                self.begin_event(sink);
                Place::Event
            }
            (Some(Place::Attribute(list)), "values") if list.is_list => Place::Values,
            (Some(Place::Log), "event") => {
                sink.refuse(Reason::Missing { of: Part::Event, field: "trace" });
                self.skipped = 1;
                return Ok(());
            }
            // What describes the log obliges nobody, and its own attributes belong to no case.
            (
                Some(Place::Log),
                "extension" | "global" | "classifier" | "string" | "date" | "int" | "float" | "boolean"
                | "id" | "list" | "container",
            ) => {
                self.skipped = 1;
                return Ok(());
            }
            (Some(Place::Trace | Place::Event | Place::Attribute(_) | Place::Values), kind) => {
                match self.attribute(kind, tag, sink) {
                    Ok(attribute) => Place::Attribute(attribute),
                    Err(reason) => {
                        self.problem(reason, sink);
                        self.skipped = 1;
                        return Ok(());
                    }
                }
            }
            (_, found) => return Err(Reason::NotXes { found: found.chars().take(40).collect() }),
        };
        self.place.push(next);
        Ok(())
    }

    pub(super) fn close(&mut self, sink: &mut Sink) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match self.place.pop() {
            Some(Place::Attribute(attribute)) => {
                let pairs = attribute.into_pairs();
                self.put(pairs);
            }
            Some(Place::Event) => self.end_event(sink),
            Some(Place::Trace) => {
                self.put_case(sink);
                self.trace = None;
            }
            _ => {}
        }
    }

    fn attribute(&mut self, kind: &str, tag: &BytesStart, sink: &Sink) -> Result<Attribute, Reason> {
        let deep = self.place.iter().filter(|place| matches!(place, Place::Attribute(_))).count();
        if deep >= ATTRIBUTES_DEEP {
            return Err(Reason::TooDeep { limit: ATTRIBUTES_DEEP });
        }
        let (mut key, mut value) = (None, None);
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| Reason::NotXml { what: error.to_string() })?;
            let place = match attribute.key.as_ref() {
                "key" => &mut key,
                "value" => &mut value,
                _ => continue,
            };
            // Knows the five entities of XML and no others, so nothing can be made to grow.
            let text = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| Reason::NotXml { what: error.to_string() })?;
            if text.contains('\0') {
                return Err(Reason::NotXml { what: "a value holds the character NUL".into() });
            }
            self.weight += text.len() + size_of::<(String, RowValue)>();
            *place = Some(text.into_owned());
        }
        if self.weight > 4 * LIMIT {
            return Err(Reason::TooLong { limit_mib: 4 * LIMIT_MIB });
        }
        let key = key.ok_or(Reason::Missing { of: Part::Attribute, field: "key" })?;
        let is_list = kind == "list";
        if is_list || kind == "container" {
            return Ok(Attribute { key, value: None, is_list, inner: Vec::new() });
        }
        let text = value.ok_or(Reason::Missing { of: Part::Attribute, field: "value" })?;
        let value = typed(kind, &key, &text, sink.options.zone.as_ref())?;
        Ok(Attribute { key, value: Some(value), is_list, inner: Vec::new() })
    }

    /// Gives finished pairs to what is around them.
    fn put(&mut self, pairs: Vec<(String, RowValue)>) {
        let around = self.place.iter_mut().rev().find_map(|place| match place {
            Place::Attribute(attribute) => Some(attribute),
            _ => None,
        });
        if let Some(around) = around {
            match pairs.first() {
                // An item with attributes of its own stays one item.
                Some((key, _)) if around.is_list && pairs.len() > 1 => {
                    around.inner.push((key.clone(), RowValue::Map(pairs)))
                }
                _ => around.inner.extend(pairs),
            }
        } else if let Some(event) = &mut self.event {
            event.attrs.extend(pairs);
        } else if let Some(trace) = &mut self.trace {
            trace.attrs.extend(pairs);
        }
    }

    /// Something is wrong with the attribute that opens here: an event is refused for it, a trace goes without it.
    fn problem(&mut self, reason: Reason, sink: &mut Sink) {
        let line = sink.line;
        match &mut self.event {
            Some(event) => {
                event.problem.get_or_insert((line, reason));
            }
            None => sink.refuse(reason),
        }
    }

    /// Counts an event that begins here: its case, its number in the case and in the file. Nothing outside of a trace.
    pub(super) fn count_event(&mut self, sink: &mut Sink) -> Option<(&str, u64, i64)> {
        self.put_case(sink);
        self.events += 1;
        self.weight = 0;
        let trace = self.trace.as_mut()?;
        trace.events += 1;
        Some((trace.id.as_deref()?, trace.events, self.events))
    }

    fn begin_event(&mut self, sink: &mut Sink) {
        self.count_event(sink);
        self.event = Some(OpenEvent { line: sink.line, ..OpenEvent::default() });
    }

    /// Adds the case, or what came of it after its first event.
    fn put_case(&mut self, sink: &mut Sink) {
        let Some(trace) = &mut self.trace else { return };
        let mut attrs = std::mem::take(&mut trace.attrs);
        if trace.id.is_some() && attrs.is_empty() {
            return;
        }
        // One doubtful attribute is no reason to lose the case.
        for name in drop_other_values(&mut attrs) {
            sink.refuse(Reason::TwoValues { name });
        }
        let id = match &trace.id {
            Some(id) => id.clone(),
            None => {
                let id = unused(
                    &mut self.cases,
                    case_name(&attrs).unwrap_or_else(|| format!("case-{}", trace.number)),
                );
                if !attrs.iter().any(|(key, _)| key == "evidence") {
                    attrs.push(("evidence".into(), vec!["import"].into()));
                }
                trace.id = Some(id.clone());
                id
            }
        };
        let attrs = attrs.into_iter().map(|(name, value)| (name, None, value)).collect();
        sink.object(ObjectRow { id, kind: "case".into(), attrs, ..ObjectRow::default() });
    }

    fn end_event(&mut self, sink: &mut Sink) {
        self.weight = 0;
        let (Some(event), Some(trace)) = (self.event.take(), &self.trace) else { return };
        let case = trace.id.clone().unwrap_or_default();
        let id = format!("{case}/{}", trace.events);
        if let Some((line, reason)) = event.problem {
            return sink.refuse_at(line, reason);
        }
        let mut row = EventRow::new(id, "", 0).seq(self.events).related(case, ENCOUNTER);
        let mut time = None;
        for (key, value) in event.attrs {
            match (key.as_str(), value) {
                (TIMESTAMP, RowValue::Time(us)) => time = time.or(Some(us)),
                (_, value) => {
                    if let (NAME, RowValue::Text(name)) = (key.as_str(), &value) {
                        row.activity.clone_from(name);
                    }
                    row.attrs.push((key, value));
                }
            }
        }
        let end = std::mem::replace(&mut sink.line, event.line);
        if row.activity.is_empty() {
            sink.refuse(Reason::Missing { of: Part::Event, field: NAME });
        } else if let Some(time) = time {
            row.time = time;
            sink.event(row);
        } else {
            sink.refuse(Reason::Missing { of: Part::Event, field: TIMESTAMP });
        }
        sink.line = end;
    }
}
