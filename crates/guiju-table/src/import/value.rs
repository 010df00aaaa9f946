//! Cells into values.

use super::bind::Bound;
use crate::{
    cell::{Cell, quoted},
    figure,
    limits::CELL_KIB,
    mapping::{CellSpec, Format, From, Kind, Piece, TimeSpec, of_json},
    when::{self, DAY_US, Moment},
};
use guiju_log::{CellFault, RowValue};
use guiju_time::Zone;
use jiff::{ToSpan as _, civil::Time};

/// A cell that can't be read, and in which column.
pub(super) struct Bad {
    pub(super) slot: Option<usize>,
    pub(super) fault: CellFault,
}

type Read<T> = Result<Option<T>, Bad>;

impl Bound<'_> {
    /// The value, `None` if there is none.
    pub(super) fn value(&self, spec: &CellSpec) -> Read<RowValue> {
        if matches!(spec.kind, Kind::Time(_)) && spec.split.is_none() {
            return Ok(self.instant(spec)?.map(RowValue::Time));
        }
        let (slot, cell) = match &spec.from {
            From::Constant(RowValue::Null) => return Ok(None),
            From::Constant(value) => return Ok(Some(value.clone())),
            From::Slot(slot) => (Some(*slot), self.readable(*slot)?.clone()),
            From::Template(pieces) => match self.template(pieces)? {
                Some(text) => (first_slot(pieces), Cell::text(&text)),
                None => return Ok(None),
            },
            From::DateAndClock(..) => return Ok(self.instant(spec)?.map(RowValue::Time)),
        };
        if cell.is_empty() {
            return Ok(None);
        }
        let bad = |fault| Bad { slot, fault };
        let Some(split) = &spec.split else { return self.one(spec, &cell).map_err(bad) };
        let shown = cell.shown();
        let mut items = Vec::new();
        for part in shown.split(|c| split.contains(c)) {
            items.extend(match Cell::text(part) {
                Cell::Empty => None,
                part => self.one(spec, &part).map_err(bad)?,
            });
        }
        Ok((!items.is_empty()).then_some(RowValue::List(items)))
    }

    /// The value as text: ids, types, qualifiers.
    pub(super) fn text(&self, spec: &CellSpec) -> Read<String> {
        Ok(match self.value(spec)? {
            None | Some(RowValue::Null) => None,
            Some(RowValue::Text(text)) => Some(text),
            Some(RowValue::Int(number)) => Some(number.to_string()),
            Some(RowValue::Float(number)) => Some(Cell::Number(number).shown().into_owned()),
            Some(RowValue::Bool(truth)) => Some(truth.to_string()),
            Some(RowValue::Time(us)) => Some(rfc3339(us)),
            Some(RowValue::List(_) | RowValue::Map(_)) => None,
        })
    }

    /// The value as texts, for several of them in one cell.
    pub(super) fn texts(&self, spec: &CellSpec) -> Result<Vec<String>, Bad> {
        if spec.split.is_none() && spec.kind != Kind::Json {
            return Ok(self.text(spec)?.into_iter().collect());
        }
        let items = match self.value(spec)? {
            Some(RowValue::List(items)) => items,
            other => other.into_iter().collect(),
        };
        Ok(items
            .into_iter()
            .filter_map(|item| match item {
                RowValue::Text(text) => Some(text),
                RowValue::Int(number) => Some(number.to_string()),
                _ => None,
            })
            .collect())
    }

    /// An instant, in microseconds since 1970 UTC.
    pub(super) fn instant(&self, spec: &CellSpec) -> Read<i64> {
        let own = TimeSpec::default();
        let time = if let Kind::Time(time) = &spec.kind { time } else { &own };
        let (slot, found, shown) = match &spec.from {
            From::Constant(RowValue::Null) => return Ok(None),
            From::DateAndClock(date, clock) => {
                let (Some((slot, date, shown)), Some((_, clock, clock_shown))) =
                    (self.moment(date)?, self.moment(clock)?)
                else {
                    return Ok(None);
                };
                // A date that Excel stores has midnight, and a time of day may come with a date of no meaning.
                let clock_us = match &spec.near {
                    Some(near) => {
                        let near = self.moment(near)?.and_then(|(_, near, _)| near.clock_us);
                        nearest_us(clock.clock_us, near)
                    }
                    None => clock.clock_us,
                };
                let both = Moment { date: date.date, clock_us, offset_s: clock.offset_s, ..date };
                (slot, both, format!("{shown} {clock_shown}"))
            }
            _ => match self.moment(spec)? {
                Some(found) => found,
                None => return Ok(None),
            },
        };
        let bad = |fault| Bad { slot, fault };
        let mut us = self.resolve(found, time, &shown).map_err(bad)?;
        if let Some(plus) = &spec.plus {
            let Some(seconds) = self.value(plus)? else { return Ok(None) };
            let seconds = match seconds {
                RowValue::Int(seconds) => seconds as f64,
                RowValue::Float(seconds) => seconds,
                _ => return Err(bad(CellFault::NotADuration { text: quoted(&shown) })),
            };
            us = us.saturating_add((seconds * 1e6).round() as i64);
        }
        Ok(Some(us))
    }

    /// What a cell or a constant says of a time.
    fn moment(&self, spec: &CellSpec) -> Read<(Option<usize>, Moment, String)> {
        let own = TimeSpec::default();
        let time = if let Kind::Time(time) = &spec.kind { time } else { &own };
        let (slot, cell) = match &spec.from {
            From::Slot(slot) => (Some(*slot), self.readable(*slot)?.clone()),
            From::Template(pieces) => match self.template(pieces)? {
                Some(text) => (first_slot(pieces), Cell::text(&text)),
                None => return Ok(None),
            },
            From::Constant(RowValue::Text(text)) => (None, Cell::text(text)),
            From::Constant(RowValue::Int(number)) => (None, Cell::Number(*number as f64)),
            _ => return Ok(None),
        };
        if cell.is_empty() {
            return Ok(None);
        }
        let shown = cell.shown().into_owned();
        let fault = || CellFault::NotATime { text: quoted(&shown) };
        let found = match &time.format {
            Format::Known => when::of_cell(&cell, time.dates.or(self.mapping.dates)),
            Format::Excel => match figure::number(&cell, self.mapping.decimal, None) {
                Ok(days) => when::of_serial(days).ok_or_else(fault),
                Err(_) => Err(fault()),
            },
            Format::Epoch(factor) => epoch(&shown, *factor).ok_or_else(fault),
            Format::Pattern(pattern) => by_pattern(&shown, pattern).ok_or_else(fault),
        };
        match found {
            Ok(moment) => Ok(Some((slot, moment, shown))),
            Err(fault) => Err(Bad { slot, fault }),
        }
    }

    fn resolve(&self, moment: Moment, spec: &TimeSpec, shown: &str) -> Result<i64, CellFault> {
        let (Some(date), Some(clock_us)) = (moment.date, moment.clock_us) else {
            return Err(CellFault::HalfATime { text: quoted(shown) });
        };
        let absurd = || CellFault::NotATime { text: quoted(shown) };
        let (days, of_day) = (clock_us.div_euclid(DAY_US), clock_us.rem_euclid(DAY_US));
        let date = date.checked_add(days.days()).map_err(|_| absurd())?;
        if !(1970..2200).contains(&date.year()) {
            return Err(CellFault::Absurd { text: quoted(shown) });
        }
        let local =
            date.to_datetime(Time::midnight()).checked_add(of_day.microseconds()).map_err(|_| absurd())?;
        if let Some(offset_s) = moment.offset_s {
            let utc = Zone::utc().first_instant(local).0;
            return Ok(utc.saturating_sub(offset_s * 1_000_000));
        }
        let zone = spec.zone.as_ref().or(self.mapping.zone.as_ref());
        let zone = zone.ok_or_else(|| CellFault::NoZone { text: quoted(shown) })?;
        Ok(zone.first_instant(local).0)
    }

    /// A cell that is text, a number, a truth or a time.
    fn readable(&self, slot: usize) -> Result<&Cell, Bad> {
        let bad = |fault| Bad { slot: Some(slot), fault };
        let cell = self.cell(slot).map_err(bad)?;
        match cell {
            Cell::Garbled => Err(bad(CellFault::Garbled)),
            Cell::Failed(what) => Err(bad(CellFault::Formula { what: what.clone() })),
            Cell::TooLong => Err(bad(CellFault::LongCell { limit_kib: CELL_KIB })),
            cell => Ok(cell),
        }
    }

    fn template(&self, pieces: &[Piece]) -> Read<String> {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(part) => text.push_str(part),
                Piece::RowNumber => text.push_str(&self.row.line.to_string()),
                Piece::Slot(slot) => match self.readable(*slot)? {
                    Cell::Empty => return Ok(None),
                    cell => text.push_str(&cell.shown()),
                },
            }
        }
        Ok(Some(text))
    }

    fn one(&self, spec: &CellSpec, cell: &Cell) -> Result<Option<RowValue>, CellFault> {
        let shown = cell.shown();
        if let Some(name) = &spec.values
            && let Some(table) = self.mapping.values.get(name)
        {
            let value = table.entries.get(&*shown).or(table.others.as_ref());
            return match value {
                Some(RowValue::Null) => Ok(None),
                Some(value) => Ok(Some(value.clone())),
                None => Err(CellFault::NotInTable { table: name.clone(), text: quoted(&shown) }),
            };
        }
        let decimal = self.mapping.decimal;
        Ok(Some(match &spec.kind {
            Kind::Text => RowValue::Text(shown.into_owned()),
            Kind::Number(unit) => match shown.parse::<i64>() {
                Ok(whole) => RowValue::Int(whole),
                Err(_) => RowValue::Float(figure::number(cell, decimal, *unit)?),
            },
            Kind::Duration(unit) => RowValue::Float(figure::duration_s(cell, decimal, *unit)?),
            Kind::Bool => RowValue::Bool(
                figure::truth(cell).ok_or_else(|| CellFault::NotATruth { text: quoted(&shown) })?,
            ),
            Kind::Json => of_json(
                &serde_json::from_str(&shown).map_err(|_| CellFault::NotJson { text: quoted(&shown) })?,
            ),
            Kind::Time(spec) => {
                let moment = when::of_cell(cell, spec.dates.or(self.mapping.dates))?;
                RowValue::Time(self.resolve(moment, spec, &shown)?)
            }
        }))
    }
}

