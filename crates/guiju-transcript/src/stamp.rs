//! Instants and offsets as transcripts write them.

use crate::talk::cut;
use guiju_log::TalkFault;
use guiju_table::when::{self, Order};
use jiff::{civil::Date, tz::TimeZone};

const SECOND_US: i64 = 1_000_000;

/// `01:02:03.500`, `02:03,5`, `3.250`, also with full-width signs: microseconds from the beginning.
pub(crate) fn offset(text: &str) -> Option<i64> {
    let text = text.trim();
    let mut seconds: i64 = 0;
    let mut parts = text.split([':', '：']).peekable();
    let mut count = 0;
    while let Some(part) = parts.next() {
        count += 1;
        let (whole, fraction) = if parts.peek().is_none() {
            part.split_once(['.', ',', '，', '。']).unwrap_or((part, ""))
        } else {
            (part, "")
        };
        if count > 3 || whole.is_empty() || whole.len() > 9 || !digits(whole) || !digits(fraction) {
            return None;
        }
        seconds = seconds.checked_mul(60)?.checked_add(whole.parse().ok()?)?;
        if parts.peek().is_none() {
            let micros: String = fraction.chars().chain("000000".chars()).take(6).collect();
            return seconds.checked_mul(SECOND_US)?.checked_add(micros.parse().ok()?);
        }
    }
    None
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The bytes of a date with time of day that a text begins with: `2026-03-02 09:15:20`, `2026年3月2日 上午9:15`, RFC 3339.
pub(crate) fn date_time_len(text: &str) -> Option<usize> {
    let date = date_len(text)?;
    let gap = text[date..].len() - text[date..].trim_start_matches([' ', 'T', '\u{a0}', ',']).len();
    let at = date + gap;
    let clock = clock_len(&text[at..])?;
    Some(at + clock)
}

/// The bytes of a date that a text begins with, the year first.
pub(crate) fn date_len(text: &str) -> Option<usize> {
    let mut rest = text;
    for (most, ends) in [(4, "-/.年"), (2, "-/.月"), (2, "日")] {
        let number = rest.bytes().take_while(u8::is_ascii_digit).count();
        if number == 0 || number > most || (most == 4 && number != 4) {
            return None;
        }
        rest = &rest[number..];
        match rest.chars().next().filter(|c| ends.contains(*c)) {
            Some(sign) => rest = &rest[sign.len_utf8()..],
            None if ends == "日" => {}
            None => return None,
        }
    }
    Some(text.len() - rest.len())
}

/// The bytes of a time of day that a text begins with, with what stands before it (上午, 星期一) and its offset.
pub(crate) fn clock_len(text: &str) -> Option<usize> {
    let mut rest = text;
    for week in ["星期", "周"] {
        if let Some(after) = rest.strip_prefix(week) {
            let day = after.chars().next().filter(|c| "一二三四五六日天".contains(*c))?;
            rest = after[day.len_utf8()..].trim_start();
        }
    }
    for half in ["上午", "下午", "凌晨", "早上", "中午", "晚上"] {
        rest = rest.strip_prefix(half).map_or(rest, str::trim_start);
    }
    let mut numbers = 0;
    loop {
        let number = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=2).contains(&number) {
            return None;
        }
        numbers += 1;
        rest = &rest[number..];
        let sign = rest.chars().next().filter(|c| ":：时点分".contains(*c));
        let follows = |sign: char| rest[sign.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        match sign {
            Some(sign) if follows(sign) && numbers < 3 => rest = &rest[sign.len_utf8()..],
            Some('分') => {
                rest = &rest['分'.len_utf8()..];
                break;
            }
            _ => break,
        }
    }
    if numbers < 2 {
        return None;
    }
    if let Some(after) = rest.strip_prefix('.') {
        let number = after.bytes().take_while(u8::is_ascii_digit).count();
        rest = if number > 0 { &after[number..] } else { rest };
    }
    rest = rest.strip_prefix('秒').unwrap_or(rest);
    for half in [" AM", " PM", " am", " pm", "AM", "PM"] {
        rest = rest.strip_prefix(half).unwrap_or(rest);
    }
    if let Some(after) = rest.strip_prefix('Z') {
        rest = after;
    } else if rest.starts_with(['+', '-']) {
        let offset = rest[1..].bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
        rest = if offset >= 4 { &rest[1 + offset..] } else { rest };
    }
    Some(text.len() - rest.len())
}

/// What a date with time of day means, local to the zone where it has no offset. A `date` stands in for one that the text has not.
pub(crate) fn instant(text: &str, date: Option<Date>, zone: Option<&TimeZone>) -> Result<i64, TalkFault> {
    let bad = || TalkFault::BadTime { text: cut(text) };
    let moment = when::parse(text, Some(Order::Ymd)).map_err(|_| bad())?;
    let date = moment.date.or(date).ok_or_else(bad)?;
    let clock_us = moment.clock_us.ok_or_else(bad)?;
    let midnight = date.to_datetime(jiff::civil::Time::midnight());
    let local = midnight.checked_add(jiff::SignedDuration::from_micros(clock_us)).map_err(|_| bad())?;
    let instant = match moment.offset_s {
        Some(offset) => jiff::tz::Offset::from_seconds(i32::try_from(offset).map_err(|_| bad())?)
            .and_then(|offset| offset.to_timestamp(local)),
        None => {
            let zone = zone.ok_or_else(|| TalkFault::NoZone { text: cut(text) })?;
            zone.to_timestamp(local)
        }
    };
    instant.map(|instant| instant.as_microsecond()).map_err(|_| bad())
}

/// The date of a line that holds nothing else, between dashes perhaps: `—————  2026-03-02  —————`.
pub(crate) fn date_alone(line: &str) -> Option<Date> {
    let dash = |c: char| c.is_whitespace() || "-—–─=*_".contains(c);
    let text = line.trim_matches(dash);
    let len = date_len(text)?;
    let rest = text[len..].trim();
    let week = rest.starts_with("星期") || rest.starts_with('周');
    let day_of_week = week && rest.chars().count() <= 3;
    if !(rest.is_empty() || day_of_week) {
        return None;
    }
    when::parse(&text[..len], Some(Order::Ymd)).ok()?.date
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_of_every_writing_count_from_the_beginning() {
        for (text, us) in [
            ("00:00:01.000", Some(1_000_000)),
            ("01:00:00,5", Some(3_600_500_000)),
            ("02:03.250", Some(123_250_000)),
            ("0:0.020", Some(20_000)),
            ("3.25", Some(3_250_000)),
            ("00：00：01,000", Some(1_000_000)),
            ("", None),
            (":", None),
            ("1:2:3:4", None),
            ("-1:00", None),
            ("99999999999:00", None),
            ("一:00", None),
        ] {
            assert_eq!(offset(text), us, "{text}");
        }
    }

    #[test]
    fn a_stamp_ends_where_the_name_begins() {
        for (text, stamp) in [
            ("2026-03-02 09:15:20 张三", Some("2026-03-02 09:15:20")),
            ("2026/3/2 9:15 张三", Some("2026/3/2 9:15")),
            ("2026年3月2日 上午9:15:20，好", Some("2026年3月2日 上午9:15:20")),
            ("2026-03-02T09:15:20.5+08:00]", Some("2026-03-02T09:15:20.5+08:00")),
            ("2026-03-02 星期一 09:15 李", Some("2026-03-02 星期一 09:15")),
            ("2026-03-02", None),
            ("202-03-02 09:15", None),
            ("2026-03-02 9点", None),
            ("今天 09:15", None),
        ] {
            assert_eq!(date_time_len(text).map(|len| &text[..len]), stamp, "{text}");
        }
    }
}
