//! What the cells of a column look like.

use super::{sample::Sample, words};
use crate::{
    cell::Cell,
    figure::{self, Decimal},
    when::{self, Order},
};
use guiju_time::Unit;
use std::collections::BTreeMap;

/// Values of a column that are kept.
const VALUES: usize = 2_000;
/// More different texts than these are no list of values.
pub(super) const FEW: usize = 24;

/// A column as its first rows show it.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) filled: usize,
    pub(super) empty: usize,
    pub(super) looks: Looks,
    /// Cells that do not look so, and one of them.
    pub(super) unlike: (usize, Option<String>),
    /// Texts and how often they stand there, in order of text.
    pub(super) values: BTreeMap<String, usize>,
    /// Day and month: orders under which all cells are dates; only where the texts leave it open.
    pub(super) orders: Vec<Order>,
    /// Some times have no offset.
    pub(super) local: bool,
    pub(super) longest: usize,
}

/// What most cells are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Looks {
    Empty,
    /// Date and time of day.
    Moment,
    Date,
    Clock,
    /// Numbers that count days or seconds.
    Counted(&'static str),
    Number,
    /// Numbers with this unit.
    Figure(Unit),
    /// Durations in words.
    Duration,
    Truth,
    Text,
}

impl Column {
    /// Whether no two cells are alike, and none is empty.
    pub(super) fn is_unique(&self) -> bool {
        self.empty == 0 && self.filled > 0 && self.values.len() == self.filled.min(VALUES)
    }

    pub(super) fn is_time(&self) -> bool {
        matches!(self.looks, Looks::Moment | Looks::Counted(_))
    }

    /// A value that stands more than once.
    pub(super) fn repeated(&self) -> Option<&str> {
        self.values.iter().find(|(_, count)| **count > 1).map(|(value, _)| value.as_str())
    }
}

/// All columns of a sample.
pub(super) fn columns(sample: &Sample) -> Vec<Column> {
    let columns = sample.header.names().map(|(at, name)| {
        let cells: Vec<&Cell> = sample.records.iter().map(|row| row.cell(at)).collect();
        column(name, &cells)
    });
    columns.collect()
}

fn column(name: &str, cells: &[&Cell]) -> Column {
    let means = |cell: &&&Cell| {
        !cell.is_empty() && !matches!(&*cell.shown(), "-" | "--" | "/" | "NULL" | "null" | "N/A")
    };
    let filled: Vec<&Cell> = cells.iter().filter(means).copied().collect();
    let mut values = BTreeMap::new();
    for cell in &filled {
        if values.len() < VALUES {
            *values.entry(cell.shown().into_owned()).or_default() += 1;
        }
    }
    let orders = orders(&filled);
    let order = orders.first().copied();
    let (looks, unlike) = looks(name, &filled, order);
    let longest = values.keys().map(|value: &String| value.chars().count()).max().unwrap_or(0);
    let local = matches!(looks, Looks::Moment | Looks::Date | Looks::Clock)
        && filled.iter().any(|cell| when::of_cell(cell, order).is_ok_and(|moment| moment.offset_s.is_none()));
    let empty = cells.len() - filled.len();
    Column {
        name: name.to_owned(),
        filled: filled.len(),
        empty,
        looks,
        unlike,
        values,
        orders,
        local,
        longest,
    }
}

/// Orders of day and month that all cells bear; empty where no cell leaves it open.
fn orders(cells: &[&Cell]) -> Vec<Order> {
    let texts: Vec<_> =
        cells.iter().filter(|cell| matches!(cell, Cell::Text(_))).map(|cell| cell.shown()).collect();
    let open = |text: &str| matches!(when::parse(text, None), Err(guiju_log::CellFault::DayOrMonth { .. }));
    if !texts.iter().any(|text| open(text)) {
        return Vec::new();
    }
    let dates = texts.iter().filter(|text| {
        [Order::Mdy, Order::Dmy, Order::Ymd].iter().any(|order| when::parse(text, Some(*order)).is_ok())
    });
    let dates: Vec<_> = dates.collect();
    let all = |order: &Order| dates.iter().all(|text| when::parse(text, Some(*order)).is_ok());
    // With points the day comes first everywhere; with AM and PM the month; else the world is wider than America.
    let american = texts.iter().any(|text| text.to_ascii_lowercase().trim_end().ends_with('m'))
        && !texts.iter().any(|text| text.contains('.'));
    let first = if american { [Order::Mdy, Order::Dmy] } else { [Order::Dmy, Order::Mdy] };
    first.into_iter().chain([Order::Ymd]).filter(all).collect()
}

