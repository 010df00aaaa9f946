//! A log as tables: one of events, one of objects, and the mapping that reads them back.

use crate::{
    cell::{defused, trimmed},
    limits::CELL_KIB,
    scalar::quote,
};
use guiju_log::{Log, RowValue};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

/// What was written beside the table of events.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The table of objects, CSV.
    pub objects: Vec<u8>,
    /// The mapping that reads both.
    pub mapping: String,
}

/// Why a log can't be written as tables.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// Writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A value is longer than any cell that is read.
    #[error("`{name}` holds a value longer than {limit_kib} KiB, which no table takes; write another format")]
    TooLong {
        /// The column.
        name: String,
        /// The limit.
        limit_kib: usize,
    },
}

/// How a column's values are written, so that they are read as the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Bool,
    Whole,
    Number,
    Time,
    Json,
}

/// Writes the events of `log` to `out` as CSV, a column for each attribute and qualifier; `names` are the files of events and objects.
///
/// [`crate::import()`] by the mapping gives the same log, but for instants inside lists, which JSON has not (they come back as text). Cells that
/// a spreadsheet would take for a formula begin with `'`, and the mapping says so. Memory: one row and the table of objects.
///
/// # Errors
/// [`Unwritten`].
pub fn export(log: &Log, out: &mut impl Write, names: (&str, &str)) -> Result<Exported, Unwritten> {
    let mut events = Columns::default();
    log.events().for_each(|ix| events.see(&event(log, ix)));
    events.settle();
    let mut objects = Columns::default();
    let rows = |ix| object(log, ix);
    log.objects().for_each(|ix| rows(ix).iter().for_each(|row| objects.see(row)));
    objects.settle();
    let mut writer = writer(out);
    events.head(&mut writer)?;
    for ix in log.events() {
        events.row(&mut writer, &event(log, ix))?;
    }
    writer.flush()?;
    drop(writer);
    let mut bytes = Vec::new();
    let mut writer = self::writer(&mut bytes);
    objects.head(&mut writer)?;
    for ix in log.objects() {
        for row in object(log, ix) {
            objects.row(&mut writer, &row)?;
        }
    }
    writer.flush()?;
    drop(writer);
    Ok(Exported { objects: bytes, mapping: mapping(&events, &objects, names) })
}

fn writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Necessary).from_writer(out)
}

/// What a column is of; the order is that of the columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Id,
    Type,
    Time,
    Seq,
    Source,
    Since,
    Related(String),
    Attribute(String),
}

type Row = BTreeMap<Of, RowValue>;

fn event(log: &Log, ix: guiju_log::EventIx) -> Row {
    let event = log.event(ix).to_row();
    let mut row = Row::from([
        (Of::Id, event.id.into()),
        (Of::Type, event.activity.into()),
        (Of::Time, RowValue::Time(event.time)),
    ]);
    row.extend(event.seq.map(|seq| (Of::Seq, seq.into())));
    row.extend(event.source.map(|source| (Of::Source, source.into())));
    row.extend(event.attrs.into_iter().map(|(name, value)| (Of::Attribute(name), value)));
    relate(&mut row, event.relationships);
    row
}

/// A row for what holds from the beginning, and one for each instant from which something else does.
fn object(log: &Log, ix: guiju_log::ObjectIx) -> Vec<Row> {
    let object = log.object_ref(ix).to_row();
    let head = || Row::from([(Of::Id, object.id.as_str().into()), (Of::Type, object.kind.as_str().into())]);
    let mut first = head();
    relate(&mut first, object.relationships.clone());
    let mut later: BTreeMap<i64, Row> = BTreeMap::new();
    for (name, since, value) in &object.attrs {
        let row = match since {
            Some(since) => later.entry(*since).or_insert_with(|| {
                let mut row = head();
                row.insert(Of::Since, RowValue::Time(*since));
                row
            }),
            None => &mut first,
        };
        row.insert(Of::Attribute(name.clone()), value.clone());
    }
    std::iter::once(first).chain(later.into_values()).collect()
}

