//! What a subject's history is: the events seen at `now`, corrected and merged, its life, its evidence, its attributes.

use super::verdict::Tri;
use guiju_condition::{ActivityRef, Condition, Env, Missing, Period, Place, PlaceRef, Truth, Value, Which};
use guiju_log::{EventRow, ObjectRow, RowValue};
use guiju_standard::model::{
    Activity, AttrType, Bound, DefaultValue, Encounter, InstantBase, InstantExpr, ParamValue, Standard,
};
use guiju_time::{Calendar, Due, Instant, Pause, Span, Zone};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// An event as it counts: corrected, and of several reports the most trusted one's time.
#[derive(Debug, Clone)]
pub struct Event {
    pub id: String,
    pub activity: String,
    pub at: i64,
    pub seq: i64,
    pub source: Option<String>,
    pub attrs: BTreeMap<String, Value>,
    /// (object, qualifier).
    pub related: Vec<(String, String)>,
}

/// A point in a history: an event, or an instant that passes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    pub at: i64,
    pub event: Option<usize>,
}

/// A history.
pub struct History<'s> {
    pub standard: &'s Standard,
    pub zone: Zone,
    pub kind: String,
    pub id: String,
    pub now: i64,
    pub events: Vec<Event>,
    pub objects: Vec<ObjectRow>,
    pub opened: Option<i64>,
    pub closed: Option<i64>,
    /// Kinds of evidence, each for a stretch or (none) for all of the time.
    pub kinds: Vec<(String, Option<(i64, i64)>)>,
}

/// Where a condition stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Here<'h> {
    /// The event at hand, or the instant.
    pub at: Option<Moment>,
    pub activation: Option<Moment>,
    pub member: Option<&'h str>,
    /// Figures as of this instant rather than of the opening.
    pub figures_at: Option<i64>,
}

impl<'s> History<'s> {
    /// The history of an object of the log.
    pub fn of(
        standard: &'s Standard,
        kind: &str,
        id: &str,
        rows: &[EventRow],
        objects: &[ObjectRow],
        now: i64,
        closed: bool,
    ) -> Self {
        let mut seen: Vec<Event> = Vec::new();
        for row in rows
            .iter()
            .filter(|row| row.time <= now && row.relationships.iter().any(|(object, _)| object == id))
        {
            let event = read(row);
            match seen.iter_mut().find(|known| known.id == event.id) {
                Some(known) => known.seq = known.seq.min(event.seq),
                None => seen.push(event),
            }
        }
        let mut history = History {
            standard,
            zone: Zone::get(&standard.zone).expect("a zone"),
            kind: kind.to_owned(),
            id: id.to_owned(),
            now,
            events: seen,
            objects: objects.to_vec(),
            opened: None,
            closed: None,
            kinds: Vec::new(),
        };
        history.correct();
        history.sort();
        history.find_evidence();
        history.merge();
        history.sort();
        history.find_life(closed);
        history
    }

    fn sort(&mut self) {
        self.events.sort_by(|a, b| (a.at, &a.source, a.seq, &a.id).cmp(&(b.at, &b.source, b.seq, &b.id)));
    }

    /// Corrections and voids: the latest counts.
    fn correct(&mut self) {
        let mut changes: Vec<Event> = self
            .events
            .iter()
            .filter(|e| e.activity == "correction" || e.activity == "voided")
            .cloned()
            .collect();
        changes.sort_by(|a, b| (a.at, a.seq, &a.id).cmp(&(b.at, b.seq, &b.id)));
        for change in changes {
            let Some(Value::Text(of)) = change.attrs.get("of") else { continue };
            if change.activity == "voided" {
                self.events.retain(|event| *event.id != **of);
            } else if let Some(event) = self.events.iter_mut().find(|event| *event.id == **of) {
                for (name, value) in &change.attrs {
                    match (name.as_str(), value) {
                        ("of" | "actor", _) => {}
                        ("time", Value::Time(at)) => event.at = *at,
                        _ => drop(event.attrs.insert(name.clone(), value.clone())),
                    }
                }
            }
        }
        let now = self.now;
        self.events.retain(|event| event.at <= now);
    }

