//! `guiju say`: what the pack's phrases find in a transcript, turn by turn, and why the rest is not found.

use super::{audit::compiled, audit::zone_of, format_option, output_option, value};
use crate::{
    audit::{self, Reading},
    context::{Context, words},
    failure::Failure,
    output::Output,
    packs,
    spoken::{self, Dialogue},
};
use clap::{Arg, ArgMatches, Command, value_parser};
use guiju_judge::Desk;
use guiju_time::Lang;
use std::{io::Write as _, path::PathBuf};

pub const NAME: &str = "say";

/// After everything: each dialogue is over.
pub const AFTER_ALL: i64 = i64::MAX - 1;

pub fn command(lang: Lang) -> Command {
    let w = |zh, en| words(lang, zh, en);
    Command::new(NAME)
        .about(w(
            "逐句听一段对话：哪句对上哪条说法，哪些没算数、为什么",
            "Listen to a dialogue turn by turn: what each turn says, what does not count, and why",
        ))
        .arg(standard_option(lang))
        .arg(
            Arg::new("transcripts")
                .value_name("TRANSCRIPT")
                .num_args(1..)
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(w("对话记录，- 为标准输入", "Transcripts; - is standard input")),
        )
        .arg(
            super::option("dialogue", "ID", w("只听这一段", "Only this dialogue"))
                .action(clap::ArgAction::Append),
        )
        .arg(format_option(&["text", "jsonl"], w("text 或 jsonl [默认 text]", "text or jsonl [default: text]")))
        .arg(output_option(lang))
        .after_help(w(
            "例：\n  guiju say -s call-centre calls.jsonl\n  guiju say -s ./my-standard calls.jsonl --dialogue c17\n\n\
             「缺」是这一轮里没说到的要素，别的轮次里说了也算；忌语后面注明为何不算：引用、否定、无害的长语、对方说的。\n\
             退出码：0 完成；2 输入或用法有误",
            "Examples:\n  guiju say -s call-centre calls.jsonl\n  guiju say -s ./my-standard calls.jsonl --dialogue c17\n\n\
             `lacks` names the elements that this turn does not hold; another turn may. Behind forbidden words stands why they do not count: quoted, negated, part of a longer harmless phrase, the other side's.\n\
             Exit status: 0 done, 2 wrong input or usage",
        ))
}

/// The pack, by folder or name.
pub fn standard_option(lang: Lang) -> Arg {
    Arg::new("standard").short('s').long("standard").value_name("PACK").required(true).help(words(
        lang,
        "规范包的文件夹，或程序里规范包的名字",
        "The folder of a pack, or the name of one in the binary",
    ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let plan = compiled(packs::find(context, value(matches, "standard"))?.standard(context)?)?;
    let zone = zone_of(&plan)?;
    let path = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let mut output = Output::open(context, path)?;
    let paths: Vec<PathBuf> =
        matches.get_many::<PathBuf>("transcripts").into_iter().flatten().cloned().collect();
    let log = audit::read(context, &paths, &Reading::default())?.log;
    let wanted: Vec<&String> = matches.get_many::<String>("dialogue").into_iter().flatten().collect();
    let desk = Desk::new(&plan, &log);
    let mut heard = 0_usize;
    for subject in desk.subjects(AFTER_ALL) {
        if !wanted.is_empty() && !wanted.contains(&&subject.id) {
            continue;
        }
        let history = desk.history(subject, AFTER_ALL, true);
        let dialogue = Dialogue::of(&plan, &history);
        if dialogue.turns.is_empty() {
            continue;
        }
        heard += 1;
        match value(matches, "format") {
            "jsonl" => {
                for line in spoken::lines(&plan, &zone, &dialogue) {
                    writeln!(output, "{line}")?;
                }
            }
            _ => output.write_all(spoken::text(&plan, &zone, &dialogue, context.lang).as_bytes())?,
        }
    }
    if heard == 0 {
        return Err(Failure::input(context.say("没有对话可听", "there is no dialogue to listen to")).help(context.say(
            "看看对话记录里的 encounter 是不是这个规范包的会话类型，--dialogue 的编号对不对。",
            "see whether `encounter` in the transcript is a type of this pack, and whether --dialogue names one of its ids",
        )));
    }
    output.finish()
}
