//! Which format a transcript has, by its first part.

use crate::{chat, cue, json, mail, script, talk::Reading};

/// How much of a file [`recognise`] wants to see: openai-whisper writes the whole text before its segments.
pub const HEAD: usize = 1 << 20;

/// A format that is read into talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// WebVTT.
    Vtt,
    /// SRT.
    Srt,
    /// The JSON of a recogniser.
    Json,
    /// A line for each turn, with or without times.
    Script,
    /// A messenger's export.
    Chat,
    /// One mail, or a mailbox.
    Mail,
}

/// The format that a text begins as (its first [`HEAD`] bytes, decoded); none for what is no transcript, the transcript lines of a log
/// included, which `guiju_log::read` knows.
#[must_use]
pub fn recognise(head: &str) -> Option<Format> {
    let head = head.trim_start_matches('\u{feff}');
    let head =
        if head.starts_with(' ') || head.starts_with(['\n', '\r', '\t']) { head.trim_start() } else { head };
    if head
        .strip_prefix("WEBVTT")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    {
        return Some(Format::Vtt);
    }
    let first = head.lines().find(|line| !line.trim().is_empty())?.trim();
    let bracket = script::bracketed(first).is_some_and(|(inside, _)| script::bracket(inside).is_some());
    if bracket {
        return Some(Format::Script);
    }
    if head.starts_with(['{', '[']) && !chat::is_chat(first) {
        return is_recogniser(head).then_some(Format::Json);
    }
    if is_srt(head) {
        return Some(Format::Srt);
    }
    if mail::is_mail(head) {
        return Some(Format::Mail);
    }
    if chat::is_chat(head) {
        return Some(Format::Chat);
    }
    script::labelled(first).is_some().then_some(Format::Script)
}

/// A number alone, then a cue's times; or the times at once.
fn is_srt(head: &str) -> bool {
    let mut lines = head.lines().filter(|line| !line.trim().is_empty()).map(str::trim);
    let Some(first) = lines.next() else { return false };
    let times = |line: &str| cue::times(line).is_some();
    let number = first.bytes().all(|c| c.is_ascii_digit());
    times(first) || (number && lines.next().is_some_and(|line| line.contains(cue::ARROW)))
}

/// Keys of the formats that `guiju_log::read` knows.
const LOGS: &[&str] =
    &["event", "object", "encounter", "turns", "objectTypes", "eventTypes", "objects", "events"];

/// JSON that has a list of sentences, and is no log.
fn is_recogniser(head: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = head;
    let mut key_next = false;
    let lists: Vec<&str> = json::lists().collect();
    let mut found = false;
    while let Some(at) = rest.find(['"', '{', '}', '[', ']', ',']) {
        let sign = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        match sign {
            b'"' => {
                let Some(end) = end_of_string(rest) else { break };
                let text = &rest[..end];
                rest = &rest[end + 1..];
                if key_next && rest.trim_start().starts_with(':') {
                    // `[{…}]` has its keys at the second depth.
                    if depth <= 2 && !found && LOGS.contains(&text) {
                        return false;
                    }
                    found |= lists.contains(&text);
                }
                key_next = false;
            }
            b'{' => {
                depth += 1;
                key_next = true;
            }
            b'[' => {
                depth += 1;
                key_next = false;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => key_next = true,
        }
        if found {
            return true;
        }
    }
    // A failure that a recogniser reports has no list.
    found || (head.contains("\"error\"") && head.contains("\"message\"") && head.len() < 4_096)
}

fn end_of_string(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return Some(at),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    None
}

impl Format {
    /// Reads a file: `bytes` as they are, `text` decoded.
    pub(crate) fn read(self, bytes: &[u8], text: &str, reading: &mut Reading<'_>) -> Vec<crate::Talk> {
        let text = text.trim_start_matches('\u{feff}');
        match self {
            Self::Vtt => cue::read(text, "WebVTT", reading),
            Self::Srt => cue::read(text, "SRT", reading),
            Self::Json => json::read(text, reading),
            Self::Script => script::read(text, reading),
            Self::Chat => chat::read(text, reading),
            Self::Mail => mail::read(bytes, reading),
        }
    }
}
