//! What names hold where a condition is evaluated: the event at hand, activation and target, the member, the point in time.

use crate::history::{History, Order};
use crate::hit::Hit;
use crate::judging::Judging;
use crate::member::Member;
use crate::params;
use guiju_condition::{ActivityRef, Env, Fault, Missing, Period, Place, PlaceRef, Value, Which};
use guiju_time::{Instant, Window};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Defaults that lean on one another, at most.
const DEFAULTS: u8 = 4;

/// Where a condition is evaluated.
#[derive(Clone)]
pub(crate) struct Scene<'x, 'h> {
    pub(crate) judging: &'x Judging<'h>,
    /// The event at hand.
    pub(crate) at: Option<&'x Hit>,
    /// The activation.
    pub(crate) a: Option<&'x Hit>,
    /// Its bound.
    pub(crate) a_due: Option<i64>,
    /// The target.
    pub(crate) t: Option<&'x Hit>,
    /// The member of `each`.
    pub(crate) member: Option<&'x Member>,
    /// Records of `agree` by name (`l`, `r` and their own names).
    pub(crate) records: &'x [(&'x str, &'x Member)],
    /// What lies up to here has happened; the event at hand itself has not, unless `after`.
    pub(crate) point: Order,
    /// The event at hand counts as having happened.
    pub(crate) after: bool,
    /// What typed slots took.
    pub(crate) said: Option<&'x BTreeMap<String, guiju_phrase::Said>>,
}

impl<'x, 'h> Scene<'x, 'h> {
    /// About the subject as of a point.
    pub(crate) fn at_point(judging: &'x Judging<'h>, point: Order) -> Scene<'x, 'h> {
        Scene {
            judging,
            at: None,
            a: None,
            a_due: None,
            t: None,
            member: None,
            records: &[],
            point,
            said: None,
            after: false,
        }
    }

    /// At an event.
    pub(crate) fn at_hit(judging: &'x Judging<'h>, hit: &'x Hit) -> Scene<'x, 'h> {
        Scene { at: Some(hit), ..Scene::at_point(judging, hit.order) }
    }

    fn history(&self) -> &'x History<'h> {
        self.judging.history
    }

    /// The name under which a place is told to be missing: as the log would carry it.
    fn name_of(&self, place: &Place) -> String {
        match place {
            Place::Event(name) | Place::Activation(name) | Place::Target(name) | Place::Subject(name) => {
                name.clone()
            }
            Place::Each(Some(name)) => name.clone(),
            Place::Object { role, attr } if *role == self.history().subject.kind => attr.clone(),
            other => other.to_string(),
        }
    }

    fn of_hit(&self, hit: Option<&Hit>, attr: &str) -> Option<Value> {
        let hit = hit?;
        match attr {
            "time" => return Some(Value::Time(hit.order.time)),
            // An attribute of that name is the event's own word; else the deadline is meant.
            "due" if !self.declares(hit, attr) => return self.a_due.map(Value::Time),
            "given" if hit.answer.is_some() => return hit.answer.map(Value::Bool),
            "by" if hit.answer.is_some() => return self.history().event_attr(hit.event?, "speaker"),
            _ => {}
        }
        let at = hit.event?;
        self.history().event_attr(at, attr).or_else(|| self.default(at, attr))
    }

    fn declares(&self, hit: &Hit, attr: &str) -> bool {
        let activity = hit.event.and_then(|at| self.history().events[at].declared);
        activity.is_some_and(|activity| activity.attrs.contains_key(attr))
    }

