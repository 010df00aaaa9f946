//! OCEL 2.0 JSON, record by record: each is cut out of its list, parsed alone and forgotten.

use std::io::{BufRead, Read};

use super::{Attrs, FoundEvent, FoundObject, types::Types};
use crate::{
    read::{
        Sink,
        fields::Fields,
        input::{Input, LIMIT, LIMIT_MIB},
        json,
    },
    refusal::{Part, Reason},
    row::RowValue,
};

/// Reads a log to its end, or to where it breaks.
pub(in crate::read) fn read(input: Input<impl Read>, sink: &mut Sink) {
    let mut log = OcelJson {
        input,
        record: Vec::new(),
        event_types: None,
        object_types: None,
        waiting_events: Vec::new(),
        waiting_objects: Vec::new(),
    };
    let read = log.read(sink);
    // Records whose types never came, or came after a break.
    log.put_waiting(sink, true);
    if let Err(reason) = read {
        sink.refuse_at(log.input.line(), reason);
    }
}

struct OcelJson<R> {
    input: Input<R>,
    record: Vec<u8>,
    event_types: Option<Types>,
    object_types: Option<Types>,
    /// Records that came before the types that say how to read them.
    waiting_events: Vec<(u32, RowValue)>,
    waiting_objects: Vec<(u32, RowValue)>,
}

impl<R: Read> OcelJson<R> {
    fn read(&mut self, sink: &mut Sink) -> Result<(), Reason> {
        self.expect(b'{')?;
        if self.peek()? == Some(b'}') {
            return Ok(());
        }
        loop {
            self.cut(true)?;
            let key = match parse(&self.record)? {
                RowValue::Text(key) => key,
                _ => return Err(not_ocel("a key that is no string")),
            };
            self.expect(b':')?;
            match key.as_str() {
                "events" | "objects" => self.records(key == "events", sink)?,
                "eventTypes" => self.event_types = Some(self.types()?),
                "objectTypes" => self.object_types = Some(self.types()?),
                _ => {
                    self.cut(false)?;
                }
            }
            self.put_waiting(sink, false);
            match self.next()? {
                b',' => {}
                b'}' => break,
                other => return Err(unexpected(other)),
            }
        }
        match self.peek()? {
            None => Ok(()),
            Some(other) => Err(unexpected(other)),
        }
    }

    fn records(&mut self, events: bool, sink: &mut Sink) -> Result<(), Reason> {
        self.expect(b'[')?;
        if self.peek()? == Some(b']') {
            self.next()?;
            return Ok(());
        }
        loop {
            self.peek()?;
            let line = self.input.line();
            sink.line = line;
            if self.cut(true)? {
                match parse(&self.record) {
                    Ok(record) => self.put(events, line, record, sink),
                    Err(reason) => sink.refuse(reason),
                }
            } else {
                sink.refuse(Reason::TooLong { limit_mib: LIMIT_MIB });
            }
            match self.next()? {
                b',' => {}
                b']' => return Ok(()),
                other => return Err(unexpected(other)),
            }
        }
    }

    fn put(&mut self, events: bool, line: u32, record: RowValue, sink: &mut Sink) {
        let (types, waiting) = if events {
            (&self.event_types, &mut self.waiting_events)
        } else {
            (&self.object_types, &mut self.waiting_objects)
        };
        match types {
            Some(types) => take(events, record, types, sink),
            None => waiting.push((line, record)),
        }
    }

    fn put_waiting(&mut self, sink: &mut Sink, at_last: bool) {
        if at_last {
            self.event_types.get_or_insert_default();
            self.object_types.get_or_insert_default();
        }
        for (events, types, waiting) in [
            (false, &self.object_types, &mut self.waiting_objects),
            (true, &self.event_types, &mut self.waiting_events),
        ] {
            let Some(types) = types else { continue };
            for (line, record) in waiting.drain(..) {
                sink.line = line;
                take(events, record, types, sink);
            }
        }
    }

    fn types(&mut self) -> Result<Types, Reason> {
        if !self.cut(true)? {
            return Err(Reason::TooLong { limit_mib: LIMIT_MIB });
        }
        let RowValue::List(items) = parse(&self.record)? else {
            return Err(not_ocel("types that are no list"));
        };
        let mut types = Types::default();
        for item in items {
            let mut fields = Fields::new(Part::Line, item)?;
            let of = fields.needed_text("name")?;
            for attribute in fields.list("attributes")? {
                let mut fields = Fields::new(Part::Attribute, attribute)?;
                types.declare(&of, fields.needed_text("name")?, &fields.text("type")?.unwrap_or_default());
            }
        }
        Ok(types)
    }

