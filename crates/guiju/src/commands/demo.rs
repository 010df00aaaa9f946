//! `guiju demo`: a simulated week of each standard, judged, held against what really happened, and reported.

use super::{audit, option, pack_of};
use crate::{
    against_truth::{AgainstTruth, Difference},
    audit::{Filter, Refused, Run, Tally, of_this_machine},
    context::{Context, words},
    failure::Failure,
    output::{Output, note},
    packs,
    report::{About, Beside, Both, Html, Report, number, percent},
    sentences,
};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use guiju_log::{LogBuilder, ReadOptions};
use guiju_simulate::{Norm, Plan, Truth};
use guiju_time::{Instant, Lang, Micros};
use std::{
    fs,
    io::{IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process::{Command as Process, Stdio},
};

pub const NAME: &str = "demo";

/// Differences that are told one by one.
const TOLD: usize = 40;

pub fn command(lang: Lang) -> Command {
    Command::new(NAME)
        .about(words(lang, "模拟一周的抢修和通话，判定，与真相对照，打开报告", "Simulate a week of repairs and calls, judge them, hold them against the truth, open the report"))
        .arg(option("seed", "N", words(lang, "随机种子 [默认 1]", "Seed [default: 1]")).value_parser(value_parser!(u64)))
        .arg(option("days", "N", words(lang, "多少天 [默认 7]", "How many days [default: 7]")).value_parser(value_parser!(u32).range(1..=60)))
        .arg(
            option("folder", "FOLDER", words(lang, "记录、真相和报告放在哪里 [默认 guiju-demo]", "Where log, truth and report go [default: guiju-demo]"))
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(Arg::new("no-open").long("no-open").action(ArgAction::SetTrue).help(words(lang, "不打开浏览器", "Open no browser")))
        .after_help(words(
            lang,
            "例：\n  guiju demo\n  guiju demo --no-open --seed 7\n\n\
             记录里混入了已知的违反，也抽走了一些证据；判定应与真相一致：抽走证据的为未明，\n\
             用语听错的不超过 2%，逐条列出；别的不符逐条列出，退出码为 1。\n\
             退出码：0 一致；1 有不符；2 用法有误，或文件写不了",
            "Examples:\n  guiju demo\n  guiju demo --no-open --seed 7\n\n\
             Known breaches are put into the log, and some evidence is taken away. Verdicts must equal the truth: unknown where evidence is gone;\n\
             of words at most 2 % may be misheard, each is listed. Any other difference is listed and makes the exit status 1.\n\
             Exit status: 0 as it happened, 1 a difference, 2 wrong usage or a file that can't be written",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let folder = matches.get_one::<PathBuf>("folder").map_or(Path::new("guiju-demo"), PathBuf::as_path);
    fs::create_dir_all(folder).map_err(|error| Failure::unwritable(context, folder, &error))?;

    let mut output = Output::open(context, None)?;
    let mut holds = true;
    for norm in Norm::ALL {
        let mut plan = Plan::of(norm);
        take(matches, "seed", &mut plan.seed);
        take(matches, "days", &mut plan.days);
        let part = Part { context, norm, folder };
        let (log, truth) = part.simulate(&plan)?;
        holds &= part.judge(&log, &truth, &plan, &mut output)?;
    }
    let report = folder.join(report_of(Norm::Repairs));
    writeln!(output, "{}{}", context.say("报告：", "Report: "), report.display())?;
    output.finish()?;
    if !matches.get_flag("no-open") {
        open(&report);
    }
    if holds { Ok(()) } else { Err(Failure::No) }
}

/// The name of a norm's report; the first one opens, and leads to the others.
fn report_of(norm: Norm) -> String {
    if norm == Norm::Repairs { "report.html".to_owned() } else { format!("{}.html", norm.name()) }
}

/// One standard with its own log, truth and report.
struct Part<'d> {
    context: &'d Context,
    norm: Norm,
    folder: &'d Path,
}

impl Part<'_> {
    /// Simulates, and leaves log and truth in the folder.
    fn simulate(&self, plan: &Plan) -> Result<(Vec<u8>, Truth), Failure> {
        let mut log = Vec::new();
        let mut facts = Vec::new();
        let mut truth = Truth::default();
        let told = guiju_simulate::simulate_with(plan, &mut log, &mut |fact| {
            fact.write(&mut facts)?;
            truth.add(fact);
            Ok(())
        });
        (truth.lines, truth.most_waiting) = told?;
        let name = self.norm.name();
        for (name, bytes) in [(format!("{name}.jsonl"), &log), (format!("{name}-truth.jsonl"), &facts)] {
            let mut file = Output::open(self.context, Some(&self.folder.join(name)))?;
            file.write_all(bytes)?;
            file.finish()?;
        }
        Ok((log, truth))
    }

    /// Judges the log, holds verdicts against the truth, tells how it went and leaves the report in the folder.
    fn judge(
        &self,
        bytes: &[u8],
        truth: &Truth,
        simulated: &Plan,
        output: &mut Output,
    ) -> Result<bool, Failure> {
        let context = self.context;
        let standard = packs::embedded(context, pack_of(self.norm))?;
        let plan = audit::compiled(standard)?;
        let zone = audit::zone_of(&plan)?;
        let name = self.folder.join(format!("{}.jsonl", self.norm.name())).display().to_string();
        let mut builder = LogBuilder::new();
        let imported = guiju_log::read_from(&name, bytes, &mut builder, &ReadOptions::default());
        let log = builder.finish();
        let refused = Refused { count: imported.refused_count(), kept: imported.refused };
        // All is over when the report is written: each service is closed, each bound past.
        let last = log.span().map_or(0, |(_, last)| last);
        let now = Instant(last) + Micros(30 * Micros::DAY.0);
        let names = [name];
        let about = About { context: *context, plan: &plan, zone: &zone, now, logs: &names };
        let workers = of_this_machine();
        let run = Run {
            plan: &plan,
            log: &log,
            by_file: false,
            now,
            closed: true,
            filter: Filter::default(),
            workers,
            masks: None,
        };

        let mut tally = Tally::default();
        let mut against = AgainstTruth::new(truth);
        let mut report = Html::new(&about, &log);
        let path = self.folder.join(report_of(self.norm));
        let mut file = Output::open(context, Some(&path))?;
        run.each(context, &mut |judged| {
            tally.add(&plan.standard, judged);
            against.add(&about, judged);
            report.add(judged, &mut file)
        })?;
        let mut report = report.with_preface(preface(&against)).with_beside(self.beside()?);
        report.finish(&tally, &refused, &mut file)?;
        file.finish()?;

        let title = about.plan.standard.title.get(context.lang);
        let (lines, days, sites) = (number(truth.lines), simulated.days, simulated.sites);
        let head = match context.lang {
            Lang::Zh => format!(
                "{title}：模拟了 {days} 天、{sites} 个站点，{lines} 行记录（种子 {}）",
                simulated.seed
            ),
            Lang::En => format!(
                "{title}: {days} days at {sites} sites simulated, {lines} lines (seed {})",
                simulated.seed
            ),
        };
        writeln!(output, "{head}")?;
        tell(context, output, &against, &tally)?;
        if refused.count > 0 {
            note(&format!("{}{}", context.say("不能用的记录：", "records refused: "), refused.count));
        }
        writeln!(output)?;
        output.flush()?;
        Ok(against.holds() && refused.count == 0)
    }

    /// Links to the reports of all standards.
    fn beside(&self) -> Result<Vec<Beside>, Failure> {
        Norm::ALL
            .into_iter()
            .map(|norm| {
                let standard = packs::embedded(self.context, pack_of(norm))?;
                let title = Both::of(|lang| standard.title.get(lang).to_owned());
                Ok(Beside { title, path: if norm == self.norm { String::new() } else { report_of(norm) } })
            })
            .collect()
    }
}

fn preface(against: &AgainstTruth<'_>) -> Both {
    let (found, injected, hidden) = (number(against.found), number(against.injected), number(against.hidden));
    Both::new(
        format!(
            "这是模拟出来的记录，人名、地名、事情都是编的。混入的 {injected} 处违反判出 {found} 处；抽走证据的 {hidden} 处应为未明。"
        ),
        format!(
            "This log is simulated; people, places and events are made up. Of the {injected} breaches put in, {found} were found; for {hidden} judgements the evidence was taken away, so they should be unknown."
        ),
    )
}

fn tell(
    context: &Context,
    output: &mut Output,
    against: &AgainstTruth<'_>,
    tally: &Tally,
) -> Result<(), Failure> {
    let zh = context.lang == Lang::Zh;
    let (subjects, all) = (number(tally.subjects), number(tally.total.all()));
    let (injected, found, hidden) = (number(against.injected), number(against.found), number(against.hidden));
    writeln!(
        output,
        "{}",
        if zh {
            format!("判定了 {subjects} 次服务，{all} 项")
        } else {
            format!("Judged {subjects} encounters, {all} judgements")
        }
    )?;
    writeln!(
        output,
        "{}",
        if zh {
            format!("与真相对照：混入 {injected} 处违反，判出 {found} 处；{hidden} 处没有证据，应为未明")
        } else {
            format!(
                "Against the truth: {found} of {injected} breaches found; {hidden} judgements without evidence, to be unknown"
            )
        }
    )?;
    let missed = against.words_missed.len() as u64;
    let share = if against.words == 0 { 0.0 } else { missed as f64 / against.words as f64 };
    let (words, share) = (number(against.words), percent(share));
    let (put_in, not_found) = (against.words_injected, against.words_injected_missed);
    writeln!(
        output,
        "{}",
        if zh {
            format!(
                "用语：{words} 项中听错 {missed} 项（{share}，至多 2%），混入的 {put_in} 处中漏 {not_found} 处"
            )
        } else {
            format!(
                "Words: {missed} of {words} misheard ({share}, at most 2%); of {put_in} breaches put in, {not_found} missed"
            )
        }
    )?;
    list(context, output, &against.words_missed)?;
    let others = against.others.len();
    let line = match (zh, others) {
        (true, 0) => "其他不符：没有".to_owned(),
        (false, 0) => "Other differences: none".to_owned(),
        (true, _) => format!("其他不符：{others} 处"),
        (false, _) => format!("Other differences: {others}"),
    };
    writeln!(output, "{line}")?;
    list(context, output, &against.others)?;
    for (subject, act) in &against.unshown {
        writeln!(
            output,
            "  {subject} [{act}]: {}",
            context.say("判出来了，引的却不是那几件事", "found, but by other events than those that show it")
        )?;
    }
    for subject in against.unjudged() {
        writeln!(
            output,
            "  {subject}: {}",
            context.say("真相里有，却没有判", "in the truth, and never judged")
        )?;
    }
    Ok(())
}

fn list(context: &Context, output: &mut Output, differences: &[Difference]) -> Result<(), Failure> {
    let zh = context.lang == Lang::Zh;
    for difference in differences.iter().take(TOLD) {
        let Difference { subject, row, clause, expected, found, act, because } = difference;
        let (clause, because) = if zh { (&clause.zh, &because.zh) } else { (&clause.en, &because.en) };
        let found = sentences::word(*found, context.lang);
        let wanted =
            guiju_judge::Verdict::from_name(expected).map_or(*expected, |v| sentences::word(v, context.lang));
        let act = if act.is_empty() { String::new() } else { format!(" [{act}]") };
        let line = if zh {
            format!("  {subject} {row} {clause}：应为{wanted}，判为{found}{act}")
        } else {
            format!("  {subject} {row} {clause}: should be {wanted}, is {found}{act}")
        };
        writeln!(output, "{line}\n      {because}")?;
    }
    let more = differences.len().saturating_sub(TOLD);
    if more > 0 {
        writeln!(output, "{}", if zh { format!("  还有 {more} 处") } else { format!("  and {more} more") })?;
    }
    Ok(())
}

/// What was given, if it was.
fn take<T: Copy + Send + Sync + 'static>(matches: &ArgMatches, name: &str, into: &mut T) {
    if let Some(value) = matches.get_one::<T>(name) {
        *into = *value;
    }
}

/// Opens the report if somebody sits before a screen.
fn open(report: &Path) {
    let there = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let (program, display) = match std::env::consts::OS {
        "macos" => ("open", true),
        "windows" => ("explorer", true),
        _ => ("xdg-open", there("DISPLAY") || there("WAYLAND_DISPLAY")),
    };
    if display && std::io::stdout().is_terminal() {
        let quiet = Process::new(program)
            .arg(report)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        // A browser that does not open is no failure: the report is named.
        drop(quiet);
    }
}
