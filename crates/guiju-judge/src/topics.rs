//! Topics of a dialogue: where another question of the other side, or a farewell, ends what was talked about.

use crate::history::{Order, SideOf, TurnInfo};
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::situations::{NO_FRAME, declared};
use guiju_standard::model::{Atom, Pattern};

/// A place at which topics begin or end.
#[derive(Debug)]
pub(crate) struct Topic {
    /// Topics end before it.
    at: Order,
    /// The situations that begin with it and so are not ended by it; none: a farewell, which ends all.
    begins: Vec<String>,
}

impl Judging<'_> {
    /// Where the topic of a situation that began with a hit changes: at the first question of another situation that the
    /// other side asks after our side has had its say, or behind a farewell.
    pub(crate) fn topic_end(&self, situation: &str, start: &Hit) -> Option<Order> {
        let own = start.event.and_then(|at| self.history.events[at].turn);
        let answered = self.history.turns.iter().enumerate().find(|(number, turn)| {
            Some(*number) != own
                && turn.side == SideOf::Ours
                && !turn.internal
                && turn.events.first().is_some_and(|at| self.history.order(*at) > start.order)
                && !self.only_listens(turn)
        });
        let answered = answered.and_then(|(_, turn)| turn.events.first()).map(|at| self.history.order(*at));
        self.topics()
            .iter()
            .find(|topic| {
                topic.at > start.order
                    && match topic.begins.as_slice() {
                        [] => true,
                        // Asked before we have said anything, it is put beside the first question.
                        begins => {
                            answered.is_some_and(|answered| answered < topic.at)
                                && !begins.iter().any(|name| name == situation)
                        }
                    }
            })
            .map(|topic| topic.at)
    }

    /// Where the talk leaves a question that a situation without an exit of its own asks.
    pub(crate) fn question_end(&self, asked: &Hit) -> Option<Order> {
        let situation = self.plan.standard.situations.get(&*asked.what)?;
        situation.until.is_none().then(|| self.topic_end(&asked.what, asked)).flatten()
    }

    /// All places at which topics begin or end, in order; worked out once.
    fn topics(&self) -> &[Topic] {
        self.topics.get_or_init(|| {
            let history = self.history;
            let mut topics: Vec<Topic> = Vec::new();
            if history.turns.is_empty() {
                return topics;
            }
            for (name, situation) in &self.plan.standard.situations {
                if situation.aside {
                    continue;
                }
                let mut asked = self.asked(&situation.from);
                asked.extend(declared(history, name).into_iter().filter(|at| {
                    history.events[*at].turn.is_none_or(|turn| history.turns[turn].side == SideOf::Other)
                }));
                for at in asked {
                    // A turn of several utterances asks as a whole.
                    let turn = history.events[at].turn.and_then(|turn| history.turns[turn].events.first());
                    let at = history.order(*turn.unwrap_or(&at));
                    match topics.iter_mut().find(|topic| topic.at == at) {
                        Some(topic) => topic.begins.push(name.clone()),
                        None => topics.push(Topic { at, begins: vec![name.clone()] }),
                    }
                }
            }
            for (number, turn) in history.turns.iter().enumerate() {
                if turn.internal || turn.side == SideOf::Neither {
                    continue;
                }
                if self.plan.book.find("farewell", &turn.words, &history.slots).is_empty() {
                    continue;
                }
                // Ours ends the talk; theirs leaves us the last word.
                let last = match (turn.side, history.turns.get(number + 1)) {
                    (SideOf::Other, Some(reply)) if reply.side == SideOf::Ours => reply,
                    _ => turn,
                };
                if let Some(at) = last.events.last() {
                    topics.push(Topic { at: history.order(*at).next(), begins: Vec::new() });
                }
            }
            topics.sort_by_key(|topic| topic.at);
            topics
        })
    }

    /// Whether a turn only shows that one listens; worked out once.
    fn only_listens(&self, turn: &TurnInfo) -> bool {
        *turn.only_listens.get_or_init(|| {
            let words: String =
                turn.events.iter().filter_map(|at| self.history.text_attr(*at, "text")).collect();
            guiju_phrase::is_back_channel(&words)
        })
    }

    /// Turns of the other side by which a situation begins.
    fn asked(&self, from: &Pattern) -> Vec<usize> {
        let cx = Cx::of(&NO_FRAME);
        match from {
            Pattern::Any(list) => list.iter().flat_map(|pattern| self.asked(pattern)).collect(),
            Pattern::One(Atom::Says { who, .. }, _) if self.history.side(who) == SideOf::Other => self
                .activations(from, &cx)
                .into_iter()
                .filter(Hit::is_certain)
                .filter_map(|hit| hit.event)
                .collect(),
            _ => Vec::new(),
        }
    }
}
