//! The page around the encounters: totals, clauses, sites, people.

use super::{Both, encounter, encounter::class};
use crate::{
    audit::{Counts, Group, Refused, Tally, Wilson},
    failure::Failure,
    report::{About, words},
    sentences::word,
};
use askama::Template;
use guiju_judge::Verdict;
use guiju_time::Lang;

/// Rows of a table that are shown before "show all".
const FIRST: usize = 12;
/// Rows of a table that the file holds.
const ROWS: usize = 500;

/// A report that belongs to this one.
pub struct Beside {
    /// What it is about.
    pub title: Both,
    /// The file, from where this one lies; empty for this one itself.
    pub path: String,
}

#[derive(Template)]
#[template(path = "report.html")]
struct View<'v> {
    lang: &'static str,
    style: &'static str,
    script: &'static str,
    title: Both,
    facts: Vec<(Both, Both)>,
    preface: Option<&'v Both>,
    beside: &'v [Beside],
    summary: Both,
    totals: Vec<Total>,
    coverage: Option<Both>,
    clauses: Vec<ClauseRow>,
    sites: Option<Groups>,
    people: Option<Groups>,
    encounters: &'v [String],
    encounters_note: Both,
    refused: Vec<String>,
    refused_note: Option<Both>,
    clause_list: String,
}

struct Total {
    class: &'static str,
    name: Both,
    count: u64,
    said: String,
    share: String,
    applies: bool,
}

/// A share with its interval on a scale.
struct Bar {
    share: String,
    interval: String,
    /// Ends and middle of the interval, in percent of the scale.
    low: String,
    high: String,
    at: String,
    /// For sorting.
    sort: String,
}

struct ClauseRow {
    hidden: bool,
    title: Both,
    severity: Both,
    source: String,
    broken: u64,
    broken_said: String,
    judged: u64,
    judged_said: String,
    bar: Option<Bar>,
}

struct Groups {
    title: Both,
    /// Left end of the scale, in percent.
    least: String,
    rows: Vec<GroupRow>,
    more: usize,
}

struct GroupRow {
    hidden: bool,
    name: String,
    id: String,
    bar: Option<Bar>,
    broken: u64,
    broken_said: String,
    judged: u64,
    judged_said: String,
    encounters: u64,
    encounters_said: String,
    coverage: String,
    coverage_sort: String,
}

/// The whole page.
pub fn html(
    about: &About<'_>,
    tally: &Tally,
    refused: &Refused,
    preface: Option<&Both>,
    beside: &[Beside],
    encounters: &[String],
) -> Result<String, Failure> {
    let standard = &about.plan.standard;
    let view = View {
        lang: match about.context.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        },
        style: include_str!("../../../templates/report.css"),
        script: include_str!("../../../templates/report.js"),
        title: Both::of(|lang| standard.title.get(lang).to_owned()),
        facts: facts(about, tally),
        preface,
        beside,
        summary: summary(about, tally),
        totals: Verdict::ALL.iter().map(|verdict| total(tally, *verdict)).collect(),
        coverage: coverage(tally),
        clauses: clauses(about, tally),
        sites: groups(&tally.sites(), Both::new("站点", "Sites")),
        people: groups(&tally.people(), Both::new("人员", "People")),
        encounters,
        encounters_note: encounters_note(tally, encounters.len()),
        refused: told(about, refused),
        refused_note: refused_note(refused),
        clause_list: clause_list(about),
    };
    view.render().map_err(|error| Failure::Ours(error.to_string()))
}

fn facts(about: &About<'_>, tally: &Tally) -> Vec<(Both, Both)> {
    let standard = &about.plan.standard;
    let mut facts = Vec::new();
    let mut fact = |zh: &str, en: &str, value: Both| facts.push((Both::new(zh, en), value));
    let period = Both::of(|lang| words::period(tally, about.zone, lang).unwrap_or_default());
    if !period.is_empty() {
        fact("时段", "Period", period);
    }
    fact("截至", "As things stood at", Both::of(|lang| words::moment(about.now, about.zone, lang)));
    let kinds = |lang, comma: &str| {
        let kinds = tally.kinds.iter();
        let said =
            kinds.map(|(kind, n)| format!("{} {}", words::kind(about.plan, kind, lang), words::number(*n)));
        said.collect::<Vec<_>>().join(comma)
    };
    fact("服务过程", "Encounters", Both::new(kinds(Lang::Zh, "、"), kinds(Lang::En, ", ")));
    let hash: String = standard.hash.chars().take(8).collect();
    let version = format!("{} {} ({hash})", standard.id, standard.version);
    fact("规范", "Standard", Both::new(&version, &version));
    let logs = about.logs.join(", ");
    fact("记录", "Log", Both::new(&logs, &logs));
    facts
}

