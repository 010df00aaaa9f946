//! Every format that is known, from a file as its program writes it to what is in the log.

use guiju_log::{EventIx, Log, LogBuilder, ReadOptions, Value};
use guiju_table::Input;
use guiju_transcript::{About, Heard, Settings, Speakers, Talks, recognise};
use jiff::tz::TimeZone;
use std::{fmt::Write as _, fs, path::Path};

fn options() -> ReadOptions {
    ReadOptions {
        zone: Some(TimeZone::get("Asia/Shanghai").expect("the zone is bundled")),
        ..ReadOptions::default()
    }
}

fn data(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name))
        .expect("the fixture is there")
}

/// 2026-03-02T09:00:00+08:00
const NINE: i64 = 1_772_413_200_000_000;

fn settings() -> Settings {
    Settings { encounter: "call".into(), started_us: Some(NINE), ..Settings::default() }
}

fn read(files: &[(&str, Vec<u8>)], settings: Settings) -> (Log, Heard) {
    let mut talks = Talks::new(settings);
    for (name, bytes) in files {
        let head = String::from_utf8_lossy(bytes);
        let format = recognise(&head).unwrap_or_else(|| panic!("{name} is not recognised"));
        talks.add(name, name, bytes, format, &options());
    }
    let mut builder = LogBuilder::new();
    let heard = talks.finish(&mut builder, &options());
    (builder.finish(), heard)
}

fn text(log: &Log, ix: EventIx, name: &str) -> String {
    let Some(name) = log.strings.get(name) else { return String::new() };
    log.event(ix)
        .attrs()
        .find(|(attr, _)| *attr == name)
        .map(|(_, value)| match value {
            Value::Text(text) => log.strings.resolve(text).to_owned(),
            Value::Time(us) => us.to_string(),
            other => format!("{other:?}"),
        })
        .unwrap_or_default()
}

/// The turns as `id seconds speaker(voice): words`, seconds after nine.
fn turns(log: &Log) -> Vec<String> {
    let mut lines = Vec::new();
    for ix in log.events() {
        let event = log.event(ix);
        let mut line = format!("{} {}", log.strings.resolve(event.id()), (event.time() - NINE) as f64 / 1e6);
        let end = text(log, ix, "end");
        if let Ok(end) = end.parse::<i64>() {
            let _ = write!(line, "-{}", (end - NINE) as f64 / 1e6);
        }
        let _ = write!(line, " {}", text(log, ix, "speaker"));
        let voice = text(log, ix, "voice");
        if !voice.is_empty() {
            let _ = write!(line, "({voice})");
        }
        let _ = write!(line, ": {}", text(log, ix, "text"));
        lines.push(line);
    }
    lines
}

fn one(name: &str) -> (Vec<String>, Heard) {
    let (log, heard) = read(&[(name, data(name))], settings());
    (turns(&log), heard)
}

fn clean(name: &str) -> Vec<String> {
    let (turns, heard) = one(name);
    assert!(heard.imported.refused.is_empty(), "{name}: {:?}", heard.imported.refused);
    turns
}

#[test]
fn subtitles_become_turns_by_their_voices() {
    assert_eq!(
        clean("call.vtt"),
        [
            "call#1 1-3.5 staff: 您好，这里是某供电公司，请问有什么可以帮您？",
            "call#2 4-6.25 customer: 我家停电了 & 很急",
            "call#3 7-9 staff: 请问您的地址？我马上登记。",
        ]
    );
    let (turns, heard) = one("call.srt");
    assert_eq!(
        turns,
        [
            "call#1 1-3.5 staff: 您好，请问有什么可以帮您？",
            "call#2 4-6.25 customer: 我家停电了，已经两个小时。",
            "call#3 7-8 unknown(SPEAKER_00): 请稍等。",
        ]
    );
    assert_eq!(heard.unnamed, [("call".to_owned(), vec!["SPEAKER_00".to_owned()])]);
}

