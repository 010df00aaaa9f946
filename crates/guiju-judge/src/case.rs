//! A pack's cases: an encounter is made into a log, judged, and held against what is expected.

use crate::outcome::{Activation, ClauseJudgement, Gap, Judgement, Outcome};
use crate::{History, Plan, Subject, judge};
use guiju_log::{EventRow, Log, LogBuilder, ObjectRow, RowValue};
use guiju_standard::model::{AttrType, Case, CaseEvent, Expectation};
use guiju_time::Zone;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The day of a case's own: a Wednesday without holidays.
const DAY: &str = "2026-03-11";
/// The subject's id where the case gives none.
const SUBJECT: &str = "case";

/// Attributes of objects that are times whether declared or not.
const LIFE: &[&str] = &["opened_at", "closed_at", "start", "end", "from", "until"];

/// What running a case gave.
#[derive(Debug)]
pub struct CaseResult {
    /// What differs from what is expected; empty: the case holds.
    pub differs: Vec<Difference>,
    /// The judgement.
    pub judgement: Judgement,
}

/// One expectation that did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The clause; empty for the case as a whole.
    pub clause: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
}

/// A case as a log: the log, its subject, and as things stand at.
pub struct CaseLog {
    /// The log.
    pub log: Log,
    /// The subject.
    pub subject: Subject,
    /// Microseconds since 1970 UTC; the largest: all bounds past.
    pub now: i64,
    /// The subject counts as closed at its last event.
    pub closed: bool,
}

/// Why a case can't be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadCase {
    /// What is wrong, for people.
    pub message: String,
}

impl std::fmt::Display for BadCase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for BadCase {}

/// Runs a case.
///
/// # Errors
/// A time or an event that can't be read.
pub fn run(plan: &Plan, case: &Case) -> Result<CaseResult, BadCase> {
    let case_log = log_of(plan, case)?;
    let judgement = judge_log(plan, &case_log);
    let differs = differences(plan, case, &judgement);
    Ok(CaseResult { differs, judgement })
}

/// Judges a case's log.
pub fn judge_log(plan: &Plan, case: &CaseLog) -> Judgement {
    let subject = crate::subjects::find(plan, &case.log, &case.subject, case.now)
        .unwrap_or_else(|| case.subject.clone());
    let history = History::of(plan, &case.log, subject, case.now, case.closed);
    judge(plan, &history)
}

/// Makes a case's log.
///
/// # Errors
/// As [`run`].
pub fn log_of(plan: &Plan, case: &Case) -> Result<CaseLog, BadCase> {
    let kind = text(case.encounter.get("type")).unwrap_or_default();
    let own = text(case.encounter.get("id")).unwrap_or_else(|| SUBJECT.to_owned());
    let id = case.subject.clone().unwrap_or_else(|| own.clone());
    let mut builder = LogBuilder::new();
    let ids: BTreeSet<&str> =
        case.objects.iter().map(|object| object.id.as_str()).chain([own.as_str()]).collect();
    let times = Times { zone: &plan.zone };
    // A derived subject is no object of the log.
    let has_encounter = !kind.is_empty();
    if has_encounter {
        let attrs = plan.encounter(&kind).map(|e| &e.attrs);
        let mut row = ObjectRow::new(&own, &kind);
        fill_object(&mut row, &case.encounter, &["type", "id"], attrs, &ids, &times)?;
        builder.add_object(row).map_err(|refusal| bad(&refusal))?;
    }
    let vocabulary = &plan.standard.vocabulary;
    for object in &case.objects {
        let attrs = vocabulary
            .objects
            .get(&object.object_type)
            .or_else(|| vocabulary.encounters.get(&object.object_type).map(|e| &e.attrs));
        let mut row = ObjectRow::new(&object.id, &object.object_type);
        fill_object(&mut row, &object.attrs, &[], attrs, &ids, &times)?;
        builder.add_object(row).map_err(|refusal| bad(&refusal))?;
    }
    let encounter = has_encounter.then_some(own.as_str());
    for (number, event) in case.events.iter().enumerate() {
        builder
            .add_event(event_row(plan, event, number, encounter, &ids, &times)?)
            .map_err(|refusal| bad(&refusal))?;
    }
    let (now, closed) = match &case.now {
        Some((text, _)) => (times.read(text)?, false),
        None => (i64::MAX - 1, true),
    };
    Ok(CaseLog { log: builder.finish(), subject: Subject { kind, id, window: None }, now, closed })
}

