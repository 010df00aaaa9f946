//! Transcript lines: one line is a subject with its turns and events.

use super::{Sink, fields::Fields, jsonl};
use crate::{
    refusal::{Part, Reason},
    row::{EventRow, ObjectRow, RowValue},
};

/// How a subject's own events are related to it.
pub(super) const ENCOUNTER: &str = "encounter";
const TRANSCRIPT: &str = "transcript";

/// Takes a line. An error refuses the line as a whole; turns and events in it are refused one by one.
pub(super) fn take(line: RowValue, sink: &mut Sink) -> Result<(), Reason> {
    let mut fields = Fields::new(Part::Transcript, line)?;
    let id = fields.needed_text("id")?;
    let kind = fields.needed_text("encounter")?;
    let started = fields.time("started")?;
    let mut attrs = fields.attributes(true)?;
    let relationships = fields.relationships()?;
    let events = fields.list("events")?;
    let turns = fields.list("turns")?;
    if let Some(old) = fields.text("supersedes")? {
        attrs.push(("supersedes".to_owned(), None, old.into()));
    }
    fields.none_left("id, encounter, started, attributes, relationships, events, turns, supersedes")?;
    if started.is_none() && !turns.is_empty() {
        return Err(Reason::Missing { of: Part::Transcript, field: "started" });
    }
    add_evidence(&mut attrs);
    if !sink.object(ObjectRow { id: id.clone(), kind, attrs, relationships, ..ObjectRow::default() }) {
        return Ok(()); // refused and counted; its events would belong to another subject
    }
    for event in events {
        match jsonl::event(event) {
            Ok(row) => sink.event(row.related(&id, ENCOUNTER)),
            Err(reason) => sink.refuse(reason),
        }
    }
    let started = started.unwrap_or_default();
    for (n, turn) in (1_i64..).zip(turns) {
        match utterance(&id, n, started, turn) {
            Ok(row) => sink.event(row),
            Err(reason) => sink.refuse(reason),
        }
    }
    Ok(())
}

/// The line itself shows that there is a transcript.
fn add_evidence(attrs: &mut Vec<(String, Option<i64>, RowValue)>) {
    let listed = attrs.iter_mut().find(|(name, since, _)| name == "evidence" && since.is_none());
    match listed {
        Some((_, _, RowValue::List(kinds))) => kinds.push(TRANSCRIPT.into()),
        Some((_, _, kind)) => *kind = RowValue::List(vec![kind.clone(), TRANSCRIPT.into()]),
        None => attrs.push(("evidence".to_owned(), None, vec![TRANSCRIPT].into())),
    }
}

fn utterance(subject: &str, n: i64, started: i64, turn: RowValue) -> Result<EventRow, Reason> {
    let mut turn = Fields::new(Part::Turn, turn)?;
    let at = turn.milliseconds("at_ms")?.ok_or(Reason::Missing { of: Part::Turn, field: "at_ms" })?;
    let end = turn.milliseconds("end_ms")?;
    let text = turn.text("text")?.ok_or(Reason::Missing { of: Part::Turn, field: "text" })?;
    let speaker = turn.text("speaker")?;
    let instant = |offset: i64| started.checked_add(offset).ok_or(Reason::AbsurdTime { time_us: i64::MAX });
    let mut row = EventRow::new(format!("{subject}#{n}"), "utterance", instant(at)?)
        .seq(n)
        .source(TRANSCRIPT)
        .attr("text", text)
        .related(subject, ENCOUNTER);
    if let Some(speaker) = speaker {
        row = row.attr("speaker", speaker);
    }
    if let Some(end) = end {
        row = row.attr("end", RowValue::Time(instant(end)?));
    }
    row.attrs.extend(turn.rest());
    Ok(row)
}
