//! The clock ledger: the stretches in which a clock stands still.

use crate::{Instant, Micros};

/// A stretch [from, until) in which the clock is stopped; without `until` it still is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pause {
    /// When the clock was stopped.
    pub from: Instant,
    /// When it ran again; `None` while it stands.
    pub until: Option<Instant>,
}

/// Pauses sorted and joined, so that what overlaps counts once.
pub(crate) struct Ledger {
    /// Disjoint, by time; an open pause ends at the last instant there is.
    stops: Vec<(Instant, Instant)>,
}

/// The end of a pause that has none.
pub(crate) const NEVER: Instant = Instant(i64::MAX);

impl Ledger {
    pub(crate) fn new(pauses: &[Pause]) -> Ledger {
        let mut sorted: Vec<(Instant, Instant)> = pauses
            .iter()
            .map(|pause| (pause.from, pause.until.unwrap_or(NEVER)))
            .filter(|(from, until)| from < until)
            .collect();
        sorted.sort_unstable();
        let mut stops: Vec<(Instant, Instant)> = Vec::with_capacity(sorted.len());
        for (from, until) in sorted {
            match stops.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(until),
                _ => stops.push((from, until)),
            }
        }
        Ledger { stops }
    }

    /// Where the clock was stopped for good, if it was.
    pub(crate) fn stopped_since(&self) -> Option<Instant> {
        self.stops.last().filter(|stop| stop.1 == NEVER).map(|stop| stop.0)
    }

    /// The parts of [start, end) in which the clock runs, by time.
    pub(crate) fn running(&self, start: Instant, end: Instant) -> impl Iterator<Item = (Instant, Instant)> {
        let first = self.stops.partition_point(|stop| stop.1 <= start);
        let mut stops = self.stops[first..].iter().copied();
        let mut at = start;
        std::iter::from_fn(move || {
            while at < end {
                match stops.next() {
                    Some((from, until)) => {
                        let piece = (at, from.min(end));
                        at = until;
                        if piece.0 < piece.1 {
                            return Some(piece);
                        }
                    }
                    None => {
                        let piece = (at, end);
                        at = end;
                        return Some(piece);
                    }
                }
            }
            None
        })
    }

    /// How long the clock runs in [start, end).
    pub(crate) fn running_time(&self, start: Instant, end: Instant) -> Micros {
        self.running(start, end).map(|(from, until)| until - from).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pause(from: i64, until: i64) -> Pause {
        Pause { from: Instant(from), until: Some(Instant(until)) }
    }

    #[test]
    fn overlapping_pauses_count_once() {
        let ledger = Ledger::new(&[
            pause(50, 60),
            pause(10, 20),
            pause(15, 30),
            pause(30, 35),
            pause(12, 13),
            pause(70, 70),
        ]);
        let pieces: Vec<_> = ledger.running(Instant(0), Instant(100)).map(|(a, b)| (a.0, b.0)).collect();
        assert_eq!(pieces, [(0, 10), (35, 50), (60, 100)]);
        assert_eq!(ledger.running_time(Instant(12), Instant(55)), Micros(15));
        assert_eq!(ledger.running_time(Instant(12), Instant(30)), Micros(0));
        assert_eq!(ledger.stopped_since(), None);
    }

    #[test]
    fn an_open_pause_stops_the_clock_for_good() {
        let ledger = Ledger::new(&[Pause { from: Instant(5), until: None }, pause(3, 7)]);
        assert_eq!(ledger.stopped_since(), Some(Instant(3)));
        assert_eq!(ledger.running_time(Instant(0), Instant(1_000)), Micros(3));
    }
}
