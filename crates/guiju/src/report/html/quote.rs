//! Utterances with the words marked that a verdict is about.

use super::{Both, escaped};
use guiju_judge::Words;
use guiju_log::{EventIx, EventRef, Log, Value};
use guiju_standard::Standard;
use guiju_time::{Instant, Zone, clock};
use std::{collections::BTreeMap, fmt::Write as _};

/// An utterance of more characters is shown around its marks only.
const LONG: usize = 160;

/// The text of an attribute.
pub fn text<'l>(log: &'l Log, event: EventRef<'l>, name: &str) -> Option<&'l str> {
    match event.attr(log.strings.get(name)?)? {
        Value::Text(text) => Some(log.strings.resolve(text)),
        _ => None,
    }
}

/// Quotes of the utterances that the words are in, as HTML; `good` words are marked as such.
pub fn quotes(standard: &Standard, log: &Log, zone: &Zone, words: &[Words], good: bool) -> String {
    let mut by_event: BTreeMap<EventIx, Vec<&Words>> = BTreeMap::new();
    for word in words.iter().filter(|word| word.to > word.from && word.exemption.is_none()) {
        if let Some(ix) = log.strings.get(&word.event).and_then(|id| log.find_event(id)) {
            by_event.entry(ix).or_default().push(word);
        }
    }
    let mut quoted = String::new();
    for (ix, mut words) in by_event {
        let event = log.event(ix);
        let Some(text) = text(log, event, "text") else { continue };
        words.sort_by_key(|word| (word.from, word.to));
        let at = Instant(event.time());
        let seconds = Instant(at.0 - at.0.rem_euclid(1_000_000));
        let when = Both::of(|lang| clock(seconds, zone, Some(at), lang));
        let who = self::text(log, event, "speaker").unwrap_or_default();
        let _ = write!(
            quoted,
            "<blockquote><span class=m>{when} {}</span> {}</blockquote>",
            speaker(standard, who),
            marked(text, &words, good)
        );
    }
    quoted
}

/// Who spoke: a role's title, else its side.
pub fn speaker(standard: &Standard, who: &str) -> Both {
    let roles = standard.vocabulary.encounters.values().filter_map(|encounter| encounter.roles.get(who));
    if let Some(role) = roles.into_iter().find(|role| !role.title.is_empty()) {
        return Both::of(|lang| role.title.get(lang).to_owned());
    }
    match (who, standard.vocabulary.role_is_ours(who)) {
        ("customer", _) => Both::new("客户", "customer"),
        (_, Some(true)) => Both::new("我方", "our side"),
        ("", None) | ("unknown", _) => Both::new("不知谁", "somebody"),
        (_, Some(false)) | ("other", _) => Both::new("对方", "the other side"),
        (role, None) => Both::new(role, role),
    }
}

fn marked(text: &str, words: &[&Words], good: bool) -> String {
    let characters: Vec<char> = text.chars().collect();
    let class = if good { " class=good" } else { "" };
    let slice = |from: usize, to: usize| {
        escaped(&characters[from.min(characters.len())..to.min(characters.len())].iter().collect::<String>())
    };
    let mut html = String::new();
    let mut done = 0;
    for word in words {
        let (from, to) = (word.from.max(done), word.to);
        if to <= from {
            continue;
        }
        html.push_str(&shortened(&characters, done, from, done == 0));
        let _ = write!(html, "<mark{class}>{}</mark>", slice(from, to));
        done = to;
    }
    let rest = characters.len();
    if rest.saturating_sub(done) > LONG / 2 && rest > LONG {
        let _ = write!(html, "{}…", slice(done, done + LONG / 4));
    } else {
        html.push_str(&slice(done, rest));
    }
    html
}

/// What stands between two marks, cut where the utterance is long.
fn shortened(characters: &[char], from: usize, to: usize, first: bool) -> String {
    let part: &[char] = &characters[from.min(characters.len())..to.min(characters.len())];
    if characters.len() <= LONG || part.len() <= LONG / 2 {
        return escaped(&part.iter().collect::<String>());
    }
    let tail: String = part[part.len() - LONG / 4..].iter().collect();
    if first {
        return format!("…{}", escaped(&tail));
    }
    let head: String = part[..LONG / 4].iter().collect();
    format!("{}…{}", escaped(&head), escaped(&tail))
}
