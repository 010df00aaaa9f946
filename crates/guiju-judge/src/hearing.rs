//! A dialogue as the judge hears it, turn by turn: phrases found, phrases begun, forbidden words with what excuses them.

use crate::history::{History, SideOf, TurnInfo};
use crate::judging::Judging;
use crate::outcome::{Moment, Words};
use crate::plan::{bodies, phrase_in};
use crate::speech::{exemption_name, words_of};
use guiju_phrase::{Combine, Context, Progress, Side, Turn};
use guiju_standard::model::{Body, Say};
use guiju_time::Instant;

/// The side that speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Ours.
    Ours,
    /// The other side.
    Other,
    /// Nobody knows, or somebody who is on no side.
    Unknown,
}

/// A turn of a dialogue: consecutive utterances of one speaker.
#[derive(Debug, Clone)]
pub struct HeardTurn {
    /// The speaker as marked.
    pub speaker: String,
    /// The side.
    pub voice: Voice,
    /// Its utterances: event id and text.
    pub utterances: Vec<(String, String)>,
    /// When it begins.
    pub from: Instant,
    /// When it ends.
    pub until: Instant,
    /// What was found, phrases of the pack by name, taboos behind.
    pub found: Vec<Heard>,
    /// Situations that begin with it.
    pub begins: Vec<String>,
}

/// A phrase in a turn.
#[derive(Debug, Clone)]
pub struct Heard {
    /// The phrase.
    pub phrase: String,
    /// Its words; each names the element that it is, a taboo's what excuses it.
    pub words: Vec<Words>,
    /// What it is here.
    pub as_: HeardAs,
}

/// What a phrase in a turn is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeardAs {
    /// Said, all of it.
    Said,
    /// Begun: these elements are missing from the turn. Another turn may hold them.
    Begun {
        /// The elements, by name.
        missing: Vec<String>,
    },
    /// Words that a clause forbids.
    Forbidden {
        /// The clause, by index.
        clause: usize,
        /// Why they do not count: `other_side`, `harmless`, `quoted`, `negated`; none: they do.
        exemption: Option<&'static str>,
    },
}

/// A situation that was shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its name.
    pub situation: String,
    /// What showed it; none: a tag that holds everywhere.
    pub by: Option<Moment>,
    /// Since when.
    pub from: Instant,
    /// Until when, exclusive; none: it still holds.
    pub until: Option<Instant>,
}

/// The turns of a dialogue with all that the pack's phrases and forbidden words find in each.
pub fn hear(history: &History<'_>) -> Vec<HeardTurn> {
    let judging = Judging::new(history);
    let taboos = taboos(history);
    let shown = shown_in(&judging);
    let turns = history.turns.iter().enumerate();
    turns.map(|(number, turn)| heard_turn(history, number, turn, &taboos, &shown)).collect()
}

/// The situations of a dialogue, in order of their beginning.
pub fn situations(history: &History<'_>) -> Vec<Shown> {
    shown_in(&Judging::new(history))
}

/// The situations that hold at the end of a history, in order of their beginning.
pub fn current_situations(history: &History<'_>) -> Vec<Shown> {
    let mut shown = situations(history);
    shown.retain(|shown| shown.until.is_none_or(|until| until.0 > history.now));
    shown
}

fn shown_in(judging: &Judging<'_>) -> Vec<Shown> {
    let history = judging.history;
    let mut shown: Vec<Shown> = Vec::new();
    for name in judging.plan.standard.situations.keys() {
        for stretch in judging.situation(name).iter() {
            shown.push(Shown {
                situation: name.clone(),
                by: stretch.start.as_deref().cloned(),
                from: Instant(stretch.from.time.max(history.opening())),
                until: stretch.until.map(|until| Instant(until.time)),
            });
        }
    }
    shown.sort_by(|a, b| (a.from, &a.situation).cmp(&(b.from, &b.situation)));
    shown
}

/// A clause that forbids words, and how.
struct Taboo<'h> {
    clause: usize,
    say: &'h Say,
}

fn taboos<'h>(history: &History<'h>) -> Vec<Taboo<'h>> {
    let plan = history.plan;
    let mut taboos = Vec::new();
    for &clause in plan.clauses_for(&history.subject.kind) {
        bodies(&plan.standard.clauses[clause].part, &mut |body| {
            if let Body::NeverSay(say) = body {
                taboos.push(Taboo { clause, say });
            }
        });
    }
    taboos
}

fn heard_turn(
    history: &History<'_>,
    number: usize,
    turn: &TurnInfo,
    taboos: &[Taboo<'_>],
    shown: &[Shown],
) -> HeardTurn {
    let book = &history.plan.book;
    let mut found: Vec<Heard> = Vec::new();
    for phrase in history.plan.standard.phrases.keys() {
        if matches!(book.kind(phrase), None | Some(Combine::Timed { .. })) {
            continue;
        }
        let Progress { complete, missing, found: parts, .. } =
            book.said_in(phrase, &[&turn.words], &history.slots);
        let (matches, as_) = match complete {
            Some(matches) => (matches, HeardAs::Said),
            None if !parts.is_empty() => (parts, HeardAs::Begun { missing }),
            None => continue,
        };
        let words = matches.iter().flat_map(|found| words_of(history, turn, found, None)).collect();
        found.push(Heard { phrase: phrase.clone(), words, as_ });
    }
    let before: Vec<&Turn> = history.turns[..number]
        .iter()
        .filter(|turn| turn.side == SideOf::Other)
        .map(|turn| &turn.words)
        .collect();
    let side = if turn.side == SideOf::Other { Side::Other } else { Side::Ours };
    let context = Context { other_side_before: &before, side };
    for Taboo { clause, say } in taboos {
        for phrase in &say.phrases {
            for hit in book.taboo(&phrase_in(say, phrase), &turn.words, &context, &history.slots) {
                let exemption = hit.exempt.map(exemption_name);
                found.push(Heard {
                    phrase: phrase.clone(),
                    words: words_of(history, turn, &hit.found, exemption),
                    as_: HeardAs::Forbidden { clause: *clause, exemption },
                });
            }
        }
    }
    let first = turn.events.first().copied();
    let last = turn.events.last().copied();
    let begins = |shown: &&Shown| {
        shown.by.as_ref().is_some_and(|by| turn.events.iter().any(|at| history.id(*at) == &*by.id))
    };
    HeardTurn {
        speaker: turn.speaker.clone(),
        voice: match turn.side {
            SideOf::Ours => Voice::Ours,
            SideOf::Other => Voice::Other,
            SideOf::Neither => Voice::Unknown,
        },
        utterances: turn
            .events
            .iter()
            .map(|at| {
                (history.id(*at).to_owned(), history.text_attr(*at, "text").unwrap_or_default().to_owned())
            })
            .collect(),
        from: Instant(first.map_or(0, |at| history.events[at].time)),
        until: Instant(last.map_or(0, |at| history.end_of_words(at))),
        found,
        begins: shown.iter().filter(begins).map(|shown| shown.situation.clone()).collect(),
    }
}