    fn activity(&self, name: &str) -> Option<&'s Activity> {
        self.standard.vocabulary.activities.get(name)
    }

    pub fn encounter(&self) -> &'s Encounter {
        &self.standard.vocabulary.encounters[&self.kind]
    }

    /// Reports of one activity by different trusted sources within `same_within` are one event.
    fn merge(&mut self) {
        let mut groups: Vec<Vec<Event>> = Vec::new();
        for event in std::mem::take(&mut self.events) {
            let trusted = |e: &Event| {
                let seen_by = &self.activity(&e.activity)?.seen_by;
                seen_by.iter().position(|kind| Some(kind) == e.source.as_ref())
            };
            let within =
                self.activity(&event.activity).and_then(|a| a.same_within).map_or(600_000_000, |m| m.0);
            let group = groups.iter_mut().find(|group| {
                trusted(&event).is_some()
                    && group.iter().all(|other| {
                        other.activity == event.activity
                            && trusted(other).is_some()
                            && other.source != event.source
                            && event.at - other.at <= within
                            && agree(other, &event)
                    })
            });
            match group {
                None => groups.push(vec![event]),
                Some(group) => {
                    group.push(event);
                    group.sort_by_key(trusted);
                }
            }
        }
        for group in groups {
            let mut reports = group.into_iter();
            let mut event = reports.next().expect("a group has a report");
            for other in reports {
                for (name, value) in other.attrs {
                    event.attrs.entry(name).or_insert(value);
                }
                event.related.extend(other.related);
            }
            self.events.push(event);
        }
    }

    /// Opened by the first opening activity, else at the first event; closed by whatever closes first, until opened again.
    fn find_life(&mut self, closed_at_last_event: bool) {
        let encounter = self.encounter();
        let stated = match self.attribute_of(&self.id.clone(), "closed_at", self.now) {
            Some(Value::Time(at)) if at <= self.now => Some(at),
            _ => None,
        };
        let mut points: Vec<(i64, bool)> = Vec::new();
        for event in &self.events {
            if encounter.opens.contains(&event.activity) || encounter.closes.contains(&event.activity) {
                points.push((event.at, encounter.opens.contains(&event.activity)));
            }
        }
        points.extend(stated.map(|at| (at, false)));
        points.sort_by_key(|(at, _)| *at);
        for (at, opens) in points {
            if opens {
                self.opened = self.opened.or(Some(at));
                self.closed = None;
            } else {
                self.closed = self.closed.or(Some(at));
            }
        }
        self.opened = self.opened.or(self.events.first().map(|event| event.at));
        if closed_at_last_event {
            self.closed = self.closed.or(self.events.last().map(|event| event.at));
        }
    }

    fn find_evidence(&mut self) {
        let mut kinds: Vec<(String, Option<(i64, i64)>)> =
            self.events.iter().filter_map(|event| Some((event.source.clone()?, None))).collect();
        for object in self.objects.iter().filter(|object| object.id == self.id) {
            for (_, _, value) in object.attrs.iter().filter(|(name, ..)| name == "evidence") {
                let RowValue::List(items) = value else { continue };
                kinds.extend(items.iter().filter_map(|item| match item {
                    RowValue::Text(kind) => Some((kind.clone(), None)),
                    RowValue::Map(fields) => {
                        let field =
                            |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, value)| value);
                        match (field("kind"), field("from"), field("until")) {
                            (
                                Some(RowValue::Text(kind)),
                                Some(RowValue::Time(from)),
                                Some(RowValue::Time(until)),
                            ) => Some((kind.clone(), Some((*from, *until)))),
                            _ => None,
                        }
                    }
                    _ => None,
                }));
            }
        }
        self.kinds = kinds;
    }

    /// Whether one event certainly came before another: earlier, or of one instant and one source with a lower sequence
    /// number or id.
    pub fn before(&self, a: Moment, b: Moment) -> bool {
        if a.at != b.at {
            return a.at < b.at;
        }
        let (Some(a), Some(b)) = (a.event, b.event) else { return false };
        let (a, b) = (&self.events[a], &self.events[b]);
        a.source == b.source && (a.seq, &a.id) < (b.seq, &b.id)
    }

    pub fn moment(&self, event: usize) -> Moment {
        Moment { at: self.events[event].at, event: Some(event) }
    }

    /// Whether somebody could have seen an activity for so much of a stretch that its absence counts: one kind that could
    /// show it covers the needed share.
    pub fn could_be_seen(&self, activity: &str, asked: &[String], (from, to): (i64, i64)) -> bool {
        let from = from.max(self.opened.unwrap_or(from));
        let to = to.min(self.closed.unwrap_or(to)).max(from);
        let seen_by = self.activity(activity).map_or(&[][..], |a| &a.seen_by);
        let both: Vec<String> = seen_by.iter().filter(|kind| asked.contains(kind)).cloned().collect();
        let kinds = match (seen_by.is_empty(), both.is_empty()) {
            (true, _) => asked.to_vec(),
            (false, true) => seen_by.to_vec(),
            (false, false) => both,
        };
        let needed = match self.figure("coverage_needed", &Here::default()) {
            Ok(ParamValue::Number(share, _)) => *share,
            _ => 0.9,
        };
        let covered = |kind: &String| {
            let own = self.kinds.iter().filter(|(known, _)| known == kind);
            let mut pieces: Vec<(i64, i64)> = Vec::new();
            for (_, stretch) in own {
                let Some((start, end)) = stretch else { return true };
                pieces.push(((*start).max(from), (*end).min(to)));
            }
            pieces.retain(|(start, end)| start <= end);
            pieces.sort();
            let (mut covered, mut until) = (0, from);
            for (start, end) in &pieces {
                covered += (end - (*start).max(until)).max(0);
                until = until.max(*end);
            }
            if to > from { covered as f64 >= needed * (to - from) as f64 } else { !pieces.is_empty() }
        };
        self.kinds.iter().any(|(kind, _)| (kinds.is_empty() || kinds.contains(kind)) && covered(kind))
    }

    /// An attribute of an object as of an instant, activities that set it included (the latest wins).
    fn attribute_of(&self, id: &str, name: &str, at: i64) -> Option<Value> {
        let mut found: Option<(i64, Value)> = None;
        let mut take = |since: i64, value: Value| {
            if since <= at && found.as_ref().is_none_or(|(known, _)| *known <= since) {
                found = Some((since, value));
            }
        };
        for object in self.objects.iter().filter(|object| object.id == id) {
            for (attr, since, given) in &object.attrs {
                if attr == name {
                    take(since.unwrap_or(i64::MIN), value(given));
                }
            }
        }
        if id == self.id {
            for (index, event) in self.events.iter().enumerate() {
                let sets = self.activity(&event.activity).and_then(|a| a.sets.get(name));
                let here = Here { at: Some(self.moment(index)), ..Here::default() };
                if event.at <= at
                    && let Some(Ok(value)) = sets.map(|to| self.eval(to, &here))
                {
                    take(event.at, value);
                }
            }
        }
        found.map(|(_, value)| value)
    }

    fn default_of(&self, ty: &AttrType, here: &Here<'_>) -> Option<Value> {
        match ty.default.as_ref()? {
            DefaultValue::Value(condition) => self.eval(condition, here).ok(),
            DefaultValue::Instant(instant) => self.instant(instant, here).ok().map(Value::Time),
        }
    }

    /// When an instant is, as of a point.
    pub fn instant(&self, expr: &InstantExpr, here: &Here<'_>) -> Result<i64, Missing> {
        let base = match &expr.base {
            InstantBase::Named(name) => self.instant(&self.standard.vocabulary.instants[name].0, here)?,
            InstantBase::Activity(name) => {
                let last = self.so_far(name, here).last().ok_or_else(|| Missing::attribute(name.as_str()))?;
                self.events[last].at
            }
            InstantBase::Value(condition) => match self.eval(condition, here)? {
                Value::Time(at) => at,
                _ => return Err(Missing::attribute(condition.text())),
            },
            InstantBase::DueOf { .. } => return Err(Missing::attribute("due of")),
        };
        let cal = self.calendar(None);
        match &expr.offset {
            None => Ok(base),
            Some((false, Bound::Fixed(span, _))) => {
                match guiju_time::due(Instant(base), span, cal, &self.zone, &[]) {
                    Ok(Due::At { by, .. }) => Ok(by.0),
                    _ => Err(Missing::attribute("calendar")),
                }
            }
            Some((true, Bound::Fixed(span, _))) => {
                guiju_time::latest_at_least(Instant(base), span, cal, &self.zone)
                    .map(|at| at.0)
                    .map_err(|_| Missing::attribute("calendar"))
            }
            Some(_) => unimplemented!("only fixed lengths are generated"),
        }
    }

    pub fn calendar(&self, name: Option<&str>) -> &'s Calendar {
        let name = name.filter(|name| *name != "elapsed").unwrap_or(&self.standard.calendar);
        &self.standard.calendars[name]
    }

    /// The value of a figure: that of the opening's date, for the attribute's value as of the point at hand.
    pub fn figure(&self, name: &str, here: &Here<'_>) -> Result<&'s ParamValue, Missing> {
        let unset = || Missing::attribute(format!("param.{name}"));
        let param = self.standard.params.get(name).ok_or_else(unset)?;
        let at = here.figures_at.or(self.opened).unwrap_or(self.now);
        let date = self.zone.date(Instant(at));
        let (_, figure, _) = param
            .values
            .iter()
            .rfind(|(since, ..)| since.is_none_or(|since| since <= date))
            .ok_or_else(unset)?;
        match (figure, &param.by) {
            (ParamValue::By(values), Some(by)) => {
                let own = here
                    .at
                    .and_then(|at| at.event)
                    .and_then(|event| self.events[event].attrs.get(by).cloned());
                let at = here.at.map_or(self.opened.unwrap_or(self.now), |at| at.at);
                match own.or_else(|| self.attribute_of(&self.id, by, at)) {
                    Some(Value::Text(value)) => values.get(&*value).ok_or_else(unset),
                    _ => Err(Missing::attribute(by.as_str())),
                }
            }
            (figure, _) => Ok(figure),
        }
    }

    pub fn duration(&self, bound: &guiju_standard::model::Bound, here: &Here<'_>) -> Result<Span, Missing> {
        use guiju_standard::model::Bound;
        match bound {
            Bound::Fixed(span, _) => Ok(*span),
            Bound::Param(name, _) => match self.figure(name, here)? {
                ParamValue::Duration(span) => Ok(*span),
                _ => Err(Missing::attribute(name.as_str())),
            },
            Bound::Computed(condition, _) => match self.eval(condition, here)? {
                Value::Duration(us) => Ok(Span::Elapsed(guiju_time::Micros(us))),
                _ => Err(Missing::attribute(condition.text())),
            },
        }
    }

    /// The clock's pauses that count.
    pub fn pauses(&self) -> Vec<Pause> {
        let mut pauses = Vec::new();
        for rule in &self.encounter().pauses {
            for (from, certain) in self.matching(&rule.from, &Here::default()) {
                let attrs = &self.events[from.event.expect("a pause begins with an event")].attrs;
                if certain == Tri::True && rule.needs.iter().all(|name| attrs.contains_key(name)) {
                    let ends = self.matching(&rule.until, &Here::default());
                    let until =
                        ends.iter().map(|(end, _)| *end).find(|end| *end != from && !self.before(*end, from));
                    pauses.push(Pause { from: Instant(from.at), until: until.map(|end| Instant(end.at)) });
                }
            }
        }
        pauses
    }

    /// Events of an activity that lie, or of one instant may lie, before the point at hand, in order.
    fn so_far(&self, activity: &str, here: &Here<'_>) -> impl DoubleEndedIterator<Item = usize> {
        let found: Vec<usize> = (0..self.events.len())
            .filter(|index| {
                let event = &self.events[*index];
                let member =
                    here.member.is_none_or(|member| event.related.iter().any(|(object, _)| object == member));
                event.activity == activity
                    && member
                    && match here.at {
                        None => true,
                        Some(here) => {
                            here.event != Some(*index)
                                && !self.before(here, self.moment(*index))
                                && event.at <= here.at
                        }
                    }
            })
            .collect();
        found.into_iter()
    }

    pub fn eval(&self, condition: &Condition, here: &Here<'_>) -> Result<Value, Missing> {
        guiju_condition::eval(condition, &Standing { history: self, here: *here, target: None })
    }

    pub fn holds(&self, condition: &Condition, here: &Here<'_>) -> Tri {
        self.holds_for(condition, here, None)
    }

    /// Whether a condition holds of an activation (`a`) and a target (`t`).
    pub fn holds_for(&self, condition: &Condition, here: &Here<'_>, target: Option<Moment>) -> Tri {
        match guiju_condition::truth(condition, &Standing { history: self, here: *here, target }) {
            Truth::True => Tri::True,
            Truth::False => Tri::False,
            Truth::Unknown(_) => Tri::Unknown,
        }
    }
}

