//! Deadlines: by when a bound runs out, and how much of it has been used.
//!
//! Every bound is a clock that counts only some of the time (all of it, working days, working hours), does not count
//! while it is paused, and may count so far. One loop over the pieces that count answers every question, so that a
//! deadline and the measured time cannot disagree.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::calendar::NoData;
use crate::ledger::{Ledger, NEVER};
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

/// `within D` after `from`, and `from + D`: when it runs out, pauses taken out.
///
/// Days and months begin to count with the local day after that of `from` and end with their last day (as China's
/// Civil Code has it, articles 201–203; `0 workdays` is the same day); what is paused of them, outside the day of
/// `from`, is added behind. Working hours count in working time. Overlapping pauses count once.
/// # Errors
/// The calendar has no data for a year that matters.
pub fn due(from: Instant, span: &Span, cal: &Calendar, zone: &Zone, pauses: &[Pause]) -> Result<Due, NoData> {
    let ledger = Ledger::new(pauses);
    let mut left = allowance(from, span, cal, zone)?;
    let mut by = (left == Micros::ZERO).then_some(from);
    let stopped = ledger.stopped_since();
    for piece in Clock::of(from, span, cal, zone).until(stopped.unwrap_or(NEVER)).pieces() {
        let (start, end) = piece?;
        for (start, end) in ledger.running(start, end) {
            // The bound itself is kept, so the last instant is where the clock would next pass it.
            if left < end - start {
                let last = start + left;
                return Ok(Due::At { by: by.unwrap_or(last), last });
            }
            left = left - (end - start);
            if left == Micros::ZERO && by.is_none() {
                by = Some(end);
            }
        }
    }
    stopped.map(|since| Due::Paused { since, left }).ok_or_else(|| cal.beyond_range())
}

/// The time that has counted between two instants by the clock of `span`, pauses taken out; zero where `to` is not
/// later. `within` is kept when this is at most [`allowance`].
///
/// # Errors
/// The calendar has no data for a year that matters.
pub fn elapsed(
    from: Instant,
    to: Instant,
    span: &Span,
    cal: &Calendar,
    zone: &Zone,
    pauses: &[Pause],
) -> Result<Micros, NoData> {
    let ledger = Ledger::new(pauses);
    let mut total = Micros::ZERO;
    for piece in Clock::of(from, span, cal, zone).until(to).pieces() {
        let (start, end) = piece?;
        if start >= to {
            break;
        }
        total += ledger.running_time(start, end.min(to));
    }
    Ok(total)
}

/// How much counted time a bound grants that begins at `from`: its length by the stopwatch, or that of its days.
///
/// # Errors
/// The calendar has no data for a year that matters.
pub fn allowance(from: Instant, span: &Span, cal: &Calendar, zone: &Zone) -> Result<Micros, NoData> {
    let today = zone.date(from);
    let tomorrow = || zone.start_of_day(today.saturating_add(1.day()));
    Ok(match *span {
        Span::Elapsed(length) | Span::WorkHours(length) => length,
        Span::CalendarDays(0) | Span::Workdays(0) | Span::Months(0) => zone.end_of_day(today) - from,
        Span::CalendarDays(n) => zone.end_of_day(today.saturating_add(i64::from(n).days())) - tomorrow(),
        Span::Months(n) => zone.end_of_day(today.saturating_add(i64::from(n).months())) - tomorrow(),
        Span::Workdays(n) => {
            let mut date = today;
            let mut total = -Micros::ONE;
            for _ in 0..n {
                date = cal.nth_workday_after(date, 1)?;
                total += zone.start_of_day(date.saturating_add(1.day())) - zone.start_of_day(date);
            }
            total
        }
    })
}

/// `within D` before `to`: the first instant from which `to` is still in time. Pauses are taken out.
///
/// # Errors
/// The calendar has no data for a year that matters.
pub fn earliest_within(
    to: Instant,
    span: &Span,
    cal: &Calendar,
    zone: &Zone,
    pauses: &[Pause],
) -> Result<Instant, NoData> {
    let length = match *span {
        Span::Elapsed(length) | Span::WorkHours(length) => length,
        // A bound in days depends only on the day on which it begins.
        _ => {
            let mut date = zone.date(to);
            loop {
                let before = date.saturating_sub(1.day());
                if before == date || !due(zone.start_of_day(before), span, cal, zone, pauses)?.allows(to) {
                    return Ok(zone.start_of_day(date));
                }
                date = before;
            }
        }
    };
    let ledger = Ledger::new(pauses);
    let back: Box<dyn Iterator<Item = Result<(Instant, Instant), NoData>>> = match span {
        Span::WorkHours(_) => Box::new(cal.backward(to, zone)),
        _ => Box::new(std::iter::once(Ok((Instant(i64::MIN), to)))),
    };
    let mut left = length;
    for piece in back {
        let (start, end) = piece?;
        let running: Vec<_> = ledger.running(start, end).collect();
        for (start, end) in running.into_iter().rev() {
            if left < end - start {
                return Ok(end - left);
            }
            left = left - (end - start);
        }
    }
    Err(cal.beyond_range())
}

