//! Building a log: rows come in any order, repeated, from several files.

use std::sync::Arc;

use crate::{
    column::Ragged,
    instant::LATEST_US,
    log::{Log, Relationship},
    nested::{Nested, compare_syms},
    object::Objects,
    pairs::{Pair, Pairs},
    place::{At, FileNo, Place},
    refusal::{Part, Reason, Refusal},
    row::{EventRow, ObjectRow, RowValue},
    strings::{Strings, Sym},
    value::Value,
};

/// No row has this number.
pub(crate) const NONE: u32 = u32::MAX;
/// The producer gave no sequence number.
pub(crate) const NO_SEQ: i64 = i64::MIN;
/// Room for the strings of one row, which a line's length bounds.
const STRINGS_OF_A_ROW: usize = 1 << 25;

/// What became of a row that was not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// It says something new.
    Added,
    /// All of it was known.
    Repeated,
}

/// Takes rows and makes a [`Log`] of them.
#[derive(Debug)]
pub struct LogBuilder {
    pub(crate) strings: Strings,
    pub(crate) nested: Nested,
    pub(crate) pairs: Pairs,
    pub(crate) files: Vec<Arc<str>>,
    pub(crate) events: Events,
    pub(crate) objects: Objects,
}

/// The columns of events.
#[derive(Debug, Default)]
pub(crate) struct Events {
    pub(crate) id: Vec<Sym>,
    pub(crate) activity: Vec<Sym>,
    pub(crate) time: Vec<i64>,
    pub(crate) seq: Vec<i64>,
    /// A string's number or [`NONE`].
    pub(crate) source: Vec<u32>,
    pub(crate) attrs: Ragged<Pair>,
    pub(crate) relationships: Ragged<Relationship>,
    pub(crate) at: Vec<At>,
    /// Which event has the string with this number as its id, or [`NONE`].
    pub(crate) by_id: Vec<u32>,
}

/// What of an event fits into a cell of a column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewEvent {
    pub(crate) id: Sym,
    pub(crate) activity: Sym,
    pub(crate) time: i64,
    pub(crate) seq: i64,
    /// A string's number or [`NONE`].
    pub(crate) source: u32,
    pub(crate) at: At,
}

impl Default for LogBuilder {
    fn default() -> Self {
        Self {
            strings: Strings::new(),
            nested: Nested::default(),
            pairs: Pairs::default(),
            files: vec!["(given)".into()],
            events: Events::default(),
            objects: Objects::default(),
        }
    }
}

impl LogBuilder {
    /// A builder that has no rows yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Names an input; rows that carry the number are reported by this name.
    pub fn file(&mut self, name: &str) -> FileNo {
        self.files.push(name.into());
        FileNo((self.files.len() - 1) as u32)
    }

    /// The place that `at` means. A number that [`LogBuilder::file`] never gave means no file.
    #[must_use]
    pub fn place(&self, at: At) -> Place {
        place(&self.files, at)
    }

    /// Adds an event.
    ///
    /// The same id with the same content after canonicalisation (time, dotted names, order of keys, `1.0` and `1`) is
    /// [`Accepted::Repeated`]; of two sequence numbers the lower one stays, as it is no content.
    ///
    /// # Errors
    /// [`Reason::Conflict`] for an id that is taken by other content, [`Reason::Missing`], [`Reason::AbsurdTime`],
    /// [`Reason::TwoValues`], [`Reason::Full`]; the log stays as it was.
    pub fn add_event(&mut self, row: EventRow) -> Result<Accepted, Refusal> {
        let at = row.at;
        self.try_event(row).map_err(|reason| Refusal { place: self.place(at), reason })
    }

