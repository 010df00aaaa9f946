//! Ranges with figures of the pack in them: `param.low..param.high`, `±param.limit`, `param.middle ± 2cm`.

use guiju_time::{Quantity, Range, Unit};
use std::fmt;

/// A range of which some bound is a figure of the pack.
#[derive(Debug, Clone, PartialEq)]
pub enum FigureRange {
    /// From one to the other, both included; open where there is none.
    Between(Option<Figure>, Option<Figure>),
    /// So much off the middle at most; without a middle, off zero.
    Around(Option<Figure>, Figure),
}

/// A bound, or what one is reckoned from.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// As written.
    Fixed(Quantity),
    /// A figure of the pack, by its name.
    Param(String),
}

/// A range whose figures are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The range.
    pub range: Range,
    /// As it is told: `3..5cm`, `10 ± 0.5mm`.
    pub told: String,
}

impl FigureRange {
    fn figures(&self) -> impl Iterator<Item = &Figure> {
        let (one, other) = match self {
            FigureRange::Between(least, most) => (least.as_ref(), most.as_ref()),
            FigureRange::Around(middle, tolerance) => (middle.as_ref(), Some(tolerance)),
        };
        [one, other].into_iter().flatten()
    }

    /// The figures of the pack in it.
    pub fn params(&self) -> Vec<&str> {
        let names = self.figures().filter_map(|figure| match figure {
            Figure::Param(name) => Some(name.as_str()),
            Figure::Fixed(_) => None,
        });
        names.collect()
    }

    /// The units of the bounds that are written out.
    pub fn fixed_units(&self) -> Vec<Unit> {
        let units = self.figures().filter_map(|figure| match figure {
            Figure::Fixed(quantity) => Some(quantity.unit),
            Figure::Param(_) => None,
        });
        units.collect()
    }

    /// The range, with each figure as `value` gives it.
    ///
    /// # Errors
    /// What `value` says of a figure that it does not know.
    pub fn known<E>(&self, value: &dyn Fn(&str) -> Result<Quantity, E>) -> Result<Known, E> {
        let of = |figure: &Figure| match figure {
            Figure::Fixed(quantity) => Ok(*quantity),
            Figure::Param(name) => value(name),
        };
        Ok(match self {
            FigureRange::Between(least, most) => {
                let range = Range {
                    min: least.as_ref().map(of).transpose()?,
                    max: most.as_ref().map(of).transpose()?,
                };
                Known { range, told: range.to_string() }
            }
            FigureRange::Around(middle, tolerance) => {
                let off = of(tolerance)?;
                let middle = middle.as_ref().map(of).transpose()?;
                let from = middle.unwrap_or(Quantity { value: 0.0, unit: off.unit });
                let unit = if from.unit == Unit::ONE { off.unit } else { from.unit };
                let off = off.unit.convert(off.value, unit).unwrap_or(off.value);
                let at = |value: f64| Some(Quantity { value: tidy(value), unit });
                let range = Range { min: at(from.value - off), max: at(from.value + off) };
                let of = middle.map(|middle| format!("{} ", middle.value)).unwrap_or_default();
                Known { range, told: format!("{of}± {}", Quantity { value: off, unit }) }
            }
        })
    }
}

/// What sums of decimals leave behind the ninth place says nothing.
fn tidy(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Figure::Fixed(quantity) => quantity.fmt(f),
            Figure::Param(name) => write!(f, "param.{name}"),
        }
    }
}

/// As a pack writes it.
impl fmt::Display for FigureRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = |figure: &Option<Figure>| figure.as_ref().map(ToString::to_string).unwrap_or_default();
        match self {
            FigureRange::Between(least, most) if least == most => f.write_str(&written(least)),
            FigureRange::Between(least, most) => write!(f, "{}..{}", written(least), written(most)),
            FigureRange::Around(None, tolerance) => write!(f, "±{tolerance}"),
            FigureRange::Around(middle, tolerance) => write!(f, "{} ± {tolerance}", written(middle)),
        }
    }
}
