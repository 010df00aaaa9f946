//! Checking: each constraint over each trace, by an index from activities to the constraints that they concern.
//!
//! A trace is looked at once: its events are put into one list per activity of the model, and only constraints whose activity occurs
//! are asked. What a trace without the activity means is known beforehand and counted in one step for all of them. Relations without
//! conditions between two events take a number of steps linear in these lists. Constraints without any condition are asked once for
//! all traces with one sequence of activities.

mod counted;
mod relation;
mod variants;

use std::cell::Cell;

use guiju_log::{EventIx, Log, Sym};

use crate::{
    condition::{Columns, Condition, Meaning, Scene, Window},
    model::Model,
    report::{Activation, Counts, Outcome, Report},
    template::{Joined, Template},
    traces::{NONE, Traces},
};
use variants::Variants;

/// Counts, for each constraint, its activations and the traces that satisfy it.
///
/// Traces count as complete: nothing is pending. The counts are those of Declare4Py 2.2.0 where it gives any.
#[must_use]
pub fn check(model: &Model, log: &Log) -> Report {
    check_each(model, log, |_| {})
}

/// As [`check`], and gives each activation with its events to `see`: trace by trace in the order of their first events, within a
/// trace in no promised order.
///
/// Templates that count no activations (existence, choice …) give the events that they counted, as [`Outcome::Counted`].
pub fn check_each(model: &Model, log: &Log, see: impl FnMut(Activation)) -> Report {
    let traces = Traces::of(log);
    let index = Index::new(model, log);
    let run = Run {
        log,
        traces: &traces,
        index: &index,
        errors: Cell::new(0),
        tallies: vec![Tally::default(); model.constraints.len()],
        steps: Vec::new(),
        answers: Vec::new(),
    };
    run.run(model, see)
}

/// Constraints compiled for one log.
struct Index<'m> {
    /// By the number of an activity's name: its number among the model's activities.
    activity: Vec<u32>,
    activities: usize,
    plans: Vec<Plan<'m>>,
    /// Which plans to ask when an activity occurs.
    watch: Vec<Vec<u32>>,
}

/// A constraint compiled for one log.
struct Plan<'m> {
    template: Template,
    count: u64,
    first: u32,
    second: u32,
    activation: Option<Meaning<'m>>,
    pair: Pair<'m>,
}

impl Plan<'_> {
    /// Whether the order of activities says all.
    fn is_plain(&self) -> bool {
        self.activation.is_none() && self.pair.correlation.is_none() && self.pair.window.is_none()
    }
}

/// What is asked of activation and target together.
struct Pair<'m> {
    correlation: Option<Meaning<'m>>,
    window: Option<Window>,
}

impl Pair<'_> {
    /// Whether any target will do.
    fn is_free(&self) -> bool {
        self.correlation.is_none() && self.window.is_none()
    }
}

impl<'m> Index<'m> {
    fn new(model: &'m Model, log: &Log) -> Index<'m> {
        let conditions = model.constraints.iter().flat_map(|c| [&c.activation, &c.correlation]).flatten();
        let mut names: Vec<&str> = Vec::new();
        conditions.for_each(|condition| condition.expr.attributes(&mut |name| names.push(name)));
        let columns = Columns::of(log, names);
        let meaning = |condition: &'m Option<Condition>| {
            condition.as_ref().map(|condition| Meaning::new(condition, log, &columns))
        };
        let mut index = Index {
            activity: vec![NONE; log.strings.len()],
            activities: 0,
            plans: Vec::with_capacity(model.constraints.len()),
            watch: Vec::new(),
        };
        for (number, constraint) in model.constraints.iter().enumerate() {
            let first = index.number(log.strings.get(&constraint.first));
            let second = index.number(constraint.second.as_deref().and_then(|name| log.strings.get(name)));
            let plan = Plan {
                template: constraint.template,
                count: constraint.count,
                first,
                second,
                activation: meaning(&constraint.activation),
                pair: Pair { correlation: meaning(&constraint.correlation), window: constraint.window },
            };
            let (by_first, by_second) = match constraint.template {
                Template::Relation { part, and: None, .. } => {
                    (!part.activated_by_second(), part.activated_by_second())
                }
                template => (true, template.is_binary()),
            };
            for activity in
                [first].into_iter().filter(|_| by_first).chain([second].into_iter().filter(|_| by_second))
            {
                if activity != NONE && index.watch[activity as usize].last() != Some(&(number as u32)) {
                    index.watch[activity as usize].push(number as u32);
                }
            }
            index.plans.push(plan);
        }
        index
    }

