//! Headers: which column bears which name.

use crate::source::Row;
use std::collections::BTreeSet;

/// Names of columns, by column from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    names: Vec<(u32, String)>,
}

impl Header {
    /// From the rows of a header, the top one first. A name that spans columns (a merged cell) stands before those below it:
    /// `签到 时间`; one without name has its letter; of two columns with one name the second is `name (2)`.
    pub fn of(rows: &[Row]) -> Header {
        let columns: BTreeSet<u32> =
            rows.iter().flat_map(|row| row.cells.iter().map(|(column, _)| *column)).collect();
        let mut names: Vec<(u32, String)> = Vec::new();
        for column in columns {
            let mut parts: Vec<String> = Vec::new();
            for (at, row) in rows.iter().enumerate() {
                let own = words(&row.cell(column).shown());
                let last = at + 1 == rows.len();
                let text = if own.is_empty() && !last && !row_below_is_empty(rows, at, column) {
                    // Under a merged cell: the nearest one to the left.
                    let left = row.cells.iter().rev().find(|(other, _)| *other < column);
                    left.map(|(_, cell)| words(&cell.shown())).unwrap_or_default()
                } else {
                    own
                };
                if !text.is_empty() && parts.last() != Some(&text) {
                    parts.push(text);
                }
            }
            let name = parts.join(" ");
            let name = if name.is_empty() { letter(column) } else { name };
            let alike = names
                .iter()
                .filter(|(_, known)| *known == name || known.starts_with(&format!("{name} (")))
                .count();
            names.push((column, if alike == 0 { name } else { format!("{name} ({})", alike + 1) }));
        }
        Header { names }
    }

    /// The column of a name.
    pub fn column(&self, name: &str) -> Option<u32> {
        let name = words(name);
        self.names.iter().find(|(_, known)| *known == name).map(|(column, _)| *column)
    }

    /// The name of a column; its letter in Excel where it has none.
    pub fn name(&self, column: u32) -> String {
        self.names
            .iter()
            .find(|(at, _)| *at == column)
            .map_or_else(|| letter(column), |(_, name)| name.clone())
    }

    /// Columns and names, from the left.
    pub fn names(&self) -> impl Iterator<Item = (u32, &str)> {
        self.names.iter().map(|(column, name)| (*column, name.as_str()))
    }
}

fn row_below_is_empty(rows: &[Row], at: usize, column: u32) -> bool {
    rows[at + 1..].iter().all(|row| row.cell(column).is_empty())
}

/// In one line, single spaces; braces, which make a template in a mapping, are round.
fn words(text: &str) -> String {
    text.replace('{', "(").replace('}', ")").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `A`, `B` … `Z`, `AA`.
fn letter(column: u32) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Cell;

    #[test]
    fn merged_headers_are_read_from_above() {
        let row = |cells: &[(u32, &str)]| Row {
            line: 1,
            cells: cells.iter().map(|(column, text)| (*column, Cell::text(text))).collect(),
        };
        let header = Header::of(&[
            row(&[(0, "姓名"), (1, "签到"), (3, "签退")]),
            row(&[(1, "时间"), (2, "地点"), (3, "时间")]),
        ]);
        let names: Vec<&str> = header.names().map(|(_, name)| name).collect();
        assert_eq!(names, ["姓名", "签到 时间", "签到 地点", "签退 时间"]);
        let twice = Header::of(&[row(&[(0, "时间"), (1, "时间"), (4, "备注\n说明")])]);
        assert_eq!(twice.column("时间 (2)"), Some(1));
        assert_eq!(twice.column("备注 说明"), Some(4));
        assert_eq!((letter(0), letter(26), twice.name(27)), ("A".into(), "AA".into(), "AB".into()));
    }
}
