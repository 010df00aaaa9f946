//! `guiju simulate`: a realistic log, with its truth.

use super::{option, output_option};
use crate::{
    context::{Context, words},
    failure::Failure,
    output::{Output, note},
};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use guiju_simulate::{Norm, Plan};
use guiju_time::{Instant, Lang, Zone, parse_date};
use std::{io, path::PathBuf};

pub const NAME: &str = "simulate";

pub fn command(lang: Lang) -> Command {
    let share = |name, zh, en| option(name, "SHARE", words(lang, zh, en)).value_parser(a_share);
    Command::new(NAME)
        .about(words(lang, "生成逼真的服务记录（JSON Lines），附真相", "Make a realistic log of services (JSON Lines), with its truth"))
        .arg(
            option("standard", "PACK", words(lang, "照哪个规范包的标准演 [默认 power-repair]", "The pack whose norm is acted out [default: power-repair]"))
                .short('s')
                .value_parser(Norm::ALL.map(super::pack_of).to_vec()),
        )
        .arg(option("seed", "N", words(lang, "随机种子，相同则输出相同 [默认 1]", "Seed; the same gives the same bytes [default: 1]")).value_parser(value_parser!(u64)))
        .arg(option("days", "N", words(lang, "多少天 [默认 7]", "How many days [default: 7]")).value_parser(value_parser!(u32).range(1..=36_600)))
        .arg(option("sites", "N", words(lang, "多少个站点（抢修点、客服中心） [默认 8]", "How many sites (depots, centres) [default: 8]")).value_parser(value_parser!(u32).range(1..=100_000)))
        .arg(option("per-day", "N", words(lang, "平常一天多少次服务 [默认 抢修 120、通话 150]", "Services on an ordinary day [default: 120 repairs, 150 calls]")).value_parser(value_parser!(u32).range(1..=100_000_000)))
        .arg(share("deviations", "多大比例的服务有人做错 [默认 0.2]", "Share of services in which somebody departs from the norm [default: 0.2]"))
        .arg(share("missing", "多大比例的服务缺证据 [默认 0.04]", "Share of services from which evidence is taken away [default: 0.04]"))
        .arg(option("start", "DATE", words(lang, "第一天 [默认 2026-03-02]", "First day [default: 2026-03-02]")))
        .arg(Arg::new("no-noise").long("no-noise").action(ArgAction::SetTrue).help(words(lang, "不要识别错字、迟到、重复和乱序", "No recogniser noise, no late, double or swapped lines")))
        .arg(option("truth", "FILE", words(lang, "把真相写到这个文件", "Write the truth to this file")).value_parser(value_parser!(PathBuf)))
        .arg(output_option(lang))
        .after_help(words(
            lang,
            "例：\n  guiju simulate --days 1 | guiju audit -s power-repair -\n  guiju simulate -s call-centre --seed 7 --truth truth.jsonl -o week.jsonl\n\n退出码：0 完成；2 用法有误，或文件写不了",
            "Examples:\n  guiju simulate --days 1 | guiju audit -s power-repair -\n  guiju simulate -s call-centre --seed 7 --truth truth.jsonl -o week.jsonl\n\nExit status: 0 done, 2 wrong usage or a file that can't be written",
        ))
}

fn a_share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("0..1".to_owned()),
    }
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let plan = plan(matches, context)?;
    let path = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let mut log = Output::open(context, path)?;
    let truth_path = matches.get_one::<PathBuf>("truth");
    let mut truth = truth_path.map(|path| Output::open(context, Some(path))).transpose()?;
    let written = guiju_simulate::simulate_with(&plan, &mut log, &mut |fact| match &mut truth {
        Some(truth) => fact.write(truth),
        None => Ok(()),
    });
    let (lines, _) = written.map_err(|error| ended(context, &error))?;
    log.finish()?;
    if let Some(truth) = truth {
        truth.finish()?;
    }
    if path.is_some_and(|path| path != std::path::Path::new("-")) {
        note(&match context.lang {
            Lang::Zh => format!("写了 {lines} 行"),
            Lang::En => format!("{lines} lines written"),
        });
    }
    Ok(())
}

fn ended(context: &Context, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::ReaderGone,
        _ => Failure::input(match context.lang {
            Lang::Zh => format!("没能写完：{error}"),
            Lang::En => format!("could not write to the end: {error}"),
        }),
    }
}

fn plan(matches: &ArgMatches, context: &Context) -> Result<Plan, Failure> {
    let pack = matches.get_one::<String>("standard");
    let norm = Norm::ALL.into_iter().find(|norm| pack.is_some_and(|pack| pack == super::pack_of(*norm)));
    let mut plan = Plan::of(norm.unwrap_or(Norm::Repairs));
    fn take<T: Copy + Send + Sync + 'static>(matches: &ArgMatches, name: &str, into: &mut T) {
        if let Some(value) = matches.get_one::<T>(name) {
            *into = *value;
        }
    }
    take(matches, "seed", &mut plan.seed);
    take(matches, "days", &mut plan.days);
    take(matches, "sites", &mut plan.sites);
    take(matches, "per-day", &mut plan.per_day);
    take(matches, "deviations", &mut plan.deviation_rate);
    take(matches, "missing", &mut plan.missing_evidence_rate);
    plan.noise = !matches.get_flag("no-noise");
    if let Some(text) = matches.get_one::<String>("start") {
        let bad = || {
            Failure::input(match context.lang {
                Lang::Zh => format!("`--start {text}` 不是日期"),
                Lang::En => format!("`--start {text}` is not a date"),
            })
            .help(context.say("写成 2026-03-02。", "write it like 2026-03-02"))
        };
        let date = parse_date(text).map_err(|_| bad())?;
        let zone = Zone::get("Asia/Shanghai").map_err(|_| bad())?;
        let Instant(us) = zone.start_of_day(date);
        plan.start = jiff::Timestamp::from_microsecond(us).map_err(|_| bad())?;
    }
    Ok(plan)
}
