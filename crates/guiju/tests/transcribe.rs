//! From recordings to verdicts, as a user goes.
#![cfg(unix)]
#![allow(clippy::disallowed_methods)] // a test may read files

mod common;

use common::{folder, run};
use std::fs;

const SRT: &str =
    "1\n00:00:01,000 --> 00:00:03,500\n客服：喂。\n\n2\n00:00:04,000 --> 00:00:06,250\n客户：我家停电了。\n";

#[test]
fn a_folder_of_recordings_is_transcribed_once_and_then_judged() {
    let folder = folder("transcribe");
    let calls = folder.join("calls");
    fs::create_dir_all(calls.join("三月")).expect("a folder can be made");
    // The recogniser of this test reads recordings that are subtitles, and fails on others.
    fs::write(calls.join("三月/1001_20260302-091500.wav"), SRT).expect("a file can be written");
    fs::write(calls.join("20260302-101500.mp3"), "noise").expect("a file can be written");
    let settings = folder.join("hear.yaml").display().to_string();
    fs::write(&settings, "command: [cat, \"{audio}\"]\nwait: 10ms\nattempts: 2\n")
        .expect("a file can be written");
    let calls = calls.display().to_string();
    let args = ["transcribe", &calls, "--settings", &settings];

    let ran = run(args.iter().chain(&["--dry-run"]));
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(
        ran.stderr.starts_with("2 recordings of at most 0.0 minutes, at most 0.00, for cat {audio}"),
        "{}",
        ran.stderr
    );

    let ran = run(args);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    assert_eq!(
        ran.stderr,
        format!(
            "{calls}/20260302-101500.mp3: what came back is no transcript: no transcript: `noise`\n1 transcribed, 0 there already, 1 failed\n"
        )
    );
    let ran = run(args);
    assert!(ran.stderr.ends_with("0 transcribed, 1 there already, 1 failed\n"), "{}", ran.stderr);

    let ran = run(["audit", "-s", "call-centre", &calls, "--now", "2026-04-01", "--format", "jsonl"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("1 files are not read") && ran.stdout.contains("三月/1001_20260302-091500"));
    assert!(ran.stdout.contains("\"text\":\"喂\""), "what was said is judged");
}

#[test]
fn nothing_is_sent_while_it_is_not_switched_on() {
    let folder = folder("transcribe-off");
    let path = |name: &str| folder.join(name).display().to_string();
    fs::write(path("a.mp3"), vec![0; 120_000]).expect("a file can be written");
    fs::write(path("hear.yaml"), "endpoint: http://127.0.0.1:9/\nprice_per_minute: 0.5\n")
        .expect("a file can be written");
    let ran = run(["transcribe", &path("a.mp3"), "--settings", &path("hear.yaml")]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("the settings do not say `send: true`; nothing was sent"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("1 recordings of at most 2.0 minutes, at most 1.00, for http://127.0.0.1:9/")
    );
}
