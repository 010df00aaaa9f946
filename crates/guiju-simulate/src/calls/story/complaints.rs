//! Complaints, batches, demands that cannot be met (items 10, 11, 14, 15).

use serde_json::json;

use super::Story;
use crate::calls::case::With;
use crate::calls::deviations::{Deed, Spot};
use crate::calls::words::{complaints, customers, everyday};
use crate::clock::SECOND;

impl Story<'_> {
    pub(super) fn complaint(&mut self) {
        self.scene.event("complaint_started", "transcript", json!({}));
        self.scene.now += 200;
        self.hears(customers::COMPLAINS, "complaint");
        let interruptions = match (self.does(Deed::InterruptsTwice), self.has(With::Interrupted)) {
            (true, _) => 2,
            (false, interrupted) => usize::from(interrupted),
        };
        for _ in 0..interruptions {
            let overlap = self.scene.prng.between(1100, 2500) as f64 / 1000.0;
            self.scene.event("agent_interrupts", "telephony", json!({"overlap": format!("{overlap}s")}));
            self.scene.shows_deed(Deed::InterruptsTwice);
            self.scene.now += 700;
        }
        if self.scene.prng.chance(0.2) {
            // One second at once is no interruption yet.
            self.scene.event("agent_interrupts", "telephony", json!({"overlap": "1s"}));
            self.scene.now += 500;
        }
        if self.does(Deed::ExplainsFirst) {
            self.says(Spot::Free, &[complaints::EMPATHY]);
            self.scene.event("explanation_given", "transcript", json!({}));
            self.says(Spot::Free, &[everyday::EXPLANATION]);
        }
        self.pause(2100);
        self.scene.hear("customer", customers::COMPLAINS_MORE);
        self.scene.event("complaint_finished", "transcript", json!({}));
        if self.does(Deed::IgnoresComplaint) {
            let gap = 10 * SECOND + self.scene.prng.between(1, 6000);
            self.pause(gap);
        } else if self.scene.prng.chance(0.15) {
            self.pause(10 * SECOND);
        }
        let feelings = [
            complaints::APOLOGY_TROUBLE,
            complaints::EMPATHY,
            complaints::WILL_HELP,
            complaints::APOLOGY_TROUBLE,
        ];
        let first = self.scene.prng.between(0, 2) as usize;
        if self.does(Deed::NoFeeling) {
            self.says(Spot::Complaint, &[everyday::AGREE]);
        } else {
            self.says(Spot::Complaint, &feelings[first..first + 2]);
        }
        if !self.does(Deed::ExplainsFirst) {
            self.scene.event("explanation_given", "transcript", json!({}));
            self.says(Spot::Free, &[everyday::EXPLANATION]);
        }
        self.scene.hear("customer", customers::FINE);
    }

    pub(super) fn batch(&mut self) {
        self.hears_marked(customers::BATCH, "batch_quality");
        self.says(
            Spot::Batch,
            &[
                complaints::APOLOGY_TROUBLE,
                complaints::RECORDED,
                complaints::WILL_REPORT,
                complaints::WILL_REPLY,
            ],
        );
        self.scene.hear("customer", customers::FINE);
        let time = self.now();
        self.after.push((
            "issue_record",
            json!({"customer": "车主", "problem": "同批次质量问题", "content": "同一批次多台车出现相同问题", "time": time}),
        ));
    }

    pub(super) fn unreasonable(&mut self) {
        self.hears_marked(customers::UNREASONABLE, "unreasonable_demand");
        self.says(
            Spot::Unreasonable,
            &[complaints::THANKS_OPINION, complaints::WILL_INVESTIGATE, complaints::MAY_CHANGE_RULE],
        );
        self.scene.hear("customer", customers::FINE);
    }
}
