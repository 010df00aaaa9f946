//! What to simulate.

use jiff::Timestamp;

/// Which norm is acted out; a log holds encounters of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Norm {
    /// Norm 5: a utility's repairs, with its depots' shifts and telephones.
    Repairs,
    /// Norm 6: calls at a customer centre.
    Calls,
}

impl Norm {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Repairs, Self::Calls];

    /// How it is called in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Repairs => "repairs",
            Self::Calls => "calls",
        }
    }

    /// Encounters on an ordinary day of a plan's default, over all sites.
    fn usual_per_day(self) -> u32 {
        match self {
            Self::Repairs => 120,
            Self::Calls => 150,
        }
    }
}

/// A run's parameters. Equal plans give equal bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Whose encounters.
    pub norm: Norm,
    /// Seed of all randomness.
    pub seed: u64,
    /// First instant of the log; best a local midnight (UTC+8).
    pub start: Timestamp,
    /// Length in days; encounters begun before the end are carried through.
    pub days: u32,
    /// Number of sites (depots, centres, halls, branches), at least 1.
    pub sites: u32,
    /// Encounters that an ordinary day brings, over all sites; rushes (storms, a faulty batch) bring up to four times as many.
    pub per_day: u32,
    /// Share of encounters in which somebody departs from the norm.
    pub deviation_rate: f64,
    /// Share of encounters from which some evidence is taken away.
    pub missing_evidence_rate: f64,
    /// Recogniser noise in what is said, late, double and swapped lines, taps that come after the location's report.
    pub noise: bool,
}

impl Plan {
    /// A week of one norm.
    pub fn of(norm: Norm) -> Self {
        Self {
            norm,
            seed: 1,
            start: Timestamp::constant(1_772_380_800, 0), // 2026-03-02T00:00+08:00, a Monday
            days: 7,
            sites: 8,
            per_day: norm.usual_per_day(),
            deviation_rate: 0.2,
            missing_evidence_rate: 0.04,
            noise: true,
        }
    }
}

impl Default for Plan {
    /// A week of eight depots: some 60,000 lines.
    fn default() -> Self {
        Self::of(Norm::Repairs)
    }
}
