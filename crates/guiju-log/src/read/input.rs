//! An input that knows its line and gives nothing of unreasonable length.

use std::io::{self, BufRead, Read};

/// The longest line, or XML token, that is read: 16 MiB.
pub(super) const LIMIT: usize = LIMIT_MIB << 20;
pub(super) const LIMIT_MIB: usize = 16;
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Bytes with a count of the lines that were consumed.
pub(super) struct Input<R> {
    bytes: R,
    newlines: u32,
    /// How much may still be consumed before [`Input::allow`] is called again.
    allowed: usize,
}

/// What [`Input::next_line`] found.
pub(super) enum Line {
    /// A line is in the buffer.
    Read,
    /// A line was too long and is skipped.
    TooLong,
    /// There are no more.
    End,
}

impl<R: BufRead> Input<R> {
    pub(super) fn new(bytes: R) -> Self {
        Self { bytes, newlines: 0, allowed: usize::MAX }
    }

    /// The line of the next byte, from 1.
    pub(super) fn line(&self) -> u32 {
        self.newlines.saturating_add(1)
    }

    /// Lets a token of the greatest length be consumed from here on.
    pub(super) fn allow(&mut self) {
        self.allowed = LIMIT;
    }

    /// Whether the last failure was for length.
    pub(super) fn exhausted(&self) -> bool {
        self.allowed == 0
    }

    /// Skips a byte order mark and white space; the first byte after them.
    pub(super) fn skip_to_content(&mut self) -> io::Result<Option<u8>> {
        let mut bom = 0;
        loop {
            let buffer = fill(&mut self.bytes)?;
            let Some(&first) = buffer.first() else { return Ok(None) };
            if first.is_ascii_whitespace() || BOM.get(bom) == Some(&first) {
                bom = if first.is_ascii_whitespace() { BOM.len() } else { bom + 1 };
                self.consume(1);
            } else {
                return Ok(Some(first));
            }
        }
    }

    /// Whether one of the buffered lines begins with `byte`.
    pub(super) fn a_line_begins_with(&mut self, byte: u8) -> bool {
        fill(&mut self.bytes).is_ok_and(|buffer| buffer.windows(2).any(|pair| pair == [b'\n', byte]))
    }

    /// Reads the next line without its end into `line`.
    pub(super) fn next_line(&mut self, line: &mut Vec<u8>) -> io::Result<Line> {
        line.clear();
        let mut skipping = false;
        let mut any = false;
        loop {
            let buffer = fill(&mut self.bytes)?;
            if buffer.is_empty() && !any {
                return Ok(Line::End);
            }
            any = true;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let part = &buffer[..end.unwrap_or(buffer.len())];
            if line.len() + part.len() > LIMIT {
                skipping = true;
                *line = Vec::new();
            }
            if !skipping {
                line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            let ended = end.is_some() || used == 0;
            self.bytes.consume(used);
            if end.is_some() {
                self.newlines = self.newlines.saturating_add(1);
            }
            if ended {
                return Ok(if skipping { Line::TooLong } else { Line::Read });
            }
        }
    }
}

fn fill(bytes: &mut impl BufRead) -> io::Result<&[u8]> {
    // A retry in one expression does not pass the borrow checker; the second call answers from the buffer.
    loop {
        match bytes.fill_buf() {
            Ok(_) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.fill_buf()
}

impl<R: BufRead> Read for Input<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let buffer = self.fill_buf()?;
        let n = buffer.len().min(out.len());
        out[..n].copy_from_slice(&buffer[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Input<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.allowed == 0 {
            return Err(io::Error::other("token too long"));
        }
        let buffer = fill(&mut self.bytes)?;
        Ok(&buffer[..buffer.len().min(self.allowed)])
    }

    fn consume(&mut self, n: usize) {
        if let Ok(buffer) = self.bytes.fill_buf() {
            let newlines = buffer[..n.min(buffer.len())].iter().filter(|byte| **byte == b'\n').count();
            self.newlines = self.newlines.saturating_add(newlines as u32);
        }
        self.allowed = self.allowed.saturating_sub(n);
        self.bytes.consume(n);
    }
}
