//! A whole log: every text in it masked, ids replaced by others that still tell one from the other, and, with a key, all of it sealed beside.

use crate::{
    find::{Found, Redactor, covered},
    kind::Kind,
    names::is_person,
    seal::Key,
};
use guiju_log::{At, EventRow, Log, LogBuilder, ObjectRow, Place, Refusal, RowValue, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The attribute that what was masked is sealed in.
const SEALED: &str = "redacted";
/// Attributes that hold somebody's name; others do so by ending with `_name` or `.name`.
const NAMES: &[&str] = &["name", "姓名", "联系人", "户名", "客户姓名", "坐席姓名", "座席姓名", "客户名称"];

/// A place that was masked, without what stood there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Masked {
    /// The event or object, by its id as it is now.
    pub of: String,
    /// Where in it: `id`, `attr:text`, `rel:…`.
    pub field: String,
    /// What it was.
    pub kind: Kind,
    /// Its first character, from 0.
    pub from: usize,
    /// The character after its last.
    pub to: usize,
}

/// A log without what tells who somebody is.
#[derive(Debug)]
pub struct Redacted {
    /// The log.
    pub log: Log,
    /// What was masked, in order of place.
    pub masks: Vec<Masked>,
    /// Records that could not be built again.
    pub refused: Vec<Refusal>,
    /// Ids that were replaced, and by what.
    pub ids: BTreeMap<String, String>,
}

/// Something sealed that does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "what is sealed in `{of}` at `{field}` does not open with this key; it is another key's, or was changed"
)]
pub struct Unsealed {
    /// The event or object, by its masked id.
    pub of: String,
    /// Where in it.
    pub field: String,
}

/// The names of people that a log has: attributes that hold names, and ids that are names.
#[must_use]
pub fn people(log: &Log) -> BTreeSet<String> {
    let mut people = BTreeSet::new();
    let mut take = |name: &str, value: Value| {
        let named = NAMES.contains(&name) || name.ends_with("_name") || name.ends_with(".name");
        if let (true, Value::Text(text)) = (named, value) {
            let text = log.strings.resolve(text).trim();
            if is_person(text) {
                people.insert(text.to_owned());
            }
        }
    };
    for ix in log.objects() {
        for attr in log.object_ref(ix).attrs() {
            take(log.strings.resolve(attr.name), attr.value);
        }
    }
    for ix in log.events() {
        for (name, value) in log.event(ix).attrs() {
            take(log.strings.resolve(name), value);
        }
    }
    let ids = log.objects().map(|ix| log.strings.resolve(log.object_ref(ix).id()));
    people.extend(ids.filter(|id| is_person(id)).map(str::to_owned));
    people
}

/// Masks a log; with a `key` what was masked is sealed into it.
#[must_use]
pub fn masked(log: &Log, redactor: &Redactor, key: Option<&Key>) -> Redacted {
    let mut run = Run { redactor, key, ids: pseudonyms(log, redactor), masks: Vec::new() };
    let mut builder = LogBuilder::new();
    let mut refused = Vec::new();
    let mut files = BTreeMap::new();
    let mut at = |builder: &mut LogBuilder, Place { file, line, .. }: Place| {
        let named = |name: &Arc<str>| builder.file(&redactor.mask(name).0);
        At { file: *files.entry(file).or_insert_with_key(named), line }
    };
    for ix in log.objects() {
        let object = log.object_ref(ix);
        let row = run.object(object.to_row()).at(at(&mut builder, object.place()));
        refused.extend(builder.add_object(row).err());
    }
    for ix in log.events() {
        let event = log.event(ix);
        let row = run.event(event.to_row()).at(at(&mut builder, event.place()));
        refused.extend(builder.add_event(row).err());
    }
    let Run { mut masks, ids, .. } = run;
    masks.sort();
    Redacted { log: builder.finish(), masks, refused, ids }
}

