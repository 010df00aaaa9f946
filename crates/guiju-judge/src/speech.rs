//! Words in a region: phrases said, elements missing, forbidden words with what excuses them.

use crate::history::{History, Order, SideOf, TurnInfo};
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Note, Words};
use crate::patterns::Search;
use crate::plan::phrase_in;
use crate::region::Region;
use crate::scene::Scene;
use guiju_condition::{Missing, Truth};
use guiju_phrase::{Combine, Context, Exemption, Match, Side, Signal, Turn};
use guiju_standard::model::{Quorum, Say, Turns};
use guiju_time::Instant;
use std::borrow::Cow;
use std::rc::Rc;

/// A turn (or the part of it that lies in a region).
struct View<'x> {
    turn: Cow<'x, Turn>,
    events: Vec<usize>,
    number: usize,
}

/// Words that were looked for as owed.
#[derive(Debug, Default)]
pub(crate) struct SaySearch {
    /// The search as any target's.
    pub(crate) search: Search,
    /// Elements said though not all were.
    pub(crate) said: Vec<Words>,
    /// A claim among the words that events contradict.
    pub(crate) untrue: Option<Breach>,
    /// Claims that nothing could check.
    pub(crate) notes: Vec<Note>,
    /// They may have been said by somebody whose speaker's mark is missing.
    pub(crate) unmarked: bool,
}

/// Forbidden words that were found.
#[derive(Debug, Clone)]
pub(crate) struct Spoken {
    /// The phrase.
    pub(crate) phrase: String,
    /// The utterance.
    pub(crate) hit: Hit,
    /// Why they don't count.
    pub(crate) exemption: Option<Exemption>,
    /// Who spoke is not known.
    pub(crate) unmarked: bool,
}

/// So many elements of a duty in one turn tell whose turn it is, even if nobody has marked it.
const UNMISTAKABLE: usize = 3;

/// Something heard in the times of the words: the utterance it is heard at, since when, how long (microseconds).
pub(crate) struct Lasting {
    pub(crate) event: usize,
    from: i64,
    lasted: i64,
}

impl<'h> Judging<'h> {
    /// Turns in which a role says a phrase, each once.
    pub(crate) fn says_hits(&self, who: &str, phrase: &str, cx: &Cx<'_, 'h>) -> Vec<Hit> {
        if let Some(Combine::Timed { signal, at_least_us, at_most_us }) = self.plan.book.kind(phrase) {
            return self.timed(signal, who, (at_least_us, at_most_us), phrase);
        }
        let said = self.said(who, phrase);
        said.iter().filter(|hit| hit.event.is_some_and(|at| cx.sees(self, at))).cloned().collect()
    }

    /// Turns in which a role says a phrase, looked for once, whoever asks.
    fn said(&self, who: &str, phrase: &str) -> Rc<[Hit]> {
        let key = format!("{who} {phrase}");
        if let Some(known) = self.said.borrow().get(&key) {
            return known.clone();
        }
        let said: Rc<[Hit]> = self.look_for_said(who, phrase).into();
        self.said.borrow_mut().insert(key, said.clone());
        said
    }

    fn look_for_said(&self, who: &str, phrase: &str) -> Vec<Hit> {
        let history = self.history;
        let to = self.plan.standard.phrases.get(phrase).and_then(|p| p.to.as_deref());
        let mut hits = Vec::new();
        for turn in &history.turns {
            if !turn.is_by(who) || (turn.internal && !to.is_some_and(|to| history.side(to) == SideOf::Ours)) {
                continue;
            }
            let Some(found) = self.plan.book.find(phrase, &turn.words, &history.slots).into_iter().next()
            else {
                continue;
            };
            let Some(at) = found.spans.first().and_then(|span| turn.events.get(span.utterance)).copied()
            else {
                continue;
            };
            let mut hit = Hit::of_event(history, at);
            hit.what = phrase.into();
            hit.words = words_of(history, turn, &found, None);
            hit.said = found.said.clone();
            hits.push(hit);
        }
        hits
    }

    /// Whether the dialogue marks our side's turns at all.
    fn marks_our_side(&self) -> bool {
        self.history.turns.iter().any(|turn| turn.side == SideOf::Ours)
    }

    /// Silences and interruptions of a role, those that last so long.
    fn timed(
        &self,
        signal: Signal,
        who: &str,
        (at_least_us, at_most_us): (i64, Option<i64>),
        phrase: &str,
    ) -> Vec<Hit> {
        let found = match signal {
            Signal::Silence => self.silences(who),
            Signal::Interruption => self.interruptions(who),
        };
        let long_enough = |lasted: i64| lasted >= at_least_us && at_most_us.is_none_or(|most| lasted <= most);
        let mut hits = Vec::new();
        for Lasting { event, from, lasted } in found {
            if long_enough(lasted) {
                let mut hit = Hit::of_event(self.history, event);
                hit.what = phrase.into();
                // A silence is one once it has lasted so long; who cuts in does so at once.
                if signal == Signal::Silence {
                    hit.order = Order::end_of(from.saturating_add(at_least_us));
                }
                hits.push(hit);
            }
        }
        hits
    }

