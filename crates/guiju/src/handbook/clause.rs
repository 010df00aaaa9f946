//! One clause of the handbook: what to do, what to say and never to say, by when.

use super::figures;
use crate::report::{Both, severity_word};
use guiju_phrase::Item;
use guiju_standard::{
    Standard,
    model::{Body, Check, Clause, Part, Phrase, Severity, Table},
};
use std::collections::BTreeSet;

/// Examples of a phrase that are shown.
const EXAMPLES: usize = 5;

/// A clause, ready to be placed.
pub struct ClauseView {
    pub id: String,
    pub title: Both,
    pub source: String,
    pub severity: Option<Both>,
    pub guide: Both,
    pub script: Both,
    pub say: Vec<Both>,
    pub never: Vec<Both>,
    pub figures: Vec<figures::Row>,
    pub interpretation: Both,
    pub note: Both,
}

/// What the handbook says of a clause.
pub fn view(standard: &Standard, clause: &Clause) -> ClauseView {
    let mut words = Words::default();
    gather(standard, &clause.part, &mut words);
    let text = |text: &guiju_standard::Text| Both::of(|lang| text.get(lang).to_owned());
    ClauseView {
        id: clause.id.clone(),
        title: text(&clause.title),
        source: clause.source.clone(),
        severity: (clause.severity >= Severity::Major).then(|| severity_word(clause.severity)),
        guide: text(&clause.guide),
        script: text(&clause.script),
        say: words.say.iter().filter_map(|name| told(standard, name)).collect(),
        never: words.never.iter().filter_map(|name| told(standard, name)).collect(),
        figures: figures::of(standard, clause),
        interpretation: text(&clause.interpretation),
        note: text(&clause.note),
    }
}

/// An activity's title, else its name.
pub fn activity(standard: &Standard, name: &str) -> Both {
    let title = standard.vocabulary.activities.get(name).map(|activity| &activity.title);
    Both::of(|lang| match title.map(|title| title.get(lang)) {
        Some(title) if !title.is_empty() => title.to_owned(),
        _ => name.to_owned(),
    })
}

/// Phrases to say and never to say.
#[derive(Default)]
struct Words {
    say: BTreeSet<String>,
    never: BTreeSet<String>,
}

fn gather(standard: &Standard, part: &Part, words: &mut Words) {
    match &part.check {
        Check::Rule(rule) => match &rule.body {
            Body::Say(say) => words.say.extend(say.phrases.iter().cloned()),
            Body::NeverSay(say) => words.never.extend(say.phrases.iter().cloned()),
            Body::Consent(consent) => {
                words.say.extend(consent.ask.iter().flat_map(|ask| &ask.phrases).cloned());
            }
            Body::Decide { table, row, .. } => {
                if let Some(table) = standard.tables.get(table) {
                    decided(table, row.as_deref(), words);
                }
            }
            Body::Owed(_) | Body::Forbidden(_) | Body::Record(_) => {}
        },
        Check::AllOf(parts) | Check::AnyOf(parts) => {
            parts.iter().for_each(|part| gather(standard, part, words))
        }
        Check::If(a, b) => {
            gather(standard, a, words);
            gather(standard, b, words);
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

/// A phrase as a person would put it: its sentence, else its title with examples.
fn told(standard: &Standard, name: &str) -> Option<Both> {
    let phrase = standard.phrases.get(name)?;
    if !phrase.script.is_empty() {
        return Some(Both::of(|lang| phrase.script.get(lang).to_owned()));
    }
    let examples = examples(phrase);
    let (zh, en) = (
        examples.iter().map(|example| format!("“{example}”")).collect::<Vec<_>>().join("、"),
        examples.iter().map(|example| format!("“{example}”")).collect::<Vec<_>>().join(", "),
    );
    if phrase.title.is_empty() {
        return (!examples.is_empty()).then(|| Both::new(zh, en));
    }
    let title = |lang, list: &str, open: &str, close: &str| {
        let title = phrase.title.get(lang);
        if list.is_empty() { title.to_owned() } else { format!("{title}{open}{list}{close}") }
    };
    Some(Both::new(title(guiju_time::Lang::Zh, &zh, "（", "）"), title(guiju_time::Lang::En, &en, " (", ")")))
}

/// Patterns that are plain words: what a person can read as it stands.
fn examples(phrase: &Phrase) -> Vec<&str> {
    let plain = |item: &'_ Item| match item {
        Item::Pattern(pattern) => {
            !pattern.contains(['(', ')', '|', '?', '…', '{', '~', '/']) && !pattern.is_empty()
        }
        Item::Phrase(_) => false,
    };
    let patterns = phrase.def.items.iter().filter(|item| plain(item));
    let texts = patterns.filter_map(|item| match item {
        Item::Pattern(pattern) => Some(pattern.as_str()),
        Item::Phrase(_) => None,
    });
    texts.take(EXAMPLES).collect()
}
