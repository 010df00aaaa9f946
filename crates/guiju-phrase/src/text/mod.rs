//! A turn's words in normal form, with the way back to the original characters.

pub(crate) mod fold;
mod idle;
pub(crate) mod numerals;
mod quotes;
pub(crate) mod times;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::found::Span;
use crate::hits::Hit;
use crate::sieve::Scan;
use fold::{Mark, digit_folded, fold, mark_of};

/// One character that counts for matching.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    /// Half width, simplified, lower case, Chinese digits as 0–9.
    pub(crate) letter: char,
    /// The same before digits were folded; sounds are taken from it.
    pub(crate) folded: char,
    utterance: u32,
    /// Which character of the utterance.
    at: u32,
}

impl Cell {
    fn utterance(&self) -> usize {
        self.utterance as usize
    }

    fn at(&self) -> usize {
        self.at as usize
    }
}

/// How much what stands between two characters divides them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Break {
    /// Nothing, or a mark that divides nothing (quotation marks, brackets).
    #[default]
    None,
    /// A comma, a space between clauses, the end of an utterance: a pattern may run across it.
    Soft,
    /// The end of a sentence: only a gap, or a mark in the pattern, crosses it.
    Hard,
}

/// What stands between two characters, or before the first or after the last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Between {
    pub(crate) level: Break,
    /// Anything at all stands there.
    pub(crate) any: bool,
    pub(crate) question: bool,
    pub(crate) colon: bool,
    pub(crate) point: bool,
}

/// One or more utterances of one speaker, joined and normalised for matching.
///
/// Build it once and ask many phrases of it; it keeps its own copy of the words.
#[derive(Debug, Clone, Default)]
pub struct Turn {
    utterances: Vec<Utterance>,
    cells: Vec<Cell>,
    /// `between[i]` stands before cell `i`; one more stands after the last.
    between: Vec<Between>,
    /// Where one may go on instead of reading the cell, for fillers and repeated syllables.
    skips: Vec<u8>,
    /// Cells that say nothing: fillers, repetitions.
    idle: Vec<bool>,
    quoted: Vec<bool>,
    /// Cells before which a clause ends, and those before which a sentence does.
    soft: Vec<usize>,
    hard: Vec<usize>,
    /// What it may hold, as the first book that was asked has found.
    pub(crate) scan: OnceLock<Scan>,
    /// What phrases without slots were found in it, by the book that has looked.
    pub(crate) memo: RefCell<FxHashMap<u32, Rc<[Hit]>>>,
}

/// How many cells one may pass over at a place: several lengths, none longer than seven.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Skips {
    at: usize,
    lengths: u8,
}

impl Skips {
    pub(crate) fn is_empty(self) -> bool {
        self.lengths == 0
    }

    /// Where one goes on.
    pub(crate) fn iter(self) -> impl Iterator<Item = usize> {
        (1..8).filter(move |length| self.lengths & (1 << length) != 0).map(move |length| self.at + length)
    }
}

#[derive(Debug, Clone)]
struct Utterance {
    original: Vec<char>,
    /// Character by character as the original, folded; what `re:` patterns read, made when one does.
    folded: OnceLock<String>,
    /// Cells of this utterance: first, one past the last.
    cells: (usize, usize),
}

impl Turn {
    /// Normalises the utterances of one turn, in order. Any text is taken as it is; none is refused.
    pub fn new<I: IntoIterator<Item = T>, T: AsRef<str>>(utterances: I) -> Self {
        let mut turn = Turn::default();
        let mut between = Between::default();
        for text in utterances {
            turn.read_utterance(text.as_ref(), &mut between);
            between.level = between.level.max(Break::Soft);
            between.any = true;
        }
        between.level = Break::Hard;
        turn.between.push(between);
        if let Some(first) = turn.between.first_mut() {
            first.level = Break::Hard;
        }
        for (at, between) in turn.between.iter().enumerate() {
            if between.level >= Break::Soft {
                turn.soft.push(at);
            }
            if between.level == Break::Hard {
                turn.hard.push(at);
            }
        }
        idle::find(&mut turn);
        quotes::find(&mut turn);
        turn
    }

