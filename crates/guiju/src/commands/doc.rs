//! `guiju doc`: a handbook page.

use super::{format_option, output_option};
use crate::{
    context::{Context, words},
    failure::Failure,
    handbook,
    output::put,
    packs,
};
use clap::{Arg, ArgMatches, Command};
use guiju_handbook::Audience;
use guiju_time::Lang;
use std::path::PathBuf;

pub const NAME: &str = "doc";

pub fn command(lang: Lang) -> Command {
    Command::new(NAME)
        .about(words(lang, "把规范写成手册：网页或 PDF", "Write a standard as a handbook: a page or a PDF"))
        .arg(Arg::new("pack").value_name("PACK").required(true).help(words(
            lang,
            "规范包的文件夹，或程序里规范包的名字",
            "Folder of a pack, or name of a pack in the binary",
        )))
        .arg(
            Arg::new("for")
                .long("for")
                .value_name("READER")
                .value_parser(Audience::NAMES)
                .default_value("all")
                .hide_possible_values(true)
                .help(words(
                    lang,
                    "给谁看：all 全文，front 一线，inspector 检查，manager 管理",
                    "Who reads it: all, front (those who serve), inspector, manager",
                )),
        )
        .arg(format_option(
            &["html", "json", "pdf"],
            words(
                lang,
                "html 中英文一页，json 供排版，pdf 由 guiju-print 排 [默认 html]",
                "html: both languages on a page; json: for typesetters; pdf: set by guiju-print [default: html]",
            ),
        ))
        .arg(output_option(lang))
        .after_help(words(
            lang,
            "例：\n  guiju doc power-repair -o handbook.html\n  guiju doc power-repair --for front -o pocket.html\n  guiju doc power-repair --for front --format pdf -o pocket.pdf\n\n全文逐条写明：怎么做、怎么说、不说什么、时限多少、出自哪里，条文与条款互查；一线手册按先后\n只讲怎么做、怎么说。中英文都在页里；\nPDF 只有一种语言（--lang）。\n退出码：0 完成；2 规范包有误，或文件写不了",
            "Examples:\n  guiju doc power-repair -o handbook.html\n  guiju doc power-repair --for front -o pocket.html\n  guiju doc power-repair --for front --format pdf -o pocket.pdf\n\nThe whole: clause by clause what to do, what to say, what never to say, by when, where the text says it,\nwith an index from article to clause. For those who serve only what to do and say, in order. Both\nlanguages are on the page; a PDF has one (--lang).\nExit status: 0 done, 2 the pack has errors or the file can't be written",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let standard = packs::find(context, super::value(matches, "pack"))?.standard(context)?;
    let plan = guiju_judge::compile(standard).map_err(|error| Failure::Ours(error.to_string()))?;
    let audience = Audience::from_name(super::value(matches, "for")).unwrap_or(Audience::All);
    let path = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let made = super::audit::zone_of(&plan)?.date(super::audit::clock());
    match super::value(matches, "format") {
        "json" => put(context, path, &handbook::json(&plan, audience, context.lang, made)),
        "pdf" => {
            let path = path.ok_or_else(|| {
                Failure::input(context.say("PDF 要写到文件", "a PDF is written to a file"))
                    .help(context.say("用 -o 指定，如 -o handbook.pdf。", "name it, like -o handbook.pdf"))
            })?;
            handbook::pdf(context, &handbook::json(&plan, audience, context.lang, made), path)
        }
        _ => put(context, path, &handbook::html(context, &plan, audience)?),
    }
}
