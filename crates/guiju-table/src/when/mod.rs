//! Dates and times of day as exports write them.

mod reader;
mod tokens;
mod words;

use crate::cell::{Cell, narrow, quoted};
use guiju_log::CellFault;
use jiff::{ToSpan as _, civil::Date};
use reader::{Tokens, Wrong};
use tokens::tokens;

/// Microseconds of a day.
pub const DAY_US: i64 = 86_400_000_000;
/// Hours after midnight of the day before, as timetables write them (`25:10`).
const LAST_HOUR: i64 = 47;

/// Which number of a date is which where its text leaves it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Year, month, day.
    Ymd,
    /// Month, day, year.
    Mdy,
    /// Day, month, year.
    Dmy,
}

impl Order {
    /// By its word in a mapping.
    pub fn from_word(word: &str) -> Option<Order> {
        [("ymd", Order::Ymd), ("mdy", Order::Mdy), ("dmy", Order::Dmy)]
            .into_iter()
            .find_map(|(known, order)| (known == word).then_some(order))
    }
}

/// What a text says of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment {
    /// The date.
    pub date: Option<Date>,
    /// Microseconds since midnight; more than a day's where the timetable counts on.
    pub clock_us: Option<i64>,
    /// Offset from UTC in seconds.
    pub offset_s: Option<i64>,
    /// Whether day and month could have been the other way round, and an [`Order`] decided.
    pub by_order: bool,
}

/// Reads a date, a time of day or both.
///
/// Known: ISO 8601 and RFC 3339; `2026/3/2 9:05`, `2026.3.2`, `20260302`, `20260302090500`; `2026年3月2日 9时05分30秒`, `9点05分`;
/// 上午, 下午, 凌晨, 中午, 晚上, AM, PM; `3/2/2026`, `2.3.2026`, `02-Mar-2026`, `Mar 2, 2026`; two-digit years where `order` is given; days of the
/// week are passed over. `24:00` is the next day's midnight, hours to 47 are the next day's.
///
/// # Errors
/// [`CellFault::NotATime`]; [`CellFault::DayOrMonth`] where the order is open and not given.
pub fn parse(text: &str, order: Option<Order>) -> Result<Moment, CellFault> {
    let narrowed = narrow(text);
    let mut tokens = Tokens { items: tokens(&narrowed), at: 0 };
    let fault = || CellFault::NotATime { text: quoted(text) };
    let mut moment = Moment::default();
    tokens.pass_over_words();
    match tokens.date(order) {
        Ok(Some((date, by_order))) => (moment.date, moment.by_order) = (Some(date), by_order),
        Ok(None) => {}
        Err(Wrong::Open) => return Err(CellFault::DayOrMonth { text: quoted(text) }),
        Err(Wrong::NoDate) => return Err(fault()),
    }
    tokens.pass_over_words();
    moment.clock_us = tokens.clock(moment.date.is_some()).map_err(|()| fault())?;
    if moment.clock_us.is_some() {
        moment.offset_s = tokens.offset().map_err(|()| fault())?;
    }
    tokens.pass_over_words();
    let nothing = moment.date.is_none() && moment.clock_us.is_none();
    if nothing || tokens.at < tokens.items.len() { Err(fault()) } else { Ok(moment) }
}

/// What Excel's count of days says; less than a day is a time of day.
pub fn of_serial(days: f64) -> Option<Moment> {
    if !(0.0..2_958_466.0).contains(&days) {
        return None;
    }
    // Doubles hold the time of day to about a microsecond; people enter seconds.
    let ms = (days * 86_400_000.0).round() as i64;
    let (day, of_day) = (ms.div_euclid(86_400_000), ms.rem_euclid(86_400_000));
    // Excel counts a 29 February 1900 that was not.
    let start = Date::constant(1899, 12, if day < 60 { 31 } else { 30 });
    let date = start.checked_add(day.days()).ok()?;
    let clock_us = Some(of_day * 1_000);
    Some(Moment { date: (day > 0).then_some(date), clock_us, ..Moment::default() })
}

/// A serial number as a person writes it.
pub fn serial_text(days: f64) -> String {
    let Some(Moment { date, clock_us: Some(us), .. }) = of_serial(days) else { return days.to_string() };
    let seconds = us / 1_000_000;
    let clock = format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    date.map_or(clock.clone(), |date| format!("{date} {clock}"))
}

