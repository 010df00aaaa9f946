//! One judgement in the making: the history, what was worked out of it so far, and where a check looks.

use crate::history::{History, Order};
use crate::hit::Hit;
use crate::member::Member;
use crate::outcome::ClauseJudgement;
use crate::plan::{COVERAGE_NEEDED, Plan};
use crate::region::Stretch;
use crate::scene::Scene;
use guiju_condition::{Env, Missing, Place, PlaceRef, Value};
use guiju_standard::model::{Bound, EvidenceNeed, Frame, InstantBase, InstantExpr, Unless};
use guiju_time::{Calendar, Date, Instant, Pause};
use rustc_hash::FxHashMap;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// One judgement in the making.
pub(crate) struct Judging<'h> {
    pub(crate) plan: &'h Plan,
    pub(crate) history: &'h History<'h>,
    /// Figures as of the activation, while such a clause is judged.
    pub(crate) as_of_activation: Cell<bool>,
    /// The clause that is being judged.
    pub(crate) clause: Cell<Option<usize>>,
    situations: RefCell<BTreeMap<String, Rc<Vec<Stretch>>>>,
    /// Turns in which a role says a phrase, by both.
    pub(crate) said: RefCell<FxHashMap<String, Rc<[Hit]>>>,
    clauses: RefCell<Vec<Option<Arc<ClauseJudgement>>>>,
    /// Defaults that are being worked out for one another.
    pub(crate) defaults: Cell<u8>,
    /// Clauses being judged: one that depends on itself has no verdict.
    busy: RefCell<Vec<usize>>,
    pub(crate) pauses: OnceCell<Vec<Pause>>,
    pub(crate) answers: OnceCell<Vec<crate::consent::AnswerTurn>>,
    coverage_needed: OnceCell<f64>,
    pub(crate) topics: OnceCell<Vec<crate::topics::Topic>>,
    /// The calendar that the subject's site names.
    calendar_of_site: OnceCell<Option<Arc<str>>>,
    opening_date: OnceCell<Date>,
}

/// Where a check looks: its frame, the stretch, the member.
#[derive(Clone, Copy)]
pub(crate) struct Cx<'x, 'h> {
    pub(crate) frame: &'h Frame,
    /// The rule's own keys: they tie exceptions to activations, and events to rows.
    pub(crate) same: &'h [guiju_condition::Condition],
    pub(crate) stretch: Option<&'x Stretch>,
    pub(crate) member: Option<&'x Member>,
    /// The event whose list the member stands in: it alone activates.
    pub(crate) only: Option<usize>,
    /// Events that name no member of the population count, too: what bounds belongs to all.
    pub(crate) shared: bool,
}

impl<'x, 'h> Cx<'x, 'h> {
    /// The whole history, in a frame.
    pub(crate) fn of(frame: &'h Frame) -> Cx<'x, 'h> {
        Cx { frame, same: &[], stretch: None, member: None, only: None, shared: false }
    }

    /// Whether the check takes an event into account: the member's, and of evidence that counts.
    pub(crate) fn sees(&self, judging: &Judging<'h>, at: usize) -> bool {
        let via = self.frame.each.as_ref().and_then(|each| each.via.as_deref());
        let concerns = match self.member {
            Some(Member::Object(id)) => {
                judging.concerns(at, id, via) || (self.shared && !self.names_a_member(judging, at))
            }
            Some(row @ Member::Row { .. }) if !self.same.is_empty() && self.only != Some(at) => {
                self.same.iter().all(|key| {
                    let own = judging.history.event_attr(at, key.text());
                    own.is_some() && own.as_ref() == row.column(key.text())
                })
            }
            _ => true,
        };
        concerns && (!self.frame.evidence.only || judging.is_of(at, &self.frame.evidence))
    }

    /// Whether an event names anybody of the population.
    fn names_a_member(&self, judging: &Judging<'h>, at: usize) -> bool {
        let Some(each) = &self.frame.each else { return false };
        let (log, event) = (judging.history.log, &judging.history.events[at]);
        log.event(event.ix).relationships().iter().any(|relation| {
            let qualifier = log.strings.resolve(relation.qualifier);
            each.via.as_deref().is_none_or(|via| via == qualifier)
                && (qualifier == each.over
                    || log.object(relation.object).is_some_and(|object| {
                        log.strings.resolve(log.object_ref(object).kind()) == each.over
                    }))
        })
    }

