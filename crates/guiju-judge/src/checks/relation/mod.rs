//! `together`, `either`, `not_with`: co-existence, choice, not co-existence (DECLARE).

use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::outcome::{Breach, Evidence, Outcome};
use crate::patterns::{Absence, Pairing, names_of};
use crate::region::Region;
use crate::settle::{Absent, Raw, Settled, evidence};
use guiju_standard::model::{Pattern, RelationKind};
use guiju_time::Instant;

pub(super) fn raws<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    kind: RelationKind,
    patterns: &'h [Pattern],
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    let region = Region::all().within(cx.stretch);
    let searches: Vec<_> = patterns.iter().map(|p| judging.find(p, &region, &Pairing::NONE, cx)).collect();
    let mut there: Vec<Hit> = searches.iter().filter_map(|s| s.hit.clone()).collect();
    there.sort_by_key(|hit| hit.order);
    let possible = searches.iter().find_map(|s| s.possible.as_ref().and_then(|hit| hit.missing.clone()));
    let missing: Vec<&Pattern> =
        patterns.iter().zip(&searches).filter(|(_, s)| s.hit.is_none()).map(|(p, _)| p).collect();
    let history = judging.history;
    let by: Evidence = evidence(judging, &there.iter().collect::<Vec<_>>());
    let last = there.last().map(|hit| Instant(hit.order.time));
    let stretch_end =
        cx.stretch.and_then(|s| s.until).map(|until| until.time).filter(|end| *end <= history.now);
    let closed = stretch_end.or(history.closed_at).map(Instant);
    let names = |list: &[&Pattern]| list.iter().flat_map(|p| names_of(p)).collect::<Vec<_>>();
    let breach = |forbidden: bool| Breach::Relation {
        there: there.iter().map(|hit| hit.what.to_string()).collect(),
        missing: names(&missing),
        forbidden,
    };
    let (from, until) = cx.span(judging);
    let absent = |needed: usize| {
        Some(Absent {
            of: Absence::Of(needed, missing.iter().map(|p| Absence::of(p)).collect()),
            from,
            until,
        })
    };
    let kept = |at: Instant| Outcome::Kept { by: by.clone(), final_at: at, exception: None };
    let broken = |at: Instant, forbidden: bool| Outcome::Broken {
        breach: breach(forbidden),
        by: by.clone(),
        final_at: at,
    };
    let owed = names(&missing);
    let (outcome, rests_on) = match kind {
        // Nothing of it is there: nothing is asked.
        RelationKind::Together if there.is_empty() && possible.is_none() => return Vec::new(),
        RelationKind::Together if missing.is_empty() => (kept(last.unwrap_or(Instant(0))), None),
        RelationKind::Either if !there.is_empty() => (kept(Instant(there[0].order.time)), None),
        RelationKind::NotWith if there.len() >= 2 => (broken(Instant(there[1].order.time), true), None),
        RelationKind::NotWith if there.is_empty() && possible.is_none() => return Vec::new(),
        _ if possible.is_some() => {
            let settled = Settled::doubtful(&possible.unwrap_or_default());
            return vec![Raw::fixed(there.into_iter().next(), settled)];
        }
        RelationKind::Together | RelationKind::Either => match closed {
            Some(at) => {
                let needed = if kind == RelationKind::Either { 1 } else { missing.len() };
                (broken(at, false), absent(needed))
            }
            None => (Outcome::Pending { owed }, None),
        },
        RelationKind::NotWith => match closed {
            // Kept only where somebody could have seen each of the others.
            Some(at) => (kept(at), absent(1)),
            None => (Outcome::Pending { owed: Vec::new() }, None),
        },
    };
    let target = there.last().cloned();
    let trigger = if kind == RelationKind::Either { None } else { there.into_iter().next() };
    vec![Raw::fixed(trigger, Settled { outcome, target, absent: rests_on })]
}