    /// Adds an object, or to an object what is now known of it: per attribute and instant, and per relationship. The attribute
    /// `evidence` is a set that grows.
    ///
    /// # Errors
    /// [`Reason::AttributeConflict`] if an attribute has another value since the same instant (or another untimed one); the other
    /// attributes are taken. [`Reason::Conflict`] for another type, [`Reason::Missing`], [`Reason::AbsurdTime`],
    /// [`Reason::TwoValues`], [`Reason::Full`]: nothing is taken.
    pub fn add_object(&mut self, row: ObjectRow) -> Result<Accepted, Refusal> {
        let at = row.at;
        self.try_object(&row).map_err(|reason| Refusal { place: self.place(at), reason })
    }

    /// Adds everything that another log has; what is refused is listed.
    pub fn merge(&mut self, log: &Log) -> Vec<Refusal> {
        let files: Vec<FileNo> = log.files.iter().map(|name| self.file(name)).collect();
        let moved =
            |at: At| At { file: files.get(at.file.0 as usize).copied().unwrap_or_default(), line: at.line };
        let mut refused = Vec::new();
        for ix in log.objects() {
            let mut row = log.object_ref(ix).to_row();
            row.at = moved(row.at);
            refused.extend(self.add_object(row).err());
        }
        for ix in log.events() {
            let mut row = log.event(ix).to_row();
            row.at = moved(row.at);
            refused.extend(self.add_event(row).err());
        }
        refused
    }

    fn try_event(&mut self, row: EventRow) -> Result<Accepted, Reason> {
        self.check_room(self.events.id.len())?;
        require(Part::Event, "id", &row.id)?;
        require(Part::Event, "type", &row.activity)?;
        check_time(row.time)?;
        let mark = self.nested.mark();
        let attrs = match self.event_attrs(&row.attrs) {
            Ok(attrs) => attrs,
            Err(reason) => {
                self.nested.rewind(mark);
                return Err(reason);
            }
        };
        let id = self.strings.intern(&row.id);
        let activity = self.strings.intern(&row.activity);
        let source = row
            .source
            .filter(|source| !source.is_empty())
            .map_or(NONE, |source| self.strings.intern(&source).0);
        let seq = row.seq.unwrap_or(NO_SEQ);
        let relationships = self.relationships(&row.relationships);
        let event = NewEvent { id, activity, time: row.time, seq, source, at: row.at };
        if let Some(known) = self.known_event(id) {
            let same = self.same_event(known, event, &relationships, &attrs);
            self.nested.rewind(mark);
            return self.repeated_event(known, event, same);
        }
        let pairs = &mut self.pairs;
        self.events.attrs.push(attrs.into_iter().map(|(name, value)| pairs.intern(name, value)));
        self.push_event(event, &relationships);
        Ok(Accepted::Added)
    }

    /// [`LogBuilder::add_event`] for a row whose strings are interned and whose attributes are settled, and none of them is a list.
    ///
    /// # Errors
    /// As there, but that the id and the activity are taken not to be empty.
    #[cfg(feature = "read")]
    pub(crate) fn add_settled(
        &mut self,
        event: NewEvent,
        attrs: &[Pair],
        relationships: &[Relationship],
    ) -> Result<Accepted, Refusal> {
        let result =
            self.check_room(self.events.id.len()).and_then(|()| check_time(event.time)).and_then(|()| {
                if let Some(known) = self.known_event(event.id) {
                    let attrs: Vec<_> = attrs.iter().map(|pair| self.pairs.get(*pair)).collect();
                    let same = self.same_event(known, event, relationships, &attrs);
                    return self.repeated_event(known, event, same);
                }
                self.events.attrs.push(attrs.iter().copied());
                self.push_event(event, relationships);
                Ok(Accepted::Added)
            });
        result.map_err(|reason| Refusal { place: self.place(event.at), reason })
    }

    fn known_event(&self, id: Sym) -> Option<usize> {
        self.events.by_id.get(id.index()).filter(|known| **known != NONE).map(|known| *known as usize)
    }

