//! `guiju convert`: a log from one format into another.

use super::{map_option, option, output_option};
use crate::{
    audit::{self, Purpose, Reading},
    context::{Context, words},
    failure::Failure,
    output::{Output, note},
};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use flate2::{Compression, write::GzEncoder};
use guiju_log::{Log, ReadOptions, write, write::LeftOut};
use guiju_table::Form;
use guiju_time::Lang;
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

pub const NAME: &str = "convert";

/// A format that can be written, and how files of it end.
struct Format {
    name: &'static str,
    endings: &'static [&'static str],
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    JsonLines,
    Xes,
    OcelJson,
    OcelXml,
    OcelSqlite,
    Parquet,
    Tables(Form),
}

const FORMATS: &[Format] = &[
    Format { name: "jsonl", endings: &[".jsonl", ".ndjson"], kind: Kind::JsonLines },
    Format { name: "xes", endings: &[".xes"], kind: Kind::Xes },
    Format { name: "ocel-json", endings: &[".json", ".jsonocel"], kind: Kind::OcelJson },
    Format { name: "ocel-xml", endings: &[".xml", ".xmlocel"], kind: Kind::OcelXml },
    Format { name: "ocel-sqlite", endings: &[".sqlite", ".sqlite3", ".db"], kind: Kind::OcelSqlite },
    Format { name: "parquet", endings: &[".parquet"], kind: Kind::Parquet },
    Format { name: "csv", endings: &[".csv"], kind: Kind::Tables(Form::Csv) },
    #[cfg(feature = "xlsx")]
    Format { name: "xlsx", endings: &[".xlsx"], kind: Kind::Tables(Form::Xlsx) },
];

