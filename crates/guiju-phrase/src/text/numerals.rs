//! Numbers in digits and in Chinese numerals.

use super::{Break, Turn};

/// Most cells that a number may take.
const LONGEST: usize = 15;

/// A number begins with one of these.
pub(crate) const BEGIN: &str = "0123456789十拾";

/// The longest number that begins at a cell: one past its end, and its value.
pub(crate) fn number_at(turn: &Turn, at: usize) -> Option<(usize, f64)> {
    let (end, whole) = whole_at(turn, at)?;
    let digit = |at: usize| turn.letter(at).and_then(|letter| letter.to_digit(10));
    let point = if digit(end).is_some() && end < turn.len() && turn.between(end).point {
        Some(end)
    } else if turn.letter(end) == Some('点')
        && digit(end + 1).is_some()
        && joined(turn, end)
        && joined(turn, end + 1)
    {
        Some(end + 1)
    } else {
        None
    };
    let Some(mut next) = point else { return Some((end, whole as f64)) };
    let (mut value, mut weight) = (whole as f64, 0.1);
    while let Some(digit) = digit(next).filter(|_| next < end + LONGEST) {
        value += f64::from(digit) * weight;
        weight /= 10.0;
        next += 1;
        if !joined(turn, next) {
            break;
        }
    }
    Some((next, value))
}

/// The longest whole number that begins at a cell.
pub(crate) fn whole_at(turn: &Turn, at: usize) -> Option<(usize, i64)> {
    let (mut total, mut section, mut pending) = (0_i64, 0_i64, None::<i64>);
    // The unit just read, and whether a zero came since: 三百五 is 350, 三百零五 is 305.
    let (mut unit_before, mut zero_since) = (0_i64, false);
    let mut end = at;
    let mut spoken_digit = false;
    while end < turn.len() && end - at < LONGEST && (end == at || joined(turn, end)) {
        let cell = turn.cells()[end];
        if let Some(digit) = cell.letter.to_digit(10).map(i64::from) {
            if pending.is_none() && unit_before > 0 && digit == 0 {
                zero_since = true;
            } else {
                pending = Some(pending.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
                spoken_digit = !cell.folded.is_ascii_digit();
            }
        } else if let Some(unit) = unit(cell.letter) {
            if unit == 10_000 {
                if section == 0 && pending.is_none() {
                    break;
                }
                total = total.checked_add((section + pending.take().unwrap_or(0)).checked_mul(unit)?)?;
                section = 0;
            } else {
                if (unit != 10 && pending.is_none()) || (unit_before != 0 && unit_before < unit) {
                    break;
                }
                section = section.checked_add(pending.take().unwrap_or(1).checked_mul(unit)?)?;
            }
            (unit_before, zero_since) = (unit, false);
        } else {
            break;
        }
        end += 1;
    }
    if end == at {
        return None;
    }
    let last = pending.unwrap_or(0);
    let shortened = spoken_digit && unit_before > 10 && !zero_since && (1..10).contains(&last);
    let last = if shortened { last.checked_mul(unit_before / 10)? } else { last };
    Some((end, total.checked_add(section)?.checked_add(last)?))
}

fn unit(letter: char) -> Option<i64> {
    match letter {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1000),
        '万' => Some(10_000),
        _ => None,
    }
}

/// Whether a number that began before goes on here: the 十五 in 二十五 is none.
pub(crate) fn goes_on(turn: &Turn, at: usize) -> bool {
    let numeral = |letter: char| letter.is_ascii_digit() || unit(letter).is_some();
    let before = at.checked_sub(1).and_then(|before| turn.letter(before));
    at < turn.len() && joined(turn, at) && before.is_some_and(numeral) && turn.letter(at).is_some_and(numeral)
}

/// Nothing stands before this cell.
fn joined(turn: &Turn, at: usize) -> bool {
    let between = turn.between(at);
    between.level == Break::None && !between.colon && !between.point
}
