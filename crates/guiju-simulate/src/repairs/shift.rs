//! One shift of one depot: roster, checks, hand-over, telephones, spares (一（一）1–4).

use serde_json::json;

use crate::clock::{HOUR, MINUTE, Millis, SECOND, rfc3339};
use crate::prng::Prng;
use crate::record::{Object, attributes};
use crate::repairs::Scene;
use crate::repairs::deviations::{Deed, Doings};
use crate::repairs::world::Depot;

/// What a shift's log is made of.
#[derive(Debug)]
pub(crate) struct Watch {
    pub(crate) scene: Scene,
    pub(crate) object: Object,
}

const SPARES: [(&str, i64); 6] = [
    ("fuse-63a", 10),
    ("cable-clamp", 12),
    ("wire-bv16", 3),
    ("breaker-2p", 6),
    ("tape", 20),
    ("meter-seal", 30),
];

/// Acts out the shift of `depot` that is on, from `from` to its end; without telephony nobody knows of any call.
pub(crate) fn keep(
    depot: &Depot,
    from: Millis,
    doings: Doings,
    no_telephony: bool,
    noise: bool,
    prng: Prng,
) -> Watch {
    let shift = &depot.shift;
    let mut scene = Scene::new(shift.id.clone(), from, doings, noise, prng);
    scene.relations.push((depot.id.clone(), "depot"));
    let mut kinds = vec!["tap", "form", "inspection", "photo", "telephony", "import", "location"];
    kinds.retain(|kind| !(no_telephony && *kind == "telephony"));
    let object = Object {
        id: shift.id.clone(),
        kind: "depot_shift",
        attributes: attributes(json!({
            "depot": depot.id,
            "shift": if shift.id.ends_with("day") { "day" } else { "night" },
            "start": rfc3339(from),
            "end": rfc3339(shift.until),
            "evidence": kinds,
            "closed_at": rfc3339(shift.until),
        })),
        relations: [(depot.id.clone(), "depot")]
            .into_iter()
            .chain(shift.team.iter().map(|id| (id.clone(), "crew_member")))
            .chain(depot.vehicles().into_iter().map(|id| (id, "vehicle")))
            .collect(),
    };
    let mut shift = Keeping { depot, from, until: depot.shift.until, scene };
    shift.roster();
    shift.hand_over();
    shift.check();
    shift.stock();
    shift.tools();
    shift.vehicles();
    shift.telephones();
    if no_telephony {
        shift.scene.forget("telephony");
    }
    Watch { scene: shift.scene, object }
}

struct Keeping<'d> {
    depot: &'d Depot,
    from: Millis,
    until: Millis,
    scene: Scene,
}

