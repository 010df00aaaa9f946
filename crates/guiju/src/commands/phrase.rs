//! `guiju phrase suggest`: variants that a pack lacks, from dialogues that a reviewer judged kept though the pattern failed.

use super::{
    audit::compiled,
    format_option,
    say::{AFTER_ALL, standard_option},
    value,
};
use crate::{
    audit::{self, Reading},
    context::{Context, words},
    failure::Failure,
    output::Output,
    packs,
    spoken::{self, Dialogue, Labels, Proposal},
};
use clap::{Arg, ArgMatches, Command, value_parser};
use guiju_judge::{Desk, Verdict};
use guiju_time::Lang;
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

pub const NAME: &str = "phrase";

pub fn command(lang: Lang) -> Command {
    let w = |zh, en| words(lang, zh, en);
    let suggest = Command::new("suggest")
        .about(w(
            "从人工判为「守」而规范包判为「违」的对话里，提出可补的说法",
            "Propose variants from dialogues that a reviewer judged kept though the pattern failed",
        ))
        .arg(standard_option(lang))
        .arg(
            Arg::new("transcripts")
                .value_name("TRANSCRIPT")
                .num_args(1..)
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(w("对话记录", "Transcripts")),
        )
        .arg(
            super::option("labels", "TSV", w("人工判定：对话、条目、判定、起作用的词", "A reviewer's verdicts: dialogue, row, verdict, the words that decide"))
                .required(true)
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(format_option(&["text", "jsonl"], w("text 或 jsonl [默认 text]", "text or jsonl [default: text]")))
        .after_help(w(
            "例：\n  guiju phrase suggest -s ./my-standard calls.jsonl --labels reviewed.tsv\n\n\
             判定表以制表符分列，首行为列名：dialogue、row、verdict（kept、broken …）、words（可空）、why（不读）。\n\
             每条提议都要人看过再放进规范包；「也在」列出判为「违」却也这样说的对话。\n\
             退出码：0 完成；2 输入或用法有误",
            "Examples:\n  guiju phrase suggest -s ./my-standard calls.jsonl --labels reviewed.tsv\n\n\
             The labels are separated by tabs under a line of names: dialogue, row, verdict (kept, broken …), words (may be empty), why (not read).\n\
             A person looks at each proposal before it goes into the pack; `also in` lists dialogues judged broken that say the same.\n\
             Exit status: 0 done, 2 wrong input or usage",
        ));
    Command::new(NAME)
        .about(w("说法：从人工判定里提出可补的说法", "Phrases: propose variants from a reviewer's verdicts"))
        .subcommand_required(true)
        .subcommand(suggest)
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("suggest", matches)) => suggest(matches, context),
        _ => Ok(()),
    }
}

fn suggest(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let plan = compiled(packs::find(context, value(matches, "standard"))?.standard(context)?)?;
    let mut output = Output::open(context, None)?;
    let labels = match matches.get_one::<PathBuf>("labels") {
        Some(path) => labels(context, path)?,
        None => Labels::new(),
    };
    let paths: Vec<PathBuf> =
        matches.get_many::<PathBuf>("transcripts").into_iter().flatten().cloned().collect();
    let log = audit::read(context, &paths, &Reading::default())?.log;
    let desk = Desk::new(&plan, &log);
    let named: BTreeSet<&str> = labels.keys().map(|(id, _)| id.as_str()).collect();
    let mut dialogues: BTreeMap<String, Dialogue> = BTreeMap::new();
    for subject in desk.subjects(AFTER_ALL).into_iter().filter(|subject| named.contains(subject.id.as_str()))
    {
        let id = subject.id.clone();
        dialogues.insert(id, Dialogue::of(&plan, &desk.history(subject, AFTER_ALL, true)));
    }
    let proposals = spoken::proposals(&plan, &dialogues, &labels);
    if value(matches, "format") == "jsonl" {
        for p in &proposals {
            let line = json!({
                "phrase": p.phrase, "key": p.key, "pattern": p.pattern, "mends": p.mends, "also_in": p.also_in,
            });
            writeln!(output, "{line}")?;
        }
    } else {
        tell(context, &mut output, &proposals)?;
    }
    output.finish()
}

fn tell(context: &Context, output: &mut Output, proposals: &[Proposal]) -> Result<(), Failure> {
    if proposals.is_empty() {
        writeln!(
            output,
            "{}",
            context.say(
                "没有可提的：判为「守」的，规范包也没有因为说法判「违」",
                "nothing to propose: what was labelled kept fails by no phrase",
            )
        )?;
    }
    let listed = |ids: &BTreeSet<String>| ids.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    for proposal in proposals {
        writeln!(output, "{}.{}: {}", proposal.phrase, proposal.key, proposal.pattern)?;
        writeln!(output, "    {} {}", context.say("可改对：", "mends"), listed(&proposal.mends))?;
        if !proposal.also_in.is_empty() {
            let lead = context.say("也在判为「违」的：", "also in what was labelled broken:");
            writeln!(output, "    {lead} {}", listed(&proposal.also_in))?;
        }
    }
    Ok(())
}

fn labels(context: &Context, path: &Path) -> Result<Labels, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::unreadable(context, path, &error))?;
    let mut labels = Labels::new();
    for (number, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let wrong = || {
            let shown = format!("{}:{}", path.display(), number + 1);
            Failure::input(match context.lang {
                Lang::Zh => format!("{shown}：不是「对话、条目、判定」三列"),
                Lang::En => format!("{shown}: not a line of dialogue, row, verdict"),
            })
            .help(context.say(
                "各列以制表符分开；判定为 kept、broken、unknown、not_applicable 或 either。",
                "separate columns by tabs; a verdict is kept, broken, unknown, not_applicable or either",
            ))
        };
        let [dialogue, row, verdict, rest @ ..] = cells.as_slice() else { return Err(wrong()) };
        let verdict = match *verdict {
            "either" => None,
            name => Some(Verdict::from_name(name).ok_or_else(wrong)?),
        };
        let words = rest.first().copied().unwrap_or_default().to_owned();
        labels.insert(((*dialogue).to_owned(), (*row).to_owned()), (verdict, words));
    }
    Ok(labels)
}
