//! Why a bound cannot be read, and what to write instead, in both languages.

use std::fmt;

use crate::Lang;

/// A bound that cannot be read, or in more than one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanProblem {
    /// What was written.
    pub text: String,
    /// What is wrong with it.
    pub fault: SpanFault,
}

/// What is wrong with a bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpanFault {
    /// Nothing was written.
    Empty,
    /// No number, or none that can be read, where one is due.
    NoNumber,
    /// A bare number.
    NoUnit {
        /// The number.
        number: String,
    },
    /// `7 days`: 24-hour days, calendar days or working days.
    WhichDays {
        /// How many.
        number: String,
    },
    /// `45m`: minutes or months.
    MinutesOrMonths {
        /// How many.
        number: String,
    },
    /// No such unit.
    UnknownUnit {
        /// The unit as written.
        unit: String,
        /// The number before it.
        number: String,
    },
    /// `30min1h`, `1h2h`.
    OutOfOrder,
    /// Elapsed time and calendar units in one bound.
    Mixed {
        /// The unit that stands alone.
        unit: String,
    },
    /// A part of a day or month.
    NotWhole {
        /// The unit as written.
        unit: String,
    },
    /// Finer than a microsecond.
    TooFine,
    /// Longer than a century.
    TooLong,
}

impl SpanProblem {
    /// What is wrong, as a fragment.
    pub fn what(&self, lang: Lang) -> String {
        let text = &self.text;
        match (&self.fault, lang) {
            (SpanFault::Empty, Lang::Zh) => "没有写时长".to_owned(),
            (SpanFault::Empty, Lang::En) => "there is no duration".to_owned(),
            (SpanFault::NoNumber, Lang::Zh) => format!("`{text}` 没有数字"),
            (SpanFault::NoNumber, Lang::En) => format!("`{text}` has no number"),
            (SpanFault::NoUnit { .. }, Lang::Zh) => format!("`{text}` 没有单位"),
            (SpanFault::NoUnit { .. }, Lang::En) => format!("`{text}` has no unit"),
            (SpanFault::WhichDays { .. }, Lang::Zh) => format!("`{text}` 有三种读法"),
            (SpanFault::WhichDays { .. }, Lang::En) => format!("`{text}` could mean three things"),
            (SpanFault::MinutesOrMonths { .. }, Lang::Zh) => format!("`{text}` 可以是分钟，也可以是月"),
            (SpanFault::MinutesOrMonths { .. }, Lang::En) => format!("`{text}` could be minutes or months"),
            (SpanFault::UnknownUnit { unit, .. }, Lang::Zh) => format!("`{text}`：没有 `{unit}` 这个单位"),
            (SpanFault::UnknownUnit { unit, .. }, Lang::En) => format!("`{text}`: there is no unit `{unit}`"),
            (SpanFault::OutOfOrder, Lang::Zh) => format!("`{text}` 的单位次序不对"),
            (SpanFault::OutOfOrder, Lang::En) => format!("`{text}` has its units out of order"),
            (SpanFault::Mixed { .. }, Lang::Zh) => format!("`{text}` 混用了两种计时"),
            (SpanFault::Mixed { .. }, Lang::En) => format!("`{text}` mixes clocks"),
            (SpanFault::NotWhole { .. }, Lang::Zh) => format!("`{text}` 不是整数"),
            (SpanFault::NotWhole { .. }, Lang::En) => format!("`{text}` is not whole"),
            (SpanFault::TooFine, Lang::Zh) => format!("`{text}` 比一微秒还细"),
            (SpanFault::TooFine, Lang::En) => format!("`{text}` is finer than a microsecond"),
            (SpanFault::TooLong, Lang::Zh) => format!("`{text}` 长过一百年"),
            (SpanFault::TooLong, Lang::En) => format!("`{text}` is longer than a century"),
        }
    }

