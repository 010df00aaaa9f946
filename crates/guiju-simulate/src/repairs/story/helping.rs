//! What happens beside the work: things borrowed and moved, help, questions, criticism (一（三）3, 二).

use serde_json::json;

use super::Story;
use crate::repairs::case::With;
use crate::repairs::deviations::{Deed, Spot};
use crate::repairs::words::{others, rude, travel, work};

const ITEMS: [&str; 6] = ["梯子", "凳子", "手电筒", "扫帚", "插线板", "拖把"];
const BROKEN: [&str; 4] = ["门框", "花盆", "地砖", "窗玻璃"];

impl Story<'_> {
    /// In the customer's presence, if he is there.
    pub(super) fn help_along(&mut self) {
        if self.has(With::Absent) {
            self.inspect_work();
            return;
        }
        if self.scene.doings.rude(Spot::Addressing).is_some() {
            self.scene.say_in("crew", Spot::Addressing, "addressing", &[]);
            self.scene.wait(5, 30);
        }
        if self.does(Deed::RudeTalk) {
            let words = rude::TALKING;
            self.scene.hear("crew", words);
            self.scene.wait(5, 30);
        }
        if self.has(With::Move) {
            let thing = *self.scene.prng.pick(work::THINGS);
            self.scene.slot("thing", thing);
            self.scene.say_in("crew", Spot::Move, "move_obstacle", &[work::MOVE_PLEASE, travel::THANKS]);
            self.scene.hear("customer", others::OK);
            self.scene.wait(20, 60);
        }
        if self.has(With::Borrow) {
            self.borrow();
        }
        if self.has(With::Assist) {
            self.ask_for_help();
        }
        self.inspect_work();
        if self.has(With::Damage) {
            let item = *self.scene.prng.pick(&BROKEN);
            self.scene.event("property_damaged", "form", json!({"item": item}));
            self.damaged = true;
            self.scene.wait(30, 120);
            if !self.does(Deed::DamageUnsettled) {
                let repaired = self.scene.prng.chance(0.5);
                let (kind, details) = if repaired {
                    ("property_repaired", json!({"item": item}))
                } else {
                    ("property_compensated", json!({"item": item, "amount": 80}))
                };
                self.scene.event(kind, "form", details);
            }
        }
        self.talk();
        if self.work_started.is_some() {
            self.tip();
        }
    }

    fn borrow(&mut self) {
        let item = *self.scene.prng.pick(&ITEMS);
        self.scene.slot("item", item);
        let before = self.scene.events.len();
        self.scene.say("crew", Spot::Borrow, &[travel::ADDRESS, work::BORROW]);
        if self.scene.events.len() > before {
            self.scene.hear("customer", others::LEND);
        }
        self.scene.wait(2, 15);
        self.scene.event("item_borrowed", "tap", json!({"item": item}));
        self.borrowed = Some(item);
        self.scene.wait(70, 200);
    }

    fn ask_for_help(&mut self) {
        let task = *self.scene.prng.pick(work::TASKS);
        self.scene.slot("task", task);
        self.scene.say(
            "crew",
            Spot::Assist,
            &[travel::APOLOGY, work::REQUEST_HELP, work::SUPPORT_PLEASE, travel::THANKS],
        );
        self.scene.hear("customer", others::HELPS);
        self.scene.wait(2, 10);
        self.scene.event("customer_assists", "tap", json!({"task": task}));
        self.scene.wait(30, 120);
    }

    fn inspect_work(&mut self) {
        if !self.has(With::Inspected) {
            return;
        }
        let details = json!({
            "tools_in_order": !self.does(Deed::ToolsInDisorder),
            "safety_rules_kept": !self.does(Deed::RulesBroken),
        });
        self.scene.event("work_seen", "inspection", details);
        if self.does(Deed::Accident) {
            self.scene.wait(30, 120);
            self.scene.event("accident", "inspection", json!({"what": "高处坠落，一人轻伤"}));
        }
    }

    /// Questions, criticism and worse.
    fn talk(&mut self) {
        if self.has(With::Outside) {
            self.asks(others::OUTSIDE, "outside_duty");
            self.scene.say(
                "crew",
                Spot::Outside,
                &[travel::APOLOGY, work::ADMIT_UNSURE, work::REFER_HOTLINE],
            );
            self.scene.wait(20, 60);
        }
        if self.has(With::Question) {
            self.asks(others::QUESTION, "question_unknown");
            self.scene.say(
                "crew",
                Spot::Question,
                &[travel::APOLOGY, work::ADMIT_UNSURE, work::REFER_HOTLINE],
            );
            self.scene.wait(20, 60);
        }
        if self.has(With::Criticised) {
            self.asks(others::CRITICISES, "criticised");
            self.scene.say(
                "crew",
                Spot::Criticised,
                &[work::TAKE_SERIOUSLY, work::ACCEPT, work::WELCOME_OPINION],
            );
            self.scene.wait(20, 60);
        }
        if self.has(With::Unreasonable) {
            // Never from the tone alone: a person has marked it.
            self.scene.hear_tagged("customer", others::UNREASONABLE, &["unreasonable"], json!({}));
            self.scene.say("crew", Spot::Unreasonable, &[work::CALM, work::SPEAK_SLOWLY, work::OTHER_PARTY]);
            self.scene.wait(20, 60);
        }
    }

    /// A tip on safe use of electricity, while the work goes on.
    pub(super) fn tip(&mut self) {
        if self.has(With::Absent) {
            return;
        }
        self.scene.wait(10, 60);
        self.scene.say("crew", Spot::Tip, &[work::TIP]);
        self.scene.hear("customer", others::OK);
    }
}