/// What a cell says of a time.
///
/// # Errors
/// As [`parse`]; [`CellFault::Empty`].
pub fn of_cell(cell: &Cell, order: Option<Order>) -> Result<Moment, CellFault> {
    match cell {
        Cell::Serial(days) => of_serial(*days).ok_or_else(|| CellFault::NotATime { text: days.to_string() }),
        other => parse(&other.shown(), order),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, order: Option<Order>) -> String {
        match parse(text, order) {
            Err(CellFault::DayOrMonth { .. }) => "either".to_owned(),
            Err(_) => "no".to_owned(),
            Ok(moment) => {
                let date = moment.date.map_or("-".to_owned(), |date| date.to_string());
                let clock = moment.clock_us.map_or("-".to_owned(), |us| {
                    let s = us / 1_000_000;
                    let fraction = us % 1_000_000;
                    let clock = format!("{:02}:{:02}:{:02}", s / 3_600, s / 60 % 60, s % 60);
                    if fraction == 0 { clock } else { format!("{clock}.{fraction:06}") }
                });
                let offset = moment.offset_s.map_or(String::new(), |s| format!(" {s:+}"));
                format!("{date} {clock}{offset}")
            }
        }
    }

    #[test]
    fn times_are_read_as_exports_write_them() {
        for (text, expected) in [
            ("2026-03-02T09:05:30.25+08:00", "2026-03-02 09:05:30.250000 +28800"),
            ("2026-03-02 01:05Z", "2026-03-02 01:05:00 +0"),
            ("2026-03-02 01:05 UTC", "2026-03-02 01:05:00 +0"),
            ("2026/3/2 9:05", "2026-03-02 09:05:00"),
            ("2026.3.2", "2026-03-02 -"),
            ("2026年3月2日 9时05分", "2026-03-02 09:05:00"),
            ("2026年03月02日09时05分30秒", "2026-03-02 09:05:30"),
            ("2026年3月2日（星期一）下午 3点半", "2026-03-02 15:30:00"),
            ("2026-03-02 星期一 上午9:05", "2026-03-02 09:05:00"),
            ("2026/3/2 下午 12:05", "2026-03-02 12:05:00"),
            ("凌晨12:05", "- 00:05:00"),
            ("中午1点", "- 13:00:00"),
            ("20260302", "2026-03-02 -"),
            ("20260302090530", "2026-03-02 09:05:30"),
            ("202603020905", "2026-03-02 09:05:00"),
            ("20260302 090530", "2026-03-02 09:05:30"),
            ("２０２６／３／２　９：０５", "2026-03-02 09:05:00"),
            ("Mon, 02 Mar 2026 09:05:30 GMT+8", "2026-03-02 09:05:30 +28800"),
            ("02-Mar-2026 9:05 PM", "2026-03-02 21:05:00"),
            ("Mar 2, 2026 12:05 am", "2026-03-02 00:05:00"),
            ("13/3/2026 9:05", "2026-03-13 09:05:00"),
            ("3/13/2026", "2026-03-13 -"),
            ("3/3/2026", "2026-03-03 -"),
            ("9:05", "- 09:05:00"),
            ("25:10", "- 25:10:00"),
            ("24:00", "- 24:00:00"),
            ("3/2/2026", "either"),
            ("26-3-2", "either"),
            ("2026-02-30", "no"),
            ("2026-03-02 09:60", "no"),
            ("48:00", "no"),
            ("9", "no"),
            ("2026", "no"),
            ("上午", "no"),
            ("下午 25:00", "no"),
            ("2026-03-02 09:05 later", "no"),
            ("99999999999999999999999-03-02", "no"),
            ("城区", "no"),
            ("", "no"),
        ] {
            assert_eq!(shown(text, None), expected, "{text}");
        }
    }

    #[test]
    fn an_order_decides_what_a_text_leaves_open() {
        for (text, order, expected) in [
            ("3/2/2026 9:05", Order::Mdy, "2026-03-02 09:05:00"),
            ("3/2/2026 9:05", Order::Dmy, "2026-02-03 09:05:00"),
            ("26-3-2", Order::Ymd, "2026-03-02 -"),
            ("3/2/26", Order::Mdy, "2026-03-02 -"),
            ("13/3/2026", Order::Mdy, "no"),
            ("2026-3-2", Order::Dmy, "2026-03-02 -"),
        ] {
            assert_eq!(shown(text, Some(order)), expected, "{text} {order:?}");
        }
    }

    #[test]
    fn excel_counts_days() {
        for (days, expected) in [
            (46_083.378_472_222_22, "2026-03-02 09:05:00"),
            (61.0, "1900-03-01 00:00:00"),
            (1.0, "1900-01-01 00:00:00"),
            (0.378_472_222_22, "09:05:00"),
        ] {
            assert_eq!(serial_text(days), expected);
        }
        assert_eq!(of_serial(-1.0), None);
        assert_eq!(of_serial(f64::NAN), None);
        assert_eq!(of_serial(1e300), None);
    }
}
