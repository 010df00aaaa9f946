//! Inspection sheets for print, and line by line for programs.

use crate::failure::Failure;
use askama::Template;
use guiju_sheet::{Answer, Sheet};
use guiju_time::Lang;
use serde_json::json;

#[derive(Template)]
#[template(path = "sheet.html")]
struct View<'a> {
    lang: &'static str,
    sheet: &'a Sheet,
    signature: &'static str,
    page: &'static str,
}

/// The sheet as a page that prints on A4.
///
/// # Errors
/// The template fails, which is a fault of ours.
pub fn html(sheet: &Sheet) -> Result<String, Failure> {
    let zh = sheet.lang == Lang::Zh;
    let view = View {
        lang: if zh { "zh-CN" } else { "en" },
        sheet,
        signature: if zh { "签名" } else { "Signature" },
        page: if zh { "按条款画成" } else { "Drawn from the clauses of" },
    };
    view.render().map_err(|error| Failure::Ours(error.to_string()))
}

/// The sheet as JSON, a line for each item.
pub fn lines(sheet: &Sheet) -> String {
    let mut lines = String::new();
    for group in &sheet.groups {
        for item in &group.items {
            let (choices, unit) = match &item.answer {
                Answer::Choice(choices) => (Some(choices), None),
                Answer::Number(unit) => (None, Some(unit).filter(|unit| !unit.is_empty())),
                Answer::Free => (None, None),
            };
            let line = json!({
                "item": item.number,
                "activity": group.activity,
                "attribute": item.attribute,
                "title": item.title,
                "wanted": item.wanted,
                "choices": choices,
                "unit": unit,
                "photo": item.photo,
                "clauses": item.clauses,
                "pack": sheet.pack.id,
                "version": sheet.pack.version,
                "hash": sheet.pack.hash,
                "date": sheet.date.to_string(),
            });
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
    }
    lines
}
