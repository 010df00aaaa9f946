//! `guiju map`: proposes how a table is read, and shows what would come of it.

use super::{option, output_option};
use crate::{
    audit,
    context::{Context, words},
    failure::Failure,
    output::{Output, note},
    packs,
    report::table::{Table, cut},
};
use clap::{Arg, ArgMatches, Command, value_parser};
use guiju_log::{Log, LogBuilder, ReadOptions, Sym, Value};
use guiju_table::{Input, Mapping, Proposal, import_first, propose};
use guiju_time::{Instant, Lang, Zone, clock};
use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

pub const NAME: &str = "map";

/// Records of each file that the preview reads.
const READ: usize = 50;
/// Events that it shows.
const SHOWN: usize = 10;
/// How wide a column of a table is at most: three of them fit a terminal of 80.
const WIDE: usize = 24;

pub fn command(lang: Lang) -> Command {
    let w = |zh: &'static str, en: &'static str| words(lang, zh, en);
    Command::new(NAME)
        .about(w("看表格的表头和内容，提出一份映射", "Propose a mapping for tables from their headers and cells"))
        .arg(
            Arg::new("files").value_name("FILE").num_args(1..).required(true).value_parser(value_parser!(PathBuf)).help(w(
                "CSV、TSV 或 XLSX；几份相关的表一起给，主表在前",
                "CSV, TSV or XLSX; tables that belong together are given together, the main one first",
            )),
        )
        .arg(
            option("standard", "PACK", w("按这份规范的词汇找活动和属性", "Look for activities and attributes of this pack's vocabulary"))
                .short('s'),
        )
        .arg(output_option(lang))
        .after_help(w(
            "例：\n  guiju map 工单.csv -s power-repair -o 工单.csv.map.yaml\n  \
             guiju map orders.csv calls.csv -o orders.map.yaml      两份表，按共有的编号相连\n  \
             guiju audit -s power-repair 工单.csv                   映射在旁边，直接判定\n\n\
             映射是带注释的 YAML。不写 -o 则写到标准输出，说明写到标准错误输出。请逐条看“请核对”，改好再用。\n\
             已有的映射不覆盖。\n\n\
             退出码：0 完成；2 文件读不了，或映射已经有了",
            "Examples:\n  guiju map orders.csv -s power-repair -o orders.csv.map.yaml\n  \
             guiju map orders.csv calls.csv -o orders.map.yaml      Two tables, linked by the key they share\n  \
             guiju audit -s power-repair orders.csv                 The mapping lies beside it\n\n\
             The mapping is YAML with comments. Without -o it goes to stdout and what is said about it to stderr. Look at each doubt, then use it.\n\
             A mapping that is there already is not overwritten.\n\n\
             Exit status: 0 done, 2 a file can't be read or the mapping is there already",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let paths: Vec<&PathBuf> = matches.get_many::<PathBuf>("files").into_iter().flatten().collect();
    let standard = match matches.get_one::<String>("standard") {
        Some(name) => Some(packs::find(context, name)?.standard(context)?),
        None => None,
    };
    let target =
        matches.get_one::<PathBuf>("output").map(PathBuf::as_path).filter(|path| *path != Path::new("-"));
    if let Some(path) = target.filter(|path| path.exists()) {
        return Err(there_already(context, path));
    }
    if let Some(path) = paths.iter().find(|path| path.as_path() == Path::new("-")) {
        return Err(Failure::input(match context.lang {
            Lang::Zh => format!("`{}`：表格要从文件读", path.display()),
            Lang::En => format!("`{}`: a table is read from a file", path.display()),
        }));
    }
    let inputs: Vec<Input> = paths.iter().map(|path| Input::file(path)).collect();
    let proposal = propose(&inputs, standard.as_deref(), context.lang)
        .map_err(|unopened| Failure::unreadable(context, &unopened.path, &unopened.source))?;
    let mut output = Output::open(context, target)?;
    output.write_all(proposal.yaml.as_bytes())?;
    let told = about(context, &inputs, &paths, &proposal, matches)?;
    match target {
        Some(_) => {
            output.finish()?;
            let mut out = Output::open(context, None)?;
            out.write_all(&told)?;
            out.finish()
        }
        None => {
            output.finish()?;
            note(String::from_utf8_lossy(&told).trim_end());
            Ok(())
        }
    }
}

fn there_already(context: &Context, path: &Path) -> Failure {
    let shown = path.display();
    Failure::input(match context.lang {
        Lang::Zh => format!("`{shown}` 已经有了，不覆盖"),
        Lang::En => format!("`{shown}` is there already and is left alone"),
    })
    .help(context.say("换一个名字，或先移走旧的。", "choose another name, or move the old one away"))
}

/// What is said of a proposal: columns, a look at the events, doubts, and what comes next.
fn about(
    context: &Context,
    inputs: &[Input],
    paths: &[&PathBuf],
    proposal: &Proposal,
    matches: &ArgMatches,
) -> Result<Vec<u8>, Failure> {
    let lang = context.lang;
    let mut out = Vec::new();
    for (name, encoding) in &proposal.encodings {
        writeln!(out, "{name}{}{encoding}", context.say("：编码 ", ": read as "))?;
    }
    writeln!(out, "{}", context.say("各列", "Columns"))?;
    let heads = [context.say("列", "column"), context.say("成为", "becomes"), context.say("因为", "because")];
    let mut table = Table::new(heads.iter().map(|head| (*head, false)).collect());
    for became in &proposal.became {
        table.row(
            [became.column.clone(), became.role.say(lang), became.why.say(lang)]
                .map(|cell| cut(&cell, WIDE))
                .to_vec(),
        );
    }
    table.write(&mut out, false)?;
    preview(context, inputs, proposal, &mut out)?;
    if !proposal.doubts.is_empty() {
        writeln!(out, "\n{}", context.say("请核对", "To be checked"))?;
        for doubt in &proposal.doubts {
            writeln!(out, "  - {}", doubt.say(lang))?;
        }
    }
    let pack = matches.get_one::<String>("standard").map_or("PACK", String::as_str);
    let files: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let map =
        matches.get_one::<PathBuf>("output").map_or("MAP.yaml".to_owned(), |path| path.display().to_string());
    let next = context.say("核对之后", "Next");
    writeln!(out, "\n{next}: guiju audit -s {pack} {} --map {map}", files.join(" "))?;
    Ok(out)
}

/// The first events that the mapping makes, through the reader itself.
fn preview(
    context: &Context,
    inputs: &[Input],
    proposal: &Proposal,
    out: &mut Vec<u8>,
) -> Result<(), Failure> {
    let mapping = Mapping::read("(proposed)", &proposal.yaml)
        .map_err(|unfit| Failure::Ours(unfit.render(context.lang, false)))?;
    let mut builder = LogBuilder::new();
    let imported = import_first(inputs, &mapping, READ, &mut builder, &ReadOptions::default());
    let imported = imported.map_err(|failed| audit::table_failure(context, failed))?;
    let log = builder.finish();
    let heads = [
        context.say("时间", "time"),
        context.say("对象", "of"),
        context.say("事件", "event"),
        context.say("属性", "attributes"),
    ];
    let mut table = Table::new(heads.iter().map(|head| (*head, false)).collect());
    let zone = mapping.zone.clone().unwrap_or_else(Zone::utc);
    for ix in log.events().take(SHOWN) {
        let event = log.event(ix);
        let of = event
            .relationships()
            .iter()
            .find(|related| log.strings.resolve(related.qualifier) == "encounter");
        table.row(vec![
            clock(Instant(event.time()), &zone, None, context.lang),
            cut(of.map_or("", |related| log.strings.resolve(related.object)), 16),
            cut(log.strings.resolve(event.activity()), 18),
            cut(&attributes(&log, event.attrs()), WIDE),
        ]);
    }
    writeln!(out, "\n{}", context.say("前几个事件", "First events"))?;
    table.write(out, false)?;
    let refused = imported.refused_count();
    if refused > 0 {
        writeln!(
            out,
            "{}",
            match context.lang {
                Lang::Zh => format!("前 {READ} 行里有 {refused} 处读不了："),
                Lang::En => format!("{refused} refused in the first {READ} rows:"),
            }
        )?;
        for refusal in imported.refused.iter().take(5) {
            match context.lang {
                Lang::Zh => writeln!(out, "  {}：{}", refusal.place, refusal.reason.chinese()),
                Lang::En => writeln!(out, "  {refusal}"),
            }?;
        }
    }
    Ok(())
}

fn attributes(log: &Log, attrs: impl Iterator<Item = (Sym, Value)>) -> String {
    let shown = attrs.map(|(name, value)| {
        let value = match value {
            Value::Text(text) => log.strings.resolve(text).to_owned(),
            Value::Int(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            Value::Bool(truth) => truth.to_string(),
            _ => "…".to_owned(),
        };
        format!("{}={value}", log.strings.resolve(name))
    });
    shown.collect::<Vec<_>>().join(" ")
}
