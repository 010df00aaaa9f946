//! Judgements as other programs read them (language.md, Interfaces): a promise of its own, apart from the judge's types.

use crate::sentences;
use guiju_judge::{Activation, ClauseJudgement, Judgement, Outcome, Plan};
use guiju_standard::model::Clause;
use guiju_time::{Instant, Lang, Zone};
use serde::Serialize;
use std::borrow::Cow;

/// A line: what a clause says of a subject.
#[derive(Debug, Serialize)]
pub struct Line<'w> {
    subject: SubjectRef<'w>,
    clause: &'w str,
    covers: &'w [String],
    version: &'w str,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    activations: Vec<ActivationLine<'w>>,
}

#[derive(Debug, Serialize)]
struct SubjectRef<'w> {
    r#type: &'w str,
    id: &'w str,
}

#[derive(Debug, Serialize)]
struct ActivationLine<'w> {
    verdict: &'static str,
    activation: Option<&'w str>,
    target: Option<&'w str>,
    events: Vec<&'w str>,
    spans: Vec<Span<'w>>,
    due: Option<String>,
    final_at: Option<String>,
    because: Both,
    missing: Cow<'w, [String]>,
    exception: Option<&'w str>,
}

/// Words in an utterance, in characters of the original text.
#[derive(Debug, Serialize)]
struct Span<'w> {
    event: &'w str,
    from: usize,
    to: usize,
    text: &'w str,
}

#[derive(Debug, Serialize)]
struct Both {
    zh: String,
    en: String,
}

/// What every line needs to know.
pub struct Writer<'w> {
    /// The compiled standard.
    pub plan: &'w Plan,
    /// As things stand.
    pub now: Instant,
    /// The clock of the standard.
    pub zone: &'w Zone,
}

impl<'w> Writer<'w> {
    /// The line for a clause; `None` where the judgement is of another standard.
    pub fn line(&self, judgement: &'w Judgement, judged: &'w ClauseJudgement) -> Option<Line<'w>> {
        let clause = self.plan.standard.clauses.get(judged.clause)?;
        Some(Line {
            subject: SubjectRef { r#type: &judgement.kind, id: &judgement.id },
            clause: &clause.id,
            covers: &judged.covers,
            version: &self.plan.standard.version,
            verdict: judged.verdict.name(),
            reason: sentences::reason(judged),
            activations: judged.activations.iter().map(|a| self.activation(clause, a)).collect(),
        })
    }

    fn activation(&self, clause: &Clause, activation: &'w Activation) -> ActivationLine<'w> {
        let (by, final_at, exception, missing) = match &activation.outcome {
            Outcome::Kept { by, final_at, exception } => {
                (Some(by), Some(*final_at), exception.as_ref(), Cow::Borrowed(&[][..]))
            }
            Outcome::Broken { breach, by, final_at } => {
                (Some(by), Some(*final_at), None, Cow::Owned(breach.missing()))
            }
            Outcome::Unknown(missing) => (None, None, None, Cow::Borrowed(missing.names.as_slice())),
            Outcome::Pending { owed } => (None, None, None, Cow::Borrowed(owed.as_slice())),
            Outcome::NotApplicable => (None, None, None, Cow::Borrowed(&[][..])),
        };
        let because = |lang| sentences::because(self.plan, clause, activation, self.now, lang);
        ActivationLine {
            verdict: activation.outcome.verdict().name(),
            activation: activation.trigger.as_ref().map(|moment| &*moment.id),
            target: activation.target.as_ref().map(|moment| &*moment.id),
            events: by.map_or(Vec::new(), |by| by.events.iter().map(|moment| &*moment.id).collect()),
            spans: by.map_or(Vec::new(), |by| {
                let words = by.words.iter();
                words.map(|w| Span { event: &w.event, from: w.from, to: w.to, text: &w.text }).collect()
            }),
            due: activation.due.map(|at| at.rfc3339(self.zone)),
            final_at: final_at.map(|at| at.rfc3339(self.zone)),
            because: Both { zh: because(Lang::Zh), en: because(Lang::En) },
            missing,
            exception: exception.map(|moment| &*moment.id),
        }
    }
}
