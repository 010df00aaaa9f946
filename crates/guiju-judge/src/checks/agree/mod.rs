//! `agree: [L, R, …], same: k, that: x`: records matched by key, equal in what they say; a left without a right is broken when
//! due.

use super::owed;
use crate::frames::show;
use crate::history::Order;
use crate::hit::Hit;
use crate::judging::{Cx, Judging};
use crate::member::{Fields, Member, fields_of, rows_of};
use crate::outcome::{Breach, Entry, Outcome};
use crate::patterns::Absence;
use crate::scene::Scene;
use crate::settle::{Absent, Deadline, Raw, Settled, attribute_gap, evidence};
use guiju_condition::{Condition, Missing, Place, Truth, Type, Value};
use guiju_standard::model::{Agree, Limit, RowWhen, Table};
use guiju_time::Instant;

/// A record: a row of a form, or an event as one.
#[derive(Debug, Clone)]
struct Record {
    hit: Hit,
    row: Member,
}

pub(super) fn raws<'x, 'h: 'x>(judging: &'x Judging<'h>, agree: &'h Agree, cx: &Cx<'x, 'h>) -> Vec<Raw<'x>> {
    let records: Vec<Vec<Record>> = agree.records.iter().map(|name| records(judging, name, cx)).collect();
    let mut raws: Vec<Raw<'x>> = Vec::new();
    let Some((lefts, others)) = records.split_first() else { return raws };
    let mut used: Vec<Vec<usize>> = vec![Vec::new(); others.len()];
    for left in lefts {
        raws.push(judge(judging, agree, left, others, &mut used, cx));
    }
    if agree.both {
        for (name, rights) in agree.records.iter().skip(1).zip(others) {
            for right in rights {
                let alone =
                    !lefts.iter().any(|left| matches!(same(judging, agree, left, right), Truth::True));
                if alone {
                    raws.push(unmatched(judging, agree, right, &agree.records[0], name, cx));
                }
            }
        }
    }
    raws
}

/// The records of a name: `form.table` gives rows, an activity or form its events.
fn records<'h>(judging: &Judging<'h>, name: &str, cx: &Cx<'_, 'h>) -> Vec<Record> {
    let history = judging.history;
    let (activity, table) = match name.split_once('.') {
        Some((form, table)) => (form, Some(table)),
        None => (name, None),
    };
    let mut found = Vec::new();
    for at in history.of_activity(activity).filter(|at| cx.sees(judging, *at)) {
        let hit = Hit::of_event(history, at);
        if cx.stretch.is_some_and(|stretch| !stretch.holds(hit.order)) {
            continue;
        }
        match table {
            None => {
                let row = Member::Row { own: fields_of(judging, at), form: Fields::default() };
                found.push(Record { hit, row });
            }
            // A row says what its form says once, where it has no such column: its time, too.
            Some(table) => found.extend(
                rows_of(judging, at, table)
                    .unwrap_or_default()
                    .into_iter()
                    .filter(|row| matches!(row, Member::Row { .. }))
                    .map(|row| Record { hit: hit.clone(), row }),
            ),
        }
    }
    found
}

fn scene_of<'x, 'h>(
    judging: &'x Judging<'h>,
    records: &'x [(&'x str, &'x Member)],
    hit: &'x Hit,
) -> Scene<'x, 'h> {
    Scene { records, ..Scene::at_point(judging, hit.order) }
}

/// Whether two records have the same key.
fn same(judging: &Judging<'_>, agree: &Agree, left: &Record, right: &Record) -> Truth {
    let mut missing: Option<Missing> = None;
    for key in &agree.same {
        let own = |record: &Record| {
            let pair = [("l", &record.row)];
            guiju_condition::eval(key, &scene_of(judging, &pair, &record.hit))
        };
        let mapped = is_mapped(judging, agree, key);
        match (own(left), own(right)) {
            (Ok(a), Ok(b)) if mapped => match mapped_to(judging, agree, key, &a) {
                Some(names) if names.contains(&show(&b).as_str()) => {}
                Some(_) => return Truth::False,
                None => missing = Some(Missing::attribute(format!("{} ({})", key.text(), show(&a)))),
            },
            (Ok(a), Ok(b)) if a == b => {}
            (Ok(_), Ok(_)) => return Truth::False,
            (Err(gap), _) | (_, Err(gap)) => missing = Some(gap),
        }
    }
    missing.map_or(Truth::True, Truth::Unknown)
}

/// The table that says which of the right's values goes with the left's, if it speaks of a key.
fn is_mapped(judging: &Judging<'_>, agree: &Agree, key: &Condition) -> bool {
    mapping(judging, agree).is_some_and(|table| table.inputs.iter().any(|input| input.name == key.text()))
}

