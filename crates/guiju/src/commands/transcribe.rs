//! `guiju transcribe`: recordings become transcripts, by an endpoint or a command.

use super::option;
use crate::{
    audit,
    context::{Context, words},
    failure::Failure,
    output::{note, put},
    progress::Progress,
};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use guiju_hear::{By, Failed, Recording, Settings, Silent, minutes, transcribe};
use guiju_time::Lang;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

pub const NAME: &str = "transcribe";

pub fn command(lang: Lang) -> Command {
    let w = |zh: &'static str, en: &'static str| words(lang, zh, en);
    let flag = |name, help| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let path = |name, value, help| option(name, value, help).value_parser(value_parser!(PathBuf));
    Command::new(NAME)
        .about(w(
            "把录音转成文字：用设置里写的接口或命令；没有打开就什么都不发",
            "Turn recordings into transcripts, by an endpoint or a command; nothing is sent unless it is switched on",
        ))
        .arg(
            Arg::new("recordings")
                .value_name("FILE")
                .num_args(1..)
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(w("录音；文件夹则取其中全部（wav、mp3、m4a、amr、ogg……）", "Recordings; of a folder all in it (wav, mp3, m4a, amr, ogg …)")),
        )
        .arg(path("settings", "FILE", w("设置：接口或命令、次数、时限、费用", "Settings: endpoint or command, attempts, time, cost")).required(true))
        .arg(path("output", "FOLDER", w("写到此文件夹；默认写在录音旁边，如 C-2.wav.json", "Write to this folder; default: beside each recording, such as C-2.wav.json")).short('o'))
        .arg(flag("again", w("已有转写的也重做", "Those that have a transcript already, too")))
        .arg(flag("dry-run", w("只说会做什么、最多花多少，不发送", "Say what would be done and what it may cost; send nothing")))
        .after_help(w(
            "例：\n  guiju transcribe 录音/ --settings hear.yaml --dry-run    看看有多少、要花多少\n  \
             guiju transcribe 录音/ --settings hear.yaml\n  \
             guiju audit -s call-centre 录音/                          转写后照常判\n\n\
             hear.yaml：\n  send: true                # 不写就什么都不发\n  endpoint: http://127.0.0.1:8000/v1/audio/transcriptions\n  model: small\n  language: zh\n  price_per_minute: 0.05\n  cost_limit: 20\n\n\
             或：\n  command: [whisper-cli, -m, model.bin, -oj, -of, \"{out}\", \"{audio}\"]\n\n\
             做完的跳过，所以可以接着做。\n\n退出码：0 完成；1 有录音没有转成；2 输入或用法有误，或没有打开",
            "Examples:\n  guiju transcribe calls/ --settings hear.yaml --dry-run    How many, and what it may cost\n  \
             guiju transcribe calls/ --settings hear.yaml\n  \
             guiju audit -s call-centre calls/                         Judges them as ever\n\n\
             hear.yaml:\n  send: true                # without it nothing is sent\n  endpoint: http://127.0.0.1:8000/v1/audio/transcriptions\n  model: small\n  language: zh\n  price_per_minute: 0.05\n  cost_limit: 20\n\n\
             or:\n  command: [whisper-cli, -m, model.bin, -oj, -of, \"{out}\", \"{audio}\"]\n\n\
             What is done is passed over, so a run can be taken up again.\n\nExit status: 0 done, 1 some recording has no transcript, 2 wrong input or usage, or not switched on",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let settings =
        settings(context, matches.get_one::<PathBuf>("settings").map_or(Path::new(""), PathBuf::as_path))?;
    let folder = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let paths: Vec<PathBuf> =
        matches.get_many::<PathBuf>("recordings").into_iter().flatten().cloned().collect();
    let found = audit::recordings(context, &paths)?;
    let again = matches.get_flag("again");
    let mut places = BTreeSet::new();
    let mut jobs: Vec<(Recording, PathBuf)> = Vec::new();
    let all = found.len();
    for (path, called) in found {
        let place = folder.map_or_else(|| path.clone(), |folder| folder.join(&called));
        if !places.insert(place.clone()) {
            return Err(Failure::input(match context.lang {
                Lang::Zh => format!("两份录音会写到同一处 `{}`", place.display()),
                Lang::En => format!("two recordings would be written to `{}`", place.display()),
            })
            .help(context.say("分开转写，或不写 -o。", "take them one after the other, or leave out -o")));
        }
        if again || !audit::is_transcribed(&place) {
            jobs.push((Recording { path, called }, place));
        }
    }
    let there = all - jobs.len();
    if matches.get_flag("dry-run") {
        note(&plan(context, &settings, &jobs, there)?);
        return Ok(());
    }
    let recordings: Vec<Recording> = jobs.iter().map(|(recording, _)| recording.clone()).collect();
    let (mut done, mut failed, mut unwritten) = (0_usize, 0_usize, None);
    let mut progress =
        Progress::begin(context, context.say("转写", "transcribing"), Some(recordings.len() as u64));
    let spent = transcribe(&recordings, &settings, &mut |number, result| {
        progress.step();
        let Some((recording, place)) = jobs.get(number) else { return };
        let transcript = match result {
            Ok(transcript) => transcript,
            Err(why) => {
                failed += 1;
                return note(&format!(
                    "{}{}{}",
                    recording.path.display(),
                    context.say("：", ": "),
                    said(context, &why)
                ));
            }
        };
        let path = audit::with_ending(place, transcript.ending);
        let parent = path.parent().map_or(Ok(()), fs::create_dir_all);
        let written = parent
            .map_err(|error| Failure::unwritable(context, &path, &error))
            .and_then(|()| put(context, Some(&path), &transcript.text));
        match written {
            Ok(()) => done += 1,
            Err(failure) => unwritten = unwritten.take().or(Some(failure)),
        }
    });
    progress.end();
    let spent = match spent {
        Ok(spent) => spent,
        Err(silent) => return Err(not_begun(context, &silent, &plan(context, &settings, &jobs, there)?)),
    };
    tell(context, &settings, done, there, failed, spent);
    match unwritten {
        Some(failure) => Err(failure),
        None if failed > 0 => Err(Failure::No),
        None => Ok(()),
    }
}

fn settings(context: &Context, path: &Path) -> Result<Settings, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::unreadable(context, path, &error))?;
    Settings::read(&path.to_string_lossy(), &text).map_err(|unfit| {
        note(&unfit.render(context.lang, false));
        Failure::InputTold
    })
}

