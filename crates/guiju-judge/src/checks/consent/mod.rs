//! `before Z consent: A [ask] [answer] [within]`: our side asks, the other side agrees, only then Z.

use super::owed;
use crate::consent::Says;
use crate::history::{SideOf, TurnInfo};
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Moment, Outcome};
use crate::patterns::Absence;
use crate::region::{Region, Side};
use crate::settle::{Absent, Raw, Settled, evidence};
use guiju_condition::{Truth, Value};
use guiju_standard::model::{Consent, Pattern, Rule};
use guiju_time::Instant;

/// One step on the way to the act.
#[derive(Debug, Clone)]
enum Step {
    Asked,
    /// Our side tapped that the other side agreed.
    Tapped(Hit),
    Yes(Hit),
    No(Hit),
    Doubt(guiju_condition::Missing),
}

pub(super) fn raws<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    rule: &'h Rule,
    act: &'h Pattern,
    consent: &'h Consent,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    let acts = judging.activations(act, cx);
    let mut used: Vec<crate::history::Order> = Vec::new();
    acts.into_iter()
        .map(|hit| {
            let settled = settle(judging, rule, &hit, consent, &used, cx);
            if !consent.lasts_subject
                && let (Outcome::Kept { .. }, Some(yes)) = (&settled.outcome, &settled.target)
            {
                used.push(yes.order);
            }
            Raw::fixed(Some(hit), settled)
        })
        .collect()
}

fn settle<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    act: &Hit,
    consent: &'h Consent,
    used: &[crate::history::Order],
    cx: &Cx<'_, 'h>,
) -> Settled {
    let history = judging.history;
    if !act.is_certain() {
        return Settled::doubtful(&act.missing.clone().unwrap_or_default());
    }
    let region = Region::beside(act, Side::Before).within(cx.stretch);
    let mut steps = event_steps(judging, rule, act, consent, &region, used, cx);
    steps.extend(word_steps(judging, rule, act, consent, &region, used, cx));
    steps.sort_by_key(|(order, _)| *order);
    let final_at = Instant(act.order.time);
    let mut yes: Option<Hit> = None;
    let mut refused: Option<Moment> = None;
    let mut asked = false;
    let mut doubt = None;
    let mut tapped = None;
    for (_, step) in steps {
        match step {
            Step::Asked => asked = true,
            Step::Tapped(hit) => tapped = Some(hit),
            Step::Yes(hit) => {
                yes = Some(hit);
                refused = None;
            }
            Step::No(hit) => {
                refused = Some(hit.moment(history));
                yes = None;
            }
            Step::Doubt(missing) => doubt = Some(missing),
        }
    }
    // A tap by our own side counts only where no transcript contradicts it: nobody listened, or the question was heard and
    // not refused.
    let listened = judging.history.evidence.covered("transcript", act.order.time, act.order.time) > 0.0;
    if yes.is_none() && refused.is_none() && (!listened || asked) {
        yes = tapped;
    }
    if let Some(yes) = yes {
        let by = evidence(judging, &[&yes, act]);
        return Settled {
            outcome: Outcome::Kept { by, final_at, exception: None },
            target: Some(yes),
            absent: None,
        };
    }
    if refused.is_none() && consent.unopposed && asked {
        let by = evidence(judging, &[act]);
        return Settled {
            outcome: Outcome::Kept { by, final_at, exception: None },
            target: None,
            absent: None,
        };
    }
    if refused.is_none()
        && let Some(missing) = doubt
    {
        return Settled::doubtful(&missing);
    }
    let seen = refused.is_some();
    let unsaid = match &consent.ask {
        Some(ask) if !asked && !seen => judging.find_say(ask, &region, cx).search.missing,
        _ => Vec::new(),
    };
    let breach = Breach::NoConsent { asked, unsaid, refused };
    // Silence on the tape decides as silence in the taps does: either must have been there to hear it.
    let mut kinds = vec![Absence::of(&consent.given)];
    if !history.turns.is_empty() {
        kinds = vec![Absence::One("utterance".to_owned())];
    }
    let absent =
        (!seen).then_some(Absent { of: Absence::Of(1, kinds), from: i64::MIN, until: act.order.time });
    Settled {
        outcome: Outcome::Broken { breach, by: evidence(judging, &[act]), final_at },
        target: None,
        absent,
    }
}

