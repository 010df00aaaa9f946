//! Figures with units: `3cm`, `95%`, `220V`.

use std::cmp::Ordering;
use std::fmt;

use crate::{Lang, Micros, Unit};

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// How many.
    pub value: f64,
    /// Of what.
    pub unit: Unit,
}

/// Why a figure or a range cannot be read or compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuantityProblem {
    /// No number where one is due.
    #[error("`{text}` is not a figure; write one like 3cm, 95% or 3..5cm")]
    NotAFigure {
        /// What was written.
        text: String,
    },
    /// The unit is not in the table.
    #[error(
        "`{text}`: there is no unit `{unit}`; write one like mm, cm, m, °, %, s, min, h, V, kWh, km/h or yuan"
    )]
    UnknownUnit {
        /// What was written.
        text: String,
        /// The unit in it.
        unit: String,
    },
    /// Two units that measure different things.
    #[error("`{one}` and `{other}` do not measure the same; write both in units of one kind")]
    OtherDimension {
        /// The unit's symbol.
        one: String,
        /// The other one's.
        other: String,
    },
    /// A range whose end lies before its beginning.
    #[error("`{text}` ends before it begins; write the smaller figure first")]
    Backwards {
        /// What was written.
        text: String,
    },
    /// `..` alone.
    #[error("`{text}` has no bound; write at least one, like 15s.. or ..2")]
    NoBound {
        /// What was written.
        text: String,
    },
}

impl QuantityProblem {
    /// What is wrong and what to write, in one sentence.
    pub fn say(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            QuantityProblem::NotAFigure { text } => format!("`{text}` 不是数值；请写如 3cm、95%、3..5cm"),
            QuantityProblem::UnknownUnit { text, unit } => format!(
                "`{text}`：没有 `{unit}` 这个单位；请写如 mm、cm、m、°、%、s、min、h、V、kWh、km/h、元"
            ),
            QuantityProblem::OtherDimension { one, other } => {
                format!("`{one}` 与 `{other}` 量的不是同一种东西；请用同类单位")
            }
            QuantityProblem::Backwards { text } => format!("`{text}` 止小于起；请把小的写在前面"),
            QuantityProblem::NoBound { text } => format!("`{text}` 没有界限；请至少写一边，如 15s.. 或 ..2"),
        }
    }
}

impl Quantity {
    /// Reads `3cm`, `-2.5 °C`, `95%`, `12`.
    ///
    /// # Errors
    /// No number, or a unit that is not in the table.
    pub fn parse(text: &str) -> Result<Quantity, QuantityProblem> {
        let (value, unit) = split(text)?;
        Ok(Quantity { value, unit: unit.unwrap_or(Unit::ONE) })
    }

    /// Compares with another figure, converting its unit.
    ///
    /// # Errors
    /// The units measure different things.
    pub fn compare(&self, other: &Quantity) -> Result<Ordering, QuantityProblem> {
        let scales = self.unit.scales(other.unit).ok_or_else(|| QuantityProblem::OtherDimension {
            one: self.unit.symbol().to_owned(),
            other: other.unit.symbol().to_owned(),
        })?;
        Ok(compare(self.value * scales.0, other.value * scales.1, scales == (1.0, 1.0)))
    }

    /// A length of time as a figure in seconds.
    pub fn of_time(length: Micros) -> Quantity {
        Quantity { value: length.as_seconds(), unit: Unit::parse("s").unwrap_or(Unit::ONE) }
    }
}

/// Orders two figures; after a conversion the last digits of a binary fraction say nothing (1.1 cm are 11 mm).
fn compare(a: f64, b: f64, exact: bool) -> Ordering {
    if !exact && (a - b).abs() <= 1e-12 * a.abs().max(b.abs()) {
        return Ordering::Equal;
    }
    a.partial_cmp(&b).unwrap_or_else(|| a.total_cmp(&b))
}

/// The number, and the unit if one is written.
pub(crate) fn split(text: &str) -> Result<(f64, Option<Unit>), QuantityProblem> {
    let trimmed = text.trim();
    let end = trimmed
        .char_indices()
        .find(|(at, c)| !(c.is_ascii_digit() || *c == '.' || (*at == 0 && (*c == '-' || *c == '+'))))
        .map_or(trimmed.len(), |(at, _)| at);
    let (number, unit) = trimmed.split_at(end);
    let value = number.parse::<f64>().ok().filter(|value| value.is_finite());
    let value = value.ok_or_else(|| QuantityProblem::NotAFigure { text: text.to_owned() })?;
    let unit = unit.trim();
    if unit.is_empty() {
        return Ok((value, None));
    }
    match Unit::parse(unit) {
        Some(known) => Ok((value, Some(known))),
        None => Err(QuantityProblem::UnknownUnit { text: text.to_owned(), unit: unit.to_owned() }),
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.value, self.unit)
    }
}
