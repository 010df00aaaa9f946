//! A dialogue in progress: its rows, and as things stand.

use crate::wire::{Happening, Opening, Thing, Turn};
use guiju_judge::{Desk, History, Judgement, Plan, Subject};
use guiju_log::{EventRow, Log, LogBuilder, ObjectRow, Refusal, RowValue};
use guiju_standard::model::Severity;
use guiju_time::{Zone, parse_rfc3339};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// After everything.
const AFTER_ALL: i64 = i64::MAX - 1;
const ENCOUNTER: &str = "encounter";
const TRANSCRIPT: &str = "transcript";

/// Why a request can't be taken.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The log would not take it.
    #[error("{0}")]
    Row(#[from] Refusal),
    /// A time that can't be read.
    #[error("time `{0}` is none; write it like 2026-03-02T09:00:00+08:00")]
    Time(String),
    /// A time beyond what instants can be.
    #[error("{0} ms after the beginning is out of reach")]
    Far(i64),
    /// The standard has no such type.
    #[error("the standard has no encounter `{0}`; it has {1}")]
    Encounter(String, String),
    /// No such severity.
    #[error("`{0}` is no severity; write note, minor, major or critical")]
    Severity(String),
    /// The standard's zone is not known here.
    #[error("the standard's time zone `{0}` is not known")]
    Zone(String),
    /// A draft says and does nothing, or both.
    #[error("a draft has either `text` or `event`")]
    Draft,
    /// No such dialogue.
    #[error("there is no open dialogue `{0}`; begin with `open`")]
    NotOpen(String),
    /// It is open already.
    #[error("dialogue `{0}` is open already; close it first")]
    Open(String),
}

/// A dialogue in progress.
#[derive(Debug, Clone)]
pub struct Session<'p> {
    pub(crate) plan: &'p Plan,
    pub(crate) zone: Zone,
    pub(crate) subject: Subject,
    pub(crate) stop_at: Severity,
    started: i64,
    pub(crate) now: i64,
    objects: Vec<ObjectRow>,
    events: Vec<EventRow>,
    /// What is still being spoken, by one speaker at a time.
    partial: Option<EventRow>,
    turns: i64,
    given: u64,
    pub(crate) ends: Vec<String>,
    /// Who of our side spoke last.
    pub(crate) own: Option<String>,
    /// Breaches that were told.
    pub(crate) told: BTreeSet<String>,
}

