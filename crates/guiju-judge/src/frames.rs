//! A clause as a whole: whether it applies, its stretches and members, compositions, the roll-up.

use crate::checks;
use crate::history::Order;
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::member::{Member, rows_of};
use crate::outcome::{Activation, Breach, ClauseJudgement, Evidence, Gap, Missing, Outcome, Verdict};
use crate::patterns::Absence;
use crate::region::Stretch;
use crate::scene::Scene;
use crate::settle::{Absent, attribute_gap, join};
use guiju_condition::Env;
use guiju_condition::{Place, PlaceRef, Truth, Value};
use guiju_standard::model::{Bound, Check, Clause, Covers, During, Each, Head, Part, Pattern, Rule};
use guiju_time::Instant;
use std::sync::Arc;

/// Judges one clause of the subject.
pub(crate) fn judge_clause(judging: &Judging<'_>, index: usize) -> ClauseJudgement {
    let clause = &judging.plan.standard.clauses[index];
    let history = judging.history;
    let mut result = ClauseJudgement {
        clause: index,
        verdict: Verdict::NotApplicable,
        activations: Vec::new(),
        missing: None,
        does_not_apply: false,
        covers: covers(judging, index),
    };
    if let Some(applies) = &clause.applies {
        let scene = Scene::at_point(judging, Order::end_of(history.opening()));
        match guiju_condition::truth(applies, &scene) {
            Truth::True => {}
            Truth::False => {
                result.does_not_apply = true;
                return result;
            }
            Truth::Unknown(missing) => {
                result.verdict = Verdict::Unknown;
                let missing = attribute_gap(&missing);
                result.activations.push(gap_activation(missing.clone()));
                result.missing = Some(missing);
                return result;
            }
        }
    }
    judging.as_of_activation.set(clause.as_of_activation);
    // One clause may ask for the verdict of another.
    let asking = judging.clause.replace(Some(index));
    result.activations = judge_part(judging, &clause.part);
    judging.clause.set(asking);
    judging.as_of_activation.set(false);
    if clause.confirm_by_person {
        await_person(judging, clause, &mut result.activations);
    }
    result.activations.sort_by_key(|a| a.trigger.as_ref().map(|t| t.at));
    result.verdict = Verdict::roll_up(result.activations.iter().map(|a| a.outcome.verdict()));
    // An activation without a trigger that only says what evidence is missing is the clause's own gap.
    if let [only] = result.activations.as_slice()
        && only.trigger.is_none()
        && let Outcome::Unknown(missing) = &only.outcome
    {
        result.missing = Some(missing.clone());
    }
    result
}

/// An automatic breach stays unknown until a person has decided; the latest decision counts.
fn await_person(judging: &Judging<'_>, clause: &Clause, activations: &mut [Activation]) {
    let history = judging.history;
    let is_about =
        |at: usize| matches!(history.event_attr(at, "clause"), Some(Value::Text(id)) if *id == *clause.id);
    let decision = ["finding_confirmed", "verdict_confirmed", "verdict_overruled"]
        .iter()
        .flat_map(|name| history.of_activity(name).filter(|at| is_about(*at)).collect::<Vec<_>>())
        .max();
    let overruled = decision.filter(|at| history.activity(*at) == "verdict_overruled");
    for activation in activations {
        if activation.outcome.verdict() != Verdict::Broken {
            continue;
        }
        let to = overruled.and_then(|at| history.event_attr(at, "verdict"));
        activation.outcome = match (decision, overruled, to) {
            (Some(_), None, _) => continue,
            (_, Some(at), Some(Value::Text(verdict))) if &*verdict == Verdict::Kept.name() => {
                let hit = crate::hit::Hit::of_event(history, at);
                Outcome::Kept {
                    by: crate::settle::evidence(judging, &[&hit]),
                    final_at: Instant(hit.order.time),
                    exception: None,
                }
            }
            (_, Some(_), _) => continue,
            _ => Outcome::Unknown(Missing {
                names: vec!["verdict_confirmed".to_owned()],
                why: Gap::NeedsReview,
            }),
        };
    }
}

