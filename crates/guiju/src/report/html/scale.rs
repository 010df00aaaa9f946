//! From time to place on a drawing, with ticks at round local times.

use super::Both;
use guiju_time::{Instant, Micros, Zone, clock, say_date};

const MINUTE: i64 = Micros::MINUTE.0;
const HOUR: i64 = Micros::HOUR.0;
const DAY: i64 = Micros::DAY.0;
/// Distances between ticks that read well.
const STEPS: [i64; 18] = [
    MINUTE / 6,
    MINUTE / 2,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    20 * MINUTE,
    HOUR / 2,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    30 * DAY,
    90 * DAY,
];
/// Most ticks on a drawing.
const MOST: i64 = 8;

/// A stretch of time on a stretch of a drawing.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    from: i64,
    until: i64,
    left: f64,
    right: f64,
}

impl Scale {
    /// Of a stretch of time, on a stretch of a drawing.
    pub fn new(from: i64, until: i64, left: f64, right: f64) -> Scale {
        // A single instant stands at the left of a minute.
        Scale { from, until: until.max(from.saturating_add(MINUTE)), left, right }
    }

    /// Where an instant stands; those outside stand at the ends.
    pub fn x(&self, at: Instant) -> f64 {
        let share = (at.0.saturating_sub(self.from)) as f64 / (self.until.saturating_sub(self.from)) as f64;
        let x = self.left + share.clamp(0.0, 1.0) * (self.right - self.left);
        (x * 10.0).round() / 10.0
    }

    /// Whether an instant lies behind the end.
    pub fn is_beyond(&self, at: Instant) -> bool {
        at.0 > self.until
    }

    /// Round local times with what they are called.
    pub fn ticks(&self, zone: &Zone) -> Vec<(f64, Both)> {
        let length = self.until - self.from;
        let years = || (length / MOST / (365 * DAY) + 1) * 365 * DAY;
        let step = STEPS.into_iter().find(|step| length / step <= MOST).unwrap_or_else(years);
        let midnight = zone.start_of_day(zone.date(Instant(self.from))).0;
        let mut ticks = Vec::new();
        let mut at = midnight + (self.from - midnight).div_euclid(step) * step;
        if at < self.from {
            at += step;
        }
        let mut day = None;
        while at <= self.until && ticks.len() as i64 <= 2 * MOST {
            let instant = Instant(at);
            let date = zone.date(instant);
            let label = Both::of(|lang| {
                if step >= DAY || (day.is_some() && day != Some(date)) {
                    say_date(date, Some(date), lang)
                } else {
                    clock(instant, zone, Some(instant), lang)
                }
            });
            day = Some(date);
            ticks.push((self.x(instant), label));
            at += step;
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guiju_time::parse_rfc3339;

    #[test]
    fn ticks_are_round_and_few() -> Result<(), Box<dyn std::error::Error>> {
        let zone = Zone::get("Asia/Shanghai")?;
        let at = |text| parse_rfc3339(text).map(|at| at.0);
        let scale =
            Scale::new(at("2026-03-02T09:58:12+08:00")?, at("2026-03-02T11:41:00+08:00")?, 0.0, 1000.0);
        let ticks: Vec<String> = scale.ticks(&zone).into_iter().map(|(_, label)| label.en).collect();
        assert_eq!(ticks, ["10:00", "10:20", "10:40", "11:00", "11:20", "11:40"]);
        let night =
            Scale::new(at("2026-03-02T23:40:00+08:00")?, at("2026-03-03T00:30:00+08:00")?, 0.0, 1000.0);
        let ticks: Vec<String> = night.ticks(&zone).into_iter().map(|(_, label)| label.zh).collect();
        assert_eq!(ticks, ["23:40", "23:50", "3 月 3 日", "00:10", "00:20", "00:30"]);
        Ok(())
    }
}
