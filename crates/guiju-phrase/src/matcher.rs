//! Runs a compiled pattern over a turn.
//!
//! A backtracking search that visits no pair of instruction and place twice for one starting place, and a match
//! has a greatest length: the work is bounded by pattern × length of text, whatever the pattern.

use std::cell::Cell;
use std::collections::BTreeMap;

use pinyin::ToPinyinMulti;

use crate::found::Said;
use crate::pattern::{Expression, Op, Pattern, Program, Search, SlotType};
use crate::slots::Slots;
use crate::text::{Break, Turn, fold::is_han, numerals, times};

/// So many characters beside a match are read to see whether it is part of something longer.
const NEAR: usize = 200;
/// So many cells may be passed over within one match.
const PASSED_OVER: usize = 24;

/// A match, in cells of the turn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) said: BTreeMap<String, Said>,
}

/// All matches of a pattern that `accept` takes, from left to right, none overlapping; at each place the one with the
/// shortest gaps and the longest choices.
pub(crate) fn find_all(
    pattern: &Pattern,
    turn: &Turn,
    slots: &Slots,
    accept: &dyn Fn(usize, usize) -> bool,
) -> Vec<Found> {
    let program = match &pattern.search {
        Search::Program(program) => program,
        Search::Regex(regex) => return regex_matches(regex, turn, accept),
    };
    if !filled(program, slots) {
        return Vec::new();
    }
    let mut search = Run::new(program, turn, slots);
    let mut found = Vec::new();
    let mut start = 0;
    while start < turn.len() {
        if !search.may_begin(start) {
            start += 1;
            continue;
        }
        match Some(start)
            .filter(|start| !ends_a_word(turn, *start))
            .and_then(|start| search.at(start, accept))
        {
            Some(one) => {
                start = one.end.max(start + 1);
                found.push(one);
            }
            None => start += 1,
        }
    }
    found
}

/// Whether a match covers the cells `from..to`.
pub(crate) fn covers(pattern: &Pattern, turn: &Turn, slots: &Slots, from: usize, to: usize) -> bool {
    let program = match &pattern.search {
        Search::Program(program) => program,
        Search::Regex(regex) => {
            return regex_covers(regex, turn, from, to);
        }
    };
    if !filled(program, slots) {
        return false;
    }
    let mut search = Run::new(program, turn, slots);
    let earliest = (from + 1).saturating_sub(program.longest + slots.longest() + PASSED_OVER);
    (earliest..=from)
        .any(|start| !ends_a_word(turn, start) && search.at(start, &|_, end| end >= to).is_some())
}

/// Whether the slots have a text that no match can do without.
fn filled(program: &Program, slots: &Slots) -> bool {
    program.needs.iter().all(|name| !slots.texts(name).is_empty())
}

/// Whether a character ends a word that means something else: the 别 of 特别 forbids nothing (特别感谢 is no 别感谢).
fn ends_a_word(turn: &Turn, at: usize) -> bool {
    turn.letter(at) == Some('别')
        && at
            .checked_sub(1)
            .and_then(|before| turn.letter(before))
            .is_some_and(|before| "特区差级性".contains(before))
}

/// Whether a match of an expression covers the cells `from..to`. Of a long turn only what stands near is read.
fn regex_covers(expression: &Expression, turn: &Turn, from: usize, to: usize) -> bool {
    let Some(regex) = expression.regex() else { return false };
    let Some((text, offset)) = turn.folded_near(from, to, NEAR) else { return false };
    let chars = |byte: usize| offset + text.get(..byte).map_or(0, |before| before.chars().count());
    let Some((_, first, last)) = turn.stand(from, to) else { return false };
    regex.find_iter(&text).any(|found| chars(found.start()) <= first && chars(found.end()) > last)
}

