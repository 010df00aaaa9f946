//! One encounter: facts, timeline, what each clause says, with the words that were said.

use super::{Both, Held, quote, timeline};
use crate::{
    report::{About, words},
    sentences::{self, word},
};
use askama::Template;
use guiju_judge::{Activation, ClauseJudgement, Outcome, Verdict};
use guiju_log::{EventIx, Log, Value};
use guiju_standard::model::Severity;
use guiju_time::{Instant, clock};
use std::cmp::Reverse;

/// Sentences of one clause that are told; of a clause that was activated often, the rest is counted.
const SENTENCES: usize = 6;

#[derive(Template)]
#[template(path = "encounter.html")]
struct View {
    number: usize,
    name: Both,
    id: String,
    verdicts: Vec<Pill>,
    coverage: String,
    facts: Vec<(Both, Both)>,
    attributes: Vec<(Both, String)>,
    timeline: String,
    rows: Vec<Row>,
    /// Kept clauses by their number in the page's list, where they are not told as rows.
    kept: String,
    kept_count: usize,
    na: usize,
}

/// A verdict with a count.
struct Pill {
    class: &'static str,
    text: Both,
}

/// What a clause says.
struct Row {
    class: &'static str,
    word: Both,
    title: Both,
    severity: Option<Both>,
    sentences: Vec<Both>,
    more: usize,
    quotes: String,
    right: Option<Both>,
    source: String,
}

/// The encounter as HTML; `in_full` tells kept clauses, too.
pub fn html(about: &About<'_>, log: &Log, held: &Held, number: usize, in_full: bool) -> String {
    let judgement = &held.judgement;
    let of = |verdict| judgement.clauses.iter().filter(move |clause| clause.verdict == verdict);
    let mut told: Vec<&ClauseJudgement> = judgement
        .clauses
        .iter()
        .map(AsRef::as_ref)
        .filter(|clause: &&ClauseJudgement| match clause.verdict {
            Verdict::Kept => in_full,
            Verdict::NotApplicable => false,
            _ => true,
        })
        .collect();
    let severity =
        |at: usize| about.plan.standard.clauses.get(at).map_or(Severity::Note, |clause| clause.severity);
    told.sort_by_key(|clause| (order(clause.verdict), Reverse(severity(clause.clause)), clause.clause));
    let (covered, applicable) = judgement.coverage();
    let kept: Vec<String> = of(Verdict::Kept).map(|clause| clause.clause.to_string()).collect();
    let counts = [Verdict::Broken, Verdict::Pending, Verdict::Unknown];
    let events = events_of(log, &judgement.id, about.now);
    let view = View {
        number,
        name: Both::of(|lang| words::kind(about.plan, &judgement.kind, lang)),
        id: judgement.id.clone(),
        verdicts: counts.iter().filter_map(|verdict| pill(*verdict, of(*verdict).count())).collect(),
        coverage: format!("{covered} / {applicable}"),
        facts: facts(about, held),
        attributes: attributes(about, log, &judgement.kind, &judgement.id),
        timeline: timeline::svg(about, log, judgement, &events),
        rows: told.into_iter().filter_map(|clause| row(about, log, clause)).collect(),
        kept_count: if in_full { 0 } else { kept.len() },
        kept: kept.join(","),
        na: of(Verdict::NotApplicable).count(),
    };
    view.render().unwrap_or_default()
}

fn order(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Broken => 0,
        Verdict::Pending => 1,
        Verdict::Unknown => 2,
        Verdict::Kept => 3,
        Verdict::NotApplicable => 4,
    }
}

/// The class by which a verdict is drawn.
pub fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Kept => "kept",
        Verdict::Broken => "broken",
        Verdict::Pending => "pending",
        Verdict::Unknown => "unknown",
        Verdict::NotApplicable => "na",
    }
}

fn pill(verdict: Verdict, count: usize) -> Option<Pill> {
    let text = Both::of(|lang| format!("{} {count}", word(verdict, lang)));
    (count > 0).then(|| Pill { class: class(verdict), text })
}

/// Events that concern the encounter, up to now, in order.
fn events_of(log: &Log, id: &str, now: Instant) -> Vec<EventIx> {
    let id = id.split('@').next().unwrap_or(id);
    let Some(sym) = log.strings.get(id) else { return Vec::new() };
    let events = log.events_of(sym).iter().copied();
    events.filter(|ix| log.event(*ix).time() <= now.0).collect()
}

