//! The JSON of recognisers: lists of sentences under names of their own.

use crate::talk::{Reading, Spoken, Start, Talk, line_no};
use guiju_log::{RowValue, TalkFault, read::parse_json};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Milliseconds,
    Seconds,
}
use Unit::{Milliseconds, Seconds};

/// How a recogniser writes its sentences; a field inside another is written with a point.
struct Shape {
    /// The name of the list.
    list: &'static str,
    text: &'static str,
    from: &'static str,
    to: &'static str,
    unit: Unit,
    /// Who speaks: the first of them that is there. Else the channel of what the list stands in.
    voice: &'static [&'static str],
}

const fn shape(
    list: &'static str,
    [text, from, to]: [&'static str; 3],
    unit: Unit,
    voice: &'static [&'static str],
) -> Shape {
    Shape { list, text, from, to, unit, voice }
}

/// The shapes that are known. Of those with one list the first whose fields the first sentence has.
const SHAPES: &[Shape] = &[
    // whisper.cpp, `-oj` and `-ojf`
    shape("transcription", ["text", "offsets.from", "offsets.to"], Milliseconds, &["speaker"]),
    // openai-whisper, faster-whisper, WhisperX, `verbose_json` and `diarized_json` of OpenAI-compatible endpoints
    shape("segments", ["text", "start", "end"], Seconds, &["speaker", "channel"]),
    // Huawei, long audio
    shape(
        "segments",
        ["result.text", "start_time", "end_time"],
        Milliseconds,
        &["result.analysis_info.role", "speaker"],
    ),
    // FunASR
    shape("sentence_info", ["text", "start", "end"], Milliseconds, &["spk"]),
    shape("sentence_info", ["sentence", "start", "end"], Milliseconds, &["spk"]),
    // FunASR, its server
    shape("stamp_sents", ["text_seg", "start", "end"], Milliseconds, &["spk"]),
    // Alibaba: recorded files; analysis of conversations and the call centre
    shape("Sentences", ["Text", "BeginTime", "EndTime"], Milliseconds, &["SpeakerId", "ChannelId"]),
    shape("AsrResult", ["Words", "Begin", "End"], Milliseconds, &["Role", "Identity"]),
    shape("asrResult", ["words", "begin", "end"], Milliseconds, &["role", "identity"]),
    shape("Phrases", ["Words", "Begin", "End"], Milliseconds, &["Role", "Identity"]),
    shape("phrases", ["words", "begin", "end"], Milliseconds, &["role", "identity"]),
    // Alibaba: Paraformer, Fun-ASR and Qwen-ASR as a service
    shape("sentences", ["text", "begin_time", "end_time"], Milliseconds, &["speaker_id", "channel_id"]),
    // Tencent: recorded files; the fast interface
    shape("ResultDetail", ["FinalSentence", "StartMs", "EndMs"], Milliseconds, &["SpeakerId"]),
    shape("sentence_list", ["text", "start_time", "end_time"], Milliseconds, &["speaker_id"]),
    // Volcengine; AssemblyAI; Deepgram
    shape(
        "utterances",
        ["text", "start_time", "end_time"],
        Milliseconds,
        &["additions.speaker", "speaker", "additions.channel_id"],
    ),
    shape("utterances", ["text", "start", "end"], Milliseconds, &["speaker", "channel"]),
    shape("utterances", ["transcript", "start", "end"], Seconds, &["channel", "speaker"]),
];

/// Names of lists that a recogniser's JSON can be known by.
pub(crate) fn lists() -> impl Iterator<Item = &'static str> {
    SHAPES.iter().map(|shape| shape.list).chain(["Paragraphs"])
}

/// Marks of a channel on what holds a list.
const CHANNELS: &[&str] = &["channel_id", "ChannelId", "channel"];
/// Names of a file inside an answer about several.
const NAMES: &[&str] = &["key", "wav_name", "file_url", "file", "audio"];
/// What says that there are no words for a reason.
const FAILURES: &[&str] = &["error.message", "Response.Error.Message", "ErrorMsg", "StatusText", "message"];
const FORMAT: &str = "recogniser's JSON";

