//! What every match of a pattern must hold: stretches of letters without a gap, one behind the other.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::{
    Node,
    compile::{begin, sounding_like},
};
use crate::text::fold::{digit_folded, fold, is_han};

/// A stretch of letters in all its spellings: a small automaton without rings. Fillers and repetitions may stand between its letters.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) places: Vec<Place>,
    /// Where it may begin.
    pub(crate) firsts: Vec<u16>,
    /// Letters of its shortest spelling, one at least.
    pub(crate) least: usize,
}

/// A place in a piece: a letter is read, then others may follow.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) letters: Letters,
    pub(crate) next: Vec<u16>,
    /// The piece may end here.
    pub(crate) ends: bool,
}

/// What is read at a place.
#[derive(Debug, Clone)]
pub(crate) enum Letters {
    One(char),
    Any(Box<[char]>),
}

impl Letters {
    pub(crate) fn as_slice(&self) -> &[char] {
        match self {
            Letters::One(sign) => std::slice::from_ref(sign),
            Letters::Any(signs) => signs,
        }
    }
}

/// Beyond so many places a piece is cut short: it still is the beginning of what must be there.
const LARGEST: usize = 512;
/// A class of more signs says nothing.
const CLASS: usize = 64;

/// Part of a piece before it has places.
#[derive(Debug, Clone)]
enum Part {
    One(Vec<char>),
    /// One of these; an empty one may be left out.
    Choice(Vec<Vec<Part>>),
}

/// The pieces of a pattern, in the order of the text. None: a match may be anything.
pub(super) fn pieces(nodes: &[Node]) -> Vec<Piece> {
    built(stretches(nodes))
}

/// A single letter tells little where a longer piece is there too.
fn built(stretches: Vec<Vec<Part>>) -> Vec<Piece> {
    let most = stretches.iter().map(|stretch| least(stretch)).max().unwrap_or(0);
    stretches
        .iter()
        .map(|stretch| (stretch, least(stretch)))
        .filter(|(_, least)| *least > usize::from(most > 1))
        .map(|(stretch, least)| build(stretch, least))
        .collect()
}

/// Stretches between what is not known letter by letter.
fn stretches(nodes: &[Node]) -> Vec<Vec<Part>> {
    let mut all = Vec::new();
    let mut open: Vec<Part> = Vec::new();
    for node in nodes {
        match known(node) {
            Some(parts) => open.extend(parts),
            None => {
                all.push(std::mem::take(&mut open));
                all.extend(begin(node).map(|letters| vec![Part::One(letters)]));
                all.extend(one_of(node));
            }
        }
    }
    all.push(open);
    all.retain(|stretch| least(stretch) > 0);
    all
}

/// A node letter by letter.
fn known(node: &Node) -> Option<Vec<Part>> {
    match node {
        Node::Char { sign, .. } => Some(vec![Part::One(vec![*sign])]),
        Node::Sound { sign, .. } => Some(vec![Part::One(sounding_like(*sign))]),
        // They stand between letters.
        Node::QuestionMark | Node::WordEdge | Node::NumberEdge => Some(Vec::new()),
        Node::Optional(inner) => Some(vec![Part::Choice(vec![known(inner)?, Vec::new()])]),
        Node::Choice(branches) => {
            let branches: Vec<Vec<Part>> = branches
                .iter()
                .map(|branch| branch.iter().map(known).collect::<Option<Vec<_>>>().map(|all| all.concat()))
                .collect::<Option<_>>()?;
            Some(vec![choice(branches)])
        }
        Node::Gap { .. }
        | Node::Number { .. }
        | Node::Time { .. }
        | Node::Slot { .. }
        | Node::Typed { .. } => None,
    }
}

/// A choice; of single letters, one place.
fn choice(branches: Vec<Vec<Part>>) -> Part {
    let letters: Option<Vec<char>> = branches
        .iter()
        .map(|branch| match branch.as_slice() {
            [Part::One(letters)] => Some(letters.clone()),
            _ => None,
        })
        .collect::<Option<Vec<_>>>()
        .map(|all| all.concat());
    match letters {
        Some(mut letters) => {
            letters.sort_unstable();
            letters.dedup();
            Part::One(letters)
        }
        None => Part::Choice(branches),
    }
}

