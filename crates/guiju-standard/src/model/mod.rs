//! A standard, read and resolved: what the judge compiles and the lints look at.

mod case;
mod check;
mod clause;
mod figure_range;
mod form;
mod params;
mod pattern;
mod phrase;
mod table;
mod vocabulary;

pub use case::{Case, CaseEvent, CaseObject, Expectation, VerdictName};
pub use check::{
    Aggregate, Agree, Body, Bound, Check, Choose, Consent, Count, Days, During, Each, EntryTest, Exception,
    Frame, Head, Hold, HoldOn, Limit, Part, Rate, Record, RelationKind, Requirement, Rule, Say, SayTo, Take,
    Unless, Variant,
};
pub use clause::{Article, Clause, Covers, EvidenceNeed, Severity};
pub use figure_range::{Figure, FigureRange, Known};
pub use form::{Field, Form};
pub use params::{Param, ParamValue};
pub use pattern::{Atom, InstantBase, InstantExpr, Pattern};
pub use phrase::{Phrase, Quorum, Situation, Turns};
pub use table::{Hit, Input, InputOf, Row, RowWhen, Table};
pub use vocabulary::{Activity, AttrType, DefaultValue, Encounter, PauseRule, Role, Vocabulary, Windowed};

use crate::source::{Sources, Span};
use crate::text::Text;
use guiju_time::{Calendar, Lang};
use std::collections::BTreeMap;

/// A section of a standard, for scores.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its name.
    pub id: String,
    /// Title for people.
    pub title: Text,
    /// Share of the whole; weights need not add up to 100.
    pub weight: f64,
}

/// How clauses turn into points.
#[derive(Debug, Clone)]
pub struct Scoring {
    /// Points per severity, by [`Severity`] order.
    pub points: [f64; 4],
    /// A broken critical clause zeroes the section (else the encounter).
    pub critical_zeroes_section: bool,
    /// Share of the applicable points that must be judged before there is a rank, star or grade, 0..=1.
    pub min_coverage: f64,
    /// No score is higher, whatever was won beyond the duty.
    pub cap: f64,
    /// Attributes of the subject over whose values groups are compared as if all had the same mix.
    pub adjust: Vec<String>,
    /// Where customers' ratings are, as `activity.attribute`; higher is better.
    pub rating: Option<String>,
    /// Grades or stars, the best first.
    pub grades: Vec<Grade>,
}

/// A grade: a threshold with conditions.
#[derive(Debug, Clone)]
pub struct Grade {
    /// Its name.
    pub id: String,
    /// Title for people.
    pub title: Text,
    /// The score is at least this.
    pub from: f64,
    /// Nothing of this severity or worse was broken.
    pub none_broken: Option<Severity>,
    /// How many months back that reaches; `None`: as far as what is scored.
    pub months: Option<u32>,
    /// Clauses that were kept each time that they applied, and applied.
    pub kept: Vec<String>,
    /// At least so many encounters.
    pub encounters: u64,
}

/// A standard: one pack, with what it includes.
#[derive(Debug, Clone)]
pub struct Standard {
    /// The files it was read from.
    pub sources: Sources,
    /// Name of the pack.
    pub id: String,
    /// Version as written.
    pub version: String,
    /// Hash of all files' contents, hexadecimal.
    pub hash: String,
    /// The packs that it extends, with their versions, the nearest first.
    pub extends: Vec<(String, String)>,
    /// Clauses of those that it switches off, with the reason.
    pub off: BTreeMap<String, String>,
    /// Title.
    pub title: Text,
    /// What it is for.
    pub description: Text,
    /// Languages that its texts must have; the first is that of plain strings.
    pub languages: Vec<Lang>,
    /// Time zone name.
    pub zone: String,
    /// Name of the working calendar.
    pub calendar: String,
    /// Object type (or attribute) that `--site` means.
    pub site: String,
    /// What stands before an article's number in its id.
    pub prefix: String,
    /// Fillings of pattern slots.
    pub slots: BTreeMap<String, Vec<String>>,
    /// Rows that oblige nobody, with the reason.
    pub excluded: BTreeMap<String, String>,
    /// Sections for scoring.
    pub sections: Vec<Section>,
    /// Points.
    pub scoring: Scoring,
    /// Encounters, objects, activities, instants.
    pub vocabulary: Vocabulary,
    /// Figures.
    pub params: BTreeMap<String, Param>,
    /// Working calendars by name.
    pub calendars: BTreeMap<String, Calendar>,
    /// Phrases by name, anonymous ones (patterns in clauses) included.
    pub phrases: BTreeMap<String, Phrase>,
    /// Situations by name.
    pub situations: BTreeMap<String, Situation>,
    /// Decision tables by name.
    pub tables: BTreeMap<String, Table>,
    /// Forms by name.
    pub forms: BTreeMap<String, Form>,
    /// Clauses, in the order written.
    pub clauses: Vec<Clause>,
    /// The text's articles.
    pub articles: Vec<Article>,
    /// The pack's tests.
    pub cases: Vec<Case>,
    /// Where `standard.yaml` begins: for findings about the whole.
    pub span: Span,
}

impl Standard {
    /// The clause with an id.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.id == id)
    }
}
