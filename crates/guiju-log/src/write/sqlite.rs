//! Writing OCEL 2.0 as a SQLite database.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use rusqlite::{Connection, Statement, ToSql, params};

use crate::{
    instant::format_rfc3339,
    log::Log,
    ocel::{ABSENT, Kind, Plain, Rules, Shape, TypeShape},
};

/// A column's name is one in any case, and three are the standard's own.
const RULES: Rules = Rules { text: has_no_nul, name: is_free, folds_case: true, columns: 1000 };

fn has_no_nul(text: &str) -> bool {
    !text.contains('\0')
}

fn is_free(name: &str) -> bool {
    !["ocel_id", "ocel_time", "ocel_changed_field"].iter().any(|ours| ours.eq_ignore_ascii_case(name))
}

/// Writes a log as an OCEL 2.0 SQLite database. Nothing is lost; where OCEL lacks a place for something, columns `guiju:…` hold it.
///
/// The database is made in memory: as large as it will be on disk.
///
/// # Errors
/// What `out` says, or SQLite if there is no room.
pub fn ocel_sqlite(out: &mut impl Write, log: &Log) -> io::Result<()> {
    let mut connection = Connection::open_in_memory().map_err(io::Error::other)?;
    fill(&connection, log).map_err(io::Error::other)?;
    out.write_all(&connection.serialize("main").map_err(io::Error::other)?)
}

fn fill(connection: &Connection, log: &Log) -> rusqlite::Result<()> {
    let shape = Shape::of(log, RULES);
    let resolve = |sym| log.strings.resolve(sym);
    connection.execute_batch(
        "PRAGMA foreign_keys = OFF; -- rows come in any order; they hold in the end
         PRAGMA journal_mode = OFF;
         BEGIN;
         CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
         CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
         CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT,
             FOREIGN KEY (ocel_type) REFERENCES event_map_type (ocel_type));
         CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT,
             FOREIGN KEY (ocel_type) REFERENCES object_map_type (ocel_type));
         CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT,
             PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier),
             FOREIGN KEY (ocel_event_id) REFERENCES event (ocel_id),
             FOREIGN KEY (ocel_object_id) REFERENCES object (ocel_id));
         CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT,
             PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier),
             FOREIGN KEY (ocel_source_id) REFERENCES object (ocel_id),
             FOREIGN KEY (ocel_target_id) REFERENCES object (ocel_id));",
    )?;
    let object_tables = tables(connection, "object", &shape.objects)?;
    let event_tables = tables(connection, "event", &shape.events)?;

    let mut object_row = connection.prepare("INSERT INTO object VALUES (?1, ?2)")?;
    let mut related = connection.prepare("INSERT INTO object_object VALUES (?1, ?2, ?3)")?;
    let mut rows = inserts(connection, &shape.objects, &object_tables)?;
    for object in log.objects().map(|ix| log.object_ref(ix)) {
        let (id, at) = (resolve(object.id()), shape.type_of_object(object));
        object_row.execute(params![id, resolve(object.kind())])?;
        for to in object.relationships() {
            related.execute(params![id, resolve(to.object), resolve(to.qualifier)])?;
        }
        let pairs = shape.object(object);
        let columns = &shape.objects[at].columns;
        let mut first = Values::new(columns.len());
        for pair in pairs.iter().filter(|pair| pair.since.is_none()) {
            first.set(columns, pair.name, &pair.value);
        }
        first.insert(&mut rows[at], &[&id, &"1970-01-01T00:00:00.000000Z", &None::<String>])?;
        for pair in &pairs {
            let Some(since) = pair.since else { continue };
            let mut change = Values::new(columns.len());
            change.set(columns, pair.name, &pair.value);
            change.insert(&mut rows[at], &[&id, &micros(since), &pair.name])?;
        }
    }
    for id in &shape.absent {
        object_row.execute(params![id, ABSENT])?;
    }

    let mut event_row = connection.prepare("INSERT INTO event VALUES (?1, ?2)")?;
    let mut related = connection.prepare("INSERT INTO event_object VALUES (?1, ?2, ?3)")?;
    let mut rows = inserts(connection, &shape.events, &event_tables)?;
    for event in log.events().map(|ix| log.event(ix)) {
        let (id, at) = (resolve(event.id()), shape.type_of_event(event));
        event_row.execute(params![id, resolve(event.activity())])?;
        for to in event.relationships() {
            related.execute(params![id, resolve(to.object), resolve(to.qualifier)])?;
        }
        let columns = &shape.events[at].columns;
        let mut values = Values::new(columns.len());
        for pair in shape.event(event) {
            values.set(columns, pair.name, &pair.value);
        }
        values.insert(&mut rows[at], &[&id, &micros(event.time())])?;
    }
    connection.execute_batch("COMMIT")
}

