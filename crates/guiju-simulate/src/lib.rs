//! A simulator of service logs: seeded, streaming logs of four norms' encounters, with truth of its own.
//!
//! What people ought to do is acted out from the norm's text; what they do wrong comes from a hand-written list in
//! which each act names the rows of the norm that it breaks. No clause of a pack and no judge is consulted, so the
//! truth is a second opinion on both.
//!
//! ```
//! use guiju_simulate::{Plan, simulate};
//!
//! let plan = Plan { days: 1, sites: 1, per_day: 4, ..Plan::default() };
//! let mut log = Vec::new();
//! let truth = simulate(&plan, &mut log)?;
//! assert!(truth.encounters > 4 && truth.lines as usize == log.iter().filter(|b| **b == b'\n').count());
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! # Comparing verdicts with the truth
//!
//! A row of a subject is *open* if a [`Deviation`] or a [`Hidden`] of that subject lists it under `open`: any verdict is
//! right. Else it has to be `unknown` if a [`Hidden`] lists it under `rows`; else `broken` if a [`Deviation`] does; else
//! `kept` or `not_applicable`. A row that several clauses cover is as bad as the worst of them. What a deviation breaks
//! but nobody can see is not among its `rows`.
//!
//! # The world
//!
//! One zone (UTC+8). A log holds the encounters of one norm: each has a folder with its circumstances, its stories, its
//! words, its list of what is done wrong and what cannot be seen; clock, arrivals, noise, truth and recording are shared. An event's line may come late, twice or in another order when
//! [`Plan::noise`] is set; nothing is held in memory but what belongs to services still open.

mod acts;
mod arrivals;
mod calls;
mod clock;
mod noise;
mod plan;
mod prng;
mod record;
mod repairs;
mod run;
mod scene;
mod stream;
mod truth;
mod words;

pub use plan::{Norm, Plan};
pub use run::{acts, simulate, simulate_with};
pub use truth::{Deviation, Fact, Hidden, Truth};
