//! Dates and times of day as exports write them.

use crate::cell::{Cell, narrow, quoted};
use guiju_log::CellFault;
use jiff::{ToSpan as _, civil::Date};

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

enum Wrong {
    /// Day and month may be either.
    Open,
    /// No date of the calendar.
    NoDate,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// Digits: the number, and how many there are.
    Number(i64, usize),
    /// Letters or a run of ideographs that is known, lower case.
    Word(String),
    /// Any other sign but white space.
    Sign(char),
    /// White space.
    Space,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut items: Vec<Token> = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let run = |is: &dyn Fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
        let used = if first.is_ascii_digit() {
            let used = run(&|c| c.is_ascii_digit());
            // More digits than a second's fraction has are no number of a time.
            items.push(Token::Number(rest[..used].parse().unwrap_or(i64::MAX), used));
            used
        } else if first.is_whitespace() {
            items.push(Token::Space);
            run(&char::is_whitespace)
        } else if first.is_ascii_alphabetic() {
            let used = run(&|c| c.is_ascii_alphabetic());
            items.push(Token::Word(rest[..used].to_ascii_lowercase()));
            used
        } else if let Some(word) =
            HALVES.iter().map(|(word, _)| *word).chain(WEEKDAYS).find(|word| rest.starts_with(word))
        {
            items.push(Token::Word(word.to_owned()));
            word.len()
        } else {
            items.push(Token::Sign(first));
            first.len_utf8()
        };
        rest = &rest[used..];
    }
    items
}

