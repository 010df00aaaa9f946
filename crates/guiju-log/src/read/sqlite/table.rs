//! A table's columns, and one row taken out of it.

use jiff::tz::TimeZone;
use rusqlite::types::ValueRef;

use crate::{
    ocel::Kind,
    refusal::{Expected, Part, Reason},
    row::RowValue,
};

/// A table whose columns are known.
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
}

/// A column and the type that it is declared to have.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

impl Table {
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name.eq_ignore_ascii_case(name))
    }
}

/// A row's values; those that were asked for by name are gone.
pub(super) struct Row<'t> {
    table: &'t Table,
    values: Vec<Option<RowValue>>,
}

/// A value and its column.
pub(super) struct Cell<'t> {
    pub(super) name: &'t str,
    kind: Kind,
    value: RowValue,
}

impl<'t> Row<'t> {
    pub(super) fn read(table: &'t Table, row: &rusqlite::Row) -> Result<Self, Reason> {
        let mut values = Vec::with_capacity(table.columns.len());
        for (at, column) in table.columns.iter().enumerate() {
            let value = match row.get_ref(at).map_err(super::broken)? {
                ValueRef::Null => RowValue::Null,
                ValueRef::Integer(n) => RowValue::Int(n),
                ValueRef::Real(x) => RowValue::Float(x),
                ValueRef::Text(bytes) => match str::from_utf8(bytes) {
                    Ok(text) if text.contains('\0') => {
                        return Err(super::not_ocel(format!("`{}` holds the character NUL", column.name)));
                    }
                    Ok(text) => RowValue::Text(text.to_owned()),
                    Err(_) => return Err(Reason::NotUtf8),
                },
                _ => return Err(wrong(&column.name, Expected::Text)),
            };
            values.push(Some(value));
        }
        Ok(Self { table, values })
    }

    /// How much text it holds.
    pub(super) fn bytes(&self) -> u64 {
        let text = |value: &Option<RowValue>| match value {
            Some(RowValue::Text(text)) => text.len() as u64,
            _ => 0,
        };
        self.values.iter().map(text).sum()
    }

    /// The text in a column that must have one.
    pub(super) fn text(&mut self, column: &'static str, of: Part) -> Result<String, Reason> {
        self.optional_text(column)?
            .filter(|text| !text.is_empty())
            .ok_or(Reason::Missing { of, field: column })
    }

    pub(super) fn optional_text(&mut self, column: &str) -> Result<Option<String>, Reason> {
        match self.table.column(column).and_then(|at| self.values[at].take()) {
            None | Some(RowValue::Null) => Ok(None),
            Some(RowValue::Text(text)) => Ok(Some(text)),
            // Ids are numbers in many a database.
            Some(RowValue::Int(n)) => Ok(Some(n.to_string())),
            Some(_) => Err(wrong(column, Expected::Text)),
        }
    }

    /// What nobody asked for: the attributes.
    pub(super) fn cells(self) -> impl Iterator<Item = Cell<'t>> {
        self.table.columns.iter().zip(self.values).filter_map(|(column, value)| {
            value.map(|value| Cell { name: &column.name, kind: column.kind, value })
        })
    }
}

impl Cell<'_> {
    /// The value in the type that the column declares; SQLite itself enforces none.
    pub(super) fn value(&self, zone: Option<&TimeZone>) -> Result<RowValue, Reason> {
        match (self.kind, &self.value) {
            (Kind::Boolean, RowValue::Int(n @ (0 | 1))) => Ok(RowValue::Bool(*n == 1)),
            (Kind::Boolean, RowValue::Int(_) | RowValue::Float(_)) => Err(wrong(self.name, Expected::Truth)),
            (Kind::Time, RowValue::Int(_) | RowValue::Float(_)) => Err(wrong(self.name, Expected::Time)),
            (kind, RowValue::Text(text)) => kind.read(self.name, text, zone),
            (_, value) => Ok(value.clone()),
        }
    }
}

fn wrong(column: &str, expected: Expected) -> Reason {
    Reason::WrongType { of: Part::Attribute, field: column.to_owned(), expected }
}
