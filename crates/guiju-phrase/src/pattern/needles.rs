//! What every match of a pattern must hold: a few letters, or pairs of them, of which one at least is there.

use super::Node;
use crate::text::fold::{digit_folded, is_han};

/// Something that a match holds: a letter, or two that stand beside each other (fillers and repetitions between them passed over).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Needle {
    One(char),
    Two(char, char),
}

/// Spellings that a run of characters may have; beyond this the run is cut.
const SPELLINGS: usize = 256;
/// Letters that stand everywhere tell little.
const COMMON: &str = "的了我您你是不一们这那有在好请个吗可以就也都没要来给还会说到什么能1";
/// A single letter is found so much more often than two beside each other.
const ONE_WEIGHS: usize = 40;

/// Lists of needles, the rarest first: a match holds at least one of each list. Empty: it may be anything.
pub(crate) type Needles = Vec<Vec<Needle>>;

/// Lists that are kept of a pattern, and how long any but the first may be.
const LISTS: usize = 4;
const LONG: usize = 64;

/// The needles of a pattern.
pub(super) fn needles(nodes: &[Node]) -> Needles {
    let mut lists: Vec<(usize, Vec<Needle>)> = Vec::new();
    let mut offer = |found: Option<Vec<Needle>>| {
        let Some(mut found) = found else { return };
        found.sort_unstable();
        found.dedup();
        lists.push((found.iter().map(weight).sum(), found));
    };
    let mut run: Vec<Vec<char>> = vec![Vec::new()];
    for node in nodes {
        match spellings(node) {
            Some(own) if own.len() * run.len() <= SPELLINGS => run = joined(&run, &own),
            own => {
                offer(of_run(&std::mem::replace(&mut run, vec![Vec::new()])));
                match own {
                    // Too many together; by itself it may begin the next run.
                    Some(own) if own.len() <= SPELLINGS => run = own,
                    _ => offer(of_choice(node)),
                }
            }
        }
    }
    offer(of_run(&run));
    rarest_first(lists)
}

fn rarest_first(mut lists: Vec<(usize, Vec<Needle>)>) -> Needles {
    lists.sort();
    let mut kept: Needles = Vec::new();
    for (_, list) in lists {
        if kept.is_empty() || (list.len() <= LONG && kept.len() < LISTS && !kept.contains(&list)) {
            kept.push(list);
        }
    }
    kept
}

fn weight(needle: &Needle) -> usize {
    let common = |sign: char| 1 + 3 * usize::from(COMMON.contains(sign));
    match *needle {
        Needle::One(sign) => ONE_WEIGHS * common(sign),
        Needle::Two(a, b) => common(a) * common(b),
    }
}

/// A choice whose branches hold gaps and the like: one needle for each branch.
fn of_choice(node: &Node) -> Option<Vec<Needle>> {
    let Node::Choice(branches) = node else { return None };
    let mut all = Vec::new();
    for branch in branches {
        all.extend(needles(branch).into_iter().next()?);
    }
    (!all.is_empty()).then_some(all)
}

/// All that a node may be spelt as; `None`: not known, or too much.
fn spellings(node: &Node) -> Option<Vec<Vec<char>>> {
    match node {
        Node::Char { sign, .. } => Some(vec![vec![*sign]]),
        // They stand between characters.
        Node::QuestionMark | Node::WordEdge | Node::NumberEdge => Some(vec![Vec::new()]),
        Node::Optional(inner) => {
            let mut spelt = spellings(inner)?;
            spelt.push(Vec::new());
            Some(spelt)
        }
        Node::Choice(branches) => {
            let mut spelt = Vec::new();
            for branch in branches {
                let mut own = vec![Vec::new()];
                for node in branch {
                    own = joined(&own, &spellings(node)?);
                    if own.len() + spelt.len() > SPELLINGS {
                        return None;
                    }
                }
                spelt.append(&mut own);
            }
            Some(spelt)
        }
        Node::Sound { .. }
        | Node::Number { .. }
        | Node::Time { .. }
        | Node::Gap { .. }
        | Node::Slot { .. }
        | Node::Typed { .. } => None,
    }
}

fn joined(run: &[Vec<char>], more: &[Vec<char>]) -> Vec<Vec<char>> {
    let join = |before: &Vec<char>| {
        more.iter().map(|more| before.iter().chain(more).copied().collect::<Vec<char>>()).collect::<Vec<_>>()
    };
    run.iter().flat_map(join).collect()
}

/// One needle for each spelling; `None` where one of them is empty.
fn of_run(run: &[Vec<char>]) -> Option<Vec<Needle>> {
    run.iter().map(|spelt| of_word(spelt)).collect()
}

