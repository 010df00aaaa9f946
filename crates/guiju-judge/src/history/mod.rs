//! The history of a subject: its events as the judge sees them, whatever order they came in.

mod attributes;
mod events;
mod evidence;
mod life;
mod turns;

pub(crate) use turns::{SideOf, TurnInfo};

use crate::desk::Bound;
use crate::plan::Plan;
use crate::sieve::{Blank, Clauses, meant};
use guiju_log::{EventIx, Log, ObjectIx, Sym};
use guiju_phrase::Slots;
use guiju_standard::model::Activity;
use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

/// What a judgement is about: an object of the log, or a member of a population and a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Type: an encounter of the vocabulary.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The member and the window, where the subject is derived from them.
    pub window: Option<SubjectWindow>,
}

/// The window of a derived subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectWindow {
    /// The member's object id.
    pub member: String,
    /// First instant, microseconds.
    pub start: i64,
    /// First instant behind it.
    pub end: i64,
    /// The window began before the log did: what is not met may lie there.
    pub cut: bool,
}

/// A place in the order of events: instant, then rank among what happened then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Order {
    pub(crate) time: i64,
    pub(crate) rank: u32,
}

impl Order {
    /// Before anything.
    pub(crate) const FIRST: Order = Order { time: i64::MIN, rank: 0 };
    /// After everything.
    pub(crate) const LAST: Order = Order { time: i64::MAX, rank: u32::MAX };
    /// After all that happened at an instant.
    pub(crate) fn end_of(time: i64) -> Order {
        Order { time, rank: u32::MAX }
    }
    /// Before all that happened at an instant.
    pub(crate) fn start_of(time: i64) -> Order {
        Order { time, rank: 0 }
    }
    /// The next place.
    pub(crate) fn next(self) -> Order {
        Order { time: self.time, rank: self.rank.saturating_add(1) }
    }
}

/// An event of a history.
#[derive(Debug, Clone)]
pub(crate) struct Ev<'a> {
    /// In the log.
    pub(crate) ix: EventIx,
    /// Its activity.
    pub(crate) activity: Sym,
    /// As the vocabulary declares it.
    pub(crate) declared: Option<&'a Activity>,
    /// When; of several reports the most trusted one's time.
    pub(crate) time: i64,
    /// Who reported it.
    pub(crate) source: Option<Sym>,
    /// Other reports of the same, best trusted first.
    pub(crate) also: Vec<EventIx>,
    /// Corrections, the latest first.
    pub(crate) corrections: Vec<EventIx>,
    /// Its turn, if it is an utterance.
    pub(crate) turn: Option<usize>,
    /// Its id, once something cites it.
    pub(crate) id: OnceCell<Arc<str>>,
}

/// The history of a subject up to `now`.
pub struct History<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) log: &'a Log,
    /// The subject.
    pub subject: Subject,
    pub(crate) object: Option<ObjectIx>,
    pub(crate) events: Vec<Ev<'a>>,
    pub(crate) bound: Rc<Bound<'a>>,
    /// The number of the subject's (its member's) id.
    pub(crate) own: Option<Sym>,
    /// Positions by activity.
    pub(crate) by_activity: Vec<(Sym, u32)>,
    pub(crate) turns: Vec<TurnInfo>,
    /// When it opened: the opening activity, else the first event.
    pub(crate) opened_at: Option<i64>,
    /// When it closed, if it has by `now`.
    pub(crate) closed_at: Option<i64>,
    /// As things stand.
    pub(crate) now: i64,
    pub(crate) evidence: evidence::Kinds<'a>,
    /// Attributes that activities set: name, since, value's event.
    pub(crate) set: Vec<attributes::SetValue>,
    /// Corrections of the subject itself, the latest first.
    pub(crate) corrections: Vec<EventIx>,
    pub(crate) slots: Slots,
}