    fn number(&mut self, name: Option<Sym>) -> u32 {
        let Some(name) = name else { return NONE };
        let number = &mut self.activity[name.index()];
        if *number == NONE {
            *number = self.activities as u32;
            self.activities += 1;
            self.watch.push(Vec::new());
        }
        *number
    }
}

/// What was found of one constraint.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    fulfilled: u64,
    violated: u64,
    /// Traces that were asked.
    asked: u64,
    /// Of these: satisfied, and satisfied after an activation.
    satisfied: u64,
    nonvacuous: u64,
    /// The last trace that was asked, from 1.
    last: u32,
}

impl Tally {
    /// Adds what so many traces answered.
    fn add(&mut self, answer: &Answer, traces: u64) {
        self.asked += traces;
        self.fulfilled += answer.fulfilled * traces;
        self.violated += answer.violated * traces;
        self.satisfied += u64::from(answer.satisfied) * traces;
        self.nonvacuous += u64::from(answer.nonvacuous) * traces;
    }
}

/// What one trace answered to one constraint.
#[derive(Debug, Clone, Copy)]
struct Answer {
    constraint: u32,
    fulfilled: u64,
    violated: u64,
    satisfied: bool,
    nonvacuous: bool,
}

/// An activation by its places in the trace.
#[derive(Debug, Clone, Copy)]
struct Step {
    constraint: u32,
    place: u32,
    /// Or [`NONE`].
    target: u32,
    outcome: Outcome,
}

/// A trace while it is looked at.
struct Trace<'t> {
    number: u32,
    events: &'t [EventIx],
    /// Places of the activities of the model, ascending.
    places: &'t [Vec<u32>],
}

impl Trace<'_> {
    #[inline]
    fn places(&self, activity: u32) -> &[u32] {
        self.places.get(activity as usize).map_or(&[], Vec::as_slice)
    }
}

struct Run<'r, 'm> {
    log: &'r Log,
    traces: &'r Traces,
    index: &'r Index<'m>,
    errors: Cell<u64>,
    tallies: Vec<Tally>,
    /// Of the trace that is looked at.
    steps: Vec<Step>,
    answers: Vec<Answer>,
}

