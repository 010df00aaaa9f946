//! The model's promises: what is a repeat, what a conflict, and that the order of arrival is not seen.

use guiju_log::{Accepted, EventRow, Log, LogBuilder, ObjectRow, Part, Reason, RowValue, Value};

const NINE: i64 = 1_772_413_200_000_000;
const MINUTE: i64 = 60_000_000;

fn ids<'l>(log: &'l Log, object: &str) -> Vec<&'l str> {
    let Some(object) = log.strings.get(object) else { return Vec::new() };
    log.events_of(object).iter().map(|ix| log.strings.resolve(log.event(*ix).id())).collect()
}

#[test]
fn events_of_one_instant_stand_by_source_then_sequence_then_id() {
    let mut builder = LogBuilder::new();
    let event = |id: &str, source: &str, seq: i64| {
        EventRow::new(id, "x", NINE).source(source).seq(seq).related("r1", "encounter")
    };
    for row in [
        event("d", "tap", 2),
        event("a", "tap", 3),
        event("c", "tap", 2),
        event("z", "location", 9),
        EventRow::new("m", "x", NINE).related("r1", "encounter"),
        EventRow::new("early", "x", NINE - 1).related("r1", "encounter").related("r1", "also"),
        EventRow::new("other", "x", NINE).related("r2", "encounter"),
    ] {
        assert_eq!(builder.add_event(row).unwrap(), Accepted::Added);
    }
    let log = builder.finish();
    assert_eq!(ids(&log, "r1"), ["early", "m", "z", "c", "d", "a"]);
    assert_eq!(ids(&log, "r2"), ["other"]);
    assert_eq!(ids(&log, "x"), [""; 0]);
}

#[test]
fn the_same_content_in_another_spelling_is_a_repeat() {
    let mut builder = LogBuilder::new();
    let row = EventRow::new("e1", "arrived", NINE)
        .attr("order.area", "urban")
        .attr("count", 1)
        .attr("promised", "2026-03-02T09:00:00+08:00")
        .related("r1", "encounter")
        .related("s1", "crew_member");
    assert_eq!(builder.add_event(row).unwrap(), Accepted::Added);
    let again = EventRow::new("e1", "arrived", NINE)
        .attr("promised", "2026-03-02T01:00:00Z")
        .attr("count", 1.0)
        .attr("order", RowValue::Map(vec![("area".into(), "urban".into())]))
        .attr("note", RowValue::Null)
        .related("s1", "crew_member")
        .related("r1", "encounter")
        .related("r1", "encounter");
    assert_eq!(builder.add_event(again).unwrap(), Accepted::Repeated);
    assert_eq!(builder.finish().events().len(), 1);
}

#[test]
fn other_content_under_a_taken_id_is_refused_and_the_first_stays() {
    let mut builder = LogBuilder::new();
    let file = builder.file("a.jsonl");
    let first =
        EventRow::new("e1", "arrived", NINE).attr("tags", vec!["a", "b"]).at(guiju_log::At { file, line: 1 });
    builder.add_event(first.clone()).unwrap();
    for other in [
        EventRow { time: NINE + 1, ..first.clone() },
        EventRow { activity: "left".into(), ..first.clone() },
        EventRow { source: Some("tap".into()), ..first.clone() },
        EventRow { attrs: vec![("tags".into(), vec!["b", "a"].into())], ..first.clone() },
        first.clone().related("r1", "encounter"),
    ] {
        let refusal =
            builder.add_event(EventRow { at: guiju_log::At { file, line: 7 }, ..other }).unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "a.jsonl:7: event `e1` is already recorded with other content (a.jsonl:1); the first one stays, give the other one an id of its own"
        );
    }
    let log = builder.finish();
    let event = log.event(log.find_event(log.strings.get("e1").unwrap()).unwrap());
    assert_eq!((event.time(), log.strings.resolve(event.activity())), (NINE, "arrived"));
}

#[test]
fn absurd_times_and_missing_fields_are_refused() {
    let mut builder = LogBuilder::new();
    let mut reason = |row| builder.add_event(row).unwrap_err().reason;
    assert_eq!(reason(EventRow::new("e", "x", -1)), Reason::AbsurdTime { time_us: -1 });
    assert_eq!(
        reason(EventRow::new("e", "x", guiju_log::LATEST_US)).to_string(),
        "time 2200-01-01T00:00:00Z is absurd; times lie between 1970-01-01 and 2200-01-01, check the unit and the clock"
    );
    assert_eq!(reason(EventRow::new("", "x", 0)), Reason::Missing { of: Part::Event, field: "id" });
    assert_eq!(reason(EventRow::new("e", "", 0)), Reason::Missing { of: Part::Event, field: "type" });
    let twice =
        EventRow::new("e", "x", 0).attr("a.b", 1).attr("a", RowValue::Map(vec![("b".into(), 2.into())]));
    assert_eq!(reason(twice), Reason::TwoValues { name: "a.b".into() });
    let object = builder.add_object(ObjectRow::new("o", "")).unwrap_err().reason;
    assert_eq!(object, Reason::Missing { of: Part::Object, field: "type" });
    assert!(builder.add_event(EventRow::new("e", "x", guiju_log::LATEST_US - 1)).is_ok());
}

