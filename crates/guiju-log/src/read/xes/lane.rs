//! The fast lane: plain events go from the window straight into the columns, past the XML library and past rows.
//!
//! It takes an event as a whole or leaves it as a whole, and what it leaves is read as if there were no lane. The tests hold the two
//! together.

use std::{
    borrow::Cow,
    fmt::Write,
    io::{BufRead, Read},
};

use quick_xml::{XmlVersion, events::attributes::Attribute as XmlAttribute, name::QName};

use super::{
    NAME, TIMESTAMP,
    attribute::typed,
    document::Document,
    scan::{self, Attribute, DEEP, Found, Kind, Quoted},
};
use crate::{
    builder::{LogBuilder, NONE, NewEvent},
    instant::parse_rfc3339,
    log::Relationship,
    nested::{compare_syms, number},
    pairs::Pair,
    read::{Sink, input::Input, transcript::ENCOUNTER},
    row::RowValue,
    strings::Sym,
    value::Value,
};

/// How many orders of attributes are remembered.
const ORDERS: usize = 16;

/// Buffers, and what the last events had: the next one mostly has the same names, and often the same values.
#[derive(Default)]
pub(super) struct Lane {
    seen: Vec<Attribute>,
    /// What the last event had at each place.
    last: Vec<Last>,
    names: Vec<Sym>,
    /// Null where the value is.
    pairs: Vec<Option<Pair>>,
    orders: Vec<Order>,
    sorted: Vec<Pair>,
    id: String,
    /// The dotted names of the attributes around the one that is looked at.
    around: Vec<String>,
    /// How many events were taken.
    pub(super) taken: u64,
}

#[derive(Clone, Copy)]
struct Last {
    name: Sym,
    role: Role,
    value: Value,
    pair: Pair,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Activity,
    Time,
    Other,
}

/// Names as events have them, none twice, and their places in the order of names.
struct Order {
    names: Vec<Sym>,
    places: Vec<u32>,
}

/// The activity and the instant.
type Main = (Sym, i64);

impl Lane {
    /// Forgets what belongs to a log: the next event goes into another one.
    pub(super) fn forget(&mut self) {
        self.last.clear();
        self.orders.clear();
    }

    /// Takes as many events as it understands. The input must stand behind a tag, inside of a trace.
    pub(super) fn take(&mut self, input: &mut Input<impl Read>, document: &mut Document, sink: &mut Sink) {
        loop {
            match scan::event(input.window(), &mut self.seen) {
                Found::Event { tag, end } => {
                    let window = &input.window()[..end];
                    let lines = memchr::memchr_iter(b'\n', &window[..tag]).count();
                    let line = input.line().saturating_add(lines as u32);
                    let Ok(text) = str::from_utf8(window) else { return };
                    let Some(main) = self.understand(text, sink) else { return };
                    sink.line = line;
                    self.add(main, document, sink);
                    input.consume(end);
                }
                Found::Cut if input.more() => {}
                Found::Cut | Found::Other => return,
            }
        }
    }

    /// Makes names and pairs of what was seen; nothing if the event is not whole, or not as it should be.
    fn understand(&mut self, text: &str, sink: &mut Sink) -> Option<Main> {
        let Self { seen, last, names, pairs, around, .. } = self;
        names.clear();
        pairs.clear();
        let (mut activity, mut time) = (None, None);
        for (place, attribute) in seen.iter().enumerate() {
            let builder = &mut *sink.builder;
            let key = plain(text, &attribute.key)?;
            let key = dotted(key, attribute.depth, seen.get(place + 1), around);
            let before = last.get(place).copied().filter(|last| builder.strings.resolve(last.name) == key);
            let name = before.map_or_else(|| builder.strings.intern(&key), |last| last.name);
            let role = before.map_or_else(|| role(&key, attribute.depth), |last| last.role);
            let written = plain(text, &attribute.value)?;
            let known = before.filter(|last| {
                matches!((attribute.kind, last.value), (Kind::String | Kind::Id, Value::Text(text)) if builder.strings.resolve(text) == written)
            });
            let value = match known {
                Some(last) => last.value,
                None => value(attribute.kind, &key, &written, sink)?,
            };
            let now = match (role, value, known) {
                (Role::Time, Value::Time(us), _) => {
                    time = time.or(Some(us));
                    Last { name, role, value, pair: Pair(NONE) }
                }
                (_, _, Some(last)) => last,
                _ => Last { name, role, value, pair: sink.builder.pairs.intern(name, value) },
            };
            if let (Role::Activity, Value::Text(text)) = (role, value) {
                activity = Some(text);
            }
            if now.pair != Pair(NONE) {
                names.push(name);
                pairs.push(Some(now.pair).filter(|_| !matches!(value, Value::Null)));
            }
            match last.get_mut(place) {
                Some(last) => *last = now,
                None => last.push(now),
            }
        }
        self.sort(sink.builder).then_some(())?;
        let activity = activity.filter(|activity| !sink.builder.strings.resolve(*activity).is_empty())?;
        Some((activity, time?))
    }

