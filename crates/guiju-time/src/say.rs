//! Times and distances in words for people. Numbers are exact: what is shown is what was judged.

use jiff::civil::Date;

use crate::{Instant, Lang, Micros, Zone};

/// A length of time, by sign-less parts: `8 分 12 秒`, `8 min 12 s`, `7 分钟`, `1 天 2 小时`.
pub fn late_by(length: Micros, lang: Lang) -> String {
    parts(length, Micros::DAY, lang)
}

/// As [`late_by`], with hours as the largest unit: working time has no days of 24 h.
pub(crate) fn hours_at_most(length: Micros, lang: Lang) -> String {
    parts(length, Micros::HOUR, lang)
}

fn parts(length: Micros, largest: Micros, lang: Lang) -> String {
    let mut rest = length.abs().0;
    if rest > 0 && rest < Micros::SECOND.0 {
        return below_a_second(rest, lang);
    }
    let units = [(Micros::DAY, "天", "d"), (Micros::HOUR, "小时", "h"), (Micros::MINUTE, "分", "min")];
    let mut said = Vec::new();
    for (unit, zh, en) in units.into_iter().filter(|(unit, ..)| *unit <= largest) {
        let whole = rest / unit.0;
        rest %= unit.0;
        if whole > 0 {
            let alone = unit == Micros::MINUTE && said.is_empty() && rest == 0;
            let name = match lang {
                Lang::Zh if alone => "分钟",
                Lang::Zh => zh,
                Lang::En => en,
            };
            said.push(format!("{whole} {name}"));
        }
    }
    if rest > 0 || said.is_empty() {
        said.push(format!("{} {}", seconds(rest), if lang == Lang::Zh { "秒" } else { "s" }));
    }
    said.join(" ")
}

fn below_a_second(us: i64, lang: Lang) -> String {
    let (number, zh, en) = match us % 1_000 {
        0 => (us / 1_000, "毫秒", "ms"),
        _ => (us, "微秒", "µs"),
    };
    format!("{number} {}", if lang == Lang::Zh { zh } else { en })
}

/// Seconds with as many digits behind the point as they have.
fn seconds(us: i64) -> String {
    let text = format!("{}.{:06}", us / Micros::SECOND.0, us % Micros::SECOND.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A clock time: `10:45` (the last microsecond of a day is `24:00`), with seconds and their parts where there are any, with the date where it is another day than
/// that of `beside` (`3 月 2 日 10:45`, `2 Mar 10:45`), with the year where it is another year. Without `beside` the
/// date is always said, with its year.
pub fn clock(at: Instant, zone: &Zone, beside: Option<Instant>, lang: Lang) -> String {
    let local = zone.date_time(at);
    let mut time = format!("{:02}:{:02}", local.hour(), local.minute());
    let us = local.subsec_nanosecond() / 1_000;
    if local.second() != 0 || us != 0 {
        time.push_str(&format!(":{:02}", local.second()));
    }
    if us % 1_000 != 0 {
        time.push_str(&format!(".{us:06}"));
    } else if us != 0 {
        time.push_str(&format!(".{:03}", us / 1_000));
    }
    // A bound in days ends with the day; nobody says it in microseconds.
    if time == "23:59:59.999999" {
        time = "24:00".to_owned();
    }
    let beside = beside.map(|other| zone.date_time(other).date());
    if beside == Some(local.date()) {
        return time;
    }
    format!("{} {time}", say_date(local.date(), beside, lang))
}

/// A date: `3 月 2 日`, `2 Mar`, with its year unless that is the year of `beside`.
pub fn say_date(date: Date, beside: Option<Date>, lang: Lang) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, month, day) = (date.year(), date.month(), date.day());
    let same_year = beside.is_some_and(|other| other.year() == year);
    match lang {
        Lang::Zh if same_year => format!("{month} 月 {day} 日"),
        Lang::Zh => format!("{year} 年 {month} 月 {day} 日"),
        Lang::En => {
            let name = MONTHS.get(month as usize - 1).copied().unwrap_or_default();
            if same_year { format!("{day} {name}") } else { format!("{day} {name} {year}") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_rfc3339;

    #[test]
    fn lengths_are_said_exactly() {
        let table = [
            (0, "0 秒", "0 s"),
            (1, "1 微秒", "1 µs"),
            (250_000, "250 毫秒", "250 ms"),
            (492_000_000, "8 分 12 秒", "8 min 12 s"),
            (420_000_000, "7 分钟", "7 min"),
            (420_000_001, "7 分 0.000001 秒", "7 min 0.000001 s"),
            (12_500_000, "12.5 秒", "12.5 s"),
            (93_784_000_000, "1 天 2 小时 3 分 4 秒", "1 d 2 h 3 min 4 s"),
            (-60_000_000, "1 分钟", "1 min"),
        ];
        for (us, zh, en) in table {
            assert_eq!(late_by(Micros(us), Lang::Zh), zh);
            assert_eq!(late_by(Micros(us), Lang::En), en);
        }
    }

    #[test]
    fn clock_times_say_what_differs() {
        let zone = Zone::get("Asia/Shanghai").unwrap();
        let beside = parse_rfc3339("2026-03-02T09:00:00+08:00").unwrap();
        let table = [
            ("2026-03-02T10:45:00+08:00", "10:45", "10:45"),
            ("2026-03-02T02:45:00Z", "10:45", "10:45"),
            ("2026-03-02T10:53:12+08:00", "10:53:12", "10:53:12"),
            ("2026-03-02T10:45:00.25+08:00", "10:45:00.250", "10:45:00.250"),
            ("2026-03-02T10:45:00.000001+08:00", "10:45:00.000001", "10:45:00.000001"),
            ("2026-03-02T23:59:59.999999+08:00", "24:00", "24:00"),
            ("2026-03-05T23:59:59.999999+08:00", "3 月 5 日 24:00", "5 Mar 24:00"),
            ("2026-03-03T00:00:00+08:00", "3 月 3 日 00:00", "3 Mar 00:00"),
            ("2027-03-02T10:45:00+08:00", "2027 年 3 月 2 日 10:45", "2 Mar 2027 10:45"),
        ];
        for (text, zh, en) in table {
            let at = parse_rfc3339(text).unwrap();
            assert_eq!(clock(at, &zone, Some(beside), Lang::Zh), zh);
            assert_eq!(clock(at, &zone, Some(beside), Lang::En), en);
        }
        assert_eq!(clock(beside, &zone, None, Lang::En), "2 Mar 2026 09:00");
    }
}
