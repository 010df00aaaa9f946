//! The calendar and its deadlines against a slow clock that looks at every minute.
#![allow(clippy::unwrap_used, reason = "helpers of tests; texts are ours")]

use guiju_time::{
    Calendar, DateTime, Due, Holidays, Hours, Instant, Micros, Pause, Span, Zone, allowance, due,
    earliest_at_least, earliest_within, elapsed, latest_at_least, parse_rfc3339, parse_weekdays,
};
use proptest::prelude::*;

const ZONES: [&str; 4] = ["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Asia/Kolkata"];

/// Moments near which clocks are moved, holidays lie, years turn.
const NEAR: [&str; 7] = [
    "2026-03-08T07:00:00Z",
    "2026-03-29T01:00:00Z",
    "2026-10-25T01:00:00Z",
    "2026-11-01T06:00:00Z",
    "2026-02-14T00:00:00Z",
    "2026-10-08T00:00:00Z",
    "2025-12-31T20:00:00Z",
];

fn calendar(which: usize) -> Calendar {
    let hours = |texts: &[&str]| texts.iter().map(|text| Hours::parse(text).unwrap()).collect::<Vec<_>>();
    let week = |builder: guiju_time::CalendarBuilder, days, texts: &[&str]| {
        builder.week(&parse_weekdays(days).unwrap(), &hours(texts)).unwrap()
    };
    match which {
        0 => Calendar::cn(),
        1 => week(Calendar::builder("split"), "mon-fri", &["08:30-12:00", "14:00-18:00"])
            .free("2026-10-05".parse().unwrap(), "2026-10-09".parse().unwrap())
            .work("2026-10-10".parse().unwrap(), guiju_time::Weekday::Monday)
            .build()
            .unwrap(),
        // Nights meet the day that follows, and the hours at which clocks are moved.
        2 => {
            let nights = week(Calendar::builder("nights"), "fri,sat,mon", &["01:30-02:30", "20:00-08:00"]);
            week(nights, "sun", &["02:15-02:45", "06:00-12:00"]).holidays(Holidays::cn()).build().unwrap()
        }
        _ => week(Calendar::builder("always"), "mon-sun", &["00:00-24:00"]).build().unwrap(),
    }
}

/// Minute by minute from an instant on: start of the minute, and what a local clock shows that is never set back.
fn minutes(from: Instant, until: Instant, zone: &Zone) -> impl Iterator<Item = (Instant, DateTime)> {
    let start = Instant(from.0 - from.0.rem_euclid(Micros::MINUTE.0)) - Micros::DAY;
    let mut shown = DateTime::MIN;
    (0..)
        .map(move |n| start + Micros::MINUTE.times(n))
        .take_while(move |at| *at < until)
        .map(move |at| {
            shown = shown.max(zone.date_time(at));
            (at, shown)
        })
        .filter(move |(at, _)| *at + Micros::MINUTE > from)
}

fn in_hours(cal: &Calendar, shown: DateTime) -> bool {
    let minute = i32::from(shown.hour()) * 60 + i32::from(shown.minute());
    let worked = |date, minute: i32| {
        cal.hours(date).unwrap().iter().any(|hours| {
            let until = i32::from(hours.until) + if hours.past_midnight() { 1440 } else { 0 };
            (i32::from(hours.from)..until).contains(&minute)
        })
    };
    worked(shown.date(), minute) || worked(shown.date().yesterday().unwrap(), minute + 1440)
}

/// The time in [from, to) that counts for a bound, by looking at every minute.
fn slow(from: Instant, to: Instant, span: &Span, cal: &Calendar, zone: &Zone, pauses: &[Pause]) -> Micros {
    let first = minutes(from, from + Micros::ONE, zone).last().unwrap().1.date();
    let mut total = 0;
    for (start, shown) in minutes(from, to, zone) {
        let counts = match span {
            Span::Elapsed(_) => true,
            Span::WorkHours(_) => in_hours(cal, shown),
            Span::Workdays(0) | Span::CalendarDays(0) | Span::Months(0) => true,
            Span::CalendarDays(_) | Span::Months(_) => shown.date() > first,
            Span::Workdays(_) => shown.date() > first && cal.is_workday(shown.date()).unwrap(),
        };
        if !counts {
            continue;
        }
        let (start, end) = (start.max(from).0, (start + Micros::MINUTE).min(to).0);
        // Cut the minute wherever a pause begins or ends, and take the parts that no pause covers.
        let mut cuts = vec![start, end];
        cuts.extend(pauses.iter().flat_map(|p| [p.from.0, p.until.map_or(end, |until| until.0)]));
        cuts.retain(|cut| (start..=end).contains(cut));
        cuts.sort_unstable();
        for pair in cuts.windows(2) {
            let paused =
                pauses.iter().any(|p| p.from.0 <= pair[0] && p.until.is_none_or(|until| until.0 >= pair[1]));
            total += if paused { 0 } else { pair[1] - pair[0] };
        }
    }
    Micros(total)
}

prop_compose! {
    fn instant()(near in prop::sample::select(&NEAR[..]), minutes in -4_000_i64..4_000, odd in prop_oneof![Just(0_i64), 0_i64..60_000_000]) -> Instant {
        parse_rfc3339(near).unwrap() + Micros::MINUTE.times(minutes) + Micros(odd)
    }
}

