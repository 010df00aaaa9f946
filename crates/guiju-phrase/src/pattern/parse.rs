//! From the notation to the tree.

use std::ops::Range;

use super::{Node, Pattern, Search, SlotType, compile::compile, expression::Expression};
use crate::problem::{PatternProblem, PatternProblemKind as Kind};
use crate::text::Turn;
use crate::text::fold::{digit_folded, fold, is_han};
use crate::text::numerals::number_at;

/// Groups may be nested so deep.
const DEPTH: usize = 12;
/// A gap may be so wide.
const WIDEST: u8 = 40;
/// What `…` alone means.
const GAP: u8 = 6;

pub(super) fn parse(text: &str) -> Result<Pattern, PatternProblem> {
    if let Some(rest) = text.strip_prefix("re:") {
        return regex(text, rest);
    }
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    let mut reader = Reader { signs: &signs, end: text.len(), at: 0, sound: false, crosses: false };
    if reader.peek() == Some('~') {
        reader.sound = true;
        reader.at += 1;
    }
    let branches = reader.branches(0)?;
    if let Some(sign) = reader.peek() {
        return Err(reader.problem(reader.at..reader.at + 1, Kind::Unopened(sign)));
    }
    let nodes = single(branches);
    let whole = |kind| PatternProblem { span: 0..text.len(), kind };
    if !asks(&nodes) {
        return Err(whole(Kind::Empty));
    }
    if gap_at_edge(&nodes, true) || gap_at_edge(&nodes, false) {
        return Err(whole(Kind::GapAtEdge));
    }
    let program = compile(&nodes).ok_or_else(|| whole(Kind::TooLarge))?;
    let (mut slots, mut typed) = (Vec::new(), Vec::new());
    names(&nodes, &mut slots, &mut typed);
    slots.sort();
    slots.dedup();
    typed.sort();
    typed.dedup();
    let pieces = super::pieces::pieces(&nodes);
    Ok(Pattern {
        text: text.to_owned(),
        search: Search::Program(program),
        pieces,
        number: None,
        slots,
        typed,
    })
}

fn regex(text: &str, rest: &str) -> Result<Pattern, PatternProblem> {
    let problem = |why: String| PatternProblem { span: 0..text.len(), kind: Kind::Regex(why) };
    let source = rest
        .strip_prefix('/')
        .and_then(|rest| rest.strip_suffix('/'))
        .ok_or_else(|| problem("re:/…/".into()))?;
    // The text is folded, so Chinese in the expression must be; its letters are left to the flag.
    let source: String = source.chars().map(|sign| if is_han(sign) { fold(sign) } else { sign }).collect();
    let mut expression = Expression::read(&source).map_err(problem)?;
    if expression.empty {
        return Err(PatternProblem { span: 0..text.len(), kind: Kind::Empty });
    }
    let typed = expression.names.iter().map(|name| (name.clone(), SlotType::Text)).collect();
    let pieces = std::mem::take(&mut expression.pieces);
    Ok(Pattern {
        text: text.to_owned(),
        search: Search::Regex(Box::new(expression)),
        pieces,
        number: None,
        slots: Vec::new(),
        typed,
    })
}