/// Makes the tables of the types; their names without the prefix, in the order of the types.
fn tables(connection: &Connection, of: &str, types: &[TypeShape]) -> rusqlite::Result<Vec<String>> {
    // `event_object` and `event_map_type` are taken.
    let mut taken: HashSet<String> = ["object", "map_type"].map(str::to_owned).into();
    let mut names = Vec::with_capacity(types.len());
    let mut insert = connection.prepare(&format!("INSERT INTO {of}_map_type VALUES (?1, ?2)"))?;
    for shape in types {
        let plain: String =
            shape.name.chars().filter(|c| c.is_alphanumeric() || *c == '_').take(60).collect();
        let plain = if plain.is_empty() { "type".to_owned() } else { plain };
        let mut name = plain.clone();
        for n in 2.. {
            if taken.insert(name.to_lowercase()) {
                break;
            }
            name = format!("{plain}_{n}");
        }
        let changed = if of == "object" { ", ocel_changed_field TEXT" } else { "" };
        let key = if of == "object" { "" } else { " PRIMARY KEY" };
        let columns: String = shape
            .columns
            .iter()
            .map(|(name, kind)| format!(", {} {}", quoted(name), sql_type(*kind)))
            .collect();
        connection.execute_batch(&format!(
            "CREATE TABLE {} (ocel_id TEXT{key}, ocel_time TIMESTAMP{changed}{columns},
             FOREIGN KEY (ocel_id) REFERENCES {of} (ocel_id))",
            quoted(&format!("{of}_{name}"))
        ))?;
        insert.execute(params![shape.name, name])?;
        names.push(format!("{of}_{name}"));
    }
    Ok(names)
}

fn inserts<'c>(
    connection: &'c Connection,
    types: &[TypeShape],
    tables: &[String],
) -> rusqlite::Result<Vec<Statement<'c>>> {
    let own = if tables.iter().any(|table| table.starts_with("object_")) { 3 } else { 2 };
    types
        .iter()
        .zip(tables)
        .map(|(shape, table)| {
            let places = vec!["?"; own + shape.columns.len()].join(", ");
            connection.prepare(&format!("INSERT INTO {} VALUES ({places})", quoted(table)))
        })
        .collect()
}

/// A row's attributes, in the order of the columns.
struct Values(Vec<Option<rusqlite::types::Value>>);

impl Values {
    fn new(columns: usize) -> Self {
        Self(vec![None; columns])
    }

    fn set(&mut self, columns: &[(String, Kind)], name: &str, value: &Plain) {
        let Some(at) = columns.iter().position(|(column, _)| column == name) else { return };
        self.0[at] = Some(match value {
            Plain::Text(text) => (*text).to_owned().into(),
            Plain::Made(text) => text.clone().into(),
            Plain::Time(us) => micros(*us).into(),
            Plain::Int(n) => (*n).into(),
            Plain::Float(x) => (*x).into(),
            Plain::Bool(b) => i64::from(*b).into(),
        });
    }

    fn insert(self, into: &mut Statement, own: &[&dyn ToSql]) -> rusqlite::Result<()> {
        let rest = self.0.iter().map(|value| value as &dyn ToSql);
        let all: Vec<&dyn ToSql> = own.iter().copied().chain(rest).collect();
        into.execute(all.as_slice()).map(|_| ())
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn sql_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "TEXT",
        Kind::Time => "TIMESTAMP",
        Kind::Integer => "INTEGER",
        Kind::Float => "REAL",
        Kind::Boolean => "BOOLEAN",
    }
}

/// Always with six digits: pandas takes the form of a column from its first row.
fn micros(us: i64) -> String {
    let text = format_rfc3339(us);
    if text.contains('.') { text } else { text.replace('Z', ".000000Z") }
}
