//! A sheet as a workbook: the sheet itself, and a hidden one that says what its numbers and letters mean.

use crate::read::entries::{self, HIDDEN};
use crate::{Answer, Item, Sheet};
use guiju_time::Lang;
use rust_xlsxwriter::{
    Color, DataValidation, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

const KEY: u16 = entries::KEY as u16;
const FOUND: u16 = entries::FOUND as u16;
const PHOTO: u16 = entries::PHOTO as u16;
const WIDTHS: [f64; 7] = [6.0, 24.0, 30.0, 7.0, 18.0, 12.0, 20.0];
/// Characters that Excel holds in a list of choices.
const CHOICES: usize = 255;

/// The workbook's bytes.
///
/// # Errors
/// What the writer says, which is a fault of ours.
pub fn workbook(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.push_worksheet(filled(sheet)?);
    book.push_worksheet(hidden(sheet)?);
    book.save_to_buffer()
}

fn filled(sheet: &Sheet) -> Result<Worksheet, XlsxError> {
    let mut page = Worksheet::new();
    page.set_name(if sheet.lang == Lang::Zh { "检查表" } else { "Sheet" })?;
    for (column, width) in (0..).zip(WIDTHS) {
        page.set_column_width(column, width)?;
    }
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let line = wrap.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00BF_B8AE));
    let entry = line.clone().set_background_color(Color::RGB(0x00FF_FBEA)).set_unlocked();
    let strong = Format::new().set_bold().set_text_wrap();
    let shade = line.clone().set_bold().set_background_color(Color::RGB(0x00F1_EEE7));
    page.merge_range(0, 0, 0, 6, &sheet.title, &strong.clone().set_font_size(14))?;
    page.merge_range(1, 0, 1, 6, &sheet.advice, &wrap)?;
    page.set_row_height(1, 32)?;
    let mark = format!("{} {} · {} · {}", sheet.pack.id, sheet.pack.version, sheet.date, sheet.variant);
    page.merge_range(2, 0, 2, 6, mark.trim_end_matches(" · "), &wrap)?;
    let mut row = 3;
    for head in &sheet.head {
        page.write_string_with_format(row, KEY, &head.key, &line)?;
        page.write_string_with_format(row, 1, &head.title, &line)?;
        page.write_string_with_format(row, 2, &head.hint, &line)?;
        page.write_blank(row, 3, &line)?;
        // What looks like a number is an id all the same.
        page.write_string_with_format(row, FOUND, &head.value, &entry.clone().set_num_format("@"))?;
        choose(&mut page, row, &head.choices)?;
        row += 1;
    }
    row += 1;
    for (column, title) in (0..).zip(&sheet.columns) {
        page.write_string_with_format(row, column, title, &shade)?;
    }
    page.set_repeat_rows(row, row)?;
    row += 1;
    for group in &sheet.groups {
        page.merge_range(row, 0, row, 6, &group.title, &shade)?;
        row += 1;
        for item in &group.items {
            write_item(&mut page, row, item, &line, &entry)?;
            row += 1;
        }
    }
    page.set_print_area(0, 0, row - 1, 6)?;
    page.set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(page)
}

fn write_item(
    page: &mut Worksheet,
    row: u32,
    item: &Item,
    line: &Format,
    entry: &Format,
) -> Result<(), XlsxError> {
    page.write_number_with_format(row, KEY, item.number as f64, line)?;
    page.write_string_with_format(row, 1, &item.title, line)?;
    page.write_string_with_format(row, 2, item.wanted.join("\n"), line)?;
    let unit = if let Answer::Number(unit) = &item.answer { unit.as_str() } else { "" };
    page.write_string_with_format(row, 3, unit, line)?;
    page.write_string_with_format(row, FOUND, &item.found, entry)?;
    match item.photo {
        true => page.write_blank(row, PHOTO, entry)?,
        false => page.write_string_with_format(row, PHOTO, "—", line)?,
    };
    page.write_string_with_format(row, 6, item.clauses.join(" "), line)?;
    if let Answer::Choice(choices) = &item.answer {
        choose(page, row, choices)?;
    }
    Ok(())
}

fn choose(page: &mut Worksheet, row: u32, choices: &[String]) -> Result<(), XlsxError> {
    // A list that Excel can't hold is written freely, and held against the choices when it is read.
    let length: usize = choices.iter().map(|choice| choice.encode_utf16().count() + 1).sum();
    if choices.is_empty() || length > CHOICES || choices.iter().any(|choice| choice.contains(',')) {
        return Ok(());
    }
    let list = DataValidation::new().allow_list_strings(choices)?;
    page.add_data_validation(row, FOUND, row, FOUND, &list)?;
    Ok(())
}

fn hidden(sheet: &Sheet) -> Result<Worksheet, XlsxError> {
    let mut page = Worksheet::new();
    page.set_name(HIDDEN)?.set_hidden(true);
    let mut row = 0;
    let mut line = |cells: &[&str]| -> Result<(), XlsxError> {
        for (column, cell) in (0..).zip(cells) {
            page.write_string(row, column, *cell)?;
        }
        row += 1;
        Ok(())
    };
    line(&["guiju-sheet", "1"])?;
    line(&["pack", &sheet.pack.id])?;
    line(&["version", &sheet.pack.version])?;
    line(&["hash", &sheet.pack.hash])?;
    line(&["date", &sheet.date.to_string()])?;
    line(&["person", &sheet.roles.person])?;
    line(&["looker", &sheet.roles.looker])?;
    line(&["site", &sheet.roles.site])?;
    line(&["found", &sheet.columns[FOUND as usize]])?;
    for head in &sheet.head {
        line(&["head", &head.key, head.field.name()])?;
    }
    for group in &sheet.groups {
        for item in &group.items {
            line(&["item", &item.number.to_string(), &group.activity, &item.attribute])?;
        }
    }
    Ok(page)
}
