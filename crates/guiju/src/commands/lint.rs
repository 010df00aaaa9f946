//! `guiju lint`: what is wrong with a pack, all at once.

use super::{format_option, packs_argument, packs_named, value};
use crate::{
    context::{Context, words},
    failure::Failure,
    output::Output,
    packs,
};
use clap::{Arg, ArgAction, ArgMatches, Command};
use guiju_standard::{Diagnostic, Reading, Sources, Text, Weight};
use guiju_time::Lang;
use serde_json::{Value, json};
use std::io::Write as _;

pub const NAME: &str = "lint";

pub fn command(lang: Lang) -> Command {
    Command::new(NAME)
        .about(words(lang, "检查规范包：哪里写错、怎么改", "Check packs: what is wrong, and what to write instead"))
        .arg(packs_argument(lang))
        .arg(format_option(&["text", "json"], words(lang, "text 或 json [默认 text]", "text or json [default: text]")))
        .arg(
            Arg::new("strict")
                .long("strict")
                .action(ArgAction::SetTrue)
                .help(words(lang, "提醒也当作错误", "Take warnings for errors")),
        )
        .after_help(words(
            lang,
            "例：\n  guiju lint                             检查 ./standards 里的全部规范包\n  \
             guiju lint standards/power-repair      检查一个\n  \
             guiju lint my-standard --format json   供编辑器和流水线读取\n\n\
             每个代号的说明：guiju explain 代号\n\
             退出码：0 没有错误（可以有提醒）；1 有错误；2 用法有误，或文件读不了",
            "Examples:\n  guiju lint                             Check all packs in ./standards\n  \
             guiju lint standards/power-repair      Check one\n  \
             guiju lint my-standard --format json   For editors and pipelines\n\n\
             What a code means: guiju explain CODE\n\
             Exit status: 0 no errors (warnings are none), 1 errors, 2 wrong usage or a file that can't be read",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let strict = matches.get_flag("strict");
    let mut output = Output::open(context, None)?;
    let mut all = Vec::new();
    let mut failed = false;
    for name in packs_named(matches) {
        let reading = packs::find(context, &name)?.check()?;
        failed |= reading.has_errors() || (strict && !reading.findings.is_empty());
        match value(matches, "format") {
            "json" => {
                all.extend(reading.findings.iter().map(|finding| wire(&name, finding, &reading.sources)))
            }
            _ => tell(context, &mut output, &name, &reading)?,
        }
    }
    if value(matches, "format") == "json" {
        writeln!(output, "{:#}", Value::Array(all))?;
    }
    output.finish()?;
    if failed { Err(Failure::No) } else { Ok(()) }
}

fn tell(context: &Context, output: &mut Output, name: &str, reading: &Reading) -> Result<(), Failure> {
    for finding in &reading.findings {
        writeln!(output, "{}\n", finding.render(&reading.sources, context.lang, context.colour()))?;
    }
    let count = |weight| reading.findings.iter().filter(|finding| finding.weight == weight).count();
    let (errors, warnings) = (count(Weight::Error), count(Weight::Warning));
    let line = match (context.lang, errors, warnings) {
        (Lang::Zh, 0, 0) => format!("{name}：没有要改的"),
        (Lang::En, 0, 0) => format!("{name}: nothing to mend"),
        (Lang::Zh, ..) => format!("{name}：错误 {errors} 处，提醒 {warnings} 处"),
        (Lang::En, ..) => format!("{name}: {}, {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    writeln!(output, "{line}")?;
    Ok(())
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// A finding as programs read it.
fn wire(pack: &str, finding: &Diagnostic, sources: &Sources) -> Value {
    let place = finding.place(sources);
    let text = |text: &Text| json!({ "zh": text.zh, "en": text.en });
    json!({
        "pack": pack,
        "code": finding.code,
        "weight": match finding.weight { Weight::Error => "error", Weight::Warning => "warning" },
        "file": place.path,
        "line": place.line,
        "column": place.column,
        "text": sources.slice(finding.span),
        "message": text(&finding.message),
        "help": finding.help.as_ref().map(text),
    })
}
