//! The cells of a workbook: what the hidden sheet says of the others, and their rows by key.

use super::{FilledRow, Page, Unread};
use crate::{Field, Pack, Roles};
use guiju_table::cell::narrow;
use guiju_table::{How, Input, Met, each_row};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Name of the hidden sheet.
pub(crate) const HIDDEN: &str = "guiju";
/// The columns that are read: the key, what was found, the photo.
pub(crate) const KEY: u32 = 0;
/// See [`KEY`].
pub(crate) const FOUND: u32 = 4;
/// See [`KEY`].
pub(crate) const PHOTO: u32 = 5;

/// All of a workbook.
pub(super) struct Entries {
    pub(super) pack: Pack,
    pub(super) roles: Roles,
    /// Heading of the column that is read.
    pub(super) found: String,
    /// What the letters of the head mean.
    pub(super) head: BTreeMap<String, Field>,
    /// Activity and attribute of each number.
    pub(super) items: BTreeMap<String, (String, String)>,
    pub(super) pages: Vec<Page>,
}

pub(super) fn entries(input: &Input) -> Result<Entries, Unread> {
    let mut plain: BTreeMap<String, String> = BTreeMap::new();
    let (mut head, mut items) = (BTreeMap::new(), BTreeMap::new());
    let recognised = rows(input, HIDDEN, &mut |row| {
        let cell = |column| row.cell(column).shown().into_owned();
        match cell(0).as_str() {
            "head" => {
                if let Some(field) = Field::from_name(&cell(2)) {
                    head.insert(cell(1), field);
                }
            }
            "item" => {
                items.insert(cell(1), (cell(2), cell(3)));
            }
            _ => {
                plain.insert(cell(0), cell(1));
            }
        }
    });
    let sheets = match recognised {
        Ok(sheets) => sheets,
        // A workbook without the sheet is one of somebody else's.
        Err(Unread::NoWorkbook(_)) if holds_rows(input) => return Err(Unread::NoSheet),
        Err(other) => return Err(other),
    };
    match plain.get("guiju-sheet").map(String::as_str) {
        Some("1") => {}
        Some(other) => return Err(Unread::OtherFormat(other.to_owned())),
        None => return Err(Unread::NoSheet),
    }
    let mut text = |name: &str| plain.remove(name).unwrap_or_default();
    let mut entries = Entries {
        pack: Pack { id: text("pack"), version: text("version"), hash: text("hash") },
        roles: Roles { person: text("person"), looker: text("looker"), site: text("site") },
        found: text("found"),
        head,
        items,
        pages: Vec::new(),
    };
    for name in sheets.into_iter().filter(|name| name != HIDDEN) {
        let mut page = Page { name: name.clone(), in_place: false, rows: Vec::new() };
        rows(input, &name, &mut |row| {
            let found = row.cell(FOUND).clone();
            page.in_place |= found.shown() == entries.found.as_str();
            let key = narrow(&row.cell(KEY).shown()).trim().to_owned();
            if !key.is_empty() {
                page.rows.push(FilledRow { line: row.line, key, found, photo: row.cell(PHOTO).clone() });
            }
        })?;
        // A sheet of somebody's own notes has no key of ours.
        if page.rows.iter().any(|row| entries.items.contains_key(&row.key)) {
            entries.pages.push(page);
        }
    }
    Ok(entries)
}

/// Hands over the rows of a sheet; the names of all sheets.
fn rows(input: &Input, sheet: &str, take: &mut dyn FnMut(&guiju_table::Row)) -> Result<Vec<String>, Unread> {
    let mut fault = None;
    let how = How { sheet: Some(sheet.to_owned()), ..How::default() };
    let recognised = each_row(input, &how, &mut |met| {
        match met {
            Met::Row(row) => take(&row),
            Met::Refused { fault: met, .. } => fault = fault.take().or(Some(met)),
        }
        ControlFlow::Continue(())
    })?;
    match fault {
        Some(fault) => Err(fault.into()),
        None => Ok(recognised.sheets),
    }
}

/// Whether the file is a workbook at all.
fn holds_rows(input: &Input) -> bool {
    let mut sound = true;
    let read = each_row(input, &How::default(), &mut |met| {
        sound &= !matches!(met, Met::Refused { .. });
        ControlFlow::Break(())
    });
    read.is_ok_and(|recognised| sound && !recognised.sheets.is_empty())
}
