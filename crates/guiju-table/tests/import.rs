//! Tables into logs by mappings that people wrote.

use guiju_log::{Imported, LogBuilder, read::ReadOptions, write};
use guiju_table::{Failed, Input, Mapping, import};
use guiju_time::Lang;

fn mapping(text: &str) -> Mapping {
    Mapping::read("map.yaml", text).unwrap_or_else(|unfit| panic!("{}", unfit.render(Lang::En, false)))
}

fn read(map: &str, files: &[(&str, &[u8])]) -> (String, Imported) {
    let inputs: Vec<Input> = files.iter().map(|(name, bytes)| Input::bytes(name, *bytes)).collect();
    let mut builder = LogBuilder::new();
    let imported = import(&inputs, &mapping(map), &mut builder, &ReadOptions::default());
    let imported = imported.unwrap_or_else(|failed| panic!("{failed:?}"));
    let mut lines = Vec::new();
    write::log(&mut lines, &builder.finish()).expect("memory");
    (String::from_utf8(lines).expect("JSON"), imported)
}

fn refused(imported: &Imported) -> Vec<String> {
    imported.refused.iter().map(ToString::to_string).collect()
}

const ORDERS: &str = r#"
zone: Asia/Shanghai
values:
  area: { 城区: urban, 农村: rural }
tables:
  orders:
    header: 2
    skip: [合计]
    objects:
      - type: repair
        id: 工单号
        attrs:
          order.area: { column: 区域, values: area }
          order.urgent: { column: 是否紧急, is: bool }
          outage: { column: 停电时长, is: duration, unit: min }
          loss: { column: 损失电量, unit: kWh }
        related: { crew_member: { column: 抢修人员, split: "、" } }
        evidence: [tap]
    events:
      - { type: dispatched, time: 派单时间, id: "{工单号}/d", source: import }
      - { type: arrived, time: { date: 到场日期, clock: 到场时刻 } }
"#;

#[test]
fn a_row_for_each_order_becomes_an_object_and_its_events() {
    let csv = "抢修工单导出,,,,,,,,\n工单号,区域,是否紧急,停电时长,损失电量,抢修人员,派单时间,到场日期,到场时刻\n\
        R-1,城区,是,\"1,230\",\"1.2万\",张三、李四,2026年3月2日 9时05分,2026/3/2,上午9:50\n,,,,,,,,\n\
        R-2,山区,也许,两天,3公里,,2026-03-02 23:30,2026-03-02,24:15\n合计,2,,,,,,,\n";
    let (lines, imported) = read(ORDERS, &[("orders.csv", csv.as_bytes())]);
    assert_eq!(
        lines,
        r#"{"object":{"id":"R-1","type":"repair","attributes":{"evidence":["tap"],"loss":12000,"order.area":"urban","order.urgent":true,"outage":73800},"relationships":[{"objectId":"张三","qualifier":"crew_member"},{"objectId":"李四","qualifier":"crew_member"}]}}
{"object":{"id":"R-2","type":"repair","attributes":{"evidence":["tap"]}}}
{"event":{"id":"R-1/d","type":"dispatched","time":"2026-03-02T01:05:00Z","source":"import","relationships":[{"objectId":"R-1","qualifier":"encounter"}]}}
{"event":{"id":"R-1/arrived/2026-03-02T01:50:00Z","type":"arrived","time":"2026-03-02T01:50:00Z","relationships":[{"objectId":"R-1","qualifier":"encounter"}]}}
{"event":{"id":"R-2/d","type":"dispatched","time":"2026-03-02T15:30:00Z","source":"import","relationships":[{"objectId":"R-2","qualifier":"encounter"}]}}
{"event":{"id":"R-2/arrived/2026-03-02T16:15:00Z","type":"arrived","time":"2026-03-02T16:15:00Z","relationships":[{"objectId":"R-2","qualifier":"encounter"}]}}
"#
    );
    assert_eq!(
        refused(&imported),
        [
            "orders.csv:5:2: column `区域`: the value table `area` has no entry for `山区`; add one, or \"*\" for all others",
            "orders.csv:5:3: column `是否紧急`: `也许` is neither yes nor no; write a value table for it",
            "orders.csv:5:4: column `停电时长`: `两天` is not a duration; bare numbers need `unit:` in the mapping",
            "orders.csv:5:5: column `损失电量`: `3公里` is not in a unit that converts to `kWh`",
        ]
    );
    assert!(
        imported.refused[0].reason.chinese().contains("“区域”列"),
        "{}",
        imported.refused[0].reason.chinese()
    );
}

