//! What names hold: asked when a condition is evaluated.

use crate::missing::Missing;
use crate::names::Place;
use crate::value::Value;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// A place as one condition refers to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaceRef {
    /// Its position in [`crate::Condition::places`]: an environment may bind these once and answer by index.
    pub index: usize,
    /// The place.
    pub place: Place,
}

/// An activity as one condition refers to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActivityRef {
    /// Its position in [`crate::Condition::activities`]: an environment may bind these once and answer by index.
    pub index: usize,
    /// The activity's name.
    pub name: Arc<str>,
}

/// Which event of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Which {
    /// The first so far.
    First,
    /// The last so far.
    Last,
}

/// A piece of the calendar that a time falls into, or where in its day it lies; both by the wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// `day(x)`, a text such as `2026-03-02`.
    Day,
    /// `week(x)`, a text such as `2026-W10`.
    Week,
    /// `month(x)`, a text such as `2026-03`.
    Month,
    /// `quarter(x)`, a text such as `2026-Q1`.
    Quarter,
    /// `year(x)`, an integer.
    Year,
    /// `time_of_day(x)`, a duration: what the wall clock shows, counted from 00:00.
    TimeOfDay,
}

impl Period {
    /// The function's name in a condition.
    pub fn name(self) -> &'static str {
        match self {
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
            Period::Quarter => "quarter",
            Period::Year => "year",
            Period::TimeOfDay => "time_of_day",
        }
    }

    /// The period that a function of this name gives.
    pub fn by_name(name: &str) -> Option<Period> {
        use Period::{Day, Month, Quarter, TimeOfDay, Week, Year};
        [Day, Week, Month, Quarter, Year, TimeOfDay].into_iter().find(|period| period.name() == name)
    }
}

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Which::First => "first",
            Which::Last => "last",
        })
    }
}

/// What names hold where and when a condition is evaluated; answered by the judge.
///
/// # Errors
/// Each answer may be a [`Missing`] that names what is not there; it makes the condition unknown unless another
/// operand of `&&`, `||` or `?:` decides it.
pub trait Env {
    /// The value at a place.
    fn get(&self, place: &PlaceRef) -> Result<Cow<'_, Value>, Missing>;

    /// Whether there is a value at a place: `has(x)`.
    fn has(&self, place: &PlaceRef) -> bool {
        self.get(place).is_ok()
    }

    /// Whether the activity has happened so far.
    fn done(&self, activity: &ActivityRef) -> Result<bool, Missing>;

    /// How often the activity has happened so far.
    fn count(&self, activity: &ActivityRef) -> Result<i64, Missing>;

    /// How often it happened in the `within_us` microseconds up to now, the bound included.
    fn count_last(&self, activity: &ActivityRef, within_us: i64) -> Result<i64, Missing>;

    /// An attribute of the first or last event of the activity so far; `time` is its time. Missing too where there
    /// is no such event.
    fn event_attr(&self, which: Which, activity: &ActivityRef, attr: &str)
    -> Result<Cow<'_, Value>, Missing>;

    /// The calendar period, in the site's time zone, that `time_us` (microseconds since 1970 UTC) falls into.
    fn period(&self, period: Period, time_us: i64) -> Result<Value, Missing>;
}
