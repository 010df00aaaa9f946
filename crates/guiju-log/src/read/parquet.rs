//! A log as one Parquet table, as [`crate::write::parquet`] makes it. Rows are read some at a time; a place is `file:row`.

use std::io::Read;

use parquet::{
    basic::Type,
    column::reader::{ColumnReaderImpl, get_typed_column_reader},
    data_type::{ByteArray, ByteArrayType, DataType, Int64Type},
    errors::ParquetError,
    file::reader::{FileReader, RowGroupReader, SerializedFileReader},
};

use super::{
    Sink,
    fields::Fields,
    input::{LIMIT, LIMIT_MIB},
    json,
    time::instant,
};
use crate::{
    guard::guarded,
    refusal::{Expected, Part, Reason},
    row::{EventRow, ObjectRow, RowValue},
};

/// The largest table that is read: its columns lie apart, so that it must be in memory.
const IN_MEMORY: u64 = 2 << 30;
/// Rows that are read at once.
const ROWS: usize = 1024;
/// How many bytes of text a byte of the file may become: dictionaries and runs make much of little.
const GROWTH: u64 = 1000;

/// Reads a table to its end, or to where it breaks.
pub(super) fn read(bytes: impl Read, sink: &mut Sink) {
    sink.line = 0;
    let mut whole = Vec::new();
    match bytes.take(IN_MEMORY + 1).read_to_end(&mut whole) {
        Ok(_) if whole.len() as u64 > IN_MEMORY => {
            return sink.refuse(Reason::TooLong { limit_mib: (IN_MEMORY >> 20) as usize });
        }
        Ok(_) => {}
        Err(error) => return sink.refuse(Reason::Broken { what: error.to_string() }),
    }
    // The library trusts a file here and there, and panics where it lies.
    let read = guarded(|| table(whole, sink));
    match read {
        Ok(Ok(())) => {}
        Ok(Err(reason)) => sink.refuse(reason),
        Err(_) => sink.refuse(Reason::Broken { what: "its pages contradict each other".into() }),
    }
}

fn table(whole: Vec<u8>, sink: &mut Sink) -> Result<(), Reason> {
    let len = whole.len() as u64;
    let (mut rows_left, mut bytes_left) = (len, len.saturating_mul(GROWTH) + (16 << 20));
    let file = SerializedFileReader::new(bytes::Bytes::from(whole)).map_err(broken)?;
    for group in 0..file.num_row_groups() {
        let group = file.get_row_group(group).map_err(broken)?;
        let mut columns = Columns::of(group.as_ref())?;
        loop {
            let rows = columns.next()?;
            if rows.len() == 0 {
                break;
            }
            let (rows_now, bytes_now) =
                (rows_left.checked_sub(rows.len() as u64), bytes_left.checked_sub(rows.bytes()));
            let (Some(rows_now), Some(bytes_now)) = (rows_now, bytes_now) else {
                return Err(Reason::Broken {
                    what: "it claims to hold more than a file of its length can".into(),
                });
            };
            (rows_left, bytes_left) = (rows_now, bytes_now);
            rows.put(sink);
        }
    }
    Ok(())
}

struct Column<T: DataType> {
    reader: ColumnReaderImpl<T>,
    optional: bool,
}

struct Columns {
    record: Column<ByteArrayType>,
    id: Column<ByteArrayType>,
    kind: Column<ByteArrayType>,
    time: Column<Int64Type>,
    source: Column<ByteArrayType>,
    seq: Column<Int64Type>,
    relationships: Column<ByteArrayType>,
    attributes: Column<ByteArrayType>,
}

impl Columns {
    fn of(group: &dyn RowGroupReader) -> Result<Self, Reason> {
        Ok(Self {
            record: column(group, "record")?,
            id: column(group, "id")?,
            kind: column(group, "type")?,
            time: column(group, "time")?,
            source: column(group, "source")?,
            seq: column(group, "seq")?,
            relationships: column(group, "relationships")?,
            attributes: column(group, "attributes")?,
        })
    }

    fn next(&mut self) -> Result<Rows, Reason> {
        let rows = Rows {
            record: self.record.next()?,
            id: self.id.next()?,
            kind: self.kind.next()?,
            time: self.time.next()?,
            source: self.source.next()?,
            seq: self.seq.next()?,
            relationships: self.relationships.next()?,
            attributes: self.attributes.next()?,
        };
        let lengths = [
            rows.record.len(),
            rows.kind.len(),
            rows.source.len(),
            rows.relationships.len(),
            rows.attributes.len(),
            rows.time.len(),
            rows.seq.len(),
        ];
        if lengths.iter().any(|len| *len != rows.id.len()) {
            return Err(Reason::Broken { what: "its columns are not equally long".into() });
        }
        Ok(rows)
    }
}

fn column<T: DataType>(group: &dyn RowGroupReader, name: &str) -> Result<Column<T>, Reason> {
    let metadata = group.metadata();
    let at = (0..metadata.num_columns()).find(|at| {
        let path = metadata.column(*at).column_path();
        path.parts().len() == 1 && path.parts()[0] == name
    });
    let missing = || Reason::NotTable { what: format!("there is no column `{name}`") };
    let at = at.ok_or_else(missing)?;
    let described = metadata.column(at).column_descr();
    let physical: Type = T::get_physical_type();
    let fits_time = name != "time" || is_micros(described);
    if described.physical_type() != physical
        || described.max_rep_level() > 0
        || described.max_def_level() > 1
        || !fits_time
    {
        return Err(Reason::NotTable { what: format!("the column `{name}` is of another type") });
    }
    let optional = described.max_def_level() == 1;
    Ok(Column { reader: get_typed_column_reader(group.get_column_reader(at).map_err(broken)?), optional })
}