fn bad(refusal: &guiju_log::Refusal) -> BadCase {
    BadCase { message: refusal.to_string() }
}

/// Times of a case: short ones are on its own day, in the pack's zone.
struct Times<'a> {
    zone: &'a Zone,
}

impl Times<'_> {
    fn read(&self, text: &str) -> Result<i64, BadCase> {
        let text = text.trim();
        if let Ok(at) = guiju_time::parse_rfc3339(text) {
            return Ok(at.0);
        }
        let (date, time) = match text.split_once([' ', 'T']) {
            Some((date, time)) => (date, time.trim()),
            None if text.contains(':') => (DAY, text),
            None => (text, "00:00"),
        };
        let wrong = || BadCase {
            message: format!("`{text}` is not a time; write 09:00, 09:00:00.5 or 2026-03-08 23:59"),
        };
        let date = guiju_time::parse_date(date).map_err(|_| wrong())?;
        let parts: Vec<&str> = time.split(':').collect();
        let number = |text: &str| text.parse::<i64>().ok().filter(|n| *n >= 0);
        let (hours, minutes, seconds) = match parts.as_slice() {
            [h, m] => (number(h), number(m), Some(0.0)),
            [h, m, s] => (number(h), number(m), s.parse::<f64>().ok().filter(|s| (0.0..60.0).contains(s))),
            _ => return Err(wrong()),
        };
        let (Some(h), Some(m), Some(s)) = (hours, minutes, seconds) else { return Err(wrong()) };
        if h > 24 || m > 59 {
            return Err(wrong());
        }
        let micros = (h * 60 + m) * 60_000_000 + (s * 1e6).round() as i64;
        Ok(self.zone.start_of_day(date).0 + micros)
    }
}

fn fill_object(
    row: &mut ObjectRow,
    attrs: &BTreeMap<String, Value>,
    own: &[&str],
    declared: Option<&BTreeMap<String, AttrType>>,
    ids: &BTreeSet<&str>,
    times: &Times<'_>,
) -> Result<(), BadCase> {
    for (name, value) in attrs {
        if own.contains(&name.as_str()) {
            continue;
        }
        if let Some(timed) = timed_values(value) {
            for (since, value) in timed {
                let value = cell(&value, declared.and_then(|d| d.get(name)), times);
                let since = since.map(|since| times.read(since)).transpose()?;
                let taken = std::mem::replace(row, ObjectRow::new("", ""));
                *row = match since {
                    Some(since) => taken.attr_since(name, since, value),
                    None => taken.attr(name, value),
                };
            }
            continue;
        }
        let related = objects_named(value, ids);
        let taken = std::mem::replace(row, ObjectRow::new("", ""));
        *row = match related.is_empty() {
            false => related.into_iter().fold(taken, |row, id| row.related(id, name)),
            true => match value
                .as_str()
                .filter(|_| LIFE.contains(&name.as_str()))
                .and_then(|t| times.read(t).ok())
            {
                Some(at) => taken.attr(name, RowValue::Time(at)),
                None => taken.attr(name, cell(value, declared.and_then(|d| d.get(name)), times)),
            },
        };
    }
    Ok(())
}

/// `[{value, time}]`: a history of values, as in OCEL.
fn timed_values(value: &Value) -> Option<Vec<(Option<&str>, Value)>> {
    let items = value.as_array()?;
    let timed: Vec<(Option<&str>, Value)> = items
        .iter()
        .filter_map(|item| {
            let item = item.as_object()?;
            let only = item.keys().all(|key| key == "value" || key == "time");
            Some((item.get("time").and_then(Value::as_str), item.get("value")?.clone())).filter(|_| only)
        })
        .collect();
    (!timed.is_empty() && timed.len() == items.len()).then_some(timed)
}

