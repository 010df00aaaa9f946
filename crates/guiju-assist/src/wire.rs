//! The protocol: what is told to an assistant, and what it answers, a JSON value each. A promise of its own, apart from the judge's types.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What is told: `{"open": {…}}`, `{"turn": {…}}`, …
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// A dialogue begins.
    Open(Opening),
    /// An object that the dialogue concerns, as in a log line.
    Object(Thing),
    /// Somebody says something.
    Turn(Turn),
    /// Something happens.
    Event(Happening),
    /// Time passes.
    Now(Time),
    /// May this be said, or done, now?
    Check(Draft),
    /// The dialogue is over.
    Close(Close),
}

/// The beginning of a dialogue.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Its id.
    pub id: String,
    /// Its type, an encounter of the standard.
    pub encounter: String,
    /// When it began, RFC 3339 with offset; `at_ms` counts from here.
    pub started: String,
    /// Attributes: they fill slots and decide which clauses apply.
    #[serde(default)]
    pub attributes: Map<String, Value>,
    /// Activities by which such a dialogue ends; left out: the last but one of the encounter's flow and its closing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<String>,
    /// A draft that breaks a clause of this severity or worse is stopped; left out: `critical`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_at: Option<String>,
}

/// An object of the log.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thing {
    /// The dialogue; left out: the one opened last. So everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialogue: Option<String>,
    /// Its id.
    pub id: String,
    /// Its type.
    pub r#type: String,
    /// Attributes.
    #[serde(default)]
    pub attributes: Map<String, Value>,
}

/// An utterance.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// The dialogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialogue: Option<String>,
    /// Who speaks: a role, `staff`, `customer`, `unknown`.
    pub speaker: String,
    /// The words.
    pub text: String,
    /// Begins, milliseconds after `started`.
    pub at_ms: i64,
    /// Ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_ms: Option<i64>,
    /// To whom, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Still being spoken: the next turn of this speaker takes its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
}

/// An event.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Happening {
    /// The dialogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialogue: Option<String>,
    /// Its id; left out: one is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The activity.
    pub r#type: String,
    /// When, RFC 3339; or `at_ms`; else now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// When, milliseconds after `started`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_ms: Option<i64>,
    /// Attributes.
    #[serde(default)]
    pub attributes: Map<String, Value>,
    /// Who reported it, a kind of evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Objects concerned, by qualifier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relationships: Vec<Relation>,
}

/// An object that an event concerns.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Relation {
    /// The object.
    pub object_id: String,
    /// As what.
    #[serde(default)]
    pub qualifier: String,
}

/// A point in time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// The dialogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialogue: Option<String>,
    /// Milliseconds after `started`.
    pub at_ms: i64,
}

/// What somebody is about to say (`text`), or to do (`event`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The dialogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialogue: Option<String>,
    /// Who would say it; left out: whoever of our side spoke last, else `staff`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// The words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Happening>,
    /// When; left out: now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_ms: Option<i64>,
}

/// The end of a dialogue.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// The dialogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialogue: Option<String>,
    /// When, milliseconds after `started`; left out: now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_ms: Option<i64>,
    /// All bounds are past, too: what is pending is settled, as `guiju audit --closed` does with an old log.
    #[serde(default)]
    pub settled: bool,
}

/// What is answered: one value for each request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// After a turn, an event, time passed, an opening.
    Advice(Box<Advice>),
    /// To a draft.
    Ruling(Box<Ruling>),
    /// At the end.
    Verdicts(Verdicts),
    /// The request can't be taken; the dialogue stays as it was.
    Error {
        /// Why, and what to do.
        message: String,
    },
}

/// A text in both languages, as far as the pack has it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Both {
    /// Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

/// How things stand in a dialogue.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// The dialogue.
    pub dialogue: String,
    /// The event that this follows; absent after an opening and after mere time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// What follows from a turn that is still being spoken, and may be taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// Situations that hold now.
    pub situations: Vec<Situation>,
    /// What to say, the most urgent first.
    pub say: Vec<ToSay>,
    /// What else is owed before the end.
    pub owed: Vec<Owed>,
    /// What has been broken since the last answer, forbidden words above all.
    pub broken: Vec<Broken>,
    /// What was promised with it.
    pub promises: Vec<Promise>,
}

/// A situation that holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Situation {
    /// Its name in the pack.
    pub situation: String,
    /// Its title.
    pub title: Both,
    /// Since when, RFC 3339.
    pub since: String,
    /// The event that showed it; absent: a tag that holds everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// Words that are owed now.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ToSay {
    /// The clause.
    pub clause: String,
    /// Its title.
    pub title: Both,
    /// `note`, `minor`, `major`, `critical`.
    pub severity: String,
    /// Elements not said yet, by name.
    pub missing: Vec<String>,
    /// A sentence that would do, its slots filled.
    pub script: Both,
    /// Slots of the sentence that nothing fills, for whoever speaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unfilled: Vec<String>,
    /// By when, RFC 3339; absent: before the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
}

/// Something else that is owed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Owed {
    /// The clause.
    pub clause: String,
    /// Its title.
    pub title: Both,
    /// Its severity.
    pub severity: String,
    /// What is missing, by name.
    pub missing: Vec<String>,
    /// How to do it right.
    pub guide: Both,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
}

/// A breach.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Broken {
    /// The clause.
    pub clause: String,
    /// Its title.
    pub title: Both,
    /// Its severity.
    pub severity: String,
    /// Forbidden words were said.
    pub taboo: bool,
    /// What is missing, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// The words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
    /// Why, in a sentence.
    pub because: Both,
    /// A sentence that would do.
    pub instead: Both,
    /// Slots of it that nothing fills.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unfilled: Vec<String>,
}

/// Words in an utterance, in characters of the original text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// The utterance.
    pub event: String,
    /// First character, from 0.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// The words.
    pub text: String,
}

/// Something that somebody has promised.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Promise {
    /// Who, as the transcript marks it.
    pub by: String,
    /// The words.
    pub text: String,
    /// By when, RFC 3339; absent: no time was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Where it was said.
    pub event: String,
}

/// What is said of a draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ruling {
    /// The dialogue.
    pub dialogue: String,
    /// `go`, `mind` (it breaks something lighter), `stop`.
    pub ruling: String,
    /// What it would break.
    pub breaks: Vec<Broken>,
    /// What would still be to say after it.
    pub missing: Vec<ToSay>,
    /// Clauses whose words it gives.
    pub settles: Vec<String>,
    /// What it promises.
    pub promises: Vec<Promise>,
}

/// The verdicts at the end.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdicts {
    /// The dialogue.
    pub dialogue: String,
    /// One for each clause about such a dialogue, in the standard's order.
    pub clauses: Vec<ClauseVerdict>,
}

/// The verdict of a clause.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ClauseVerdict {
    /// The clause.
    pub clause: String,
    /// Rows of the text that it answers for here.
    pub covers: Vec<String>,
    /// `kept`, `broken`, `pending`, `unknown`, `not_applicable`.
    pub verdict: String,
    /// Why, where it is broken: a sentence for each breach.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Both>,
}
