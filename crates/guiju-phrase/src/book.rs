//! A book of compiled phrases.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::definition::{As, Combine, Exempt, Item, PhraseDef};
use crate::found::{Match, TabooHit};
use crate::matcher::covers;
use crate::pattern::{Pattern, parse_pattern};
use crate::problem::{BookProblem, BookProblemKind as Kind};
use crate::ready_made;
use crate::sieve::{Scan, Sieve};
use crate::slots::Slots;
use crate::text::Turn;

/// Phrases compiled once, asked often.
///
/// Every book holds `agrees`, `refuses`, `farewell` and `anything`; a definition of one of these adds its items to it.
/// An unknown phrase name matches nothing: lint has the names from [`PhraseBook::ids`].
#[derive(Debug, Clone, Default)]
pub struct PhraseBook {
    pub(crate) phrases: Vec<Phrase>,
    /// What is asked of a turn before patterns are tried; `None`: nothing.
    sieve: Option<Sieve>,
    names: BTreeMap<String, usize>,
    /// The same, for those who ask often.
    numbers: FxHashMap<String, usize>,
}

/// A compiled phrase.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    pub(crate) id: String,
    pub(crate) kind: Combine,
    pub(crate) items: Vec<Part>,
    pub(crate) as_: Option<As>,
    pub(crate) harmless: Vec<Pattern>,
    /// It, or one that it refers to, wants slots filled: what is found depends on more than the turn.
    pub(crate) has_slots: bool,
    exempt: Option<Vec<Exempt>>,
}

/// A compiled item.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    Pattern(Box<Pattern>),
    Phrase(usize),
}

impl PhraseBook {
    /// Compiles the phrases of a pack; an inline pattern of a clause comes in as a phrase of its own
    /// ([`PhraseDef::any`] with the pattern's text as id; the same definition may come twice).
    ///
    /// # Errors
    /// Every problem found: patterns that do not parse, unknown phrases, rings, names taken twice.
    pub fn compile(defs: &[PhraseDef]) -> Result<PhraseBook, Vec<BookProblem>> {
        let mut problems = Vec::new();
        let mut all = ready_made::definitions();
        let ready = all.len();
        for def in defs {
            match all.iter().position(|other| other.id == def.id) {
                Some(at) if at < ready => {
                    all[at].items.extend(def.items.iter().cloned());
                    all[at].harmless.extend(def.harmless.iter().cloned());
                }
                Some(at) if all[at] == *def => {}
                Some(_) => {
                    problems.push(BookProblem { phrase: def.id.clone(), item: None, kind: Kind::Duplicate })
                }
                None => all.push(def.clone()),
            }
        }
        let names: BTreeMap<String, usize> =
            all.iter().enumerate().map(|(at, def)| (def.id.clone(), at)).collect();
        let mut phrases: Vec<Phrase> =
            all.iter().map(|def| compile_one(def, &names, &mut problems)).collect();
        let sieve = Some(Sieve::of(&mut phrases));
        let numbers = names.iter().map(|(name, at)| (name.clone(), *at)).collect();
        let mut book = PhraseBook { phrases, sieve, names, numbers };
        for at in 0..book.phrases.len() {
            let family = book.family(at);
            let wants = |pattern: &Pattern| !pattern.slots().is_empty();
            book.phrases[at].has_slots = family.iter().any(|at| {
                let phrase = &book.phrases[*at];
                let of_part = |part: &Part| matches!(part, Part::Pattern(pattern) if wants(pattern));
                phrase.items.iter().any(of_part) || phrase.harmless.iter().any(wants)
            });
        }
        book.find_rings(&mut problems);
        if problems.is_empty() { Ok(book) } else { Err(problems) }
    }

    /// The slow twin, for tests: every pattern is tried on every turn.
    #[doc(hidden)]
    pub fn without_sieve(&self) -> PhraseBook {
        PhraseBook { sieve: None, ..self.clone() }
    }

    /// Whether a match of a pattern of this book covers the cells `from..to`.
    pub(crate) fn covered(
        &self,
        pattern: &Pattern,
        turn: &Turn,
        slots: &Slots,
        from: usize,
        to: usize,
    ) -> bool {
        let may = |scan: &Scan| pattern.number.is_none_or(|number| scan.may_hold(number));
        self.scan(turn).is_none_or(may) && covers(pattern, turn, slots, from, to)
    }

