//! Relations between an activation and a target.

use super::{Plan, Run, Step, Trace};
use crate::{report::Outcome, template::Part, traces::NONE};

/// Lists that every trace uses again.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// Places of activations that no target has met.
    open: Vec<u32>,
}

impl Run<'_, '_> {
    /// How many activations met a target and how many did not.
    pub(super) fn relation(
        &mut self,
        number: u32,
        plan: &Plan<'_>,
        (part, first, second, not): (Part, u32, u32, bool),
        trace: &Trace<'_>,
        room: &mut Room,
    ) -> (u64, u64) {
        let (activating, wanted) = if part.activated_by_second() { (second, first) } else { (first, second) };
        let activations = trace.places(activating);
        if activations.is_empty() {
            return (0, 0);
        }
        let targets = trace.places(wanted);
        let mut asked = Asked { number, plan, trace, not, met: 0, missed: 0 };
        match part {
            Part::RespondedExistence => self.somewhere(&mut asked, activations, targets),
            Part::Response => self.after(&mut asked, activations, targets, room),
            Part::AlternateResponse => self.after_before_the_next(&mut asked, activations, targets),
            Part::Precedence => self.before(&mut asked, activations, targets, false),
            Part::AlternatePrecedence => self.before(&mut asked, activations, targets, true),
            Part::ChainResponse => self.beside(&mut asked, activations, wanted, 1),
            Part::ChainPrecedence => self.beside(&mut asked, activations, wanted, -1),
        }
        (asked.met, asked.missed)
    }

    fn somewhere(&mut self, asked: &mut Asked<'_, '_>, activations: &[u32], targets: &[u32]) {
        for place in activations {
            if self.activated(asked, *place) {
                let target = targets.iter().copied().find(|target| self.meets(asked, *place, *target));
                self.settle(asked, *place, target);
            }
        }
    }

    /// An event that is both is its own target, as in Declare4Py.
    fn after(&mut self, asked: &mut Asked<'_, '_>, activations: &[u32], targets: &[u32], room: &mut Room) {
        if asked.plan.pair.is_free() {
            let mut next = 0;
            for place in activations {
                while targets.get(next).is_some_and(|target| target < place) {
                    next += 1;
                }
                if self.activated(asked, *place) {
                    self.settle(asked, *place, targets.get(next).copied());
                }
            }
            return;
        }
        let mut activations = activations.iter().copied().peekable();
        room.open.clear();
        for target in targets {
            while let Some(place) = activations.next_if(|place| place <= target) {
                if self.activated(asked, place) {
                    room.open.push(place);
                }
            }
            room.open.retain(|place| {
                let meets = self.meets(asked, *place, *target);
                if meets {
                    self.settle(asked, *place, Some(*target));
                }
                !meets
            });
        }
        for place in room.open.drain(..) {
            self.settle(asked, place, None);
        }
        for place in activations {
            if self.activated(asked, place) {
                self.settle(asked, place, None);
            }
        }
    }

    fn after_before_the_next(&mut self, asked: &mut Asked<'_, '_>, activations: &[u32], targets: &[u32]) {
        let mut activations = activations.iter().copied().peekable();
        let mut open = None;
        for target in targets {
            while let Some(place) = activations.next_if(|place| place <= target) {
                if self.activated(asked, place)
                    && let Some(overtaken) = open.replace(place)
                {
                    self.settle(asked, overtaken, None);
                }
            }
            if let Some(place) = open.take_if(|place| self.meets(asked, *place, *target)) {
                self.settle(asked, place, Some(*target));
            }
        }
        if let Some(place) = open {
            self.settle(asked, place, None);
        }
        for place in activations {
            if self.activated(asked, place) {
                self.settle(asked, place, None);
            }
        }
    }

    /// With `alternate` a target serves only until the next activation.
    fn before(&mut self, asked: &mut Asked<'_, '_>, activations: &[u32], targets: &[u32], alternate: bool) {
        let (mut from, mut to) = (0, 0);
        for place in activations {
            while targets.get(to).is_some_and(|target| target <= place) {
                to += 1;
            }
            if self.activated(asked, *place) {
                let target =
                    targets[from..to].iter().copied().find(|target| self.meets(asked, *place, *target));
                self.settle(asked, *place, target);
                if alternate {
                    from = to;
                }
            }
        }
    }

    fn beside(&mut self, asked: &mut Asked<'_, '_>, activations: &[u32], wanted: u32, step: i64) {
        for place in activations {
            if self.activated(asked, *place) {
                let target = u32::try_from(i64::from(*place) + step).ok().filter(|target| {
                    let next = asked.trace.events.get(*target as usize);
                    let is_wanted = next.is_some_and(|next| {
                        wanted != NONE
                            && self.index.activity[self.log.event(*next).activity().index()] == wanted
                    });
                    is_wanted && self.meets(asked, *place, *target)
                });
                self.settle(asked, *place, target);
            }
        }
    }

    fn activated(&self, asked: &Asked<'_, '_>, place: u32) -> bool {
        self.activates(asked.plan, asked.trace.events[place as usize])
    }

    fn meets(&self, asked: &Asked<'_, '_>, place: u32, target: u32) -> bool {
        let events = asked.trace.events;
        self.fits(&asked.plan.pair, events[place as usize], events[target as usize])
    }

    fn settle(&mut self, asked: &mut Asked<'_, '_>, place: u32, target: Option<u32>) {
        *if target.is_some() { &mut asked.met } else { &mut asked.missed } += 1;
        let outcome = if target.is_some() == asked.not { Outcome::Violated } else { Outcome::Fulfilled };
        let target = target.unwrap_or(NONE);
        self.steps.push(Step { constraint: asked.number, place, target, outcome });
    }
}

/// One relation of one constraint in one trace.
struct Asked<'a, 'm> {
    number: u32,
    plan: &'a Plan<'m>,
    trace: &'a Trace<'a>,
    not: bool,
    met: u64,
    missed: u64,
}
