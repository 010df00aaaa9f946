//! The forms of check, a folder each: `mod.rs` says what it means and judges it, `page.md` is its page in the book and its test.
//! Adding a form: its folder, its line in [`raws`] (and in [`activated_by`]); the language's part is in guiju-standard.

mod absence;
mod agree;
mod around;
mod choose;
mod consent;
mod count;
mod decide;
mod existence;
mod hold;
mod owed;
mod permit;
mod precedence;
mod rate;
mod relation;
mod response;
mod spacing;
mod training;

use crate::judging::{Cx, Judging};
use crate::patterns::Absence;
use crate::settle::Raw;
use guiju_standard::model::{Aggregate, Body, Check, Head, HoldOn, Pattern, Rule};

/// The activations of a form, in a stretch and for a member.
pub(crate) fn raws<'x, 'h: 'x>(judging: &'x Judging<'h>, check: &'h Check, cx: &Cx<'x, 'h>) -> Vec<Raw<'x>> {
    match check {
        Check::Rule(rule) => rule_raws(judging, rule, cx),
        Check::Relation(kind, patterns) => relation::raws(judging, *kind, patterns, cx),
        Check::Apart(pattern, bound, same) => spacing::raws(judging, pattern, bound, same, cx),
        Check::Hold(hold) => hold::raws(judging, hold, cx),
        Check::Count(count) => count::raws(judging, count, cx),
        Check::Choose(choose) => choose::raws(judging, choose, cx),
        Check::Agree(agree) => agree::raws(judging, agree, cx),
        Check::Rate(rate) => rate::raws(judging, rate, cx),
        Check::Cited(indicator) => rate::cited(judging, indicator, cx),
        Check::Trained(course) => training::trained(judging, course, cx),
        Check::Exam { topic, pass, valid } => training::exam(judging, topic, *pass, valid.as_ref(), cx),
        Check::Permit(pattern) => permit::raws(judging, pattern, cx),
        Check::Clause(id, _) => composition_clause(judging, id),
        // Compositions are taken apart before forms are judged.
        Check::AllOf(_) | Check::AnyOf(_) | Check::Not(_) | Check::If(..) => Vec::new(),
    }
}

fn rule_raws<'x, 'h: 'x>(judging: &'x Judging<'h>, rule: &'h Rule, cx: &Cx<'x, 'h>) -> Vec<Raw<'x>> {
    match (&rule.head, &rule.body) {
        (_, Body::Decide { table, row, .. }) => decide::raws(judging, rule, table, row.as_deref(), cx),
        (Head::Before(act), Body::Consent(consent)) => consent::raws(judging, rule, act, consent, cx),
        (_, Body::Consent(consent)) => consent::raws(judging, rule, &consent.given, consent, cx),
        (Head::When(trigger), Body::Forbidden(_) | Body::NeverSay(_)) => {
            absence::after(judging, rule, trigger, cx)
        }
        (Head::Before(trigger), Body::Forbidden(_) | Body::NeverSay(_)) => {
            absence::before(judging, rule, trigger, cx)
        }
        (Head::Around(trigger), Body::Forbidden(_) | Body::NeverSay(_)) => {
            absence::around(judging, rule, trigger, cx)
        }
        (_, Body::Forbidden(_) | Body::NeverSay(_)) => absence::never(judging, rule, cx),
        (Head::When(trigger), _) => response::raws(judging, rule, trigger, cx),
        (Head::Before(trigger), _) => precedence::raws(judging, rule, trigger, cx),
        (Head::Around(trigger), _) => around::raws(judging, rule, trigger, cx),
        (Head::Must, _) => existence::must(judging, rule, cx),
        (Head::First, _) => existence::first(judging, rule, cx),
        (Head::Last, _) => existence::last(judging, rule, cx),
    }
}

/// What activates a form: where nothing did, somebody must have been able to see it.
pub(crate) fn activated_by(check: &Check) -> Absence {
    match check {
        Check::Rule(rule) => match (&rule.head, &rule.body) {
            (Head::When(p) | Head::Before(p) | Head::Around(p), _) => Absence::of(p),
            (_, Body::Consent(consent)) => Absence::of(&consent.given),
            _ => Absence::Nothing,
        },
        Check::Hold(hold) => match &hold.on {
            // An inspection item has no activation; its absence is settled by the form.
            HoldOn::At(p) => Absence::of(p),
            HoldOn::Inspect(..) | HoldOn::Stretch => Absence::Nothing,
        },
        Check::Apart(p, ..) => Absence::of(p),
        Check::Choose(choose) => Absence::of(&choose.pattern),
        Check::Agree(agree) => agree.records.first().map_or(Absence::Nothing, |record| {
            Absence::One(record.split('.').next().unwrap_or(record).to_owned())
        }),
        Check::Relation(kind, patterns) if *kind != guiju_standard::model::RelationKind::Either => {
            Absence::Of(1, patterns.iter().map(Absence::of).collect())
        }
        _ => Absence::Nothing,
    }
}

/// The pattern that an aggregate counts.
pub(crate) fn counted(of: &Aggregate) -> &Pattern {
    match of {
        Aggregate::Number(p)
        | Aggregate::Sum(p)
        | Aggregate::Mean(p)
        | Aggregate::Trend(p)
        | Aggregate::Ratio(p, _) => p,
        Aggregate::Level { from, .. } => from,
    }
}

/// `clause: ID`: the verdict of another clause of the same subject.
fn composition_clause<'x, 'h: 'x>(judging: &'x Judging<'h>, id: &'h str) -> Vec<Raw<'x>> {
    use crate::outcome::{Breach, Evidence, Outcome, Verdict};
    use crate::settle::Settled;
    let Some(other) = judging.plan.clause_index(id).and_then(|index| judging.clause(index)) else {
        return Vec::new();
    };
    let deciding = other.activations.iter().find(|a| a.outcome.verdict() == other.verdict);
    let outcome = match (other.verdict, deciding.map(|a| a.outcome.clone())) {
        (Verdict::NotApplicable, _) => return Vec::new(),
        (Verdict::Broken, Some(Outcome::Broken { by, final_at, .. })) => {
            Outcome::Broken { breach: Breach::Clause(id.to_owned()), by, final_at }
        }
        (_, Some(outcome)) => outcome,
        (_, None) => match &other.missing {
            Some(missing) => Outcome::Unknown(missing.clone()),
            None => Outcome::Kept {
                by: Evidence::default(),
                final_at: guiju_time::Instant(judging.history.opening().max(0)),
                exception: None,
            },
        },
    };
    vec![Raw::fixed(None, Settled { outcome, target: None, absent: None })]
}