/// The consent's own events: a yes unless `given` is false. What says it is for another thing (`same`, `with`) is for that.
fn event_steps<'h>(
    judging: &Judging<'h>,
    rule: &Rule,
    act: &Hit,
    consent: &'h Consent,
    region: &Region,
    used: &[crate::history::Order],
    cx: &Cx<'_, 'h>,
) -> Vec<(crate::history::Order, Step)> {
    let history = judging.history;
    let mut steps = Vec::new();
    let pair = owed::pairing(rule, Some(act), None, &[]);
    for mut hit in judging.activations(&consent.given, cx) {
        let Some(at) = hit.event else { continue };
        // A yes in words is weighed with its question; words that the clause itself names are an offer.
        if hit.answer.is_some() || !region.holds(&hit) || used.contains(&hit.order) {
            continue;
        }
        // Words carry no attributes: what ties them to the act is the question, or the phrase that the clause names.
        if history.events[at].turn.is_none() {
            match judging.pairs(&hit, &pair, cx) {
                Truth::False => continue,
                Truth::True => {}
                Truth::Unknown(missing) => {
                    hit.missing = Some(hit.missing.take().unwrap_or_default().and(missing));
                }
            }
        }
        let step = match history.event_attr(at, "given") {
            _ if !hit.is_certain() => Step::Doubt(hit.missing.clone().unwrap_or_default()),
            Some(Value::Bool(false)) => Step::No(hit.clone()),
            _ if is_by_our_side(judging, at) => Step::Tapped(hit.clone()),
            _ => Step::Yes(hit.clone()),
        };
        steps.push((hit.order, step));
    }
    steps
}

/// Whether an event's `by` names our side.
fn is_by_our_side(judging: &Judging<'_>, at: usize) -> bool {
    matches!(judging.history.event_attr(at, "by"), Some(Value::Text(by)) if judging.history.side(&by) == SideOf::Ours)
}

/// Questions of ours and answers of the other side before the act.
fn word_steps<'h>(
    judging: &Judging<'h>,
    rule: &'h Rule,
    act: &Hit,
    consent: &'h Consent,
    region: &Region,
    used: &[crate::history::Order],
    cx: &Cx<'_, 'h>,
) -> Vec<(crate::history::Order, Step)> {
    let history = judging.history;
    let mut steps = Vec::new();
    let order = |turn: usize| history.turns[turn].events.first().map(|at| history.order(*at));
    let inside = |turn: usize| {
        history.turns[turn]
            .events
            .iter()
            .any(|at| region.holds_place(history.order(*at), Some(*at), history.events[*at].source))
    };
    let longest = rule
        .within
        .as_ref()
        .and_then(|bound| owed::span(judging, bound, Some(act), cx).ok())
        .and_then(guiju_time::Span::as_elapsed);
    for (number, turn) in history.turns.iter().enumerate() {
        if turn.side == SideOf::Ours && inside(number) && judging.asks(number, consent) {
            steps.extend(order(number).map(|order| (order, Step::Asked)));
        }
    }
    // Words by which the other side offers the act unasked, where the clause names them.
    let offers: Vec<usize> = judging
        .activations(&consent.given, cx)
        .iter()
        .filter(|hit| hit.answer.is_none())
        .filter_map(|hit| history.events[hit.event?].turn)
        .collect();
    let takes_back = |turn: usize| {
        let asked = |at: &TurnInfo| at.side == SideOf::Ours && guiju_phrase::is_question(&at.words);
        offers.iter().any(|offer| *offer < turn && !history.turns[*offer..turn].iter().any(asked))
    };
    for answer in judging.answers() {
        if !inside(answer.turn) {
            continue;
        }
        let Some(place) = order(answer.turn) else { continue };
        let question = judging.question_before(answer.turn, consent);
        let asked = question.and_then(|turn| history.turns[turn].events.last());
        let in_time = match (longest, asked.map(|at| history.end_of_words(*at))) {
            (Some(longest), Some(asked)) => place.time - asked <= longest.0,
            _ => true,
        };
        let Some(at) = history.turns[answer.turn].events.first().copied() else { continue };
        let mut hit = Hit::of_event(history, at);
        hit.words.clone_from(&answer.words);
        match answer.says {
            Says::Yes if question.is_some() && in_time && !used.contains(&place) => {
                steps.push((place, Step::Yes(hit)));
            }
            Says::No | Says::Conditional if question.is_some() => steps.push((place, Step::No(hit))),
            Says::No | Says::Conditional if takes_back(answer.turn) => steps.push((place, Step::No(hit))),
            _ => {}
        }
    }
    steps
}
