//! Templates that answer per trace: existence, absence, exactly, init, end, choices.

use guiju_log::EventIx;

use super::{Plan, Run, Step, Trace};
use crate::{report::Outcome, template::Template, traces::NONE};

impl Run<'_, '_> {
    /// Whether the trace, in which one of the activities occurs, satisfies the constraint.
    pub(super) fn counted(&mut self, number: u32, plan: &Plan<'_>, trace: &Trace<'_>) -> bool {
        match plan.template {
            Template::Init => self.is_at(number, plan, trace, 0),
            Template::End => self.is_at(number, plan, trace, trace.events.len() - 1),
            Template::Choice => {
                let first = self.count(number, plan, trace, plan.first) > 0;
                let second = self.count(number, plan, trace, plan.second) > 0;
                first || second
            }
            Template::ExclusiveChoice => {
                let first = self.count(number, plan, trace, plan.first) > 0;
                let second = self.count(number, plan, trace, plan.second) > 0;
                first != second
            }
            Template::Absence => self.count(number, plan, trace, plan.first) < plan.count,
            Template::Exactly => self.count(number, plan, trace, plan.first) == plan.count,
            Template::Existence | Template::Relation { .. } => {
                self.count(number, plan, trace, plan.first) >= plan.count
            }
        }
    }

    fn is_at(&mut self, number: u32, plan: &Plan<'_>, trace: &Trace<'_>, place: usize) -> bool {
        let event = trace.events[place];
        let there = trace.places(plan.first).binary_search(&(place as u32)).is_ok();
        let holds = there && self.activates(plan, event);
        if holds {
            self.step(number, place as u32);
        }
        holds
    }

    /// How many events of an activity fulfil the conditions, which compare with the trace's first event.
    fn count(&mut self, number: u32, plan: &Plan<'_>, trace: &Trace<'_>, activity: u32) -> u64 {
        let first: EventIx = trace.events[0];
        let mut count = 0;
        for place in trace.places(activity) {
            let event = trace.events[*place as usize];
            let holds =
                plan.activation.as_ref().is_none_or(|condition| condition.holds(self.scene(event, first)));
            if holds && self.in_window(plan.pair.window, event, first) {
                count += 1;
                self.step(number, *place);
            }
        }
        count
    }

    fn step(&mut self, constraint: u32, place: u32) {
        self.steps.push(Step { constraint, place, target: NONE, outcome: Outcome::Counted });
    }
}
