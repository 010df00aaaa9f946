//! One repair, from the report to the upload, acted out from the norm.

mod answers;
mod door;
mod helping;
mod job;
mod leave;
mod road;

use serde_json::json;

use crate::clock::{MINUTE, Millis, SECOND};
use crate::prng::Prng;
use crate::record::{Attributes, Object, attributes};
use crate::repairs::Scene;
use crate::repairs::case::{Case, Outcome, With};
use crate::repairs::deviations::{Deed, Doings};
use crate::repairs::world::Customer;

/// All that is settled before a repair begins.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) reported: Millis,
    /// Not sent out before this; an order that has to wait gets a later one.
    pub(crate) dispatched: Millis,
    pub(crate) depot: String,
    pub(crate) shift: String,
    pub(crate) district: &'static str,
    pub(crate) crew: Vec<String>,
    pub(crate) customer: Customer,
    pub(crate) case: Case,
    pub(crate) source: &'static str,
    pub(crate) high_voltage: bool,
    pub(crate) doings: Doings,
    pub(crate) missing: Option<Missing>,
    /// The order was put off for a special repair; the instant and the minutes told to the customer.
    pub(crate) postponed: Option<(Millis, i64)>,
    /// Called off before anybody set out.
    pub(crate) cancelled: bool,
    pub(crate) noise: bool,
    pub(crate) prng: Prng,
}

/// Evidence that is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// No recording of anything that was said.
    Transcript,
    /// The recorder is broken, which the crew has reported before it set out.
    RecorderFailed,
    /// The vehicle sends no position.
    Location,
    /// The order does not say whether town or country.
    Area,
}

/// What became of it.
#[derive(Debug)]
pub(crate) struct Played {
    pub(crate) scene: Scene,
    pub(crate) object: Object,
    /// When work began; if none did, when the order was closed.
    pub(crate) settled: Millis,
    /// From when it outranks others: once danger to life is found, else only when settled.
    pub(crate) claims: Millis,
    pub(crate) crew_back: Millis,
    /// The customer was promised that a crew comes at each trip.
    pub(crate) promised: bool,
}

/// What the parts of the story share.
#[derive(Debug)]
pub(crate) struct Story<'o> {
    pub(crate) order: &'o Order,
    pub(crate) scene: Scene,
    pub(crate) dispatched: Millis,
    pub(crate) departed: Millis,
    pub(crate) arrived: Millis,
    pub(crate) met: Millis,
    pub(crate) work_started: Option<Millis>,
    pub(crate) cleared: Option<Millis>,
    pub(crate) crew_size: usize,
    pub(crate) borrowed: Option<&'static str>,
    pub(crate) damaged: bool,
    pub(crate) volts: Option<f64>,
    pub(crate) promised: bool,
    /// When the centre is told that the fault is cleared; nobody leaves before.
    pub(crate) centre_told: Option<Millis>,
    pub(crate) danger: Option<Millis>,
}

impl Story<'_> {
    pub(crate) fn has(&self, what: With) -> bool {
        self.order.case.has(what)
    }

    pub(crate) fn does(&self, deed: Deed) -> bool {
        self.scene.does(deed)
    }

    /// Situations are marked by a person or a system in most encounters, and always where somebody does wrong.
    pub(crate) fn marks(&mut self) -> bool {
        !self.order.doings.acts().is_empty() || self.scene.prng.chance(0.7)
    }

    /// The customer, or the resident if somebody else asks.
    pub(crate) fn asks(&mut self, wordings: crate::repairs::words::Element, situation: &'static str) {
        let marked = self.marks();
        let tags: &[&str] = if marked { &[situation] } else { &[] };
        self.scene.hear_tagged("customer", wordings, tags, json!({}));
    }
}

/// Acts the repair out. The same order gives the same story; a later `dispatched` moves it as a whole.
pub(crate) fn play(order: &Order) -> Played {
    let mut scene =
        Scene::new(order.id.clone(), order.reported, order.doings.clone(), order.noise, order.prng.clone());
    scene.slot("org", *scene.prng.clone().pick(&["供电公司", "供电公司", "江城供电公司"]));
    scene.slot("name", order.customer.name.clone());
    scene.slot("address", order.customer.address);
    scene.slot("site", order.customer.site.clone());
    scene.slot("staff", "小张");
    scene.slot("area", order.district);
    scene.slot("line", LINE);
    let crew_size = if order.doings.does(Deed::WorksAlone) { 1 } else { order.crew.len() };
    let mut story = Story {
        order,
        scene,
        dispatched: order.dispatched,
        departed: order.dispatched,
        arrived: order.dispatched,
        met: order.dispatched,
        work_started: None,
        cleared: None,
        crew_size,
        borrowed: None,
        damaged: false,
        volts: None,
        promised: false,
        centre_told: None,
        danger: None,
    };
    story.scene.event("fault_reported", "import", json!({"caller_number": order.customer.phone}));
    if order.cancelled {
        story.scene.wait(60, 600);
        story.scene.event("order_cancelled", "import", json!({"reason": "客户来电称已自行恢复"}));
    } else {
        story.travel();
        story.at_the_door();
        story.do_the_job();
        story.leave();
    }
    finish(story)
}

