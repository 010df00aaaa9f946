//! A row into objects and events.

use super::{
    Sink,
    bind::Bound,
    value::{Bad, rfc3339},
};
use crate::mapping::{CellSpec, EventSpec, From, ObjectSpec};
use guiju_log::{Accepted, CellFault, EventRow, ObjectRow, RowValue};

/// The evidence of what is imported, where the mapping names none.
const IMPORT: &str = "import";
/// How events are related to what they belong to.
const ENCOUNTER: &str = "encounter";

/// Hands the records of the row at hand to the log.
pub(super) fn take(bound: &Bound<'_>, sink: &mut Sink<'_>) {
    let mut subject = None;
    for (at, spec) in bound.table.objects.iter().enumerate() {
        if !fits(bound, &spec.filter, sink) {
            continue;
        }
        match object(bound, spec, at == 0, sink) {
            Ok(Some(row)) => {
                if at == 0 {
                    subject = Some(row.id.clone());
                }
                let at = sink.at(bound.row.line);
                let result = sink.builder.add_object(row.at(at));
                // A table of events speaks of its case in every row.
                if !matches!(result, Ok(Accepted::Repeated)) {
                    sink.count(result);
                }
            }
            Ok(None) => {}
            Err(bad) => refuse(bound, bad, sink),
        }
    }
    for spec in &bound.table.events {
        if !fits(bound, &spec.filter, sink) {
            continue;
        }
        match event(bound, spec, subject.as_deref(), sink) {
            Ok(Some(row)) => {
                let at = sink.at(bound.row.line);
                let result = sink.builder.add_event(row.at(at));
                sink.count(result);
            }
            Ok(None) => {}
            Err(bad) => refuse(bound, bad, sink),
        }
    }
}

fn refuse(bound: &Bound<'_>, bad: Bad, sink: &mut Sink<'_>) {
    sink.refuse_cell(bound.row.line, bad.slot.map(|slot| bound.column(slot)), bad.fault);
}

fn fits(bound: &Bound<'_>, filter: &[(usize, Vec<String>)], sink: &mut Sink<'_>) -> bool {
    filter.iter().all(|(slot, wanted)| match bound.cell(*slot) {
        Ok(cell) => wanted.iter().any(|wanted| *wanted == *cell.shown()),
        Err(fault) => {
            refuse(bound, Bad { slot: Some(*slot), fault }, sink);
            false
        }
    })
}

fn object(
    bound: &Bound<'_>,
    spec: &ObjectSpec,
    first: bool,
    sink: &mut Sink<'_>,
) -> Result<Option<ObjectRow>, Bad> {
    let Some(id) = bound.text(&spec.id)? else { return Ok(None) };
    let kind = bound.text(&spec.kind)?.ok_or_else(|| empty(&spec.kind))?;
    let since = match &spec.since {
        Some(since) => bound.instant(since)?,
        None => None,
    };
    let mut attrs: Vec<(String, Option<i64>, RowValue)> =
        attributes(bound, &spec.attrs, sink).into_iter().map(|(name, value)| (name, since, value)).collect();
    let evidence = match &spec.evidence {
        Some(evidence) => evidence.clone(),
        None if first => vec![IMPORT.to_owned()],
        None => Vec::new(),
    };
    if !evidence.is_empty() {
        attrs.push(("evidence".to_owned(), None, evidence.into()));
    }
    let relationships = related(bound, &spec.related, sink);
    Ok(Some(ObjectRow { id, kind, attrs, relationships, ..ObjectRow::default() }))
}

fn event(
    bound: &Bound<'_>,
    spec: &EventSpec,
    subject: Option<&str>,
    sink: &mut Sink<'_>,
) -> Result<Option<EventRow>, Bad> {
    let fixed = matches!(spec.kind.from, From::Constant(_));
    let Some(activity) = bound.text(&spec.kind)? else {
        // A value table may say of an activity that it is none.
        return if is_empty(bound, &spec.kind) { Err(empty(&spec.kind)) } else { Ok(None) };
    };
    let Some(time) = bound.instant(&spec.time)? else {
        return if fixed { Ok(None) } else { Err(empty(&spec.time)) };
    };
    let encounter = match &spec.encounter {
        // `encounter: { value: ~ }`: what it belongs to stands in `related`, if anywhere.
        Some(CellSpec { from: From::Constant(RowValue::Null), .. }) => String::new(),
        Some(encounter) => bound.text(encounter)?.ok_or_else(|| empty(encounter))?,
        None => match (subject, bound.table.objects.first()) {
            (Some(subject), _) => subject.to_owned(),
            (None, Some(object)) => return Err(empty(&object.id)),
            (None, None) => return Ok(None),
        },
    };
    let id = match &spec.id {
        Some(id) => bound.text(id)?.ok_or_else(|| empty(id))?,
        None => format!("{encounter}/{activity}/{}", rfc3339(time)),
    };
    let mut row = EventRow::new(id, activity, time);
    if !encounter.is_empty() {
        row = row.related(&encounter, ENCOUNTER);
    }
    row.seq = match &spec.seq {
        Some(seq) => match bound.text(seq)?.map(|text| (text.parse::<i64>(), text)) {
            Some((Ok(seq), _)) => Some(seq),
            Some((Err(_), text)) => {
                return Err(Bad { slot: slot_of(seq), fault: CellFault::NotANumber { text } });
            }
            None => None,
        },
        None => None,
    };
    row.source = match &spec.source {
        Some(source) => bound.text(source)?,
        None => None,
    };
    row.attrs = attributes(bound, &spec.attrs, sink);
    row.relationships.extend(related(bound, &spec.related, sink));
    Ok(Some(row))
}

/// Attributes that are there; one that can't be read is refused and left out.
fn attributes(
    bound: &Bound<'_>,
    specs: &[(String, CellSpec)],
    sink: &mut Sink<'_>,
) -> Vec<(String, RowValue)> {
    let mut attrs = Vec::new();
    for (name, spec) in specs {
        match bound.value(spec) {
            Ok(Some(value)) => attrs.push((name.clone(), value)),
            Ok(None) => {}
            Err(bad) => refuse(bound, bad, sink),
        }
    }
    attrs
}

fn related(bound: &Bound<'_>, specs: &[(String, CellSpec)], sink: &mut Sink<'_>) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (qualifier, spec) in specs {
        match bound.texts(spec) {
            Ok(ids) => all.extend(ids.into_iter().map(|id| (id, qualifier.clone()))),
            Err(bad) => refuse(bound, bad, sink),
        }
    }
    all
}

fn slot_of(spec: &CellSpec) -> Option<usize> {
    match &spec.from {
        From::Slot(slot) => Some(*slot),
        From::DateAndClock(date, _) => slot_of(date),
        From::Template(pieces) => pieces.iter().find_map(|piece| match piece {
            crate::mapping::Piece::Slot(slot) => Some(*slot),
            _ => None,
        }),
        From::Constant(_) => None,
    }
}

fn empty(spec: &CellSpec) -> Bad {
    Bad { slot: slot_of(spec), fault: CellFault::Empty }
}

fn is_empty(bound: &Bound<'_>, spec: &CellSpec) -> bool {
    slot_of(spec).is_none_or(|slot| bound.cell(slot).is_ok_and(crate::cell::Cell::is_empty))
}
