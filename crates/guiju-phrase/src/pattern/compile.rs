//! From the tree to instructions for the matcher.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Node, SlotType};
use crate::matcher::sounds;
use crate::text::{
    fold::{digit_folded, is_han},
    numerals, times,
};

/// A pattern may grow to so many instructions.
const LARGEST: usize = 2000;
/// A `{x:text}` slot takes so many characters.
const TEXT: usize = 12;
/// What a filled slot may take, at most.
const SLOT: usize = 40;

/// One instruction. `crosses`: the next character may stand in the next sentence.
#[derive(Debug, Clone)]
pub(crate) enum Op {
    Char {
        sign: char,
        crosses: bool,
    },
    Sound {
        sounds: Vec<&'static str>,
        sign: char,
        crosses: bool,
    },
    /// Any character; `within`: of the same clause.
    Any {
        within: bool,
    },
    /// Tries the first, then the second.
    Split(usize, usize),
    Jump(usize),
    Number {
        value: f64,
        crosses: bool,
    },
    Time {
        hour: u8,
        minute: u8,
        crosses: bool,
    },
    Slot {
        name: String,
        crosses: bool,
    },
    Typed {
        name: String,
        kind: SlotType,
        crosses: bool,
    },
    Open,
    Close {
        name: String,
    },
    QuestionMark,
    WordEdge,
    NumberEdge,
    Done,
}

/// A compiled pattern.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) ops: Vec<Op>,
    /// No match takes more cells, what is passed over not counted.
    pub(crate) longest: usize,
    /// A match begins with one of these; `None`: with anything.
    pub(crate) firsts: Option<Firsts>,
    /// It begins with this slot.
    pub(crate) opens: Option<String>,
    /// Slots without which there is no match.
    pub(crate) needs: Box<[String]>,
}

/// Letters, quickly asked: most are none of them.
#[derive(Debug, Clone)]
pub(crate) struct Firsts {
    filter: u64,
    letters: Box<[char]>,
}

impl Firsts {
    fn of(letters: BTreeSet<char>) -> Firsts {
        let filter = letters.iter().fold(0, |filter, sign| filter | bit(*sign));
        Firsts { filter, letters: letters.into_iter().collect() }
    }

    pub(crate) fn has(&self, sign: char) -> bool {
        self.filter & bit(sign) != 0 && self.letters.binary_search(&sign).is_ok()
    }
}

fn bit(sign: char) -> u64 {
    1 << (u32::from(sign) % 64)
}

pub(super) fn compile(nodes: &[Node]) -> Option<Program> {
    let mut ops = Vec::new();
    emit(nodes, &mut ops)?;
    ops.push(Op::Done);
    let mut firsts = BTreeSet::new();
    let certain = first_letters(nodes, &mut firsts) == First::Taken;
    let opens = match nodes.first() {
        Some(Node::Slot { name, .. }) => Some(name.clone()),
        _ => None,
    };
    let firsts = certain.then(|| Firsts::of(firsts));
    Some(Program { longest: longest(nodes), firsts, opens, needs: needed(nodes), ops })
}

/// Emits a sequence; `None` when it grows too large.
fn emit(nodes: &[Node], ops: &mut Vec<Op>) -> Option<()> {
    for node in nodes {
        if ops.len() > LARGEST {
            return None;
        }
        emit_one(node, ops)?;
    }
    Some(())
}

fn emit_one(node: &Node, ops: &mut Vec<Op>) -> Option<()> {
    match node {
        Node::Char { sign, crosses } => ops.push(Op::Char { sign: *sign, crosses: *crosses }),
        Node::Sound { sign, crosses } => {
            ops.push(Op::Sound { sounds: crate::matcher::sounds(*sign), sign: *sign, crosses: *crosses });
        }
        Node::QuestionMark => ops.push(Op::QuestionMark),
        Node::WordEdge => ops.push(Op::WordEdge),
        Node::NumberEdge => ops.push(Op::NumberEdge),
        Node::Time { hour, minute, crosses } => {
            ops.push(Op::Time { hour: *hour, minute: *minute, crosses: *crosses });
        }
        Node::Slot { name, crosses } => ops.push(Op::Slot { name: name.clone(), crosses: *crosses }),
        Node::Typed { name, kind: SlotType::Text, crosses } => {
            ops.push(Op::Open);
            ops.push(Op::Any { within: !crosses });
            words(TEXT - 1, ops);
            ops.push(Op::Close { name: name.clone() });
        }
        Node::Typed { name, kind, crosses } => {
            ops.push(Op::Typed { name: name.clone(), kind: *kind, crosses: *crosses });
        }
        Node::Number { value, plain, crosses } => {
            let split = ops.len();
            ops.push(Op::Jump(0));
            emit(plain, ops)?;
            let jump = ops.len();
            ops.push(Op::Jump(0));
            ops[split] = Op::Split(split + 1, ops.len());
            ops.push(Op::Number { value: *value, crosses: *crosses });
            ops[jump] = Op::Jump(ops.len());
        }
        Node::Gap { least, most } => {
            for _ in 0..*least {
                ops.push(Op::Any { within: false });
            }
            gap(usize::from(most - least), ops);
        }
        Node::Optional(inner) => {
            let split = ops.len();
            ops.push(Op::Jump(0));
            emit_one(inner, ops)?;
            ops[split] = Op::Split(split + 1, ops.len());
        }
        Node::Choice(branches) => {
            let mut jumps = Vec::new();
            // The longest first: 好的 before 好, however they were written down.
            let mut branches: Vec<&Vec<Node>> = branches.iter().collect();
            branches.sort_by_key(|branch| std::cmp::Reverse(longest(branch)));
            for (index, branch) in branches.iter().enumerate() {
                let split = ops.len();
                let last = index + 1 == branches.len();
                if !last {
                    ops.push(Op::Jump(0));
                }
                emit(branch, ops)?;
                if !last {
                    jumps.push(ops.len());
                    ops.push(Op::Jump(0));
                    ops[split] = Op::Split(split + 1, ops.len());
                }
            }
            let end = ops.len();
            for jump in jumps {
                ops[jump] = Op::Jump(end);
            }
        }
    }
    (ops.len() <= LARGEST).then_some(())
}

