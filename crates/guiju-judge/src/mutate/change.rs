//! All changes of a standard, as edits that can be made and taken back.

use super::uses::{Uses, reached};
use super::variant::{Variants, lift};
use super::{bounds, parts, records, shared, speech, tables};
use guiju_standard::model::{Body, Clause, Form, InstantExpr, Param, Part, Phrase, Situation, Table};
use guiju_standard::{Span, Standard, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Write};
use std::hash::{DefaultHasher, Hasher};

/// One change of a standard.
#[derive(Debug, Clone)]
pub(super) struct Change {
    /// The clause that it is counted for.
    pub(super) clause: usize,
    /// Clauses whose verdicts it can change.
    pub(super) reaches: Vec<usize>,
    pub(super) name: String,
    pub(super) what: Text,
    pub(super) at: Span,
    pub(super) edit: Edit,
}

/// What takes the place of what.
#[derive(Debug, Clone)]
pub(super) enum Edit {
    Clause(usize, Box<Clause>),
    Param(String, Param),
    Phrases(Vec<(String, Phrase)>),
    Situation(String, Box<Situation>),
    Instant(String, Box<InstantExpr>),
    Table(String, Box<Table>),
    Form(String, Box<Form>),
}

impl Edit {
    /// Makes the change; called again, takes it back.
    pub(super) fn swap(&mut self, standard: &mut Standard) {
        fn exchange<T>(map: &mut BTreeMap<String, T>, name: &str, with: &mut T) {
            if let Some(there) = map.get_mut(name) {
                std::mem::swap(there, with);
            }
        }
        match self {
            Edit::Clause(index, clause) => std::mem::swap(&mut standard.clauses[*index], clause),
            Edit::Param(name, param) => exchange(&mut standard.params, name, param),
            Edit::Phrases(phrases) => {
                for (name, phrase) in phrases {
                    exchange(&mut standard.phrases, name, phrase);
                }
            }
            Edit::Situation(name, situation) => exchange(&mut standard.situations, name, situation),
            Edit::Instant(name, expr) => {
                if let Some((there, _)) = standard.vocabulary.instants.get_mut(name) {
                    std::mem::swap(there, expr);
                }
            }
            Edit::Table(name, table) => exchange(&mut standard.tables, name, table),
            Edit::Form(name, form) => exchange(&mut standard.forms, name, form),
        }
    }

    /// Whether the phrases must be compiled again.
    pub(super) fn changes_words(&self, standard: &Standard) -> bool {
        match self {
            Edit::Phrases(_) => true,
            Edit::Clause(index, changed) => {
                fingerprint(&compiled(&standard.clauses[*index].part))
                    != fingerprint(&compiled(&changed.part))
            }
            _ => false,
        }
    }
}

/// The bodies that the plan compiles something from.
fn compiled(part: &Part) -> Vec<&Body> {
    let mut found = Vec::new();
    crate::plan::bodies(part, &mut |body| {
        if matches!(body, Body::Say(_) | Body::NeverSay(_) | Body::Consent(_)) {
            found.push(body);
        }
    });
    found
}

/// All changes: of each clause, then of what clauses share, in the order of their names.
pub(super) fn changes(standard: &Standard) -> Vec<Change> {
    let own: Vec<Uses<'_>> = standard.clauses.iter().map(Uses::own).collect();
    let all: Vec<Uses<'_>> = own.iter().map(|uses| uses.clone().with_shared(standard)).collect();
    let reached = reached(standard, &all);
    let mut found = Changes { found: Vec::new(), names: BTreeSet::new() };
    for (index, clause) in standard.clauses.iter().enumerate() {
        let reaches = &reached[index];
        let mut add = |variants: Variants<Edit>| found.add(index, reaches, &clause.id, variants);
        let variants = distinct(clause, parts::clause(clause));
        add(edits(variants, |changed| Edit::Clause(index, Box::new(changed))));
        for name in &own[index].params {
            if let Some(param) = standard.params.get(*name) {
                let variants = lift(distinct(param, bounds::param(param)), name, |param| param);
                add(edits(variants, |param| Edit::Param((*name).to_owned(), param)));
            }
        }
        let taboos = own[index].taboos.iter().copied();
        add(edits(speech::exemptions(standard, taboos, clause.span), Edit::Phrases));
    }
    found.add_shared(standard, &own, &all, &reached);
    found.found
}

fn edits<T>(variants: Variants<T>, make: impl Fn(T) -> Edit) -> Variants<Edit> {
    super::variant::wrap(variants, make)
}

struct Changes {
    found: Vec<Change>,
    names: BTreeSet<String>,
}