impl Run<'_, '_> {
    fn run(mut self, model: &Model, mut see: impl FnMut(Activation)) -> Report {
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); self.index.activities];
        let mut there: Vec<u32> = Vec::new();
        let mut room = relation::Room::default();
        let mut variants = Variants::default();
        let mut sequence: Vec<u32> = Vec::new();
        let is_all_plain = self.index.plans.iter().all(Plan::is_plain);
        for number in 0..self.traces.len() {
            let events = self.traces.events_of(number);
            let mut show = |steps: &[Step]| {
                for step in steps {
                    see(step.in_trace(number as u32, events));
                }
            };
            sequence.clear();
            sequence
                .extend(events.iter().map(|ix| self.index.activity[self.log.event(*ix).activity().index()]));
            let again = variants.again(&sequence);
            let is_new = again.is_none();
            show(again.unwrap_or_default());
            if !is_new && is_all_plain {
                continue;
            }
            for (place, activity) in sequence.iter().enumerate().filter(|(_, activity)| **activity != NONE) {
                let places = &mut places[*activity as usize];
                if places.is_empty() {
                    there.push(*activity);
                }
                places.push(place as u32);
            }
            let trace = Trace { number: number as u32, events, places: &places };
            if is_new {
                self.ask_all(true, &there, &trace, &mut room);
                show(&self.steps);
                variants.remember(&sequence, &self.steps, &self.answers);
            }
            if !is_all_plain {
                self.ask_all(false, &there, &trace, &mut room);
                show(&self.steps);
            }
            for activity in there.drain(..) {
                places[activity as usize].clear();
            }
        }
        for (answer, traces) in variants.repeated() {
            self.tallies[answer.constraint as usize].add(answer, traces);
        }
        let traces = self.traces.len() as u64;
        let counts = self.tallies.iter().zip(&model.constraints).map(|(tally, constraint)| {
            let silent = traces - tally.asked;
            let (satisfied, nonvacuous) = without_activity(constraint.template, constraint.count);
            Counts {
                activations: tally.fulfilled + tally.violated,
                fulfilled: tally.fulfilled,
                violated: tally.violated,
                pending: 0,
                traces_satisfied: tally.satisfied + if satisfied { silent } else { 0 },
                traces_satisfied_nonvacuous: tally.nonvacuous + if nonvacuous { silent } else { 0 },
            }
        });
        let cases = self.traces.cases.clone();
        Report {
            counts: counts.collect(),
            cases,
            events: self.traces.events.len() as u64,
            undecided: self.errors.get(),
        }
    }

    /// Asks the plans, the plain ones or the others, that the activities of a trace concern.
    fn ask_all(&mut self, plain: bool, there: &[u32], trace: &Trace<'_>, room: &mut relation::Room) {
        self.steps.clear();
        self.answers.clear();
        let index = self.index;
        for plan in there.iter().flat_map(|activity| &index.watch[*activity as usize]) {
            let tally = &mut self.tallies[*plan as usize];
            if tally.last == trace.number + 1 || index.plans[*plan as usize].is_plain() != plain {
                continue;
            }
            tally.last = trace.number + 1;
            let answer = self.ask(*plan, trace, room);
            self.tallies[*plan as usize].add(&answer, 1);
            self.answers.push(answer);
        }
    }

    fn ask(&mut self, number: u32, trace: &Trace<'_>, room: &mut relation::Room) -> Answer {
        let plan = &self.index.plans[number as usize];
        let Template::Relation { part, and, not } = plan.template else {
            let satisfied = self.counted(number, plan, trace);
            return Answer {
                constraint: number,
                fulfilled: 0,
                violated: 0,
                satisfied,
                nonvacuous: satisfied,
            };
        };
        let (met, missed) = self.relation(number, plan, (part, plan.first, plan.second, not), trace, room);
        let (also_met, also_missed) = match and {
            None => (0, 0),
            Some(Joined::Precedence) => {
                self.relation(number, plan, (part.precedence(), plan.first, plan.second, not), trace, room)
            }
            Some(Joined::Swapped) => {
                self.relation(number, plan, (part, plan.second, plan.first, not), trace, room)
            }
        };
        let (met, missed) = (met + also_met, missed + also_missed);
        let (fulfilled, violated) = if not { (missed, met) } else { (met, missed) };
        Answer {
            constraint: number,
            fulfilled,
            violated,
            satisfied: violated == 0,
            nonvacuous: violated == 0 && fulfilled > 0,
        }
    }

    fn scene(&self, activation: EventIx, target: EventIx) -> Scene<'_> {
        Scene { log: self.log, activation, target, errors: &self.errors }
    }

    fn activates(&self, plan: &Plan<'_>, event: EventIx) -> bool {
        plan.activation.as_ref().is_none_or(|condition| condition.holds(self.scene(event, event)))
    }

    fn fits(&self, pair: &Pair<'_>, activation: EventIx, target: EventIx) -> bool {
        pair.correlation.as_ref().is_none_or(|condition| condition.holds(self.scene(activation, target)))
            && self.in_window(pair.window, activation, target)
    }

    fn in_window(&self, window: Option<Window>, activation: EventIx, target: EventIx) -> bool {
        window.is_none_or(|window| {
            window.holds(self.log.event(activation).time(), self.log.event(target).time())
        })
    }
}

/// Whether a trace in which none of its activities occurs satisfies a constraint, vacuous satisfaction counted and not.
fn without_activity(template: Template, count: u64) -> (bool, bool) {
    match template {
        Template::Relation { .. } => (true, false),
        Template::Existence | Template::Exactly => (count == 0, count == 0),
        Template::Absence => (count > 0, count > 0),
        Template::Init | Template::End | Template::Choice | Template::ExclusiveChoice => (false, false),
    }
}

impl Step {
    fn in_trace(self, trace: u32, events: &[EventIx]) -> Activation {
        Activation {
            constraint: self.constraint,
            trace,
            event: events[self.place as usize],
            target: events.get(self.target as usize).copied(),
            outcome: self.outcome,
        }
    }
}
