//! Which kinds of evidence a subject has, and when.

use super::History;
use guiju_log::{ObjectIx, RecordId, Sym, Value};

/// Kinds of evidence with the stretches that they cover, by name; no stretch: all the time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kinds<'a> {
    kinds: Vec<(&'a str, Vec<(i64, i64)>)>,
}

impl<'a> Kinds<'a> {
    fn parts_of(&self, kind: &str) -> Option<&[(i64, i64)]> {
        self.kinds.iter().find(|(known, _)| *known == kind).map(|(_, parts)| parts.as_slice())
    }

    fn add(&mut self, kind: &'a str) {
        match self.kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, parts)) => parts.clear(),
            None => self.insert(kind, Vec::new()),
        }
    }

    fn add_part(&mut self, kind: &'a str, from: i64, until: i64) {
        match self.kinds.iter_mut().find(|(known, _)| *known == kind) {
            // Listed whole already.
            Some((_, parts)) if parts.is_empty() => {}
            Some((_, parts)) => parts.push((from, until)),
            None => self.insert(kind, vec![(from, until)]),
        }
    }

    fn insert(&mut self, kind: &'a str, parts: Vec<(i64, i64)>) {
        let at = self.kinds.partition_point(|(known, _)| *known < kind);
        self.kinds.insert(at, (kind, parts));
    }

    /// Adds another subject's kinds.
    pub(crate) fn join(&mut self, other: &Kinds<'a>) {
        for (kind, parts) in &other.kinds {
            if parts.is_empty() {
                self.add(kind);
            } else {
                parts.iter().for_each(|(from, until)| self.add_part(kind, *from, *until));
            }
        }
    }

    /// The kinds, by name.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.kinds.iter().map(|(kind, _)| *kind)
    }

    /// The kinds, and whether each covers all the time.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = (&'a str, bool)> {
        self.kinds.iter().map(|(kind, parts)| (*kind, parts.is_empty()))
    }

    /// Whether there is any evidence at all.
    pub(crate) fn any(&self) -> bool {
        !self.kinds.is_empty()
    }

    /// The share of [from, until] that a kind covers, 0..=1.
    pub(crate) fn covered(&self, kind: &str, from: i64, until: i64) -> f64 {
        match self.parts_of(kind) {
            None => 0.0,
            Some([]) => 1.0,
            Some(parts) => {
                if until <= from {
                    let inside = parts.iter().any(|(start, end)| *start <= from && from <= *end);
                    return f64::from(u8::from(inside));
                }
                let mut parts = parts.to_vec();
                parts.sort_unstable();
                let (mut covered, mut at) = (0i64, from);
                for (start, end) in parts {
                    let (start, end) = (start.max(at), end.min(until));
                    if end > start {
                        covered = covered.saturating_add(end.saturating_sub(start));
                        at = end;
                    }
                }
                covered as f64 / (until.saturating_sub(from)) as f64
            }
        }
    }
}

impl<'a> History<'a> {
    /// Gathers the kinds: the object's `evidence`, the sources of its events; where the object lists none, those of the
    /// encounters related to it.
    pub(super) fn find_evidence(&mut self, related: &[ObjectIx]) {
        let mut kinds = Kinds::default();
        let listed = self.object.is_some_and(|object| self.list_evidence(object, &mut kinds));
        let mut sources: Vec<Sym> = Vec::new();
        for at in 0..self.events.len() {
            // What a repair's telephone shows is no evidence of the shift's, where the shift lists its own.
            if listed && !self.is_own(at) {
                continue;
            }
            let event = &self.events[at];
            for ix in std::iter::once(&event.ix).chain(&event.also) {
                if let Some(source) = self.log.event(*ix).source()
                    && !sources.contains(&source)
                {
                    sources.push(source);
                    kinds.add(self.log.strings.resolve(source));
                }
            }
        }
        if !listed {
            for object in related {
                self.list_evidence(*object, &mut kinds);
            }
        }
        // A case imported without any evidence has at least the import.
        if !kinds.any() && self.subject.kind == "case" {
            kinds.add("import");
        }
        self.evidence = kinds;
    }

    /// Adds what an object's `evidence` attribute lists; whether it has one.
    fn list_evidence(&self, object: ObjectIx, kinds: &mut Kinds<'a>) -> bool {
        let Some(name) = self.bound.names.evidence else { return false };
        let Some(value) = self.log.object_ref(object).attr_at(name, self.now) else { return false };
        match value {
            Value::Text(text) => {
                let text = self.log.strings.resolve(text);
                text.split([',', ' ', '，', '、'])
                    .filter(|kind| !kind.is_empty())
                    .for_each(|kind| kinds.add(kind));
            }
            Value::List(list) => {
                for item in self.log.list(list) {
                    match item {
                        Value::Text(text) => kinds.add(self.log.strings.resolve(*text)),
                        Value::Record(record) => self.partial(*record, kinds),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        true
    }

    /// `{kind: transcript, from, until}`.
    fn partial(&self, record: RecordId, kinds: &mut Kinds<'a>) {
        let field = |name: &str| {
            let sym = self.log.strings.get(name)?;
            self.log.record(record).iter().find(|(field, _)| *field == sym).map(|(_, value)| *value)
        };
        let time = |value: Option<Value>| match value? {
            Value::Time(at) => Some(at),
            Value::Text(text) => guiju_log::parse_rfc3339(self.log.strings.resolve(text)),
            _ => None,
        };
        if let Some(Value::Text(kind)) = field("kind") {
            let from = time(field("from")).unwrap_or(i64::MIN);
            let until = time(field("until")).unwrap_or(i64::MAX);
            kinds.add_part(self.log.strings.resolve(kind), from, until);
        }
    }
}
