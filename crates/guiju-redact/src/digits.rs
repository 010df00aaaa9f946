//! Numbers in what was said and written: runs of digits in any script, with what may stand between them.

use crate::{
    checks::{self, X},
    find::Found,
    kind::Kind,
};

/// A run: its signs, and where each stands.
struct Run {
    signs: Vec<u8>,
    at: Vec<usize>,
}

/// The digit that a character is: ASCII, full width, or spoken.
fn digit(c: char) -> Option<u8> {
    Some(match c {
        '0'..='9' => c as u8 - b'0',
        '０'..='９' => (c as u32 - '０' as u32) as u8,
        '零' | '〇' | '○' | '洞' => 0,
        '一' | '幺' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '拐' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '勾' | '玖' => 9,
        _ => return None,
    })
}

fn is_spoken(c: char) -> bool {
    digit(c).is_some() && !c.is_ascii() && !('０'..='９').contains(&c)
}

/// What may stand between the digits of one number, once or twice.
fn is_between(c: char) -> bool {
    matches!(c, ' ' | '-' | '－' | '—' | '–' | '·' | '\u{a0}' | '\u{3000}')
}

/// What may stand between the groups of a number that is spoken.
fn is_pause(c: char) -> bool {
    is_between(c) || matches!(c, '，' | '、' | ',' | '。' | '…' | '嗯' | '啊' | '呃' | '额' | '哈')
}

/// Numbers of persons in a text.
pub(crate) fn find(text: &[char], found: &mut Vec<Found>) {
    for run in runs(text) {
        let Some((&first, &last)) = run.at.first().zip(run.at.last()) else { continue };
        if let Some(kind) = whole(text, &run) {
            found.push(Found { kind, from: with_prefix(text, first), to: last + 1 });
            continue;
        }
        if is_public(&run.signs) {
            continue;
        }
        // Numbers that follow one another without a word between them: each group by itself, and neighbours together.
        for part in parts(text, &run) {
            let Some((&first, &last)) = part.at.first().zip(part.at.last()) else { continue };
            if let Some(kind) = whole(text, &part) {
                found.push(Found { kind, from: with_prefix(text, first), to: last + 1 });
            }
        }
    }
}

fn runs(text: &[char]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if digit(text[at]).is_none() || (at > 0 && is_letter(text[at - 1])) {
            at += 1;
            continue;
        }
        let mut run = Run { signs: Vec::new(), at: Vec::new() };
        loop {
            while let Some(value) = text.get(at).and_then(|c| digit(*c)) {
                run.signs.push(value);
                run.at.push(at);
                at += 1;
            }
            let spoken = is_spoken(text[at - 1]);
            let mut gap = at;
            while gap < text.len()
                && gap < at + 3
                && if spoken { is_pause(text[gap]) } else { is_between(text[gap]) }
            {
                gap += 1;
            }
            let goes_on = text.get(gap).is_some_and(|c| {
                digit(*c).is_some() && (gap == at || !spoken || is_spoken(*c) || gap == at + 1)
            });
            if gap == at || !goes_on {
                break;
            }
            at = gap;
        }
        // The check sign X of an identity number.
        if run.signs.len() == 17 {
            let gap = at + usize::from(text.get(at).is_some_and(|c| is_pause(*c)));
            if text.get(gap).is_some_and(|c| matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '叉'))
                && !text.get(gap + 1).copied().is_some_and(is_letter)
            {
                run.signs.push(X);
                run.at.push(gap);
                at = gap + 1;
            }
        }
        // `a1`, `3kV`: part of a code or a figure with its unit.
        if !text.get(at).copied().is_some_and(is_letter) {
            runs.push(run);
        }
    }
    runs
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
}

/// The groups of a run, alone and with those that follow.
fn parts(text: &[char], run: &Run) -> Vec<Run> {
    let mut bounds = vec![0];
    for (at, pair) in run.at.windows(2).enumerate() {
        if pair[1] != pair[0] + 1 {
            bounds.push(at + 1);
        }
    }
    bounds.push(run.at.len());
    let mut parts: Vec<Run> = Vec::new();
    let mut from = 0;
    // Long runs of many groups are tables, not numbers that somebody said.
    while from + 1 < bounds.len() && bounds.len() < 64 {
        let piece = |to: usize| Run {
            signs: run.signs[bounds[from]..bounds[to]].to_vec(),
            at: run.at[bounds[from]..bounds[to]].to_vec(),
        };
        let longest = (from + 1..bounds.len()).rev().find(|to| whole(text, &piece(*to)).is_some());
        match longest {
            Some(to) => {
                parts.push(piece(to));
                from = to;
            }
            None => from += 1,
        }
    }
    parts
}

