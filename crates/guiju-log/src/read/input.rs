//! An input that knows its line and gives nothing of unreasonable length.

use std::io::{self, BufRead, Read};

/// The longest line, or XML token, that is read: 16 MiB.
pub(super) const LIMIT: usize = LIMIT_MIB << 20;
pub(super) const LIMIT_MIB: usize = 16;
/// How much is asked for at once.
const ROOM: usize = 1 << 16;
/// How far [`Input::more`] lets the window grow.
const WINDOW: usize = 1 << 20;
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Bytes with a count of the lines that were consumed.
pub(super) struct Input<R> {
    bytes: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Met while bytes were still unread; to be told when they are.
    failed: Option<io::Error>,
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

impl<R: Read> Input<R> {
    pub(super) fn new(bytes: R) -> Self {
        let buffer = vec![0; ROOM];
        Self { bytes, buffer, start: 0, end: 0, failed: None, newlines: 0, allowed: usize::MAX }
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

    /// What is there to be read without asking for more.
    pub(super) fn window(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Adds to the window without consuming any of it. False at the end of the input, if it fails, or if the window is as large as
    /// it gets.
    pub(super) fn more(&mut self) -> bool {
        if self.failed.is_some() {
            return false;
        }
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            if self.end >= WINDOW {
                return false;
            }
            self.buffer.resize(self.end * 2, 0);
        }
        match self.ask() {
            Ok(read) => read > 0,
            Err(error) => {
                self.failed = Some(error);
                false
            }
        }
    }

    fn ask(&mut self) -> io::Result<usize> {
        loop {
            match self.bytes.read(&mut self.buffer[self.end..]) {
                Ok(read) => {
                    self.end += read;
                    return Ok(read);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn fill(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            if let Some(error) = self.failed.take() {
                return Err(error);
            }
            (self.start, self.end) = (0, 0);
            self.ask()?;
        }
        Ok(self.window())
    }

    /// Skips a byte order mark and white space; the first byte after them.
    pub(super) fn skip_to_content(&mut self) -> io::Result<Option<u8>> {
        let mut bom = 0;
        loop {
            let Some(&first) = self.fill()?.first() else { return Ok(None) };
            if first.is_ascii_whitespace() || BOM.get(bom) == Some(&first) {
                bom = if first.is_ascii_whitespace() { BOM.len() } else { bom + 1 };
                self.consume(1);
            } else {
                return Ok(Some(first));
            }
        }
    }

    /// The first part of what is unread, enough to know a format by.
    pub(super) fn head(&mut self) -> &[u8] {
        while self.end - self.start < ROOM && self.more() {}
        self.window()
    }

    /// Whether one of the buffered lines begins with `byte`.
    pub(super) fn a_line_begins_with(&mut self, byte: u8) -> bool {
        self.head().windows(2).any(|pair| pair == [b'\n', byte])
    }

    /// Reads the next line without its end into `line`.
    pub(super) fn next_line(&mut self, line: &mut Vec<u8>) -> io::Result<Line> {
        line.clear();
        let mut skipping = false;
        let mut any = false;
        loop {
            let buffer = self.fill()?;
            if buffer.is_empty() && !any {
                return Ok(Line::End);
            }
            any = true;
            let end = memchr::memchr(b'\n', buffer);
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
            self.start += used;
            if end.is_some() {
                self.newlines = self.newlines.saturating_add(1);
            }
            if ended {
                return Ok(if skipping { Line::TooLong } else { Line::Read });
            }
        }
    }
}

impl<R: Read> Read for Input<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let buffer = self.fill_buf()?;
        let n = buffer.len().min(out.len());
        out[..n].copy_from_slice(&buffer[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: Read> BufRead for Input<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let allowed = self.allowed;
        if allowed == 0 {
            return Err(io::Error::other("token too long"));
        }
        let buffer = self.fill()?;
        Ok(&buffer[..buffer.len().min(allowed)])
    }

    fn consume(&mut self, n: usize) {
        let n = n.min(self.end - self.start);
        let consumed = &self.buffer[self.start..self.start + n];
        let newlines = memchr::memchr_iter(b'\n', consumed).count();
        self.newlines = self.newlines.saturating_add(newlines as u32);
        self.allowed = self.allowed.saturating_sub(n);
        self.start += n;
    }
}