/// Whether a cell looks so.
type Test = Box<dyn Fn(&Cell) -> bool>;

fn looks(name: &str, cells: &[&Cell], order: Option<Order>) -> (Looks, (usize, Option<String>)) {
    if cells.is_empty() {
        return (Looks::Empty, (0, None));
    }
    let timely = words::holds(name, words::TIMES).is_some();
    let mut tests: Vec<(Looks, Test)> = Vec::new();
    let moment = move |cell: &Cell| when::of_cell(cell, order).ok();
    tests.push((
        Looks::Moment,
        Box::new(move |cell| {
            moment(cell)
                .is_some_and(|m| m.date.is_some() && m.clock_us.is_some() && !is_midnight_serial(cell))
        }),
    ));
    tests.push((
        Looks::Date,
        Box::new(move |cell| {
            moment(cell)
                .is_some_and(|m| m.date.is_some() && (m.clock_us.is_none() || is_midnight_serial(cell)))
        }),
    ));
    tests.push((
        Looks::Clock,
        Box::new(move |cell| moment(cell).is_some_and(|m| m.date.is_none() && m.clock_us.is_some())),
    ));
    if timely {
        for (format, range) in [("excel", 30_000.0..80_000.0), ("epoch", 1e9..5e9), ("epoch_ms", 1e12..5e12)]
        {
            let within = move |cell: &Cell| {
                figure::number(cell, Decimal::Point, None).is_ok_and(|value| range.contains(&value))
            };
            tests.push((Looks::Counted(format), Box::new(within)));
        }
    }
    tests.push((
        Looks::Truth,
        Box::new(|cell| {
            !cell.shown().contains(|c: char| c.is_ascii_digit()) && figure::truth(cell).is_some()
        }),
    ));
    let code = words::holds(name, words::CODES).is_some();
    tests.push((
        Looks::Number,
        Box::new(move |cell| {
            // A leading zero, or more digits than a number has, is an id or a telephone number.
            let shown = cell.shown();
            let digits = shown.chars().filter(char::is_ascii_digit).count();
            !code
                && digits < 10
                && !(digits > 1 && shown.starts_with('0') && !shown.contains('.'))
                && figure::number(cell, Decimal::Point, None).is_ok()
        }),
    ));
    if let Some(unit) = cells.iter().find_map(|cell| {
        let (_, suffix) = figure::split(&cell.shown(), Decimal::Point)?;
        Unit::parse(&suffix).filter(|unit| *unit != Unit::ONE)
    }) && unit.dimension() != guiju_time::Dimension::Time
    {
        tests.push((
            Looks::Figure(unit),
            Box::new(move |cell| figure::number(cell, Decimal::Point, Some(unit)).is_ok()),
        ));
    }
    tests.push((Looks::Duration, Box::new(|cell| figure::duration_s(cell, Decimal::Point, None).is_ok())));
    for (looks, test) in &tests {
        let unlike: Vec<&&Cell> = cells.iter().filter(|cell| !test(cell)).collect();
        // Under a header of times a third of unreadable cells are times gone wrong.
        let spoilt = timely && matches!(looks, Looks::Moment | Looks::Date | Looks::Clock);
        if unlike.len() * if spoilt { 2 } else { 10 } <= cells.len() {
            return (*looks, (unlike.len(), unlike.first().map(|cell| cell.shown().into_owned())));
        }
    }
    (Looks::Text, (0, None))
}

/// Excel stores a date as the midnight before it.
fn is_midnight_serial(cell: &Cell) -> bool {
    matches!(cell, Cell::Serial(days) if days.fract() == 0.0)
}
