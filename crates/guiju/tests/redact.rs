//! A log that is handed on without what tells who somebody is, as a user does it.
#![allow(clippy::disallowed_methods)] // a test may read files

mod common;

use common::{folder, run};
use std::fs;

const CALL: &str = "1\n00:00:01,000 --> 00:00:03,500\n客服：您好，我是抢修班李强。\n\n2\n00:00:04,000 --> 00:00:06,250\n客户：我姓王，电话13812345678，住翠苑小区12幢3单元502。\n";

#[test]
fn what_is_masked_is_counted_and_comes_back_with_its_key_alone() {
    let folder = folder("redact");
    let path = |name: &str| folder.join(name).display().to_string();
    let call = path("13812345678_20260302-091500.srt");
    fs::write(&call, CALL).expect("a file can be written");
    let (key, masked, report) = (path("key"), path("masked.jsonl"), path("report.json"));
    let zone = ["--zone", "Asia/Shanghai"];
    let ran = run(["redact", &call, zone[0], zone[1], "--new-key", &key, "-o", &masked, "--report", &report]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(
        ran.stderr,
        "9 places masked: phone 6, name 2, address 1\nnames of files tell who somebody is, too; rename them before handing them on: 13812345678_20260302-091500.srt\n"
    );
    let text = fs::read_to_string(&masked).expect("it is written");
    let report = fs::read_to_string(&report).expect("it is written");
    for secret in ["13812345678", "李强", "翠苑", "姓王"] {
        assert!(!text.contains(secret) && !report.contains(secret), "{secret}: {text}{report}");
    }
    assert!(text.contains("\"id\":\"phone~1_20260302-091500\"") && text.contains("我是抢修班**。"), "{text}");
    assert!(report.contains("\"phone\": 6") && report.contains("\"of\": \"phone~1_20260302-091500#2\""));

    let back = run(["redact", &masked, "--restore", "--key-file", &key]);
    let plain = run(["convert", &call, zone[0], zone[1], "--to", "jsonl"]);
    assert_eq!((back.status, &back.stdout), (0, &plain.stdout), "{}", back.stderr);

    let other = path("other");
    assert_eq!(run(["redact", &call, zone[0], zone[1], "--new-key", &other]).status, 0);
    let refused = run(["redact", &masked, "--restore", "--key-file", &other]);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("does not open with this key"), "{}", refused.stderr);
    // A key is never written over, and what cannot carry what is sealed is not written.
    for (args, said) in [
        (["--new-key", &key], "is there already and is not written over"),
        (["--key-file", &masked], "not a key; a key file holds"),
        (["-o", "masked.xes"], "JSON Lines are written here, not .xes"),
    ] {
        let ran = run(["redact", &masked, args[0], args[1]]);
        assert!(ran.status == 2 && ran.stderr.contains(said), "{}", ran.stderr);
    }
}

#[test]
fn an_audit_is_judged_as_it_is_and_shown_masked() {
    let folder = folder("redact-audit");
    let path = |name: &str| folder.join(name).display().to_string();
    let call = path("13812345678_20260302-091500.srt");
    let more = "\n3\n00:00:07,000 --> 00:00:08,000\n客服：喂。\n";
    fs::write(&call, format!("{CALL}{more}")).expect("a file can be written");
    let audit = |format: &str, redact: bool| {
        let mut args = vec!["audit", "-s", "call-centre", &call, "--now", "2026-04-01", "--format", format];
        args.extend(redact.then_some("--redact"));
        let ran = run(args);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        ran.stdout
    };
    for format in ["text", "csv", "html", "sarif"] {
        let (plain, masked) = (audit(format, false), audit(format, true));
        assert!(plain.contains("13812345678"), "{format} names the call");
        for secret in ["13812345678", "李强", "翠苑", "姓王"] {
            assert!(!masked.contains(secret), "{format} {secret}: {masked}");
        }
        assert!(masked.contains("phone~1_20260302-091500"), "{format}: {masked}");
    }
    let verdicts = |lines: &str| {
        let verdict = |line: &str| line.split("\"verdict\":").nth(1).map(|rest| rest[..12].to_owned());
        lines.lines().map(verdict).collect::<Vec<_>>()
    };
    let (plain, masked) = (audit("jsonl", false), audit("jsonl", true));
    assert_eq!(verdicts(&plain), verdicts(&masked));
    for shown in ["喂", "我姓*，电话***********，住*************"] {
        assert!(masked.contains(&format!("\"text\":\"{shown}\"")), "{shown}: {masked}");
    }
    for secret in ["13812345678", "翠苑", "姓王"] {
        assert!(plain.contains(secret) && !masked.contains(secret), "{secret}");
    }
}
