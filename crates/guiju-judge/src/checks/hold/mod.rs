//! `at A hold`, `inspect: A, hold`, `during: S, hold`: a data condition on each event, check or stretch.

mod measures;

use self::measures::measure;
use crate::frames::{is_meant, is_population, member_name, show};
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::member::{Member, rows_of};
use crate::outcome::{Breach, Entry, Gap, Missing, Outcome};
use crate::record::number;
use crate::scene::Scene;
use crate::settle::{Raw, Settled, attribute_gap, evidence};
use guiju_condition::{Condition, Place, Truth, Value};
use guiju_standard::model::{EntryTest, Hold, HoldOn, Requirement, Take};
use guiju_time::{Instant, Range};

/// What a test of one thing gave.
enum Tested {
    Held,
    Failed(Vec<Entry>),
    Unknown(guiju_condition::Missing),
}

pub(super) fn raws<'x, 'h: 'x>(judging: &'x Judging<'h>, hold: &'h Hold, cx: &Cx<'x, 'h>) -> Vec<Raw<'x>> {
    match &hold.on {
        HoldOn::At(pattern) => judging
            .activations(pattern, cx)
            .into_iter()
            .flat_map(|hit| tested(judging, hold, hit, false, cx))
            .collect(),
        HoldOn::Inspect(pattern, take) => {
            let mut hits = judging.activations(pattern, cx);
            if *take == Take::Latest {
                hits = latest(judging, &hold.same, hits);
            }
            if hits.is_empty() {
                // Somebody looked, and what the clause is about was not there.
                return match judging.happened(pattern, cx) {
                    true => Vec::new(),
                    false => uninspected(judging, pattern, cx),
                };
            }
            let raws: Vec<Raw<'x>> =
                hits.into_iter().flat_map(|hit| tested(judging, hold, hit, true, cx)).collect();
            overruled(raws)
        }
        HoldOn::Stretch => stretch(judging, hold, cx),
    }
}

/// The latest check of the best trusted evidence, for each value of the keys; checks without a value go together.
///
/// A check by oneself (a tap) does not undo what an inspector found, though it came later.
fn latest(judging: &Judging<'_>, same: &[Condition], hits: Vec<Hit>) -> Vec<Hit> {
    let key = |hit: &Hit| -> Vec<Option<Value>> {
        let scene = Scene::at_hit(judging, hit);
        same.iter().map(|key| guiju_condition::eval(key, &scene).ok()).collect()
    };
    let mut groups: Vec<(Vec<Option<Value>>, Hit)> = Vec::new();
    for hit in hits {
        let of = key(&hit);
        match groups.iter_mut().find(|(known, _)| *known == of) {
            Some((_, kept)) if trust(judging, &hit) <= trust(judging, kept) => *kept = hit,
            Some(_) => {}
            None => groups.push((of, hit)),
        }
    }
    groups.into_iter().map(|(_, hit)| hit).collect()
}

/// How well the evidence of a check is trusted: its place in `seen_by`, behind all where it is not listed.
fn trust(judging: &Judging<'_>, hit: &Hit) -> usize {
    let history = judging.history;
    let Some(event) = hit.event.map(|at| &history.events[at]) else { return 0 };
    let seen_by = event.declared.map_or(&[][..], |activity| &activity.seen_by);
    let source = event.source.map(|source| history.log.strings.resolve(source));
    seen_by.iter().position(|kind| Some(kind.as_str()) == source).unwrap_or(seen_by.len())
}

/// A check that saw the item overrules one that did not look.
fn overruled(raws: Vec<Raw<'_>>) -> Vec<Raw<'_>> {
    let unlooked = |raw: &Raw<'_>| matches!((raw.settle)(&Default::default()).outcome, Outcome::Unknown(_));
    if raws.iter().all(unlooked) {
        return raws;
    }
    raws.into_iter().filter(|raw| !unlooked(raw)).collect()
}

/// No check in the period: nobody could tell, whether the period is open or not.
fn uninspected<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    pattern: &'h guiju_standard::model::Pattern,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    let names = crate::patterns::names_of(pattern);
    let mut kinds: Vec<String> =
        names.iter().flat_map(|name| judging.kinds_of(name).unwrap_or_default()).cloned().collect();
    let need = &cx.frame.evidence.kinds;
    if !need.is_empty() && kinds.iter().any(|kind| need.contains(kind)) {
        kinds.retain(|kind| need.contains(kind));
    }
    if kinds.is_empty() {
        kinds.push("inspection".to_owned());
    }
    kinds.sort();
    kinds.dedup();
    let outcome = Outcome::Unknown(Missing { names: kinds, why: Gap::Inspection });
    vec![Raw::fixed(None, Settled { outcome, target: None, absent: None })]
}

