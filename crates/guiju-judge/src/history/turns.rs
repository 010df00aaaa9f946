//! Turns: consecutive utterances of one speaker, nobody else's words between, less than 2 s apart.

use super::History;
use guiju_log::Value;
use guiju_phrase::Turn;
use std::cell::OnceCell;

/// Utterances of one speaker that are this near make one turn.
const NEAR_US: i64 = 2_000_000;

/// Which side a speaker is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SideOf {
    /// Our side: `staff` and roles of that type.
    Ours,
    /// The other side: `customer` and roles of any other type.
    Other,
    /// `unknown`, `other`, and marks that nobody declared.
    Neither,
}

/// A turn of a dialogue.
#[derive(Debug, Clone)]
pub(crate) struct TurnInfo {
    /// As marked in the transcript.
    pub(crate) speaker: String,
    /// The speaker's side.
    pub(crate) side: SideOf,
    /// To whom, where that is marked.
    pub(crate) to: Option<String>,
    /// Positions of its utterances.
    pub(crate) events: Vec<usize>,
    /// The words.
    pub(crate) words: Turn,
    /// Said to our own side.
    pub(crate) internal: bool,
    /// It only shows that one listens, once somebody asked.
    pub(crate) only_listens: OnceCell<bool>,
}

impl TurnInfo {
    /// Whether the turn is one of `who`: a side, a role, or a role of whose side only `staff` is marked.
    pub(crate) fn is_by(&self, who: &str) -> bool {
        match who {
            "staff" => self.side == SideOf::Ours,
            "customer" => self.side == SideOf::Other,
            _ => self.speaker == who || (self.side == SideOf::Ours && self.speaker == "staff"),
        }
    }
}

impl<'a> History<'a> {
    /// Cuts the utterances into turns.
    pub(super) fn find_turns(&mut self) {
        let utterances: Vec<usize> = self.of_activity("utterance").collect();
        if utterances.is_empty() {
            return;
        }
        struct Said<'t> {
            at: usize,
            speaker: &'t str,
            text: &'t str,
            start: i64,
            end: i64,
            to: Option<&'t str>,
        }
        let mut said: Vec<Said<'a>> = Vec::with_capacity(utterances.len());
        for at in utterances {
            let text = self.text_attr(at, "text").unwrap_or("");
            let speaker = self.text_attr(at, "speaker").unwrap_or("unknown");
            let start = self.events[at].time;
            let end = self.time_attr(at, "end").unwrap_or(start);
            said.push(Said { at, speaker, text, start, end, to: self.text_attr(at, "to") });
        }
        let mut turns: Vec<(TurnInfo, i64, Vec<&str>)> = Vec::new();
        for said in &said {
            // The turn before may be separated from its continuation by a back-channel only.
            let back = turns.len().checked_sub(1);
            let beyond = back
                .filter(|last| guiju_phrase::is_back_channel(&turns[*last].2.concat()))
                .and_then(|last| last.checked_sub(1));
            let joined = [back, beyond].into_iter().flatten().find(|turn| {
                let (turn, end, _) = &turns[*turn];
                // Of voices that nobody has told apart, two in a row may well be two people.
                !matches!(said.speaker, "unknown" | "")
                    && turn.speaker == said.speaker
                    && said.start - end < NEAR_US
                    && turn.to.as_deref() == said.to
            });
            match joined {
                Some(turn) => {
                    let (info, end, texts) = &mut turns[turn];
                    info.events.push(said.at);
                    texts.push(said.text);
                    *end = said.end.max(said.start);
                }
                None => {
                    let info = TurnInfo {
                        speaker: said.speaker.to_owned(),
                        side: self.side(said.speaker),
                        to: said.to.map(str::to_owned),
                        events: vec![said.at],
                        words: Turn::new(Vec::<&str>::new()),
                        internal: false,
                        only_listens: OnceCell::new(),
                    };
                    turns.push((info, said.end.max(said.start), vec![said.text]));
                }
            }
        }
        let mut turns: Vec<TurnInfo> = turns
            .into_iter()
            .map(|(mut info, _, texts)| {
                info.words = Turn::new(texts);
                info
            })
            .collect();
        for at in 0..turns.len() {
            let internal = match &turns[at].to {
                Some(to) => self.side(to) == SideOf::Ours,
                None => turns[at + 1..]
                    .iter()
                    .find(|next| next.speaker != turns[at].speaker)
                    .is_some_and(|next| next.side == SideOf::Ours),
            };
            turns[at].internal = turns[at].side == SideOf::Ours && internal;
        }
        for (number, turn) in turns.iter().enumerate() {
            for at in &turn.events {
                self.events[*at].turn = Some(number);
            }
        }
        self.turns = turns;
    }

    /// Which side a mark is on.
    pub(crate) fn side(&self, speaker: &str) -> SideOf {
        match speaker {
            "staff" => SideOf::Ours,
            "customer" => SideOf::Other,
            "unknown" | "other" | "" => SideOf::Neither,
            role => match self.plan.standard.vocabulary.role_is_ours(role) {
                Some(true) => SideOf::Ours,
                Some(false) => SideOf::Other,
                None => SideOf::Neither,
            },
        }
    }

    /// A text attribute of an event, as it stands in the log.
    pub(crate) fn text_attr(&self, at: usize, name: &str) -> Option<&'a str> {
        match self.raw_attr(at, self.bound.sym(name)?)? {
            Value::Text(text) => Some(self.log.strings.resolve(text)),
            _ => None,
        }
    }

    /// A time attribute of an event.
    pub(crate) fn time_attr(&self, at: usize, name: &str) -> Option<i64> {
        match self.raw_attr(at, self.bound.sym(name)?)? {
            Value::Time(at) => Some(at),
            Value::Text(text) => guiju_log::parse_rfc3339(self.log.strings.resolve(text)),
            _ => None,
        }
    }

    /// When the words of an utterance end; without `end` it is taken for an instant.
    pub(crate) fn end_of_words(&self, at: usize) -> i64 {
        self.time_attr(at, "end").unwrap_or(self.events[at].time)
    }

    /// What fills the slots of patterns and scripts: the standard's own texts, then the encounter's attributes, then what events name;
    /// the later ones are nearer to the matter.
    pub fn slot_texts(&self) -> Vec<(&'a str, &'a str)> {
        let mut texts: Vec<(&'a str, &'a str)> = Vec::new();
        for (name, own) in &self.plan.standard.slots {
            texts.extend(own.iter().map(|text| (name.as_str(), text.as_str())));
        }
        let resolve = |sym| self.log.strings.resolve(sym);
        if let Some(object) = self.object {
            for attr in self.log.object_ref(object).attrs() {
                if let Value::Text(text) = attr.value {
                    texts.push((resolve(attr.name), resolve(text)));
                }
            }
        }
        // The item that was borrowed, the department that was told.
        for event in self.events.iter().filter(|event| event.turn.is_none()) {
            for (name, value) in self.log.event(event.ix).attrs() {
                if let Value::Text(text) = value {
                    texts.push((resolve(name), resolve(text)));
                }
            }
        }
        texts
    }

    pub(super) fn fill_slots(&mut self) {
        if self.turns.is_empty() {
            return;
        }
        for (name, text) in self.slot_texts() {
            self.slots.fill(name, text);
        }
    }
}
