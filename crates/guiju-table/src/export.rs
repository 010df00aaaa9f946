//! A log as tables: one of events, one of objects, and the mapping that reads them back.

use crate::{
    cell::{defused, trimmed},
    scalar::quote,
    sheet::{Field, Form, Sheet},
};
use guiju_log::{Log, RowValue};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

/// What was written beside the table of events.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The table of objects, in the same form as that of events.
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
    #[error("`{name}` holds a value longer than {limit}, which no such table takes; write another format")]
    TooLong {
        /// The column.
        name: String,
        /// The limit, with its unit.
        limit: &'static str,
    },
    /// A worksheet has no place for more.
    #[error("a worksheet has no place for more than {rows} rows and {columns} columns; write another format")]
    TooMany {
        /// Rows of a worksheet.
        rows: u32,
        /// Columns of a worksheet.
        columns: u16,
    },
    /// The workbook can't be made.
    #[error("the workbook can't be made: {0}")]
    Workbook(String),
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

/// Writes the events of `log` to `out`, a column for each attribute and qualifier; `names` are the files of events and objects.
///
/// [`crate::import()`] by the mapping gives the same log, but for instants inside lists, which JSON has not (they come back as text). Cells that
/// a spreadsheet would take for a formula begin with `'`, and the mapping says so. Memory: one row and the table of objects; of XLSX, the tables.
///
/// # Errors
/// [`Unwritten`].
pub fn export(
    log: &Log,
    out: &mut impl Write,
    names: (&str, &str),
    form: Form,
) -> Result<Exported, Unwritten> {
    let mut events = Columns::default();
    log.events().for_each(|ix| events.see(&event(log, ix)));
    events.settle();
    let mut objects = Columns::default();
    let rows = |ix| object(log, ix);
    log.objects().for_each(|ix| rows(ix).iter().for_each(|row| objects.see(row)));
    objects.settle();
    let mut sheet = Sheet::begin(form, "events", out)?;
    events.head(&mut sheet)?;
    for ix in log.events() {
        events.row(&mut sheet, &event(log, ix))?;
    }
    sheet.end()?;
    let mut bytes = Vec::new();
    let mut sheet = Sheet::begin(form, "objects", &mut bytes)?;
    objects.head(&mut sheet)?;
    for ix in log.objects() {
        for row in object(log, ix) {
            objects.row(&mut sheet, &row)?;
        }
    }
    sheet.end()?;
    Ok(Exported { objects: bytes, mapping: mapping(&events, &objects, names, form) })
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

    fn head(&self, sheet: &mut Sheet<impl Write>) -> Result<(), Unwritten> {
        // A table has at least one column, so that it has a header.
        let names: Vec<&str> = self.names.values().map(String::as_str).collect();
        let names = if names.is_empty() { vec!["id"] } else { names };
        sheet.row(names.into_iter().map(|name| (name, Field::text(name))))
    }

    fn row(&self, sheet: &mut Sheet<impl Write>, row: &Row) -> Result<(), Unwritten> {
        sheet.row(self.kinds.iter().map(|(of, kind)| {
            let name = self.names.get(of).map_or("", String::as_str);
            (name, row.get(of).map_or_else(|| Field::text(""), |value| written(*kind, value)))
        }))
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

fn written(kind: Kind, value: &RowValue) -> Field {
    match (kind, value) {
        (Kind::Text, RowValue::Text(text)) if text.starts_with('\'') => Field::text(format!("'{text}")),
        (Kind::Text, RowValue::Text(text)) => Field::text(defused(text)),
        (Kind::Bool, RowValue::Bool(truth)) => Field::text(truth.to_string()),
        // Beyond this a floating-point number is not exact.
        (Kind::Whole | Kind::Number, RowValue::Int(whole)) if whole.unsigned_abs() < 1 << 53 => {
            Field::number(whole.to_string(), *whole as f64)
        }
        (Kind::Whole | Kind::Number, RowValue::Int(whole)) => Field::text(whole.to_string()),
        // With a point, so that it is not taken for a whole number.
        (Kind::Number, RowValue::Float(figure)) if figure.fract() == 0.0 => {
            Field::text(format!("{figure:.1}"))
        }
        (Kind::Number, RowValue::Float(figure)) => Field::number(figure.to_string(), *figure),
        (Kind::Time, RowValue::Time(us)) => Field::text(rfc3339(*us)),
        (_, value) => Field::text(json(value).to_string()),
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

fn mapping(events: &Columns, objects: &Columns, names: (&str, &str), form: Form) -> String {
    let mut out = String::from("# Written with the tables; guiju reads them by it.\ntables:\n");
    let table = |out: &mut String, name: &str, file: &str| {
        let how = form.mapped();
        out.push_str(&format!("  {name}:\n    file: {}\n{how}    escaped: true\n    {name}:\n", quote(file)));
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
