//! A real server on this machine that answers well, late, not at all or with nonsense.
#![allow(clippy::disallowed_methods)] // a test may read files

use guiju_hear::{Failed, Recording, Settings, Silent, Transcript, transcribe};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

const GOOD: &str = "{\"task\":\"transcribe\",\"duration\":6.0,\"text\":\"您好\",\"segments\":[{\"id\":0,\"start\":1.0,\"end\":3.5,\"text\":\"您好\"}]}";

/// What the server was asked: path with headers, and the form.
type Asked = Arc<Mutex<Vec<(String, String, Instant)>>>;

/// A server that gives these answers one after the other, and the last one from then on.
fn server(answers: &[&'static str]) -> (String, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let place = listener.local_addr().expect("it has an address");
    let asked = Asked::default();
    let (seen, answers) = (Arc::clone(&asked), answers.to_vec());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (seen, answers) = (Arc::clone(&seen), answers.clone());
            thread::spawn(move || {
                let (head, form) = request(&stream);
                let number = {
                    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                    seen.push((head, form, Instant::now()));
                    seen.len() - 1
                };
                answer(stream, answers[number.min(answers.len() - 1)]);
            });
        }
    });
    (format!("http://{place}/v1/audio/transcriptions"), asked)
}

fn request(stream: &TcpStream) -> (String, String) {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).expect("a line") <= 2 {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a number");
        }
        head.push_str(&line);
    }
    let mut form = vec![0; length];
    reader.read_exact(&mut form).expect("the form");
    (head, String::from_utf8_lossy(&form).into_owned())
}

fn answer(mut stream: TcpStream, how: &str) {
    let (status, headers, body) = match how {
        "good" => ("200 OK", "", GOOD),
        "429" => ("429 Too Many Requests", "Retry-After: 1\r\n", "{\"error\":{\"message\":\"slow down\"}}"),
        "429 for long" => ("429 Too Many Requests", "Retry-After: 86400\r\n", "tomorrow"),
        "500" => ("500 Internal Server Error", "", "oops"),
        "401" => ("401 Unauthorized", "", "{\"error\":{\"message\":\"no such key\"}}"),
        "elsewhere" => ("302 Found", "Location: http://127.0.0.1:1/\r\n", ""),
        "late" => {
            thread::sleep(Duration::from_secs(3));
            ("200 OK", "", GOOD)
        }
        "cut" => ("200 OK", "", "{\"segments\":[{\"start\":1.0,\"end\":3.5,\"te"),
        "page" => ("200 OK", "", "<html><body>It works!</body></html>"),
        _ => ("200 OK", "", ""),
    };
    let length = body.len();
    // A client that gave up is what some of these are about.
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
}

fn settings(url: &str, more: &str) -> Settings {
    let text = format!(
        "send: true\nendpoint: {url}\nmodel: small\nlanguage: zh\ntimeout: 1s\nwait: 10ms\nlongest_wait: 2s\nattempts: 3\nat_once: 2\n{more}"
    );
    Settings::read("hear.yaml", &text)
        .unwrap_or_else(|unfit| panic!("{}", unfit.render(guiju_time::Lang::En, false)))
}

/// A minute of silence as WAV, under these names.
fn recordings(folder: &str, names: &[&str]) -> Vec<Recording> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    let mut wav = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    wav.extend(100_u32.to_le_bytes());
    wav.extend(100_u32.to_le_bytes());
    wav.extend(b"\x01\0\x08\0data");
    wav.extend(6_000_u32.to_le_bytes());
    wav.resize(wav.len() + 6_000, 0x80);
    let make = |name: &&str| {
        let path = folder.join(name);
        fs::write(&path, &wav).expect("a file can be written");
        Recording { path, called: format!("三月/{name}") }
    };
    names.iter().map(make).collect()
}

type Results = Vec<Result<Transcript, Failed>>;

fn run(recordings: &[Recording], settings: &Settings) -> (Results, f64) {
    let mut results: Vec<Option<Result<Transcript, Failed>>> = vec![None; recordings.len()];
    let spent = transcribe(recordings, settings, &mut |number, result| {
        assert!(results[number].replace(result).is_none(), "one result each");
    })
    .expect("it is switched on");
    (results.into_iter().map(|result| result.expect("each has a result")).collect(), spent)
}