fn facts(about: &About<'_>, held: &Held) -> Vec<(Both, Both)> {
    let mut facts = Vec::new();
    let mut fact = |zh: &str, en: &str, value: Both| facts.push((Both::new(zh, en), value));
    if let Some(site) = &held.site {
        fact("站点", "Site", Both::new(&site.name, &site.name));
    }
    if !held.people.is_empty() {
        let names: Vec<&str> = held.people.iter().map(|person| person.name.as_str()).collect();
        fact("人员", "People", Both::new(names.join("、"), names.join(", ")));
    }
    let time = |at: Instant, beside| {
        let whole = Instant(at.0 - at.0.rem_euclid(1_000_000));
        Both::of(|lang| clock(whole, about.zone, beside, lang))
    };
    if let Some(opened) = held.judgement.opened_at {
        fact("开始", "Opened", time(opened, None));
    }
    match held.judgement.closed_at {
        Some(closed) => fact("结束", "Closed", time(closed, held.judgement.opened_at)),
        None => fact("结束", "Closed", Both::new("尚未", "not yet")),
    }
    facts
}

/// The attributes that the vocabulary declares, as the log has them.
fn attributes(about: &About<'_>, log: &Log, kind: &str, id: &str) -> Vec<(Both, String)> {
    let Some(encounter) = about.plan.standard.vocabulary.encounters.get(kind) else { return Vec::new() };
    let Some(object) = log.strings.get(id).and_then(|id| log.object(id)).map(|ix| log.object_ref(ix)) else {
        return Vec::new();
    };
    let mut shown = Vec::new();
    for (name, declared) in &encounter.attrs {
        let Some(value) = log.strings.get(name).and_then(|name| object.attr_at(name, about.now.0)) else {
            continue;
        };
        let title = Both::of(|lang| match declared.title.get(lang) {
            "" => name.clone(),
            title => title.to_owned(),
        });
        let value = match value {
            Value::Text(text) => log.strings.resolve(text).to_owned(),
            Value::Int(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            Value::Bool(true) => "✓".to_owned(),
            Value::Bool(false) => "✗".to_owned(),
            Value::Time(at) => clock(Instant(at), about.zone, None, about.context.lang),
            _ => continue,
        };
        shown.push((title, value));
    }
    shown
}

fn row(about: &About<'_>, log: &Log, judged: &ClauseJudgement) -> Option<Row> {
    let clause = about.plan.standard.clauses.get(judged.clause)?;
    let of_verdict = |activation: &&Activation| activation.outcome.verdict() == judged.verdict;
    let mut said: Vec<Both> = Vec::new();
    for activation in judged.activations.iter().filter(of_verdict) {
        let sentence = Both::of(|lang| sentences::because(about.plan, clause, activation, about.now, lang));
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    if said.is_empty() {
        said.push(Both::of(|lang| sentences::why_unknown(about.plan, judged, about.now, lang)));
    }
    let more = said.len().saturating_sub(SENTENCES);
    said.truncate(SENTENCES);
    let broken = judged.verdict == Verdict::Broken;
    let mut quotes = String::new();
    for activation in judged.activations.iter().filter(of_verdict).take(SENTENCES) {
        if let Outcome::Kept { by, .. } | Outcome::Broken { by, .. } = &activation.outcome {
            let good = !sentences::words_are_wrong(activation);
            quotes.push_str(&quote::quotes(&about.plan.standard, log, about.zone, &by.words, good));
        }
    }
    let right = Both::of(|lang| sentences::right(about.plan, clause, lang).unwrap_or_default());
    let severity = (broken && clause.severity >= Severity::Major).then(|| severity_word(clause.severity));
    Some(Row {
        class: class(judged.verdict),
        word: Both::of(|lang| word(judged.verdict, lang).to_owned()),
        title: Both::of(|lang| clause.title.get(lang).to_owned()),
        severity,
        sentences: said,
        more,
        quotes,
        right: (broken || judged.verdict == Verdict::Pending)
            .then_some(right)
            .filter(|right| !right.is_empty()),
        source: clause.source.clone(),
    })
}

/// A severity in a word.
pub fn severity_word(severity: Severity) -> Both {
    match severity {
        Severity::Note => Both::new("提示", "note"),
        Severity::Minor => Both::new("一般", "minor"),
        Severity::Major => Both::new("重要", "major"),
        Severity::Critical => Both::new("关键", "critical"),
    }
}
