//! `guiju redact`: a log without what tells who somebody is, and back with its key.

use super::{map_option, option, output_option};
use crate::{
    audit::{self, Purpose, Reading},
    context::{Context, words},
    failure::Failure,
    output::{Output, note, put},
};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use guiju_log::{Log, ReadOptions, write};
use guiju_redact::{Key, Kind, Masked, Redactor, masked, people, unmasked};
use guiju_time::Lang;
use serde_json::json;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

pub const NAME: &str = "redact";
/// Endings that promise another format than the one that is written.
const OTHERS: &[&str] = &["xes", "xml", "json", "sqlite", "db", "parquet", "csv", "xlsx", "gz"];

pub fn command(lang: Lang) -> Command {
    let w = |zh: &'static str, en: &'static str| words(lang, zh, en);
    let path = |name, help| option(name, "FILE", help).value_parser(value_parser!(PathBuf));
    Command::new(NAME)
        .about(w(
            "遮盖记录里能认出人的内容：电话、证件号、银行卡、姓名、地址、车牌、邮箱；有密钥则可还原",
            "Mask what tells who somebody is: phone, identity and card numbers, names, addresses, plates, e-mail; with a key it can be restored",
        ))
        .arg(
            Arg::new("logs")
                .value_name("LOG")
                .num_args(1..)
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(w("记录、通话记录或文件夹，同 guiju audit；- 为标准输入", "Logs, transcripts or folders, as for guiju audit; - is standard input")),
        )
        .arg(path("key-file", w("密钥文件：遮盖的内容用它加密，存在记录里", "Key file: what is masked is sealed with it, inside of the log")).conflicts_with("new-key"))
        .arg(path("new-key", w("生成密钥，写到此文件（不覆盖），并用它加密", "Draw a key, write it to this file (never over another) and seal with it")))
        .arg(
            Arg::new("restore")
                .long("restore")
                .action(ArgAction::SetTrue)
                .requires("key-file")
                .conflicts_with("report")
                .help(w("用密钥还原遮盖过的记录", "Restore a masked log with its key")),
        )
        .arg(
            option("name", "NAME", w("还要遮盖的人名；可写多次", "Another name to be masked; may be given several times"))
                .action(ArgAction::Append),
        )
        .arg(path("report", w("遮盖了哪些地方，写成 JSON（不含原文）", "Which places were masked, as JSON, without what stood there")))
        .arg(map_option(lang))
        .args(audit::talk_options(lang))
        .arg(option("zone", "ZONE", w("没有时区的时间属于哪里，如 Asia/Shanghai", "Where times without offset are local, like Asia/Shanghai")))
        .arg(output_option(lang))
        .after_help(w(
            "例：\n  guiju redact calls.jsonl -o masked.jsonl                         遮盖后交给别人\n  \
             guiju redact calls.jsonl --new-key calls.key -o masked.jsonl     可以还原\n  \
             guiju redact masked.jsonl --restore --key-file calls.key -o back.jsonl\n  \
             guiju redact 录音转写/ --zone Asia/Shanghai | guiju convert - -o masked.xes\n\n\
             写出的是 JSON Lines。每个遮盖的字变成 *，长度不变；编号里的电话、姓名换成 phone~1、name~2，同一个人同一个号。\n\
             各类遮盖了多少写在标准错误输出。没有密钥就不能还原；密钥和遮盖后的记录要分开存放。\n\n\
             退出码：0 完成；2 输入或用法有误，或密钥打不开",
            "Examples:\n  guiju redact calls.jsonl -o masked.jsonl                         To hand it to others\n  \
             guiju redact calls.jsonl --new-key calls.key -o masked.jsonl     So that it can be restored\n  \
             guiju redact masked.jsonl --restore --key-file calls.key -o back.jsonl\n  \
             guiju redact transcripts/ --zone Asia/Shanghai | guiju convert - -o masked.xes\n\n\
             JSON Lines are written. Each masked character becomes *, so lengths stay; in ids phone~1, name~2 stand for numbers and names, the same for the same person.\n\
             How many of each kind were masked is said on stderr. Without a key nothing can be restored; keep it apart from the masked log.\n\n\
             Exit status: 0 done, 2 wrong input or usage, or a key that does not open",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let path = |name| matches.get_one::<PathBuf>(name).map(PathBuf::as_path);
    writable(context, path("output"))?;
    let key = match (path("key-file"), path("new-key")) {
        (Some(file), _) => Some(key_of(context, file)?),
        (None, Some(file)) => Some(new_key(context, file)?),
        (None, None) => None,
    };
    // Opened before the work: a place that can't be written is told at once.
    let mut output = Output::open(context, path("output"))?;
    let paths: Vec<PathBuf> = matches.get_many::<PathBuf>("logs").into_iter().flatten().cloned().collect();
    let zone = super::zone(matches, context)?;
    let reading = Reading {
        talking: audit::Talking::of(matches, context, zone.clone(), None)?,
        purpose: Purpose::Converting,
        map: path("map"),
        options: ReadOptions { zone, ..ReadOptions::default() },
        ..Reading::default()
    };
    let log = audit::read(context, &paths, &reading)?.log;
    if let (true, Some(key)) = (matches.get_flag("restore"), &key) {
        write::log(&mut output, &restored(context, &log, key)?)?;
        return output.finish();
    }
    let known = people(&log);
    let named = matches.get_many::<String>("name").into_iter().flatten();
    let redactor = Redactor::knowing(known.iter().chain(named).map(String::as_str));
    let redacted = masked(&log, &redactor, key.as_ref());
    for refusal in &redacted.refused {
        note(&refusal.to_string());
    }
    write::log(&mut output, &redacted.log)?;
    output.finish()?;
    if let Some(report) = path("report") {
        put(context, Some(report), &report_of(&redacted.masks))?;
    }
    tell(context, &redacted.masks, &paths, &redactor);
    Ok(())
}

/// Only JSON Lines can carry all of a log and what is sealed in it.
fn writable(context: &Context, output: Option<&Path>) -> Result<(), Failure> {
    let ending = output.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.filter(|ending| OTHERS.contains(&ending.as_str())) {
        Some(ending) => Err(Failure::input(match context.lang {
            Lang::Zh => format!("这里只写 JSON Lines，不写 .{ending}"),
            Lang::En => format!("JSON Lines are written here, not .{ending}"),
        })
        .help(format!("guiju redact … | guiju convert - -o out.{ending}"))),
        None => Ok(()),
    }
}

fn key_of(context: &Context, file: &Path) -> Result<Key, Failure> {
    let text = fs::read_to_string(file).map_err(|error| {
        Failure::unreadable(context, file, &error)
            .help(context.say("新密钥用 --new-key 生成。", "a new key is drawn with --new-key"))
    })?;
    Key::parse(&text).map_err(|bad| match context.lang {
        Lang::Zh => Failure::input(format!("`{}` 不是密钥文件", file.display()))
            .help("密钥文件由 --new-key 生成：`guiju-key-1 ` 和 64 位十六进制数。"),
        Lang::En => Failure::input(format!("`{}` is {bad}", file.display())),
    })
}

/// Draws a key into a file that only its owner can read.
fn new_key(context: &Context, file: &Path) -> Result<Key, Failure> {
    let text = Key::draw();
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(file).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::input(match context.lang {
            Lang::Zh => format!("`{}` 已经有了，不会覆盖", file.display()),
            Lang::En => format!("`{}` is there already and is not written over", file.display()),
        })
        .help(context.say("用已有的密钥写 --key-file。", "to use a key that is there, write --key-file")),
        _ => Failure::unwritable(context, file, &error),
    })?;
    Key::parse(&text).map_err(|bad| Failure::Ours(bad.to_string()))
}

