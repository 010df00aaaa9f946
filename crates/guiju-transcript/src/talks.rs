//! Many files as talks of one log: joined with the table about them, put together where several are one talk, told who is who.

use crate::{
    Format, LIMIT_MIB, Speakers,
    about::{About, AboutFile, stem},
    line::{self, Known},
    stamp,
    talk::{Reading, Start, Talk},
};
use flate2::read::MultiGzDecoder;
use guiju_log::{
    At, Imported, LogBuilder, ObjectRow, ReadOptions, Reason, Refusal, TalkFault,
    read::{Decoded, take_transcript},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read as _,
};

/// What the files leave open.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The type of encounter that a talk is, where the table about the files does not say.
    pub encounter: String,
    /// What a recording shows to have happened at its start, as it would not be there otherwise.
    pub opening: Option<Opening>,
    /// When recordings began that nobody else dates (microseconds since 1970 UTC).
    pub started_us: Option<i64>,
    /// Who is who.
    pub speakers: Speakers,
    /// The table about the files.
    pub about: Option<About>,
}

/// The activity that opens an encounter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opening {
    /// Its name.
    pub activity: String,
    /// Its attributes; what is known of the talk under such a name, it has too.
    pub attributes: Vec<String>,
}

/// What became of the files.
#[derive(Debug, Default)]
pub struct Heard {
    /// What became of their turns.
    pub imported: Imported,
    /// Talks with voices of whom nobody says who they are: the talk's id and the voices; an empty voice has no mark at all.
    pub unnamed: Vec<(String, Vec<String>)>,
    /// Talks whose text had no times.
    pub untimed: Vec<String>,
    /// Files of which the table about the files says nothing.
    pub untold: Vec<String>,
    /// How many talks there are.
    pub talks: u64,
}

/// Takes files and makes talks of them.
#[derive(Debug, Default)]
pub struct Talks {
    settings: Settings,
    /// By the encounter's id: the talk, and the file (by its number in `files`) that it was first met in.
    found: BTreeMap<String, Found>,
    files: Vec<String>,
    refused: Vec<(usize, u32, u32, Reason)>,
    encodings: Vec<(String, &'static str)>,
    told: BTreeSet<String>,
    untold: Vec<String>,
}

#[derive(Debug)]
struct Found {
    file: usize,
    talk: Talk,
    about: Option<AboutFile>,
    started_us: i64,
}

impl Talks {
    /// No talks yet.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let mut talks = Self { settings, ..Self::default() };
        if let Some(about) = talks.settings.about.clone() {
            let file = talks.file(&about.name);
            for (row, column, reason) in about.refused {
                talks.refused.push((file, row, column, reason));
            }
        }
        talks
    }