fn span() -> impl Strategy<Value = Span> {
    let length = prop_oneof![
        (0_i64..3_000).prop_map(|n| Micros::MINUTE.times(n)),
        (0_i64..Micros::DAY.0).prop_map(Micros)
    ];
    (0..5, length, 0_u32..5).prop_map(|(kind, length, n)| match kind {
        0 => Span::Elapsed(length),
        1 => Span::WorkHours(length),
        2 => Span::Workdays(n),
        3 => Span::CalendarDays(n),
        _ => Span::Months(n % 2),
    })
}

fn pauses() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((-1_000_i64..6_000, 0_i64..2_000), 0..4)
}

fn after(from: Instant, pauses: &[(i64, i64)]) -> Vec<Pause> {
    let at = |minutes| from + Micros::MINUTE.times(minutes);
    pauses.iter().map(|(start, length)| Pause { from: at(*start), until: Some(at(start + length)) }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn measured_time_is_what_a_minute_clock_counts(
        zone in prop::sample::select(&ZONES[..]), which in 0_usize..4, from in instant(), minutes in -100_i64..9_000,
        odd in 0_i64..60_000_000, span in span(), stops in pauses(), open in prop::option::of(0_i64..9_000),
    ) {
        let (zone, cal) = (Zone::get(zone).unwrap(), calendar(which));
        let to = from + Micros::MINUTE.times(minutes) + Micros(odd);
        let mut stops = after(from, &stops);
        stops.extend(open.map(|open| Pause { from: from + Micros::MINUTE.times(open), until: None }));
        // 2027 has no holidays yet; nothing here reaches it.
        prop_assert_eq!(elapsed(from, to, &span, &cal, &zone, &stops), Ok(slow(from, to, &span, &cal, &zone, &stops)));
        if let Span::WorkHours(_) = span {
            let without = slow(from, to, &span, &cal, &zone, &[]);
            prop_assert_eq!(cal.working_time_between(from, to, &zone), Ok(without));
        }
    }

    #[test]
    fn working_time_added_is_the_first_instant_with_so_much(
        zone in prop::sample::select(&ZONES[..]), which in 0_usize..4, from in instant(), length in 1_i64..2_000, odd in 0_i64..2,
    ) {
        let (zone, cal) = (Zone::get(zone).unwrap(), calendar(which));
        let length = Micros::MINUTE.times(length) + Micros(odd);
        let to = cal.add_working(from, length, &zone).unwrap();
        prop_assert_eq!(cal.working_time_between(from, to, &zone), Ok(length));
        prop_assert_eq!(cal.working_time_between(from, to - Micros::ONE, &zone), Ok(length - Micros::ONE));
        let back = cal.sub_working(to, length, &zone).unwrap();
        prop_assert_eq!(cal.working_time_between(back, to, &zone), Ok(length));
        prop_assert_eq!(cal.working_time_between(back + Micros::ONE, to, &zone), Ok(length - Micros::ONE));
        prop_assert!(back >= from);
    }

    #[test]
    fn a_deadline_is_the_last_instant_within_the_bound(
        zone in prop::sample::select(&ZONES[..]), which in 0_usize..4, from in instant(), span in span(), stops in pauses(),
        open in prop::option::of(0_i64..9_000),
    ) {
        let (zone, cal) = (Zone::get(zone).unwrap(), calendar(which));
        let mut stops = after(from, &stops);
        stops.extend(open.map(|open| Pause { from: from + Micros::MINUTE.times(open), until: None }));
        let bound = allowance(from, &span, &cal, &zone).unwrap();
        let measured = |to| elapsed(from, to, &span, &cal, &zone, &stops).unwrap();
        match due(from, &span, &cal, &zone, &stops).unwrap() {
            Due::At { by, last } => {
                prop_assert!(from <= by && by <= last);
                prop_assert_eq!(measured(by), bound);
                prop_assert!(by == from || measured(by - Micros::ONE) < bound);
                prop_assert_eq!(measured(last), bound);
                prop_assert!(measured(last + Micros::ONE) > bound);
            }
            Due::Paused { since, left } => {
                prop_assert!(open.is_some());
                prop_assert_eq!(measured(since), bound - left);
                prop_assert_eq!(measured(since + Micros::DAY.times(9)), bound - left);
            }
        }
    }

    #[test]
    fn looking_back_finds_the_first_instant_that_is_in_time(
        zone in prop::sample::select(&ZONES[..]), which in 0_usize..4, to in instant(), span in span(), stops in pauses(),
    ) {
        let (zone, cal) = (Zone::get(zone).unwrap(), calendar(which));
        let stops = after(to - Micros::DAY.times(2), &stops);
        let first = earliest_within(to, &span, &cal, &zone, &stops).unwrap();
        prop_assert!(first <= to);
        let allows = |from| due(from, &span, &cal, &zone, &stops).unwrap().allows(to);
        prop_assert!(allows(first));
        prop_assert!(!allows(first - Micros::ONE));
    }

    #[test]
    fn at_least_agrees_forwards_and_backwards(
        zone in prop::sample::select(&ZONES[..]), which in 0_usize..4, a in instant(), minutes in 0_i64..9_000, span in span(),
    ) {
        let (zone, cal) = (Zone::get(zone).unwrap(), calendar(which));
        let b = a + Micros::MINUTE.times(minutes);
        let first = earliest_at_least(a, &span, &cal, &zone).unwrap();
        let last = latest_at_least(b, &span, &cal, &zone).unwrap();
        prop_assert!(first >= a && last <= b);
        prop_assert_eq!(first <= b, a <= last, "{} {}", first, last);
    }
}
