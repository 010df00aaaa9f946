//! Times as logs write them.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

use crate::{instant::parse_rfc3339, refusal::Reason};

/// Reads an instant: RFC 3339 and what else is unambiguous; without an offset it is local to `zone`, if there is one.
pub(crate) fn instant(text: &str, zone: Option<&TimeZone>) -> Result<i64, Reason> {
    if let Some(us) = parse_rfc3339(text) {
        return Ok(us);
    }
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Ok(timestamp.as_microsecond());
    }
    let Ok(local) = text.parse::<DateTime>() else {
        return Err(Reason::BadTime { text: shortened(text) });
    };
    let Some(zone) = zone else { return Err(Reason::NoOffset { text: shortened(text) }) };
    let timestamp = zone.to_timestamp(local).map_err(|_| Reason::BadTime { text: shortened(text) })?;
    Ok(timestamp.as_microsecond())
}

/// Enough of a text to find it by.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
