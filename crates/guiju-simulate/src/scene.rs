//! One service as it unfolds: a cursor in time, what happens and what is said, and what is done otherwise than the norm asks.

use serde_json::{Value, json};

use crate::acts::{Doings, Kind, Norm};
use crate::clock::{Millis, SECOND, hour_minute, rfc3339};
use crate::noise::recognised;
use crate::prng::Prng;
use crate::record::{Event, Relation, attributes};
use crate::words::{Element, filled, sentence};

/// Builds the events of one encounter.
#[derive(Debug)]
pub(crate) struct Scene<N: Norm> {
    pub(crate) prng: Prng,
    pub(crate) id: String,
    /// Where the story has got to.
    pub(crate) now: Millis,
    pub(crate) events: Vec<Event>,
    pub(crate) doings: Doings<N>,
    /// Related to every event besides the encounter itself.
    pub(crate) relations: Vec<Relation>,
    /// Who acts for the crew, as related objects `(id, qualifier)`.
    pub(crate) actor: Option<Relation>,
    slots: Vec<(&'static str, String)>,
    noise: bool,
    pub(crate) talk_ends: Millis,
    /// Events by which an act shows: `(act, event)`.
    shown: Vec<(&'static str, String)>,
}

impl<N: Norm> Scene<N> {
    pub(crate) fn new(id: String, now: Millis, doings: Doings<N>, noise: bool, prng: Prng) -> Self {
        let relations = vec![(id.clone(), "encounter")];
        Self {
            prng,
            id,
            now,
            events: Vec::new(),
            doings,
            relations,
            actor: None,
            slots: Vec::new(),
            noise,
            talk_ends: Millis::MIN,
            shown: Vec::new(),
        }
    }

    pub(crate) fn does(&self, deed: N::Deed) -> bool {
        self.doings.does(deed)
    }

    /// Fills `{name}` in what is said from now on.
    pub(crate) fn slot(&mut self, name: &'static str, value: impl Into<String>) {
        self.slots.retain(|(known, _)| *known != name);
        self.slots.push((name, value.into()));
    }

    /// Lets `from..=to` seconds pass, with milliseconds.
    pub(crate) fn wait(&mut self, from: i64, to: i64) {
        self.now += self.prng.between(from * SECOND, to * SECOND);
    }

    /// Lets time pass up to `at`; never goes back.
    pub(crate) fn until(&mut self, at: Millis) {
        self.now = self.now.max(at);
    }

    /// Lets time pass up to `from..=to` seconds after `anchor` (before it, if negative); never goes back.
    pub(crate) fn until_after(&mut self, anchor: Millis, from: i64, to: i64) {
        let at = anchor + self.prng.between(from * SECOND, to * SECOND);
        self.until(at);
    }

    /// Something happens now.
    pub(crate) fn event(&mut self, kind: &'static str, source: &'static str, details: Value) {
        let mut relations = self.relations.clone();
        relations.extend(self.actor.clone());
        self.push(kind, source, details, relations);
    }

    /// Something happens now that concerns further objects.
    pub(crate) fn event_with(
        &mut self,
        kind: &'static str,
        source: &'static str,
        details: Value,
        also: &[Relation],
    ) {
        let mut relations = self.relations.clone();
        relations.extend(also.iter().cloned());
        self.push(kind, source, details, relations);
    }

    fn push(&mut self, kind: &'static str, source: &'static str, details: Value, relations: Vec<Relation>) {
        let mut attributes = attributes(details);
        if self.noise && source == "tap" && self.prng.chance(0.02) {
            // No network just then: the device sent it when it had one.
            attributes
                .insert("recorded".into(), json!(rfc3339(self.now + self.prng.between(1, 1800) * SECOND)));
        }
        let id = format!("{}-e{}", self.id, self.events.len() + 1);
        self.events.push(Event { id, kind, at: self.now, attributes, relations, source });
    }

    /// The crew's own tap on the phone, minutes after what another source saw; only with noise.
    pub(crate) fn tapped_later(&mut self, kind: &'static str) {
        if self.noise && self.prng.chance(0.6) {
            let seen = self.now;
            self.now += self.prng.between(5 * SECOND, 180 * SECOND);
            self.event(kind, "tap", json!({}));
            self.now = seen;
        }
    }

    /// Our side says these elements; acts may drop some or put rude words in their place.
    pub(crate) fn say(&mut self, speaker: &'static str, spot: N::Spot, elements: &[Element]) {
        if let Some((act, rude)) = self.doings.rude(spot) {
            let text = (*self.prng.pick(rude)).to_owned();
            // What is put in is heard as it is said: a syllable said twice would be another word.
            let noise = std::mem::take(&mut self.noise);
            self.utter(speaker, &text, json!({}));
            self.noise = noise;
            self.shows(act);
            return;
        }
        let left: Vec<Element> = elements.iter().copied().filter(|e| !self.doings.omits(spot, e)).collect();
        if left.is_empty() {
            return;
        }
        // A long sentence is often cut in two by the recogniser; less than 2 s between, it is still one turn.
        let cut = if left.len() > 2 && self.prng.chance(0.25) { left.len() / 2 } else { left.len() };
        let (first, rest) = left.split_at(cut);
        let text = sentence(first, &mut self.prng);
        self.utter(speaker, &text, json!({}));
        if !rest.is_empty() {
            self.now = self.talk_ends + self.prng.between(200, 1500);
            let text = sentence(rest, &mut self.prng);
            self.utter(speaker, &text, json!({}));
        }
    }

    /// As [`Scene::say`], the situation marked on each utterance.
    pub(crate) fn say_in(
        &mut self,
        speaker: &'static str,
        spot: N::Spot,
        situation: &str,
        elements: &[Element],
    ) {
        let before = self.events.len();
        self.say(speaker, spot, elements);
        for event in &mut self.events[before..] {
            event.attributes.insert("tags".into(), json!([situation]));
        }
    }

    /// The other side says one of `wordings`.
    pub(crate) fn hear(&mut self, speaker: &'static str, wordings: Element) {
        self.hear_tagged(speaker, wordings, &[], json!({}));
    }

    /// The other side says one of `wordings`; a person or a system has marked the situation.
    pub(crate) fn hear_tagged(
        &mut self,
        speaker: &'static str,
        wordings: Element,
        tags: &[&str],
        also: Value,
    ) {
        let text = (*self.prng.pick(wordings)).to_owned();
        let mut also = attributes(also);
        if !tags.is_empty() {
            also.insert("tags".into(), json!(tags));
        }
        self.utter(speaker, &text, Value::Object(also));
    }

    fn utter(&mut self, speaker: &'static str, text: &str, also: Value) {
        let slots: Vec<(&str, String)> = self.slots.clone();
        let mut text = filled(text, &slots);
        if self.noise {
            text = recognised(&text, &mut self.prng);
        }
        let end = self.now + 400 + 190 * text.chars().count() as Millis;
        let mut details = attributes(json!({"speaker": speaker, "text": text, "end": rfc3339(end)}));
        details.extend(attributes(also));
        let relations = self.relations.clone();
        self.push("utterance", "transcript", Value::Object(details), relations);
        self.talk_ends = end;
        self.now = end + self.prng.between(300, 1400);
    }

    /// Sets `{daytime}`, `{hour}` and `{minute}` to the present.
    pub(crate) fn read_the_clock(&mut self) {
        let (hour, minute) = hour_minute(self.now);
        let daytime = match hour {
            5..=10 => "早上",
            11..=12 => "中午",
            13..=17 => "下午",
            _ => "晚上",
        };
        self.slot("daytime", daytime);
        self.slot("hour", hour.to_string());
        self.slot("minute", format!("{minute:02}"));
    }

    /// The last event is what this deed shows by, if it is done.
    pub(crate) fn shows_deed(&mut self, deed: N::Deed) {
        let done = self.doings.acts().iter().find(|act| act.kind == Kind::Deed(deed));
        if let Some(id) = done.map(|act| act.id) {
            self.shows(id);
        }
    }

    fn shows(&mut self, act: &'static str) {
        self.shown.extend(self.events.last().map(|event| (act, event.id.clone())));
    }

    /// The events by which an act shows; none where it shows by what is absent.
    pub(crate) fn shown_by(&self, act: &str) -> Vec<String> {
        self.shown.iter().filter(|(shown, _)| *shown == act).map(|(_, event)| event.clone()).collect()
    }

    /// Takes away all that `source` alone has seen.
    pub(crate) fn forget(&mut self, source: &str) {
        self.events.retain(|event| event.source != source);
    }
}