/// Reads a text that is one JSON value, or one on each line.
pub(crate) fn read(text: &str, reading: &mut Reading<'_>) -> Vec<Talk> {
    let whole = match parse_json(text) {
        Ok(whole) => whole,
        Err(reason) => {
            if text.lines().filter(|line| line.trim_start().starts_with('{')).count() > 1 {
                return each_line(text, reading);
            }
            reading.refuse(1, TalkFault::Unreadable { format: FORMAT, what: reason.to_string() });
            return Vec::new();
        }
    };
    match whole {
        // Several files in one answer.
        RowValue::List(items) if items.len() > 1 => {
            items.iter().flat_map(|item| talk(item, 1, true, reading)).collect()
        }
        RowValue::List(items) => items.iter().flat_map(|item| talk(item, 1, false, reading)).collect(),
        whole => talk(&whole, 1, false, reading).into_iter().collect(),
    }
}

fn each_line(text: &str, reading: &mut Reading<'_>) -> Vec<Talk> {
    let mut talks = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match parse_json(line) {
            Ok(item) => talks.extend(talk(&item, line_no(at), true, reading)),
            Err(reason) => {
                reading
                    .refuse(line_no(at), TalkFault::Unreadable { format: FORMAT, what: reason.to_string() });
            }
        }
    }
    talks
}

fn talk(item: &RowValue, line: u32, named: bool, reading: &mut Reading<'_>) -> Option<Talk> {
    let mut turns = Vec::new();
    let mut found = false;
    walk(item, "", line, &mut found, &mut turns, reading);
    if turns.is_empty() {
        let said =
            FAILURES.iter().find_map(|path| text_of(field(item, path)?)).filter(|said| !said.is_empty());
        let fault = match said {
            Some(said) if !found && !said.to_ascii_lowercase().starts_with("success") => {
                TalkFault::Failed { said: crate::talk::cut(&said) }
            }
            _ => TalkFault::NoTurns { format: FORMAT },
        };
        reading.refuse(line, fault);
        return None;
    }
    // Channels stand one after the other in the file, and were heard at once.
    turns.sort_by_key(|turn| turn.from_us);
    let id = named.then(|| NAMES.iter().find_map(|name| text_of(field(item, name)?))).flatten();
    Some(Talk { id, start: Start::OfRecording, turns, line, ..Talk::default() })
}

/// Takes the sentences of each list that is known, wherever it stands.
fn walk(
    value: &RowValue,
    channel: &str,
    line: u32,
    found: &mut bool,
    turns: &mut Vec<Spoken>,
    reading: &mut Reading<'_>,
) {
    match value {
        RowValue::List(items) => {
            for item in items {
                walk(item, channel, line, found, turns, reading);
            }
        }
        RowValue::Map(fields) => {
            let own = CHANNELS.iter().find_map(|name| text_of(field(value, name)?));
            let channel = own.as_deref().unwrap_or(channel);
            for (name, inner) in fields {
                let RowValue::List(items) = inner else {
                    walk(inner, channel, line, found, turns, reading);
                    continue;
                };
                if name == "Paragraphs" {
                    *found = true;
                    paragraphs(items, turns);
                } else if let Some(shape) = shape_of(name, items) {
                    *found = true;
                    sentences(shape, items, channel, line, turns, reading);
                } else {
                    walk(inner, channel, line, found, turns, reading);
                }
            }
        }
        _ => {}
    }
}

fn shape_of(list: &str, items: &[RowValue]) -> Option<&'static Shape> {
    let mut named = SHAPES.iter().filter(|shape| shape.list == list).peekable();
    let first = *named.peek()?;
    let fits = |shape: &&Shape| {
        items.iter().any(|item| field(item, shape.text).is_some() && field(item, shape.from).is_some())
    };
    // A list of that name whose sentences lack their fields is told sentence by sentence; one of anything else is none.
    let speaks = |shape: &Shape| {
        items.iter().all(|item| field(item, shape.text).is_some() || field(item, shape.from).is_some())
    };
    named.find(fits).or((!items.is_empty() && speaks(first)).then_some(first))
}