    /// What to write instead.
    pub fn help(&self, lang: Lang) -> String {
        match (&self.fault, lang) {
            (SpanFault::Empty, Lang::Zh) => "请写如 45min、3 workdays、7 calendar days".to_owned(),
            (SpanFault::Empty, Lang::En) => "write one like 45min, 3 workdays or 7 calendar days".to_owned(),
            (SpanFault::NoNumber, Lang::Zh) => "请写如 45min、3 workdays、7 calendar days 的时长".to_owned(),
            (SpanFault::NoNumber, Lang::En) => {
                "write a duration like 45min, 3 workdays or 7 calendar days".to_owned()
            }
            (SpanFault::NoUnit { number: n }, Lang::Zh) => format!("请写 {n}s、{n}min、{n}h 或 {n}d"),
            (SpanFault::NoUnit { number: n }, Lang::En) => format!("write {n}s, {n}min, {n}h or {n}d"),
            (SpanFault::WhichDays { number: n }, lang) => {
                let s = if n == "1" { "" } else { "s" };
                match lang {
                    Lang::Zh => {
                        format!(
                            "请写 {n}d（每天 24 小时）、{n} calendar day{s}（自然日）或 {n} workday{s}（工作日）"
                        )
                    }
                    Lang::En => format!("write {n}d (24 h each), {n} calendar day{s} or {n} workday{s}"),
                }
            }
            (SpanFault::MinutesOrMonths { number: n }, Lang::Zh) => {
                format!("请写 {n}min（分钟）或 {n}mo（月）")
            }
            (SpanFault::MinutesOrMonths { number: n }, Lang::En) => format!("write {n}min or {n}mo"),
            (SpanFault::UnknownUnit { unit, number }, lang) => meant(unit, number, lang),
            (SpanFault::OutOfOrder, Lang::Zh) => "请把大的单位写在前面，每个一次，如 1h30min".to_owned(),
            (SpanFault::OutOfOrder, Lang::En) => {
                "write the longest unit first, each once, like 1h30min".to_owned()
            }
            (SpanFault::Mixed { unit }, Lang::Zh) => format!("请单独写 `{unit}`，只带一个数字"),
            (SpanFault::Mixed { unit }, Lang::En) => format!("write `{unit}` alone, with one number"),
            (SpanFault::NotWhole { unit }, Lang::Zh) => format!("{unit} 前请写整数"),
            (SpanFault::NotWhole { unit }, Lang::En) => format!("write a whole number of {unit}"),
            (SpanFault::TooFine, Lang::Zh) => "以秒计，小数点后最多六位".to_owned(),
            (SpanFault::TooFine, Lang::En) => {
                "write at most six digits behind the point of a second".to_owned()
            }
            (SpanFault::TooLong, Lang::Zh) => "请写短一些的时限".to_owned(),
            (SpanFault::TooLong, Lang::En) => "write a shorter bound".to_owned(),
        }
    }
}

/// The unit that people most likely had in mind.
fn meant(unit: &str, number: &str, lang: Lang) -> String {
    let symbol = match unit.to_lowercase().as_str() {
        "hour" | "hours" | "hr" | "hrs" | "小时" | "时" => "h",
        "minute" | "minutes" | "mins" | "分钟" | "分" => "min",
        "second" | "seconds" | "sec" | "secs" | "秒" => "s",
        "工作日" | "working day" | "working days" | "business days" => " workdays",
        "自然日" | "日历日" => " calendar days",
        "个月" | "月" => "mo",
        "年" => "y",
        "week" | "weeks" | "w" | "周" => {
            let days = number.parse::<i64>().unwrap_or(1).saturating_mul(7);
            return match lang {
                Lang::Zh => format!("请写 {days}d 或 {days} calendar days"),
                Lang::En => format!("write {days}d or {days} calendar days"),
            };
        }
        _ => {
            return match lang {
                Lang::Zh => "单位有 ms、s、min、h、d、workhours、workdays、calendar days、mo、y".to_owned(),
                Lang::En => {
                    "the units are ms, s, min, h, d, workhours, workdays, calendar days, mo and y".to_owned()
                }
            };
        }
    };
    match lang {
        Lang::Zh => format!("请写 {number}{symbol}"),
        Lang::En => format!("write {number}{symbol}"),
    }
}

/// In English, for developers and logs; people get [`SpanProblem::what`] and [`SpanProblem::help`].
impl fmt::Display for SpanProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.what(Lang::En), self.help(Lang::En))
    }
}

impl std::error::Error for SpanProblem {}
