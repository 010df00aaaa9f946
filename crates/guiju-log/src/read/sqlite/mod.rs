//! OCEL 2.0 in a SQLite database, table by table.
//!
//! A place is `file#table:row`. Memory beside the log: ids of events and objects with their relationships, which the file's length bounds.

mod database;
mod table;

use std::{collections::HashMap, io::Read, path::Path};

use rusqlite::Connection;

use super::{Sink, encoding::SQLITE as MAGIC};
use crate::{
    ocel::{ABSENT, unfold},
    read::time::instant,
    refusal::{Part, Reason},
    row::{EventRow, ObjectRow, RowValue},
};
use database::Database;
use table::{Cell, Row, Table};

/// The largest database that is read from a pipe or out of a packed file, where it must fit into memory.
const IN_MEMORY: u64 = 2 << 30;

/// Whether the file at `path` is a database, to be read where it lies.
pub(super) fn is_file(path: &Path) -> bool {
    let head = || {
        let mut head = [0; MAGIC.len()];
        let mut file = std::fs::File::open(path).ok()?;
        file.metadata().ok().filter(std::fs::Metadata::is_file)?;
        file.read_exact(&mut head).ok()?;
        Some(head)
    };
    head().is_some_and(|head| head == *MAGIC)
}

/// Reads the database at `path`.
pub(super) fn read_into(path: &Path, sink: &mut Sink) {
    let len = std::fs::metadata(path).map_or(0, |known| known.len());
    read(&path.to_string_lossy(), database::open(path), len, sink);
}

/// Reads a database that comes as bytes.
pub(super) fn read_bytes(bytes: impl Read, sink: &mut Sink) {
    sink.line = 0; // a database has no lines
    let name = sink.builder.place(sink.at()).file;
    let mut whole = Vec::new();
    match bytes.take(IN_MEMORY + 1).read_to_end(&mut whole) {
        Ok(_) if whole.len() as u64 > IN_MEMORY => {
            sink.refuse(Reason::TooLong { limit_mib: (IN_MEMORY >> 20) as usize });
        }
        Ok(_) => read(&name, database::open_bytes(&whole), whole.len() as u64, sink),
        Err(error) => sink.refuse(Reason::Broken { what: error.to_string() }),
    }
}

fn read(name: &str, opened: rusqlite::Result<Connection>, len: u64, sink: &mut Sink) {
    let database = opened.map_err(broken).and_then(|connection| Database::defended(connection, len));
    let mut log = match database {
        Ok(database) => OcelSqlite { name, database, objects: HashMap::new(), events: HashMap::new() },
        Err(reason) => return sink.refuse(reason),
    };
    if let Err(reason) = log.read(sink) {
        sink.refuse(reason);
    }
}

struct OcelSqlite<'n> {
    name: &'n str,
    database: Database,
    /// The objects' types and relationships, by id. Only asked.
    objects: HashMap<String, Known>,
    /// The events' types and relationships, by id. Only asked.
    events: HashMap<String, Known>,
}

struct Known {
    kind: String,
    relationships: Vec<(String, String)>,
    /// Whether its own row has come.
    met: bool,
    row: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Events,
    Objects,
}

impl Of {
    fn prefix(self) -> &'static str {
        if self == Self::Events { "event" } else { "object" }
    }
}

