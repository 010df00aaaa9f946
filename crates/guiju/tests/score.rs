//! Scores as a user asks for them.

mod common;

use common::run;
use serde_json::Value;

const HALLS: &str = "../../docs/overlays/halls.jsonl";

fn scored(by: &str) -> Value {
    let ran =
        run(["score", "-s", "business-hall", HALLS, "--by", by, "--now", "2026-03-03", "--format", "json"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).expect("JSON")
}

#[test]
fn each_score_is_the_sum_of_its_parts_whoever_it_is_of() {
    for by in ["site", "staff", "period"] {
        let page = scored(by);
        assert_eq!(page["by"], by);
        let groups = page["groups"].as_array().expect("groups");
        let mut seen = 0;
        for group in groups.iter().chain([&page["all"]]) {
            let Some(score) = group["score"].as_f64() else { continue };
            let sum = |list: &str, figure: &str| -> f64 {
                group[list].as_array().into_iter().flatten().filter_map(|part| part[figure].as_f64()).sum()
            };
            let parts = 100.0 - sum("losses", "cost") + sum("beyond", "points")
                - group["capped"].as_f64().unwrap_or(0.0);
            assert!((parts - score).abs() < 1e-3, "{by}: {score}, parts {parts}");
            seen += 1;
        }
        assert!(seen > 0, "{by}: nothing was scored");
    }
}

#[test]
fn a_score_is_told_in_both_languages_with_what_it_is_made_of() {
    for (lang, parts) in [
        ("zh", ["次服务", "得分从哪里来", "全部：100 − ", "的分值可判"]),
        ("en", ["encounters", "What the scores are made of", "all: 100 − ", "of the points could be judged"]),
    ] {
        let ran = run(["score", "-s", "business-hall", HALLS, "--now", "2026-03-03", "--lang", lang]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        for part in parts {
            assert!(ran.stdout.contains(part), "no `{part}` in\n{}", ran.stdout);
        }
    }
    let csv = run([
        "score",
        "-s",
        "business-hall",
        HALLS,
        "--now",
        "2026-03-03",
        "--format",
        "csv",
        "--lang",
        "en",
    ]);
    assert!(
        csv.stdout.starts_with("rank,id,name,score,low,high,fair,encounters,coverage,grade\n"),
        "{}",
        csv.stdout
    );
}

#[test]
fn a_log_without_encounters_of_the_standard_is_told_so() {
    let ran = run(["score", "-s", "call-centre", HALLS, "--now", "2026-03-03", "--lang", "en"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("Nothing to score"), "{}", ran.stdout);
}
