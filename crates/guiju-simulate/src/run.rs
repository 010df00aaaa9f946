//! A whole run: hour by hour, everything written as soon as nothing earlier can come any more.

use std::io::{self, Write};

use serde_json::json;

use crate::arrivals::Arrivals;
use crate::call::{self, Incoming, Trouble};
use crate::clock::{DAY, HOUR, Millis, date_digits, hour_minute};
use crate::desk::{Desk, Done};
use crate::deviations::{self, Act, Deck, Deed, Doings, Kind, LIMIT, Phase};
use crate::hidden;
use crate::plan::Plan;
use crate::prng::Prng;
use crate::record::{Event, Object, attributes};
use crate::shift;
use crate::stream::Stream;
use crate::truth::{Deviation, Fact, Hidden, Truth};
use crate::world::{Depot, Shift};

/// Writes the log of `plan` to `out` as JSON Lines and returns the truth.
///
/// Equal plans write equal bytes. The log is in order of arrival, which with noise is not the order of events.
///
/// # Errors
/// What the writer says; the log is incomplete then.
pub fn simulate(plan: &Plan, out: &mut dyn Write) -> io::Result<Truth> {
    let mut truth = Truth::default();
    let mut facts = Vec::new();
    let (lines, most_waiting) = simulate_with(plan, out, &mut |fact| {
        facts.push(fact);
        Ok(())
    })?;
    for fact in facts {
        truth.add(fact);
    }
    truth.lines = lines;
    truth.most_waiting = most_waiting;
    Ok(truth)
}

/// As [`simulate`], handing each fact of the truth to `tell` as soon as it is settled, so that memory stays bounded by
/// the services open at once; returns the number of lines and the most that ever waited.
///
/// # Errors
/// What the writer or `tell` says; the log is incomplete then.
pub fn simulate_with(
    plan: &Plan,
    out: &mut dyn Write,
    tell: &mut dyn FnMut(Fact) -> io::Result<()>,
) -> io::Result<(u64, usize)> {
    let mut prng = Prng::new(plan.seed);
    let stream = Stream::new(out, plan.noise, prng.fork());
    let start = plan.start.as_millisecond();
    let mut run = Run {
        depots: (1..=plan.depots.max(1)).map(|number| Depot::new(number, start)).collect(),
        desk: Desk::new(plan),
        shifts: Deck::of(|act| act.phase == Phase::Shift),
        calls: Deck::of(|act| act.phase == Phase::Call),
        calls_taken: 0,
        plan,
        stream,
        tell,
        prng,
    };
    run.go(start)?;
    run.stream.finish()
}

/// The names of all acts in the hand-written list with the rows that each breaks; `S5.1.1.5a*` stands for the row of
/// the order's area.
pub fn acts() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    deviations::all().map(|act| (act.id, act.rows))
}

struct Run<'r> {
    plan: &'r Plan,
    depots: Vec<Depot>,
    desk: Desk,
    shifts: Deck,
    calls: Deck,
    calls_taken: u64,
    stream: Stream<'r>,
    tell: &'r mut dyn FnMut(Fact) -> io::Result<()>,
    prng: Prng,
}