/// The rows that a clause answers for here: where a figure has a row per value, the row of this subject's value.
fn covers(judging: &Judging<'_>, index: usize) -> Arc<[String]> {
    let clause = &judging.plan.standard.clauses[index];
    match &clause.covers {
        Covers::Rows(_) => judging.history.bound.rows(index),
        Covers::ByValue(rows) => {
            let by = by_attributes(judging, &clause.part);
            let scene = Scene::at_point(judging, Order::end_of(judging.history.now));
            let value = by.iter().find_map(|by| {
                let place = PlaceRef { index: usize::MAX, place: Place::Subject(by.clone()) };
                match scene.get(&place).ok()?.as_ref() {
                    Value::Text(text) => Some(text.to_string()),
                    Value::Bool(flag) => Some(flag.to_string()),
                    _ => None,
                }
            });
            let own: Vec<String> = rows
                .iter()
                .filter(|(key, _, _)| value.as_ref() == Some(key))
                .map(|(_, row, _)| row.clone())
                .collect();
            if own.is_empty() { judging.history.bound.rows(index) } else { own.into() }
        }
    }
}

/// The attributes by which the figures of a check have a value each.
fn by_attributes(judging: &Judging<'_>, part: &Part) -> Vec<String> {
    let mut found = Vec::new();
    let mut bound = |bound: &Option<Bound>| {
        if let Some(Bound::Param(name, _)) = bound
            && let Some(by) = judging.plan.standard.params.get(name).and_then(|param| param.by.clone())
        {
            found.push(by);
        }
    };
    fn rules<'a>(part: &'a Part, visit: &mut dyn FnMut(&'a Rule)) {
        match &part.check {
            Check::Rule(rule) => visit(rule),
            Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().for_each(|part| rules(part, visit)),
            Check::Not(part) => rules(part, visit),
            Check::If(a, b) => {
                rules(a, visit);
                rules(b, visit);
            }
            _ => {}
        }
    }
    rules(part, &mut |rule| {
        bound(&rule.within);
        bound(&rule.at_least);
    });
    found
}

/// Judges a part: its compositions, or its form in each stretch and for each member.
pub(crate) fn judge_part<'h>(judging: &Judging<'h>, part: &'h Part) -> Vec<Activation> {
    match &part.check {
        Check::AllOf(parts) => {
            let judged: Vec<_> = parts.iter().map(|part| judge_part(judging, part)).collect();
            return compose(judged, all_of);
        }
        Check::AnyOf(parts) => {
            let judged: Vec<_> = parts.iter().map(|part| judge_part(judging, part)).collect();
            return compose(judged, any_of);
        }
        Check::Not(part) => {
            return judge_part(judging, part).into_iter().map(reversed).collect();
        }
        Check::If(condition, then) => {
            let condition = judge_part(judging, condition);
            return match Verdict::roll_up(condition.iter().map(|a| a.outcome.verdict())) {
                Verdict::Kept => judge_part(judging, then),
                Verdict::Broken | Verdict::NotApplicable => Vec::new(),
                Verdict::Pending | Verdict::Unknown => condition
                    .into_iter()
                    .filter(|a| matches!(a.outcome.verdict(), Verdict::Pending | Verdict::Unknown))
                    .collect(),
            };
        }
        _ => {}
    }
    judge_form(judging, part)
}

fn judge_form<'h>(judging: &Judging<'h>, part: &'h Part) -> Vec<Activation> {
    let frame = &part.frame;
    let same: &[guiju_condition::Condition] = match &part.check {
        Check::Rule(rule) => &rule.same,
        _ => &[],
    };
    let bare = Cx { same, ..Cx::of(frame) };
    let stretches: Vec<Option<Stretch>> = match &frame.during {
        None => vec![None],
        Some(during) => {
            let found = stretches_of(judging, during, &bare);
            if found.is_empty() {
                return unseen(judging, &during_absence(during), &bare);
            }
            found.into_iter().map(Some).collect()
        }
    };
    let members: Vec<(Option<usize>, Option<Member>)> = match &frame.each {
        Some(each) if is_population(judging, &each.over) || each.over.contains('.') => {
            members_of(judging, each).into_iter().map(|member| (None, Some(member))).collect()
        }
        Some(each) => match trigger_of(&part.check) {
            Some(trigger) => items_of(judging, each, trigger, &bare),
            None => vec![(None, None)],
        },
        None => vec![(None, None)],
    };
    let mut activations = Vec::new();
    for stretch in &stretches {
        for (only, member) in &members {
            let (stretch, member) = (stretch.as_ref(), member.as_ref());
            let cx = Cx { frame, same, stretch, member, only: *only, shared: false };
            for mut raw in checks::raws(judging, &part.check, &cx) {
                if raw.about.is_none() {
                    raw.about = member.and_then(member_name);
                }
                activations.push(judging.settle(raw, &cx));
            }
        }
    }
    if activations.is_empty() && !members.is_empty() {
        return unseen(judging, &checks::activated_by(&part.check), &bare);
    }
    activations
}