/// The rarest needle of a word.
fn of_word(spelt: &[char]) -> Option<Needle> {
    let pairs = spelt.windows(2).map(|pair| Needle::Two(pair[0], pair[1]));
    pairs.min_by_key(weight).or_else(|| spelt.first().map(|sign| Needle::One(*sign)))
}

/// The needles of a regular expression: literal words, or groups of them, that no match can do without, as far as that is seen at a
/// glance.
pub(super) fn of_regex(source: &str) -> Needles {
    regex_lists(source).map(rarest_first).unwrap_or_default()
}

fn regex_lists(source: &str) -> Option<Vec<(usize, Vec<Needle>)>> {
    let signs: Vec<char> = source.chars().collect();
    let mut lists: Vec<(usize, Vec<Needle>)> = Vec::new();
    let mut offer = |words: &[Vec<char>]| {
        if let Some(found) = of_run(words).filter(|found| !found.is_empty()) {
            lists.push((found.iter().map(weight).sum(), found));
        }
    };
    let plain = |sign: char| is_han(sign) || sign.is_ascii_alphanumeric();
    let letter = |sign: char| digit_folded(sign.to_ascii_lowercase());
    let optional = |at: usize| signs.get(at).is_some_and(|sign| matches!(sign, '?' | '*' | '{'));
    let mut word: Vec<char> = Vec::new();
    let mut at = 0;
    while let Some(&sign) = signs.get(at) {
        if plain(sign) && !optional(at + 1) {
            word.push(letter(sign));
            at += 1;
            // Said several times, it need not stand beside what follows only once; a word ends here.
            if signs.get(at) == Some(&'+') {
                offer(&[std::mem::take(&mut word)]);
                at += 1;
            }
            continue;
        }
        offer(&[std::mem::take(&mut word)]);
        match sign {
            '|' => return None,
            '\\' => at += 2,
            '[' => {
                at += 1;
                while signs.get(at).is_some_and(|sign| *sign != ']') {
                    at += 1 + usize::from(signs[at] == '\\');
                }
                at += 1;
            }
            '(' => {
                let end = closing(&signs, at)?;
                if !optional(end + 1) {
                    let inside = &signs[at + 1..end];
                    let inside = inside.strip_prefix(&['?', ':']).unwrap_or(inside);
                    let words: Vec<Vec<char>> = inside
                        .split(|sign| *sign == '|')
                        .map(|word| word.iter().map(|sign| letter(*sign)).collect())
                        .collect();
                    if inside.iter().all(|sign| plain(*sign) || *sign == '|') {
                        offer(&words);
                    }
                }
                at = end + 1;
            }
            '{' => at = signs[at..].iter().position(|sign| *sign == '}').map(|end| at + end + 1)?,
            _ => at += 1,
        }
    }
    offer(&[word]);
    Some(lists)
}

/// Where a group ends that begins here.
fn closing(signs: &[char], from: usize) -> Option<usize> {
    let (mut depth, mut at, mut class) = (0_usize, from, false);
    while let Some(&sign) = signs.get(at) {
        match sign {
            '\\' => at += 1,
            '[' => class = true,
            ']' => class = false,
            '(' if !class => depth += 1,
            ')' if !class => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_pattern;

    fn told(pattern: &str) -> Option<String> {
        let needles = parse_pattern(pattern).expect("the pattern parses").needles.into_iter().next()?;
        let show = |needle: &Needle| match needle {
            Needle::One(a) => a.to_string(),
            Needle::Two(a, b) => format!("{a}{b}"),
        };
        Some(needles.iter().map(show).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_match_holds_one_of_the_needles() {
        let table = [
            ("不知道", Some("知道")),
            ("(早上|下午)好", Some("早上 下午")),
            ("您?贵姓", Some("贵姓")),
            ("(我|我们)…{0,6}查", Some("查")),
            ("喂", Some("喂")),
            ("{organisation}客服", Some("客服")),
            ("{x:int}", None),
            ("~福建", None),
            ("re:/喂[ ,]*喂/", Some("喂")),
            ("re:/.*(?:谢谢|感谢).*/", Some("感谢 谢谢")),
            ("re:/(?:谢谢)?(?:你|您)/", Some("你 您")),
            ("re:/谢谢|再见/", None),
            ("re:/\\d+号?/", None),
        ];
        for (pattern, needles) in table {
            let found = told(pattern).map(|found| {
                let mut found: Vec<&str> = found.split(' ').collect();
                found.sort_unstable();
                found.join(" ")
            });
            let needles = needles.map(|needles| {
                let mut needles: Vec<&str> = needles.split(' ').collect();
                needles.sort_unstable();
                needles.join(" ")
            });
            assert_eq!(found, needles, "{pattern}");
        }
    }
}
