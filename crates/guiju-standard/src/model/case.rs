//! Cases: encounters with the verdicts expected.

use crate::source::Span;
use serde_json::Value;
use std::collections::BTreeMap;

/// One encounter and what is expected of it.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// Encounter: `type`, `id`, attributes.
    pub encounter: BTreeMap<String, Value>,
    /// The subject whose verdicts are expected, where it is not the encounter (`s1@2026-W10`).
    pub subject: Option<String>,
    /// Other objects.
    pub objects: Vec<CaseObject>,
    /// What happened, in the order written.
    pub events: Vec<CaseEvent>,
    /// As things stand at; none: closed at the last event, all bounds past.
    pub now: Option<(String, Span)>,
    /// Verdicts by clause.
    pub expect: BTreeMap<String, (Expectation, Span)>,
    /// Every clause of the subject's type must be listed.
    pub strict: bool,
    /// Where the name is written.
    pub span: Span,
}

/// An object of a case.
#[derive(Debug, Clone)]
pub struct CaseObject {
    /// Type.
    pub object_type: String,
    /// Id.
    pub id: String,
    /// Attributes; those whose value is an object's id are relationships.
    pub attrs: BTreeMap<String, Value>,
    /// Where it is written.
    pub span: Span,
}

/// An event of a case.
#[derive(Debug, Clone)]
pub struct CaseEvent {
    /// Time as written (`09:00`, `2026-03-08 23:59`, RFC 3339).
    pub time: String,
    /// Activity, form or role.
    pub what: String,
    /// Words, where `what` is a role.
    pub said: Option<String>,
    /// Attributes; those whose value is an object's id are relationships.
    pub attrs: BTreeMap<String, Value>,
    /// Where it is written.
    pub span: Span,
}

/// Verdict names as data spells them.
pub type VerdictName = String;

/// What is expected of a clause.
#[derive(Debug, Clone, Default)]
pub struct Expectation {
    /// The verdict.
    pub verdict: VerdictName,
    /// Verdicts of the activations, in order.
    pub activations: Option<Vec<VerdictName>>,
    /// Due time, `09:45` or longer.
    pub due: Option<String>,
    /// What is named as missing.
    pub missing: Option<Vec<String>>,
    /// The exception that applied.
    pub exception: Option<String>,
    /// The target's event.
    pub target: Option<String>,
}
