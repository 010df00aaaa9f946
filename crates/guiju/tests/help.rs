//! Help, languages, completions, simulate, demo.

mod common;

use common::{folder, guiju, ran, run};
use std::fs;

const COMMANDS: [&str; 21] = [
    "demo",
    "audit",
    "new",
    "lint",
    "fmt",
    "diff",
    "test",
    "map",
    "explain",
    "say",
    "assist",
    "coverage",
    "declare",
    "doc",
    "sheet",
    "convert",
    "simulate",
    "schema",
    "score",
    "improve",
    "completions",
];

#[test]
fn each_command_teaches_by_example_in_both_languages() {
    for command in COMMANDS {
        let english = run([command, "--help"]);
        assert_eq!(english.status, 0);
        for part in ["Usage: guiju ", "Examples:\n  ", "Exit status: 0 "] {
            assert!(english.stdout.contains(part), "no `{part}` in {command}:\n{}", english.stdout);
        }
        assert!(english.stdout.is_ascii() || !english.stdout.contains('，'), "{command}: {}", english.stdout);
        let chinese = run([command, "--help", "--lang", "zh"]);
        for part in ["用法：", "例：\n  ", "退出码："] {
            assert!(chinese.stdout.contains(part), "no `{part}` in {command}:\n{}", chinese.stdout);
        }
    }
}

#[test]
fn chinese_comes_where_nothing_else_is_asked() {
    for (variable, value, chinese) in [
        ("LANG", "C", true),
        ("LANG", "zh_CN.UTF-8", true),
        ("LANG", "fr_FR.UTF-8", false),
        ("LC_ALL", "en_US", false),
    ] {
        let ran = ran(guiju().env_remove("LANG").env(variable, value).args(["lint", "nowhere"]).output());
        assert_eq!(ran.stderr.contains("错误："), chinese, "{variable}={value}: {}", ran.stderr);
    }
}

#[test]
fn wrong_usage_is_2_and_help_is_0() {
    assert_eq!(run(["--version"]).status, 0);
    assert_eq!(run(["audit"]).status, 2);
    assert_eq!(run(["audti"]).status, 2);
    assert_eq!(run(Vec::<&str>::new()).status, 2);
}

#[test]
fn shells_get_their_completions() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = run(["completions", shell]);
        assert_eq!(ran.status, 0);
        assert!(ran.stdout.contains("guiju") && ran.stdout.contains("fail-on"), "{shell}");
    }
    assert_eq!(run(["completions", "dos"]).status, 2);
}

#[test]
fn the_same_seed_simulates_the_same() {
    let folder = folder("simulate");
    let path = |name: &str| folder.join(name).display().to_string();
    let (log, truth) = (path("log.jsonl"), path("truth.jsonl"));
    let args = ["simulate", "--days", "1", "--sites", "2", "--per-day", "12", "--seed", "3"];
    let to_file = run(args.iter().copied().chain(["-o", &log, "--truth", &truth]));
    assert_eq!((to_file.status, to_file.stdout.as_str()), (0, ""));
    let to_stdout = run(args);
    assert!(fs::read_to_string(&log).expect("there") == to_stdout.stdout, "the bytes differ");
    assert!(fs::read_to_string(&truth).expect("there").starts_with("{\"subject\""));
    assert_eq!(run(["simulate", "--missing", "2"]).status, 2);
}

#[test]
fn the_demo_names_its_report_and_its_status_says_whether_all_is_as_it_happened() {
    let folder = folder("demo");
    let ran = ran(guiju().current_dir(&folder).args(["demo", "--no-open", "--days", "1"]).output());
    let report = folder.join("guiju-demo/report.html");
    assert!(
        ran.stdout.trim_end().ends_with("Report: guiju-demo/report.html"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    let page = fs::read_to_string(report).expect("there");
    assert!(page.contains("This log is simulated") && page.len() < 6 << 20, "{}", page.len());
    for name in ["repairs.jsonl", "repairs-truth.jsonl", "calls.jsonl", "calls-truth.jsonl", "calls.html"] {
        assert!(folder.join("guiju-demo").join(name).is_file());
    }
    // A difference that is no matter of hearing is never passed over.
    if ran.stdout.matches("Other differences: none").count() < 2 {
        assert_eq!(ran.status, 1);
    }
}
