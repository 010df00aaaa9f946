//! Windows in which things are counted: days, weeks, shifts …, cut by the local calendar.

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime};

use crate::{Instant, Micros, Shift, Span, Zone};

/// How time is cut for counting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Window {
    /// Clock hours.
    Hour,
    /// Local days.
    Day,
    /// Weeks from Monday, numbered by ISO 8601.
    Week,
    /// Calendar months.
    Month,
    /// January to March and so on.
    Quarter,
    /// January to June, July to December.
    HalfYear,
    /// Calendar years.
    Year,
    /// The named shifts of a calendar, every day; between shifts there is no window.
    Shift(Vec<Shift>),
    /// `last: 90d`: the stretch of this length up to each instant, both ends included.
    Last(Micros),
}

/// One window: [start, end), and how people call it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// First instant inside.
    pub start: Instant,
    /// First instant behind it: the start of the next one.
    pub end: Instant,
    /// `2026-W10`, `2026-03-02`, `2026-03`, `2026-Q1`, `2026-H1`, `2026`; `2026-03-02T10` for an hour,
    /// `2026-03-02/day` for a shift, `90d..2026-03-02T10:45:00+08:00` for a rolling window.
    pub label: String,
}

impl Stretch {
    /// Whether an instant lies inside.
    pub fn contains(&self, at: Instant) -> bool {
        (self.start..self.end).contains(&at)
    }
}

impl Window {
    /// Reads the name of a calendar window: `hour`, `day`, `week`, `month`, `quarter`, `half_year`, `year`. Shifts and
    /// rolling windows are built from their parts.
    pub fn from_name(name: &str) -> Option<Window> {
        Some(match name {
            "hour" => Window::Hour,
            "day" => Window::Day,
            "week" => Window::Week,
            "month" => Window::Month,
            "quarter" => Window::Quarter,
            "half_year" => Window::HalfYear,
            "year" => Window::Year,
            _ => return None,
        })
    }

    /// The window that holds an instant; `None` between shifts. Of shifts that overlap, the one that began first.
    pub fn containing(&self, at: Instant, zone: &Zone) -> Option<Stretch> {
        match self {
            Window::Last(length) => Some(Stretch {
                start: at - *length,
                end: at + Micros::ONE,
                label: format!("{}..{}", Span::Elapsed(*length), at.rfc3339(zone)),
            }),
            Window::Hour => {
                let mut stretch = hour(zone.date_time(at), zone);
                // A clock set back by less than an hour may show an hour that is over.
                while stretch.0.end <= at && stretch.1 != DateTime::MAX {
                    stretch = hour(stretch.1, zone);
                }
                Some(stretch.0)
            }
            Window::Shift(_) => {
                self.between(at, at + Micros::ONE, zone).into_iter().find(|stretch| stretch.contains(at))
            }
            dates => Some(dates.of_dates(dates.first_date(zone.date(at)), zone).0),
        }
    }

    /// The windows that overlap [from, until), by time. A rolling window has one: that which ends with `until`.
    pub fn between(&self, from: Instant, until: Instant, zone: &Zone) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        if from >= until {
            return stretches;
        }
        match self {
            Window::Last(_) => stretches.extend(self.containing(until, zone)),
            Window::Shift(shifts) => {
                let mut date = zone.date(from).saturating_sub(1.day());
                let last = zone.date(until);
                while date <= last {
                    stretches.extend(shifts.iter().map(|shift| of_shift(shift, date, zone)));
                    match date.checked_add(1.day()) {
                        Ok(next) => date = next,
                        Err(_) => break,
                    }
                }
                stretches.retain(|stretch| {
                    stretch.start < until && stretch.end > from && stretch.start < stretch.end
                });
                stretches.sort();
            }
            Window::Hour => {
                let first = zone.date(from).to_datetime(jiff::civil::Time::midnight());
                let mut next = first.saturating_sub(1.hour());
                loop {
                    let (stretch, then) = hour(next, zone);
                    if stretch.start >= until || then <= next {
                        break;
                    }
                    push(&mut stretches, stretch, from);
                    next = then;
                }
            }
            dates => {
                let mut next = dates.first_date(zone.date(from));
                loop {
                    let (stretch, then) = dates.of_dates(next, zone);
                    if stretch.start >= until || then <= next {
                        break;
                    }
                    push(&mut stretches, stretch, from);
                    next = then;
                }
            }
        }
        stretches
    }

    /// The first date of the window that holds a date.
    fn first_date(&self, date: Date) -> Date {
        let month = |first: i8| date.with().month(first).day(1).build().unwrap_or(date);
        match self {
            Window::Week => date.saturating_sub(i64::from(date.weekday().to_monday_zero_offset()).days()),
            Window::Month => month(date.month()),
            Window::Quarter => month((date.month() - 1) / 3 * 3 + 1),
            Window::HalfYear => month((date.month() - 1) / 6 * 6 + 1),
            Window::Year => month(1),
            Window::Hour | Window::Day | Window::Shift(_) | Window::Last(_) => date,
        }
    }

    /// The window that begins on a date, and the first date of the next one.
    fn of_dates(&self, first: Date, zone: &Zone) -> (Stretch, Date) {
        let year = first.year();
        let month = first.month();
        let (next, label) = match self {
            Window::Week => {
                let week = first.iso_week_date();
                (first.saturating_add(7.days()), format!("{:04}-W{:02}", week.year(), week.week()))
            }
            Window::Month => (first.saturating_add(1.month()), format!("{year:04}-{month:02}")),
            Window::Quarter => (first.saturating_add(3.months()), format!("{year:04}-Q{}", (month + 2) / 3)),
            Window::HalfYear => (first.saturating_add(6.months()), format!("{year:04}-H{}", (month + 5) / 6)),
            Window::Year => (first.saturating_add(1.year()), format!("{year:04}")),
            Window::Hour | Window::Day | Window::Shift(_) | Window::Last(_) => {
                (first.saturating_add(1.day()), first.to_string())
            }
        };
        (Stretch { start: zone.start_of_day(first), end: zone.start_of_day(next), label }, next)
    }
}

/// Days and hours that the clock skips have no length and are no windows.
fn push(stretches: &mut Vec<Stretch>, stretch: Stretch, from: Instant) {
    if stretch.end > from && stretch.start < stretch.end {
        stretches.push(stretch);
    }
}

/// The clock hour of a local time, and when the next one begins.
fn hour(local: DateTime, zone: &Zone) -> (Stretch, DateTime) {
    let first = local.date().at(local.hour(), 0, 0, 0);
    let next = first.saturating_add(1.hour());
    let label = format!("{}T{:02}", first.date(), first.hour());
    (Stretch { start: zone.first_instant(first), end: zone.first_instant(next), label }, next)
}

fn of_shift(shift: &Shift, date: Date, zone: &Zone) -> Stretch {
    let (start, end) = shift.hours.on(date, zone);
    Stretch { start, end, label: format!("{date}/{}", shift.name) }
}