fn relate(row: &mut Row, relationships: Vec<(String, String)>) {
    let mut by_qualifier: BTreeMap<String, Vec<RowValue>> = BTreeMap::new();
    for (object, qualifier) in relationships {
        by_qualifier.entry(qualifier).or_default().push(object.into());
    }
    for (qualifier, mut objects) in by_qualifier {
        let value = if objects.len() == 1 { objects.remove(0) } else { RowValue::List(objects) };
        row.insert(Of::Related(qualifier), value);
    }
}

#[derive(Default)]
struct Columns {
    kinds: BTreeMap<Of, Kind>,
    names: BTreeMap<Of, String>,
}

impl Columns {
    fn see(&mut self, row: &Row) {
        for (of, value) in row {
            let kind = kind(value);
            let known = self.kinds.entry(of.clone()).or_insert(kind);
            *known = match (*known, kind) {
                (a, b) if a == b => a,
                (Kind::Whole, Kind::Number) | (Kind::Number, Kind::Whole) => Kind::Number,
                _ => Kind::Json,
            };
        }
    }

    /// Names the columns: as what they are of, where a header can bear that name and no other column does.
    fn settle(&mut self) {
        let mut taken = BTreeSet::new();
        for (n, of) in self.kinds.keys().enumerate() {
            let wanted = match of {
                Of::Id => "id".to_owned(),
                Of::Type => "type".to_owned(),
                Of::Time => "time".to_owned(),
                Of::Seq => "seq".to_owned(),
                Of::Source => "source".to_owned(),
                Of::Since => "since".to_owned(),
                Of::Related(qualifier) => format!("related.{qualifier}"),
                Of::Attribute(name) => name.clone(),
            };
            let usual = wanted.split_whitespace().collect::<Vec<_>>().join(" ") == wanted
                && !wanted.is_empty()
                && !wanted.contains(['{', '}', '\u{feff}', '\u{200b}'])
                && defused(&wanted) == wanted
                && wanted.chars().count() <= 200;
            let name = if usual && !taken.contains(&wanted) { wanted } else { format!("column.{n}") };
            taken.insert(name.clone());
            self.names.insert(of.clone(), name);
        }
    }

    fn head(&self, writer: &mut csv::Writer<impl Write>) -> Result<(), Unwritten> {
        // A table has at least one column, so that it has a header.
        let names: Vec<&str> = self.names.values().map(String::as_str).collect();
        let names = if names.is_empty() { vec!["id"] } else { names };
        writer.write_record(names).map_err(io::Error::from)?;
        Ok(())
    }

    fn row(&self, writer: &mut csv::Writer<impl Write>, row: &Row) -> Result<(), Unwritten> {
        for (of, kind) in &self.kinds {
            let cell = match row.get(of) {
                Some(value) => written(*kind, value),
                None => String::new(),
            };
            if cell.len() > CELL_KIB << 10 {
                let name = self.names.get(of).cloned().unwrap_or_default();
                return Err(Unwritten::TooLong { name, limit_kib: CELL_KIB });
            }
            writer.write_field(cell).map_err(io::Error::from)?;
        }
        writer.write_record(None::<&[u8]>).map_err(io::Error::from)?;
        Ok(())
    }

    fn cell(&self, of: &Of) -> Option<String> {
        let (kind, name) = (self.kinds.get(of)?, quote(self.names.get(of)?));
        let is = match kind {
            Kind::Text => return Some(name),
            Kind::Bool => "bool",
            Kind::Whole | Kind::Number => "number",
            Kind::Time => "time",
            Kind::Json => "json",
        };
        Some(format!("{{ column: {name}, is: {is} }}"))
    }
}

fn kind(value: &RowValue) -> Kind {
    match value {
        RowValue::Bool(_) => Kind::Bool,
        RowValue::Int(_) => Kind::Whole,
        RowValue::Float(number) if number.is_finite() => Kind::Number,
        RowValue::Time(_) => Kind::Time,
        // What reading would trim, or take for nothing, is quoted.
        RowValue::Text(text) if trimmed(text) == text && !text.is_empty() && !text.contains('\0') => {
            Kind::Text
        }
        _ => Kind::Json,
    }
}

