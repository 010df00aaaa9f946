//! Score sheets worked out by hand, and what must hold of any.
#![allow(clippy::unwrap_used)]

use guiju_judge::{ClauseJudgement, Verdict};
use guiju_score::{Group, Lacking, Ledger, Points, Rules};
use guiju_standard::{NoLibrary, PackFiles, Standard, model::Severity, read};
use guiju_time::{Instant, Zone, parse_rfc3339};
use proptest::prelude::*;
use std::sync::Arc;

/// Sections `arrive` (30) and `words` (70); clauses by severity: 0 major and 1 minor on arrival, 2 minor and 3 critical in words, 4 with a bonus, 5 with a malus,
/// 6 shown only, 7 scored from July on.
const CLAUSES: &str = "
- { id: A.major, section: arrive, severity: major, never: x }
- { id: A.minor, section: arrive, severity: minor, never: x }
- { id: W.minor, section: words, severity: minor, never: x }
- { id: W.critical, section: words, severity: critical, never: x }
- { id: W.bonus, section: words, severity: note, bonus: 2, never: x }
- { id: W.malus, section: words, severity: note, malus: 5, never: x }
- { id: W.shown, section: words, severity: major, report_only: true, never: x }
- { id: W.july, section: words, severity: major, scored_from: 2026-07-01, never: x }
";

fn standard(scoring: &str) -> Standard {
    let head = format!(
        "id: s\nversion: 1.0.0\ntitle: S\nlanguages: [zh]\nzone: Asia/Shanghai\nsections: {{ arrive: {{ weight: 30 }}, words: {{ weight: 70 }} }}\nscoring: {scoring}\n"
    );
    let vocabulary = "encounters: { visit: { opens: x, closes: x } }\nactivities: { x: {} }\n";
    let files = vec![
        ("standard.yaml".to_owned(), head),
        ("vocabulary.yaml".to_owned(), vocabulary.to_owned()),
        ("clauses/1.yaml".to_owned(), CLAUSES.to_owned()),
    ];
    let reading = read(&PackFiles { folder: "s".to_owned(), files }, &NoLibrary);
    let told: Vec<String> = reading
        .findings
        .iter()
        .map(|found| found.render(&reading.sources, guiju_time::Lang::En, false))
        .collect();
    reading.standard.unwrap_or_else(|| panic!("{}", told.join("\n")))
}

fn zone() -> Zone {
    Zone::get("Asia/Shanghai").unwrap()
}

fn at(text: &str) -> Instant {
    parse_rfc3339(text).unwrap()
}

fn judged(verdicts: &[(usize, Verdict)]) -> Vec<ClauseJudgement> {
    let one = |&(clause, verdict): &(usize, Verdict)| ClauseJudgement {
        clause,
        verdict,
        activations: Vec::new(),
        missing: None,
        does_not_apply: false,
        covers: Arc::from([]),
    };
    verdicts.iter().map(one).collect()
}

use Verdict::{Broken, Kept, Pending, Unknown};

fn points(rules: &Rules, opened: &str, verdicts: &[(usize, Verdict)]) -> Points {
    rules.points(Some(at(opened)), &judged(verdicts))
}

/// The score of all, of encounters opened on 2 March.
fn score(standard: &Standard, encounters: &[&[(usize, Verdict)]]) -> Group {
    let rules = Rules::of(standard, &zone());
    let mut ledger = Ledger::default();
    for verdicts in encounters {
        let points = points(&rules, "2026-03-02T09:00:00+08:00", verdicts);
        ledger.add(Some(at("2026-03-02T09:00:00+08:00")), "", &points, []);
    }
    ledger.all(standard, &rules, at("2026-04-01T00:00:00+08:00"), &zone())
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found}, by hand {expected}");
}

/// On arrival 3 of 4 points: 75 %. In words 1 of 1. 0.3 × 75 + 0.7 × 100 = 92.5; the minor breach cost 30 × 1/4 = 7.5.
#[test]
fn sheet_one_sections_are_weighed_and_a_breach_costs_its_share() {
    let found = score(&standard("{}"), &[&[(0, Kept), (1, Broken), (2, Kept)]]);
    near(found.score.unwrap(), 92.5);
    near(found.losses[0].cost, 7.5);
    assert_eq!((found.losses[0].clause, found.losses[0].times, found.losses.len()), (1, 1, 1));
    near(found.sections[0].score, 75.0);
    near(found.sections[0].weight, 30.0);
    assert_eq!(found.interval, None, "one encounter says nothing of the spread");
}

/// Words: 1 point kept, 5 of the critical clause lost; the critical breach takes the 1 too: 0 of 6. Arrival 4 of 4: 30 × 1 + 70 × 0 = 30. The critical clause
/// cost 70 × 6/6 = 70. Where it zeroes the encounter, it costs all.
#[test]
fn sheet_two_a_critical_breach_takes_its_section_or_all() {
    let verdicts: &[(usize, Verdict)] = &[(0, Kept), (1, Kept), (2, Kept), (3, Broken)];
    let found = score(&standard("{}"), &[verdicts]);
    near(found.score.unwrap(), 30.0);
    near(found.losses[0].cost, 70.0);
    let found = score(&standard("{ critical_zeroes: encounter }"), &[verdicts]);
    near(found.score.unwrap(), 0.0);
    near(found.losses[0].cost, 100.0);
}