/// One event tested: as a whole, or row by row under `each`.
fn tested<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    hold: &'h Hold,
    hit: Hit,
    inspected: bool,
    cx: &Cx<'x, 'h>,
) -> Vec<Raw<'x>> {
    let rows = match &cx.frame.each {
        Some(each) if !is_population(judging, &each.over) && !each.over.contains('.') => {
            hit.event.map(|at| {
                let mut rows = rows_of(judging, at, &each.over)?;
                rows.retain(|row| is_meant(judging, at, each, row));
                Some(rows)
            })
        }
        _ => None,
    };
    match rows {
        None => vec![Raw::fixed(Some(hit.clone()), settle(judging, hold, &hit, cx.member, inspected))],
        Some(Some(rows)) => rows
            .into_iter()
            .map(|row| {
                let about = member_name(&row);
                let raw = Raw::fixed(Some(hit.clone()), settle(judging, hold, &hit, Some(&row), inspected));
                match about {
                    Some(about) => raw.about(about),
                    None => raw,
                }
            })
            .collect(),
        Some(None) => {
            let name = cx.frame.each.as_ref().map_or("", |each| each.over.as_str());
            vec![Raw::fixed(Some(hit), Settled::doubtful(&guiju_condition::Missing::attribute(name)))]
        }
    }
}

fn settle(
    judging: &Judging<'_>,
    hold: &Hold,
    hit: &Hit,
    member: Option<&Member>,
    inspected: bool,
) -> Settled {
    if !hit.is_certain() {
        return Settled::doubtful(&hit.missing.clone().unwrap_or_default());
    }
    let said = (!hit.said.is_empty()).then_some(&hit.said);
    let scene = Scene { member, a: Some(hit), said, ..Scene::at_hit(judging, hit) };
    let final_at = Instant(hit.order.time);
    match test(&hold.requirement, &scene) {
        Tested::Held => Settled::kept(judging, hit.clone()),
        Tested::Failed(entries) => Settled {
            outcome: Outcome::Broken {
                breach: Breach::NotHeld { entries },
                by: evidence(judging, &[hit]),
                final_at,
            },
            target: Some(hit.clone()),
            absent: None,
        },
        Tested::Unknown(missing) => {
            let mut gap = attribute_gap(&missing);
            if inspected && gap.why == Gap::Attribute {
                gap.why = Gap::Inspection;
            }
            Settled { outcome: Outcome::Unknown(gap), target: None, absent: None }
        }
    }
}

fn test(requirement: &Requirement, scene: &Scene<'_, '_>) -> Tested {
    match requirement {
        Requirement::Condition(condition) => match guiju_condition::truth(condition, scene) {
            Truth::True => Tested::Held,
            Truth::False => Tested::Failed(failing(condition, scene)),
            Truth::Unknown(missing) => Tested::Unknown(missing),
        },
        Requirement::Entries(entries) => {
            let mut failed = Vec::new();
            let mut missing: Option<guiju_condition::Missing> = None;
            for (name, asked, _) in entries {
                match value_of(scene, name) {
                    None => {
                        let absent = guiju_condition::Missing::attribute(name.as_str());
                        missing = Some(match missing {
                            Some(before) => before.and(absent),
                            None => absent,
                        });
                    }
                    Some(value) => match entry_holds(asked, &value, scene) {
                        Ok(None) => {}
                        Ok(Some(asked)) => {
                            failed.push(Entry { name: name.clone(), asked, found: show(&value) });
                        }
                        Err(absent) => {
                            missing = Some(match missing {
                                Some(before) => before.and(absent),
                                None => absent,
                            });
                        }
                    },
                }
            }
            match (failed.is_empty(), missing) {
                (false, _) => Tested::Failed(failed),
                (true, Some(missing)) => Tested::Unknown(missing),
                (true, None) => Tested::Held,
            }
        }
    }
}

/// A value by name, as the event, the member or the subject has it; `not_observed` in a row is none.
fn value_of(scene: &Scene<'_, '_>, name: &str) -> Option<Value> {
    scene
        .judging
        .peek(Place::Subject(name.to_owned()), scene)
        .filter(|value| !matches!(value, Value::Text(text) if &**text == "not_observed"))
}