fn regex_matches(expression: &Expression, turn: &Turn, accept: &dyn Fn(usize, usize) -> bool) -> Vec<Found> {
    let Some(regex) = expression.regex() else { return Vec::new() };
    let mut found = Vec::new();
    for (utterance, text) in turn.folded() {
        // Matches come from left to right, so that characters are counted once.
        let mut counted = (0, 0);
        let mut chars = |byte: usize| {
            if byte < counted.0 {
                counted = (0, 0);
            }
            let more = text.get(counted.0..byte).map_or(0, |between| between.chars().count());
            counted = (byte, counted.1 + more);
            counted.1
        };
        for captures in regex.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            let Some((start, end)) = turn.cells_within(utterance, chars(whole.start()), chars(whole.end()))
            else {
                continue;
            };
            if !accept(start, end) {
                continue;
            }
            let mut said = BTreeMap::new();
            for name in regex.capture_names().flatten() {
                let Some(group) = captures.name(name) else { continue };
                let (from, to) = (chars(group.start()), chars(group.end()));
                if let Some((from, to)) = turn.cells_within(utterance, from, to) {
                    said.insert(name.to_owned(), Said::Text(turn.original(from, to)));
                }
            }
            found.push(Found { start, end, said });
        }
    }
    found
}

/// The readings of a Chinese character, without tones.
pub(crate) fn sounds(sign: char) -> Vec<&'static str> {
    let mut sounds: Vec<&'static str> = sign
        .to_pinyin_multi()
        .map(|all| all.into_iter().map(|one| one.plain()).collect())
        .unwrap_or_default();
    sounds.sort_unstable();
    sounds.dedup();
    sounds
}

/// What a path has taken so far, as a chain that paths share.
#[derive(Clone, Copy)]
struct Taken<'a> {
    before: usize,
    name: &'a str,
    kind: Kept,
}

#[derive(Clone, Copy)]
enum Kept {
    Int(i64),
    Number(f64),
    Time(u8, u8),
    Text(usize, usize),
    OpenedAt(usize),
}

const NOTHING: usize = usize::MAX;

struct Run<'a> {
    program: &'a Program,
    turn: &'a Turn,
    slots: &'a Slots,
    /// For each instruction and place from the start on, the last start that came there, counted by `round`.
    visited: Vec<u32>,
    round: u32,
    /// Places that a match may reach.
    width: usize,
    /// Instruction, place, what was taken.
    waiting: Vec<(usize, usize, usize)>,
    taken: Vec<Taken<'a>>,
}

/// Where a search notes what it has visited. Marks of earlier searches have lower rounds, so that nothing has to be wiped.
#[derive(Default)]
struct Scratch {
    visited: Vec<u32>,
    round: u32,
    waiting: Vec<(usize, usize, usize)>,
}

thread_local! {
    /// A search inside another one's `accept` finds it taken and begins with an empty one.
    static SCRATCH: Cell<Scratch> = const { Cell::new(Scratch { visited: Vec::new(), round: 0, waiting: Vec::new() }) };
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        let own = Scratch {
            visited: std::mem::take(&mut self.visited),
            round: self.round,
            waiting: std::mem::take(&mut self.waiting),
        };
        let there = SCRATCH.take();
        SCRATCH.set(if there.visited.len() > own.visited.len() { there } else { own });
    }
}

impl<'a> Run<'a> {
    fn new(program: &'a Program, turn: &'a Turn, slots: &'a Slots) -> Self {
        let width = program.longest + slots.longest() + PASSED_OVER + 1;
        let Scratch { visited, round, waiting } = SCRATCH.take();
        Run { program, turn, slots, visited, round, width, waiting, taken: Vec::new() }
    }

    /// Whether this instruction is met here for the first time from this start.
    fn is_new(&mut self, op: usize, from_start: usize) -> bool {
        let Some(seen) = self.visited.get_mut(op * self.width + from_start) else { return false };
        let new = *seen != self.round;
        *seen = self.round;
        new
    }

    /// Whether a match may begin with the letter that stands here.
    fn may_begin(&self, start: usize) -> bool {
        let Some(letter) = self.turn.letter(start) else { return false };
        match (&self.program.firsts, &self.program.opens) {
            (Some(firsts), _) => firsts.has(letter),
            (None, Some(slot)) => self.slots.texts(slot).iter().any(|text| text.begins_with(letter)),
            (None, None) => true,
        }
    }

