//! The answer that a turn gives to a request for consent.

use crate::book::PhraseBook;
use crate::found::Answer;
use crate::hits::Hit;
use crate::question::clause_asks;
use crate::slots::Slots;
use crate::text::{Break, Turn};

/// Conditions: with one of these a yes is not yet one.
pub(crate) const CONDITIONS: &[&str] = &[
    "(可以|行|好|同意)是(可以|行|好|同意)",
    "(但是|但得|但要|不过|可是|只是|前提是|条件是|除非|要是|如果|假如|只要|只有)",
    "但(你|您|我|是|先|得|要|别)",
    "(我|你|您|你们|先|等|得|要)…{0,10}(才行|才可以|才能|才成|才同意|再说|再进|再弄|再修|再转|再动|之后再|完再|好再|了再|以后再)",
    "等(我|我们|一下|一会|会|下|等|到|他|她|孩子|老公|老婆|家里)",
    "(稍等|稍候|等会儿|等一会儿|待会儿|过会儿|一会儿再)",
    "的话",
    "(不|没|免|有|先)…{1,6}就(可以|行|好|同意)",
    "先(让|给|把|看|出示|说|告诉|帮|去|跟|和|问|等|洗|换|穿|脱|戴|登记|拿|查)",
    "(我|让我)(先|问问|问一下|想想|想一想|考虑|看看|看一下|商量)",
];
/// Words that hold a condition and set none.
pub(crate) const UNCONDITIONAL: &[&str] = &[
    "不过(来|去|问|分)",
    "我(就)?(等着|等你|等您|在线等|等等)",
    "(好|行|可以)…{0,3}(我|那我)(等|等着|等一下|等一会儿?|稍等)",
    "你先(忙|弄|修|看|查|进)",
    "您先(忙|弄|修|看|查|进)",
    "先(进来|进屋|坐|这样)",
    "我先(谢谢|谢过|挂|忙)",
    "不(行|成)的话",
];

/// The part of the ready-made phrases that holds them.
pub(crate) const CONDITION: &str = "agrees/condition";

/// Who answers at greater length than this answers at the end: no more cells of it are looked at.
const LAST: usize = 400;

#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Yes,
    No,
    Condition,
}

impl PhraseBook {
    /// The answer in a turn of the other side. A question answers nothing (可以吗), the last plain word counts
    /// (不用换鞋，进来吧 is a yes), a yes with a condition, or put off, is [`Answer::Conditional`].
    pub fn answer(&self, turn: &Turn) -> Answer {
        let slots = Slots::new();
        let mut words: Vec<(Kind, Hit)> = Vec::new();
        for (name, kind) in [("agrees", Kind::Yes), ("refuses", Kind::No)] {
            let hits = self.get(name).map(|at| self.hits(at, turn, &slots, true)).unwrap_or_default();
            words.extend(hits.into_iter().map(|hit| (kind, hit)));
        }
        let part = |name: &str| self.get(name).map(|at| &self.phrases[at]);
        let conditions = part(CONDITION);
        for item in conditions.iter().flat_map(|phrase| &phrase.items) {
            let Some(phrase) = conditions else { continue };
            let hits = self.part_hits(phrase, item, turn, &slots, false, "condition");
            words.extend(hits.into_iter().map(|hit| (Kind::Condition, hit)));
        }
        let earliest = turn.len().saturating_sub(LAST);
        words.retain(|(kind, hit)| {
            if hit.start() < earliest {
                return false;
            }
            let free = || {
                let harmless = part(CONDITION).map(|phrase| phrase.harmless.as_slice()).unwrap_or_default();
                !harmless.iter().any(|longer| self.covered(longer, turn, &slots, hit.start(), hit.end()))
            };
            !in_question(turn, hit) && (*kind != Kind::Condition || free())
        });
        let inside = |hit: &Hit, kind: Kind| {
            words.iter().any(|(other, longer)| {
                *other == kind && longer.start() <= hit.start() && hit.end() <= longer.end()
            })
        };
        // 可以 within 不可以 is no yes; 不要 within 不要紧 is left out by the phrase itself.
        let last = |kind: Kind, against: Kind| {
            words
                .iter()
                .filter(|(other, hit)| *other == kind && !inside(hit, against))
                .map(|(_, hit)| hit)
                .max_by_key(|hit| (hit.start(), hit.end()))
        };
        let (yes, no) = (last(Kind::Yes, Kind::No), last(Kind::No, Kind::Yes));
        let condition = words.iter().find(|(kind, _)| *kind == Kind::Condition).map(|(_, hit)| hit);
        let unless = condition.filter(|hit| turn.original(hit.start(), hit.end()).starts_with("除非"));
        let show = |hit: &Hit| hit.clone().into_match(self, turn, 0);
        match (yes, no, condition) {
            (_, Some(_), Some(_)) if unless.is_some() => {
                unless.map_or(Answer::None, |hit| Answer::Conditional(show(hit)))
            }
            (Some(yes), Some(no), _) if no.start() > yes.start() => Answer::No(show(no)),
            (None, Some(no), None) => Answer::No(show(no)),
            (None, Some(no), Some(condition)) if no.start() <= condition.start() => Answer::No(show(no)),
            (_, _, Some(condition)) => Answer::Conditional(show(condition)),
            (Some(yes), _, None) => Answer::Yes(show(yes)),
            (None, None, None) => Answer::None,
        }
    }
}

/// Whether the clause that a word stands in, or that begins with it, asks.
fn in_question(turn: &Turn, hit: &Hit) -> bool {
    let from = turn.part_start(hit.start(), Break::Soft).max(hit.start().saturating_sub(LAST));
    let to = turn.part_end(hit.end(), Break::Soft).min(hit.end() + LAST);
    clause_asks(turn, from, to)
}
