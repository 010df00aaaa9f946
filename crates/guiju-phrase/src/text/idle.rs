//! Words that say nothing: fillers, a northern 儿, and the repeated syllables that hesitation and recognisers leave behind.
//!
//! They are not cut out but may be passed over, so that a pattern that asks for 嗯 or 谢谢 still finds it.

use super::{Break, Turn, fold::is_han};

/// Fillers wherever they stand.
const ALWAYS: &[char] = &['嗯', '呃'];
/// A hum before a pause or another filler; before a word it is Cantonese for 不.
const HUM: char = '唔';
/// Fillers where a clause begins or ends beside them.
const AT_EDGE: &[char] = &['啊', '哦', '噢', '喔', '诶', '欸', '哎', '唉'];
/// Fillers where they stand between two breaks or fillers.
const APART: &[char] = &['额', '恩'];
/// What a northern 儿 colours without another meaning (门口儿, 道儿上, 打个分儿), so that it may be passed over after these.
const COLOURED: &str =
    "口道分会点活事地这那哪信班弯片头字样名今明昨圈边面块阵门院罐盖管劲法招数晌根单个本空味响电线闸灯";
/// What 儿 begins a word with: there it is no colour.
const OFFSPRING: &str = "子童科媳女园歌孙";
/// Words that are fillers where something hesitates on both sides, or a filler comes before.
const WORDS: &[&str] = &["那个", "这个", "就是", "就是说", "怎么说呢"];
/// Words that are doubled in good Chinese; doubling them is no noise.
const DOUBLED: &str = "谢慢看常稍妈爸爷奶姐哥弟妹叔伯婶舅姑试等想说问听谈聊走坐歇查找写读用帮刚好早天人家处时事年月日星宝往渐偏仅白早喂拜对大小多少高轻快深远久整满紧好足";

pub(super) fn find(turn: &mut Turn) {
    let count = turn.len();
    turn.skips = vec![0; count];
    turn.idle = vec![false; count];
    for at in 0..count {
        let length = filler_at(turn, at);
        if length > 0 {
            skip(turn, at, length, true);
        }
    }
    for at in 1..count {
        for unit in 1..=2 {
            if repeats(turn, at, unit) {
                let noise = unit == 2 || !turn.letter(at).is_some_and(|letter| DOUBLED.contains(letter));
                skip(turn, at, unit, noise);
            }
        }
    }
}

fn skip(turn: &mut Turn, at: usize, length: usize, noise: bool) {
    turn.skips[at] |= 1u8.checked_shl(length as u32).unwrap_or(0);
    if noise {
        turn.idle[at..at + length].fill(true);
    }
}

/// Length of the filler that begins here, 0 if none does.
fn filler_at(turn: &Turn, at: usize) -> usize {
    let Some(letter) = turn.letter(at) else { return 0 };
    if !may_be_filler(letter) {
        return 0;
    }
    let broken = |at: usize| turn.between(at).level >= Break::Soft;
    let filler = |at: Option<usize>| {
        at.and_then(|at| turn.letter(at))
            .is_some_and(|letter| ALWAYS.contains(&letter) || APART.contains(&letter) || letter == HUM)
    };
    let after_pause = broken(at) || filler(at.checked_sub(1));
    if letter == HUM {
        return usize::from(broken(at + 1) || filler(Some(at + 1)));
    }
    if letter == '儿' {
        let after = |sign: &str, letter: Option<char>| letter.is_some_and(|letter| sign.contains(letter));
        let coloured = after(COLOURED, at.checked_sub(1).and_then(|at| turn.letter(at)));
        return usize::from(coloured && !after(OFFSPRING, turn.letter(at + 1)));
    }
    if ALWAYS.contains(&letter) || (AT_EDGE.contains(&letter) && (after_pause || broken(at + 1))) {
        return 1;
    }
    if APART.contains(&letter) && after_pause && (broken(at + 1) || filler(Some(at + 1))) {
        return 1;
    }
    for word in WORDS {
        let length = word.chars().count();
        let here = word.chars().enumerate().all(|(offset, sign)| turn.letter(at + offset) == Some(sign));
        let pause_after = broken(at + length) || filler(Some(at + length));
        if here && (filler(at.checked_sub(1)) || (broken(at) && pause_after)) {
            return length;
        }
    }
    0
}

/// Whether a filler may begin with a letter; most don't.
fn may_be_filler(letter: char) -> bool {
    !letter.is_ascii()
        && (ALWAYS.contains(&letter)
            || AT_EDGE.contains(&letter)
            || APART.contains(&letter)
            || matches!(letter, HUM | '那' | '这' | '就' | '怎' | '儿'))
}

/// Whether the `unit` cells from `at` say again what the `unit` cells before said.
fn repeats(turn: &Turn, at: usize, unit: usize) -> bool {
    if at < unit || at + unit > turn.len() {
        return false;
    }
    let cells = turn.cells();
    (at..at + unit).all(|now| {
        cells[now].letter == cells[now - unit].letter
            && is_han(cells[now].letter)
            && turn.between(now).level <= Break::Soft
    })
}
