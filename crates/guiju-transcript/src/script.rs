//! Scripts: a line for each turn, with its times (`[00:00:01.000 --> 00:00:04.000] 您好`) or only with who speaks (`客服：您好`).

use crate::{
    cue::{self, ARROW},
    speakers::side_of_word,
    stamp::offset,
    talk::{Reading, Spoken, Start, Talk, cut, line_no},
};
use guiju_log::TalkFault;

/// How long somebody takes for a character, where a text has no times.
const CHARACTER_US: i64 = 200_000;
/// The longest label that may stand before a colon, in characters.
const LABEL: usize = 16;

/// Reads a script.
pub(crate) fn read(text: &str, reading: &mut Reading<'_>) -> Vec<Talk> {
    let mut turns: Vec<Spoken> = Vec::new();
    let mut timed = false;
    let mut now = 0_i64;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if let Some((inside, rest)) = bracketed(line) {
            match bracket(inside) {
                Some((from_us, to_us, channel)) => {
                    timed = true;
                    let (voice, said) = labelled(rest).unwrap_or(("", rest.trim()));
                    let voice = if voice.is_empty() { channel } else { voice };
                    push(&mut turns, voice, said, from_us, to_us);
                }
                None => reading.refuse(line_no(at), TalkFault::BadCue { text: cut(line) }),
            }
        } else if timed {
            reading.refuse(line_no(at), TalkFault::BadCue { text: cut(line) });
        } else if let Some((voice, said)) = labelled(line) {
            let to = now.saturating_add(CHARACTER_US.saturating_mul(said.chars().count() as i64));
            push(&mut turns, voice, said, now, Some(to));
            now = to;
        } else if let Some(last) = turns.last_mut() {
            // A turn that goes on over several lines.
            last.text.push_str(line);
            now = now.saturating_add(CHARACTER_US.saturating_mul(line.chars().count() as i64));
            last.to_us = Some(now);
        } else {
            reading.refuse(line_no(at), TalkFault::BadCue { text: cut(line) });
        }
    }
    if turns.is_empty() {
        reading.refuse(1, TalkFault::NoTurns { format: "script" });
        return Vec::new();
    }
    let start = if timed { Start::OfRecording } else { Start::Untimed };
    vec![Talk { start, turns, line: 1, ..Talk::default() }]
}

fn push(turns: &mut Vec<Spoken>, voice: &str, said: &str, from_us: i64, to_us: Option<i64>) {
    if !said.is_empty() {
        turns.push(Spoken {
            voice: voice.to_owned(),
            text: said.to_owned(),
            from_us,
            to_us,
            ..Spoken::default()
        });
    }
}

/// `[…] rest`.
pub(crate) fn bracketed(line: &str) -> Option<(&str, &str)> {
    let (inside, rest) = line.strip_prefix(['[', '【'])?.split_once([']', '】'])?;
    inside.starts_with(|c: char| c.is_ascii_digit()).then_some((inside, rest))
}

/// `00:00:01.000 --> 00:00:04.000`, `0:0.020,0:2.380,1` (from, to, channel), `00:01:02`: from, to, channel.
pub(crate) fn bracket(inside: &str) -> Option<(i64, Option<i64>, &str)> {
    if inside.contains(ARROW) {
        return cue::times(inside).map(|(from, to)| (from, Some(to), ""));
    }
    let mut parts = inside.split(',').map(str::trim);
    let from = offset(parts.next().filter(|from| from.contains(':'))?)?;
    let Some(to) = parts.next() else { return Some((from, None, "")) };
    let to = offset(to).filter(|to| from <= *to)?;
    let channel = parts.next().unwrap_or_default();
    parts.next().is_none().then_some((from, Some(to), channel))
}

/// Who speaks and what: `客服：您好`, `[SPEAKER_00]: 您好`, `Agent 12: hello`.
pub(crate) fn labelled(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    if let Some((voice, rest)) =
        line.strip_prefix(['[', '【', '(', '（']).and_then(|rest| rest.split_once([']', '】', ')', '）']))
    {
        let rest = rest.trim_start();
        let said = rest.strip_prefix([':', '：']).unwrap_or(rest);
        return is_label(voice).then_some((voice.trim(), said.trim()));
    }
    let (voice, said) = line.split_once([':', '：'])?;
    is_label(voice).then_some((voice.trim(), said.trim()))
}

/// Whether a text before a colon tells who speaks: a known word, or a mark of a recogniser. A name alone is none: 「地址：」 looks the same.
fn is_label(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LABEL {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let mark = ["speaker", "spk", "channel", "说话人", "发言人", "声道"].iter().any(|word| {
        lower.strip_prefix(word).is_some_and(|rest| {
            rest.trim_matches([' ', '_', '-', '#'])
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c))
        })
    });
    mark || side_of_word(text).is_some()
}
