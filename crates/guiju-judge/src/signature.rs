//! Doubts about a signature: what makes a person look at it before it counts (language.md, Forms and registers).

use crate::history::SideOf;
use crate::judging::Judging;
use crate::outcome::Verdict;
use guiju_condition::Value;
use guiju_standard::model::Form;

/// Stands before the reasons of a doubt where they are handed on as what is missing.
pub(crate) const DOUBT: &str = "needs_review";
/// The later confirmation was denied.
const DENIED: &str = "confirmation_denied";

/// What is to be thought of a signature.
pub(crate) enum Standing {
    /// Nothing speaks against it, or a person found it to be the signer's own.
    Good,
    /// Somebody has to look, and why.
    Doubtful(Vec<String>),
    /// A person found it not to be the signer's own.
    Refuted,
}

impl Judging<'_> {
    /// What is to be thought of the signatures on a filled form.
    pub(crate) fn standing(&self, form: Option<&Form>, at: usize) -> Standing {
        let doubts = self.doubts(form, at);
        match (doubts.is_empty(), self.decided(at)) {
            (true, _) | (false, Some(true)) => Standing::Good,
            (false, Some(false)) => Standing::Refuted,
            (false, None) => Standing::Doubtful(doubts),
        }
    }

    /// What speaks against a signature: attributes that contradict the form's `not_by`, and a later denial.
    fn doubts(&self, form: Option<&Form>, at: usize) -> Vec<String> {
        let history = self.history;
        let mut doubts = Vec::new();
        if let Some(not_by) = form.and_then(|form| form.not_by.as_deref()) {
            for name in ["signature.device_of", "signature.like"] {
                let whose = history.event_attr(at, name);
                let theirs = match &whose {
                    Some(Value::Text(whose)) => self.is_theirs(whose, not_by),
                    _ => false,
                };
                if theirs {
                    doubts.push(name.to_owned());
                }
            }
            if self.is_elsewhere(at) {
                doubts.push("signature.place".to_owned());
            }
        }
        let denied = |event: usize| history.text_attr(event, "of") == Some(history.id(at));
        if history.of_activity(DENIED).any(denied) {
            doubts.push(DENIED.to_owned());
        }
        doubts
    }

    /// Whether a hand or a device is of those who must not sign: their role, one of their side, or one of them by id.
    fn is_theirs(&self, whose: &str, not_by: &str) -> bool {
        let ours = self.history.side(not_by) == SideOf::Ours;
        whose == not_by || (ours && self.is_staff(whose))
    }

    /// Whether the signature names another place than the subject's own; nothing can be said where either is absent.
    fn is_elsewhere(&self, at: usize) -> bool {
        let history = self.history;
        let signed = history.event_attr(at, "signature.place");
        let own = history.subject_attr("place", history.events[at].time);
        matches!((&signed, &own), (Some(Value::Text(signed)), Some(Value::Text(own))) if signed.trim() != own.trim())
    }

    /// What a person decided about the form, or about the clause: whether the signature is the signer's own; the latest counts.
    fn decided(&self, form: usize) -> Option<bool> {
        let history = self.history;
        let clause = self.clause.get().map(|index| self.plan.standard.clauses[index].id.as_str());
        let is_about = |at: &usize| match history.text_attr(*at, "of") {
            Some(of) => of == history.id(form),
            None => clause.is_some() && history.text_attr(*at, "clause") == clause,
        };
        let decisions = ["verdict_confirmed", "verdict_overruled"];
        let latest =
            decisions.iter().filter_map(|name| history.of_activity(name).filter(is_about).max()).max()?;
        Some(match history.text_attr(latest, "verdict") {
            Some(verdict) => verdict == Verdict::Kept.name(),
            None => history.activity(latest) == "verdict_overruled",
        })
    }
}
