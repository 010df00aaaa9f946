//! Drafts: what would become broken, and what would still be missing, if this were said or done now.

use crate::{
    advice::{broken, offences},
    promise::promises,
    script::Fillings,
    session::{Refused, Session},
    wire::{Draft, Ruling, Turn},
};
use guiju_standard::model::Severity;
use std::collections::BTreeSet;

/// A Chinese sentence takes about so many milliseconds for each character.
const MS_A_CHARACTER: i64 = 190;

impl Session<'_> {
    /// Whether a draft may be said, or done, now. Nothing of it stays.
    ///
    /// # Errors
    /// It has neither text nor event, or both; a log would refuse it.
    pub fn check(&self, draft: &Draft) -> Result<Ruling, Refused> {
        let mut supposed = self.clone();
        supposed.partial_is_dropped();
        if let Some(at) = draft.at_ms {
            supposed.pass(at)?;
        }
        let before = supposed.clone();
        let mut promised = Vec::new();
        match (&draft.text, &draft.event) {
            (Some(text), None) => {
                let speaker =
                    draft.speaker.clone().or_else(|| self.own.clone()).unwrap_or_else(|| "staff".to_owned());
                let at_ms = supposed.ms();
                let end_ms = at_ms + MS_A_CHARACTER * text.chars().count() as i64;
                let turn =
                    Turn { speaker, text: text.clone(), at_ms, end_ms: Some(end_ms), ..Turn::default() };
                let id = supposed.hear(&turn)?;
                promised = promises(text, &turn.speaker, &id, supposed.now, &self.zone);
            }
            (None, Some(event)) => {
                supposed.happen(event)?;
            }
            _ => return Err(Refused::Draft),
        }
        let judged_at = supposed.now;
        // As of the same time: what time alone breaks is no fault of the draft.
        let without: BTreeSet<String> =
            offences(&before.judge_at(judged_at, false)?).into_iter().map(|offence| offence.key).collect();
        let log = supposed.log(&[])?;
        let history = supposed.history(&log, judged_at, false);
        let judgement = guiju_judge::judge(self.plan, &history);
        let fillings = Fillings::of(&history);
        let mut worst: Option<Severity> = None;
        let mut breaks = Vec::new();
        for offence in offences(&judgement).into_iter().filter(|offence| !without.contains(&offence.key)) {
            worst = worst.max(self.plan.standard.clauses.get(offence.clause).map(|clause| clause.severity));
            breaks.push(broken(self.plan, &offence, judged_at, &fillings));
        }
        let (missing, _) = supposed.owed(&judgement, &fillings, &[])?;
        let owed_before = {
            let log = before.log(&[])?;
            let history = before.history(&log, before.now, false);
            let present = guiju_judge::judge(self.plan, &history);
            before.owed(&present, &Fillings::of(&history), &[])?.0
        };
        let still: BTreeSet<&str> = missing.iter().map(|say| say.clause.as_str()).collect();
        let broken_now: BTreeSet<&str> = breaks.iter().map(|broken| broken.clause.as_str()).collect();
        let mut settles: Vec<String> = owed_before.into_iter().map(|say| say.clause).collect();
        settles.retain(|clause| !still.contains(clause.as_str()) && !broken_now.contains(clause.as_str()));
        settles.dedup();
        let ruling = match worst {
            Some(worst) if worst >= self.stop_at => "stop",
            Some(_) => "mind",
            None => "go",
        };
        Ok(Ruling {
            dialogue: self.subject.id.clone(),
            ruling: ruling.to_owned(),
            breaks,
            missing,
            settles,
            promises: promised,
        })
    }
}
