//! Instants as text: RFC 3339 in its common form, without a library, because every line of every log has one.

/// The first instant that a log refuses as absurd: 2200-01-01T00:00:00Z, in microseconds since 1970 UTC.
pub const LATEST_US: i64 = 7_258_118_400_000_000;

/// Reads `2026-03-02T09:00:00[.fraction]` followed by `Z`, `+08:00`, `+0800` or `+08`; microseconds since 1970 UTC.
///
/// Digits beyond microseconds are cut off. `None` for anything else: no offset, a day that the month has not, a leap second.
#[must_use]
pub fn parse_rfc3339(text: &str) -> Option<i64> {
    let (local, rest) = parse_local(text)?;
    Some(local - parse_offset(rest)?)
}

/// Reads the date and time of day as if they were UTC; also gives what follows them.
pub(crate) fn parse_local(text: &str) -> Option<(i64, &[u8])> {
    let b = text.as_bytes();
    if b.len() < 19 || b[4] != b'-' || b[7] != b'-' || b[13] != b':' || b[16] != b':' {
        return None;
    }
    if !matches!(b[10], b'T' | b't' | b' ') {
        return None;
    }
    let year = number(&b[0..4])?;
    let (month, day) = (number(&b[5..7])?, number(&b[8..10])?);
    let (hour, minute, second) = (number(&b[11..13])?, number(&b[14..16])?, number(&b[17..19])?);
    if !(1..=12).contains(&month)
        || day < 1
        || day > days_in(year, month)
        || hour > 23
        || minute > 59
        || second > 59
    {
        return None;
    }
    let mut us =
        (days_from_civil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second) * 1_000_000;
    let mut rest = &b[19..];
    if let [b'.' | b',', fraction @ ..] = rest {
        let digits = fraction.iter().take_while(|c| c.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        let mut unit = 100_000;
        for digit in &fraction[..digits.min(6)] {
            us += i64::from(digit - b'0') * unit;
            unit /= 10;
        }
        rest = &fraction[digits..];
    }
    Some((us, rest))
}

fn parse_offset(b: &[u8]) -> Option<i64> {
    let (sign, hours, minutes) = match b {
        [b'Z' | b'z'] => return Some(0),
        [sign, h1, h2] => (sign, [*h1, *h2], [b'0'; 2]),
        [sign, h1, h2, m1, m2] | [sign, h1, h2, b':', m1, m2] => (sign, [*h1, *h2], [*m1, *m2]),
        _ => return None,
    };
    let sign = match sign {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = (number(&hours)?, number(&minutes)?);
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes) * 60_000_000)
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |sum, c| c.is_ascii_digit().then(|| sum * 10 + i64::from(c - b'0')))
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Writes an instant as `2026-03-02T01:00:00Z`, with six digits of a second if it has a fraction.
pub(crate) fn format_rfc3339(us: i64) -> String {
    let (seconds, fraction) = (us.div_euclid(1_000_000), us.rem_euclid(1_000_000));
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march + 2) / 5 + 1;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    let fraction = if fraction == 0 { String::new() } else { format!(".{fraction:06}") };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_forms_of_one_instant_are_equal() {
        for text in [
            "2026-03-02T09:00:00.5+08:00",
            "2026-03-02T01:00:00.500000Z",
            "2026-03-02 01:00:00.5z",
            "2026-03-01T21:00:00.5-0400",
            "2026-03-02T09:00:00,500000999+08",
        ] {
            assert_eq!(
                parse_rfc3339(text).map(format_rfc3339).as_deref(),
                Some("2026-03-02T01:00:00.500000Z"),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in [
            "",
            "2026-03-02",
            "2026-03-02T09:00:00",
            "2026-02-29T09:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-03-02T24:00:00Z",
            "2026-03-02T09:00:00.Z",
            "2026-03-02T09:00:00+8",
            "2026-03-02T09:00:00Zjunk",
            "２０２６-03-02T09:00:00Z",
        ] {
            assert_eq!(parse_rfc3339(text), None, "{text}");
        }
    }

    #[test]
    fn writing_and_reading_agree_on_every_day_to_2200() {
        for day in 0..(LATEST_US / 86_400_000_000) {
            let us = day * 86_400_000_000 + 1;
            assert_eq!(parse_rfc3339(&format_rfc3339(us)), Some(us));
        }
        assert_eq!(parse_rfc3339("2200-01-01T00:00:00Z"), Some(LATEST_US));
    }
}