fn mapping<'h>(judging: &Judging<'h>, agree: &Agree) -> Option<&'h Table> {
    judging.plan.standard.tables.get(agree.mapping.as_ref()?)
}

/// The right's values that go with a value of the left: the ids of the rows that name it; `None`: no row does.
fn mapped_to<'h>(
    judging: &Judging<'h>,
    agree: &Agree,
    key: &Condition,
    value: &Value,
) -> Option<Vec<&'h str>> {
    let value = show(value);
    let rows = mapping(judging, agree)?.rows.iter();
    let names: Vec<&str> = rows
        .filter(|row| match &row.when {
            RowWhen::Values(values) => {
                values.iter().any(|(name, known, _)| name == key.text() && known.contains(&value))
            }
            RowWhen::Always | RowWhen::Condition(_) => false,
        })
        .map(|row| row.id.as_str())
        .collect();
    (!names.is_empty()).then_some(names)
}

fn key_of(judging: &Judging<'_>, agree: &Agree, record: &Record) -> String {
    let keys: Vec<String> = agree
        .same
        .iter()
        .filter_map(|key| {
            let pair = [("l", &record.row)];
            guiju_condition::eval(key, &scene_of(judging, &pair, &record.hit)).ok().map(|value| show(&value))
        })
        .collect();
    keys.join(" ")
}

fn judge<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    agree: &'h Agree,
    left: &Record,
    others: &[Vec<Record>],
    used: &mut [Vec<usize>],
    cx: &Cx<'x, 'h>,
) -> Raw<'x> {
    let due = due(judging, agree, &left.hit, cx);
    let key = key_of(judging, agree, left);
    let mut partners: Vec<&Record> = Vec::new();
    let mut doubt: Option<Missing> = None;
    let mut lacking: Option<String> = None;
    for (number, rights) in others.iter().enumerate() {
        let name = &agree.records[number + 1];
        let mut found = None;
        for (place, right) in rights.iter().enumerate() {
            if agree.one_to_one && used[number].contains(&place) {
                continue;
            }
            let in_time = match &due {
                Ok(due) => {
                    due.last.is_none_or(|last| right.hit.order.time <= last)
                        && due.limit.as_ref().is_none_or(|limit| right.hit.order <= limit.order)
                }
                Err(_) => true,
            };
            match same(judging, agree, left, right) {
                Truth::True if in_time => {
                    found = Some((place, right));
                    break;
                }
                Truth::Unknown(missing) => doubt = doubt.or(Some(missing)),
                _ => {}
            }
        }
        match found {
            Some((place, right)) => {
                used[number].push(place);
                partners.push(right);
            }
            None => lacking = lacking.or(Some(name.clone())),
        }
    }
    let history = judging.history;
    let about = (!key.is_empty()).then(|| key.clone());
    let hits: Vec<&Hit> = std::iter::once(&left.hit).chain(partners.iter().map(|r| &r.hit)).collect();
    let by = evidence(judging, &hits);
    let last = hits.iter().map(|hit| hit.order.time).max().unwrap_or(left.hit.order.time);
    let target = partners.last().map(|r| r.hit.clone());
    let settled = if let Some(lacking) = lacking {
        let over = match &due {
            Ok(Deadline { limit: Some(limit), .. }) => Some(limit.order.time),
            Ok(Deadline { last: Some(last), .. }) => (*last < history.now).then_some(*last),
            Ok(_) => history.closed_at,
            Err(_) => None,
        };
        match (doubt, over) {
            (Some(missing), _) => Settled::doubtful(&missing),
            (None, None) => {
                Settled { outcome: Outcome::Pending { owed: vec![lacking] }, target: None, absent: None }
            }
            (None, Some(over)) => {
                let name = lacking.split('.').next().unwrap_or(&lacking).to_owned();
                let breach = Breach::Disagree { key, differs: Vec::new(), missing: Some(lacking) };
                let absent =
                    Some(Absent { of: Absence::One(name), from: left.hit.order.time.min(over), until: over });
                Settled {
                    outcome: Outcome::Broken { breach, by, final_at: Instant(over) },
                    target: None,
                    absent,
                }
            }
        }
    } else {
        match differs(judging, agree, left, &partners) {
            Err(missing) => {
                Settled { outcome: Outcome::Unknown(attribute_gap(&missing)), target, absent: None }
            }
            Ok(differs) if differs.is_empty() => Settled {
                outcome: Outcome::Kept { by, final_at: Instant(last), exception: None },
                target,
                absent: None,
            },
            Ok(differs) => Settled {
                outcome: Outcome::Broken {
                    breach: Breach::Disagree { key, differs, missing: None },
                    by,
                    final_at: Instant(last),
                },
                target,
                absent: None,
            },
        }
    };
    let mut raw = Raw::fixed(Some(left.hit.clone()), settled);
    raw.due = due;
    match about {
        Some(about) => raw.about(about),
        None => raw,
    }
}

