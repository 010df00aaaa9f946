//! A command of one's own makes the transcripts.
#![cfg(unix)]
#![allow(clippy::disallowed_methods)] // a test may read files

use guiju_hear::{Failed, Recording, Settings, Transcript, transcribe};
use std::{fs, path::Path};

const SRT: &str = "1\n00:00:01,000 --> 00:00:02,000\n您好\n";

fn one(script: &str) -> Result<Transcript, Failed> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command");
    fs::create_dir_all(&folder).expect("a folder can be made");
    let path = folder.join("通话 1.srt.wav");
    fs::write(&path, SRT).expect("a file can be written");
    let text = format!(
        "command: [sh, -c, '{script}', sh, \"{{audio}}\", \"{{out}}\"]\ntimeout: 1s\nwait: 10ms\nattempts: 2\n"
    );
    let settings = Settings::read("hear.yaml", &text)
        .unwrap_or_else(|unfit| panic!("{}", unfit.render(guiju_time::Lang::En, false)));
    let mut heard = None;
    let recordings = [Recording { path, called: "通话 1.srt.wav".to_owned() }];
    transcribe(&recordings, &settings, &mut |_, result| heard = Some(result)).expect("a command may run");
    heard.expect("there is a result")
}

#[test]
fn its_file_or_else_its_output_is_the_transcript() {
    let heard = Ok(Transcript { text: SRT.to_owned(), ending: "srt" });
    assert_eq!(one("cat \"$1\""), heard);
    assert_eq!(one("echo 50%; cat \"$1\" > \"$2\"srt"), heard);
}

#[test]
fn what_fails_hangs_or_talks_nonsense_comes_to_an_end() {
    let said = |script: &str| one(script).expect_err("it fails").to_string();
    assert_eq!(said("echo begun >&2; echo no model >&2; exit 3"), "the command ended with 3: `no model`");
    assert_eq!(said("exec sleep 30"), "no answer in time");
    assert_eq!(said("echo done"), "what came back is no transcript: no transcript: `done`");
    let settings = Settings::read("hear.yaml", "command: [/no/such/program]\n").expect("they are settings");
    let recordings = [Recording { path: "/dev/null".into(), called: "a".to_owned() }];
    let mut failed = None;
    transcribe(&recordings, &settings, &mut |_, result| failed = result.err()).expect("a command may run");
    assert!(matches!(failed, Some(Failed::Unreached { .. })), "{failed:?}");
}
