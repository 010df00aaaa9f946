//! Width, script, case and digits, one character at a time, so that places stay what they are.

use std::sync::LazyLock;

static SIMPLIFIED: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    include_str!("simplified.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split(' '))
        .filter_map(|pair| {
            let mut signs = pair.chars();
            Some((signs.next()?, signs.next()?))
        })
        .collect()
});

/// What [`fold`] makes of each character of the basic plane, worked out once: a look-up a character.
static FOLDED: LazyLock<Vec<char>> =
    LazyLock::new(|| (0..0x1_0000).map(|code| char::from_u32(code).map_or('\0', folded)).collect());

/// Half width, simplified, lower case.
pub(crate) fn fold(sign: char) -> char {
    if sign.is_ascii() {
        return sign.to_ascii_lowercase();
    }
    FOLDED.get(sign as usize).copied().unwrap_or_else(|| folded(sign))
}

fn folded(sign: char) -> char {
    let sign = match sign {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        _ => sign,
    };
    if sign.is_ascii() {
        return sign.to_ascii_lowercase();
    }
    if is_han(sign) {
        return dialect_folded(match SIMPLIFIED.binary_search_by_key(&sign, |pair| pair.0) {
            Ok(found) => SIMPLIFIED[found].1,
            Err(_) => sign,
        });
    }
    let mut lower = sign.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => sign,
    }
}

/// Characters of written dialect as the one of Mandarin that they stand for. Only those that mean nothing else: 唔 (a hum), 仲, 系 and
/// 讲 stay what they are.
fn dialect_folded(sign: char) -> char {
    match sign {
        '冇' => '没',
        '嘅' | '㗎' => '的',
        '咗' => '了',
        '畀' | '俾' => '给',
        '嚟' => '来',
        '佢' => '他',
        '哋' => '们',
        '喺' => '在',
        '搵' | '揾' => '找',
        '侬' => '你',
        '俺' => '我',
        '嗰' => '那',
        '咩' | '乜' => '啥',
        '睇' => '看',
        '谂' => '想',
        '咁' | '噉' => '这',
        '啲' => '些',
        other => other,
    }
}

/// A folded character with Chinese digits as 0–9. Folded in patterns and texts alike, so 一边 still finds 一边.
pub(crate) fn digit_folded(sign: char) -> char {
    if sign.is_ascii() {
        return sign;
    }
    match sign {
        '零' | '〇' => '0',
        '一' | '幺' | '壹' => '1',
        '二' | '两' | '贰' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        other => other,
    }
}

/// A Chinese character.
pub(crate) fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '〇')
}

/// What a character that is no letter does to the words beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Nothing,
    Space,
    Comma,
    Colon,
    /// The colon in 10:45.
    TimeColon,
    /// The point in 3.5.
    Point,
    Stop,
    Question,
}

/// What a folded sign means between its neighbours.
pub(crate) fn mark_of(sign: char, before: char, after: char) -> Mark {
    let in_number = before.is_ascii_digit() && after.is_ascii_digit();
    match sign {
        '?' | '⁇' | '﹖' => Mark::Question,
        ':' | '∶' if in_number => Mark::TimeColon,
        '.' if in_number => Mark::Point,
        '.' if before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric() => Mark::Nothing,
        '。' | '!' | ';' | '.' | '｡' | '\n' | '\r' => Mark::Stop,
        ',' if in_number => Mark::Nothing,
        ',' | '、' | '…' | '—' | '､' => Mark::Comma,
        ':' | '∶' => Mark::Colon,
        sign if sign.is_whitespace() => Mark::Space,
        _ => Mark::Nothing,
    }
}
