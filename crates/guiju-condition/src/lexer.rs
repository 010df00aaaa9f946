//! The tokens of a condition's text.
//!
//! `cel` parses; it gives one offset per node and speaks of its grammar when a text is not an expression. The tokens
//! give the exact stretch of every node, and catch the slips that people make before `cel` sees them.

use crate::duration::duration_us;
use crate::expr::Span;
use crate::problem::{Problem, ProblemKind, SyntaxFault};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A name, keywords included.
    Name,
    Number,
    Text,
    /// An operator, bracket, comma, dot.
    Sign,
}

#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub kind: TokenKind,
    pub span: Span,
    /// For a bracket: the token that is its partner.
    pub partner: Option<usize>,
}

/// The tokens of a text, in order, brackets paired.
pub(crate) struct Tokens<'a> {
    pub text: &'a str,
    tokens: Vec<Token>,
}

const SIGNS: [&str; 24] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "?", ":", ".", ",", "+", "-", "*", "/", "%", "(", ")",
    "[", "]", "{", "}",
];

/// What people write for a sign, longest first, and what to write.
const SLIPS: [(&str, &str); 29] = [
    ("===", "=="),
    ("!==", "!="),
    ("=>", ">="),
    ("=<", "<="),
    ("<>", "!="),
    ("=", "=="),
    ("&", "&&"),
    ("|", "||"),
    ("，", ","),
    ("、", ","),
    ("。", "."),
    ("（", "("),
    ("）", ")"),
    ("【", "["),
    ("】", "]"),
    ("：", ":"),
    ("？", "?"),
    ("！", "!"),
    ("“", "\""),
    ("”", "\""),
    ("‘", "'"),
    ("’", "'"),
    ("＝", "=="),
    ("＜", "<"),
    ("＞", ">"),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("＆", "&&"),
];

impl<'a> Tokens<'a> {
    /// Cuts a text into tokens and pairs its brackets.
    pub fn read(text: &'a str) -> Result<Tokens<'a>, Problem> {
        let mut tokens = Tokens { text, tokens: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if c.is_ascii_whitespace() {
                at += 1;
                continue;
            }
            if text[at..].starts_with("//") {
                at = text[at..].find('\n').map_or(text.len(), |end| at + end);
                continue;
            }
            let (kind, len) = token(text, at)?;
            let index = tokens.tokens.len();
            let mut partner = None;
            if kind == TokenKind::Sign {
                match c {
                    '(' | '[' | '{' => open.push(index),
                    ')' | ']' | '}' => match open.pop() {
                        Some(opening) if pairs(&text[tokens.tokens[opening].span.clone()], c) => {
                            tokens.tokens[opening].partner = Some(index);
                            partner = Some(opening);
                        }
                        _ => return Err(problem(at..at + 1, SyntaxFault::Unbalanced { bracket: c })),
                    },
                    _ => {}
                }
            }
            tokens.tokens.push(Token { kind, span: at..at + len, partner });
            at += len;
        }
        if let Some(opening) = open.pop() {
            let span = tokens.tokens[opening].span.clone();
            let bracket = text[span.clone()].chars().next().unwrap_or('(');
            return Err(problem(span, SyntaxFault::Unbalanced { bracket }));
        }
        if tokens.tokens.is_empty() {
            return Err(problem(0..text.len(), SyntaxFault::Empty));
        }
        tokens.words_for_signs()?;
        tokens.depth()?;
        Ok(tokens)
    }

    /// Refuses what would nest deeper than recursion bears: brackets are limited by `cel`, long chains of operators
    /// here (`&&`, `||` and lists do not nest).
    fn depth(&self) -> Result<(), Problem> {
        const LONGEST_CHAIN: usize = 100;
        const MOST_TOKENS: usize = 5_000;
        let mut chain = 0;
        for index in 0..self.tokens.len() {
            match self.str(index) {
                "&&" | "||" | "," | "(" | ")" | "[" | "]" | "{" | "}" => chain = 0,
                _ if self.tokens[index].kind == TokenKind::Sign => chain += 1,
                _ => {}
            }
            if chain > LONGEST_CHAIN || index > MOST_TOKENS {
                return Err(problem(self.span(index), SyntaxFault::TooDeep));
            }
        }
        Ok(())
    }

    /// `a and b`, `not a`: two values side by side, one of them a word that other languages have.
    fn words_for_signs(&self) -> Result<(), Problem> {
        let value = |index: usize| {
            self.tokens.get(index).is_some_and(|t| t.kind != TokenKind::Sign && self.str(index) != "in")
        };
        for index in 0..self.tokens.len() {
            if self.tokens[index].kind != TokenKind::Name {
                continue;
            }
            let before = index > 0 && (value(index - 1) || matches!(self.str(index - 1), ")" | "]"));
            let after = value(index + 1) || matches!(self.str(index + 1), "!" | "(");
            let write = match self.str(index).to_ascii_lowercase().as_str() {
                "and" if before && after => "&&",
                "or" if before && after => "||",
                "is" if before && after => "==",
                "not" if !before && value(index + 1) => "!",
                _ => continue,
            };
            let found = self.str(index).to_owned();
            return Err(problem(self.tokens[index].span.clone(), SyntaxFault::Instead { found, write }));
        }
        Ok(())
    }

    /// The text of a token; empty past the end.
    pub fn str(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| &self.text[token.span.clone()])
    }

