//! `guiju test --mutate`: the pack changed in one place at a time; which changes no case notices.

use crate::{
    audit, context::Context, failure::Failure, output::Output, packs::Pack, progress::Progress,
    sentences::shape,
};
use guiju_judge::{
    Plan, Verdict,
    mutate::{self, Explained, Report, Share, Survivor},
};
use guiju_time::Lang;
use std::{io::Write as _, sync::mpsc, thread};

/// Where a pack explains survivors.
const EXPLAINED: &str = "mutants.tsv";

/// Runs the mutants of a pack and tells what became of them; whether every survivor is explained.
pub fn run(
    context: &Context,
    output: &mut Output,
    name: &str,
    pack: &Pack,
    plan: &Plan,
) -> Result<bool, Failure> {
    let explained = explained(context, pack)?;
    let mut report = on_all_cores(context, plan)?;
    report.explain(&explained);
    tell(context, output, name, plan, &report)?;
    Ok(report.is_settled())
}

/// Each core takes a share of the mutants; what comes of it is the same on any number of them.
fn on_all_cores(context: &Context, plan: &Plan) -> Result<Report, Failure> {
    let of = audit::of_this_machine().get();
    let (hear, heard) = mpsc::channel::<usize>();
    thread::scope(|scope| {
        let shares: Vec<_> = (0..of)
            .map(|part| {
                let hear = hear.clone();
                scope.spawn(move || {
                    // Nobody listens any more: the work is done all the same.
                    mutate::run(plan, Share { part, of }, &mut |_, total| hear.send(total).unwrap_or(()))
                })
            })
            .collect();
        drop(hear);
        let mut shown: Option<Progress> = None;
        for total in heard {
            match &mut shown {
                Some(progress) => progress.step(),
                None => {
                    shown =
                        Some(Progress::begin(context, context.say("变异", "mutants"), Some(total as u64)));
                }
            }
        }
        drop(shown);
        let mut report: Option<Report> = None;
        for share in shares {
            let ended =
                share.join().map_err(|_| Failure::Ours("a share of the mutants broke off".to_owned()))?;
            let ended = ended.map_err(|problem| Failure::Ours(problem.to_string()))?;
            match &mut report {
                Some(report) => report.join(ended),
                None => report = Some(ended),
            }
        }
        Ok(report.unwrap_or_default())
    })
}

fn explained(context: &Context, pack: &Pack) -> Result<Vec<Explained>, Failure> {
    let Some((_, text)) = pack.files.files.iter().find(|(path, _)| path == EXPLAINED) else {
        return Ok(Vec::new());
    };
    mutate::explanations(text).map_err(|bad| {
        let (folder, line) = (&pack.files.folder, bad.line);
        Failure::input(match context.lang {
            Lang::Zh => format!("{folder}/{EXPLAINED}:{line}：`{}` 缺名称或理由", bad.text),
            Lang::En => format!("{folder}/{EXPLAINED}:{line}: `{}` lacks a name or a reason", bad.text),
        })
        .help(
            context.say(
                "一行一个变异：名称、制表符、理由。",
                "a line for each mutant: its name, a tab, the reason",
            ),
        )
    })
}

fn tell(
    context: &Context,
    output: &mut Output,
    name: &str,
    plan: &Plan,
    report: &Report,
) -> Result<(), Failure> {
    for clause in &report.per_clause {
        let (id, all, killed, left) = (&clause.clause, clause.mutants, clause.killed, clause.survivors.len());
        match context.lang {
            Lang::Zh => writeln!(output, "{id}：{all} 个变异，{killed} 个被用例查出，{left} 个漏过")?,
            Lang::En => writeln!(output, "{id}: {all} mutants, {killed} killed, {left} survive")?,
        }
        for survivor in &clause.survivors {
            tell_survivor(context, output, plan, survivor)?;
        }
    }
    for gone in &report.gone {
        let mark = shape(Verdict::Broken);
        match context.lang {
            Lang::Zh => writeln!(output, "{mark} {EXPLAINED}：`{gone}` 已没有漏过，删去这一行")?,
            Lang::En => writeln!(output, "{mark} {EXPLAINED}: `{gone}` does not survive; remove its line")?,
        }
    }
    let (all, left) = (report.mutants(), report.survivors().count());
    let known = report.survivors().filter(|survivor| survivor.explained.is_some()).count();
    // Rounded up: 2 % means no more.
    let share = (report.share_surviving() * 1000.0).ceil() / 10.0;
    match context.lang {
        Lang::Zh => {
            writeln!(
                output,
                "{name}：{all} 个变异，{left} 个漏过（{share}%，应不超过 2%），其中 {known} 个有说明"
            )?;
        }
        Lang::En => {
            writeln!(
                output,
                "{name}: {all} mutants, {left} survive ({share}%; no more than 2% should), {known} of them explained"
            )?;
        }
    }
    Ok(())
}

fn tell_survivor(
    context: &Context,
    output: &mut Output,
    plan: &Plan,
    survivor: &Survivor,
) -> Result<(), Failure> {
    let place = plan.standard.sources.place(survivor.place);
    let mark = shape(if survivor.explained.is_some() { Verdict::Kept } else { Verdict::Broken });
    let what = survivor.what.get(context.lang);
    writeln!(output, "    {mark} {}\n        {place}\n        {what}", survivor.name)?;
    if let Some(reason) = &survivor.explained {
        writeln!(output, "        {}{reason}", context.say("说明：", "explained: "))?;
    }
    Ok(())
}
