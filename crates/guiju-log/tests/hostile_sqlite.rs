//! SQLite files that lie: refused by table and row, bounded, and no SQL of theirs is run.
#![cfg(feature = "sqlite")]

mod common;

use common::{load, view};
use guiju_log::{Imported, Log, LogBuilder, ReadOptions, read, write};
use rusqlite::Connection;
use std::path::PathBuf;

fn refusals(imported: &Imported) -> Vec<String> {
    imported.refused.iter().map(ToString::to_string).collect()
}

/// A small log as a database that a test may spoil by SQL.
fn spoilt(sql: &str) -> Vec<u8> {
    let mut connection = Connection::open_in_memory().expect("memory");
    connection
        .execute_batch(
            "PRAGMA foreign_keys = OFF;
             CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);
             CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);
             CREATE TABLE event (ocel_id TEXT, ocel_type TEXT);
             CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);
             CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
             CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);
             CREATE TABLE event_X (ocel_id TEXT, ocel_time TIMESTAMP, n INTEGER, sure BOOLEAN, at TIMESTAMP);
             CREATE TABLE object_O (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT, area TEXT);
             INSERT INTO event_map_type VALUES ('x', 'X');
             INSERT INTO object_map_type VALUES ('o', 'O');
             INSERT INTO event VALUES ('e1', 'x'), ('e2', 'x');
             INSERT INTO object VALUES ('o1', 'o');
             INSERT INTO event_object VALUES ('e1', 'o1', 'encounter');
             INSERT INTO event_X VALUES ('e1', '2026-03-02T09:00:00Z', 1, 1, NULL), ('e2', '2026-03-02 09:00:00+08:00', 2, 0, '2026-03-02T10:00:00Z');
             INSERT INTO object_O VALUES ('o1', '1970-01-01 01:00:00', NULL, '城区'), ('o1', '2026-03-02T09:00:00Z', 'area', NULL);",
        )
        .expect("a log");
    connection.execute_batch(sql).expect(sql);
    connection.serialize("main").expect("memory").to_vec()
}

#[test]
fn a_database_that_tells_the_truth_is_read_whole() {
    let (log, imported) = load(&spoilt(""));
    assert_eq!((refusals(&imported), log.events().len(), log.objects().len()), (vec![], 2, 1));
    let object = log.object_ref(log.objects().next().unwrap()).to_row();
    let nine = guiju_log::parse_rfc3339("2026-03-02T09:00:00Z");
    assert_eq!(
        object.attrs,
        [("area".into(), None, "城区".into()), ("area".into(), nine, guiju_log::RowValue::Null)]
    );
}

#[test]
fn what_does_not_fit_is_refused_by_table_and_row() {
    for (sql, said, events) in [
        ("DROP TABLE event", "log: not OCEL 2.0 that can be read: there is no table `event`", 0),
        (
            "DROP TABLE event_object",
            "log: not OCEL 2.0 that can be read: there is no table `event_object`",
            0,
        ),
        (
            "ALTER TABLE event RENAME COLUMN ocel_type TO kind",
            "the table `event` has no column `ocel_type`",
            0,
        ),
        ("DROP TABLE object_O", "log: not OCEL 2.0 that can be read: there is no table `object_O`", 2),
        (
            "INSERT INTO event VALUES ('e1', 'x')",
            "log#event:3: event `e1` is already recorded with other content (log#event:1)",
            2,
        ),
        ("INSERT INTO event VALUES ('e3', 'x')", "log#event:3: the event has no `ocel_time`", 2),
        ("INSERT INTO event VALUES ('', 'x')", "log#event:3: the event has no `ocel_id`", 2),
        (
            "INSERT INTO event VALUES (x'00ff', 'x')",
            "log#event:3: `ocel_id` of the attribute should be a string",
            2,
        ),
        ("INSERT INTO event VALUES (CAST(x'ff41' AS TEXT), 'x')", "log#event:3: not UTF-8", 2),
        (
            "INSERT INTO event VALUES ('a' || char(0), 'x')",
            "log#event:3: not OCEL 2.0 that can be read: `ocel_id` holds the character NUL",
            2,
        ),
        (
            "INSERT INTO event_X VALUES ('e9', '2026-03-02T09:00:00Z', 1, 1, NULL)",
            "log#event_X:3: not OCEL 2.0 that can be read: `e9` is no `x` in `event`",
            2,
        ),
        (
            "INSERT INTO event_object VALUES ('e9', 'o1', '')",
            "log#event_object:2: not OCEL 2.0 that can be read: `e9` is in no row of `event`",
            2,
        ),
        (
            "UPDATE event_X SET ocel_time = '9999-01-01T00:00:00Z' WHERE ocel_id = 'e2'",
            "log#event_X:2: time 9999-01-01T00:00:00Z is absurd",
            1,
        ),
        (
            "UPDATE event_X SET ocel_time = 1772413200 WHERE ocel_id = 'e2'",
            "log#event_X:2: `1772413200` is not a time",
            1,
        ),
        (
            "UPDATE event_X SET n = 'many' WHERE ocel_id = 'e2'",
            "log#event_X:2: `n` of the attribute should be a whole number",
            1,
        ),
        (
            "UPDATE event_X SET sure = 7 WHERE ocel_id = 'e2'",
            "log#event_X:2: `sure` of the attribute should be true or false",
            1,
        ),
        (
            "UPDATE event_X SET at = 5 WHERE ocel_id = 'e2'",
            "log#event_X:2: `at` of the attribute should be a time",
            1,
        ),
        (
            "UPDATE object_O SET ocel_changed_field = 'colour' WHERE ocel_changed_field = 'area'",
            "log#object_O:2: not OCEL 2.0 that can be read: there is no column `colour`",
            2,
        ),
    ] {
        let (log, imported) = load(&spoilt(sql));
        let refused = refusals(&imported);
        assert!(refused.first().is_some_and(|first| first.contains(said)), "{sql}: {refused:?}");
        assert_eq!(log.events().len(), events, "{sql}: {refused:?}");
    }
}

