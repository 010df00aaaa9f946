//! A mapping: which columns of which files become which objects and events.

mod cells;
mod read;
mod shape;

use crate::{
    figure::Decimal,
    source::{How, Input},
    when::Order,
};
use guiju_log::RowValue;
use guiju_standard::{Diagnostic, Sources, Span};
use guiju_time::{Lang, Unit, Zone};
use std::collections::BTreeMap;

pub(crate) use read::of_json;
pub use shape::{KINDS, MAPPING};

/// A mapping that was read without errors.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The file that it was read from.
    pub sources: Sources,
    /// Where times without offset are local.
    pub zone: Option<Zone>,
    /// Which number of a date is which.
    pub dates: Option<Order>,
    /// How numbers are written.
    pub decimal: Decimal,
    /// Texts that mean nothing.
    pub empty: Vec<String>,
    /// Value tables.
    pub values: BTreeMap<String, Values>,
    /// Tables, in the order written.
    pub tables: Vec<Table>,
}

/// A value table: what texts mean.
#[derive(Debug, Clone, Default)]
pub struct Values {
    /// By text; null: as if the cell were empty.
    pub entries: BTreeMap<String, RowValue>,
    /// For all other texts (`"*"`).
    pub others: Option<RowValue>,
}

/// Files of one kind.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Where it is written.
    pub span: Span,
    /// Which files, by name; `*` stands for anything.
    pub file: Option<String>,
    /// How they are read.
    pub how: How,
    /// Rows that hold the header, from 1; the last one's successor is the first of the data.
    pub header: (u32, u32),
    /// Rows whose first cell begins so are no records.
    pub skip: Vec<String>,
    /// Columns in which an empty cell means the one above.
    pub fill: Vec<(String, Span)>,
    /// Whether a `'` before `=`, `+`, `-`, `@` was put there against formulas.
    pub escaped: bool,
    /// Tables with a row for each row of this one.
    pub joins: Vec<Join>,
    /// Columns that the records use: of this table, or `table.column` of a joined one.
    pub slots: Vec<Slot>,
    /// Objects of a row; the first one is what the row's events belong to.
    pub objects: Vec<ObjectSpec>,
    /// Events of a row.
    pub events: Vec<EventSpec>,
}

/// A column that is used.
#[derive(Debug, Clone)]
pub struct Slot {
    /// As the mapping writes it.
    pub name: String,
    /// Where.
    pub span: Span,
}

/// A table with one row for each row of another, found by its key.
#[derive(Debug, Clone)]
pub struct Join {
    /// The joined table.
    pub table: String,
    /// Own column and the other one's, for each part of the key.
    pub on: Vec<((String, Span), (String, Span))>,
}

/// What becomes an object.
#[derive(Debug, Clone)]
pub struct ObjectSpec {
    /// Its type.
    pub kind: CellSpec,
    /// Its id; nothing: no object.
    pub id: CellSpec,
    /// Attributes.
    pub attrs: Vec<(String, CellSpec)>,
    /// From when on they hold; where it is empty, from the beginning.
    pub since: Option<CellSpec>,
    /// Kinds of evidence there were.
    pub evidence: Option<Vec<String>>,
    /// Related objects by qualifier.
    pub related: Vec<(String, CellSpec)>,
    /// Only rows like this.
    pub filter: Vec<(usize, Vec<String>)>,
}

/// What becomes an event.
#[derive(Debug, Clone)]
pub struct EventSpec {
    /// Its activity.
    pub kind: CellSpec,
    /// When; nothing, where the activity is fixed: it did not happen.
    pub time: CellSpec,
    /// Its id; else encounter, activity and time.
    pub id: Option<CellSpec>,
    /// What it belongs to; else the row's first object.
    pub encounter: Option<CellSpec>,
    /// Order within an instant.
    pub seq: Option<CellSpec>,
    /// Kind of evidence.
    pub source: Option<CellSpec>,
    /// Attributes.
    pub attrs: Vec<(String, CellSpec)>,
    /// Related objects by qualifier.
    pub related: Vec<(String, CellSpec)>,
    /// Only rows like this.
    pub filter: Vec<(usize, Vec<String>)>,
}