struct Reader<'a> {
    /// Byte offset and character.
    signs: &'a [(usize, char)],
    end: usize,
    at: usize,
    sound: bool,
    /// A mark or a gap came before: the next character may stand in the next sentence.
    crosses: bool,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.signs.get(self.at).map(|&(_, sign)| sign)
    }

    fn byte(&self, at: usize) -> usize {
        self.signs.get(at).map_or(self.end, |&(byte, _)| byte)
    }

    fn problem(&self, signs: Range<usize>, kind: Kind) -> PatternProblem {
        PatternProblem { span: self.byte(signs.start)..self.byte(signs.end), kind }
    }

    fn branches(&mut self, depth: usize) -> Result<Vec<Vec<Node>>, PatternProblem> {
        let crosses = self.crosses;
        let mut branches = vec![self.sequence(depth)?];
        while self.peek() == Some('|') {
            self.at += 1;
            self.crosses = crosses;
            branches.push(self.sequence(depth)?);
        }
        Ok(branches)
    }

    fn sequence(&mut self, depth: usize) -> Result<Vec<Node>, PatternProblem> {
        let mut nodes: Vec<Node> = Vec::new();
        while let Some(sign) = self.peek() {
            let start = self.at;
            match sign {
                '|' | ')' => break,
                '}' => return Err(self.problem(start..start + 1, Kind::Unopened('}'))),
                '（' | '）' | '｜' | '｛' | '｝' => {
                    return Err(self.problem(start..start + 1, Kind::FullWidth(sign)));
                }
                '(' => nodes.push(self.group(depth)?),
                '{' => nodes.push(self.slot()?),
                '…' => nodes.push(self.gap()?),
                '?' => {
                    self.at += 1;
                    match nodes.pop() {
                        Some(
                            node @ (Node::Char { .. }
                            | Node::Sound { .. }
                            | Node::Number { .. }
                            | Node::Choice(_)
                            | Node::Slot { .. }
                            | Node::Typed { .. }),
                        ) => {
                            nodes.push(Node::Optional(Box::new(node)));
                        }
                        _ => return Err(self.problem(start..start + 1, Kind::NothingOptional)),
                    }
                }
                '？' => {
                    self.at += 1;
                    self.crosses = true;
                    nodes.push(Node::QuestionMark);
                }
                _ => self.plain(&mut nodes),
            }
        }
        Ok(nodes)
    }

    fn group(&mut self, depth: usize) -> Result<Node, PatternProblem> {
        let start = self.at;
        if depth >= DEPTH {
            return Err(self.problem(start..start + 1, Kind::TooDeep));
        }
        self.at += 1;
        let branches = self.branches(depth + 1)?;
        if self.peek() != Some(')') {
            return Err(self.problem(start..start + 1, Kind::Unclosed('(')));
        }
        self.at += 1;
        if branches.iter().all(Vec::is_empty) {
            return Err(self.problem(start..self.at, Kind::Empty));
        }
        Ok(Node::Choice(branches))
    }

    /// The text from `{` to `}` and the place after it.
    fn braces(&mut self) -> Result<(Range<usize>, String), PatternProblem> {
        let start = self.at;
        let length = self.signs[start..].iter().position(|&(_, sign)| sign == '}');
        let Some(length) = length else { return Err(self.problem(start..start + 1, Kind::Unclosed('{'))) };
        self.at = start + length + 1;
        let inner = self.signs[start + 1..start + length].iter().map(|&(_, sign)| sign).collect();
        Ok((start..self.at, inner))
    }

    fn slot(&mut self) -> Result<Node, PatternProblem> {
        let crosses = std::mem::take(&mut self.crosses);
        let (signs, inner) = self.braces()?;
        let (name, kind) = match inner.split_once(':') {
            Some((name, kind)) => (name.trim(), Some(kind.trim())),
            None => (inner.trim(), None),
        };
        let fine = |sign: char| sign.is_ascii_alphanumeric() || sign == '_' || sign == '.';
        if name.is_empty() || !name.chars().all(fine) {
            return Err(self.problem(signs, Kind::SlotName(name.to_owned())));
        }
        let name = name.to_owned();
        let kind = match kind {
            None => return Ok(Node::Slot { name, crosses }),
            Some("int") if self.next_is("分钟") => {
                self.at += 2;
                SlotType::Minutes
            }
            Some("int") => SlotType::Int,
            Some("number") => SlotType::Number,
            Some("minutes") => SlotType::Minutes,
            Some("time") => SlotType::Time,
            Some("text") => SlotType::Text,
            Some(other) => return Err(self.problem(signs, Kind::SlotType(other.to_owned()))),
        };
        Ok(Node::Typed { name, kind, crosses })
    }

    fn next_is(&self, word: &str) -> bool {
        word.chars().enumerate().all(|(offset, sign)| {
            self.signs.get(self.at + offset).is_some_and(|&(_, there)| fold(there) == sign)
        })
    }

    fn gap(&mut self) -> Result<Node, PatternProblem> {
        while self.peek() == Some('…') {
            self.at += 1;
        }
        self.crosses = true;
        if self.peek() != Some('{') || !self.gap_size_follows() {
            return Ok(Node::Gap { least: 0, most: GAP });
        }
        let (signs, inner) = self.braces()?;
        let bound = |text: &str| text.trim().parse::<u8>().ok();
        let (least, most) = match inner.split_once([',', '，']) {
            Some((least, most)) => (bound(least), bound(most)),
            None => (Some(0), bound(&inner)),
        };
        match (least, most) {
            (Some(least), Some(most)) if least <= most && most <= WIDEST && most > 0 => {
                Ok(Node::Gap { least, most })
            }
            _ => Err(self.problem(signs, Kind::GapSize)),
        }
    }

    /// Whether the brace after `…` gives its size; a letter there begins a slot.
    fn gap_size_follows(&self) -> bool {
        self.signs[self.at + 1..]
            .iter()
            .map(|&(_, sign)| sign)
            .find(|sign| !sign.is_whitespace())
            .is_none_or(|sign| !(sign.is_ascii_alphabetic() || sign == '_'))
    }

    /// A run of plain text up to the next sign of the notation.
    fn plain(&mut self, nodes: &mut Vec<Node>) {
        let start = self.at;
        let mut run: Vec<char> = Vec::new();
        while let Some(sign) = self.peek() {
            if sign == '\\' {
                self.at += 1;
                run.extend(self.peek());
                self.at += usize::from(self.peek().is_some());
                continue;
            }
            if "|(){}?？…（）｜｛｝".contains(sign) {
                break;
            }
            run.push(sign);
            self.at += 1;
        }
        // What follows `?` binds to one character, so the last one stays by itself.
        let optional_last = self.peek() == Some('?') && self.at > start;
        let before_group = matches!(self.peek(), Some('(' | '{' | '?'));
        let after_group = matches!(
            nodes.last(),
            Some(Node::Choice(_) | Node::Optional(_) | Node::Slot { .. } | Node::Typed { .. })
        );
        let last = if optional_last { run.pop() } else { None };
        self.literal(&run, nodes, after_group, before_group);
        if let Some(last) = last {
            self.literal(&[last], nodes, true, true);
        }
    }

    fn literal(&mut self, run: &[char], nodes: &mut Vec<Node>, joined_before: bool, joined_after: bool) {
        let text: String = run.iter().collect();
        let turn = Turn::new([&text]);
        let folded: Vec<char> = run.iter().map(|&sign| fold(sign)).collect();
        // Cells of the run and of the turn go together, one to one, in order.
        let cells: Vec<usize> = (0..run.len()).filter(|&at| folded[at].is_alphanumeric()).collect();
        let mut cell = 0;
        let mut seen = 0;
        while cell < cells.len() {
            let marks = &folded[seen..cells[cell]];
            self.crosses |= marks.iter().any(|sign| "。!;；".contains(*sign));
            let crosses = std::mem::take(&mut self.crosses);
            let sign = folded[cells[cell]];
            let word = |at: usize| folded.get(at).is_some_and(char::is_ascii_alphabetic);
            let edge_before = cell > 0 || !joined_before;
            let length = if let Some(time) = clock(&turn, cell) {
                nodes.push(Node::Time { hour: time.1, minute: time.2, crosses });
                time.0 - cell
            } else if let Some((end, value)) = numeral(&turn, &folded, &cells, cell) {
                let plain = (cell..end)
                    .map(|at| Node::Char { sign: turn.cells()[at].letter, crosses: crosses && at == cell })
                    .collect();
                let digits = sign.is_ascii_digit();
                if digits && edge_before {
                    nodes.push(Node::NumberEdge);
                }
                nodes.push(Node::Number { value, plain, crosses });
                if digits && (end < cells.len() || !joined_after) {
                    nodes.push(Node::NumberEdge);
                }
                end - cell
            } else if sign.is_ascii_alphabetic() {
                let mut end = cell;
                while end < cells.len() && word(cells[end]) {
                    end += 1;
                }
                if edge_before {
                    nodes.push(Node::WordEdge);
                }
                nodes.extend(
                    (cell..end)
                        .map(|at| Node::Char { sign: folded[cells[at]], crosses: crosses && at == cell }),
                );
                if end < cells.len() || !joined_after {
                    nodes.push(Node::WordEdge);
                }
                end - cell
            } else if self.sound && is_han(sign) {
                nodes.push(Node::Sound { sign, crosses });
                1
            } else {
                nodes.push(Node::Char { sign: digit_folded(sign), crosses });
                1
            };
            cell += length.max(1);
            seen = cells[cell - 1] + 1;
        }
        self.crosses |= folded[seen.min(folded.len())..].iter().any(|sign| "。!;；".contains(*sign));
    }
}