/// Whether a column counts microseconds.
fn is_micros(column: &parquet::schema::types::ColumnDescriptor) -> bool {
    use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
    match column.logical_type_ref() {
        Some(LogicalType::Timestamp(timestamp)) => matches!(timestamp.unit, TimeUnit::MICROS),
        _ => column.converted_type() == ConvertedType::TIMESTAMP_MICROS,
    }
}

impl<T: DataType> Column<T> {
    fn next(&mut self) -> Result<Vec<Option<T::T>>, Reason> {
        let (mut values, mut there) = (Vec::new(), Vec::new());
        let levels = self.optional.then_some(&mut there);
        let (records, ..) = self.reader.read_records(ROWS, levels, None, &mut values).map_err(broken)?;
        let mut values = values.into_iter();
        if !self.optional {
            return Ok(values.map(Some).collect());
        }
        Ok(there.iter().take(records).map(|level| if *level == 1 { values.next() } else { None }).collect())
    }
}

struct Rows {
    record: Vec<Option<ByteArray>>,
    id: Vec<Option<ByteArray>>,
    kind: Vec<Option<ByteArray>>,
    time: Vec<Option<i64>>,
    source: Vec<Option<ByteArray>>,
    seq: Vec<Option<i64>>,
    relationships: Vec<Option<ByteArray>>,
    attributes: Vec<Option<ByteArray>>,
}

impl Rows {
    fn len(&self) -> usize {
        self.id.len()
    }

    fn bytes(&self) -> u64 {
        let sum = |column: &[Option<ByteArray>]| -> u64 {
            column.iter().flatten().map(|text| text.len() as u64).sum()
        };
        [&self.record, &self.id, &self.kind, &self.source, &self.relationships, &self.attributes]
            .iter()
            .map(|column| sum(column))
            .sum()
    }

    fn put(&self, sink: &mut Sink) {
        for at in 0..self.len() {
            sink.line = sink.line.saturating_add(1);
            if let Err(reason) = self.put_row(at, sink) {
                sink.refuse(reason);
            }
        }
    }

    fn put_row(&self, at: usize, sink: &mut Sink) -> Result<(), Reason> {
        let record = text(&self.record[at])?.unwrap_or_default();
        let of = match record.as_str() {
            "event" => Part::Event,
            "object" => Part::Object,
            _ => return Err(Reason::NotTable { what: "`record` is neither `event` nor `object`".into() }),
        };
        let needed = |column: &[Option<ByteArray>], field| {
            text(&column[at])?.filter(|text| !text.is_empty()).ok_or(Reason::Missing { of, field })
        };
        let (id, kind) = (needed(&self.id, "id")?, needed(&self.kind, "type")?);
        let mut fields = vec![];
        if let Some(text) = text(&self.relationships[at])? {
            fields.push(("relationships".to_owned(), json::parse(&text)?));
        }
        let relationships = Fields::new(of, RowValue::Map(fields))?.relationships()?;
        let attrs = match text(&self.attributes[at])? {
            Some(text) => attributes(json::parse(&text)?, of)?,
            None => Vec::new(),
        };
        if of == Part::Object {
            sink.object(ObjectRow { id, kind, attrs, relationships, ..ObjectRow::default() });
            return Ok(());
        }
        sink.event(EventRow {
            id,
            activity: kind,
            time: self.time[at].ok_or(Reason::Missing { of, field: "time" })?,
            seq: self.seq[at],
            source: text(&self.source[at])?,
            attrs: attrs.into_iter().map(|(name, _, value)| (name, value)).collect(),
            relationships,
            ..EventRow::default()
        });
        Ok(())
    }
}

fn text(value: &Option<ByteArray>) -> Result<Option<String>, Reason> {
    let Some(value) = value else { return Ok(None) };
    if value.len() > LIMIT {
        return Err(Reason::TooLong { limit_mib: LIMIT_MIB });
    }
    let text = str::from_utf8(value.data()).map_err(|_| Reason::NotUtf8)?;
    if text.contains('\0') {
        return Err(Reason::NotTable { what: "a text holds the character NUL".into() });
    }
    Ok(Some(text.to_owned()))
}

/// A map, or a list of `{name, value}` with `time` and `type`.
fn attributes(json: RowValue, of: Part) -> Result<Vec<(String, Option<i64>, RowValue)>, Reason> {
    let items = match json {
        RowValue::Map(fields) => {
            return Ok(fields.into_iter().map(|(name, value)| (name, None, value)).collect());
        }
        RowValue::List(items) => items,
        _ => {
            return Err(Reason::WrongType { of, field: "attributes".into(), expected: Expected::Attributes });
        }
    };
    items
        .into_iter()
        .map(|item| {
            let mut fields = Fields::new(Part::Attribute, item)?;
            let name = fields.needed_text("name")?;
            let since = fields.time("time")?;
            let kind = fields.text("type")?;
            let value = match (kind.as_deref(), fields.take("value").unwrap_or(RowValue::Null)) {
                (Some("time"), RowValue::Text(text)) => RowValue::Time(instant(&text, None)?),
                (_, value) => value,
            };
            fields.none_left("name, time, type, value")?;
            Ok((name, since, value))
        })
        .collect()
}

fn broken(error: ParquetError) -> Reason {
    Reason::Broken { what: error.to_string() }
}
