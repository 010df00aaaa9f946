//! Subtitles: WebVTT and SRT. <https://www.w3.org/TR/webvtt1/>; SRT has no standard and is read as players do.

use crate::{
    script,
    stamp::offset,
    talk::{Reading, Spoken, Start, Talk, cut, line_no},
};
use guiju_log::TalkFault;
use std::borrow::Cow;

/// The longest tag, in bytes.
const TAG: usize = 400;
/// What stands between a cue's two times.
pub(crate) const ARROW: &str = "-->";

/// Reads subtitles; `format` is what they are called.
pub(crate) fn read(text: &str, format: &'static str, reading: &mut Reading<'_>) -> Vec<Talk> {
    let mut turns = Vec::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((at, line)) = lines.next() {
        if !line.contains(ARROW) {
            // NOTE, STYLE and REGION go on to the next empty line, arrows in them or not; other lines name or number the cue that follows.
            let block = line.split([' ', '\t']).next().unwrap_or_default();
            if matches!(block, "NOTE" | "STYLE" | "REGION") {
                while lines.next_if(|(_, line)| !line.trim().is_empty()).is_some() {}
            }
            continue;
        }
        let mut words = Vec::new();
        // A cue's text ends with an empty line; where an export leaves that out, with the next cue's times.
        while let Some((_, line)) =
            lines.next_if(|(_, line)| !line.trim().is_empty() && !line.contains(ARROW))
        {
            words.push(line);
        }
        if lines.peek().is_some_and(|(_, line)| line.contains(ARROW)) && words.len() > 1 {
            let number = words.last().is_some_and(|last| last.trim().bytes().all(|c| c.is_ascii_digit()));
            words.truncate(words.len() - usize::from(number));
        }
        let Some((from_us, to_us)) = times(line) else {
            reading.refuse(line_no(at), TalkFault::BadCue { text: cut(line) });
            continue;
        };
        for (voice, said) in voices(&words.join("\n")) {
            let (voice, said) = match voice {
                Some(voice) => (voice, said),
                None => match script::labelled(&said) {
                    Some((voice, said)) => (voice.to_owned(), said.to_owned()),
                    None => (String::new(), said),
                },
            };
            if !said.is_empty() {
                turns.push(Spoken { voice, text: said, from_us, to_us: Some(to_us), ..Spoken::default() });
            }
        }
    }
    if turns.is_empty() {
        reading.refuse(1, TalkFault::NoTurns { format });
        return Vec::new();
    }
    vec![Talk { start: Start::OfRecording, turns, line: 1, ..Talk::default() }]
}

/// The times of `00:00:01.000 --> 00:00:04.000 align:start`.
pub(crate) fn times(line: &str) -> Option<(i64, i64)> {
    let (from, rest) = line.split_once(ARROW)?;
    let to = rest.split_whitespace().next()?;
    let (from, to) = (offset(from)?, offset(to)?);
    (from <= to).then_some((from, to))
}

/// The parts of a cue by `<v name>`, without other tags, with characters in place of their names.
fn voices(text: &str) -> Vec<(Option<String>, String)> {
    let mut parts: Vec<(Option<String>, String)> = vec![(None, String::new())];
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let Some(len) = tag_len(&rest[open..]) else {
            // A lone sign is text.
            push(&mut parts, &rest[..=open]);
            rest = &rest[open + 1..];
            continue;
        };
        push(&mut parts, &rest[..open]);
        let tag = &rest[open + 1..open + len - 1];
        if let Some(name) = voice_of(tag) {
            parts.push((Some(plain(name.trim()).into_owned()), String::new()));
        }
        rest = &rest[open + len..];
    }
    push(&mut parts, rest);
    parts
        .into_iter()
        .map(|(voice, text)| (voice, joined(&plain(&text))))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

fn push(parts: &mut [(Option<String>, String)], text: &str) {
    if let Some((_, last)) = parts.last_mut() {
        last.push_str(text);
    }
}

/// How long a tag is that the text begins with: `<b>`, `</v>`, `<00:01.000>`, `<v.loud 客服>`; none for `<3`.
fn tag_len(text: &str) -> Option<usize> {
    let begins = text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c.is_ascii_digit());
    // Up to the next sign only: a text of signs alone must not be searched to its end for each of them.
    let end = 1 + text.bytes().skip(1).take(TAG).position(|byte| matches!(byte, b'>' | b'<' | b'\n'))?;
    let inner = &text[1..end];
    let number_alone = inner.bytes().next().is_some_and(|b| b.is_ascii_digit()) && offset(inner).is_none();
    (begins && !number_alone && text.as_bytes()[end] == b'>').then_some(end + 1)
}

fn voice_of(tag: &str) -> Option<&str> {
    let rest = tag.strip_prefix('v')?;
    let (classes, name) = rest.split_once([' ', '\t'])?;
    (classes.is_empty() || classes.starts_with('.')).then_some(name)
}

/// `&amp;` and its like as characters.
fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = text.to_owned();
    for (name, sign) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&lrm;", ""),
        ("&rlm;", ""),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ] {
        plain = plain.replace(name, sign);
    }
    Cow::Owned(plain)
}

/// Lines of a cue as one text; between ideographs nothing stands.
pub(crate) fn joined(text: &str) -> String {
    let mut whole = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let space = whole.chars().last().is_some_and(|c| c.is_ascii_graphic())
            && line.starts_with(|c: char| c.is_ascii_graphic());
        if space {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    whole
}
