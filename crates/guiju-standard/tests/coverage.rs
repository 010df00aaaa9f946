//! A row counts as judged only where a case shows it.
#![allow(clippy::unwrap_used)]

use guiju_standard::page::Page;
use guiju_standard::{Coverage, coverage, coverage_where};

const PACK: &str = "## p
```yaml standard
standard: { excluded: { A0: 标题 } }
articles: |
  id\twhere\ttext\tkind
  A0\t标题\t标题\tcontext
  A1\t第1条\t按时到场\tclock
  A2\t第2条\t办完\tstep
  A3\t第3条\t可以喝水\tstep
  A4\t第4条\t没人管\tstep
vocabulary:
  encounters: { visit: { opens: opened_door, closes: left } }
  activities: { opened_door: {}, arrived: {}, drank: {}, left: {} }
clauses:
  - { id: c1, covers: A1, when: opened_door, then: arrived }
  - { id: c2, covers: A2, when: arrived, then: left }
  - { id: c3, covers: A3, permit: drank }
cases:
  - name: 没到
    encounter: { type: visit }
    events: [09:00 opened_door]
    expect: { c1: broken, c2: not_applicable, c3: not_applicable }
```
";

fn shown(rows: &[Coverage]) -> Vec<String> {
    rows.iter()
        .map(|row| {
            let because = row.excluded_because.as_deref().unwrap_or("-");
            format!("{} {:?} {:?} {because}", row.row, row.clauses, row.unproven)
        })
        .collect()
}

#[test]
fn a_clause_counts_where_a_case_expects_it_broken_or_a_permit_unused() {
    let page = Page::parse("p.md", PACK);
    let standard = page.read(&page.sections[1]).standard.unwrap();
    assert_eq!(
        shown(&coverage(&standard)),
        ["A0 [] [] 标题", "A1 [\"c1\"] [] -", "A2 [] [\"c2\"] -", "A3 [\"c3\"] [] -", "A4 [] [] -",]
    );
    let settled = coverage(&standard).iter().filter(|row| row.is_settled()).count();
    assert_eq!(settled, 3);
}

#[test]
fn a_clause_that_no_case_misses_does_not_count() {
    let page = Page::parse("p.md", PACK);
    let standard = page.read(&page.sections[1]).standard.unwrap();
    let mut asked = Vec::new();
    let rows = coverage_where(&standard, &mut |claim| {
        asked.push((claim.clause.id.clone(), claim.row.to_owned()));
        claim.clause.id != "c1"
    });
    assert_eq!(rows[1].unproven, ["c1"]);
    assert_eq!(asked.len(), 2, "only clauses with a case are asked for: {asked:?}");
}
