//! Judgements as rows: what analysts sort, filter and count.

use super::{About, junit::sentences_of, words};
use crate::{
    audit::Judged,
    sentences::{self, word},
};
use guiju_judge::{Activation, ClauseJudgement, Outcome, Verdict};
use guiju_standard::model::Severity;
use guiju_time::{Instant, Lang};

/// Heads of the rows of judgements.
pub fn judgement_heads(lang: Lang) -> [&'static str; 16] {
    match lang {
        Lang::Zh => [
            "类型",
            "编号",
            "站点",
            "人员",
            "开始",
            "条款",
            "条款名称",
            "严重程度",
            "判定",
            "说明",
            "缺少",
            "激活次数",
            "未守次数",
            "期限",
            "相关事件",
            "规范版本",
        ],
        Lang::En => [
            "type",
            "id",
            "site",
            "people",
            "opened",
            "clause",
            "title",
            "severity",
            "verdict",
            "because",
            "missing",
            "activations",
            "broken",
            "due",
            "events",
            "version",
        ],
    }
}

/// Heads of the rows of activations.
#[cfg(feature = "xlsx")]
pub fn activation_heads(lang: Lang) -> [&'static str; 14] {
    match lang {
        Lang::Zh => [
            "类型",
            "编号",
            "条款",
            "判定",
            "激活事件",
            "激活时间",
            "应答事件",
            "应答时间",
            "期限",
            "定论时间",
            "说明",
            "原话",
            "缺少",
            "免责事件",
        ],
        Lang::En => [
            "type",
            "id",
            "clause",
            "verdict",
            "activation",
            "at",
            "target",
            "target at",
            "due",
            "final at",
            "because",
            "words",
            "missing",
            "exception",
        ],
    }
}

/// A cell of a row.
pub enum Cell {
    /// Text.
    Text(String),
    /// A number.
    Number(u64),
    /// A verdict.
    Verdict(Verdict),
    /// An instant, if there is one, and how spreadsheets take it: by the standard's clock.
    Time(Option<Instant>, String),
}

impl Cell {
    /// As text.
    pub fn shown(&self, lang: Lang) -> String {
        match self {
            Cell::Text(text) | Cell::Time(_, text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Verdict(verdict) => word(*verdict, lang).to_owned(),
        }
    }
}

/// What a clause says of a subject; `None` where it does not apply: nine rows of ten would say so.
pub fn judgement(about: &About<'_>, judged: &Judged<'_>, clause: &ClauseJudgement) -> Option<Vec<Cell>> {
    if clause.verdict == Verdict::NotApplicable {
        return None;
    }
    let lang = about.context.lang;
    let own = about.plan.standard.clauses.get(clause.clause)?;
    let made: Vec<&Activation> =
        clause.activations.iter().filter(|a| a.outcome.verdict() == clause.verdict).collect();
    let because = if made.is_empty() {
        sentences::why_unknown(about.plan, clause, about.now, lang)
    } else {
        sentences_of(about, clause).join("\n")
    };
    let mut missing: Vec<String> = made.iter().flat_map(|activation| lacks(activation)).collect();
    missing.sort();
    missing.dedup();
    let mut events: Vec<&str> = made.iter().flat_map(|activation| shown_by(activation)).collect();
    events.dedup();
    let broken = clause.activations.iter().filter(|a| a.outcome.verdict() == Verdict::Broken).count();
    let people: Vec<String> = judged.concerned(clause).into_iter().map(|party| party.name).collect();
    Some(vec![
        Cell::Text(words::kind(about.plan, &judged.judgement.kind, lang)),
        Cell::Text(judged.judgement.id.clone()),
        Cell::Text(judged.site.as_ref().map(|site| site.name.clone()).unwrap_or_default()),
        Cell::Text(people.join(if lang == Lang::Zh { "、" } else { ", " })),
        time(about, judged.judgement.opened_at),
        Cell::Text(own.id.clone()),
        Cell::Text(own.title.get(lang).to_owned()),
        Cell::Text(severity(own.severity, lang)),
        Cell::Verdict(clause.verdict),
        Cell::Text(because),
        Cell::Text(missing.join(", ")),
        Cell::Number(clause.activations.len() as u64),
        Cell::Number(broken as u64),
        time(about, made.iter().find_map(|activation| activation.due)),
        Cell::Text(events.join(" ")),
        Cell::Text(about.plan.standard.version.clone()),
    ])
}

/// An activation with its evidence.
#[cfg(feature = "xlsx")]
pub fn activation(
    about: &About<'_>,
    judged: &Judged<'_>,
    clause: &ClauseJudgement,
    activation: &Activation,
) -> Option<Vec<Cell>> {
    let lang = about.context.lang;
    let own = about.plan.standard.clauses.get(clause.clause)?;
    let (final_at, exception) = match &activation.outcome {
        Outcome::Kept { final_at, exception, .. } => (Some(*final_at), exception.as_ref()),
        Outcome::Broken { final_at, .. } => (Some(*final_at), None),
        _ => (None, None),
    };
    let said = match &activation.outcome {
        Outcome::Kept { by, .. } | Outcome::Broken { by, .. } => {
            by.words.iter().map(|words| words.text.as_str()).collect()
        }
        _ => Vec::new(),
    };
    let (trigger, target) = (activation.trigger.as_ref(), activation.target.as_ref());
    Some(vec![
        Cell::Text(words::kind(about.plan, &judged.judgement.kind, lang)),
        Cell::Text(judged.judgement.id.clone()),
        Cell::Text(own.id.clone()),
        Cell::Verdict(activation.outcome.verdict()),
        Cell::Text(trigger.map(|moment| moment.id.to_string()).unwrap_or_default()),
        time(about, trigger.map(|moment| moment.at)),
        Cell::Text(target.map(|moment| moment.id.to_string()).unwrap_or_default()),
        time(about, target.map(|moment| moment.at)),
        time(about, activation.due),
        time(about, final_at),
        Cell::Text(sentences::because(about.plan, own, activation, about.now, lang)),
        Cell::Text(said.join(" / ")),
        Cell::Text(lacks(activation).join(", ")),
        Cell::Text(exception.map(|moment| moment.id.to_string()).unwrap_or_default()),
    ])
}

fn lacks(activation: &Activation) -> Vec<String> {
    match &activation.outcome {
        Outcome::Broken { breach, .. } => breach.missing(),
        Outcome::Unknown(missing) => missing.names.clone(),
        Outcome::Pending { owed } => owed.clone(),
        _ => Vec::new(),
    }
}

fn shown_by(activation: &Activation) -> Vec<&str> {
    match &activation.outcome {
        Outcome::Kept { by, .. } | Outcome::Broken { by, .. } => {
            by.events.iter().map(|moment| &*moment.id).collect()
        }
        _ => Vec::new(),
    }
}

/// As spreadsheets take it for a time: `2026-03-02 09:45:00`.
fn time(about: &About<'_>, at: Option<Instant>) -> Cell {
    let text = at.map(|at| at.rfc3339(about.zone)).unwrap_or_default();
    Cell::Time(at, text.get(..19).unwrap_or(&text).replacen('T', " ", 1))
}

fn severity(severity: Severity, lang: Lang) -> String {
    let both = super::severity_word(severity);
    match lang {
        Lang::Zh => both.zh,
        Lang::En => both.en,
    }
}
