//! Words in dates and times: halves of the day, days of the week, months.

/// Words for a half of the day, and from which hour it begins.
pub(super) const HALVES: [(&str, Half); 10] = [
    ("上午", Half::First),
    ("早上", Half::First),
    ("早晨", Half::First),
    ("凌晨", Half::First),
    ("中午", Half::Noon),
    ("下午", Half::Second),
    ("傍晚", Half::Second),
    ("晚上", Half::Second),
    ("am", Half::First),
    ("pm", Half::Second),
];
pub(super) const WEEKDAYS: [&str; 14] = [
    "星期一",
    "星期二",
    "星期三",
    "星期四",
    "星期五",
    "星期六",
    "星期日",
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
];
pub(super) const ENGLISH_WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

#[derive(Debug, Clone, Copy)]
pub(super) enum Half {
    First,
    Noon,
    Second,
}

impl Half {
    pub(super) fn of(word: &str) -> Option<Half> {
        HALVES.iter().find_map(|(known, half)| (*known == word).then_some(*half))
    }

    /// The hour of a 24-hour clock.
    pub(super) fn hour(self, hour: i64) -> i64 {
        match self {
            Half::First if hour == 12 => 0,
            Half::Noon if hour < 11 => hour + 12,
            Half::Second if hour < 12 => hour + 12,
            _ => hour,
        }
    }
}

pub(super) fn month(word: &str) -> Option<i64> {
    let at = MONTHS.iter().position(|month| {
        word.len() >= 3 && month.starts_with(word) || word == "sept" && *month == "september"
    })?;
    Some(at as i64 + 1)
}
