//! Times of day and lengths of time as they are spoken.

use super::{
    Turn,
    numerals::{number_at, whole_at},
};

/// A spoken time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SpokenTime {
    pub(crate) end: usize,
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    /// Morning or afternoon was said, or the hour leaves no choice.
    pub(crate) certain: bool,
}

impl SpokenTime {
    /// Whether these words can mean that time.
    pub(crate) fn means(&self, hour: u8, minute: u8) -> bool {
        self.minute == minute && (self.hour == hour || (!self.certain && self.hour % 12 == hour % 12))
    }
}

/// Words for a part of the day; `true`: its hours count from noon.
const HALVES: &[(&str, bool)] = &[
    ("上午", false),
    ("早上", false),
    ("早晨", false),
    ("凌晨", false),
    ("清晨", false),
    ("早", false),
    ("下午", true),
    ("晚上", true),
    ("傍晚", true),
    ("中午", true),
    ("夜里", true),
    ("晚", true),
];

/// A time of day begins with one of these, or with a number.
pub(crate) const BEGIN: &str = "上早凌清下晚傍中夜";
/// A length of time begins with this, or with a number.
pub(crate) const BEGIN_LENGTH: char = '半';

/// The time of day that begins at a cell: 十点四十五, 10:45, 下午两点半, 三点一刻.
pub(crate) fn time_at(turn: &Turn, at: usize) -> Option<SpokenTime> {
    let half = HALVES.iter().find_map(|&(word, noon)| after(turn, at, word).map(|end| (end, noon)));
    let (start, noon) = half.map_or((at, None), |(end, noon)| (end, Some(noon)));
    let (end, hour) = whole_at(turn, start)?;
    let hour = u8::try_from(hour).ok().filter(|&hour| hour <= 24)?;
    let (end, minute) = if turn.between(end).colon && end < turn.len() {
        let (end, minute) = whole_at(turn, end)?;
        (end, minute)
    } else {
        let end = after(turn, end, "点").or_else(|| after(turn, end, "时"))?;
        minutes_of_hour(turn, end)
    };
    let minute = u8::try_from(minute).ok().filter(|&minute| minute < 60)?;
    let hour = match noon {
        Some(true) if hour < 11 => hour + 12,
        _ => hour % 24,
    };
    Some(SpokenTime { end, hour, minute, certain: noon.is_some() || hour > 12 })
}

fn minutes_of_hour(turn: &Turn, at: usize) -> (usize, i64) {
    for (word, minute) in [("半", 30), ("1刻", 15), ("3刻", 45), ("整", 0), ("钟", 0)] {
        if let Some(end) = after(turn, at, word) {
            return (end, minute);
        }
    }
    let start = after(turn, at, "过").unwrap_or(at);
    match whole_at(turn, start).filter(|&(_, minute)| minute < 60) {
        // 十点二十分钟后: those minutes are a length of time
        Some((end, _)) if after(turn, end, "分钟").is_some() => (at, 0),
        Some((end, minute)) => (after(turn, end, "分").unwrap_or(end), minute),
        None => (at, 0),
    }
}

/// The length of time in minutes that begins at a cell: 二十分钟, 半小时, 一个半小时, 一刻钟, 一小时二十分.
pub(crate) fn minutes_at(turn: &Turn, at: usize) -> Option<(usize, i64)> {
    let hours = |at: usize| after(turn, at, "小时").or_else(|| after(turn, at, "钟头"));
    let piece = |at: usize| after(turn, at, "个").unwrap_or(at);
    if let Some(end) = after(turn, at, "半").and_then(|end| hours(piece(end))) {
        return Some((end, 30));
    }
    let (end, value) = number_at(turn, at)?;
    if let Some(end) = after(turn, end, "刻钟") {
        return Some((end, minutes(value * 15.0)?));
    }
    let about = after(turn, end, "来")
        .or_else(|| after(turn, end, "多"))
        .or_else(|| after(turn, end, "几"))
        .unwrap_or(end);
    if let Some(end) = after(turn, about, "分钟").or_else(|| after(turn, about, "分")) {
        return Some((end, minutes(value)?));
    }
    if let Some(end) = after(turn, piece(end), "半").and_then(hours) {
        return Some((end, minutes(value * 60.0 + 30.0)?));
    }
    let end = hours(piece(about))?;
    if let Some(end) = after(turn, end, "半") {
        return Some((end, minutes(value * 60.0 + 30.0)?));
    }
    if let Some((rest, more)) = whole_at(turn, end)
        && let Some(end) = after(turn, rest, "分钟").or_else(|| after(turn, rest, "分"))
    {
        return Some((end, minutes(value * 60.0 + more as f64)?));
    }
    Some((end, minutes(value * 60.0)?))
}

fn minutes(value: f64) -> Option<i64> {
    (value.is_finite() && value < 1e9).then_some(value.round() as i64)
}

/// One past the word, if it stands here.
fn after(turn: &Turn, at: usize, word: &str) -> Option<usize> {
    let mut end = at;
    for sign in word.chars() {
        if turn.letter(end) != Some(sign) {
            return None;
        }
        end += 1;
    }
    Some(end)
}
