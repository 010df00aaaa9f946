//! Which patterns a turn may hold: one look at each of its letters, however many patterns there are.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::automaton::{NOTHING, Places, State, Walk};
use crate::book::{Part, Phrase};
use crate::text::Turn;

/// So many ways past fillers and repetitions are followed at a time; a turn that holds more is not looked through.
const WAYS: usize = 256;

/// Bits, one for each pattern or phrase.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Bits(Vec<u64>);

impl Bits {
    fn with(count: usize) -> Bits {
        Bits(vec![0; count.div_ceil(64)])
    }

    fn set(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    }
}

/// What a book asks of a turn's letters before any of its patterns is tried.
#[derive(Debug, Clone)]
pub(crate) struct Sieve {
    /// Tells books apart: a turn remembers what one of them asked.
    book: u64,
    places: Places,
    /// By piece, the patterns of which it is the longest.
    patterns: Vec<Vec<u32>>,
    /// By pattern, its pieces and how long each is at least.
    pieces: Vec<Box<[(u32, u32)]>>,
    /// For each pattern the phrases that hold it, directly or through others.
    phrases: Vec<Vec<u32>>,
    /// How many phrases there are.
    count: usize,
    /// What any turn may hold: patterns without pieces and their phrases.
    always: Scan,
}

/// What a turn may hold of a book.
#[derive(Debug, Clone)]
pub(crate) struct Scan {
    book: u64,
    patterns: Bits,
    phrases: Bits,
}

impl Scan {
    /// How many patterns the turn may hold.
    pub(crate) fn count(&self) -> usize {
        self.patterns.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether the turn may hold this pattern.
    pub(crate) fn may_hold(&self, pattern: u32) -> bool {
        self.patterns.has(pattern as usize)
    }

    /// The phrases of which the turn may hold anything.
    pub(crate) fn phrases(&self) -> impl Iterator<Item = usize> {
        let words = self.phrases.0.iter().enumerate().filter(|(_, word)| **word != 0);
        words.flat_map(|(at, word)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| at * 64 + bit)
        })
    }

    /// Whether the turn may hold anything of this phrase.
    pub(crate) fn may_say(&self, phrase: usize) -> bool {
        self.phrases.has(phrase)
    }
}

impl Sieve {
    /// Numbers the patterns of the phrases and sorts them by their needles.
    pub(crate) fn of(phrases: &mut [Phrase]) -> Sieve {
        static BOOKS: AtomicU64 = AtomicU64::new(1);
        let book = BOOKS.fetch_add(1, Ordering::Relaxed);
        let mut above: Vec<Vec<u32>> = vec![Vec::new(); phrases.len()];
        for (at, phrase) in phrases.iter().enumerate() {
            for part in &phrase.items {
                if let Part::Phrase(to) = part {
                    above[*to].push(at as u32);
                }
            }
        }
        let mut places = Places::default();
        let mut patterns: Vec<Vec<u32>> = Vec::new();
        let mut pieces: Vec<Box<[(u32, u32)]>> = Vec::new();
        let (mut holders, mut without) = (Vec::new(), Vec::new());
        for (at, phrase) in phrases.iter_mut().enumerate() {
            let holds = upwards(at as u32, &above);
            let mut patterns_of = Vec::new();
            for part in &mut phrase.items {
                if let Part::Pattern(pattern) = part {
                    patterns_of.push((&mut **pattern, holds.clone()));
                }
            }
            // What a harmless pattern finds says nothing of its phrase.
            patterns_of.extend(phrase.harmless.iter_mut().map(|pattern| (pattern, Vec::new())));
            for (pattern, holds) in patterns_of {
                let number = holders.len() as u32;
                pattern.number = Some(number);
                holders.push(holds);
                let own: Box<[(u32, u32)]> =
                    pattern.pieces.iter().map(|piece| (places.add(piece), piece.least as u32)).collect();
                patterns.resize_with(patterns.len() + own.len(), Vec::new);
                match own.iter().max_by_key(|(_, least)| *least) {
                    Some((longest, _)) => patterns[*longest as usize].push(number),
                    None => without.push(number),
                }
                pieces.push(own);
            }
        }
        let mut always =
            Scan { book, patterns: Bits::with(holders.len()), phrases: Bits::with(phrases.len()) };
        for number in without {
            always.patterns.set(number as usize);
            holders[number as usize].iter().for_each(|phrase: &u32| always.phrases.set(*phrase as usize));
        }
        Sieve { book, places, patterns, pieces, phrases: holders, count: phrases.len(), always }
    }