impl Run<'_> {
    fn go(&mut self, start: Millis) -> io::Result<()> {
        for depot in &self.depots {
            for object in depot.objects() {
                self.stream.object(start, &object);
            }
        }
        let mut faults = Arrivals::new(self.plan.repairs_per_day);
        let mut strays = Arrivals::new(self.plan.repairs_per_day / 8);
        let end = start + Millis::from(self.plan.days) * DAY;
        let mut hour = start;
        while hour < end {
            self.stream.flush(hour)?;
            if hour == start || matches!(hour_minute(hour).0, 8 | 20) {
                for depot in 0..self.depots.len() {
                    self.begin_shift(depot, hour, end)?;
                }
            }
            let mut prng = self.prng.fork();
            let mut arrivals: Vec<(Millis, bool)> =
                faults.of_hour(hour, &mut prng).into_iter().map(|at| (at, true)).collect();
            arrivals.extend(strays.of_hour(hour, &mut prng).into_iter().map(|at| (at, false)));
            arrivals.sort_unstable();
            for (at, fault) in arrivals {
                self.stream.flush(at)?;
                let mut prng = self.prng.fork();
                let depot = prng.between(0, self.depots.len() as i64 - 1) as usize;
                if fault {
                    for done in self.desk.report(&mut self.depots[depot], at, &mut prng) {
                        self.file(&done)?;
                    }
                } else {
                    self.take_call(depot, at, &mut prng)?;
                }
            }
            hour += HOUR;
        }
        Ok(())
    }

    fn begin_shift(&mut self, depot: usize, from: Millis, end: Millis) -> io::Result<()> {
        let mut prng = self.prng.fork();
        let (hour, _) = hour_minute(from);
        let day = (8..20).contains(&hour);
        let until = match hour {
            0..8 => from + (8 - hour) * HOUR,
            8..20 => from + (20 - hour) * HOUR,
            _ => from + (32 - hour) * HOUR,
        };
        debug_assert!(until <= end + 12 * HOUR);
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
        self.write(from, &watch.object, &watch.scene.events);
        self.subject(&watch.object)?;
        let id = watch.object.id.clone();
        for act in watch.scene.doings.acts() {
            (self.tell)(Fact::Injected(deviation(id.clone(), act, &[], None)))?;
        }
        if lost {
            (self.tell)(Fact::Hidden(hidden::of_shift(&id)))?;
        }
        Ok(())
    }

    fn take_call(&mut self, depot: usize, at: Millis, prng: &mut Prng) -> io::Result<()> {
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
        self.write(at, &phoned.object, &phoned.scene.events);
        self.subject(&phoned.object)?;
        let id = phoned.object.id.clone();
        for act in phoned.scene.doings.acts() {
            (self.tell)(Fact::Injected(deviation(id.clone(), act, &[], None)))?;
        }
        if !recorded {
            (self.tell)(Fact::Hidden(hidden::of_call(&id)))?;
        }
        Ok(())
    }

    /// Writes a repair and its truth.
    fn file(&mut self, done: &Done) -> io::Result<()> {
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
            self.stream.object(order.reported, &customer);
            self.subject(&customer)?;
        }
        self.write(order.reported, &played.object, &played.scene.events);
        self.subject(&played.object)?;
        let hidden =
            hidden::of_repair(order, |kind| played.scene.events.iter().any(|event| event.kind == kind));
        let unseen: Vec<&str> = hidden.rows.iter().chain(&hidden.open).map(String::as_str).collect();
        for act in order.doings.acts() {
            // These two show elsewhere: in the shift, and when the customer reports again.
            if matches!(act.kind, Kind::Deed(Deed::WrongPriority | Deed::PromiseBroken)) {
                continue;
            }
            let deviation = deviation(order.id.clone(), act, &unseen, Some(order.case.area.limit_row()));
            if !deviation.rows.is_empty() || !deviation.open.is_empty() {
                (self.tell)(Fact::Injected(deviation))?;
            }
        }
        for (subject, act) in &done.elsewhere {
            (self.tell)(Fact::Injected(deviation(subject.clone(), act, &[], None)))?;
        }
        if !hidden.rows.is_empty() || !hidden.open.is_empty() {
            (self.tell)(Fact::Hidden(Hidden { what: described(&hidden), ..hidden }))?;
        }
        Ok(())
    }

    fn write(&mut self, at: Millis, object: &Object, events: &[Event]) {
        self.stream.object(at, object);
        for event in events {
            self.stream.event(event);
        }
    }

    fn subject(&mut self, object: &Object) -> io::Result<()> {
        (self.tell)(Fact::Subject { id: object.id.clone(), kind: object.kind.to_owned() })
    }
}

/// Attitudes are never shown by this log; that alone needs no words.
fn described(hidden: &Hidden) -> String {
    if hidden.what.is_empty() { "no ratings were given".to_owned() } else { hidden.what.clone() }
}

/// Two acts of a shift that break the same row would count once.
fn interferes(doings: &Doings, act: &Act) -> bool {
    doings.acts().iter().any(|done| done.rows == act.rows)
}

/// The act told as truth: the rows that can be seen, with the limit's row filled in.
fn deviation(subject: String, act: &Act, unseen: &[&str], limit: Option<&str>) -> Deviation {
    let name = |row: &&str| if *row == LIMIT { limit.unwrap_or(LIMIT) } else { *row }.to_owned();
    Deviation {
        subject,
        act: act.id.to_owned(),
        rows: act.rows.iter().map(name).filter(|row| !unseen.contains(&row.as_str())).collect(),
        open: act.open.iter().map(name).filter(|row| !unseen.contains(&row.as_str())).collect(),
        what: act.what.to_owned(),
    }
}
