//! `guiju test --mutate`.

mod common;

use common::{DESK, copy_of_desk, folder, run};
use std::fs;

#[test]
fn survivors_are_told_with_name_and_place_until_the_pack_explains_them() {
    let ran = run(["test", "--mutate", DESK]);
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    let heads: Vec<&str> = ran.stdout.lines().filter(|line| line.starts_with("D.")).collect();
    assert!(heads.iter().all(|line| line.contains("mutants") && line.contains("killed")), "{}", ran.stdout);
    assert!(ran.stdout.contains("clauses/desk.yaml:"), "{}", ran.stdout);
    let names: Vec<&str> = ran.stdout.lines().filter_map(|line| line.trim().strip_prefix("✕ ")).collect();
    assert!(names.iter().all(|name| name.contains('/')) && !names.is_empty(), "{}", ran.stdout);

    let pack = copy_of_desk(&folder("explained"));
    let lines: String = names.iter().map(|name| format!("{name}\ta small pack\n")).collect();
    fs::write(pack.join("mutants.tsv"), &lines).expect("written");
    let shown = pack.display().to_string();
    let ran = run(["test", "--mutate", &shown]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("explained: a small pack"), "{}", ran.stdout);

    fs::write(pack.join("mutants.tsv"), format!("{lines}D.1/no-such\tgone\n")).expect("written");
    let ran = run(["test", "--mutate", &shown]);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.contains("`D.1/no-such` does not survive"), "{}", ran.stdout);
}

#[test]
fn an_explanation_without_a_reason_is_wrong_input() {
    let pack = copy_of_desk(&folder("unexplained"));
    fs::write(pack.join("mutants.tsv"), "# ours\nD.1/within+1ms\n").expect("written");
    let ran = run(["test".to_owned(), "--mutate".to_owned(), pack.display().to_string()]);
    assert_eq!(ran.status, 2, "{}", ran.stdout);
    assert!(ran.stderr.contains("mutants.tsv:2"), "{}", ran.stderr);
}
