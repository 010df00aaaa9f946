//! Phrases whose elements are said over several turns.

use crate::book::{Part, PhraseBook};
use crate::definition::Combine;
use crate::found::{Match, Progress};
use crate::hits::{Hit, element_of};
use crate::slots::Slots;
use crate::text::Turn;
use crate::whole::fits;

/// Turn and cell from which on something is looked for.
type Place = (usize, usize);

/// A hit and its turn.
type Placed = (usize, Hit);

#[derive(Debug, Clone, Default)]
struct State {
    complete: Option<Vec<Placed>>,
    missing: Vec<String>,
    still_needed: usize,
    found: Vec<Placed>,
}

impl State {
    /// Where the last of what completes it ends.
    fn end(&self) -> Option<Place> {
        self.complete.as_ref()?.iter().map(|(turn, hit)| (*turn, hit.end())).max()
    }
}

impl PhraseBook {
    /// The elements of a phrase, in its order: innermost phrases; patterns stand for themselves where `all`, `n, of` or
    /// `in_order` list them.
    pub fn elements(&self, phrase: &str) -> Vec<String> {
        self.get(phrase).map(|at| self.leaves(at)).unwrap_or_default()
    }

    /// How far a phrase was said over these turns (of one speaker, in their order): what was said in any order,
    /// `in_order` in its own.
    pub fn said(&self, phrase: &str, turns: &[Turn], slots: &Slots) -> Progress {
        let references: Vec<&Turn> = turns.iter().collect();
        self.said_in(phrase, &references, slots)
    }

    /// As [`PhraseBook::said`], for turns that are kept elsewhere.
    pub fn said_in(&self, phrase: &str, turns: &[&Turn], slots: &Slots) -> Progress {
        let Some(at) = self.get(phrase) else {
            return Progress { missing: vec![phrase.to_owned()], still_needed: 1, ..Progress::default() };
        };
        let state = self.state(at, turns, slots, (0, 0));
        let show = |(turn, hit): Placed| -> Option<Match> {
            turns.get(turn).map(|words| hit.into_match(self, words, turn))
        };
        Progress {
            complete: state.complete.map(|hits| hits.into_iter().filter_map(show).collect()),
            missing: state.missing,
            still_needed: state.still_needed,
            found: state.found.into_iter().filter_map(show).collect(),
        }
    }

    fn leaves(&self, at: usize) -> Vec<String> {
        let phrase = &self.phrases[at];
        let mut leaves: Vec<String> = match (phrase.kind, phrase.items.as_slice()) {
            (Combine::Any, [Part::Phrase(only)]) => return self.leaves(*only),
            (Combine::Any | Combine::Timed { .. }, _) => vec![phrase.id.clone()],
            (_, parts) => parts.iter().flat_map(|part| self.part_leaves(part)).collect(),
        };
        let mut seen = std::collections::BTreeSet::new();
        leaves.retain(|leaf| seen.insert(leaf.clone()));
        leaves
    }

    fn part_leaves(&self, part: &Part) -> Vec<String> {
        match part {
            Part::Pattern(pattern) => vec![pattern.text().to_owned()],
            Part::Phrase(to) => self.leaves(*to),
        }
    }

    fn state(&self, at: usize, turns: &[&Turn], slots: &Slots, from: Place) -> State {
        let phrase = &self.phrases[at];
        match phrase.kind {
            Combine::Timed { .. } => State { missing: self.leaves(at), still_needed: 1, ..State::default() },
            Combine::Any => self.any_state(at, turns, slots, from),
            Combine::All | Combine::InOrder => self.all_state(at, phrase.items.len(), turns, slots, from),
            Combine::AtLeast(needed) => self.all_state(at, needed, turns, slots, from),
        }
    }

