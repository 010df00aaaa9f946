//! Whether a match makes up the part of the turn that its scope asks for.

use crate::definition::As;
use crate::text::{Break, Turn};

/// Light words that may stand before a match that is a whole clause or turn, or begins it.
const BEFORE: &[&str] = &[
    "我",
    "我们",
    "咱",
    "咱们",
    "俺",
    "这",
    "这个",
    "这些",
    "这样",
    "那样",
    "这事",
    "这件事",
    "那",
    "那个",
    "那些",
    "这里",
    "这边",
    "我这边",
    "也",
    "都",
    "真",
    "真的",
    "真是",
    "实在",
    "确实",
    "现在",
    "暂时",
    "目前",
    "就",
    "可",
    "可是",
    "还",
    "又",
    "其实",
    "反正",
    "因为",
    "所以",
    "但",
    "但是",
    "不过",
    "而且",
    "然后",
    "具体",
    "本来",
    "根本",
    "完全",
    "当然",
    "应该",
    "大概",
    "好像",
    "那就",
    "说实话",
    "老实说",
    "对不起",
    "抱歉",
    "很抱歉",
    "不好意思",
    "哎呀",
    "唉",
    "哎",
    "啊",
    "哦",
    "嗯",
];
/// What may stand before a word of one character: 那好.
const BEFORE_ONE: &[&str] = &["那", "那就", "那么"];
/// Particles and the like that may stand after it.
const AFTER: &[&str] = &[
    "啊",
    "呀",
    "吧",
    "的",
    "呢",
    "嘛",
    "了",
    "哦",
    "哈",
    "啦",
    "哎",
    "诶",
    "喽",
    "咯",
    "噢",
    "哟",
    "嗯",
    "您",
    "你",
    "哇",
    "呐",
    "哒",
    "谢谢",
    "谢谢您",
    "谢谢你",
    "多谢",
];
/// Forms of address; a name may stand before them.
const ADDRESS: &[&str] = &[
    "先生",
    "女士",
    "小姐",
    "同志",
    "师傅",
    "大爷",
    "大娘",
    "大妈",
    "老大爷",
    "老大娘",
    "阿姨",
    "叔叔",
    "大叔",
    "大哥",
    "大姐",
    "老师",
    "经理",
    "主任",
    "小朋友",
    "朋友",
    "亲",
    "老人家",
    "奶奶",
    "爷爷",
];
/// No more cells than this may stand beside a match.
const BESIDE: usize = 40;

/// Whether a match of the cells `start..end` stands as it should.
pub(crate) fn fits(as_: Option<As>, turn: &Turn, start: usize, end: usize) -> bool {
    match as_ {
        None => true,
        Some(As::WholeTurn) => before(turn, 0, start, end) && after(turn, turn.len(), start, end),
        Some(As::WholeClause) => {
            let from = turn.part_start(start, Break::Soft);
            let to = turn.part_end(end, Break::Soft);
            before(turn, from, start, end) && after(turn, to, start, end)
        }
        Some(As::ClauseStart) => before(turn, turn.part_start(start, Break::Soft), start, end),
        Some(As::TurnStart) => before(turn, 0, start, end),
        Some(As::TurnEnd) => after(turn, turn.len(), start, end),
    }
}

/// A word of one character (喂, 讲) is no longer that word behind others.
fn before(turn: &Turn, from: usize, start: usize, end: usize) -> bool {
    let light = if end - start > 1 { BEFORE } else { BEFORE_ONE };
    made_up(turn, from, start, &|at| ends(turn, at, start, light, (start, end), true))
}

fn after(turn: &Turn, to: usize, start: usize, end: usize) -> bool {
    made_up(turn, end, to, &|at| ends(turn, at, to, AFTER, (start, end), false))
}

/// Whether the cells `from..to` can be divided into words; `ends` gives where the words that begin at a cell end.
fn made_up(turn: &Turn, from: usize, to: usize, ends: &dyn Fn(usize) -> Vec<usize>) -> bool {
    if from >= to {
        return true;
    }
    if to - from > BESIDE {
        return (from..to).all(|at| turn.is_idle(at));
    }
    let mut reached = vec![false; to - from + 1];
    reached[0] = true;
    for at in from..to {
        if reached[at - from] {
            for end in ends(at) {
                if let Some(place) = reached.get_mut(end - from) {
                    *place = true;
                }
            }
        }
    }
    reached[to - from]
}

/// Where the words that begin at a cell end: light words, forms of address, idle cells, the match said again.
fn ends(turn: &Turn, at: usize, to: usize, words: &[&str], found: (usize, usize), names: bool) -> Vec<usize> {
    let mut ends = Vec::new();
    if turn.is_idle(at) {
        ends.push(at + 1);
    }
    ends.extend(turn.skips(at).iter());
    for word in words.iter().chain(ADDRESS) {
        ends.extend(word_ends(turn, at, word));
    }
    // 王先生: a name of one or two characters where a clause begins.
    if names || turn.between(at).level >= Break::Soft {
        for name in 1..=2 {
            for title in ADDRESS {
                ends.extend(word_ends(turn, at + name, title));
            }
        }
    }
    let length = found.1 - found.0;
    let again = (0..length).all(|offset| turn.letter(at + offset) == turn.letter(found.0 + offset));
    if again {
        ends.push(at + length);
    }
    ends.retain(|&end| end <= to && end > at);
    ends
}

/// Where a word ends that begins at a cell; within it fillers and repeated syllables may be passed over (现现在).
fn word_ends(turn: &Turn, at: usize, word: &str) -> Vec<usize> {
    if turn.letter(at) != word.chars().next() {
        return Vec::new();
    }
    let mut ends = vec![at];
    for (number, sign) in word.chars().enumerate() {
        let mut next = Vec::new();
        for end in ends {
            let passed = turn.skips(end).iter().filter(|_| number > 0);
            for here in std::iter::once(end).chain(passed) {
                if turn.letter(here) == Some(sign) && !next.contains(&(here + 1)) {
                    next.push(here + 1);
                }
            }
        }
        ends = next;
    }
    ends
}
