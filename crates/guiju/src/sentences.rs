//! What is said of a judgement in words: from the judge's explanations, with the standard's titles.

use guiju_judge::{Activation, Breach, ClauseJudgement, Gap, Outcome, Plan, Verdict};
use guiju_standard::model::Clause;
use guiju_time::{Instant, Lang};

pub use guiju_judge::explain::{verdict_shape as shape, verdict_word as word};

/// What became of an activation, in one sentence.
pub fn because(plan: &Plan, clause: &Clause, activation: &Activation, now: Instant, lang: Lang) -> String {
    guiju_judge::explain::because(plan, clause, activation, now, lang)
}

/// What would have been right.
pub fn right(plan: &Plan, clause: &Clause, lang: Lang) -> Option<String> {
    guiju_judge::explain::right(plan, clause, lang)
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
    match &judged.missing {
        Some(missing) => {
            let clause = &plan.standard.clauses[judged.clause];
            guiju_judge::explain::because_missing(plan, clause, missing, now, lang)
        }
        None => word(judged.verdict, lang).to_owned(),
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