/// Restores what was sealed.
///
/// # Errors
/// [`Unsealed`] for the first that does not open; nothing is restored then.
pub fn unmasked(log: &Log, key: &Key) -> Result<Log, Unsealed> {
    let mut builder = LogBuilder::new();
    for ix in log.objects() {
        let mut row = log.object_ref(ix).to_row();
        let mut sealed = Vec::new();
        row.attrs.retain_mut(|(name, _, value)| kept(name, value, &mut sealed));
        let of = row.id.clone();
        for (field, text) in opened(&of, &sealed, key)? {
            let unknown = || Unsealed { of: of.clone(), field: field.clone() };
            if field == "id" {
                row.id = text;
            } else if let Some(id) = field.strip_prefix("rel:") {
                restore_relation(&mut row.relationships, id, &text);
            } else {
                let mut attrs = row.attrs.iter_mut();
                let value =
                    attrs.find_map(|(name, since, value)| at_path(value, &attr_field(name, *since), &field));
                restore(value.ok_or_else(unknown)?, &text);
            }
        }
        // What is sealed was in a log before.
        let _ = builder.add_object(row);
    }
    for ix in log.events() {
        let mut row = log.event(ix).to_row();
        let mut sealed = Vec::new();
        row.attrs.retain_mut(|(name, value)| kept(name, value, &mut sealed));
        let of = row.id.clone();
        for (field, text) in opened(&of, &sealed, key)? {
            let unknown = || Unsealed { of: of.clone(), field: field.clone() };
            if field == "id" {
                row.id = text;
            } else if let Some(id) = field.strip_prefix("rel:") {
                restore_relation(&mut row.relationships, id, &text);
            } else {
                let mut attrs = row.attrs.iter_mut();
                let value = attrs.find_map(|(name, value)| at_path(value, &attr_field(name, None), &field));
                restore(value.ok_or_else(unknown)?, &text);
            }
        }
        let _ = builder.add_event(row);
    }
    Ok(builder.finish())
}

struct Run<'r> {
    redactor: &'r Redactor,
    key: Option<&'r Key>,
    ids: BTreeMap<String, String>,
    masks: Vec<Masked>,
}

impl Run<'_> {
    fn object(&mut self, mut row: ObjectRow) -> ObjectRow {
        let mut sealed = Vec::new();
        let of = self.id(&mut row.id, None, &mut sealed);
        for (name, since, value) in &mut row.attrs {
            self.value(&of, &attr_field(name, *since), value, &mut sealed);
        }
        for (id, _) in &mut row.relationships {
            self.id(id, Some(&of), &mut sealed);
        }
        if let Some(sealed) = list(sealed) {
            row.attrs.push((SEALED.to_owned(), None, sealed));
        }
        row
    }

    fn event(&mut self, mut row: EventRow) -> EventRow {
        let mut sealed = Vec::new();
        let of = self.id(&mut row.id, None, &mut sealed);
        for (name, value) in &mut row.attrs {
            self.value(&of, &attr_field(name, None), value, &mut sealed);
        }
        for (id, _) in &mut row.relationships {
            self.id(id, Some(&of), &mut sealed);
        }
        if let Some(sealed) = list(sealed) {
            row.attrs.push((SEALED.to_owned(), sealed));
        }
        row
    }

    /// Puts the other id in place of this one, and gives the id of the record: its own, or the one it is `of`.
    fn id(&mut self, id: &mut String, of: Option<&str>, sealed: &mut Vec<String>) -> String {
        let Some(other) = self.ids.get(id.as_str()) else { return of.unwrap_or(id).to_owned() };
        let field = if of.is_none() { "id".to_owned() } else { format!("rel:{other}") };
        let of = of.unwrap_or(other).to_owned();
        for Found { kind, from, to } in self.redactor.find(id) {
            self.masks.push(Masked { of: of.clone(), field: field.clone(), kind, from, to });
        }
        sealed.extend(self.seal(&of, &field, id));
        id.clone_from(other);
        of
    }

    fn value(&mut self, of: &str, field: &str, value: &mut RowValue, sealed: &mut Vec<String>) {
        let plain = match value {
            RowValue::Text(text) => text.clone(),
            RowValue::Int(number) => number.to_string(),
            RowValue::List(items) => {
                for (at, item) in items.iter_mut().enumerate() {
                    self.value(of, &format!("{field}/{at}"), item, sealed);
                }
                return;
            }
            RowValue::Map(fields) => {
                for (at, (_, item)) in fields.iter_mut().enumerate() {
                    self.value(of, &format!("{field}/{at}"), item, sealed);
                }
                return;
            }
            RowValue::Null | RowValue::Bool(_) | RowValue::Float(_) | RowValue::Time(_) => return,
        };
        let found = self.redactor.find(&plain);
        if found.is_empty() {
            return;
        }
        let covered = covered(&plain, &found).into_owned();
        // A number has its kind before it, so that it comes back as one.
        let kind = if matches!(value, RowValue::Int(_)) { 'i' } else { 't' };
        sealed.extend(self.seal(of, field, &format!("{kind}{plain}")));
        *value = RowValue::Text(covered);
        let masks = found.into_iter().map(|Found { kind, from, to }| Masked {
            of: of.to_owned(),
            field: field.to_owned(),
            kind,
            from,
            to,
        });
        self.masks.extend(masks);
    }

    fn seal(&self, of: &str, field: &str, text: &str) -> Option<String> {
        let sealed = self.key?.seal(text, &format!("{of}\t{field}"))?;
        Some(format!("{field}\t{sealed}"))
    }
}

