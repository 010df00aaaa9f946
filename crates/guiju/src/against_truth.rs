//! Holding verdicts against what a simulator says really happened.

use crate::{
    audit::Judged,
    report::{About, Both},
    sentences::{self, word},
};
use guiju_judge::{ClauseJudgement, Outcome, Verdict};
use guiju_simulate::Truth;
use guiju_standard::model::{Body, Check, Part};
use std::collections::{BTreeMap, BTreeSet};

/// Of the words that were judged, so many may be judged otherwise than they were meant: recognisers mishear.
pub const WORDS_MISSED: f64 = 0.02;

/// What the truth says of one subject.
#[derive(Default)]
struct Facts<'t> {
    broken: BTreeMap<&'t str, &'t str>,
    /// Events by which an act shows.
    shown_by: BTreeMap<&'t str, &'t [String]>,
    unseen: BTreeSet<&'t str>,
    /// Rows on which no verdict is wrong.
    open: BTreeSet<&'t str>,
    /// Rows that may be unknown as well.
    may_be_unseen: BTreeSet<&'t str>,
}

/// A verdict that is not what happened.
pub struct Difference {
    /// The subject.
    pub subject: String,
    /// The row of the text.
    pub row: String,
    /// The clause, by its title.
    pub clause: Both,
    /// What should have come out.
    pub expected: &'static str,
    /// What came out.
    pub found: Verdict,
    /// What was done, where something was.
    pub act: String,
    /// What the judge says.
    pub because: Both,
}

/// How verdicts stand against the truth.
pub struct AgainstTruth<'t> {
    facts: BTreeMap<&'t str, Facts<'t>>,
    /// Breaches that were put in, and how many of them were found.
    pub injected: u64,
    /// Breaches found.
    pub found: u64,
    /// Judgements that cannot be made, for the evidence was taken away.
    pub hidden: u64,
    /// Judgements about words that were made.
    pub words: u64,
    /// Breaches in words that were put in.
    pub words_injected: u64,
    /// Words judged otherwise than they were meant.
    pub words_missed: Vec<Difference>,
    /// Of those, breaches that were put in and not found.
    pub words_injected_missed: u64,
    /// Anything else.
    pub others: Vec<Difference>,
    /// Acts that were found without any of the events by which they show: subject and act.
    pub unshown: Vec<(String, String)>,
}

impl<'t> AgainstTruth<'t> {
    /// Nothing compared yet.
    pub fn new(truth: &'t Truth) -> Self {
        let mut facts: BTreeMap<&str, Facts<'_>> = BTreeMap::new();
        for deviation in &truth.injected {
            let known = facts.entry(&deviation.subject).or_default();
            known.broken.extend(deviation.rows.iter().map(|row| (row.as_str(), deviation.act.as_str())));
            known.open.extend(deviation.open.iter().map(String::as_str));
            if !deviation.events.is_empty() {
                known.shown_by.insert(&deviation.act, &deviation.events);
            }
        }
        for hidden in &truth.hidden {
            let known = facts.entry(&hidden.subject).or_default();
            known.unseen.extend(hidden.rows.iter().map(String::as_str));
            known.may_be_unseen.extend(hidden.open.iter().map(String::as_str));
        }
        AgainstTruth {
            facts,
            injected: 0,
            found: 0,
            hidden: 0,
            words: 0,
            words_injected: 0,
            words_missed: Vec::new(),
            words_injected_missed: 0,
            others: Vec::new(),
            unshown: Vec::new(),
        }
    }