fn restored(context: &Context, log: &Log, key: &Key) -> Result<Log, Failure> {
    unmasked(log, key).map_err(|unsealed| match context.lang {
        Lang::Zh => Failure::input(format!(
            "`{}` 的 `{}` 用这把密钥打不开：不是它的密钥，或被改动过",
            unsealed.of, unsealed.field
        )),
        Lang::En => Failure::input(unsealed.to_string()),
    })
}

fn counts(masks: &[Masked]) -> BTreeMap<Kind, usize> {
    let mut counts = BTreeMap::new();
    for mask in masks {
        *counts.entry(mask.kind).or_default() += 1;
    }
    counts
}

fn report_of(masks: &[Masked]) -> String {
    let kinds: serde_json::Map<_, _> =
        counts(masks).into_iter().map(|(kind, count)| (kind.name().to_owned(), json!(count))).collect();
    let places: Vec<_> = masks
        .iter()
        .map(|mask| {
            json!({"of": mask.of, "field": mask.field, "kind": mask.kind.name(), "from": mask.from, "to": mask.to})
        })
        .collect();
    format!("{:#}\n", json!({"kinds": kinds, "masks": places}))
}

fn tell(context: &Context, masks: &[Masked], paths: &[PathBuf], redactor: &Redactor) {
    let named: Vec<String> = counts(masks)
        .into_iter()
        .map(|(kind, count)| match context.lang {
            Lang::Zh => format!("{} {count}", kind.chinese()),
            Lang::En => format!("{kind} {count}"),
        })
        .collect();
    note(&match (context.lang, named.is_empty()) {
        (Lang::Zh, false) => format!("遮盖了 {} 处：{}", masks.len(), named.join("，")),
        (Lang::En, false) => format!("{} places masked: {}", masks.len(), named.join(", ")),
        (Lang::Zh, true) => "没有要遮盖的".to_owned(),
        (Lang::En, true) => "nothing was to be masked".to_owned(),
    });
    let telling: Vec<String> = paths
        .iter()
        .filter_map(|path| path.file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| !redactor.find(name).is_empty())
        .collect();
    if !telling.is_empty() {
        note(&match context.lang {
            Lang::Zh => format!("文件名本身也能认出人，交出前请改名：{}", telling.join("、")),
            Lang::En => format!(
                "names of files tell who somebody is, too; rename them before handing them on: {}",
                telling.join(", ")
            ),
        });
    }
}
