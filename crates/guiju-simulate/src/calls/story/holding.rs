//! Not hearing, asking others, waiting, silence (items 2 to 6, 12).

use serde_json::json;

use super::Story;
use crate::calls::case::With;
use crate::calls::deviations::{Deed, Spot};
use crate::calls::words::{customers, everyday, waiting};
use crate::clock::{MINUTE, Millis, SECOND};

impl Story<'_> {
    pub(super) fn cannot_hear(&mut self) {
        self.hears_marked(customers::MUMBLED, "cannot_hear");
        // Naming the line is a white lie that the norm prescribes; without it the two others suffice.
        if self.scene.prng.chance(0.2) && self.scene.doings.acts().is_empty() {
            self.says(Spot::CannotHear, &[everyday::APOLOGY, everyday::ASK_REPEAT]);
        } else {
            self.says(Spot::CannotHear, &[everyday::APOLOGY, everyday::LINE_POOR, everyday::ASK_REPEAT]);
        }
        self.scene.hear("customer", customers::AGAIN);
        self.inform();
    }

    pub(super) fn accent(&mut self) {
        self.hears_marked(customers::ACCENT, "heavy_accent");
        self.says(Spot::Accent, &[waiting::SPEAK_MANDARIN]);
        self.scene.hear("customer", customers::AGAIN);
        self.inform();
    }

    pub(super) fn consult(&mut self) {
        self.scene.hear("customer", customers::HARD_QUESTION);
        if self.does(Deed::HoldsUnasked) {
            self.says(Spot::Consult, &[everyday::APOLOGY, waiting::CONSULT]);
        } else {
            let ask = [everyday::APOLOGY, waiting::CONSULT, waiting::KEEP_LINE, everyday::ASK_AGREE];
            self.says(Spot::Consult, &ask);
            if self.has(With::NoAnswer) {
                self.pause(4500); // five seconds would be a customer who does not react
            } else {
                self.scene.hear("customer", customers::YES_WAIT);
                self.scene.event("hold_consent", "telephony", json!({"by": "customer", "given": true}));
            }
        }
        self.scene.now += 300;
        self.scene.event("hold_started", "telephony", json!({"reason": "consult"}));
        self.scene.shows_deed(Deed::HoldsUnasked);
        let length = self.length_of_hold();
        self.scene.now += length;
        let seconds = length as f64 / 1000.0;
        self.scene.event("hold_ended", "telephony", json!({"hold_duration": format!("{seconds}s")}));
        self.scene.now += 300;
        if length >= 30 * SECOND {
            self.says(Spot::AfterHold, &[waiting::WAITED]);
        } else {
            self.says(Spot::Free, &[waiting::BACK]);
        }
        self.says(Spot::Free, &[everyday::INFORMATION]);
        self.scene.hear("customer", customers::FINE);
    }

    /// Around thirty seconds an apology begins to be owed; a minute without a word is the most.
    fn length_of_hold(&mut self) -> Millis {
        match (self.has(With::LongHold), self.scene.prng.chance(0.15)) {
            (true, true) => *self.scene.prng.pick(&[30 * SECOND, MINUTE]),
            (true, false) => self.scene.prng.between(31 * SECOND, 59 * SECOND),
            (false, true) => 30 * SECOND - 1,
            (false, false) => self.scene.prng.between(4 * SECOND, 29 * SECOND),
        }
    }

    pub(super) fn waiting(&mut self) {
        self.says(Spot::Free, &[everyday::PLEASE_WAIT, waiting::LOOKING]);
        self.scene.event("customer_waiting", "telephony", json!({}));
        let gap = if self.does(Deed::SilentWait) {
            20 * SECOND + self.scene.prng.between(1, 15_000)
        } else if self.scene.prng.chance(0.2) {
            20 * SECOND
        } else {
            self.scene.prng.between(3 * SECOND, 19 * SECOND)
        };
        self.pause(gap);
        if self.has(With::Presses) {
            self.hears(customers::PRESS, "waiting");
            self.says(Spot::Waiting, &[waiting::REASON_FOR_WAIT, everyday::PLEASE_WAIT, waiting::FORGIVE]);
        } else {
            self.says(Spot::Free, &[waiting::LOOKING]);
        }
        let gap = self.scene.prng.between(3 * SECOND, 19 * SECOND);
        self.pause(gap);
        // "Sorry to have kept you" would make up for some of what was owed before.
        let back = if self.scene.doings.acts().is_empty() { waiting::WAITED } else { everyday::GREETING };
        self.says(Spot::Free, &[back, everyday::INFORMATION]);
        self.scene.hear("customer", customers::FINE);
    }

    pub(super) fn silent(&mut self) {
        self.says(Spot::Free, &[everyday::INFORMATION]);
        let gap =
            if self.scene.prng.chance(0.3) { 5 * SECOND } else { self.scene.prng.between(5100, 12_000) };
        self.pause(gap);
        let seconds = gap as f64 / 1000.0;
        self.scene.event("customer_silent", "telephony", json!({"gap": format!("{seconds}s")}));
        self.scene.now += self.scene.prng.between(300, 2000);
        self.says(Spot::Silent, &[waiting::CAN_YOU_HEAR]);
        self.scene.hear("customer", customers::HEARS);
    }
}