fn written(kind: Kind, value: &RowValue) -> String {
    match (kind, value) {
        (Kind::Text, RowValue::Text(text)) if text.starts_with('\'') => format!("'{text}"),
        (Kind::Text, RowValue::Text(text)) => defused(text).into_owned(),
        (Kind::Bool, RowValue::Bool(truth)) => truth.to_string(),
        (Kind::Whole | Kind::Number, RowValue::Int(number)) => number.to_string(),
        // With a point, so that it is not taken for a whole number.
        (Kind::Number, RowValue::Float(number)) if number.fract() == 0.0 => format!("{number:.1}"),
        (Kind::Number, RowValue::Float(number)) => number.to_string(),
        (Kind::Time, RowValue::Time(us)) => rfc3339(*us),
        (_, value) => json(value).to_string(),
    }
}

fn json(value: &RowValue) -> serde_json::Value {
    use serde_json::Value;
    match value {
        RowValue::Null => Value::Null,
        RowValue::Bool(truth) => Value::from(*truth),
        RowValue::Int(number) => Value::from(*number),
        RowValue::Float(number) => Value::from(*number),
        RowValue::Text(text) => Value::from(text.as_str()),
        RowValue::Time(us) => Value::from(rfc3339(*us)),
        RowValue::List(items) => items.iter().map(json).collect(),
        RowValue::Map(fields) => {
            Value::Object(fields.iter().map(|(key, value)| (key.clone(), json(value))).collect())
        }
    }
}

fn rfc3339(us: i64) -> String {
    jiff::Timestamp::from_microsecond(us).map_or_else(|_| us.to_string(), |at| at.to_string())
}

fn mapping(events: &Columns, objects: &Columns, names: (&str, &str)) -> String {
    let mut out = String::from("# Written with the tables; guiju reads them by it.\ntables:\n");
    let table = |out: &mut String, name: &str, file: &str| {
        out.push_str(&format!("  {name}:\n    file: {}\n    encoding: utf-8\n    delimiter: \",\"\n    escaped: true\n    {name}:\n", quote(file)));
    };
    let cell = |columns: &Columns, of: &Of| columns.cell(of);
    // A type is a word unless a mapping says that it is a column.
    let column = |cell: String| if cell.starts_with('{') { cell } else { format!("{{ column: {cell} }}") };
    let rest = |out: &mut String, columns: &Columns| {
        for (key, wanted) in [("related", true), ("attrs", false)] {
            let entries: Vec<String> = columns
                .kinds
                .keys()
                .filter_map(|of| match of {
                    Of::Related(name) if wanted => {
                        Some(format!("          {}: {}\n", quote(name), columns.cell(of)?))
                    }
                    Of::Attribute(name) if !wanted => {
                        Some(format!("          {}: {}\n", quote(name), columns.cell(of)?))
                    }
                    _ => None,
                })
                .collect();
            if !entries.is_empty() {
                out.push_str(&format!("        {key}:\n{}", entries.concat()));
            }
        }
    };
    if !events.kinds.is_empty() {
        table(&mut out, "events", names.0);
        let kind = cell(events, &Of::Type).map(column).unwrap_or_default();
        out.push_str(&format!("      - type: {kind}\n"));
        for (key, of) in [("time", Of::Time), ("id", Of::Id), ("seq", Of::Seq)] {
            if let Some(cell) = cell(events, &of) {
                out.push_str(&format!("        {key}: {cell}\n"));
            }
        }
        if let Some(source) = cell(events, &Of::Source) {
            out.push_str(&format!("        source: {}\n", column(source)));
        }
        out.push_str("        encounter: { value: ~ }\n");
        rest(&mut out, events);
    }
    if !objects.kinds.is_empty() {
        table(&mut out, "objects", names.1);
        let kind = cell(objects, &Of::Type).map(column).unwrap_or_default();
        out.push_str(&format!(
            "      - type: {kind}\n        id: {}\n        evidence: []\n",
            cell(objects, &Of::Id).unwrap_or_default()
        ));
        if let Some(since) = cell(objects, &Of::Since) {
            out.push_str(&format!("        since: {since}\n"));
        }
        rest(&mut out, objects);
    }
    if events.kinds.is_empty() && objects.kinds.is_empty() {
        table(&mut out, "events", names.0);
        out.truncate(out.trim_end_matches("    events:\n").len());
    }
    out
}
