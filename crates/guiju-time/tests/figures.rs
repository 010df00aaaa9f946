//! Figures with units, their ranges, and the parts of which calendars are written.
#![allow(clippy::unwrap_used, reason = "helpers of tests; texts are ours")]

use std::cmp::Ordering;

use guiju_time::{
    Calendar, Hours, Lang, Micros, Quantity, Range, Unit, Weekday, parse_dates, parse_weekdays,
};
use proptest::prelude::*;

#[test]
fn a_range_includes_its_ends_and_converts_units() {
    let table = [
        ("3..5cm", 3.0, "cm", true),
        ("3..5cm", 5.0, "cm", true),
        ("3..5cm", 30.0, "mm", true),
        ("3..5cm", 29.999, "mm", false),
        ("3..5cm", 0.05, "m", true),
        ("1.1cm", 11.0, "mm", true),
        ("15s..", 15.0, "s", true),
        ("15s..", 14_999.0, "ms", false),
        ("30min..2h", 0.5, "h", true),
        ("..2", 2.0, "", true),
        ("..2", 2.000_001, "", false),
        ("1..5", 3.0, "", true),
        ("0..5", -0.0, "", true),
        ("95%..", 0.95, "", true),
        ("95%", 95.0, "%", true),
        ("-5..5°", -5.0, "°", true),
        ("..60km/h", 16.0, "m/s", true),
        ("..60km/h", 17.0, "m/s", false),
        ("198..235.4V", 0.22, "kV", true),
        ("..1万元", 10_000.0, "yuan", true),
    ];
    for (range, value, unit, inside) in table {
        let contains = Range::parse(range).unwrap().contains(value, Unit::parse(unit).unwrap());
        assert_eq!(contains, Ok(inside), "{value}{unit} in {range}");
    }
    assert_eq!(
        Range::parse("15s..").unwrap().contains_time(Micros::SECOND.times(15) - Micros::ONE),
        Ok(false)
    );
    assert_eq!(Range::parse("15s..").unwrap().contains_time(Micros::SECOND.times(15)), Ok(true));
    assert_eq!(Range::parse("1..").unwrap().contains(f64::NAN, Unit::ONE), Ok(false));
}

#[test]
fn figures_that_cannot_be_read_or_compared_say_what_to_write() {
    let table = [
        ("", "`` is not a figure; write one like 3cm, 95% or 3..5cm"),
        ("five", "`five` is not a figure; write one like 3cm, 95% or 3..5cm"),
        ("..", "`..` has no bound; write at least one, like 15s.. or ..2"),
        ("5..3cm", "`5..3cm` ends before it begins; write the smaller figure first"),
        ("3cm..5s", "`cm` and `s` do not measure the same; write both in units of one kind"),
        (
            "3 inch",
            "`3 inch`: there is no unit `inch`; write one like mm, cm, m, °, %, s, min, h, V, kWh, km/h or yuan",
        ),
    ];
    for (text, told) in table {
        let problem = Range::parse(text).unwrap_err();
        assert_eq!(problem.to_string(), told);
        assert_ne!(problem.say(Lang::Zh), told);
    }
    let length = Range::parse("3..5cm").unwrap();
    assert!(length.contains(4.0, Unit::parse("kWh").unwrap()).is_err());
}

#[test]
fn every_unit_is_written_in_one_way_only() {
    let mut seen = std::collections::BTreeSet::new();
    for unit in Unit::all() {
        assert!(seen.insert(unit.symbol()), "{unit} twice");
        assert_eq!(Unit::parse(unit.symbol()), Some(unit));
    }
    let (yuan, kwh) = (Quantity::parse("3 yuan").unwrap(), Quantity::parse("0.5MWh").unwrap());
    assert_eq!((yuan.to_string().as_str(), kwh.to_string().as_str()), ("3元", "0.5MWh"));
    assert_eq!(kwh.compare(&Quantity::parse("500kWh").unwrap()), Ok(Ordering::Equal));
}

