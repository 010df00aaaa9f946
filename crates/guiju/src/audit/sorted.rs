//! How each input is read, by its content: tables, transcripts of a shape of their own, logs.

use super::{
    logs::Reading,
    tables,
    talks::{NAMED, list},
};
use crate::{context::Context, failure::Failure, output::note};
use guiju_log::{
    Imported, LogBuilder, ReadOptions, Unopened,
    read::{Batches, batches, batches_from},
};
use guiju_table::Input;
use guiju_time::Lang;
use guiju_transcript::{About, Format, HEAD, recognise};
use std::{
    fs::{self, File},
    io::{self, Cursor, Read},
    path::{Path, PathBuf},
};

/// Endings of recordings, which have to be transcribed first.
const AUDIO: &[&str] = &["wav", "mp3", "m4a", "amr", "ogg", "opus", "flac", "aac", "wma", "mp4", "webm"];
/// Endings of transcripts.
const TRANSCRIPTS: [&str; 4] = ["json", "srt", "vtt", "txt"];
/// Endings by which a file in a folder is read as a log, if it is no transcript.
const LOGS: &[&str] =
    &["jsonl", "ndjson", "json", "jsonocel", "xes", "xml", "xmlocel", "sqlite", "sqlite3", "db", "parquet"];

/// Inputs by how they are read.
#[derive(Default)]
pub struct Sorted {
    /// Tables that a mapping reads.
    pub tables: Vec<PathBuf>,
    /// Transcripts.
    pub talks: Vec<TalkFile>,
    /// All others.
    pub logs: Vec<LogFile>,
    /// The table about the transcripts.
    pub about: Option<PathBuf>,
}

/// A transcript.
pub struct TalkFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Its path inside the folder that was named.
    pub called: String,
    /// What it is.
    pub format: Format,
    /// What of standard input was read to know it by.
    pub head: Vec<u8>,
}

/// A log in a format of `guiju_log`.
pub struct LogFile {
    path: PathBuf,
    /// What of standard input was read to know it by.
    head: Vec<u8>,
}

impl LogFile {
    /// Reads it into `builder`.
    ///
    /// # Errors
    /// It can't be opened.
    pub fn read(
        self,
        context: &Context,
        builder: &mut LogBuilder,
        options: &ReadOptions,
    ) -> Result<Imported, Failure> {
        if self.path == Path::new("-") {
            let bytes = Cursor::new(self.head).chain(io::stdin());
            return Ok(guiju_log::read_from("-", bytes, builder, options));
        }
        guiju_log::read(&self.path, builder, options).map_err(|unopened| unopened_log(context, &unopened))
    }

    /// Its parts, of at least so many `events` each where its format tells which belong together.
    ///
    /// # Errors
    /// It can't be opened.
    pub fn batches(
        self,
        context: &Context,
        options: &ReadOptions,
        events: u64,
    ) -> Result<Batches<'static>, Failure> {
        if self.path == Path::new("-") {
            let bytes = Cursor::new(self.head).chain(io::stdin());
            return Ok(batches_from("-", bytes, options, events));
        }
        batches(&self.path, options, events).map_err(|unopened| unopened_log(context, &unopened))
    }
}

fn unopened_log(context: &Context, unopened: &Unopened) -> Failure {
    Failure::unreadable(context, &unopened.path, &unopened.source)
        .help(context.say("写日志文件的路径，- 为标准输入。", "name a log file; - is standard input"))
}

/// Says how each input is read; a folder stands for all files in it.
///
/// # Errors
/// A folder or a file can't be read.
pub fn sorted(context: &Context, paths: &[PathBuf], reading: &Reading<'_>) -> Result<Sorted, Failure> {
    let Reading { map, talking, .. } = reading;
    let map = *map;
    let mut sorted = Sorted { about: talking.about.map(Path::to_owned), ..Sorted::default() };
    let mut passed = Vec::new();
    for path in paths {
        if path != Path::new("-") && path.is_dir() {
            let mut files = Vec::new();
            walk(path, &mut files).map_err(|error| Failure::unreadable(context, path, &error))?;
            for file in files {
                let called = file.strip_prefix(path).unwrap_or(&file).to_string_lossy().into_owned();
                sorted.take(context, file, called, map, true, &mut passed)?;
            }
        } else {
            let called =
                path.file_name().map_or_else(|| "-".into(), |name| name.to_string_lossy().into_owned());
            sorted.take(context, path.clone(), called, map, false, &mut passed)?;
        }
    }
    tell_passed(context, &passed);
    Ok(sorted)
}

/// Whether a transcript lies where `guiju transcribe` would write that of this recording.
pub fn is_transcribed(recording: &Path) -> bool {
    TRANSCRIPTS.iter().any(|ending| with_ending(recording, ending).exists())
}

