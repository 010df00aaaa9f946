//! When faults are reported: by hour of day, with storms.

use crate::clock::{HOUR, Millis, SECOND, hour_minute};
use crate::prng::Prng;

/// Share of a day's reports in each local hour, in thousandths: few at night, peaks at breakfast and supper.
const BY_HOUR: [f64; 24] = [
    12.0, 9.0, 7.0, 6.0, 7.0, 14.0, 32.0, 56.0, 58.0, 50.0, 46.0, 48.0, 50.0, 44.0, 42.0, 44.0, 50.0, 62.0,
    84.0, 92.0, 78.0, 55.0, 34.0, 20.0,
];

/// The weather and the clock, as far as they bring faults.
#[derive(Debug)]
pub(crate) struct Arrivals {
    per_day: f64,
    storm_until: Millis,
}

impl Arrivals {
    pub(crate) fn new(per_day: u32) -> Self {
        Self { per_day: f64::from(per_day), storm_until: Millis::MIN }
    }

    /// The instants of one hour, in order; a storm of two to five hours brings four times as many.
    pub(crate) fn of_hour(&mut self, from: Millis, prng: &mut Prng) -> Vec<Millis> {
        if from >= self.storm_until && prng.chance(0.008) {
            self.storm_until = from + prng.between(2, 5) * HOUR;
        }
        let (hour, _) = hour_minute(from);
        let usual = self.per_day * BY_HOUR[hour as usize] / 1000.0;
        let expected = if from < self.storm_until { usual * 4.0 } else { usual };
        let slots = 360;
        let each = expected / f64::from(slots);
        let mut times = Vec::new();
        for slot in 0..i64::from(slots) {
            let count = each as i64 + i64::from(prng.chance(each.fract()));
            for _ in 0..count {
                times.push(from + slot * 10 * SECOND + prng.between(0, 10 * SECOND - 1));
            }
        }
        times.sort_unstable();
        times
    }
}
