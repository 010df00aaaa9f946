//! From what a check found to an outcome: exceptions first, then evidence, the same way for all forms.

use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Activation, Evidence, Gap, Missing, Note, Outcome, Verdict};
use crate::patterns::{Absence, Pairing};
use crate::plan::BACKDATING_US;
use crate::region::{Region, Side};
use crate::scene::Scene;
use crate::signature::DOUBT;
use guiju_condition::Value;
use guiju_standard::model::Unless;
use guiju_time::Instant;

/// The bound of an activation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Deadline {
    /// The last instant that keeps it; none: until the closing (or the limit).
    pub(crate) last: Option<i64>,
    /// The instant to tell people.
    pub(crate) by: Option<i64>,
    /// The clock stands still: no end in sight.
    pub(crate) paused: bool,
    /// The event before which it is owed, if that has come.
    pub(crate) limit: Option<Hit>,
    /// Whether there is such an event at all.
    pub(crate) limited: bool,
}

impl Deadline {
    /// At an instant.
    pub(crate) fn at(at: i64) -> Deadline {
        Deadline { last: Some(at), by: Some(at), ..Deadline::default() }
    }
}

/// What a check says of one activation under a bound.
#[derive(Debug, Clone)]
pub(crate) struct Settled {
    /// What became of it, evidence and exceptions apart.
    pub(crate) outcome: Outcome,
    /// What discharged it, or offended.
    pub(crate) target: Option<Hit>,
    /// What the outcome rests on being absent, and when.
    pub(crate) absent: Option<Absent>,
}

/// An absence that decides.
#[derive(Debug, Clone)]
pub(crate) struct Absent {
    /// Of what.
    pub(crate) of: Absence,
    /// From when.
    pub(crate) from: i64,
    /// Until when.
    pub(crate) until: i64,
}

/// One activation as a check found it.
pub(crate) struct Raw<'x> {
    /// What activated; none: the subject itself.
    pub(crate) trigger: Option<Hit>,
    /// The member or window that it is about.
    pub(crate) about: Option<String>,
    /// The bound, or why there is none to be had.
    pub(crate) due: Result<Deadline, Missing>,
    /// Exceptions must have come before this, where no bound says otherwise.
    pub(crate) offence: Option<Hit>,
    /// What becomes of it under a bound.
    pub(crate) settle: Box<dyn Fn(&Deadline) -> Settled + 'x>,
}

impl<'x> Raw<'x> {
    /// An activation whose outcome depends on no bound.
    pub(crate) fn fixed(trigger: Option<Hit>, settled: Settled) -> Raw<'x> {
        let offence = trigger.clone();
        Raw {
            trigger,
            about: None,
            due: Ok(Deadline::default()),
            offence,
            settle: Box::new(move |_| settled.clone()),
        }
    }

    /// About a member or a window.
    pub(crate) fn about(mut self, about: impl Into<String>) -> Raw<'x> {
        self.about = Some(about.into());
        self
    }
}

impl Settled {
    /// Kept by an event.
    pub(crate) fn kept(judging: &Judging<'_>, hit: Hit) -> Settled {
        let final_at = Instant(hit.order.time);
        Settled {
            outcome: Outcome::Kept { by: evidence(judging, &[&hit]), final_at, exception: None },
            target: Some(hit),
            absent: None,
        }
    }

    /// Unknown for want of an attribute.
    pub(crate) fn doubtful(missing: &guiju_condition::Missing) -> Settled {
        Settled { outcome: Outcome::Unknown(attribute_gap(missing)), target: None, absent: None }
    }
}

/// An absent attribute (or figure, or calendar) as a gap.
pub(crate) fn attribute_gap(missing: &guiju_condition::Missing) -> Missing {
    if missing.attributes.iter().any(|name| name == DOUBT) {
        let names = missing.attributes.iter().filter(|name| *name != DOUBT).cloned().collect();
        return Missing { names, why: Gap::NeedsReview };
    }
    let why = match missing.attributes.first().map(String::as_str) {
        Some("calendar") => Gap::Calendar,
        Some("speaker") => Gap::Speaker,
        Some(name) if name.starts_with("param.") => Gap::Param,
        _ => Gap::Attribute,
    };
    Missing { names: missing.attributes.clone(), why }
}