/// The ids of the case's objects that a value names; empty where it names none (then it is a plain value).
fn objects_named(value: &Value, ids: &BTreeSet<&str>) -> Vec<String> {
    match value {
        Value::String(text) if ids.contains(text.as_str()) => vec![text.clone()],
        Value::Array(items) if !items.is_empty() => {
            let named: Option<Vec<String>> = items
                .iter()
                .map(|item| item.as_str().filter(|text| ids.contains(text)).map(str::to_owned))
                .collect();
            named.unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn event_row(
    plan: &Plan,
    event: &CaseEvent,
    number: usize,
    encounter: Option<&str>,
    ids: &BTreeSet<&str>,
    times: &Times<'_>,
) -> Result<EventRow, BadCase> {
    let time = times.read(&event.time)?;
    let id = text(event.attrs.get("id")).unwrap_or_else(|| format!("#{}", number + 1));
    let activity = if event.said.is_some() { "utterance" } else { event.what.as_str() };
    let mut row = EventRow::new(id, activity, time);
    let seq = event.attrs.get("seq").and_then(Value::as_i64).unwrap_or(number as i64);
    row = row.seq(seq);
    if let Some(source) = text(event.attrs.get("source")) {
        row = row.source(source);
    }
    if let Some(said) = &event.said {
        row = row.attr("speaker", event.what.as_str()).attr("text", said.as_str());
    }
    let declared = plan.standard.vocabulary.activities.get(activity).map(|a| &a.attrs);
    let mut related = false;
    for (name, value) in &event.attrs {
        if matches!(name.as_str(), "id" | "seq" | "source") || (event.said.is_some() && name == "text") {
            continue;
        }
        let named = objects_named(value, ids);
        if !named.is_empty() && name != "of" {
            for id in named {
                related |= name == "encounter";
                row = row.related(id, name);
            }
            continue;
        }
        let ty = declared.and_then(|d| d.get(name));
        let value = match name.as_str() {
            "end" | "recorded" | "received" | "time" => times
                .read(value.as_str().unwrap_or(""))
                .map(RowValue::Time)
                .unwrap_or_else(|_| cell(value, ty, times)),
            _ => cell(value, ty, times),
        };
        row = row.attr(name, value);
    }
    if let Some(encounter) = encounter.filter(|_| !related) {
        row = row.related(encounter, "encounter");
    }
    Ok(row)
}

fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A value of a case: short times in attributes of type time are on the case's day.
fn cell(value: &Value, declared: Option<&AttrType>, times: &Times<'_>) -> RowValue {
    match value {
        Value::Null => RowValue::Null,
        Value::Bool(flag) => RowValue::Bool(*flag),
        Value::Number(number) => match number.as_i64() {
            Some(int) => RowValue::Int(int),
            None => RowValue::Float(number.as_f64().unwrap_or(0.0)),
        },
        Value::String(text) => {
            let is_time = declared.is_some_and(|d| d.ty == guiju_condition::Type::Time);
            match times.read(text) {
                // A plain date keeps its day whole.
                Ok(at) if is_time && text.contains(':') => RowValue::Time(at),
                _ => RowValue::Text(text.clone()),
            }
        }
        Value::Array(items) => RowValue::List(items.iter().map(|item| part(item, declared, times)).collect()),
        Value::Object(fields) => RowValue::Map(
            fields.iter().map(|(name, value)| (name.clone(), cell(value, None, times))).collect(),
        ),
    }
}

/// An item of a list: `from` and `until` of partial evidence are times; columns of a form's rows are what they are declared.
fn part(value: &Value, declared: Option<&AttrType>, times: &Times<'_>) -> RowValue {
    let Value::Object(fields) = value else { return cell(value, None, times) };
    RowValue::Map(
        fields
            .iter()
            .map(|(name, value)| {
                let at = value.as_str().filter(|_| matches!(name.as_str(), "from" | "until" | "time"));
                match at.and_then(|text| times.read(text).ok()) {
                    Some(at) => (name.clone(), RowValue::Time(at)),
                    None => {
                        let column = declared.and_then(|list| list.rows.get(name));
                        (name.clone(), cell(value, column, times))
                    }
                }
            })
            .collect(),
    )
}

/// What of a judgement is not as a case expects.
pub fn differences(plan: &Plan, case: &Case, judgement: &Judgement) -> Vec<Difference> {
    let mut found = Vec::new();
    for (clause, (expected, _)) in &case.expect {
        let judged = plan
            .clause_index(clause)
            .and_then(|index| judgement.clauses.iter().find(|judged| judged.clause == index));
        match judged {
            None => found.push(Difference {
                clause: clause.clone(),
                expected: expected.verdict.clone(),
                found: "no such clause for this encounter".to_owned(),
            }),
            Some(judged) => found.extend(differs(plan, clause, expected, judged)),
        }
    }
    if case.strict {
        for judged in &judgement.clauses {
            let id = &plan.standard.clauses[judged.clause].id;
            if !case.expect.contains_key(id) {
                found.push(Difference {
                    clause: id.clone(),
                    expected: "listed (others: strict)".to_owned(),
                    found: judged.verdict.name().to_owned(),
                });
            }
        }
    }
    found
}

fn differs(
    plan: &Plan,
    clause: &str,
    expected: &Expectation,
    judged: &ClauseJudgement,
) -> Option<Difference> {
    let difference =
        |expected: String, found: String| Some(Difference { clause: clause.to_owned(), expected, found });
    if judged.verdict.name() != expected.verdict {
        return difference(expected.verdict.clone(), judged.verdict.name().to_owned());
    }
    if let Some(list) = &expected.activations {
        let found: Vec<&str> = judged.activations.iter().map(|a| a.outcome.verdict().name()).collect();
        if found != list.iter().map(String::as_str).collect::<Vec<_>>() {
            return difference(list.join(", "), found.join(", "));
        }
    }
    let deciding = judged.activations.iter().find(|a| a.outcome.verdict() == judged.verdict);
    if let Some(due) = &expected.due {
        let times = Times { zone: &plan.zone };
        let at = deciding.and_then(|a| a.due);
        if times.read(due).ok() != at.map(|at| at.0) {
            let found = at.map_or("no bound".to_owned(), |at| at.rfc3339(&plan.zone));
            return difference(format!("due {due}"), found);
        }
    }
    if let Some(missing) = &expected.missing {
        let found: BTreeSet<String> = missing_of(judged).into_iter().collect();
        if found != missing.iter().cloned().collect() {
            return difference(
                format!("missing {}", missing.join(", ")),
                found.into_iter().collect::<Vec<_>>().join(", "),
            );
        }
    }
    if let Some(exception) = &expected.exception {
        let found = judged.activations.iter().find_map(|a| match &a.outcome {
            Outcome::Kept { exception: Some(moment), .. } => Some(moment.id.clone()),
            _ => None,
        });
        if found.as_deref() != Some(exception) {
            return difference(
                format!("exception {exception}"),
                found.as_deref().unwrap_or("none").to_owned(),
            );
        }
    }
    if let Some(target) = &expected.target {
        let found = deciding
            .and_then(|a| a.target.as_ref())
            .map_or("null".to_owned(), |moment| moment.id.to_string());
        if &found != target {
            return difference(format!("target {target}"), found);
        }
    }
    None
}

/// What a judgement names as missing.
pub fn missing_of(judged: &ClauseJudgement) -> Vec<String> {
    let mut names: Vec<String> = judged.missing.iter().flat_map(|missing| missing.names.clone()).collect();
    let of = |activation: &Activation| match &activation.outcome {
        // What a decision is awaited on is missing nothing; a doubt names its reasons.
        Outcome::Unknown(missing) if missing.why == Gap::NeedsReview => {
            missing.names.iter().filter(|name| *name != "verdict_confirmed").cloned().collect()
        }
        Outcome::Unknown(missing) => missing.names.clone(),
        _ => Vec::new(),
    };
    names.extend(judged.activations.iter().flat_map(of));
    names.extend(judged.activations.iter().flat_map(|activation| match &activation.outcome {
        Outcome::Broken { breach, .. } => breach.missing(),
        _ => Vec::new(),
    }));
    names.sort();
    names.dedup();
    names
}