fn sentences(
    shape: &Shape,
    items: &[RowValue],
    channel: &str,
    line: u32,
    turns: &mut Vec<Spoken>,
    reading: &mut Reading<'_>,
) {
    for (number, item) in (1..).zip(items) {
        // null where nothing was heard
        let said = match field(item, shape.text) {
            Some(RowValue::Text(text)) => text,
            Some(RowValue::Null) => continue,
            _ => {
                reading.refuse(line, TalkFault::Sentence { number, field: shape.text });
                continue;
            }
        };
        let said = match field(item, "punc") {
            Some(RowValue::Text(sign)) if shape.list == "stamp_sents" => format!("{}{sign}", unspaced(said)),
            _ => said.trim().to_owned(),
        };
        if said.is_empty() {
            continue;
        }
        let Some(from_us) = field(item, shape.from).and_then(|value| micros(value, shape.unit)) else {
            reading.refuse(line, TalkFault::Sentence { number, field: shape.from });
            continue;
        };
        let to_us =
            field(item, shape.to).and_then(|value| micros(value, shape.unit)).filter(|to| *to >= from_us);
        let voice =
            shape.voice.iter().find_map(|path| text_of(field(item, path)?)).filter(|voice| !voice.is_empty());
        let voice = voice.unwrap_or_else(|| channel.to_owned());
        turns.push(Spoken { voice, text: said, from_us, to_us, ..Spoken::default() });
    }
}

/// Alibaba's Tingwu: paragraphs of a speaker, with words that say to which sentence they belong.
fn paragraphs(items: &[RowValue], turns: &mut Vec<Spoken>) {
    for item in items {
        let voice = field(item, "SpeakerId").and_then(text_of).unwrap_or_default();
        let Some(RowValue::List(words)) = field(item, "Words") else { continue };
        let mut sentence = None;
        for word in words {
            let number = field(word, "SentenceId").and_then(text_of);
            let (Some(text), Some(from_us)) = (
                field(word, "Text").and_then(text_of),
                field(word, "Start").and_then(|value| micros(value, Milliseconds)),
            ) else {
                continue;
            };
            let to_us = field(word, "End").and_then(|value| micros(value, Milliseconds));
            match turns.last_mut().filter(|_| sentence == Some(number.clone())) {
                Some(turn) => {
                    turn.text.push_str(&text);
                    turn.to_us = to_us.or(turn.to_us);
                }
                None => {
                    turns.push(Spoken { voice: voice.clone(), text, from_us, to_us, ..Spoken::default() })
                }
            }
            sentence = Some(number);
        }
    }
}

/// A field by its path.
fn field<'v>(value: &'v RowValue, path: &str) -> Option<&'v RowValue> {
    path.split('.').try_fold(value, |value, name| match value {
        RowValue::Map(fields) => fields.iter().find(|(key, _)| key == name).map(|(_, value)| value),
        _ => None,
    })
}

/// A text, or a whole number as one.
fn text_of(value: &RowValue) -> Option<String> {
    match value {
        RowValue::Text(text) => Some(text.trim().to_owned()),
        RowValue::Int(number) => Some(number.to_string()),
        RowValue::Float(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            Some((*number as i64).to_string())
        }
        _ => None,
    }
}

fn micros(value: &RowValue, unit: Unit) -> Option<i64> {
    let number = match value {
        RowValue::Int(number) => *number as f64,
        RowValue::Float(number) => *number,
        RowValue::Text(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    let us = number * if unit == Seconds { 1e6 } else { 1e3 };
    // A recording lasts less than a year; what lies beyond is another unit.
    (0.0..3e13).contains(&us).then(|| us.round() as i64)
}

/// `正 是 因 为` as `正是因为`, while `call center` stays.
fn unspaced(text: &str) -> String {
    let mut whole = String::new();
    for part in text.split_whitespace() {
        let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if ascii(whole.chars().last()) && ascii(part.chars().next()) {
            whole.push(' ');
        }
        whole.push_str(part);
    }
    whole
}