/// A path with one more ending.
pub fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// The recordings among files and folders, each with its path inside the folder that was named. A file that is named counts as one whatever
/// its ending.
///
/// # Errors
/// A folder can't be read.
pub fn recordings(context: &Context, paths: &[PathBuf]) -> Result<Vec<(PathBuf, String)>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            let called = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            found.push((path.clone(), called));
            continue;
        }
        let mut files = Vec::new();
        walk(path, &mut files).map_err(|error| Failure::unreadable(context, path, &error))?;
        for file in files.into_iter().filter(|file| AUDIO.contains(&ending(file).as_str())) {
            let called = file.strip_prefix(path).unwrap_or(&file).to_string_lossy().into_owned();
            found.push((file, called));
        }
    }
    Ok(found)
}

impl Sorted {
    /// The log, if that is all there is.
    ///
    /// # Errors
    /// There is something else or more: as it was.
    pub fn one_log(mut self) -> Result<LogFile, Self> {
        let alone = self.tables.is_empty() && self.talks.is_empty() && self.about.is_none();
        if !alone || self.logs.len() > 1 {
            return Err(self);
        }
        self.logs.pop().ok_or(self)
    }

    fn take(
        &mut self,
        context: &Context,
        path: PathBuf,
        called: String,
        map: Option<&Path>,
        in_folder: bool,
        passed: &mut Vec<PathBuf>,
    ) -> Result<(), Failure> {
        if self.about.as_ref() == Some(&path) {
            return Ok(());
        }
        let ending = ending(&path);
        let is_log = LOGS.contains(&ending.as_str());
        let mapped = tables::is_table(&path, map) && (map.is_some() || tables::beside(&path).is_some());
        if mapped {
            self.tables.push(path);
            return Ok(());
        }
        if in_folder && AUDIO.contains(&ending.as_str()) {
            if !is_transcribed(&path) {
                passed.push(path);
            }
            return Ok(());
        }
        let unreadable = |error: &io::Error| Failure::unreadable(context, &path, error);
        let is_sheet = tables::is_table(&path, map) && ending != "txt";
        if is_sheet {
            let about = About::is_about_files(&Input::file(&path))
                .map_err(|unopened| unreadable(&unopened.source))?;
            if about && self.about.is_none() {
                self.about = Some(path);
            } else {
                self.tables.push(path);
            }
            return Ok(());
        }
        let head = head(&path).map_err(|error| {
            unreadable(&error)
                .help(context.say("写日志文件的路径，- 为标准输入。", "name a log file; - is standard input"))
        })?;
        let is_stdin = path == Path::new("-");
        let format = recognise(&text_of(&head));
        let head = if is_stdin { head } else { Vec::new() };
        match format {
            Some(format) => self.talks.push(TalkFile { path, called, format, head }),
            None if tables::is_table(&path, map) => self.tables.push(path),
            None if in_folder && !is_log => passed.push(path),
            None => self.logs.push(LogFile { path, head }),
        }
        Ok(())
    }
}

/// All files below a folder, in order of name; hidden ones are none.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        // A link to a folder may lead back up.
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(&entry.path(), files)?;
        } else if kind.is_file() || entry.path().is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn ending(path: &Path) -> String {
    let name = path.to_string_lossy().to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.rsplit_once('.').map(|(_, ending)| ending.to_owned()).unwrap_or_default()
}

/// The first part of an input.
fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    if path == Path::new("-") {
        io::stdin().take(HEAD as u64).read_to_end(&mut head)?;
    } else {
        File::open(path)?.take(HEAD as u64).read_to_end(&mut head)?;
    }
    Ok(head)
}

/// As text, unpacked; what it breaks off in is left out, and what is no text is none.
fn text_of(head: &[u8]) -> String {
    let mut plain = Vec::new();
    let packed = head.starts_with(&[0x1f, 0x8b]);
    if packed {
        // It ends in the middle, which is an error to the decoder and none to us.
        let _ = flate2::read::MultiGzDecoder::new(head).take(HEAD as u64).read_to_end(&mut plain);
    }
    let mut text = Vec::new();
    let _ =
        guiju_log::read::Decoded::new(if packed { plain.as_slice() } else { head }).read_to_end(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}

fn tell_passed(context: &Context, passed: &[PathBuf]) {
    if passed.is_empty() {
        return;
    }
    let named =
        list(passed.iter().take(NAMED).map(|path| path.display().to_string()).collect(), passed.len());
    let audio = passed.iter().any(|path| AUDIO.contains(&ending(path).as_str()));
    note(&match (context.lang, audio) {
        (Lang::Zh, true) => {
            format!("未读 {} 个文件：{named}；录音先用 guiju transcribe 转成文字", passed.len())
        }
        (Lang::Zh, false) => format!("未读 {} 个文件，不是记录：{named}", passed.len()),
        (Lang::En, true) => {
            format!(
                "{} files are not read: {named}; guiju transcribe makes transcripts of recordings",
                passed.len()
            )
        }
        (Lang::En, false) => format!("{} files are not read, they are no logs: {named}", passed.len()),
    });
}
