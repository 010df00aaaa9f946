//! Clauses and the articles that they come from.

use super::check::Part;
use crate::source::Span;
use crate::text::Text;
use guiju_condition::Condition;
use guiju_time::Date;

/// How much a breach weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth telling.
    Note,
    /// Small.
    Minor,
    /// Large.
    Major,
    /// Zero for the section or the encounter.
    Critical,
}

impl Severity {
    /// As packs and data spell it.
    pub fn name(self) -> &'static str {
        crate::shape::SEVERITIES[self as usize]
    }

    /// From its name.
    pub fn from_name(name: &str) -> Option<Severity> {
        [Severity::Note, Severity::Minor, Severity::Major, Severity::Critical]
            .into_iter()
            .find(|severity| severity.name() == name)
    }
}

/// The rows of the text that a clause answers for.
#[derive(Debug, Clone)]
pub enum Covers {
    /// These rows.
    Rows(Vec<(String, Span)>),
    /// One row per value of a figure's `by` attribute.
    ByValue(Vec<(String, String, Span)>),
}

impl Covers {
    /// All rows.
    pub fn rows(&self) -> Vec<&str> {
        match self {
            Covers::Rows(rows) => rows.iter().map(|(row, _)| row.as_str()).collect(),
            Covers::ByValue(rows) => rows.iter().map(|(_, row, _)| row.as_str()).collect(),
        }
    }
}

/// Which evidence a clause takes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvidenceNeed {
    /// Kinds; empty: those of the vocabulary.
    pub kinds: Vec<String>,
    /// Others don't count even where they saw something.
    pub only: bool,
}

/// One obligation, prohibition or figure.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Where the text says it.
    pub source: String,
    /// Rows that it answers for.
    pub covers: Covers,
    /// Severity.
    pub severity: Severity,
    /// Points, where not those of the severity.
    pub points: Option<f64>,
    /// Points won by keeping it, beyond the duty.
    pub bonus: f64,
    /// Points lost by breaking it, beside those not earned.
    pub malus: f64,
    /// Scored for encounters opened from this day on; before, shown.
    pub scored_from: Option<Date>,
    /// Section for scoring.
    pub section: Option<String>,
    /// Type of subject.
    pub per: String,
    /// Condition over the subject as of its opening.
    pub applies: Option<Condition>,
    /// Figures as of the activation instead of the opening.
    pub as_of_activation: bool,
    /// An automatic breach waits for a person.
    pub confirm_by_person: bool,
    /// What to do right, for the one who serves.
    pub guide: Text,
    /// What to say.
    pub script: Text,
    /// Remark.
    pub note: Text,
    /// How an unclear text was settled.
    pub interpretation: Text,
    /// Shown, never scored.
    pub report_only: bool,
    /// What is checked.
    pub part: Part,
    /// Where the id is written.
    pub span: Span,
}

/// A row of the text (`articles.tsv`).
#[derive(Debug, Clone)]
pub struct Article {
    /// Id.
    pub id: String,
    /// Where in the text.
    pub place: String,
    /// What it says, in our own words.
    pub text: String,
    /// Kind: `step`, `clock`, `say`, … `context`.
    pub kind: String,
    /// Its line.
    pub span: Span,
}
