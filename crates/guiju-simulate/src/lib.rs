//! A simulator of service logs: a seeded, streaming log of a utility's repairs (norm 5), with truth of its own.
//!
//! What people ought to do is acted out from the norm's text; what they do wrong comes from a hand-written list in
//! which each act names the rows of the norm that it breaks. No clause of a pack and no judge is consulted, so the
//! truth is a second opinion on both.
//!
//! ```
//! use guiju_simulate::{Plan, simulate};
//!
//! let plan = Plan { days: 1, depots: 1, repairs_per_day: 4, ..Plan::default() };
//! let mut log = Vec::new();
//! let truth = simulate(&plan, &mut log)?;
//! assert!(truth.encounters > 4 && truth.lines as usize == log.iter().filter(|b| **b == b'\n').count());
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! One zone (UTC+8), two shifts a day (08:00 and 20:00). An event's line may come late, twice or in another order when
//! [`Plan::noise`] is set; nothing is held in memory but what belongs to services still open.

mod arrivals;
mod call;
mod case;
mod clock;
mod desk;
mod deviations;
mod hidden;
mod noise;
mod plan;
mod prng;
mod record;
mod repair;
mod run;
mod scene;
mod shift;
mod stream;
mod truth;
mod words;
mod world;

pub use plan::Plan;
pub use run::{acts, simulate, simulate_with};
pub use truth::{Deviation, Fact, Hidden, Truth};
