//! How a scalar is written: plain where YAML reads it back the same, else in quotes; long texts as blocks.

use crate::yaml::{Kind, Node};
use granit_parser::{Event, Parser, ScalarStyle};
use std::collections::BTreeMap;

/// Words that YAML 1.1 takes for a flag.
const WORDS: &[&str] = &["yes", "no", "on", "off", "y", "n", "true", "false", "null"];

/// Whether an older reader takes the text for a flag, a time or a date (1.1 reads 12:00 as 720): quotes around it stay.
fn misleads(text: &str) -> bool {
    let figures = text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '-' | '.' | ' ' | 'T' | 'Z' | '+'));
    figures || WORDS.contains(&text.to_lowercase().as_str())
}

/// A scalar on one line. `flow`: it stands inside `{…}` or `[…]`.
pub(super) fn one_line(node: &Node, flow: bool) -> String {
    let Kind::Scalar { text, plain } = &node.kind else { return String::new() };
    let may_be_plain = *plain || (node_is_text(text) && !misleads(text));
    if may_be_plain && reads_plain(text, flow) {
        return text.clone();
    }
    if (text.contains('"') || text.contains('\\')) && !text.contains('\'') && text.chars().all(is_printable) {
        return format!("'{text}'");
    }
    quoted(text)
}

/// Whether the text without quotes is still a text, no number, flag or nothing.
fn node_is_text(text: &str) -> bool {
    let plain = Node { span: Default::default(), kind: Kind::Scalar { text: text.to_owned(), plain: true } };
    plain.to_json().is_string()
}

/// Whether YAML reads these characters back as they stand, without quotes.
fn reads_plain(text: &str, flow: bool) -> bool {
    if text.is_empty() {
        return true;
    }
    let mut chars = text.chars();
    let (first, second) = (chars.next().unwrap_or(' '), chars.next());
    let begins_well = match first {
        ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`' => {
            false
        }
        '-' | '?' | ':' => second.is_some_and(|c| !c.is_whitespace()),
        _ => true,
    };
    begins_well
        && text.trim() == text
        && text.chars().all(is_printable)
        && !text.contains(": ")
        && !text.ends_with(':')
        && !text.contains(" #")
        && !text.starts_with("---")
        && !text.starts_with("...")
        && !(flow && text.contains([',', '[', ']', '{', '}', '?']))
}

/// Characters that need no escape.
fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printable(c) => out.push(c),
            c if (c as u32) < 0x100 => out.push_str(&format!("\\x{:02x}", c as u32)),
            c if (c as u32) < 0x1_0000 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push_str(&format!("\\U{:08x}", c as u32)),
        }
    }
    out.push('"');
    out
}

/// How the scalars of a text that were written as blocks were begun (`|` or `>`), by where their lines begin.
pub(super) fn blocks(text: &str) -> BTreeMap<usize, char> {
    let mut found = BTreeMap::new();
    for (event, span) in Parser::new_from_str(text).flatten() {
        let Event::Scalar(_, style, ..) = event else { continue };
        let sign = match style {
            ScalarStyle::Literal => '|',
            ScalarStyle::Folded => '>',
            _ => continue,
        };
        found.insert(span.byte_range().map_or(0, |range| range.start), sign);
    }
    found
}

/// A text as a block: what begins it, and its lines without their indentation. `None` for one that only quotes can hold.
pub(super) fn block(node: &Node, sign: char, source: &str) -> Option<(String, Vec<String>)> {
    let text = node.text()?;
    let holds = !text.starts_with('\n') && text.chars().all(|c| c == '\n' || c == '\t' || is_printable(c));
    if text.trim().is_empty() || !holds {
        return None;
    }
    let mut lines: Vec<String> = match sign {
        '|' => text.lines().map(str::to_owned).collect(),
        // Folded lines are kept as the author broke them.
        _ => {
            let before = source.get(..node.span.start as usize)?;
            let from = before.rfind('\n').map_or(0, |end| end + 1);
            let lines = source.get(from..node.span.end as usize)?.lines();
            let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
            let least = lines.clone().filter(|line| !line.trim().is_empty()).map(indent).min()?;
            lines.map(|line| line.get(least..).unwrap_or("").to_owned()).collect()
        }
    };
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    let behind = text.len() - text.trim_end_matches('\n').len();
    let chomp = match behind {
        0 => "-",
        1 => "",
        _ => "+",
    };
    lines.extend(std::iter::repeat_n(String::new(), behind.saturating_sub(1)));
    let first = lines.iter().find(|line| !line.is_empty())?;
    let indent = if first.starts_with([' ', '\t']) { "2" } else { "" };
    Some((format!("{sign}{indent}{chomp}"), lines))
}