/// What activates a rule: under `each: items` for every item of its list.
fn trigger_of(check: &Check) -> Option<&Pattern> {
    match check {
        Check::Rule(rule) => match &rule.head {
            Head::When(p) | Head::Before(p) | Head::Around(p) => Some(p),
            _ => None,
        },
        _ => None,
    }
}

/// The items of a list in each event that activates, each with its event; an event without the list is judged as one.
fn items_of<'h>(
    judging: &Judging<'h>,
    each: &Each,
    trigger: &Pattern,
    cx: &Cx<'_, 'h>,
) -> Vec<(Option<usize>, Option<Member>)> {
    let all = Cx { same: &[], ..*cx };
    let mut found = Vec::new();
    for at in judging.activations(trigger, &all).iter().filter_map(|hit| hit.event) {
        match rows_of(judging, at, &each.over) {
            Some(rows) => found.extend(
                rows.into_iter()
                    .filter(|row| is_meant(judging, at, each, row))
                    .map(|row| (Some(at), Some(row))),
            ),
            None => found.push((Some(at), None)),
        }
    }
    found
}

/// Whether an item of a list is one that `each` speaks of; in doubt it is.
pub(crate) fn is_meant(judging: &Judging<'_>, at: usize, each: &Each, member: &Member) -> bool {
    each.condition.as_ref().is_none_or(|condition| {
        let hit = Hit::of_event(judging.history, at);
        let scene = Scene { member: Some(member), ..Scene::at_hit(judging, &hit) };
        guiju_condition::truth(condition, &scene) != Truth::False
    })
}

/// The activation that stands for a gap: nobody knows whether there was one.
fn gap_activation(missing: Missing) -> Activation {
    Activation {
        trigger: None,
        about: None,
        target: None,
        due: None,
        first_due: None,
        outcome: Outcome::Unknown(missing),
    }
}

/// Nothing activated: unknown where nobody could have seen what activates, else not applicable.
fn unseen<'h>(judging: &Judging<'h>, absence: &Absence, cx: &Cx<'_, 'h>) -> Vec<Activation> {
    let (from, until) = cx.span(judging);
    let absent = Absent { of: absence.clone(), from, until };
    // Of several ways to be activated, one kind of evidence that could show any of them is enough.
    match judging.seen_any(&absent, cx) {
        Ok(()) => Vec::new(),
        Err(missing) => vec![gap_activation(missing)],
    }
}

impl Judging<'_> {
    /// Whether evidence was there that could show any of several things.
    fn seen_any(&self, absent: &Absent, cx: &Cx<'_, '_>) -> Result<(), Missing> {
        fn leaves(absence: &Absence, into: &mut Vec<String>) {
            match absence {
                Absence::Nothing => {}
                Absence::One(name) => into.push(name.clone()),
                Absence::Of(_, list) => list.iter().for_each(|item| leaves(item, into)),
            }
        }
        let mut names = Vec::new();
        leaves(&absent.of, &mut names);
        let mut gaps = Vec::new();
        for name in &names {
            // A clause's evidence is about what is owed; what activates may be seen by all that the vocabulary knows.
            let need = self.kinds_of(name).is_none().then_some(&cx.frame.evidence);
            match self.coverage(name, need, absent.from, absent.until) {
                Ok(()) => return Ok(()),
                Err((kinds, _)) => {
                    gaps.push(Missing { names: kinds, why: Gap::Evidence { of: vec![name.clone()] } })
                }
            }
        }
        if gaps.is_empty() { Ok(()) } else { Err(join(gaps)) }
    }
}

fn during_absence(during: &During) -> Absence {
    match during {
        During::Situation(name, _) => Absence::One(name.clone()),
        During::Between { from, .. } => Absence::of(from),
    }
}

/// The stretches of `during`, half-open; nested ones merge.
fn stretches_of<'h>(judging: &Judging<'h>, during: &During, cx: &Cx<'_, 'h>) -> Vec<Stretch> {
    match during {
        During::Situation(name, _) => judging.situation(name).as_ref().clone(),
        During::Between { from, until } => {
            let history = judging.history;
            let starts: Vec<_> =
                judging.activations(from, cx).into_iter().filter(|hit| hit.is_certain()).collect();
            let ends: Vec<_> = match until {
                Some(until) => {
                    judging.activations(until, cx).into_iter().filter(|hit| hit.is_certain()).collect()
                }
                None => Vec::new(),
            };
            let mut found: Vec<Stretch> = Vec::new();
            for start in starts {
                if found.last().is_some_and(|last| last.holds(start.order)) {
                    continue;
                }
                let end = ends.iter().find(|end| end.order > start.order);
                // Without an end to come the closing ends it, its own event included.
                let closing = history.closed_at.map(|at| Order::end_of(at).next());
                if end.is_none() && closing.is_some_and(|closing| start.order >= closing) {
                    continue;
                }
                found.push(Stretch {
                    from: start.order,
                    until: end.map(|end| end.order).or(closing),
                    start: Some(Box::new(start.moment(history))),
                    end: end.map(|end| Box::new(end.moment(history))),
                });
            }
            found
        }
    }
}

