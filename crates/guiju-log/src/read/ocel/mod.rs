//! OCEL 2.0 in its text formats: records with declared types become rows.

pub(super) mod json;
pub(super) mod recognise;
mod types;
pub(super) mod xml;

use crate::{
    ocel::{ABSENT, unfold},
    read::{Sink, time::instant},
    refusal::{Part, Reason},
    row::{EventRow, ObjectRow, RowValue},
};

/// Attributes as they were read: name, since when as written, value in its declared type.
type Attrs = Vec<(String, Option<String>, RowValue)>;

/// An event whose fields were found.
struct FoundEvent {
    id: String,
    activity: String,
    time: String,
    attrs: Attrs,
    relationships: Vec<(String, String)>,
}

/// An object whose fields were found.
struct FoundObject {
    id: String,
    kind: String,
    attrs: Attrs,
    relationships: Vec<(String, String)>,
}

impl FoundEvent {
    fn put(self, sink: &mut Sink) -> Result<(), Reason> {
        if self.time.is_empty() {
            return Err(Reason::Missing { of: Part::Event, field: "time" });
        }
        let attrs = self.attrs.into_iter().map(|(name, _, value)| (name, None, value)).collect();
        let unfolded = unfold(attrs, Part::Event)?;
        sink.event(EventRow {
            id: self.id,
            activity: self.activity,
            time: instant(self.time.trim(), sink.options.zone.as_ref())?,
            seq: unfolded.seq,
            source: unfolded.source,
            attrs: unfolded.attrs.into_iter().map(|(name, _, value)| (name, value)).collect(),
            relationships: self.relationships,
            ..EventRow::default()
        });
        Ok(())
    }
}

impl FoundObject {
    /// An attribute that cannot be taken is refused, and the object goes without it.
    fn put(self, sink: &mut Sink) -> Result<(), Reason> {
        if self.kind == ABSENT && self.attrs.is_empty() && self.relationships.is_empty() {
            return Ok(()); // it says that the object is not there
        }
        let mut attrs = Vec::with_capacity(self.attrs.len());
        for (name, since, value) in self.attrs {
            match since.as_deref().map_or(Ok(None), |since| begun(since, sink)) {
                Ok(since) => attrs.push((name, since, value)),
                Err(reason) => sink.refuse(reason),
            }
        }
        let unfolded = unfold(attrs, Part::Object)?;
        sink.object(ObjectRow {
            id: self.id,
            kind: self.kind,
            attrs: unfolded.attrs,
            relationships: self.relationships,
            ..ObjectRow::default()
        });
        Ok(())
    }
}

/// Since when an attribute holds. The first instant of 1970 by whatever clock means from the beginning.
fn begun(text: &str, sink: &Sink) -> Result<Option<i64>, Reason> {
    let text = text.trim();
    let local = text.strip_prefix("1970-01-01").map(|rest| rest.trim_start_matches(['T', ' ']));
    if text == "0"
        || local.is_some_and(|rest| matches!(rest, "00:00:00" | "00:00:00.000" | "00:00:00.000000" | ""))
    {
        return Ok(None);
    }
    instant(text, sink.options.zone.as_ref()).map(|since| Some(since).filter(|since| *since != 0))
}
