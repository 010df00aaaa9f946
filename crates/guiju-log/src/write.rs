//! Writing logs that [`mod@crate::read`] takes back: JSON Lines here, OCEL 2.0 in its three formats, XES and Parquet beside it.
//!
//! Reading what was written gives the same log, but for [`Value::Time`](crate::Value::Time) of attributes: JSON has no instants, so
//! they come back as text (the same one, in UTC).

mod ocel_json;
mod ocel_xml;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "sqlite")]
mod sqlite;
mod xes;
mod xml;

use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use crate::{
    instant::format_rfc3339,
    log::Log,
    row::{EventRow, ObjectRow, RowValue},
};

pub use ocel_json::ocel_json;
pub use ocel_xml::ocel_xml;
#[cfg(feature = "parquet")]
pub use parquet::parquet;
#[cfg(feature = "sqlite")]
pub use sqlite::ocel_sqlite;
pub use xes::{LeftOut, xes};

/// Writes an event as one line.
///
/// # Errors
/// What `out` says.
pub fn event(out: &mut impl Write, row: &EventRow) -> io::Result<()> {
    let mut fields = Map::new();
    fields.insert("id".into(), json!(row.id));
    fields.insert("type".into(), json!(row.activity));
    fields.insert("time".into(), json!(format_rfc3339(row.time)));
    if let Some(seq) = row.seq {
        fields.insert("seq".into(), json!(seq));
    }
    if let Some(source) = &row.source {
        fields.insert("source".into(), json!(source));
    }
    if !row.attrs.is_empty() {
        let attributes = row.attrs.iter().map(|(name, value)| (name.clone(), to_json(value))).collect();
        fields.insert("attributes".into(), Json::Object(attributes));
    }
    put_relationships(&mut fields, &row.relationships);
    line(out, "event", fields)
}

/// Writes an object as one line; its attributes are OCEL's list if one has a time, else a map.
///
/// # Errors
/// What `out` says.
pub fn object(out: &mut impl Write, row: &ObjectRow) -> io::Result<()> {
    let mut fields = Map::new();
    fields.insert("id".into(), json!(row.id));
    fields.insert("type".into(), json!(row.kind));
    if row.attrs.iter().any(|(_, since, _)| since.is_some()) {
        let attribute = |(name, since, value): &(String, Option<i64>, RowValue)| {
            let mut attribute = Map::new();
            attribute.insert("name".into(), json!(name));
            if let Some(since) = since {
                attribute.insert("time".into(), json!(format_rfc3339(*since)));
            }
            attribute.insert("value".into(), to_json(value));
            Json::Object(attribute)
        };
        fields.insert("attributes".into(), row.attrs.iter().map(attribute).collect());
    } else if !row.attrs.is_empty() {
        let attributes = row.attrs.iter().map(|(name, _, value)| (name.clone(), to_json(value))).collect();
        fields.insert("attributes".into(), Json::Object(attributes));
    }
    put_relationships(&mut fields, &row.relationships);
    line(out, "object", fields)
}

/// Writes all objects, then all events, of a log.
///
/// # Errors
/// What `out` says.
pub fn log(out: &mut impl Write, log: &Log) -> io::Result<()> {
    for ix in log.objects() {
        object(out, &log.object_ref(ix).to_row())?;
    }
    for ix in log.events() {
        event(out, &log.event(ix).to_row())?;
    }
    Ok(())
}

fn put_relationships(fields: &mut Map<String, Json>, relationships: &[(String, String)]) {
    if !relationships.is_empty() {
        let relationship =
            |(object, qualifier): &(String, String)| json!({"objectId": object, "qualifier": qualifier});
        fields.insert("relationships".into(), relationships.iter().map(relationship).collect());
    }
}

fn line(out: &mut impl Write, key: &str, fields: Map<String, Json>) -> io::Result<()> {
    let mut line = Map::new();
    line.insert(key.into(), Json::Object(fields));
    serde_json::to_writer(&mut *out, &Json::Object(line))?;
    out.write_all(b"\n")
}

pub(crate) fn to_json(value: &RowValue) -> Json {
    match value {
        RowValue::Null => Json::Null,
        RowValue::Bool(b) => json!(b),
        RowValue::Int(n) => json!(n),
        RowValue::Float(x) => json!(x),
        RowValue::Text(text) => json!(text),
        RowValue::Time(us) => json!(format_rfc3339(*us)),
        RowValue::List(items) => items.iter().map(to_json).collect(),
        RowValue::Map(fields) => {
            Json::Object(fields.iter().map(|(key, value)| (key.clone(), to_json(value))).collect())
        }
    }
}
