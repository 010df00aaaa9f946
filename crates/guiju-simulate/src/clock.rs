//! Instants of the simulated world: milliseconds since 1970, written with the offset of the utility's zone.

use jiff::Timestamp;
use jiff::tz::Offset;

/// Milliseconds since 1970-01-01T00:00Z.
pub(crate) type Millis = i64;

pub(crate) const SECOND: Millis = 1_000;
pub(crate) const MINUTE: Millis = 60 * SECOND;
pub(crate) const HOUR: Millis = 60 * MINUTE;
pub(crate) const DAY: Millis = 24 * HOUR;

/// The zone of all simulated sites; China has one, without summer time.
const OFFSET: Offset = Offset::constant(8);

/// `at` as RFC 3339 with milliseconds, e.g. `2026-03-02T10:45:00.000+08:00`.
///
/// An instant outside jiff's range (±9999 years) is written as the epoch; a plan cannot reach it.
pub(crate) fn rfc3339(at: Millis) -> String {
    let local = OFFSET.to_datetime(Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH));
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}+08:00",
        local.year(),
        local.month(),
        local.day(),
        local.hour(),
        local.minute(),
        local.second(),
        local.millisecond()
    )
}

/// The local date as `20260302`, used in ids.
pub(crate) fn date_digits(at: Millis) -> String {
    rfc3339(at)[..10].replace('-', "")
}

/// Local hour and minute.
pub(crate) fn hour_minute(at: Millis) -> (i64, i64) {
    let of_day = (at + 8 * HOUR).rem_euclid(DAY);
    (of_day / HOUR, of_day % HOUR / MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_written_in_local_time() {
        assert_eq!(rfc3339(1_772_380_800_000), "2026-03-02T00:00:00.000+08:00");
        assert_eq!(hour_minute(1_772_380_800_000 + 45 * MINUTE), (0, 45));
    }
}
