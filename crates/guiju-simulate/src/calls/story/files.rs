//! Old cases, missing information, suggestions, complaints about staff (items 17, 18, 20, 21).

use serde_json::json;

use super::Story;
use crate::calls::deviations::{Deed, Spot};
use crate::calls::words::{Element, complaints, customers, everyday, results};

impl Story<'_> {
    pub(super) fn result(&mut self) {
        self.hears(customers::RESULT, "asks_result");
        self.scene.event("record_searched", "import", json!({"found": true}));
        self.scene.event("department_notified", "import", json!({"to": "售后部"}));
        self.scene.now += 600;
        let five = [
            results::RECORD_FOUND,
            results::DEPARTMENT_NOTIFIED,
            results::WILL_CONTACT,
            complaints::APOLOGY_TROUBLE,
            results::BE_PATIENT,
        ];
        // The agent may vary: three of the five suffice.
        let mut said: Vec<Element> = five.to_vec();
        if self.does(Deed::TwoOfFive) {
            said = vec![results::RECORD_FOUND, results::BE_PATIENT];
        } else if self.scene.prng.chance(0.5) && self.scene.doings.acts().is_empty() {
            let out = self.scene.prng.between(0, 4) as usize;
            said.remove(out);
            let out = self.scene.prng.between(0, 3) as usize;
            said.remove(out);
        }
        self.says(Spot::Result, &said);
        self.scene.hear("customer", customers::FINE);
    }

    pub(super) fn not_found(&mut self) {
        self.scene.hear("customer", customers::ASKS_INFORMATION);
        self.scene.event("record_searched", "import", json!({"found": false}));
        self.scene.now += 600;
        self.says(Spot::NotFound, &[everyday::APOLOGY, results::NO_MATERIAL, results::CONTACT]);
        self.scene.hear("customer", customers::FINE);
    }

    pub(super) fn suggestion(&mut self) {
        self.hears_marked(customers::SUGGESTS, "suggestion");
        self.scene.event("suggestion_given", "tap", json!({}));
        self.scene.now += 300;
        if self.does(Deed::PassesOver) {
            self.says(Spot::Free, &[everyday::INFORMATION]);
            self.scene.hear("customer", customers::FINE);
        } else {
            self.says(
                Spot::Suggestion,
                &[results::THANKS_SUGGESTION, results::SUGGESTION_RECORDED, results::WILL_FEED_BACK],
            );
            self.scene.hear("customer", customers::FINE);
        }
        let time = self.now();
        if !self.does(Deed::SuggestionUnrecorded) {
            self.after.push((
                "suggestion_recorded",
                json!({"customer": "车主", "content": "客户建议改进预约方式", "time": time}),
            ));
            if !self.does(Deed::SuggestionKept) {
                self.after.push(("forwarded", json!({"to": "产品部"})));
            }
        }
    }

    pub(super) fn staff(&mut self) {
        self.hears(customers::COMPLAINS_STAFF, "complaint_staff");
        self.scene.event("staff_complaint_given", "tap", json!({}));
        self.scene.now += 300;
        let gone = self.does(Deed::StaffUnrecorded);
        if !gone {
            self.scene.event("issue_record_opened", "form", json!({}));
            self.scene.now += 300;
        }
        self.says(
            Spot::Staff,
            &[complaints::APOLOGY_TROUBLE, complaints::RECORDED, complaints::STRICT_IF_VERIFIED],
        );
        self.scene.hear("customer", customers::FINE);
        let time = self.now();
        if !gone {
            // The record may be finished after the call, if it was begun before.
            self.after.push((
                "issue_recorded",
                json!({"customer": "车主", "staff": "座席", "content": "客户反映座席态度问题", "time": time}),
            ));
        }
    }
}
