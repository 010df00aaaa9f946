//! What is kept of a clause.

use std::collections::BTreeMap;

/// Steps of the histogram of time used: each is a fiftieth of the bound, the last one all beyond.
const STEPS: usize = 51;

/// Counts of a clause.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counts {
    /// Encounters of its type.
    pub(crate) encounters: u64,
    /// Encounters in which it was not simply not activated.
    pub(crate) activated: u64,
    pub(crate) kept: u64,
    pub(crate) broken: u64,
    /// By site: kept, broken.
    pub(crate) sites: BTreeMap<String, (u64, u64)>,
    /// By site: how much of its time was used.
    pub(crate) used: BTreeMap<String, Used>,
    /// The one length of its bounds in microseconds; more than one: `Some(None)`.
    pub(crate) bound: Option<Option<i64>>,
    /// Ratings of encounters in which it was kept, and in which it was broken.
    pub(crate) ratings: [Moments; 2],
    /// Activations judged.
    pub(crate) activations: u64,
    /// Activations excused, by the event that did.
    pub(crate) excused: BTreeMap<String, u64>,
}

/// A histogram of the share of a bound that was used.
#[derive(Debug, Clone)]
pub(crate) struct Used {
    steps: Vec<u64>,
    pub(crate) all: u64,
}

impl Default for Used {
    fn default() -> Self {
        Used { steps: vec![0; STEPS], all: 0 }
    }
}

impl Used {
    pub(crate) fn add(&mut self, share: f64) {
        let step = (share * (STEPS - 1) as f64).ceil().clamp(0.0, (STEPS - 1) as f64);
        // Never used in no time at all: what is exactly on a step belongs to it.
        self.steps[step as usize] += 1;
        self.all += 1;
    }

    pub(crate) fn join(&mut self, other: &Used) {
        self.steps.iter_mut().zip(&other.steps).for_each(|(own, more)| *own += more);
        self.all += other.all;
    }

    /// So much of the bound, at most, is used by this share of the activations; above 1 where some were late.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        let wanted = (self.all as f64 * share).ceil() as u64;
        let mut seen = 0;
        for (step, count) in self.steps.iter().enumerate() {
            seen += count;
            if seen >= wanted.max(1) {
                return step as f64 / (STEPS - 1) as f64;
            }
        }
        1.0
    }
}

/// Number, mean and spread of ratings (Welford, Technometrics 1962).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Moments {
    pub(crate) n: u64,
    pub(crate) mean: f64,
    squares: f64,
}

impl Moments {
    pub(crate) fn add(&mut self, rating: f64) {
        self.n += 1;
        let off = rating - self.mean;
        self.mean += off / self.n as f64;
        self.squares += off * (rating - self.mean);
    }

    /// The square of the mean's standard error.
    pub(crate) fn error2(&self) -> f64 {
        if self.n < 2 {
            return f64::INFINITY;
        }
        self.squares / (self.n - 1) as f64 / self.n as f64
    }
}
