//! After the work: advice, report, cleaning, signature, thanks, upload (一（三）4 to 一（五）).

use serde_json::json;

use super::Story;
use crate::clock::{MINUTE, rfc3339};
use crate::repairs::case::{Outcome, With};
use crate::repairs::deviations::{Deed, Spot};
use crate::repairs::words::{finish, others, travel, work};

impl Story<'_> {
    pub(super) fn leave(&mut self) {
        if self.cleared.is_some() {
            self.report_to_centre();
        }
        if self.has(With::Absent) {
            self.call_back();
        } else {
            self.take_leave();
        }
        if self.order.case.is(Outcome::CustomerOwned)
            && self.cleared.is_none()
            && !self.does(Deed::ResultUntold)
        {
            self.scene.wait(5, 60);
            self.scene.event("centre_reported", "telephony", json!({"result": "客户内部故障，已解释"}));
        }
        if let Some(told) = self.centre_told {
            self.scene.until(told);
        }
        self.scene.wait(20, 120);
        let left = self.scene.now;
        self.scene.event("crew_left", "location", json!({}));
        self.scene.tapped_later("crew_left");
        let bound = left + 30 * MINUTE;
        let at = if self.does(Deed::UploadLate) {
            bound + if self.scene.prng.chance(0.2) { 1 } else { self.scene.prng.between(60_000, 5_400_000) }
        } else if self.scene.prng.chance(0.03) {
            bound
        } else {
            left + self.scene.prng.between(200_000, 25 * MINUTE)
        };
        self.scene.now = at;
        self.scene.event(
            "result_uploaded",
            "import",
            json!({"result": if self.cleared.is_some() { "已修复" } else { "已答复" }}),
        );
    }

    /// Within 5 min of the fault's clearing.
    fn report_to_centre(&mut self) {
        let cleared = self.cleared.unwrap_or(self.scene.now);
        let bound = cleared + 5 * MINUTE;
        let repair = self.order.case.is(Outcome::Repair);
        if repair && self.does(Deed::CentreReportNever) {
            return;
        }
        let late = repair && self.does(Deed::CentreReportLate);
        let at = if late {
            bound + if self.scene.prng.chance(0.2) { 1 } else { self.scene.prng.between(1000, 900_000) }
        } else if self.scene.prng.chance(0.03) {
            bound
        } else {
            cleared + self.scene.prng.between(10_000, 120_000)
        };
        let now = self.scene.now;
        self.scene.now = at;
        self.scene.event("centre_reported", "telephony", json!({"result": "故障已排除，恢复供电"}));
        self.centre_told = Some(at);
        // The talk goes on meanwhile, the mate makes the call.
        self.scene.now = if late { at } else { now.max(cleared + 1000) };
    }

    fn take_leave(&mut self) {
        if self.cleared.is_some() {
            self.scene.wait(60, 150);
            self.scene.say("crew", Spot::SafetyAdvice, &[finish::SAFETY_ADVICE]);
            self.scene.hear("customer", others::OK);
            self.scene.say("crew", Spot::AskOpinion, &[finish::ASK_OPINION]);
            self.scene.hear("customer", others::FINE);
            self.scene.wait(60, 200);
            if !(self.does(Deed::SiteNotCleaned)) {
                let source = *self.scene.prng.pick(&["tap", "photo"]);
                self.scene.event("site_cleaned", source, json!({}));
            }
        }
        self.give_back();
        if self.has(With::Thanked) {
            self.scene.wait(20, 60);
            self.asks(others::THANKS, "thanked");
            self.scene.say("crew", Spot::Thanked, &[work::WELCOME]);
            self.scene.wait(20, 40);
        }
        if self.cleared.is_some() {
            self.scene.wait(60, 120);
            self.rate_and_sign();
        }
        self.scene.wait(70, 120);
        if !self.does(Deed::NoServicePhone) {
            self.scene.say("crew", Spot::Numbers, &[finish::NUMBERS]);
            self.scene.hear("customer", others::OK);
            self.scene.event("service_phone_left", "tap", json!({"number": "95598"}));
        }
        self.scene.wait(5, 20);
        self.scene.say("crew", Spot::Cooperation, &[finish::THANKS_COOPERATION, finish::FAREWELL]);
        self.scene.hear("customer", others::BYE);
    }

    fn give_back(&mut self) {
        let Some(item) = self.borrowed else { return };
        if self.does(Deed::ItemNotReturned) {
            return;
        }
        self.scene.wait(60, 120);
        self.scene.slot("item", item);
        self.scene.say("crew", Spot::Return, &[finish::RETURN_ITEM, travel::THANKS]);
        self.scene.now += 200;
        let clean = !self.does(Deed::ItemDirty);
        self.scene.event("item_returned", "tap", json!({"item": item, "cleaned": clean, "in_place": true}));
        self.scene.wait(60, 90);
    }

    fn rate_and_sign(&mut self) {
        if self.does(Deed::NoOrderForm) {
            return;
        }
        let undisturbed = self.order.doings.acts().is_empty();
        if undisturbed && self.scene.prng.chance(0.03) {
            self.scene.say(
                "crew",
                Spot::Rating,
                &[finish::ASK_RATING, finish::ASK_SIGNATURE, travel::THANKS],
            );
            self.scene.event("customer_refused", "tap", json!({}));
            return;
        }
        self.scene.say("crew", Spot::Rating, &[finish::ASK_RATING, finish::ASK_SIGNATURE, travel::THANKS]);
        let unsigned = self.does(Deed::OrderUnsigned);
        if !unsigned {
            self.scene.hear("customer", others::SIGNS);
        }
        let score = self.scene.prng.weighted(&[(3, 0.1), (4, 0.25), (5, 0.65)]);
        self.scene.wait(2, 12);
        if !unsigned {
            self.scene.event("satisfaction_signed", "tap", json!({"score": score}));
        }
        self.scene.wait(2, 10);
        let signer = if self.does(Deed::SignatureForged) {
            "crew"
        } else {
            *self.scene.prng.pick(&["customer", "customer", "customer", "adult_present"])
        };
        let customer = &self.order.customer;
        let name = if customer.name.is_empty() { "业主" } else { &customer.name };
        let mut form = json!({
            "order_no": self.order.id,
            "site": customer.site,
            "dispatched_at": rfc3339(self.dispatched),
            "arrived_at": rfc3339(self.arrived),
            "cleared_at": rfc3339(self.cleared.unwrap_or(self.scene.now)),
            "owner": if self.order.case.is(Outcome::CustomerOwned) { "customer" } else { "utility" },
            "materials": "低压导线、绝缘胶带",
            "satisfaction": score,
            "customer_signature": if unsigned { "" } else { name },
            "signer": if unsigned { "" } else { signer },
            "signed_by": if unsigned { "" } else { signer },
        });
        if !unsigned {
            form["signed_at"] = json!(rfc3339(self.scene.now));
        }
        if let Some(volts) = self.volts {
            form["voltage_measured"] = json!(volts);
        }
        self.scene.event("lv_repair_order", "form", form);
    }

    /// The customer is away: all that would be said at the door is said on the phone.
    fn call_back(&mut self) {
        self.scene.wait(60, 200);
        if !self.does(Deed::SiteNotCleaned) {
            self.scene.event("site_cleaned", "tap", json!({}));
        }
        if self.does(Deed::NotCalledAbsent) {
            return;
        }
        self.scene.wait(20, 100);
        self.scene.event("customer_called_back", "telephony", json!({}));
        self.scene.now += 400;
        self.scene.read_the_clock();
        self.scene.say(
            "crew",
            Spot::CallBack,
            &[travel::GREETING, travel::IDENTITY, finish::FIXED, finish::ASK_POWER_BACK],
        );
        self.scene.hear("customer", others::POWER_IS_BACK);
        self.scene.say("crew", Spot::CallBack, &[finish::ASK_MORE_NEEDS]);
        self.scene.hear("customer", others::OK);
        self.scene.say("crew", Spot::CallBack, &[finish::WELCOME_HOTLINE]);
        self.scene.say("crew", Spot::SafetyAdvice, &[finish::SAFETY_ADVICE]);
        self.scene.say("crew", Spot::Tip, &[work::TIP]);
        self.scene.hear("customer", others::OK);
        self.scene.say("crew", Spot::AskOpinion, &[finish::ASK_OPINION]);
        self.scene.hear("customer", others::FINE);
        self.scene.say("crew", Spot::Numbers, &[finish::NUMBERS]);
        self.scene.event("service_phone_left", "tap", json!({"number": "95598"}));
        self.scene.now += 200;
        self.scene.say("crew", Spot::Cooperation, &[finish::THANKS_COOPERATION, finish::FAREWELL]);
        self.scene.hear("customer", others::BYE);
    }
}
