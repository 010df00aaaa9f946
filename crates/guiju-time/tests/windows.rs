//! Windows cut local time without gap or overlap, and are called as people call them.
#![allow(clippy::unwrap_used, reason = "helpers of tests; texts are ours")]

use guiju_time::{Hours, Instant, Micros, Shift, Window, Zone, parse_rfc3339};
use proptest::prelude::*;

const ZONES: [&str; 7] = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Shanghai",
    "Asia/Kolkata",
    "Australia/Lord_Howe", // moves by half an hour
    "Africa/Cairo",        // moves at midnight
    "Pacific/Apia",        // skipped a whole day in 2011
];

const NAMES: [&str; 7] = ["hour", "day", "week", "month", "quarter", "half_year", "year"];

fn at(text: &str) -> Instant {
    parse_rfc3339(text).unwrap()
}

#[test]
fn windows_are_called_as_people_call_them() {
    let zone = Zone::get("Asia/Shanghai").unwrap();
    let table = [
        (
            "hour",
            "2026-03-02T10:45:00+08:00",
            "2026-03-02T10",
            "2026-03-02T10:00:00+08:00",
            "2026-03-02T11:00:00+08:00",
        ),
        (
            "day",
            "2026-03-02T00:00:00+08:00",
            "2026-03-02",
            "2026-03-02T00:00:00+08:00",
            "2026-03-03T00:00:00+08:00",
        ),
        (
            "week",
            "2026-03-08T23:59:59+08:00",
            "2026-W10",
            "2026-03-02T00:00:00+08:00",
            "2026-03-09T00:00:00+08:00",
        ),
        (
            "week",
            "2026-01-01T00:00:00+08:00",
            "2026-W01",
            "2025-12-29T00:00:00+08:00",
            "2026-01-05T00:00:00+08:00",
        ),
        (
            "week",
            "2027-01-01T00:00:00+08:00",
            "2026-W53",
            "2026-12-28T00:00:00+08:00",
            "2027-01-04T00:00:00+08:00",
        ),
        (
            "month",
            "2026-03-31T23:59:59+08:00",
            "2026-03",
            "2026-03-01T00:00:00+08:00",
            "2026-04-01T00:00:00+08:00",
        ),
        (
            "quarter",
            "2026-12-31T00:00:00+08:00",
            "2026-Q4",
            "2026-10-01T00:00:00+08:00",
            "2027-01-01T00:00:00+08:00",
        ),
        (
            "half_year",
            "2026-07-01T00:00:00+08:00",
            "2026-H2",
            "2026-07-01T00:00:00+08:00",
            "2027-01-01T00:00:00+08:00",
        ),
        ("year", "2025-12-31T16:00:00Z", "2026", "2026-01-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00"),
    ];
    for (name, inside, label, start, end) in table {
        let stretch = Window::from_name(name).unwrap().containing(at(inside), &zone).unwrap();
        assert_eq!((stretch.label.as_str(), stretch.start, stretch.end), (label, at(start), at(end)));
    }
    assert_eq!(Window::from_name("fortnight"), None);
}

#[test]
fn a_day_in_a_zone_that_moves_its_clocks_has_23_or_25_hours() {
    let zone = Zone::get("Europe/Berlin").unwrap();
    for (noon, hours) in [("2026-03-29T12:00:00+02:00", 23), ("2026-10-25T12:00:00+01:00", 25)] {
        let day = Window::Day.containing(at(noon), &zone).unwrap();
        assert_eq!(day.end - day.start, Micros::HOUR.times(hours));
    }
}

#[test]
fn shifts_come_every_day_and_leave_the_time_between_them_out() {
    let zone = Zone::get("Asia/Shanghai").unwrap();
    let shift = |name: &str, hours| Shift { name: name.to_owned(), hours: Hours::parse(hours).unwrap() };
    let shifts = Window::Shift(vec![shift("night", "22:00-06:00"), shift("day", "08:00-20:00")]);
    let label = |text| shifts.containing(at(text), &zone).map(|stretch| stretch.label);
    assert_eq!(label("2026-03-02T08:00:00+08:00").as_deref(), Some("2026-03-02/day"));
    assert_eq!(label("2026-03-02T05:59:59+08:00").as_deref(), Some("2026-03-01/night"));
    assert_eq!(label("2026-03-02T20:00:00+08:00"), None);
    let all = shifts.between(at("2026-03-02T00:00:00+08:00"), at("2026-03-03T06:00:00+08:00"), &zone);
    let labels: Vec<_> = all.iter().map(|stretch| stretch.label.as_str()).collect();
    assert_eq!(labels, ["2026-03-01/night", "2026-03-02/day", "2026-03-02/night"]);
}

#[test]
fn a_rolling_window_ends_with_its_instant_and_includes_both_ends() {
    let zone = Zone::get("Asia/Shanghai").unwrap();
    let now = at("2026-03-31T12:00:00+08:00");
    let last = Window::Last(Micros::DAY.times(30)).containing(now, &zone).unwrap();
    assert_eq!(last.label, "30d..2026-03-31T12:00:00+08:00");
    assert!(last.contains(now) && last.contains(at("2026-03-01T12:00:00+08:00")));
    assert!(
        !last.contains(now + Micros::ONE) && !last.contains(at("2026-03-01T12:00:00+08:00") - Micros::ONE)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn windows_tile_time_without_gap_or_overlap(
        zone in prop::sample::select(&ZONES[..]), name in prop::sample::select(&NAMES[..]),
        near in prop::sample::select(vec!["2026-03-29T01:00:00Z", "2026-11-01T06:00:00Z", "2026-04-23T22:00:00Z", "2011-12-30T10:00:00Z", "2026-04-04T15:00:00Z"]),
        minutes in -3_000_i64..3_000, length in 1_i64..9_000,
    ) {
        let (zone, window) = (Zone::get(zone).unwrap(), Window::from_name(name).unwrap());
        let from = at(near) + Micros::MINUTE.times(minutes);
        let until = from + Micros::MINUTE.times(length) + Micros::ONE;
        let all = window.between(from, until, &zone);
        prop_assert!(all[0].contains(from));
        prop_assert!(all[all.len() - 1].contains(until - Micros::ONE));
        for pair in all.windows(2) {
            prop_assert_eq!(pair[0].end, pair[1].start);
            prop_assert!(pair[0].label < pair[1].label);
        }
        for stretch in &all {
            for inside in [stretch.start, stretch.end - Micros::ONE] {
                prop_assert_eq!(window.containing(inside, &zone), Some(stretch.clone()));
            }
        }
    }
}
