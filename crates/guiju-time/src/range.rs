//! Inclusive ranges of figures, open on either side: `3..5cm`, `15s..`, `..2`.

use std::cmp::Ordering;
use std::fmt;

use crate::quantity::split;
use crate::{Micros, Quantity, QuantityProblem, Unit};

/// Figures from `min` to `max`, both included; at least one of them is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The smallest figure inside.
    pub min: Option<Quantity>,
    /// The largest figure inside.
    pub max: Option<Quantity>,
}

impl Range {
    /// Reads `3..5cm` (the unit holds for both), `30min..2h`, `15s..`, `..2`; a single figure (`95%`) is exactly that.
    ///
    /// # Errors
    /// What is no figure, two dimensions, no bound, or an end before the beginning.
    pub fn parse(text: &str) -> Result<Range, QuantityProblem> {
        let Some((low, high)) = text.split_once("..") else {
            let only = Quantity::parse(text)?;
            return Ok(Range { min: Some(only), max: Some(only) });
        };
        let side = |part: &str| if part.trim().is_empty() { Ok(None) } else { split(part).map(Some) };
        let (low, high) = (side(low)?, side(high)?);
        let with = |value, unit: Option<Unit>| Quantity { value, unit: unit.unwrap_or(Unit::ONE) };
        let max = high.map(|(value, unit)| with(value, unit));
        let min = low.map(|(value, unit)| with(value, unit.or(high.and_then(|(_, unit)| unit))));
        match (min, max) {
            (None, None) => return Err(QuantityProblem::NoBound { text: text.to_owned() }),
            (Some(min), Some(max)) if min.compare(&max)? == Ordering::Greater => {
                return Err(QuantityProblem::Backwards { text: text.to_owned() });
            }
            _ => {}
        }
        Ok(Range { min, max })
    }

    /// Whether a figure lies inside, its unit converted; never for one that is no number.
    ///
    /// # Errors
    /// The unit measures something else.
    pub fn contains(&self, value: f64, unit: Unit) -> Result<bool, QuantityProblem> {
        let figure = Quantity { value, unit };
        let above = self.min.map_or(Ok(true), |min| figure.compare(&min).map(Ordering::is_ge))?;
        let below = self.max.map_or(Ok(true), |max| figure.compare(&max).map(Ordering::is_le))?;
        Ok(above && below && !value.is_nan())
    }

    /// Whether a length of time lies inside.
    ///
    /// # Errors
    /// The range measures something else.
    pub fn contains_time(&self, length: Micros) -> Result<bool, QuantityProblem> {
        let micros = Unit::parse("us").unwrap_or(Unit::ONE);
        self.contains(length.0 as f64, micros)
    }

    /// The range in another unit; as it is where its own measures something else, or is none.
    pub fn in_unit(&self, unit: Unit) -> Range {
        let own = |bound: Option<Quantity>| {
            bound.map(|bound| match bound.unit.convert(bound.value, unit) {
                Some(value) if bound.unit != unit => Quantity { value, unit },
                _ => bound,
            })
        };
        Range { min: own(self.min), max: own(self.max) }
    }

    /// The unit in which the range is written.
    pub fn unit(&self) -> Unit {
        self.max.or(self.min).map_or(Unit::ONE, |bound| bound.unit)
    }
}

/// In our notation; reads back as the same range.
impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => write!(f, "{min}"),
            (Some(min), Some(max)) if min.unit == max.unit => write!(f, "{}..{max}", min.value),
            (Some(min), Some(max)) => write!(f, "{min}..{max}"),
            (Some(min), None) => write!(f, "{min}.."),
            (None, Some(max)) => write!(f, "..{max}"),
            (None, None) => f.write_str(".."),
        }
    }
}
