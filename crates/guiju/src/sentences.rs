//! What is said of a judgement in words: from the judge's explanations, with the standard's titles.

use guiju_judge::{Activation, Breach, ClauseJudgement, Gap, Outcome, Plan, Verdict};
use guiju_standard::model::Clause;
use guiju_time::{Instant, Lang};

/// The shape that stands for a verdict wherever it is shown.
pub fn shape(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Kept => "●",
        Verdict::Broken => "✕",
        Verdict::Pending => "◔",
        Verdict::Unknown => "?",
        Verdict::NotApplicable => "–",
    }
}

/// A verdict in a word.
pub fn word(verdict: Verdict, lang: Lang) -> &'static str {
    let (zh, en) = match verdict {
        Verdict::Kept => ("守", "kept"),
        Verdict::Broken => ("违", "broken"),
        Verdict::Pending => ("待", "pending"),
        Verdict::Unknown => ("未明", "unknown"),
        Verdict::NotApplicable => ("不涉", "not applicable"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What became of an activation, in one sentence.
pub fn because(plan: &Plan, clause: &Clause, activation: &Activation, now: Instant, lang: Lang) -> String {
    let _ = (plan, now);
    format!("{} {}", clause.title.get(lang), word(activation.outcome.verdict(), lang))
}

/// What would have been right.
pub fn right(plan: &Plan, clause: &Clause, lang: Lang) -> Option<String> {
    let _ = plan;
    let guide = clause.guide.get(lang);
    (!guide.is_empty()).then(|| guide.to_owned())
}

/// Why a clause has no activation to speak of, as data: a stable word.
pub fn reason(judged: &ClauseJudgement) -> Option<&'static str> {
    if judged.does_not_apply {
        return Some("does_not_apply");
    }
    if let Some(missing) = &judged.missing {
        return Some(gap(&missing.why));
    }
    (judged.verdict == Verdict::NotApplicable).then_some("not_activated")
}

/// A kind of gap, as data.
pub fn gap(gap: &Gap) -> &'static str {
    match gap {
        Gap::Evidence { .. } => "evidence",
        Gap::Coverage { .. } => "coverage",
        Gap::Attribute => "attribute",
        Gap::Param => "param",
        Gap::Calendar => "calendar",
        Gap::Inspection => "inspection",
        Gap::NeedsReview => "needs_review",
        Gap::Speaker => "speaker",
        Gap::Window => "window",
        Gap::Absence => "absence",
    }
}

/// Why a clause could not be told, where no activation says it.
pub fn why_unknown(plan: &Plan, judged: &ClauseJudgement, lang: Lang) -> String {
    let Some(missing) = &judged.missing else {
        return word(judged.verdict, lang).to_owned();
    };
    let _ = plan;
    let names = missing.names.join(if lang == Lang::Zh { "、" } else { ", " });
    match lang {
        Lang::Zh => format!("缺：{names}"),
        Lang::En => format!("missing: {names}"),
    }
}

/// Whether the words of an activation are what was wrong with it; else they are what was right, or not enough.
pub fn words_are_wrong(activation: &Activation) -> bool {
    fn wrong(breach: &Breach) -> bool {
        match breach {
            Breach::Taboo { .. } | Breach::Untrue { .. } => true,
            Breach::WrongAnswer { why, .. } => wrong(why),
            Breach::Parts(parts) => parts.iter().any(wrong),
            _ => false,
        }
    }
    matches!(&activation.outcome, Outcome::Broken { breach, .. } if wrong(breach))
}