#[test]
fn each_recogniser_s_json_says_the_same() {
    let said = |first: &str, second: &str, greeting: &str, answer: &str| {
        vec![format!("1-3.5 {first}: {greeting}"), format!("4-6.25 {second}: {answer}")]
    };
    let greeting = "您好，请问有什么可以帮您？";
    for (name, expected) in [
        ("whisper_cpp.json", said("unknown(0)", "unknown(1)", greeting, "我家停电了")),
        ("openai.json", said("unknown(SPEAKER_00)", "unknown(SPEAKER_01)", greeting, "我家停电了")),
        ("funasr.json", said("unknown(0)", "unknown(1)", greeting, "我家停电了。")),
        ("funasr_server.json", said("unknown", "unknown", "您好，", "我家停电了。")),
        ("ali_filetrans.json", said("unknown(0)", "unknown(1)", greeting, "我家停电了。")),
        ("ali_sca.json", said("staff", "customer", greeting, "我家停电了")),
        ("ali_dashscope.json", said("unknown(0)", "unknown(1)", greeting, "我家停电了。")),
        ("ali_tingwu.json", said("unknown(1)", "unknown(2)", "您好，请讲。", "我家停电了。")),
        ("tencent.json", said("unknown(0)", "unknown(1)", greeting, "我家停电了。")),
        ("tencent_flash.json", said("unknown(0)", "unknown(1)", greeting, "我家停电了。")),
        ("tencent_lines.txt", said("unknown(0)", "unknown(1)", greeting, "我家停电了。")),
        ("whisper_cpp.txt", said("unknown", "customer", greeting, "我家停电了")),
    ] {
        let found: Vec<String> = clean(name)
            .iter()
            .map(|turn| turn.split_once(' ').map_or("", |(_, rest)| rest).to_owned())
            .collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_mapping_says_who_is_staff_and_the_partner_of_two_follows() {
    for (speaker, name) in
        [("0=staff", "tencent.json"), ("SPEAKER_01=customer", "openai.json"), ("1=staff", "ali_tingwu.json")]
    {
        let speakers = Speakers::parse([speaker]).unwrap();
        let (log, heard) = read(&[(name, data(name))], Settings { speakers, ..settings() });
        let speakers: Vec<String> = log.events().map(|ix| text(&log, ix, "speaker")).collect();
        assert_eq!(speakers, ["staff", "customer"], "{name}");
        assert!(heard.unnamed.is_empty());
    }
}

#[test]
fn chats_keep_their_own_instants() {
    let wechat = [
        "wechat#1 920 staff: 您好，请问有什么可以帮您？",
        "wechat#2 948 customer: 我家停电了\n\n2026-03-03 10:00\n我要投诉",
        "wechat#3 962 staff: [图片]",
    ];
    assert_eq!(clean("wechat.txt"), wechat);
    assert_eq!(
        clean("dingtalk.txt"),
        ["dingtalk#1 900 customer: 我家停电了", "dingtalk#2 960 staff: 请稍等"]
    );
    assert_eq!(clean("qq.txt"), ["qq#1 920 staff: 您好", "qq#2 948 customer: 我家停电了"]);
    let lines = ["one_line#1 920 staff: 您好", "one_line#2 948 customer: 我家停电了：已经两个小时"];
    assert_eq!(clean("one_line.txt"), lines);
}

#[test]
fn a_thread_of_mail_is_one_talk_of_its_writers_own_words() {
    let expected = [
        "a@home.example#1 3600 customer: 我家停电了。",
        "a@home.example#2 7200 staff: 您好，已安排抢修。",
        "a@home.example#3 10800 customer: 来电了，谢谢。",
    ];
    assert_eq!(clean("thread.mbox"), expected);
}

#[test]
fn a_script_without_times_gets_them_from_its_length_and_says_so() {
    let (turns, heard) = one("script.txt");
    assert_eq!(
        turns,
        [
            "script#1 0-2.6 staff: 您好，请问有什么可以帮您？",
            "script#2 2.6-6.4 customer: 我家停电了。地址是幸福路8号：三单元。",
            "script#3 6.4-7.2 staff: 请稍等。",
        ]
    );
    assert_eq!(heard.untimed, ["script"]);
}

const TABLE: &str = "文件名,通话流水号,坐席工号,坐席姓名,客户号码,开始时间,坐席声道,技能组\n\
    tencent.wav,C-1,1001,王敏,13800138000,2026-03-02 09:30:00,1,电力\n\
    录音二.wav,C-2,1002,李强,13900139000,2026/3/2 10:00,0,电力\n";

#[test]
fn a_table_about_the_files_says_who_when_and_what_else() {
    let zone = options().zone;
    let about = About::read(&Input::bytes("about.csv", TABLE.as_bytes()), zone.as_ref()).unwrap();
    let files = [("in/tencent.json", data("tencent.json")), ("in/else.json", data("ali_sca.json"))];
    let (log, heard) = read(&files, Settings { about: Some(about), ..settings() });
    assert_eq!(
        turns(&log)[..2],
        ["in/else#1 1-3.5 staff: 您好，请问有什么可以帮您？", "in/else#2 4-6.25 customer: 我家停电了"]
    );
    assert_eq!(
        turns(&log)[2..],
        ["C-1#1 1801-1803.5 customer: 您好，请问有什么可以帮您？", "C-1#2 1804-1806.25 staff: 我家停电了。"]
    );
    let call = log.object_ref(log.object(log.strings.get("C-1").unwrap()).unwrap());
    let related: Vec<_> = call.relationships().iter().map(|r| log.strings.resolve(r.object)).collect();
    assert_eq!(related, ["1001"]);
    let attrs: Vec<String> =
        ["number", "技能组"]
            .iter()
            .map(|name| call.history(log.strings.get(name).unwrap()).last().unwrap().value)
            .map(|value| {
                if let Value::Text(text) = value {
                    log.strings.resolve(text).to_owned()
                } else {
                    String::new()
                }
            })
            .collect();
    assert_eq!(attrs, ["13800138000", "电力"]);
    assert_eq!(heard.untold, ["in/else.json"]);
    let refused: Vec<String> = heard.imported.refused.iter().map(ToString::to_string).collect();
    assert_eq!(
        refused,
        ["about.csv:3: there is no file `录音二.wav` among those given; mend the name, or give the file too"]
    );
}

#[test]
fn two_channels_in_two_files_are_one_talk() {
    let table = "file,id,start,speaker\na_left.srt,C-9,2026-03-02T09:00:00+08:00,坐席\na_right.srt,C-9,2026-03-02T09:00:01+08:00,customer\n";
    let about = About::read(&Input::bytes("t.csv", table.as_bytes()), None).unwrap();
    let left = "1\n00:00:01,000 --> 00:00:02,000\n您好\n\n2\n00:00:05,000 --> 00:00:06,000\n请稍等\n";
    let right = "1\n00:00:02,000 --> 00:00:03,000\n我家停电了\n";
    let files = [("a_right.srt", right.into()), ("a_left.srt", left.into())];
    let (log, heard) = read(&files, Settings { about: Some(about), ..settings() });
    assert_eq!(
        turns(&log),
        ["C-9#1 1-2 staff: 您好", "C-9#2 3-4 customer: 我家停电了", "C-9#3 5-6 staff: 请稍等"]
    );
    assert!(heard.imported.refused.is_empty() && heard.unnamed.is_empty());
}

#[test]
fn what_is_no_transcript_is_left_to_others() {
    for text in [
        "",
        "{\"event\": {\"id\": \"e\"}}\n",
        "{\"id\": \"T\", \"encounter\": \"call\", \"turns\": []}",
        "{\"objectTypes\": [], \"events\": [{\"segments\": []}]}",
        "<?xml version=\"1.0\"?><log/>",
        "编号,时间\n1,2026-03-02 09:00\n",
        "随便一段话，没有谁说了什么。",
        "{\"a\": 1}",
    ] {
        assert_eq!(recognise(text), None, "{text}");
    }
}