/// Whether `each` names objects: a type, a role, an encounter.
pub(crate) fn is_population(judging: &Judging<'_>, over: &str) -> bool {
    let vocabulary = &judging.plan.standard.vocabulary;
    vocabulary.objects.contains_key(over)
        || vocabulary.encounters.contains_key(over)
        || vocabulary.role_is_ours(over).is_some()
}

/// The members of a population: objects related to the subject or to its events, rows of a form, also those with no event.
fn members_of(judging: &Judging<'_>, each: &Each) -> Vec<Member> {
    let history = judging.history;
    let log = history.log;
    let mut members: Vec<Member> = Vec::new();
    if let Some((form, table)) = each.over.split_once('.')
        && !is_population(judging, &each.over)
    {
        for at in history.of_activity(form) {
            members.extend(rows_of(judging, at, table).unwrap_or_default());
        }
    } else {
        let mut objects = history.related_objects(&each.over, None);
        for at in 0..history.events.len() {
            for object in history.related_objects(&each.over, Some(at)) {
                if !objects.contains(&object) {
                    objects.push(object);
                }
            }
        }
        objects.sort();
        members.extend(
            objects
                .into_iter()
                .map(|object| Member::Object(log.strings.resolve(log.object_ref(object).id()).to_owned())),
        );
    }
    if let Some(condition) = &each.condition {
        members.retain(|member| {
            let scene =
                Scene { member: Some(member), ..Scene::at_point(judging, Order::end_of(history.opening())) };
            // A member of whom it is not known stays: what it owes is then judged by what it shows.
            guiju_condition::truth(condition, &scene) != Truth::False
        });
    }
    members
}

/// How a member is called in a judgement.
pub(crate) fn member_name(member: &Member) -> Option<String> {
    match member {
        Member::Object(id) => Some(id.clone()),
        Member::Row { own, .. } => own
            .iter()
            .find(|(name, _)| name.ends_with("id") || name.ends_with("name") || name.ends_with("no"))
            .map(|(_, value)| show(value)),
        Member::Item(value) => Some(show(value)),
    }
}

