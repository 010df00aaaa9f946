//! Questions of journalists and residents, and what they are answered (三).

use serde_json::json;

use super::{Story, s};
use crate::clock::MINUTE;
use crate::repairs::case::{Outcome, With};
use crate::repairs::deviations::{Deed, Spot};
use crate::repairs::words::{Element, others, public, travel, work};

impl Story<'_> {
    /// Asks, marked by the question's situation; the asking is an event of its own where the norm names one.
    fn asked(
        &mut self,
        speaker: &'static str,
        wordings: Element,
        situation: &'static str,
        event: Option<&'static str>,
    ) {
        let asker = if speaker == "journalist" { "media" } else { "resident" };
        let question = situation.trim_end_matches("_asked");
        let also = json!({"asker": asker, "question": question});
        if let Some(kind) = event {
            self.scene.event(kind, "tap", also.clone());
            self.scene.now += 100;
        }
        let marked = self.marks();
        let tags: &[&str] = if marked || event.is_none() { &[situation] } else { &[] };
        self.scene.hear_tagged(speaker, wordings, tags, also);
    }

    pub(super) fn answer_on_unknown_cause(&mut self) {
        let speaker = *self.scene.prng.pick(&["journalist", "resident"]);
        let words = if speaker == "journalist" { others::CAUSE_MEDIA } else { others::CAUSE_RESIDENT };
        self.asked(speaker, words, "cause_asked", Some("cause_asked"));
        self.scene.say(
            "crew",
            Spot::Cause,
            &[public::CAME_AT_ONCE, public::SEARCHING, public::CAUSE_PENDING, public::RESULT_SOON],
        );
        self.scene.wait(20, 60);
    }

    /// All that may be asked between the diagnosis and the work.
    pub(super) fn answers_before_work(&mut self) {
        if self.has(With::CauseWide) {
            self.answer_on_known_cause();
        }
        if self.has(With::CauseSmall) {
            self.asked("resident", others::CAUSE_RESIDENT, "cause_asked", Some("cause_asked"));
            self.scene.say(
                "crew",
                Spot::Cause,
                &[public::PLAIN_CAUSE, public::REPAIRING, public::RESTORE_SOON],
            );
            self.scene.wait(30, 60);
        }
        if [With::WhySurveying, With::WhyIsolating, With::WhySupport].iter().any(|why| self.has(*why)) {
            self.answer_on_delay_of_work();
        }
        if self.has(With::ScopeCounting) || self.has(With::ScopeKnown) {
            self.answer_on_scope();
        }
        if self.has(With::Frequent) {
            self.answer_on_trips();
        }
    }

    fn answer_on_known_cause(&mut self) {
        let asked = self.scene.now;
        self.asked("journalist", others::CAUSE_MEDIA, "cause_asked", Some("cause_asked"));
        self.scene.say("crew", Spot::Cause, &[public::REPAIRING, public::DEPARTMENT_ANSWERS]);
        if self.does(Deed::CauseUnreported) {
            return;
        }
        if self.scene.prng.chance(0.1) {
            self.scene.until(asked + 5 * MINUTE);
        } else {
            self.scene.wait(20, 150);
        }
        self.scene.event(
            "centre_notified",
            "telephony",
            json!({"to": "centre", "fault": "10千伏线路故障", "scope": self.order.district, "question": "记者询问停电原因"}),
        );
        self.scene.wait(30, 90);
        self.scene.event("centre_escalated", "import", json!({}));
        self.scene.wait(10, 30);
    }

    fn answer_on_delay_of_work(&mut self) {
        if self.has(With::WhyIsolating) && !self.does(Deed::DispatchNotContacted) {
            self.scene.event("dispatch_contacted", "telephony", json!({}));
        }
        if self.has(With::WhySupport) && !self.does(Deed::SupportNotRequested) {
            self.scene.event("support_requested", "telephony", json!({}));
        }
        self.scene.wait(30, 90);
        let speaker = *self.scene.prng.pick(&["journalist", "resident"]);
        self.asked(speaker, others::WHY_NOT_STARTED, "why_not_started", None);
        let surveying: &[Element] = &[public::SURVEYING, public::BEST_PLAN, public::RESTORE_SOON];
        let answer: &[Element] = if self.has(With::WhySurveying) || self.does(Deed::WrongStage) {
            surveying
        } else if self.has(With::WhyIsolating) {
            &[public::POINT_FOUND, public::DISPATCH, public::AFTER_ISOLATION]
        } else {
            &[public::POINT_FOUND, public::HEAVY, public::SUPPORT_CALLED]
        };
        self.scene.say("crew", Spot::Why, answer);
        self.scene.wait(20, 60);
    }

    fn answer_on_scope(&mut self) {
        let speaker = *self.scene.prng.pick(&["journalist", "resident"]);
        self.asked(speaker, others::SCOPE, "scope_asked", Some("scope_asked"));
        if self.does(Deed::WrongArea) {
            self.scene.slot("area", "火车站");
        }
        let answer: &[Element] = if self.has(With::ScopeKnown) {
            &[public::AREA_NAMED, public::PLAN_STARTED, public::RESTORE_SOON]
        } else {
            &[public::COUNTING, public::DEPENDS, public::RESTORE_SOON]
        };
        self.scene.say("crew", Spot::Scope, answer);
        self.scene.slot("area", self.order.district);
        self.scene.wait(20, 60);
    }

    fn answer_on_trips(&mut self) {
        if !self.does(Deed::TripsUnreported) {
            self.scene.event("department_notified", "telephony", json!({"to": "设备管理部"}));
            self.scene.wait(20, 80);
        }
        self.asked("customer", others::TRIPS, "frequent_trip", None);
        self.scene.say(
            "crew",
            Spot::Trips,
            &[
                public::EMPATHY,
                public::VERY_SORRY,
                public::REPORTED,
                public::SOLVE_TRIPS,
                public::PROMISE_RETURN,
            ],
        );
        let said = self.scene.doings.rude(Spot::Trips).is_none()
            && !self.scene.doings.omits(Spot::Trips, public::PROMISE_RETURN);
        if said {
            self.scene.event("promise_return", "tap", json!({"given": true}));
            self.promised = true;
        }
        self.scene.wait(20, 60);
    }

    /// The customer's own fault: whose it is, who can help, and that nothing is done for money.
    pub(super) fn explain_ownership(&mut self) {
        if !self.has(With::Absent) {
            self.asked("customer", others::FIX_INSIDE, "internal_fault", None);
        }
        let answer: &[Element] = if self.has(With::Dedicated) {
            &[work::SPECIAL_OWNERSHIP, work::BLIND_POWER, work::QUALIFIED_UNIT, work::OFFER_CONTACT]
        } else {
            &[work::OWNERSHIP, work::ADVICE]
        };
        self.scene.say("crew", Spot::Inside, answer);
        self.scene.wait(5, 20);
        if self.has(With::Paid) {
            self.asked("customer", others::PAY, "paid_service", None);
            let answer: &[Element] = if self.has(With::Dedicated) {
                &[travel::APOLOGY, work::NO_PAID_SERVICE, work::OFFER_CONTACT]
            } else {
                &[travel::APOLOGY, work::FREE_OF_CHARGE, work::NO_PAID_SERVICE, work::ADVICE]
            };
            self.scene.say("crew", Spot::Paid, answer);
            self.scene.wait(5, 20);
        }
    }

    pub(super) fn wait_for_upstream(&mut self) {
        let equipment = self.order.case.is(Outcome::UpstreamEquipment);
        self.scene.wait(10, 60);
        if !self.does(Deed::UpstreamNotNotified) {
            self.scene.event("department_notified", "telephony", json!({"to": "运维检修部"}));
        }
        self.scene.wait(30, 120);
        self.asked("customer", others::WHY_NOT_HERE, "upstream_fault", None);
        let answer: &[Element] = if equipment {
            &[public::UPSTREAM_EQUIPMENT, public::CREW_COMING, travel::PLEASE_WAIT]
        } else {
            &[public::UPSTREAM_LINE, public::OTHERS_REPAIRING, public::PLEASE_FORGIVE]
        };
        self.scene.say("crew", Spot::Upstream, answer);
        self.scene.wait(10, 60);
        self.help_along();
        self.tip();
    }

    pub(super) fn measure(&mut self) {
        self.scene.wait(60, 300);
        // 220 V less 10 % is 198 V.
        let volts = 170.0 + self.scene.prng.between(0, 270) as f64 / 10.0;
        if !self.does(Deed::NotMeasured) {
            self.scene.event("voltage_measured", "form", json!({"value": volts}));
            self.volts = Some(volts);
        }
    }

    pub(super) fn answer_on_low_voltage(&mut self) {
        self.scene.wait(30, 120);
        if !self.does(Deed::LowVoltageNotPassedOn) {
            self.scene.event("department_notified", "telephony", json!({"to": "运维检修部"}));
        }
        self.scene.wait(20, 90);
        self.asked("customer", others::LOW_VOLTAGE, "low_voltage", None);
        self.scene.event("low_voltage_answered", "tap", json!({}));
        self.scene.now += 200;
        self.scene.say(
            "crew",
            Spot::LowVoltage,
            &[public::EMPATHY, public::VERY_SORRY, public::DEPARTMENT_CONTACTED, public::SOLVE_LOW_VOLTAGE],
        );
        self.scene.wait(10, 60);
        self.help_along();
        self.tip();
    }

    pub(super) fn answer_on_arrears(&mut self) {
        self.scene.wait(10, 60);
        self.asked("customer", others::ARREARS, "arrears_cutoff", None);
        self.scene.say(
            "crew",
            Spot::Arrears,
            &[
                travel::APOLOGY,
                public::NOT_A_FAULT,
                public::WILL_CHECK,
                public::SPECIALIST,
                travel::PLEASE_WAIT,
            ],
        );
        self.scene.wait(30, 200);
        if !self.does(Deed::CutoffUnchecked) {
            let wrong = self.scene.prng.chance(0.2);
            self.scene.event("cutoff_checked", "tap", json!({"wrong": wrong, "early": false}));
        }
        self.scene.now += self.scene.prng.between(s(20), s(90));
        if !self.does(Deed::CutoffNotPassedOn) {
            self.scene.event("department_notified", "telephony", json!({"to": "营销部"}));
        }
        self.scene.wait(10, 60);
        self.help_along();
        self.tip();
    }
}