/// Two encounters. First: arrival 3 of 3, words 1 of 1, bonus 2. Second: arrival 0 of 3, words 1 of 1, malus 5, one minor unknown, one pending.
/// Arrival 3 of 6: 50 %; words 2 of 2. 0.3 × 50 + 0.7 × 100 = 85; beyond the duty (2 − 5) / 2 = −1.5: 83.5. Judged: 8 points of 8 + 1 + 1.
#[test]
fn sheet_three_many_encounters_with_bonus_malus_and_what_nobody_could_tell() {
    let first: &[(usize, Verdict)] = &[(0, Kept), (2, Kept), (4, Kept), (6, Broken)];
    let second: &[(usize, Verdict)] = &[(0, Broken), (1, Unknown), (2, Kept), (5, Broken)];
    let found = score(&standard("{}"), &[first, second]);
    near(found.score.unwrap(), 83.5);
    near(found.coverage.unwrap(), 8.0 / 9.0);
    assert_eq!(found.encounters, 2);
    near(found.losses[0].cost, 15.0);
    assert_eq!(found.beyond, [(4, 1.0), (5, -2.5)]);
    // A duty that is still open is in no denominator either.
    let third: &[(usize, Verdict)] = &[(0, Broken), (1, Pending), (2, Kept), (5, Broken)];
    near(score(&standard("{}"), &[first, third]).score.unwrap(), 83.5);
}

#[test]
fn no_score_is_above_the_cap() {
    let all_kept: &[(usize, Verdict)] = &[(0, Kept), (4, Kept)];
    let found = score(&standard("{}"), &[all_kept]);
    near(found.score.unwrap(), 100.0);
    near(found.capped, 2.0);
    near(score(&standard("{ cap: 110 }"), &[all_kept]).score.unwrap(), 102.0);
}

#[test]
fn a_new_clause_is_shown_until_its_day_and_scored_from_then_on() {
    let standard = standard("{}");
    let rules = Rules::of(&standard, &zone());
    let lost = |opened| points(&rules, opened, &[(7, Broken)]).lost.len();
    assert_eq!(lost("2026-06-30T23:59:59.999999+08:00"), 0);
    assert_eq!(lost("2026-07-01T00:00:00+08:00"), 1);
}

#[test]
fn without_enough_evidence_there_is_no_rank_and_no_grade() {
    let standard = standard("{ grades: [{ id: good, title: 良, from: 90 }] }");
    let rules = Rules::of(&standard, &zone());
    let opened = "2026-03-02T09:00:00+08:00";
    let mut ledger = Ledger::default();
    for (site, verdicts) in [
        ("dark", [(0, Unknown), (2, Kept)].as_slice()),
        ("bright", &[(0, Kept), (1, Broken), (2, Kept)]),
        ("alike", &[(0, Kept), (1, Broken), (2, Kept)]),
    ] {
        let points = points(&rules, opened, verdicts);
        ledger.add(Some(at(opened)), "", &points, [(site, &points)]);
    }
    let groups = ledger.groups(&standard, &rules, at("2026-04-01T00:00:00+08:00"), &zone());
    let told: Vec<(&str, Option<usize>, Option<usize>)> =
        groups.iter().map(|g| (g.key.as_str(), g.rank, g.graded.as_ref().unwrap().grade)).collect();
    assert_eq!(told, [("alike", Some(1), Some(0)), ("bright", Some(1), Some(0)), ("dark", None, None)]);
    let lacks = &groups[2].graded.as_ref().unwrap().next.as_ref().unwrap().1;
    assert_eq!(lacks, &[Lacking::Coverage(0.25, 0.8)]);
}

#[test]
fn the_next_grade_says_what_is_missing() {
    let standard = standard(
        "{ grades: [{ id: three, from: 90, none_broken: critical, months: 12, kept: [A.major], encounters: 3 }, { id: five, from: 99, encounters: 2 }] }",
    );
    let rules = Rules::of(&standard, &zone());
    let graded = |critical: &str, now: &str| {
        let mut ledger = Ledger::default();
        for (opened, verdicts) in
            [(critical, [(3, Broken)].as_slice()), ("2026-03-02T09:00:00+08:00", &[(0, Kept), (2, Kept)])]
        {
            ledger.add(Some(at(opened)), "", &points(&rules, opened, verdicts), []);
        }
        ledger.all(&standard, &rules, at(now), &zone()).graded.unwrap()
    };
    let found = graded("2025-03-02T09:00:00+08:00", "2026-03-03T00:00:00+08:00");
    let (next, lacks) = found.next.unwrap();
    assert_eq!((found.grade, next), (None, 1), "grades are sorted, the best first");
    assert!(matches!(lacks.as_slice(), [Lacking::Score(_), Lacking::Encounters(1)]), "{lacks:?}");
    let found = graded("2025-03-03T00:00:00+08:00", "2026-03-03T00:00:00+08:00");
    let (_, lacks) = found.next.unwrap();
    assert!(lacks.iter().any(|one| matches!(one, Lacking::Broken(Severity::Critical, _))), "{lacks:?}");
}

