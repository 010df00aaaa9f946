//! Overlays set, switch off, fill and add; the base stays as it is.
#![allow(clippy::unwrap_used)]

use guiju_standard::model::{Bound, Check, ParamValue, Severity};
use guiju_standard::page::Page;
use guiju_standard::{Lang, Reading, Weight};

const BASE: &str = "
packs:
  base:
    standard: { version: 1.0.0, slots: { organisation: 供电公司, hotline: '95598' } }
    vocabulary:
      encounters: { repair: { opens: reported, closes: finished, attrs: { area: [urban, rural] } } }
      activities: { reported: {}, arrived: {}, called: {}, finished: {} }
    params:
      limit: { by: area, value: { urban: 45min, rural: 90min }, source: 第5条, since: { 2027-01-01: { urban: 40min, rural: 90min } } }
      at_once: 5min
    clauses:
      - { id: late, severity: minor, when: reported, then: arrived, within: param.limit }
      - { id: calls, when: arrived, then: called, within: param.at_once }
    cases:
      - name: 恰好到
        encounter: { type: repair, area: urban }
        events: [09:00 reported, 09:45 arrived]
        expect: { late: kept, calls: broken }
      - name: 晚一分钟
        encounter: { type: repair, area: urban }
        events: [09:00 reported, 09:46 arrived]
        expect: { late: broken }
";

fn read(overlay: &str) -> Reading {
    let page = Page::parse("overlay.md", format!("## depot rules\n```yaml standard\n{overlay}{BASE}```\n"));
    page.read(&page.sections[1])
}

fn errors(reading: &Reading) -> Vec<String> {
    let errors = reading.findings.iter().filter(|finding| finding.weight == Weight::Error);
    errors.map(|f| format!("{} {}: {}", f.place(&reading.sources), f.code, f.message.get(Lang::En))).collect()
}

#[test]
fn an_overlay_sets_figures_severities_and_slots_switches_off_and_adds() {
    let reading = read(
        "standard:
  extends: base@1.0.0
  version: 2.1.0
  params: { limit: { value: { urban: 30min } }, at_once: 2min }
  severity: { late: critical }
  off: { calls: 由电话系统自动通知 }
  slots: { organisation: 东区供电所 }
clauses:
  - { id: ends, when: arrived, then: finished, within: 2h }
cases:
  - name: 恰好到
    encounter: { type: repair, area: urban }
    events: [09:00 reported, 09:30 arrived]
    expect: { late: kept }
",
    );
    assert!(errors(&reading).is_empty(), "{:?}", errors(&reading));
    let standard = reading.standard.unwrap();
    assert_eq!((standard.id.as_str(), standard.version.as_str()), ("depot-rules", "2.1.0"));
    assert_eq!(standard.extends, [("base".to_owned(), "1.0.0".to_owned())]);
    let ids: Vec<&str> = standard.clauses.iter().map(|clause| clause.id.as_str()).collect();
    assert_eq!(ids, ["late", "ends"]);
    assert_eq!(standard.clauses[0].severity, Severity::Critical);
    assert_eq!(standard.off["calls"], "由电话系统自动通知");
    assert_eq!(standard.slots["organisation"], ["东区供电所"]);
    assert_eq!(standard.slots["hotline"], ["95598"]);

    let limit = &standard.params["limit"];
    assert_eq!(
        (limit.values.len(), limit.source.as_str()),
        (1, "第5条"),
        "what is set holds at once, its source stays"
    );
    let ParamValue::By(values) = &limit.values[0].1 else { panic!("{limit:?}") };
    let shown: Vec<String> = values.iter().map(|(key, value)| format!("{key} {value:?}")).collect();
    assert!(shown[0].contains("rural") && shown[1].contains("1800000000"), "{shown:?}");

    let names: Vec<(&str, usize)> =
        standard.cases.iter().map(|case| (case.name.as_str(), case.expect.len())).collect();
    assert_eq!(names, [("晚一分钟", 1), ("恰好到", 1)], "a case of the same name stands in for the base's");
    let Check::Rule(rule) = &standard.clauses[1].part.check else { panic!() };
    assert!(matches!(rule.within, Some(Bound::Fixed(..))));
}

#[test]
fn what_an_overlay_may_not_do_is_told_with_its_place() {
    let reading = read(
        "standard:
  extends: base@0.9.0
  params: { limitt: 30min }
  severity: { lat: critical }
  off: { call: 不用 }
vocabulary:
  activities: { arrived: {} }
",
    );
    let expected = [
        "overlay.md:4:12 wrong-version: this extends version 0.9.0 of `base`; the one here is 1.0.0",
        "overlay.md:5:13 unknown-param: the pack that this one extends has no figure `limitt`",
        "overlay.md:6:20 unknown-clause: there is no clause `lat`",
        "overlay.md:7:10 unknown-clause: there is no clause `call`",
        "overlay.md:9:17 duplicate-id: `arrived` is declared twice, first at base/vocabulary.yaml:2:35",
    ];
    assert_eq!(errors(&reading), expected);
}

#[test]
fn a_ring_of_overlays_is_refused() {
    let page = Page::parse(
        "ring.md",
        "## one\n```yaml standard\nstandard: { extends: two@1.0.0 }\npacks:\n  two: { standard: { version: 1.0.0, extends: one@1.0.0 } }\n```\n",
    );
    let reading = page.read(&page.sections[1]);
    let codes: Vec<&str> = reading.findings.iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&"include-cycle"), "{codes:?}");
    assert!(reading.standard.is_none());
}

#[test]
fn an_overlay_of_an_overlay_keeps_both() {
    let page = Page::parse(
        "two.md",
        format!(
            "## top\n```yaml standard\nstandard: {{ extends: region@1.1.0, params: {{ at_once: 1min }} }}\n{BASE}  region: {{ standard: {{ version: 1.1.0, extends: base@1.0.0, severity: {{ late: major }}, params: {{ at_once: 3min }} }} }}\n```\n"
        ),
    );
    let reading = page.read(&page.sections[1]);
    assert!(errors(&reading).is_empty(), "{:?}", errors(&reading));
    let standard = reading.standard.unwrap();
    assert_eq!(standard.clauses[0].severity, Severity::Major);
    let shown = format!("{:?}", standard.params["at_once"].values[0].1);
    assert!(shown.contains("60000000"), "{shown}");
    assert_eq!(standard.extends.len(), 2);
}