/// What would be done, and what it may cost.
fn plan(
    context: &Context,
    settings: &Settings,
    jobs: &[(Recording, PathBuf)],
    there: usize,
) -> Result<String, Failure> {
    let mut length = 0.0;
    for (Recording { path, called }, _) in jobs {
        let bytes = fs::read(path).map_err(|error| Failure::unreadable(context, path, &error))?;
        length += minutes(called, &bytes);
    }
    let cost = length * settings.price_per_minute;
    let by = match &settings.by {
        By::Endpoint { url, .. } => url.clone(),
        By::Command(words) => words.join(" "),
    };
    let limit = settings.cost_limit.map_or(String::new(), |limit| match context.lang {
        Lang::Zh => format!("，上限 {limit:.2}"),
        Lang::En => format!(", limit {limit:.2}"),
    });
    Ok(match context.lang {
        Lang::Zh => format!(
            "{} 份录音，最多 {length:.1} 分钟，费用最多 {cost:.2}{limit}；交给 {by}；已有转写的 {there} 份",
            jobs.len()
        ),
        Lang::En => format!(
            "{} recordings of at most {length:.1} minutes, at most {cost:.2}{limit}, for {by}; {there} have a transcript already",
            jobs.len()
        ),
    })
}

fn not_begun(context: &Context, silent: &Silent, plan: &str) -> Failure {
    match (context.lang, silent) {
        (Lang::Zh, Silent::NotSwitchedOn) => {
            Failure::input("设置里没有 `send: true`，什么都没有发").help(format!("打开后会发：{plan}。"))
        }
        (Lang::En, Silent::NotSwitchedOn) => Failure::input(format!("{silent}; nothing was sent"))
            .help(format!("switched on it would send {plan}")),
        (Lang::Zh, Silent::NoKey { name }) => Failure::input(format!("没有环境变量 `{name}`，什么都没有发")),
        (Lang::En, Silent::NoKey { .. }) => Failure::input(format!("{silent}; nothing was sent")),
    }
}

fn said(context: &Context, failed: &Failed) -> String {
    if context.lang == Lang::En {
        return failed.to_string();
    }
    match failed {
        Failed::Unreadable { what } => format!("读不了：{what}"),
        Failed::Unreached { what } => format!("连不上：{what}"),
        Failed::Late => "没有按时回答".to_owned(),
        Failed::Status { status, said } => format!("状态 {status}：{said}"),
        Failed::Command { status: Some(status), said } => format!("命令以 {status} 结束：{said}"),
        Failed::Command { status: None, said } => format!("命令被信号结束：{said}"),
        Failed::Nonsense { what } => format!("回来的不是转写：{what}"),
        Failed::TooDear { cost, left } => format!("可能要 {cost:.2}，上限还剩 {left:.2}"),
    }
}

fn tell(context: &Context, settings: &Settings, done: usize, there: usize, failed: usize, spent: f64) {
    let cost = match (settings.price_per_minute > 0.0, context.lang) {
        (false, _) => String::new(),
        (true, Lang::Zh) => format!("；费用最多 {spent:.2}"),
        (true, Lang::En) => format!("; at most {spent:.2} spent"),
    };
    note(&match context.lang {
        Lang::Zh => format!("转写了 {done} 份，已有 {there} 份，没有转成 {failed} 份{cost}"),
        Lang::En => format!("{done} transcribed, {there} there already, {failed} failed{cost}"),
    });
}
