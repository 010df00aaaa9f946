//! What is said of a judgement in words: from the judge's explanations, with the standard's titles.

use guiju_judge::{
    Activation, Breach, ClauseJudgement, Gap, Outcome, Plan, Verdict,
    explain::{because_missing, verdict_word},
};
use guiju_time::{Instant, Lang};

pub use guiju_judge::explain::{because, right, verdict_shape as shape};

/// A verdict in a word, as it stands inside a sentence.
pub fn word(verdict: Verdict, lang: Lang) -> &'static str {
    match (lang, verdict) {
        (Lang::Zh, _) => verdict_word(verdict, Lang::Zh),
        (Lang::En, Verdict::NotApplicable) => "not applicable",
        (Lang::En, _) => verdict.name(),
    }
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
pub fn why_unknown(plan: &Plan, judged: &ClauseJudgement, now: Instant, lang: Lang) -> String {
    let clause = plan.standard.clauses.get(judged.clause);
    match (clause, &judged.missing) {
        (Some(clause), Some(missing)) => because_missing(plan, clause, missing, now, lang),
        _ => word(judged.verdict, lang).to_owned(),
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
