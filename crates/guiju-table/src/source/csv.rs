//! Rows of a text file: CSV with any usual delimiter, quotes as in RFC 4180.

use super::{How, Met, Recognised, Row};
use crate::{
    cell::Cell,
    limits::{CELL_KIB, COLUMNS, ROW_KIB},
};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use guiju_log::{CellFault, read::Decoded};
use std::{
    io::{self, BufRead as _, BufReader, Read},
    ops::ControlFlow,
};

/// How much is looked at to know the delimiter.
const LOOK_AT: usize = 1 << 14;
/// What may stand between cells.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

pub(super) fn each_row(
    bytes: impl Read,
    how: &How,
    take: &mut dyn FnMut(Met) -> ControlFlow<()>,
) -> Recognised {
    let text = match how.encoding.as_deref() {
        Some(label) => Decoded::labelled(bytes, label),
        None => Some(Decoded::new(bytes)),
    };
    // Names of encodings are checked with the mapping.
    let Some(text) = text else { return Recognised::default() };
    let mut text = BufReader::with_capacity(LOOK_AT, text);
    let head = match text.fill_buf() {
        Ok(head) => head,
        Err(error) => {
            let _ = take(Met::Refused { line: 1, fault: CellFault::BreaksOff { what: error.to_string() } });
            return Recognised::default();
        }
    };
    let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let (named, skip) = excel_delimiter(&head[mark..]);
    let delimiter = how.delimiter.or(named).unwrap_or_else(|| guess_delimiter(&head[mark..]));
    text.consume(mark + skip);
    let reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut rows = Rows {
        reader,
        text,
        record: vec![0; 1 << 12],
        ends: vec![0; 64],
        lines: Lines { ended: u32::from(skip > 0), after_cr: false },
        broken: false,
    };
    while let Some(met) = rows.next() {
        if take(met).is_break() {
            break;
        }
    }
    Recognised {
        encoding: rows.text.get_ref().encoding(),
        delimiter: Some(delimiter),
        ..Recognised::default()
    }
}

/// Excel's own first line `sep=;`, and how many bytes it takes.
fn excel_delimiter(head: &[u8]) -> (Option<u8>, usize) {
    let line = head.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
    match line.trim_ascii_end() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => (Some(*delimiter), line.len()),
        _ => (None, 0),
    }
}

/// The sign that stands equally often in most lines; a comma if none does.
fn guess_delimiter(head: &[u8]) -> u8 {
    let lines: Vec<&[u8]> =
        head.split(|byte| *byte == b'\n').take(40).filter(|line| !line.trim_ascii().is_empty()).collect();
    let score = |delimiter: u8| {
        let counts: Vec<usize> = lines.iter().map(|line| count_outside_quotes(line, delimiter)).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let alike = counts.iter().filter(|count| **count == most).count();
        if most == 0 { 0 } else { alike * 16 + most.min(15) }
    };
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter));
    best.filter(|delimiter| score(*delimiter) > 0).unwrap_or(b',')
}

fn count_outside_quotes(line: &[u8], delimiter: u8) -> usize {
    let mut quoted = false;
    line.iter()
        .filter(|byte| {
            quoted ^= **byte == b'"';
            !quoted && **byte == delimiter
        })
        .count()
}

/// Lines that were consumed. A line ends with LF, CR LF, or CR alone, as it does for the reader of records.
#[derive(Clone, Copy, Default)]
struct Lines {
    ended: u32,
    after_cr: bool,
}

impl Lines {
    fn pass(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let ends = *byte == b'\r' || (*byte == b'\n' && !self.after_cr);
            self.ended = self.ended.saturating_add(u32::from(ends));
            self.after_cr = *byte == b'\r';
        }
    }

    /// The number of the line that comes.
    fn next(self) -> u32 {
        self.ended.saturating_add(1)
    }
}

struct Rows<R> {
    reader: Reader,
    text: BufReader<Decoded<R>>,
    record: Vec<u8>,
    ends: Vec<usize>,
    lines: Lines,
    /// Reading failed; nothing follows.
    broken: bool,
}

impl<R: Read> Rows<R> {
    /// The next row that holds something.
    fn next(&mut self) -> Option<Met> {
        if self.broken {
            return None;
        }
        let (mut length, mut cells) = (0, 0);
        let (mut too_long, mut too_many) = (false, false);
        let mut first_line = self.lines.next();
        loop {
            let input = match fill(&mut self.text) {
                Ok(input) => input,
                Err(error) => {
                    self.broken = true;
                    let fault = CellFault::BreaksOff { what: error.to_string() };
                    return Some(Met::Refused { line: first_line, fault });
                }
            };
            let (result, read, written, found) =
                self.reader.read_record(input, &mut self.record[length..], &mut self.ends[cells..]);
            // Line ends before a record do not belong to it.
            if length == 0 && cells == 0 {
                let ends = input[..read].iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
                let mut before = self.lines;
                before.pass(&input[..ends.count()]);
                first_line = before.next();
            }
            self.lines.pass(&input[..read]);
            self.text.consume(read);
            (length, cells) = (length + written, cells + found);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if length >= ROW_KIB << 10 => {
                    too_long = true;
                    // What comes is overwritten until the record ends.
                    length = 0;
                }
                ReadRecordResult::OutputFull => {
                    self.record.resize((self.record.len() * 2).min(ROW_KIB << 10), 0)
                }
                ReadRecordResult::OutputEndsFull if cells >= COLUMNS => {
                    too_many = true;
                    (length, cells) = (0, 0);
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize((self.ends.len() * 2).min(COLUMNS), 0),
                ReadRecordResult::Record if too_long => {
                    let fault = CellFault::LongRow { limit_kib: ROW_KIB };
                    return Some(Met::Refused { line: first_line, fault });
                }
                ReadRecordResult::Record if too_many => {
                    let fault = CellFault::ManyColumns { limit: COLUMNS };
                    return Some(Met::Refused { line: first_line, fault });
                }
                ReadRecordResult::Record => {
                    let row = self.row(first_line, cells);
                    if !row.cells.is_empty() {
                        return Some(Met::Row(row));
                    }
                    (length, cells) = (0, 0);
                    first_line = self.lines.next();
                }
                ReadRecordResult::End => return None,
            }
        }
    }

    fn row(&self, line: u32, cells: usize) -> Row {
        let mut start = 0;
        let mut row = Row { line, cells: Vec::with_capacity(cells) };
        for (column, end) in self.ends[..cells].iter().enumerate() {
            let bytes = &self.record[start..*end];
            start = *end;
            let cell = match str::from_utf8(bytes) {
                _ if bytes.len() > CELL_KIB << 10 => Cell::TooLong,
                Ok(text) => Cell::text(text),
                Err(_) => Cell::Garbled,
            };
            if !cell.is_empty() {
                row.cells.push((column as u32, cell));
            }
        }
        row
    }
}

fn fill<R: Read>(text: &mut BufReader<R>) -> io::Result<&[u8]> {
    loop {
        match text.fill_buf() {
            Ok(_) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    text.fill_buf()
}