#[test]
fn weekdays_and_hours_are_read_as_written() {
    use Weekday::{Friday, Monday, Saturday, Sunday, Wednesday};
    assert_eq!(parse_weekdays("mon,wed").unwrap(), [Monday, Wednesday]);
    assert_eq!(parse_weekdays("sat-mon, fri").unwrap(), [Monday, Friday, Saturday, Sunday]);
    assert_eq!(parse_weekdays("mon-fri").unwrap().len(), 5);
    for (text, from, until) in [
        ("08:30-12:00", 510, 720),
        ("20:00-08:00", 1200, 480),
        ("00:00-24:00", 0, 1440),
        ("20:00-00:00", 1200, 1440),
    ] {
        assert_eq!(Hours::parse(text), Ok(Hours { from, until }));
    }
    assert!(parse_dates("2026-10-01..2026-10-07").is_ok());
    let refused = [
        parse_weekdays("monday").unwrap_err(),
        parse_weekdays("mon-wed,tue").unwrap_err(),
        parse_weekdays("").unwrap_err(),
        Hours::parse("8.30-12").unwrap_err(),
        Hours::parse("08:00-08:00").unwrap_err(),
        Hours::parse("08:00-24:30").unwrap_err(),
        Hours::parse("24:00-08:00").unwrap_err(),
        parse_dates("2026-10-07..2026-10-01").unwrap_err(),
        parse_dates("1 October").unwrap_err(),
    ];
    for problem in refused {
        assert!(problem.to_string().contains("; write"), "{problem}");
        assert!(problem.say(Lang::Zh).contains('；'), "{problem}");
    }
}

#[test]
fn a_calendar_that_cannot_work_is_refused() {
    let hours = |text: &str| Hours::parse(text).unwrap();
    let week = |texts: &[&str]| {
        let hours: Vec<_> = texts.iter().map(|text| hours(text)).collect();
        Calendar::builder("depot").week(&[Weekday::Monday], &hours)
    };
    assert_eq!(
        week(&["08:00-12:00", "11:00-15:00"]).unwrap_err().to_string(),
        "the hours 08:00-12:00 and 11:00-15:00 overlap; write each hour once"
    );
    assert!(week(&["08:00-12:00"]).unwrap().week(&[Weekday::Monday], &[hours("13:00-14:00")]).is_err());
    assert!(Calendar::builder("depot").build().is_err());
    let like_sunday =
        week(&["08:00-12:00"]).unwrap().work("2026-10-10".parse().unwrap(), Weekday::Sunday).build();
    assert_eq!(
        like_sunday.unwrap_err().to_string(),
        "2026-10-10 works like sun, which has no hours; name a weekday that is worked"
    );
}

#[test]
fn a_date_that_works_beats_a_free_one_and_the_week() {
    let date = |text: &str| text.parse().unwrap();
    let cal = Calendar::builder("depot")
        .week(&parse_weekdays("mon-fri").unwrap(), &[Hours::parse("08:30-12:00").unwrap()])
        .unwrap()
        .free(date("2026-10-01"), date("2026-10-07"))
        .work(date("2026-10-10"), Weekday::Monday)
        .work(date("2026-10-07"), Weekday::Monday)
        .build()
        .unwrap();
    let workdays = [
        ("2026-09-30", true),
        ("2026-10-01", false),
        ("2026-10-07", true),
        ("2026-10-10", true),
        ("2026-10-11", false),
    ];
    for (text, worked) in workdays {
        assert_eq!(cal.is_workday(date(text)), Ok(worked), "{text}");
    }
    assert_eq!(cal.workdays_in(date("2026-10-01"), date("2026-10-11")), Ok(4));
    assert_eq!(Calendar::cn().workdays_in(date("2026-02-09"), date("2026-03-01")), Ok(11));
}

proptest! {
    #[test]
    fn a_range_reads_back_as_it_is_shown(a in -1_000_i32..1_000, b in 0_i32..1_000, side in 0..3, unit in prop::sample::select(vec!["", "cm", "%", "km/h"])) {
        let (low, high) = (f64::from(a) / 10.0, f64::from(a + b) / 10.0);
        let text = match side { 0 => format!("{low}..{high}{unit}"), 1 => format!("{low}{unit}.."), _ => format!("..{high}{unit}") };
        let range = Range::parse(&text).unwrap();
        prop_assert_eq!(Range::parse(&range.to_string()), Ok(range));
    }

    #[test]
    fn no_text_makes_a_figure_panic(text in "[0-9.a-z%° -]{0,10}|.{0,10}") {
        let _ = (Range::parse(&text), Quantity::parse(&text), Hours::parse(&text), parse_dates(&text), parse_weekdays(&text));
    }
}