    /// Compares one subject.
    pub fn add(&mut self, about: &About<'_>, judged: &Judged<'_>) {
        let judgement = &judged.judgement;
        // A row may have several clauses: it is broken if one of them is, unknown if one of the rest is.
        let mut rows: BTreeMap<&str, Vec<&ClauseJudgement>> = BTreeMap::new();
        for clause in &judgement.clauses {
            for row in clause.covers.iter() {
                rows.entry(row).or_default().push(clause);
            }
        }
        let nothing = Facts::default();
        let facts = self.facts.remove(judgement.id.as_str());
        let facts = facts.as_ref().unwrap_or(&nothing);
        // An act may break several rows; in one of them at least it has to be found by its events.
        let mut found: BTreeMap<&str, bool> = BTreeMap::new();
        for (row, clauses) in rows {
            let verdict = Verdict::roll_up(clauses.iter().map(|clause| clause.verdict));
            let words = clauses.iter().any(|clause| {
                about
                    .plan
                    .standard
                    .clauses
                    .get(clause.clause)
                    .is_some_and(|clause| is_about_words(&clause.part))
            });
            let act = facts.broken.get(row).copied();
            if act.is_some() {
                self.injected += 1;
                self.found += u64::from(verdict == Verdict::Broken);
                self.words_injected += u64::from(words);
            }
            if let Some((act, events)) = act.and_then(|act| Some((act, *facts.shown_by.get(act)?)))
                && verdict == Verdict::Broken
            {
                *found.entry(act).or_default() |= clauses.iter().any(|clause| cites(clause, events));
            }
            self.hidden += u64::from(facts.unseen.contains(row));
            self.words += u64::from(words && matches!(verdict, Verdict::Kept | Verdict::Broken));
            let Some(expected) = wrong(facts, row, verdict) else { continue };
            let told = clauses.iter().find(|clause| clause.verdict == verdict).or(clauses.first());
            let difference = Difference {
                subject: format!("{} {}", judgement.kind, judgement.id),
                row: row.to_owned(),
                clause: told.map(|clause| title(about, clause)).unwrap_or_default(),
                expected,
                found: verdict,
                act: act.unwrap_or_default().to_owned(),
                because: told.map(|clause| because(about, clause)).unwrap_or_default(),
            };
            // A recogniser can make words sound wrong or harmless; it can't take evidence away.
            let misheard = words && !facts.unseen.contains(row) && verdict != Verdict::Unknown;
            if misheard {
                self.words_injected_missed += u64::from(act.is_some());
                self.words_missed.push(difference);
            } else {
                self.others.push(difference);
            }
        }
        let unshown = found.into_iter().filter(|(_, shown)| !shown);
        self.unshown.extend(unshown.map(|(act, _)| (judgement.id.clone(), act.to_owned())));
    }

    /// Facts about subjects that were never judged.
    pub fn unjudged(&self) -> Vec<&'t str> {
        let told = self.facts.iter().filter(|(_, facts)| !facts.broken.is_empty());
        told.map(|(subject, _)| *subject).collect()
    }

    /// Whether all is as it should be.
    pub fn holds(&self) -> bool {
        let few = |missed: u64, of: u64| missed as f64 <= WORDS_MISSED * of as f64;
        self.others.is_empty()
            && self.unshown.is_empty()
            && self.unjudged().is_empty()
            && few(self.words_missed.len() as u64, self.words)
            && few(self.words_injected_missed, self.words_injected)
    }
}

/// Whether something broken names one of the events.
fn cites(clause: &ClauseJudgement, events: &[String]) -> bool {
    clause.activations.iter().any(|activation| {
        let Outcome::Broken { by, .. } = &activation.outcome else { return false };
        let moments = by.events.iter().chain(&activation.trigger).chain(&activation.target);
        moments.map(|moment| &*moment.id).any(|cited| events.iter().any(|id| id == cited))
    })
}

/// What should have come out in place of a verdict; `None` where it is right.
fn wrong(facts: &Facts<'_>, row: &str, verdict: Verdict) -> Option<&'static str> {
    let is = |expected: Verdict| (verdict != expected).then(|| expected.name());
    if facts.open.contains(row) {
        return None;
    }
    if facts.broken.contains_key(row) {
        return is(Verdict::Broken);
    }
    if facts.unseen.contains(row) {
        return is(Verdict::Unknown);
    }
    match verdict {
        Verdict::Kept | Verdict::NotApplicable => None,
        Verdict::Unknown if facts.may_be_unseen.contains(row) => None,
        Verdict::Unknown | Verdict::Broken | Verdict::Pending => Some(Verdict::Kept.name()),
    }
}

fn title(about: &About<'_>, judged: &ClauseJudgement) -> Both {
    let clause = about.plan.standard.clauses.get(judged.clause);
    Both::of(|lang| clause.map(|clause| clause.title.get(lang)).unwrap_or_default().to_owned())
}

fn because(about: &About<'_>, judged: &ClauseJudgement) -> Both {
    let Some(clause) = about.plan.standard.clauses.get(judged.clause) else { return Both::default() };
    let of_verdict = judged.activations.iter().find(|a| a.outcome.verdict() == judged.verdict);
    Both::of(|lang| match of_verdict {
        Some(activation) => sentences::because(about.plan, clause, activation, about.now, lang),
        None => word(judged.verdict, lang).to_owned(),
    })
}

/// Whether a check listens to what was said.
fn is_about_words(part: &Part) -> bool {
    match &part.check {
        Check::Rule(rule) => {
            matches!(rule.body, Body::Say(_) | Body::NeverSay(_) | Body::Consent(_) | Body::Decide { .. })
        }
        Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().any(is_about_words),
        Check::Not(part) => is_about_words(part),
        Check::If(a, b) => is_about_words(a) || is_about_words(b),
        _ => false,
    }
}