/// What names hold at a point of a history.
struct Standing<'a, 's> {
    history: &'a History<'s>,
    here: Here<'a>,
    target: Option<Moment>,
}

impl Standing<'_, '_> {
    fn of_event(&self, moment: Option<Moment>, name: &str) -> Option<Value> {
        let moment = moment?;
        if name == "time" {
            return Some(Value::Time(moment.at));
        }
        let event = &self.history.events[moment.event?];
        event.attrs.get(name).cloned().or_else(|| {
            let ty = self.history.activity(&event.activity)?.attrs.get(name)?;
            self.history.default_of(ty, &Here { at: Some(moment), ..self.here })
        })
    }

    /// The instant that values of the subject are read at.
    fn as_of(&self) -> i64 {
        self.here.at.map_or_else(|| self.history.opened.unwrap_or(self.history.now), |at| at.at)
    }

    fn of_subject(&self, name: &str) -> Option<Value> {
        self.history.attribute_of(&self.history.id, name, self.as_of()).or_else(|| {
            let ty = self.history.encounter().attrs.get(name)?;
            self.history.default_of(ty, &self.here)
        })
    }
}

impl Env for Standing<'_, '_> {
    fn get(&self, place: &PlaceRef) -> Result<Cow<'_, Value>, Missing> {
        let value = match &place.place {
            Place::Event(name) => self.of_event(self.here.at, name),
            Place::EventTime => self.here.at.map(|at| Value::Time(at.at)),
            Place::Activation(name) => self.of_event(self.here.activation, name),
            Place::Target(name) => self.of_event(self.target.or(self.here.at), name),
            // A bare name is an attribute of the event at hand, else of the subject.
            Place::Subject(name) => self.of_event(self.here.at, name).or_else(|| self.of_subject(name)),
            Place::Param(name) => match self.history.figure(name, &self.here)? {
                ParamValue::Number(number, _) => Some(Value::Float(*number)),
                ParamValue::Duration(Span::Elapsed(length)) => Some(Value::Duration(length.0)),
                ParamValue::Text(text) => Some(Value::text(text.as_str())),
                _ => None,
            },
            Place::Instant(name) => {
                let (instant, _) = &self.history.standard.vocabulary.instants[name];
                Some(Value::Time(self.history.instant(instant, &self.here)?))
            }
            _ => None,
        };
        value.map(Cow::Owned).ok_or_else(|| Missing::attribute(place.place.to_string()))
    }

    fn done(&self, activity: &ActivityRef) -> Result<bool, Missing> {
        // That it was not done is known only where somebody could have seen it.
        let history = self.history;
        let done = history.so_far(&activity.name, &self.here).next().is_some();
        let stretch = (history.opened.unwrap_or(self.as_of()).min(self.as_of()), self.as_of());
        if done || history.could_be_seen(&activity.name, &[], stretch) {
            return Ok(done);
        }
        Err(Missing::attribute(&*activity.name))
    }

    fn count(&self, activity: &ActivityRef) -> Result<i64, Missing> {
        Ok(self.history.so_far(&activity.name, &self.here).count() as i64)
    }

    fn count_last(&self, activity: &ActivityRef, within_us: i64) -> Result<i64, Missing> {
        let from = self.as_of() - within_us;
        let recent = |index: &usize| self.history.events[*index].at >= from;
        Ok(self.history.so_far(&activity.name, &self.here).filter(recent).count() as i64)
    }

    fn event_attr(
        &self,
        which: Which,
        activity: &ActivityRef,
        attr: &str,
    ) -> Result<Cow<'_, Value>, Missing> {
        let mut found = self.history.so_far(&activity.name, &self.here);
        let event = if which == Which::First { found.next() } else { found.next_back() };
        let value = event.and_then(|event| self.of_event(Some(self.history.moment(event)), attr));
        value.map(Cow::Owned).ok_or_else(|| Missing::attribute(attr))
    }

    fn period(&self, period: Period, time_us: i64) -> Result<Value, Missing> {
        if period == Period::TimeOfDay {
            return Ok(Value::Duration(self.history.zone.time_of_day(Instant(time_us)).0));
        }
        let window = guiju_time::Window::from_name(period.name()).expect("a window");
        let stretch = window.containing(Instant(time_us), &self.history.zone);
        stretch.map(|s| Value::text(s.label)).ok_or_else(|| Missing::attribute(period.name()))
    }
}