    /// The vocabulary's default of an attribute.
    pub(crate) fn default(&self, at: usize, attr: &str) -> Option<Value> {
        let activity = self.history().events[at].declared?;
        let default = activity.attrs.get(attr)?.default.as_ref()?;
        // One default may lean on another; those that lean on each other have no value.
        let depth = self.judging.defaults.get();
        if depth >= DEFAULTS {
            return None;
        }
        self.judging.defaults.set(depth + 1);
        let hit = Hit::of_event(self.history(), at);
        let scene = Scene::at_hit(self.judging, &hit);
        let value = match default {
            guiju_standard::model::DefaultValue::Value(condition) => {
                guiju_condition::eval(condition, &scene).ok()
            }
            guiju_standard::model::DefaultValue::Instant(expr) => {
                self.judging.instant(expr, &scene).ok().map(|at| Value::Time(at.0))
            }
        };
        self.judging.defaults.set(depth);
        value.filter(|value| !matches!(value, Value::Null))
    }

    /// A bare name: the event at hand, else the subject, else a related object, else the member.
    fn bare(&self, name: &str) -> Option<Value> {
        if !self.records.is_empty()
            && let Some(value) =
                self.records.iter().find_map(|(_, record)| self.of_member(Some(*record), name))
        {
            return Some(value);
        }
        if let Some(value) = self.of_hit(self.at, name) {
            return Some(value);
        }
        if let Some(value) = self.history().subject_attr(name, self.point.time) {
            return Some(value);
        }
        if let Some((role, attr)) = name.split_once('.')
            && let Some(value) = self.of_related(role, attr)
        {
            return Some(value);
        }
        if name == "id" {
            return Some(Value::text(self.history().subject.id.as_str()));
        }
        self.of_member(self.member, name).or_else(|| self.subject_default(name))
    }

    /// The vocabulary's default of an attribute of the subject.
    fn subject_default(&self, name: &str) -> Option<Value> {
        let encounter = self.judging.plan.encounter(&self.history().subject.kind)?;
        match encounter.attrs.get(name)?.default.as_ref()? {
            guiju_standard::model::DefaultValue::Value(condition) => {
                guiju_condition::eval(condition, self).ok()
            }
            guiju_standard::model::DefaultValue::Instant(expr) => {
                self.judging.instant(expr, self).ok().map(|at| Value::Time(at.0))
            }
        }
    }

    fn of_related(&self, role: &str, attr: &str) -> Option<Value> {
        if role == self.history().subject.kind
            && let Some(value) = self.history().subject_attr(attr, self.point.time)
        {
            return Some(value);
        }
        let event = self.at.and_then(|hit| hit.event);
        self.history()
            .related_objects(role, event)
            .into_iter()
            .find_map(|object| self.history().object_attr(object, attr, self.point.time))
    }

    fn of_member(&self, member: Option<&Member>, attr: &str) -> Option<Value> {
        match member? {
            Member::Object(id) => {
                let object = self.history().log.object(self.history().log.strings.get(id)?)?;
                self.history().object_attr(object, attr, self.point.time)
            }
            row @ Member::Row { .. } => row.column(attr).cloned(),
            Member::Item(_) => None,
        }
    }

    fn value(&self, place: &Place) -> Option<Value> {
        match place {
            Place::Event(attr) => self.of_hit(self.at, attr),
            Place::EventTime => self.at.map(|hit| Value::Time(hit.order.time)),
            Place::Activation(attr) => self.of_hit(self.a, attr),
            Place::Target(attr) => self.of_hit(self.t, attr),
            Place::Subject(name) => self.bare(name),
            Place::Object { role, attr } => {
                // The event or the subject may carry it under its dotted name.
                let dotted = format!("{role}.{attr}");
                self.of_hit(self.at, &dotted)
                    .or_else(|| self.history().subject_attr(&dotted, self.point.time))
                    .or_else(|| self.of_related(role, attr))
                    .or_else(|| self.subject_default(&dotted))
                    .or_else(|| match self.member {
                        Some(Member::Object(_)) => self.of_member(self.member, attr),
                        _ => None,
                    })
            }
            Place::Param(name) => params::value(name, self).ok(),
            Place::Instant(name) => self.judging.named_instant(name, self).ok().map(|at| Value::Time(at.0)),
            Place::Each(None) => match self.member? {
                Member::Object(id) => Some(Value::text(id.as_str())),
                Member::Row { own, .. } => Some(Value::Record(own.clone())),
                Member::Item(item) => Some(item.clone()),
            },
            Place::Each(Some(attr)) => match self.member {
                // What a row does not say, the event at hand does not say for it.
                Some(Member::Row { .. } | Member::Item(_)) => self.of_member(self.member, attr),
                _ => self.of_member(self.member, attr).or_else(|| self.bare(attr)),
            },
            Place::Left(attr) => self.of_member(self.records.first().map(|(_, r)| *r), attr),
            Place::Right(attr) => self.of_member(self.records.get(1).map(|(_, r)| *r), attr),
            Place::Record { name, attr } => {
                let record = self.records.iter().find(|(record, _)| record == name).map(|(_, r)| *r);
                self.of_member(record, attr)
            }
            Place::Said(slot) => self.said?.get(slot).map(|said| self.slot(said)),
        }
    }