    /// How many patterns are tried on a turn, for those who measure; the others its letters rule out.
    #[doc(hidden)]
    pub fn tried(&self, turn: &Turn) -> usize {
        self.scan(turn).map_or(usize::MAX, Scan::count)
    }

    /// What a turn may hold; `None`: anything.
    pub(crate) fn scan<'t>(&self, turn: &'t Turn) -> Option<&'t Scan> {
        self.sieve.as_ref()?.scan(turn)
    }

    /// The names of all phrases, ready-made ones included, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str).filter(|id| !is_part(id))
    }

    /// Whether there is a phrase of this name.
    pub fn contains(&self, phrase: &str) -> bool {
        self.names.contains_key(phrase)
    }

    /// How the items of a phrase combine; for silence, how long it is.
    pub fn kind(&self, phrase: &str) -> Option<Combine> {
        self.get(phrase).map(|at| self.phrases[at].kind)
    }

    /// The slots that a phrase, or one that it refers to, wants filled; sorted.
    pub fn slots(&self, phrase: &str) -> BTreeSet<String> {
        self.patterns(phrase).into_iter().flat_map(|pattern| pattern.slots().iter().cloned()).collect()
    }

    /// The typed slots that a phrase may take from the words (`said.eta`); sorted.
    pub fn typed_slots(&self, phrase: &str) -> BTreeSet<(String, crate::SlotType)> {
        self.patterns(phrase).into_iter().flat_map(|pattern| pattern.typed_slots().iter().cloned()).collect()
    }

    /// The patterns of a phrase and of those that it refers to, as they are written.
    pub fn variants(&self, phrase: &str) -> Vec<&str> {
        self.patterns(phrase).into_iter().map(Pattern::text).collect()
    }

    /// Where a phrase is said within one turn, from left to right. A phrase of several elements gives one match, with a span
    /// for each, and only when it is complete within the turn.
    pub fn find(&self, phrase: &str, turn: &Turn, slots: &Slots) -> Vec<Match> {
        let Some(at) = self.get(phrase) else { return Vec::new() };
        self.hits(at, turn, slots, true).into_iter().map(|hit| hit.into_match(self, turn, 0)).collect()
    }

    /// All phrases that are said within one turn, by name, as [`PhraseBook::find`] finds each. What the turn's letters rule out is not tried,
    /// so that this costs little more than a look at the turn, however many phrases there are.
    pub fn find_each(&self, turn: &Turn, slots: &Slots) -> Vec<(&str, Vec<Match>)> {
        let scan = self.scan(turn);
        let numbers: Vec<usize> = match scan {
            Some(scan) => scan.phrases().collect(),
            None => (0..self.phrases.len()).collect(),
        };
        let mut found = Vec::new();
        for at in numbers {
            let hits = self.hits(at, turn, slots, true);
            let id = self.phrases[at].id.as_str();
            if !hits.is_empty() && !is_part(id) {
                found.push((id, hits.into_iter().map(|hit| hit.into_match(self, turn, 0)).collect()));
            }
        }
        found.sort_by_key(|(id, _)| *id);
        found
    }

    /// Where forbidden words stand in one turn, each with what excuses it, if anything does.
    pub fn taboo(
        &self,
        phrase: &str,
        turn: &Turn,
        context: &crate::Context<'_>,
        slots: &Slots,
    ) -> Vec<TabooHit> {
        let Some(at) = self.get(phrase) else { return Vec::new() };
        let hits = self.hits(at, turn, slots, false).into_iter();
        hits.map(|hit| {
            let exempt = self.exemption(at, &hit, turn, context, slots);
            TabooHit { found: hit.into_match(self, turn, 0), exempt }
        })
        .collect()
    }

    pub(crate) fn get(&self, phrase: &str) -> Option<usize> {
        self.numbers.get(phrase).copied()
    }

    /// This phrase and all that it refers to.
    pub(crate) fn family(&self, at: usize) -> Vec<usize> {
        let mut family = vec![at];
        let mut next = 0;
        while let Some(&at) = family.get(next) {
            for part in &self.phrases[at].items {
                if let Part::Phrase(to) = part
                    && !family.contains(to)
                {
                    family.push(*to);
                }
            }
            next += 1;
        }
        family
    }

    /// What excuses this phrase as a taboo.
    pub(crate) fn exempt(&self, at: usize) -> &[Exempt] {
        match (&self.phrases[at].exempt, self.phrases[at].items.as_slice()) {
            (Some(own), _) => own,
            (None, [Part::Phrase(only)]) => self.exempt(*only),
            (None, _) => &[Exempt::Quoted, Exempt::Negated],
        }
    }

    fn patterns(&self, phrase: &str) -> Vec<&Pattern> {
        let family = self.get(phrase).map(|at| self.family(at)).unwrap_or_default();
        let parts = family.into_iter().flat_map(|at| &self.phrases[at].items);
        parts
            .filter_map(|part| match part {
                Part::Pattern(pattern) => Some(&**pattern),
                Part::Phrase(_) => None,
            })
            .collect()
    }

    fn find_rings(&self, problems: &mut Vec<BookProblem>) {
        // 0 not seen, 1 on the way, 2 done.
        let mut state = vec![0_u8; self.phrases.len()];
        for start in 0..self.phrases.len() {
            self.walk(start, &mut state, &mut Vec::new(), problems);
        }
    }

    fn walk(&self, at: usize, state: &mut [u8], path: &mut Vec<usize>, problems: &mut Vec<BookProblem>) {
        if state[at] == 2 {
            return;
        }
        if state[at] == 1 {
            let from = path.iter().position(|&other| other == at).unwrap_or(0);
            let mut ids: Vec<String> = path[from..].iter().map(|&at| self.phrases[at].id.clone()).collect();
            ids.push(self.phrases[at].id.clone());
            problems.push(BookProblem {
                phrase: self.phrases[at].id.clone(),
                item: None,
                kind: Kind::Cycle(ids),
            });
            return;
        }
        state[at] = 1;
        path.push(at);
        for part in &self.phrases[at].items {
            if let Part::Phrase(to) = part {
                self.walk(*to, state, path, problems);
            }
        }
        path.pop();
        state[at] = 2;
    }
}

