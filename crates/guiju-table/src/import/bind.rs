//! A mapping's columns found in a file's header.

use super::join::Joined;
use crate::{
    cell::Cell,
    header::Header,
    mapping::{Mapping, Table},
    source::Row,
};
use guiju_log::CellFault;
use guiju_standard::{Diagnostic, Span, nearest};
use std::collections::BTreeMap;

/// Texts that mean nothing in any export.
const NOTHING: [&str; 13] =
    ["-", "--", "—", "——", "/", "\\", "NULL", "null", "N/A", "n/a", "#N/A", "\\N", "NaN"];
static EMPTY: Cell = Cell::Empty;

/// A table's mapping and the row at hand.
pub(super) struct Bound<'m> {
    pub(super) mapping: &'m Mapping,
    pub(super) table: &'m Table,
    header: Header,
    slots: Vec<At>,
    fill: Vec<(u32, Cell)>,
    /// For each join the table and the columns of its key.
    joins: Vec<(&'m Joined, Vec<u32>)>,
    pub(super) row: Row,
    partners: Vec<Result<Option<&'m [Cell]>, CellFault>>,
}

/// Where a slot's cell is.
#[derive(Debug, Clone, Copy)]
enum At {
    Own(u32),
    Joined { join: usize, kept: usize },
}

impl<'m> Bound<'m> {
    pub(super) fn new(
        mapping: &'m Mapping,
        table: &'m Table,
        header: &Header,
        joined: &'m BTreeMap<String, Joined>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut unknown = Vec::new();
        let mut joins = Vec::new();
        for join in &table.joins {
            let Some(other) = joined.get(&join.table) else {
                unknown
                    .push(not_given(join.on.first().map_or(table.span, |((_, span), _)| *span), &join.table));
                continue;
            };
            let mut key = Vec::new();
            for ((name, span), _) in &join.on {
                match header.column(name) {
                    Some(column) => key.push(column),
                    None => unknown.push(unknown_column(name, *span, header, table)),
                }
            }
            joins.push((other, key));
        }
        let mut slots = Vec::new();
        for slot in &table.slots {
            let own = header.column(&slot.name).map(At::Own);
            let there = own.or_else(|| {
                let (name, column) = slot.name.split_once('.')?;
                let join = table.joins.iter().position(|join| join.table == name)?;
                let kept = joined.get(name)?.kept(column)?;
                Some(At::Joined { join, kept })
            });
            match there {
                Some(at) => slots.push(at),
                None => unknown.push(unknown_column(&slot.name, slot.span, header, table)),
            }
        }
        let mut fill = Vec::new();
        for (name, span) in &table.fill {
            match header.column(name) {
                Some(column) => fill.push((column, Cell::Empty)),
                None => unknown.push(unknown_column(name, *span, header, table)),
            }
        }
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let row = Row { line: 0, cells: Vec::new() };
        Ok(Self { mapping, table, header: header.clone(), slots, fill, joins, row, partners: Vec::new() })
    }

    /// Takes the next row; cells merged downwards hold what stands above.
    pub(super) fn fill_down(&mut self, mut row: Row) {
        for (column, last) in &mut self.fill {
            match row.cells.binary_search_by_key(column, |(at, _)| *at) {
                Ok(at) => *last = row.cells[at].1.clone(),
                Err(at) if !last.is_empty() => row.cells.insert(at, (*column, last.clone())),
                Err(_) => {}
            }
        }
        if self.table.escaped {
            row.cells.iter_mut().for_each(|(_, cell)| unescape(cell));
        }
        self.row = row;
        self.partners = self.joins.iter().map(|(joined, key)| joined.find(&self.row, key)).collect();
    }

    /// The cell of a slot; texts that mean nothing are empty.
    pub(super) fn cell(&self, slot: usize) -> Result<&Cell, CellFault> {
        let cell = match self.slots[slot] {
            At::Own(column) => self.row.cell(column),
            At::Joined { join, kept } => {
                self.partners[join].as_ref().map_err(Clone::clone)?.map_or(&EMPTY, |cells| &cells[kept])
            }
        };
        Ok(match cell {
            Cell::Text(text) if self.means_nothing(text) => &EMPTY,
            cell => cell,
        })
    }

    fn means_nothing(&self, text: &str) -> bool {
        (!self.table.escaped && NOTHING.contains(&text))
            || self.mapping.empty.iter().any(|empty| empty == text)
    }

    /// Column and header of a slot, for messages.
    pub(super) fn column(&self, slot: usize) -> (u32, String) {
        match self.slots[slot] {
            At::Own(column) => (column, self.header.name(column)),
            At::Joined { join, .. } => {
                let column = self.joins[join].1.first().copied().unwrap_or_default();
                (column, self.header.name(column))
            }
        }
    }
}

/// A `'` that keeps Excel from taking a text for a formula.
fn unescape(cell: &mut Cell) {
    if let Cell::Text(text) = cell
        && let Some(rest) = text.strip_prefix('\'')
        && rest.starts_with(['=', '+', '-', '@', '\''])
    {
        *text = rest.to_owned();
    }
}

fn unknown_column(name: &str, span: Span, header: &Header, table: &Table) -> Diagnostic {
    let found = Diagnostic::error(
        "unknown-name",
        span,
        format!("表 `{}` 没有“{name}”这一列", table.name),
        format!("the table `{}` has no column `{name}`", table.name),
    );
    let names: Vec<&str> = header.names().map(|(_, name)| name).collect();
    let row = table.header.1;
    match nearest(name, names.iter().copied()) {
        Some(near) => found.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?")),
        None if names.is_empty() => found.help(
            format!("第 {row} 行是空的；表头在哪一行，写 `header: 行号`。"),
            format!("row {row} is empty; say which row holds the header: `header: N`"),
        ),
        None => {
            let list: Vec<&str> = names.iter().copied().take(30).collect();
            found.help(
                format!("第 {row} 行的表头是：{}。表头若在别的行，写 `header: 行号`。", list.join("、")),
                format!("row {row} has: {}; if the header is elsewhere, write `header: N`", list.join(", ")),
            )
        }
    }
}

fn not_given(span: Span, table: &str) -> Diagnostic {
    Diagnostic::error(
        "unknown-name",
        span,
        format!("要与表 `{table}` 合，却没有给它的文件"),
        format!("the table `{table}` is joined, and no file of it is given"),
    )
    .help("把它的文件也写在命令里。", "name its file on the command line, too")
}
