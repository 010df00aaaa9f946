//! Time as service standards speak of it: instants, bounds ("45min", "3 workdays"), figures with units, working
//! calendars and the windows in which things are counted.
//!
//! ```
//! use guiju_time::{Calendar, Lang, Span, Zone, clock, due, parse_rfc3339};
//!
//! let (cn, zone) = (Calendar::cn(), Zone::get("Asia/Shanghai")?);
//! let friday = parse_rfc3339("2026-03-06T17:00:00+08:00")?;
//! let by = due(friday, &Span::parse("2 workhours")?, &cn, &zone, &[])?.by();
//! assert_eq!(by.map(|by| clock(by, &zone, Some(friday), Lang::En)).as_deref(), Some("9 Mar 10:00"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Knows no clock, no files and no threads: whoever calls brings the instants.

mod calendar;
mod calendar_parts;
mod due;
mod holidays;
mod instant;
mod lang;
mod ledger;
mod quantity;
mod range;
mod say;
mod span;
mod span_problem;
mod unit;
mod window;
mod working;
mod zone;

pub use calendar::{Calendar, CalendarBuilder, NoData};
pub use calendar_parts::{CalendarProblem, Hours, Shift, parse_dates, parse_weekday, parse_weekdays};
pub use due::{Due, allowance, due, earliest_at_least, earliest_within, elapsed, latest_at_least};
pub use holidays::Holidays;
pub use instant::{Instant, Micros, TimeProblem, parse_date, parse_rfc3339};
pub use jiff::civil::{Date, DateTime, Time, Weekday};
pub use lang::Lang;
pub use ledger::Pause;
pub use quantity::{Quantity, QuantityProblem};
pub use range::Range;
pub use say::{clock, late_by, say_date};
pub use span::Span;
pub use span_problem::{SpanFault, SpanProblem};
pub use unit::{Dimension, Unit};
pub use window::{Stretch, Window};
pub use zone::{Zone, ZoneProblem};
