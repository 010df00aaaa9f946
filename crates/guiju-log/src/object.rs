//! Objects while a log is built: what several rows say of one object is merged.

use std::collections::{HashMap, HashSet};

use crate::{
    builder::{Accepted, LogBuilder, NONE, check_time, place, require},
    log::Relationship,
    nested::{TwoValues, compare_syms},
    place::At,
    refusal::{Part, Reason},
    row::ObjectRow,
    strings::Sym,
    value::Value,
};

/// An attribute without a time holds from the beginning.
pub(crate) const FROM_THE_BEGINNING: i64 = i64::MIN;

/// The name of the attribute that lists what could have been observed: every report adds to it.
const EVIDENCE: &str = "evidence";

/// One value of one object's attribute.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) object: u32,
    pub(crate) name: Sym,
    /// Microseconds since 1970 UTC, or [`FROM_THE_BEGINNING`].
    pub(crate) since: i64,
    pub(crate) value: Value,
}

/// The columns of objects, and the facts about them in order of arrival. The maps are only asked, never walked.
#[derive(Debug, Default)]
pub(crate) struct Objects {
    pub(crate) id: Vec<Sym>,
    pub(crate) kind: Vec<Sym>,
    pub(crate) at: Vec<At>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) relationships: Vec<(u32, Relationship)>,
    known_entries: HashMap<(u32, Sym, i64), usize>,
    known_relationships: HashSet<(u32, Relationship)>,
    /// Which object has the string with this number as its id, or [`NONE`].
    by_id: Vec<u32>,
}

impl LogBuilder {
    pub(crate) fn try_object(&mut self, row: &ObjectRow) -> Result<Accepted, Reason> {
        self.check_room(self.objects.id.len())?;
        require(Part::Object, "id", &row.id)?;
        require(Part::Object, "type", &row.kind)?;
        for since in row.attrs.iter().filter_map(|(_, since, _)| *since) {
            check_time(since)?;
        }
        let id = self.strings.intern(&row.id);
        let kind = self.strings.intern(&row.kind);
        let known = self.objects.by_id.get(id.index()).copied().filter(|known| *known != NONE);
        if let Some(object) = known.map(|known| known as usize)
            && self.objects.kind[object] != kind
        {
            let first = place(&self.files, self.objects.at[object]);
            return Err(Reason::Conflict { kind: Part::Object, id: row.id.clone(), first });
        }
        let mark = self.nested.mark();
        let entries = match self.object_entries(row) {
            Ok(entries) => entries,
            Err(two) => {
                self.nested.rewind(mark);
                return Err(Reason::TwoValues { name: self.strings.resolve(two.0).to_owned() });
            }
        };
        let relationships = self.relationships(&row.relationships);
        let object = known.unwrap_or_else(|| {
            let objects = &mut self.objects;
            let number = objects.id.len() as u32;
            if objects.by_id.len() <= id.index() {
                objects.by_id.resize(id.index() + 1, NONE);
            }
            objects.by_id[id.index()] = number;
            objects.id.push(id);
            objects.kind.push(kind);
            objects.at.push(row.at);
            number
        });
        let mut accepted = if known.is_some() { Accepted::Repeated } else { Accepted::Added };
        let mut conflicts = Vec::new();
        for (name, since, value) in entries {
            match self.merge_entry(Entry { object, name, since, value }) {
                Merged::New => accepted = Accepted::Added,
                Merged::Same => {}
                Merged::Conflict => conflicts.push(self.strings.resolve(name).to_owned()),
            }
        }
        for relationship in relationships {
            if self.objects.known_relationships.insert((object, relationship)) {
                self.objects.relationships.push((object, relationship));
                accepted = Accepted::Added;
            }
        }
        if accepted == Accepted::Repeated {
            self.nested.rewind(mark);
        }
        if conflicts.is_empty() {
            return Ok(accepted);
        }
        conflicts.sort();
        conflicts.dedup();
        Err(Reason::AttributeConflict { id: row.id.clone(), names: conflicts })
    }

    /// The row's attributes in canonical form; untimed nulls are absent.
    fn object_entries(&mut self, row: &ObjectRow) -> Result<Vec<(Sym, i64, Value)>, TwoValues> {
        let mut entries: Vec<(Sym, i64, Value)> = Vec::with_capacity(row.attrs.len());
        let mut flat = Vec::new();
        for (name, since, value) in &row.attrs {
            // OCEL 2.0 writes the beginning as the first instant of 1970, before which nothing happens.
            let since = since.filter(|since| *since != 0);
            self.nested.flatten(&mut self.strings, name, value, &mut flat)?;
            for (name, value) in flat.drain(..) {
                let value =
                    if self.strings.resolve(name) == EVIDENCE { self.as_set(&[value]) } else { value };
                if since.is_some() || !matches!(value, Value::Null) {
                    entries.push((name, since.unwrap_or(FROM_THE_BEGINNING), value));
                }
            }
        }
        // By text: which of two doubtful names is told must not depend on what was read before.
        entries.sort_by(|a, b| compare_syms(&self.strings, a.0, b.0).then(a.1.cmp(&b.1)));
        let twice = |pair: &&[(Sym, i64, Value)]| {
            let (a, b) = (pair[0], pair[1]);
            (a.0, a.1) == (b.0, b.1) && !self.nested.same(&self.strings, a.2, b.2)
        };
        if let Some(pair) = entries.windows(2).find(twice) {
            return Err(TwoValues(pair[0].0));
        }
        entries.dedup_by_key(|(name, since, _)| (*name, *since));
        Ok(entries)
    }

    fn merge_entry(&mut self, entry: Entry) -> Merged {
        let key = (entry.object, entry.name, entry.since);
        let Some(&at) = self.objects.known_entries.get(&key) else {
            self.objects.known_entries.insert(key, self.objects.entries.len());
            self.objects.entries.push(entry);
            return Merged::New;
        };
        let known = self.objects.entries[at].value;
        if self.nested.same(&self.strings, known, entry.value) {
            return Merged::Same;
        }
        if self.strings.resolve(entry.name) != EVIDENCE {
            return Merged::Conflict;
        }
        let both = self.as_set(&[known, entry.value]);
        if self.nested.same(&self.strings, known, both) {
            return Merged::Same;
        }
        self.objects.entries[at].value = both;
        Merged::New
    }

    /// One sorted list of the values and of the items of those that are lists, each once.
    fn as_set(&mut self, values: &[Value]) -> Value {
        let mut items: Vec<Value> = Vec::new();
        for &value in values {
            match value {
                Value::List(id) => items.extend_from_slice(self.nested.list(id)),
                other => items.push(other),
            }
        }
        items.retain(|item| !matches!(item, Value::Null));
        items.sort_by(|a, b| self.nested.compare(&self.strings, *a, *b));
        items.dedup_by(|a, b| self.nested.compare(&self.strings, *a, *b).is_eq());
        self.nested.push_list(items)
    }
}

enum Merged {
    New,
    Same,
    Conflict,
}