impl<'p> Session<'p> {
    /// Opens a dialogue.
    ///
    /// # Errors
    /// The standard has no such encounter, a time or a severity can't be read.
    pub fn open(plan: &'p Plan, opening: &Opening) -> Result<Session<'p>, Refused> {
        let encounters = &plan.standard.vocabulary.encounters;
        let Some(encounter) = encounters.get(&opening.encounter) else {
            let known: Vec<&str> = encounters.keys().map(String::as_str).collect();
            return Err(Refused::Encounter(opening.encounter.clone(), known.join(", ")));
        };
        let started = instant(&opening.started)?;
        let mut ends = opening.ends.clone();
        if ends.is_empty() {
            // The talk ends before what is done after it: hung up, then closed; left, then uploaded.
            let before = encounter
                .flow
                .iter()
                .rev()
                .nth(1)
                .filter(|_| encounter.flow.last().is_some_and(|last| encounter.closes.contains(last)));
            ends.extend(before.cloned());
            ends.extend(encounter.closes.first().cloned());
        }
        let mut object = ObjectRow::new(&opening.id, &opening.encounter);
        let mut kinds = vec![TRANSCRIPT.to_owned()];
        for (name, value) in &opening.attributes {
            match (name.as_str(), value) {
                ("evidence", Value::String(kind)) => kinds.push(kind.clone()),
                ("evidence", Value::Array(list)) => {
                    kinds.extend(list.iter().filter_map(|kind| kind.as_str().map(str::to_owned)));
                }
                _ => object = object.attr(name, row_value(value)),
            }
        }
        kinds.sort();
        kinds.dedup();
        object = object.attr("evidence", kinds);
        let subject = Subject { kind: opening.encounter.clone(), id: opening.id.clone(), window: None };
        let mut session = Session::of(plan, subject, started)?;
        session.ends = ends;
        if let Some(name) = &opening.stop_at {
            session.stop_at = Severity::from_name(name).ok_or_else(|| Refused::Severity(name.clone()))?;
        }
        session.add_object(object)?;
        Ok(session)
    }

    /// A session about a subject of which nothing is known yet, for those who bring rows of a log.
    ///
    /// `started` in microseconds since 1970 UTC.
    ///
    /// # Errors
    /// The standard's time zone is not known.
    pub fn of(plan: &'p Plan, subject: Subject, started: i64) -> Result<Session<'p>, Refused> {
        let zone = Zone::get(&plan.standard.zone).map_err(|problem| Refused::Zone(problem.name))?;
        Ok(Session {
            plan,
            zone,
            subject,
            stop_at: Severity::Critical,
            started,
            now: started,
            objects: Vec::new(),
            events: Vec::new(),
            partial: None,
            turns: 0,
            given: 0,
            ends: Vec::new(),
            own: None,
            told: BTreeSet::new(),
        })
    }

    /// Adds an object.
    ///
    /// # Errors
    /// A log would refuse it.
    pub fn add_object(&mut self, row: ObjectRow) -> Result<(), Refused> {
        self.objects.push(row);
        self.log(&[]).map(|_| ()).inspect_err(|_| {
            self.objects.pop();
        })
    }

    /// Adds an event; time goes on to it.
    ///
    /// # Errors
    /// A log would refuse it.
    pub fn add_event(&mut self, row: EventRow) -> Result<(), Refused> {
        let time = row.time;
        self.events.push(row);
        if let Err(refused) = self.log(&[]) {
            self.events.pop();
            return Err(refused);
        }
        self.now = self.now.max(time);
        Ok(())
    }

    /// Takes a turn in; gives the id of its event. One that is still being spoken takes the place of what was heard of it so far, and a
    /// whole one that of both.
    ///
    /// # Errors
    /// A log would refuse it.
    pub fn hear(&mut self, turn: &Turn) -> Result<String, Refused> {
        let id = format!("{}#{}", self.subject.id, self.turns + 1);
        let row = self.utterance(&id, turn)?;
        let end = self.at(turn.end_ms.unwrap_or(turn.at_ms))?;
        if turn.partial {
            let before = self.partial.replace(row);
            if let Err(refused) = self.log(&[]) {
                self.partial = before;
                return Err(refused);
            }
        } else {
            let partial = self.partial.take();
            if let Err(refused) = self.add_event(row) {
                self.partial = partial;
                return Err(refused);
            }
            self.turns += 1;
        }
        self.now = self.now.max(end);
        if self.is_ours(&turn.speaker) {
            self.own = Some(turn.speaker.clone());
        }
        Ok(id)
    }

    /// Takes an event in; gives its id.
    ///
    /// # Errors
    /// A time can't be read, or a log would refuse it.
    pub fn happen(&mut self, event: &Happening) -> Result<String, Refused> {
        let row = self.event_row(event)?;
        let id = row.id.clone();
        self.add_event(row)?;
        self.given += u64::from(event.id.is_none());
        Ok(id)
    }

    /// Adds an object of the log.
    ///
    /// # Errors
    /// A log would refuse it.
    pub fn know(&mut self, thing: &Thing) -> Result<(), Refused> {
        let attrs = thing.attributes.iter();
        let row = ObjectRow::new(&thing.id, &thing.r#type);
        self.add_object(attrs.fold(row, |row, (name, value)| row.attr(name, row_value(value))))
    }

    /// Time goes on to so many milliseconds after the beginning; it never goes back.
    ///
    /// # Errors
    /// Out of reach.
    pub fn pass(&mut self, at_ms: i64) -> Result<(), Refused> {
        self.now = self.now.max(self.at(at_ms)?);
        Ok(())
    }

    /// What the standard says of the dialogue as things stand now; `settled`: closed, and all bounds past.
    ///
    /// # Errors
    /// None that adding a row would not have told.
    pub fn judge(&self, closed: bool, settled: bool) -> Result<Judgement, Refused> {
        self.judge_at(if settled { AFTER_ALL } else { self.now }, closed || settled)
    }

    /// As [`Session::judge`] at another time, microseconds since 1970 UTC.
    ///
    /// # Errors
    /// None that adding a row would not have told.
    pub fn judge_at(&self, now: i64, closed: bool) -> Result<Judgement, Refused> {
        let log = self.log(&[])?;
        Ok(guiju_judge::judge(self.plan, &self.history(&log, now, closed)))
    }

    /// The history at an instant.
    pub(crate) fn history<'l>(&self, log: &'l Log, now: i64, closed: bool) -> History<'l>
    where
        'p: 'l,
    {
        let desk = Desk::new(self.plan, log);
        // A subject of a window is one of the log's, with its window; a plain one is known by its id.
        let windowed = self.plan.standard.vocabulary.encounters.get(&self.subject.kind);
        let subject = windowed.filter(|encounter| encounter.windowed.is_some()).and_then(|_| {
            desk.subjects(now)
                .into_iter()
                .find(|other| other.kind == self.subject.kind && other.id == self.subject.id)
        });
        desk.history(subject.unwrap_or_else(|| self.subject.clone()), now, closed)
    }

    /// All rows, and some that are only supposed, as a log.
    pub(crate) fn log(&self, supposed: &[EventRow]) -> Result<Log, Refused> {
        let mut builder = LogBuilder::new();
        for object in &self.objects {
            builder.add_object(object.clone())?;
        }
        for event in self.events.iter().chain(&self.partial).chain(supposed) {
            builder.add_event(event.clone())?;
        }
        Ok(builder.finish())
    }

    /// An utterance as a row.
    pub(crate) fn utterance(&self, id: &str, turn: &Turn) -> Result<EventRow, Refused> {
        let mut row = EventRow::new(id, "utterance", self.at(turn.at_ms)?)
            .seq(self.turns + 1)
            .source(TRANSCRIPT)
            .attr("text", turn.text.as_str())
            .attr("speaker", turn.speaker.as_str())
            .related(&self.subject.id, ENCOUNTER);
        if let Some(end) = turn.end_ms {
            row = row.attr("end", RowValue::Time(self.at(end)?));
        }
        if let Some(to) = &turn.to {
            row = row.attr("to", to.as_str());
        }
        Ok(row)
    }

    /// An event as a row.
    pub(crate) fn event_row(&self, event: &Happening) -> Result<EventRow, Refused> {
        let time = match (&event.time, event.at_ms) {
            (Some(text), _) => instant(text)?,
            (None, Some(at)) => self.at(at)?,
            (None, None) => self.now,
        };
        let id = match &event.id {
            Some(id) => id.clone(),
            None => format!("{}~{}", self.subject.id, self.given + 1),
        };
        let mut row = EventRow::new(id, &event.r#type, time).related(&self.subject.id, ENCOUNTER);
        for relation in &event.relationships {
            row = row.related(&relation.object_id, &relation.qualifier);
        }
        if let Some(source) = &event.source {
            row = row.source(source);
        }
        Ok(event.attributes.iter().fold(row, |row, (name, value)| row.attr(name, row_value(value))))
    }

    /// So many milliseconds after the beginning.
    pub(crate) fn at(&self, ms: i64) -> Result<i64, Refused> {
        let us = ms.checked_mul(1000).and_then(|us| self.started.checked_add(us));
        us.ok_or(Refused::Far(ms))
    }

    /// As things stand, in milliseconds after the beginning.
    pub(crate) fn ms(&self) -> i64 {
        (self.now - self.started).div_euclid(1000)
    }

    /// What is still being spoken is not said yet.
    pub(crate) fn partial_is_dropped(&mut self) {
        self.partial = None;
    }

    /// Whether a mark is one of our side.
    pub(crate) fn is_ours(&self, speaker: &str) -> bool {
        speaker == "staff" || self.plan.standard.vocabulary.role_is_ours(speaker) == Some(true)
    }
}

fn instant(text: &str) -> Result<i64, Refused> {
    parse_rfc3339(text).map(|at| at.0).map_err(|_| Refused::Time(text.to_owned()))
}

fn row_value(value: &Value) -> RowValue {
    match value {
        Value::Null => RowValue::Null,
        Value::Bool(flag) => RowValue::Bool(*flag),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => RowValue::Int(whole),
            None => RowValue::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Value::String(text) => RowValue::Text(text.clone()),
        Value::Array(items) => RowValue::List(items.iter().map(row_value).collect()),
        Value::Object(fields) => RowValue::Map(map(fields)),
    }
}

fn map(fields: &Map<String, Value>) -> Vec<(String, RowValue)> {
    fields.iter().map(|(name, value)| (name.clone(), row_value(value))).collect()
}
