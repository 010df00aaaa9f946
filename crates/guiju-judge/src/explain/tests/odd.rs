//! Odd input: nothing panics, and sentences stay whole.

use super::*;
use crate::outcome::Entry;
use std::collections::BTreeSet;

/// Every kind of breach, with as little in it as can be.
fn hollow() -> Vec<Breach> {
    let none = String::new;
    let nothing = || Moment { id: none().into(), what: none().into(), at: Instant(i64::MAX), source: None };
    vec![
        Breach::NotInTime { owed: Vec::new(), due: Some(Instant(i64::MIN)), late: Some(nothing()) },
        Breach::TooSoon { came: nothing(), earliest: Instant(i64::MIN) },
        Breach::NotBefore { owed: names(&[""]), limit: Some(nothing()), from: None, until: None },
        Breach::NotNear { owed: Vec::new(), from: Instant::MAX, until: Instant::MIN },
        Breach::Done { what: nothing() },
        Breach::NotHeld { entries: vec![Entry { name: none(), asked: none(), found: none() }] },
        Breach::NotSaid { missing: names(&[""]), said: names(&[""]), due: None, before: Some(nothing()) },
        Breach::Taboo { phrase: none(), text: none(), at: Instant::MIN },
        Breach::Untrue { phrase: none(), at: Instant::MIN },
        Breach::NotRecorded {
            form: none(),
            fields: names(&[""]),
            unsigned: names(&[""]),
            present: true,
            due: None,
        },
        Breach::NoConsent { asked: false, unsaid: Vec::new(), refused: Some(nothing()) },
        Breach::OutOfLimits {
            of: none(),
            value: f64::INFINITY,
            min: Some(f64::NAN),
            max: None,
            window: Some(none()),
        },
        Breach::TooClose { first: nothing(), apart_us: i64::MIN, was_us: i64::MAX },
        Breach::Disagree {
            key: none(),
            differs: vec![Entry { name: none(), asked: none(), found: none() }],
            missing: Some(none()),
        },
        Breach::WrongChoice { chosen: none(), better: none(), ranks: (none(), none()) },
        Breach::WrongAnswer { row: none(), why: Box::new(Breach::Parts(Vec::new())) },
        Breach::NoAnswer { row: none() },
        Breach::RatedLow { dimension: none(), level: f64::NAN, min: f64::NEG_INFINITY },
        Breach::Relation { there: names(&[""]), missing: names(&[""]), forbidden: true },
        Breach::NotQualified { what: none(), score: Some(f64::NAN), lapsed: None },
        Breach::Parts(vec![Breach::Parts(Vec::new()), Breach::Reversed]),
        Breach::Clause(none()),
        Breach::Reversed,
    ]
}

#[test]
fn odd_input_gives_whole_sentences_for_every_clause() {
    let plan = plan();
    let mut wrong = BTreeSet::new();
    let doubled = [
        "。。", "，，", "，。", "；。", "，；", "；；", "..", ",,", ",.", ";.", ", ;", "  ", "（）", "()",
        "“”", "「」", " 。", " .", "。，",
    ];
    for clause in &plan.standard.clauses {
        for breach in hollow() {
            for trigger in ["-", "dispatched 09:00", " 09:00"] {
                for about in ["", "2026-W", "2026-W10", "..", "/", "T", "x"] {
                    let activation =
                        Activation { about: Some(about.to_owned()), ..broken(trigger, breach.clone()) };
                    for lang in Lang::ALL {
                        let told = because(&plan, clause, &activation, at("12:00"), lang);
                        let end = if lang == Lang::Zh { '。' } else { '.' };
                        if !told.ends_with(end) {
                            wrong.insert(format!("no end: {told}"));
                        }
                        if let Some(double) = doubled.iter().find(|double| told.contains(**double)) {
                            wrong.insert(format!("`{double}` in: {told}"));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
