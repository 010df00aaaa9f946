//! Texts as YAML that a person can read.

use std::fmt::Write as _;

/// A text as a YAML scalar: plain where nothing in it has a meaning to YAML, else in double quotes.
pub fn quote(text: &str) -> String {
    let begins = text.starts_with(|c: char| c.is_alphabetic());
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '（' | '）' | '/'));
    let word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"];
    if begins && plain && !word.contains(&text.to_lowercase().as_str()) {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_unseen(c) => {
                let _ = write!(out, "\\U{:08X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text for a comment: on one line, without what YAML does not allow.
pub fn comment(text: &str) -> String {
    text.chars().map(|c| if is_unseen(c) { ' ' } else { c }).collect()
}

/// What YAML does not allow as it is, or takes for the end of a line, or nobody sees.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c as u32 & 0xffff, 0xfffe | 0xffff)
}