impl<'a> History<'a> {
    /// Gathers the history of a subject.
    ///
    /// `now` in microseconds since 1970 UTC: events after it are not seen. `closed`: the subject counts as closed at its last
    /// event.
    ///
    /// For several subjects of one log, [`crate::Desk::history`] looks names up only once.
    pub fn of(plan: &'a Plan, log: &'a Log, subject: Subject, now: i64, closed: bool) -> History<'a> {
        History::gathered(&Rc::new(Bound::new(plan, log)), subject, now, closed)
    }

    /// The same at a desk.
    pub(crate) fn gathered(bound: &Rc<Bound<'a>>, subject: Subject, now: i64, closed: bool) -> History<'a> {
        let (plan, log) = (bound.plan, bound.log);
        let own = subject.window.as_ref().map_or(subject.id.as_str(), |window| window.member.as_str());
        let own = log.strings.get(own);
        let object = own.and_then(|id| log.object(id));
        let gathered = events::gather(bound, own, &subject, now);
        let mut history = History {
            plan,
            log,
            subject,
            object,
            events: gathered.events,
            bound: bound.clone(),
            own,
            by_activity: Vec::new(),
            turns: Vec::new(),
            opened_at: None,
            closed_at: None,
            now,
            evidence: evidence::Kinds::default(),
            set: Vec::new(),
            corrections: gathered.corrections,
            slots: Slots::new(),
        };
        history.by_activity =
            history.events.iter().enumerate().map(|(at, event)| (event.activity, at as u32)).collect();
        history.by_activity.sort_unstable();
        history.find_life(closed);
        history.find_evidence(&gathered.related);
        history.find_set_values();
        history.find_turns();
        history.fill_slots();
        history
    }

    /// The clauses of its type that it touches: the others say what they say of every subject with this evidence.
    pub(crate) fn touched(&self) -> Clauses {
        let mut last = None;
        let new = self.by_activity.iter().map(|(activity, _)| *activity).filter(|activity| {
            let new = last != Some(*activity);
            last = Some(*activity);
            new
        });
        let activities = new.flat_map(|activity| meant(&self.bound, activity)).copied();
        let words = !self.turns.is_empty();
        self.plan.sieve.touched(&self.subject.kind, &self.bound.lit, activities, words)
    }

    /// What clauses say that it does not touch; `None` where each has to be judged: evidence that comes and goes.
    pub(crate) fn blank(&self, clauses: usize) -> Option<Blank> {
        let seen = self.plan.sieve.seen(self.evidence.kinds())?;
        Some(self.bound.blanks.of(&self.subject.kind, seen, clauses))
    }

    /// When it opened.
    pub fn opened(&self) -> Option<guiju_time::Instant> {
        self.opened_at.map(guiju_time::Instant)
    }

    /// Where an event stands in the order.
    pub(crate) fn order(&self, position: usize) -> Order {
        Order { time: self.events[position].time, rank: position as u32 + 1 }
    }

    /// Positions of an activity's events, in order.
    pub(crate) fn of_activity(&self, name: &str) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = match self.bound.activity_sym(name) {
            Some(sym) => {
                let from = self.by_activity.partition_point(|(s, _)| *s < sym);
                let to = from + self.by_activity[from..].iter().take_while(|(s, _)| *s == sym).count();
                from..to
            }
            None => 0..0,
        };
        self.by_activity[range].iter().map(|(_, at)| *at as usize)
    }

    /// The id of an event.
    pub(crate) fn id(&self, position: usize) -> &'a str {
        self.log.strings.resolve(self.log.event(self.events[position].ix).id())
    }

    /// The same, to be kept by all that cite it.
    pub(crate) fn shared_id(&self, position: usize) -> Arc<str> {
        self.events[position].id.get_or_init(|| self.id(position).into()).clone()
    }

    /// The name of an event's activity, to be kept by all that cite it.
    pub(crate) fn shared_activity(&self, position: usize) -> Arc<str> {
        match self.bound.known(self.events[position].activity) {
            Some(known) => known.shared.clone(),
            None => self.activity(position).into(),
        }
    }

    /// The name of an event's activity, as the vocabulary has it.
    pub(crate) fn activity(&self, position: usize) -> &'a str {
        self.bound.activity_name(self.events[position].activity)
    }

    /// Whether the subject has closed by `now`.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed_at.is_some()
    }

    /// When it opened; nothing has happened yet: now.
    pub(crate) fn opening(&self) -> i64 {
        self.opened_at.unwrap_or(self.now)
    }
}
