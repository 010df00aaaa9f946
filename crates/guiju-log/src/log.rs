//! A finished log and its views. What is asked for every event is `inline`: most of it is one load, and the judge asks millions of times.

use std::sync::Arc;

use crate::{
    builder::{NO_SEQ, NONE, place},
    column::{Groups, Ragged},
    nested::Nested,
    object::FROM_THE_BEGINNING,
    pairs::Pair,
    place::{At, Place},
    row::{EventRow, ObjectRow, RowValue},
    strings::{Strings, Sym},
    value::{ListId, RecordId, Value},
};

/// An event of a log, by its rank: instant, source, sequence number, id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventIx(pub u32);

/// An object of a log, by the order of ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectIx(pub u32);

/// A qualified relationship to an object, which need not be in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Relationship {
    /// The id of the object.
    pub object: Sym,
    /// What it is to the other side: `encounter`, `crew_member` …
    pub qualifier: Sym,
}

/// One value of an object's attribute.
#[derive(Debug, Clone, Copy)]
pub struct ObjectAttr {
    /// The attribute.
    pub name: Sym,
    /// Since when, microseconds since 1970 UTC, or from the beginning; see [`ObjectAttr::since`].
    pub(crate) since: i64,
    /// The value from then on.
    pub value: Value,
}

impl ObjectAttr {
    /// Since when the value holds, microseconds since 1970 UTC; `None` from the beginning.
    #[must_use]
    pub fn since(&self) -> Option<i64> {
        (self.since != FROM_THE_BEGINNING).then_some(self.since)
    }
}

/// A finished log: columns of events and objects, and what leads from objects to them.
#[derive(Debug, Clone)]
pub struct Log {
    /// All strings of the log; still to be asked for the number of a name.
    pub strings: Strings,
    pub(crate) nested: Nested,
    /// The attributes of events, by number.
    pub(crate) pairs: Vec<(Sym, Value)>,
    pub(crate) files: Vec<Arc<str>>,
    pub(crate) events: EventColumns,
    pub(crate) objects: ObjectColumns,
    pub(crate) events_of: Groups<EventIx>,
    pub(crate) children: Groups<ObjectIx>,
}

#[derive(Debug, Clone)]
pub(crate) struct EventColumns {
    pub(crate) id: Vec<Sym>,
    pub(crate) activity: Vec<Sym>,
    pub(crate) time: Vec<i64>,
    pub(crate) seq: Vec<i64>,
    pub(crate) source: Vec<u32>,
    pub(crate) attrs: Ragged<Pair>,
    pub(crate) relationships: Ragged<Relationship>,
    pub(crate) at: Vec<At>,
    /// Events in order of the number of their id.
    pub(crate) by_id: Vec<EventIx>,
}

#[derive(Debug, Clone)]
pub(crate) struct ObjectColumns {
    pub(crate) id: Vec<Sym>,
    pub(crate) kind: Vec<Sym>,
    pub(crate) at: Vec<At>,
    pub(crate) attrs: Ragged<ObjectAttr>,
    pub(crate) relationships: Ragged<Relationship>,
    /// Objects in order of the number of their id.
    pub(crate) by_id: Vec<ObjectIx>,
}

impl Log {
    /// All events, in order of instant, source, sequence number, id.
    pub fn events(&self) -> impl ExactSizeIterator<Item = EventIx> + DoubleEndedIterator + use<> {
        (0..self.events.id.len() as u32).map(EventIx)
    }

    /// All objects, in order of id.
    pub fn objects(&self) -> impl ExactSizeIterator<Item = ObjectIx> + DoubleEndedIterator + use<> {
        (0..self.objects.id.len() as u32).map(ObjectIx)
    }