/// Up to so many characters, as few as will do.
fn gap(most: usize, ops: &mut Vec<Op>) {
    let end = ops.len() + 2 * most;
    for _ in 0..most {
        ops.push(Op::Split(end, ops.len() + 1));
        ops.push(Op::Any { within: false });
    }
}

/// Up to so many characters of a clause, as many as there are.
fn words(most: usize, ops: &mut Vec<Op>) {
    let end = ops.len() + 2 * most;
    for _ in 0..most {
        ops.push(Op::Split(ops.len() + 1, end));
        ops.push(Op::Any { within: true });
    }
}

fn longest(nodes: &[Node]) -> usize {
    nodes
        .iter()
        .map(|node| match node {
            Node::Char { .. } | Node::Sound { .. } => 1,
            Node::Number { plain, .. } => plain.len().max(15),
            Node::Time { .. } => 12,
            Node::QuestionMark | Node::WordEdge | Node::NumberEdge => 0,
            Node::Gap { most, .. } => usize::from(*most),
            Node::Slot { .. } => SLOT,
            Node::Typed { .. } => 24,
            Node::Choice(branches) => branches.iter().map(|branch| longest(branch)).max().unwrap_or(0),
            Node::Optional(inner) => longest(std::slice::from_ref(inner)),
        })
        .sum()
}

/// The letters by one of which something begins that has many spellings; `None`: by any.
pub(super) fn begin(node: &Node) -> Option<Vec<char>> {
    let numbers = numerals::BEGIN.chars();
    match node {
        Node::Sound { sign, .. } => Some(sounding_like(*sign)),
        Node::Number { plain, .. } => {
            let mut letters: Vec<char> = numbers.collect();
            match plain.first() {
                Some(Node::Char { sign, .. }) => letters.push(*sign),
                Some(_) => return None,
                None => {}
            }
            Some(letters)
        }
        Node::Time { .. } | Node::Typed { kind: SlotType::Time, .. } => {
            Some(numbers.chain(times::BEGIN.chars()).collect())
        }
        Node::Typed { kind: SlotType::Minutes, .. } => Some(numbers.chain([times::BEGIN_LENGTH]).collect()),
        Node::Typed { kind: SlotType::Int | SlotType::Number, .. } => Some(numbers.collect()),
        _ => None,
    }
}

/// All letters that may be heard for a character, in any tone, and itself.
pub(super) fn sounding_like(sign: char) -> Vec<char> {
    static BY_SOUND: LazyLock<FxHashMap<&'static str, Vec<char>>> = LazyLock::new(|| {
        let mut by_sound: FxHashMap<&'static str, Vec<char>> = FxHashMap::default();
        for sign in ('\u{3400}'..='\u{9fff}').chain('\u{f900}'..='\u{faff}').filter(|sign| is_han(*sign)) {
            for sound in sounds(sign) {
                by_sound.entry(sound).or_default().push(digit_folded(sign));
            }
        }
        by_sound
    });
    let mut letters = vec![sign, digit_folded(sign)];
    for sound in sounds(sign) {
        letters.extend(BY_SOUND.get(sound).into_iter().flatten());
    }
    letters.sort_unstable();
    letters.dedup();
    letters
}

/// Slots that every match holds.
fn needed(nodes: &[Node]) -> Box<[String]> {
    let name = |node: &Node| match node {
        Node::Slot { name, .. } => Some(name.clone()),
        _ => None,
    };
    nodes.iter().filter_map(name).collect()
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum First {
    /// The sequence cannot begin with anything else.
    Taken,
    /// The sequence may be empty; what follows may come first.
    Passed,
    /// Anything may come first.
    Unknown,
}

fn first_letters(nodes: &[Node], firsts: &mut BTreeSet<char>) -> First {
    for node in nodes {
        let first = match node {
            Node::Char { sign, .. } => {
                firsts.insert(*sign);
                First::Taken
            }
            Node::WordEdge | Node::NumberEdge => First::Passed,
            Node::Sound { .. } | Node::Number { .. } | Node::Time { .. } | Node::Typed { .. } => {
                match begin(node) {
                    Some(letters) => {
                        firsts.extend(letters);
                        First::Taken
                    }
                    None => First::Unknown,
                }
            }
            Node::Optional(inner) => match first_letters(std::slice::from_ref(inner), firsts) {
                First::Unknown => First::Unknown,
                _ => First::Passed,
            },
            Node::Choice(branches) => {
                let all: Vec<First> = branches.iter().map(|branch| first_letters(branch, firsts)).collect();
                if all.contains(&First::Unknown) {
                    First::Unknown
                } else if all.contains(&First::Passed) {
                    First::Passed
                } else {
                    First::Taken
                }
            }
            _ => First::Unknown,
        };
        if first != First::Passed {
            return first;
        }
    }
    First::Passed
}