    /// What a typed slot took: minutes are a duration, a time of day lies on the day of the event.
    fn slot(&self, said: &guiju_phrase::Said) -> Value {
        match said {
            guiju_phrase::Said::Int(int) => Value::Int(*int),
            guiju_phrase::Said::Number(number) => Value::Float(*number),
            guiju_phrase::Said::Time { hour, minute } => {
                let zone = &self.judging.plan.zone;
                let day = zone.start_of_day(zone.date(Instant(self.point.time)));
                Value::Time(day.0 + (i64::from(*hour) * 60 + i64::from(*minute)) * 60_000_000)
            }
            guiju_phrase::Said::Text(text) => Value::text(text.as_str()),
        }
    }

    /// Hits of an activity (situation, instant) up to the point, in order; `Err`: nobody could have seen it.
    fn up_to_point(&self, activity: &ActivityRef) -> Result<Vec<Hit>, Missing> {
        let names: Vec<String> = match activity.name.strip_prefix("param.") {
            Some(param) => match params::value(param, self) {
                Ok(Value::Text(name)) => vec![name.to_string()],
                Ok(Value::List(list)) => list
                    .iter()
                    .filter_map(
                        |item| if let Value::Text(name) = item { Some(name.to_string()) } else { None },
                    )
                    .collect(),
                _ => return Err(Missing::attribute(&*activity.name)),
            },
            None => vec![activity.name.to_string()],
        };
        let mut hits: Vec<Hit> = Vec::new();
        for name in &names {
            hits.extend(self.judging.named_hits(name));
        }
        hits.retain(|hit| self.has_happened(hit) && self.concerns_member(hit));
        hits.sort_by_key(|hit| hit.order);
        Ok(hits)
    }

    /// Whether a hit lies at or before the point; of one instant and unlike sources, any order may be meant.
    fn has_happened(&self, hit: &Hit) -> bool {
        if !self.after && hit.event.is_some() && self.at.is_some_and(|here| here.event == hit.event) {
            return false;
        }
        hit.order <= self.point
            || (hit.order.time == self.point.time
                && self.at.or(self.a).is_some_and(|here| here.source != hit.source && hit.event.is_some()))
    }

    fn concerns_member(&self, hit: &Hit) -> bool {
        match (self.member, hit.event) {
            (Some(Member::Object(id)), Some(at)) => self.judging.concerns(at, id, None),
            _ => true,
        }
    }
}

