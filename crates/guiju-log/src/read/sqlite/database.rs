//! A database that nobody needs to trust: read only, its own SQL never runs, and what it claims is held against its length.

use std::{
    cell::Cell as Counter,
    collections::HashMap,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use rusqlite::{
    Connection, OpenFlags,
    config::DbConfig,
    hooks::{AuthAction, AuthContext, Authorization},
    limits::Limit,
};

use super::{
    broken, not_ocel,
    table::{Column, Row, Table},
};
use crate::{ocel::Kind, read::input::LIMIT, refusal::Reason};

/// After how many steps of SQLite's machine it is asked whether to go on.
const STEPS: i32 = 10_000;

/// Opens the file where it lies. `immutable`: no journal is looked for, nothing is written, no lock is taken.
pub(super) fn open(path: &Path) -> rusqlite::Result<Connection> {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                uri.push(char::from(*byte))
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri.push_str("?mode=ro&immutable=1");
    Connection::open_with_flags(uri, flags() | OpenFlags::SQLITE_OPEN_URI)
}

/// Opens a database that is in memory.
pub(super) fn open_bytes(bytes: &[u8]) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_in_memory_with_flags(flags)?;
    connection.deserialize_read_exact("main", bytes, bytes.len(), true)?;
    Ok(connection)
}

fn flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

pub(super) struct Database {
    connection: Connection,
    /// Ordinary tables by their name in small letters.
    tables: HashMap<String, String>,
    /// How many rows and bytes may still come: pages that are used twice, or in a circle, hold more than a file can.
    rows_left: Counter<u64>,
    bytes_left: Counter<u64>,
}

impl Database {
    /// Takes the database's means away and lists its tables.
    pub(super) fn defended(mut connection: Connection, len: u64) -> Result<Self, Reason> {
        defend(&mut connection, len).map_err(broken)?;
        let tables = tables(&connection).map_err(broken)?;
        Ok(Self {
            connection,
            tables,
            rows_left: Counter::new(len),
            bytes_left: Counter::new(len.saturating_mul(4).saturating_add(1 << 20)),
        })
    }

    pub(super) fn has(&self, table: &str) -> bool {
        self.tables.contains_key(&table.to_ascii_lowercase())
    }

    pub(super) fn table(&self, name: &str) -> Result<Table, Reason> {
        let Some(name) = self.tables.get(&name.to_ascii_lowercase()) else {
            return Err(not_ocel(format!("there is no table `{name}`")));
        };
        let columns = self.columns(name).map_err(broken)?;
        if columns.is_empty() {
            return Err(not_ocel(format!("the table `{name}` has no columns that are stored")));
        }
        Ok(Table { name: name.clone(), columns })
    }

    /// Columns whose values are stored; one that is computed would run SQL of the file.
    fn columns(&self, table: &str) -> rusqlite::Result<Vec<Column>> {
        let mut statement = self.connection.prepare(&format!("PRAGMA table_xinfo({})", quoted(table)))?;
        let mut rows = statement.query([])?;
        let mut columns = Vec::new();
        while let Some(row) = rows.next()? {
            if row.get::<_, i64>(6)? == 0 {
                let declared: String = row.get::<_, Option<String>>(2)?.unwrap_or_default();
                columns.push(Column { name: row.get(1)?, kind: kind(&declared) });
            }
        }
        Ok(columns)
    }

    /// Goes through a table's rows, numbered from 1 in their order. A row that cannot be read is an error of its own.
    pub(super) fn each(
        &self,
        table: &Table,
        mut take: impl FnMut(u32, Result<Row, Reason>),
    ) -> Result<(), Reason> {
        let columns: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
        let sql = format!("SELECT {} FROM {}", columns.join(", "), quoted(&table.name));
        let mut statement = self.connection.prepare(&sql).map_err(broken)?;
        let mut rows = statement.query([]).map_err(broken)?;
        let mut number = 0_u32;
        while let Some(row) = rows.next().map_err(broken)? {
            number = number.saturating_add(1);
            let read = Row::read(table, row);
            let bytes = read.as_ref().map_or(0, Row::bytes);
            let (rows, bytes) =
                (self.rows_left.get().checked_sub(1), self.bytes_left.get().checked_sub(bytes));
            let (Some(rows), Some(bytes)) = (rows, bytes) else {
                return Err(Reason::Broken {
                    what: "it claims to hold more than a file of its length can".into(),
                });
            };
            self.rows_left.set(rows);
            self.bytes_left.set(bytes);
            take(number, read);
        }
        Ok(())
    }
}

fn defend(connection: &mut Connection, len: u64) -> rusqlite::Result<()> {
    for (setting, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
    ] {
        connection.set_db_config(setting, on)?;
    }
    for (limit, value) in [
        (Limit::SQLITE_LIMIT_LENGTH, LIMIT as i32),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 4),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    ] {
        connection.set_limit(limit, value)?;
    }
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    let steps = Arc::new(AtomicU64::new(0));
    let most = len.saturating_mul(100).saturating_add(50_000_000) / STEPS as u64;
    connection.progress_handler(STEPS, Some(move || steps.fetch_add(1, Ordering::Relaxed) > most))?;
    connection.authorizer(Some(|asked: AuthContext<'_>| match asked.action {
        AuthAction::Select | AuthAction::Read { .. } => Authorization::Allow,
        AuthAction::Pragma { pragma_name: "table_xinfo", .. } => Authorization::Allow,
        _ => Authorization::Deny,
    }))
}

/// Ordinary tables: a view is a query of the file's, and a virtual table is code with arguments of the file's.
fn tables(connection: &Connection) -> rusqlite::Result<HashMap<String, String>> {
    let mut statement =
        connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")?;
    let mut rows = statement.query([])?;
    let mut tables = HashMap::new();
    while let Some(row) = rows.next()? {
        let (Some(name), Some(sql)) = (row.get::<_, Option<String>>(0)?, row.get::<_, Option<String>>(1)?)
        else {
            continue;
        };
        let is_virtual = sql.get(..14).is_some_and(|begin| begin.eq_ignore_ascii_case("CREATE VIRTUAL"));
        if !is_virtual {
            tables.insert(name.to_ascii_lowercase(), name);
        }
    }
    Ok(tables)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// What a declared type of SQLite means.
fn kind(declared: &str) -> Kind {
    let declared = declared.to_ascii_uppercase();
    let has = |parts: &[&str]| parts.iter().any(|part| declared.contains(part));
    if has(&["TIME", "DATE"]) {
        Kind::Time
    } else if has(&["BOOL"]) {
        Kind::Boolean
    } else if has(&["INT"]) {
        Kind::Integer
    } else if has(&["REAL", "FLOA", "DOUB", "NUM", "DEC"]) {
        Kind::Float
    } else {
        Kind::Text
    }
}