    fn read_utterance(&mut self, text: &str, between: &mut Between) {
        let original: Vec<char> = text.chars().collect();
        let folded: Vec<char> = original.iter().map(|&sign| fold(sign)).collect();
        let spaces_divide = spaces_divide(&folded);
        let first = self.cells.len();
        self.cells.reserve(folded.len());
        self.between.reserve(folded.len() + 1);
        for (at, &sign) in folded.iter().enumerate() {
            if fold::is_han(sign) || sign.is_alphanumeric() {
                self.cells.push(Cell {
                    letter: digit_folded(sign),
                    folded: sign,
                    utterance: self.utterances.len() as u32,
                    at: at as u32,
                });
                self.between.push(std::mem::take(between));
                continue;
            }
            between.any = true;
            let beside = |at: Option<usize>| at.and_then(|at| folded.get(at)).copied().unwrap_or(' ');
            let mark = mark_of(sign, beside(at.checked_sub(1)), beside(Some(at + 1)));
            match mark {
                Mark::Nothing => {}
                Mark::Space if !spaces_divide => {}
                Mark::Space | Mark::Comma => between.level = between.level.max(Break::Soft),
                Mark::Colon => {
                    between.level = between.level.max(Break::Soft);
                    between.colon = true;
                }
                Mark::TimeColon => between.colon = true,
                Mark::Point => between.point = true,
                Mark::Stop => between.level = Break::Hard,
                Mark::Question => {
                    between.level = Break::Hard;
                    between.question = true;
                }
            }
        }
        let cells = (first, self.cells.len());
        self.utterances.push(Utterance { original, folded: OnceLock::new(), cells });
    }

    /// No character of this turn counts for matching.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The words in normal form, without fillers and repetitions.
    pub fn text(&self) -> String {
        self.cells.iter().zip(&self.idle).filter(|(_, idle)| !**idle).map(|(cell, _)| cell.letter).collect()
    }

    pub(crate) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(crate) fn letter(&self, at: usize) -> Option<char> {
        self.cells.get(at).map(|cell| cell.letter)
    }

    /// What stands before the cell `at`, or after the last one.
    pub(crate) fn between(&self, at: usize) -> Between {
        self.between.get(at).copied().unwrap_or_default()
    }

    pub(crate) fn skips(&self, at: usize) -> Skips {
        Skips { at, lengths: self.skips.get(at).copied().unwrap_or_default() }
    }

    pub(crate) fn is_idle(&self, at: usize) -> bool {
        self.idle.get(at).copied().unwrap_or(false)
    }