/// Words for a half of the day, and from which hour it begins.
const HALVES: [(&str, Half); 10] = [
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
const WEEKDAYS: [&str; 14] = [
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
const ENGLISH_WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MONTHS: [&str; 12] = [
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
enum Half {
    First,
    Noon,
    Second,
}

impl Half {
    fn of(word: &str) -> Option<Half> {
        HALVES.iter().find_map(|(known, half)| (*known == word).then_some(*half))
    }

    /// The hour of a 24-hour clock.
    fn hour(self, hour: i64) -> i64 {
        match self {
            Half::First if hour == 12 => 0,
            Half::Noon if hour < 11 => hour + 12,
            Half::Second if hour < 12 => hour + 12,
            _ => hour,
        }
    }
}

struct Tokens {
    items: Vec<Token>,
    at: usize,
}

impl Tokens {
    fn peek(&self, ahead: usize) -> Option<&Token> {
        self.items.get(self.at + ahead)
    }

    fn number(&self, ahead: usize) -> Option<(i64, usize)> {
        match self.peek(ahead) {
            Some(Token::Number(value, digits)) => Some((*value, *digits)),
            _ => None,
        }
    }

    fn sign(&self, ahead: usize) -> Option<char> {
        match self.peek(ahead) {
            Some(Token::Sign(sign)) => Some(*sign),
            _ => None,
        }
    }

    /// White space, days of the week, brackets, commas and the `T` of ISO 8601 say nothing.
    fn pass_over_words(&mut self) {
        while let Some(token) = self.peek(0) {
            let idle = match token {
                Token::Space => true,
                Token::Sign(sign) => matches!(sign, ',' | '(' | ')' | '，' | '（' | '）'),
                Token::Word(word) => {
                    word == "t"
                        || WEEKDAYS.contains(&word.as_str())
                        || (word.len() >= 3
                            && ENGLISH_WEEKDAYS.iter().any(|day| word.starts_with(day))
                            && month(word).is_none())
                }
                Token::Number(..) => false,
            };
            if !idle {
                return;
            }
            self.at += 1;
        }
    }

    /// A date at this place, and whether `order` decided between day and month.
    fn date(&mut self, order: Option<Order>) -> Result<Option<(Date, bool)>, Wrong> {
        if let Some((number, digits @ (8 | 12 | 14))) = self.number(0) {
            return self.compact(number, digits).map(|date| Some((date, false)));
        }
        if let Some(found) = self.worded()? {
            return Ok(Some((found, false)));
        }
        let (Some((a, a_digits)), Some(first), Some((b, _)), Some(second), Some((c, c_digits))) =
            (self.number(0), self.sign(1), self.number(2), self.sign(3), self.number(4))
        else {
            return Ok(None);
        };
        let chinese = first == '年' && second == '月';
        if !chinese && (first != second || !matches!(first, '-' | '/' | '.')) {
            return Ok(None);
        }
        self.at += 5;
        if matches!(self.sign(0), Some('日' | '号')) {
            self.at += 1;
        }
        if !matches!(a_digits, 1 | 2 | 4) {
            return Err(Wrong::NoDate);
        }
        let century = |year: i64, digits: usize| if digits <= 2 { 2_000 + year } else { year };
        let found = |year, month, day| date_of(year, month, day).map(|date| (date, false));
        if a_digits == 4 || chinese {
            return found(century(a, a_digits), b, c).map(Some);
        }
        let year = century(c, c_digits);
        let open = a <= 12 && b <= 12 && a != b;
        let date = match (order, c_digits) {
            (Some(Order::Ymd), 1 | 2) => date_of(2_000 + a, b, c),
            (Some(Order::Dmy), _) => date_of(year, b, a),
            (Some(Order::Mdy), _) => date_of(year, a, b),
            (None, 1 | 2) => Err(Wrong::Open),
            (_, 4) if a > 12 => date_of(year, b, a),
            (_, 4) if !open || b > 12 => date_of(year, a, b),
            (_, 4) => Err(Wrong::Open),
            _ => Err(Wrong::NoDate),
        }?;
        Ok(Some((date, open)))
    }

    /// `20260302`, and the time of day that may follow in the same digits.
    fn compact(&mut self, number: i64, digits: usize) -> Result<Date, Wrong> {
        let (day, clock) = match digits {
            8 => (number, None),
            12 => (number / 10_000, Some((number % 10_000 * 100, 6))),
            _ => (number / 1_000_000, Some((number % 1_000_000, 6))),
        };
        match clock {
            Some((clock, digits)) => self.items[self.at] = Token::Number(clock, digits),
            None => self.at += 1,
        }
        date_of(day / 10_000, day / 100 % 100, day % 100)
    }

    /// `02-Mar-2026`, `Mar 2, 2026`, `2 March 2026`.
    fn worded(&mut self) -> Result<Option<Date>, Wrong> {
        let marks = |token: &&Token| !matches!(token, Token::Space | Token::Sign('-' | ',' | '/' | '.'));
        let near = self.items[self.at..].iter().take(7).enumerate().filter(|(_, token)| marks(token)).take(3);
        let near: Vec<(usize, &Token)> = near.collect();
        let [(_, a), (_, b), (last, c)] = near.as_slice() else { return Ok(None) };
        let parts = match (a, b, c) {
            (Token::Number(day, _), Token::Word(word), Token::Number(year, digits))
            | (Token::Word(word), Token::Number(day, _), Token::Number(year, digits)) => {
                month(word).map(|month| (if *digits <= 2 { 2_000 + year } else { *year }, month, *day))
            }
            _ => None,
        };
        let Some((year, month, day)) = parts else { return Ok(None) };
        self.at += last + 1;
        date_of(year, month, day).map(Some)
    }

    /// A time of day at this place; after a date four or six digits are one, too.
    fn clock(&mut self, after_date: bool) -> Result<Option<i64>, ()> {
        let mut half = self.half();
        let Some((first, digits)) = self.number(0) else {
            return if half.is_some() { Err(()) } else { Ok(None) };
        };
        let (mut hour, mut minute, mut second, mut fraction_us) = (first, 0, 0, 0);
        self.at += 1;
        match (self.sign(0), digits) {
            (Some(':' | '时' | '点'), 1 | 2) => {
                let chinese = self.sign(0) != Some(':');
                self.at += 1;
                if chinese && self.sign(0) == Some('整') {
                    self.at += 1;
                } else if chinese && self.sign(0) == Some('半') {
                    (minute, self.at) = (30, self.at + 1);
                } else if let Some((value, 1 | 2)) = self.number(0) {
                    (minute, self.at) = (value, self.at + 1);
                    if matches!(self.sign(0), Some(':' | '分')) {
                        self.at += 1;
                        if let Some((value, 1 | 2)) = self.number(0) {
                            (second, self.at) = (value, self.at + 1);
                            fraction_us = self.fraction();
                            if self.sign(0) == Some('秒') {
                                self.at += 1;
                            }
                        }
                    }
                } else if !chinese {
                    return Err(());
                }
            }
            (_, 4) if after_date => (hour, minute) = (first / 100, first % 100),
            (_, 6) if after_date => {
                (hour, minute, second) = (first / 10_000, first / 100 % 100, first % 100);
            }
            // `9 pm`
            _ if half.is_some() || self.half_follows() => {}
            _ => return Err(()),
        }
        if half.is_none() {
            half = self.half();
        }
        if let Some(half) = half {
            if hour > 12 && !matches!(half, Half::Second) || hour > 23 {
                return Err(());
            }
            hour = half.hour(hour);
        }
        if hour > LAST_HOUR || minute > 59 || second > 59 {
            return Err(());
        }
        Ok(Some((hour * 3_600 + minute * 60 + second) * 1_000_000 + fraction_us))
    }

    fn half_follows(&self) -> bool {
        let ahead = usize::from(matches!(self.peek(0), Some(Token::Space)));
        matches!(self.peek(ahead), Some(Token::Word(word)) if Half::of(word).is_some())
    }

    fn half(&mut self) -> Option<Half> {
        let ahead = usize::from(matches!(self.peek(0), Some(Token::Space)));
        let Some(Token::Word(word)) = self.peek(ahead) else { return None };
        let half = Half::of(word)?;
        self.at += ahead + 1;
        if matches!(self.peek(0), Some(Token::Space)) && self.number(1).is_some() {
            self.at += 1;
        }
        Some(half)
    }

    /// Digits after the point, to the microsecond.
    fn fraction(&mut self) -> i64 {
        let (Some('.' | ','), Some((value, digits))) = (self.sign(0), self.number(1)) else { return 0 };
        self.at += 2;
        match digits {
            0..=6 => value * 10_i64.pow(6 - digits as u32),
            7..=18 => value / 10_i64.pow(digits as u32 - 6),
            _ => 0,
        }
    }

    fn offset(&mut self) -> Result<Option<i64>, ()> {
        let ahead = usize::from(matches!(self.peek(0), Some(Token::Space)));
        let mut named = false;
        if let Some(Token::Word(word)) = self.peek(ahead) {
            if !matches!(word.as_str(), "z" | "utc" | "gmt") {
                return Ok(None);
            }
            self.at += ahead + 1;
            named = true;
        }
        let ahead = if named { 0 } else { ahead };
        let (Some(sign @ ('+' | '-')), Some((value, digits))) = (self.sign(ahead), self.number(ahead + 1))
        else {
            return Ok(named.then_some(0));
        };
        self.at += ahead + 2;
        let (hours, mut minutes) = if digits == 4 { (value / 100, value % 100) } else { (value, 0) };
        if let (1 | 2, Some(':'), Some((more, 2))) = (digits, self.sign(0), self.number(1)) {
            (minutes, self.at) = (more, self.at + 2);
        }
        if hours > 23 || minutes > 59 {
            return Err(());
        }
        Ok(Some((hours * 60 + minutes) * 60 * if sign == '-' { -1 } else { 1 }))
    }
}

fn month(word: &str) -> Option<i64> {
    let at = MONTHS.iter().position(|month| {
        word.len() >= 3 && month.starts_with(word) || word == "sept" && *month == "september"
    })?;
    Some(at as i64 + 1)
}

fn date_of(year: i64, month: i64, day: i64) -> Result<Date, Wrong> {
    let (Ok(year), Ok(month), Ok(day)) = (i16::try_from(year), i8::try_from(month), i8::try_from(day)) else {
        return Err(Wrong::NoDate);
    };
    Date::new(year, month, day).map_err(|_| Wrong::NoDate)
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