impl OcelSqlite<'_> {
    fn read(&mut self, sink: &mut Sink) -> Result<(), Reason> {
        let event_types = self.types(Of::Events, sink)?;
        let object_types = self.types(Of::Objects, sink)?;
        self.ids(Of::Objects, sink)?;
        self.ids(Of::Events, sink)?;
        self.relationships("object_object", ["ocel_source_id", "ocel_target_id"], Of::Objects, sink)?;
        self.relationships("event_object", ["ocel_event_id", "ocel_object_id"], Of::Events, sink)?;
        self.put_objects(sink);
        for (kind, table) in object_types {
            self.rows_of_type(Of::Objects, &kind, &table, sink);
        }
        for (kind, table) in event_types {
            self.rows_of_type(Of::Events, &kind, &table, sink);
        }
        self.refuse_unmet(sink);
        Ok(())
    }

    /// A table that must be there, with the columns.
    fn table(&self, table: &str, columns: &[&str]) -> Result<Table, Reason> {
        let table = self.database.table(table)?;
        match columns.iter().find(|column| table.column(column).is_none()) {
            None => Ok(table),
            Some(column) => Err(not_ocel(format!("the table `{}` has no column `{column}`", table.name))),
        }
    }

    /// Goes through a table; what `take` or the database refuses is refused at its row. False if the table broke off.
    fn each(
        &self,
        table: &Table,
        sink: &mut Sink,
        mut take: impl FnMut(&mut Sink, Row) -> Result<(), Reason>,
    ) {
        let (file, line) = (sink.file, sink.line);
        sink.file = sink.builder.file(&format!("{}#{}", self.name, table.name));
        let ended = self.database.each(table, |number, row| {
            sink.line = number;
            if let Err(reason) = row.and_then(|row| take(sink, row)) {
                sink.refuse(reason);
            }
        });
        if let Err(reason) = ended {
            sink.refuse(reason);
        }
        (sink.file, sink.line) = (file, line);
    }

    /// Types and the tables of their rows.
    fn types(&self, of: Of, sink: &mut Sink) -> Result<Vec<(String, String)>, Reason> {
        let table = self.table(&format!("{}_map_type", of.prefix()), &["ocel_type", "ocel_type_map"])?;
        let mut types = Vec::new();
        self.each(&table, sink, |_, mut row| {
            types.push((row.text("ocel_type", Part::Line)?, row.text("ocel_type_map", Part::Line)?));
            Ok(())
        });
        Ok(types)
    }

    fn ids(&mut self, of: Of, sink: &mut Sink) -> Result<(), Reason> {
        let table = self.table(of.prefix(), &["ocel_id", "ocel_type"])?;
        let part = if of == Of::Events { Part::Event } else { Part::Object };
        let mut ids: HashMap<String, Known> = HashMap::new();
        self.each(&table, sink, |sink, mut row| {
            let (id, kind) = (row.text("ocel_id", part)?, row.text("ocel_type", part)?);
            let known = Known { kind, relationships: Vec::new(), met: false, row: sink.line };
            if let Some(first) = ids.get(&id) {
                let first = sink.builder.place(crate::place::At { file: sink.file, line: first.row });
                return Err(Reason::Conflict { kind: part, id, first });
            }
            ids.insert(id, known);
            Ok(())
        });
        match of {
            Of::Events => self.events = ids,
            Of::Objects => self.objects = ids,
        }
        Ok(())
    }

    fn relationships(
        &mut self,
        table: &str,
        [from, to]: [&'static str; 2],
        of: Of,
        sink: &mut Sink,
    ) -> Result<(), Reason> {
        if of == Of::Objects && !self.database.has(table) {
            return Ok(()); // objects need not be related
        }
        let table = self.table(table, &[from, to])?;
        let mut ids = std::mem::take(if of == Of::Events { &mut self.events } else { &mut self.objects });
        self.each(&table, sink, |_, mut row| {
            let (from, to) = (row.text(from, Part::Relationship)?, row.text(to, Part::Relationship)?);
            let qualifier = row.optional_text("ocel_qualifier")?.unwrap_or_default();
            match ids.get_mut(&from) {
                Some(known) => known.relationships.push((to, qualifier)),
                None => return Err(not_ocel(format!("`{from}` is in no row of `{}`", of.prefix()))),
            }
            Ok(())
        });
        *(if of == Of::Events { &mut self.events } else { &mut self.objects }) = ids;
        Ok(())
    }

    /// Objects are there by their id; what their own tables say adds to them.
    fn put_objects(&mut self, sink: &mut Sink) {
        let mut objects: Vec<(&String, &mut Known)> = self.objects.iter_mut().collect();
        objects.sort_unstable_by_key(|(_, known)| known.row);
        let whole = (sink.file, sink.line);
        sink.file = sink.builder.file(&format!("{}#object", self.name));
        for (id, known) in objects {
            let relationships = std::mem::take(&mut known.relationships);
            if known.kind == ABSENT && relationships.is_empty() {
                continue; // it says that the object is not there
            }
            sink.line = known.row;
            sink.object(ObjectRow {
                id: id.clone(),
                kind: known.kind.clone(),
                relationships,
                ..ObjectRow::default()
            });
        }
        (sink.file, sink.line) = whole;
    }

    fn rows_of_type(&mut self, of: Of, kind: &str, table: &str, sink: &mut Sink) {
        let table = match self.table(&format!("{}_{table}", of.prefix()), &["ocel_id", "ocel_time"]) {
            Ok(table) => table,
            Err(reason) => return sink.refuse(reason),
        };
        let mut ids = std::mem::take(if of == Of::Events { &mut self.events } else { &mut self.objects });
        self.each(&table, sink, |sink, mut row| {
            let part = if of == Of::Events { Part::Event } else { Part::Object };
            let id = row.text("ocel_id", part)?;
            let known = ids
                .get_mut(&id)
                .filter(|known| known.kind == kind)
                .ok_or_else(|| not_ocel(format!("`{id}` is no `{kind}` in `{}`", of.prefix())))?;
            known.met = true;
            match of {
                Of::Events => event(id, kind, std::mem::take(&mut known.relationships), row, sink),
                Of::Objects => object(id, kind, row, sink),
            }
        });
        *(if of == Of::Events { &mut self.events } else { &mut self.objects }) = ids;
    }

    /// Events without a row of their own have no time.
    fn refuse_unmet(&self, sink: &mut Sink) {
        let mut unmet: Vec<u32> =
            self.events.values().filter(|known| !known.met).map(|known| known.row).collect();
        unmet.sort_unstable();
        if unmet.is_empty() {
            return;
        }
        let whole = sink.file;
        sink.file = sink.builder.file(&format!("{}#event", self.name));
        for row in unmet {
            sink.refuse_at(row, Reason::Missing { of: Part::Event, field: "ocel_time" });
        }
        sink.file = whole;
    }
}

