//! The way from an event's instant to its place in the log: a short buffer, in which lines are delayed, doubled and swapped.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, Write};

use crate::clock::{HOUR, Millis, SECOND};
use crate::prng::Prng;
use crate::record::{Event, Object};

/// Lines that wait for their turn. Holds those of open encounters only: [`Stream::flush`] writes all that nothing
/// earlier can overtake any more.
pub(crate) struct Stream<'w> {
    out: &'w mut dyn Write,
    waiting: BinaryHeap<Reverse<(Millis, u64, String)>>,
    noise: bool,
    prng: Prng,
    count: u64,
    written: u64,
    most_waiting: usize,
}

impl<'w> Stream<'w> {
    pub(crate) fn new(out: &'w mut dyn Write, noise: bool, prng: Prng) -> Self {
        Self { out, waiting: BinaryHeap::new(), noise, prng, count: 0, written: 0, most_waiting: 0 }
    }

    /// An object becomes known at `at`; it is never delayed much, for it is master data.
    pub(crate) fn object(&mut self, at: Millis, object: &Object) {
        self.push(at, object.line());
    }

    /// An event; with noise it may come up to a minute and a half late, 1 % hours late, and 0.5 % come twice.
    pub(crate) fn event(&mut self, event: &Event) {
        let line = event.line();
        if !self.noise {
            self.push(event.at, line);
            return;
        }
        let delay = if self.prng.chance(0.01) {
            self.prng.between(HOUR, 6 * HOUR)
        } else {
            self.prng.between(0, 90 * SECOND)
        };
        if self.prng.chance(0.005) {
            let again = event.at + delay + self.prng.between(0, HOUR);
            self.push(again, line.clone());
        }
        self.push(event.at + delay, line);
    }

    fn push(&mut self, release: Millis, line: String) {
        self.count += 1;
        self.waiting.push(Reverse((release, self.count, line)));
        self.most_waiting = self.most_waiting.max(self.waiting.len());
    }

    /// Writes what is due before `now`; nothing pushed later may be due earlier than that.
    pub(crate) fn flush(&mut self, now: Millis) -> io::Result<()> {
        while self.waiting.peek().is_some_and(|Reverse((release, ..))| *release < now) {
            if let Some(Reverse((_, _, line))) = self.waiting.pop() {
                self.out.write_all(line.as_bytes())?;
                self.out.write_all(b"\n")?;
                self.written += 1;
            }
        }
        Ok(())
    }

    /// Writes the rest; returns how many lines there were and the most that ever waited.
    pub(crate) fn finish(mut self) -> io::Result<(u64, usize)> {
        self.flush(Millis::MAX)?;
        self.out.flush()?;
        Ok((self.written, self.most_waiting))
    }
}
