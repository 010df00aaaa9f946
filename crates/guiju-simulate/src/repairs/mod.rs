//! Norm 5: a utility's repairs, the shifts of its depots, calls that need no repair, customers who keep coming back.

mod call;
mod case;
mod desk;
pub(crate) mod deviations;
mod hidden;
mod shift;
mod story;
mod words;
mod world;

use std::io;

use serde_json::json;

use crate::arrivals::Arrivals;
use crate::clock::{DAY, HOUR, Millis, date_digits, hour_minute};
use crate::plan::Plan;
use crate::prng::Prng;
use crate::record::{Object, attributes};
use crate::run::{Play, Told};
use crate::truth::{Deviation, Hidden};
use call::{Incoming, Trouble};
use desk::{Desk, Done};
use deviations::{Act, Deck, Deed, Doings, Kind, LIMIT, Phase};
use world::{Depot, Shift};

type Scene = crate::scene::Scene<deviations::Repairs>;

/// The utility.
#[derive(Debug)]
pub(crate) struct Utility {
    plan: Plan,
    depots: Vec<Depot>,
    desk: Desk,
    shifts: Deck,
    calls: Deck,
    calls_taken: u64,
    faults: Arrivals,
    strays: Arrivals,
    prng: Prng,
    start: Millis,
}

impl Utility {
    pub(crate) fn new(plan: &Plan, prng: Prng) -> Self {
        let start = plan.start.as_millisecond();
        let of = |phase: Phase| Deck::of(deviations::all().filter(move |act| act.phase == phase));
        Self {
            depots: (1..=plan.sites.max(1)).map(|number| Depot::new(number, start)).collect(),
            desk: Desk::new(plan),
            shifts: of(Phase::Shift),
            calls: of(Phase::Call),
            calls_taken: 0,
            faults: Arrivals::new(plan.per_day),
            strays: Arrivals::new(plan.per_day / 8),
            plan: plan.clone(),
            prng,
            start,
        }
    }
}

impl Play for Utility {
    fn begin(&mut self, start: Millis, told: &mut Told<'_>) {
        for object in self.depots.iter().flat_map(Depot::objects) {
            told.stream.object(start, &object);
        }
    }

    fn hour(&mut self, hour: Millis, told: &mut Told<'_>) -> io::Result<()> {
        if hour == self.start || matches!(hour_minute(hour).0, 8 | 20) {
            for depot in 0..self.depots.len() {
                self.begin_shift(depot, hour, told)?;
            }
        }
        let mut prng = self.prng.fork();
        let mut arrivals: Vec<(Millis, bool)> =
            self.faults.of_hour(hour, &mut prng).into_iter().map(|at| (at, true)).collect();
        arrivals.extend(self.strays.of_hour(hour, &mut prng).into_iter().map(|at| (at, false)));
        arrivals.sort_unstable();
        for (at, fault) in arrivals {
            let mut prng = self.prng.fork();
            let depot = prng.between(0, self.depots.len() as i64 - 1) as usize;
            if fault {
                for done in self.desk.report(&mut self.depots[depot], at, &mut prng) {
                    file(&done, told)?;
                }
            } else {
                self.take_call(depot, at, &mut prng, told)?;
            }
        }
        Ok(())
    }
}

impl Utility {
    fn begin_shift(&mut self, depot: usize, from: Millis, told: &mut Told<'_>) -> io::Result<()> {
        let mut prng = self.prng.fork();
        let (hour, _) = hour_minute(from);
        let day = (8..20).contains(&hour);
        let until = match hour {
            0..8 => from + (8 - hour) * HOUR,
            8..20 => from + (20 - hour) * HOUR,
            _ => from + (32 - hour) * HOUR,
        };
        debug_assert!(until <= self.start + Millis::from(self.plan.days) * DAY + 12 * HOUR);
        let depot = &mut self.depots[depot];
        depot.shift = Shift {
            id: format!(
                "shift-{}-{}{hour:02}-{}",
                depot.number,
                date_digits(from),
                if day { "day" } else { "night" }
            ),
            team: depot.team(usize::from(day)),
            until,
            log_lost: false,
        };
        let mut doings = Doings::default();
        if prng.chance(self.plan.deviation_rate) {
            let acts = prng.between(1, 3);
            for _ in 0..acts {
                let dealt = self.shifts.deal(&mut prng, |act| !interferes(&doings, act));
                if let Some(act) = dealt {
                    doings.add(act);
                }
            }
        }
        // A lost telephone log would hide what was done wrong on the telephone.
        let lost = doings.acts().is_empty() && prng.chance(self.plan.missing_evidence_rate);
        depot.shift.log_lost = lost;
        let watch = shift::keep(depot, from, doings, lost, self.plan.noise, prng);
        told.encounter(from, &watch.object, &watch.scene)?;
        told.all_injected(&watch.scene)?;
        if lost {
            told.hidden(hidden::of_shift(&watch.object.id))?;
        }
        Ok(())
    }