    pub fn is_text(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Text)
    }

    /// The token that starts at a byte, or the first one behind it.
    pub fn at(&self, offset: usize) -> Option<usize> {
        let index = self.tokens.partition_point(|token| token.span.end <= offset);
        (index < self.tokens.len()).then_some(index)
    }

    pub fn span(&self, index: usize) -> Span {
        self.tokens.get(index).map_or(self.text.len()..self.text.len(), |token| token.span.clone())
    }

    /// Where a sign that stands directly before a byte begins, or that byte.
    pub fn before(&self, offset: usize, sign: &str) -> usize {
        let index = self.tokens.partition_point(|token| token.span.start < offset);
        match index.checked_sub(1) {
            Some(before) if self.str(before) == sign => self.span(before).start,
            _ => offset,
        }
    }

    /// The stretch from a bracket to its partner; the token itself if it is no bracket.
    pub fn bracketed(&self, index: usize) -> Span {
        let span = self.span(index);
        match self.tokens.get(index).and_then(|token| token.partner) {
            Some(partner) => span.start..self.span(partner).end,
            None => span,
        }
    }

    /// An operand's stretch with the brackets that stand around it alone.
    pub fn widened(&self, mut span: Span) -> Span {
        loop {
            let first = self.tokens.partition_point(|token| token.span.start < span.start);
            let last = self.tokens.partition_point(|token| token.span.end <= span.end);
            match first.checked_sub(1) {
                Some(before) if self.str(before) == "(" && self.tokens[before].partner == Some(last) => {
                    span = self.span(before).start..self.span(last).end;
                }
                _ => return span,
            }
        }
    }
}

fn problem(span: Span, fault: SyntaxFault) -> Problem {
    Problem { span, kind: ProblemKind::Syntax(fault) }
}

fn pairs(opening: &str, closing: char) -> bool {
    matches!((opening, closing), ("(", ')') | ("[", ']') | ("{", '}'))
}

