//! Finding the fault, and what is done about it (一（三）2).

use serde_json::json;

use super::{Story, s};
use crate::clock::MINUTE;
use crate::repairs::case::{Outcome, With};
use crate::repairs::deviations::{Deed, Spot};
use crate::repairs::words::{others, travel, work};

impl Story<'_> {
    pub(super) fn do_the_job(&mut self) {
        if self.has(With::CauseUnknown) {
            self.answer_on_unknown_cause();
        }
        if self.order.case.is(Outcome::LowVoltage) {
            self.measure();
        }
        let quick = self.has(With::Special);
        if quick {
            self.scene.wait(20, 90);
        } else {
            self.scene.wait(60, 900);
        }
        self.diagnose();
        match self.order.case.outcome {
            Outcome::Repair => self.repair(),
            Outcome::Danger => self.meet_danger(),
            Outcome::CannotHandle => self.refer(),
            Outcome::CustomerOwned => self.customers_own(),
            Outcome::UpstreamEquipment | Outcome::UpstreamLine => self.wait_for_upstream(),
            Outcome::LowVoltage => self.answer_on_low_voltage(),
            Outcome::Arrears => self.answer_on_arrears(),
        }
    }

    fn diagnose(&mut self) {
        let case = &self.order.case;
        let cause = match case.outcome {
            Outcome::Arrears => "arrears",
            Outcome::LowVoltage => "low_voltage",
            Outcome::UpstreamEquipment | Outcome::UpstreamLine => "upstream",
            Outcome::CustomerOwned => "customer_wiring",
            Outcome::Danger => "line_down",
            Outcome::CannotHandle => "transformer",
            Outcome::Repair if self.has(With::Recurring) => "technical",
            Outcome::Repair => *self.scene.prng.pick(&["fuse", "loose_joint", "branch_switch", "wind"]),
        };
        let level = match case.outcome {
            Outcome::UpstreamEquipment => "upstream_equipment",
            Outcome::UpstreamLine => "upstream_line",
            _ => "local",
        };
        // A crew that came late repairs at once what needs no material; otherwise material is what keeps it from doing so.
        let material = !self.has(With::Fixed) && !self.does(Deed::NoQuickFix);
        let found = !matches!(case.outcome, Outcome::LowVoltage | Outcome::Arrears);
        let owner = if case.is(Outcome::CustomerOwned) { "customer" } else { "utility" };
        let recurring = self.has(With::Recurring);
        self.scene.event(
            "diagnosed",
            "tap",
            json!({
                "owner": owner,
                "level": level,
                "cause": cause,
                "recurring": recurring,
                "materials_needed": material,
                "fault_found": found,
            }),
        );
        if recurring && self.order.case.is(Outcome::Repair) && !self.does(Deed::RecurringUnreported) {
            self.scene.wait(30, 300);
            self.scene.event("owner_department_notified", "telephony", json!({}));
        }
    }

    pub(super) fn start_work(&mut self) {
        if self.does(Deed::SpecialSlow) {
            let bound = self.dispatched + self.order.case.area.limit_minutes() * MINUTE;
            self.scene.until_after(bound, 60, 900);
        }
        self.work_started = Some(self.scene.now);
        let guardian = !self.does(Deed::NoGuardian) && self.crew_size > 1;
        self.scene.event(
            "work_started",
            "tap",
            json!({"crew_size": self.crew_size, "guardian_named": guardian}),
        );
    }

    pub(super) fn clear_fault(&mut self) {
        self.cleared = Some(self.scene.now);
        self.scene.event("fault_cleared", "tap", json!({}));
        self.scene.now += 200;
        self.scene.event("supply_restored", "import", json!({}));
    }

    fn repair(&mut self) {
        if self.has(With::Special) {
            self.start_work();
            self.scene.wait(60, 200);
            self.answers_before_work();
        } else {
            self.scene.wait(10, 60);
            self.answers_before_work();
            self.scene.wait(20, 240);
            self.start_work();
        }
        self.scene.wait(60, 300);
        self.help_along();
        self.scene.wait(180, 1500);
        self.clear_fault();
    }

    fn meet_danger(&mut self) {
        self.scene.wait(5, 60);
        let found = self.scene.now;
        self.danger = Some(found);
        self.scene.event("danger_found", "tap", json!({"what": "断线落地"}));
        self.secure_and_tell(found, "断线落地，有触电危险");
        self.tip();
        if self.has(With::Fixed) {
            self.scene.wait(120, 600);
            self.start_work();
            self.scene.wait(600, 2400);
            self.clear_fault();
        } else {
            self.hand_over();
        }
    }

    /// Barrier, centre and department within 5 min of `found`.
    fn secure_and_tell(&mut self, found: crate::clock::Millis, fault: &str) {
        let at_once = found + 5 * MINUTE;
        if !self.does(Deed::NotSecured) && !self.does(Deed::SecuredLate) {
            self.scene.wait(15, 100);
            self.secure();
        }
        if self.does(Deed::BothToldLate) {
            self.scene.until_after(at_once, 1, 300);
        }
        if !self.does(Deed::CentreNotTold) {
            self.scene.wait(5, 60);
            self.scene.event("centre_notified", "telephony", json!({"to": "centre", "fault": fault}));
        }
        if !self.does(Deed::DepartmentNotTold) {
            if self.scene.prng.chance(0.05) && !self.does(Deed::BothToldLate) {
                self.scene.until(at_once);
            } else {
                self.scene.wait(5, 60);
            }
            self.scene.event("department_notified", "telephony", json!({"to": "运维检修部"}));
        }
        if self.does(Deed::SecuredLate) {
            self.scene.until_after(at_once, 1, 300);
            self.secure();
        }
    }

    fn secure(&mut self) {
        let means = *self.scene.prng.pick(&["barrier", "guard", "isolated"]);
        self.scene.event("site_secured", "photo", json!({"means": means}));
    }

    fn hand_over(&mut self) {
        if self.does(Deed::LeavesBeforeRelief) {
            self.scene.wait(120, 600);
            return;
        }
        self.scene.wait(900, 3600);
        self.scene.event("relief_arrived", "tap", json!({}));
        if !self.does(Deed::NoHandover) {
            self.scene.wait(60, 300);
            self.scene.event("handover_done", "tap", json!({}));
        }
        self.scene.wait(20, 90);
    }

    /// Beyond the crew's means: explained to the customer, then passed on, within 5 min.
    fn refer(&mut self) {
        self.scene.wait(5, 60);
        let found = self.scene.now;
        self.scene.event("cannot_handle", "tap", json!({"reason": "配变故障，需专业班组"}));
        self.scene.wait(2, 10);
        if !self.has(With::Absent) {
            self.scene.event("referred", "tap", json!({"to": "运维检修部", "reason": "配变故障"}));
            self.scene.now += 500;
            self.scene.say(
                "crew",
                Spot::Referred,
                &[
                    travel::APOLOGY,
                    work::NOT_EQUIPPED,
                    work::CONTACT_CENTRE,
                    work::OTHER_CREW,
                    travel::PLEASE_WAIT,
                ],
            );
            self.scene.hear("customer", others::OK);
        }
        self.secure_and_tell(found, "配变故障");
        self.tip();
        self.help_along();
        self.hand_over();
    }

    fn customers_own(&mut self) {
        self.scene.wait(10, 60);
        self.explain_ownership();
        if self.has(With::Fixed) {
            self.scene.wait(30, 120);
            self.start_work();
            self.scene.wait(60, 200);
            self.help_along();
            self.scene.wait(300, 1200);
            self.clear_fault();
            if self.does(Deed::PaymentTaken) {
                self.scene.wait(60, 200);
                self.scene.event(
                    "payment_taken",
                    "survey",
                    json!({"amount": 100 + 50 * (self.order.reported % 5)}),
                );
            }
            return;
        }
        self.help_along();
        if self.has(With::Vulnerable) && !self.does(Deed::VulnerableLeft) {
            self.register_follow_up();
        }
        self.tip();
    }

    fn register_follow_up(&mut self) {
        self.scene.wait(20, 90);
        let mut note = json!({"fault_type": "表后线路老化", "materials_needed": "导线20米、空开1只"});
        if !self.does(Deed::NoteIncomplete) {
            note["customer_contact"] = json!(self.order.customer.phone);
        }
        self.scene.event("followup_registered", "tap", note.clone());
        self.scene.wait(5, 60);
        let mut form = note;
        form["signed_by"] = json!("crew_leader");
        form["signed_at"] = json!(crate::clock::rfc3339(self.scene.now));
        self.scene.event("followup_note", "form", form);
        if !self.does(Deed::NoteLeaderUntold) {
            self.scene.wait(20, 120);
            self.scene.event("leader_notified", "telephony", json!({"to": "班长"}));
        }
        let now = self.scene.now;
        self.scene.now += self.scene.prng.between(s(60), s(300));
        self.scene.event("followup_order_created", "import", json!({}));
        self.scene.now = now;
    }
}
