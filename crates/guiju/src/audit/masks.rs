//! Masks over judgements: what is judged is the log as it was, what is shown is the log without what tells who somebody is.

use super::Party;
use guiju_judge::{Activation, Breach, Entry, Evidence, Judgement, Moment, Note, Outcome};
use guiju_log::{Log, RowValue};
use guiju_redact::{Redacted, Redactor, masked, people};
use std::{collections::BTreeMap, sync::Arc};

/// A log with its masks.
pub struct Masks {
    redactor: Redactor,
    redacted: Redacted,
}

impl Masks {
    /// For a log.
    pub fn of(log: &Log) -> Masks {
        let redactor = Redactor::knowing(people(log).iter().map(String::as_str));
        let redacted = masked(log, &redactor, None);
        Masks { redactor, redacted }
    }

    /// The log, masked.
    pub fn log(&self) -> &Log {
        &self.redacted.log
    }

    /// A name or any other text.
    pub fn text(&self, text: &str) -> String {
        match self.redacted.ids.get(text) {
            Some(other) => other.clone(),
            None => self.redactor.mask(text).0.into_owned(),
        }
    }

    /// A site or a person.
    pub fn party(&self, party: &Party) -> Party {
        Party { id: self.text(&party.id), name: self.text(&party.name) }
    }

    /// Covers a judgement of the log as it was.
    pub fn cover(&self, judgement: &mut Judgement) {
        self.change(&mut judgement.id);
        for clause in &mut judgement.clauses {
            for activation in &mut Arc::make_mut(clause).activations {
                self.activation(activation);
            }
        }
    }

    fn change(&self, text: &mut String) {
        *text = self.text(text);
    }

    fn activation(&self, activation: &mut Activation) {
        let Activation { trigger, about, target, outcome, .. } = activation;
        trigger.iter_mut().chain(target).for_each(|moment| self.moment(moment));
        about.iter_mut().for_each(|about| self.change(about));
        match outcome {
            Outcome::Kept { by, exception, .. } => {
                self.evidence(by);
                exception.iter_mut().for_each(|moment| self.moment(moment));
            }
            Outcome::Broken { breach, by, .. } => {
                let said = by.words.iter().map(|words| words.text.clone()).collect::<Vec<_>>();
                self.evidence(by);
                let shown = by.words.iter().map(|words| words.text.clone());
                self.breach(breach, &said.into_iter().zip(shown).collect());
            }
            // Names of the standard, and of attributes.
            Outcome::Pending { .. } | Outcome::Unknown(_) | Outcome::NotApplicable => {}
        }
    }

    fn moment(&self, moment: &mut Moment) {
        moment.id = self.text(&moment.id).into();
    }

    fn evidence(&self, by: &mut Evidence) {
        by.events.iter_mut().for_each(|moment| self.moment(moment));
        for words in &mut by.words {
            self.change(&mut words.event);
            words.text =
                self.said(&words.event, words.from, words.to).unwrap_or_else(|| self.text(&words.text));
        }
        for note in &mut by.notes {
            match note {
                Note::Backdated { event } | Note::AlsoReported { event, .. } => self.change(event),
                Note::Corrected { by } => self.change(by),
                Note::Unverified { .. } => {}
            }
        }
    }

    /// Words of a masked utterance: part of a number is known as one only where the whole of it is seen.
    fn said(&self, event: &str, from: usize, to: usize) -> Option<String> {
        let log = self.log();
        let event = log.event(log.find_event(log.strings.get(event)?)?);
        let RowValue::Text(text) = log.to_row_value(event.attr(log.strings.get("text")?)?) else {
            return None;
        };
        Some(text.chars().skip(from).take(to.saturating_sub(from)).collect())
    }

    /// `shown` are the words of the evidence as they were, and masked.
    fn breach(&self, breach: &mut Breach, shown: &BTreeMap<String, String>) {
        let entries = |entries: &mut Vec<Entry>| {
            for Entry { asked, found, .. } in entries {
                self.change(asked);
                self.change(found);
            }
        };
        match breach {
            Breach::NotInTime { late: moment, .. }
            | Breach::NotBefore { limit: moment, .. }
            | Breach::NotSaid { before: moment, .. }
            | Breach::NoConsent { refused: moment, .. } => {
                moment.iter_mut().for_each(|moment| self.moment(moment));
            }
            Breach::TooSoon { came: moment, .. }
            | Breach::Done { what: moment }
            | Breach::TooClose { first: moment, .. } => self.moment(moment),
            Breach::Taboo { text, .. } => match shown.get(text.as_str()) {
                Some(masked) => text.clone_from(masked),
                None => self.change(text),
            },
            Breach::NotHeld { entries: not_held } => entries(not_held),
            Breach::Disagree { key, differs, .. } => {
                self.change(key);
                entries(differs);
            }
            Breach::OutOfLimits { window, .. } => window.iter_mut().for_each(|window| self.change(window)),
            Breach::WrongChoice { chosen, better, .. } => {
                self.change(chosen);
                self.change(better);
            }
            Breach::WrongAnswer { why, .. } => self.breach(why, shown),
            Breach::Parts(parts) => parts.iter_mut().for_each(|part| self.breach(part, shown)),
            // Names of the standard.
            Breach::NotNear { .. }
            | Breach::Untrue { .. }
            | Breach::NotRecorded { .. }
            | Breach::NoAnswer { .. }
            | Breach::RatedLow { .. }
            | Breach::Relation { .. }
            | Breach::NotQualified { .. }
            | Breach::Clause(_)
            | Breach::Reversed => {}
        }
    }
}