impl Changes {
    fn add(&mut self, clause: usize, reaches: &[usize], of: &str, variants: Variants<Edit>) {
        for variant in variants {
            let plain = format!("{of}/{}", variant.name.replace(['\t', '\n', '\r'], " "));
            let name = (1..)
                .map(|n| if n == 1 { plain.clone() } else { format!("{plain}#{n}") })
                .find(|name| !self.names.contains(name))
                .unwrap_or(plain);
            self.names.insert(name.clone());
            let reaches = reaches.to_vec();
            self.found.push(Change {
                clause,
                reaches,
                name,
                what: variant.what,
                at: variant.at,
                edit: variant.to,
            });
        }
    }

    /// What several clauses use, or one uses by name.
    fn add_shared(
        &mut self,
        standard: &Standard,
        own: &[Uses<'_>],
        all: &[Uses<'_>],
        reached: &[Vec<usize>],
    ) {
        let mut add = |uses: &dyn Fn(&Uses<'_>) -> bool, of: String, variants: Variants<Edit>| {
            let users: Vec<usize> = (0..all.len()).filter(|clause| uses(&all[*clause])).collect();
            if let Some(first) = users.first() {
                let reaches: BTreeSet<usize> = users.iter().flat_map(|user| reached[*user].clone()).collect();
                let reaches: Vec<usize> = reaches.into_iter().collect();
                self.add(*first, &reaches, &of, variants);
            }
        };
        for (name, phrase) in &standard.phrases {
            let variants = distinct(phrase, speech::phrase(phrase));
            let variants = edits(variants, |phrase| Edit::Phrases(vec![(name.clone(), phrase)]));
            add(&|uses| uses.phrases.contains(name.as_str()), format!("phrase {name}"), variants);
        }
        for (name, situation) in &standard.situations {
            let variants = distinct(situation, shared::situation(situation));
            let variants = edits(variants, |s| Edit::Situation(name.clone(), Box::new(s)));
            add(&|uses| uses.situations.contains(name.as_str()), format!("situation {name}"), variants);
            // It tells where others end.
            let variants = edits(shared::aside(situation), |s| Edit::Situation(name.clone(), Box::new(s)));
            add(&|uses| !uses.situations.is_empty(), format!("situation {name}"), variants);
        }
        for (name, (expr, _)) in &standard.vocabulary.instants {
            let variants = distinct(expr, shared::instant(expr));
            let variants = edits(variants, |expr| Edit::Instant(name.clone(), Box::new(expr)));
            add(&|uses| uses.instants.contains(name.as_str()), format!("instant {name}"), variants);
        }
        for (name, table) in &standard.tables {
            let asked: BTreeSet<Option<&str>> = all
                .iter()
                .flat_map(|uses| &uses.tables)
                .filter(|(t, _)| t == name)
                .map(|(_, r)| *r)
                .collect();
            let is_asked = |row: &str| asked.contains(&None) || asked.contains(&Some(row));
            let variants = distinct(table, tables::table(table, &is_asked));
            let variants = edits(variants, |table| Edit::Table(name.clone(), Box::new(table)));
            let uses = |uses: &Uses<'_>| uses.tables.iter().any(|(table, _)| table == name);
            add(&uses, format!("table {name}"), variants);
            let never = table.rows.iter().flat_map(|row| &row.never).chain(&table.never).map(String::as_str);
            let variants = edits(speech::exemptions(standard, never, table.span), Edit::Phrases);
            add(&uses, format!("table {name}"), variants);
        }
        for (name, form) in &standard.forms {
            let records: Vec<_> =
                all.iter().flat_map(|uses| &uses.records).filter(|r| r.form == *name).collect();
            let whole = records.iter().any(|record| record.fields.is_empty());
            let named =
                |field: &str| records.iter().any(|record| record.fields.iter().any(|name| name == field));
            let variants = distinct(form, records::form(form, whole, &named));
            let variants = edits(variants, |form| Edit::Form(name.clone(), Box::new(form)));
            add(&|uses| uses.records.iter().any(|r| r.form == *name), format!("form {name}"), variants);
        }
        // Figures that a clause names are changed with it.
        for (name, param) in &standard.params {
            if !own.iter().any(|uses| uses.params.contains(name.as_str())) {
                let variants = distinct(param, bounds::param(param));
                let variants = edits(variants, |param| Edit::Param(name.clone(), param));
                add(&|uses| uses.params.contains(name.as_str()), format!("param {name}"), variants);
            }
        }
    }
}

/// Variants that differ from the original and from each other.
fn distinct<T: Debug>(original: &T, variants: Variants<T>) -> Variants<T> {
    let mut seen = BTreeSet::from([fingerprint(original)]);
    variants.into_iter().filter(|variant| seen.insert(fingerprint(&variant.to))).collect()
}

fn fingerprint<T: Debug>(of: &T) -> u64 {
    struct Sink(DefaultHasher);
    impl Write for Sink {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            self.0.write(text.as_bytes());
            Ok(())
        }
    }
    let mut sink = Sink(DefaultHasher::new());
    // Writing to a hasher can't fail.
    let _ = write!(sink, "{of:?}");
    sink.0.finish()
}
