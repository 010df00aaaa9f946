//! Bounds as they are written: `45min`, `3 workdays`, `2 workhours`, `7 calendar days`, `1y`.

use std::fmt;

use crate::span_problem::{SpanFault, SpanProblem};
use crate::{Lang, Micros, say};

/// How long a bound is, and by which clock it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// `2min`, `1h30min`, `3d`: by the stopwatch; a `d` is 24 h.
    Elapsed(Micros),
    /// `7 calendar days`: to the end of the 7th local day after.
    CalendarDays(u32),
    /// `3 workdays`: to the end of the third working day after.
    Workdays(u32),
    /// `2 workhours`: by a stopwatch that runs only in working time.
    WorkHours(Micros),
    /// `6mo`, `1y`: to the end of the local day of the same number, or of the month's last day.
    Months(u32),
}

/// The longest bound that is taken for meant, in days: a century.
const LONGEST_DAYS: i64 = 36_525;

/// Units of elapsed time, longest first: symbol, length.
const ELAPSED: [(&str, Micros); 6] = [
    ("d", Micros::DAY),
    ("h", Micros::HOUR),
    ("min", Micros::MINUTE),
    ("s", Micros::SECOND),
    ("ms", Micros::MILLISECOND),
    ("us", Micros::ONE),
];

impl Span {
    /// Reads a bound in the notation of the standard language.
    ///
    /// # Errors
    /// What cannot be read, and what could be read in two ways (`7 days`, `45m`), with what to write instead.
    pub fn parse(text: &str) -> Result<Span, SpanProblem> {
        let problem = |fault| SpanProblem { text: text.to_owned(), fault };
        let parts = parts(text).map_err(problem)?;
        match parts.as_slice() {
            [one] => single(one).map_err(problem),
            many => elapsed(many).map(Span::Elapsed).map_err(problem),
        }
    }

    /// A time by the stopwatch as the same length of working time; anything else as it is. For encounters whose
    /// clock is a calendar's.
    pub fn on_working_clock(self) -> Span {
        match self {
            Span::Elapsed(length) => Span::WorkHours(length),
            other => other,
        }
    }

    /// The length by the stopwatch, `None` where it depends on days or a calendar.
    pub fn as_elapsed(self) -> Option<Micros> {
        match self {
            Span::Elapsed(length) => Some(length),
            _ => None,
        }
    }

    /// In words for people: `45 分钟`, `3 working days`.
    pub fn say(&self, lang: Lang) -> String {
        let days = |n: u32, zh: &str, one: &str, many: &str| match lang {
            Lang::Zh => format!("{n} 个{zh}"),
            Lang::En => format!("{n} {}", if n == 1 { one } else { many }),
        };
        match (*self, lang) {
            (Span::Elapsed(length), _) => say::late_by(length, lang),
            (Span::CalendarDays(n), Lang::Zh) => format!("{n} 个自然日"),
            (Span::CalendarDays(n), _) => days(n, "", "calendar day", "calendar days"),
            (Span::Workdays(n), _) => days(n, "工作日", "working day", "working days"),
            (Span::WorkHours(length), Lang::Zh) => format!("{}工作时间", say::hours_at_most(length, lang)),
            (Span::WorkHours(length), Lang::En) => {
                format!("{} of working time", say::hours_at_most(length, lang))
            }
            (Span::Months(n), Lang::Zh) if n % 12 == 0 && n > 0 => format!("{} 年", n / 12),
            (Span::Months(n), _) if n % 12 == 0 && n > 0 => days(n / 12, "", "year", "years"),
            (Span::Months(n), _) => days(n, "月", "month", "months"),
        }
    }
}

