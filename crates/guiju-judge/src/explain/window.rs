//! Windows in words: `2026-W10` is week 10 of 2026.

use super::Teller;
use super::sentence::quoted;
use guiju_time::{Lang, Span, parse_date, parse_rfc3339, say_date};

/// Member and window of what an activation is about: `s1`, `2026-W10`, or both, `s1 2026-W10`.
pub(super) fn split(about: &str) -> (&str, Option<&str>) {
    let about = about.trim();
    match about.rsplit_once(' ') {
        Some((member, window)) if is_window(window) => (member.trim(), Some(window)),
        _ if is_window(about) => ("", Some(about)),
        _ => (about, None),
    }
}

/// Whether a text has the form of a window's label: a year, or a length up to an instant.
fn is_window(text: &str) -> bool {
    let year = text.get(..4).is_some_and(|year| year.chars().all(|c| c.is_ascii_digit()));
    let behind = text.get(4..).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let rolling = || text.split_once("..").is_some_and(|(_, at)| parse_rfc3339(at).is_ok());
    (year && behind) || rolling()
}

/// A window's label in words, as it stands in a sentence (`第 10 周`, `week 10 of 2026`); none where the text is no window.
pub(super) fn words(label: &str, teller: &Teller<'_>) -> Option<String> {
    let zh = teller.lang == Lang::Zh;
    let day = |text: &str| parse_date(text).ok().map(|date| say_date(date, None, teller.lang));
    if let Some((length, at)) = label.split_once("..") {
        let length = Span::parse(length).ok()?.say(teller.lang);
        let until = teller.clock(parse_rfc3339(at).ok()?);
        return Some(if zh {
            format!("截至 {until} 的 {length}内")
        } else {
            format!("the {length} up to {until}")
        });
    }
    if let Some((date, shift)) = label.split_once('/') {
        let (date, shift) = (day(date)?, quoted(shift));
        return Some(if zh { format!("{date}{shift}班") } else { format!("shift {shift} of {date}") });
    }
    if let Some((date, hour)) = label.split_once('T') {
        let hour: u8 = hour.parse().ok()?;
        let date = day(date)?;
        return Some(if zh {
            format!("{date} {hour} 时")
        } else {
            format!("the hour from {hour:02}:00 on {date}")
        });
    }
    if let Some(date) = day(label) {
        return Some(date);
    }
    let (year, rest) = label.split_once('-').unwrap_or((label, ""));
    if year.len() != 4 || !year.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let number = |text: &str| text.parse::<u8>().ok().filter(|_| !text.is_empty());
    let kind = rest.chars().next();
    let behind = rest.get(1..).unwrap_or("");
    Some(match (kind, zh) {
        (None, true) => format!("{year} 年"),
        (None, false) => year.to_owned(),
        (Some('W'), true) => format!("{year} 年第 {} 周", number(behind)?),
        (Some('W'), false) => format!("week {} of {year}", number(behind)?),
        (Some('Q'), true) => format!("{year} 年第 {} 季度", number(behind)?),
        (Some('Q'), false) => format!("quarter {} of {year}", number(behind)?),
        (Some('H'), true) => format!("{year} 年{}半年", if number(behind)? == 1 { "上" } else { "下" }),
        (Some('H'), false) => format!("half {} of {year}", number(behind)?),
        (Some(_), true) => format!("{year} 年 {} 月", number(rest)?),
        (Some(_), false) => {
            let first = parse_date(&format!("{year}-{rest}-01")).ok()?;
            say_date(first, None, Lang::En).trim_start_matches("1 ").to_owned()
        }
    })
}