pub fn command(lang: Lang) -> Command {
    let w = |zh: &'static str, en: &'static str| words(lang, zh, en);
    Command::new(NAME)
        .about(w("把记录从一种格式转成另一种", "Convert a log from one format into another"))
        .arg(
            Arg::new("logs")
                .value_name("LOG")
                .num_args(1..)
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(w(
                    "记录，任何能读的格式；- 为标准输入；几份合成一份",
                    "Logs in any format that can be read; - is standard input; several become one",
                )),
        )
        .arg(
            option(
                "to",
                "FORMAT",
                w(
                    "jsonl、xes、ocel-json、ocel-xml、ocel-sqlite、parquet、csv、xlsx；不写则看输出文件的扩展名",
                    "jsonl, xes, ocel-json, ocel-xml, ocel-sqlite, parquet, csv or xlsx; left out: as the output's ending says",
                ),
            )
            .value_parser(FORMATS.iter().map(|format| format.name).collect::<Vec<_>>())
            .hide_possible_values(true),
        )
        .arg(map_option(lang))
        .args(audit::talk_options(lang))
        .arg(option(
            "case",
            "TYPE",
            w(
                "写 XES 时，哪一类对象是案例；默认为以 encounter 相关的对象",
                "For XES: the type of object that is the case; default: the one related as `encounter`",
            ),
        ))
        .arg(option(
            "zone",
            "ZONE",
            w("没有时区的时间属于哪里，如 Asia/Shanghai", "Zone of times without offset, like Asia/Shanghai"),
        ))
        .arg(
            Arg::new("strict")
                .long("strict")
                .action(ArgAction::SetTrue)
                .help(w("有不能用的记录就停下，退出码为 2", "Stop if a record is refused, and exit with 2")),
        )
        .arg(output_option(lang))
        .after_help(w(
            "例：\n  guiju convert week.jsonl -o week.xes.gz                交给流程挖掘软件\n  \
             guiju convert export.sqlite -o log.jsonl               OCEL 2.0 转成 JSON Lines\n  \
             guiju convert orders.json -o orders.xes --case order   每张订单一条轨迹\n  \
             zcat log.jsonl.gz | guiju convert - --to ocel-json > log.json\n  \
             guiju convert 录音转写/ --zone Asia/Shanghai -o calls.jsonl   字幕、识别结果、聊天、邮件\n\n\
             扩展名：.jsonl、.xes、.json（OCEL 2.0）、.xml（OCEL 2.0）、.sqlite（OCEL 2.0）、.parquet、.csv、.xlsx，后面加 .gz 则压缩。\n\
             表格（CSV、XLSX）分成三份：事件、对象（.objects.csv）和读回它们的映射（.map.yaml），不压缩。\n\
             读进了多少、哪些记录不能用、目标格式装不下什么，写在标准错误输出。\n\n\
             退出码：0 完成；2 输入或用法有误（含 --strict 下有记录不能用）",
            "Examples:\n  guiju convert week.jsonl -o week.xes.gz                For process-mining tools\n  \
             guiju convert export.sqlite -o log.jsonl               OCEL 2.0 into JSON Lines\n  \
             guiju convert orders.json -o orders.xes --case order   A trace for each order\n  \
             zcat log.jsonl.gz | guiju convert - --to ocel-json > log.json\n  \
             guiju convert transcripts/ --zone Asia/Shanghai -o calls.jsonl   Subtitles, recognisers' JSON, chats, mail\n\n\
             Endings: .jsonl, .xes, .json (OCEL 2.0), .xml (OCEL 2.0), .sqlite (OCEL 2.0), .parquet, .csv, .xlsx; .gz after them packs.\n\
             Tables (CSV, XLSX) are three files: events, objects (.objects.csv) and the mapping that reads them back (.map.yaml), never packed.\n\
             What was read, which records were refused and what the format cannot carry is said on stderr.\n\n\
             Exit status: 0 done, 2 wrong input or usage (with --strict also refused records)",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let path = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let (kind, packed) = format(matches, context, path)?;
    // Opened before the work: a place that can't be written is told at once.
    let mut output = Output::open(context, path)?;
    let paths: Vec<PathBuf> = matches.get_many::<PathBuf>("logs").into_iter().flatten().cloned().collect();
    let options = ReadOptions { zone: super::zone(matches, context)?, ..ReadOptions::default() };
    let reading = Reading {
        talking: audit::Talking::of(matches, context, options.zone.clone(), None)?,
        purpose: Purpose::Converting,
        map: matches.get_one::<PathBuf>("map").map(PathBuf::as_path),
        options,
        strict: matches.get_flag("strict"),
    };
    let read = audit::read(context, &paths, &reading)?;
    let log = &read.log;
    let case = matches.get_one::<String>("case").map(String::as_str);
    if let Kind::Tables(form) = kind {
        return tables(context, log, form, path, packed, output);
    }
    let left = if packed {
        let mut packer = GzEncoder::new(&mut output, Compression::default());
        let left = put(kind, &mut packer, log, case)?;
        packer.finish()?;
        left
    } else {
        put(kind, &mut output, log, case)?
    };
    if left.events > 0 && left.events == log.events().len() as u64 {
        return Err(no_case(context, log, case));
    }
    output.finish()?;
    tell(context, log, &left);
    Ok(())
}

/// Writes events to the output, objects and the mapping beside it.
fn tables(
    context: &Context,
    log: &Log,
    form: Form,
    path: Option<&Path>,
    packed: bool,
    mut output: Output,
) -> Result<(), Failure> {
    let Some(path) = path.filter(|path| *path != Path::new("-") && !packed) else {
        return Err(Failure::input(context.say(
            "写表格要有文件名：事件、对象和映射是三份，不压缩",
            "tables need the name of a file: events, objects and the mapping are three files, not packed",
        ))
        .help("-o log.csv"));
    };
    let ending = match form {
        Form::Csv => "objects.csv",
        #[cfg(feature = "xlsx")]
        Form::Xlsx => "objects.xlsx",
    };
    let objects = path.with_extension(ending);
    let name =
        |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let exported = guiju_table::export(log, &mut output, (&name(path), &name(&objects)), form);
    let exported = exported.map_err(|unwritten| match unwritten {
        guiju_table::Unwritten::Io(error) => Failure::from(error),
        other => Failure::input(other.to_string()),
    })?;
    let mut beside = Output::open(context, Some(&objects))?;
    beside.write_all(&exported.objects)?;
    let mut mapping = path.as_os_str().to_owned();
    mapping.push(".map.yaml");
    let mut map = Output::open(context, Some(Path::new(&mapping)))?;
    map.write_all(exported.mapping.as_bytes())?;
    output.finish()?;
    beside.finish()?;
    map.finish()?;
    tell(context, log, &LeftOut::default());
    Ok(())
}

fn put(kind: Kind, out: &mut impl Write, log: &Log, case: Option<&str>) -> io::Result<LeftOut> {
    match kind {
        Kind::Xes => return write::xes(out, log, case),
        Kind::JsonLines => write::log(out, log),
        Kind::OcelJson => write::ocel_json(out, log),
        Kind::OcelXml => write::ocel_xml(out, log),
        Kind::OcelSqlite => write::ocel_sqlite(out, log),
        Kind::Parquet => write::parquet(out, log),
        Kind::Tables(_) => Ok(()), // written by `tables`
    }?;
    Ok(LeftOut::default())
}

/// The format, and whether it is to be packed.
fn format(matches: &ArgMatches, context: &Context, path: Option<&Path>) -> Result<(Kind, bool), Failure> {
    let name = path.map(|path| path.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain = name.strip_suffix(".gz");
    let packed = plain.is_some();
    let plain = plain.unwrap_or(&name);
    let found = match matches.get_one::<String>("to") {
        Some(to) => FORMATS.iter().find(|format| format.name == to),
        None => FORMATS.iter().find(|format| format.endings.iter().any(|ending| plain.ends_with(ending))),
    };
    let unknown = || {
        let what = match (context.lang, path) {
            (Lang::Zh, Some(path)) => format!("看不出 `{}` 是什么格式", path.display()),
            (Lang::En, Some(path)) => format!("no format is known by the ending of `{}`", path.display()),
            (Lang::Zh, None) => "写到标准输出时要说明格式".to_owned(),
            (Lang::En, None) => "standard output has no ending to tell the format by".to_owned(),
        };
        Failure::input(what).help(context.say(
            "用 --to 指定：jsonl、xes、ocel-json、ocel-xml、ocel-sqlite、parquet、csv、xlsx。",
            "name it with --to: jsonl, xes, ocel-json, ocel-xml, ocel-sqlite, parquet, csv or xlsx",
        ))
    };
    Ok((found.ok_or_else(unknown)?.kind, packed))
}

/// No event has a case: says which types of objects there are.
fn no_case(context: &Context, log: &Log, case: Option<&str>) -> Failure {
    let mut kinds: Vec<&str> =
        log.objects().map(|ix| log.strings.resolve(log.object_ref(ix).kind())).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.truncate(12);
    let kinds = kinds.join(context.say("、", ", "));
    Failure::input(match (context.lang, case) {
        (Lang::Zh, Some(case)) => format!("没有事件与“{case}”类对象相关"),
        (Lang::En, Some(case)) => format!("no event is related to an object of the type `{case}`"),
        (Lang::Zh, None) => "没有事件以 encounter 与对象相关，XES 的每个事件都要属于一个案例".to_owned(),
        (Lang::En, None) => {
            "no event is related to an object as its `encounter`, and XES wants a case for each".to_owned()
        }
    })
    .help(match context.lang {
        Lang::Zh => format!("用 --case 指定一类对象：{kinds}。"),
        Lang::En => format!("name a type of object with --case: {kinds}"),
    })
}

fn tell(context: &Context, log: &Log, left: &LeftOut) {
    let (events, objects) = (log.events().len(), log.objects().len());
    note(&match context.lang {
        Lang::Zh => format!("{events} 个事件，{objects} 个对象"),
        Lang::En => format!("{events} events, {objects} objects"),
    });
    for (count, zh, en) in [
        (left.events, "个事件不属于任何案例", "events belong to no case"),
        (left.objects, "个对象不是案例", "objects are no case"),
        (left.event_relationships, "处事件与其他对象的关系", "relationships of events to other objects"),
        (left.object_relationships, "处对象之间的关系", "relationships between objects"),
        (left.changes, "个后来才变的属性值", "values of attributes that hold from a later time on"),
        (left.ids_and_sources, "个事件编号或来源", "ids and sources of events"),
        (left.values, "个 XES 写不出的值", "values that XES cannot write"),
    ] {
        if count > 0 {
            note(&match context.lang {
                Lang::Zh => format!("XES 装不下，已略去：{count} {zh}"),
                Lang::En => format!("left out, as XES has no place for it: {count} {en}"),
            });
        }
    }
}