/// Where a value comes from.
#[derive(Debug, Clone)]
pub enum From {
    /// A column.
    Slot(usize),
    /// Text and columns.
    Template(Vec<Piece>),
    /// Always the same.
    Constant(RowValue),
    /// Date and time of day from two places.
    DateAndClock(Box<CellSpec>, Box<CellSpec>),
}

/// A part of a template.
#[derive(Debug, Clone)]
pub enum Piece {
    /// Text.
    Text(String),
    /// A column.
    Slot(usize),
    /// The number of the row (`{#row}`).
    RowNumber,
}

/// A value of a row.
#[derive(Debug, Clone)]
pub struct CellSpec {
    /// Where it comes from.
    pub from: From,
    /// What it is.
    pub kind: Kind,
    /// Value table.
    pub values: Option<String>,
    /// What stands between several values.
    pub split: Option<String>,
    /// A time of day that this one is near to: which side of midnight it is on.
    pub near: Option<Box<CellSpec>>,
    /// Added to a time.
    pub plus: Option<Box<CellSpec>>,
    /// Where it is written.
    pub span: Span,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Text as it stands.
    Text,
    /// A number, in the unit.
    Number(Option<Unit>),
    /// True or false.
    Bool,
    /// An instant.
    Time(TimeSpec),
    /// A duration in seconds; a bare number is in the unit.
    Duration(Option<Unit>),
    /// JSON.
    Json,
}

/// How a time is written, where it differs from the mapping's own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TimeSpec {
    /// The format.
    pub format: Format,
    /// The zone.
    pub zone: Option<Zone>,
    /// Which number is which.
    pub dates: Option<Order>,
}

/// Formats of a time.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Format {
    /// Recognised.
    #[default]
    Known,
    /// Days since 1899-12-30.
    Excel,
    /// Seconds since 1970 UTC, times this factor in microseconds.
    Epoch(i64),
    /// As `strptime` describes it.
    Pattern(String),
}

/// A mapping that cannot be used, or does not fit a file.
#[derive(Debug, thiserror::Error)]
#[error("the mapping can't be used: {} errors", diagnostics.len())]
pub struct Unfit {
    /// The mapping's file.
    pub sources: Sources,
    /// What is wrong, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Unfit {
    /// All findings as a person reads them.
    pub fn render(&self, lang: Lang, colour: bool) -> String {
        let shown: Vec<String> =
            self.diagnostics.iter().map(|found| found.render(&self.sources, lang, colour)).collect();
        shown.join("\n\n")
    }
}

impl Mapping {
    /// Reads a mapping; `path` is shown in diagnostics.
    ///
    /// # Errors
    /// [`Unfit`] with everything that is wrong at once.
    pub fn read(path: &str, text: &str) -> Result<Mapping, Unfit> {
        read::read(path, text)
    }

    /// The table to which a file belongs.
    pub fn table_of(&self, input: &Input) -> Option<usize> {
        let name = input.short_name();
        let named = self
            .tables
            .iter()
            .position(|table| table.file.as_deref().is_some_and(|file| matches(file, name)));
        // A single table is meant for whatever file is given, a renamed one too.
        named.or_else(|| (self.tables.len() == 1).then_some(0))
    }
}

/// Whether a name fits a pattern in which `*` stands for anything.
fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let mut last = None;
    for part in parts {
        if let Some(middle) = last.replace(part) {
            match rest.find(middle) {
                Some(at) => rest = &rest[at + middle.len()..],
                None => return false,
            }
        }
    }
    last.map_or(rest.is_empty(), |last| rest.ends_with(last))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, name, fits) in [
            ("orders.csv", "orders.csv", true),
            ("orders*.csv", "orders-2026-03.csv", true),
            ("*工单*.xlsx", "抢修工单导出.xlsx", true),
            ("orders*.csv", "calls.csv", false),
            ("a*b*c", "abc", true),
            ("a*b*c", "acb", false),
            ("*", "", true),
            ("ab*ba", "aba", false),
        ] {
            assert_eq!(matches(pattern, name), fits, "{pattern} {name}");
        }
    }
}
