//! Headings of a text: `第一章`, `一、`, `（一）`, `1.1.4`, `1.`, `1）`, `①`, `# …`.

/// How a heading is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `#` … `######`.
    Markdown(u8),
    /// `第…编`, `章`, `节`, `条`, `款`, from the widest (0).
    Ordinal(u8),
    /// `一、`
    Chinese,
    /// `（一）`
    ChineseParen,
    /// `1.1.4`; alone `1.` or `1` where the text has such numbers elsewhere.
    Decimal,
    /// `1.`, `1、`
    Dot,
    /// `1）`
    Paren,
    /// `（1）`
    DoubleParen,
    /// `①`
    Circled,
}

/// A heading at the beginning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) style: Style,
    /// Its number; several for `1.1.4`, none where it has none (`# Title`).
    pub(super) numbers: Vec<u32>,
    /// The mark as written (`第3条`, `（一）`).
    pub(super) label: String,
    /// What follows it on the line.
    pub(super) title: String,
}

/// Units of `第…条`, from the widest.
const UNITS: &[&[char]] = &[&['编', '篇', '部'], &['章'], &['节'], &['条'], &['款']];
/// English words of the same meaning.
const WORDS: &[(&str, u8)] = &[("Part ", 0), ("Chapter ", 1), ("Section ", 2), ("Article ", 3)];

/// The heading that a line begins with.
pub(super) fn heading(line: &str) -> Option<Heading> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix('#') {
        let deeper = rest.len() - rest.trim_start_matches('#').len();
        let title = rest.trim_start_matches('#');
        if deeper > 5 || !title.starts_with([' ', '\t']) {
            return None;
        }
        let title = title.trim();
        let inner = heading(title).filter(|inner| !matches!(inner.style, Style::Markdown(_)));
        let (numbers, label, title) = match inner {
            Some(inner) => (inner.numbers.last().copied().into_iter().collect(), inner.label, inner.title),
            None => (Vec::new(), String::new(), title.to_owned()),
        };
        return Some(Heading { style: Style::Markdown(deeper as u8 + 1), numbers, label, title });
    }
    let (style, numbers, length) = mark(line)?;
    let (label, title) = line.split_at(length);
    Some(Heading { style, numbers, label: label.trim().to_owned(), title: title.trim().to_owned() })
}

/// The mark at the beginning of a text: style, numbers, length in bytes.
pub(super) fn mark(text: &str) -> Option<(Style, Vec<u32>, usize)> {
    ordinal(text)
        .or_else(|| english(text))
        .or_else(|| chinese(text))
        .or_else(|| arabic(text))
        .or_else(|| circled(text))
}

fn ordinal(text: &str) -> Option<(Style, Vec<u32>, usize)> {
    let rest = text.strip_prefix('第')?;
    let (number, length) = any_number(rest)?;
    let unit = rest[length..].chars().next()?;
    let rank = UNITS.iter().position(|units| units.contains(&unit))?;
    let end = '第'.len_utf8() + length + unit.len_utf8();
    // 第3条的规定 is no heading, 第3条 … and 第3条：… are.
    let behind = text[end..].chars().next();
    let ends = behind.is_none_or(|c| {
        c.is_whitespace() || "：:、，,".contains(c) || rank <= 3 && is_chinese(c) && c != '的'
    });
    let skip = behind.filter(|c| "：:、".contains(*c)).map_or(0, char::len_utf8);
    ends.then_some((Style::Ordinal(rank as u8), vec![number], end + skip))
}

fn english(text: &str) -> Option<(Style, Vec<u32>, usize)> {
    let (word, rank) = WORDS.iter().find(|(word, _)| text.starts_with(word))?;
    let rest = &text[word.len()..];
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let number = rest[..digits].parse().ok()?;
    let mut length = word.len() + digits;
    let behind = text[length..].chars().next();
    if behind.is_some_and(|c| c == '.' || c == ':') {
        length += 1;
    } else if behind.is_some_and(|c| !c.is_whitespace()) {
        return None;
    }
    Some((Style::Ordinal(*rank), vec![number], length))
}