    /// The match that begins here and that `accept` takes.
    fn at(&mut self, start: usize, accept: &dyn Fn(usize, usize) -> bool) -> Option<Found> {
        if !self.may_begin(start) {
            return None;
        }
        let needed = self.width * self.program.ops.len();
        if self.visited.len() < needed {
            self.visited.resize(needed, 0);
        }
        self.round = match self.round.checked_add(1) {
            Some(round) => round,
            None => {
                self.visited.fill(0);
                1
            }
        };
        self.waiting.clear();
        self.taken.clear();
        self.waiting.push((0, start, NOTHING));
        while let Some((op, at, taken)) = self.waiting.pop() {
            if at - start >= self.width || !self.is_new(op, at - start) {
                continue;
            }
            if matches!(self.program.ops.get(op), Some(Op::Done)) {
                if at > start && accept(start, at) {
                    return Some(Found { start, end: at, said: self.said(taken) });
                }
                continue;
            }
            self.step(op, at, taken, start);
        }
        None
    }

    /// Follows one instruction; what is to be tried first is pushed last.
    fn step(&mut self, op: usize, at: usize, taken: usize, start: usize) {
        let Some(instruction) = self.program.ops.get(op) else { return };
        let turn = self.turn;
        let next = op + 1;
        match instruction {
            Op::Split(first, second) => {
                self.waiting.push((*second, at, taken));
                self.waiting.push((*first, at, taken));
            }
            Op::Jump(target) => self.waiting.push((*target, at, taken)),
            Op::Open => {
                self.taken.push(Taken { before: taken, name: "", kind: Kept::OpenedAt(at) });
                self.waiting.push((next, at, self.taken.len() - 1));
            }
            Op::Close { name } => {
                let opened = self.chain(taken).find_map(|one| match one.kind {
                    Kept::OpenedAt(from) => Some(from),
                    _ => None,
                });
                self.keep(taken, name, Kept::Text(opened.unwrap_or(at), at), (next, at));
            }
            Op::QuestionMark => {
                let mut end = at;
                while end < turn.len() && turn.is_idle(end) && !turn.between(end).question {
                    end += 1;
                }
                if turn.between(end).question {
                    self.waiting.push((next, at, taken));
                }
            }
            Op::WordEdge => {
                let latin = |at: Option<usize>| {
                    at.and_then(|at| turn.letter(at)).is_some_and(|letter| letter.is_ascii_alphabetic())
                };
                if turn.between(at).any || !latin(at.checked_sub(1)) || !latin(Some(at)) {
                    self.waiting.push((next, at, taken));
                }
            }
            Op::NumberEdge => {
                let digit = |at: Option<usize>| {
                    at.and_then(|at| turn.letter(at)).is_some_and(|letter| letter.is_ascii_digit())
                };
                if turn.between(at).any || !digit(at.checked_sub(1)) || !digit(Some(at)) {
                    self.waiting.push((next, at, taken));
                }
            }
            Op::Done => {}
            Op::Char { crosses, .. }
            | Op::Sound { crosses, .. }
            | Op::Number { crosses, .. }
            | Op::Time { crosses, .. }
            | Op::Slot { crosses, .. }
            | Op::Typed { crosses, .. } => {
                if at > start && !*crosses && turn.between(at).level == Break::Hard {
                    return;
                }
                self.pass_over(op, at, taken, start);
                let numeric = matches!(instruction, Op::Number { .. } | Op::Time { .. } | Op::Typed { .. });
                if !(numeric && numerals::goes_on(turn, at)) {
                    self.read(op, at, taken);
                }
            }
            Op::Any { within } => {
                if *within && at > start && turn.between(at).level >= Break::Soft {
                    return;
                }
                self.pass_over(op, at, taken, start);
                if at < turn.len() {
                    self.waiting.push((next, at + 1, taken));
                }
            }
        }
    }

    /// Goes on behind a filler or a repetition, except at the very beginning.
    fn pass_over(&mut self, op: usize, at: usize, taken: usize, start: usize) {
        if at > start {
            for to in self.turn.skips(at).iter() {
                self.waiting.push((op, to, taken));
            }
        }
    }