/// Part of a ready-made phrase; its matches bear the phrase's name.
pub(crate) fn is_part(id: &str) -> bool {
    (id.starts_with("agrees") || id.starts_with("refuses")) && id.contains(ready_made::PART)
}

fn compile_one(def: &PhraseDef, names: &BTreeMap<String, usize>, problems: &mut Vec<BookProblem>) -> Phrase {
    let mut problem = |item, kind| problems.push(BookProblem { phrase: def.id.clone(), item, kind });
    let mut items = Vec::new();
    for (index, item) in def.items.iter().enumerate() {
        match item {
            Item::Pattern(text) => match parse_pattern(text) {
                Ok(pattern) => items.push(Part::Pattern(Box::new(pattern))),
                Err(wrong) => problem(Some(index), Kind::Pattern(wrong)),
            },
            Item::Phrase(id) => match names.get(id) {
                Some(&at) => items.push(Part::Phrase(at)),
                None => problem(Some(index), Kind::UnknownPhrase(id.clone())),
            },
        }
    }
    let mut harmless = Vec::new();
    for (index, text) in def.harmless.iter().enumerate() {
        match parse_pattern(text) {
            Ok(pattern) => harmless.push(pattern),
            Err(wrong) => problem(None, Kind::Harmless(index, wrong)),
        }
    }
    match def.kind {
        Combine::Timed { .. } => {}
        _ if def.items.is_empty() => problem(None, Kind::NoItems),
        Combine::AtLeast(asked) if asked == 0 || asked > def.items.len() => {
            problem(None, Kind::Count { asked, items: def.items.len() });
        }
        _ => {}
    }
    Phrase {
        id: def.id.clone(),
        kind: def.kind,
        items,
        as_: def.scope.as_,
        harmless,
        has_slots: false,
        exempt: def.exempt.clone(),
    }
}
