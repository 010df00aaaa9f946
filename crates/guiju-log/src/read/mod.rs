//! Reading logs: JSON Lines, transcript lines, XES, each also gzipped, from files and pipes.
//!
//! Streaming, with memory for one line or one XES event beside the log itself. A record that cannot be taken is refused with its
//! place and counted; what follows it is read.

mod batch;
mod encoding;
mod fields;
mod input;
pub(crate) mod json;
mod jsonl;
mod ocel;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "sqlite")]
mod sqlite;
pub(crate) mod time;
mod transcript;
mod unpack;
mod xes;

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use jiff::tz::TimeZone;

use crate::{
    builder::{Accepted, LogBuilder},
    place::{At, FileNo},
    refusal::{Reason, Refusal},
    row::{EventRow, ObjectRow, RowValue},
};
use encoding::Found;
use input::Input;
use xes::Xes;

pub use batch::{Batch, Batches, batches, batches_from};
pub use encoding::Decoded;

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
    /// Inputs that were not UTF-8, and what they were taken for (`GBK`, `UTF-16LE` …).
    pub encodings: Vec<(String, &'static str)>,
}

impl Imported {
    /// All refused records.
    #[must_use]
    pub fn refused_count(&self) -> u64 {
        self.refused.len() as u64 + self.refused_beyond
    }

    /// All records, whatever became of them.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.added + self.repeated + self.refused_count()
    }

    /// This and what became of another input.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.added += other.added;
        self.repeated += other.repeated;
        self.refused.extend(other.refused);
        self.refused_beyond += other.refused_beyond;
        self.encodings.extend(other.encodings);
        self.encodings.dedup(); // parts of one input say the same
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

/// Reads the file at `path` into `builder`; `-` is standard input. What is packed is unpacked on a thread of its own.
///
/// # Errors
/// [`Unopened`] if there is no such file or it may not be read. An input that fails later ends with a [`Reason::Broken`].
pub fn read(
    path: impl AsRef<Path>,
    builder: &mut LogBuilder,
    options: &ReadOptions,
) -> Result<Imported, Unopened> {
    let path = path.as_ref();
    #[cfg(feature = "sqlite")]
    if sqlite::is_file(path) {
        let file = builder.file(&path.to_string_lossy());
        let mut sink = Sink { builder, options, file, line: 0, imported: Imported::default() };
        sqlite::read_into(path, &mut sink);
        return Ok(sink.imported);
    }
    let bytes = open(path)?;
    Ok(read_unpacked(&path.to_string_lossy(), unpack::beside(bytes), builder, options))
}

/// Reads bytes from anywhere into `builder`; places bear `name`. The content says which format it is.
pub fn read_from(name: &str, bytes: impl Read, builder: &mut LogBuilder, options: &ReadOptions) -> Imported {
    read_unpacked(name, unpack::here(bytes), builder, options)
}

/// As [`read_from`], but XES goes through the XML library alone: the slow twin, to which the fast way is held equal.
pub fn read_by_library(
    name: &str,
    bytes: impl Read,
    builder: &mut LogBuilder,
    options: &ReadOptions,
) -> Imported {
    read_in(XesBy::Library, name, unpack::here(bytes), builder, options)
}

/// Takes one transcript line that another reader has made, as if it stood in a JSON Lines file at `line` of the input `file`.
///
/// What it must look like is in the language reference (Interfaces): `id`, `encounter`, `started`, `turns` and so on.
pub fn take_transcript(line: RowValue, at: At, builder: &mut LogBuilder, options: &ReadOptions) -> Imported {
    let mut sink = Sink { builder, options, file: at.file, line: at.line, imported: Imported::default() };
    if let Err(reason) = transcript::take(line, &mut sink) {
        sink.refuse(reason);
    }
    sink.imported
}

/// A JSON text as a tree, for readers of other formats that are JSON.
///
/// # Errors
/// [`Reason::NotJson`]: no JSON, a key twice in one object, NUL in a string.
pub fn parse_json(text: &str) -> Result<RowValue, Reason> {
    json::parse(text)
}

fn open(path: &Path) -> Result<Box<dyn Read + Send>, Unopened> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    let unopened = |source| Unopened { path: path.to_owned(), source };
    let file = File::open(path).map_err(unopened)?;
    if file.metadata().map_err(unopened)?.is_dir() {
        return Err(unopened(io::ErrorKind::IsADirectory.into()));
    }
    Ok(Box::new(file))
}

