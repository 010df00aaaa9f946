//! `guiju test`: the pack's own cases.

mod mutate;

use super::{packs_argument, packs_named};
use crate::{
    context::{Context, words},
    failure::Failure,
    output::Output,
    packs,
    sentences::{self, shape, word},
};
use clap::{Arg, ArgAction, ArgMatches, Command};
use guiju_judge::{
    Judgement, Plan, Verdict,
    case::{self, CaseResult, Difference},
};
use guiju_standard::model::Case;
use guiju_time::{Instant, Lang};
use std::io::Write as _;

pub const NAME: &str = "test";

pub fn command(lang: Lang) -> Command {
    Command::new(NAME)
        .about(words(lang, "跑规范包自己的用例", "Run the packs' own cases"))
        .arg(packs_argument(lang))
        .arg(Arg::new("case").long("case").value_name("TEXT").help(words(
            lang,
            "只跑名字里有这几个字的用例",
            "Only cases whose name has this in it",
        )))
        .arg(Arg::new("all").long("all").action(ArgAction::SetTrue).help(words(
            lang,
            "通过的也列出来",
            "Name those that pass, too",
        )))
        .arg(Arg::new("mutate").long("mutate").action(ArgAction::SetTrue).conflicts_with("case").help(words(
            lang,
            "再把规范包一处一处改错，列出没有用例查出的改动",
            "Then change the pack in one place at a time, and list the changes that no case notices",
        )))
        .after_help(words(
            lang,
            "例：\n  guiju test\n  guiju test standards/power-repair --case 到场\n  guiju test standards/power-repair --mutate\n\n\
             --mutate 把每个界限移动最小单位，把方向和条件反过来，去掉每个例外、要素和范围；\n\
             确实查不出的，在规范包的 mutants.tsv 里一行写一个：名称、制表符、理由。\n\
             退出码：0 全部通过；1 有不符的，或有没说明的漏过；2 输入或用法有误",
            "Examples:\n  guiju test\n  guiju test standards/power-repair --case arrival\n  guiju test standards/power-repair --mutate\n\n\
             --mutate moves every bound by its smallest unit, turns directions and conditions round, drops every exception,\n\
             element and scope. What no case can notice is explained in the pack's mutants.tsv: name, tab, reason.\n\
             Exit status: 0 all as expected, 1 some are not, or an unexplained change survives, 2 wrong input or usage",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let mut output = Output::open(context, None)?;
    let wanted = matches.get_one::<String>("case").map_or("", String::as_str);
    let mut failed = false;
    for name in packs_named(matches) {
        let pack = packs::find(context, &name)?;
        let plan = super::audit::compiled(pack.standard(context)?)?;
        let cases: Vec<&Case> =
            plan.standard.cases.iter().filter(|case| case.name.contains(wanted)).collect();
        let mut wrong = 0;
        for case in &cases {
            let result = case::run(&plan, case);
            let holds = result.as_ref().is_ok_and(|result| result.differs.is_empty());
            wrong += usize::from(!holds);
            match result {
                Ok(result) if holds => {
                    if matches.get_flag("all") {
                        writeln!(output, "{} {}", shape(Verdict::Kept), case.name)?;
                        let _ = result;
                    }
                }
                Ok(result) => tell(context, &mut output, &plan, case, &result)?,
                Err(bad) => {
                    head(&mut output, &plan, case)?;
                    writeln!(output, "    {bad}\n")?;
                }
            }
        }
        failed |= wrong > 0;
        let all = cases.len();
        let line = match (context.lang, wrong) {
            (Lang::Zh, 0) => format!("{name}：{all} 个用例全部通过"),
            (Lang::En, 0) => format!("{name}: all {all} cases as expected"),
            (Lang::Zh, _) => format!("{name}：{all} 个用例中 {wrong} 个不符"),
            (Lang::En, _) => format!("{name}: {wrong} of {all} cases not as expected"),
        };
        writeln!(output, "{line}")?;
        // Cases that don't hold show nothing about a change.
        if matches.get_flag("mutate") && wrong == 0 {
            output.flush()?;
            failed |= !mutate::run(context, &mut output, &name, &pack, &plan)?;
        }
    }
    output.finish()?;
    if failed { Err(Failure::No) } else { Ok(()) }
}

fn head(output: &mut Output, plan: &Plan, case: &Case) -> Result<(), Failure> {
    let place = plan.standard.sources.place(case.span);
    writeln!(output, "{} {}\n    {place}", shape(Verdict::Broken), case.name)?;
    Ok(())
}

fn tell(
    context: &Context,
    output: &mut Output,
    plan: &Plan,
    case: &Case,
    result: &CaseResult,
) -> Result<(), Failure> {
    head(output, plan, case)?;
    for Difference { clause, expected, found } in &result.differs {
        let what = match context.lang {
            Lang::Zh => format!("应为 {}，得到 {}", named(expected, Lang::Zh), named(found, Lang::Zh)),
            Lang::En => format!("expected {}, got {}", named(expected, Lang::En), named(found, Lang::En)),
        };
        let title = plan.standard.clause(clause).map_or("", |clause| clause.title.get(context.lang));
        writeln!(output, "    {clause} {title}\n        {what}")?;
        for said in because(plan, &result.judgement, clause, context.lang) {
            writeln!(output, "        {said}")?;
        }
    }
    writeln!(output)?;
    Ok(())
}

/// A verdict in words, as data spells it beside; anything else as it is.
fn named(text: &str, lang: Lang) -> String {
    match Verdict::from_name(text) {
        Some(verdict) => format!("{} {} ({text})", shape(verdict), word(verdict, lang)),
        None => text.to_owned(),
    }
}

/// What the judge says of the clause, activation by activation.
fn because(plan: &Plan, judgement: &Judgement, id: &str, lang: Lang) -> Vec<String> {
    let judged = judgement
        .clauses
        .iter()
        .find(|judged| plan.standard.clauses.get(judged.clause).is_some_and(|c| c.id == id));
    let (Some(judged), Some(clause)) = (judged, plan.standard.clause(id)) else { return Vec::new() };
    let now = judgement.closed_at.unwrap_or(Instant::MAX);
    judged
        .activations
        .iter()
        .map(|activation| sentences::because(plan, clause, activation, now, lang))
        .collect()
}
