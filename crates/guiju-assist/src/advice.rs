//! How things stand: two judgements of the same rows, one as of now, one as if the dialogue ended here.

use crate::{
    promise::promises,
    script::{Fillings, plain, sentence},
    session::{Refused, Session},
    wire::{Advice, Both, Broken, Owed, Situation, Span, ToSay, Turn},
};
use guiju_judge::{
    Activation, Breach, ClauseJudgement, History, Judgement, Outcome, Plan, Verdict, explain,
    hearing::current_situations,
};
use guiju_log::EventRow;
use guiju_standard::model::{Clause, Severity};
use guiju_time::{Instant, Lang};
use std::{cmp::Reverse, collections::BTreeSet};

/// After everything.
const AFTER_ALL: i64 = i64::MAX - 1;

/// An activation that is broken, and by what it is known.
pub(crate) struct Offence<'j> {
    pub(crate) clause: usize,
    pub(crate) activation: &'j Activation,
    pub(crate) breach: &'j Breach,
    pub(crate) key: String,
}

/// The broken activations of a judgement.
pub(crate) fn offences(judgement: &Judgement) -> Vec<Offence<'_>> {
    let broken = judgement.clauses.iter().filter(|judged| judged.verdict == Verdict::Broken);
    broken.flat_map(|judged| of_clause(judged)).collect()
}

fn of_clause(judged: &ClauseJudgement) -> impl Iterator<Item = Offence<'_>> {
    judged.activations.iter().filter_map(|activation| {
        let Outcome::Broken { breach, by, .. } = &activation.outcome else { return None };
        let id = |moment: &Option<guiju_judge::Moment>| moment.as_ref().map_or("", |m| &m.id).to_owned();
        let mut key = format!("{} {}", judged.clause, id(&activation.trigger));
        if is_taboo(breach) {
            // Each forbidden word is an offence of its own; what else is broken is so once.
            key.push_str(&format!(" {}", id(&activation.target)));
            by.words.iter().for_each(|words| key.push_str(&format!(" {}:{}", words.event, words.from)));
        }
        if let Some(about) = &activation.about {
            key.push_str(&format!(" {about}"));
        }
        Some(Offence { clause: judged.clause, activation, breach, key })
    })
}

/// Whether forbidden words are what is wrong.
pub(crate) fn is_taboo(breach: &Breach) -> bool {
    match breach {
        Breach::Taboo { .. } => true,
        Breach::WrongAnswer { why, .. } => is_taboo(why),
        Breach::Parts(parts) => parts.iter().any(is_taboo),
        _ => false,
    }
}

/// The phrases that a breach is about: missing ones, else the forbidden one.
fn phrases_of(breach: &Breach) -> Vec<String> {
    match breach {
        Breach::Taboo { phrase, .. } => vec![phrase.clone()],
        Breach::WrongAnswer { why, .. } => phrases_of(why),
        _ => breach.missing(),
    }
}