fn list(sealed: Vec<String>) -> Option<RowValue> {
    (!sealed.is_empty()).then(|| sealed.into())
}

/// For each id with something to be masked another one, in which the kind and a number stand for it: the same person has the same
/// number in all ids.
fn pseudonyms(log: &Log, redactor: &Redactor) -> BTreeMap<String, String> {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for ix in log.objects() {
        let object = log.object_ref(ix);
        ids.insert(log.strings.resolve(object.id()));
        ids.extend(object.relationships().iter().map(|related| log.strings.resolve(related.object)));
    }
    for ix in log.events() {
        let event = log.event(ix);
        ids.insert(log.strings.resolve(event.id()));
        ids.extend(event.relationships().iter().map(|related| log.strings.resolve(related.object)));
    }
    let mut numbers: BTreeMap<(Kind, String), usize> = BTreeMap::new();
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut others: BTreeMap<String, String> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for id in &ids {
        let found = redactor.find(id);
        if found.is_empty() {
            continue;
        }
        let signs: Vec<char> = id.chars().collect();
        let mut other = String::new();
        let mut at = 0;
        for Found { kind, from, to } in found {
            other.extend(&signs[at..from]);
            let plain: String = signs[from..to].iter().collect();
            let number = *numbers.entry((kind, plain)).or_insert_with(|| {
                let count = counts.entry(kind).or_default();
                *count += 1;
                *count
            });
            other.push_str(&format!("{kind}~{number}"));
            at = to;
        }
        other.extend(&signs[at..]);
        // Some id may look like that already.
        while ids.contains(other.as_str()) || taken.contains(&other) {
            other.push('~');
        }
        taken.insert(other.clone());
        others.insert((*id).to_owned(), other);
    }
    others
}

fn attr_field(name: &str, since: Option<i64>) -> String {
    since.map_or_else(|| format!("attr:{name}"), |since| format!("attr:{name}@{since}"))
}

/// Whether an attribute stays; what is sealed in it is taken out.
fn kept(name: &str, value: &mut RowValue, sealed: &mut Vec<String>) -> bool {
    if name != SEALED {
        return true;
    }
    let texts = match value {
        RowValue::List(items) => std::mem::take(items),
        // A list of one is a value in formats without lists.
        RowValue::Text(_) => vec![value.clone()],
        _ => return true,
    };
    sealed.extend(
        texts.into_iter().filter_map(|item| if let RowValue::Text(text) = item { Some(text) } else { None }),
    );
    false
}

fn opened(of: &str, sealed: &[String], key: &Key) -> Result<Vec<(String, String)>, Unsealed> {
    sealed
        .iter()
        .map(|item| {
            let (field, hidden) = item.rsplit_once('\t').unwrap_or(("", item));
            let text = key.open(hidden, &format!("{of}\t{field}"));
            let text = text.ok_or_else(|| Unsealed { of: of.to_owned(), field: field.to_owned() })?;
            Ok((field.to_owned(), text))
        })
        .collect()
}

fn restore_relation(relationships: &mut [(String, String)], id: &str, text: &str) {
    for (object, _) in relationships.iter_mut().filter(|(object, _)| object == id) {
        text.clone_into(object);
    }
}

/// The value at a field's path, if it lies in the attribute that the path begins with.
fn at_path<'v>(value: &'v mut RowValue, attribute: &str, field: &str) -> Option<&'v mut RowValue> {
    let rest = field.strip_prefix(attribute)?;
    if rest.is_empty() {
        return Some(value);
    }
    rest.strip_prefix('/')?.split('/').try_fold(value, |value, at| {
        let at: usize = at.parse().ok()?;
        match value {
            RowValue::List(items) => items.get_mut(at),
            RowValue::Map(fields) => fields.get_mut(at).map(|(_, value)| value),
            _ => None,
        }
    })
}

fn restore(value: &mut RowValue, text: &str) {
    *value = match text.strip_prefix('i').and_then(|number| number.parse().ok()) {
        Some(number) => RowValue::Int(number),
        None => RowValue::Text(text.get(1..).unwrap_or_default().to_owned()),
    };
}
