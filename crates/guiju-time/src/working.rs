//! Working time: how much lies between two instants, and when so much of it has passed.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::calendar::NoData;
use crate::ledger::NEVER;
use crate::{Calendar, Hours, Instant, Micros, Zone};

/// A stretch [start, end) of working time, or why there is none to tell.
type Piece = Result<(Instant, Instant), NoData>;

impl Calendar {
    /// The stretches [start, end) of work that begin on a local day, by time and without overlap. One that runs past
    /// midnight ends on the next day, and what it covers there is not given again.
    ///
    /// # Errors
    /// The year has no holiday data.
    pub fn stretches(&self, date: Date, zone: &Zone) -> Result<Vec<(Instant, Instant)>, NoData> {
        let mut covered = 0;
        if self.passes_midnight() {
            let before = self.hours(date.saturating_sub(1.day()))?;
            covered = before.iter().map(|hours| hours.end().saturating_sub(1440)).max().unwrap_or(0);
        }
        let mut stretches = Vec::new();
        for hours in self.hours(date)? {
            let from = at_minute(date, hours.from.max(covered), zone);
            let end = at_minute(date, hours.end(), zone);
            // Nothing is left of hours that the day before covers or that the clock skips.
            if from < end {
                stretches.push((from, end));
            }
        }
        Ok(stretches)
    }

    /// The working time in [a, b); zero where `b` is not later.
    ///
    /// # Errors
    /// A year that matters has no holiday data.
    pub fn working_time_between(&self, a: Instant, b: Instant, zone: &Zone) -> Result<Micros, NoData> {
        let mut total = Micros::ZERO;
        for piece in self.forward_until(a, b, zone) {
            let (start, end) = piece?;
            total += end - start;
        }
        Ok(total)
    }

    /// The first instant at which so much working time has passed since `from`: the end of work for what fills a day.
    ///
    /// # Errors
    /// A year that matters has no holiday data, or it would take beyond 2200.
    pub fn add_working(&self, from: Instant, length: Micros, zone: &Zone) -> Result<Instant, NoData> {
        let mut left = length;
        if left <= Micros::ZERO {
            return Ok(from);
        }
        for piece in self.forward(from, zone) {
            let (start, end) = piece?;
            if left <= end - start {
                return Ok(start + left);
            }
            left = left - (end - start);
        }
        Err(self.beyond_range())
    }

    /// The last instant from which so much working time passes until `to`.
    ///
    /// # Errors
    /// A year that matters has no holiday data, or it would take before 1970.
    pub fn sub_working(&self, to: Instant, length: Micros, zone: &Zone) -> Result<Instant, NoData> {
        let mut left = length;
        if left <= Micros::ZERO {
            return Ok(to);
        }
        for piece in self.backward(to, zone) {
            let (start, end) = piece?;
            if left <= end - start {
                return Ok(end - left);
            }
            left = left - (end - start);
        }
        Err(self.beyond_range())
    }

    /// The `n`th working day after a date; the date itself for `n` = 0.
    ///
    /// # Errors
    /// A year that matters has no holiday data, or it would take beyond 2200.
    pub fn nth_workday_after(&self, date: Date, n: u32) -> Result<Date, NoData> {
        self.nth_workday(date, n, 1)
    }

    /// The `n`th working day before a date; the date itself for `n` = 0.
    ///
    /// # Errors
    /// A year that matters has no holiday data, or it would take before 1970.
    pub fn nth_workday_before(&self, date: Date, n: u32) -> Result<Date, NoData> {
        self.nth_workday(date, n, -1)
    }

    fn nth_workday(&self, mut date: Date, n: u32, step: i64) -> Result<Date, NoData> {
        let mut left = n;
        while left > 0 {
            date = date.checked_add(step.days()).map_err(|_| self.beyond_range())?;
            if !in_range(date) {
                return Err(self.beyond_range());
            }
            left -= u32::from(self.is_workday(date)?);
        }
        Ok(date)
    }

    /// `n workdays` after an instant: the last microsecond of the `n`th working day after its local day.
    ///
    /// # Errors
    /// A year that matters has no holiday data, or it would take beyond 2200.
    pub fn end_of_nth_workday_after(&self, from: Instant, n: u32, zone: &Zone) -> Result<Instant, NoData> {
        Ok(zone.end_of_day(self.nth_workday_after(zone.date(from), n)?))
    }

    /// The pieces of working time from an instant on, by time.
    fn forward<'c>(&'c self, from: Instant, zone: &'c Zone) -> impl Iterator<Item = Piece> + 'c {
        self.forward_until(from, NEVER, zone)
    }

    /// The pieces of working time in [from, until), by time. Days behind it need no data.
    pub(crate) fn forward_until<'c>(
        &'c self,
        from: Instant,
        until: Instant,
        zone: &'c Zone,
    ) -> impl Iterator<Item = Piece> + 'c {
        let today = zone.date(from);
        let first = if self.passes_midnight() { today.saturating_sub(1.day()) } else { today };
        let last = (until < Instant::MAX).then(|| zone.date(until));
        self.days(first, 1, last, zone).filter_map(move |piece| match piece {
            Ok((start, end)) => {
                let (start, end) = (start.max(from), end.min(until));
                (start < end).then_some(Ok((start, end)))
            }
            Err(problem) => Some(Err(problem)),
        })
    }

    /// The pieces of working time before an instant, latest first.
    pub(crate) fn backward<'c>(&'c self, to: Instant, zone: &'c Zone) -> impl Iterator<Item = Piece> + 'c {
        self.days(zone.date(to), -1, None, zone).filter_map(move |piece| match piece {
            Ok((start, end)) => (start < to).then_some(Ok((start, end.min(to)))),
            Err(problem) => Some(Err(problem)),
        })
    }

    /// The stretches of each day from `first` to `last`, in the direction of `step`, to the first failure.
    fn days<'c>(
        &'c self,
        first: Date,
        step: i64,
        last: Option<Date>,
        zone: &'c Zone,
    ) -> impl Iterator<Item = Piece> + 'c {
        let mut next = Some(first);
        std::iter::from_fn(move || {
            let date = next.filter(|date| in_range(*date) && last.is_none_or(|last| *date <= last))?;
            next = date.checked_add(step.days()).ok();
            match self.stretches(date, zone) {
                Ok(mut stretches) => {
                    if step < 0 {
                        stretches.reverse();
                    }
                    Some(stretches.into_iter().map(Ok).collect::<Vec<_>>())
                }
                Err(problem) => {
                    next = None;
                    Some(vec![Err(problem)])
                }
            }
        })
        .flatten()
    }
}

/// Whether a date lies in the years for which this crate answers.
pub(crate) fn in_range(date: Date) -> bool {
    (1969..2201).contains(&date.year())
}

impl Hours {
    /// These hours on a date: [start, end).
    pub(crate) fn on(self, date: Date, zone: &Zone) -> (Instant, Instant) {
        (at_minute(date, self.from, zone), at_minute(date, self.end(), zone))
    }
}

fn at_minute(date: Date, minute: u16, zone: &Zone) -> Instant {
    let day = date.saturating_add(i64::from(minute / 1440).days());
    let minute = minute % 1440;
    zone.first_instant(day.at((minute / 60) as i8, (minute % 60) as i8, 0, 0))
}