/// In our notation; reads back as the same bound.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |f: &mut fmt::Formatter<'_>, n: i64, unit: &str| {
            write!(f, "{n} {unit}{}", if n == 1 { "" } else { "s" })
        };
        match *self {
            Span::Elapsed(Micros(0)) => f.write_str("0s"),
            Span::Elapsed(Micros(mut rest)) => ELAPSED.iter().try_for_each(|(symbol, unit)| {
                let whole = rest / unit.0;
                rest %= unit.0;
                if whole == 0 { Ok(()) } else { write!(f, "{whole}{symbol}") }
            }),
            Span::CalendarDays(n) => counted(f, n.into(), "calendar day"),
            Span::Workdays(n) => counted(f, n.into(), "workday"),
            Span::WorkHours(Micros(us)) if us % Micros::HOUR.0 == 0 => {
                counted(f, us / Micros::HOUR.0, "workhour")
            }
            Span::WorkHours(Micros(us)) if us % Micros::MINUTE.0 == 0 => {
                counted(f, us / Micros::MINUTE.0, "workminute")
            }
            Span::WorkHours(Micros(us)) => {
                let text = format!("{}.{:06}", us / Micros::SECOND.0, us % Micros::SECOND.0);
                write!(f, "{} workseconds", text.trim_end_matches('0').trim_end_matches('.'))
            }
            Span::Months(n) if n % 12 == 0 && n > 0 => write!(f, "{}y", n / 12),
            Span::Months(n) => write!(f, "{n}mo"),
        }
    }
}

/// A number and the unit behind it, as written.
struct Part<'t> {
    whole: i64,
    /// Digits behind the point, as written.
    fraction: &'t str,
    unit: String,
}

fn parts(text: &str) -> Result<Vec<Part<'_>>, SpanFault> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return Err(SpanFault::Empty);
    }
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (number, behind) = rest.split_at(digits);
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if whole.is_empty() || fraction.contains('.') || number.ends_with('.') {
            return Err(SpanFault::NoNumber);
        }
        let end = behind.find(|c: char| c.is_ascii_digit()).unwrap_or(behind.len());
        let (unit, next) = behind.split_at(end);
        let unit = unit.split_whitespace().collect::<Vec<_>>().join(" ");
        if unit.is_empty() {
            return Err(SpanFault::NoUnit { number: number.to_owned() });
        }
        let whole = whole.parse().map_err(|_| SpanFault::TooLong)?;
        parts.push(Part { whole, fraction, unit });
        rest = next;
    }
    Ok(parts)
}

fn single(part: &Part<'_>) -> Result<Span, SpanFault> {
    let written = || match part.fraction {
        "" => part.whole.to_string(),
        fraction => format!("{}.{fraction}", part.whole),
    };
    let count = |factor: i64, longest: i64| match part.fraction {
        "" if part.whole <= longest => u32::try_from(part.whole * factor).map_err(|_| SpanFault::TooLong),
        "" => Err(SpanFault::TooLong),
        _ => Err(SpanFault::NotWhole { unit: part.unit.clone() }),
    };
    match part.unit.as_str() {
        "workday" | "workdays" => count(1, LONGEST_DAYS).map(Span::Workdays),
        "calendar day" | "calendar days" => count(1, LONGEST_DAYS).map(Span::CalendarDays),
        "workhour" | "workhours" => length(part, Micros::HOUR).map(Span::WorkHours),
        "workminute" | "workminutes" => length(part, Micros::MINUTE).map(Span::WorkHours),
        "worksecond" | "workseconds" => length(part, Micros::SECOND).map(Span::WorkHours),
        "mo" | "month" | "months" => count(1, 1_200).map(Span::Months),
        "y" | "year" | "years" => count(12, 100).map(Span::Months),
        "day" | "days" => Err(SpanFault::WhichDays { number: written() }),
        "m" => Err(SpanFault::MinutesOrMonths { number: written() }),
        _ => elapsed(std::slice::from_ref(part)).map(Span::Elapsed),
    }
}

