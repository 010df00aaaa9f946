//! `guiju audit`: judges a log by a standard.

use super::{format_option, map_option, option, output_option, value};
#[cfg(feature = "xlsx")]
use crate::report::Xlsx;
use crate::{
    audit::{self, Filter, FilterNames, LogFile, Masks, Reading, Run, Sorted, Tally},
    context::{Context, words},
    failure::Failure,
    output::{Output, note},
    packs,
    report::{About, Csv, Html, JUnit, Json, JsonLines, Parquet, Report, Sarif, Text},
};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use guiju_judge::{Plan, Verdict};
use guiju_log::Log;
use guiju_standard::{Standard, model::Severity};
use guiju_time::{Instant, Lang, Zone};
use std::{
    num::NonZero,
    path::{Path, PathBuf},
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

pub const NAME: &str = "audit";
/// What a report can be written as.
#[cfg(feature = "xlsx")]
const FORMATS: [&str; 9] = ["text", "json", "jsonl", "csv", "xlsx", "parquet", "html", "junit", "sarif"];
#[cfg(not(feature = "xlsx"))]
const FORMATS: [&str; 8] = ["text", "json", "jsonl", "csv", "parquet", "html", "junit", "sarif"];

pub fn command(lang: Lang) -> Command {
    let w = |zh: &'static str, en: &'static str| words(lang, zh, en);
    Command::new(NAME)
        .about(w("拿服务记录对照规范，逐条判定，给出证据", "Judge a log by a standard, clause by clause, with evidence"))
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
                .help(w(
                    "记录：JSON Lines、通话记录（字幕、识别结果、聊天、邮件）、XES、OCEL，或附有映射的 CSV、XLSX，可用 gzip 压缩；文件夹则读其中全部；- 为标准输入；几份合成一份判",
                    "Logs: JSON Lines, transcripts (subtitles, recognisers' JSON, chats, mail), XES, OCEL, or CSV and XLSX with a mapping, gzipped or not; of a folder all in it; - is standard input; several are judged as one",
                )),
        )
        .arg(map_option(lang))
        .args(audit::talk_options(lang))
        .arg(flag("redact", w("遮盖报告里能认出人的内容；判定仍按原记录", "Mask what tells who somebody is in the report; what is judged is the log as it is")))
        .arg(option("now", "TIME", w("截至何时；默认为此刻", "As things stood at this time; default: the clock's")))
        .arg(flag("closed", w("每次服务都当作在最后一个事件时结束", "Take each encounter as closed at its last event")))
        .arg(several("clause", "ID", w("只看这些条款", "Only these clauses")))
        .arg(several("site", "ID", w("只看这些站点（对象 id）", "Only these sites (ids of objects)")))
        .arg(several("person", "ID", w("只看这些人参与的服务（对象 id）", "Only encounters with these people (ids of objects)")))
        .arg(option("from", "TIME", w("只看此时及以后开始的", "Only encounters opened at this time or later")))
        .arg(option("until", "TIME", w("只看此时及以前开始的；写日期则含当天", "Only encounters opened at this time or earlier; a date includes its day")))
        .arg(
            option("fail-on", "SEVERITY", w("有这么重或更重的未守，退出码为 1：note、minor、major、critical", "Exit with 1 if something of this severity or worse is broken: note, minor, major, critical"))
                .value_parser(guiju_standard::SEVERITIES.to_vec())
                .hide_possible_values(true),
        )
        .arg(
            option("workers", "N", w("用几个线程判定；结果都一样 [默认：每核一个]", "Threads that judge; the result is the same [default: one a core]"))
                .value_parser(value_parser!(NonZero<usize>)),
        )
        .arg(flag("strict", w("有不能用的记录就停下，退出码为 2", "Stop if a record is refused, and exit with 2")))
        .arg(format_option(
            &FORMATS,
            w("text、json、jsonl、csv、xlsx、parquet、html、junit 或 sarif [默认 text]", "text, json, jsonl, csv, xlsx, parquet, html, junit or sarif [default: text]"),
        ))
        .arg(output_option(lang))
        .after_help(w(
            "例：\n  guiju audit -s power-repair log.jsonl\n  \
             guiju audit -s power-repair --format html -o report.html log.jsonl\n  \
             cat log.jsonl | guiju audit -s power-repair -          从管道读\n  \
             guiju audit -s helpdesk tickets.xes.gz --clause HD.1 --format jsonl\n  \
             guiju audit -s power-repair log.jsonl --site depot-3 --from 2026-03-02 --until 2026-03-08\n  \
             guiju audit -s ./my-standard log.jsonl --fail-on critical\n  \
             guiju audit -s power-repair 工单.csv --map 工单.yaml   表格，映射由 guiju map 提出\n  \
             guiju audit -s call-centre 录音转写/ --speaker 0=staff  一个文件夹的通话\n\n\
             时间写成 2026-03-02、2026-03-02T09:00（规范所在地的时间）或带时区的 2026-03-02T09:00:00+08:00。\n\
             不能用的记录逐条列在标准错误输出，其余照常判定。XES 和表格是历史，没有结束活动的案例也当作已结束。\n\n\
             退出码：0 完成；1 --fail-on 所问的未守；2 输入或用法有误（含 --strict 下有记录不能用）；3 程序自己出错",
            "Examples:\n  guiju audit -s power-repair log.jsonl\n  \
             guiju audit -s power-repair --format html -o report.html log.jsonl\n  \
             cat log.jsonl | guiju audit -s power-repair -          From a pipe\n  \
             guiju audit -s helpdesk tickets.xes.gz --clause HD.1 --format jsonl\n  \
             guiju audit -s power-repair log.jsonl --site depot-3 --from 2026-03-02 --until 2026-03-08\n  \
             guiju audit -s ./my-standard log.jsonl --fail-on critical\n  \
             guiju audit -s power-repair orders.csv --map orders.yaml     A table; guiju map proposes a mapping\n  \
             guiju audit -s call-centre transcripts/ --speaker 0=staff    A folder of calls\n\n\
             Write times like 2026-03-02, 2026-03-02T09:00 (by the standard's own clock) or 2026-03-02T09:00:00+08:00.\n\
             Refused records are named on stderr, the rest is judged. XES logs and tables are history: a case without closing activity counts as closed, too.\n\n\
             Exit status: 0 done, 1 --fail-on was met, 2 wrong input or usage (with --strict also refused records), 3 something of ours failed",
        ))
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn several(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    option(name, value, help).action(ArgAction::Append)
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let standard = packs::find(context, value(matches, "standard"))?.standard(context)?;
    let plan = compiled(standard)?;
    let zone = zone_of(&plan)?;
    let now = match matches.get_one::<String>("now") {
        Some(text) => audit::instant(context, "--now", text, &zone, false)?,
        None => clock(),
    };
    let filter = filter_names(matches).resolve(context, &plan, &zone)?;
    let path = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    // Opened before the work: a place that can't be written is told at once.
    let mut output = Output::open(context, path)?;
    let paths: Vec<PathBuf> = matches.get_many::<PathBuf>("logs").into_iter().flatten().cloned().collect();
    let talk_zone = jiff::tz::TimeZone::get(&plan.standard.zone).ok();
    let reading = Reading {
        talking: audit::Talking::of(matches, context, talk_zone, Some(&plan.standard))?,
        map: matches.get_one::<PathBuf>("map").map(PathBuf::as_path),
        strict: matches.get_flag("strict"),
        ..Reading::default()
    };
    let asked = Asked {
        context,
        plan: &plan,
        zone: &zone,
        now,
        closed: matches.get_flag("closed"),
        filter,
        redact: matches.get_flag("redact"),
        workers: matches.get_one("workers").copied().unwrap_or_else(audit::of_this_machine),
        fail_on: matches.get_one::<String>("fail-on").and_then(|name| Severity::from_name(name)),
        format: value(matches, "format"),
        to_stdout: is_stdout(path),
    };
    let sorted = audit::sorted(context, &paths, &reading)?;
    let may_part = asked.comes_in_parts() && !reading.strict;
    let failed = match if may_part { sorted.one_log() } else { Err(sorted) } {
        Ok(log) => asked.audit_in_parts(&paths, log, &reading, &mut output)?,
        Err(sorted) => asked.audit_whole(&paths, sorted, &reading, &mut output)?,
    };
    output.finish()?;
    if failed { Err(Failure::No) } else { Ok(()) }
}

/// What is asked of the logs.
struct Asked<'a> {
    context: &'a Context,
    plan: &'a Plan,
    zone: &'a Zone,
    now: Instant,
    closed: bool,
    filter: Filter,
    redact: bool,
    workers: NonZero<usize>,
    fail_on: Option<Severity>,
    format: &'a str,
    to_stdout: bool,
}