/// Each of the groups does as all do in each stratum; they meet the strata in other mixes, one of them only the hard one.
#[test]
fn a_group_that_differs_in_its_mix_alone_is_ranked_with_the_others() {
    let standard = standard("{ adjust: [area] }");
    let rules = Rules::of(&standard, &zone());
    let opened = "2026-03-02T09:00:00+08:00";
    let mut ledger = Ledger::default();
    for (site, easy, hard) in [("town", 8, 2), ("country", 2, 8), ("hills", 0, 6)] {
        for (stratum, encounters, broken_of_two) in [("easy", easy, 0), ("hard", hard, 1)] {
            for n in 0..encounters {
                let verdict = if n % 2 < broken_of_two { Broken } else { Kept };
                let points = points(&rules, opened, &[(0, verdict), (2, Kept)]);
                ledger.add(Some(at(opened)), stratum, &points, [(site, &points)]);
            }
        }
    }
    let now = at("2026-04-01T00:00:00+08:00");
    let groups = ledger.groups(&standard, &rules, now, &zone());
    let all = ledger.all(&standard, &rules, now, &zone()).score.unwrap();
    for group in &groups {
        near(group.adjusted.unwrap(), all);
        assert_eq!(group.rank, Some(1), "{}", group.key);
    }
    let raw: Vec<i64> = groups.iter().map(|group| group.score.unwrap() as i64).collect();
    assert!(raw.iter().max() > raw.iter().min(), "their scores as they are do differ: {raw:?}");
}

#[test]
fn the_interval_of_equal_encounters_is_that_of_a_mean() {
    // One clause of one section: each encounter scores 0 or 100, so that the error is s / √n.
    let encounters: Vec<Vec<(usize, Verdict)>> =
        (0..12).map(|n| vec![(0, if n % 3 == 0 { Broken } else { Kept })]).collect();
    let encounters: Vec<&[(usize, Verdict)]> = encounters.iter().map(Vec::as_slice).collect();
    let found = score(&standard("{}"), &encounters);
    let mean = 100.0 * 8.0 / 12.0;
    let s = ((8.0 * (100.0_f64 - mean).powi(2) + 4.0 * mean.powi(2)) / 11.0).sqrt();
    let half = 2.201 * s / 12.0_f64.sqrt();
    let (low, high) = found.interval.unwrap();
    assert!((low - (mean - half)).abs() < 0.1 && (high - (mean + half)).abs() < 0.1, "{low}–{high}");
}

fn verdicts() -> impl Strategy<Value = Vec<(usize, Verdict)>> {
    let verdict = prop::sample::select(Verdict::ALL.to_vec());
    prop::collection::vec(verdict, 8).prop_map(|all| all.into_iter().enumerate().collect())
}

proptest! {
    #[test]
    fn the_parts_of_a_score_add_up_to_it(encounters in prop::collection::vec(verdicts(), 1..12), encounter in any::<bool>()) {
        let standard = standard(if encounter { "{ critical_zeroes: encounter }" } else { "{}" });
        let encounters: Vec<&[(usize, Verdict)]> = encounters.iter().map(Vec::as_slice).collect();
        let found = score(&standard, &encounters);
        if let Some(score) = found.score {
            let lost: f64 = found.losses.iter().map(|loss| loss.cost).sum();
            let beyond: f64 = found.beyond.iter().map(|(_, won)| won).sum();
            prop_assert!((100.0 - lost + beyond - found.capped - score).abs() < 1e-9);
            let sections: f64 = found.sections.iter().map(|section| section.score * section.weight / 100.0).sum();
            prop_assert!((sections + beyond - found.capped - score).abs() < 1e-9);
            prop_assert!((0.0..=100.0).contains(&score));
            if let Some((low, high)) = found.interval {
                prop_assert!(low <= score && score <= high);
            }
        }
    }

    #[test]
    fn the_order_of_encounters_does_not_matter(encounters in prop::collection::vec(verdicts(), 2..8)) {
        let standard = standard("{}");
        let forth: Vec<&[(usize, Verdict)]> = encounters.iter().map(Vec::as_slice).collect();
        let back: Vec<&[(usize, Verdict)]> = forth.iter().rev().copied().collect();
        let (a, b) = (score(&standard, &forth), score(&standard, &back));
        prop_assert_eq!(a.score.is_some(), b.score.is_some());
        if let (Some(a), Some(b)) = (a.score, b.score) {
            prop_assert!((a - b).abs() < 1e-9);
        }
    }
}
