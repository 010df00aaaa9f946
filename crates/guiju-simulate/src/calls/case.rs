//! What a call is about: the circumstances, before anybody speaks.

use std::collections::BTreeSet;

use crate::prng::Prng;

/// Who calls whom, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    Inbound,
    Coordinate,
    FollowUp,
}

/// What comes up, by the norm's items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    Enquiry,
    CannotHear,
    Consult,
    Waiting,
    Silent,
    Transfer,
    AsksAgent,
    AgentAway,
    Complaint,
    Accent,
    Batch,
    Unreasonable,
    LineDead,
    Result,
    NotFound,
    Leader,
    Suggestion,
    Staff,
}

/// A further circumstance; present or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum With {
    /// The customer will not be transferred.
    Refuses,
    /// The customer refuses first, and agrees later.
    AgreesLater,
    /// The customer says nothing when asked to hold.
    NoAnswer,
    /// The hold is long enough to owe an apology.
    LongHold,
    Presses,
    /// The agent breaks in once, which the norm lets pass.
    Interrupted,
    Holiday,
    /// The agent, not the customer, hangs up.
    AgentEnds,
}

/// What an act needs to be possible at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    On(Line),
    About(Topic),
    Has(With),
    Not(With),
}

/// The circumstances of one call.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) line: Line,
    pub(crate) topics: Vec<Topic>,
    with: BTreeSet<With>,
    fixed: Vec<Need>,
}

impl Case {
    /// A case as chance has it.
    pub(crate) fn draw(prng: &mut Prng) -> Self {
        use Topic::*;
        use With::*;
        let line = prng.weighted(&[(Line::Inbound, 0.85), (Line::Coordinate, 0.08), (Line::FollowUp, 0.07)]);
        let often = [
            (Enquiry, 0.2),
            (CannotHear, 0.06),
            (Consult, 0.1),
            (Waiting, 0.08),
            (Silent, 0.04),
            (Transfer, 0.06),
            (AsksAgent, 0.04),
            (AgentAway, 0.04),
            (Complaint, 0.1),
            (Accent, 0.03),
            (Batch, 0.03),
            (Unreasonable, 0.03),
            (LineDead, 0.03),
            (Result, 0.06),
            (NotFound, 0.03),
            (Leader, 0.03),
            (Suggestion, 0.04),
            (Staff, 0.03),
        ];
        let mut topics = vec![prng.weighted(&often)];
        if prng.chance(0.25) {
            topics.push(prng.weighted(&often));
        }
        let odds = [
            (Refuses, 0.15),
            (AgreesLater, 0.1),
            (NoAnswer, 0.12),
            (LongHold, 0.5),
            (Presses, 0.5),
            (Interrupted, 0.2),
            (Holiday, 0.08),
            (AgentEnds, 0.5),
        ];
        let with = odds.iter().filter(|(_, p)| prng.chance(*p)).map(|(what, _)| *what).collect();
        let mut case = Self { line, topics, with, fixed: Vec::new() };
        case.settle();
        case
    }

    pub(crate) fn has(&self, what: With) -> bool {
        self.with.contains(&what)
    }

    /// Makes an act possible; false (and nothing changed) if an earlier act needs the contrary.
    pub(crate) fn allow(&mut self, needs: &[Need]) -> bool {
        let mut next = self.clone();
        next.fixed.extend(needs);
        for need in &next.fixed {
            match *need {
                Need::On(line) => next.line = line,
                Need::About(topic) => next.topics = vec![topic],
                Need::Has(what) => {
                    next.with.insert(what);
                }
                Need::Not(what) => {
                    next.with.remove(&what);
                }
            }
        }
        next.settle();
        let kept = next.fixed.iter().all(|need| match *need {
            Need::On(line) => next.line == line,
            Need::About(topic) => next.topics.contains(&topic),
            Need::Has(what) => next.has(what),
            Need::Not(what) => !next.has(what),
        });
        if kept {
            *self = next;
        }
        kept
    }

    /// Takes a circumstance away.
    pub(crate) fn lack(&mut self, what: With) {
        self.with.remove(&what);
    }

    /// One topic only, so that no other says what is left unsaid in it.
    pub(crate) fn narrow(&mut self) {
        self.topics.truncate(1);
    }

    fn settle(&mut self) {
        if self.has(With::Refuses) {
            self.with.remove(&With::AgreesLater);
        }
        self.topics.dedup();
        // What ends the call, or hands it to somebody else, comes last and alone.
        let last = [Topic::LineDead, Topic::Transfer, Topic::AsksAgent]
            .into_iter()
            .find(|t| self.topics.contains(t));
        if let Some(last) = last {
            self.topics.retain(|topic| *topic == last);
        }
        if self.topics.contains(&Topic::LineDead) {
            self.with.remove(&With::Holiday);
            self.with.insert(With::AgentEnds);
        }
    }
}