#[test]
fn files_are_joined_by_key_and_times_are_reckoned() {
    let map = r#"
zone: Asia/Shanghai
tables:
  orders:
    file: "orders*.csv"
    objects: [{ type: repair, id: 工单号, attrs: { area: 区域 } }]
  calls:
    file: calls.csv
    join: { orders: { 主叫号码: 报修电话 } }
    events:
      - { type: call_answered, encounter: orders.工单号, id: "{话单号}", time: 接通时间, attrs: { area: orders.区域 } }
      - type: call_ended
        encounter: orders.工单号
        id: "{话单号}/end"
        time: { column: 接通时间, plus: { column: 时长, unit: s } }
"#;
    let orders = "工单号,区域,报修电话\nR-1,城区,111\nR-2,农村,222\nR-3,农村,222\n".as_bytes();
    let calls = "话单号,主叫号码,接通时间,时长\nC-1,111,2026-03-02 09:00:00,1:30\nC-2,222,2026-03-02 09:00:00,30\nC-3,333,2026-03-02 09:00:00,30\n";
    let (lines, imported) = read(map, &[("calls.csv", calls.as_bytes()), ("x/orders-1.csv", orders)]);
    let events: Vec<&str> = lines.lines().filter(|line| line.contains("{\"event\"")).collect();
    assert_eq!(
        events,
        [
            r#"{"event":{"id":"C-1","type":"call_answered","time":"2026-03-02T01:00:00Z","attributes":{"area":"城区"},"relationships":[{"objectId":"R-1","qualifier":"encounter"}]}}"#,
            r#"{"event":{"id":"C-1/end","type":"call_ended","time":"2026-03-02T01:01:30Z","relationships":[{"objectId":"R-1","qualifier":"encounter"}]}}"#,
        ]
    );
    let refused = refused(&imported);
    assert_eq!(refused.len(), 4, "{refused:?}");
    assert_eq!(
        refused[0],
        "calls.csv:3:2: column `主叫号码`: `orders` has several rows with the key `222`; which one is meant is not known"
    );
    assert_eq!(refused[3], "calls.csv:4:2: column `主叫号码`: `orders` has no row with the key `333`");
}

#[test]
fn what_can_not_be_an_event_is_refused_by_place() {
    let map = r#"
values: { steps: { 派单: dispatched, 打印: ~ } }
tables:
  log:
    events:
      - { type: { column: 步骤, values: steps }, time: 时间, encounter: 单号, seq: 序 }
"#;
    let csv = "单号,步骤,时间,序\n1,派单,2026-03-02T09:00:00+08:00,1\n1,打印,2026-03-02T09:00:00+08:00,2\n\
        1,派单,,3\n,派单,2026-03-02T09:00:00Z,4\n1,派单,2026-03-02 09:00,5\n1,派单,3/2/2026,6\n1,到场,2026-03-02T09:00:00Z,7\n\
        1,派单,1969-03-02T09:00:00Z,8\n1,派单,2026-03-02,9\n1,,2026-03-02T09:00:00Z,10\n";
    let (lines, imported) = read(map, &[("log.csv", csv.as_bytes())]);
    assert_eq!(lines.lines().count(), 1, "{lines}");
    let refused: Vec<String> =
        refused(&imported).iter().map(|line| line.chars().take(64).collect()).collect();
    assert_eq!(
        refused,
        [
            "log.csv:4:3: column `时间`: empty; the record needs it",
            "log.csv:5:1: column `单号`: empty; the record needs it",
            "log.csv:6:3: column `时间`: time `2026-03-02 09:00` has no zone; w",
            "log.csv:7:3: column `时间`: day and month of `3/2/2026` may be eit",
            "log.csv:8:2: column `步骤`: the value table `steps` has no entry f",
            "log.csv:9:3: column `时间`: `1969-03-02T09:00:00Z` is absurd; time",
            "log.csv:10:3: column `时间`: `2026-03-02` is only half a time; giv",
            "log.csv:11:2: column `步骤`: empty; the record needs it",
        ]
    );
}

