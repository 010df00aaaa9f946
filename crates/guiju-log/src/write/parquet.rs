//! Writing a log as one Parquet table, a row for each event and object.

use std::{
    io::{self, Write},
    sync::Arc,
};

use parquet::{
    basic::Compression,
    data_type::{ByteArray, ByteArrayType, Int64Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::parser::parse_message_type,
};
use serde_json::{Map, Value as Json, json};

use super::to_json;
use crate::{
    instant::format_rfc3339,
    log::Log,
    row::{EventRow, ObjectRow, RowValue},
};

/// The table's columns; [`crate::read`] looks for these.
const SCHEMA: &str = "message log {
    REQUIRED BYTE_ARRAY record (UTF8);
    REQUIRED BYTE_ARRAY id (UTF8);
    REQUIRED BYTE_ARRAY type (UTF8);
    OPTIONAL INT64 time (TIMESTAMP(MICROS,true));
    OPTIONAL BYTE_ARRAY source (UTF8);
    OPTIONAL INT64 seq;
    OPTIONAL BYTE_ARRAY relationships (UTF8);
    OPTIONAL BYTE_ARRAY attributes (UTF8);
}";
/// Rows that are written at once.
const ROWS: usize = 1 << 16;

/// Writes a log as a Parquet table: events first, then objects. Nothing is lost but the type of instants inside lists.
///
/// Columns: `record` (`event`, `object`), `id`, `type`, `time` (microseconds UTC), `source`, `seq`, and as JSON text `relationships`
/// (`[{"objectId", "qualifier"}]`) and `attributes` (a map, or a list of `{"name", "value"}` with `time` since when it holds and
/// `"type": "time"` for instants).
///
/// # Errors
/// What `out` says. The table is made in memory.
pub fn parquet(out: &mut impl Write, log: &Log) -> io::Result<()> {
    let bytes = table(log).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn table(log: &Log) -> Result<Vec<u8>, ParquetError> {
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    let events: Vec<_> = log.events().collect();
    for part in events.chunks(ROWS) {
        let mut columns = Columns::default();
        for ix in part {
            columns.event(log.event(*ix).to_row());
        }
        columns.write(writer.next_row_group()?)?;
    }
    let objects: Vec<_> = log.objects().collect();
    for part in objects.chunks(ROWS) {
        let mut columns = Columns::default();
        for ix in part {
            columns.object(log.object_ref(*ix).to_row());
        }
        columns.write(writer.next_row_group()?)?;
    }
    writer.into_inner()
}

/// Values that are there, and for each row whether it has one.
struct Optional<T>(Vec<T>, Vec<i16>);

impl<T> Default for Optional<T> {
    fn default() -> Self {
        Self(Vec::new(), Vec::new())
    }
}

impl<T> Optional<T> {
    fn push(&mut self, value: Option<T>) {
        self.1.push(i16::from(value.is_some()));
        self.0.extend(value);
    }
}

#[derive(Default)]
struct Columns {
    record: Vec<ByteArray>,
    id: Vec<ByteArray>,
    kind: Vec<ByteArray>,
    time: Optional<i64>,
    source: Optional<ByteArray>,
    seq: Optional<i64>,
    relationships: Optional<ByteArray>,
    attributes: Optional<ByteArray>,
}

impl Columns {
    fn event(&mut self, row: EventRow) {
        self.record.push("event".into());
        self.id.push(row.id.as_str().into());
        self.kind.push(row.activity.as_str().into());
        self.time.push(Some(row.time));
        self.source.push(row.source.as_deref().map(ByteArray::from));
        self.seq.push(row.seq);
        self.relationships.push(relationships(&row.relationships));
        self.attributes
            .push(attributes(row.attrs.into_iter().map(|(name, value)| (name, None, value)).collect()));
    }

    fn object(&mut self, row: ObjectRow) {
        self.record.push("object".into());
        self.id.push(row.id.as_str().into());
        self.kind.push(row.kind.as_str().into());
        self.time.push(None);
        self.source.push(None);
        self.seq.push(None);
        self.relationships.push(relationships(&row.relationships));
        self.attributes.push(attributes(row.attrs));
    }

    /// In the order of the schema.
    fn write(self, mut group: SerializedRowGroupWriter<'_, Vec<u8>>) -> Result<(), ParquetError> {
        texts(&mut group, &self.record, None)?;
        texts(&mut group, &self.id, None)?;
        texts(&mut group, &self.kind, None)?;
        numbers(&mut group, &self.time)?;
        texts(&mut group, &self.source.0, Some(&self.source.1))?;
        numbers(&mut group, &self.seq)?;
        texts(&mut group, &self.relationships.0, Some(&self.relationships.1))?;
        texts(&mut group, &self.attributes.0, Some(&self.attributes.1))?;
        group.close().map(|_| ())
    }
}

fn texts(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: &[ByteArray],
    there: Option<&[i16]>,
) -> Result<(), ParquetError> {
    if let Some(mut column) = group.next_column()? {
        column.typed::<ByteArrayType>().write_batch(values, there, None)?;
        column.close()?;
    }
    Ok(())
}

fn numbers(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: &Optional<i64>,
) -> Result<(), ParquetError> {
    if let Some(mut column) = group.next_column()? {
        column.typed::<Int64Type>().write_batch(&values.0, Some(&values.1), None)?;
        column.close()?;
    }
    Ok(())
}

fn relationships(relationships: &[(String, String)]) -> Option<ByteArray> {
    let item = |(object, qualifier): &(String, String)| json!({"objectId": object, "qualifier": qualifier});
    let items: Vec<Json> = relationships.iter().map(item).collect();
    (!items.is_empty()).then(|| Json::Array(items).to_string().as_str().into())
}

/// A map where that says all, else a list.
fn attributes(attrs: Vec<(String, Option<i64>, RowValue)>) -> Option<ByteArray> {
    if attrs.is_empty() {
        return None;
    }
    let plain = attrs.iter().all(|(_, since, value)| since.is_none() && !matches!(value, RowValue::Time(_)));
    let json = if plain {
        Json::Object(attrs.iter().map(|(name, _, value)| (name.clone(), to_json(value))).collect())
    } else {
        let item = |(name, since, value): &(String, Option<i64>, RowValue)| {
            let mut item = Map::new();
            item.insert("name".into(), json!(name));
            if let Some(since) = since {
                item.insert("time".into(), json!(format_rfc3339(*since)));
            }
            if matches!(value, RowValue::Time(_)) {
                item.insert("type".into(), json!("time"));
            }
            item.insert("value".into(), to_json(value));
            Json::Object(item)
        };
        attrs.iter().map(item).collect()
    };
    Some(json.to_string().as_str().into())
}
