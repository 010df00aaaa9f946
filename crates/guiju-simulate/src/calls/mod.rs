//! Norm 6: calls at a customer centre that looks after its customers' vehicles.

mod case;
pub(crate) mod deviations;
mod hidden;
mod story;
mod words;

use std::io;

use serde_json::json;

use crate::arrivals::Arrivals;
use crate::clock::{Millis, date_digits, hour_minute};
use crate::plan::Plan;
use crate::prng::Prng;
use crate::record::{Object, attributes};
use crate::run::{Play, Told};
use case::{Case, Line, With};
use deviations::{Deck, Doings};
use hidden::Missing;

type Scene = crate::scene::Scene<deviations::Calls>;

/// Agents of a centre.
const AGENTS: usize = 6;
/// The company whose customers call.
const ORGANISATION: &str = "安行汽车";
const HOTLINE: &str = "400-820-0000";

/// All that is settled before anybody speaks.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) id: String,
    pub(crate) at: Millis,
    pub(crate) centre: u32,
    pub(crate) agent: usize,
    pub(crate) case: Case,
    pub(crate) missing: Option<Missing>,
}

/// The centres of a company.
#[derive(Debug)]
pub(crate) struct Centre {
    plan: Plan,
    deck: Deck,
    arrivals: Arrivals,
    calls: u64,
    prng: Prng,
}

impl Centre {
    pub(crate) fn new(plan: &Plan, prng: Prng) -> Self {
        Self {
            deck: Deck::of(deviations::all()),
            arrivals: Arrivals::new(plan.per_day),
            calls: 0,
            plan: plan.clone(),
            prng,
        }
    }

    fn take(&mut self, at: Millis, told: &mut Told<'_>) -> io::Result<()> {
        let mut prng = self.prng.fork();
        let mut case = Case::draw(&mut prng);
        let mut doings = Doings::default();
        if prng.chance(self.plan.deviation_rate) {
            for _ in 0..prng.weighted(&[(1, 0.7), (2, 0.3)]) {
                let dealt = self
                    .deck
                    .deal(&mut prng, |act| !doings.leaves_no_room(act) && case.clone().allow(act.needs));
                if let Some(act) = dealt {
                    case.allow(act.needs);
                    case.narrow();
                    doings.add(act);
                }
            }
        }
        let clean = doings.acts().is_empty();
        let missing = (clean && prng.chance(self.plan.missing_evidence_rate))
            .then(|| prng.weighted(&[(Missing::Transcript, 0.6), (Missing::Side, 0.4)]));
        if missing == Some(Missing::Transcript) {
            case.lack(With::NoAnswer); // who said nothing has not been heard, either
        }
        self.calls += 1;
        let call = Call {
            id: format!("C{}-{:06}", date_digits(at), self.calls),
            at,
            centre: prng.between(1, i64::from(self.plan.sites.max(1))) as u32,
            agent: prng.between(1, AGENTS as i64) as usize,
            case,
            missing,
        };
        let scene = story::play(&call, doings, self.plan.noise, prng);
        told.encounter(at, &object(&call), &scene)?;
        told.all_injected(&scene)?;
        hidden::of_call(&call).map_or(Ok(()), |hidden| told.hidden(hidden))
    }
}

impl Play for Centre {
    fn begin(&mut self, start: Millis, told: &mut Told<'_>) {
        for centre in 1..=self.plan.sites.max(1) {
            for agent in 1..=AGENTS {
                let name = format!("{}{agent:02}号", if agent % 2 == 0 { "客服" } else { "座席" });
                told.stream.object(
                    start,
                    &Object {
                        id: agent_id(centre, agent),
                        kind: "staff",
                        attributes: attributes(json!({"name": name})),
                        relations: Vec::new(),
                    },
                );
            }
        }
    }

    fn hour(&mut self, hour: Millis, told: &mut Told<'_>) -> io::Result<()> {
        // The lines are open from eight to ten at night.
        if !matches!(hour_minute(hour).0, 8..22) {
            return Ok(());
        }
        let mut prng = self.prng.fork();
        for at in self.arrivals.of_hour(hour, &mut prng) {
            self.take(at, told)?;
        }
        Ok(())
    }
}

fn agent_id(centre: u32, agent: usize) -> String {
    format!("agent-{centre}-{agent:02}")
}

fn object(call: &Call) -> Object {
    let mut kinds = vec!["telephony", "transcript", "form", "import", "tap"];
    kinds.retain(|kind| !(call.missing == Some(Missing::Transcript) && *kind == "transcript"));
    let (direction, purpose) = match call.case.line {
        Line::Inbound => ("inbound", "enquiry"),
        Line::Coordinate => ("outbound", "coordinate"),
        Line::FollowUp => ("outbound", "follow_up"),
    };
    Object {
        id: call.id.clone(),
        kind: "call",
        attributes: attributes(json!({
            "direction": direction,
            "purpose": purpose,
            "centre": format!("centre-{}", call.centre),
            "organisation": ORGANISATION,
            "hotline": HOTLINE,
            "special_date": call.case.has(With::Holiday),
            "evidence": kinds,
        })),
        relations: vec![(agent_id(call.centre, call.agent), "agent")],
    }
}
