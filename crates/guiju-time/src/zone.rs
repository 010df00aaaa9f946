//! Local clocks: from instants to days and clock times, and back.

use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::{Instant, Lang, Micros};

/// The clock on the wall of a site, from the time zone database that travels in the binary.
///
/// Where the local clock is moved, a local time means *the first instant at which the clock shows it or a later one*:
/// a time that is skipped is the moment of the move, one that comes twice is its first coming. So days and working
/// hours tile time without gap or overlap.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    inner: TimeZone,
}

/// A name that is in no time zone database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no time zone `{name}`; write a name like Asia/Shanghai")]
pub struct ZoneProblem {
    /// What was written.
    pub name: String,
}

impl ZoneProblem {
    /// What is wrong and what to write, in one sentence.
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => format!("没有 `{}` 这个时区；请写如 Asia/Shanghai 的名字", self.name),
            Lang::En => self.to_string(),
        }
    }
}

impl Zone {
    /// Looks up an IANA name such as `Asia/Shanghai`.
    ///
    /// # Errors
    /// The database has no such zone.
    pub fn get(name: &str) -> Result<Zone, ZoneProblem> {
        match TimeZone::get(name) {
            Ok(inner) => Ok(Zone { name: inner.iana_name().unwrap_or(name).to_owned(), inner }),
            Err(_) => Err(ZoneProblem { name: name.to_owned() }),
        }
    }

    /// UTC, the zone of whoever has named none.
    pub fn utc() -> Zone {
        Zone { name: "UTC".to_owned(), inner: TimeZone::UTC }
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the local clock shows at an instant.
    pub fn date_time(&self, at: Instant) -> DateTime {
        self.inner.to_datetime(at.timestamp())
    }

    /// What the wall clock shows, counted from 00:00: 9 h at nine o'clock on the days of summer time's change too.
    pub fn time_of_day(&self, at: Instant) -> Micros {
        let nanoseconds = Time::midnight()
            .until(self.date_time(at).time())
            .and_then(|span| span.total(jiff::Unit::Microsecond));
        Micros(nanoseconds.map_or(0, |us| us as i64))
    }

    /// The local day to which an instant belongs: that with `start_of_day(day) <= at < start_of_day(day + 1)`.
    pub fn date(&self, at: Instant) -> Date {
        let shown = self.date_time(at).date();
        // A clock set back across midnight shows the old day again; the new one has begun all the same.
        let next = shown.saturating_add(1.day());
        if next > shown && self.start_of_day(next) <= at { next } else { shown }
    }

    /// The first instant of a local day.
    pub fn start_of_day(&self, date: Date) -> Instant {
        self.first_instant(date.to_datetime(Time::midnight()))
    }

    /// The last microsecond of a local day.
    pub fn end_of_day(&self, date: Date) -> Instant {
        self.start_of_day(date.saturating_add(1.day())) - Micros::ONE
    }

    /// The first instant at which the local clock shows this time or a later one.
    pub fn first_instant(&self, local: DateTime) -> Instant {
        let ambiguous = self.inner.to_ambiguous_timestamp(local);
        let offset = ambiguous.offset();
        let stamp = match offset {
            AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => ambiguous.earlier(),
            // The moment of the move is the last transition before the time as the old offset would have it.
            AmbiguousOffset::Gap { .. } => ambiguous.later().map(|after| {
                let end = after.checked_add(1.nanosecond()).unwrap_or(after);
                self.inner.preceding(end).next().map_or(after, |moved| moved.timestamp())
            }),
        };
        stamp.map_or(if local.year() < 1970 { Instant(i64::MIN) } else { Instant(i64::MAX) }, |stamp| {
            Instant(stamp.as_microsecond())
        })
    }

    pub(crate) fn inner(&self) -> &TimeZone {
        &self.inner
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_rfc3339;

    fn at(text: &str) -> Instant {
        parse_rfc3339(text).unwrap()
    }

    #[test]
    fn a_local_time_is_the_first_instant_that_shows_it_or_later() {
        let table = [
            ("Asia/Shanghai", "2026-03-02T10:45", "2026-03-02T10:45:00+08:00"),
            ("Asia/Kolkata", "2026-03-02T10:45", "2026-03-02T10:45:00+05:30"),
            ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T03:00:00+02:00"), // skipped
            ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T02:30:00+02:00"), // comes twice
            ("America/New_York", "2026-03-08T02:00", "2026-03-08T03:00:00-04:00"),
            ("Africa/Cairo", "2026-04-24T00:00", "2026-04-24T01:00:00+03:00"), // a day without midnight
        ];
        for (zone, local, expected) in table {
            let zone = Zone::get(zone).unwrap();
            assert_eq!(zone.first_instant(local.parse().unwrap()), at(expected), "{zone} {local}");
            assert_eq!(at(expected).rfc3339(&zone), expected);
        }
    }

    #[test]
    fn a_clock_set_back_across_midnight_does_not_split_a_day() {
        // In St. John's the clock went from 00:01 back to 23:01 of the day before.
        let zone = Zone::get("America/St_Johns").unwrap();
        let again = at("2006-10-29T02:45:00Z");
        assert_eq!(zone.date_time(again).to_string(), "2006-10-28T23:15:00");
        assert_eq!(zone.date(again), Date::constant(2006, 10, 29));
    }

    #[test]
    fn an_unknown_zone_is_named() {
        assert_eq!(
            Zone::get("Asia/Beijing").unwrap_err().to_string(),
            "there is no time zone `Asia/Beijing`; write a name like Asia/Shanghai"
        );
        assert_eq!(Zone::get("asia/shanghai").unwrap().name(), "Asia/Shanghai");
    }
}
