//! Mail: single messages (`.eml`) and mailboxes (`.mbox`). A thread is a talk, a message is a turn with its sender's own words.

use crate::talk::{Reading, Spoken, Talk, from_first};
use guiju_log::{RowValue, TalkFault};
use mail_parser::{HeaderValue, Message, MessageParser};
use std::collections::BTreeMap;

/// Whether bytes begin as mail does.
pub(crate) fn is_mail(head: &str) -> bool {
    let mut marks = 0;
    let mut lines = head.lines().peekable();
    let mailbox = lines.next_if(|line| line.starts_with("From ")).is_some();
    for line in lines.take(200) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { break };
        if name.is_empty() || !name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-') {
            break;
        }
        let names = [
            "from",
            "to",
            "date",
            "subject",
            "message-id",
            "received",
            "mime-version",
            "content-type",
            "return-path",
        ];
        marks += usize::from(names.contains(&name.to_ascii_lowercase().as_str()));
    }
    marks >= if mailbox { 1 } else { 3 }
}

struct Letter {
    at_us: i64,
    line: u32,
    id: Option<String>,
    before: Vec<String>,
    subject: String,
    is_reply: bool,
    turn: Spoken,
}

/// Reads mail; the bytes are those of the file, as each part of a message has its own encoding.
pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Vec<Talk> {
    let mut letters = Vec::new();
    for (line, message) in messages(bytes) {
        let parsed = MessageParser::default().parse(message);
        let Some(parsed) = parsed.filter(|parsed| !parsed.headers().is_empty()) else {
            reading.refuse(line, TalkFault::Unreadable { format: "mail", what: "no header".to_owned() });
            continue;
        };
        match letter(&parsed, line) {
            Ok(Some(letter)) => letters.push(letter),
            Ok(None) => {}
            Err(fault) => reading.refuse(line, fault),
        }
    }
    if letters.is_empty() {
        if reading.refused.is_empty() {
            reading.refuse(1, TalkFault::NoTurns { format: "mail" });
        }
        return Vec::new();
    }
    threads(letters)
}

fn letter(message: &Message<'_>, line: u32) -> Result<Option<Letter>, TalkFault> {
    let date = message.date().filter(|date| date.is_valid()).ok_or(TalkFault::NoMailDate)?;
    let at_us = date.to_timestamp().checked_mul(1_000_000).ok_or(TalkFault::NoMailDate)?;
    let from = message.from().and_then(|from| from.first());
    let name = from.and_then(|from| from.name()).unwrap_or_default().trim();
    let address = from.and_then(|from| from.address()).unwrap_or_default().trim();
    let voice = match (name.is_empty(), address.is_empty()) {
        (false, false) => format!("{name} <{address}>"),
        (true, _) => address.to_owned(),
        (false, true) => name.to_owned(),
    };
    let subject = message.subject().unwrap_or_default().trim().to_owned();
    let body = message.body_text(0).unwrap_or_default();
    let text = own_words(&body);
    if text.is_empty() {
        return Ok(None);
    }
    let mut attributes = Vec::new();
    if message.attachment_count() > 0 {
        attributes.push(("attachments".to_owned(), RowValue::Int(message.attachment_count() as i64)));
    }
    let mut before = ids(message.references());
    before.extend(ids(message.in_reply_to()));
    let (bare, is_reply) = bare_subject(&subject);
    Ok(Some(Letter {
        at_us,
        line,
        id: message.message_id().map(str::to_owned),
        before,
        subject: bare,
        is_reply,
        turn: Spoken { voice, text, attributes, ..Spoken::default() },
    }))
}

fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    value
        .as_text_list()
        .unwrap_or_default()
        .iter()
        .map(|id| id.trim().to_owned())
        .filter(|id| !id.is_empty())
        .collect()
}