fn read(row: &EventRow) -> Event {
    Event {
        id: row.id.clone(),
        activity: row.activity.clone(),
        at: row.time,
        seq: row.seq.unwrap_or(i64::MIN),
        source: row.source.clone(),
        attrs: row.attrs.iter().map(|(name, given)| (name.clone(), value(given))).collect(),
        related: row.relationships.clone(),
    }
}

fn value(given: &RowValue) -> Value {
    match given {
        RowValue::Null => Value::Null,
        RowValue::Bool(flag) => Value::Bool(*flag),
        RowValue::Int(int) => Value::Int(*int),
        RowValue::Float(number) => Value::Float(*number),
        RowValue::Text(text) => Value::text(text.as_str()),
        RowValue::Time(at) => Value::Time(*at),
        RowValue::List(items) => Value::list(items.iter().map(value)),
        RowValue::Map(fields) => Value::record(fields.iter().map(|(name, v)| (name.as_str(), value(v)))),
    }
}

/// Whether two reports may be of one thing: what both say is equal.
fn agree(a: &Event, b: &Event) -> bool {
    let relations = a.related.iter().all(|(object, qualifier)| {
        let mut same = b.related.iter().filter(|(_, other)| other == qualifier).peekable();
        same.peek().is_none() || same.any(|(other, _)| other == object)
    });
    relations && a.attrs.iter().all(|(name, value)| b.attrs.get(name).is_none_or(|other| other == value))
}