#[test]
fn an_objects_timed_values_are_a_history_and_untimed_ones_hold_from_the_beginning() {
    let mut builder = LogBuilder::new();
    builder
        .add_object(
            ObjectRow::new("v1", "visit").attr_since("appointed_at", NINE, "late").attr("area", "urban"),
        )
        .unwrap();
    builder.add_object(ObjectRow::new("v1", "visit").attr("appointed_at", "early")).unwrap();
    builder
        .add_object(ObjectRow::new("v1", "visit").attr_since("appointed_at", NINE + MINUTE, RowValue::Null))
        .unwrap();
    let log = builder.finish();
    let visit = log.object_ref(log.object(log.strings.get("v1").unwrap()).unwrap());
    let appointed = log.strings.get("appointed_at").unwrap();
    let at = |time| match visit.attr_at(appointed, time) {
        Some(Value::Text(text)) => Some(log.strings.resolve(text)),
        _ => None,
    };
    assert_eq!(
        [at(0), at(NINE - 1), at(NINE), at(NINE + MINUTE)],
        [Some("early"), Some("early"), Some("late"), None]
    );
    assert_eq!(
        visit.history(appointed).iter().map(|attr| attr.since()).collect::<Vec<_>>(),
        [None, Some(NINE), Some(NINE + MINUTE)]
    );
}

#[test]
fn another_untimed_value_is_a_conflict_for_that_attribute_alone() {
    let mut builder = LogBuilder::new();
    builder.add_object(ObjectRow::new("s1", "staff").attr("gender", "female")).unwrap();
    assert_eq!(
        builder.add_object(ObjectRow::new("s1", "staff").attr("gender", "female")).unwrap(),
        Accepted::Repeated
    );
    let refusal = builder
        .add_object(ObjectRow::new("s1", "staff").attr("gender", "male").attr("team", "north"))
        .unwrap_err();
    assert_eq!(refusal.reason, Reason::AttributeConflict { id: "s1".into(), names: vec!["gender".into()] });
    assert!(matches!(
        builder.add_object(ObjectRow::new("s1", "car")).unwrap_err().reason,
        Reason::Conflict { .. }
    ));
    let log = builder.finish();
    let row = log.object_ref(log.objects().next().unwrap()).to_row();
    assert_eq!(row.attrs, [("gender".into(), None, "female".into()), ("team".into(), None, "north".into())]);
}

#[test]
fn evidence_of_an_object_adds_up() {
    let mut builder = LogBuilder::new();
    builder.add_object(ObjectRow::new("c1", "call").attr("evidence", vec!["telephony", "tap"])).unwrap();
    builder.add_object(ObjectRow::new("c1", "call").attr("evidence", "transcript")).unwrap();
    assert_eq!(
        builder.add_object(ObjectRow::new("c1", "call").attr("evidence", vec!["tap"])).unwrap(),
        Accepted::Repeated
    );
    let log = builder.finish();
    let row = log.object_ref(log.objects().next().unwrap()).to_row();
    assert_eq!(row.attrs, [("evidence".into(), None, vec!["tap", "telephony", "transcript"].into())]);
}

#[test]
fn objects_lead_to_those_that_name_them() {
    let mut builder = LogBuilder::new();
    for id in ["r2", "r1", "r3"] {
        builder
            .add_object(ObjectRow::new(id, "repair").related("depot", "site").related("depot", "owner"))
            .unwrap();
    }
    let log = builder.finish();
    let depot = log.strings.get("depot").unwrap();
    let children: Vec<&str> =
        log.children(depot).iter().map(|ix| log.strings.resolve(log.object_ref(*ix).id())).collect();
    assert_eq!(children, ["r1", "r2", "r3"]);
    assert_eq!(log.object(depot), None);
}

#[test]
fn of_two_sequence_numbers_for_one_event_the_lower_one_stays() {
    for seqs in [[Some(4), Some(2), None], [None, Some(2), Some(4)], [Some(2), None, Some(4)]] {
        let mut builder = LogBuilder::new();
        for seq in seqs {
            assert!(builder.add_event(EventRow { seq, ..EventRow::new("e", "x", NINE) }).is_ok());
        }
        let log = builder.finish();
        assert_eq!(log.events().map(|ix| log.event(ix).seq()).collect::<Vec<_>>(), [Some(2)]);
    }
}

#[test]
fn which_doubtful_attribute_is_told_depends_on_no_other_row() {
    let told = |first: &str| {
        let mut builder = LogBuilder::new();
        builder.add_object(ObjectRow::new(first, "thing")).unwrap();
        let row = ObjectRow::new("o", "thing").attr("a", 1).attr("a", 2).attr("b", 1).attr("b", 2);
        builder.add_object(row).unwrap_err().to_string()
    };
    assert_eq!(told("a"), told("b"));
}
