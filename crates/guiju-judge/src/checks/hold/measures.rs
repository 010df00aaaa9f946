//! What is measured of the talk in a stretch: silence, speed, interruptions, shares, repeats, dissatisfaction.

use crate::history::{SideOf, TurnInfo};
use crate::judging::Judging;
use crate::outcome::Words;
use crate::region::Stretch;
use crate::speech::words_of;
use guiju_condition::Value;
use guiju_phrase::{Context, Side};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Phrases that show dissatisfaction, from mild to grave; a pack adds to them. The level of a turn is the place of the gravest, from 1.
const DISSATISFIED: [&str; 3] = ["annoyed", "angry", "threatens"];
/// By words of this phrase our side announces a hold.
const ASKS_TO_WAIT: &str = "asks_to_wait";
/// Said again: so much of both is the same (Dice's coefficient over pairs of characters).
const SAME: f64 = 0.8;
/// What is shorter (好的, 喂喂) is not said again but said often.
const SHORT: usize = 4;

/// Measures of a stretch by name, and the words that show them.
#[derive(Default)]
pub(super) struct Measures {
    pub(super) values: BTreeMap<Arc<str>, Value>,
    pub(super) words: Vec<Words>,
}

impl Measures {
    fn set(&mut self, name: &str, value: Value) {
        self.values.insert(name.into(), value);
    }
}

/// Measures a stretch up to its end; `asked` says which names matter, so that the dear ones are left out.
pub(super) fn measure(
    judging: &Judging<'_>,
    stretch: &Stretch,
    end: i64,
    asked: &dyn Fn(&str) -> bool,
) -> Measures {
    let history = judging.history;
    let mut measures = Measures::default();
    measures.set("length", Value::Duration(end - beginning(judging, stretch)));
    let inside: Vec<&TurnInfo> = history
        .turns
        .iter()
        .filter(|turn| turn.events.first().is_some_and(|at| stretch.holds(history.order(*at))))
        .collect();
    if inside.is_empty() {
        return measures;
    }
    let talk = Talk { judging, stretch, end, inside };
    talk.silences(&mut measures);
    talk.shares(&mut measures);
    if let Some(speed) = talk.speed() {
        measures.set("speed", Value::Float(speed));
    }
    if asked("interruptions") {
        measures.set("interruptions", Value::Int(talk.interruptions()));
    }
    if asked("repeats") {
        measures.set("repeats", Value::Int(talk.repeats(SideOf::Other)));
    }
    if asked("own_repeats") {
        measures.set("own_repeats", Value::Int(talk.repeats(SideOf::Ours)));
    }
    if asked("dissatisfaction") || asked("dissatisfaction_rise") {
        talk.dissatisfaction(&mut measures);
    }
    measures
}

/// When a stretch begins: with its event, before the opening too; the whole subject with its opening.
fn beginning(judging: &Judging<'_>, stretch: &Stretch) -> i64 {
    match &stretch.start {
        Some(_) => stretch.from.time,
        None => stretch.from.time.max(judging.history.opening()),
    }
}

/// The talk in a stretch.
struct Talk<'t, 'h> {
    judging: &'t Judging<'h>,
    stretch: &'t Stretch,
    end: i64,
    inside: Vec<&'t TurnInfo>,
}

impl Talk<'_, '_> {
    /// When a turn begins and ends.
    fn span(&self, turn: &TurnInfo) -> (i64, i64) {
        let history = self.judging.history;
        let first = turn.events.first().map_or(0, |at| history.events[*at].time);
        (first, turn.events.last().map_or(first, |last| history.end_of_words(*last)))
    }

    /// `silence`: the longest time without words; `silence_gap`: the same, less holds that were announced; `excused_silence`: what was so left out, in all.
    /// `overlaps`: turns that begin while another is being spoken.
    fn silences(&self, measures: &mut Measures) {
        // The silence before the first words and after the last ones is the stretch's too, where events begin and end it.
        let mut latest = match &self.stretch.start {
            Some(_) => beginning(self.judging, self.stretch),
            None => self.inside.first().map_or(0, |turn| self.span(turn).0),
        };
        let mut gaps: Vec<(i64, i64)> = Vec::new();
        let mut overlaps = 0;
        for turn in &self.inside {
            let (from, until) = self.span(turn);
            overlaps += i64::from(from < latest);
            if from > latest {
                gaps.push((latest, from));
            }
            latest = latest.max(until);
        }
        if self.stretch.end.is_some() && self.end > latest {
            gaps.push((latest, self.end));
        }
        let holds = self.announced_holds();
        let excused = |gap: &(i64, i64)| -> i64 {
            holds.iter().map(|hold| (gap.1.min(hold.1) - gap.0.max(hold.0)).max(0)).sum()
        };
        let longest = |length: &dyn Fn(&(i64, i64)) -> i64| gaps.iter().map(length).max().unwrap_or(0);
        measures.set("silence", Value::Duration(longest(&|gap| gap.1 - gap.0)));
        measures.set("silence_gap", Value::Duration(longest(&|gap| gap.1 - gap.0 - excused(gap))));
        measures.set("excused_silence", Value::Duration(gaps.iter().map(excused).sum()));
        measures.set("overlaps", Value::Int(overlaps));
    }

