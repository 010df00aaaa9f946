//! Tables as people judge them.

mod common;

use common::{DESK, LATER, folder, run, run_with};
use std::fs;

const CSV: &str = "接待号,到来时间,接待时间\nv1,2026-03-02 09:00,2026-03-02 09:00:30\nv2,2026-03-03 09:01,2026-03-03 09:04\nv3,昨天,\n";
const MAP: &str = "zone: Asia/Shanghai
tables:
  visits:
    objects: [{ type: visit, id: 接待号 }]
    events:
      - { type: came, time: 到来时间 }
      - { type: greeted, time: 接待时间 }
";

#[test]
fn a_table_is_judged_by_the_mapping_beside_it_or_the_one_named() {
    let folder = folder("tables");
    let csv = folder.join("visits.csv").display().to_string();
    fs::write(&csv, CSV).expect("written");
    let audit = ["audit", "-s", DESK, "--now", LATER, "--clause", "D.1", "--format", "jsonl"];
    let with = |more: &[&str]| run(audit.iter().chain(more));
    let without = with(&[&csv]);
    assert_eq!(without.status, 2);
    assert!(
        without.stderr.contains("guiju map ") && without.stderr.contains("visits.csv.map.yaml"),
        "{}",
        without.stderr
    );

    let map = format!("{csv}.map.yaml");
    fs::write(&map, MAP).expect("written");
    let beside = with(&[&csv]);
    assert_eq!(beside.status, 0, "{}", beside.stderr);
    assert!(
        beside.stderr.contains("visits.csv:4:2: column `到来时间`: `昨天` is not a time"),
        "{}",
        beside.stderr
    );
    let verdicts: Vec<&str> =
        beside.stdout.lines().filter_map(|line| line.split("\"verdict\":\"").nth(1)).collect();
    assert!(verdicts[0].starts_with("kept") && verdicts[1].starts_with("broken"), "{}", beside.stdout);
    assert_eq!(with(&[&csv, "--strict"]).status, 2);
    let piped = run_with(CSV, audit.iter().chain(&["--map", &map, "-"]));
    assert_eq!(piped.stdout, beside.stdout);

    fs::write(&map, MAP.replace("greeted, time: 接待时间", "greeted, time: 接待时问")).expect("written");
    let unfit = with(&[&csv]);
    assert_eq!(unfit.status, 2);
    for part in ["visits.csv.map.yaml:7:32", "^^^^", "did you mean `接待时间`?"] {
        assert!(unfit.stderr.contains(part), "no `{part}` in {}", unfit.stderr);
    }
}

#[test]
fn verdicts_come_as_csv_that_spreadsheets_open_as_it_is_meant() {
    let csv = run(["audit", "-s", DESK, "--now", LATER, "--format", "csv", common::VISITS]);
    assert_eq!(csv.status, 0, "{}", csv.stderr);
    assert!(csv.stdout.starts_with("\u{feff}type,id,site,"), "{}", csv.stdout);
    let rows: Vec<&str> = csv.stdout.lines().filter(|line| line.contains(",D.")).collect();
    let verdict =
        |row: &str| ["kept", "broken", "unknown"].into_iter().find(|word| row.contains(&format!(",{word},")));
    let verdicts: Vec<_> = rows.iter().map(|row| verdict(row)).collect();
    let expected = ["kept", "kept", "broken", "broken", "unknown", "unknown"];
    assert_eq!(verdicts, expected.map(Some), "{}", csv.stdout);

    let folder = folder("formulas");
    let log = folder.join("log.jsonl");
    let line = r#"{"object":{"id":"=HYPERLINK(1)","type":"visit","attributes":{"evidence":["photo"]}}}
{"event":{"id":"@e","type":"came","time":"2026-03-02T09:00:00+08:00","relationships":[{"objectId":"=HYPERLINK(1)","qualifier":"encounter"}]}}"#;
    fs::write(&log, line).expect("written");
    let csv = run(["audit", "-s", DESK, "--now", LATER, "--format", "csv", &log.display().to_string()]);
    assert!(csv.stdout.contains(",'=HYPERLINK(1),") && !csv.stdout.contains(",=H"), "{}", csv.stdout);
    assert!(!csv.stdout.contains(",@e"), "{}", csv.stdout);
}

