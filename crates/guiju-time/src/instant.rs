//! Points in time and the exact distance between two of them.

use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::{Lang, Zone};

/// An exact stretch of time in microseconds; negative where one instant lies before the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Micros(pub i64);

impl Micros {
    /// No time at all.
    pub const ZERO: Micros = Micros(0);
    /// The smallest unit: a bound is kept at the bound and broken one of these later.
    pub const ONE: Micros = Micros(1);
    /// 0.001 s.
    pub const MILLISECOND: Micros = Micros(1_000);
    /// 1 s.
    pub const SECOND: Micros = Micros(1_000_000);
    /// 60 s.
    pub const MINUTE: Micros = Micros(60_000_000);
    /// 60 min.
    pub const HOUR: Micros = Micros(3_600_000_000);
    /// 24 h, whatever the local clocks do.
    pub const DAY: Micros = Micros(86_400_000_000);

    /// This stretch `n` times, held at the ends of the number range instead of wrapping.
    pub const fn times(self, n: i64) -> Micros {
        Micros(self.0.saturating_mul(n))
    }

    /// Seconds, with the fraction; for figures that people compare, not for judging.
    pub fn as_seconds(self) -> f64 {
        self.0 as f64 / Micros::SECOND.0 as f64
    }

    /// The same length without its sign.
    pub const fn abs(self) -> Micros {
        Micros(self.0.saturating_abs())
    }
}

impl Add for Micros {
    type Output = Micros;
    fn add(self, other: Micros) -> Micros {
        Micros(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Micros {
    fn add_assign(&mut self, other: Micros) {
        *self = *self + other;
    }
}

impl Sub for Micros {
    type Output = Micros;
    fn sub(self, other: Micros) -> Micros {
        Micros(self.0.saturating_sub(other.0))
    }
}

impl Neg for Micros {
    type Output = Micros;
    fn neg(self) -> Micros {
        Micros(self.0.saturating_neg())
    }
}

impl std::iter::Sum for Micros {
    fn sum<I: Iterator<Item = Micros>>(parts: I) -> Micros {
        parts.fold(Micros::ZERO, Add::add)
    }
}

/// A point in time: microseconds since 1970-01-01 in UTC. Without a zone; days and clock times need a [`Zone`].
///
/// Arithmetic holds at the ends of the number range instead of wrapping or failing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// The first instant that a log may hold: 1970-01-01T00:00:00Z.
    pub const MIN: Instant = Instant(0);
    /// The first instant that a log may no longer hold: 2200-01-01T00:00:00Z.
    pub const MAX: Instant = Instant(7_258_118_400_000_000);

    /// RFC 3339 with the zone's offset then in force: `2026-03-02T10:45:00+08:00`.
    pub fn rfc3339(self, zone: &Zone) -> String {
        let stamp = self.timestamp();
        stamp.display_with_offset(zone.inner().to_offset(stamp)).to_string()
    }

    /// As `jiff` knows it, held within the years that it can show.
    pub(crate) fn timestamp(self) -> Timestamp {
        let end = if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Timestamp::from_microsecond(self.0).unwrap_or(end)
    }
}

/// RFC 3339 in UTC: `2026-03-02T02:45:00Z`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.timestamp(), f)
    }
}

impl Add<Micros> for Instant {
    type Output = Instant;
    fn add(self, by: Micros) -> Instant {
        Instant(self.0.saturating_add(by.0))
    }
}

impl Sub<Micros> for Instant {
    type Output = Instant;
    fn sub(self, by: Micros) -> Instant {
        Instant(self.0.saturating_sub(by.0))
    }
}

impl Sub for Instant {
    type Output = Micros;
    fn sub(self, earlier: Instant) -> Micros {
        Micros(self.0.saturating_sub(earlier.0))
    }
}

/// Why a text is no usable time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeProblem {
    /// A clock time without offset could be any of 24 instants.
    #[error("time `{text}` has no UTC offset; write it like 2026-03-02T09:00:00+08:00")]
    NoOffset {
        /// What was written.
        text: String,
    },
    /// Before 1970 or from 2200 on: a device without a battery, a wrong unit.
    #[error("time `{text}` lies outside the years 1970 to 2199")]
    OutOfRange {
        /// What was written.
        text: String,
    },
    /// Not a time at all.
    #[error("`{text}` is not a time; write it like 2026-03-02T09:00:00+08:00")]
    NotATime {
        /// What was written.
        text: String,
    },
    /// Not a date.
    #[error("`{text}` is not a date; write it like 2026-03-02")]
    NotADate {
        /// What was written.
        text: String,
    },
}