    /// The event at a rank.
    ///
    /// # Panics
    /// Its accessors panic if `ix` is from another, longer log.
    #[must_use]
    #[inline]
    pub fn event(&self, ix: EventIx) -> EventRef<'_> {
        EventRef { log: self, ix }
    }

    /// The object with a number.
    ///
    /// # Panics
    /// Its accessors panic if `ix` is from another, longer log.
    #[must_use]
    #[inline]
    pub fn object_ref(&self, ix: ObjectIx) -> ObjectRef<'_> {
        ObjectRef { log: self, ix }
    }

    /// The event whose id is `id`.
    #[must_use]
    pub fn find_event(&self, id: Sym) -> Option<EventIx> {
        let events = &self.events;
        events.by_id.binary_search_by_key(&id, |ix| events.id[ix.0 as usize]).ok().map(|at| events.by_id[at])
    }

    /// The object whose id is `id`; a related object may be in no line of the log.
    #[must_use]
    pub fn object(&self, id: Sym) -> Option<ObjectIx> {
        let objects = &self.objects;
        objects
            .by_id
            .binary_search_by_key(&id, |ix| objects.id[ix.0 as usize])
            .ok()
            .map(|at| objects.by_id[at])
    }

    /// The events related to an object by any qualifier, each once, in order of instant, source, sequence number, id.
    #[must_use]
    pub fn events_of(&self, object: Sym) -> &[EventIx] {
        self.events_of.get(object)
    }

    /// The objects whose relationships name `object`, in order of id.
    #[must_use]
    pub fn children(&self, object: Sym) -> &[ObjectIx] {
        self.children.get(object)
    }

    /// The items of a list.
    #[must_use]
    pub fn list(&self, id: ListId) -> &[Value] {
        self.nested.list(id)
    }

    /// The fields of a record, dotted, in order of name.
    #[must_use]
    pub fn record(&self, id: RecordId) -> &[(Sym, Value)] {
        self.nested.record(id)
    }

    /// Whether two values of this log say the same; texts that write one instant in two ways do.
    #[must_use]
    pub fn same_value(&self, a: Value, b: Value) -> bool {
        self.nested.same(&self.strings, a, b)
    }

    /// The value with its own strings.
    #[must_use]
    pub fn to_row_value(&self, value: Value) -> RowValue {
        self.nested.to_row(&self.strings, value)
    }

    /// The instants of the first and the last event, microseconds since 1970 UTC.
    #[must_use]
    pub fn span(&self) -> Option<(i64, i64)> {
        Some((*self.events.time.first()?, *self.events.time.last()?))
    }

    fn place(&self, at: At) -> Place {
        place(&self.files, at)
    }

    fn pairs(&self, relationships: &[Relationship]) -> Vec<(String, String)> {
        let owned = |sym| self.strings.resolve(sym).to_owned();
        relationships.iter().map(|to| (owned(to.object), owned(to.qualifier))).collect()
    }
}

/// An event of a log.
#[derive(Debug, Clone, Copy)]
pub struct EventRef<'l> {
    log: &'l Log,
    ix: EventIx,
}

impl<'l> EventRef<'l> {
    #[inline]
    fn at(self) -> usize {
        self.ix.0 as usize
    }

    /// Its rank.
    #[must_use]
    #[inline]
    pub fn ix(self) -> EventIx {
        self.ix
    }

    /// The producer's idempotency key.
    #[must_use]
    #[inline]
    pub fn id(self) -> Sym {
        self.log.events.id[self.at()]
    }

    /// The activity (OCEL `type`).
    #[must_use]
    #[inline]
    pub fn activity(self) -> Sym {
        self.log.events.activity[self.at()]
    }

    /// When it happened, microseconds since 1970 UTC.
    #[must_use]
    #[inline]
    pub fn time(self) -> i64 {
        self.log.events.time[self.at()]
    }

    /// The producer's sequence number, to be compared within one source.
    #[must_use]
    #[inline]
    pub fn seq(self) -> Option<i64> {
        Some(self.log.events.seq[self.at()]).filter(|seq| *seq != NO_SEQ)
    }

    /// Who reported it.
    #[must_use]
    #[inline]
    pub fn source(self) -> Option<Sym> {
        Some(self.log.events.source[self.at()]).filter(|source| *source != NONE).map(Sym)
    }

