//! Rows of a sheet of a workbook (`calamine`), cell by cell: a sheet with one cell at each end of the grid costs two cells.

use super::{How, Met, Recognised, Row};
use crate::{
    cell::Cell,
    limits::{CELL_KIB, COLUMNS, INFLATED_MIB, PARTS},
};
use calamine::{DataRef, Reader as _, Xlsx};
use guiju_log::{CellFault, Panicked, guarded};
use std::{
    io::{self, BufReader, Read, Seek},
    ops::ControlFlow,
};

pub(super) fn each_row(
    mut bytes: impl Read + Seek,
    how: &How,
    take: &mut dyn FnMut(Met) -> ControlFlow<()>,
) -> Recognised {
    let mut recognised = Recognised::default();
    let read = bytes
        .rewind()
        .map_err(|_| not_a_workbook("a workbook can't be read from a pipe"))
        .and_then(|()| check_size(&mut bytes))
        .and_then(|()| bytes.rewind().map_err(|error| not_a_workbook(&error.to_string())))
        .and_then(|()| rows(bytes, how, take, &mut recognised));
    if let Err(fault) = read {
        let _ = take(Met::Refused { line: 0, fault });
    }
    recognised
}

fn not_a_workbook(what: &str) -> CellFault {
    CellFault::NotAWorkbook { what: what.to_owned() }
}

fn contradicts(_: Panicked) -> CellFault {
    CellFault::BreaksOff { what: "its cells contradict each other".to_owned() }
}

/// Inflates every part once, keeping nothing: what a part says of its own size may be a lie, and the reader would believe it.
fn check_size(bytes: &mut (impl Read + Seek)) -> Result<(), CellFault> {
    let mut archive =
        zip::ZipArchive::new(BufReader::new(bytes)).map_err(|error| not_a_workbook(&error.to_string()))?;
    if archive.len() > PARTS {
        return Err(not_a_workbook("more parts than a workbook has"));
    }
    let limit = INFLATED_MIB << 20;
    let too_large = || CellFault::Inflates { limit_mib: INFLATED_MIB };
    let mut left = limit;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| not_a_workbook(&error.to_string()))?;
        if part.size() > left {
            return Err(too_large());
        }
        let inflated = io::copy(&mut part.take(left + 1), &mut io::sink())
            .map_err(|error| not_a_workbook(&error.to_string()))?;
        left = left.checked_sub(inflated).ok_or_else(too_large)?;
    }
    Ok(())
}

fn rows(
    bytes: impl Read + Seek,
    how: &How,
    take: &mut dyn FnMut(Met) -> ControlFlow<()>,
    recognised: &mut Recognised,
) -> Result<(), CellFault> {
    let mut book: Xlsx<_> = guarded(|| Xlsx::new(BufReader::new(bytes)))
        .map_err(contradicts)?
        .map_err(|error: calamine::XlsxError| not_a_workbook(&error.to_string()))?;
    recognised.sheets = book.sheet_names();
    let shift = if book.has_1904_epoch() { 1_462.0 } else { 0.0 };
    let sheets: Vec<String> = match &how.sheet {
        Some(name) => vec![name.clone()],
        None => recognised.sheets.clone(),
    };
    for name in sheets {
        if how.merged {
            let regions =
                guarded(|| book.merge_cells_by_sheet_name(&name)).map_err(contradicts)?.unwrap_or_default();
            let down = regions.iter().filter(|region| region.end.0 > region.start.0);
            recognised.merged =
                down.map(|region| (region.start.0.saturating_add(1), region.start.1)).collect();
        }
        let mut reader = guarded(|| book.worksheet_cells_reader(&name))
            .map_err(contradicts)?
            .map_err(|error| not_a_workbook(&error.to_string()))?;
        let mut row = Row { line: 0, cells: Vec::new() };
        let mut any = false;
        let mut give = |row: &mut Row| match row.cells.is_empty() {
            true => ControlFlow::Continue(()),
            false => {
                // A crafted sheet may have its cells in any order.
                row.cells.sort_by_key(|(column, _)| *column);
                row.cells.dedup_by_key(|(column, _)| *column);
                take(Met::Row(Row { line: row.line, cells: std::mem::take(&mut row.cells) }))
            }
        };
        loop {
            // The library trusts a sheet here and there, and panics where it lies.
            let cell = match guarded(|| reader.next_cell()) {
                Ok(Ok(Some(cell))) => cell,
                Ok(Ok(None)) => break,
                Ok(Err(error)) => {
                    let _ = give(&mut row);
                    return Err(CellFault::BreaksOff { what: error.to_string() });
                }
                Err(panicked) => {
                    let _ = give(&mut row);
                    return Err(contradicts(panicked));
                }
            };
            let (line, column) = cell.get_position();
            let line = line.saturating_add(1);
            if line != row.line {
                if give(&mut row).is_break() {
                    recognised.sheet = Some(name);
                    return Ok(());
                }
                row.line = line;
            }
            let cell = of_data(cell.get_value(), shift);
            if !cell.is_empty() && (column as usize) < COLUMNS {
                any = true;
                row.cells.push((column, cell));
            }
        }
        let _ = give(&mut row);
        if any || how.sheet.is_some() {
            recognised.sheet = Some(name);
            return Ok(());
        }
    }
    Ok(())
}

fn of_data(data: &DataRef<'_>, shift: f64) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(truth) => Cell::Bool(*truth),
        DataRef::DateTime(at) if at.is_duration() => Cell::Serial(at.as_f64()),
        DataRef::DateTime(at) => {
            let days = at.as_f64();
            Cell::Serial(if days >= 1.0 { days + shift } else { days })
        }
        DataRef::Error(error) => Cell::Failed(error.to_string()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text),
    }
}

fn text_cell(text: &str) -> Cell {
    if text.len() > CELL_KIB << 10 { Cell::TooLong } else { Cell::text(text) }
}
