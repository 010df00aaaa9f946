//! Numbers, durations and truths as exports write them.

use crate::cell::{Cell, narrow, quoted};
use guiju_log::CellFault;
use guiju_time::Unit;

/// Which sign stands before a number's fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Decimal {
    /// `1,234.5`
    #[default]
    Point,
    /// `1.234,5`
    Comma,
}

/// A number, with the unit behind it if one is written; in `unit`, where one is given.
///
/// Thousands may stand apart by the other sign, a space or `'`; 万 and 亿 multiply; a currency sign before it says nothing.
///
/// # Errors
/// [`CellFault::NotANumber`], [`CellFault::OtherUnit`].
pub fn number(cell: &Cell, decimal: Decimal, unit: Option<Unit>) -> Result<f64, CellFault> {
    if let Cell::Number(number) | Cell::Serial(number) = cell {
        return Ok(*number);
    }
    let shown = cell.shown();
    let fault = || CellFault::NotANumber { text: quoted(&shown) };
    let (value, suffix) = split(&shown, decimal).ok_or_else(fault)?;
    if suffix.is_empty() {
        return Ok(value);
    }
    let written = Unit::parse(&suffix).ok_or_else(fault)?;
    match unit {
        // A unit that nobody asked for may be misread: 5 is not 5 min.
        None => Err(fault()),
        Some(unit) => written
            .convert(value, unit)
            .ok_or_else(|| CellFault::OtherUnit { text: quoted(&shown), unit: unit.symbol().to_owned() }),
    }
}

/// The number at the beginning of a text and what follows it; `None` if it does not begin with one.
pub fn split(text: &str, decimal: Decimal) -> Option<(f64, String)> {
    let narrowed = narrow(text);
    let text = narrowed.trim().trim_start_matches(['¥', '￥', '$', '€', '£']).trim_start();
    let end = text
        .char_indices()
        .find(|(at, c)| {
            !(c.is_ascii_digit()
                || matches!(c, '.' | ',' | '\'' | ' ' | '\u{a0}' | '\u{202f}')
                || (*at == 0 && matches!(c, '-' | '+')))
        })
        .map_or(text.len(), |(at, _)| at);
    let (figure, suffix) = text.split_at(end);
    let value = plain(figure.trim(), decimal)?;
    let mut suffix = suffix.trim();
    let mut factor = 1.0;
    for (word, times) in [("万", 1e4), ("亿", 1e8)] {
        if suffix == word || (suffix.starts_with(word) && Unit::parse(suffix).is_none()) {
            (factor, suffix) = (times, suffix[word.len()..].trim());
        }
    }
    Some((value * factor, suffix.to_owned()))
}

fn plain(figure: &str, decimal: Decimal) -> Option<f64> {
    let (point, apart) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    let (whole, fraction) = match figure.split_once(point) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (figure, None),
    };
    let mut groups = whole.split([apart, '\'', ' ', '\u{a0}', '\u{202f}']);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || !group.bytes().all(|c| c.is_ascii_digit()) {
            return None;
        }
        digits.push_str(group);
    }
    if let Some(fraction) = fraction {
        if !fraction.bytes().all(|c| c.is_ascii_digit()) {
            return None;
        }
        digits.push('.');
        digits.push_str(fraction);
    }
    digits.parse::<f64>().ok().filter(|value| value.is_finite())
}

const PARTS: [(&str, f64); 29] = [
    ("milliseconds", 1e-3),
    ("ms", 1e-3),
    ("毫秒", 1e-3),
    ("小时", 3_600.0),
    ("个小时", 3_600.0),
    ("时", 3_600.0),
    ("hours", 3_600.0),
    ("hour", 3_600.0),
    ("hrs", 3_600.0),
    ("hr", 3_600.0),
    ("h", 3_600.0),
    ("分钟", 60.0),
    ("分", 60.0),
    ("minutes", 60.0),
    ("minute", 60.0),
    ("mins", 60.0),
    ("min", 60.0),
    ("m", 60.0),
    ("秒钟", 1.0),
    ("秒", 1.0),
    ("seconds", 1.0),
    ("second", 1.0),
    ("secs", 1.0),
    ("sec", 1.0),
    ("s", 1.0),
    ("天", 86_400.0),
    ("days", 86_400.0),
    ("day", 86_400.0),
    ("d", 86_400.0),
];