/// What an entry asks, where the value does not meet it.
///
/// # Errors
/// A figure has no value here.
fn entry_holds(
    asked: &EntryTest,
    value: &Value,
    scene: &Scene<'_, '_>,
) -> Result<Option<String>, guiju_condition::Missing> {
    let (holds, asked) = match asked {
        // A bare number is in the declared unit, and so is the range.
        EntryTest::Range(range) => (lies_in(value, range), range.to_string()),
        EntryTest::Figures(range, unit) => {
            let known = range.known(&|figure| crate::params::quantity(figure, scene))?;
            let range = unit.map_or(known.range, |unit| known.range.in_unit(unit));
            (lies_in(value, &range), known.told)
        }
        EntryTest::OneOf(values) => (values.iter().any(|allowed| same(allowed, value)), listed(values)),
    };
    Ok((!holds).then_some(asked))
}

/// Whether a value lies in a range, a bare number in the range's unit.
fn lies_in(value: &Value, range: &Range) -> bool {
    match value {
        Value::Duration(us) => range.contains_time(guiju_time::Micros(*us)).unwrap_or(false),
        _ => number(value).is_some_and(|number| range.contains(number, range.unit()).unwrap_or(false)),
    }
}

fn same(allowed: &serde_json::Value, value: &Value) -> bool {
    match (allowed, value) {
        (serde_json::Value::Bool(a), Value::Bool(b)) => a == b,
        (serde_json::Value::Number(a), _) => a.as_f64() == number(value),
        (serde_json::Value::String(a), Value::Text(b)) => a.as_str() == &**b,
        (serde_json::Value::String(a), Value::Bool(b)) => a == if *b { "true" } else { "false" },
        _ => false,
    }
}

fn listed(values: &[serde_json::Value]) -> String {
    values
        .iter()
        .map(|value| match value {
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        })
        .collect::<Vec<_>>()
        .join(" / ")
}

/// The parts of a condition that did not hold, with what was found.
fn failing(condition: &Condition, scene: &Scene<'_, '_>) -> Vec<Entry> {
    condition
        .conjuncts()
        .into_iter()
        .filter(|part| guiju_condition::truth(part, scene) == Truth::False)
        .map(|part| {
            let found: Vec<String> = part
                .places()
                .iter()
                .filter(|place| part.to_string().contains(&place.place.to_string()))
                .filter_map(|place| {
                    let value = scene.judging.peek(place.place.clone(), scene)?;
                    Some(show(&value))
                })
                .collect();
            let name = part.places().iter().find(|place| part.to_string().contains(&place.place.to_string()));
            Entry {
                name: name.map_or_else(|| part.to_string(), |place| place.place.to_string()),
                asked: part.to_string(),
                found: found.join(", "),
            }
        })
        .collect()
}

/// Whether a requirement asks for a measure by name.
fn asks(requirement: &Requirement, name: &str) -> bool {
    match requirement {
        Requirement::Entries(entries) => entries.iter().any(|(entry, ..)| entry == name),
        Requirement::Condition(condition) => condition.text().contains(name),
    }
}

/// What was measured over a stretch: silence, length, talk share; judged at its end, broken as soon as it can't be met.
fn stretch<'x, 'h: 'x>(judging: &'x Judging<'h>, hold: &'h Hold, cx: &Cx<'x, 'h>) -> Vec<Raw<'x>> {
    let Some(stretch) = cx.stretch else { return Vec::new() };
    let history = judging.history;
    let start = super::existence::start(judging, cx);
    let end = stretch.until.map(|until| until.time).filter(|end| *end <= history.now).or(history.closed_at);
    let measures =
        measure(judging, stretch, end.unwrap_or(history.now), &|name| asks(&hold.requirement, name));
    let words = measures.words;
    let row = Member::row(measures.values);
    let point = crate::history::Order::end_of(end.unwrap_or(history.now));
    let scene = Scene { member: Some(&row), a: start.as_ref(), ..Scene::at_point(judging, point) };
    let mut by = start.as_ref().map(|start| evidence(judging, &[start])).unwrap_or_default();
    by.words.extend(words);
    let outcome = match test(&hold.requirement, &scene) {
        Tested::Failed(entries) => {
            Outcome::Broken { breach: Breach::NotHeld { entries }, by, final_at: Instant(point.time) }
        }
        // What is measured of talk can be measured only where somebody listened.
        Tested::Unknown(_) if history.turns.is_empty() => Outcome::Unknown(Missing {
            names: vec!["transcript".to_owned()],
            why: Gap::Evidence { of: vec!["utterance".to_owned()] },
        }),
        Tested::Unknown(missing) => Outcome::Unknown(attribute_gap(&missing)),
        Tested::Held if end.is_none() => Outcome::Pending { owed: Vec::new() },
        Tested::Held => Outcome::Kept { by, final_at: Instant(point.time), exception: None },
    };
    vec![Raw::fixed(start, Settled { outcome, target: None, absent: None })]
}
