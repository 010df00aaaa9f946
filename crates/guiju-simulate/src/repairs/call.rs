//! Calls that need no repair: somebody has misdialled, or cannot be understood (二2, 二3).

use serde_json::json;

use crate::clock::Millis;
use crate::prng::Prng;
use crate::record::{Object, attributes};
use crate::repairs::Scene;
use crate::repairs::deviations::{Doings, Spot};
use crate::repairs::words::{others, public, travel, work};

/// Which situation comes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    WrongNumber,
    NotHeard,
}

/// What a call's log is made of.
#[derive(Debug)]
pub(crate) struct Phoned {
    pub(crate) scene: Scene,
    pub(crate) object: Object,
}

/// A call before it is answered.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) id: String,
    pub(crate) shift: String,
    pub(crate) at: Millis,
    pub(crate) trouble: Trouble,
    /// Whether a transcript is kept.
    pub(crate) recorded: bool,
}

/// Acts out a call.
pub(crate) fn take(call: Incoming, doings: Doings, noise: bool, prng: Prng) -> Phoned {
    let mut scene = Scene::new(call.id, call.at, doings, noise, prng);
    scene.slot("org", "供电公司");
    scene.slot("address", "师傅");
    scene.slot("staff", "小李");
    let caller = format!("13{:09}", scene.prng.between(0, 999_999_999));
    let rings = scene.prng.between(1, 5);
    scene.event("call_answered", "telephony", json!({"ring_count": rings, "caller_number": caller}));
    scene.now += 500;
    scene.read_the_clock();
    scene.say("crew", Spot::Addressing, &[travel::GREETING, public::HERE_IS]);
    match call.trouble {
        Trouble::WrongNumber => {
            scene.hear_tagged("customer", others::MISDIAL, &["wrong_number"], json!({}));
            scene.say("crew", Spot::WrongNumber, &[public::WRONG_NUMBER, public::HERE_IS]);
            scene.hear("customer", others::SORRY_MISDIAL);
        }
        Trouble::NotHeard => {
            scene.hear_tagged("customer", others::MUMBLED, &["not_heard"], json!({}));
            scene.say(
                "crew",
                Spot::NotHeard,
                &[travel::APOLOGY, public::NOT_HEARD, public::ASK_REPEAT, travel::THANKS],
            );
            scene.hear("customer", others::REPEATED);
            scene.say("crew", Spot::Outside, &[travel::ADDRESS, work::CONTACT_CENTRE, travel::PLEASE_WAIT]);
        }
    }
    scene.now += 500;
    scene.event("call_ended", "telephony", json!({}));
    if !call.recorded {
        scene.forget("transcript");
    }
    let kinds = if call.recorded { vec!["telephony", "transcript"] } else { vec!["telephony"] };
    let object = Object {
        id: scene.id.clone(),
        kind: "call",
        attributes: attributes(
            json!({"direction": "inbound", "organisation": "供电公司", "evidence": kinds}),
        ),
        relations: vec![(call.shift, "depot_shift")],
    };
    Phoned { scene, object }
}