fn chinese(text: &str) -> Option<(Style, Vec<u32>, usize)> {
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        let open = text.len() - rest.len();
        let (number, length) = chinese_number(rest)?;
        let close = rest[length..].chars().next().filter(|c| "）)".contains(*c))?;
        let mut end = open + length + close.len_utf8();
        if let Some(sign) = text[end..].chars().next().filter(|c| "、.．".contains(*c)) {
            end += sign.len_utf8();
        }
        return Some((Style::ChineseParen, vec![number], end));
    }
    let (number, length) = chinese_number(text)?;
    let sign = text[length..].chars().next().filter(|c| "、.．".contains(*c))?;
    Some((Style::Chinese, vec![number], length + sign.len_utf8()))
}

fn arabic(text: &str) -> Option<(Style, Vec<u32>, usize)> {
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        let (number, length) = digits(rest)?;
        let close = rest[length..].chars().next().filter(|c| "）)".contains(*c))?;
        return Some((Style::DoubleParen, vec![number], text.len() - rest.len() + length + close.len_utf8()));
    }
    let (number, mut end) = digits(text)?;
    let mut numbers = vec![number];
    while let Some(rest) = text[end..].strip_prefix(['.', '．'])
        && let Some((next, length)) = digits(rest)
    {
        numbers.push(next);
        end = text.len() - rest.len() + length;
    }
    let behind = text[end..].chars().next();
    if numbers.len() > 1 {
        // 1.5米 is a figure, `1.1 到达` and `1.1.4到达` are numbers of headings.
        let spaced = behind.is_some_and(char::is_whitespace);
        let ended = behind.is_some_and(|c| c == '.' || c == '．');
        let deep = numbers.len() > 2 && behind.is_some_and(is_chinese);
        return (spaced || ended || deep).then(|| {
            (Style::Decimal, numbers, end + if ended { behind.map_or(0, char::len_utf8) } else { 0 })
        });
    }
    match behind? {
        sign @ ('、' | '.' | '．') => {
            let after = text[end + sign.len_utf8()..].chars().next();
            (!after.is_some_and(|c| c.is_ascii_digit())).then(|| (Style::Dot, numbers, end + sign.len_utf8()))
        }
        sign @ ('）' | ')') => Some((Style::Paren, numbers, end + sign.len_utf8())),
        // `4 总则`: a number and a short title without a sentence in it.
        c if c.is_whitespace() => {
            let title = text[end..].trim();
            let short = title.chars().count() <= 20 && !title.contains(['。', '，', '；', ',', ';']);
            let words = title.starts_with(is_chinese) || title.starts_with(|c: char| c.is_ascii_uppercase());
            (short && words).then_some((Style::Decimal, numbers, end))
        }
        _ => None,
    }
}

fn circled(text: &str) -> Option<(Style, Vec<u32>, usize)> {
    let sign = text.chars().next().filter(|c| ('①'..='⑳').contains(c))?;
    Some((Style::Circled, vec![sign as u32 - '①' as u32 + 1], sign.len_utf8()))
}

pub(super) fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '“' | '《')
}

/// Arabic digits, full width too: at most three of them, and their length.
fn digits(text: &str) -> Option<(u32, usize)> {
    let mut number = 0u32;
    let mut length = 0;
    for (count, c) in text.chars().enumerate() {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '０'..='９' => c as u32 - '０' as u32,
            _ => break,
        };
        if count >= 3 {
            return None;
        }
        number = number * 10 + digit;
        length += c.len_utf8();
    }
    (length > 0).then_some((number, length))
}

fn any_number(text: &str) -> Option<(u32, usize)> {
    digits(text).or_else(|| chinese_number(text))
}

/// 一 … 九百九十九, and its length.
fn chinese_number(text: &str) -> Option<(u32, usize)> {
    let mut total = 0u32;
    let mut digit: Option<u32> = None;
    let mut length = 0;
    for c in text.chars() {
        let tens = match c {
            '十' => 10,
            '百' => 100,
            _ => 1,
        };
        if tens > 1 {
            total += digit.take().unwrap_or(1) * tens;
        } else if let Some(value) = "零一二三四五六七八九".chars().position(|known| known == c) {
            digit = Some(value as u32);
        } else if c == '〇' {
            digit = Some(0);
        } else {
            break;
        }
        length += c.len_utf8();
    }
    (length > 0).then_some((total + digit.unwrap_or(0), length))
}
