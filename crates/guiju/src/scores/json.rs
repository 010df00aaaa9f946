//! Scores for programs.

use super::Scores;
use crate::{failure::Failure, output::Output};
use guiju_score::{Group, Lacking};
use serde_json::{Value, json as object};
use std::io::Write as _;

/// Writes them as one JSON object.
///
/// # Errors
/// What the output says.
pub fn json(scores: &Scores<'_>, output: &mut Output) -> Result<(), Failure> {
    let standard = scores.standard;
    let page = object!({
        "standard": { "id": standard.id, "version": standard.version, "hash": standard.hash },
        "by": scores.by,
        "adjusted_for": standard.scoring.adjust,
        "min_coverage": standard.scoring.min_coverage,
        "all": group(scores, &scores.all),
        "groups": scores.groups.iter().map(|one| group(scores, one)).collect::<Vec<_>>(),
    });
    Ok(writeln!(output, "{page:#}")?)
}

fn group(scores: &Scores<'_>, group: &Group) -> Value {
    let mut page = object!({
        "rank": group.rank,
        "score": group.score.map(rounded),
        "interval": group.interval.map(|(low, high)| [rounded(low), rounded(high)]),
        "adjusted": group.adjusted.map(rounded),
        "encounters": group.encounters,
        "coverage": group.coverage.map(rounded),
        "sections": group.sections.iter().map(|section| object!({
            "id": section.id, "score": rounded(section.score), "weight": rounded(section.weight),
        })).collect::<Vec<_>>(),
        "losses": group.losses.iter().map(|loss| object!({
            "clause": scores.clause_id(loss.clause), "cost": rounded(loss.cost), "times": loss.times,
        })).collect::<Vec<_>>(),
        "beyond": group.beyond.iter().map(|(clause, won)| object!({
            "clause": scores.clause_id(*clause), "points": rounded(*won),
        })).collect::<Vec<_>>(),
        "capped": rounded(group.capped),
    });
    if !group.key.is_empty() {
        page["id"] = Value::from(group.key.as_str());
        page["name"] = Value::from(scores.name(group));
    }
    if let Some(graded) = &group.graded {
        let id = |at: usize| scores.standard.scoring.grades.get(at).map(|grade| grade.id.as_str());
        page["grade"] = Value::from(graded.grade.and_then(id));
        page["next"] = graded.next.as_ref().map_or(Value::Null, |(at, lacks)| {
            object!({ "grade": id(*at), "lacks": lacks.iter().map(|one| lacking(scores, one)).collect::<Vec<_>>() })
        });
    }
    page
}

fn lacking(scores: &Scores<'_>, lacking: &Lacking) -> Value {
    match lacking {
        Lacking::Coverage(share, asked) => object!({ "coverage": rounded(*share), "asked": asked }),
        Lacking::Score(by) => object!({ "score": rounded(*by) }),
        Lacking::Broken(severity, at) => {
            object!({ "broken": severity.name(), "at": at.rfc3339(scores.zone) })
        }
        Lacking::Kept(clause) => object!({ "kept": clause }),
        Lacking::Encounters(more) => object!({ "encounters": more }),
    }
}

/// Six decimals: enough to add up, few enough to read, the same on every machine.
fn rounded(figure: f64) -> f64 {
    (figure * 1e6).round() / 1e6
}
