//! Survivors that a pack explains: `mutants.tsv`, a line each, name and reason.

/// A survivor with the reason why no case can, or need, fail on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Its name, as [`super::Mutant::name`].
    pub name: String,
    /// Why.
    pub reason: String,
}

/// A line that explains nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotExplained {
    /// The line, from 1.
    pub line: usize,
    /// What is written there.
    pub text: String,
}

impl std::fmt::Display for NotExplained {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: `{}` is not a mutant's name, a tab and a reason", self.line, self.text)
    }
}

impl std::error::Error for NotExplained {}

/// Reads `mutants.tsv`: `name<TAB>reason`; empty lines and those that begin with `#` say nothing.
///
/// # Errors
/// The first line without a name or a reason.
pub fn explanations(text: &str) -> Result<Vec<Explained>, NotExplained> {
    let said = |line: &&(usize, &str)| !line.1.trim().is_empty() && !line.1.starts_with('#');
    let lines: Vec<(usize, &str)> = text.trim_start_matches('\u{feff}').lines().enumerate().collect();
    lines
        .iter()
        .filter(said)
        .map(|(number, line)| match line.split_once('\t') {
            Some((name, reason)) if !name.trim().is_empty() && !reason.trim().is_empty() => {
                Ok(Explained { name: name.trim().to_owned(), reason: reason.trim().to_owned() })
            }
            _ => Err(NotExplained { line: number + 1, text: (*line).to_owned() }),
        })
        .collect()
}