fn summary(about: &About<'_>, tally: &Tally) -> Both {
    let number = words::number;
    let (judged, broken) = (number(tally.total.judged()), tally.total.of(Verdict::Broken));
    if tally.subjects == 0 {
        return Both::new(
            "没有可判的服务过程：记录里没有这份规范所管的对象，或都被筛掉了。",
            "Nothing to judge: the log has no encounter that this standard is about, or the filters left none.",
        );
    }
    let share = tally.total.share().map_or_else(|| "–".to_owned(), |share| words::percent(share.share));
    let mut zh = format!("{} 次服务，判了 {judged} 项，守住 {share}。", number(tally.subjects));
    let mut en = format!("{} encounters, {judged} judgements, {share} kept. ", number(tally.subjects));
    if broken == 0 {
        zh.push_str("没有一项未守。");
        en.push_str("Nothing was broken.");
    } else {
        let within = number(tally.with_broken);
        zh.push_str(&format!("{} 项未守，落在 {within} 次服务里。", number(broken)));
        en.push_str(&format!("{} broken, in {within} encounters. ", number(broken)));
        if let Some((at, counts)) = tally.worst().first()
            && let Some(clause) = about.plan.standard.clauses.get(*at)
        {
            let times = number(counts.of(Verdict::Broken));
            zh.push_str(&format!("最多的是“{}”，{times} 次。", clause.title.get(Lang::Zh)));
            en.push_str(&format!("Most often: “{}”, {times} times.", clause.title.get(Lang::En)));
        }
    }
    let unknown = tally.total.of(Verdict::Unknown);
    if unknown > 0 {
        zh.push_str(&format!("另有 {} 项没有证据，判不了，不算未守。", number(unknown)));
        en.push_str(&format!(
            " {} could not be judged for want of evidence; that is no breach.",
            number(unknown)
        ));
    }
    Both { zh, en }
}

fn total(tally: &Tally, verdict: Verdict) -> Total {
    let count = tally.total.of(verdict);
    let all = tally.total.applicable().max(1);
    // What had no occasion is no part of the whole.
    let applies = verdict != Verdict::NotApplicable;
    Total {
        class: class(verdict),
        name: Both::of(|lang| word(verdict, lang).to_owned()),
        count,
        said: words::number(count),
        share: if applies { words::percent(count as f64 / all as f64) } else { String::new() },
        applies,
    }
}

fn coverage(tally: &Tally) -> Option<Both> {
    let share = words::percent(tally.total.coverage()?);
    let (covered, all) = (words::number(tally.total.covered()), words::number(tally.total.applicable()));
    Some(Both::new(
        format!("证据覆盖 {share}：该判的 {all} 项中，{covered} 项有据可判。"),
        format!("Evidence covers {share}: {covered} of the {all} judgements that apply could be made."),
    ))
}

fn clauses(about: &About<'_>, tally: &Tally) -> Vec<ClauseRow> {
    let row = |(place, (at, counts)): (usize, (usize, Counts))| {
        let clause = about.plan.standard.clauses.get(at)?;
        Some(ClauseRow {
            hidden: place >= FIRST,
            title: Both::of(|lang| clause.title.get(lang).to_owned()),
            severity: encounter::severity_word(clause.severity),
            source: clause.source.clone(),
            broken: counts.of(Verdict::Broken),
            broken_said: words::number(counts.of(Verdict::Broken)),
            judged: counts.judged(),
            judged_said: words::number(counts.judged()),
            bar: bar(counts.share(), 0.0),
        })
    };
    tally.worst().into_iter().take(ROWS).enumerate().filter_map(row).collect()
}

