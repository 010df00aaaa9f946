//! Deadlines: by when a bound runs out, and how much of it has been used.

use crate::calendar::NoData;
use crate::{Calendar, Instant, Micros, Pause, Span, Zone};

/// When a bound runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// It runs out at a known instant.
    At {
        /// The instant to tell people: all of the bound is used up here.
        by: Instant,
        /// The last instant that still keeps the bound, inclusive; after it the bound is broken. Later than `by` only
        /// where the clock happens to stop at `by`: two working hours that end at closing time are not exceeded
        /// before work begins again.
        last: Instant,
    },
    /// The clock stands still and has no end in sight.
    Paused {
        /// When it was stopped.
        since: Instant,
        /// What was left then.
        left: Micros,
    },
}

impl Due {
    /// The last instant that keeps the bound; `None` while the clock stands.
    pub fn last(self) -> Option<Instant> {
        match self {
            Due::At { last, .. } => Some(last),
            Due::Paused { .. } => None,
        }
    }

    /// The instant to tell people; `None` while the clock stands.
    pub fn by(self) -> Option<Instant> {
        match self {
            Due::At { by, .. } => Some(by),
            Due::Paused { .. } => None,
        }
    }

    /// Whether something at `at` comes in time: the bound itself is in time.
    pub fn allows(self, at: Instant) -> bool {
        self.last().is_none_or(|last| at <= last)
    }
}

/// `within D` after `from`: when it runs out, pauses taken out.
///
/// Days and months begin to count with the local day after that of `from` and end with their last day; what is paused
/// of them (outside the day of `from`) is added behind. Working hours count in working time. Overlapping pauses count
/// once.
/// # Errors
/// The calendar has no data for a year that matters.
pub fn due(from: Instant, span: &Span, cal: &Calendar, zone: &Zone, pauses: &[Pause]) -> Result<Due, NoData> {
    let _ = (from, span, cal, zone, pauses);
    unimplemented!()
}

/// The time that has counted between two instants by the clock of `span`, pauses taken out; zero where `to` is not
/// later. `within` is kept when this is at most [`allowance`].
///
/// # Errors
/// The calendar has no data for a year that matters.
pub fn elapsed(from: Instant, to: Instant, span: &Span, cal: &Calendar, zone: &Zone, pauses: &[Pause]) -> Result<Micros, NoData> {
    let _ = (from, to, span, cal, zone, pauses);
    unimplemented!()
}

/// How much counted time a bound grants that begins at `from`: its length by the stopwatch, or that of its days.
///
/// # Errors
/// The calendar has no data for a year that matters.
pub fn allowance(from: Instant, span: &Span, cal: &Calendar, zone: &Zone) -> Result<Micros, NoData> {
    let _ = (from, span, cal, zone);
    unimplemented!()
}

/// `within D` before `to`: the first instant from which `to` is still in time. Pauses are taken out.
///
/// # Errors
/// The calendar has no data for a year that matters.
pub fn earliest_within(to: Instant, span: &Span, cal: &Calendar, zone: &Zone, pauses: &[Pause]) -> Result<Instant, NoData> {
    let _ = (to, span, cal, zone, pauses);
    unimplemented!()
}

/// `at_least D` after `from`: the first instant that is late enough. Nothing pauses it. Days are counted by date: three
/// calendar days after a Monday is the Thursday, from its beginning.
///
/// # Errors
/// The calendar has no data for a year that matters.
pub fn earliest_at_least(from: Instant, span: &Span, cal: &Calendar, zone: &Zone) -> Result<Instant, NoData> {
    let _ = (from, span, cal, zone);
    unimplemented!()
}

/// `at_least D` before `to`, and `to - D`: the last instant that is early enough, inclusive. Nothing pauses it.
///
/// # Errors
/// The calendar has no data for a year that matters.
pub fn latest_at_least(to: Instant, span: &Span, cal: &Calendar, zone: &Zone) -> Result<Instant, NoData> {
    let _ = (to, span, cal, zone);
    unimplemented!()
}
