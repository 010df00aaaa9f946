//! Transcripts of every shape, as a user hands them over.

mod common;

use common::{folder, run, run_with};
use std::{fs, path::Path};

const PACK: &str = "call-centre";

fn calls(name: &str) -> String {
    let folder = folder(name);
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    };
    write(
        "三月/1001_20260302-091500.srt",
        "1\n00:00:01,000 --> 00:00:03,500\n客服：喂。\n\n2\n00:00:04,000 --> 00:00:06,250\n客户：我家停电了。\n",
    );
    write(
        "二.json",
        "{\"segments\": [{\"start\": 1, \"end\": 3.5, \"text\": \"您好，很高兴为您服务。\", \"speaker\": \"S0\"}, {\"start\": 4, \"end\": 6, \"text\": \"我家停电了\", \"speaker\": \"S1\"}]}",
    );
    write(
        "说明.csv",
        "文件名,流水号,坐席,坐席姓名,开始时间,direction\n二.wav,C-2,1002,李强,2026-03-02 10:00:00,inbound\n没有.wav,C-3,1003,王敏,2026-03-02 11:00:00,inbound\n",
    );
    write("录音.wav", "RIFF");
    write("说明.md", "# 说明\n");
    folder.display().to_string()
}

#[test]
fn a_folder_is_judged_with_its_table_and_says_what_it_does_not_know() {
    let folder = calls("talks-folder");
    let ran = run(["audit", "-s", PACK, &folder, "--now", "2026-04-01", "--format", "jsonl"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let place = Path::new(&folder);
    let expected = [
        format!(
            "2 files are not read: {}, {}; guiju transcribe makes transcripts of recordings",
            place.join("录音.wav").display(),
            place.join("说明.md").display()
        ),
        "1 talks have voices that nobody names: C-2 (S0, S1); what depends on who speaks is not judged. Name them: --speaker VOICE=staff".to_owned(),
        format!("the table about the files says nothing of 1 of them: {}", place.join("三月/1001_20260302-091500.srt").display()),
        format!(
            "{}:3: there is no file `没有.wav` among those given; mend the name, or give the file too",
            place.join("说明.csv").display()
        ),
        "1 record refused, the rest is judged".to_owned(),
    ];
    let mut said: Vec<&str> = ran.stderr.lines().collect();
    said.sort_unstable();
    let mut expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    expected.sort_unstable();
    assert_eq!(said, expected);
    // A voice that nobody names breaks nothing; 喂 of a marked agent does.
    let broken: Vec<&str> =
        ran.stdout.lines().filter(|line| line.contains("\"verdict\":\"broken\"")).collect();
    assert!(
        broken.iter().any(|line| line.contains("1001_20260302-091500") && line.contains("喂")),
        "{}",
        ran.stdout
    );
    // Of C-2 only what nobody at all said is broken.
    let held_against = |line: &str| line.contains("C-2") && !line.contains("\"spans\":[]");
    assert!(!broken.iter().any(|line| held_against(line)), "{broken:?}");
    // Named, and with the direction that the table says, the opening is judged.
    let named = run([
        "audit",
        "-s",
        PACK,
        &folder,
        "--speaker",
        "S0=staff",
        "--now",
        "2026-04-01",
        "--format",
        "jsonl",
    ]);
    assert!(!named.stderr.contains("nobody names"), "{}", named.stderr);
    let opening =
        named.stdout.lines().find(|line| line.contains("C-2") && line.contains("S6.01.say.inbound"));
    assert!(opening.is_some_and(|line| line.contains("\"verdict\":\"kept\"")), "{opening:?}");
}

#[test]
fn convert_writes_one_shape_from_a_pipe_too() {
    let chat = "客服小王 2026-03-02 09:15:20\n您好\n\n张先生 2026-03-02 09:15:48\n我家停电了\n";
    let ran = run_with(chat, ["convert", "-", "--to", "jsonl", "--zone", "Asia/Shanghai"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, "2 events, 1 objects\n"));
    for part in
        ["\"text\":\"我家停电了\"", "\"speaker\":\"customer\"", "2026-03-02T01:15:48", "\"type\":\"call\""]
    {
        assert!(ran.stdout.replace(": ", ":").contains(part), "{part}: {}", ran.stdout);
    }
    let zoneless = run_with(chat, ["convert", "-", "--to", "jsonl", "--strict"]);
    assert_eq!(zoneless.status, 2);
    assert!(
        zoneless.stderr.contains("-:1: time `2026-03-02 09:15:20` has no UTC offset; name the zone"),
        "{}",
        zoneless.stderr
    );
}

#[test]
fn what_the_command_line_says_wrongly_is_told_with_what_to_write() {
    let folder = calls("talks-wrong");
    for (more, said) in [
        (["--speaker", "S0"], "`S0` does not say who speaks"),
        (["--encounter", "visit"], "the standard has no encounter `visit`"),
        (["--started", "gestern"], "--started `gestern` is not a time, or has no zone"),
    ] {
        let ran = run(["audit", "-s", PACK, &folder].into_iter().chain(more));
        assert_eq!(ran.status, 2);
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
}
