//! Scores on a terminal.

use super::{Scores, points};
use crate::{
    context::Context,
    failure::Failure,
    output::Output,
    report::{number, table::Table},
};
use anstyle::Style;
use guiju_score::Group;
use guiju_time::Lang;
use std::io::{self, Write as _};

/// Parts of a score that are told one by one.
const PARTS: usize = 5;
/// Groups that are explained.
const EXPLAINED: usize = 20;

/// Writes them for people.
///
/// # Errors
/// What the output says.
pub fn text(
    scores: &Scores<'_>,
    context: &Context,
    colour: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let lang = context.lang;
    let bold = if colour { Style::new().bold() } else { Style::new() };
    let standard = scores.standard;
    writeln!(output, "{bold}{} {}{bold:#}", standard.title.get(lang), standard.version)?;
    writeln!(output, "{}", scores.logs.join(context.say("、", ", ")))?;
    let Some(score) = scores.all.score else {
        let nothing = context.say(
            "没有可以打分的：记录里没有这份规范所管的服务，或一条也判不了。",
            "Nothing to score: the log has no encounter that the standard is about, or nothing of it could be judged.",
        );
        writeln!(output, "\n{nothing}")?;
        return Ok(());
    };
    let coverage = scores.all.coverage.unwrap_or(0.0);
    let encounters = number(scores.all.encounters);
    match lang {
        Lang::Zh => writeln!(
            output,
            "{encounters} 次服务，{bold}{}{bold:#} 分{}；{} 的分值可判",
            points(score),
            interval(&scores.all, lang),
            share(coverage)
        )?,
        Lang::En => writeln!(
            output,
            "{encounters} encounters, {bold}{}{bold:#} points{}; {} of the points could be judged",
            points(score),
            interval(&scores.all, lang),
            share(coverage)
        )?,
    }
    groups(scores, context, colour, output)?;
    let explain = context.say("得分从哪里来", "What the scores are made of");
    writeln!(output, "\n{bold}{explain}{bold:#}")?;
    line(scores, &scores.all, context.say("全部", "all"), lang, output)?;
    for group in scores.groups.iter().take(EXPLAINED) {
        line(scores, group, &scores.name(group), lang, output)?;
        if let Some((next, lacks)) = group.graded.as_ref().and_then(|graded| graded.next.as_ref()) {
            let lacks: Vec<String> = lacks.iter().map(|one| scores.lacking(one, lang)).collect();
            match lang {
                Lang::Zh => writeln!(output, "    距{}：{}", scores.grade(*next, lang), lacks.join("；"))?,
                Lang::En => writeln!(output, "    To {}: {}", scores.grade(*next, lang), lacks.join("; "))?,
            }
        }
    }
    let more = scores.groups.len().saturating_sub(EXPLAINED);
    if more > 0 {
        match lang {
            Lang::Zh => writeln!(output, "  其余 {more} 个见 --format json")?,
            Lang::En => writeln!(output, "  {more} more: --format json")?,
        }
    }
    Ok(())
}

fn groups(scores: &Scores<'_>, context: &Context, colour: bool, output: &mut Output) -> io::Result<()> {
    let lang = context.lang;
    if scores.groups.is_empty() {
        return Ok(());
    }
    let what = match scores.by {
        "staff" => context.say("人员", "person"),
        "period" => context.say("时段", "period"),
        _ => context.say("站点", "site"),
    };
    let (adjusts, graded) =
        (!scores.standard.scoring.adjust.is_empty(), !scores.standard.scoring.grades.is_empty());
    let mut heads = vec![("#", true), (what, false), (context.say("得分", "score"), true), ("95 %", true)];
    if adjusts {
        heads.push((context.say("公平比较", "fair"), true));
    }
    heads.push((context.say("服务", "encounters"), true));
    heads.push((context.say("可判", "judged"), true));
    if graded {
        heads.push((context.say("等级", "grade"), false));
    }
    let mut table = Table::new(heads);
    let dash = || "–".to_owned();
    for group in &scores.groups {
        let mut row = vec![
            group.rank.map_or_else(dash, |rank| rank.to_string()),
            scores.name(group),
            group.score.map_or_else(dash, points),
            group.interval.map_or_else(dash, |(low, high)| format!("{low:.1}–{high:.1}")),
        ];
        if adjusts {
            row.push(group.adjusted.map_or_else(dash, points));
        }
        row.push(number(group.encounters));
        row.push(group.coverage.map_or_else(dash, share));
        if graded {
            row.push(group.graded.as_ref().map_or_else(dash, |graded| scores.reached(graded, lang)));
        }
        table.row(row);
    }
    writeln!(output)?;
    table.write(output, colour)?;
    if scores.groups.iter().any(|group| group.rank.is_none()) {
        let asked = share(scores.standard.scoring.min_coverage);
        match lang {
            Lang::Zh => writeln!(output, "  –：可判的分值不到 {asked}，不排名、不评级")?,
            Lang::En => {
                writeln!(output, "  –: less than {asked} of the points could be judged: no rank, no grade")?
            }
        }
    }
    Ok(())
}

/// `name: 100 − 1.9 arrives in time (12×) − 0.8 … = 95.2`
fn line(scores: &Scores<'_>, group: &Group, name: &str, lang: Lang, output: &mut Output) -> io::Result<()> {
    let Some(score) = group.score else { return Ok(()) };
    let mut parts = String::from("100");
    for loss in group.losses.iter().take(PARTS) {
        let title = scores.clause(loss.clause, lang);
        match lang {
            Lang::Zh => parts.push_str(&format!(" − {} {title}（{} 次）", points(loss.cost), loss.times)),
            Lang::En => parts.push_str(&format!(" − {} {title} ({}×)", points(loss.cost), loss.times)),
        }
    }
    let rest = group.losses.get(PARTS..).unwrap_or_default();
    if !rest.is_empty() {
        let cost: f64 = rest.iter().map(|loss| loss.cost).sum();
        match lang {
            Lang::Zh => parts.push_str(&format!(" − {} 其余 {} 条", points(cost), rest.len())),
            Lang::En => parts.push_str(&format!(" − {} {} more clauses", points(cost), rest.len())),
        }
    }
    for (clause, won) in &group.beyond {
        let sign = if *won < 0.0 { '−' } else { '+' };
        parts.push_str(&format!(" {sign} {} {}", points(won.abs()), scores.clause(*clause, lang)));
    }
    if group.capped.abs() > 1e-9 {
        let (sign, zh, en) = match group.capped > 0.0 {
            true => ('−', "超过上限的", "above the cap"),
            false => ('+', "不低于零", "not below zero"),
        };
        let why = if lang == Lang::Zh { zh } else { en };
        parts.push_str(&format!(" {sign} {} {why}", points(group.capped.abs())));
    }
    let colon = if lang == Lang::Zh { "：" } else { ": " };
    writeln!(output, "  {name}{colon}{parts} = {}", points(score))
}

fn interval(group: &Group, lang: Lang) -> String {
    group.interval.map_or_else(String::new, |(low, high)| match lang {
        Lang::Zh => format!("（95 % 区间 {low:.1}–{high:.1}）"),
        Lang::En => format!(" (95 % interval {low:.1}–{high:.1})"),
    })
}

fn share(share: f64) -> String {
    crate::report::percent(share)
}