fn due<'h>(
    judging: &Judging<'h>,
    agree: &'h Agree,
    left: &Hit,
    cx: &Cx<'_, 'h>,
) -> Result<Deadline, crate::outcome::Missing> {
    let mut due = Deadline::default();
    if let Some(within) = &agree.within {
        let span = owed::clocked(judging, within, Some(left), cx)?;
        let counted = guiju_time::due(
            Instant(left.order.time),
            &span,
            owed::calendar(judging, cx),
            &judging.plan.zone,
            judging.pauses(),
        )
        .map_err(|problem| owed::no_data(&problem))?;
        due = counted.last().map_or(due, |last| Deadline::at(last.0));
    }
    match &agree.before {
        None => {}
        Some(Limit::At(instant)) => {
            let scene = Scene { a: Some(left), ..Scene::at_hit(judging, left) };
            let at = judging.instant(instant, &scene).map_err(|missing| attribute_gap(&missing))?;
            if due.last.is_none_or(|last| at.0 < last) {
                due = Deadline::at(at.0);
            }
        }
        Some(Limit::Event(pattern)) => {
            due.limited = true;
            due.limit = judging.next_after(pattern, Some(left), cx);
        }
    }
    Ok(due)
}

/// What records that belong together do not agree in: a name is compared with each partner, a condition holds over all.
fn differs(
    judging: &Judging<'_>,
    agree: &Agree,
    left: &Record,
    partners: &[&Record],
) -> Result<Vec<Entry>, Missing> {
    let mut found = Vec::new();
    let mut all: Vec<(&str, &Member)> = vec![("l", &left.row)];
    all.extend(partners.first().map(|right| ("r", &right.row)));
    all.push((agree.records[0].as_str(), &left.row));
    all.extend(agree.records.iter().skip(1).map(String::as_str).zip(partners.iter().map(|right| &right.row)));
    for that in &agree.that {
        if *that.ty() == Type::Bool && !is_name(that) {
            match guiju_condition::truth(that, &scene_of(judging, &all, &left.hit)) {
                Truth::True => {}
                Truth::False => {
                    let text = that.text().to_owned();
                    found.push(Entry { name: text.clone(), asked: text, found: String::new() });
                }
                Truth::Unknown(missing) => return Err(missing),
            }
            continue;
        }
        let own = |record: &Record| {
            let pair = [("l", &record.row)];
            guiju_condition::eval(that, &scene_of(judging, &pair, &record.hit))
        };
        for right in partners {
            let (a, b) = (own(left)?, own(right)?);
            if a != b {
                found.push(Entry { name: that.text().to_owned(), asked: show(&a), found: show(&b) });
            }
        }
    }
    Ok(found)
}

/// Whether an expression is a bare name: then it is compared, not evaluated as a condition.
fn is_name(condition: &Condition) -> bool {
    matches!(condition.places(), [only] if matches!(&only.place, Place::Subject(name) if name == condition.text().trim()))
}

/// A right without a left, under `both`.
fn unmatched<'x, 'h: 'x>(
    judging: &'x Judging<'h>,
    agree: &'h Agree,
    right: &Record,
    left: &str,
    _own: &str,
    cx: &Cx<'x, 'h>,
) -> Raw<'x> {
    let history = judging.history;
    let due = due(judging, agree, &right.hit, cx);
    let over = match &due {
        Ok(Deadline { last: Some(last), .. }) => (*last < history.now).then_some(*last),
        _ => history.closed_at,
    };
    let key = key_of(judging, agree, right);
    let outcome = match over {
        None => Outcome::Pending { owed: vec![left.to_owned()] },
        Some(over) => Outcome::Broken {
            breach: Breach::Disagree {
                key: key.clone(),
                differs: Vec::new(),
                missing: Some(left.to_owned()),
            },
            by: evidence(judging, &[&right.hit]),
            final_at: Instant(over),
        },
    };
    let name = left.split('.').next().unwrap_or(left).to_owned();
    let absent = over.map(|over| Absent { of: Absence::One(name), from: Order::FIRST.time, until: over });
    let mut raw = Raw::fixed(Some(right.hit.clone()), Settled { outcome, target: None, absent });
    raw.due = due;
    if key.is_empty() { raw } else { raw.about(key) }
}
