//! Reading logs: JSON Lines, transcript lines, XES, each also gzipped, from files and pipes.
//!
//! Streaming, with memory for one line or one XES event beside the log itself. A record that cannot be taken is refused with its
//! place and counted; what follows it is read.

mod fields;
mod input;
mod json;
mod jsonl;
mod time;
mod transcript;
mod xes;

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

use flate2::bufread::MultiGzDecoder;
use jiff::tz::TimeZone;

use crate::{
    builder::{Accepted, LogBuilder},
    place::{At, FileNo},
    refusal::{Reason, Refusal},
    row::{EventRow, ObjectRow},
};
use input::Input;

/// How to read what the format leaves open.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The zone of XES times that have no offset; without it they are refused.
    pub zone: Option<TimeZone>,
    /// How many refusals are kept as such; those beyond are only counted.
    pub keep_refused: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { zone: None, keep_refused: 100_000 }
    }
}

/// What became of the records of an input: events, objects, turns.
#[derive(Debug, Default)]
pub struct Imported {
    /// Records that said something new.
    pub added: u64,
    /// Records all of which was known.
    pub repeated: u64,
    /// Records that were not taken, in order of place.
    pub refused: Vec<Refusal>,
    /// How many more were refused than `refused` keeps.
    pub refused_beyond: u64,
}

impl Imported {
    /// All refused records.
    #[must_use]
    pub fn refused_count(&self) -> u64 {
        self.refused.len() as u64 + self.refused_beyond
    }

    /// This and what became of another input.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.added += other.added;
        self.repeated += other.repeated;
        self.refused.extend(other.refused);
        self.refused_beyond += other.refused_beyond;
        self
    }
}

/// An input that could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("cannot open the log `{}`", path.display())]
pub struct Unopened {
    /// The path as given.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// Reads the file at `path` into `builder`; `-` is standard input.
///
/// # Errors
/// [`Unopened`] if there is no such file or it may not be read. An input that fails later ends with a [`Reason::Broken`].
pub fn read(
    path: impl AsRef<Path>,
    builder: &mut LogBuilder,
    options: &ReadOptions,
) -> Result<Imported, Unopened> {
    let path = path.as_ref();
    if path == Path::new("-") {
        return Ok(read_from("-", io::stdin().lock(), builder, options));
    }
    let unopened = |source| Unopened { path: path.to_owned(), source };
    let file = File::open(path).map_err(unopened)?;
    if file.metadata().map_err(unopened)?.is_dir() {
        return Err(unopened(io::ErrorKind::IsADirectory.into()));
    }
    Ok(read_from(&path.to_string_lossy(), file, builder, options))
}

/// Reads bytes from anywhere into `builder`; places bear `name`. The content says which format it is.
pub fn read_from(name: &str, bytes: impl Read, builder: &mut LogBuilder, options: &ReadOptions) -> Imported {
    let file = builder.file(name);
    let mut sink = Sink { builder, options, file, line: 0, imported: Imported::default() };
    let mut bytes = BufReader::with_capacity(HEAD, bytes);
    let head = match read_head(&mut bytes) {
        Ok(head) => head,
        Err(error) => {
            sink.refuse_at(1, Reason::Broken { what: error.to_string() });
            return sink.imported;
        }
    };
    let packed = head.starts_with(&[0x1f, 0x8b]);
    let whole = head.as_slice().chain(bytes);
    if packed {
        read_plain(name, Input::new(BufReader::with_capacity(HEAD, MultiGzDecoder::new(whole))), &mut sink);
    } else {
        read_plain(name, Input::new(whole), &mut sink);
    }
    sink.imported
}

fn read_plain(name: &str, mut input: Input<impl BufRead>, sink: &mut Sink) {
    let first = match input.skip_to_content() {
        Ok(Some(first)) => first,
        Ok(None) => return,
        Err(error) => return sink.refuse_at(input.line(), Reason::Broken { what: error.to_string() }),
    };
    let name = name.trim_end_matches(".gz");
    let named = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    match first {
        b'<' => xes::read(input, sink),
        b'{' => jsonl::read(input, sink),
        // A first line that is broken does not hide the format of those after it.
        _ if named(&[".jsonl", ".ndjson"]) || input.a_line_begins_with(b'{') => jsonl::read(input, sink),
        other => {
            let first = char::from(other).escape_default().to_string();
            let first = if other.is_ascii() { format!("`{first}`") } else { format!("0x{other:02x}") };
            sink.refuse_at(input.line(), Reason::UnknownFormat { first });
        }
    }
}

/// How much of an input is looked at to know its format.
const HEAD: usize = 1 << 16;

/// The first bytes of an input; a pipe may give them one by one. A failure after some bytes is met again by who reads on.
fn read_head(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = vec![0; HEAD];
    let mut known = 0;
    while known < HEAD {
        match input.read(&mut head[known..]) {
            Ok(0) => break,
            Ok(n) => known += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if known == 0 => return Err(error),
            Err(_) => break,
        }
    }
    head.truncate(known);
    Ok(head)
}

/// Where a reader's rows go: it knows the place and keeps count.
struct Sink<'b> {
    builder: &'b mut LogBuilder,
    options: &'b ReadOptions,
    file: FileNo,
    line: u32,
    imported: Imported,
}

impl Sink<'_> {
    fn event(&mut self, row: EventRow) {
        let at = self.at();
        let result = self.builder.add_event(row.at(at));
        self.count(result);
    }

    /// Whether the object is there now, perhaps without attributes that conflict.
    fn object(&mut self, row: ObjectRow) -> bool {
        let at = self.at();
        let result = self.builder.add_object(row.at(at));
        let there = match &result {
            Ok(_) => true,
            Err(refusal) => matches!(refusal.reason, Reason::AttributeConflict { .. }),
        };
        self.count(result);
        there
    }

    fn refuse(&mut self, reason: Reason) {
        self.refuse_at(self.line, reason);
    }

    fn refuse_at(&mut self, line: u32, reason: Reason) {
        let place = self.builder.place(At { file: self.file, line });
        self.count(Err(Refusal { place, reason }));
    }

    fn at(&self) -> At {
        At { file: self.file, line: self.line }
    }

    fn count(&mut self, result: Result<Accepted, Refusal>) {
        match result {
            Ok(Accepted::Added) => self.imported.added += 1,
            Ok(Accepted::Repeated) => self.imported.repeated += 1,
            Err(refusal) if self.imported.refused.len() < self.options.keep_refused => {
                self.imported.refused.push(refusal)
            }
            Err(_) => self.imported.refused_beyond += 1,
        }
    }
}
