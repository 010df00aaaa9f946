//! Points in time as a person gives them on the command line.

use crate::{context::Context, failure::Failure};
use guiju_time::{Instant, Lang, Zone, parse_date, parse_rfc3339};

/// Reads the value of an option: RFC 3339 with offset, or `2026-03-02`, `2026-03-02T09:00` by the standard's own clock. A
/// day alone is its first instant, or with `end` its last microsecond.
///
/// # Errors
/// It is none of them.
pub fn instant(
    context: &Context,
    option: &str,
    text: &str,
    zone: &Zone,
    end: bool,
) -> Result<Instant, Failure> {
    if let Ok(at) = parse_rfc3339(text) {
        return Ok(at);
    }
    if let Ok(date) = parse_date(text) {
        let day = if end { zone.end_of_day(date) } else { zone.start_of_day(date) };
        return Ok(day);
    }
    // A civil time: read it as UTC and let the zone's clock say when it shows that.
    let civil = format!("{}Z", text.replacen(' ', "T", 1));
    let padded = format!("{}:00Z", text.replacen(' ', "T", 1));
    for written in [civil, padded] {
        if let Ok(as_utc) = parse_rfc3339(&written) {
            let local = Zone::utc().date_time(as_utc);
            return Ok(zone.first_instant(local));
        }
    }
    Err(Failure::input(match context.lang {
        Lang::Zh => format!("`{option} {text}` 不是时间"),
        Lang::En => format!("`{option} {text}` is not a time"),
    })
    .help(context.say(
        "写成 2026-03-02、2026-03-02T09:00（规范所在地的时间）或 2026-03-02T09:00:00+08:00。",
        "write it like 2026-03-02, 2026-03-02T09:00 (by the standard's own clock) or 2026-03-02T09:00:00+08:00",
    )))
}