/// The kind and length of the token at a byte.
fn token(text: &str, at: usize) -> Result<(TokenKind, usize), Problem> {
    let rest = &text[at..];
    if let Some(len) = string(rest) {
        let len = len.ok_or_else(|| problem(at..text.len(), SyntaxFault::UnclosedText))?;
        return Ok((TokenKind::Text, len));
    }
    let first = rest.chars().next().unwrap_or(' ');
    if first.is_ascii_alphabetic() || first == '_' {
        let len = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        // `arrived到` is one name to its author
        return match rest[len..].chars().next() {
            Some(c) if c.is_alphanumeric() => Err(not_ascii(text, at)),
            _ => Ok((TokenKind::Name, len)),
        };
    }
    if first.is_ascii_digit() || (first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit())) {
        let len = number(rest);
        return match number_fault(&rest[..len]) {
            Some(fault) => Err(problem(at..at + len, fault)),
            None => Ok((TokenKind::Number, len)),
        };
    }
    let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
    let slip = SLIPS.iter().find(|(slip, _)| rest.starts_with(slip));
    match (sign, slip) {
        // `<>`, `!==` and `===` begin as signs do
        (Some(sign), Some((slip, write))) if slip.len() > sign.len() => {
            Err(problem(at..at + slip.len(), SyntaxFault::Instead { found: (*slip).to_owned(), write }))
        }
        (Some(sign), _) => Ok((TokenKind::Sign, sign.len())),
        (None, Some((slip, write))) => {
            Err(problem(at..at + slip.len(), SyntaxFault::Instead { found: (*slip).to_owned(), write }))
        }
        (None, None) if !first.is_ascii() => Err(not_ascii(text, at)),
        (None, None) => {
            Err(problem(at..at + first.len_utf8(), SyntaxFault::Unexpected { found: first.to_string() }))
        }
    }
}

/// The length of the string literal at the start of `rest`: `None` if there is none, `Some(None)` if it never ends.
fn string(rest: &str) -> Option<Option<usize>> {
    let prefix = rest.find(|c: char| !matches!(c, 'r' | 'R' | 'b' | 'B')).filter(|len| *len <= 2)?;
    let raw = rest[..prefix].contains(['r', 'R']);
    let body = &rest[prefix..];
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| body.starts_with(quote))?;
    let mut at = prefix + quote.len();
    while let Some(c) = rest[at..].chars().next() {
        if rest[at..].starts_with(quote) {
            return Some(Some(at + quote.len()));
        }
        if quote.len() == 1 && matches!(c, '\n' | '\r') {
            return Some(None);
        }
        at += c.len_utf8();
        if c == '\\' && !raw {
            at += rest[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    Some(None)
}

/// The length of the number at the start of `rest`; what follows it directly belongs to it (`2h` is one slip).
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let sign_of_exponent = matches!(bytes[at], b'+' | b'-')
            && at > 0
            && matches!(bytes[at - 1], b'e' | b'E')
            && !rest.starts_with("0x");
        let decimal_point = bytes[at] == b'.' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !(bytes[at].is_ascii_alphanumeric() || bytes[at] == b'_' || sign_of_exponent || decimal_point) {
            break;
        }
        at += 1;
    }
    at
}

/// `2h`, `3cm`: a number with letters that CEL's numbers do not have.
fn number_fault(number: &str) -> Option<SyntaxFault> {
    let unsigned = number.strip_suffix(['u', 'U']).unwrap_or(number);
    let hex = unsigned.strip_prefix("0x").is_some_and(|hex| hex.chars().all(|c| c.is_ascii_hexdigit()));
    if hex || unsigned.parse::<f64>().is_ok() {
        None
    } else if duration_us(number).is_some() {
        Some(SyntaxFault::BareDuration { text: number.to_owned() })
    } else {
        Some(SyntaxFault::BadNumber)
    }
}

/// A name with other letters than ASCII, or a stray sign.
fn not_ascii(text: &str, at: usize) -> Problem {
    let rest = &text[at..];
    let len = match rest.find(|c: char| !c.is_alphanumeric() && c != '_') {
        Some(0) => rest.chars().next().map_or(0, char::len_utf8),
        Some(len) => len,
        None => rest.len(),
    };
    problem(at..at + len, SyntaxFault::NotAscii { found: rest[..len].to_owned() })
}
