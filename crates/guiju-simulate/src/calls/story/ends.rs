//! Dead lines and the end of a call (items 16, 22).

use serde_json::json;

use super::Story;
use crate::calls::case::With;
use crate::calls::deviations::{Deed, Spot};
use crate::calls::hidden::Missing;
use crate::calls::words::{customers, everyday};
use crate::clock::SECOND;

impl Story<'_> {
    pub(super) fn line_dead(&mut self) {
        self.scene.event("line_dead", "telephony", json!({"tags": ["line_dead"]}));
        self.scene.now += 1500;
        if self.does(Deed::HangsUpSilent) {
            self.ends("agent");
            self.scene.shows_deed(Deed::HangsUpSilent);
            return;
        }
        self.says(
            Spot::LineDead,
            &[
                everyday::APOLOGY,
                everyday::CANNOT_HEAR_NOW,
                everyday::CHANGE_PHONE,
                everyday::THANKS,
                everyday::FAREWELL,
            ],
        );
        self.ends("agent");
    }

    pub(super) fn close(&mut self) {
        if self.does(Deed::CutsOff) {
            self.scene.hear("customer", customers::STILL_TALKING);
            let gap = self.scene.prng.between(200, 1900);
            self.pause(gap);
        } else if self.scene.prng.chance(0.3) {
            self.scene.hear("customer", customers::NOTHING_MORE);
        } else {
            self.pause(2 * SECOND + 1);
        }
        let open = self.does(Deed::CutsOff);
        self.scene.event("closing_said", "transcript", json!({"customer_turn_open": open}));
        self.scene.shows_deed(Deed::CutsOff);
        self.says(Spot::Closing, &[everyday::THANKS_CALL, everyday::WELCOME_HOTLINE, everyday::FAREWELL]);
        if self.does(Deed::CutsOff) {
            return self.ends("agent");
        }
        if self.has(With::Holiday) {
            self.scene.hear("customer", customers::HOLIDAY);
            if !self.does(Deed::IgnoresWish) {
                self.says(Spot::Holiday, &[everyday::HOLIDAY_WISH]);
                self.says(Spot::Free, &[everyday::FAREWELL]);
            }
        } else {
            self.scene.hear("customer", customers::BYE);
        }
        let side = if self.has(With::AgentEnds) { "agent" } else { "customer" };
        self.ends(side);
    }

    fn ends(&mut self, side: &str) {
        self.scene.now += 400;
        let details = if self.call.missing == Some(Missing::Side) { json!({}) } else { json!({"by": side}) };
        self.scene.event("call_ended", "telephony", details);
        self.ended = true;
    }
}