/// The evidence that hits give: their moments, words, and remarks on them.
pub(crate) fn evidence(judging: &Judging<'_>, hits: &[&Hit]) -> Evidence {
    let history = judging.history;
    let mut evidence = Evidence::default();
    for hit in hits {
        evidence.events.extend(hit.with.iter().cloned());
        evidence.events.push(hit.moment(history));
        evidence.words.extend(hit.words.iter().cloned());
        let Some(at) = hit.event else { continue };
        let event = &history.events[at];
        for correction in &event.corrections {
            let by = history.log.strings.resolve(history.log.event(*correction).id()).to_owned();
            evidence.notes.push(Note::Corrected { by });
        }
        for other in &event.also {
            let other = history.log.event(*other);
            let id = history.log.strings.resolve(other.id()).to_owned();
            if other.time() != event.time {
                evidence.notes.push(Note::AlsoReported { event: id, at: Instant(other.time()) });
            }
        }
        if let Some(recorded) = history.time_attr(at, "recorded")
            && recorded - event.time > judging.micros_param("backdating", BACKDATING_US)
        {
            evidence.notes.push(Note::Backdated { event: history.id(at).to_owned() });
        }
    }
    // Each event once, where it is cited first.
    let mut at = 0;
    while at < evidence.events.len() {
        let (before, rest) = evidence.events.split_at(at);
        if before.iter().any(|moment| moment.id == rest[0].id) {
            evidence.events.remove(at);
        } else {
            at += 1;
        }
    }
    evidence
}

impl<'h> Judging<'h> {
    /// Settles one activation.
    pub(crate) fn settle(&self, raw: Raw<'_>, cx: &Cx<'_, 'h>) -> Activation {
        let trigger = raw.trigger.as_ref().map(|hit| hit.moment(self.history));
        let mut activation = Activation {
            trigger,
            about: raw.about.clone(),
            target: None,
            due: None,
            first_due: None,
            outcome: Outcome::NotApplicable,
        };
        if let Some(missing) = raw.trigger.as_ref().and_then(|hit| hit.missing.as_ref()) {
            activation.outcome = Outcome::Unknown(attribute_gap(missing));
            return activation;
        }
        let due = match &raw.due {
            Ok(due) => due.clone(),
            Err(missing) => {
                activation.outcome = Outcome::Unknown(missing.clone());
                return activation;
            }
        };
        activation.due = due.by.map(Instant);
        activation.first_due = activation.due;
        let mut settled = (raw.settle)(&due);
        if settled.outcome.verdict() != Verdict::Kept
            && let Some(unless) = self.unless(cx)
        {
            self.excuse(unless, &raw, &due, &mut settled, &mut activation, cx);
        }
        self.weigh_evidence(&mut settled, cx);
        activation.target = settled.target.as_ref().map(|hit| hit.moment(self.history));
        activation.outcome = settled.outcome;
        activation
    }

    /// Applies the exceptions that came in time.
    fn excuse(
        &self,
        unless: &'h Unless,
        raw: &Raw<'_>,
        due: &Deadline,
        settled: &mut Settled,
        activation: &mut Activation,
        cx: &Cx<'_, 'h>,
    ) {
        let (certain, possible) = self.exceptions(unless, raw, due, settled, cx);
        match &unless.moves_to {
            None => {
                if let Some(exception) = certain.into_iter().next() {
                    self.excused(settled, exception);
                    return;
                }
            }
            Some(moves_to) => {
                let moves: Vec<Hit> = certain.into_iter().take(unless.moves as usize).collect();
                if let Some(exception) = moves.into_iter().next_back() {
                    let scene =
                        Scene { a: raw.trigger.as_ref(), after: true, ..Scene::at_hit(self, &exception) };
                    match guiju_condition::eval(moves_to, &scene) {
                        Ok(Value::Time(at)) => {
                            let moved =
                                Deadline { last: Some(at), by: Some(at), paused: false, ..due.clone() };
                            activation.due = Some(Instant(at));
                            *settled = (raw.settle)(&moved);
                            if settled.outcome.verdict() == Verdict::Kept {
                                self.excused_by(settled, exception);
                            }
                        }
                        Ok(_) => {
                            *settled =
                                Settled::doubtful(&guiju_condition::Missing::attribute(moves_to.text()));
                        }
                        Err(missing) => *settled = Settled::doubtful(&missing),
                    }
                    return;
                }
            }
        }
        if settled.outcome.verdict() != Verdict::Broken {
            return;
        }
        if let Some(missing) = possible.and_then(|hit| hit.missing) {
            *settled = Settled::doubtful(&missing);
        } else if self.may_still_be_excused(unless, raw, cx) {
            settled.outcome = Outcome::Pending { owed: Vec::new() };
        }
    }

