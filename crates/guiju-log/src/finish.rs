//! Finishing a log: one sort, then every index follows from the order.

use std::cmp::Ordering;

use crate::{
    builder::{Events, LogBuilder, NONE},
    column::{Groups, Ragged},
    log::{EventColumns, EventIx, Log, ObjectAttr, ObjectColumns, ObjectIx},
    nested::compare_syms,
    object::Objects,
    strings::{Strings, Sym},
};

impl LogBuilder {
    /// Sorts and indexes what was added.
    #[must_use]
    pub fn finish(self) -> Log {
        let Self { strings, nested, pairs, files, events, objects } = self;
        let events = event_columns(events, &strings);
        let objects = object_columns(objects, &strings);
        let events_of = Groups::new(strings.len(), EventIx(0), || {
            (0..events.id.len()).flat_map(|at| {
                events.relationships.row(at).iter().map(move |to| (to.object, EventIx(at as u32)))
            })
        });
        let children = Groups::new(strings.len(), ObjectIx(0), || {
            (0..objects.id.len()).flat_map(|at| {
                objects.relationships.row(at).iter().map(move |to| (to.object, ObjectIx(at as u32)))
            })
        });
        let pairs = pairs.into_pairs();
        Log { strings, nested, pairs, files, events, objects, events_of, children }
    }
}

fn event_columns(events: Events, strings: &Strings) -> EventColumns {
    let source = |number: u32| if number == NONE { None } else { Some(strings.resolve(Sym(number))) };
    let compare = |a: u32, b: u32| {
        let (a, b) = (a as usize, b as usize);
        let (a_source, b_source) = (events.source[a], events.source[b]);
        let by_source =
            if a_source == b_source { Ordering::Equal } else { source(a_source).cmp(&source(b_source)) };
        by_source
            .then_with(|| events.seq[a].cmp(&events.seq[b]))
            .then_with(|| compare_syms(strings, events.id[a], events.id[b]))
    };
    // Most comparisons end with the instant: it travels with the number.
    let mut order: Vec<(i64, u32)> = events.time.iter().copied().zip(0..).collect();
    order.sort_unstable_by(|(a_time, a), (b_time, b)| a_time.cmp(b_time).then_with(|| compare(*a, *b)));
    let order: Vec<u32> = order.into_iter().map(|(_, at)| at).collect();
    let Events { id, activity, time, seq, source, attrs, relationships, at, by_id } = events;
    let mut rank = vec![0_u32; order.len()];
    for (new, old) in order.iter().enumerate() {
        rank[*old as usize] = new as u32;
    }
    let by_id = by_id.into_iter().filter(|at| *at != NONE).map(|at| EventIx(rank[at as usize])).collect();
    drop(rank);
    // A column is dropped as soon as its sorted twin is there.
    EventColumns {
        by_id,
        id: permuted(id, &order),
        activity: permuted(activity, &order),
        time: permuted(time, &order),
        seq: permuted(seq, &order),
        source: permuted(source, &order),
        attrs: attrs.permuted(&order),
        relationships: relationships.permuted(&order),
        at: permuted(at, &order),
    }
}

fn object_columns(objects: Objects, strings: &Strings) -> ObjectColumns {
    let Objects { id, kind, at, mut entries, mut relationships, .. } = objects;
    let mut order: Vec<u32> = (0..id.len() as u32).collect();
    order.sort_unstable_by(|a, b| compare_syms(strings, id[*a as usize], id[*b as usize]));
    let mut rank = vec![0_u32; id.len()];
    for (new, old) in order.iter().enumerate() {
        rank[*old as usize] = new as u32;
    }
    entries.sort_unstable_by(|a, b| {
        (rank[a.object as usize].cmp(&rank[b.object as usize]))
            .then_with(|| compare_syms(strings, a.name, b.name))
            .then_with(|| a.since.cmp(&b.since))
    });
    relationships.sort_unstable_by(|(a_object, a), (b_object, b)| {
        (rank[*a_object as usize].cmp(&rank[*b_object as usize]))
            .then_with(|| compare_syms(strings, a.object, b.object))
            .then_with(|| compare_syms(strings, a.qualifier, b.qualifier))
    });
    let id = permuted(id, &order);
    let attrs = entries.iter().map(|entry| {
        let attr = ObjectAttr { name: entry.name, since: entry.since, value: entry.value };
        (rank[entry.object as usize], attr)
    });
    ObjectColumns {
        by_id: by_id(&id).into_iter().map(ObjectIx).collect(),
        kind: permuted(kind, &order),
        at: permuted(at, &order),
        attrs: rows(id.len(), attrs),
        relationships: rows(id.len(), relationships.iter().map(|(object, to)| (rank[*object as usize], *to))),
        id,
    }
}

fn permuted<T: Copy>(column: Vec<T>, order: &[u32]) -> Vec<T> {
    order.iter().map(|at| column[*at as usize]).collect()
}

/// The rows' numbers in order of the number of their id.
fn by_id(id: &[Sym]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..id.len() as u32).collect();
    order.sort_unstable_by_key(|at| id[*at as usize]);
    order
}

/// Rows from items that come sorted by their row's number.
fn rows<T: Copy>(len: usize, items: impl Iterator<Item = (u32, T)>) -> Ragged<T> {
    let mut items = items.peekable();
    let mut ragged = Ragged::default();
    for number in 0..len as u32 {
        ragged.push(std::iter::from_fn(|| items.next_if(|(row, _)| *row == number)).map(|(_, item)| item));
    }
    ragged
}