    /// One item, over all the turns.
    fn part_state(&self, at: usize, part: &Part, turns: &[&Turn], slots: &Slots, from: Place) -> State {
        let phrase = &self.phrases[at];
        let spread = match part {
            Part::Phrase(to) => self.family(*to).iter().any(|&at| self.phrases[at].kind != Combine::Any),
            Part::Pattern(_) => false,
        };
        if let (Part::Phrase(to), true) = (part, spread) {
            let state = self.state(*to, turns, slots, from);
            if phrase.kind != Combine::Any || self.allowed(at, state.complete.as_deref(), turns) {
                return state;
            }
            return State {
                complete: None,
                missing: self.part_leaves(part),
                still_needed: 1,
                found: Vec::new(),
            };
        }
        let element = element_of(part, phrase);
        for (index, turn) in turns.iter().enumerate().skip(from.0) {
            let hits = self.part_hits(phrase, part, turn, slots, true, &element).into_iter();
            let after = |hit: &Hit| index > from.0 || hit.start() >= from.1;
            if let Some(hit) = hits.filter(after).min_by_key(Hit::end) {
                let found = vec![(index, hit)];
                return State { complete: Some(found.clone()), found, ..State::default() };
            }
        }
        let missing = match part {
            Part::Pattern(_) => vec![element],
            Part::Phrase(to) => self.leaves(*to),
        };
        State { missing, still_needed: 1, ..State::default() }
    }

    fn any_state(&self, at: usize, turns: &[&Turn], slots: &Slots, from: Place) -> State {
        let states = self.phrases[at].items.iter().map(|part| self.part_state(at, part, turns, slots, from));
        let (complete, partial): (Vec<State>, Vec<State>) =
            states.partition(|state| state.complete.is_some());
        if let Some(first) = complete.into_iter().min_by_key(State::end) {
            return State { missing: Vec::new(), still_needed: 0, ..first };
        }
        // Nearest to being said: what was begun, with the least owed.
        let begun = partial
            .into_iter()
            .filter(|state| !state.found.is_empty())
            .min_by_key(|state| state.still_needed);
        begun.unwrap_or_else(|| State { missing: self.leaves(at), still_needed: 1, ..State::default() })
    }

    fn all_state(&self, at: usize, needed: usize, turns: &[&Turn], slots: &Slots, from: Place) -> State {
        let phrase = &self.phrases[at];
        let in_order = phrase.kind == Combine::InOrder;
        let (mut from, mut complete, mut done, mut all) = (from, Vec::new(), 0, State::default());
        for part in &phrase.items {
            let mut state = self.part_state(at, part, turns, slots, from);
            if in_order && let Some(end) = state.end() {
                from = end;
            }
            if let Some(hits) = state.complete.take() {
                complete.extend(hits);
                done += 1;
                state.missing.clear();
            }
            all.missing.append(&mut state.missing);
            all.found.append(&mut state.found);
        }
        let fits = done >= needed && self.allowed(at, Some(&complete), turns);
        all.still_needed = if fits { 0 } else { needed.saturating_sub(done).max(1) };
        if let (Combine::All | Combine::InOrder, false) = (phrase.kind, fits) {
            all.still_needed = all.missing.len().max(1);
        }
        all.complete = fits.then_some(complete);
        all
    }

    /// Whether what was said stands where the phrase's scope wants it. Over several turns it cannot be one turn or clause; the
    /// first then begins its turn, the last ends it.
    fn allowed(&self, at: usize, said: Option<&[Placed]>, turns: &[&Turn]) -> bool {
        use crate::definition::As;
        let as_ = self.phrases[at].as_;
        let (Some(said), Some(scope)) = (said, as_) else { return true };
        let first = said.iter().min_by_key(|(turn, hit)| (*turn, hit.start()));
        let last = said.iter().max_by_key(|(turn, hit)| (*turn, hit.end()));
        let (Some((first_turn, first)), Some((last_turn, last))) = (first, last) else { return true };
        let at_turn =
            |turn: usize, start, end| turns.get(turn).is_some_and(|turn| fits(as_, turn, start, end));
        if first_turn == last_turn {
            return at_turn(*first_turn, first.start(), last.end());
        }
        match scope {
            As::TurnStart | As::ClauseStart => at_turn(*first_turn, first.start(), first.end()),
            As::TurnEnd => at_turn(*last_turn, last.start(), last.end()),
            As::WholeTurn | As::WholeClause => false,
        }
    }
}