/// A choice whose branches hold gaps and the like: the longest stretch of one of them.
fn one_of(node: &Node) -> Option<Vec<Part>> {
    let Node::Choice(branches) = node else { return None };
    let longest = |branch: &Vec<Node>| stretches(branch).into_iter().max_by_key(|stretch| least(stretch));
    let all: Vec<Vec<Part>> = branches.iter().map(longest).collect::<Option<_>>()?;
    Some(vec![choice(all)])
}

/// Letters of the shortest spelling.
fn least(parts: &[Part]) -> usize {
    let of = |part: &Part| match part {
        Part::One(_) => 1,
        Part::Choice(branches) => branches.iter().map(|branch| least(branch)).min().unwrap_or(0),
    };
    parts.iter().map(of).sum()
}

fn build(parts: &[Part], least: usize) -> Piece {
    let mut piece = Piece { places: Vec::new(), firsts: Vec::new(), least: 0 };
    let mut from = vec![None];
    let mut cut = false;
    for part in parts {
        if piece.places.len() > LARGEST {
            cut = true;
            break;
        }
        from = piece.read(part, &from);
    }
    for at in from.into_iter().flatten() {
        piece.places[usize::from(at)].ends = true;
    }
    piece.least = if cut { 1 } else { least };
    piece
}

impl Piece {
    /// Reads a part from several places on (`None`: the beginning); gives where it ends.
    fn read(&mut self, part: &Part, from: &[Option<u16>]) -> Vec<Option<u16>> {
        match part {
            Part::One(letters) => {
                let Ok(at) = u16::try_from(self.places.len()) else { return from.to_vec() };
                let letters = match letters.as_slice() {
                    [one] => Letters::One(*one),
                    several => Letters::Any(several.into()),
                };
                self.places.push(Place { letters, next: Vec::new(), ends: false });
                for from in from {
                    match from {
                        Some(from) => self.places[usize::from(*from)].next.push(at),
                        None => self.firsts.push(at),
                    }
                }
                vec![Some(at)]
            }
            Part::Choice(branches) => {
                let mut ends = Vec::new();
                for branch in branches {
                    let mut here = from.to_vec();
                    for part in branch {
                        here = self.read(part, &here);
                    }
                    ends.extend(here);
                }
                ends.sort_unstable();
                ends.dedup();
                ends
            }
        }
    }
}

/// The pieces of a regular expression.
pub(super) fn of_expression(hir: &Hir) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut open = Vec::new();
    read_expression(hir, &mut open, &mut all);
    all.push(open);
    all.retain(|stretch| least(stretch) > 0);
    built(all)
}

/// Adds to the stretch that is open what an expression holds letter by letter; where it does not, closes it.
fn read_expression(hir: &Hir, open: &mut Vec<Part>, all: &mut Vec<Vec<Part>>) {
    if let Some(parts) = spelt(hir) {
        open.extend(parts);
        return;
    }
    let mut close = |open: &mut Vec<Part>| all.push(std::mem::take(open));
    match hir.kind() {
        HirKind::Literal(literal) => {
            for sign in String::from_utf8_lossy(&literal.0).chars() {
                match letter_of(sign) {
                    Some(letter) => open.push(Part::One(vec![letter])),
                    None => close(open),
                }
            }
        }
        HirKind::Capture(capture) => read_expression(&capture.sub, open, all),
        HirKind::Concat(parts) => parts.iter().for_each(|part| read_expression(part, open, all)),
        HirKind::Repetition(repetition) if repetition.min > 0 => {
            close(open);
            read_expression(&repetition.sub, open, all);
            all.push(std::mem::take(open));
        }
        HirKind::Alternation(branches) => {
            close(open);
            let longest = |branch: &Hir| {
                let (mut open, mut all) = (Vec::new(), Vec::new());
                read_expression(branch, &mut open, &mut all);
                all.push(open);
                all.into_iter().filter(|stretch| least(stretch) > 0).max_by_key(|stretch| least(stretch))
            };
            if let Some(branches) = branches.iter().map(longest).collect::<Option<Vec<_>>>() {
                all.push(vec![choice(branches)]);
            }
        }
        _ => close(open),
    }
}

