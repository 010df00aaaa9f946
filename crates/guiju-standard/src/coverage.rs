//! Which clause judges which row of the text, and whether that is shown by a case.

use crate::model::{Check, Clause, Covers, Standard};
use std::collections::BTreeMap;

/// A row of the text with what answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The row's id.
    pub row: String,
    /// Clauses that answer for it, each shown by a case in which it is broken (or not reached).
    pub clauses: Vec<String>,
    /// Clauses that name it and that nothing shows to judge it.
    pub unproven: Vec<String>,
    /// Why it obliges nobody, where the pack says so.
    pub excluded_because: Option<String>,
}

impl Coverage {
    /// Whether the row is judged, or is known to oblige nobody.
    pub fn is_settled(&self) -> bool {
        !self.clauses.is_empty() || self.excluded_because.is_some()
    }
}

/// A clause's part for one row: asked by the mutation runner whether a case fails once that part is taken out.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// The clause.
    pub clause: &'a Clause,
    /// The row.
    pub row: &'a str,
    /// The value of the figure's `by` attribute that stands for the row, where `covers` is a map.
    pub value: Option<&'a str>,
}

/// The rows of a standard, in the order of the article list (or of the clauses, where there is none).
///
/// A clause counts for a row if some case expects it broken (`rate`: not reached, `permit`: not used).
pub fn coverage(standard: &Standard) -> Vec<Coverage> {
    coverage_where(standard, &mut |_| true)
}

/// The same where a clause's part for a row must also be `missed`: a case fails once it is taken out.
pub fn coverage_where(standard: &Standard, missed: &mut dyn FnMut(Claim<'_>) -> bool) -> Vec<Coverage> {
    let mut by_row: BTreeMap<&str, Vec<Claim<'_>>> = BTreeMap::new();
    let mut order: Vec<&str> = standard.articles.iter().map(|article| article.id.as_str()).collect();
    for clause in &standard.clauses {
        for claim in claims(clause) {
            by_row.entry(claim.row).or_default().push(claim);
            if standard.articles.is_empty() && !order.contains(&claim.row) {
                order.push(claim.row);
            }
        }
    }
    let mut rows = Vec::new();
    for row in order {
        let mut coverage = Coverage {
            row: row.to_owned(),
            clauses: Vec::new(),
            unproven: Vec::new(),
            excluded_because: standard.excluded.get(row).cloned(),
        };
        for claim in by_row.get(row).into_iter().flatten() {
            let proven = is_tested(standard, claim.clause) && missed(*claim);
            let list = if proven { &mut coverage.clauses } else { &mut coverage.unproven };
            list.push(claim.clause.id.clone());
        }
        rows.push(coverage);
    }
    rows
}

fn claims(clause: &Clause) -> Vec<Claim<'_>> {
    match &clause.covers {
        Covers::Rows(rows) => rows.iter().map(|(row, _)| Claim { clause, row, value: None }).collect(),
        Covers::ByValue(rows) => {
            rows.iter().map(|(value, row, _)| Claim { clause, row, value: Some(value) }).collect()
        }
    }
}

/// Whether some case expects the clause broken, or not reached.
fn is_tested(standard: &Standard, clause: &Clause) -> bool {
    let wanted = match clause.part.check {
        Check::Permit(_) => "not_applicable",
        _ => "broken",
    };
    standard.cases.iter().filter_map(|case| case.expect.get(&clause.id)).any(|(expectation, _)| {
        expectation.verdict == wanted
            || expectation.activations.iter().flatten().any(|verdict| verdict == wanted)
    })
}
