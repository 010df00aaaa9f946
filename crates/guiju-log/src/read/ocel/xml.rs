//! OCEL 2.0 XML, element by element.
//!
//! Relationships are `<object object-id=…>` as the schema has them, or `<relationship object-id=…>` as exporters write them.

use std::io::Read;

use quick_xml::{
    Reader, XmlVersion,
    errors::Error,
    escape::resolve_xml_entity,
    events::{BytesRef, BytesStart, Event},
};

use super::{FoundEvent, FoundObject, types::Types};
use crate::{
    read::{
        Sink,
        input::{Input, LIMIT, LIMIT_MIB},
    },
    refusal::{Part, Reason},
    row::RowValue,
};

/// How deep elements may be nested; what is known has eight levels.
const DEEP: usize = 64;

/// Reads a log to its end, or to where it breaks.
pub(in crate::read) fn read(mut input: Input<impl Read>, sink: &mut Sink) {
    input.allow();
    let mut xml = Reader::from_reader(input);
    xml.config_mut().expand_empty_elements = true;
    let mut log = OcelXml::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        xml.get_mut().allow();
        let parsed = xml.read_event_into(&mut buffer);
        sink.line = xml.get_ref().line();
        let done = match parsed {
            Ok(Event::Start(tag)) => log.open(&tag, sink),
            Ok(Event::End(_)) => {
                log.close(sink);
                Ok(())
            }
            Ok(Event::Text(text)) => log.text(&text.xml_content(XmlVersion::Implicit1_0)),
            Ok(Event::CData(text)) => log.text(&text.xml_content(XmlVersion::Implicit1_0)),
            Ok(Event::GeneralRef(entity)) => log.reference(&entity),
            Ok(Event::Eof) if log.places.is_empty() => return,
            Ok(Event::Eof) => Err(Reason::Broken { what: "the end of the log is missing".into() }),
            Ok(_) => Ok(()),
            Err(_) if xml.get_ref().exhausted() => Err(Reason::TooLong { limit_mib: LIMIT_MIB }),
            Err(Error::Io(error)) => Err(Reason::Broken { what: error.to_string() }),
            Err(Error::Syntax(error)) => Err(Reason::Broken { what: error.to_string() }),
            Err(Error::Encoding(_)) => Err(Reason::NotUtf8),
            Err(error) => Err(Reason::NotXml { what: error.to_string() }),
        };
        if let Err(reason) = done {
            return sink.refuse(reason);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Log,
    EventTypes,
    ObjectTypes,
    Type,
    Events,
    Objects,
    Record,
    /// `<attributes>` of a type or record.
    Attributes,
    Attribute,
    Relationships,
    Relationship,
    Skipped,
}

/// The event or object whose element is open.
#[derive(Default)]
struct Record {
    line: u32,
    id: String,
    kind: String,
    time: String,
    attrs: Vec<(String, Option<String>, RowValue)>,
    relationships: Vec<(String, String)>,
    /// The first thing that is wrong with it.
    problem: Option<Reason>,
}

#[derive(Default)]
struct OcelXml {
    places: Vec<Place>,
    event_types: Types,
    object_types: Types,
    of_events: bool,
    /// The name of the type that is being declared.
    declaring: String,
    record: Record,
    /// Name, time and text of the open attribute.
    attribute: (String, Option<String>, String),
    /// Bytes since the record began.
    weight: usize,
}

impl OcelXml {
    /// An error ends the reading.
    fn open(&mut self, tag: &BytesStart, sink: &mut Sink) -> Result<(), Reason> {
        if self.places.len() >= DEEP {
            return Err(Reason::TooDeep { limit: DEEP });
        }
        let name = tag.local_name();
        let next = match (self.places.last(), name.as_ref()) {
            (None, "log") => Place::Log,
            (Some(Place::Log), "event-types") => Place::EventTypes,
            (Some(Place::Log), "object-types") => Place::ObjectTypes,
            (Some(Place::Log), "events") => Place::Events,
            (Some(Place::Log), "objects") => Place::Objects,
            (Some(around @ (Place::EventTypes | Place::ObjectTypes)), "event-type" | "object-type") => {
                self.of_events = *around == Place::EventTypes;
                self.declaring = fields(tag, ["name"])?.0[0].take().unwrap_or_default();
                Place::Type
            }
            (Some(Place::Type), "attributes") => Place::Attributes,
            (Some(Place::Attributes), "attribute") if self.places.get(2) == Some(&Place::Type) => {
                let ([name, kind], _) = fields(tag, ["name", "type"])?;
                let types = if self.of_events { &mut self.event_types } else { &mut self.object_types };
                types.declare(&self.declaring, name.unwrap_or_default(), &kind.unwrap_or_default());
                Place::Skipped
            }
            (Some(around @ (Place::Events | Place::Objects)), "event" | "object") => {
                self.of_events = *around == Place::Events;
                let ([id, kind, time], weight) = fields(tag, ["id", "type", "time"])?;
                self.weight = weight;
                self.record = Record {
                    line: sink.line,
                    id: id.unwrap_or_default(),
                    kind: kind.unwrap_or_default(),
                    time: time.unwrap_or_default(),
                    ..Record::default()
                };
                Place::Record
            }
            (Some(Place::Record), "attributes") => Place::Attributes,
            (Some(Place::Record), "objects") => Place::Relationships,
            (Some(Place::Attributes), "attribute") => {
                let ([name, time], weight) = fields(tag, ["name", "time"])?;
                self.weigh(weight)?;
                self.attribute = (name.unwrap_or_default(), time, String::new());
                Place::Attribute
            }
            (Some(Place::Relationships), "relationship" | "object" | "relobj") => {
                let ([object, qualifier], weight) = fields(tag, ["object-id", "qualifier"])?;
                self.weigh(weight)?;
                match object.filter(|object| !object.is_empty()) {
                    Some(object) => self.record.relationships.push((object, qualifier.unwrap_or_default())),
                    None => self.problem(Reason::Missing { of: Part::Relationship, field: "object-id" }),
                }
                Place::Relationship
            }
            (Some(Place::Skipped | Place::Log | Place::Record | Place::Type), _) => Place::Skipped,
            (_, found) => {
                return Err(Reason::NotOcel {
                    what: format!("`<{}>` has no place here", found.chars().take(40).collect::<String>()),
                });
            }
        };
        self.places.push(next);
        Ok(())
    }

    fn close(&mut self, sink: &mut Sink) {
        match self.places.pop() {
            Some(Place::Attribute) => {
                let (name, since, text) = std::mem::take(&mut self.attribute);
                if name.is_empty() {
                    return self.problem(Reason::Missing { of: Part::Attribute, field: "name" });
                }
                let types = if self.of_events { &self.event_types } else { &self.object_types };
                let kind = types.of(&self.record.kind, &name);
                match kind.read(&name, &text, sink.options.zone.as_ref()) {
                    Ok(value) => self.record.attrs.push((name, since, value)),
                    Err(reason) if self.of_events => self.problem(reason),
                    // One doubtful attribute is no reason to lose the object.
                    Err(reason) => sink.refuse(reason),
                }
            }
            Some(Place::Record) => {
                let record = std::mem::take(&mut self.record);
                let end = std::mem::replace(&mut sink.line, record.line);
                if let Err(reason) = record.put(self.of_events, sink) {
                    sink.refuse(reason);
                }
                sink.line = end;
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if self.places.last() == Some(&Place::Attribute) {
            self.weigh(text.len())?;
            if text.contains('\0') {
                self.problem(Reason::NotXml { what: "a value holds the character NUL".into() });
            } else {
                self.attribute.2.push_str(text);
            }
        }
        Ok(())
    }

    /// The five entities of XML and characters by number, and no others: nothing can be made to grow.
    fn reference(&mut self, entity: &BytesRef) -> Result<(), Reason> {
        if let Some(text) = resolve_xml_entity(entity) {
            return self.text(text);
        }
        match entity.resolve_char_ref() {
            Ok(Some(c)) => self.text(c.encode_utf8(&mut [0; 4])),
            _ => {
                let name: String = entity.chars().take(40).collect();
                self.problem(Reason::NotXml { what: format!("`&{name};` is unknown") });
                Ok(())
            }
        }
    }

    fn weigh(&mut self, bytes: usize) -> Result<(), Reason> {
        self.weight += bytes + size_of::<(String, Option<String>, RowValue)>();
        if self.weight > 4 * LIMIT { Err(Reason::TooLong { limit_mib: 4 * LIMIT_MIB }) } else { Ok(()) }
    }

    /// Something is wrong with the open record: it is refused at its end.
    fn problem(&mut self, reason: Reason) {
        self.record.problem.get_or_insert(reason);
    }
}

impl Record {
    fn put(self, is_event: bool, sink: &mut Sink) -> Result<(), Reason> {
        if let Some(reason) = self.problem {
            return Err(reason);
        }
        let Self { id, kind, time, attrs, relationships, .. } = self;
        if is_event {
            FoundEvent { id, activity: kind, time, attrs, relationships }.put(sink)
        } else {
            FoundObject { id, kind, attrs, relationships }.put(sink)
        }
    }
}

/// Some attributes of a tag, and how many bytes they have.
fn fields<const N: usize>(
    tag: &BytesStart,
    names: [&str; N],
) -> Result<([Option<String>; N], usize), Reason> {
    let mut found = [const { None }; N];
    let mut weight = 0;
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| Reason::NotXml { what: error.to_string() })?;
        let Some(at) = names.iter().position(|name| *name == attribute.key.as_ref()) else { continue };
        let text = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| Reason::NotXml { what: error.to_string() })?;
        if text.contains('\0') {
            return Err(Reason::NotXml { what: "a value holds the character NUL".into() });
        }
        weight += text.len();
        found[at] = Some(text.into_owned());
    }
    Ok((found, weight))
}