/// The upstream line of the district.
pub(crate) const LINE: &str = "城中";

fn finish(mut story: Story<'_>) -> Played {
    let order = story.order;
    match order.missing {
        Some(Missing::Transcript | Missing::RecorderFailed) => story.scene.forget("transcript"),
        Some(Missing::Location) => story.without_location(),
        Some(Missing::Area) | None => {}
    }
    if story.does(Deed::RecorderNever) {
        story.scene.forget("transcript");
    }
    let closed = story.scene.events.iter().map(|event| event.at).max().unwrap_or(order.reported);
    let relations = [
        (order.shift.clone(), "depot_shift"),
        (order.depot.clone(), "depot"),
        (order.customer.id.clone(), "customer"),
    ];
    let crew = order.crew.iter().map(|id| (id.clone(), "crew_member"));
    let object = Object {
        id: order.id.clone(),
        kind: "repair",
        attributes: describe(order),
        relations: relations.into_iter().chain(crew).collect(),
    };
    let settled = story.work_started.unwrap_or(closed);
    Played {
        settled,
        claims: story.danger.unwrap_or(settled),
        crew_back: closed + 2 * MINUTE,
        promised: story.promised,
        scene: story.scene,
        object,
    }
}

impl Story<'_> {
    /// The vehicle was silent: the crew's taps are all there is, and nobody knows how fast it drove.
    fn without_location(&mut self) {
        let seen: Vec<&'static str> = self
            .scene
            .events
            .iter()
            .filter(|event| event.source == "location")
            .map(|event| event.kind)
            .collect();
        self.scene.events.retain(|event| !(event.source == "tap" && seen.contains(&event.kind)));
        for event in self.scene.events.iter_mut().filter(|event| event.source == "location") {
            event.source = "tap";
            event.attributes.shift_remove("max_speed");
        }
    }
}

/// The order's attributes, as known when it was taken.
fn describe(order: &Order) -> Attributes {
    let case = &order.case;
    let mut list = attributes(json!({
        "order.area": case.area.name(),
        "order.voltage": if order.high_voltage { "high" } else { "low" },
        "order.source": order.source,
        "order.major_event": case.has(With::Major),
        "order.urgent": case.has(With::Urgent),
        "customer.kind": if case.has(With::Dedicated) { "dedicated_transformer" } else { "resident" },
        "customer.vulnerable": case.has(With::Vulnerable),
        "recurring": case.has(With::Recurring),
        "depot": order.depot,
        "customer_absent": case.has(With::Absent),
        "organisation": "供电公司",
        "site_name": order.customer.site,
        "staff_name": "小张",
        "evidence": evidence(order),
    }));
    if order.missing == Some(Missing::Area) {
        list.shift_remove("order.area");
    }
    if !order.customer.name.is_empty() {
        list.insert("customer_name".into(), json!(order.customer.name));
    }
    let asked_known =
        [With::CauseWide, With::CauseSmall, With::WhySurveying, With::WhyIsolating, With::WhySupport];
    if case.has(With::CauseUnknown) {
        list.insert("cause_known".into(), json!(false));
    } else if asked_known.iter().any(|what| case.has(*what)) {
        list.insert("cause_known".into(), json!(true));
    }
    if case.has(With::CauseWide) || case.has(With::CauseUnknown) {
        list.insert("impact".into(), json!("wide"));
    } else if case.has(With::CauseSmall) {
        list.insert("impact".into(), json!("small"));
    }
    for (what, stage) in [
        (With::WhySurveying, "surveying"),
        (With::WhyIsolating, "isolating"),
        (With::WhySupport, "awaiting_support"),
    ] {
        if case.has(what) {
            list.insert("stage".into(), json!(stage));
        }
    }
    if case.has(With::ScopeKnown) || case.has(With::ScopeCounting) {
        list.insert("scope_known".into(), json!(case.has(With::ScopeKnown)));
    }
    if case.has(With::ScopeKnown) {
        list.insert("outage.area".into(), json!(order.district));
    }
    if case.is(Outcome::UpstreamLine) {
        list.insert("line".into(), json!(LINE));
    }
    if case.is(Outcome::LowVoltage) {
        list.insert("fault_found".into(), json!(false));
    }
    list
}

/// The kinds of evidence that were there.
fn evidence(order: &Order) -> Vec<&'static str> {
    let silent = matches!(order.missing, Some(Missing::Transcript | Missing::RecorderFailed))
        || order.doings.does(Deed::RecorderNever);
    let mut kinds = vec!["tap", "location", "telephony", "form", "photo", "import", "transcript"];
    if order.case.has(With::Inspected) {
        kinds.push("inspection");
    }
    if order.case.has(With::Surveyed) {
        kinds.push("survey");
    }
    kinds.retain(|kind| !(silent && *kind == "transcript"));
    kinds.retain(|kind| !(order.missing == Some(Missing::Location) && *kind == "location"));
    kinds
}

/// `seconds` in milliseconds; keeps the arithmetic of the stories readable.
pub(crate) fn s(seconds: i64) -> Millis {
    seconds * SECOND
}
