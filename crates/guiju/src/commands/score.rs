//! `guiju score`: what judgements are worth, by site, person or period.

use super::{format_option, map_option, option, output_option, value};
use crate::{
    audit::{self, FilterNames, Judged, Over, Reading},
    context::{Context, words},
    failure::Failure,
    output::Output,
    packs,
    scores::{self, Scores},
};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use guiju_judge::Plan;
use guiju_log::{Sym, Value};
use guiju_score::{Ledger, Points, Rules};
use guiju_time::{Lang, Window, Zone};
use std::{
    collections::BTreeMap,
    num::NonZero,
    path::{Path, PathBuf},
};

pub const NAME: &str = "score";

pub fn command(lang: Lang) -> Command {
    let w = |zh: &'static str, en: &'static str| words(lang, zh, en);
    Command::new(NAME)
        .about(w("按站点、人员或时段打分，说明每一分从哪里来", "Score sites, people or periods, and say what each point is made of"))
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
        .arg(
            option("by", "WHAT", w("site、staff 或 period [默认 site]", "site, staff or period [default: site]"))
                .value_parser(["site", "staff", "period"])
                .hide_possible_values(true)
                .hide_default_value(true)
                .default_value("site"),
        )
        .arg(
            option("period", "WINDOW", w("时段：day、week、month、quarter、half_year、year [默认 month]", "The period: day, week, month, quarter, half_year, year [default: month]"))
                .value_parser(["day", "week", "month", "quarter", "half_year", "year"])
                .hide_possible_values(true)
                .hide_default_value(true)
                .default_value("month"),
        )
        .arg(map_option(lang))
        .args(audit::talk_options(lang))
        .arg(option("now", "TIME", w("截至何时；默认为此刻", "As things stood at this time; default: the clock's")))
        .arg(
            Arg::new("closed")
                .long("closed")
                .action(ArgAction::SetTrue)
                .help(w("每次服务都当作在最后一个事件时结束", "Take each encounter as closed at its last event")),
        )
        .arg(option("from", "TIME", w("只算此时及以后开始的", "Only encounters opened at this time or later")))
        .arg(option("until", "TIME", w("只算此时及以前开始的；写日期则含当天", "Only encounters opened at this time or earlier; a date includes its day")))
        .arg(
            option("workers", "N", w("用几个线程判定 [默认：每核一个]", "Threads that judge [default: one a core]"))
                .value_parser(value_parser!(NonZero<usize>)),
        )
        .arg(format_option(&["text", "json", "csv"], w("text、json 或 csv [默认 text]", "text, json or csv [default: text]")))
        .arg(output_option(lang))
        .after_help(w(
            "例：\n  guiju score -s power-repair log.jsonl                      各站点\n  \
             guiju score -s power-repair log.jsonl --by staff           各人\n  \
             guiju score -s power-repair log.jsonl --by period --period week\n  \
             guiju score -s power-repair log.jsonl --format json | jq '.groups[0].losses'\n\n\
             得分 = 100 − 各条款扣去的 + 额外加的；不适用、未明、待定、因例外而守住的都不算。\n\
             可判的分值不到 min_coverage，不排名、不评级。公平比较：按 scoring.adjust 所列的属性，折算成同样的构成。\n\n\
             退出码：0 完成；2 输入或用法有误；3 程序自己出错",
            "Examples:\n  guiju score -s power-repair log.jsonl                      Each site\n  \
             guiju score -s power-repair log.jsonl --by staff           Each person\n  \
             guiju score -s power-repair log.jsonl --by period --period week\n  \
             guiju score -s power-repair log.jsonl --format json | jq '.groups[0].losses'\n\n\
             A score is 100, less what each clause cost, more what was won beyond the duty; what does not apply, is unknown, pending or kept by an exception counts nowhere.\n\
             Below min_coverage there is no rank and no grade. Fair: as if all had the same mix of the attributes in scoring.adjust.\n\n\
             Exit status: 0 done, 2 wrong input or usage, 3 something of ours failed",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let standard = packs::find(context, value(matches, "standard"))?.standard(context)?;
    let plan = super::audit::compiled(standard)?;
    let zone = super::audit::zone_of(&plan)?;
    let now = match matches.get_one::<String>("now") {
        Some(text) => audit::instant(context, "--now", text, &zone, false)?,
        None => super::audit::clock(),
    };
    let text = |name| matches.get_one::<String>(name).cloned();
    let filter = FilterNames { from: text("from"), until: text("until"), ..FilterNames::default() };
    let path = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let mut output = Output::open(context, path)?;
    let paths: Vec<PathBuf> = matches.get_many::<PathBuf>("logs").into_iter().flatten().cloned().collect();
    let talk_zone = jiff::tz::TimeZone::get(&plan.standard.zone).ok();
    let reading = Reading {
        talking: audit::Talking::of(matches, context, talk_zone, Some(&plan.standard))?,
        map: matches.get_one::<PathBuf>("map").map(PathBuf::as_path),
        ..Reading::default()
    };
    let over = Over {
        plan: &plan,
        now,
        closed: matches.get_flag("closed"),
        filter: filter.resolve(context, &plan, &zone)?,
        workers: matches.get_one("workers").copied().unwrap_or_else(audit::of_this_machine),
    };
    let by = match value(matches, "by") {
        "staff" => By::Staff,
        "period" => By::Period(Window::from_name(value(matches, "period")).unwrap_or(Window::Month)),
        _ => By::Site,
    };
    let rules = Rules::of(&plan.standard, &zone);
    let mut book = Book {
        by,
        plan: &plan,
        zone: &zone,
        rules: &rules,
        ledger: Ledger::default(),
        names: BTreeMap::new(),
    };
    let (logs, _) = over.each(context, &paths, &reading, &mut |judged| {
        book.add(judged);
        Ok(())
    })?;
    let standard = &plan.standard;
    let scores = Scores {
        standard,
        by: value(matches, "by"),
        logs: &logs,
        all: book.ledger.all(standard, &rules, now, &zone),
        groups: book.ledger.groups(standard, &rules, now, &zone),
        names: &book.names,
        zone: &zone,
    };
    match value(matches, "format") {
        "json" => scores::json(&scores, &mut output)?,
        "csv" => scores::csv(&scores, context, &mut output)?,
        _ => {
            let colour = path.is_none_or(|path| path == Path::new("-")) && context.colour();
            scores::text(&scores, context, colour, &mut output)?;
        }
    }
    output.finish()
}

enum By {
    Site,
    Staff,
    Period(Window),
}

/// What is kept while subjects come by.
struct Book<'a> {
    by: By,
    plan: &'a Plan,
    zone: &'a Zone,
    rules: &'a Rules,
    ledger: Ledger,
    /// What groups are called.
    names: BTreeMap<String, String>,
}

impl Book<'_> {
    fn add(&mut self, judged: &Judged<'_>) {
        let opened = judged.judgement.opened_at;
        let clauses = || judged.judgement.clauses.iter().map(|clause| &**clause);
        let whole = self.rules.points(opened, clauses());
        let mut parts: Vec<(String, Points)> = Vec::new();
        match &self.by {
            By::Site => parts.extend(judged.site.iter().map(|site| (site.id.clone(), whole.clone()))),
            By::Staff => {
                for person in &judged.people {
                    let own = clauses().filter(|clause| judged.concerned(clause).contains(person));
                    parts.push((person.id.clone(), self.rules.points(opened, own)));
                }
            }
            By::Period(window) => {
                let label =
                    opened.and_then(|at| window.containing(at, self.zone)).map(|stretch| stretch.label);
                parts.extend(label.map(|label| (label, whole.clone())));
            }
        }
        for party in judged.site.iter().chain(&judged.people) {
            if !self.names.contains_key(&party.id) {
                self.names.insert(party.id.clone(), party.name.clone());
            }
        }
        let stratum = self.stratum(judged);
        self.ledger.add(opened, &stratum, &whole, parts.iter().map(|(key, points)| (key.as_str(), points)));
    }

    /// The type of the subject and the values of the attributes that are adjusted for, as of its opening.
    fn stratum(&self, judged: &Judged<'_>) -> String {
        let log = judged.log;
        let object =
            log.strings.get(&judged.judgement.id).and_then(|id| log.object(id)).map(|ix| log.object_ref(ix));
        let mut stratum = judged.judgement.kind.clone();
        for name in &self.plan.standard.scoring.adjust {
            let known = log.strings.get(name).zip(object);
            let held = |name: Sym, object: guiju_log::ObjectRef<'_>| {
                let opened = judged.judgement.opened_at.map_or(i64::MAX, |opened| opened.0);
                let history = object.history(name);
                let then = history
                    .iter()
                    .rfind(|attr| attr.since().is_none_or(|since| since <= opened))
                    .or(history.first());
                then.map(|attr| match attr.value {
                    Value::Text(text) => log.strings.resolve(text).to_owned(),
                    Value::Bool(truth) => truth.to_string(),
                    Value::Int(number) => number.to_string(),
                    Value::Float(number) => number.to_string(),
                    _ => String::new(),
                })
            };
            stratum.push('\u{1f}');
            stratum.push_str(&known.and_then(|(name, object)| held(name, object)).unwrap_or_default());
        }
        stratum
    }
}