    /// Pauses of the encounter that our side has announced: in its last turn before, it asked to wait. Disjoint, in order.
    fn announced_holds(&self) -> Vec<(i64, i64)> {
        let history = self.judging.history;
        let announced = |at: i64| {
            let mut before =
                history.turns.iter().filter(|turn| turn.side == SideOf::Ours && self.span(turn).0 <= at);
            before.next_back().is_some_and(|turn| {
                !self.judging.plan.book.find(ASKS_TO_WAIT, &turn.words, &history.slots).is_empty()
            })
        };
        let mut holds: Vec<(i64, i64)> = self
            .judging
            .pauses
            .get_or_init(|| crate::pauses::ledger(self.judging))
            .iter()
            .map(|pause| (pause.from.0, pause.until.map_or(self.end, |until| until.0)))
            .filter(|(from, _)| announced(*from))
            .collect();
        holds.sort_unstable();
        let mut reached = i64::MIN;
        for hold in &mut holds {
            hold.0 = hold.0.max(reached);
            reached = reached.max(hold.1);
        }
        holds
    }

    /// `talk_share`: our side's share of the time of words.
    fn shares(&self, measures: &mut Measures) {
        let talk = |side: SideOf| -> i64 {
            let turns = self.inside.iter().filter(|turn| turn.side == side);
            turns.map(|turn| self.span(turn)).map(|(from, until)| until - from).sum()
        };
        let (ours, all) = (talk(SideOf::Ours), talk(SideOf::Ours) + talk(SideOf::Other));
        if all > 0 {
            measures.set("talk_share", Value::Float(ours as f64 / all as f64));
        }
    }

    /// `speed`: characters a minute of our side, over its utterances whose end is known; a word in Latin letters or a number counts as
    /// its syllables are not known, by its letters halved.
    fn speed(&self) -> Option<f64> {
        let history = self.judging.history;
        let (mut characters, mut us) = (0.0, 0);
        for turn in self.inside.iter().filter(|turn| turn.side == SideOf::Ours) {
            for &at in &turn.events {
                let lasted = history.end_of_words(at).saturating_sub(history.events[at].time);
                if lasted > 0 {
                    characters += length_of(history.text_attr(at, "text").unwrap_or(""));
                    us += lasted;
                }
            }
        }
        (us > 0).then(|| characters * 60_000_000.0 / us as f64)
    }

    /// `interruptions`: how often our side began to speak while the other side had something to say.
    fn interruptions(&self) -> i64 {
        let history = self.judging.history;
        let found = self.judging.interruptions("staff");
        found.iter().filter(|one| self.stretch.holds(history.order(one.event))).count() as i64
    }

    /// `repeats`: turns of the other side that say again what it has said before in the stretch; `own_repeats`: of ours.
    fn repeats(&self, side: SideOf) -> i64 {
        let mut said: Vec<BTreeSet<(char, char)>> = Vec::new();
        let mut repeats = 0;
        for turn in self.inside.iter().filter(|turn| turn.side == side) {
            let signs: Vec<char> = turn.words.text().chars().collect();
            if signs.len() < SHORT {
                continue;
            }
            let pairs: BTreeSet<(char, char)> = signs.windows(2).map(|pair| (pair[0], pair[1])).collect();
            let alike = |other: &BTreeSet<(char, char)>| {
                2.0 * pairs.intersection(other).count() as f64 >= SAME * (pairs.len() + other.len()) as f64
            };
            repeats += i64::from(said.iter().any(alike));
            said.push(pairs);
        }
        repeats
    }

    /// `dissatisfaction`: the gravest level in the other side's words, 0 to 3; `dissatisfaction_rise`: by how much the later half of its turns is
    /// graver than the first.
    fn dissatisfaction(&self, measures: &mut Measures) {
        let history = self.judging.history;
        let levels: Vec<i64> = self
            .inside
            .iter()
            .filter(|turn| turn.side == SideOf::Other)
            .map(|turn| {
                let mut level = 0;
                for (place, phrase) in DISSATISFIED.iter().enumerate() {
                    // The other side's own words, less what it quotes or denies.
                    let context = Context { side: Side::Ours, ..Context::default() };
                    let hits = self.judging.plan.book.taboo(phrase, &turn.words, &context, &history.slots);
                    for hit in hits.iter().filter(|hit| hit.exempt.is_none()) {
                        level = place as i64 + 1;
                        measures.words.extend(words_of(history, turn, &hit.found, None));
                    }
                }
                level
            })
            .collect();
        let gravest = |levels: &[i64]| levels.iter().copied().max().unwrap_or(0);
        let (first, later) = levels.split_at(levels.len() / 2);
        measures.set("dissatisfaction", Value::Int(gravest(&levels)));
        measures.set("dissatisfaction_rise", Value::Int(gravest(later) - gravest(first)));
    }
}

/// How long a text is to say, in Chinese characters.
fn length_of(text: &str) -> f64 {
    let of = |sign: char| match sign {
        sign if sign.is_ascii_digit() => 1.0,
        sign if sign.is_ascii_alphabetic() => 0.5,
        sign if sign.is_alphanumeric() => 1.0,
        _ => 0.0,
    };
    text.chars().map(of).sum()
}
