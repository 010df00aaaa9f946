//! One call, from the connection to the last entry in the file, acted out from the norm.

mod complaints;
mod ends;
mod files;
mod holding;
mod others;

use serde_json::json;

use super::case::{Line, Topic, With};
use super::deviations::{Deed, Doings, Spot};
use super::hidden::Missing;
use super::words::{Element, customers, everyday};
use super::{Call, HOTLINE, ORGANISATION, Scene};
use crate::clock::{Millis, SECOND, rfc3339};
use crate::prng::Prng;

/// What the parts of the story share.
#[derive(Debug)]
pub(crate) struct Story<'c> {
    call: &'c Call,
    scene: Scene,
    /// What is filed after the call, in order.
    after: Vec<(&'static str, serde_json::Value)>,
    ended: bool,
    /// When a call back that was promised is made.
    back: Option<Millis>,
}

/// Acts the call out.
pub(crate) fn play(call: &Call, doings: Doings, noise: bool, prng: Prng) -> Scene {
    let mut scene = Scene::new(call.id.clone(), call.at, doings, noise, prng);
    scene.slot("org", ORGANISATION);
    scene.slot("hotline", HOTLINE);
    scene.slot("staff", *scene.prng.clone().pick(&["小陈", "8012号", "小林"]));
    scene.slot("name", *scene.prng.clone().pick(&["王先生", "李女士", "张先生", "陈女士"]));
    scene.slot("agent", *scene.prng.clone().pick(&["赵工", "小周", "孙师傅"]));
    scene.slot("dept", *scene.prng.clone().pick(&["技术部", "备件科", "改装科"]));
    let phone = format!("021-6{:07}", scene.prng.between(0, 9_999_999));
    scene.slot("phone", phone);
    let mut story = Story { call, scene, after: Vec::new(), ended: false, back: None };
    story.open();
    for topic in &call.case.topics {
        match topic {
            Topic::Enquiry => story.inform(),
            Topic::CannotHear => story.cannot_hear(),
            Topic::Consult => story.consult(),
            Topic::Waiting => story.waiting(),
            Topic::Silent => story.silent(),
            Topic::Transfer => story.transfer(),
            Topic::AsksAgent => story.asks_agent(),
            Topic::AgentAway => story.agent_away(),
            Topic::Complaint => story.complaint(),
            Topic::Accent => story.accent(),
            Topic::Batch => story.batch(),
            Topic::Unreasonable => story.unreasonable(),
            Topic::LineDead => story.line_dead(),
            Topic::Result => story.result(),
            Topic::NotFound => story.not_found(),
            Topic::Leader => story.leader(),
            Topic::Suggestion => story.suggestion(),
            Topic::Staff => story.staff(),
        }
    }
    if !story.ended {
        story.close();
    }
    story.file();
    if call.missing == Some(Missing::Transcript) {
        story.scene.forget("transcript");
    }
    story.scene
}

impl Story<'_> {
    fn has(&self, what: With) -> bool {
        self.call.case.has(what)
    }

    fn does(&self, deed: Deed) -> bool {
        self.scene.does(deed)
    }

    /// The customer says something; somebody, or a system, marks the situation, always where somebody does wrong.
    fn hears(&mut self, wordings: Element, situation: &'static str) {
        let marked = !self.scene.doings.acts().is_empty() || self.scene.prng.chance(0.7);
        let tags: &[&str] = if marked { &[situation] } else { &[] };
        self.scene.hear_tagged("customer", wordings, tags, json!({}));
    }

    /// As [`Story::hears`], where only a mark tells the situation.
    fn hears_marked(&mut self, wordings: Element, situation: &'static str) {
        self.scene.hear_tagged("customer", wordings, &[situation], json!({}));
    }

    fn says(&mut self, spot: Spot, elements: &[Element]) {
        self.scene.say("agent", spot, elements);
    }

    /// The next word comes `gap` after the last one ended.
    fn pause(&mut self, gap: Millis) {
        self.scene.now = self.scene.talk_ends.max(self.call.at) + gap;
    }

    fn open(&mut self) {
        let (direction, purpose) = match self.call.case.line {
            Line::Inbound => ("inbound", "enquiry"),
            Line::Coordinate => ("outbound", "coordinate"),
            Line::FollowUp => ("outbound", "follow_up"),
        };
        self.scene.event("call_connected", "telephony", json!({"direction": direction, "purpose": purpose}));
        self.scene.read_the_clock();
        let bound = if self.does(Deed::OpensLate) {
            5 * SECOND + self.scene.prng.between(1, 4000)
        } else if self.scene.prng.chance(0.1) {
            5 * SECOND
        } else {
            self.scene.prng.between(300, 4800)
        };
        self.scene.now = self.call.at + bound;
        let third =
            if self.call.case.line == Line::Inbound { everyday::HELP } else { everyday::CONFIRM_CUSTOMER };
        // "Glad to serve you" may stand for the centre's name and the question.
        self.says(Spot::Opening, &[everyday::GREETING, everyday::CENTRE, third]);
        let answers =
            if self.call.case.line == Line::Inbound { customers::NEED } else { customers::IT_IS_ME };
        let calls_to_be_heard = matches!(
            self.call.case.topics.first(),
            Some(Topic::CannotHear | Topic::Accent | Topic::LineDead)
        );
        if !calls_to_be_heard {
            self.scene.hear("customer", answers);
        }
    }

    /// An ordinary question and its answer.
    fn inform(&mut self) {
        if self.call.case.line == Line::Inbound {
            self.says(Spot::Free, &[everyday::AGREE, everyday::INFORMATION]);
        } else {
            self.says(Spot::Free, &[everyday::INFORMATION]);
        }
        self.says(Spot::Foreign, &[everyday::AGREE]);
        self.scene.hear("customer", customers::FINE);
    }

    /// What is written into the files after the call.
    fn file(&mut self) {
        for (kind, details) in std::mem::take(&mut self.after) {
            self.scene.wait(5, 40);
            self.scene.event(kind, "form", details);
        }
        if let Some(back) = self.back {
            self.scene.until(back);
            self.scene.event("call_returned", "telephony", json!({}));
        }
        self.scene.wait(3, 60);
        self.scene.event("call_closed", "import", json!({}));
    }

    fn now(&self) -> String {
        rfc3339(self.scene.now)
    }
}