impl Asked<'_> {
    /// Whether the report needs no more of the log than one subject at a time. Filters by site and person tell which ids the whole
    /// log does not know, and masks give the same person the same number throughout.
    fn comes_in_parts(&self) -> bool {
        !self.redact && self.format != "html" && self.filter.sites.is_empty() && self.filter.people.is_empty()
    }

    /// Whether something broken is as severe as `fail_on` asks.
    fn audit_in_parts(
        &self,
        paths: &[PathBuf],
        log: LogFile,
        reading: &Reading<'_>,
        output: &mut Output,
    ) -> Result<bool, Failure> {
        let names: Vec<String> = paths.iter().map(|path| audit::log_name(self.context, path)).collect();
        let about = self.about(&names);
        let mut report = self.report(&about, None)?;
        let mut judging = Judging::default();
        let mut unseen = 0;
        let refused = audit::read_in_parts(self.context, log, reading, &mut |part| {
            unseen += self.unseen(&part.log);
            self.judge(&part.log, part.by_file, None, &mut judging, &mut *report, output)
        })?;
        self.tell_unseen(unseen);
        report.finish(&judging.tally, &refused, output)?;
        Ok(judging.failed)
    }

    /// As [`Asked::audit_in_parts`], of logs that are taken as one.
    fn audit_whole(
        &self,
        paths: &[PathBuf],
        sorted: Sorted,
        reading: &Reading<'_>,
        output: &mut Output,
    ) -> Result<bool, Failure> {
        let mut judgeable = audit::read_sorted(self.context, paths, sorted, reading)?;
        self.tell_unseen(self.unseen(&judgeable.log));
        let masks = self.redact.then(|| Masks::of(&judgeable.log));
        if let Some(masks) = &masks {
            judgeable.names.iter_mut().for_each(|name| *name = masks.text(name));
            // They quote the lines that were refused; stderr has them.
            judgeable.refused.kept.clear();
        }
        let about = self.about(&judgeable.names);
        let mut report = self.report(&about, Some(masks.as_ref().map_or(&judgeable.log, Masks::log)))?;
        let mut judging = Judging::default();
        self.judge(&judgeable.log, false, masks.as_ref(), &mut judging, &mut *report, output)?;
        report.finish(&judging.tally, &judgeable.refused, output)?;
        Ok(judging.failed)
    }

    fn about<'b>(&'b self, logs: &'b [String]) -> About<'b> {
        let Asked { context, plan, zone, now, .. } = self;
        About { context: **context, plan, zone, now: *now, logs }
    }

    fn judge(
        &self,
        log: &Log,
        by_file: bool,
        masks: Option<&Masks>,
        judging: &mut Judging,
        report: &mut dyn Report,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let Asked { plan, now, closed, workers, .. } = *self;
        let run = Run { plan, log, by_file, now, closed, filter: self.filter.clone(), workers, masks };
        run.each(self.context, &mut |judged| {
            judging.tally.add(&plan.standard, judged);
            judging.failed |=
                self.fail_on.is_some_and(|severity| is_broken(plan, &judged.judgement, severity));
            report.add(judged, output)
        })
    }

    /// How much of a log lies after `now` and is not seen.
    fn unseen(&self, log: &Log) -> usize {
        log.events().rev().take_while(|ix| log.event(*ix).time() > self.now.0).count()
    }

    fn tell_unseen(&self, unseen: usize) {
        if unseen > 0 {
            note(&match self.context.lang {
                Lang::Zh => format!("提醒：有 {unseen} 个事件晚于截至时间，未计入；要计入请用 --now"),
                Lang::En => {
                    format!("warning: {unseen} events lie after `now` and are not seen; --now moves it")
                }
            });
        }
    }

    /// The report; one as HTML shows what lies in the log.
    fn report<'b>(
        &self,
        about: &'b About<'b>,
        log: Option<&'b Log>,
    ) -> Result<Box<dyn Report + 'b>, Failure> {
        Ok(match (self.format, log) {
            ("json", _) => Box::new(Json::new(about)),
            ("jsonl", _) => Box::new(JsonLines::new(about)),
            ("csv", _) => Box::new(Csv::new(about)),
            #[cfg(feature = "xlsx")]
            ("xlsx", _) => Box::new(Xlsx::new(about)?),
            ("parquet", _) => Box::new(Parquet::new(about)?),
            ("html", Some(log)) => Box::new(Html::new(about, log)),
            ("junit", _) => Box::new(JUnit::new(about)),
            ("sarif", _) => Box::new(Sarif::new(about)),
            _ => Box::new(Text::new(about, self.to_stdout && about.context.colour())),
        })
    }
}

