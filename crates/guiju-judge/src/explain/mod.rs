//! Verdicts in one or two sentences for the person judged: what was owed, by when, what happened; what would have been
//! right. Made from the outcome alone, judges nothing.
//!
//! Names come by their titles, clock times are told beside the day of what activated, lengths are exact. There is
//! one file per family of breach, and each match is exhaustive: a new kind of breach asks for its sentence.

mod choice;
mod clause_parts;
mod figures;
mod gap;
mod held;
mod kept;
mod names;
mod opening;
mod owed;
mod records;
mod relation;
mod right;
mod sentence;
mod speech;
mod window;

#[cfg(test)]
mod tests;

pub use right::right;

use crate::outcome::{Activation, Breach, Missing, Moment, Outcome, Verdict};
use crate::plan::Plan;
use guiju_standard::model::Clause;
use guiju_time::{Instant, Lang};
use std::cell::Cell;

/// Why an activation stands as it does at `now`, in one or two sentences of one language.
///
/// Total: odd input (empty lists, unknown names, limits that hold) gives a plainer sentence, never a panic.
pub fn because(plan: &Plan, clause: &Clause, activation: &Activation, now: Instant, lang: Lang) -> String {
    let trigger = activation.trigger.as_ref();
    let day = match &activation.outcome {
        // What is still owed is read today.
        Outcome::Pending { .. } => Some(now),
        _ => trigger.map(|trigger| trigger.at),
    };
    let teller = Teller { plan, clause, activation, trigger, now, lang, day: Cell::new(day) };
    let mut told = match &activation.outcome {
        Outcome::Kept { by, exception, .. } => vec![teller.kept(by, exception.as_ref())],
        Outcome::Broken { breach, by, .. } => match breach {
            Breach::Reversed => vec![teller.reversed(by)],
            other => teller.breach(other),
        },
        Outcome::Pending { owed } => vec![teller.pending(owed)],
        Outcome::Unknown(missing) => vec![teller.gap(missing)],
        Outcome::NotApplicable => vec![teller.pick("这里不涉及", "this does not apply here").to_owned()],
    };
    if let (Some(member), Some(first)) = (teller.member(), told.first_mut())
        && !first.contains(&format!("（{member}）"))
        && !first.contains(&format!("({member})"))
    {
        *first = match lang {
            Lang::Zh => format!("{first}（{member}）"),
            Lang::En => format!("{first} ({member})"),
        };
    }
    sentence::finish(&told, lang)
}

/// As [`because`], for a clause of which no activation says why it is unknown.
pub fn because_missing(plan: &Plan, clause: &Clause, missing: &Missing, now: Instant, lang: Lang) -> String {
    let outcome = Outcome::Unknown(missing.clone());
    let activation =
        Activation { trigger: None, about: None, target: None, due: None, first_due: None, outcome };
    because(plan, clause, &activation, now, lang)
}

/// The word for a verdict: `守`, `Kept`.
pub fn verdict_word(verdict: Verdict, lang: Lang) -> &'static str {
    let (zh, en) = match verdict {
        Verdict::Kept => ("守", "Kept"),
        Verdict::Broken => ("违", "Broken"),
        Verdict::Pending => ("待", "Pending"),
        Verdict::Unknown => ("未明", "Unknown"),
        Verdict::NotApplicable => ("不涉", "Not applicable"),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// The shape of a verdict, which says the same without colour: `●`, `✕`, `◔`, `?`, `–`.
pub fn verdict_shape(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Kept => "●",
        Verdict::Broken => "✕",
        Verdict::Pending => "◔",
        Verdict::Unknown => "?",
        Verdict::NotApplicable => "–",
    }
}

/// Tells one activation in one language.
#[derive(Clone)]
struct Teller<'a> {
    plan: &'a Plan,
    clause: &'a Clause,
    activation: &'a Activation,
    /// What sentences open with; none where an earlier sentence has said it.
    trigger: Option<&'a Moment>,
    now: Instant,
    lang: Lang,
    /// The day beside which clock times are told; without a trigger that of the first time told, which bears its date.
    day: Cell<Option<Instant>>,
}

impl<'a> Teller<'a> {
    /// The text in the reader's language.
    fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        if self.lang == Lang::Zh { zh } else { en }
    }

    /// A breach as sentences without their full stops.
    fn breach(&self, breach: &Breach) -> Vec<String> {
        vec![match breach {
            Breach::NotInTime { owed, due, late } => self.not_in_time(owed, *due, late.as_ref()),
            Breach::TooSoon { came, earliest } => self.too_soon(came, *earliest),
            Breach::NotBefore { owed, limit, from, until } => {
                self.not_before(owed, limit.as_ref(), *from, *until)
            }
            Breach::NotNear { owed, from, until } => self.not_near(owed, *from, *until),
            Breach::TooClose { first, apart_us, was_us } => self.too_close(first, *apart_us, *was_us),
            Breach::Done { what } => self.done(what),
            Breach::NotHeld { entries } => self.not_held(entries),
            Breach::NotSaid { missing, said, due, before } => {
                self.not_said(missing, said, *due, before.as_ref())
            }
            Breach::Taboo { phrase, text, at } => self.taboo(phrase, text, *at),
            Breach::Untrue { phrase, at } => self.untrue(phrase, *at),
            Breach::NoConsent { asked, refused, .. } => self.no_consent(*asked, refused.as_ref()),
            Breach::NotRecorded { form, fields, unsigned, present, due } => {
                self.not_recorded(form, fields, unsigned, *present, *due)
            }
            Breach::Disagree { key, differs, missing } => self.disagree(key, differs, missing.as_deref()),
            Breach::OutOfLimits { of, value, min, max, window } => {
                self.out_of_limits(of, *value, (*min, *max), window.as_deref())
            }
            Breach::RatedLow { dimension, level, min } => self.rated_low(dimension, *level, *min),
            Breach::NotQualified { what, score, lapsed } => self.not_qualified(what, *score, *lapsed),
            Breach::WrongChoice { chosen, better, ranks } => {
                self.wrong_choice(chosen, better, (&ranks.0, &ranks.1))
            }
            Breach::WrongAnswer { row, why } => return self.wrong_answer(row, why),
            Breach::NoAnswer { row } => return self.no_answer(row),
            Breach::Relation { there, missing, forbidden } => self.relation(there, missing, *forbidden),
            Breach::Parts(parts) => return self.parts(parts),
            Breach::Clause(id) => self.other_clause(id),
            Breach::Reversed => self.ruled_out(),
        }]
    }

    /// The plainest thing to say of a breach: that the clause, by its title, was not met.
    fn unmet(&self) -> String {
        let title = self.clause_title(self.clause);
        match self.lang {
            Lang::Zh => format!("{}没有达到{title}的要求", self.opening()),
            Lang::En => format!("{}{title} was not met", self.opening()),
        }
    }

    /// The same teller behind a sentence that has already said what activated.
    fn further(&self) -> Teller<'a> {
        Teller { trigger: None, ..self.clone() }
    }
}
