//! Whether a clause is shown by a case to judge a row of the text.

use super::run::Trials;
use crate::plan::Plan;
use guiju_standard::Claim;
use guiju_standard::model::{Check, Covers};
use std::collections::BTreeSet;

/// For [`guiju_standard::coverage_where`]: whether some case fails once a clause's part for a row is taken out.
///
/// Taken out, the part is always kept (a `permit` always used). So a case shows it that expects the clause broken (or not
/// reached) and gets what it expects; where each value of a figure stands for a row of its own, a case with that value.
pub fn proved(plan: &Plan) -> impl FnMut(Claim<'_>) -> bool {
    let mut rows: BTreeSet<(String, Option<String>)> = BTreeSet::new();
    Trials::held(plan, &mut |case, judged| {
        let clause = &plan.standard.clauses[judged.clause];
        let wanted = if matches!(clause.part.check, Check::Permit(_)) { "not_applicable" } else { "broken" };
        let expects = case.expect.values().any(|(expectation, _)| {
            expectation.verdict == wanted
                || expectation.activations.iter().flatten().any(|verdict| verdict == wanted)
        });
        if !expects {
            return;
        }
        let row = match (&clause.covers, &*judged.covers) {
            (Covers::ByValue(_), [only]) => Some(only.clone()),
            (Covers::ByValue(_), _) => return,
            (Covers::Rows(_), _) => None,
        };
        rows.insert((clause.id.clone(), row));
    });
    move |claim| rows.contains(&(claim.clause.id.clone(), claim.value.map(|_| claim.row.to_owned())))
}
