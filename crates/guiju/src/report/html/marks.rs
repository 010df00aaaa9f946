//! Which events and words the verdicts of an encounter name.

use crate::sentences;
use guiju_judge::{Judgement, Outcome, Verdict};
use std::collections::BTreeMap;

/// Which events verdicts name: broken ones first in mind.
pub struct Marks<'j> {
    /// By event.
    pub verdict: BTreeMap<&'j str, Verdict>,
    /// Words that are wrong, by event.
    pub words: BTreeMap<&'j str, &'j str>,
}

impl<'j> Marks<'j> {
    /// Those of a judgement.
    pub fn of(judgement: &'j Judgement) -> Marks<'j> {
        let mut marks = Marks { verdict: BTreeMap::new(), words: BTreeMap::new() };
        for activation in judgement.clauses.iter().flat_map(|clause| &clause.activations) {
            let verdict = activation.outcome.verdict();
            let (Outcome::Kept { by, .. } | Outcome::Broken { by, .. }) = &activation.outcome else {
                continue;
            };
            let broken = verdict == Verdict::Broken;
            // What merely activated a breach is not itself wrong; what came late or was forbidden is.
            let trigger = activation.trigger.as_ref().filter(|_| broken).map(|trigger| &trigger.id);
            let shown = by.events.iter().filter(|moment| Some(&moment.id) != trigger);
            // Utterances are marked by their words.
            let shown = shown.chain(&activation.target).filter(|moment| &*moment.what != "utterance");
            for moment in shown {
                let known = marks.verdict.entry(&moment.id).or_insert(verdict);
                if broken {
                    *known = verdict;
                }
            }
            let wrong = sentences::words_are_wrong(activation);
            for words in by.words.iter().filter(|words| words.exemption.is_none()) {
                // Some of what was owed is no fault of the words that were said.
                let said = if wrong { Verdict::Broken } else { Verdict::Kept };
                let known = marks.verdict.entry(&words.event).or_insert(said);
                if wrong {
                    *known = said;
                    marks.words.insert(&words.event, &words.text);
                }
            }
        }
        marks
    }
}
