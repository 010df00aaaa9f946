//! `guiju improve`: what to change in a standard, from what was judged by it.

use super::{format_option, map_option, option, output_option, value};
use crate::{
    audit::{self, Filter, Judged, Over, Reading},
    context::{Context, words},
    failure::Failure,
    output::Output,
    packs,
    report::{number, percent},
};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use guiju_improve::{Cause, Finding, Study, Thresholds};
use guiju_log::Value;
use guiju_standard::Standard;
use guiju_time::{Lang, Micros};
use serde_json::json;
use std::{
    collections::BTreeMap,
    io::{self, Write as _},
    num::NonZero,
    path::PathBuf,
};

pub const NAME: &str = "improve";

pub fn command(lang: Lang) -> Command {
    let w = |zh: &'static str, en: &'static str| words(lang, zh, en);
    Command::new(NAME)
        .about(w("从判定看规范本身：哪些条款该改", "Look at the standard itself: which clauses its judgements speak against"))
        .arg(
            option("standard", "PACK", w("规范包的文件夹，或程序里规范包的名字", "Folder of a pack, or name of a pack in the binary"))
                .short('s')
                .required(true),
        )
        .arg(
            Arg::new("logs")
                .value_name("LOG")
                .num_args(1..)
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(w("记录，与 guiju audit 相同；- 为标准输入", "Logs, as for guiju audit; - is standard input")),
        )
        .arg(option(
            "rating",
            "ACTIVITY.ATTR",
            w("客户评分在哪个活动的哪个属性，如 survey_answered.score；默认为规范的 scoring.rating", "Where customers' ratings are, like survey_answered.score; default: the standard's scoring.rating"),
        ))
        .arg(map_option(lang))
        .args(audit::talk_options(lang))
        .arg(option("now", "TIME", w("截至何时；默认为此刻", "As things stood at this time; default: the clock's")))
        .arg(
            Arg::new("closed")
                .long("closed")
                .action(ArgAction::SetTrue)
                .help(w("每次服务都当作在最后一个事件时结束", "Take each encounter as closed at its last event")),
        )
        .arg(
            option("workers", "N", w("用几个线程判定 [默认：每核一个]", "Threads that judge [default: one a core]"))
                .value_parser(value_parser!(NonZero<usize>)),
        )
        .arg(format_option(&["text", "json"], w("text 或 json [默认 text]", "text or json [default: text]")))
        .arg(output_option(lang))
        .after_help(w(
            "例：\n  guiju improve -s power-repair year.jsonl\n  \
             guiju improve -s site-visit visits.jsonl --rating survey_signed.score --format json\n\n\
             六种迹象：从未触发；到处都做不到；从未违反；最好的站点还有很大余地；与客户评分相反；例外太多。\n\
             次数太少的不说：见 guiju 手册“改进规范”一页。\n\n\
             退出码：0 没有要改的迹象；1 有；2 输入或用法有误；3 程序自己出错",
            "Examples:\n  guiju improve -s power-repair year.jsonl\n  \
             guiju improve -s site-visit visits.jsonl --rating survey_signed.score --format json\n\n\
             Six signs: never activated, broken everywhere, never broken, a bound with much room at the best sites, at odds with customers' ratings, an exception that swallows the rule.\n\
             Of few encounters nothing is said; the page “Improving a standard” of the book has the figures.\n\n\
             Exit status: 0 nothing speaks for a change, 1 something does, 2 wrong input or usage, 3 something of ours failed",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let standard = packs::find(context, value(matches, "standard"))?.standard(context)?;
    let plan = super::audit::compiled(standard)?;
    let standard = &plan.standard;
    let zone = super::audit::zone_of(&plan)?;
    let now = match matches.get_one::<String>("now") {
        Some(text) => audit::instant(context, "--now", text, &zone, false)?,
        None => super::audit::clock(),
    };
    let rating = matches.get_one::<String>("rating").or(standard.scoring.rating.as_ref());
    let rating = rating.map(|text| Rating::of(context, standard, text)).transpose()?;
    let path = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let mut output = Output::open(context, path)?;
    let paths: Vec<PathBuf> = matches.get_many::<PathBuf>("logs").into_iter().flatten().cloned().collect();
    let talk_zone = jiff::tz::TimeZone::get(&standard.zone).ok();
    let reading = Reading {
        talking: audit::Talking::of(matches, context, talk_zone, Some(standard))?,
        map: matches.get_one::<PathBuf>("map").map(PathBuf::as_path),
        ..Reading::default()
    };
    let over = Over {
        plan: &plan,
        now,
        closed: matches.get_flag("closed"),
        filter: Filter::default(),
        workers: matches.get_one("workers").copied().unwrap_or_else(audit::of_this_machine),
    };
    let mut study = Study::of(standard);
    let (mut encounters, mut names) = (0_u64, BTreeMap::new());
    over.each(context, &paths, &reading, &mut |judged| {
        encounters += 1;
        if let Some(site) = &judged.site {
            names.entry(site.id.clone()).or_insert_with(|| site.name.clone());
        }
        let rated = rating.as_ref().and_then(|rating| rating.found(judged));
        study.add(judged.site.as_ref().map(|site| site.id.as_str()), &judged.judgement, rated);
        Ok(())
    })?;
    let findings = study.findings(&Thresholds::default());
    match value(matches, "format") {
        "json" => {
            let found: Vec<_> = findings.iter().map(|finding| as_json(standard, finding)).collect();
            let head = json!({ "id": standard.id, "version": standard.version, "hash": standard.hash });
            let page = json!({ "standard": head, "encounters": encounters, "findings": found });
            writeln!(output, "{page:#}")?;
        }
        _ => tell(standard, context, encounters, &findings, &names, &mut output)?,
    }
    output.finish()?;
    if findings.is_empty() { Ok(()) } else { Err(Failure::No) }
}

/// Where customers' ratings are.
struct Rating {
    activity: String,
    attribute: String,
}

impl Rating {
    fn of(context: &Context, standard: &Standard, text: &str) -> Result<Rating, Failure> {
        let known = text.split_once('.').filter(|(activity, attribute)| {
            let activity = standard.vocabulary.activities.get(*activity);
            activity.is_some_and(|activity| activity.attrs.contains_key(*attribute))
        });
        let unknown = || {
            Failure::input(match context.lang {
                Lang::Zh => format!("规范里没有活动与属性 `{text}`"),
                Lang::En => format!("the standard has no activity and attribute `{text}`"),
            })
            .help(context.say(
                "写作 活动.属性，如 survey_answered.score。",
                "write it as activity.attribute, like survey_answered.score",
            ))
        };
        let (activity, attribute) = known.ok_or_else(unknown)?;
        Ok(Rating { activity: activity.to_owned(), attribute: attribute.to_owned() })
    }

    /// The last rating of an encounter.
    fn found(&self, judged: &Judged<'_>) -> Option<f64> {
        let log = judged.log;
        let (activity, attribute) = (log.strings.get(&self.activity)?, log.strings.get(&self.attribute)?);
        let events = log.events_of(log.strings.get(&judged.judgement.id)?);
        let last = events.iter().rev().map(|ix| log.event(*ix)).find(|event| event.activity() == activity);
        match last?.attr(attribute)? {
            Value::Int(rating) => Some(rating as f64),
            Value::Float(rating) => Some(rating),
            _ => None,
        }
    }
}

/// The name of a kind of finding in data.
fn kind(cause: &Cause) -> &'static str {
    match cause {
        Cause::NeverActivated { .. } => "never_activated",
        Cause::BrokenEverywhere { .. } => "broken_everywhere",
        Cause::NeverBroken { .. } => "never_broken",
        Cause::Room { .. } => "room",
        Cause::AgainstRatings { .. } => "against_ratings",
        Cause::CostlyException { .. } => "costly_exception",
    }
}

fn as_json(standard: &Standard, finding: &Finding) -> serde_json::Value {
    let rounded = |figure: f64| (figure * 1e6).round() / 1e6;
    let mut page = json!({ "clause": standard.clauses[finding.clause].id, "kind": kind(&finding.cause) });
    let counts = match &finding.cause {
        Cause::NeverActivated { encounters } => json!({ "encounters": encounters }),
        Cause::BrokenEverywhere { broken, judged, sites } => {
            json!({ "broken": broken, "judged": judged, "sites": sites })
        }
        Cause::NeverBroken { kept } => json!({ "kept": kept }),
        Cause::Room { best, activations, share, bound_s } => {
            json!({ "best": best, "activations": activations, "share": rounded(*share), "bound_s": bound_s })
        }
        Cause::AgainstRatings { kept, broken } => json!({
            "kept": { "encounters": kept.0, "rating": rounded(kept.1) },
            "broken": { "encounters": broken.0, "rating": rounded(broken.1) },
        }),
        Cause::CostlyException { exception, excused, judged } => {
            json!({ "exception": exception, "excused": excused, "judged": judged })
        }
    };
    if let (Some(page), serde_json::Value::Object(counts)) = (page.as_object_mut(), counts) {
        page.extend(counts);
    }
    page
}

fn tell(
    standard: &Standard,
    context: &Context,
    encounters: u64,
    findings: &[Finding],
    names: &BTreeMap<String, String>,
    output: &mut Output,
) -> io::Result<()> {
    let lang = context.lang;
    writeln!(output, "{} {}", standard.title.get(lang), standard.version)?;
    let (all, clauses) = (number(encounters), standard.clauses.len());
    match lang {
        Lang::Zh => writeln!(output, "{all} 次服务，{clauses} 条条款，{} 处迹象", findings.len())?,
        Lang::En => writeln!(output, "{all} encounters, {clauses} clauses, {} findings", findings.len())?,
    }
    let kinds = [
        (
            "never_activated",
            "从未触发：写的事不发生，或没有记录能显出来",
            "Never activated: about what does not happen, or what no record shows",
        ),
        (
            "broken_everywhere",
            "到处都做不到：要求脱离实际，或没有人知道",
            "Broken everywhere: it asks what cannot be done, or what nobody was told",
        ),
        ("never_broken", "从未违反：也许不必再写", "Never broken: it may go without saying"),
        ("room", "最好的站点还有余地：时限可以收紧", "Room at the best sites: the bound could be shorter"),
        (
            "against_ratings",
            "没守住时客户反而评分更高：也许违背客户所愿",
            "At odds with ratings: customers rate higher where it was broken",
        ),
        (
            "costly_exception",
            "例外太多：例外快成了常规",
            "Costly exceptions: the exception swallows the rule",
        ),
    ];
    for (name, zh, en) in kinds {
        let mut own = findings.iter().filter(|finding| kind(&finding.cause) == name).peekable();
        if own.peek().is_some() {
            writeln!(output, "\n{}", context.say(zh, en))?;
        }
        for finding in own {
            let clause = &standard.clauses[finding.clause];
            let title = clause.title.get(lang);
            let counts = counts(standard, &finding.cause, names, lang);
            match lang {
                Lang::Zh => writeln!(output, "  {} {title}：{counts}", clause.id)?,
                Lang::En => writeln!(output, "  {} {title}: {counts}", clause.id)?,
            }
        }
    }
    Ok(())
}

fn counts(standard: &Standard, cause: &Cause, names: &BTreeMap<String, String>, lang: Lang) -> String {
    let list = |sites: &[String]| {
        let named: Vec<&str> =
            sites.iter().map(|site| names.get(site).map_or(site.as_str(), String::as_str)).collect();
        named.join(if lang == Lang::Zh { "、" } else { ", " })
    };
    let zh = lang == Lang::Zh;
    match cause {
        Cause::NeverActivated { encounters } if zh => format!("{} 次服务，一次也没有", number(*encounters)),
        Cause::NeverActivated { encounters } => format!("not once in {} encounters", number(*encounters)),
        Cause::BrokenEverywhere { broken, judged, sites } => {
            let share = percent(*broken as f64 / *judged as f64);
            match zh {
                true => format!(
                    "{} 次中 {} 次未守（{share}），{sites} 个站点都如此",
                    number(*judged),
                    number(*broken)
                ),
                false => format!(
                    "{} of {} broken ({share}), at each of {sites} sites",
                    number(*broken),
                    number(*judged)
                ),
            }
        }
        Cause::NeverBroken { kept } if zh => format!("{} 次都守住了", number(*kept)),
        Cause::NeverBroken { kept } => format!("kept {} times of {}", number(*kept), number(*kept)),
        Cause::Room { best, activations, share, bound_s } => {
            let used = percent(*share);
            let time = bound_s.map(|bound| {
                let all = Micros((bound * 1e6) as i64);
                let needed = Micros((bound * share * 1e6) as i64);
                (guiju_time::late_by(needed, lang), guiju_time::late_by(all, lang))
            });
            match (zh, time) {
                (true, Some((needed, all))) => format!(
                    "{} 的 {} 次里，二十次有十九次在 {needed}内做到，时限是 {all}",
                    list(best),
                    number(*activations)
                ),
                (true, None) => format!(
                    "{} 的 {} 次里，二十次有十九次只用了时限的 {used}",
                    list(best),
                    number(*activations)
                ),
                (false, Some((needed, all))) => format!(
                    "nineteen of twenty of {} at {} took no more than {needed}; the bound is {all}",
                    number(*activations),
                    list(best)
                ),
                (false, None) => format!(
                    "nineteen of twenty of {} at {} took no more than {used} of the time",
                    number(*activations),
                    list(best)
                ),
            }
        }
        Cause::AgainstRatings { kept, broken } if zh => format!(
            "未守的 {} 次平均 {:.2} 分，守住的 {} 次平均 {:.2} 分",
            number(broken.0),
            broken.1,
            number(kept.0),
            kept.1
        ),
        Cause::AgainstRatings { kept, broken } => format!(
            "{:.2} on average where broken ({}), {:.2} where kept ({})",
            broken.1,
            number(broken.0),
            kept.1,
            number(kept.0)
        ),
        Cause::CostlyException { exception, excused, judged } => {
            let activity = standard.vocabulary.activities.get(exception);
            let title = activity.map(|activity| activity.title.get(lang)).filter(|title| !title.is_empty());
            let name = title.unwrap_or(exception);
            let share = percent(*excused as f64 / *judged as f64);
            match zh {
                true => format!("{} 次中 {} 次因“{name}”免责（{share}）", number(*judged), number(*excused)),
                false => format!("“{name}” excused {} of {} ({share})", number(*excused), number(*judged)),
            }
        }
    }
}
