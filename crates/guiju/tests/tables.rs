//! Tables as people judge them.

mod common;

use common::{DESK, LATER, folder, run, run_with};
use std::fs;

const CSV: &str = "接待号,到访时间,接待时间\nv1,2026-03-02 09:00,2026-03-02 09:00:30\nv2,2026-03-03 09:01,2026-03-03 09:04\nv3,昨天,\n";
const MAP: &str = "zone: Asia/Shanghai
tables:
  visits:
    objects: [{ type: visit, id: 接待号 }]
    events:
      - { type: came, time: 到访时间 }
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
        beside.stderr.contains("visits.csv:4:2: column `到访时间`: `昨天` is not a time"),
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
