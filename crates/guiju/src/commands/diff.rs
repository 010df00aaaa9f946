//! `guiju diff`: what changed in meaning between two versions of a standard.

use super::{format_option, option, output_option, value};
use crate::{
    audit,
    comparison::{Comparison, Versions, json, text},
    context::{Context, words},
    failure::Failure,
    output::Output,
    packs,
};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use guiju_standard::diff::{diff, reach};
use guiju_time::Lang;
use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

pub const NAME: &str = "diff";

pub fn command(lang: Lang) -> Command {
    let w = |zh: &'static str, en: &'static str| words(lang, zh, en);
    let pack = |name: &'static str, shown: &'static str, help| {
        Arg::new(name).value_name(shown).required(true).help(help)
    };
    Command::new(NAME)
        .about(w(
            "比较规范的两版：意思有哪些变化，哪些判定会变",
            "Show what changed in meaning between two versions of a standard",
        ))
        .arg(pack("old", "OLD", w("旧版：规范包的文件夹，或程序里规范包的名字", "The old version: folder of a pack, or name of a pack in the binary")))
        .arg(pack("new", "NEW", w("新版", "The new version")))
        .arg(
            option("over", "LOG", w("按两版判这些记录，列出会变的判定", "Judge these logs by both and list every verdict that flips"))
                .num_args(1..)
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(option("now", "TIME", w("截至何时；默认为此刻", "As things stood at this time; default: the clock's")).requires("over"))
        .arg(
            Arg::new("closed")
                .long("closed")
                .action(ArgAction::SetTrue)
                .requires("over")
                .help(w("每次服务都当作在最后一个事件时结束", "Take each encounter as closed at its last event")),
        )
        .arg(format_option(&["text", "json"], w("text 或 json [默认 text]", "text or json [default: text]")))
        .arg(output_option(lang))
        .after_help(w(
            "例：\n  guiju diff old/power-repair standards/power-repair\n  \
             guiju diff power-repair ./our-overlay              程序里的与自己的\n  \
             guiju diff old/power-repair standards/power-repair --over log.jsonl\n\n\
             比的是意思：排版、注释、次序、写法不算变化，说给人听的文字另列在后。\n\
             --over 只判可能不同的条款；其余条款在任何记录上都判得一样。\n\n\
             退出码：0 意思相同；1 意思有变；2 输入或用法有误",
            "Examples:\n  guiju diff old/power-repair standards/power-repair\n  \
             guiju diff power-repair ./our-overlay              The one in the binary and one's own\n  \
             guiju diff old/power-repair standards/power-repair --over log.jsonl\n\n\
             Meanings are compared: formatting, comments, order and spelling are no change, texts for people are listed apart.\n\
             --over judges only clauses that may judge otherwise; all others judge any log alike.\n\n\
             Exit status: 0 same meaning, 1 meaning changed, 2 the command or its input is wrong",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let standard = |name| packs::find(context, value(matches, name))?.standard(context);
    let (old, new) = (standard("old")?, standard("new")?);
    let path = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let mut output = Output::open(context, path)?;
    let difference = diff(&old, &new);
    let logs: Vec<PathBuf> = matches.get_many::<PathBuf>("over").into_iter().flatten().cloned().collect();
    let flips = match logs.as_slice() {
        [] => None,
        logs => {
            let zone = guiju_time::Zone::get(&new.zone).map_err(|error| Failure::Ours(error.to_string()))?;
            let now = match matches.get_one::<String>("now") {
                Some(text) => audit::instant(context, "--now", text, &zone, false)?,
                None => super::audit::clock(),
            };
            let judgeable = audit::read(context, logs, &audit::Reading::default())?;
            let versions = Versions::of(old.clone(), new.clone(), &difference, &reach(&old, &new))?;
            Some(versions.flips(context, &judgeable.log, now, matches.get_flag("closed"))?)
        }
    };
    let comparison = Comparison { old: &old, new: &new, difference: &difference, flips: flips.as_ref() };
    if value(matches, "format") == "json" {
        writeln!(output, "{:#}", json(&comparison))?;
    } else {
        let colour = path.is_none_or(|path| path == Path::new("-")) && context.colour();
        text(&comparison, context, colour, &mut output)?;
    }
    output.finish()?;
    if difference.is_none() { Ok(()) } else { Err(Failure::No) }
}
