//! `guiju fmt`, as a user runs it.

mod common;

use common::{copy_of_desk, folder, run, run_with};
use std::fs;

#[test]
fn check_names_what_would_change_and_fmt_changes_it_once() {
    let desk = copy_of_desk(&folder("fmt-check"));
    assert_eq!(run(["fmt".as_ref(), desk.as_os_str()]).status, 0);
    let params = desk.join("vocabulary.yaml");
    let tidy = fs::read_to_string(&params).expect("the pack has a vocabulary");
    assert_eq!(run(["fmt".as_ref(), desk.as_os_str(), "--check".as_ref()]).status, 0);
    fs::write(&params, format!("# mine\n\n\n\n{}", tidy.replace(": ", ":   "))).expect("it can be written");
    let check = run(["fmt".as_ref(), desk.as_os_str(), "--check".as_ref()]);
    assert_eq!((check.status, check.stdout.lines().count()), (1, 1), "{}", check.stdout);
    assert!(check.stdout.trim_end().ends_with("desk/vocabulary.yaml"), "{}", check.stdout);
    let done = run(["fmt".as_ref(), params.as_os_str()]);
    assert_eq!((done.status, done.stdout.as_str()), (0, ""));
    assert!(done.stderr.contains("formatted "), "{}", done.stderr);
    assert_eq!(fs::read_to_string(&params).expect("it is there"), format!("# mine\n\n{tidy}"));
}

#[test]
fn a_pipe_is_formatted_onto_stdout() {
    let ran = run_with("params:   {a:   {value:  3d,   ours:  true}}   # 备注\n", ["fmt", "-"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "params: { a: { value: 3d, ours: true } }   # 备注\n"));
    assert_eq!(run_with("a:  1\n", ["fmt", "-", "--check"]).status, 1);
}

#[test]
fn a_file_that_is_no_yaml_is_named_and_left_alone_and_the_others_are_formatted() {
    let desk = copy_of_desk(&folder("fmt-broken"));
    let (params, standard) = (desk.join("params.yaml"), desk.join("standard.yaml"));
    let tidy = fs::read_to_string(&standard).expect("it is there");
    fs::write(&params, "params:\n  a: [1,\nb: 2\n").expect("it can be written");
    fs::write(&standard, format!("\n\n{tidy}")).expect("it can be written");
    let ran = run(["fmt".as_ref(), desk.as_os_str()]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("error[yaml]") && ran.stderr.contains("params.yaml:"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(&params).expect("it is there"), "params:\n  a: [1,\nb: 2\n");
    assert!(!fs::read_to_string(&standard).expect("it is there").starts_with('\n'));
}

#[test]
fn a_pack_of_the_binary_and_another_kind_of_file_are_refused_with_help() {
    for (name, told) in [
        ("power-repair", "is in the binary"),
        ("Cargo.toml", "is not a .yaml file"),
        ("nowhere", "no folder"),
    ] {
        let ran = run(["fmt", name]);
        assert_eq!(ran.status, 2, "{name}");
        assert!(ran.stderr.contains(told) && ran.stderr.contains("help: "), "{name}: {}", ran.stderr);
    }
}
