//! Where a phrase is said within one turn.

use std::collections::BTreeMap;

use crate::book::{Part, Phrase, PhraseBook, is_part};
use crate::definition::Combine;
use crate::found::{Match, Said};
use crate::matcher::find_all;
use crate::slots::Slots;
use crate::text::Turn;
use crate::whole::fits;

/// A match, in cells of its turn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Hit {
    /// From and one past the end of each part, in order of the text.
    pub(crate) ranges: Vec<(usize, usize)>,
    pub(crate) element: String,
    pub(crate) said: BTreeMap<String, Said>,
}

impl Hit {
    pub(crate) fn start(&self) -> usize {
        self.ranges.first().map_or(0, |range| range.0)
    }

    pub(crate) fn end(&self) -> usize {
        self.ranges.iter().map(|range| range.1).max().unwrap_or(0)
    }

    pub(crate) fn into_match(self, book: &PhraseBook, turn: &Turn, index: usize) -> Match {
        let spans = self.ranges.iter().flat_map(|&(from, to)| turn.spans(from, to)).collect();
        Match { turn: index, spans, element: book.shown(&self.element).to_owned(), said: self.said }
    }

    /// Several hits as one.
    pub(crate) fn joined(hits: impl IntoIterator<Item = Hit>, element: String) -> Hit {
        let mut joined = Hit { ranges: Vec::new(), element, said: BTreeMap::new() };
        for hit in hits {
            joined.ranges.extend(hit.ranges);
            joined.said.extend(hit.said);
        }
        joined.ranges.sort_unstable();
        joined.ranges.dedup();
        joined
    }
}

impl PhraseBook {
    /// All hits of a phrase; `strict`: those in harmless phrases are left out.
    pub(crate) fn hits(&self, at: usize, turn: &Turn, slots: &Slots, strict: bool) -> Vec<Hit> {
        let phrase = &self.phrases[at];
        let Some(scan) = self.scan(turn) else { return self.looked_for(phrase, turn, slots, strict) };
        if !scan.may_say(at) {
            return Vec::new();
        }
        if phrase.has_slots {
            return self.looked_for(phrase, turn, slots, strict);
        }
        // Many clauses ask for one phrase: it is looked for once.
        let key = at as u32 * 2 + u32::from(strict);
        if let Some(known) = turn.memo.borrow().get(&key) {
            return known.to_vec();
        }
        let found = self.looked_for(phrase, turn, slots, strict);
        turn.memo.borrow_mut().insert(key, found.as_slice().into());
        found
    }

    fn looked_for(&self, phrase: &Phrase, turn: &Turn, slots: &Slots, strict: bool) -> Vec<Hit> {
        match phrase.kind {
            Combine::Any => self.any(phrase, turn, slots, strict),
            Combine::Timed { .. } => Vec::new(),
            Combine::All | Combine::AtLeast(_) | Combine::InOrder => {
                self.combined(phrase, turn, slots, strict).into_iter().collect()
            }
        }
    }

    fn any(&self, phrase: &Phrase, turn: &Turn, slots: &Slots, strict: bool) -> Vec<Hit> {
        let mut hits = Vec::new();
        for part in &phrase.items {
            hits.extend(self.part_hits(phrase, part, turn, slots, strict, &phrase.id));
        }
        hits.sort_by_key(|hit| (hit.start(), std::cmp::Reverse(hit.end())));
        let mut end = 0;
        hits.retain(|hit| {
            let free = hit.start() >= end;
            if free {
                end = hit.end();
            }
            free
        });
        hits
    }

    /// The hits of one item that the phrase's own scope allows.
    pub(crate) fn part_hits(
        &self,
        phrase: &Phrase,
        part: &Part,
        turn: &Turn,
        slots: &Slots,
        strict: bool,
        element: &str,
    ) -> Vec<Hit> {
        if let (Part::Pattern(pattern), Some(scan)) = (part, self.scan(turn))
            && pattern.number.is_some_and(|number| !scan.may_hold(number))
        {
            return Vec::new();
        }
        let scoped = phrase.kind == Combine::Any;
        let allowed = |start: usize, end: usize| {
            (!scoped || fits(phrase.as_, turn, start, end))
                && !(strict
                    && phrase.harmless.iter().any(|longer| self.covered(longer, turn, slots, start, end)))
        };
        match part {
            Part::Pattern(pattern) => find_all(pattern, turn, slots, &allowed)
                .into_iter()
                .map(|found| Hit {
                    ranges: vec![(found.start, found.end)],
                    element: element.to_owned(),
                    said: found.said,
                })
                .collect(),
            Part::Phrase(to) => {
                let mut hits = self.hits(*to, turn, slots, strict);
                hits.retain(|hit| allowed(hit.start(), hit.end()));
                hits
            }
        }
    }

    /// The first way in which a phrase of several items is complete within the turn.
    fn combined(&self, phrase: &Phrase, turn: &Turn, slots: &Slots, strict: bool) -> Option<Hit> {
        let mut said = Vec::new();
        let mut from = 0;
        for part in &phrase.items {
            let hits = self.part_hits(phrase, part, turn, slots, strict, &element_of(part, phrase));
            let in_order = phrase.kind == Combine::InOrder;
            let found = if in_order {
                hits.into_iter().filter(|hit| hit.start() >= from).min_by_key(Hit::end)
            } else {
                hits.into_iter().next()
            };
            match found {
                Some(hit) => {
                    from = hit.end();
                    said.push(hit);
                }
                None if in_order => return None,
                None => {}
            }
        }
        let needed = match phrase.kind {
            Combine::AtLeast(needed) => needed,
            _ => phrase.items.len(),
        };
        if said.len() < needed {
            return None;
        }
        let hit = Hit::joined(said, phrase.id.clone());
        fits(phrase.as_, turn, hit.start(), hit.end()).then_some(hit)
    }

    /// The name under which an element is shown: parts of ready-made phrases bear the phrase's.
    pub(crate) fn shown<'a>(&self, element: &'a str) -> &'a str {
        if is_part(element) {
            element.split(crate::ready_made::PART).next().unwrap_or(element)
        } else {
            element
        }
    }
}

/// The element that an item of a combined phrase stands for: patterns stand for themselves.
pub(crate) fn element_of(part: &Part, phrase: &Phrase) -> String {
    match part {
        Part::Pattern(pattern) if phrase.kind != Combine::Any => pattern.text().to_owned(),
        _ => phrase.id.clone(),
    }
}
