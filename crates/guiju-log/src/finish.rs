//! Finishing a log: one sort, then every index follows from the order.

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
        let Self { strings, nested, files, events, objects } = self;
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
        Log { strings, nested, files, events, objects, events_of, children }
    }
}

fn event_columns(events: Events, strings: &Strings) -> EventColumns {
    let source = |number: u32| if number == NONE { None } else { Some(strings.resolve(Sym(number))) };
    let compare = |a: u32, b: u32| {
        let (a, b) = (a as usize, b as usize);
        events.time[a]
            .cmp(&events.time[b])
            .then_with(|| {
                let (a, b) = (events.source[a], events.source[b]);
                if a == b { std::cmp::Ordering::Equal } else { source(a).cmp(&source(b)) }
            })
            .then_with(|| events.seq[a].cmp(&events.seq[b]))
            .then_with(|| compare_syms(strings, events.id[a], events.id[b]))
    };
    let mut order: Vec<u32> = (0..events.id.len() as u32).collect();
    order.sort_unstable_by(|a, b| compare(*a, *b));
    let id = permuted(&events.id, &order);
    EventColumns {
        by_id: by_id(&id).into_iter().map(EventIx).collect(),
        id,
        activity: permuted(&events.activity, &order),
        time: permuted(&events.time, &order),
        seq: permuted(&events.seq, &order),
        source: permuted(&events.source, &order),
        attrs: events.attrs.permuted(&order),
        relationships: events.relationships.permuted(&order),
        at: permuted(&events.at, &order),
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
    let id = permuted(&id, &order);
    let attrs = entries.iter().map(|entry| {
        let attr = ObjectAttr { name: entry.name, since: entry.since, value: entry.value };
        (rank[entry.object as usize], attr)
    });
    ObjectColumns {
        by_id: by_id(&id).into_iter().map(ObjectIx).collect(),
        kind: permuted(&kind, &order),
        at: permuted(&at, &order),
        attrs: rows(id.len(), attrs),
        relationships: rows(id.len(), relationships.iter().map(|(object, to)| (rank[*object as usize], *to))),
        id,
    }
}

fn permuted<T: Copy>(column: &[T], order: &[u32]) -> Vec<T> {
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
