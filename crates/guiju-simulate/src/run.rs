//! A whole run: hour by hour, everything written as soon as nothing earlier can come any more.

use std::io::{self, Write};

use crate::acts::{Act, Norm};
use crate::calls::{self, Centre};
use crate::clock::{DAY, HOUR, Millis};
use crate::plan::{self, Plan};
use crate::prng::Prng;
use crate::record::Object;
use crate::repairs::{self, Utility};
use crate::scene::Scene;
use crate::stream::Stream;
use crate::truth::{Deviation, Fact, Hidden, Truth};

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
/// the encounters open at once; returns the number of lines and the most that ever waited.
///
/// # Errors
/// What the writer or `tell` says; the log is incomplete then.
pub fn simulate_with(
    plan: &Plan,
    out: &mut dyn Write,
    tell: &mut dyn FnMut(Fact) -> io::Result<()>,
) -> io::Result<(u64, usize)> {
    let mut prng = Prng::new(plan.seed);
    let mut told = Told { stream: Stream::new(out, plan.noise, prng.fork()), tell };
    let start = plan.start.as_millisecond();
    let mut play: Box<dyn Play> = match plan.norm {
        plan::Norm::Repairs => Box::new(Utility::new(plan, prng)),
        plan::Norm::Calls => Box::new(Centre::new(plan, prng)),
    };
    play.begin(start, &mut told);
    let end = start + Millis::from(plan.days) * DAY;
    let mut hour = start;
    while hour < end {
        told.stream.flush(hour)?;
        play.hour(hour, &mut told)?;
        hour += HOUR;
    }
    told.stream.finish()
}

/// The names of all acts in a norm's hand-written list with the rows that each breaks; `S5.1.1.5a*` stands for the row
/// of the order's area.
pub fn acts(norm: plan::Norm) -> Vec<(&'static str, &'static [&'static str])> {
    fn of<N: Norm>(act: &Act<N>) -> (&'static str, &'static [&'static str]) {
        (act.id, act.rows)
    }
    match norm {
        plan::Norm::Repairs => repairs::deviations::all().map(of).collect(),
        plan::Norm::Calls => calls::deviations::all().map(of).collect(),
    }
}

/// A norm's encounters in the making; the clock is the run's.
pub(crate) trait Play {
    /// What is there before anything happens.
    fn begin(&mut self, start: Millis, told: &mut Told<'_>);

    /// All that begins in the hour from `hour` on; nothing is written that is due before it.
    ///
    /// # Errors
    /// What the writer says.
    fn hour(&mut self, hour: Millis, told: &mut Told<'_>) -> io::Result<()>;
}

/// Where log and truth go.
pub(crate) struct Told<'r> {
    pub(crate) stream: Stream<'r>,
    tell: &'r mut dyn FnMut(Fact) -> io::Result<()>,
}

impl Told<'_> {
    /// Writes an encounter's lines, and that there was one.
    pub(crate) fn encounter<N: Norm>(
        &mut self,
        at: Millis,
        object: &Object,
        scene: &Scene<N>,
    ) -> io::Result<()> {
        self.stream.object(at, object);
        for event in &scene.events {
            self.stream.event(event);
        }
        self.subject(object)
    }

    /// That something judged took place.
    pub(crate) fn subject(&mut self, object: &Object) -> io::Result<()> {
        (self.tell)(Fact::Subject { id: object.id.clone(), kind: object.kind.to_owned() })
    }

    /// Everything that the scene's acts break, in the encounter itself.
    pub(crate) fn all_injected<N: Norm>(&mut self, scene: &Scene<N>) -> io::Result<()> {
        for act in scene.doings.acts() {
            self.injected(Deviation::by(act, &scene.id, scene.shown_by(act.id)))?;
        }
        Ok(())
    }

    /// That something was done wrong, if any of it can be seen.
    pub(crate) fn injected(&mut self, deviation: Deviation) -> io::Result<()> {
        if deviation.rows.is_empty() && deviation.open.is_empty() {
            return Ok(());
        }
        (self.tell)(Fact::Injected(deviation))
    }

    /// That something cannot be seen.
    pub(crate) fn hidden(&mut self, hidden: Hidden) -> io::Result<()> {
        if hidden.rows.is_empty() && hidden.open.is_empty() {
            return Ok(());
        }
        (self.tell)(Fact::Hidden(hidden))
    }
}

impl Deviation {
    /// The act told as truth of `subject`.
    pub(crate) fn by<N: Norm>(act: &Act<N>, subject: &str, events: Vec<String>) -> Self {
        let text = |rows: &[&str]| rows.iter().map(|row| (*row).to_owned()).collect();
        Self {
            subject: subject.to_owned(),
            act: act.id.to_owned(),
            rows: text(act.rows),
            open: text(act.open),
            events,
            what: act.what.to_owned(),
        }
    }

    /// Without rows that nobody can see.
    pub(crate) fn seen(mut self, unseen: &[&str]) -> Self {
        self.rows.retain(|row| !unseen.contains(&row.as_str()));
        self.open.retain(|row| !unseen.contains(&row.as_str()));
        self
    }
}
