//! Deadlines that a person can check on a wall calendar.
#![allow(clippy::unwrap_used, reason = "helpers of tests; texts are ours")]

use guiju_time::{
    Calendar, Date, Due, Holidays, Instant, Lang, Micros, NoData, Pause, Span, Zone, clock, due,
    earliest_at_least, earliest_within, latest_at_least, parse_rfc3339,
};

fn shanghai() -> Zone {
    Zone::get("Asia/Shanghai").unwrap()
}

fn at(text: &str) -> Instant {
    parse_rfc3339(&format!("{text}+08:00")).unwrap()
}

fn shown(at: Instant) -> String {
    let text = at.rfc3339(&shanghai());
    text.strip_suffix("+08:00").unwrap().to_owned()
}

fn due_at(from: &str, span: &str, pauses: &[(&str, &str)]) -> Due {
    let pauses: Vec<_> = pauses
        .iter()
        .map(|(from, until)| Pause { from: at(from), until: (!until.is_empty()).then(|| at(until)) })
        .collect();
    due(at(from), &Span::parse(span).unwrap(), &Calendar::cn(), &shanghai(), &pauses).unwrap()
}

#[test]
fn deadlines_fall_where_the_wall_calendar_says() {
    // from, bound, told to people, last instant in time
    let table = [
        ("2026-03-02T09:00:00", "45min", "2026-03-02T09:45:00", "2026-03-02T09:45:00"),
        ("2026-03-02T09:00:00", "0s", "2026-03-02T09:00:00", "2026-03-02T09:00:00"),
        ("2026-03-02T09:00:00", "3d", "2026-03-05T09:00:00", "2026-03-05T09:00:00"),
        (
            "2026-03-02T09:00:00",
            "7 calendar days",
            "2026-03-09T23:59:59.999999",
            "2026-03-09T23:59:59.999999",
        ),
        (
            "2026-03-02T00:00:00",
            "0 calendar days",
            "2026-03-02T23:59:59.999999",
            "2026-03-02T23:59:59.999999",
        ),
        // Monday, then Friday over the weekend, then a Saturday.
        ("2026-03-02T17:00:00", "3 workdays", "2026-03-05T23:59:59.999999", "2026-03-05T23:59:59.999999"),
        ("2026-03-06T17:00:00", "3 workdays", "2026-03-11T23:59:59.999999", "2026-03-11T23:59:59.999999"),
        ("2026-03-07T17:00:00", "1 workday", "2026-03-09T23:59:59.999999", "2026-03-09T23:59:59.999999"),
        // Spring Festival 2026: free 15–23 February, Saturdays 14 and 28 worked.
        ("2026-02-13T10:00:00", "2 workdays", "2026-02-24T23:59:59.999999", "2026-02-24T23:59:59.999999"),
        ("2026-02-27T10:00:00", "1 workday", "2026-02-28T23:59:59.999999", "2026-02-28T23:59:59.999999"),
        // Lunch from 12 to 13; the second runs out with the working day, so the evening still keeps it.
        ("2026-03-02T11:30:00", "2 workhours", "2026-03-02T14:30:00", "2026-03-02T14:30:00"),
        ("2026-03-02T16:00:00", "2 workhours", "2026-03-02T18:00:00", "2026-03-03T09:00:00"),
        ("2026-03-06T17:30:00", "2 workhours", "2026-03-09T10:30:00", "2026-03-09T10:30:00"),
        ("2026-03-02T20:00:00", "0.5 workhours", "2026-03-03T09:30:00", "2026-03-03T09:30:00"),
        ("2026-01-31T10:00:00", "1mo", "2026-02-28T23:59:59.999999", "2026-02-28T23:59:59.999999"),
        ("2024-02-29T10:00:00", "1y", "2025-02-28T23:59:59.999999", "2025-02-28T23:59:59.999999"),
        ("2025-03-02T10:00:00", "1y", "2026-03-02T23:59:59.999999", "2026-03-02T23:59:59.999999"),
    ];
    for (from, span, by, last) in table {
        match due_at(from, span, &[]) {
            Due::At { by: told, last: kept } => {
                assert_eq!((shown(told).as_str(), shown(kept).as_str()), (by, last), "{span} from {from}");
            }
            paused => panic!("{span} from {from}: {paused:?}"),
        }
    }
}

#[test]
fn pauses_move_a_deadline_by_what_they_take_of_its_time() {
    type Row<'t> = (&'t str, &'t str, &'t [(&'t str, &'t str)], &'t str);
    let table: [Row<'_>; 7] = [
        (
            "2026-03-02T09:00:00",
            "45min",
            &[("2026-03-02T09:10:00", "2026-03-02T09:20:00")],
            "2026-03-02T09:55:00",
        ),
        // Overlapping ones count once; one before the beginning and one after the end move nothing.
        (
            "2026-03-02T09:00:00",
            "45min",
            &[
                ("2026-03-02T09:10:00", "2026-03-02T09:20:00"),
                ("2026-03-02T09:15:00", "2026-03-02T09:25:00"),
                ("2026-03-02T08:00:00", "2026-03-02T08:30:00"),
                ("2026-03-02T10:30:00", "2026-03-02T11:00:00"),
            ],
            "2026-03-02T10:00:00",
        ),
        // A pause over lunch takes only the working part of it.
        (
            "2026-03-02T11:30:00",
            "1 workhour",
            &[("2026-03-02T11:45:00", "2026-03-02T13:15:00")],
            "2026-03-02T14:00:00",
        ),
        // Over a weekend: no working day is paused.
        (
            "2026-03-06T10:00:00",
            "1 workday",
            &[("2026-03-07T00:00:00", "2026-03-09T00:00:00")],
            "2026-03-09T23:59:59.999999",
        ),
        (
            "2026-03-02T10:00:00",
            "2 workdays",
            &[("2026-03-03T00:00:00", "2026-03-04T00:00:00")],
            "2026-03-05T23:59:59.999999",
        ),
        // The day of the beginning does not count, so pausing it takes nothing.
        (
            "2026-03-02T10:00:00",
            "1 workday",
            &[("2026-03-02T11:00:00", "2026-03-02T18:00:00")],
            "2026-03-03T23:59:59.999999",
        ),
        // A clock that stops exactly at the bound is not past it until it runs again.
        (
            "2026-03-02T09:00:00",
            "45min",
            &[("2026-03-02T09:45:00", "2026-03-02T09:50:00")],
            "2026-03-02T09:50:00",
        ),
    ];
    for (from, span, pauses, last) in table {
        assert_eq!(due_at(from, span, pauses).last().map(shown).as_deref(), Some(last), "{span} from {from}");
    }
}

