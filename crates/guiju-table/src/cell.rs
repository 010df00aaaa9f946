//! A cell as the file has it, before a mapping says what it means.

use crate::limits::QUOTED;
use std::borrow::Cow;

/// A cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing, or only white space.
    #[default]
    Empty,
    /// Text, trimmed.
    Text(String),
    /// A number (XLSX).
    Number(f64),
    /// True or false (XLSX).
    Bool(bool),
    /// A date, time or both as Excel counts it: days since 1899-12-30, local, whatever epoch the workbook has.
    Serial(f64),
    /// Bytes that are no text in the file's encoding.
    Garbled,
    /// A formula that failed (`#REF!`).
    Failed(String),
    /// More than [`crate::limits::CELL_KIB`].
    TooLong,
}

impl Cell {
    /// Text, trimmed of white space of any script and of the zero-width marks that exports carry.
    pub fn text(text: &str) -> Cell {
        let text = trimmed(text);
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }

    /// As a person reads it; empty for what is no text.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Cell::Text(text) | Cell::Failed(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(number_text(*number)),
            Cell::Bool(truth) => Cow::Borrowed(if *truth { "true" } else { "false" }),
            Cell::Serial(days) => Cow::Owned(crate::when::serial_text(*days)),
            Cell::Empty | Cell::Garbled | Cell::TooLong => Cow::Borrowed(""),
        }
    }
}

/// Without white space, byte order marks and zero-width spaces at the ends.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{a0}' | '\u{3000}')
    })
}

/// Enough of a text to find it by.
pub fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// `46083`, `0.5`: a whole number without the fraction that Excel's doubles have.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        format!("{}", number as i64)
    } else {
        format!("{number}")
    }
}

/// Full-width digits, letters and signs as ASCII, which is how forms in Chinese often come.
pub fn narrow(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{3000}')) {
        return Cow::Borrowed(text);
    }
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    Cow::Owned(text.chars().map(narrow).collect())
}

/// A text that no spreadsheet takes for a formula: one that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets a `'` before it (OWASP,
/// CSV Injection).
pub fn defused(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}