fn elapsed(parts: &[Part<'_>]) -> Result<Micros, SpanFault> {
    let mut total = Micros::ZERO;
    let mut longest = ELAPSED.len();
    for (place, part) in parts.iter().enumerate() {
        let number = || part.whole.to_string();
        let unit = match part.unit.as_str() {
            "µs" | "μs" => "us",
            other => other,
        };
        let found = ELAPSED.iter().position(|(symbol, _)| *symbol == unit);
        let index = found.ok_or_else(|| match unit {
            "m" => SpanFault::MinutesOrMonths { number: number() },
            "day" | "days" => SpanFault::WhichDays { number: number() },
            "workday" | "workdays" | "workhour" | "workhours" | "calendar day" | "calendar days" | "mo"
            | "y" => SpanFault::Mixed { unit: unit.to_owned() },
            other => SpanFault::UnknownUnit { unit: other.to_owned(), number: number() },
        })?;
        // `30min1h` and `1h2h` are slips, not notation.
        if place > 0 && index <= longest {
            return Err(SpanFault::OutOfOrder);
        }
        longest = index;
        total += length(part, ELAPSED[index].1)?;
    }
    if total > Micros::DAY.times(LONGEST_DAYS) { Err(SpanFault::TooLong) } else { Ok(total) }
}

/// The exact length of a decimal number of units.
fn length(part: &Part<'_>, unit: Micros) -> Result<Micros, SpanFault> {
    let mut total = i128::from(part.whole) * i128::from(unit.0);
    if !part.fraction.is_empty() {
        let fraction = part.fraction.trim_end_matches('0');
        if fraction.len() > 18 {
            return Err(SpanFault::TooFine);
        }
        let numerator =
            format!("0{fraction}").parse::<i128>().map_err(|_| SpanFault::TooFine)? * i128::from(unit.0);
        let denominator = 10_i128.pow(fraction.len() as u32);
        if numerator % denominator != 0 {
            return Err(SpanFault::TooFine);
        }
        total += numerator / denominator;
    }
    match i64::try_from(total) {
        Ok(us) if us <= Micros::DAY.times(LONGEST_DAYS).0 => Ok(Micros(us)),
        _ => Err(SpanFault::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MIN: Micros = Micros::MINUTE;

    #[test]
    fn bounds_are_read_as_written() {
        let table = [
            ("2min", Span::Elapsed(MIN.times(2)), "2min", "2 分钟", "2 min"),
            ("1h30min", Span::Elapsed(MIN.times(90)), "1h30min", "1 小时 30 分", "1 h 30 min"),
            ("1 h 30 min", Span::Elapsed(MIN.times(90)), "1h30min", "1 小时 30 分", "1 h 30 min"),
            ("90s", Span::Elapsed(Micros::SECOND.times(90)), "1min30s", "1 分 30 秒", "1 min 30 s"),
            ("500ms", Span::Elapsed(Micros::MILLISECOND.times(500)), "500ms", "500 毫秒", "500 ms"),
            ("0s", Span::Elapsed(Micros::ZERO), "0s", "0 秒", "0 s"),
            ("1.5h", Span::Elapsed(MIN.times(90)), "1h30min", "1 小时 30 分", "1 h 30 min"),
            ("3d", Span::Elapsed(Micros::DAY.times(3)), "3d", "3 天", "3 d"),
            ("3 workdays", Span::Workdays(3), "3 workdays", "3 个工作日", "3 working days"),
            ("1 workday", Span::Workdays(1), "1 workday", "1 个工作日", "1 working day"),
            (
                "2 workhours",
                Span::WorkHours(MIN.times(120)),
                "2 workhours",
                "2 小时工作时间",
                "2 h of working time",
            ),
            (
                "45 workminutes",
                Span::WorkHours(MIN.times(45)),
                "45 workminutes",
                "45 分钟工作时间",
                "45 min of working time",
            ),
            (
                "40 workhours",
                Span::WorkHours(MIN.times(2400)),
                "40 workhours",
                "40 小时工作时间",
                "40 h of working time",
            ),
            ("7 calendar days", Span::CalendarDays(7), "7 calendar days", "7 个自然日", "7 calendar days"),
            ("1 calendar day", Span::CalendarDays(1), "1 calendar day", "1 个自然日", "1 calendar day"),
            ("1y", Span::Months(12), "1y", "1 年", "1 year"),
            ("12 months", Span::Months(12), "1y", "1 年", "1 year"),
            ("6mo", Span::Months(6), "6mo", "6 个月", "6 months"),
        ];
        for (text, span, shown, zh, en) in table {
            assert_eq!(Span::parse(text), Ok(span), "{text}");
            assert_eq!(span.to_string(), shown);
            assert_eq!(span.say(Lang::Zh), zh);
            assert_eq!(span.say(Lang::En), en);
        }
    }

    #[test]
    fn what_has_two_readings_is_asked_about() {
        let table = [
            (
                "7 days",
                "`7 days` could mean three things; write 7d (24 h each), 7 calendar days or 7 workdays",
            ),
            ("1 day", "`1 day` could mean three things; write 1d (24 h each), 1 calendar day or 1 workday"),
            ("45m", "`45m` could be minutes or months; write 45min or 45mo"),
            ("1h30m", "`1h30m` could be minutes or months; write 30min or 30mo"),
            ("", "there is no duration; write one like 45min, 3 workdays or 7 calendar days"),
            ("soon", "`soon` has no number; write a duration like 45min, 3 workdays or 7 calendar days"),
            ("-5min", "`-5min` has no number; write a duration like 45min, 3 workdays or 7 calendar days"),
            ("45", "`45` has no unit; write 45s, 45min, 45h or 45d"),
            ("2 hours", "`2 hours`: there is no unit `hours`; write 2h"),
            ("2 weeks", "`2 weeks`: there is no unit `weeks`; write 14d or 14 calendar days"),
            (
                "3 fortnights",
                "`3 fortnights`: there is no unit `fortnights`; the units are ms, s, min, h, d, workhours, workdays, calendar days, mo and y",
            ),
            (
                "30min1h",
                "`30min1h` has its units out of order; write the longest unit first, each once, like 1h30min",
            ),
            ("1d 3 workdays", "`1d 3 workdays` mixes clocks; write `workdays` alone, with one number"),
            ("1.5 workdays", "`1.5 workdays` is not whole; write a whole number of workdays"),
            (
                "0.0000001s",
                "`0.0000001s` is finer than a microsecond; write at most six digits behind the point of a second",
            ),
            ("200y", "`200y` is longer than a century; write a shorter bound"),
            (
                "99999999999999999999h",
                "`99999999999999999999h` is longer than a century; write a shorter bound",
            ),
        ];
        for (text, told) in table {
            assert_eq!(Span::parse(text).unwrap_err().to_string(), told);
        }
        let which = Span::parse("7 days").unwrap_err();
        assert_eq!(which.what(Lang::Zh), "`7 days` 有三种读法");
        assert_eq!(
            which.help(Lang::Zh),
            "请写 7d（每天 24 小时）、7 calendar days（自然日）或 7 workdays（工作日）"
        );
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back_as_the_same(n in 0_u32..1_200, us in 0_i64..Micros::DAY.0 * 3_000, kind in 0..5) {
            let span = match kind {
                0 => Span::Elapsed(Micros(us)),
                1 => Span::CalendarDays(n),
                2 => Span::Workdays(n),
                3 => Span::WorkHours(Micros(us)),
                _ => Span::Months(n),
            };
            prop_assert_eq!(Span::parse(&span.to_string()), Ok(span));
        }

        #[test]
        fn no_text_makes_it_panic(text in "[0-9. a-zµ日]{0,12}|.{0,12}") {
            if let Err(problem) = Span::parse(&text) {
                prop_assert!(!problem.help(Lang::Zh).is_empty());
            }
        }
    }
}