fn asked(asked: &Asked) -> Vec<(String, String, Instant)> {
    asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

#[test]
fn a_recording_goes_out_as_the_form_that_endpoints_take() {
    let (url, seen) = server(&["good"]);
    let (results, spent) = run(
        &recordings("form", &["a.wav"]),
        &settings(&url, "fields: { temperature: \"0\" }\nprice_per_minute: 0.5\ncost_limit: 1"),
    );
    assert_eq!(results[0].as_ref().map(|heard| (heard.ending, heard.text.as_str())), Ok(("json", GOOD)));
    assert!((spent - 0.5).abs() < 1e-9);
    let seen = asked(&seen);
    let [(head, form, _)] = &seen[..] else { panic!("{seen:?}") };
    assert!(head.starts_with("POST /v1/audio/transcriptions HTTP/1.1\r\n"), "{head}");
    assert!(head.to_ascii_lowercase().contains("content-type: multipart/form-data; boundary=guiju-"));
    assert!(!head.to_ascii_lowercase().contains("authorization"));
    for part in [
        "name=\"model\"\r\n\r\nsmall\r\n",
        "name=\"language\"\r\n\r\nzh\r\n",
        "name=\"response_format\"\r\n\r\nverbose_json\r\n",
        "name=\"timestamp_granularities[]\"\r\n\r\nsegment\r\n",
        "name=\"temperature\"\r\n\r\n0\r\n",
        "name=\"file\"; filename=\"a.wav\"\r\n",
        "RIFF",
    ] {
        assert!(form.contains(part), "{part}: {form}");
    }
    assert!(!form.contains("三月"));
}

#[test]
fn what_passes_is_tried_again_and_what_does_not_is_not() {
    for (answers, attempts, ends) in [
        (&["500", "good"][..], 2, None),
        (&["page", "cut", "good"], 3, None),
        (&["late", "good"], 2, None),
        (&["500"], 3, Some("status 500: `oops`")),
        (
            &["page"],
            3,
            Some("what came back is no transcript: no transcript: `<html><body>It works!</body></html>`"),
        ),
        (&["empty"], 3, Some("what came back is no transcript: no transcript: it is empty")),
        (&["late"], 3, Some("no answer in time")),
        (&["429 for long", "good"], 1, Some("status 429: `tomorrow`")),
        (&["401", "good"], 1, Some("status 401: `{\"error\":{\"message\":\"no such key\"}}`")),
        (&["elsewhere", "good"], 1, Some("status 302: it is empty")),
    ] {
        let (url, seen) = server(answers);
        let (results, _) = run(&recordings("again", &["a.wav"]), &settings(&url, ""));
        assert_eq!(results[0].as_ref().err().map(ToString::to_string).as_deref(), ends, "{answers:?}");
        assert_eq!(asked(&seen).len(), attempts, "{answers:?}");
    }
}

#[test]
fn a_server_that_wants_quiet_gets_it_from_all() {
    let (url, seen) = server(&["429", "good"]);
    let (results, _) = run(&recordings("quiet", &["a.wav", "b.wav", "c.wav"]), &with(&url, "at_once: 1"));
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    let seen = asked(&seen);
    assert_eq!(seen.len(), 4);
    assert!(seen[1].2.duration_since(seen[0].2) >= Duration::from_secs(1));
}

#[test]
fn one_that_is_late_does_not_hold_up_the_others() {
    let (url, seen) = server(&["late", "good"]);
    let begun = Instant::now();
    let names: Vec<String> = (0..12).map(|number| format!("{number:02}.wav")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (results, _) = run(&recordings("late", &names), &settings(&url, ""));
    assert!(results.iter().all(Result::is_ok) && begun.elapsed() < Duration::from_secs(10));
    assert_eq!(asked(&seen).len(), 13);
}

#[test]
fn nothing_is_sent_beyond_the_limit_and_what_may_be_charged_counts() {
    let four = ["a.wav", "b.wav", "c.wav", "d.wav"];
    let limit = "price_per_minute: 1\ncost_limit: 2.5\nattempts: 1\nat_once: 1";
    let (url, seen) = server(&["good"]);
    let (results, spent) = run(&recordings("limit", &four), &with(&url, limit));
    assert_eq!((results.iter().filter(|result| result.is_ok()).count(), asked(&seen).len()), (2, 2));
    assert_eq!(results[3], Err(Failed::TooDear { cost: 1.0, left: 0.5 }));
    assert!((spent - 2.0).abs() < 1e-9);
    // Nonsense may have been charged, a refusal is not.
    for (answers, sent, cost) in [(["page"], 2, 2.0), (["500"], 4, 0.0)] {
        let (url, seen) = server(&answers);
        let (_, spent) = run(&recordings("limit", &four), &with(&url, limit));
        assert!(asked(&seen).len() == sent && (spent - cost).abs() < 1e-9, "{answers:?} {spent}");
    }
}

fn with(url: &str, more: &str) -> Settings {
    let text = format!("send: true\nendpoint: {url}\ntimeout: 1s\nwait: 10ms\n{more}\n");
    Settings::read("hear.yaml", &text)
        .unwrap_or_else(|unfit| panic!("{}", unfit.render(guiju_time::Lang::En, false)))
}

#[test]
fn nothing_is_sent_unless_it_is_switched_on_and_has_its_key() {
    let (url, seen) = server(&["good"]);
    let one = recordings("off", &["a.wav"]);
    for (text, why) in [
        (format!("endpoint: {url}\n"), Silent::NotSwitchedOn),
        (format!("send: false\nendpoint: {url}\n"), Silent::NotSwitchedOn),
        (
            format!("send: true\nendpoint: {url}\nkey_from: GUIJU_NO_SUCH_KEY\n"),
            Silent::NoKey { name: "GUIJU_NO_SUCH_KEY".to_owned() },
        ),
    ] {
        let settings = Settings::read("hear.yaml", &text).expect("they are settings");
        assert_eq!(transcribe(&one, &settings, &mut |_, _| panic!("nothing was asked for")), Err(why));
    }
    assert!(asked(&seen).is_empty());
}

#[test]
fn settings_say_what_is_wrong_with_them() {
    for (text, said) in [
        ("send: true\n", "either `endpoint` or `command` is needed, and not both"),
        ("endpoint: http://a/\ncommand: [a]\n", "either `endpoint` or `command` is needed, and not both"),
        ("endpoint: ftp://a/\n", "speaks http:// only"),
        ("endpoint: http://a/\ncost_limit: 3\n", "`cost_limit` needs `price_per_minute`"),
        ("endpoint: http://a/\ntimeout: 3 workdays\n", "a time by the stopwatch is needed"),
        ("endpiont: http://a/\n", "endpiont"),
    ] {
        let unfit = Settings::read("hear.yaml", text).expect_err("they are none");
        let shown = unfit.render(guiju_time::Lang::En, false);
        assert!(shown.contains(said) && shown.contains("hear.yaml"), "{shown}");
    }
}
