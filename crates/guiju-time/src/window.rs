//! Windows in which things are counted: days, weeks, shifts …, cut by the local calendar.

use crate::{Instant, Micros, Shift, Zone};

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
    /// `2026-03-02/day` for a shift, `90d..2026-03-02` for a rolling window.
    pub label: String,
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

    /// The window that holds an instant; `None` between shifts.
    pub fn containing(&self, at: Instant, zone: &Zone) -> Option<Stretch> {
        let _ = (at, zone);
        unimplemented!()
    }

    /// The windows that overlap [from, until), by time. A rolling window has one: that which ends with `until`.
    pub fn between(&self, from: Instant, until: Instant, zone: &Zone) -> Vec<Stretch> {
        let _ = (from, until, zone);
        unimplemented!()
    }
}
