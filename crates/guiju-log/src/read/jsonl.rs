//! JSON Lines: `{"event": {…}}`, `{"object": {…}}`, the fields of OCEL 2.0 JSON, and transcript lines.

use std::io::Read;

use super::{
    Sink,
    fields::Fields,
    input::{Input, LIMIT_MIB, Line},
    json, transcript,
};
use crate::{
    refusal::{Part, Reason},
    row::{EventRow, ObjectRow, RowValue},
};

/// Reads lines to the end of the input.
pub(super) fn read(mut input: Input<impl Read>, sink: &mut Sink) {
    let mut bytes = Vec::new();
    loop {
        sink.line = input.line();
        match input.next_line(&mut bytes) {
            Ok(Line::Read) => {}
            Ok(Line::TooLong) => {
                sink.refuse(Reason::TooLong { limit_mib: LIMIT_MIB });
                continue;
            }
            Ok(Line::End) => return,
            Err(error) => return sink.refuse(Reason::Broken { what: error.to_string() }),
        }
        let Ok(text) = str::from_utf8(&bytes) else {
            sink.refuse(Reason::NotUtf8);
            continue;
        };
        // Files that were put one behind the other have marks in the middle.
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            continue;
        }
        if let Err(reason) = json::parse(text).and_then(|line| take_line(line, sink)) {
            sink.refuse(reason);
        }
    }
}

fn take_line(line: RowValue, sink: &mut Sink) -> Result<(), Reason> {
    let RowValue::Map(mut fields) = line else { return Err(Reason::UnknownShape) };
    let has = |name: &str| fields.iter().any(|(key, _)| key == name);
    if has("event") || has("object") {
        let (Some((key, value)), true) = (fields.pop(), fields.is_empty()) else {
            return Err(Reason::UnknownShape);
        };
        if key == "event" {
            sink.event(event(value)?);
        } else {
            sink.object(object(value)?);
        }
        return Ok(());
    }
    if has("turns") || has("encounter") || has("started") {
        return transcript::take(RowValue::Map(fields), sink);
    }
    Err(Reason::UnknownShape)
}

/// An event as a row, without its place.
pub(super) fn event(value: RowValue) -> Result<EventRow, Reason> {
    let mut fields = Fields::new(Part::Event, value)?;
    let row = EventRow {
        id: fields.needed_text("id")?,
        activity: fields.needed_text("type")?,
        time: fields.needed_time("time")?,
        seq: fields.integer("seq")?,
        source: fields.text("source")?,
        attrs: fields.attributes(false)?.into_iter().map(|(name, _, value)| (name, value)).collect(),
        relationships: fields.relationships()?,
        ..EventRow::default()
    };
    fields.none_left("id, type, time, seq, attributes, relationships, source")?;
    Ok(row)
}

fn object(value: RowValue) -> Result<ObjectRow, Reason> {
    let mut fields = Fields::new(Part::Object, value)?;
    let row = ObjectRow {
        id: fields.needed_text("id")?,
        kind: fields.needed_text("type")?,
        attrs: fields.attributes(true)?,
        relationships: fields.relationships()?,
        ..ObjectRow::default()
    };
    fields.none_left("id, type, attributes, relationships")?;
    Ok(row)
}