    fn take_call(
        &mut self,
        depot: usize,
        at: Millis,
        prng: &mut Prng,
        told: &mut Told<'_>,
    ) -> io::Result<()> {
        if self.depots[depot].shift.log_lost {
            return Ok(()); // nobody will ever know of this call
        }
        self.calls_taken += 1;
        let mut doings = Doings::default();
        let mut trouble = if prng.chance(0.5) { Trouble::WrongNumber } else { Trouble::NotHeard };
        let deviates = prng.chance(self.plan.deviation_rate);
        if let Some(act) = deviates.then(|| self.calls.deal(prng, |_| true)).flatten() {
            trouble = if act.id.starts_with("wrong") { Trouble::WrongNumber } else { Trouble::NotHeard };
            doings.add(act);
        }
        let recorded = !doings.acts().is_empty() || !prng.chance(self.plan.missing_evidence_rate);
        let incoming = Incoming {
            id: format!("call-{:06}", self.calls_taken),
            shift: self.depots[depot].shift.id.clone(),
            at,
            trouble,
            recorded,
        };
        let phoned = call::take(incoming, doings, self.plan.noise, prng.fork());
        told.encounter(at, &phoned.object, &phoned.scene)?;
        told.all_injected(&phoned.scene)?;
        if !recorded {
            told.hidden(hidden::of_call(&phoned.object.id))?;
        }
        Ok(())
    }
}

/// Writes a repair and its truth.
fn file(done: &Done, told: &mut Told<'_>) -> io::Result<()> {
    let Done { order, played, .. } = done;
    if done.new_customer {
        let customer = Object {
            id: order.customer.id.clone(),
            kind: "customer",
            attributes: attributes(json!({
                "name": order.customer.name,
                "cause_solved": false,
                "evidence": ["telephony", "import", "tap", "transcript"],
            })),
            relations: Vec::new(),
        };
        told.stream.object(order.reported, &customer);
        told.subject(&customer)?;
    }
    told.encounter(order.reported, &played.object, &played.scene)?;
    let hidden = hidden::of_repair(order, |kind| played.scene.events.iter().any(|event| event.kind == kind));
    let unseen: Vec<&str> = hidden.rows.iter().chain(&hidden.open).map(String::as_str).collect();
    for act in order.doings.acts() {
        // These two show elsewhere: in the shift, and when the customer reports again.
        if !matches!(act.kind, Kind::Deed(Deed::WrongPriority | Deed::PromiseBroken)) {
            let mut deviation = Deviation::by(act, &order.id, played.scene.shown_by(act.id));
            for row in deviation.rows.iter_mut().filter(|row| *row == LIMIT) {
                *row = order.case.area.limit_row().to_owned();
            }
            told.injected(deviation.seen(&unseen))?;
        }
    }
    for (subject, act) in &done.elsewhere {
        told.injected(Deviation::by(act, subject, Vec::new()))?;
    }
    told.hidden(Hidden { what: described(&hidden), ..hidden })
}

/// Attitudes are never shown by this log; that alone needs no words.
fn described(hidden: &Hidden) -> String {
    if hidden.what.is_empty() { "no ratings were given".to_owned() } else { hidden.what.clone() }
}

/// Two acts of a shift that break the same row would count once.
fn interferes(doings: &Doings, act: &Act) -> bool {
    doings.acts().iter().any(|done| done.rows == act.rows)
}