    /// Where nobody says anything though it is for the role to speak: from the end of a turn to the next one. Our side
    /// leads the conversation, so that it may be silent after words of its own too; the other side is so only after ours.
    fn silences(&self, who: &str) -> Vec<Lasting> {
        let history = self.history;
        let turns = history.turns.iter().enumerate();
        turns
            .filter(|(_, turn)| !(turn.is_by(who) && turn.side == SideOf::Other))
            .filter_map(|(number, turn)| {
                let event = *turn.events.last()?;
                let from = history.end_of_words(event);
                let next = history.turns.get(number + 1).and_then(|next| next.events.first());
                let until =
                    next.map_or(history.closed_at.unwrap_or(history.now), |at| history.events[*at].time);
                Some(Lasting { event, from, lasted: until.saturating_sub(from) })
            })
            .collect()
    }

    /// Where the role begins to speak while somebody else has still something to say; attentive sounds are none.
    pub(crate) fn interruptions(&self, who: &str) -> Vec<Lasting> {
        let history = self.history;
        let mut found = Vec::new();
        // What is still being said, and until when.
        let mut others: i64 = i64::MIN;
        for turn in &history.turns {
            for &event in &turn.events {
                let from = history.events[event].time;
                if turn.is_by(who) {
                    let text = history.text_attr(event, "text").unwrap_or("");
                    if others > from && !guiju_phrase::is_back_channel(text) {
                        found.push(Lasting { event, from, lasted: others - from });
                    }
                } else {
                    others = others.max(history.end_of_words(event));
                }
            }
        }
        found
    }

