//! What to simulate.

use jiff::Timestamp;

/// A run's parameters. Equal plans give equal bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Seed of all randomness.
    pub seed: u64,
    /// First instant of the log; best a local midnight (UTC+8).
    pub start: Timestamp,
    /// Length in days; services begun before the end are carried through.
    pub days: u32,
    /// Number of depots (抢修点), at least 1.
    pub depots: u32,
    /// Faults reported on an ordinary day, over all depots; stormy days bring up to three times as many.
    pub repairs_per_day: u32,
    /// Share of services (repairs, shifts, calls) in which somebody departs from the norm.
    pub deviation_rate: f64,
    /// Share of services from which some evidence is taken away.
    pub missing_evidence_rate: f64,
    /// Recogniser noise in what is said, late, double and swapped lines, taps that come after the location's report.
    pub noise: bool,
}

impl Default for Plan {
    /// A week of eight depots: some 60,000 lines.
    fn default() -> Self {
        Self {
            seed: 1,
            start: Timestamp::constant(1_772_380_800, 0), // 2026-03-02T00:00+08:00, a Monday
            days: 7,
            depots: 8,
            repairs_per_day: 120,
            deviation_rate: 0.2,
            missing_evidence_rate: 0.04,
            noise: true,
        }
    }
}