    /// What a turn may hold; `None`: it remembers another book's, and everything is tried.
    pub(crate) fn scan<'t>(&self, turn: &'t Turn) -> Option<&'t Scan> {
        let scan = turn.scan.get_or_init(|| self.look(turn));
        (scan.book == self.book).then_some(scan)
    }

    fn look(&self, turn: &Turn) -> Scan {
        Walk::through(self.book, &self.places, |walk| {
            if !self.walk(turn, walk) {
                return self.everything();
            }
            let mut scan = self.always.clone();
            for &piece in walk.met() {
                for &number in &self.patterns[piece as usize] {
                    if !scan.patterns.has(number as usize) && self.in_order(number, walk) {
                        scan.patterns.set(number as usize);
                        self.phrases[number as usize]
                            .iter()
                            .for_each(|phrase| scan.phrases.set(*phrase as usize));
                    }
                }
            }
            scan
        })
    }

    /// Reads the letters of a turn; whether that could be done.
    fn walk(&self, turn: &Turn, walk: &mut Walk) -> bool {
        let mut active = vec![NOTHING];
        // States that wait for a later cell because what stands between may be passed over.
        let mut passed: Vec<(usize, State)> = Vec::new();
        for (at, cell) in turn.cells().iter().enumerate() {
            let skips = turn.skips(at);
            if !passed.is_empty() || !skips.is_empty() {
                for &(_, state) in passed.iter().filter(|(to, _)| *to == at) {
                    if !active.contains(&state) {
                        active.push(state);
                    }
                }
                passed.retain(|(to, _)| *to > at);
                for to in skips.iter() {
                    for &state in &active {
                        if !passed.contains(&(to, state)) {
                            passed.push((to, state));
                        }
                    }
                }
                if passed.len() > WAYS {
                    return false;
                }
            }
            for state in &mut active {
                *state = walk.step(*state, cell.letter, at + 1, &self.places);
            }
            if active.len() > 1 {
                active.sort_unstable();
                active.dedup();
            }
            let mut all: Vec<&mut State> = Vec::new();
            if walk.is_full() {
                all.extend(&mut active);
                all.extend(passed.iter_mut().map(|(_, state)| state));
                walk.tidy(&mut all, &self.places);
            }
        }
        true
    }

    /// Whether the pieces of a pattern can have been met one behind the other.
    fn in_order(&self, pattern: u32, walk: &Walk) -> bool {
        let mut end = 0;
        self.pieces[pattern as usize].iter().all(|&(piece, least)| {
            let Some((first, last)) = walk.ended(piece) else { return false };
            end = first.max(end + least as usize);
            end <= last
        })
    }

    /// Nothing is ruled out.
    fn everything(&self) -> Scan {
        let all = |count: usize| {
            let mut bits = Bits::with(count);
            (0..count).for_each(|at| bits.set(at));
            bits
        };
        Scan { book: self.book, patterns: all(self.pieces.len()), phrases: all(self.count) }
    }
}

impl Default for Sieve {
    fn default() -> Sieve {
        Sieve::of(&mut [])
    }
}

/// A phrase and all that refer to it.
fn upwards(at: u32, above: &[Vec<u32>]) -> Vec<u32> {
    let mut all = vec![at];
    let mut next = 0;
    while let Some(&at) = all.get(next) {
        for &to in &above[at as usize] {
            if !all.contains(&to) {
                all.push(to);
            }
        }
        next += 1;
    }
    all
}
