//! What Python takes for blanks, words and digits, where it decides how a model is cut.

/// `str.isspace` and `\s`: Unicode's white space and the four separators of ASCII.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// `str.strip`.
pub(crate) fn strip(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// `str.lstrip`.
pub(crate) fn strip_start(text: &str) -> &str {
    text.trim_start_matches(is_space)
}

/// `\w`.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// `\d` and `int`: the value of a decimal digit, ASCII or full width.
pub(crate) fn digit(c: char) -> Option<u32> {
    match c {
        '\u{ff10}'..='\u{ff19}' => Some(c as u32 - 0xff10),
        _ => c.to_digit(10),
    }
}

/// `text.lower().startswith(start)`; `start` is lower-case ASCII.
pub(crate) fn starts_with_lower(text: &str, start: &str) -> bool {
    let mut lower = text.chars().flat_map(char::to_lowercase);
    start.chars().all(|c| lower.next() == Some(c))
}