/// A value as data shows it.
pub(crate) fn show(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Int(int) => int.to_string(),
        Value::Float(float) => float.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Time(at) => Instant(*at).to_string(),
        Value::Duration(us) => guiju_time::late_by(guiju_time::Micros(*us), guiju_time::Lang::En),
        Value::List(items) => items.iter().map(show).collect::<Vec<_>>().join(", "),
        Value::Record(fields) => fields
            .iter()
            .map(|(name, value)| format!("{name}: {}", show(value)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// Combines operands: per activation where they share it, else per subject; operands that do not apply drop out.
fn compose(operands: Vec<Vec<Activation>>, combine: fn(&[&Activation]) -> Outcome) -> Vec<Activation> {
    let operands: Vec<Vec<Activation>> = operands
        .into_iter()
        .map(|list| {
            list.into_iter().filter(|a| a.outcome.verdict() != Verdict::NotApplicable).collect::<Vec<_>>()
        })
        .filter(|list: &Vec<Activation>| !list.is_empty())
        .collect();
    let Some(first) = operands.first() else { return Vec::new() };
    let key = |a: &Activation| (a.trigger.as_ref().map(|t| t.id.clone()), a.about.clone());
    let keys: Vec<_> = first.iter().map(key).collect();
    let shared = keys.iter().all(|(trigger, _)| trigger.is_some())
        && operands
            .iter()
            .all(|list| list.len() == keys.len() && list.iter().map(key).eq(keys.iter().cloned()));
    if shared {
        return (0..keys.len())
            .map(|at| {
                let parts: Vec<&Activation> = operands.iter().map(|list| &list[at]).collect();
                joined(&parts, combine(&parts))
            })
            .collect();
    }
    // Per subject: each operand's own roll-up counts once.
    let rolled: Vec<Activation> = operands.iter().map(|list| rolled_up(list)).collect();
    let parts: Vec<&Activation> = rolled.iter().collect();
    vec![joined(&parts, combine(&parts))]
}

/// One operand's activations as one.
fn rolled_up(list: &[Activation]) -> Activation {
    let verdict = Verdict::roll_up(list.iter().map(|a| a.outcome.verdict()));
    let same: Vec<&Activation> = list.iter().filter(|a| a.outcome.verdict() == verdict).collect();
    let outcome = match verdict {
        Verdict::Kept => all_of(&same),
        _ => same.first().map_or(Outcome::NotApplicable, |a| a.outcome.clone()),
    };
    match same.first() {
        Some(first) => Activation { outcome, ..(*first).clone() },
        None => Activation { trigger: None, about: None, target: None, due: None, first_due: None, outcome },
    }
}

/// The combined outcome with the trigger, target and bounds of the part that decided.
fn joined(parts: &[&Activation], outcome: Outcome) -> Activation {
    let verdict = outcome.verdict();
    let deciding = parts.iter().find(|a| a.outcome.verdict() == verdict).or(parts.first());
    let bound = |pick: fn(&Activation) -> Option<Instant>| parts.iter().filter_map(|a| pick(a)).max();
    let due = deciding.and_then(|a| a.due).or_else(|| bound(|a| a.due));
    Activation {
        trigger: parts.iter().find_map(|a| a.trigger.clone()),
        about: parts.iter().find_map(|a| a.about.clone()),
        target: deciding.and_then(|a| a.target.clone()),
        due,
        first_due: deciding.and_then(|a| a.first_due).or_else(|| bound(|a| a.first_due)),
        outcome,
    }
}

fn first_with(parts: &[&Activation], verdict: Verdict) -> Option<Outcome> {
    parts.iter().find(|a| a.outcome.verdict() == verdict).map(|a| a.outcome.clone())
}

/// Broken, else pending, else unknown, else kept.
fn all_of(parts: &[&Activation]) -> Outcome {
    let breaches: Vec<(&Breach, &Evidence, Instant)> = parts
        .iter()
        .filter_map(|a| match &a.outcome {
            Outcome::Broken { breach, by, final_at } => Some((breach, by, *final_at)),
            _ => None,
        })
        .collect();
    if let Some(final_at) = breaches.iter().map(|(_, _, at)| *at).min() {
        let by = merge_evidence(breaches.iter().map(|(_, by, _)| *by));
        let breach = match breaches.as_slice() {
            [(only, _, _)] => (*only).clone(),
            several => Breach::Parts(several.iter().map(|(breach, _, _)| (*breach).clone()).collect()),
        };
        return Outcome::Broken { breach, by, final_at };
    }
    if let Some(pending) = first_with(parts, Verdict::Pending) {
        return pending;
    }
    let gaps: Vec<Missing> = parts
        .iter()
        .filter_map(|a| if let Outcome::Unknown(missing) = &a.outcome { Some(missing.clone()) } else { None })
        .collect();
    if !gaps.is_empty() {
        return Outcome::Unknown(join(gaps));
    }
    let mut events = Vec::new();
    let mut at = None;
    let mut excuse = None;
    for part in parts {
        if let Outcome::Kept { by, final_at, exception } = &part.outcome {
            events.push(by);
            at = at.max(Some(*final_at));
            excuse = excuse.or_else(|| exception.clone());
        }
    }
    match at {
        Some(final_at) => {
            Outcome::Kept { by: merge_evidence(events.into_iter()), final_at, exception: excuse }
        }
        None => Outcome::NotApplicable,
    }
}

/// Kept, else pending, else unknown, else broken.
fn any_of(parts: &[&Activation]) -> Outcome {
    first_with(parts, Verdict::Kept)
        .or_else(|| first_with(parts, Verdict::Pending))
        .or_else(|| first_with(parts, Verdict::Unknown))
        .unwrap_or_else(|| all_of(parts))
}

/// Kept and broken swapped.
fn reversed(mut activation: Activation) -> Activation {
    activation.outcome = match activation.outcome {
        Outcome::Kept { by, final_at, .. } => Outcome::Broken { breach: Breach::Reversed, by, final_at },
        Outcome::Broken { by, final_at, .. } => Outcome::Kept { by, final_at, exception: None },
        other => other,
    };
    activation
}

fn merge_evidence<'a>(list: impl Iterator<Item = &'a Evidence>) -> Evidence {
    let mut merged = Evidence::default();
    for evidence in list {
        for moment in &evidence.events {
            if !merged.events.contains(moment) {
                merged.events.push(moment.clone());
            }
        }
        for words in &evidence.words {
            if !merged.words.contains(words) {
                merged.words.push(words.clone());
            }
        }
        for note in &evidence.notes {
            if !merged.notes.contains(note) {
                merged.notes.push(note.clone());
            }
        }
    }
    merged.events.sort_by_key(|moment| moment.at);
    merged
}
