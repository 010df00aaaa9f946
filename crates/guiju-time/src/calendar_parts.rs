//! The pieces of which a working calendar is written: weekdays, hours, dates, shifts.

use jiff::civil::{Date, Weekday};

use crate::{Lang, parse_date};

/// Working hours within a day, in minutes after midnight. Where `until` is not after `from` they end the next day
/// (`20:00-08:00`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours {
    /// First minute, 0..1440.
    pub from: u16,
    /// The minute at which work ends, 1..=1440; exclusive.
    pub until: u16,
}

/// Named hours that recur every day: a shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// As the pack calls it.
    pub name: String,
    /// When it runs.
    pub hours: Hours,
}

/// Why a part of a calendar cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarProblem {
    /// Not a weekday or a run of them.
    #[error(
        "`{text}` is no weekday; write mon, tue, wed, thu, fri, sat, sun, a run mon-fri or a list mon,wed"
    )]
    Weekday {
        /// What was written.
        text: String,
    },
    /// Not hours of a day.
    #[error("`{text}` are no working hours; write 08:30-12:00, or 20:00-08:00 for hours past midnight")]
    Hours {
        /// What was written.
        text: String,
    },
    /// Not a date or a run of dates.
    #[error("`{text}` is no date; write 2026-10-01, or 2026-10-01..2026-10-07 for a run of days")]
    Dates {
        /// What was written.
        text: String,
    },
    /// A run of dates that ends before it begins.
    #[error("`{text}` ends before it begins; write the earlier date first")]
    Backwards {
        /// What was written.
        text: String,
    },
    /// Hours of one day that overlap.
    #[error("the hours {one} and {other} overlap; write each hour once")]
    Overlap {
        /// The earlier ones.
        one: Hours,
        /// The later ones.
        other: Hours,
    },
    /// A weekday given twice.
    #[error("{} is given twice; write each weekday once", weekday_name(*.day))]
    Twice {
        /// The weekday.
        day: Weekday,
    },
    /// No working hours in any week: every deadline would be infinite.
    #[error("the calendar has no working hours; give `week` at least one day with hours")]
    NeverWorks,
    /// A date that works like a day without hours.
    #[error("{date} works like {}, which has no hours; name a weekday that is worked", weekday_name(*.like))]
    LikeFreeDay {
        /// The date.
        date: Date,
        /// The weekday it was to work like.
        like: Weekday,
    },
}

impl CalendarProblem {
    /// What is wrong and what to write, in one sentence.
    pub fn say(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            CalendarProblem::Weekday { text } => {
                format!("`{text}` 不是星期；请写 mon、tue、wed、thu、fri、sat、sun，或 mon-fri，或 mon,wed")
            }
            CalendarProblem::Hours { text } => {
                format!("`{text}` 不是工作时间；请写 08:30-12:00，跨夜写 20:00-08:00")
            }
            CalendarProblem::Dates { text } => {
                format!("`{text}` 不是日期；请写 2026-10-01，连续几天写 2026-10-01..2026-10-07")
            }
            CalendarProblem::Backwards { text } => format!("`{text}` 止早于起；请把较早的日期写在前面"),
            CalendarProblem::Overlap { one, other } => format!("{one} 与 {other} 重叠；每段时间只写一次"),
            CalendarProblem::Twice { day } => format!("{} 写了两次；每个星期几只写一次", weekday_name(*day)),
            CalendarProblem::NeverWorks => "日历没有工作时间；请在 `week` 里至少给一天写上时间".to_owned(),
            CalendarProblem::LikeFreeDay { date, like } => {
                format!("{date} 按 {} 上班，而那天没有工作时间；请换一个上班的星期几", weekday_name(*like))
            }
        }
    }
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

pub(crate) fn weekday_name(day: Weekday) -> &'static str {
    WEEKDAYS[day.to_monday_zero_offset() as usize].0
}

/// Reads one weekday: `mon`, `sun`.
///
/// # Errors
/// Anything else.
pub fn parse_weekday(text: &str) -> Result<Weekday, CalendarProblem> {
    let found = WEEKDAYS.iter().find(|(name, _)| *name == text.trim());
    found.map(|(_, day)| *day).ok_or_else(|| CalendarProblem::Weekday { text: text.to_owned() })
}

/// Reads weekdays: `mon`, `mon-fri`, `mon,wed`, `sat-mon`, `mon-wed,fri`; in the order of the week, each once.
///
/// # Errors
/// What is no weekday, or one given twice.
pub fn parse_weekdays(text: &str) -> Result<Vec<Weekday>, CalendarProblem> {
    let mut days = Vec::new();
    for run in text.split(',') {
        let (first, last) = run.split_once('-').unwrap_or((run, run));
        let problem = |_| CalendarProblem::Weekday { text: text.to_owned() };
        let (first, last) = (parse_weekday(first).map_err(problem)?, parse_weekday(last).map_err(problem)?);
        let mut day = first;
        loop {
            if days.contains(&day) {
                return Err(CalendarProblem::Twice { day });
            }
            days.push(day);
            if day == last {
                break;
            }
            day = day.next();
        }
    }
    days.sort_by_key(|day| day.to_monday_zero_offset());
    Ok(days)
}

impl Hours {
    /// Reads `08:30-12:00`; `20:00-08:00` ends the next day, `00:00-24:00` is the whole day.
    ///
    /// # Errors
    /// Anything else, and hours of no length.
    pub fn parse(text: &str) -> Result<Hours, CalendarProblem> {
        let problem = || CalendarProblem::Hours { text: text.to_owned() };
        let (from, until) = text.split_once('-').ok_or_else(problem)?;
        let from = minute(from.trim()).filter(|minute| *minute < 1440).ok_or_else(problem)?;
        let until = match minute(until.trim()).ok_or_else(problem)? {
            0 => 1440,
            minute => minute,
        };
        if from == until { Err(problem()) } else { Ok(Hours { from, until }) }
    }

    /// Whether these hours end on the day after the one on which they begin.
    pub fn past_midnight(self) -> bool {
        self.until < self.from
    }

    /// The end in minutes after the midnight of the day of beginning, beyond 1440 where past midnight.
    pub(crate) fn end(self) -> u16 {
        if self.past_midnight() { self.until + 1440 } else { self.until }
    }
}

impl std::fmt::Display for Hours {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Hours { from, until } = self;
        write!(f, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, until / 60, until % 60)
    }
}

fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    if !digits(hour, 2) || !digits(minute, 2) || minute.len() != 2 {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute < 60 && hour * 60 + minute <= 1440).then_some(hour * 60 + minute)
}

/// Reads a date or an inclusive run of dates, `2026-10-01..2026-10-07`.
///
/// # Errors
/// Anything else, and runs that end before they begin.
pub fn parse_dates(text: &str) -> Result<(Date, Date), CalendarProblem> {
    let problem = |_| CalendarProblem::Dates { text: text.to_owned() };
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let first = parse_date(first.trim()).map_err(problem)?;
    let last = parse_date(last.trim()).map_err(problem)?;
    if last < first { Err(CalendarProblem::Backwards { text: text.to_owned() }) } else { Ok((first, last)) }
}
