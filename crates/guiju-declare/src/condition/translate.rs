//! From a model's condition to a Python expression, step by step as Declare4Py's `parse_data_cond` does it.
//!
//! Its habits decide what a condition means, so they are kept: a name runs to the next blank or bracket, `is` takes all words up to
//! anything that *begins* with `and` or `or`, a list is split at comma and blank.

use super::{Unreadable, Why};
use crate::python::{is_space, starts_with_lower, strip, strip_start};

/// Whose reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Declare4Py's, to the letter.
    Declare4Py,
    /// What was meant, where Declare4Py's fails.
    Natural,
}

/// A Python expression, and where its pieces come from.
#[derive(Debug, Default)]
pub(crate) struct Python {
    pub(crate) text: String,
    /// Where a piece begins here, and where it comes from; both ascending here.
    pieces: Vec<(usize, usize)>,
}

impl Python {
    fn push(&mut self, piece: &str, from: usize) {
        self.pieces.push((self.text.len(), from));
        self.text.push_str(piece);
    }

    /// The place in the condition that a place in the expression comes from.
    pub(crate) fn origin(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|(here, _)| *here <= at);
        self.pieces[..next].last().map_or(0, |(_, from)| *from)
    }
}

fn is_break(c: char) -> bool {
    is_space(c) || c == '(' || c == ')'
}

/// `re.split(r'[\s()]+', text)[0]`.
fn word(text: &str) -> &str {
    &text[..text.find(is_break).unwrap_or(text.len())]
}

/// Python's text for a condition that is not empty.
pub(crate) fn translate(condition: &str, reading: Reading) -> Result<Python, Unreadable> {
    let mut python = Python::default();
    let end = condition.trim_end_matches(is_space).len();
    let mut rest = strip(condition);
    let mut filling = false;
    while let Some(first) = rest.chars().next() {
        let at = end - rest.len();
        if first == '(' || first == ')' {
            python.push(if first == '(' { " (" } else { " )" }, at);
            rest = strip_start(&rest[1..]);
            filling = python.text.ends_with(" in (");
            continue;
        }
        if filling {
            rest = list(&mut python, rest, at, reading)?;
            continue;
        }
        let next = word(rest);
        rest = strip_start(&rest[next.len()..]);
        rest = one(&mut python, next, at, rest, reading)?;
    }
    Ok(python)
}

/// The values between `in (` and `)`.
fn list<'c>(python: &mut Python, rest: &'c str, at: usize, reading: Reading) -> Result<&'c str, Unreadable> {
    let Some(close) = rest.find(')') else {
        return Err(Unreadable { at, why: Why::NotClosed('(') }); // Declare4Py never returns from this
    };
    let inside = &rest[..close];
    let mut values: Vec<&str> = Vec::new();
    let mut from = 0;
    for (comma, _) in inside.match_indices(',') {
        // re.split(r',\s+', …): a comma alone separates nothing.
        if comma >= from && (reading == Reading::Natural || inside[comma + 1..].starts_with(is_space)) {
            values.push(strip(&inside[from..comma]));
            from = inside.len() - strip_start(&inside[comma + 1..]).len();
        }
    }
    values.push(strip(&inside[from..]));
    match reading {
        Reading::Declare4Py => python.push(&format!(" \"{}\"", values.join("\", \"")), at),
        Reading::Natural => {
            for value in values {
                python.push(&format!(" {},", quoted(value)), at);
            }
        }
    }
    Ok(strip_start(&rest[close..]))
}

