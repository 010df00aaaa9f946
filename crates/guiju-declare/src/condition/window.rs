//! Time conditions: `0,30,m`, inclusive at both ends.

use super::{Names, Unreadable, Why, eval, lex, parse};
use crate::python::{is_space, strip};

/// How far apart activation and target may be, whichever comes first; microseconds, both bounds included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) least_us: i128,
    pub(crate) most_us: i128,
}

impl Window {
    pub(crate) fn holds(self, a_us: i64, t_us: i64) -> bool {
        let apart = (i128::from(a_us) - i128::from(t_us)).abs();
        self.least_us <= apart && apart <= self.most_us
    }

    /// Reads `least,most,unit`; an empty condition gives `None`.
    ///
    /// As in Declare4Py a bound may be empty (0), negative or a sum, and what follows a third comma is not looked at.
    ///
    /// # Errors
    /// It is something else.
    pub(crate) fn read(text: &str) -> Result<Option<Window>, Unreadable> {
        if strip(text).is_empty() {
            return Ok(None);
        }
        let fields: Vec<&str> = text.split(',').collect();
        let unit = fields.get(2).map(|unit| strip(unit)).unwrap_or_default();
        let us_per_unit = match unit.to_lowercase().as_str() {
            "s" => 1_000_000,
            "m" => 60_000_000,
            "h" => 3_600_000_000,
            "d" => 86_400_000_000,
            _ if fields.len() < 3 => return Err(Unreadable { at: 0, why: Why::Ended }),
            _ => {
                let at = fields[0].len() + fields[1].len() + 2;
                let at = at + (fields[2].len() - fields[2].trim_start_matches(is_space).len());
                return Err(Unreadable { at, why: Why::Unexpected(unit.to_owned()) });
            }
        };
        let least_us = span(fields[0], us_per_unit, 0)?;
        let most_us = span(fields[1], us_per_unit, fields[0].len() + 1)?;
        Ok(Some(Window { least_us, most_us }))
    }

    /// Whether `text` reads as a time condition and as nothing else: `0,30,m`.
    pub(crate) fn looks_like(text: &str) -> bool {
        let starts = strip(text).starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
        starts && matches!(Window::read(text), Ok(Some(_)))
    }
}

/// `timedelta(unit=float(text))` in microseconds; nothing is 0.
fn span(text: &str, us_per_unit: i64, at: usize) -> Result<i128, Unreadable> {
    if strip(text).is_empty() {
        return Ok(0);
    }
    let place = |unreadable: Unreadable| Unreadable { at: at + unreadable.at, ..unreadable };
    let tokens = lex::tokens(text).map_err(place)?;
    let expr = parse::parse(&tokens, text.len(), Names::Activation).map_err(place)?;
    let value = eval::constant(&expr).filter(|value| value.is_finite());
    let value = value.ok_or(Unreadable { at, why: Why::Number(strip(text).to_owned()) })?;
    // Beyond what a clock can tell apart; Python refuses it.
    let value = value.clamp(-1e15, 1e15);
    let (whole, fraction) = (value.trunc(), value.fract());
    let rest = fraction * us_per_unit as f64;
    let exact = whole as i128 * i128::from(us_per_unit) + rest.trunc() as i128;
    Ok(exact + round_to_even(rest.fract(), exact))
}

/// What a fraction of a microsecond adds: halves go to the even one, as in Python.
fn round_to_even(fraction: f64, whole: i128) -> i128 {
    let step = if fraction < 0.0 { -1 } else { 1 };
    match fraction.abs() {
        half if half > 0.5 => step,
        0.5 if whole % 2 != 0 => step,
        _ => 0,
    }
}
