//! What may be the matter with a clause.

/// A clause, and what the counts say of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Index of the clause.
    pub clause: usize,
    /// What may be the matter.
    pub cause: Cause,
}

/// What may be the matter with a clause.
#[derive(Debug, Clone, PartialEq)]
pub enum Cause {
    /// Nothing ever activated it: it may be about something that does not happen, or that no record shows.
    NeverActivated {
        /// Encounters of its type.
        encounters: u64,
    },
    /// It is broken about everywhere: it may ask what cannot be done, or what nobody was told.
    BrokenEverywhere {
        /// Encounters in which it was broken.
        broken: u64,
        /// Encounters in which it was judged.
        judged: u64,
        /// Sites at which it was judged often enough; at each of them it is broken more often than kept.
        sites: u64,
    },
    /// It is never broken: it may go without saying.
    NeverBroken {
        /// Encounters in which it was kept.
        kept: u64,
    },
    /// The best sites need so little of the time it gives that it could be shorter.
    Room {
        /// The best sites, by key.
        best: Vec<String>,
        /// Activations with a bound at these sites.
        activations: u64,
        /// Nineteen of twenty of them need no more than this share of the time.
        share: f64,
        /// The time that it gives, in seconds, where it is one length everywhere.
        bound_s: Option<f64>,
    },
    /// Customers rate encounters higher in which it was broken: it may be against what they want.
    AgainstRatings {
        /// Rated encounters in which it was kept, and their mean rating.
        kept: (u64, f64),
        /// Rated encounters in which it was broken, and their mean rating.
        broken: (u64, f64),
    },
    /// An exception excuses a large part of what would be owed: it may swallow the rule.
    CostlyException {
        /// The event that excused.
        exception: String,
        /// Activations that it excused.
        excused: u64,
        /// Activations judged.
        judged: u64,
    },
}

/// From which counts on something is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Encounters before a clause is called never activated, broken everywhere or at odds with ratings; of the latter on both sides.
    pub encounters: u64,
    /// Encounters in which a clause was kept before it is called never broken (of so many, at most 3 % can break it unseen: the rule of three).
    pub kept: u64,
    /// Encounters, or timed activations, at a site before it counts as one.
    pub at_site: u64,
    /// Share of the time that the best sites need at most where a bound has room.
    pub room: f64,
    /// Share of the activations that a costly exception excuses at least.
    pub excused: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Thresholds { encounters: 30, kept: 100, at_site: 10, room: 0.6, excused: 0.25 }
    }
}