    /// Brings the pairs into the order of names. False if a name is there twice.
    fn sort(&mut self, builder: &LogBuilder) -> bool {
        let Self { names, pairs, orders, sorted, .. } = self;
        let known = match orders.iter().position(|order| order.names == *names) {
            Some(known) => known,
            None => {
                let mut places: Vec<u32> = (0..names.len() as u32).collect();
                places.sort_by(|a, b| compare_syms(&builder.strings, names[*a as usize], names[*b as usize]));
                if places.windows(2).any(|pair| names[pair[0] as usize] == names[pair[1] as usize]) {
                    return false;
                }
                if orders.len() == ORDERS {
                    orders.remove(0);
                }
                orders.push(Order { names: names.clone(), places });
                orders.len() - 1
            }
        };
        sorted.clear();
        sorted.extend(orders[known].places.iter().filter_map(|place| pairs[*place as usize]));
        true
    }

    fn add(&mut self, (activity, time): Main, document: &mut Document, sink: &mut Sink) {
        let Some((case, number, seq)) = document.count_event(sink) else { return };
        self.id.clear();
        // Writing into a string cannot fail.
        let _ = write!(self.id, "{case}/{number}");
        let at = sink.at();
        let builder = &mut *sink.builder;
        let object = builder.strings.intern(case);
        let id = builder.strings.intern(&self.id);
        let relationship = Relationship { object, qualifier: builder.strings.intern(ENCOUNTER) };
        let event = NewEvent { id, activity, time, seq, source: NONE, at };
        let result = builder.add_settled(event, &self.sorted, &[relationship]);
        sink.count(result);
        self.taken += 1;
    }
}

/// The text between quotes with its references resolved; nothing if it is not XML.
fn plain<'t>(text: &'t str, quoted: &Quoted) -> Option<Cow<'t, str>> {
    let raw = &text[quoted.at.clone()];
    if !quoted.is_coded {
        return Some(Cow::Borrowed(raw));
    }
    let attribute = XmlAttribute { key: QName("value"), value: Cow::Borrowed(raw) };
    let plain = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    (!plain.contains('\0')).then_some(plain)
}

/// The name with those of the attributes around it; remembers it if there are attributes inside.
fn dotted<'t>(
    key: Cow<'t, str>,
    depth: usize,
    next: Option<&Attribute>,
    around: &mut Vec<String>,
) -> Cow<'t, str> {
    let key = match depth.checked_sub(1).and_then(|outer| around.get(outer)) {
        Some(outer) => Cow::Owned(format!("{outer}.{key}")),
        None => key,
    };
    if next.is_some_and(|next| next.depth > depth) {
        debug_assert!(depth < DEEP);
        around.truncate(depth);
        around.push(key.clone().into_owned());
    }
    key
}

fn role(key: &str, depth: usize) -> Role {
    match key {
        NAME if depth == 0 => Role::Activity,
        TIMESTAMP if depth == 0 => Role::Time,
        _ => Role::Other,
    }
}

fn value(kind: Kind, key: &str, written: &str, sink: &mut Sink) -> Option<Value> {
    let builder = &mut *sink.builder;
    Some(match kind {
        Kind::String | Kind::Id => Value::Text(builder.strings.intern(written)),
        Kind::Date if let Some(us) = parse_rfc3339(written) => Value::Time(us),
        _ => match typed(kind.name(), key, written, sink.options.zone.as_ref()).ok()? {
            RowValue::Float(x) => number(x),
            RowValue::Bool(b) => Value::Bool(b),
            RowValue::Int(n) => Value::Int(n),
            RowValue::Time(us) => Value::Time(us),
            RowValue::Null => Value::Null,
            RowValue::Text(_) | RowValue::List(_) | RowValue::Map(_) => return None,
        },
    })
}