/// `at_least D` after `from`: the first instant that is late enough. Nothing pauses it. Days are counted by date: three
/// calendar days after a Monday is the Thursday, from its beginning.
///
/// # Errors
/// The calendar has no data for a year that matters.
pub fn earliest_at_least(from: Instant, span: &Span, cal: &Calendar, zone: &Zone) -> Result<Instant, NoData> {
    let today = zone.date(from);
    let day = match *span {
        Span::Elapsed(length) => return Ok(from + length),
        Span::WorkHours(length) => return cal.add_working(from, length, zone),
        Span::CalendarDays(n) => today.saturating_add(i64::from(n).days()),
        Span::Months(n) => today.saturating_add(i64::from(n).months()),
        Span::Workdays(n) => cal.nth_workday_after(today, n)?,
    };
    Ok(zone.start_of_day(day).max(from))
}

/// `at_least D` before `to`, and `to - D`: the last instant that is early enough, inclusive. Nothing pauses it.
///
/// # Errors
/// The calendar has no data for a year that matters.
pub fn latest_at_least(to: Instant, span: &Span, cal: &Calendar, zone: &Zone) -> Result<Instant, NoData> {
    let today = zone.date(to);
    let day = match *span {
        Span::Elapsed(length) => return Ok(to - length),
        Span::WorkHours(length) => return cal.sub_working(to, length, zone),
        Span::CalendarDays(n) => today.saturating_sub(i64::from(n).days()),
        Span::Months(n) => last_with_months(today, i64::from(n)),
        Span::Workdays(0) => today,
        Span::Workdays(n) => {
            // The day before the nth working day, counted back from today.
            let tomorrow = today.saturating_add(1.day());
            cal.nth_workday_before(tomorrow, n)?.saturating_sub(1.day())
        }
    };
    Ok(zone.end_of_day(day).min(to))
}

/// The last date whose day of the same number `n` months on is not after `date`.
fn last_with_months(date: Date, n: i64) -> Date {
    let mut day = date.saturating_sub(n.months());
    // From the 29th on several days lead to the last one of a short month.
    loop {
        let next = day.saturating_add(1.day());
        if next == day || next.saturating_add(n.months()) > date {
            return day;
        }
        day = next;
    }
}

/// Which time counts towards a bound.
struct Clock<'c> {
    counts: Counts,
    /// The first instant that may count.
    from: Instant,
    /// Where nobody looks any further.
    until: Instant,
    cal: &'c Calendar,
    zone: &'c Zone,
}

#[derive(Clone, Copy)]
enum Counts {
    Always,
    WholeWorkdays,
    WorkingHours,
}

impl<'c> Clock<'c> {
    fn of(from: Instant, span: &Span, cal: &'c Calendar, zone: &'c Zone) -> Clock<'c> {
        let (counts, begins_tomorrow) = match *span {
            Span::Elapsed(_) => (Counts::Always, false),
            Span::WorkHours(_) => (Counts::WorkingHours, false),
            Span::CalendarDays(n) | Span::Months(n) => (Counts::Always, n > 0),
            Span::Workdays(0) => (Counts::Always, false),
            Span::Workdays(_) => (Counts::WholeWorkdays, true),
        };
        let from = if begins_tomorrow { zone.end_of_day(zone.date(from)) + Micros::ONE } else { from };
        Clock { counts, from, until: NEVER, cal, zone }
    }

    fn until(self, until: Instant) -> Clock<'c> {
        Clock { until, ..self }
    }

    /// The pieces of time that count, by time and without overlap.
    fn pieces(self) -> Box<dyn Iterator<Item = Result<(Instant, Instant), NoData>> + 'c> {
        let Clock { counts, from, until, cal, zone } = self;
        if from >= until {
            return Box::new(std::iter::empty());
        }
        match counts {
            Counts::Always => Box::new(std::iter::once(Ok((from, NEVER)))),
            Counts::WorkingHours => Box::new(cal.forward_until(from, until, zone)),
            Counts::WholeWorkdays => {
                let mut date = zone.date(from);
                Box::new(std::iter::from_fn(move || {
                    loop {
                        let start = zone.start_of_day(date);
                        if start >= until || !crate::working::in_range(date) {
                            return None;
                        }
                        let tomorrow = date.saturating_add(1.day());
                        let worked = cal.is_workday(date);
                        date = tomorrow;
                        match worked {
                            Ok(true) => return Some(Ok((start, zone.start_of_day(tomorrow)))),
                            Ok(false) => {}
                            Err(problem) => return Some(Err(problem)),
                        }
                    }
                }))
            }
        }
    }
}
