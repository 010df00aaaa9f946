//! Dates, times of day and offsets, token by token.

use super::{
    LAST_HOUR, Order,
    tokens::Token,
    words::{ENGLISH_WEEKDAYS, Half, WEEKDAYS, month},
};
use jiff::civil::Date;

pub(super) enum Wrong {
    /// Day and month may be either.
    Open,
    /// No date of the calendar.
    NoDate,
}

pub(super) struct Tokens {
    pub(super) items: Vec<Token>,
    pub(super) at: usize,
}

impl Tokens {
    pub(super) fn peek(&self, ahead: usize) -> Option<&Token> {
        self.items.get(self.at + ahead)
    }

    pub(super) fn number(&self, ahead: usize) -> Option<(i64, usize)> {
        match self.peek(ahead) {
            Some(Token::Number(value, digits)) => Some((*value, *digits)),
            _ => None,
        }
    }

    pub(super) fn sign(&self, ahead: usize) -> Option<char> {
        match self.peek(ahead) {
            Some(Token::Sign(sign)) => Some(*sign),
            _ => None,
        }
    }

    /// White space, days of the week, brackets, commas and the `T` of ISO 8601 say nothing.
    pub(super) fn pass_over_words(&mut self) {
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
    pub(super) fn date(&mut self, order: Option<Order>) -> Result<Option<(Date, bool)>, Wrong> {
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
    pub(super) fn compact(&mut self, number: i64, digits: usize) -> Result<Date, Wrong> {
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
    pub(super) fn worded(&mut self) -> Result<Option<Date>, Wrong> {
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
    pub(super) fn clock(&mut self, after_date: bool) -> Result<Option<i64>, ()> {
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

    pub(super) fn half_follows(&self) -> bool {
        let ahead = usize::from(matches!(self.peek(0), Some(Token::Space)));
        matches!(self.peek(ahead), Some(Token::Word(word)) if Half::of(word).is_some())
    }

    pub(super) fn half(&mut self) -> Option<Half> {
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
    pub(super) fn fraction(&mut self) -> i64 {
        let (Some('.' | ','), Some((value, digits))) = (self.sign(0), self.number(1)) else { return 0 };
        self.at += 2;
        match digits {
            0..=6 => value * 10_i64.pow(6 - digits as u32),
            7..=18 => value / 10_i64.pow(digits as u32 - 6),
            _ => 0,
        }
    }

    pub(super) fn offset(&mut self) -> Result<Option<i64>, ()> {
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

pub(super) fn date_of(year: i64, month: i64, day: i64) -> Result<Date, Wrong> {
    let (Ok(year), Ok(month), Ok(day)) = (i16::try_from(year), i8::try_from(month), i8::try_from(day)) else {
        return Err(Wrong::NoDate);
    };
    Date::new(year, month, day).map_err(|_| Wrong::NoDate)
}