    /// Puts the next JSON value into `record`, unparsed. False if it is too long to be kept; it is passed over then, as without `keep`.
    fn cut(&mut self, keep: bool) -> Result<bool, Reason> {
        self.record.clear();
        if self.peek()?.is_none() {
            return Err(ended());
        }
        let mut fits = keep;
        let (mut depth, mut in_text, mut escaped, mut scalar) = (0_usize, false, false, false);
        loop {
            let buffer = self.input.fill_buf().map_err(broken)?;
            if buffer.is_empty() {
                return if scalar && depth == 0 { Ok(fits) } else { Err(ended()) };
            }
            let mut used = 0;
            let mut done = false;
            for &byte in buffer {
                if in_text {
                    used += 1;
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => {
                            in_text = false;
                            done = depth == 0;
                        }
                        _ => {}
                    }
                } else {
                    match byte {
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' if depth == 0 => done = true,
                        b'}' | b']' => {
                            depth -= 1;
                            done = depth == 0;
                            used += usize::from(done);
                        }
                        b'"' => in_text = true,
                        b',' | b':' if depth == 0 => done = true,
                        _ => scalar |= depth == 0 && !byte.is_ascii_whitespace(),
                    }
                    used += usize::from(!done);
                }
                if done {
                    break;
                }
            }
            if fits && self.record.len() + used <= LIMIT {
                self.record.extend_from_slice(&buffer[..used]);
            } else {
                fits = false;
                self.record = Vec::new();
            }
            self.input.consume(used);
            if done {
                return Ok(fits);
            }
        }
    }

    /// The next byte that is no white space, not consumed.
    fn peek(&mut self) -> Result<Option<u8>, Reason> {
        self.input.skip_to_content().map_err(broken)
    }

    fn next(&mut self) -> Result<u8, Reason> {
        let byte = self.peek()?.ok_or_else(ended)?;
        self.input.consume(1);
        Ok(byte)
    }

    fn expect(&mut self, byte: u8) -> Result<(), Reason> {
        match self.next()? {
            found if found == byte => Ok(()),
            other => Err(unexpected(other)),
        }
    }
}

fn take(events: bool, record: RowValue, types: &Types, sink: &mut Sink) {
    let taken = if events { event(record, types, sink) } else { object(record, types, sink) };
    if let Err(reason) = taken {
        sink.refuse(reason);
    }
}

fn event(record: RowValue, types: &Types, sink: &mut Sink) -> Result<(), Reason> {
    let mut fields = Fields::new(Part::Event, record)?;
    let activity = fields.needed_text("type")?;
    let mut attrs = Attrs::new();
    for item in fields.list("attributes")? {
        attrs.push(attribute(item, &activity, types, sink)?);
    }
    FoundEvent {
        id: fields.needed_text("id")?,
        time: fields.needed_text("time")?,
        attrs,
        relationships: fields.relationships()?,
        activity,
    }
    .put(sink)
}

fn object(record: RowValue, types: &Types, sink: &mut Sink) -> Result<(), Reason> {
    let mut fields = Fields::new(Part::Object, record)?;
    let kind = fields.needed_text("type")?;
    let id = fields.needed_text("id")?;
    let relationships = fields.relationships()?;
    let mut attrs = Attrs::new();
    for item in fields.list("attributes")? {
        match attribute(item, &kind, types, sink) {
            Ok(attribute) => attrs.push(attribute),
            // One doubtful attribute is no reason to lose the object.
            Err(reason) => sink.refuse(reason),
        }
    }
    FoundObject { id, kind, attrs, relationships }.put(sink)
}

fn attribute(
    item: RowValue,
    of: &str,
    types: &Types,
    sink: &Sink,
) -> Result<(String, Option<String>, RowValue), Reason> {
    let mut fields = Fields::new(Part::Attribute, item)?;
    let name = fields.needed_text("name")?;
    let since = fields.text("time")?;
    let value = match fields.take("value") {
        Some(RowValue::Text(text)) => types.of(of, &name).read(&name, &text, sink.options.zone.as_ref())?,
        // Some exporters write numbers as such.
        other => other.unwrap_or(RowValue::Null),
    };
    Ok((name, since, value))
}

fn parse(record: &[u8]) -> Result<RowValue, Reason> {
    let text = str::from_utf8(record).map_err(|_| Reason::NotUtf8)?;
    json::parse(text.trim()).map_err(|reason| match reason {
        Reason::NotJson { what } => Reason::NotOcel { what },
        other => other,
    })
}

fn broken(error: std::io::Error) -> Reason {
    Reason::Broken { what: error.to_string() }
}

fn ended() -> Reason {
    Reason::Broken { what: "the end of the log is missing".into() }
}

fn unexpected(byte: u8) -> Reason {
    not_ocel(&format!("unexpected `{}`", char::from(byte).escape_default()))
}

fn not_ocel(what: &str) -> Reason {
    Reason::NotOcel { what: what.to_owned() }
}
