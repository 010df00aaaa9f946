//! Logs in parts: whole traces, a few at a time, so that a log of any length takes the memory of one part.

#[cfg(feature = "sqlite")]
use super::sqlite;
#[cfg(feature = "sqlite")]
use std::path::PathBuf;
use std::{io::Read, path::Path};

use super::{
    Decoded, Format, Imported, Other, ReadOptions, Recognised, Sink, Unopened, encoding::Found, input::Input,
    open, recognised, unpack, xes::Xes,
};
use crate::{builder::LogBuilder, log::Log};

/// Some whole traces as a log of their own.
#[derive(Debug)]
pub struct Batch {
    /// The traces with all of their events. Ids, sequence numbers and places are those that reading the whole file gives.
    pub log: Log,
    /// What became of the records of this part.
    pub imported: Imported,
    /// Whether it may be one of several: it is XES.
    pub is_part: bool,
}

/// A log's batches, in the order of the file.
pub struct Batches<'a> {
    name: String,
    options: ReadOptions,
    events: u64,
    encoding: Found,
    rest: Rest<'a>,
}

type Bytes<'a> = Box<dyn Read + 'a>;

enum Rest<'a> {
    Unread(std::io::Result<Bytes<'a>>),
    #[cfg(feature = "sqlite")]
    Database(PathBuf),
    Xes(Box<Xes<Decoded<Bytes<'a>>>>),
    Other(Other, Input<Decoded<Bytes<'a>>>),
    Nothing,
}

/// Reads the file at `path` (`-` is standard input) in batches that end with the first trace after `events` records.
///
/// XES has its events trace by trace. A format that does not say when a subject is complete comes as one batch. Ids that occur in
/// two batches are not compared: a case's name is made unique in the whole file, so no two events of a file have one id.
///
/// # Errors
/// [`Unopened`] if there is no such file or it may not be read. What fails later is refused in its batch.
pub fn batches(
    path: impl AsRef<Path>,
    options: &ReadOptions,
    events: u64,
) -> Result<Batches<'static>, Unopened> {
    let path = path.as_ref();
    let rest = match path {
        #[cfg(feature = "sqlite")]
        path if sqlite::is_file(path) => Rest::Database(path.to_owned()),
        path => Rest::Unread(unpack::beside(open(path)?)),
    };
    Ok(Batches {
        name: path.to_string_lossy().into_owned(),
        options: options.clone(),
        events,
        encoding: Found::default(),
        rest,
    })
}

/// As [`batches`], from anywhere; places bear `name`.
pub fn batches_from<'a>(
    name: &str,
    bytes: impl Read + 'a,
    options: &ReadOptions,
    events: u64,
) -> Batches<'a> {
    Batches {
        name: name.to_owned(),
        options: options.clone(),
        events,
        encoding: Found::default(),
        rest: Rest::Unread(unpack::here(bytes)),
    }
}

impl Iterator for Batches<'_> {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let mut builder = LogBuilder::new();
        let file = builder.file(&self.name);
        let mut sink = Sink {
            builder: &mut builder,
            options: &self.options,
            file,
            line: 0,
            imported: Imported::default(),
        };
        let mut rest = std::mem::replace(&mut self.rest, Rest::Nothing);
        if let Rest::Unread(bytes) = rest {
            rest = match recognised(&self.name, bytes, &mut sink) {
                Some(Recognised { format, input, encoding }) => {
                    self.encoding = encoding;
                    match format {
                        Format::Xes => Rest::Xes(Box::new(Xes::new(input))),
                        Format::Other(other) => Rest::Other(other, input),
                    }
                }
                None => Rest::Nothing,
            };
        }
        let is_part = matches!(rest, Rest::Xes(_));
        match rest {
            #[cfg(feature = "sqlite")]
            Rest::Database(path) => sqlite::read_into(&path, &mut sink),
            Rest::Xes(mut xes) => {
                let more = xes.read_traces(&mut sink, self.events.max(1));
                if more {
                    self.rest = Rest::Xes(xes);
                }
            }
            Rest::Other(other, input) => other.read(input, &mut sink),
            Rest::Unread(_) | Rest::Nothing => {}
        }
        sink.read_as(&self.name, &self.encoding);
        let imported = sink.imported;
        (imported.records() > 0).then(|| Batch { log: builder.finish(), imported, is_part })
    }
}