/// A duration in seconds: `1小时5分30秒`, `1h 5m`, `01:05:30`, `PT5M`; a bare number, or `5:30`, by `unit` (Excel's own durations need none).
///
/// # Errors
/// [`CellFault::NotADuration`].
pub fn duration_s(cell: &Cell, decimal: Decimal, unit: Option<Unit>) -> Result<f64, CellFault> {
    let shown = cell.shown();
    let fault = || CellFault::NotADuration { text: quoted(&shown) };
    let second = Unit::parse("s").unwrap_or(Unit::ONE);
    let by_unit = |value: f64| unit.and_then(|unit| unit.convert(value, second)).ok_or_else(fault);
    match cell {
        Cell::Serial(days) => return Ok((days * 86_400_000.0).round() / 1_000.0),
        Cell::Number(value) => return by_unit(*value),
        _ => {}
    }
    let text = narrow(&shown).trim().to_lowercase();
    if text.contains(':') {
        return clock_s(&text, unit).ok_or_else(fault);
    }
    if let Some((value, suffix)) = split(&text, decimal)
        && suffix.is_empty()
    {
        return by_unit(value);
    }
    let mut rest = text.strip_prefix('p').unwrap_or(&text).trim_start_matches('t');
    let mut sum = 0.0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).ok_or_else(fault)?;
        let value: f64 = rest[..end].parse().map_err(|_| fault())?;
        rest = rest[end..].trim_start();
        let named =
            PARTS.iter().filter(|(word, _)| rest.starts_with(word)).max_by_key(|(word, _)| word.len());
        let (word, seconds) = named.ok_or_else(fault)?;
        sum += value * seconds;
        rest = rest[word.len()..]
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | 't' | '零'));
    }
    if text.is_empty() { Err(fault()) } else { Ok(sum) }
}

/// `h:mm:ss`, or of two parts what the unit says: minutes and seconds for `s` and `min`, else hours and minutes.
fn clock_s(text: &str, unit: Option<Unit>) -> Option<f64> {
    let parts: Option<Vec<f64>> = text.split(':').map(|part| part.trim().parse::<f64>().ok()).collect();
    let parts = parts?;
    if parts.iter().any(|part| !part.is_finite() || *part < 0.0)
        || parts.iter().skip(1).any(|part| *part >= 60.0)
    {
        return None;
    }
    match parts.as_slice() {
        [h, m, s] => Some(h * 3_600.0 + m * 60.0 + s),
        [m, s] if unit.is_some_and(|unit| matches!(unit.symbol(), "s" | "min")) => Some(m * 60.0 + s),
        [h, m] => Some(h * 3_600.0 + m * 60.0),
        _ => None,
    }
}

/// Words for yes.
const YES: [&str; 12] = ["true", "yes", "y", "1", "是", "有", "√", "✓", "✔", "对", "已", "t"];
/// Words for no.
const NO: [&str; 14] = ["false", "no", "n", "0", "否", "无", "没有", "×", "✗", "✘", "x", "未", "f", "不是"];

/// Yes or no in the usual words; `None` for any other.
pub fn truth(cell: &Cell) -> Option<bool> {
    if let Cell::Bool(truth) = cell {
        return Some(*truth);
    }
    let word = narrow(&cell.shown()).to_lowercase();
    let word = word.trim();
    if YES.contains(&word) { Some(true) } else { NO.contains(&word).then_some(false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(symbol: &str) -> Option<Unit> {
        Unit::parse(symbol).filter(|_| !symbol.is_empty())
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, symbol, expected) in [
            ("1,234.5", "", Some(1_234.5)),
            ("-12", "", Some(-12.0)),
            ("１２", "", Some(12.0)),
            ("¥1,200.00", "", Some(1_200.0)),
            ("3.2万", "", Some(32_000.0)),
            ("12 345", "", Some(12_345.0)),
            ("3.5公里", "m", Some(3_500.0)),
            ("95%", "%", Some(95.0)),
            ("5万元", "元", Some(50_000.0)),
            ("12,34", "", None),
            ("3.5公里", "", None),
            ("3.5公里", "kg", None),
            ("1e5", "", None),
            ("", "", None),
            ("无", "", None),
        ] {
            assert_eq!(
                number(&Cell::text(text), Decimal::Point, unit(symbol)).ok(),
                expected,
                "{text} {symbol}"
            );
        }
        assert_eq!(number(&Cell::text("1.234,5"), Decimal::Comma, None).ok(), Some(1_234.5));
    }

    #[test]
    fn durations_are_read_in_words_clocks_and_units() {
        for (text, symbol, expected) in [
            ("1小时5分30秒", "", Some(3_930.0)),
            ("1小时零5分", "", Some(3_900.0)),
            ("90秒", "", Some(90.0)),
            ("1.5 h", "", Some(5_400.0)),
            ("1h 5m", "", Some(3_900.0)),
            ("2 days", "", Some(172_800.0)),
            ("PT1H5M", "", Some(3_900.0)),
            ("01:05:30", "", Some(3_930.0)),
            ("5:30", "min", Some(330.0)),
            ("5:30", "", Some(19_800.0)),
            ("1,200", "s", Some(1_200.0)),
            ("12", "min", Some(720.0)),
            ("12", "", None),
            ("5:99", "", None),
            ("soon", "", None),
            ("", "s", None),
        ] {
            assert_eq!(
                duration_s(&Cell::text(text), Decimal::Point, unit(symbol)).ok(),
                expected,
                "{text} {symbol}"
            );
        }
        assert_eq!(duration_s(&Cell::Serial(0.5), Decimal::Point, None).ok(), Some(43_200.0));
    }

    #[test]
    fn truths_have_many_words() {
        for (text, expected) in
            [("是", Some(true)), ("Ｎ", Some(false)), ("√", Some(true)), ("城区", None), ("", None)]
        {
            assert_eq!(truth(&Cell::text(text)), expected, "{text}");
        }
    }
}
