//! What a clause tells those who serve: what to do, what to say, what never to say.

use crate::Book;
use guiju_judge::explain::right;
use guiju_phrase::Item;
use guiju_standard::model::{Body, Check, Clause, Part, Phrase, Table};
use guiju_time::Lang;
use std::collections::BTreeSet;

/// Examples of a phrase that are shown.
const EXAMPLES: usize = 5;

/// What a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// What to do.
    Do,
    /// A sentence to say.
    Say,
    /// Elements that must be said.
    MustSay,
    /// What never to say.
    Never,
}

impl LineKind {
    /// The word before the line; none before what to do.
    pub fn word(self, lang: Lang) -> Option<&'static str> {
        let (zh, en) = match self {
            LineKind::Do => return None,
            LineKind::Say => ("这样说", "say"),
            LineKind::MustSay => ("要说到", "must be said"),
            LineKind::Never => ("不说", "never say"),
        };
        Some(if lang == Lang::Zh { zh } else { en })
    }
}

/// One thing to do or say.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// In words.
    pub text: String,
    /// The clause that asks it.
    pub clause: String,
    /// How much it weighs, where that is much.
    pub critical: bool,
}

/// Phrases to say and never to say, by name.
#[derive(Default)]
struct Words {
    say: BTreeSet<String>,
    never: BTreeSet<String>,
}

impl Book<'_> {
    /// All that a clause tells.
    pub(crate) fn lines(&self, clause: &Clause) -> Vec<Line> {
        let mut words = Words::default();
        gather(self, &clause.part, &mut words);
        let line = |kind, text: String| Line {
            kind,
            text,
            clause: clause.id.clone(),
            critical: clause.severity >= guiju_standard::model::Severity::Critical,
        };
        let told = |names: &BTreeSet<String>| -> Vec<String> {
            names.iter().filter_map(|name| self.told(name)).collect()
        };
        let mut lines = Vec::new();
        let (guide, script) = (self.text(&clause.guide), self.text(&clause.script));
        let (say, never) = (told(&words.say), told(&words.never));
        match guide.is_empty() {
            false => lines.push(line(LineKind::Do, guide)),
            true if script.is_empty() && say.is_empty() && never.is_empty() => {
                lines.extend(right(self.plan, clause, self.lang).map(|text| line(LineKind::Do, text)));
            }
            true => {}
        }
        if !script.is_empty() {
            lines.push(line(LineKind::Say, script));
        }
        if !say.is_empty() {
            lines.push(line(LineKind::MustSay, self.joined(&say)));
        }
        if !never.is_empty() {
            lines.push(line(LineKind::Never, self.joined(&never)));
        }
        lines
    }

    /// A phrase as a person would put it: its sentence, else its title with examples.
    pub(crate) fn told(&self, name: &str) -> Option<String> {
        let phrase = self.standard.phrases.get(name)?;
        let script = self.text(&phrase.script);
        if !script.is_empty() {
            return Some(script);
        }
        let examples: Vec<String> =
            examples(phrase).into_iter().map(|example| format!("“{example}”")).collect();
        let (title, examples) = (self.text(&phrase.title), self.listed(&examples));
        Some(match (title.is_empty(), examples.is_empty(), self.lang) {
            (true, true, _) => return None,
            (true, false, _) => examples,
            (false, true, _) => title,
            (false, false, Lang::Zh) => format!("{title}（{examples}）"),
            (false, false, Lang::En) => format!("{title} ({examples})"),
        })
    }
}

fn gather(book: &Book<'_>, part: &Part, words: &mut Words) {
    match &part.check {
        Check::Rule(rule) => match &rule.body {
            Body::Say(say) => words.say.extend(say.phrases.iter().cloned()),
            Body::NeverSay(say) => words.never.extend(say.phrases.iter().cloned()),
            Body::Consent(consent) => {
                words.say.extend(consent.ask.iter().flat_map(|ask| &ask.phrases).cloned());
            }
            Body::Decide { table, row, .. } => {
                if let Some(table) = book.standard.tables.get(table) {
                    decided(table, row.as_deref(), words);
                }
            }
            Body::Owed(_) | Body::Forbidden(_) | Body::Record(_) => {}
        },
        Check::AllOf(parts) | Check::AnyOf(parts) => {
            parts.iter().for_each(|part| gather(book, part, words));
        }
        Check::If(a, b) => {
            gather(book, a, words);
            gather(book, b, words);
        }
        _ => {}
    }
}

fn decided(table: &Table, row: Option<&str>, words: &mut Words) {
    words.never.extend(table.never.iter().cloned());
    for row in table.rows.iter().filter(|known| row.is_none_or(|row| known.id == row)) {
        words.say.extend(row.say.iter().flat_map(|say| &say.phrases).cloned());
        words.never.extend(row.never.iter().cloned());
    }
}

/// Patterns that are plain words: what a person can read as it stands.
fn examples(phrase: &Phrase) -> Vec<&str> {
    let plain =
        |pattern: &str| !pattern.contains(['(', ')', '|', '?', '…', '{', '~', '/']) && !pattern.is_empty();
    let patterns = phrase.def.items.iter().filter_map(|item| match item {
        Item::Pattern(pattern) if plain(pattern) => Some(pattern.as_str()),
        Item::Pattern(_) | Item::Phrase(_) => None,
    });
    patterns.take(EXAMPLES).collect()
}