/// What is kept of all that was judged.
#[derive(Default)]
struct Judging {
    tally: Tally,
    failed: bool,
}

fn is_stdout(path: Option<&Path>) -> bool {
    path.is_none_or(|path| path == Path::new("-"))
}

fn filter_names(matches: &ArgMatches) -> FilterNames {
    let list = |name| matches.get_many::<String>(name).into_iter().flatten().cloned().collect();
    FilterNames {
        clauses: list("clause"),
        sites: list("site"),
        people: list("person"),
        from: matches.get_one("from").cloned(),
        until: matches.get_one("until").cloned(),
    }
}

fn is_broken(plan: &Plan, judgement: &guiju_judge::Judgement, severity: Severity) -> bool {
    judgement.clauses.iter().any(|judged| {
        judged.verdict == Verdict::Broken
            && plan.standard.clauses.get(judged.clause).is_some_and(|clause| clause.severity >= severity)
    })
}

/// Compiles a standard that was read without errors.
///
/// # Errors
/// The reader let something pass that can't be compiled.
pub fn compiled(standard: Arc<Standard>) -> Result<Plan, Failure> {
    guiju_judge::compile(standard).map_err(|error| Failure::Ours(error.to_string()))
}

/// The standard's own clock.
///
/// # Errors
/// As [`compiled`].
pub fn zone_of(plan: &Plan) -> Result<Zone, Failure> {
    Zone::get(&plan.standard.zone).map_err(|error| Failure::Ours(error.to_string()))
}

/// The clock on the wall, in microseconds.
pub fn clock() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