#[test]
fn verdicts_come_as_a_parquet_table_with_types() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let path = folder("parquet").join("report.parquet");
    let to = path.display().to_string();
    let ran = run(["audit", "-s", DESK, "--now", LATER, "--format", "parquet", "-o", &to, common::VISITS]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let reader = SerializedFileReader::new(fs::File::open(&path).expect("there")).expect("Parquet");
    let rows: Vec<String> =
        reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row").to_string()).collect();
    assert_eq!(rows.len(), 6);
    for part in [
        "id: \"v2\"",
        "clause: \"D.1\"",
        "verdict: \"broken\"",
        "due: 2026-03-03 01:02:00.000000 +00:00",
        "broken: 1",
    ] {
        assert!(rows[2].contains(part), "no `{part}` in {}", rows[2]);
    }
    assert!(
        rows[4].contains("verdict: \"unknown\"") && rows[4].contains("missing: \"photo\""),
        "{}",
        rows[4]
    );
    assert!(rows.iter().any(|row| row.contains("due: null")), "{rows:?}");
}

#[cfg(feature = "xlsx")]
#[test]
fn verdicts_come_as_a_workbook_of_three_sheets() {
    use calamine::{Data, Reader, Xlsx, open_workbook};
    let path = folder("workbook").join("report.xlsx");
    let ran = run([
        "audit",
        "-s",
        DESK,
        "--now",
        LATER,
        "--format",
        "xlsx",
        "-o",
        &path.display().to_string(),
        common::VISITS,
    ]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let mut book: Xlsx<_> = open_workbook(&path).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Judgements", "Evidence", "Totals"]);
    let judgements = book.worksheet_range("Judgements").expect("there");
    assert_eq!(judgements.height(), 7);
    assert_eq!(judgements.get((3, 8)), Some(&Data::String("broken".into())));
    let evidence = book.worksheet_range("Evidence").expect("there");
    assert!(evidence.rows().any(|row| row.contains(&Data::String("不知道".into()))));
    let totals = book.worksheet_range("Totals").expect("there");
    let first: Vec<String> =
        totals.rows().nth(1).expect("a clause").iter().map(ToString::to_string).collect();
    assert_eq!(first[0], "D.1");
    assert_eq!(first[2..7], ["1", "1", "0", "1", "0"]);
}

#[test]
fn a_mapping_is_proposed_and_a_log_comes_back_from_tables() {
    let folder = folder("map");
    let at = |name: &str| folder.join(name).display().to_string();
    let (csv, map) = (at("visits.csv"), at("visits.csv.map.yaml"));
    fs::write(&csv, CSV).expect("written");
    let proposed = run(["map", &csv, "-s", DESK, "-o", &map]);
    assert_eq!(proposed.status, 0, "{}", proposed.stderr);
    for part in ["到来时间", "event came", "To be checked", "`昨天` for one", "2 Mar 2026", "guiju audit -s"]
    {
        assert!(proposed.stdout.contains(part), "no `{part}` in {}", proposed.stdout);
    }
    assert!(
        proposed
            .stdout
            .lines()
            .filter(|line| line.starts_with("  ") && !line.starts_with("  -") && !line.contains(".csv:"))
            .all(|line| line.chars().count() < 90)
    );
    let again = run(["map", &csv, "-o", &map]);
    assert!(again.status == 2 && again.stderr.contains("left alone"), "{}", again.stderr);
    assert_eq!(run(["audit", "-s", DESK, "--now", LATER, &csv]).status, 0);
    let to_stdout = run(["map", &csv, "--lang", "zh"]);
    assert!(
        to_stdout.stdout.starts_with("# 映射：visits.csv") && to_stdout.stderr.contains("请核对"),
        "{}",
        to_stdout.stdout
    );

    for ending in ["csv", "xlsx"].into_iter().take(if cfg!(feature = "xlsx") { 2 } else { 1 }) {
        let out = at(&format!("again.{ending}"));
        let there = run(["convert", common::VISITS, "-o", &out]);
        assert_eq!(there.status, 0, "{}", there.stderr);
        let back = run(["convert", &out, &at(&format!("again.objects.{ending}")), "--to", "jsonl"]);
        let whole = run(["convert", common::VISITS, "--to", "jsonl"]);
        assert!(back.stdout == whole.stdout && !back.stdout.is_empty(), "{}", back.stderr);
    }
    assert_eq!(run(["convert", common::VISITS, "--to", "csv"]).status, 2);
}