#[test]
fn a_mapping_that_does_not_fit_is_told_with_the_nearest_right_name() {
    let told = |text: &str| Mapping::read("map.yaml", text).expect_err("faulty").render(Lang::En, false);
    let unknown = told("zone: Asia/Shanghia\ntabels: {}\ntables:\n  a: { header: 3, evnets: [] }\n");
    for part in ["map.yaml:2:1", "did you mean `tables`?", "map.yaml:4:19", "did you mean `events`?"] {
        assert!(unknown.contains(part), "no {part} in\n{unknown}");
    }
    let names = told(
        "zone: Asia/Shanghia\nvalues: { area: {} }\ntables:\n  a:\n    encoding: gbq\n    header: 0\n    join: { b: { x: y } }\n    events:\n      - { type: x, time: { column: t, format: dd.mm }, attrs: { a: { column: a, values: aera }, b: { is: bool }, c: { column: c, unit: furlong } } }\n",
    );
    for part in [
        "no time zone `Asia/Shanghia`",
        "no encoding `gbq`",
        "no rows of a header",
        "no other table `b`",
        "what this event belongs to",
        "`dd.mm` is no format",
        "did you mean `area`?",
        "where the value comes from",
        "no unit `furlong`",
    ] {
        assert!(names.contains(part), "no {part} in\n{names}");
    }
    let map = mapping("tables:\n  a:\n    events: [{ type: x, time: 派单时问, encounter: 单号 }]\n");
    let csv = Input::bytes("a.csv", "单号,派单时间\n1,2\n".as_bytes());
    let failed =
        import(&[csv], &map, &mut LogBuilder::new(), &ReadOptions::default()).expect_err("does not fit");
    let Failed::Unfit { file, source } = failed else { panic!("{failed:?}") };
    let told = source.render(Lang::Zh, false);
    assert_eq!(file, "a.csv");
    assert!(told.contains("是想写 `派单时间` 吗？") && told.contains("map.yaml:3:"), "{told}");
}

#[test]
fn utterances_and_merged_cells_are_rows_too() {
    let map = r#"
tables:
  talk:
    delimiter: tab
    fill: [通话]
    objects: [{ type: call, id: 通话, evidence: [transcript] }]
    events:
      - type: utterance
        id: "{通话}#{序}"
        seq: 序
        time: { column: 开始, format: epoch_ms }
        source: transcript
        attrs: { speaker: 角色, text: 内容, end: { column: 开始, format: epoch_ms, plus: { column: 毫秒, is: duration, unit: ms } } }
"#;
    let tsv = "通话\t序\t角色\t开始\t毫秒\t内容\nC-1\t1\tstaff\t1772413200000\t2500\t\"您好，\n\"\"供电\"\"公司\"\n\t2\tcustomer\t1772413203000\t500\t嗯\n";
    let (lines, imported) = read(map, &[("talk.tsv", tsv.as_bytes())]);
    assert_eq!(refused(&imported), Vec::<String>::new());
    assert!(lines.contains(r#""text":"您好，\n\"供电\"公司""#), "{lines}");
    assert!(lines.contains(r#"{"id":"C-1#2","type":"utterance","time":"2026-03-02T01:00:03Z","seq":2,"source":"transcript","attributes":{"end":"2026-03-02T01:00:03.500000Z","speaker":"customer","text":"嗯"},"relationships":[{"objectId":"C-1","qualifier":"encounter"}]}"#), "{lines}");
}
