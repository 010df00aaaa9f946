//! Regular expressions of patterns: read at once, built when first asked.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

use super::Piece;

/// An expression may grow to so many bytes once it is built.
const LARGEST: usize = 16 << 20;

/// A regular expression over folded text. `\d`, `\w`, `\s` and `\b` are about ASCII: beside Chinese a Latin word has an edge.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    source: String,
    /// It finds something in nothing at all.
    pub(super) empty: bool,
    /// Names of its groups.
    pub(super) names: Vec<String>,
    /// What every match holds.
    pub(super) pieces: Vec<Piece>,
    built: OnceLock<Option<Regex>>,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it, for people.
    pub(super) fn read(source: &str) -> Result<Expression, String> {
        let source = in_ascii(source);
        let mut parser = regex_syntax::ParserBuilder::new().case_insensitive(true).build();
        let hir = parser.parse(&source).map_err(|error| error.to_string())?;
        let empty = hir.properties().minimum_len() == Some(0);
        let mut names = Vec::new();
        for part in source.split("(?P<").skip(1).chain(source.split("(?<").skip(1)) {
            let name = part.split('>').next().unwrap_or_default();
            if !name.starts_with(['=', '!']) {
                names.push(name.to_owned());
            }
        }
        let pieces = super::pieces::of_expression(&hir);
        Ok(Expression { source, empty, names, pieces, built: OnceLock::new() })
    }

    /// The expression, ready. `None`: it grew too large.
    pub(crate) fn regex(&self) -> Option<&Regex> {
        let build =
            || RegexBuilder::new(&self.source).case_insensitive(true).size_limit(LARGEST).build().ok();
        self.built.get_or_init(build).as_ref()
    }
}

/// The same expression with its classes spelt out in ASCII.
fn in_ascii(source: &str) -> String {
    const SPACE: &str = r" \t\n\r\x0B\x0C";
    const WORD: &str = "0-9A-Za-z_";
    let mut spelt = String::new();
    let mut class = false;
    let mut signs = source.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '[' => class = true,
            ']' => class = false,
            _ => {}
        }
        if sign != '\\' {
            spelt.push(sign);
            continue;
        }
        let (open, close) = if class { ("", "") } else { ("[", "]") };
        match signs.next() {
            Some('d') => spelt.push_str(&format!("{open}0-9{close}")),
            Some('w') => spelt.push_str(&format!("{open}{WORD}{close}")),
            Some('s') => spelt.push_str(&format!("{open}{SPACE}{close}")),
            Some('D') => spelt.push_str("[^0-9]"),
            Some('W') => spelt.push_str(&format!("[^{WORD}]")),
            Some('S') => spelt.push_str(&format!("[^{SPACE}]")),
            Some('b') if !class => spelt.push_str(r"(?-u:\b)"),
            other => {
                spelt.push('\\');
                spelt.extend(other);
            }
        }
    }
    spelt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_and_edges_are_about_ascii() {
        let table = [
            (r"\bok\b", "好ok的", true),
            (r"\bok\b", "okay", false),
            (r"\d+", "１２", false),
            (r"[\d一]+号", "一3号", true),
            (r"[\s\S]+", "你好", true),
            (r"a\.b", "a.b", true),
            (r"a\.b", "axb", false),
        ];
        for (source, text, finds) in table {
            let expression = Expression::read(source).expect("it reads");
            assert_eq!(
                expression.regex().is_some_and(|regex| regex.is_match(text)),
                finds,
                "{source} in {text}"
            );
        }
        assert!(Expression::read("(").is_err());
        assert!(Expression::read("(?:好)?").expect("it reads").empty);
        assert_eq!(Expression::read("(?P<x>好)").expect("it reads").names, ["x"]);
    }
}