impl TimeProblem {
    /// What is wrong and what to write, in one sentence.
    pub fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (_, Lang::En) => self.to_string(),
            (TimeProblem::NoOffset { text }, Lang::Zh) => {
                format!("时间 `{text}` 没有时区偏移；请写如 2026-03-02T09:00:00+08:00")
            }
            (TimeProblem::OutOfRange { text }, Lang::Zh) => format!("时间 `{text}` 不在 1970 至 2199 年之间"),
            (TimeProblem::NotATime { text }, Lang::Zh) => {
                format!("`{text}` 不是时间；请写如 2026-03-02T09:00:00+08:00")
            }
            (TimeProblem::NotADate { text }, Lang::Zh) => format!("`{text}` 不是日期；请写如 2026-03-02"),
        }
    }
}

/// Reads an RFC 3339 time with its offset; digits finer than a microsecond are cut off.
///
/// # Errors
/// No offset, outside 1970..2200, or no time at all.
pub fn parse_rfc3339(text: &str) -> Result<Instant, TimeProblem> {
    let own = || text.to_owned();
    // Cheap and strict at once: `jiff` also takes week dates and compact forms, which no producer means.
    let dashed = text.as_bytes().get(4) == Some(&b'-') && text.as_bytes().get(7) == Some(&b'-');
    if !dashed {
        return Err(TimeProblem::NotATime { text: own() });
    }
    match text.parse::<Timestamp>() {
        Ok(stamp) => {
            let at = Instant(stamp.as_microsecond());
            let fits = (Instant::MIN..Instant::MAX).contains(&at) && stamp >= Timestamp::UNIX_EPOCH;
            if fits { Ok(at) } else { Err(TimeProblem::OutOfRange { text: own() }) }
        }
        Err(_) if text.parse::<DateTime>().is_ok() && !text.ends_with(['Z', 'z']) => {
            Err(TimeProblem::NoOffset { text: own() })
        }
        Err(_) => Err(TimeProblem::NotATime { text: own() }),
    }
}

/// Reads a calendar date, `2026-03-02`.
///
/// # Errors
/// Anything else, and years outside 1970..2200.
pub fn parse_date(text: &str) -> Result<Date, TimeProblem> {
    let date = (text.len() == 10).then(|| text.parse::<Date>().ok()).flatten();
    match date {
        Some(date) if (1970..2200).contains(&date.year()) => Ok(date),
        Some(_) => Err(TimeProblem::OutOfRange { text: text.to_owned() }),
        None => Err(TimeProblem::NotADate { text: text.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_an_offset_become_instants() {
        let table = [
            ("2026-03-02T09:00:00+08:00", 1_772_413_200_000_000),
            ("2026-03-02T01:00:00Z", 1_772_413_200_000_000),
            ("2026-03-02T01:00:00.000001Z", 1_772_413_200_000_001),
            ("2026-03-02T01:00:00.0000019Z", 1_772_413_200_000_001),
            ("1970-01-01T00:00:00Z", 0),
        ];
        for (text, us) in table {
            assert_eq!(parse_rfc3339(text), Ok(Instant(us)), "{text}");
        }
        assert_eq!(parse_rfc3339("2199-12-31T23:59:59.999999Z"), Ok(Instant::MAX - Micros::ONE));
    }

    #[test]
    fn what_is_no_time_is_refused_with_its_reason() {
        let own = str::to_owned;
        for text in ["2026-03-02T09:00:00", "2026-03-02 09:00", "2026-03-02"] {
            assert_eq!(parse_rfc3339(text), Err(TimeProblem::NoOffset { text: own(text) }));
        }
        for text in ["1969-12-31T23:59:59.9999999Z", "2200-01-01T00:00:00Z", "0001-01-01T00:00:00Z"] {
            assert_eq!(parse_rfc3339(text), Err(TimeProblem::OutOfRange { text: own(text) }));
        }
        for text in
            ["", "yesterday", "2026-02-30T09:00:00Z", "1772413200", "2026-03-02T25:00:00Z", "二〇二六年"]
        {
            assert_eq!(parse_rfc3339(text), Err(TimeProblem::NotATime { text: own(text) }));
        }
    }

    #[test]
    fn dates_are_written_one_way() {
        assert_eq!(parse_date("2026-03-02"), Ok(Date::constant(2026, 3, 2)));
        for text in ["2026-3-2", "20260302", "2026-02-29", "2026-03-02T00:00", "1969-12-31"] {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }
}