    pub(crate) fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or(false)
    }

    /// Where parts divided by `level` or more begin, all but the first.
    fn breaks(&self, level: Break) -> Option<&[usize]> {
        match level {
            Break::None => None,
            Break::Soft => Some(&self.soft),
            Break::Hard => Some(&self.hard),
        }
    }

    /// First cell of the part that `at` lies in, where parts are divided by `level` or more.
    pub(crate) fn part_start(&self, at: usize, level: Break) -> usize {
        let at = at.min(self.len());
        let Some(breaks) = self.breaks(level) else { return at };
        breaks.partition_point(|place| *place <= at).checked_sub(1).map_or(0, |last| breaks[last])
    }

    /// One past the last cell of the part that ends at or after `at`.
    pub(crate) fn part_end(&self, at: usize, level: Break) -> usize {
        let Some(breaks) = self.breaks(level) else { return at.min(self.len()) };
        let next = breaks.get(breaks.partition_point(|place| *place < at)).copied();
        next.unwrap_or(self.len()).min(self.len())
    }

    /// The folded texts of the utterances, with the cells that they hold.
    pub(crate) fn folded(&self) -> impl Iterator<Item = (usize, &str)> {
        let folded =
            |utterance: &Utterance| -> String { utterance.original.iter().map(|sign| fold(*sign)).collect() };
        let all = self.utterances.iter().enumerate();
        all.map(move |(index, utterance)| {
            (index, utterance.folded.get_or_init(|| folded(utterance)).as_str())
        })
    }

    /// The utterance of the cells `from..to`, and which of its characters the first and the last of them are; `None` where they are of
    /// several utterances.
    pub(crate) fn stand(&self, from: usize, to: usize) -> Option<(usize, usize, usize)> {
        let (first, last) = (self.cells.get(from)?, self.cells.get(to.checked_sub(1)?)?);
        (first.utterance == last.utterance).then(|| (first.utterance(), first.at(), last.at()))
    }

    /// The folded text that stands near the cells `from..to`, and with which character of the utterance it begins.
    pub(crate) fn folded_near(&self, from: usize, to: usize, near: usize) -> Option<(String, usize)> {
        let (utterance, first, last) = self.stand(from, to)?;
        let original = &self.utterances.get(utterance)?.original;
        let start = first.saturating_sub(near);
        let end = (last + 1 + near).min(original.len());
        Some((original.get(start..end)?.iter().map(|sign| fold(*sign)).collect(), start))
    }

    /// The cells whose characters lie in `from..to` of an utterance.
    pub(crate) fn cells_within(&self, utterance: usize, from: usize, to: usize) -> Option<(usize, usize)> {
        let (first, last) = self.utterances.get(utterance)?.cells;
        let cells = self.cells.get(first..last)?;
        let start = first + cells.partition_point(|cell| cell.at() < from);
        let end = first + cells.partition_point(|cell| cell.at() < to);
        (start < end).then_some((start, end))
    }

    /// Where the cells `from..to` stand in the original.
    pub(crate) fn spans(&self, from: usize, to: usize) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for cell in self.cells.get(from..to).unwrap_or(&[]) {
            match spans.last_mut() {
                Some(span) if span.utterance == cell.utterance() => span.to = cell.at() + 1,
                _ => spans.push(Span {
                    utterance: cell.utterance(),
                    from: cell.at(),
                    to: cell.at() + 1,
                    text: String::new(),
                }),
            }
        }
        for span in &mut spans {
            if let Some(utterance) = self.utterances.get(span.utterance) {
                span.text = utterance.original.get(span.from..span.to).unwrap_or(&[]).iter().collect();
            }
        }
        spans
    }

    /// The original words of the cells `from..to`.
    pub(crate) fn original(&self, from: usize, to: usize) -> String {
        self.spans(from, to).iter().map(|span| span.text.as_str()).collect()
    }
}

/// Whether spaces part clauses here. Some recognisers put them between words; then they mean nothing.
fn spaces_divide(folded: &[char]) -> bool {
    if !folded.iter().any(|sign| sign.is_whitespace()) {
        return true;
    }
    let runs: Vec<usize> = folded
        .split(|sign| sign.is_whitespace())
        .filter(|run| run.iter().any(|&sign| fold::is_han(sign)))
        .map(<[char]>::len)
        .collect();
    let short = runs.iter().filter(|&&length| length <= 2).count();
    runs.len() < 3 || short * 2 <= runs.len()
}

/// A text in normal form, and the way back.
#[derive(Debug, Clone)]
pub struct Normalised {
    /// The characters that count, fillers and repetitions left out.
    pub chars: Vec<char>,
    /// For each of them, which character of the original it was (Unicode scalar values, from 0).
    pub origin: Vec<usize>,
}

/// Brings a text into the form in which it is matched: half width, simplified, lower case, digits for Chinese
/// digits, without marks, separate fillers and repeated syllables.
pub fn normalise(text: &str) -> Normalised {
    let turn = Turn::new([text]);
    let kept = turn.cells.iter().zip(&turn.idle).filter(|(_, idle)| !**idle).map(|(cell, _)| cell);
    let (chars, origin) = kept.map(|cell| (cell.letter, cell.at())).unzip();
    Normalised { chars, origin }
}
