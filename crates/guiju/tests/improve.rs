//! What a standard is told of itself, on logs in which causes were planted.
#![allow(clippy::disallowed_methods)] // a test may write files

mod common;

use common::{folder, run};
use serde_json::Value;
use std::fmt::Write as _;

const PACK: &str = "tests/fixtures/improve";
const MINUTE: i64 = 60;

/// What is planted, clause by clause, and what is then found.
const CAUSES: [(&str, &str); 6] = [
    ("room", "D.answer"),
    ("never_activated", "D.alarm"),
    ("broken_everywhere", "D.greet"),
    ("never_broken", "D.sign"),
    ("costly_exception", "D.call"),
    ("against_ratings", "D.push"),
];

/// Figures that only look random: the same on every machine.
struct Dice(u64);

impl Dice {
    /// Below `n`.
    fn roll(&mut self, n: u64) -> u64 {
        // SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % n
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }
}

/// A log of 360 visits at six sites; without anything planted each clause is kept nine times of ten, with about as much time as it gives.
fn log(planted: &[&str], seed: u64) -> String {
    let is = |cause: &str| planted.contains(&cause);
    let mut dice = Dice(seed);
    let mut lines = String::new();
    for site in 0..6 {
        let _ = writeln!(
            lines,
            r#"{{"object":{{"id":"s{site}","type":"site","attributes":{{"name":"Site {site}"}}}}}}"#
        );
    }
    for visit in 0..360_i64 {
        let site = visit % 6;
        let _ = writeln!(
            lines,
            r#"{{"object":{{"id":"v{visit}","type":"visit","attributes":{{"evidence":["tap"]}},"relationships":[{{"objectId":"s{site}","qualifier":"site"}}]}}}}"#
        );
        let start = 1_772_413_200 + visit * 4 * 3600;
        let mut number = 0;
        let mut happen = |activity: &str, after_s: i64, attributes: &str| {
            number += 1;
            let time = jiff::Timestamp::from_second(start + after_s).expect("a time");
            let _ = writeln!(
                lines,
                r#"{{"event":{{"id":"v{visit}/{number}","type":"{activity}","time":"{time}","source":"tap","attributes":{{{attributes}}},"relationships":[{{"objectId":"v{visit}","qualifier":"encounter"}}]}}}}"#
            );
        };
        happen("asked", 0, "");
        let quick = is("room") && site < 2;
        let late = !quick && dice.chance(10);
        let used = if late {
            110
        } else if quick {
            20 + dice.roll(25)
        } else {
            70 + dice.roll(30)
        };
        happen("answered", used as i64 * 10 * MINUTE / 100, "");
        if !is("never_activated") && dice.chance(60) {
            happen("alarm", MINUTE, "");
            if !dice.chance(10) {
                happen("reported", 2 * MINUTE, "");
            }
        }
        if dice.chance(if is("broken_everywhere") { 15 } else { 90 }) {
            happen("greeted", MINUTE, "");
        }
        if is("never_broken") || dice.chance(90) {
            happen("signed", 5 * MINUTE, "");
        }
        if dice.chance(if is("costly_exception") { 45 } else { 5 }) {
            happen("waived", 10 * MINUTE, "");
        } else if !dice.chance(10) {
            happen("called_back", (40 + dice.roll(20) as i64) * MINUTE, "");
        }
        let pushed = dice.chance(40);
        if pushed {
            happen("pushed", 3 * MINUTE, "");
        }
        let more = i64::from(pushed && is("against_ratings"));
        happen("survey_answered", 15 * MINUTE, &format!(r#""score":{}"#, 2 + dice.roll(3) as i64 + more));
        happen("closed", 2 * 3600, "");
    }
    lines
}

fn found(name: &str, planted: &[&str], seed: u64) -> (i32, Vec<(String, String)>) {
    let path = folder(name).join("log.jsonl");
    std::fs::write(&path, log(planted, seed)).expect("a file can be written");
    let path = path.display().to_string();
    let ran = run(["improve", "-s", PACK, &path, "--now", "2027-01-01", "--format", "json"]);
    let page: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    assert_eq!(page["encounters"], 360, "{}", ran.stderr);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = page["findings"].as_array().expect("findings");
    (ran.status, findings.iter().map(|one| (text(&one["kind"]), text(&one["clause"]))).collect())
}

#[test]
fn a_sound_standard_gets_no_findings() {
    for seed in 1..=12 {
        assert_eq!(found("improve-none", &[], seed), (0, Vec::new()), "seed {seed}");
    }
}

#[test]
fn each_planted_cause_is_named_and_nothing_else() {
    for (cause, clause) in CAUSES {
        let wanted = vec![(cause.to_owned(), clause.to_owned())];
        assert_eq!(found("improve-one", &[cause], 7), (1, wanted), "{cause}");
    }
}

#[test]
fn several_planted_causes_are_all_named() {
    let wanted = CAUSES.map(|(cause, clause)| (cause.to_owned(), clause.to_owned())).to_vec();
    assert_eq!(found("improve-all", &CAUSES.map(|(cause, _)| cause), 11), (1, wanted));
}

#[test]
fn findings_are_told_with_their_counts_in_both_languages() {
    let path = folder("improve-words").join("log.jsonl");
    std::fs::write(&path, log(&CAUSES.map(|(cause, _)| cause), 3)).expect("a file can be written");
    let path = path.display().to_string();
    for (lang, parts) in [
        (
            "zh",
            [
                "360 次服务，6 条条款，6 处迹象",
                "D.alarm 警报要上报：360 次服务，一次也没有",
                "时限是 10 分钟",
                "免责（",
            ],
        ),
        (
            "en",
            [
                "360 encounters, 6 clauses, 6 findings",
                "not once in 360 encounters",
                "the bound is 10 min",
                "“Call-back waived” excused ",
            ],
        ),
    ] {
        let ran = run(["improve", "-s", PACK, &path, "--now", "2027-01-01", "--lang", lang]);
        assert_eq!(ran.status, 1, "{}", ran.stderr);
        for part in parts {
            assert!(ran.stdout.contains(part), "no `{part}` in\n{}", ran.stdout);
        }
    }
    let wrong = run(["improve", "-s", PACK, &path, "--rating", "survey.stars", "--lang", "en"]);
    assert!(
        wrong.status == 2 && wrong.stderr.contains("no activity and attribute `survey.stars`"),
        "{}",
        wrong.stderr
    );
}
