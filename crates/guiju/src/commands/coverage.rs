//! `guiju coverage`: which clause judges which row of the text.

use super::{format_option, packs_argument, packs_named, value};
use crate::{
    context::{Context, words},
    failure::Failure,
    output::Output,
    packs,
};
use clap::{ArgMatches, Command};
use guiju_standard::{Coverage, Standard, coverage_where};
use guiju_time::Lang;
use serde_json::{Value, json};
use std::io::Write as _;

pub const NAME: &str = "coverage";

pub fn command(lang: Lang) -> Command {
    Command::new(NAME)
        .about(words(lang, "条目与条款对照：哪一条由哪条款判，哪一条没有着落", "Hold the text's rows against the clauses: what is judged by what, what by nothing"))
        .arg(packs_argument(lang))
        .arg(format_option(&["text", "json"], words(lang, "text 或 json [默认 text]", "text or json [default: text]")))
        .after_help(words(
            lang,
            "例：\n  guiju coverage\n  guiju coverage standards/power-repair --format json\n\n\
             一个条目算有着落：有条款写明 covers，并有用例判其未守（或未达到），去掉这部分该用例就会不符；或在 excluded 里写明为何不规定义务。\n\
             退出码：0 全部有着落；1 有没着落的；2 输入或用法有误",
            "Examples:\n  guiju coverage\n  guiju coverage standards/power-repair --format json\n\n\
             A row counts if a clause names it in `covers` and a case expects it broken (or not reached) that would fail without that part, or if `excluded` says why it obliges nobody.\n\
             Exit status: 0 every row counts, 1 some do not, 2 wrong input or usage",
        ))
}

pub fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let mut output = Output::open(context, None)?;
    let mut rows = Vec::new();
    let mut settled = true;
    for name in packs_named(matches) {
        let standard = packs::find(context, &name)?.standard(context)?;
        let plan = super::audit::compiled(standard.clone())?;
        let covered = coverage_where(&standard, &mut guiju_judge::mutate::proved(&plan));
        settled &= covered.iter().all(Coverage::is_settled);
        match value(matches, "format") {
            "json" => rows.extend(covered.iter().map(|row| wire(&standard, row))),
            _ => tell(context, &mut output, &name, &standard, &covered)?,
        }
    }
    if value(matches, "format") == "json" {
        writeln!(output, "{:#}", Value::Array(rows))?;
    }
    output.finish()?;
    if settled { Ok(()) } else { Err(Failure::No) }
}

fn wire(standard: &Standard, row: &Coverage) -> Value {
    let mut wire = json!({ "row": row.row, "pack": standard.id, "clauses": row.clauses });
    if let Some(because) = &row.excluded_because {
        wire["excluded_because"] = json!(because);
    }
    wire
}

fn tell(
    context: &Context,
    output: &mut Output,
    name: &str,
    standard: &Standard,
    covered: &[Coverage],
) -> Result<(), Failure> {
    let excluded =
        covered.iter().filter(|row| row.clauses.is_empty() && row.excluded_because.is_some()).count();
    let judged = covered.iter().filter(|row| !row.clauses.is_empty()).count();
    let owed = covered.len() - excluded;
    let share = if owed == 0 { 100.0 } else { judged as f64 / owed as f64 * 100.0 };
    // Rounded down: 100 % means all.
    let share = (share * 10.0).floor() / 10.0;
    let line = match context.lang {
        Lang::Zh => format!(
            "{name}：规定义务的 {owed} 个条目中 {judged} 个有条款判（{share}%），另有 {excluded} 个不规定义务"
        ),
        Lang::En => format!(
            "{name}: {judged} of the {owed} rows that oblige somebody are judged ({share}%), {excluded} oblige nobody"
        ),
    };
    writeln!(output, "{line}")?;
    for row in covered.iter().filter(|row| !row.is_settled()) {
        let article = standard.articles.iter().find(|article| article.id == row.row);
        let (place, text) =
            article.map_or(("", ""), |article| (article.place.as_str(), article.text.as_str()));
        let why = match (row.unproven.is_empty(), context.lang) {
            (true, Lang::Zh) => "没有条款".to_owned(),
            (true, Lang::En) => "no clause".to_owned(),
            (false, Lang::Zh) => format!("{} 没有判其未守的用例", row.unproven.join("、")),
            (false, Lang::En) => format!("no case in which {} is broken", row.unproven.join(", ")),
        };
        writeln!(output, "  {}  {place}  {text}\n      {why}", row.row)?;
    }
    Ok(())
}