/// An expression letter by letter.
fn spelt(hir: &Hir) -> Option<Vec<Part>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(Vec::new()),
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0)
            .ok()?
            .chars()
            .map(|sign| Some(Part::One(vec![letter_of(sign)?])))
            .collect(),
        HirKind::Class(Class::Unicode(class)) => {
            let signs = class.iter().map(|range| range.len()).sum::<usize>();
            if signs > CLASS {
                return None;
            }
            let mut letters: Vec<char> = class
                .iter()
                .flat_map(|range| range.start()..=range.end())
                .map(letter_of)
                .collect::<Option<_>>()?;
            letters.sort_unstable();
            letters.dedup();
            (!letters.is_empty()).then(|| vec![Part::One(letters)])
        }
        HirKind::Class(Class::Bytes(_)) => None,
        HirKind::Repetition(repetition) => {
            let optional = (repetition.min, repetition.max) == (0, Some(1));
            optional.then(|| Some(vec![Part::Choice(vec![spelt(&repetition.sub)?, Vec::new()])]))?
        }
        HirKind::Capture(capture) => spelt(&capture.sub),
        HirKind::Concat(parts) => parts.iter().map(spelt).collect::<Option<Vec<_>>>().map(|all| all.concat()),
        HirKind::Alternation(branches) => {
            Some(vec![choice(branches.iter().map(spelt).collect::<Option<Vec<_>>>()?)])
        }
    }
}

/// The letter of a cell that a sign of the folded text stands in; `None`: a mark, which stands between cells.
fn letter_of(sign: char) -> Option<char> {
    let sign = fold(sign);
    (is_han(sign) || sign.is_alphanumeric()).then(|| digit_folded(sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_pattern;

    /// The spellings of the pieces, sorted; pieces by `…`.
    fn told(pattern: &str) -> String {
        let spellings = |piece: &Piece| {
            let mut all = Vec::new();
            let mut open: Vec<(String, u16)> =
                piece.firsts.iter().map(|first| (String::new(), *first)).collect();
            while let Some((before, at)) = open.pop() {
                let place = &piece.places[usize::from(at)];
                for letter in place.letters.as_slice() {
                    let here = format!("{before}{letter}");
                    open.extend(place.next.iter().map(|next| (here.clone(), *next)));
                    if place.ends {
                        all.push(here);
                    }
                }
            }
            all.sort_unstable();
            all.join(" ")
        };
        let pieces = parse_pattern(pattern).expect("the pattern parses").pieces;
        pieces.iter().map(spellings).collect::<Vec<_>>().join("…")
    }

    #[test]
    fn a_match_holds_one_spelling_of_each_piece() {
        let table = [
            ("不知道", "不知道"),
            ("(早上|下午)好", "下午好 早上好"),
            ("您?贵姓", "您贵姓 贵姓"),
            ("(我|我们)…{0,6}查", "我 我们…查"),
            ("(我|我们)…{0,6}查询", "查询"),
            ("喂", "喂"),
            ("{organisation}客服", "客服"),
            ("好(请…稍等|等等)啊", "稍等 等等"),
            ("{x:int}", "0 1 2 3 4 5 6 7 8 9 十 拾"),
            ("{x:int}号楼", "号楼"),
            ("re:/喂[ ,]*喂/", "喂…喂"),
            ("re:/.*(?:谢谢|感谢).*/", "感谢 谢谢"),
            ("re:/(?:谢谢)?(?:你|您)/", "你 您 谢谢你 谢谢您"),
            ("re:/谢谢|再见/", "再见 谢谢"),
            ("re:/\\d+号?/", "0 1 2 3 4 5 6 7 8 9"),
            ("re:/^[ ,]*(好|好的)[ ,]*(谢谢|再见了?)$/", "再见 再见了 谢谢"),
            ("re:/.*(?:稍等|(?:查|看)(?:一下|下))/", "查1下 查下 看1下 看下 稍等"),
            ("re:/\\?/", ""),
        ];
        for (pattern, pieces) in table {
            assert_eq!(told(pattern), pieces, "{pattern}");
        }
        assert!(told("~福建").split(' ').any(|spelling| spelling == "复件"));
    }
}
