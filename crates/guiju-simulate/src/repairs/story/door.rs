//! From the arrival to the question what happened (一（二）4–8, 一（三）1).

use serde_json::json;

use super::{Missing, Story, s};
use crate::clock::MINUTE;
use crate::repairs::case::With;
use crate::repairs::deviations::{Deed, Spot};
use crate::repairs::words::{others, travel, work};

impl Story<'_> {
    pub(super) fn at_the_door(&mut self) {
        self.start_recorder();
        if self.has(With::Inspected) {
            self.seen_by_inspector();
        }
        if self.has(With::Absent) {
            self.phone_the_absent();
            return;
        }
        if self.has(With::Called) {
            self.phone_up();
        } else {
            self.scene.until_after(self.arrived, 100, 200);
            self.scene.wait(1, 20);
        }
        self.meet();
        if self.has(With::Major) {
            self.establish_facts();
        }
        if self.has(With::Home) {
            self.enter();
        }
        self.ask_symptom();
    }

    fn start_recorder(&mut self) {
        let missing = self.order.missing;
        if self.does(Deed::RecorderNever) || missing == Some(Missing::RecorderFailed) {
            return;
        }
        let after = if self.does(Deed::RecorderLate) {
            if self.scene.prng.chance(0.2) { s(60) + 1 } else { self.scene.prng.between(s(65), s(150)) }
        } else if self.scene.prng.chance(0.04) {
            s(60)
        } else {
            self.scene.prng.between(s(4), s(50))
        };
        self.scene.now = self.arrived;
        self.scene.read_the_clock();
        self.scene.now = self.arrived + after;
        self.scene.event("recorder_started", "tap", json!({}));
        self.scene.wait(1, 4);
        self.scene.say("crew", Spot::RecorderOpening, &[travel::ARRIVAL_TIME, travel::SITE_NAME]);
    }

    fn seen_by_inspector(&mut self) {
        self.scene.wait(1, 5);
        let wrong = self.does(Deed::UniformWrong);
        let details = json!({
            "badge_worn": !self.does(Deed::BadgeMissing),
            "uniform_ok": true,
            "uniform_season": if wrong { "summer" } else { "winter" },
            "season": "winter",
            "insulated_shoes": !wrong,
            "crew.ready_to_go": true,
        });
        self.scene.event("crew_seen", "inspection", details);
    }

    /// The customer is phoned within 5 min of the arrival, and comes down.
    fn phone_up(&mut self) {
        let bound = self.arrived + 5 * MINUTE;
        if self.does(Deed::NoSiteCall) {
            self.scene.until_after(bound, 20, 240);
            return;
        }
        let at = if self.does(Deed::SiteCallLate) {
            bound + if self.scene.prng.chance(0.2) { 1 } else { self.scene.prng.between(s(2), s(200)) }
        } else if self.scene.prng.chance(0.03) {
            bound
        } else {
            self.scene.now + self.scene.prng.between(s(8), s(60))
        };
        self.scene.until(at);
        self.call_from_site();
        self.scene.hear("customer", others::COMING_DOWN);
        self.scene.wait(75, 170);
    }

    fn call_from_site(&mut self) {
        self.scene.event("customer_called", "telephony", json!({}));
        self.scene.now += 400;
        self.scene.read_the_clock();
        self.scene.say(
            "crew",
            Spot::SiteCall,
            &[travel::GREETING, travel::IDENTITY, travel::AT_SITE, travel::COME_DOWN],
        );
    }

    fn phone_the_absent(&mut self) {
        self.scene.wait(10, 60);
        self.call_from_site();
        self.scene.hear("customer", others::NOT_HOME);
        self.scene.event("customer_absent", "tap", json!({}));
        self.scene.now += 300;
        self.say_symptom(true);
    }

    fn meet(&mut self) {
        self.met = self.scene.now;
        self.scene.event("customer_met", "tap", json!({}));
        self.scene.wait(1, 4);
        self.scene.read_the_clock();
        if self.order.case.late() {
            self.scene.say(
                "crew",
                Spot::LateApology,
                &[travel::APOLOGY_FOR_WAIT, travel::LATE_BECAUSE, travel::FORGIVE],
            );
        }
        self.scene.say(
            "crew",
            Spot::Meeting,
            &[travel::GREETING, travel::IDENTITY, travel::PURPOSE, travel::REQUEST_COOPERATION],
        );
        self.scene.hear("customer", others::MET);
        if !self.does(Deed::IdNotShown) {
            self.scene.wait(1, 10);
            self.scene.event("identity_shown", "tap", json!({"to": "customer"}));
        }
        // They look at the meter first; what comes later is no part of the introduction.
        self.scene.until_after(self.met, 75, 140);
    }

    /// A major event: what is known goes to the centre and the department at once, and something is done.
    fn establish_facts(&mut self) {
        self.scene.event("facts_established", "tap", json!({}));
        if !self.does(Deed::FactsUnreported) {
            self.scene.wait(10, 60);
            self.scene.event(
                "centre_notified",
                "telephony",
                json!({"to": "centre", "fault": "电气火灾险情"}),
            );
            self.scene.wait(10, 60);
            self.scene.event("department_notified", "telephony", json!({"to": "运维检修部"}));
        }
        if !self.does(Deed::NoMeasures) {
            self.scene.wait(5, 60);
            self.scene.event("measures_taken", "tap", json!({"what": "切断电源并设围栏"}));
        }
        self.scene.wait(5, 20);
    }

    fn enter(&mut self) {
        let unasked = self.does(Deed::EntersUnasked);
        if !unasked {
            self.scene.say("crew", Spot::Entry, &[travel::ASK_ENTRY]);
            let refused = self.does(Deed::EntersRefused);
            self.scene.hear("customer", if refused { others::MAY_NOT_ENTER } else { others::MAY_ENTER });
            if self.has(With::NoCoversWanted) {
                self.scene.hear("customer", others::NO_COVERS);
                self.scene.event("customer_waived", "tap", json!({}));
                self.scene.now += 200;
            }
            self.scene.event("entry_consent", "tap", json!({"by": "customer", "given": !refused}));
        }
        self.scene.wait(3, 12);
        if !self.has(With::NoCoversWanted) && !self.does(Deed::NoShoeCovers) {
            let source = *self.scene.prng.pick(&["tap", "photo"]);
            self.scene.event("shoe_covers_on", source, json!({}));
            self.scene.wait(2, 8);
        }
        self.scene.event("entered_home", "tap", json!({}));
        self.scene.wait(5, 20);
    }

    fn ask_symptom(&mut self) {
        // What was just said need not be said again.
        let short = self.scene.now - self.met < 4 * MINUTE
            && self.order.doings.acts().is_empty()
            && self.scene.prng.chance(0.2);
        self.say_symptom(!short);
        self.scene.wait(10, 40);
    }

    fn say_symptom(&mut self, in_full: bool) {
        self.scene.read_the_clock();
        let all = [travel::GREETING, travel::IDENTITY, work::ASK_SYMPTOM, travel::THANKS];
        self.scene.say("crew", Spot::Symptom, if in_full { &all } else { &all[2..] });
        self.scene.hear("customer", others::SYMPTOM);
    }
}
