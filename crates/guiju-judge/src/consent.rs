//! Answers in words: who asked, whether the other side agreed.

use crate::history::SideOf;
use crate::hit::Hit;
use crate::judging::Judging;
use crate::outcome::Words;
use guiju_phrase::Answer;
use guiju_standard::model::{Body, Check, Consent, Part, Pattern};

/// How many turns of the other side an answer may take.
const TURNS: usize = 2;

/// A turn of the other side that answers a question of ours.
#[derive(Debug, Clone)]
pub(crate) struct AnswerTurn {
    /// The turn.
    pub(crate) turn: usize,
    /// What it says.
    pub(crate) says: Says,
    /// The words.
    pub(crate) words: Vec<Words>,
}

/// What an answer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Yes, if.
    Conditional,
}

impl Judging<'_> {
    /// The turns of the other side that say yes or no, worked out once.
    pub(crate) fn answers(&self) -> &[AnswerTurn] {
        self.answers.get_or_init(|| {
            let history = self.history;
            let mut found = Vec::new();
            for (number, turn) in history.turns.iter().enumerate() {
                if turn.side != SideOf::Other {
                    continue;
                }
                let (says, matched) = match self.plan.book.answer(&turn.words) {
                    Answer::Yes(m) => (Says::Yes, m),
                    Answer::No(m) => (Says::No, m),
                    Answer::Conditional(m) => (Says::Conditional, m),
                    Answer::None => continue,
                };
                let words = crate::speech::words_of(history, turn, &matched, None);
                found.push(AnswerTurn { turn: number, says, words });
            }
            found
        })
    }

    /// Events that words stand for: a yes or no after the question that some clause of the pack asks before an act counts as
    /// the consent's event, given or not.
    pub(crate) fn answer_hits(&self, name: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        for clause in &self.plan.standard.clauses {
            if clause.per == self.history.subject.kind {
                consents(&clause.part, &mut |consent| {
                    if names_activity(&consent.given, name) {
                        hits.extend(self.answers_to(consent, name));
                    }
                });
            }
        }
        hits.sort_by_key(|hit| hit.order);
        hits.dedup_by_key(|hit| hit.order);
        hits
    }

    /// The answers to a question of ours, as events of the consent's activity.
    pub(crate) fn answers_to(&self, consent: &Consent, name: &str) -> Vec<Hit> {
        let history = self.history;
        let mut hits = Vec::new();
        for answer in self.answers() {
            let Some(at) = history.turns[answer.turn].events.first().copied() else { continue };
            if self.question_before(answer.turn, consent).is_some() {
                let mut hit = Hit::of_event(history, at);
                hit.what = name.into();
                hit.answer = Some(answer.says == Says::Yes);
                hit.words = answer.words.clone();
                hits.push(hit);
            }
        }
        hits
    }

    /// The turn of our side that asked, if one lies so near before an answer that it is the one answered.
    pub(crate) fn question_before(&self, answer: usize, consent: &Consent) -> Option<usize> {
        let history = self.history;
        let mut others = 0;
        for number in (0..answer).rev() {
            let turn = &history.turns[number];
            match turn.side {
                SideOf::Other => {
                    others += 1;
                    if others >= TURNS {
                        return None;
                    }
                }
                SideOf::Ours => {
                    if self.asks(number, consent) {
                        return Some(number);
                    }
                }
                SideOf::Neither => {}
            }
        }
        None
    }

    /// Whether a turn of ours asks for the consent: the phrases named, else any question.
    pub(crate) fn asks(&self, number: usize, consent: &Consent) -> bool {
        let turn = &self.history.turns[number];
        match &consent.ask {
            None => !turn.internal && guiju_phrase::is_question(&turn.words),
            Some(say) => {
                // Elements may be spread over the turns of ours that lead up to this one.
                let from = number.saturating_sub(3);
                let turns: Vec<&guiju_phrase::Turn> = self.history.turns[from..=number]
                    .iter()
                    .filter(|turn| turn.side == SideOf::Ours)
                    .map(|turn| &turn.words)
                    .collect();
                let book = &self.plan.book;
                let slots = &self.history.slots;
                let here = guiju_phrase::is_question(&turn.words)
                    || say.phrases.iter().any(|phrase| !book.find(phrase, &turn.words, slots).is_empty());
                let needed = match say.quorum {
                    guiju_standard::model::Quorum::All => say.phrases.len(),
                    guiju_standard::model::Quorum::AtLeast(least) => least,
                };
                let said = say
                    .phrases
                    .iter()
                    .filter(|phrase| book.said_in(phrase, &turns, slots).complete.is_some());
                here && said.count() >= needed
            }
        }
    }
}

/// Whether a pattern names an activity.
fn names_activity(pattern: &Pattern, name: &str) -> bool {
    crate::patterns::names_of(pattern).iter().any(|n| n == name)
}

/// Calls `visit` with every consent of a check.
fn consents<'a>(part: &'a Part, visit: &mut dyn FnMut(&'a Consent)) {
    match &part.check {
        Check::Rule(rule) => {
            if let Body::Consent(consent) = &rule.body {
                visit(consent);
            }
        }
        Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().for_each(|part| consents(part, visit)),
        Check::Not(part) => consents(part, visit),
        Check::If(a, b) => {
            consents(a, visit);
            consents(b, visit);
        }
        _ => {}
    }
}
