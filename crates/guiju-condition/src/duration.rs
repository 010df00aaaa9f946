//! Durations as a condition writes them.

/// Microseconds of a duration such as `2min`, `1h30m`, `90s`, `1.5h`, `3d`, `-10m`; a day is 24 hours. `None` if the
/// text is not one, or does not fit.
///
/// Units: `d`, `h`, `m` or `min`, `s`, `ms`, `us`; CEL's own, but for days and `min` (packs write `min`) and without
/// `ns`. Decimals finer than a microsecond are refused.
pub fn duration_us(text: &str) -> Option<i64> {
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if rest.is_empty() {
        return None;
    }
    let mut total: i64 = 0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, tail) = rest.split_at(digits);
        let unit_len = tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(unit_len);
        let unit_us: i64 = match unit {
            "d" => 86_400_000_000,
            "h" => 3_600_000_000,
            "m" | "min" => 60_000_000,
            "s" => 1_000_000,
            "ms" => 1_000,
            "us" => 1,
            _ => return None,
        };
        total = total.checked_add(times(number, unit_us)?)?;
        rest = tail;
    }
    if negative { total.checked_neg() } else { Some(total) }
}

/// `number` (digits, perhaps with decimals) times `unit_us`, exactly.
fn times(number: &str, unit_us: i64) -> Option<i64> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    if whole.is_empty() || decimals.is_empty() || decimals.len() > 12 {
        return None;
    }
    let whole = whole.parse::<i64>().ok()?.checked_mul(unit_us)?;
    let scale = 10_i128.pow(decimals.len() as u32);
    let part = decimals.parse::<i128>().ok()? * i128::from(unit_us);
    if part % scale != 0 {
        return None;
    }
    whole.checked_add(i64::try_from(part / scale).ok()?)
}

/// A duration as [`duration_us`] reads it: `1h30m`, `-2s`, `0s`.
pub(crate) fn duration_text(us: i64) -> String {
    let mut rest = us.unsigned_abs();
    let mut text = String::from(if us < 0 { "-" } else { "" });
    for (unit, unit_us) in
        [("d", 86_400_000_000), ("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000), ("us", 1)]
    {
        if rest >= unit_us || (us == 0 && unit == "s") {
            text.push_str(&format!("{}{unit}", rest / unit_us));
            rest %= unit_us;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{duration_text, duration_us};

    #[test]
    fn durations_are_read_exactly_or_not_at_all() {
        for (text, expected) in [
            ("2m", Some(120_000_000)),
            ("2min", Some(120_000_000)),
            ("1h30min", Some(5_400_000_000)),
            ("1.5h", Some(5_400_000_000)),
            ("3d", Some(259_200_000_000)),
            ("-10s", Some(-10_000_000)),
            ("0.000001s", Some(1)),
            ("0.0000001s", None),
            ("", None),
            ("-", None),
            ("90", None),
            ("5 min", None),
            ("1.h", None),
            (".5h", None),
            ("1.2.3h", None),
            ("3 workdays", None),
            ("9999999999999d", None),
        ] {
            assert_eq!(duration_us(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for us in [0, 1, -1, 5_400_000_000, 90_000_001, -259_200_000_000, i64::MAX] {
            assert_eq!(duration_us(&duration_text(us)), Some(us));
        }
        assert_eq!(duration_text(5_400_000_000), "1h30m");
    }
}
