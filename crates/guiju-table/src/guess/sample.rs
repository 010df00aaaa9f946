//! The first rows of a file, and where its header and its records are.

use super::words::FOOTERS;
use crate::{
    cell::Cell,
    header::Header,
    source::{How, Input, Met, Recognised, Row, each_row},
    when,
};
use guiju_log::Unopened;
use std::ops::ControlFlow;

/// Rows that are looked at.
pub(super) const ROWS: usize = 2_000;
/// Rows among which the header is.
const HEADER_WITHIN: usize = 15;

/// A file's first rows, sorted into what they are.
pub(super) struct Sample {
    pub(super) recognised: Recognised,
    /// Rows above the header.
    pub(super) titles: Vec<Row>,
    /// Lines of the header.
    pub(super) header_lines: (u32, u32),
    pub(super) header: Header,
    pub(super) records: Vec<Row>,
    /// First words of rows that are no records.
    pub(super) footers: Vec<String>,
    /// Whether there are more rows than were looked at.
    pub(super) more: bool,
    /// What could not be read.
    pub(super) refused: Vec<String>,
}

pub(super) fn take(input: &Input) -> Result<Sample, Unopened> {
    let mut rows = Vec::new();
    let mut refused = Vec::new();
    let mut more = false;
    let recognised = each_row(input, &How { merged: true, ..How::default() }, &mut |met| {
        match met {
            Met::Row(row) => rows.push(row),
            Met::Refused { line, fault } => refused.push(format!("{}:{line}: {fault}", input.name)),
        }
        more = rows.len() > ROWS;
        if more || refused.len() > ROWS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    rows.truncate(ROWS);
    let first = header_row(&rows);
    let rest = rows.split_off(first.min(rows.len()));
    let titles = rows;
    let mut rest = rest.into_iter();
    let mut head: Vec<Row> = rest.next().into_iter().collect();
    let mut rest: Vec<Row> = rest.collect();
    if head.first().is_some_and(|top| second_header(top, &rest)) {
        head.push(rest.remove(0));
    }
    let lines = (head.first().map_or(1, |row| row.line), head.last().map_or(1, |row| row.line));
    let footer = |row: &Row| {
        let first = row.first()?;
        FOOTERS.iter().find(|word| first.starts_with(**word)).map(|word| (*word).to_owned())
    };
    let mut footers = Vec::new();
    rest.retain(|row| match footer(row) {
        Some(word) => {
            if !footers.contains(&word) {
                footers.push(word);
            }
            false
        }
        None => true,
    });
    let header = Header::of(&head);
    Ok(Sample { recognised, titles, header_lines: lines, header, records: rest, footers, more, refused })
}

/// The first row that names most of the columns in words.
fn header_row(rows: &[Row]) -> usize {
    let mut widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or(1);
    let found = rows.iter().take(HEADER_WITHIN).position(|row| {
        let wordy = row.cells.iter().filter(|(_, cell)| is_word(cell)).count();
        row.cells.len() * 2 > usual && wordy == row.cells.len() && (row.cells.len() > 1 || usual == 1)
    });
    found.unwrap_or(0)
}

/// Whether the row below also belongs to the header: it names columns that the row above leaves open, and holds no data.
fn second_header(top: &Row, rest: &[Row]) -> bool {
    let Some(below) = rest.first() else { return false };
    let gaps = below.cells.iter().any(|(column, _)| top.cell(*column).is_empty());
    let wordy = below
        .cells
        .iter()
        .all(|(_, cell)| is_word(cell) && !cell.shown().contains(|c: char| c.is_ascii_digit()));
    let fewer = rest
        .get(1)
        .is_some_and(|data| below.cells.len() < data.cells.len() + 1 && top.cells.len() < data.cells.len());
    gaps && wordy && fewer
}

/// A short text that is no number and no time.
fn is_word(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => {
            text.chars().count() <= 40
                && text.chars().any(char::is_alphabetic)
                && when::parse(text, Some(when::Order::Ymd)).is_err()
        }
        _ => false,
    }
}