    fn excused(&self, settled: &mut Settled, exception: Hit) {
        let final_at = Instant(exception.order.time);
        settled.outcome = Outcome::Kept {
            by: evidence(self, &[&exception]),
            final_at,
            exception: Some(exception.moment(self.history)),
        };
        settled.absent = None;
    }

    fn excused_by(&self, settled: &mut Settled, exception: Hit) {
        if let Outcome::Kept { by, exception: excuse, .. } = &mut settled.outcome {
            by.events.extend(exception.with.iter().cloned());
            by.events.push(exception.moment(self.history));
            *excuse = Some(exception.moment(self.history));
        }
    }

    /// Valid exceptions in order, and one that is only possible.
    fn exceptions(
        &self,
        unless: &'h Unless,
        raw: &Raw<'_>,
        due: &Deadline,
        settled: &Settled,
        cx: &Cx<'_, 'h>,
    ) -> (Vec<Hit>, Option<Hit>) {
        let mut certain: Vec<Hit> = Vec::new();
        let mut possible: Option<Hit> = None;
        for exception in &unless.any {
            let mut region = Region::all();
            if let Some(before) = &exception.before {
                if let Some(limit) = self.next_after(before, raw.trigger.as_ref(), cx) {
                    region = region.before(limit.order.next());
                }
            } else if let Some(last) = due.last {
                region = region.upto(last);
            } else if let Some(limit) = &due.limit {
                region = region.before(limit.order.next());
            } else if let Some(offence) = raw.offence.as_ref().or(settled.target.as_ref()) {
                // Of one instant and unlike sources, the order that keeps; an event never excuses itself.
                region = Region::beside(offence, Side::Before);
            }
            let pair = Pairing {
                a: raw.trigger.as_ref(),
                same: &unless.same,
                with: unless.with.as_ref(),
                ..Pairing::NONE
            };
            let outside = Cx { stretch: None, ..*cx };
            match exception.pattern {
                guiju_standard::model::Pattern::One(..) | guiju_standard::model::Pattern::Any(_) => {
                    for hit in self.activations(&exception.pattern, &outside) {
                        if !region.holds(&hit) {
                            continue;
                        }
                        let mut truth = self.pairs(&hit, &pair, cx);
                        if unless.same.is_empty() && self.is_of_another(raw.trigger.as_ref(), &hit, cx) {
                            truth = guiju_condition::Truth::False;
                        }
                        match (hit.is_certain(), truth) {
                            (_, guiju_condition::Truth::False) => {}
                            (true, guiju_condition::Truth::True) => certain.push(hit),
                            (_, guiju_condition::Truth::Unknown(missing)) => {
                                possible = possible.or(Some(Hit { missing: Some(missing), ..hit }));
                            }
                            (false, guiju_condition::Truth::True) => possible = possible.or(Some(hit)),
                        }
                    }
                }
                _ => {
                    let search = self.find(&exception.pattern, &region, &pair, &outside);
                    certain.extend(search.hit);
                    possible = possible.or(search.possible);
                }
            }
        }
        certain.sort_by_key(|hit| hit.order);
        (certain, possible)
    }

    /// Whether an exception names another item than the activation: the rule's own `same`, as far as the exception has it.
    fn is_of_another(&self, trigger: Option<&Hit>, exception: &Hit, cx: &Cx<'_, 'h>) -> bool {
        let Some(trigger) = trigger else { return false };
        cx.same.iter().any(|key| {
            let of = |hit: &Hit| guiju_condition::eval(key, &Scene::at_hit(self, hit)).ok();
            matches!((of(trigger), of(exception)), (Some(a), Some(b)) if a != b)
        })
    }