impl Env for Scene<'_, '_> {
    fn get(&self, place: &PlaceRef) -> Result<Cow<'_, Value>, Missing> {
        if let Place::Param(name) = &place.place {
            return params::value(name, self).map(Cow::Owned);
        }
        if let Place::Instant(name) = &place.place {
            return self.judging.named_instant(name, self).map(|at| Cow::Owned(Value::Time(at.0)));
        }
        match self.value(&place.place) {
            Some(Value::Null) | None => Err(Missing::attribute(self.name_of(&place.place))),
            Some(value) => Ok(Cow::Owned(value)),
        }
    }

    fn done(&self, activity: &ActivityRef) -> Result<bool, Missing> {
        let hits = self.up_to_point(activity)?;
        if !hits.is_empty() {
            return Ok(true);
        }
        // Not seen is not the same as not done: somebody must have been able to see it.
        if self.judging.observable(&activity.name, i64::MIN, self.point.time) {
            Ok(false)
        } else {
            Err(Missing::attribute(&*activity.name))
        }
    }

    fn count(&self, activity: &ActivityRef) -> Result<i64, Missing> {
        Ok(self.up_to_point(activity)?.len() as i64)
    }

    fn count_last(&self, activity: &ActivityRef, within_us: i64) -> Result<i64, Missing> {
        let hits = self.up_to_point(activity)?;
        let from = self.point.time.saturating_sub(within_us);
        Ok(hits.iter().filter(|hit| hit.order.time >= from).count() as i64)
    }

    fn event_attr(
        &self,
        which: Which,
        activity: &ActivityRef,
        attr: &str,
    ) -> Result<Cow<'_, Value>, Missing> {
        let hits = self.up_to_point(activity)?;
        let hit = match which {
            Which::First => hits.first(),
            Which::Last => hits.last(),
        };
        let missing = || Missing::attribute(format!("{which}({}).{attr}", activity.name));
        let value = self.of_hit(Some(hit.ok_or_else(missing)?), attr);
        value.map(Cow::Owned).ok_or_else(missing)
    }

    fn period(&self, period: Period, time_us: i64) -> Result<Value, Missing> {
        period_of(period, time_us, &self.judging.plan.zone)
    }
}

fn period_of(period: Period, time_us: i64, zone: &guiju_time::Zone) -> Result<Value, Missing> {
    let window = match period {
        Period::Day => Window::Day,
        Period::Week => Window::Week,
        Period::Month => Window::Month,
        Period::Quarter => Window::Quarter,
        Period::Year => Window::Year,
        Period::TimeOfDay => return Ok(Value::Duration(zone.time_of_day(Instant(time_us)).0)),
    };
    let stretch = window.containing(Instant(time_us), zone).ok_or(Missing::from(Fault::Overflow))?;
    Ok(match period {
        Period::Year => Value::Int(stretch.label.parse().map_err(|_| Missing::from(Fault::Overflow))?),
        _ => Value::text(stretch.label),
    })
}

/// An event alone, before anything is known of the subject: for `sets`.
pub(crate) struct Bare<'x, 'h> {
    pub(crate) history: &'x History<'h>,
    pub(crate) at: usize,
}

impl Env for Bare<'_, '_> {
    fn get(&self, place: &PlaceRef) -> Result<Cow<'_, Value>, Missing> {
        let value = match &place.place {
            Place::Event(name) | Place::Subject(name) => self.history.event_attr(self.at, name),
            Place::EventTime => Some(Value::Time(self.history.events[self.at].time)),
            _ => None,
        };
        value.map(Cow::Owned).ok_or_else(|| Missing::attribute(place.place.to_string()))
    }
    fn done(&self, activity: &ActivityRef) -> Result<bool, Missing> {
        Err(Missing::attribute(&*activity.name))
    }
    fn count(&self, activity: &ActivityRef) -> Result<i64, Missing> {
        Err(Missing::attribute(&*activity.name))
    }
    fn count_last(&self, activity: &ActivityRef, _: i64) -> Result<i64, Missing> {
        Err(Missing::attribute(&*activity.name))
    }
    fn event_attr(&self, _: Which, activity: &ActivityRef, _: &str) -> Result<Cow<'_, Value>, Missing> {
        Err(Missing::attribute(&*activity.name))
    }
    fn period(&self, period: Period, time_us: i64) -> Result<Value, Missing> {
        period_of(period, time_us, &self.history.plan.zone)
    }
}