    /// The window of time in which the check's silence counts.
    pub(crate) fn span(&self, judging: &Judging<'h>) -> (i64, i64) {
        let history = judging.history;
        let from = self.stretch.map_or(history.opening(), |s| s.from.time.max(history.opening()));
        let closing = history.closed_at.unwrap_or(history.now);
        let until = self.stretch.and_then(|s| s.until).map_or(closing, |until| until.time);
        (from, until)
    }
}

/// An attribute that is not there, or no data: what makes a bound or a figure unknown.
pub(crate) type Unresolved = Missing;

impl<'h> Judging<'h> {
    /// Begins a judgement.
    pub(crate) fn new(history: &'h History<'h>) -> Judging<'h> {
        Judging {
            plan: history.plan,
            history,
            as_of_activation: Cell::new(false),
            clause: Cell::new(None),
            situations: RefCell::default(),
            said: RefCell::default(),
            clauses: RefCell::new(vec![None; history.plan.standard.clauses.len()]),
            busy: RefCell::default(),
            defaults: Cell::new(0),
            pauses: OnceCell::new(),
            answers: OnceCell::new(),
            coverage_needed: OnceCell::new(),
            topics: OnceCell::new(),
            calendar_of_site: OnceCell::new(),
            opening_date: OnceCell::new(),
        }
    }

    /// Whether an event is related to an object.
    pub(crate) fn concerns(&self, at: usize, id: &str, via: Option<&str>) -> bool {
        let log = self.history.log;
        let Some(object) = log.strings.get(id) else { return false };
        let event = &self.history.events[at];
        std::iter::once(&event.ix).chain(&event.also).any(|ix| {
            log.event(*ix).relationships().iter().any(|relation| {
                relation.object == object
                    && via.is_none_or(|via| log.strings.resolve(relation.qualifier) == via)
            })
        })
    }

    /// Whether an event was reported by evidence that a clause takes alone.
    fn is_of(&self, at: usize, need: &EvidenceNeed) -> bool {
        match self.history.events[at].source {
            None => true,
            Some(source) => need.kinds.iter().any(|kind| kind == self.history.log.strings.resolve(source)),
        }
    }

    /// The verdict of a clause for this subject, judged once; `None` while it depends on itself.
    pub(crate) fn clause(&self, index: usize) -> Option<Arc<ClauseJudgement>> {
        if let Some(done) = &self.clauses.borrow()[index] {
            return Some(done.clone());
        }
        if self.busy.borrow().contains(&index) {
            return None;
        }
        self.busy.borrow_mut().push(index);
        let as_of_activation = self.as_of_activation.replace(false);
        let judged = Arc::new(crate::frames::judge_clause(self, index));
        self.as_of_activation.set(as_of_activation);
        self.busy.borrow_mut().retain(|busy| *busy != index);
        self.clauses.borrow_mut()[index] = Some(judged.clone());
        Some(judged)
    }

    /// The stretches of a situation, worked out once.
    pub(crate) fn situation(&self, name: &str) -> Rc<Vec<Stretch>> {
        if let Some(done) = self.situations.borrow().get(name) {
            return done.clone();
        }
        // A situation that is recognised by itself holds nowhere meanwhile.
        self.situations.borrow_mut().insert(name.to_owned(), Rc::default());
        let found = Rc::new(crate::situations::stretches(self, name));
        self.situations.borrow_mut().insert(name.to_owned(), found.clone());
        found
    }

    /// The clock's calendar: the frame's, else the encounter's; none: elapsed time.
    pub(crate) fn clock(&self, frame: &Frame) -> Option<&'h Calendar> {
        match frame.clock.as_deref() {
            Some("elapsed") => None,
            Some(name) => Some(self.plan.calendar(Some(name))),
            None => self
                .plan
                .encounter(&self.history.subject.kind)
                .and_then(|encounter| encounter.clock.as_deref())
                .map(|name| self.plan.calendar(Some(name))),
        }
    }

    /// Kinds of evidence that can show a name (an activity, a phrase, a situation); `None`: any.
    pub(crate) fn kinds_of(&self, name: &str) -> Option<&'h [String]> {
        self.plan.shown_by.kinds(name)
    }

    /// Whether somebody could have seen something between two instants.
    pub(crate) fn observable(&self, name: &str, from: i64, until: i64) -> bool {
        self.coverage(name, None, from, until).is_ok()
    }

    /// Whether the evidence that can show `name` (as far as a clause takes it) covers a stretch of time.
    ///
    /// # Errors
    /// What is missing: the kinds, and the best share covered.
    pub(crate) fn coverage(
        &self,
        name: &str,
        need: Option<&EvidenceNeed>,
        from: i64,
        until: i64,
    ) -> Result<(), (Vec<String>, f64)> {
        let from = from.max(self.history.opening());
        let until = until.min(self.history.closed_at.unwrap_or(i64::MAX)).min(self.history.now).max(from);
        let evidence = &self.history.evidence;
        let need = need.map_or(&[][..], |need| need.kinds.as_slice());
        let needed = self.coverage_needed();
        let covered = |kind: &str| evidence.covered(kind, from, until);
        let best_of = |kinds: &[String]| kinds.iter().map(|kind| covered(kind)).fold(0.0, f64::max);
        let kinds: &[String] = match self.kinds_of(name) {
            None if !need.is_empty() => need,
            None if !evidence.any() => return Err((vec!["evidence".to_owned()], 0.0)),
            // Any kind at all: whatever there is.
            None => {
                let best = evidence.names().map(covered).fold(0.0, f64::max);
                let names = || evidence.names().map(str::to_owned).collect();
                return if best >= needed { Ok(()) } else { Err((names(), best)) };
            }
            Some(kinds) if kinds.iter().any(|kind| need.contains(kind)) => {
                let narrowed = || kinds.iter().filter(|kind| need.contains(kind));
                let best = narrowed().map(|kind| covered(kind)).fold(0.0, f64::max);
                return if best >= needed { Ok(()) } else { Err((narrowed().cloned().collect(), best)) };
            }
            Some(kinds) => kinds,
        };
        let best = best_of(kinds);
        if best >= needed { Ok(()) } else { Err((kinds.to_vec(), best)) }
    }

    /// Whether no words can be found, and their absence says nothing.
    pub(crate) fn nobody_listened(&self) -> bool {
        self.history.turns.is_empty()
            && self.history.evidence.names().all(|kind| kind != "transcript")
            && self.coverage_needed() > 0.0
    }

    /// The calendar that the subject's site names, else the standard's own.
    pub(crate) fn calendar_of_site(&self) -> &'h Calendar {
        let named = self.calendar_of_site.get_or_init(|| {
            let site = self.history.related_objects("site", None).into_iter().next()?;
            match self.history.object_attr(site, "calendar", i64::MAX)? {
                Value::Text(name) => Some(name),
                _ => None,
            }
        });
        self.plan.calendar(named.as_deref())
    }

    /// The local date of the opening: figures of that day are in force.
    pub(crate) fn opening_date(&self) -> Date {
        *self.opening_date.get_or_init(|| self.date(self.history.opening()))
    }

    /// The local date of an instant.
    pub(crate) fn date(&self, at: i64) -> Date {
        self.plan.zone.date(Instant(at.clamp(Instant::MIN.0, Instant::MAX.0)))
    }

    fn coverage_needed(&self) -> f64 {
        *self.coverage_needed.get_or_init(|| self.share_param("coverage_needed", COVERAGE_NEEDED))
    }

    /// A figure of the judge's own, in microseconds.
    pub(crate) fn micros_param(&self, name: &str, default: i64) -> i64 {
        let scene = Scene::at_point(self, Order::end_of(self.history.opening()));
        match crate::params::value(name, &scene) {
            Ok(Value::Duration(us)) => us,
            _ => default,
        }
    }

    fn share_param(&self, name: &str, default: f64) -> f64 {
        if !self.plan.standard.params.contains_key(name) {
            return default;
        }
        let scene = Scene::at_point(self, Order::end_of(self.history.opening()));
        match crate::params::value(name, &scene) {
            Ok(Value::Float(share)) => share,
            Ok(Value::Int(share)) => share as f64,
            _ => default,
        }
    }

    /// A named instant as seen from a scene.
    ///
    /// # Errors
    /// It has no value there; named.
    pub(crate) fn named_instant(&self, name: &str, scene: &Scene<'_, 'h>) -> Result<Instant, Unresolved> {
        let Some((expr, _)) = self.plan.standard.vocabulary.instants.get(name) else {
            return Err(Missing::attribute(name));
        };
        self.instant(expr, scene)
            .map_err(|missing| if missing.attributes.is_empty() { Missing::attribute(name) } else { missing })
    }

    /// A point in time as seen from a scene.
    ///
    /// # Errors
    /// What it is counted from is not there; named.
    pub(crate) fn instant(&self, expr: &InstantExpr, scene: &Scene<'_, 'h>) -> Result<Instant, Unresolved> {
        let base = match &expr.base {
            InstantBase::Named(name) => self.named_instant(name, scene)?,
            InstantBase::Activity(name) => self
                .named_hits(name)
                .iter()
                .rev()
                .find(|hit| hit.order <= scene.point)
                .map(|hit| Instant(hit.order.time))
                .ok_or_else(|| Missing::attribute(name.clone()))?,
            InstantBase::Value(condition) => match guiju_condition::eval(condition, scene)? {
                Value::Time(at) => Instant(at),
                _ => return Err(Missing::attribute(condition.text())),
            },
            InstantBase::DueOf { clause, moved } => {
                let missing = || Missing::attribute(format!("due of {clause}"));
                let judged = self
                    .plan
                    .clause_index(clause)
                    .and_then(|index| self.clause(index))
                    .ok_or_else(missing)?;
                judged
                    .activations
                    .iter()
                    .filter(|a| a.trigger.as_ref().is_none_or(|t| t.at.0 <= scene.point.time))
                    .filter_map(|a| if *moved { a.due } else { a.first_due })
                    .max()
                    .ok_or_else(missing)?
            }
        };
        match &expr.offset {
            None => Ok(base),
            Some((earlier, by)) => {
                let span = &match by {
                    Bound::Fixed(span, _) => *span,
                    Bound::Param(name, _) => crate::params::span(name, scene)?,
                    Bound::Computed(condition, _) => match guiju_condition::eval(condition, scene)? {
                        Value::Duration(us) => guiju_time::Span::Elapsed(guiju_time::Micros(us)),
                        _ => return Err(Missing::attribute(condition.text())),
                    },
                };
                let calendar = self.plan.calendar(None);
                let zone = &self.plan.zone;
                let moved = if *earlier {
                    guiju_time::latest_at_least(base, span, calendar, zone)
                } else {
                    guiju_time::due(base, span, calendar, zone, &[]).map(|due| due.by().unwrap_or(base))
                };
                moved.map_err(|_| Missing::attribute("calendar"))
            }
        }
    }

    /// The passings of a named instant, up to now: a `due of` only where it was missed.
    pub(crate) fn instant_hits(&self, name: &str) -> Vec<Hit> {
        let Some((expr, _)) = self.plan.standard.vocabulary.instants.get(name) else { return Vec::new() };
        let times: Vec<i64> = match &expr.base {
            InstantBase::DueOf { clause, moved } => {
                let Some(judged) = self.plan.clause_index(clause).and_then(|index| self.clause(index)) else {
                    return Vec::new();
                };
                judged.activations.iter().filter_map(|a| missed_at(a, *moved)).map(|at| at.0).collect()
            }
            InstantBase::Activity(activity) => self
                .named_hits(activity)
                .iter()
                .filter_map(|hit| {
                    let scene = Scene { point: hit.order, ..Scene::at_point(self, hit.order) };
                    self.instant(expr, &scene).ok().map(|at| at.0)
                })
                .collect(),
            _ => {
                let scene = Scene::at_point(self, Order::end_of(self.history.now));
                self.instant(expr, &scene).ok().map(|at| at.0).into_iter().collect()
            }
        };
        let mut hits: Vec<Hit> = times
            .into_iter()
            .filter(|at| *at < self.history.now)
            .map(|at| Hit::of_instant(name, at))
            .collect();
        hits.sort_by_key(|hit| hit.order);
        hits.dedup_by_key(|hit| hit.order);
        hits
    }

    /// The pauses of the encounter's clock: who stopped it, until when; one without what it needs stops nothing.
    pub(crate) fn pauses(&self) -> &[Pause] {
        self.pauses.get_or_init(|| crate::pauses::ledger(self))
    }

    /// A text or number of a place, for names in explanations.
    pub(crate) fn peek(&self, place: Place, scene: &Scene<'_, 'h>) -> Option<Value> {
        scene.get(&PlaceRef { index: usize::MAX, place }).ok().map(std::borrow::Cow::into_owned)
    }

    /// What excuses, in the frame at hand.
    pub(crate) fn unless<'x>(&self, cx: &Cx<'x, 'h>) -> Option<&'h Unless> {
        cx.frame.unless.as_ref()
    }
}

/// When an activation's bound was missed: nothing had come by then, and it has passed.
fn missed_at(activation: &crate::outcome::Activation, moved: bool) -> Option<Instant> {
    use crate::outcome::Outcome;
    let due = if moved { activation.due } else { activation.first_due }?;
    let late = match &activation.target {
        Some(target) => target.at > due,
        // Without a target only a breach says that none came: what nobody could see was not missed.
        None => matches!(activation.outcome, Outcome::Broken { .. }),
    };
    late.then_some(due)
}