    /// The next event of a pattern after an activation (or of the subject).
    pub(crate) fn next_after(
        &self,
        pattern: &guiju_standard::model::Pattern,
        trigger: Option<&Hit>,
        cx: &Cx<'_, 'h>,
    ) -> Option<Hit> {
        let region = match trigger {
            Some(trigger) => Region::strictly_beside(trigger, Side::After),
            None => Region::all(),
        };
        let outside = Cx { stretch: None, shared: true, ..*cx };
        self.activations(pattern, &outside).into_iter().find(|hit| hit.is_certain() && region.holds(hit))
    }

    /// `{event, before: C}`: until C has come the exception may still follow.
    fn may_still_be_excused(&self, unless: &'h Unless, raw: &Raw<'_>, cx: &Cx<'_, 'h>) -> bool {
        !self.history.is_closed()
            && unless.any.iter().any(|exception| {
                exception
                    .before
                    .as_ref()
                    .is_some_and(|before| self.next_after(before, raw.trigger.as_ref(), cx).is_none())
            })
    }

    /// What rests on an absence needs somebody who could have seen.
    fn weigh_evidence(&self, settled: &mut Settled, cx: &Cx<'_, 'h>) {
        let Some(absent) = &settled.absent else { return };
        let kept = settled.outcome.verdict() == Verdict::Kept;
        if !kept && settled.outcome.verdict() != Verdict::Broken {
            return;
        }
        if let Err(missing) = self.proven(absent, cx) {
            settled.outcome = Outcome::Unknown(missing);
            return;
        }
        match cx.frame.absence.as_deref() {
            Some(clause) if !kept && clause != "unknown" => {}
            Some("unknown") => {
                settled.outcome = Outcome::Unknown(Missing { names: Vec::new(), why: Gap::Absence });
            }
            Some(clause) => {
                let other = self.plan.clause_index(clause).and_then(|index| self.clause(index));
                if other.is_none_or(|other| other.verdict != Verdict::Kept) {
                    settled.outcome =
                        Outcome::Unknown(Missing { names: vec![clause.to_owned()], why: Gap::Absence });
                }
            }
            None => {}
        }
    }

    /// Whether somebody could have seen what is absent.
    ///
    /// # Errors
    /// What evidence is missing.
    pub(crate) fn proven(&self, absent: &Absent, cx: &Cx<'_, 'h>) -> Result<(), Missing> {
        self.proven_of(&absent.of, absent.from, absent.until, cx)
    }

    fn proven_of(&self, absence: &Absence, from: i64, until: i64, cx: &Cx<'_, 'h>) -> Result<(), Missing> {
        match absence {
            Absence::Nothing => Ok(()),
            Absence::One(name) => {
                self.coverage(name, Some(&cx.frame.evidence), from, until).map_err(|(kinds, share)| Missing {
                    names: kinds,
                    why: if share > 0.0 {
                        Gap::Coverage { share }
                    } else {
                        Gap::Evidence { of: vec![name.clone()] }
                    },
                })
            }
            Absence::Of(needed, list) => {
                let unproven: Vec<Missing> =
                    list.iter().filter_map(|item| self.proven_of(item, from, until, cx).err()).collect();
                if unproven.is_empty() || unproven.len() < *needed {
                    return Ok(());
                }
                Err(join(unproven))
            }
        }
    }
}

/// Several gaps as one.
pub(crate) fn join(list: Vec<Missing>) -> Missing {
    let mut names: Vec<String> = Vec::new();
    let mut of: Vec<String> = Vec::new();
    let mut why = None;
    for missing in list {
        names.extend(missing.names);
        match missing.why {
            Gap::Evidence { of: more } => of.extend(more),
            other => why = why.or(Some(other)),
        }
    }
    names.sort();
    names.dedup();
    of.sort();
    of.dedup();
    Missing { names, why: why.unwrap_or(Gap::Evidence { of }) }
}