impl Session<'_> {
    /// How things stand after a turn.
    ///
    /// # Errors
    /// None that adding the turn would not have told.
    pub fn after_turn(&mut self, event: &str, turn: &Turn) -> Result<Advice, Refused> {
        let mut advice = self.advise(Some(event), turn.partial)?;
        let said_at = self.at(turn.end_ms.unwrap_or(turn.at_ms))?;
        advice.promises = promises(&turn.text, &turn.speaker, event, said_at, &self.zone);
        Ok(advice)
    }

    /// How things stand now, after an event or none. What is told as broken is told once, but for what a turn that is still being
    /// spoken seems to break.
    ///
    /// # Errors
    /// None that adding the event would not have told.
    pub fn advise(&mut self, after: Option<&str>, partial: bool) -> Result<Advice, Refused> {
        let log = self.log(&[])?;
        let history = self.history(&log, self.now, false);
        let judgement = guiju_judge::judge(self.plan, &history);
        let fillings = Fillings::of(&history);
        let (say, owed) = self.owed(&judgement, &fillings, &[])?;
        let mut advice = Advice {
            dialogue: self.subject.id.clone(),
            after: after.map(str::to_owned),
            partial,
            situations: self.situations(&history),
            say,
            owed,
            ..Advice::default()
        };
        let mut told = BTreeSet::new();
        for offence in offences(&judgement) {
            if !self.told.contains(&offence.key) {
                advice.broken.push(broken(self.plan, &offence, self.now, &fillings));
                told.insert(offence.key);
            }
        }
        advice.broken.sort_by_key(|broken| Reverse((broken.taboo, Severity::from_name(&broken.severity))));
        if !partial {
            self.told.append(&mut told);
        }
        Ok(advice)
    }

    fn situations(&self, history: &History<'_>) -> Vec<Situation> {
        let shown = current_situations(history).into_iter();
        shown
            .map(|shown| {
                let defined = self.plan.standard.situations.get(&shown.situation);
                Situation {
                    title: defined.map(|defined| plain(&defined.title)).unwrap_or_default(),
                    situation: shown.situation,
                    since: shown.from.rfc3339(&self.zone),
                    by: shown.by.map(|by| by.id.to_string()),
                }
            })
            .collect()
    }

    /// What would be broken if the dialogue ended now, and is not yet: words, and what else.
    pub(crate) fn owed(
        &self,
        present: &Judgement,
        fillings: &Fillings,
        supposed: &[EventRow],
    ) -> Result<(Vec<ToSay>, Vec<Owed>), Refused> {
        let mut rows = supposed.to_vec();
        for (number, activity) in self.ends.iter().enumerate() {
            let by = self.own.as_deref().unwrap_or("staff");
            let end = EventRow::new(format!("{}~end{number}", self.subject.id), activity, self.now)
                .related(&self.subject.id, "encounter")
                .attr("by", by);
            rows.push(end);
        }
        let log = self.log(&rows)?;
        let ended = guiju_judge::judge(self.plan, &self.history(&log, AFTER_ALL, true));
        let known: BTreeSet<String> = offences(present).into_iter().map(|offence| offence.key).collect();
        let (mut say, mut owed) = (Vec::new(), Vec::new());
        for offence in offences(&ended) {
            let Some(clause) = self.plan.standard.clauses.get(offence.clause) else { continue };
            if known.contains(&offence.key) || is_taboo(offence.breach) {
                continue;
            }
            let missing = offence.breach.missing();
            let due = offence.activation.due.map(|due| due.rfc3339(&self.zone));
            let of_words = matches!(offence.breach, Breach::NotSaid { .. } | Breach::WrongAnswer { .. });
            if of_words {
                let (script, unfilled) = sentence(self.plan, clause, &missing, fillings);
                say.push(ToSay {
                    clause: clause.id.clone(),
                    title: plain(&clause.title),
                    severity: clause.severity.name().to_owned(),
                    missing,
                    script,
                    unfilled,
                    due,
                });
            } else {
                owed.push(Owed {
                    clause: clause.id.clone(),
                    title: plain(&clause.title),
                    severity: clause.severity.name().to_owned(),
                    missing,
                    guide: guide(self.plan, clause),
                    due,
                });
            }
        }
        // What has a time comes first, the earliest first; then by weight.
        let urgency = |due: &Option<String>, severity: &str| {
            (due.is_none(), due.clone(), Reverse(Severity::from_name(severity)))
        };
        say.sort_by_key(|one| urgency(&one.due, &one.severity));
        owed.sort_by_key(|one| urgency(&one.due, &one.severity));
        Ok((say, owed))
    }
}

fn guide(plan: &Plan, clause: &Clause) -> Both {
    Both { zh: explain::right(plan, clause, Lang::Zh), en: explain::right(plan, clause, Lang::En) }
}

/// A breach for whoever caused it.
pub(crate) fn broken(plan: &Plan, offence: &Offence<'_>, now: i64, fillings: &Fillings) -> Broken {
    let Some(clause) = plan.standard.clauses.get(offence.clause) else { return Broken::default() };
    let because = |lang| Some(explain::because(plan, clause, offence.activation, Instant(now), lang));
    let (instead, unfilled) = sentence(plan, clause, &phrases_of(offence.breach), fillings);
    let spans = match &offence.activation.outcome {
        Outcome::Broken { by, .. } => by
            .words
            .iter()
            .map(|w| Span { event: w.event.clone(), from: w.from, to: w.to, text: w.text.clone() })
            .collect(),
        _ => Vec::new(),
    };
    Broken {
        clause: clause.id.clone(),
        title: plain(&clause.title),
        severity: clause.severity.name().to_owned(),
        taboo: is_taboo(offence.breach),
        missing: offence.breach.missing(),
        spans,
        because: Both { zh: because(Lang::Zh), en: because(Lang::En) },
        instead,
        unfilled,
    }
}
