//! One automaton for the pieces of all patterns of a book, its states made as they are met.
//!
//! A state is the set of places that what was just said may be at. Most letters begin nothing that is under way, so that a state says by a
//! mask which letters it waits for at all; any other leads where it would lead from the beginning.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::pattern::{Letters, Piece};

/// So many states are kept; then they are made anew.
const KEPT: usize = 1 << 15;
/// So many books are kept by each thread, the ones asked last.
const BOOKS: usize = 12;
/// The state in which nothing is under way.
pub(crate) const NOTHING: State = State(0);

/// Where the automaton is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct State(u32);

/// The places of all pieces, numbered through.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    letters: Vec<Letters>,
    /// Places that may follow, as a range of `following`.
    next: Vec<(u32, u32)>,
    following: Vec<u32>,
    /// The piece that ends here, one more than its number; 0: none.
    ends: Vec<u32>,
    /// By letter, the places by which pieces begin.
    firsts: FxHashMap<char, Vec<u32>>,
    pieces: usize,
}

impl Places {
    /// Adds a piece; gives its number.
    pub(crate) fn add(&mut self, piece: &Piece) -> u32 {
        let base = self.letters.len() as u32;
        self.pieces += 1;
        for place in &piece.places {
            self.letters.push(place.letters.clone());
            let from = self.following.len() as u32;
            self.following.extend(place.next.iter().map(|next| base + u32::from(*next)));
            self.next.push((from, self.following.len() as u32));
            self.ends.push(if place.ends { self.pieces as u32 } else { 0 });
        }
        for &first in &piece.firsts {
            for &letter in piece.places[usize::from(first)].letters.as_slice() {
                self.firsts.entry(letter).or_default().push(base + u32::from(first));
            }
        }
        self.pieces as u32 - 1
    }

    fn following(&self, place: u32) -> &[u32] {
        let (from, to) = self.next[place as usize];
        &self.following[from as usize..to as usize]
    }

    fn begin(&self, letter: char) -> &[u32] {
        self.firsts.get(&letter).map_or(&[], Vec::as_slice)
    }
}

/// What a thread has made of a book's automaton, and what its walk has met.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    states: Vec<Made>,
    known: FxHashMap<Box<[u32]>, u32>,
    /// From a state by a letter that it waits for.
    steps: FxHashMap<u64, u32>,
    /// From anywhere else by a letter.
    roots: FxHashMap<char, u32>,
    round: u32,
    /// By piece: in which walk it was met last, and where it ended first and last.
    met: Vec<(u32, u32, u32)>,
    /// The pieces met in this walk.
    list: Vec<u32>,
}

#[derive(Debug)]
struct Made {
    places: Box<[u32]>,
    /// A bit for each letter that goes on from here; others may share it.
    waits: u64,
    /// Pieces that end here.
    ends: Box<[u32]>,
}

thread_local! {
    static WALKS: RefCell<Vec<(u64, Walk)>> = const { RefCell::new(Vec::new()) };
}

impl Walk {
    /// Lets `work` walk through the automaton of a book.
    pub(crate) fn through<T>(book: u64, places: &Places, work: impl FnOnce(&mut Walk) -> T) -> T {
        WALKS.with_borrow_mut(|walks| {
            match walks.iter().position(|(of, _)| *of == book) {
                Some(0) => {}
                Some(at) => walks[..=at].rotate_right(1),
                None => {
                    walks.truncate(BOOKS - 1);
                    walks.insert(0, (book, Walk::default()));
                }
            }
            let walk = &mut walks[0].1;
            walk.begin(places);
            work(walk)
        })
    }

    fn begin(&mut self, places: &Places) {
        if self.states.is_empty() {
            self.met = vec![(0, 0, 0); places.pieces];
            self.state_of(Vec::new(), places);
        }
        self.round = self.round.checked_add(1).unwrap_or_else(|| {
            self.met.fill((0, 0, 0));
            1
        });
        self.list.clear();
    }

    /// Reads a letter, which ends at `end`.
    pub(crate) fn step(&mut self, from: State, letter: char, end: usize, places: &Places) -> State {
        let to = self.to(from, letter, places);
        let ends = &self.states[to.0 as usize].ends;
        if !ends.is_empty() {
            for &piece in ends {
                let (round, _, last) = &mut self.met[piece as usize];
                if *round == self.round {
                    *last = end as u32;
                } else {
                    self.met[piece as usize] = (self.round, end as u32, end as u32);
                    self.list.push(piece);
                }
            }
        }
        to
    }

    fn to(&mut self, from: State, letter: char, places: &Places) -> State {
        let waits = self.states[from.0 as usize].waits & bit(letter) != 0;
        if !waits {
            if let Some(&known) = self.roots.get(&letter) {
                return State(known);
            }
            let to = self.state_of(places.begin(letter).to_vec(), places);
            self.roots.insert(letter, to.0);
            return to;
        }
        let key = u64::from(from.0) << 32 | u64::from(u32::from(letter));
        if let Some(&known) = self.steps.get(&key) {
            return State(known);
        }
        let mut reached = places.begin(letter).to_vec();
        for &place in &self.states[from.0 as usize].places {
            let takes = |next: &&u32| places.letters[**next as usize].as_slice().contains(&letter);
            reached.extend(places.following(place).iter().filter(takes));
        }
        let to = self.state_of(reached, places);
        self.steps.insert(key, to.0);
        to
    }

    fn state_of(&mut self, mut reached: Vec<u32>, places: &Places) -> State {
        reached.sort_unstable();
        reached.dedup();
        if let Some(&known) = self.known.get(reached.as_slice()) {
            return State(known);
        }
        let mut waits = 0;
        let mut ends = Vec::new();
        for &place in &reached {
            for &next in places.following(place) {
                waits |=
                    places.letters[next as usize].as_slice().iter().fold(0, |all, sign| all | bit(*sign));
            }
            ends.extend(places.ends[place as usize].checked_sub(1));
        }
        ends.sort_unstable();
        ends.dedup();
        let number = self.states.len() as u32;
        let reached: Box<[u32]> = reached.into();
        self.states.push(Made { places: reached.clone(), waits, ends: ends.into() });
        self.known.insert(reached, number);
        State(number)
    }

    /// Whether so many states were made that it is time to [`Walk::tidy`].
    pub(crate) fn is_full(&self) -> bool {
        self.states.len() >= KEPT
    }

    /// Forgets the states; `active` are kept, under other numbers.
    pub(crate) fn tidy(&mut self, active: &mut [&mut State], places: &Places) {
        let kept: Vec<Vec<u32>> =
            active.iter().map(|state| self.states[state.0 as usize].places.to_vec()).collect();
        self.states.clear();
        self.known.clear();
        self.steps.clear();
        self.roots.clear();
        self.state_of(Vec::new(), places);
        for (state, reached) in active.iter_mut().zip(kept) {
            **state = self.state_of(reached, places);
        }
    }

    /// The pieces that were met.
    pub(crate) fn met(&self) -> &[u32] {
        &self.list
    }

    /// Where a piece ended first and last, if it was met.
    pub(crate) fn ended(&self, piece: u32) -> Option<(usize, usize)> {
        let (round, first, last) = self.met.get(piece as usize)?;
        (*round == self.round).then_some((*first as usize, *last as usize))
    }
}

fn bit(sign: char) -> u64 {
    1 << (u32::from(sign) % 64)
}