/// A time of day written with a colon.
fn clock(turn: &Turn, cell: usize) -> Option<(usize, u8, u8)> {
    let (hours, _) = crate::text::numerals::whole_at(turn, cell)?;
    if !turn.between(hours).colon {
        return None;
    }
    crate::text::times::time_at(turn, cell).map(|time| (time.end, time.hour, time.minute))
}

/// A number that may be written in another way: any in ASCII digits, or Chinese numerals of two characters with a unit.
fn numeral(turn: &Turn, folded: &[char], cells: &[usize], cell: usize) -> Option<(usize, f64)> {
    let (end, value) = number_at(turn, cell)?;
    let ascii = folded[cells[cell]].is_ascii_digit();
    let units = (cell..end).any(|at| matches!(turn.letter(at), Some('十' | '百' | '千' | '万')));
    (ascii || (end - cell >= 2 && units)).then_some((end, value))
}

fn single(mut branches: Vec<Vec<Node>>) -> Vec<Node> {
    if branches.len() == 1 { branches.pop().unwrap_or_default() } else { vec![Node::Choice(branches)] }
}

/// Whether something must be there.
fn asks(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Optional(_) | Node::Gap { .. } | Node::QuestionMark | Node::WordEdge | Node::NumberEdge => {
            false
        }
        Node::Choice(branches) => branches.iter().all(|branch| asks(branch)),
        _ => true,
    })
}

fn gap_at_edge(nodes: &[Node], first: bool) -> bool {
    match if first { nodes.first() } else { nodes.last() } {
        Some(Node::Gap { .. }) => true,
        Some(Node::Choice(branches)) => branches.iter().any(|branch| gap_at_edge(branch, first)),
        _ => false,
    }
}

fn names(nodes: &[Node], slots: &mut Vec<String>, typed: &mut Vec<(String, SlotType)>) {
    for node in nodes {
        match node {
            Node::Slot { name, .. } => slots.push(name.clone()),
            Node::Typed { name, kind, .. } => typed.push((name.clone(), *kind)),
            Node::Choice(branches) => branches.iter().for_each(|branch| names(branch, slots, typed)),
            Node::Optional(inner) => names(std::slice::from_ref(inner), slots, typed),
            _ => {}
        }
    }
}