    fn same_event(
        &self,
        known: usize,
        event: NewEvent,
        relationships: &[Relationship],
        attrs: &[(Sym, Value)],
    ) -> bool {
        let events = &self.events;
        let known_attrs: Vec<_> = events.attrs.row(known).iter().map(|pair| self.pairs.get(*pair)).collect();
        events.activity[known] == event.activity
            && events.time[known] == event.time
            && events.source[known] == event.source
            && events.relationships.row(known) == relationships
            && self.nested.same_pairs(&self.strings, &known_attrs, attrs)
    }

    fn repeated_event(&mut self, known: usize, event: NewEvent, same: bool) -> Result<Accepted, Reason> {
        let events = &mut self.events;
        if !same {
            let first = place(&self.files, events.at[known]);
            let id = self.strings.resolve(event.id).to_owned();
            return Err(Reason::Conflict { kind: Part::Event, id, first });
        }
        if event.seq != NO_SEQ && (events.seq[known] == NO_SEQ || event.seq < events.seq[known]) {
            events.seq[known] = event.seq;
        }
        Ok(Accepted::Repeated)
    }

    /// All columns but the attributes.
    fn push_event(&mut self, event: NewEvent, relationships: &[Relationship]) {
        let events = &mut self.events;
        let id = event.id.index();
        if events.by_id.len() <= id {
            events.by_id.resize(id + 1, NONE);
        }
        events.by_id[id] = events.id.len() as u32;
        events.id.push(event.id);
        events.activity.push(event.activity);
        events.time.push(event.time);
        events.seq.push(event.seq);
        events.source.push(event.source);
        events.relationships.push(relationships.iter().copied());
        events.at.push(event.at);
    }

    fn event_attrs(&mut self, given: &[(String, RowValue)]) -> Result<Vec<(Sym, Value)>, Reason> {
        let mut attrs = Vec::with_capacity(given.len());
        for (name, value) in given {
            self.nested
                .flatten(&mut self.strings, name, value, &mut attrs)
                .map_err(|two| Reason::TwoValues { name: self.strings.resolve(two.0).to_owned() })?;
        }
        attrs.retain(|(_, value)| !matches!(value, Value::Null));
        self.nested
            .settle(&self.strings, &mut attrs)
            .map_err(|two| Reason::TwoValues { name: self.strings.resolve(two.0).to_owned() })?;
        Ok(attrs)
    }

    /// Relationships in an order of their own: a set, as in OCEL.
    pub(crate) fn relationships(&mut self, given: &[(String, String)]) -> Vec<Relationship> {
        let mut relationships: Vec<Relationship> = given
            .iter()
            .map(|(object, qualifier)| Relationship {
                object: self.strings.intern(object),
                qualifier: self.strings.intern(qualifier),
            })
            .collect();
        let strings = &self.strings;
        relationships.sort_by(|a, b| {
            compare_syms(strings, a.object, b.object)
                .then_with(|| compare_syms(strings, a.qualifier, b.qualifier))
        });
        relationships.dedup();
        relationships
    }

    pub(crate) fn check_room(&self, rows: usize) -> Result<(), Reason> {
        let full = NONE as usize - 1;
        let roomy = full - STRINGS_OF_A_ROW;
        let kept = self.strings.len().max(self.nested.len()).max(self.pairs.len());
        if kept > roomy || rows >= full { Err(Reason::Full) } else { Ok(()) }
    }
}

pub(crate) fn place(files: &[Arc<str>], at: At) -> Place {
    let file = Arc::clone(files.get(at.file.0 as usize).unwrap_or(&files[0]));
    Place { file, line: at.line, column: 0 }
}

pub(crate) fn require(of: Part, field: &'static str, text: &str) -> Result<(), Reason> {
    if text.is_empty() { Err(Reason::Missing { of, field }) } else { Ok(()) }
}

pub(crate) fn check_time(time_us: i64) -> Result<(), Reason> {
    if (0..LATEST_US).contains(&time_us) { Ok(()) } else { Err(Reason::AbsurdTime { time_us }) }
}
