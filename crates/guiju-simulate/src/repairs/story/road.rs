//! From the dispatch to the arrival (一（一）3–5, 一（二）1–3).

use serde_json::json;

use super::{Missing, Story, s};
use crate::clock::{MINUTE, Millis, rfc3339};
use crate::repairs::case::{Area, Travel, With};
use crate::repairs::deviations::{Deed, Spot};
use crate::repairs::words::{Element, others, public, travel};

impl Story<'_> {
    pub(super) fn travel(&mut self) {
        if let Some((at, minutes)) = self.order.postponed {
            self.explain_postponement(at, minutes);
        }
        self.set_out();
        let arrival = self.plan_arrival();
        if self.has(With::LateAsked) {
            self.customer_asks_where_they_are(arrival);
        }
        if self.order.case.late() {
            self.tell_of_delay(arrival);
        }
        self.arrive(arrival);
    }

    fn explain_postponement(&mut self, at: Millis, minutes: i64) {
        self.scene.until(at);
        self.scene.event("order_postponed", "import", json!({"because": "special_event"}));
        if self.does(Deed::PostponedUnexplained) {
            return;
        }
        self.scene.wait(20, 120);
        self.scene.slot("minutes", minutes.to_string());
        self.scene.read_the_clock();
        self.scene.say(
            "dispatcher",
            Spot::Postponed,
            &[
                travel::GREETING,
                travel::IDENTITY,
                travel::APOLOGY,
                public::SPECIAL_FIRST,
                travel::EXPECTED_TIME,
                travel::PLEASE_WAIT,
            ],
        );
        self.scene.hear("customer", others::ACCEPTS_WAIT);
    }

    /// Two minutes at most from the dispatch to the wheels turning.
    fn set_out(&mut self) {
        let order = self.order;
        self.scene.until(self.dispatched);
        self.scene.event("dispatched", "tap", json!({"crew_busy": false}));
        self.scene.actor = order.crew.first().map(|id| (id.clone(), "crew_member"));
        if self.has(With::Special) {
            self.report_special();
        }
        let checks = self.dispatched + self.scene.prng.between(s(5), s(20));
        self.scene.now = checks;
        if !self.does(Deed::NoCrewCheck) {
            self.check_crew();
        }
        if order.missing == Some(Missing::RecorderFailed) {
            self.scene.wait(1, 3);
            self.scene.event("recorder_failed", "tap", json!({}));
        }
        if self.does(Deed::SparesWithoutEmergency) || self.has(With::Spares) {
            self.scene.wait(1, 3);
            self.scene.event(
                "spares_drawn",
                "form",
                json!({"source": "logistics_centre", "item_id": "cable-clamp"}),
            );
        }
        self.scene.wait(3, 10);
        self.confirm_address();
        let bound = self.dispatched + 2 * MINUTE;
        let talked = self.scene.now;
        self.departed = if self.does(Deed::DepartedLate) {
            let over = if self.scene.prng.chance(0.2) { 1 } else { self.scene.prng.between(s(1), s(400)) };
            talked.max(bound + over)
        } else if self.scene.prng.chance(0.06) {
            bound
        } else {
            let earliest = talked.min(bound);
            self.scene.prng.between(earliest, bound)
        };
        self.scene.now = self.departed;
        self.scene.event("departed", "location", json!({}));
        self.scene.tapped_later("departed");
    }

    fn report_special(&mut self) {
        self.scene.wait(1, 4);
        self.scene.event("special_event_started", "tap", json!({"source": self.order.source}));
        if self.does(Deed::SpecialUnreported) {
            return;
        }
        // The dispatcher's side does this while the crew gets going.
        for (kind, to) in [
            ("centre_notified", "centre"),
            ("leader_notified", "leader"),
            ("department_notified", "department"),
        ] {
            self.scene.now += self.scene.prng.between(s(1), s(30));
            self.scene.event(kind, "telephony", json!({"to": to}));
        }
    }

    fn check_crew(&mut self) {
        let complete = !self.does(Deed::ToolsUnchecked);
        let details = json!({
            "helmet_on": !self.does(Deed::NoHelmet),
            "safety_prepared": true,
            "tools_complete": complete,
            "materials_complete": true,
            "crew_size": self.crew_size,
            "guardian_named": !self.does(Deed::NoGuardian) && self.crew_size > 1,
            "recorder": true,
        });
        let also: Vec<_> = self.order.crew.iter().map(|id| (id.clone(), "crew_member")).collect();
        self.scene.event_with("crew_checked", "tap", details, &also);
    }

    fn confirm_address(&mut self) {
        if self.does(Deed::AddressNotConfirmed) {
            return;
        }
        let speaks = self.order.doings.acts().iter().any(|act| act.id.starts_with("address_"));
        if !speaks && self.scene.prng.chance(0.04) {
            // Nobody answers, or the mate phones on the road: both excuse.
            if self.scene.prng.chance(0.5) {
                self.scene.event("customer_unreachable", "telephony", json!({}));
            } else {
                let before = self.scene.now;
                self.scene.now = self.dispatched + s(140);
                self.scene.event("confirmed_by_second_member", "telephony", json!({}));
                self.scene.now = before;
            }
            return;
        }
        self.scene.event("address_confirmed", "telephony", json!({"by": "phone"}));
        self.scene.now += 400;
        self.scene.read_the_clock();
        let name: Element =
            if self.order.customer.name.is_empty() { travel::UNNAMED } else { travel::CUSTOMER_NAME };
        self.scene.say(
            "crew",
            Spot::AddressCall,
            &[travel::GREETING, name, travel::IDENTITY, travel::ADDRESS_QUESTION],
        );
        self.scene.hear("customer", others::YES_ADDRESS);
    }

    /// The instant at which the crew will be there, by the case's way to travel.
    fn plan_arrival(&mut self) -> Millis {
        let case = &self.order.case;
        let limit = case.area.limit_minutes() * MINUTE;
        let deadline = self.dispatched + limit;
        if case.late() {
            let late = match case.travel {
                Travel::Untold if self.scene.prng.chance(0.15) => 1,
                _ => self.scene.prng.between(6 * MINUTE, 40 * MINUTE),
            };
            return deadline + late;
        }
        let median = match case.area {
            Area::Urban => 17.0,
            Area::Rural => 38.0,
            Area::Remote => 62.0,
        };
        let minutes = self.scene.prng.lognormal(median, 0.35);
        let earliest = self.departed + 9 * MINUTE;
        // Special repairs must also be begun within the limit.
        let latest = if self.has(With::Special) { deadline - 30 * MINUTE } else { deadline };
        if !self.has(With::Special) && self.scene.prng.chance(0.04) {
            return deadline.max(earliest);
        }
        (self.dispatched + (minutes * 60_000.0) as Millis).clamp(earliest.min(latest), latest)
    }

    fn customer_asks_where_they_are(&mut self, arrival: Millis) {
        self.scene.now = self.departed + self.scene.prng.between(s(60), s(240));
        let minutes = ((arrival - self.scene.now) / MINUTE).max(1);
        self.scene.slot("minutes", minutes.to_string());
        self.choose_reason();
        self.scene.read_the_clock();
        self.asks(others::HOW_LATE, "late_asked");
        self.scene.say(
            "crew",
            Spot::LateAsked,
            &[
                travel::GREETING,
                travel::APOLOGY,
                travel::ON_THE_WAY,
                travel::REASON,
                travel::EXPECTED_TIME,
                travel::PLEASE_WAIT,
                travel::THANKS_UNDERSTANDING,
            ],
        );
        self.scene.hear("customer", others::ACCEPTS_WAIT);
    }

    fn choose_reason(&mut self) {
        let reason = *self.scene.prng.pick(travel::REASONS);
        self.scene.slot("reason", reason);
    }

    /// The call to the customer and the report to the centre, each where the way to travel has it.
    fn tell_of_delay(&mut self, arrival: Millis) {
        let travel = self.order.case.travel;
        self.choose_reason();
        if travel == Travel::Untold {
            return;
        }
        let deadline = self.dispatched + self.order.case.area.limit_minutes() * MINUTE;
        let at = match travel {
            Travel::ToldTooLate => deadline + self.scene.prng.between(s(5), s(90)),
            _ if self.scene.prng.chance(0.05) => deadline,
            _ => deadline - self.scene.prng.between(5 * MINUTE, 15 * MINUTE),
        };
        // What is promised in the call is whole minutes from the call on.
        let minutes = match travel {
            Travel::PromiseMissed => ((arrival - at) / MINUTE - 2).max(1),
            _ => (arrival - at + MINUTE - 1) / MINUTE + self.scene.prng.between(0, 10),
        };
        let expected = rfc3339(at + minutes * MINUTE);
        self.scene.slot("minutes", minutes.to_string());
        self.scene.now = (at - self.scene.prng.between(s(10), s(60))).max(self.departed + s(5));
        self.scene.event("delay_foreseen", "tap", json!({}));
        if travel != Travel::CustomerOnly {
            self.scene.now = at;
            self.scene.event(
                "delay_reported",
                "telephony",
                json!({"to": "centre", "reason": "traffic", "expected_time": expected}),
            );
        }
        self.scene.now = at;
        if travel != Travel::CentreOnly {
            self.scene.event(
                "eta_notified",
                "telephony",
                json!({"to": "customer", "reason": "traffic", "expected_time": expected}),
            );
            self.scene.now += 500;
            self.scene.read_the_clock();
            self.scene.say(
                "crew",
                Spot::EtaCall,
                &[
                    travel::GREETING,
                    travel::APOLOGY,
                    travel::ON_THE_WAY,
                    travel::REASON,
                    travel::EXPECTED_TIME,
                    travel::PLEASE_WAIT,
                    travel::THANKS_UNDERSTANDING,
                ],
            );
            self.scene.hear("customer", others::ACCEPTS_WAIT);
        }
    }

    fn arrive(&mut self, arrival: Millis) {
        if self.has(With::Compound) {
            self.scene.until_after(arrival, -230, -150);
            self.pass_the_gate();
            self.scene.until(arrival - s(8));
            let free = !self.does(Deed::BlocksPassage);
            self.scene.event(
                "parked",
                "photo",
                json!({"passage_free": free, "place": self.order.customer.site}),
            );
        }
        self.arrived = arrival;
        self.scene.now = arrival;
        self.scene.event("arrived", "location", json!({"place": self.order.customer.site}));
        self.scene.tapped_later("arrived");
    }

    fn pass_the_gate(&mut self) {
        let speed = if self.does(Deed::Speeding) {
            if self.scene.prng.chance(0.3) { 16 } else { self.scene.prng.between(18, 42) }
        } else if self.scene.prng.chance(0.1) {
            15
        } else {
            self.scene.prng.between(6, 14)
        };
        self.scene.event("entered_compound", "location", json!({"max_speed": speed, "gate_staffed": true}));
        if self.does(Deed::Horn) {
            let before = self.scene.now;
            self.scene.now += s(2);
            self.scene.event("horn_used", "survey", json!({"in_compound": true}));
            self.scene.now = before;
        }
        self.scene.wait(3, 8);
        self.scene.hear("guard", others::GUARD);
        if !self.does(Deed::NoIdAtGate) {
            self.scene.event("identity_shown", "tap", json!({"to": "gate"}));
            self.scene.now += 300;
        }
        self.scene.read_the_clock();
        self.scene.slot("address", "师傅");
        self.scene.say("crew", Spot::Gate, &[travel::GREETING, travel::IDENTITY, travel::GATE_PURPOSE]);
        self.scene.hear("guard", others::GUARD_OK);
        self.scene.slot("address", self.order.customer.address);
    }
}
