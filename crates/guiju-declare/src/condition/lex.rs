//! Python's tokens, as many as conditions can use.

use super::{Unreadable, Why};
use crate::python::{is_space, is_word};

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    Name(String),
    Int(i64),
    Float(f64),
    Text(String),
    /// An operator or a bracket.
    Sign(&'static str),
}

/// Longer ones first.
const SIGNS: [&str; 22] = [
    "==", "!=", "<=", ">=", "//", "**", "<", ">", "(", ")", "[", "]", ",", "+", "-", "*", "/", "%", ":", "=",
    "|", "&",
];

/// The tokens of an expression, each with the byte where it begins.
pub(crate) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Unreadable> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first == '#' {
            break; // a comment, also for Python
        } else if is_space(first) {
            at += first.len_utf8();
        } else if first == '"' || first == '\'' {
            let (value, len) = string(rest, first).ok_or(Unreadable { at, why: Why::NotClosed(first) })?;
            tokens.push((at, Token::Text(value)));
            at += len;
        } else if first.is_ascii_digit()
            || (first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit()))
        {
            let len = number_len(rest);
            tokens.push((at, number(&rest[..len], at)?));
            at += len;
        } else if is_word(first) && !first.is_numeric() {
            let len = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
            tokens.push((at, Token::Name(rest[..len].to_owned())));
            at += len;
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            tokens.push((at, Token::Sign(sign)));
            at += sign.len();
        } else {
            return Err(Unreadable { at, why: Why::Unexpected(first.to_string()) });
        }
    }
    Ok(tokens)
}

/// How long the number is that `text` begins with, letters that stick to it included.
fn number_len(text: &str) -> usize {
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        let goes_on = is_word(c) || c == '.' || (matches!(c, '+' | '-') && matches!(last, 'e' | 'E'));
        if !goes_on {
            return at;
        }
        last = c;
    }
    text.len()
}

fn number(text: &str, at: usize) -> Result<Token, Unreadable> {
    let wrong = || Unreadable { at, why: Why::Number(text.to_owned()) };
    // Python allows single underscores between digits.
    let bare = |c: char| c == '_';
    if text.starts_with(bare) || text.ends_with(bare) || text.contains("__") {
        return Err(wrong());
    }
    let digits = text.replace('_', "");
    if digits.chars().all(|c| c.is_ascii_digit()) {
        if digits.len() > 1 && digits.starts_with('0') && !digits.trim_start_matches('0').is_empty() {
            return Err(wrong()); // as in Python, 05 is none
        }
        // A whole number beyond 64 bits is compared as the nearest double.
        return match digits.parse::<i64>() {
            Ok(whole) => Ok(Token::Int(whole)),
            Err(_) => digits.parse().map(Token::Float).map_err(|_| wrong()),
        };
    }
    let is_float = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-'));
    match digits.parse::<f64>() {
        Ok(value) if is_float => Ok(Token::Float(value)),
        _ => Err(wrong()),
    }
}

/// The value of a string literal and its length; `None` if it doesn't end.
fn string(text: &str, quote: char) -> Option<(String, usize)> {
    let triple: String = [quote; 3].iter().collect();
    let (open, close) = if text.starts_with(&triple) { (3, triple) } else { (1, quote.to_string()) };
    let mut value = String::new();
    let mut at = open;
    loop {
        let rest = text.get(at..)?;
        if rest.starts_with(&close) {
            return Some((value, at + close.len()));
        }
        let c = rest.chars().next()?;
        if c != '\\' {
            value.push(c);
            at += c.len_utf8();
            continue;
        }
        let (escaped, len) = escape(&rest[1..])?;
        value.push_str(&escaped);
        at += 1 + len;
    }
}

/// What follows a backslash means, and how long it is.
fn escape(rest: &str) -> Option<(String, usize)> {
    let c = rest.chars().next()?;
    let plain = |c: char| Some((c.to_string(), 1));
    let code = |digits: usize| {
        let hex = rest.get(1..1 + digits)?;
        let c = char::from_u32(u32::from_str_radix(hex, 16).ok()?)?;
        Some((c.to_string(), 1 + digits))
    };
    match c {
        '\\' | '\'' | '"' => plain(c),
        'n' => plain('\n'),
        't' => plain('\t'),
        'r' => plain('\r'),
        'a' => plain('\u{7}'),
        'b' => plain('\u{8}'),
        'f' => plain('\u{c}'),
        'v' => plain('\u{b}'),
        'x' => code(2),
        'u' => code(4),
        'U' => code(8),
        '0'..='7' => {
            let digits: String = rest.chars().take(3).take_while(|c| ('0'..='7').contains(c)).collect();
            let c = char::from_u32(u32::from_str_radix(&digits, 8).ok()?)?;
            Some((c.to_string(), digits.len()))
        }
        other => Some((format!("\\{other}"), other.len_utf8())),
    }
}
