//! Transfers, agents who are asked for, leaders (items 7 to 9, 19).

use serde_json::json;

use super::Story;
use crate::calls::case::With;
use crate::calls::deviations::{Deed, Spot};
use crate::calls::words::{complaints, customers, everyday, results, waiting};
use crate::clock::{HOUR, SECOND, rfc3339};

impl Story<'_> {
    pub(super) fn transfer(&mut self) {
        self.scene.hear("customer", customers::HARD_QUESTION);
        self.says(Spot::Transfer, &[waiting::TRANSFER_REASON, everyday::ASK_AGREE]);
        if self.does(Deed::TransfersUnanswered) {
            self.pause(SECOND);
            self.hand_over();
            self.scene.shows_deed(Deed::TransfersUnanswered);
            return self.at_the_other();
        }
        if self.has(With::Refuses) || self.has(With::AgreesLater) {
            self.scene.hear("customer", customers::NO);
            self.scene.event("transfer_consent", "telephony", json!({"by": "customer", "given": false}));
            if self.does(Deed::TransfersRefused) {
                self.scene.now += 800;
                self.hand_over();
                self.scene.shows_deed(Deed::TransfersRefused);
                return self.at_the_other();
            }
            self.says(Spot::Free, &[everyday::AGREE, waiting::NOT_TRANSFERRED]);
            if self.has(With::Refuses) {
                self.says(Spot::Free, &[everyday::INFORMATION]);
                self.scene.hear("customer", customers::FINE);
                return;
            }
            self.scene.hear("customer", customers::YES_AFTER_ALL);
        } else {
            self.scene.hear("customer", customers::YES);
        }
        self.scene.event("transfer_consent", "telephony", json!({"by": "customer", "given": true}));
        self.scene.now += 300;
        self.says(Spot::TransferThanks, &[everyday::THANKS]);
        self.hand_over();
        self.at_the_other();
    }

    fn hand_over(&mut self) {
        self.scene.event(
            "transfer_started",
            "telephony",
            json!({"to": "supervisor", "reason": "由主管处理"}),
        );
        self.scene.now += self.scene.prng.between(2000, 3000);
    }

    /// Whoever takes it over greets and goes on.
    fn at_the_other(&mut self) {
        self.says(Spot::Free, &[everyday::GREETING, everyday::INFORMATION]);
        self.scene.hear("customer", customers::FINE);
    }

    pub(super) fn asks_agent(&mut self) {
        self.hears(customers::WANTS_AGENT, "asks_other_agent");
        self.says(Spot::AsksAgent, &[everyday::AGREE, everyday::PLEASE_WAIT, waiting::WILL_TRANSFER]);
        self.scene.now += 500;
        self.hand_over();
        self.at_the_other();
    }

    pub(super) fn agent_away(&mut self) {
        self.hears_marked(customers::WANTS_AGENT, "agent_unavailable");
        self.says(
            Spot::Away,
            &[everyday::APOLOGY, waiting::AWAY, waiting::MESSAGE_OR_CALL_BACK, everyday::ASK_AGREE],
        );
        self.scene.hear("customer", customers::CALL_ME);
        self.says(Spot::Free, &[everyday::AGREE]);
        let due = self.scene.now + self.scene.prng.between(1, 3) * HOUR;
        let early = if self.scene.prng.chance(0.3) { 0 } else { self.scene.prng.between(1, HOUR / 2) };
        self.back = Some(due - early);
        self.scene.event("callback_promised", "tap", json!({"due_at": rfc3339(due)}));
        self.scene.hear("customer", customers::FINE);
    }

    pub(super) fn leader(&mut self) {
        self.hears(customers::WANTS_LEADER, "asks_leader");
        self.says(
            Spot::Leader,
            &[complaints::APOLOGY_TROUBLE, results::TELL_ME, results::WILL_REPORT_UP, everyday::ASK_AGREE],
        );
        self.scene.hear("customer", customers::TELLS);
        self.says(Spot::Free, &[everyday::AGREE, everyday::INFORMATION]);
        self.scene.hear("customer", customers::FINE);
    }
}