/// Letters by the first one of their thread.
fn threads(mut letters: Vec<Letter>) -> Vec<Talk> {
    letters.sort_by_key(|letter| (letter.at_us, letter.line));
    let mut roots: BTreeMap<String, String> = BTreeMap::new();
    let mut subjects: BTreeMap<String, String> = BTreeMap::new();
    let mut talks: BTreeMap<String, Vec<Letter>> = BTreeMap::new();
    for letter in letters {
        let known = letter.before.iter().find_map(|id| roots.get(id)).cloned();
        let by_subject = || subjects.get(&letter.subject).filter(|_| letter.is_reply).cloned();
        let root = known
            .or_else(|| letter.before.first().cloned())
            .or_else(by_subject)
            .or_else(|| letter.id.clone())
            .unwrap_or_else(|| format!("mail-{}", letter.line));
        for id in letter.before.iter().chain(&letter.id) {
            roots.entry(id.clone()).or_insert_with(|| root.clone());
        }
        subjects.insert(letter.subject.clone(), root.clone());
        talks.entry(root).or_default().push(letter);
    }
    let talk = |(root, letters): (String, Vec<Letter>)| {
        let line = letters.iter().map(|letter| letter.line).min().unwrap_or(1);
        let subject =
            letters.first().map(|letter| letter.subject.clone()).filter(|subject| !subject.is_empty());
        let attributes = subject.map(|subject| ("subject".to_owned(), RowValue::Text(subject)));
        let (start, turns) =
            from_first(letters.into_iter().map(|letter| (letter.at_us, letter.turn)).collect());
        Talk { id: Some(root), start, turns, attributes: attributes.into_iter().collect(), line }
    };
    talks.into_iter().map(talk).collect()
}

/// The messages of a mailbox with the line that each begins at; the whole, where it is a single message.
fn messages(bytes: &[u8]) -> Vec<(u32, &[u8])> {
    if !bytes.starts_with(b"From ") {
        return vec![(1, bytes)];
    }
    let mut found = Vec::new();
    let (mut at, mut line, mut begin) = (0, 1_u32, None::<(u32, usize)>);
    let mut after_empty = true;
    while at < bytes.len() {
        let len = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len() - at, |len| len + 1);
        let text = &bytes[at..at + len];
        if after_empty && text.starts_with(b"From ") {
            if let Some((line, from)) = begin {
                found.push((line, &bytes[from..at]));
            }
            begin = Some((line, at + len));
        }
        after_empty = text.trim_ascii().is_empty();
        at += len;
        line = line.saturating_add(1);
    }
    if let Some((line, from)) = begin {
        found.push((line, &bytes[from..]));
    }
    found
}

/// What the sender wrote: without the message that is answered, and without the signature.
fn own_words(body: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    for line in body.lines() {
        let bare = line.trim();
        if begins_quote(bare) {
            break;
        }
        // `-- ` is what RFC 3676 ends a text with.
        if line == "-- " || line == "--" {
            break;
        }
        if !bare.starts_with('>') {
            words.push(bare);
        }
    }
    // 「在 … 写道：」 stands before quoted lines that are gone now.
    while words.last().is_some_and(|last| last.is_empty() || introduces(last)) {
        words.pop();
    }
    words.join("\n").trim().to_owned()
}

fn begins_quote(line: &str) -> bool {
    let bare: String = line.trim_matches(|c: char| "-_—=* ".contains(c)).to_lowercase();
    let marked = line.starts_with("--") || line.starts_with("__") || line.starts_with("——");
    let named =
        ["原始邮件", "转发的邮件", "转发邮件", "original message", "forwarded message", "回复的原邮件"];
    (marked && named.iter().any(|name| bare.contains(name)))
        || ["发件人:", "发件人：", "from:"].iter().any(|field| line.to_lowercase().starts_with(field))
        || introduces(line)
}

fn introduces(line: &str) -> bool {
    let lower = line.to_lowercase();
    let dated = line.bytes().any(|byte| byte.is_ascii_digit());
    dated
        && ((lower.starts_with("on ") && lower.ends_with("wrote:"))
            || (line.starts_with('在')
                || line.contains('于')
                || line.starts_with(|c: char| c.is_ascii_digit()))
                && (line.ends_with("写道：") || line.ends_with("写道:")))
}

/// A subject without what replies put before it, and whether one did.
fn bare_subject(subject: &str) -> (String, bool) {
    let mut bare = subject.trim();
    let mut is_reply = false;
    loop {
        let lower = bare.to_lowercase();
        let before =
            ["re:", "re：", "fw:", "fwd:", "fw：", "回复:", "回复：", "答复:", "答复：", "转发:", "转发："];
        let Some(before) = before.iter().find(|before| lower.starts_with(*before)) else { break };
        // Lower case may have another length in bytes; these beginnings have not.
        bare = bare.get(before.len()..).unwrap_or_default().trim_start();
        is_reply = true;
    }
    (bare.to_owned(), is_reply)
}