#[test]
fn views_and_computed_columns_of_the_file_are_never_run() {
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT";
    for sql in [
        format!("DROP TABLE event; CREATE VIEW event AS {endless} i AS ocel_id, 'x' AS ocel_type FROM n"),
        "DROP TABLE event; CREATE VIEW event AS SELECT * FROM other; CREATE VIEW other AS SELECT * FROM event".to_owned(),
        "DROP TABLE event; PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('table', 'event', 'event', 0, 'CREATE VIRTUAL TABLE event USING fts5(ocel_id, ocel_type)')".to_owned(),
    ] {
        let (log, imported) = load(&spoilt(&sql));
        assert!(refusals(&imported)[0].contains("there is no table `event`"), "{sql}: {:?}", refusals(&imported));
        assert_eq!(log.events().len(), 0);
    }
    let computed = "DROP TABLE event; CREATE TABLE event (ocel_id TEXT, ocel_type TEXT AS (hex(zeroblob(1000))) VIRTUAL); INSERT INTO event VALUES ('e1')";
    let (_, imported) = load(&spoilt(computed));
    assert!(
        refusals(&imported)[0].contains("the table `event` has no column `ocel_type`"),
        "{:?}",
        refusals(&imported)
    );
    let trigger = "CREATE TRIGGER t AFTER INSERT ON event BEGIN SELECT hex(zeroblob(1000000000)); END";
    assert_eq!(refusals(&load(&spoilt(trigger)).1), Vec::<String>::new());
}

#[test]
fn spoilt_pages_are_refused_without_a_panic_and_in_bounded_time() {
    let rows = "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) INSERT INTO event SELECT 'e' || i, 'x' FROM n;
        INSERT INTO event_X SELECT ocel_id, '2026-03-02T09:00:00Z', 1, 1, NULL FROM event WHERE length(ocel_id) > 2";
    let whole = spoilt(rows);
    assert_eq!(refusals(&load(&whole).1), Vec::<String>::new());
    let mut random = 7_u64;
    let mut next = move || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize
    };
    let mut refused = 0;
    for round in 0..150 {
        let mut bytes = whole.clone();
        for _ in 0..=round % 12 {
            let at = if round % 3 == 0 {
                next() % bytes.len()
            } else {
                next() % (bytes.len() / 4096) * 4096 + next() % 64
            };
            bytes[at] = next() as u8;
        }
        refused += load(&bytes).1.refused_count().min(1);
    }
    for end in [16, 17, 100, 512, 4096, 5000, whole.len() / 2] {
        let (_, imported) = load(&whole[..end]);
        assert!(imported.refused_count() > 0, "{end}");
    }
    assert!(refused > 20, "{refused}");
}

#[test]
fn a_file_is_read_where_it_lies_and_nothing_is_written_beside_it() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sqlite %?#");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("日志.db");
    std::fs::write(&path, spoilt("PRAGMA user_version = 3")).expect("a file");
    let from_file = |path: &PathBuf| -> (Log, Imported) {
        let mut builder = LogBuilder::new();
        let imported = read(path, &mut builder, &ReadOptions::default()).expect("it opens");
        (builder.finish(), imported)
    };
    let (log, imported) = from_file(&path);
    assert_eq!(refusals(&imported), Vec::<String>::new());
    assert_eq!(view(&log), view(&load(&spoilt("")).0));
    assert_eq!(std::fs::read_dir(&folder).expect("there").count(), 1);
    let mut out = Vec::new();
    write::ocel_sqlite(&mut out, &log).expect("memory takes all");
    assert_eq!(view(&load(&out).0), view(&log));
}