/// What a run is as a whole.
fn whole(text: &[char], run: &Run) -> Option<Kind> {
    let (first, last) = (*run.at.first()?, *run.at.last()?);
    let before: String = text[first.saturating_sub(10)..first].iter().collect();
    let after: String = text[last + 1..].iter().take(4).collect();
    // An amount, a reading, a date.
    let unit = [
        "元", "块", "度", "千瓦", "万", "亿", "百", "千", "十", "点", "年", "月", "kW", "%", "％", "米",
        "公里", "户", "个",
    ];
    let counts_homes =
        after.starts_with('户') && !["户名", "户主", "户口"].iter().any(|word| after.starts_with(word));
    if unit.iter().any(|unit| after.starts_with(unit) && (*unit != "户" || counts_homes))
        || after.starts_with('.') && after.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
    {
        return None;
    }
    if before.ends_with('.')
        || before.ends_with('十')
        || before.ends_with('百')
        || before.ends_with('￥')
        || before.ends_with('¥')
    {
        return None;
    }
    let says = |words: &[&str]| nearest(&before, words);
    let person = says(&["身份证", "证件号", "证号"]);
    let card = says(&["卡号", "银行卡", "储蓄卡", "信用卡", "账号", "帐号", "账户"]);
    let phone = says(&["电话", "手机", "座机", "联系方式", "号码", "固话", "打给", "拨", "回电", "微信"]);
    let thing = says(&[
        "订单",
        "工单",
        "单号",
        "流水",
        "编号",
        "户号",
        "表号",
        "资产号",
        "运单",
        "票号",
        "序列号",
        "批次",
        "表码",
        "读数",
        "电表",
        "条码",
        "编码",
        "订单号",
    ]);
    let nearer = |mine: Option<usize>| {
        mine.is_some() && thing.is_none_or(|thing| mine.is_some_and(|mine| mine > thing))
    };
    let digits = &run.signs[..];
    match digits.len() {
        18 if checks::identity(digits) && (thing.is_none() || nearer(person)) => Some(Kind::Identity),
        18 if nearer(person) && digits[..17].iter().all(|digit| *digit < X) => Some(Kind::Identity),
        15 if nearer(person) && checks::is_born(digits) => Some(Kind::Identity),
        _ if digits.contains(&X) => None,
        13..=19 if (nearer(card) || is_called_card(&after)) && digits[0] != 0 => Some(Kind::BankCard),
        15..=19 if checks::luhn(digits) && checks::is_issued(digits) && thing.is_none() => {
            Some(Kind::BankCard)
        }
        11 if is_mobile(digits) && (thing.is_none() || nearer(phone)) => Some(Kind::Phone),
        13 if digits.starts_with(&[8, 6]) && is_mobile(&digits[2..]) && thing.is_none() => Some(Kind::Phone),
        15 if digits.starts_with(&[0, 0, 8, 6]) && is_mobile(&digits[4..]) && thing.is_none() => {
            Some(Kind::Phone)
        }
        10..=12 if is_fixed(digits) && (thing.is_none() || nearer(phone)) => Some(Kind::Phone),
        7 | 8 if nearer(phone) && !is_date(digits) && (2..=8).contains(&digits[0]) => Some(Kind::Phone),
        _ => None,
    }
}

/// 「… 这张卡」
fn is_called_card(after: &str) -> bool {
    ["这张卡", "那张卡", "的卡"].iter().any(|word| after.starts_with(word))
}

/// Where the last of the words ends in what stands before a number, in bytes; other words after it do not matter.
fn nearest(before: &str, words: &[&str]) -> Option<usize> {
    words.iter().filter_map(|word| before.rfind(word).map(|at| at + word.len())).max()
}

/// A hotline: 400 and 800 numbers.
fn is_public(digits: &[u8]) -> bool {
    matches!(digits, [4 | 8, 0, 0, ..]) && digits.len() == 10
}

fn is_mobile(digits: &[u8]) -> bool {
    matches!(digits, [1, 3..=9, ..]) && digits.len() == 11
}

/// An area code and a number: 010 and 02x have eight digits, others seven or eight.
fn is_fixed(digits: &[u8]) -> bool {
    match digits {
        [0, 1, 0, rest @ ..] | [0, 2, 0..=9, rest @ ..] => rest.len() == 8 && (2..=8).contains(&rest[0]),
        [0, 3..=9, _, _, rest @ ..] => matches!(rest.len(), 7 | 8) && (2..=8).contains(&rest[0]),
        _ => false,
    }
}

/// `20260302`.
fn is_date(digits: &[u8]) -> bool {
    matches!(digits, [2, 0, _, _, month @ 0..=1, _, day @ 0..=3, _] if *month <= 1 && *day <= 3)
        || matches!(digits, [1, 9, _, _, 0..=1, _, 0..=3, _])
}

/// Where a number begins, its `+` and brackets included.
fn with_prefix(text: &[char], first: usize) -> usize {
    if first > 0 && matches!(text[first - 1], '+' | '＋') { first - 1 } else { first }
}
