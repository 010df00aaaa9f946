//! A comparison as programs read it.

use super::{Comparison, Flips, flips::Shares};
use guiju_judge::Verdict;
use guiju_standard::{
    Text,
    diff::{Changed, How, Kind, Side},
};
use serde_json::{Value, json};

/// The comparison.
pub fn json(comparison: &Comparison<'_>) -> Value {
    let Comparison { old, new, difference, flips } = comparison;
    let version = |standard: &guiju_standard::Standard| json!({ "standard": standard.id, "version": standard.version, "hash": standard.hash });
    let mut wire = json!({
        "old": version(old),
        "new": version(new),
        "meaning": difference.meaning.iter().map(changed).collect::<Vec<_>>(),
        "texts": difference.texts.iter().map(changed).collect::<Vec<_>>(),
    });
    if let Some(flips) = flips {
        wire["over"] = over(flips);
    }
    wire
}

/// The name of a sort.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Clause => "clause",
        Kind::Param => "param",
        Kind::Phrase => "phrase",
        Kind::Situation => "situation",
        Kind::Table => "table",
        Kind::Form => "form",
        Kind::Encounter => "encounter",
        Kind::Object => "object",
        Kind::Activity => "activity",
        Kind::Instant => "instant",
        Kind::Calendar => "calendar",
        Kind::Setting => "setting",
        Kind::Article => "article",
    }
}

fn changed(changed: &Changed) -> Value {
    let side = |side: &Option<Side>| {
        side.as_ref().map(|side| {
            let place = &side.place;
            json!({ "says": side.says, "file": place.path, "line": place.line, "column": place.column })
        })
    };
    let (how, from, changes) = match &changed.how {
        How::Added => ("added", None, &[][..]),
        How::Removed => ("removed", None, &[][..]),
        How::Renamed { from } => ("renamed", Some(from), &[][..]),
        How::Changed(changes) => ("changed", None, changes.as_slice()),
    };
    let changes: Vec<Value> = changes
        .iter()
        .map(|change| json!({ "path": change.path, "old": change.old, "new": change.new }))
        .collect();
    let mut wire = json!({
        "kind": kind(changed.kind),
        "name": changed.name,
        "title": text(&changed.title),
        "how": how,
        "changes": changes,
        "old": side(&changed.old),
        "new": side(&changed.new),
    });
    if let Some(from) = from {
        wire["from"] = json!(from);
    }
    wire
}

fn text(text: &Text) -> Value {
    json!({ "zh": text.zh, "en": text.en })
}

fn over(flips: &Flips) -> Value {
    let verdict = |verdict: Option<Verdict>| verdict.map(Verdict::name);
    let shares = |shares: &Shares| {
        let side = |counts: &crate::audit::Counts| {
            json!({
                "kept": counts.kept(),
                "judged": counts.judged(),
                "share": counts.share().map(|wilson| wilson.share),
            })
        };
        json!({ "old": side(&shares.old), "new": side(&shares.new) })
    };
    let groups = |groups: &[(String, String, Shares)]| -> Vec<Value> {
        let group = |(id, name, moved): &(String, String, Shares)| json!({ "id": id, "name": name, "shares": shares(moved) });
        groups.iter().map(group).collect()
    };
    let clauses: Vec<Value> = flips
        .clauses
        .iter()
        .map(|clause| {
            let counts: Vec<Value> = clause
                .flips
                .iter()
                .map(|((from, to), count)| json!({ "from": verdict(*from), "to": verdict(*to), "count": count }))
                .collect();
            let examples: Vec<Value> = clause
                .examples
                .iter()
                .map(|example| {
                    json!({
                        "subject": { "type": example.kind, "id": example.id },
                        "from": verdict(example.from),
                        "to": verdict(example.to),
                        "because": example.because.as_ref().map(|both| json!({ "zh": both.zh, "en": both.en })),
                    })
                })
                .collect();
            json!({
                "clause": clause.clause,
                "title": text(&clause.title),
                "flips": counts,
                "examples": examples,
            })
        })
        .collect();
    json!({
        "subjects": flips.subjects,
        "judged": flips.judged,
        "clauses": clauses,
        "shares": shares(&flips.total),
        "sites": groups(&flips.sites),
        "people": groups(&flips.people),
    })
}