#[test]
fn an_open_pause_has_no_deadline_and_says_what_is_left() {
    let open = due_at("2026-03-02T09:00:00", "45min", &[("2026-03-02T09:10:00", "")]);
    assert_eq!(open, Due::Paused { since: at("2026-03-02T09:10:00"), left: Micros::MINUTE.times(35) });
    assert!(open.allows(at("2036-03-02T09:00:00")));
    let too_late = due_at("2026-03-02T09:00:00", "45min", &[("2026-03-02T10:00:00", "")]);
    assert_eq!(too_late.last().map(shown).as_deref(), Some("2026-03-02T09:45:00"));
    let hours = due_at("2026-03-02T16:00:00", "4 workhours", &[("2026-03-03T09:30:00", "")]);
    assert_eq!(hours, Due::Paused { since: at("2026-03-03T09:30:00"), left: Micros::MINUTE.times(90) });
}

#[test]
fn a_bound_looks_back_as_far_as_it_looks_forward() {
    // to, bound, first instant within it, last instant that is at least so long before
    let table = [
        ("2026-03-09T11:00:00", "2h", "2026-03-09T09:00:00", "2026-03-09T09:00:00"),
        ("2026-03-09T10:00:00", "2 workhours", "2026-03-06T17:00:00", "2026-03-06T17:00:00"),
        ("2026-03-09T11:00:00", "2 workhours", "2026-03-06T18:00:00", "2026-03-09T09:00:00"),
        ("2026-03-09T10:00:00", "7 calendar days", "2026-03-02T00:00:00", "2026-03-02T23:59:59.999999"),
        ("2026-03-09T10:00:00", "1 workday", "2026-03-06T00:00:00", "2026-03-08T23:59:59.999999"),
        // A month from 28 February ends on 28 March, one from 1 March holds the 31st.
        ("2026-03-31T10:00:00", "1mo", "2026-03-01T00:00:00", "2026-02-28T23:59:59.999999"),
    ];
    let (cal, zone) = (Calendar::cn(), shanghai());
    for (to, span, within, at_least) in table {
        let bound = Span::parse(span).unwrap();
        assert_eq!(
            shown(earliest_within(at(to), &bound, &cal, &zone, &[]).unwrap()),
            within,
            "{span} before {to}"
        );
        assert_eq!(
            shown(latest_at_least(at(to), &bound, &cal, &zone).unwrap()),
            at_least,
            "{span} before {to}"
        );
    }
    let three = Span::parse("3 workdays").unwrap();
    assert_eq!(
        shown(earliest_at_least(at("2026-03-06T10:00:00"), &three, &cal, &zone).unwrap()),
        "2026-03-11T00:00:00"
    );
}

#[test]
fn a_year_without_holidays_has_no_answer() {
    let (cal, zone) = (Calendar::cn(), shanghai());
    let beyond = cal.name().to_owned();
    let year = Holidays::cn().years().1 + 1;
    let from = parse_rfc3339(&format!("{}-12-31T17:00:00+08:00", year - 1)).unwrap();
    for span in ["2 workhours", "1 workday"] {
        let answer = due(from, &Span::parse(span).unwrap(), &cal, &zone, &[]);
        assert_eq!(answer, Err(NoData::Year { calendar: beyond.clone(), year }), "{span}");
    }
    assert!(due(from, &Span::parse("7 calendar days").unwrap(), &cal, &zone, &[]).is_ok());
    assert!(cal.working_time_between(from, from + Micros::HOUR.times(6), &zone).is_ok());
    assert_eq!(
        cal.is_workday("2003-12-31".parse().unwrap()).unwrap_err().say(Lang::Zh),
        "日历 `cn` 没有 2003 年的节假日数据"
    );
}

#[test]
fn each_year_has_the_workdays_that_were_announced() {
    // From 2004 on, as counted by chinesecalendar itself.
    let counts = [
        252, 250, 251, 249, 251, 250, 250, 250, 249, 250, 250, 249, 250, 249, 250, 250, 249, 250, 249, 249,
        251, 248, 248,
    ];
    for (year, count) in (2004_i16..).zip(counts) {
        let (first, last) = (Date::new(year, 1, 1).unwrap(), Date::new(year, 12, 31).unwrap());
        assert_eq!(Calendar::cn().workdays_in(first, last), Ok(count), "{year}");
    }
}

#[test]
fn a_deadline_in_days_is_told_as_the_end_of_its_day() {
    let from = at("2026-03-02T17:00:00");
    let by = due_at("2026-03-02T17:00:00", "3 workdays", &[]).by().unwrap();
    assert_eq!(clock(by, &shanghai(), Some(from), Lang::Zh), "3 月 5 日 24:00");
}