    /// Reads what the instruction asks for.
    fn read(&mut self, op: usize, at: usize, taken: usize) {
        let turn = self.turn;
        let next = op + 1;
        match self.program.ops.get(op) {
            Some(Op::Char { sign, .. }) if turn.letter(at) == Some(*sign) => {
                self.waiting.push((next, at + 1, taken))
            }
            Some(Op::Sound { sounds: wanted, sign, .. }) => {
                let Some(cell) = turn.cells().get(at) else { return };
                let alike = cell.folded == *sign
                    || (is_han(cell.folded)
                        && sounds(cell.folded).iter().any(|sound| wanted.contains(sound)));
                if alike {
                    self.waiting.push((next, at + 1, taken));
                }
            }
            Some(Op::Number { value, .. }) => {
                if let Some((end, _)) =
                    numerals::number_at(turn, at).filter(|&(_, said)| (said - value).abs() < 1e-9)
                {
                    self.waiting.push((next, end, taken));
                }
            }
            Some(Op::Time { hour, minute, .. }) => {
                if let Some(time) = times::time_at(turn, at).filter(|time| time.means(*hour, *minute)) {
                    self.waiting.push((next, time.end, taken));
                }
            }
            Some(Op::Slot { name, .. }) => {
                for filled in self.slots.texts(name) {
                    if let Some(time) = filled
                        .time
                        .and_then(|(h, m)| times::time_at(turn, at).filter(|time| time.means(h, m)))
                    {
                        self.waiting.push((next, time.end, taken));
                    }
                    if let Some((end, _)) = filled.number.and_then(|value| {
                        numerals::number_at(turn, at).filter(|&(_, said)| (said - value).abs() < 1e-9)
                    }) {
                        self.waiting.push((next, end, taken));
                    }
                    if let Some(end) = read_letters(turn, at, &filled.letters) {
                        self.waiting.push((next, end, taken));
                    }
                }
            }
            Some(Op::Typed { name, kind, .. }) => {
                let read = match kind {
                    SlotType::Int => numerals::whole_at(turn, at).map(|(end, value)| (end, Kept::Int(value))),
                    SlotType::Number => {
                        numerals::number_at(turn, at).map(|(end, value)| (end, Kept::Number(value)))
                    }
                    SlotType::Minutes => {
                        times::minutes_at(turn, at).map(|(end, value)| (end, Kept::Int(value)))
                    }
                    SlotType::Time => {
                        times::time_at(turn, at).map(|time| (time.end, Kept::Time(time.hour, time.minute)))
                    }
                    SlotType::Text => None,
                };
                if let Some((end, value)) = read {
                    self.keep(taken, name, value, (next, end));
                }
            }
            _ => {}
        }
    }

    fn keep(&mut self, before: usize, name: &'a str, kind: Kept, (op, at): (usize, usize)) {
        self.taken.push(Taken { before, name, kind });
        self.waiting.push((op, at, self.taken.len() - 1));
    }

    /// What a path took, the latest first.
    fn chain(&self, from: usize) -> impl Iterator<Item = &Taken<'a>> {
        let mut at = from;
        std::iter::from_fn(move || {
            let one = self.taken.get(at)?;
            at = one.before;
            Some(one)
        })
    }

    fn said(&self, taken: usize) -> BTreeMap<String, Said> {
        let mut said = BTreeMap::new();
        for one in self.chain(taken) {
            let value = match one.kind {
                Kept::Int(value) => Said::Int(value),
                Kept::Number(value) => Said::Number(value),
                Kept::Time(hour, minute) => Said::Time { hour, minute },
                Kept::Text(from, to) => Said::Text(self.turn.original(from, to)),
                Kept::OpenedAt(_) => continue,
            };
            said.entry(one.name.to_owned()).or_insert(value);
        }
        said
    }
}

/// One past the letters, if they stand here; what is idle in between is passed over.
fn read_letters(turn: &Turn, at: usize, letters: &[char]) -> Option<usize> {
    let mut end = at;
    for (index, &letter) in letters.iter().enumerate() {
        if index > 0 {
            if turn.between(end).level == Break::Hard {
                return None;
            }
            while turn.letter(end) != Some(letter) && turn.is_idle(end) {
                end += 1;
            }
        }
        if turn.letter(end) != Some(letter) {
            return None;
        }
        end += 1;
    }
    Some(end)
}
