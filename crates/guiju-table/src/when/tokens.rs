//! A text of a time, cut into numbers, words and signs.

use super::words::{HALVES, WEEKDAYS};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// Digits: the number, and how many there are.
    Number(i64, usize),
    /// Letters or a run of ideographs that is known, lower case.
    Word(String),
    /// Any other sign but white space.
    Sign(char),
    /// White space.
    Space,
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut items: Vec<Token> = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let run = |is: &dyn Fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
        let used = if first.is_ascii_digit() {
            let used = run(&|c| c.is_ascii_digit());
            // More digits than a second's fraction has are no number of a time.
            items.push(Token::Number(rest[..used].parse().unwrap_or(i64::MAX), used));
            used
        } else if first.is_whitespace() {
            items.push(Token::Space);
            run(&char::is_whitespace)
        } else if first.is_ascii_alphabetic() {
            let used = run(&|c| c.is_ascii_alphabetic());
            items.push(Token::Word(rest[..used].to_ascii_lowercase()));
            used
        } else if let Some(word) =
            HALVES.iter().map(|(word, _)| *word).chain(WEEKDAYS).find(|word| rest.starts_with(word))
        {
            items.push(Token::Word(word.to_owned()));
            word.len()
        } else {
            items.push(Token::Sign(first));
            first.len_utf8()
        };
        rest = &rest[used..];
    }
    items
}
