//! Chats as messengers export or copy them: a head with who and when, then the message, on one line or on those below.

use crate::{
    stamp::{clock_len, date_alone, date_time_len, instant},
    talk::{Reading, Spoken, Talk, from_first, line_no},
};
use guiju_log::TalkFault;
use jiff::civil::Date;

/// The longest name, in characters.
const NAME: usize = 40;

/// A line that begins a message.
struct Head<'l> {
    /// Date and time, or only the time below a line with the date.
    stamp: &'l str,
    name: &'l str,
    /// What stands on the same line.
    said: &'l str,
    form: Form,
}

/// Where the stamp stands and how it is written; one export has one form, so that a message that ends with a date is no head.
#[derive(Clone, PartialEq, Eq)]
struct Form {
    first: bool,
    signs: String,
}

/// Reads a chat.
pub(crate) fn read(text: &str, reading: &mut Reading<'_>) -> Vec<Talk> {
    let mut turns: Vec<(i64, Spoken)> = Vec::new();
    let mut form: Option<Form> = None;
    let mut date: Option<Date> = None;
    // A head whose time cannot be read is refused with what it says.
    let mut lost = true;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(day) = date_alone(line) {
            date = Some(day);
            continue;
        }
        let found =
            head(line, date.is_some()).filter(|head| form.as_ref().is_none_or(|form| *form == head.form));
        if let Some(head) = found {
            form.get_or_insert(head.form);
            match instant(head.stamp, date, reading.zone) {
                Ok(us) => {
                    lost = false;
                    let turn = Spoken {
                        voice: head.name.to_owned(),
                        text: head.said.to_owned(),
                        ..Spoken::default()
                    };
                    turns.push((us, turn));
                }
                Err(fault) => {
                    lost = true;
                    reading.refuse(line_no(at), fault);
                }
            }
        } else if !lost && let Some((_, turn)) = turns.last_mut() {
            // Empty lines inside a message are kept, those before and behind it are not.
            if !turn.text.is_empty() {
                turn.text.push('\n');
            }
            turn.text.push_str(line);
        }
    }
    for (_, turn) in &mut turns {
        turn.text.truncate(turn.text.trim_end().len());
    }
    turns.retain(|(_, turn)| !turn.text.is_empty());
    if turns.is_empty() {
        if reading.refused.is_empty() {
            reading.refuse(1, TalkFault::NoTurns { format: "chat export" });
        }
        return Vec::new();
    }
    let (start, turns) = from_first(turns);
    vec![Talk { start, turns, line: 1, ..Talk::default() }]
}

/// Whether one of the first lines begins a message.
pub(crate) fn is_chat(text: &str) -> bool {
    let mut date = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).take(30) {
        if date_alone(line).is_some() {
            date = true;
        } else if head(line, date).is_some() {
            return true;
        }
    }
    false
}

fn head(line: &str, dated: bool) -> Option<Head<'_>> {
    if line.len() > 4_096 && date_time_len(line.trim_start_matches(['[', '【', '('])).is_none() {
        return None;
    }
    stamp_first(line, dated).or_else(|| stamp_last(line, dated))
}

/// `2026-03-02 09:15:20 张三: 您好`, `[2026/3/2 9:15] 张三：您好`, `2026-03-02 09:15:20 张三(10086)`, with tabs too.
fn stamp_first(line: &str, dated: bool) -> Option<Head<'_>> {
    let open = line.starts_with(['[', '【', '(']);
    let inner = line.trim_start_matches(['[', '【', '(']);
    let len = date_time_len(inner).or_else(|| dated.then(|| clock_len(inner)).flatten())?;
    let (stamp, rest) = inner.split_at(len);
    let rest = if open { rest.strip_prefix([']', '】', ')'])? } else { rest };
    let signs = rest.chars().next().filter(|c| c.is_whitespace() || "-—–,，".contains(*c));
    if !open && signs.is_none() {
        return None;
    }
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "-—–,，".contains(c));
    let (name, said) = match rest.split_once('\t').or_else(|| rest.split_once([':', '：'])) {
        Some((name, said)) if is_name(name) => (name, said),
        _ if is_name(rest) => (rest, ""),
        _ => return None,
    };
    let form = Form { first: true, signs: signs_of(stamp) };
    Some(Head { stamp, name: name.trim(), said: said.trim(), form })
}

/// `张三 2026-03-02 09:15:20`, `张三(抢修班)：2026/3/2 9:15`.
fn stamp_last(line: &str, dated: bool) -> Option<Head<'_>> {
    let bare =
        line.strip_suffix([']', '】', ')']).filter(|line| line.contains(['[', '【', '('])).unwrap_or(line);
    for (at, sign) in line.char_indices() {
        if !(sign.is_whitespace() || "[【(：:".contains(sign)) {
            continue;
        }
        let from = at + sign.len_utf8();
        for whole in [line, bare] {
            let Some(stamp) = whole.get(from..).filter(|stamp| {
                stamp.starts_with(|c: char| c.is_ascii_digit() || "上下凌早中晚星周".contains(c))
            }) else {
                continue;
            };
            let len = date_time_len(stamp).or_else(|| dated.then(|| clock_len(stamp)).flatten());
            if len == Some(stamp.len()) {
                let name = line[..at].trim_end_matches(|c: char| c.is_whitespace() || "[【(：:".contains(c));
                let form = Form { first: false, signs: signs_of(stamp) };
                return is_name(name).then_some(Head { stamp, name: name.trim(), said: "", form });
            }
        }
    }
    None
}

fn is_name(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().take(NAME + 1).count();
    (1..=NAME).contains(&count) && !text.contains(['。', '？', '！', '，', '、', '\t'])
}

/// A stamp with its runs of digits taken out: `--  ::`.
fn signs_of(stamp: &str) -> String {
    let halves = ["上午", "下午", "凌晨", "早上", "中午", "晚上"];
    let stamp = halves.iter().fold(stamp.to_owned(), |stamp, half| stamp.replace(half, ""));
    let week: &[char] = &['一', '二', '三', '四', '五', '六', '日', '天'];
    stamp.chars().filter(|c| !c.is_ascii_digit() && !week.contains(c)).collect()
}