    /// Takes a file: its `name` for places, what it is `called` among its like (the path inside its folder), its bytes, gzipped or not, and
    /// its format.
    pub fn add(&mut self, name: &str, called: &str, bytes: &[u8], format: Format, options: &ReadOptions) {
        let file = self.file(name);
        let unpacked = match unpacked(bytes) {
            Ok(unpacked) => unpacked,
            Err(reason) => return self.refused.push((file, 0, 0, reason)),
        };
        let bytes = unpacked.as_deref().unwrap_or(bytes);
        let mut text = Vec::new();
        if format != Format::Mail {
            let mut decoded = Decoded::new(bytes);
            // Memory does not fail to be read.
            let _ = decoded.read_to_end(&mut text);
            self.encodings.extend(decoded.encoding().map(|encoding| (name.to_owned(), encoding)));
        }
        let text = match String::from_utf8(text) {
            Ok(text) => text,
            Err(spoilt) => {
                let at = spoilt.utf8_error().valid_up_to();
                let line = spoilt.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
                return self.refused.push((file, crate::talk::line_no(line), 0, Reason::NotUtf8));
            }
        };
        let mut reading = Reading { zone: options.zone.as_ref(), refused: Vec::new() };
        let talks = format.read(bytes, &text, &mut reading);
        let faults = reading.refused.into_iter().map(|(line, fault)| (file, line, 0, Reason::Talk(fault)));
        self.refused.extend(faults);
        let about = self.settings.about.as_ref().and_then(|about| about.of(called)).cloned();
        match &about {
            Some(about) => {
                self.told.insert(about.file.clone());
            }
            None if self.settings.about.is_some() => self.untold.push(name.to_owned()),
            None => {}
        }
        let several = talks.len() > 1;
        for (number, talk) in (1..).zip(talks) {
            self.keep(file, called, number, several, talk, about.as_ref(), options);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one call, and each is a fact of its own")]
    fn keep(
        &mut self,
        file: usize,
        called: &str,
        number: usize,
        several: bool,
        mut talk: Talk,
        about: Option<&AboutFile>,
        options: &ReadOptions,
    ) {
        // One recogniser's answer may be about several recordings.
        let own = talk
            .id
            .as_deref()
            .filter(|_| several)
            .and_then(|id| self.settings.about.as_ref()?.of(id))
            .cloned();
        let about = own.as_ref().or(about);
        let named = about.and_then(|about| about.id.clone());
        let started_us = match talk.start {
            Start::At(us) => Ok(us),
            Start::OfRecording | Start::Untimed => self.start_of(called, &talk, about, options),
        };
        let started_us = match started_us {
            Ok(us) => us,
            Err(fault) => return self.refused.push((file, talk.line, 0, Reason::Talk(fault))),
        };
        let joins = named.is_some() || matches!(talk.start, Start::At(_)) && talk.id.is_some();
        let mut id = named.or_else(|| talk.id.clone()).unwrap_or_else(|| without_ending(called));
        if several && talk.id.is_none() {
            id = format!("{id}/{number}");
        }
        // A file that is one speaker's channel says so before it is put together with the other's.
        if let Some(role) = about.and_then(|about| about.speaker.as_deref()) {
            for turn in &mut talk.turns {
                turn.voice = role.to_owned();
            }
        }
        if !joins && self.found.contains_key(&id) {
            id = self.files.get(file).cloned().unwrap_or(id);
        }
        match self.found.get_mut(&id) {
            Some(found) => found.join(talk, started_us),
            None => {
                self.found.insert(id, Found { file, talk, about: about.cloned(), started_us });
            }
        }
    }

    /// When a recording began: by the table, by the name of its file, by the caller.
    fn start_of(
        &self,
        called: &str,
        talk: &Talk,
        about: Option<&AboutFile>,
        options: &ReadOptions,
    ) -> Result<i64, TalkFault> {
        if let Some(us) = about.and_then(|about| about.start_us) {
            return Ok(us);
        }
        let name = talk.id.as_deref().unwrap_or(called);
        let dated = stamp_in_name(name).or_else(|| stamp_in_name(called));
        match (dated, self.settings.started_us) {
            (Some(text), _) if options.zone.is_some() => stamp::instant(&text, None, options.zone.as_ref()),
            (_, Some(us)) => Ok(us),
            (Some(text), None) => Err(TalkFault::NoZone { text }),
            (None, None) => Err(TalkFault::NoStart),
        }
    }

    /// Hands all talks to `builder`, as transcript lines in order of id.
    pub fn finish(self, builder: &mut LogBuilder, options: &ReadOptions) -> Heard {
        let mut heard = Heard { untold: self.untold, ..Heard::default() };
        let numbers: Vec<_> = self.files.iter().map(|name| builder.file(name)).collect();
        let mut refused = self.refused;
        if let Some(about) = &self.settings.about {
            for row in about.rows().filter(|row| !self.told.contains(&row.file)) {
                let reason = Reason::Talk(TalkFault::NoFile { file: row.file.clone() });
                refused.push((0, row.row, 0, reason));
            }
        }
        refused.sort_by_key(|(file, line, column, _)| (*file, *line, *column));
        let mut all = Imported { encodings: self.encodings, ..Imported::default() };
        for (file, line, column, reason) in refused {
            let mut place = builder.place(At { file: numbers[file], line });
            place.column = column;
            if all.refused.len() < options.keep_refused {
                all.refused.push(Refusal { place, reason });
            } else {
                all.refused_beyond += 1;
            }
        }
        for (id, found) in self.found {
            let at = At { file: numbers[found.file], line: found.talk.line };
            if found.talk.start == Start::Untimed {
                heard.untimed.push(id.clone());
            }
            let about = found.about.as_ref();
            if let Some(agent) = about.and_then(|about| about.agent.as_deref()) {
                let name = about.and_then(|about| about.agent_name.as_deref());
                let object = ObjectRow::new(agent, "staff").at(at);
                let object = match name {
                    Some(name) => object.attr("name", name),
                    None => object,
                };
                if let Err(refusal) = builder.add_object(object) {
                    all.refused.push(refusal);
                }
            }
            let encounter =
                about.and_then(|about| about.encounter.as_deref()).unwrap_or(&self.settings.encounter);
            let known = Known {
                id: &id,
                encounter,
                started_us: found.started_us,
                opening: self.settings.opening.as_ref(),
                about,
                speakers: &self.settings.speakers,
            };
            let (row, unnamed) = line::line(found.talk, &known);
            if !unnamed.is_empty() {
                heard.unnamed.push((id, unnamed));
            }
            heard.talks += 1;
            all = all.and(take_transcript(row, at, builder, options));
        }
        heard.imported = all;
        heard
    }

    fn file(&mut self, name: &str) -> usize {
        self.files.push(name.to_owned());
        self.files.len() - 1
    }
}

impl Found {
    /// Puts another part of the same talk to it, whichever comes first in time.
    fn join(&mut self, mut other: Talk, started_us: i64) {
        let begin = self.started_us.min(started_us);
        let (mine, theirs) = (self.started_us.saturating_sub(begin), started_us.saturating_sub(begin));
        for (turns, by) in [(&mut self.talk.turns, mine), (&mut other.turns, theirs)] {
            for turn in turns {
                turn.from_us = turn.from_us.saturating_add(by);
                turn.to_us = turn.to_us.map(|to| to.saturating_add(by));
            }
        }
        self.started_us = begin;
        self.talk.turns.append(&mut other.turns);
        self.talk.turns.sort_by_key(|turn| turn.from_us);
        for (name, value) in other.attributes {
            if self.talk.attributes.iter().all(|(known, _)| *known != name) {
                self.talk.attributes.push((name, value));
            }
        }
        // The table's word about a whole file is in its voices by now.
        if let Some(about) = &mut self.about {
            about.speaker = None;
        }
    }
}

/// Gunzipped, where the bytes are packed, and not more than may be read.
fn unpacked(bytes: &[u8]) -> Result<Option<Vec<u8>>, Reason> {
    let too_long = || Reason::Talk(TalkFault::TooLong { limit_mib: LIMIT_MIB });
    let limit = LIMIT_MIB << 20;
    if bytes.len() > limit {
        return Err(too_long());
    }
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(None);
    }
    let mut plain = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(limit as u64 + 1).read_to_end(&mut plain);
    read.map_err(|error| Reason::Broken { what: error.to_string() })?;
    if plain.len() > limit { Err(too_long()) } else { Ok(Some(plain)) }
}

/// A file's path inside its folder without endings, as an id.
fn without_ending(called: &str) -> String {
    let name = called.rsplit(['/', '\\']).next().unwrap_or(called);
    let kept = stem(name).len();
    // Lower case may have another length in bytes; then the ending stays.
    let name = name.get(..kept).filter(|short| short.to_lowercase() == stem(name)).unwrap_or(name);
    let folder = &called[..called.len() - called.rsplit(['/', '\\']).next().map_or(0, str::len)];
    format!("{folder}{name}")
}

/// The time in a file's name: `20260302091500`, `20260302-091500`, `2026-03-02_09-15-00`.
fn stamp_in_name(name: &str) -> Option<String> {
    let bytes = name.as_bytes();
    (0..bytes.len()).filter(|at| *at == 0 || !bytes[at - 1].is_ascii_digit()).find_map(|from| {
        let mut digits = String::new();
        let mut at = from;
        while at < bytes.len() && digits.len() < 14 {
            let between = matches!(digits.len(), 4 | 6 | 8 | 10 | 12)
                && matches!(bytes[at], b'-' | b'_' | b'.' | b':' | b'T' | b' ');
            match bytes[at] {
                digit if digit.is_ascii_digit() => digits.push(char::from(digit)),
                _ if between && bytes[at - 1].is_ascii_digit() => {}
                _ => break,
            }
            at += 1;
        }
        let whole = digits.len() == 14 && bytes.get(at).is_none_or(|next| !next.is_ascii_digit());
        let text = whole.then(|| {
            format!(
                "{}-{}-{} {}:{}:{}",
                &digits[..4],
                &digits[4..6],
                &digits[6..8],
                &digits[8..10],
                &digits[10..12],
                &digits[12..]
            )
        })?;
        let utc = jiff::tz::TimeZone::UTC;
        let plausible = ("1990".."2100").contains(&&digits[..4]);
        (plausible && stamp::instant(&text, None, Some(&utc)).is_ok()).then_some(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_may_say_in_its_name_when_it_began() {
        for (name, stamp) in [
            ("20260302091500_1001.srt", Some("2026-03-02 09:15:00")),
            ("13800138000_20260302-091500.json", Some("2026-03-02 09:15:00")),
            ("坐席1001 2026-03-02 09-15-00.vtt", Some("2026-03-02 09:15:00")),
            ("call-001.srt", None),
            ("20261302091500.srt", None),
            ("202603020915001.srt", None),
            ("2026-03-02.srt", None),
        ] {
            assert_eq!(stamp_in_name(name).as_deref(), stamp, "{name}");
        }
    }

    #[test]
    fn endings_of_recordings_and_transcripts_are_no_part_of_an_id() {
        for (called, id) in
            [("一/通话1.wav.srt", "一/通话1"), ("a.b.json", "a.b"), ("readme", "readme"), (".srt", ".srt")]
        {
            assert_eq!(without_ending(called), id);
        }
    }
}