    /// An attribute, by its dotted name.
    #[must_use]
    #[inline]
    pub fn attr(self, name: Sym) -> Option<Value> {
        self.attrs().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// All attributes, dotted, in order of name.
    #[must_use]
    #[inline]
    pub fn attrs(self) -> impl ExactSizeIterator<Item = (Sym, Value)> + Clone + use<'l> {
        let log = self.log;
        log.events.attrs.row(self.at()).iter().map(|pair| log.pairs[pair.0 as usize])
    }

    /// The related objects, in order of id, then qualifier.
    #[must_use]
    #[inline]
    pub fn relationships(self) -> &'l [Relationship] {
        self.log.events.relationships.row(self.at())
    }

    /// Where it was read first.
    #[must_use]
    pub fn place(self) -> Place {
        self.log.place(self.log.events.at[self.at()])
    }

    /// The event as a row.
    #[must_use]
    pub fn to_row(self) -> EventRow {
        let owned = |sym| self.log.strings.resolve(sym).to_owned();
        EventRow {
            id: owned(self.id()),
            activity: owned(self.activity()),
            time: self.time(),
            seq: self.seq(),
            source: self.source().map(owned),
            attrs: self.attrs().map(|(name, value)| (owned(name), self.log.to_row_value(value))).collect(),
            relationships: self.log.pairs(self.relationships()),
            at: self.log.events.at[self.at()],
        }
    }
}

/// An object of a log.
#[derive(Debug, Clone, Copy)]
pub struct ObjectRef<'l> {
    log: &'l Log,
    ix: ObjectIx,
}

impl<'l> ObjectRef<'l> {
    #[inline]
    fn at(self) -> usize {
        self.ix.0 as usize
    }

    /// Its number.
    #[must_use]
    #[inline]
    pub fn ix(self) -> ObjectIx {
        self.ix
    }

    /// Its id.
    #[must_use]
    #[inline]
    pub fn id(self) -> Sym {
        self.log.objects.id[self.at()]
    }

    /// Its type.
    #[must_use]
    #[inline]
    pub fn kind(self) -> Sym {
        self.log.objects.kind[self.at()]
    }

    /// The value of an attribute at `time` (microseconds since 1970 UTC): the latest that began at or before it.
    ///
    /// An untimed value holds from the beginning until the first timed one. A timed null ends a value.
    #[must_use]
    pub fn attr_at(self, name: Sym, time: i64) -> Option<Value> {
        let history = self.history(name);
        let begun = history.partition_point(|attr| attr.since <= time);
        history[..begun].last().map(|attr| attr.value).filter(|value| !matches!(value, Value::Null))
    }

    /// All values of an attribute, earliest first.
    #[must_use]
    pub fn history(self, name: Sym) -> &'l [ObjectAttr] {
        let attrs = self.attrs();
        let Some(start) = attrs.iter().position(|attr| attr.name == name) else { return &[] };
        let len = attrs[start..].iter().take_while(|attr| attr.name == name).count();
        &attrs[start..start + len]
    }

    /// All values of all attributes, dotted, in order of name, then earliest first.
    #[must_use]
    pub fn attrs(self) -> &'l [ObjectAttr] {
        self.log.objects.attrs.row(self.at())
    }

    /// The related objects, in order of id, then qualifier.
    #[must_use]
    #[inline]
    pub fn relationships(self) -> &'l [Relationship] {
        self.log.objects.relationships.row(self.at())
    }

    /// Where it was read first.
    #[must_use]
    pub fn place(self) -> Place {
        self.log.place(self.log.objects.at[self.at()])
    }

    /// The object as a row.
    #[must_use]
    pub fn to_row(self) -> ObjectRow {
        let owned = |sym| self.log.strings.resolve(sym).to_owned();
        let attr = |attr: &ObjectAttr| (owned(attr.name), attr.since(), self.log.to_row_value(attr.value));
        ObjectRow {
            id: owned(self.id()),
            kind: owned(self.kind()),
            attrs: self.attrs().iter().map(attr).collect(),
            relationships: self.log.pairs(self.relationships()),
            at: self.log.objects.at[self.at()],
        }
    }
}
