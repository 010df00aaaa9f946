//! Columns on a terminal, where a Chinese character takes two.

use anstyle::Style;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr as _;

/// Filled up with spaces to a width on the screen, where a Chinese character takes two columns.
pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Cut to a width on the screen.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        if short.width() + c.to_string().width() > width - 1 {
            break;
        }
        short.push(c);
    }
    short + "…"
}

/// A table whose columns are as wide as what stands in them.
pub struct Table {
    heads: Vec<(&'static str, bool)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Heads, and whether the column is right-aligned.
    pub fn new(heads: Vec<(&'static str, bool)>) -> Table {
        Table { heads, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Writes it, the heads dimmed if colours are wanted.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, to: &mut dyn Write, colour: bool) -> io::Result<()> {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width());
            cells.chain([self.heads[column].0.width()]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.heads.len()).map(width).collect();
        let line = |cells: Vec<&str>| {
            let mut line = String::from(" ");
            for (at, cell) in cells.into_iter().enumerate() {
                let gap = " ".repeat(widths[at].saturating_sub(cell.width()));
                line.push(' ');
                if self.heads[at].1 {
                    line.push_str(&gap);
                    line.push_str(cell);
                } else {
                    line.push_str(cell);
                    line.push_str(&gap);
                }
                line.push(' ');
            }
            line.trim_end().to_owned()
        };
        let dim = if colour { Style::new().dimmed() } else { Style::new() };
        writeln!(to, "{dim}{}{dim:#}", line(self.heads.iter().map(|(head, _)| *head).collect()))?;
        for row in &self.rows {
            writeln!(to, "{}", line(row.iter().map(String::as_str).collect()))?;
        }
        Ok(())
    }
}