impl Keeping<'_> {
    fn does(&self, deed: Deed) -> bool {
        self.scene.does(deed)
    }

    /// Some instant of the shift, `margin` away from its ends.
    fn sometime(&mut self, margin: Millis) -> Millis {
        self.scene.prng.between(self.from + margin, self.until - margin)
    }

    fn roster(&mut self) {
        let spare = self.scene.prng.between(1, 2) as usize;
        let wanted = self.depot.crew_required + spare;
        let stay = if self.does(Deed::RosterShort) { self.depot.crew_required - 1 } else { wanted };
        let team = self.depot.shift.team.clone();
        for (i, id) in team.iter().take(wanted).enumerate() {
            let until = if i < stay { self.until } else { self.until - 3 * HOUR };
            self.scene.event_with(
                "crew_on_duty",
                "import",
                json!({"from": rfc3339(self.from), "until": rfc3339(until)}),
                &[(id.clone(), "crew_member")],
            );
        }
    }

    fn hand_over(&mut self) {
        self.scene.now = self.from;
        self.scene.event("shift_changed", "tap", json!({}));
        self.scene.wait(60, 900);
        if self.does(Deed::HandoverMissing) {
            return;
        }
        for number in 1..=self.depot.phones_required {
            let unsigned = self.does(Deed::HandoverUnsigned);
            let taken_by = if unsigned { "" } else { self.depot.shift.team[0].as_str() };
            let details = json!({
                "phone_id": format!("phone-{}-{number}", self.depot.number),
                "state": "完好，电量充足",
                "handed_by": self.other_team(),
                "taken_by": taken_by,
            });
            self.scene.event("shift_handover_log", "form", details);
            self.scene.wait(5, 30);
        }
    }

    fn other_team(&self) -> String {
        let first = self.depot.team(0);
        if first[0] == self.depot.shift.team[0] { self.depot.team(1)[0].clone() } else { first[0].clone() }
    }

    /// The leader's and the inspector's round.
    fn check(&mut self) {
        self.scene.wait(120, 900);
        let short = i64::from(self.does(Deed::PhonesShort));
        let details = json!({
            "phones.count": i64::from(self.depot.phones_required) - short,
            "phones.powered_on": !self.does(Deed::PhoneOff),
            "phones.battery_ok": true,
        });
        self.scene.event("depot_checked", "inspection", details);
        self.scene.wait(30, 120);
        let ready = !self.does(Deed::CrewNotReady);
        self.scene.event(
            "crew_seen",
            "inspection",
            json!({
                "badge_worn": true,
                "uniform_ok": true,
                "uniform_season": "winter",
                "season": "winter",
                "insulated_shoes": true,
                "crew.ready_to_go": ready,
            }),
        );
        let team = self.depot.shift.team.clone();
        for (i, id) in team.iter().enumerate() {
            self.scene.wait(2, 10);
            let recorder = !(i == 2 && self.does(Deed::RecorderMissing));
            self.scene.event_with(
                "crew_checked",
                "inspection",
                json!({"recorder": recorder}),
                &[(id.clone(), "crew_member")],
            );
        }
    }

    fn stock(&mut self) {
        self.scene.wait(300, 1200);
        let low = self.does(Deed::StockLow);
        let items: Vec<(&str, i64, i64)> = SPARES
            .iter()
            .enumerate()
            .map(|(i, &(id, least))| match i {
                1 if low => (id, least - 1, least),
                0 => (id, least, least), // exactly enough
                _ => (id, least + self.scene.prng.between(0, 9), least),
            })
            .collect();
        let list: Vec<_> = items
            .iter()
            .map(|(id, quantity, least)| json!({"item_id": id, "quantity": quantity, "min_level": least}))
            .collect();
        let current = !self.does(Deed::CardOutOfDate);
        self.scene.event(
            "stock_checked",
            "inspection",
            json!({"stock.card_up_to_date": current, "stock.stored_well": true, "items": list}),
        );
        for (i, (id, quantity, least)) in items.into_iter().enumerate() {
            self.scene.wait(5, 20);
            let on_card = if i == 3 && self.does(Deed::CardDiffers) { quantity + 2 } else { quantity };
            let keeper = self.depot.shift.team[1].clone();
            self.scene.event(
                "stock_card",
                "form",
                json!({"item_id": id, "quantity": on_card, "in": 2, "out": 2, "min_level": least, "keeper": keeper}),
            );
            self.scene.now += SECOND;
            self.scene.event("stock_count", "form", json!({"item_id": id, "quantity": quantity}));
        }
    }

    fn tools(&mut self) {
        self.scene.wait(60, 300);
        let details = json!({
            "tools.all_within_test_date": !self.does(Deed::ToolExpired),
            "tools.all_sound": true,
            "lights.charge_ok": !self.does(Deed::LightsLow),
        });
        self.scene.event("tools_checked", "inspection", details);
        if self.does(Deed::ToolNotReplaced) || self.scene.prng.chance(0.25) {
            self.scene.wait(300, 900);
            let tool = format!("tool-{}-{:03}", self.depot.number, self.scene.prng.between(1, 80));
            self.scene.event("tool_found_damaged", "inspection", json!({"tool_id": tool}));
            if !self.does(Deed::ToolNotReplaced) {
                self.scene.wait(600, 7200);
                self.scene.event("tool_replaced", "form", json!({"tool_id": tool}));
            }
        }
    }

    fn vehicles(&mut self) {
        for (i, vehicle) in self.depot.vehicles().into_iter().enumerate() {
            let also = [(vehicle, "vehicle")];
            self.scene.now = self.from + 20 * MINUTE + i as Millis * 3 * MINUTE;
            let first = i == 0;
            let wrong = |scene: &Scene, deed| first && scene.does(deed);
            let details = json!({
                "vehicle.dedicated": true,
                "vehicle.colour": "yellow",
                "vehicle.logo": !wrong(&self.scene, Deed::VehicleUnmarked),
                "vehicle.hotline_mark": true,
                "vehicle.roadworthy": !wrong(&self.scene, Deed::VehicleUnready),
                "vehicle.ready": true,
                "vehicle.inside_clean": true,
                "vehicle.outside_clean": true,
                "vehicle.seat_covers_clean": !wrong(&self.scene, Deed::SeatCoversDirty),
                "load.fixed_places": true,
                "load.tidy": true,
                "load.secured": !wrong(&self.scene, Deed::LoadLoose),
                "load.surplus_items": if i == 2 && self.does(Deed::SurplusLeft) { 3 } else { 0 },
            });
            self.scene.event_with("vehicle_checked", "inspection", details, &also);
            if i == 1 && self.does(Deed::VehicleNotCleaned) {
                continue;
            }
            self.scene.now = self.sometime(40 * MINUTE);
            let source = *self.scene.prng.pick(&["tap", "photo"]);
            self.scene.event_with("vehicle_cleaned", source, json!({}), &also);
        }
    }

    fn telephones(&mut self) {
        let hours = (self.until - self.from) / HOUR;
        for _ in 0..self.scene.prng.between(hours / 2, hours * 3 / 2) {
            self.scene.now = self.sometime(10 * MINUTE);
            let rings = self.scene.prng.weighted(&[(1, 0.3), (2, 0.35), (3, 0.2), (4, 0.1), (5, 0.05)]);
            self.answered(rings);
        }
        if self.does(Deed::SixthRing) {
            self.scene.now = self.sometime(10 * MINUTE);
            let rings = self.scene.prng.between(6, 9);
            self.answered(rings);
        }
        for _ in 0..self.scene.prng.between(0, 2) {
            self.missed(None);
        }
        if self.does(Deed::NotCalledBack) {
            self.missed(Some(Millis::MAX));
        }
        if self.does(Deed::CalledBackLate) {
            let after = 5 * MINUTE + self.scene.prng.between(1, 600_000);
            self.missed(Some(after));
        }
        for _ in 0..self.scene.prng.between(1, 4) {
            let long = self.scene.prng.chance(0.1);
            let (seconds, about_order) = if long {
                (self.scene.prng.between(601, 1500), true) // a long call is right when an order needs it
            } else if self.scene.prng.chance(0.1) {
                (600, false)
            } else {
                let about = self.scene.prng.chance(0.6);
                (self.scene.prng.between(20, 580), about)
            };
            self.phoned("work", seconds, about_order);
        }
        if self.does(Deed::PrivateCall) {
            self.phoned("private", 150, false);
        }
        if self.does(Deed::LongCall) {
            let seconds = self.scene.prng.between(601, 2400);
            self.phoned("work", seconds, false);
        }
    }

    fn number(&mut self) -> String {
        format!("13{:09}", self.scene.prng.between(0, 999_999_999))
    }

    fn answered(&mut self, rings: i64) {
        let caller = self.number();
        self.scene.event("call_answered", "telephony", json!({"ring_count": rings, "caller_number": caller}));
    }

    /// A missed call, returned within 5 min unless told otherwise.
    fn missed(&mut self, returned_after: Option<Millis>) {
        self.scene.now = self.sometime(30 * MINUTE);
        let caller = self.number();
        self.scene.event("call_missed", "telephony", json!({"caller_number": caller}));
        let in_time = if self.scene.prng.chance(0.1) {
            5 * MINUTE
        } else {
            self.scene.prng.between(20 * SECOND, 270 * SECOND)
        };
        let after = returned_after.unwrap_or(in_time);
        if after < HOUR {
            self.scene.now += after;
            self.scene.event("call_returned", "telephony", json!({"caller_number": caller}));
        }
    }

    fn phoned(&mut self, purpose: &str, seconds: i64, about_order: bool) {
        self.scene.now = self.sometime(45 * MINUTE);
        self.scene.event("phone_call", "telephony", json!({"purpose": purpose, "on": "work_phone"}));
        self.scene.now += seconds * SECOND;
        self.scene.event(
            "phone_call_ended",
            "telephony",
            json!({"duration": seconds, "about_open_order": about_order}),
        );
    }
}