fn event(
    id: String,
    kind: &str,
    relationships: Vec<(String, String)>,
    mut row: Row,
    sink: &mut Sink,
) -> Result<(), Reason> {
    let zone = sink.options.zone.as_ref();
    let time = instant(row.text("ocel_time", Part::Event)?.trim(), zone)?;
    let mut attrs = Vec::new();
    for cell in row.cells() {
        attrs.push((cell.name.to_owned(), None, cell.value(zone)?));
    }
    let unfolded = unfold(attrs, Part::Event)?;
    sink.event(EventRow {
        id,
        activity: kind.to_owned(),
        time,
        seq: unfolded.seq,
        source: unfolded.source,
        attrs: unfolded.attrs.into_iter().map(|(name, _, value)| (name, value)).collect(),
        relationships,
        ..EventRow::default()
    });
    Ok(())
}

/// A row says what holds since its time: of one attribute, or of all if it names none.
fn object(id: String, kind: &str, mut row: Row, sink: &mut Sink) -> Result<(), Reason> {
    let since = row.optional_text("ocel_time")?;
    let changed = row.optional_text("ocel_changed_field")?;
    let zone = sink.options.zone.as_ref();
    // The first day of 1970, in whatever zone its exporter was, is the beginning.
    let begins = |text: &str| changed.is_none() && text.starts_with("1970-01-01");
    let since = match since.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(text) if begins(text) => None,
        Some(text) => Some(instant(text, zone)?),
    };
    let mut attrs = Vec::new();
    let mut problems = Vec::new();
    let wanted = |cell: &Cell| changed.as_deref().is_none_or(|changed| changed == cell.name);
    for cell in row.cells().filter(wanted) {
        match cell.value(zone) {
            // An empty cell ends a value only where the row is about it.
            Ok(RowValue::Null) if changed.is_none() => {}
            Ok(value) => attrs.push((cell.name.to_owned(), since, value)),
            Err(reason) => problems.push(reason),
        }
    }
    if changed.is_some() && attrs.is_empty() && problems.is_empty() {
        return Err(not_ocel(format!("there is no column `{}`", changed.unwrap_or_default())));
    }
    for reason in problems {
        sink.refuse(reason);
    }
    let unfolded = unfold(attrs, Part::Object)?;
    if !unfolded.attrs.is_empty() {
        sink.object(ObjectRow { id, kind: kind.to_owned(), attrs: unfolded.attrs, ..ObjectRow::default() });
    }
    Ok(())
}

fn not_ocel(what: String) -> Reason {
    Reason::NotOcel { what }
}

fn broken(error: rusqlite::Error) -> Reason {
    Reason::Broken { what: error.to_string() }
}
