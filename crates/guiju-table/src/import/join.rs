//! Tables that others are joined with: by key, in memory, only the columns that are used.

use super::{Failed, Rows};
use crate::{
    cell::Cell,
    limits::JOINED_ROWS,
    mapping::Mapping,
    source::{Input, Met, Row, each_row},
};
use guiju_log::CellFault;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::ControlFlow,
};

/// Between the parts of a key.
const APART: char = '\u{1f}';

/// A joined table.
pub(super) struct Joined {
    name: String,
    kept: Vec<String>,
    /// By key; `None`: several rows have it.
    rows: HashMap<String, Option<Vec<Cell>>>,
}

/// Reads every table that another one is joined with.
pub(super) fn load(
    mapping: &Mapping,
    inputs: &BTreeMap<usize, Vec<&Input>>,
) -> Result<BTreeMap<String, Joined>, Failed> {
    let mut all = BTreeMap::new();
    for (at, table) in mapping.tables.iter().enumerate() {
        let uses: Vec<_> = mapping
            .tables
            .iter()
            .flat_map(|other| other.joins.iter().map(move |join| (other, join)))
            .filter(|(_, join)| join.table == table.name)
            .collect();
        let (Some((_, first)), Some(files)) = (uses.first(), inputs.get(&at)) else { continue };
        let prefix = format!("{}.", table.name);
        let kept: BTreeSet<String> = uses
            .iter()
            .flat_map(|(other, _)| other.slots.iter().filter_map(|slot| slot.name.strip_prefix(&prefix)))
            .map(str::to_owned)
            .collect();
        let key: Vec<&str> = first.on.iter().map(|(_, (name, _))| name.as_str()).collect();
        let mut joined =
            Joined { name: table.name.clone(), kept: kept.into_iter().collect(), rows: HashMap::new() };
        for input in files {
            let mut rows = Rows::new(table);
            each_row(input, &table.how, &mut |met| {
                // What is refused here is told when the table itself is read.
                if let Met::Row(row) = met
                    && let Some(row) = rows.take(row)
                {
                    let header = rows.header();
                    let columns: Option<Vec<u32>> = key.iter().map(|name| header.column(name)).collect();
                    let Some(columns) = columns else { return ControlFlow::Break(()) };
                    let kept = joined.kept.iter();
                    let cells = kept
                        .map(|name| header.column(name).map_or(Cell::Empty, |at| row.cell(at).clone()))
                        .collect();
                    joined.add(key_of(&row, &columns), cells);
                }
                if joined.rows.len() < JOINED_ROWS {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            })?;
            let header = rows.header();
            joined.kept.iter_mut().for_each(|name| {
                // A column that the file lacks is no column: whoever uses it is told.
                if header.column(name).is_none() {
                    name.insert(0, APART);
                }
            });
        }
        all.insert(table.name.clone(), joined);
    }
    Ok(all)
}

/// The key of a row; `None` if it is empty.
fn key_of(row: &Row, columns: &[u32]) -> Option<String> {
    let parts: Vec<_> = columns.iter().map(|column| row.cell(*column).shown()).collect();
    parts.iter().any(|part| !part.is_empty()).then(|| parts.join(&APART.to_string()))
}

impl Joined {
    fn add(&mut self, key: Option<String>, cells: Vec<Cell>) {
        let Some(key) = key else { return };
        match self.rows.get_mut(&key) {
            // The same again, in a second file for instance, is the same.
            Some(Some(there)) if *there == cells => {}
            Some(there) => *there = None,
            None => {
                self.rows.insert(key, Some(cells));
            }
        }
    }

    /// Which of the kept columns this is.
    pub(super) fn kept(&self, column: &str) -> Option<usize> {
        self.kept.iter().position(|kept| kept == column)
    }

    /// The row's partner; `None` where the row has no key.
    pub(super) fn find(&self, row: &Row, key: &[u32]) -> Result<Option<&[Cell]>, CellFault> {
        let Some(key) = key_of(row, key) else { return Ok(None) };
        let shown = || crate::cell::quoted(&key.replace(APART, " "));
        match self.rows.get(&key) {
            Some(Some(cells)) => Ok(Some(cells)),
            Some(None) => Err(CellFault::TwoPartners { table: self.name.clone(), key: shown() }),
            None => Err(CellFault::NoPartner { table: self.name.clone(), key: shown() }),
        }
    }
}
