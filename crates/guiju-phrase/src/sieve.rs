//! Which patterns a turn may hold: one look at each pair of its letters, however many patterns there are.

use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

use crate::book::{Part, Phrase};
use crate::pattern::Needle;
use crate::text::Turn;

/// Bits of the filter that is asked before the tables.
const FILTER: usize = 1 << 16;

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
    /// Whether a needle may be in the tables.
    filter: Vec<u64>,
    /// Numbers of the needles.
    needles: FxHashMap<Needle, u32>,
    /// By needle, the patterns whose rarest list it is in.
    patterns: Vec<Vec<u32>>,
    /// By pattern, its other lists.
    others: Vec<Vec<Vec<u32>>>,
    /// For each pattern the phrases that hold it, directly or through others.
    phrases: Vec<Vec<u32>>,
    /// What any turn may hold: patterns without needles and their phrases.
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
        let mut needles: FxHashMap<Needle, u32> = FxHashMap::default();
        let mut patterns: Vec<Vec<u32>> = Vec::new();
        let (mut holders, mut others, mut without) = (Vec::new(), Vec::new(), Vec::new());
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
                let mut number_of = |needle: &Needle| {
                    *needles.entry(*needle).or_insert_with(|| {
                        patterns.push(Vec::new());
                        (patterns.len() - 1) as u32
                    })
                };
                let mut lists: Vec<Vec<u32>> =
                    pattern.needles.iter().map(|list| list.iter().map(&mut number_of).collect()).collect();
                if lists.is_empty() {
                    without.push(number);
                } else {
                    lists.remove(0).into_iter().for_each(|needle| patterns[needle as usize].push(number));
                }
                others.push(lists);
            }
        }
        let mut always =
            Scan { book, patterns: Bits::with(holders.len()), phrases: Bits::with(phrases.len()) };
        let mut filter = vec![0_u64; FILTER / 64];
        for number in without {
            always.patterns.set(number as usize);
            holders[number as usize].iter().for_each(|phrase: &u32| always.phrases.set(*phrase as usize));
        }
        for needle in needles.keys() {
            let bit = place(*needle);
            filter[bit / 64] |= 1 << (bit % 64);
        }
        Sieve { book, filter, needles, patterns, others, phrases: holders, always }
    }

    /// What a turn may hold; `None`: it remembers another book's, and everything is tried.
    pub(crate) fn scan<'t>(&self, turn: &'t Turn) -> Option<&'t Scan> {
        let scan = turn.scan.get_or_init(|| self.look(turn));
        (scan.book == self.book).then_some(scan)
    }

    fn look(&self, turn: &Turn) -> Scan {
        let mut met = Met { needles: Bits::with(self.patterns.len()), list: Vec::new() };
        // Letters that come before a later cell because what stands between may be passed over.
        let mut passed: Vec<(usize, char)> = Vec::new();
        let mut before: Option<char> = None;
        for (at, cell) in turn.cells().iter().enumerate() {
            let letter = cell.letter;
            self.meet(Needle::One(letter), &mut met);
            if let Some(before) = before {
                self.meet(Needle::Two(before, letter), &mut met);
            }
            let skips = turn.skips(at);
            if !passed.is_empty() || !skips.is_empty() {
                passed.retain(|(to, _)| *to >= at);
                for (_, before) in passed.iter().filter(|(to, _)| *to == at) {
                    self.meet(Needle::Two(*before, letter), &mut met);
                }
                for to in skips.iter() {
                    let here = passed.iter().filter(|(from, _)| *from == at).map(|(_, sign)| *sign);
                    let more: Vec<char> = here.chain(before).collect();
                    for sign in more {
                        // One at a time: a syllable said a hundred times would else double what is kept with each.
                        if !passed.contains(&(to, sign)) {
                            passed.push((to, sign));
                        }
                    }
                }
            }
            before = Some(letter);
        }
        let mut scan = self.always.clone();
        for needle in met.list {
            for &number in &self.patterns[needle as usize] {
                let number = number as usize;
                let holds = |list: &Vec<u32>| list.iter().any(|needle| met.needles.has(*needle as usize));
                if !scan.patterns.has(number) && self.others[number].iter().all(holds) {
                    scan.patterns.set(number);
                    self.phrases[number].iter().for_each(|phrase| scan.phrases.set(*phrase as usize));
                }
            }
        }
        scan
    }

    fn meet(&self, needle: Needle, met: &mut Met) {
        let bit = place(needle);
        if self.filter[bit / 64] & (1 << (bit % 64)) == 0 {
            return;
        }
        let Some(number) = self.needles.get(&needle) else { return };
        if !met.needles.has(*number as usize) {
            met.needles.set(*number as usize);
            met.list.push(*number);
        }
    }
}

/// Needles that were met.
struct Met {
    needles: Bits,
    list: Vec<u32>,
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

/// The needle's bit of the filter.
fn place(needle: Needle) -> usize {
    let (a, b) = match needle {
        Needle::One(a) => (u64::from(u32::from(a)), 0),
        Needle::Two(a, b) => (u64::from(u32::from(a)), u64::from(u32::from(b))),
    };
    let mixed = (a << 21 | b).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 48) as usize % FILTER
}
