//! A talk as a transcript line of the language reference.

use crate::{
    about::AboutFile,
    speakers::{Speakers, UNKNOWN},
    talk::{Spoken, Start, Talk},
    talks::Opening,
};
use guiju_log::RowValue;
use std::collections::BTreeSet;

/// What is known of a talk beside its words.
pub(crate) struct Known<'k> {
    pub(crate) id: &'k str,
    pub(crate) encounter: &'k str,
    /// Microseconds since 1970 UTC.
    pub(crate) started_us: i64,
    pub(crate) opening: Option<&'k Opening>,
    pub(crate) about: Option<&'k AboutFile>,
    pub(crate) speakers: &'k Speakers,
}

/// The line, and the voices of whom nobody says who they are.
pub(crate) fn line(talk: Talk, known: &Known<'_>) -> (RowValue, Vec<String>) {
    let speakers = match known.about {
        Some(about) => {
            let names = [
                (&about.staff_voice, "staff"),
                (&about.customer_voice, "customer"),
                (&about.agent, "staff"),
                (&about.agent_name, "staff"),
                (&about.number, "customer"),
            ];
            let told = names.iter().filter_map(|(voice, role)| voice.as_deref().map(|voice| (voice, role)));
            told.fold(known.speakers.clone(), |speakers, (voice, role)| speakers.with(voice, role))
        }
        None => known.speakers.clone(),
    };
    let mut voices: Vec<&str> =
        talk.turns.iter().map(|turn| turn.voice.as_str()).filter(|voice| !voice.is_empty()).collect();
    voices.sort_unstable();
    voices.dedup();
    let roles = speakers.roles(&voices);
    let role = |turn: &Spoken| {
        if let Some(role) = known.about.and_then(|about| about.speaker.clone()) {
            return Some(role);
        }
        let at = voices.binary_search(&turn.voice.as_str()).ok()?;
        roles.get(at).cloned().flatten()
    };
    let mut unnamed: BTreeSet<&str> = BTreeSet::new();
    let mut turns = Vec::new();
    for turn in &talk.turns {
        let role = role(turn);
        if role.is_none() {
            unnamed.insert(&turn.voice);
        }
        turns.push(turn_of(turn, role.as_deref()));
    }
    let attributes = attributes(&talk, known);
    let mut fields = vec![
        text("id", known.id),
        text("encounter", known.encounter),
        ("started".to_owned(), RowValue::Text(rfc3339(known.started_us))),
        ("attributes".to_owned(), RowValue::Map(attributes.clone())),
    ];
    // A chat or a thread of mail may have begun before what is exported of it.
    if let Some(opening) = known.opening.filter(|_| !matches!(talk.start, Start::At(_))) {
        fields.push(("events".to_owned(), RowValue::List(vec![opened(opening, attributes, known)])));
    }
    if let Some(agent) = known.about.and_then(|about| about.agent.as_deref()) {
        let relation = RowValue::Map(vec![text("objectId", agent), text("qualifier", "agent")]);
        fields.push(("relationships".to_owned(), RowValue::List(vec![relation])));
    }
    fields.push(("turns".to_owned(), RowValue::List(turns)));
    (RowValue::Map(fields), unnamed.into_iter().map(str::to_owned).collect())
}

/// That there is a recording shows that the encounter was opened when it began.
fn opened(opening: &Opening, mut attributes: Vec<(String, RowValue)>, known: &Known<'_>) -> RowValue {
    attributes.retain(|(name, _)| opening.attributes.contains(name));
    RowValue::Map(vec![
        ("id".to_owned(), RowValue::Text(format!("{}/{}", known.id, opening.activity))),
        text("type", &opening.activity),
        ("time".to_owned(), RowValue::Text(rfc3339(known.started_us))),
        text("source", "transcript"),
        ("attributes".to_owned(), RowValue::Map(attributes)),
    ])
}

fn attributes(talk: &Talk, known: &Known<'_>) -> Vec<(String, RowValue)> {
    let mut attributes = talk.attributes.clone();
    let mut put = |name: &str, value: RowValue| {
        if attributes.iter().all(|(known, _)| known != name) {
            attributes.push((name.to_owned(), value));
        }
    };
    if let Some(about) = known.about {
        if let Some(number) = &about.number {
            put("number", RowValue::Text(number.clone()));
        }
        for (name, value) in &about.others {
            put(name, value.clone());
        }
        if let Some(end_us) = about.end_us {
            put("closed_at", RowValue::Text(rfc3339(end_us)));
        }
    }
    if talk.start == Start::Untimed {
        put("times", RowValue::Text("estimated".to_owned()));
    }
    // A recording is over; in a chat or by mail somebody may still answer.
    if !matches!(talk.start, Start::At(_)) {
        let end = talk.turns.iter().map(|turn| turn.to_us.unwrap_or(turn.from_us)).max().unwrap_or_default();
        put("closed_at", RowValue::Text(rfc3339(known.started_us.saturating_add(end))));
    }
    attributes
}

fn turn_of(turn: &Spoken, role: Option<&str>) -> RowValue {
    let mut fields = vec![
        text("speaker", role.unwrap_or(UNKNOWN)),
        text("text", &turn.text),
        ("at_ms".to_owned(), milliseconds(turn.from_us)),
    ];
    if let Some(to_us) = turn.to_us {
        fields.push(("end_ms".to_owned(), milliseconds(to_us)));
    }
    if role.is_none() && !turn.voice.is_empty() {
        fields.push(text("voice", &turn.voice));
    }
    fields.extend(turn.attributes.iter().cloned());
    RowValue::Map(fields)
}

fn milliseconds(us: i64) -> RowValue {
    if us % 1_000 == 0 { RowValue::Int(us / 1_000) } else { RowValue::Float(us as f64 / 1_000.0) }
}

fn text(name: &str, text: &str) -> (String, RowValue) {
    (name.to_owned(), RowValue::Text(text.to_owned()))
}

/// What lies beyond the calendar is written as its end, which the log's reader refuses as absurd.
fn rfc3339(us: i64) -> String {
    jiff::Timestamp::from_microsecond(us).unwrap_or(jiff::Timestamp::MAX).to_string()
}