fn first_slot(pieces: &[Piece]) -> Option<usize> {
    pieces.iter().find_map(|piece| if let Piece::Slot(slot) = piece { Some(*slot) } else { None })
}

/// A time of day on the day on which it is nearest to the other one: 00:05 beside 23:50 is the next day's.
fn nearest_us(clock_us: Option<i64>, near_us: Option<i64>) -> Option<i64> {
    let (clock, Some(near)) = (clock_us?, near_us) else { return clock_us };
    Some(match clock - near {
        early if early < -DAY_US / 2 => clock + DAY_US,
        late if late > DAY_US / 2 => clock - DAY_US,
        _ => clock,
    })
}

/// An instant as RFC 3339 in UTC.
pub(super) fn rfc3339(us: i64) -> String {
    jiff::Timestamp::from_microsecond(us).map_or_else(|_| us.to_string(), |at| at.to_string())
}

fn epoch(text: &str, factor: i64) -> Option<Moment> {
    let us = match text.parse::<i64>() {
        Ok(whole) => whole.checked_mul(factor)?,
        Err(_) => {
            (text.parse::<f64>().ok().filter(|value| value.is_finite())? * factor as f64).round() as i64
        }
    };
    let at = jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::from_microsecond(us).ok()?);
    let midnight = at.time().duration_since(Time::midnight());
    let clock_us = i64::try_from(midnight.as_micros()).ok()?;
    Some(Moment { date: Some(at.date()), clock_us: Some(clock_us), offset_s: Some(0), by_order: false })
}

fn by_pattern(text: &str, pattern: &str) -> Option<Moment> {
    let parsed = jiff::fmt::strtime::parse(pattern, text).ok()?;
    let clock = parsed.to_time().ok().map(|time| time.duration_since(Time::midnight()).as_micros());
    Some(Moment {
        date: parsed.to_date().ok(),
        clock_us: clock.and_then(|us| i64::try_from(us).ok()),
        offset_s: parsed.offset().map(|offset| i64::from(offset.seconds())),
        by_order: false,
    })
}