fn bar(share: Option<Wilson>, least: f64) -> Option<Bar> {
    let wilson = share?;
    let place = |share: f64| format!("{:.1}", (share - least).max(0.0) / (1.0 - least) * 100.0);
    Some(Bar {
        share: words::percent(wilson.share),
        interval: words::interval(wilson),
        low: place(wilson.low),
        high: place(wilson.high),
        at: place(wilson.share),
        sort: format!("{:.6}", wilson.share),
    })
}

fn groups(groups: &[&Group], title: Both) -> Option<Groups> {
    let judged: Vec<&&Group> = groups.iter().filter(|group| group.counts.judged() > 0).collect();
    // One alone is compared with nobody.
    if judged.len() < 2 {
        return None;
    }
    let lows = judged.iter().filter_map(|group| group.counts.share()).map(|share| share.low);
    // The scale begins at a round tenth, so that what differs is seen to differ.
    let least = (lows.fold(1.0, f64::min) * 10.0).floor().clamp(0.0, 9.0) / 10.0;
    let row = |(place, group): (usize, &&&Group)| {
        let counts = &group.counts;
        GroupRow {
            hidden: place >= FIRST,
            name: group.party.name.clone(),
            id: if group.party.name == group.party.id { String::new() } else { group.party.id.clone() },
            bar: bar(counts.share(), least),
            broken: counts.of(Verdict::Broken),
            broken_said: words::number(counts.of(Verdict::Broken)),
            judged: counts.judged(),
            judged_said: words::number(counts.judged()),
            encounters: group.encounters,
            encounters_said: words::number(group.encounters),
            coverage: counts.coverage().map(words::percent).unwrap_or_default(),
            coverage_sort: format!("{:.6}", counts.coverage().unwrap_or_default()),
        }
    };
    let rows: Vec<GroupRow> = judged.iter().take(ROWS).enumerate().map(row).collect();
    Some(Groups {
        title,
        least: format!("{:.0}%", least * 100.0),
        more: rows.len().saturating_sub(FIRST),
        rows,
    })
}

fn encounters_note(tally: &Tally, shown: usize) -> Both {
    let all = tally.subjects as usize;
    if shown >= all {
        return Both::new("全部在此，最要紧的在前。", "All of them, the most serious first.");
    }
    let (shown_said, all_said) = (words::number(shown as u64), words::number(tally.subjects));
    let left = (tally.with_broken as usize).saturating_sub(shown);
    if left > 0 {
        return Both::new(
            format!(
                "共 {all_said} 次，这里放了最要紧的 {shown_said} 次；还有 {left} 次有未守的没放进来，用 --site、--from 等筛选后再出一份。"
            ),
            format!(
                "{shown_said} of {all_said}, the most serious first; {left} more with something broken are left out: narrow the report with --site, --from and the like."
            ),
        );
    }
    Both::new(
        format!("共 {all_said} 次，这里放了最要紧的 {shown_said} 次；有未守的都在其中。"),
        format!(
            "{shown_said} of {all_said}, the most serious first; all with something broken are among them."
        ),
    )
}

fn told(about: &About<'_>, refused: &Refused) -> Vec<String> {
    let said = refused.kept.iter().take(50).map(|refusal| match about.context.lang {
        Lang::Zh => format!("{}：{}", refusal.place, refusal.reason.chinese()),
        Lang::En => refusal.to_string(),
    });
    said.collect()
}

fn refused_note(refused: &Refused) -> Option<Both> {
    let count = words::number(refused.count);
    (refused.count > 0).then(|| {
        Both::new(
            format!("{count} 条记录不能用，未计入"),
            format!("{count} records were refused and are not counted"),
        )
    })
}

/// Titles of all clauses as JSON inside a script: what encounters name by number.
fn clause_list(about: &About<'_>) -> String {
    let list: Vec<[&str; 3]> = about
        .plan
        .standard
        .clauses
        .iter()
        .map(|clause| [clause.title.get(Lang::Zh), clause.title.get(Lang::En), clause.source.as_str()])
        .collect();
    // No `<` may end the script.
    serde_json::to_string(&list).unwrap_or_default().replace('<', "\\u003c")
}