/// Which reader of XES.
#[derive(Clone, Copy)]
enum XesBy {
    Lane,
    Library,
}

fn read_unpacked<'a>(
    name: &str,
    bytes: io::Result<Box<dyn Read + 'a>>,
    builder: &mut LogBuilder,
    options: &ReadOptions,
) -> Imported {
    read_in(XesBy::Lane, name, bytes, builder, options)
}

fn read_in<'a>(
    by: XesBy,
    name: &str,
    bytes: io::Result<Box<dyn Read + 'a>>,
    builder: &mut LogBuilder,
    options: &ReadOptions,
) -> Imported {
    let file = builder.file(name);
    let mut sink = Sink { builder, options, file, line: 0, imported: Imported::default() };
    if let Some(Recognised { format, input, encoding }) = recognised(name, bytes, &mut sink) {
        match (format, by) {
            (Format::Xes, XesBy::Lane) => Xes::new(input).read_all(&mut sink),
            (Format::Xes, XesBy::Library) => Xes::without_lane(input).read_all(&mut sink),
            (Format::Other(other), _) => other.read(input, &mut sink),
        }
        sink.read_as(name, &encoding);
    }
    sink.imported
}

/// An input whose format is known.
struct Recognised<R> {
    format: Format,
    input: Input<Decoded<R>>,
    /// How its text was encoded, as far as that was seen.
    encoding: Found,
}

enum Format {
    Xes,
    Other(Other),
}

/// A format that is read as a whole.
#[derive(Clone, Copy)]
enum Other {
    JsonLines,
    OcelJson,
    OcelXml,
    Sqlite,
    Parquet,
}

impl Other {
    fn read(self, input: Input<impl Read>, sink: &mut Sink) {
        match self {
            Self::JsonLines => jsonl::read(input, sink),
            Self::OcelJson => ocel::json::read(input, sink),
            Self::OcelXml => ocel::xml::read(input, sink),
            #[cfg(feature = "sqlite")]
            Self::Sqlite => sqlite::read_bytes(input, sink),
            #[cfg(feature = "parquet")]
            Self::Parquet => parquet::read(input, sink),
            #[cfg(not(feature = "parquet"))]
            Self::Parquet => sink.refuse(Reason::NotBuilt { format: "Parquet" }),
            #[cfg(not(feature = "sqlite"))]
            Self::Sqlite => sink.refuse(Reason::NotBuilt { format: "SQLite" }),
        }
    }
}

/// The format that the content shows; nothing for an input that is empty, fails, or is neither of them.
fn recognised<R: Read>(name: &str, bytes: io::Result<R>, sink: &mut Sink) -> Option<Recognised<R>> {
    let bytes = match bytes {
        Ok(bytes) => Decoded::new(bytes),
        Err(error) => {
            sink.refuse_at(1, Reason::Broken { what: error.to_string() });
            return None;
        }
    };
    let encoding = bytes.found();
    let mut input = Input::new(bytes);
    let first = match input.skip_to_content() {
        Ok(first) => first?,
        Err(error) => {
            sink.refuse_at(input.line(), Reason::Broken { what: error.to_string() });
            return None;
        }
    };
    let name = name.trim_end_matches(".gz");
    let named = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let format = match first {
        b'S' if input.head().starts_with(encoding::SQLITE) => Format::Other(Other::Sqlite),
        b'P' if input.head().starts_with(encoding::PARQUET) => Format::Other(Other::Parquet),
        b'<' if ocel::recognise::is_xml(input.head()) => Format::Other(Other::OcelXml),
        b'<' => Format::Xes,
        b'{' if !named(&[".jsonl", ".ndjson"]) && ocel::recognise::is_json(input.head()) => {
            Format::Other(Other::OcelJson)
        }
        b'{' => Format::Other(Other::JsonLines),
        // A first line that is broken does not hide the format of those after it.
        _ if named(&[".jsonl", ".ndjson"]) || input.a_line_begins_with(b'{') => {
            Format::Other(Other::JsonLines)
        }
        other => {
            let first = char::from(other).escape_default().to_string();
            let first = if other.is_ascii() { format!("`{first}`") } else { format!("0x{other:02x}") };
            sink.refuse_at(input.line(), Reason::UnknownFormat { first });
            return None;
        }
    };
    Some(Recognised { format, input, encoding })
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

    /// Says how the input was encoded, if that is worth a word.
    fn read_as(&mut self, name: &str, encoding: &Found) {
        self.imported.encodings.extend(encoding.get().map(|encoding| (name.to_owned(), *encoding)));
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