    /// The turns of a region in which words of `say` may count.
    fn views(
        &self,
        say: &Say,
        by: &str,
        to: Option<&str>,
        region: &Region,
        unmarked: bool,
        cx: &Cx<'_, 'h>,
    ) -> Vec<View<'h>> {
        let history = self.history;
        let mut views = Vec::new();
        for (number, turn) in history.turns.iter().enumerate() {
            let speaker_fits = match unmarked {
                true => turn.side == SideOf::Neither && matches!(turn.speaker.as_str(), "unknown" | ""),
                false => turn.is_by(by),
            };
            if !speaker_fits || !self.is_to(turn, by, to) {
                continue;
            }
            let inside: Vec<usize> = turn
                .events
                .iter()
                .copied()
                .filter(|at| {
                    region.holds_place(history.order(*at), Some(*at), history.events[*at].source)
                        && cx.sees(self, *at)
                })
                .collect();
            if inside.is_empty() {
                continue;
            }
            let words = if inside.len() == turn.events.len() {
                Cow::Borrowed(&turn.words)
            } else {
                Cow::Owned(Turn::new(inside.iter().map(|at| history.text_attr(*at, "text").unwrap_or(""))))
            };
            views.push(View { turn: words, events: inside, number });
        }
        if let Some(turns) = say.turns {
            self.pick_turns(&mut views, turns);
        }
        views
    }

    /// Whether a turn speaks to whom it should: not to our own side, unless that is asked for.
    fn is_to(&self, turn: &TurnInfo, by: &str, to: Option<&str>) -> bool {
        let history = self.history;
        match (to, &turn.to) {
            (Some(to), Some(marked)) => {
                to == marked
                    || (to == "customer" && history.side(marked) == SideOf::Other)
                    || (to == "staff" && history.side(marked) == SideOf::Ours)
            }
            (Some(to), None) if history.side(to) == SideOf::Ours => turn.internal,
            _ => !turn.internal || history.side(by) == SideOf::Other,
        }
    }

    /// `turns: first`, `last`, `1..3`, `-2..`: counted over that speaker's turns from the anchor.
    fn pick_turns(&self, views: &mut Vec<View<'h>>, turns: Turns) {
        if turns.of_all {
            views.retain(|view| view.number == 0);
            return;
        }
        let count = views.len() as i32;
        let place = |n: i32| if n < 0 { count + n } else { n - 1 };
        let (from, to) = (place(turns.from), turns.to.map_or(count - 1, place));
        let mut number = -1;
        views.retain(|_| {
            number += 1;
            from <= number && number <= to
        });
    }

    /// Looks for words that are owed.
    pub(crate) fn find_say(&self, say: &Say, region: &Region, cx: &Cx<'_, 'h>) -> SaySearch {
        let marked = self.find_say_by(say, region, false, cx);
        if marked.search.hit.is_some() || marked.untrue.is_some() {
            return marked;
        }
        if self.marks_our_side() {
            return marked;
        }
        // Where our side is marked nowhere, any voice may be ours; who says all of what only we owe is.
        let anyone = self.find_say_by(say, region, true, cx);
        let turns: std::collections::BTreeSet<&str> = anyone.said.iter().map(|w| w.event.as_str()).collect();
        if say.phrases.len() >= UNMISTAKABLE && anyone.search.hit.is_some() && turns.len() == 1 {
            return anyone;
        }
        let voices = self.history.turns.iter().any(|turn| turn.side == SideOf::Neither);
        let unmarked = anyone.search.hit.is_some() || voices && say.turns.is_some();
        SaySearch { unmarked, ..marked }
    }

    /// The words said of what is owed, though not all of it was.
    pub(crate) fn words_said(&self, say: &Say, region: &Region, cx: &Cx<'_, 'h>) -> Vec<Words> {
        if self.history.turns.is_empty() {
            return Vec::new();
        }
        self.find_say(say, region, cx).said
    }

    fn find_say_by(&self, say: &Say, region: &Region, unmarked: bool, cx: &Cx<'_, 'h>) -> SaySearch {
        let mut result = SaySearch::default();
        let mut complete: Vec<Hit> = Vec::new();
        for phrase in &say.phrases {
            let defined = self.plan.standard.phrases.get(phrase);
            let by = defined.and_then(|p| p.by.as_deref()).unwrap_or(&say.by);
            let to = defined.and_then(|p| p.to.as_deref()).or(say.to.as_deref());
            let mut views = self.views(say, by, to, region, unmarked, cx);
            if let Some(turns) = defined.and_then(|p| p.turns) {
                self.pick_turns(&mut views, turns);
            }
            if let Some(Combine::Timed { signal, at_least_us, at_most_us }) = self.plan.book.kind(phrase) {
                let silence = self
                    .timed(signal, by, (at_least_us, at_most_us), phrase)
                    .into_iter()
                    .find(|hit| region.holds_place(hit.order, None, None));
                match silence {
                    Some(hit) => complete.push(hit),
                    None => result.search.missing.push(phrase.clone()),
                }
                continue;
            }
            let turns: Vec<&Turn> = views.iter().map(|view| view.turn.as_ref()).collect();
            let progress = self.plan.book.said_in(&phrase_in(say, phrase), &turns, &self.history.slots);
            let place = |found: &Match| self.place_of(&views, found);
            for found in &progress.found {
                if let Some(view) = views.get(found.turn) {
                    result.said.extend(words_in(self.history, view, found));
                }
            }
            match progress.complete {
                Some(matches) => {
                    let mut hit: Option<Hit> = None;
                    for found in &matches {
                        let Some(mut next) = place(found) else { continue };
                        next.what = phrase.as_str().into();
                        next.said = found.said.clone();
                        if let Some(before) = &hit {
                            next.words.splice(0..0, before.words.iter().cloned());
                            let mut said = before.said.clone();
                            said.extend(next.said.clone());
                            next.said = said;
                            if before.order > next.order {
                                next.order = before.order;
                                next.event = before.event;
                            }
                        }
                        hit = Some(next);
                    }
                    if let Some(hit) = hit {
                        self.check_claims(phrase, &matches, &hit, &mut result);
                        complete.push(hit);
                    }
                }
                None => {
                    let missing =
                        if progress.missing.is_empty() { vec![phrase.clone()] } else { progress.missing };
                    result.search.missing.extend(missing);
                }
            }
        }
        complete.sort_by_key(|hit| hit.order);
        let needed = match say.quorum {
            Quorum::All => say.phrases.len(),
            Quorum::AtLeast(least) => least,
        };
        if complete.len() >= needed && needed > 0 {
            complete.truncate(needed);
            let words: Vec<Words> = complete.iter().flat_map(|hit| hit.words.clone()).collect();
            if let Some(mut last) = complete.pop() {
                last.words = words;
                last.with = complete
                    .iter()
                    .map(|hit| hit.moment(self.history))
                    .filter(|m| Some(&*m.id) != last.event.map(|at| self.history.id(at)))
                    .collect();
                result.search.missing.clear();
                result.search.hit = Some(last);
            }
        } else {
            result.search.found = complete;
        }
        result
    }

    /// What was said must be true: said and contradicted is a breach, not verifiable a note.
    fn check_claims(&self, phrase: &str, matches: &[Match], hit: &Hit, result: &mut SaySearch) {
        let mut names: Vec<&str> = vec![phrase];
        names.extend(matches.iter().map(|found| found.element.as_str()));
        names.dedup();
        for name in names {
            let Some(defined) = self.plan.standard.phrases.get(name) else { continue };
            for (element, claim) in &defined.claims {
                if !element.is_empty() && !matches.iter().any(|found| &found.element == element) {
                    continue;
                }
                let scene = Scene { said: Some(&hit.said), after: true, ..Scene::at_hit(self, hit) };
                match guiju_condition::truth(claim, &scene) {
                    Truth::True => {}
                    Truth::False => {
                        let what = if element.is_empty() { name } else { element };
                        result.untrue =
                            Some(Breach::Untrue { phrase: what.to_owned(), at: Instant(hit.order.time) });
                    }
                    Truth::Unknown(_) => result.notes.push(Note::Unverified { phrase: name.to_owned() }),
                }
            }
        }
    }

    fn place_of(&self, views: &[View<'h>], found: &Match) -> Option<Hit> {
        let view = views.get(found.turn)?;
        let at = found.spans.last().and_then(|span| view.events.get(span.utterance)).copied()?;
        let mut hit = Hit::of_event(self.history, at);
        hit.words = words_in(self.history, view, found);
        Some(hit)
    }

    /// Looks for words that are forbidden, of our side or of unmarked speakers.
    pub(crate) fn find_spoken(&self, say: &Say, region: &Region, cx: &Cx<'_, 'h>) -> Vec<Spoken> {
        let mut all = Vec::new();
        for phrase in &say.phrases {
            let defined = self.plan.standard.phrases.get(phrase);
            let by = defined.and_then(|p| p.by.as_deref()).unwrap_or(&say.by);
            let to = defined.and_then(|p| p.to.as_deref()).or(say.to.as_deref());
            for unmarked in [false, true].into_iter().take(if self.marks_our_side() { 1 } else { 2 }) {
                for view in self.views(say, by, to, region, unmarked, cx) {
                    all.extend(self.spoken_in(say, phrase, &view, unmarked));
                }
            }
        }
        all.sort_by_key(|spoken| spoken.hit.order);
        all
    }

    fn spoken_in(&self, say: &Say, phrase: &str, view: &View<'h>, unmarked: bool) -> Vec<Spoken> {
        let history = self.history;
        let before: Vec<&Turn> = history.turns[..view.number]
            .iter()
            .rev()
            .filter(|turn| turn.side == SideOf::Other)
            .take(2)
            .map(|turn| &turn.words)
            .collect();
        let before: Vec<&Turn> = before.into_iter().rev().collect();
        let context = Context { other_side_before: &before, side: Side::Ours };
        let hits =
            self.plan.book.taboo(&phrase_in(say, phrase), view.turn.as_ref(), &context, &history.slots);
        hits.into_iter()
            .filter_map(|taboo| {
                let at =
                    taboo.found.spans.first().and_then(|span| view.events.get(span.utterance)).copied()?;
                let mut hit = Hit::of_event(history, at);
                hit.words = words_in(history, view, &taboo.found);
                let name = taboo.exempt.map(exemption_name);
                hit.words.iter_mut().for_each(|words| {
                    words.exemption = name;
                    words.phrase = phrase.to_owned();
                });
                if unmarked {
                    hit.missing = Some(Missing::attribute("speaker"));
                }
                Some(Spoken { phrase: phrase.to_owned(), hit, exemption: taboo.exempt, unmarked })
            })
            .collect()
    }
}

/// As data names it.
pub(crate) fn exemption_name(exemption: Exemption) -> &'static str {
    match exemption {
        Exemption::OtherSide => "other_side",
        Exemption::Harmless => "harmless",
        Exemption::Quoted => "quoted",
        Exemption::Negated => "negated",
    }
}

/// The words of a match in a whole turn.
pub(crate) fn words_of(
    history: &History<'_>,
    turn: &TurnInfo,
    found: &Match,
    exemption: Option<&'static str>,
) -> Vec<Words> {
    spans(history, &turn.events, found, exemption)
}

fn words_in(history: &History<'_>, view: &View<'_>, found: &Match) -> Vec<Words> {
    spans(history, &view.events, found, None)
}

fn spans(
    history: &History<'_>,
    events: &[usize],
    found: &Match,
    exemption: Option<&'static str>,
) -> Vec<Words> {
    found
        .spans
        .iter()
        .filter_map(|span| {
            let at = *events.get(span.utterance)?;
            Some(Words {
                event: history.id(at).to_owned(),
                from: span.from,
                to: span.to,
                text: span.text.clone(),
                phrase: found.element.clone(),
                exemption,
            })
        })
        .collect()
}