/// One word and what belongs to it; what is left after it.
fn one<'c>(
    python: &mut Python,
    next: &str,
    at: usize,
    rest: &'c str,
    reading: Reading,
) -> Result<&'c str, Unreadable> {
    let mut chars = next.chars();
    if let (Some(whose @ ('A' | 'a' | 'T' | 't')), Some('.')) = (chars.next(), chars.next()) {
        let (name, rest) = match reading {
            Reading::Declare4Py => (next[2..].to_owned(), rest),
            Reading::Natural => name(&next[2..], rest),
        };
        let (whose, quoted) = match reading {
            Reading::Declare4Py => (whose, format!("\"{name}\"")),
            Reading::Natural => (whose.to_ascii_uppercase(), quoted(&name)),
        };
        let value = format!("{whose}[{quoted}]");
        if reading == Reading::Declare4Py || begins_a_comparison(&python.text) {
            python.push(&format!(" {quoted} in {whose} and {value}"), at);
        } else {
            python.push(&format!(" {value}"), at);
        }
        return Ok(rest);
    }
    match next.to_lowercase().as_str() {
        "is" => {
            let (not, rest) = negation(rest, reading);
            let (value, rest) = value(rest, at, reading)?;
            let value = match reading {
                Reading::Declare4Py => format!("\"{value}\""),
                Reading::Natural => quoted(&value),
            };
            python.push(&format!(" {} {value}", if not { "!=" } else { "==" }), at);
            Ok(rest)
        }
        "and" => {
            python.push(" and", at);
            Ok(rest)
        }
        "or" => {
            python.push(" or", at);
            Ok(rest)
        }
        "true" => {
            python.push(" True", at);
            Ok(rest)
        }
        "false" => {
            python.push(" False", at);
            Ok(rest)
        }
        word @ ("same" | "different") => {
            let (name, rest) = value(rest, at, reading)?;
            let same = word == "same";
            let sign = if same { "==" } else { "!=" };
            match reading {
                Reading::Declare4Py => python.push(
                    &format!(" {name} in A and {name} in T and A[\"{name}\"] {sign} T[\"{name}\"]"),
                    at,
                ),
                Reading::Natural => {
                    let name = quoted(&name);
                    // A missing value is not equal to itself, and differs from nothing.
                    let there = format!("A[{name}] == A[{name}] and T[{name}] == T[{name}]");
                    python.push(
                        &format!(" {name} in A and {name} in T and {there} and A[{name}] {sign} T[{name}]"),
                        at,
                    );
                }
            }
            Ok(rest)
        }
        _ if next == "=" => {
            python.push(" ==", at);
            Ok(rest)
        }
        _ => {
            python.push(" ", at);
            python.push(next, at);
            Ok(rest)
        }
    }
}

/// Whether what comes next is the left side of a comparison, so that its being there may be asked first.
fn begins_a_comparison(python: &str) -> bool {
    let inside_a_call = python.ends_with("abs (") || python.ends_with("float (");
    python.is_empty()
        || (!inside_a_call && [" (", " and", " or", " not"].iter().any(|end| python.ends_with(end)))
}

/// An attribute's name with the words up to a sign, `is`, `in` or `not`: names may have blanks.
fn name<'c>(first: &str, rest: &'c str) -> (String, &'c str) {
    let mut words = vec![first];
    let mut after = rest;
    loop {
        let next = word(after);
        if next.is_empty() || matches!(next.to_lowercase().as_str(), "and" | "or") {
            return (first.to_owned(), rest);
        }
        let is_sign = next.starts_with(['<', '>', '=', '!', '+', '-', '*', '/', '%']);
        if is_sign || matches!(next.to_lowercase().as_str(), "is" | "in" | "not") {
            return (words.join(" "), after);
        }
        words.push(next);
        after = strip_start(&after[next.len()..]);
    }
}

/// The `not` after `is`. Declare4Py takes `is nothing` for `is not hing`.
fn negation(rest: &str, reading: Reading) -> (bool, &str) {
    let is_not = match reading {
        Reading::Declare4Py => starts_with_lower(rest, "not"),
        Reading::Natural => word(rest).eq_ignore_ascii_case("not"),
    };
    if is_not { (true, strip_start(rest.get(3..).unwrap_or_default())) } else { (false, rest) }
}

/// The words of a value or of a name, up to a closing bracket, `and` or `or`; and what is left.
fn value(mut rest: &str, at: usize, reading: Reading) -> Result<(String, &str), Unreadable> {
    let mut words: Vec<&str> = Vec::new();
    if reading == Reading::Declare4Py {
        while !rest.is_empty()
            && !rest.starts_with(')')
            && !starts_with_lower(rest, "and")
            && !starts_with_lower(rest, "or")
        {
            let next = word(rest);
            if next.is_empty() {
                return Err(Unreadable { at, why: Why::NotClosed('(') }); // Declare4Py never returns from this
            }
            words.push(next);
            rest = strip_start(&rest[next.len()..]);
        }
        return Ok((words.join(" "), rest));
    }
    let whole = rest;
    let mut open = 0_usize;
    while let Some(first) = rest.chars().next() {
        let step = match first {
            '(' => {
                open += 1;
                1
            }
            ')' if open == 0 => break,
            ')' => {
                open -= 1;
                1
            }
            _ => {
                let next = word(rest);
                let joins = next.eq_ignore_ascii_case("and") || next.eq_ignore_ascii_case("or");
                if joins && open == 0 && rest.len() < whole.len() {
                    break;
                }
                next.len()
            }
        };
        rest = strip_start(&rest[step..]);
    }
    if open > 0 {
        return Err(Unreadable { at, why: Why::NotClosed('(') });
    }
    let text = strip(&whole[..whole.len() - rest.len()]);
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote)) {
            return Ok((inside.to_owned(), rest));
        }
    }
    Ok((text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "), rest))
}

/// A Python literal.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
