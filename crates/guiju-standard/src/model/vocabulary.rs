//! The vocabulary: what can happen, to what, and which evidence can show it.

use super::pattern::{InstantExpr, Pattern};
use crate::source::Span;
use crate::text::Text;
use guiju_condition::{Condition, Type};
use std::collections::BTreeMap;

/// All names that clauses may use.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Encounter types.
    pub encounters: BTreeMap<String, Encounter>,
    /// Object types with their attributes.
    pub objects: BTreeMap<String, BTreeMap<String, AttrType>>,
    /// Activities.
    pub activities: BTreeMap<String, Activity>,
    /// Named instants.
    pub instants: BTreeMap<String, (InstantExpr, Span)>,
}

/// A type of encounter: what one judgement is about.
#[derive(Debug, Clone, Default)]
pub struct Encounter {
    /// Title.
    pub title: Text,
    /// Activities that open it.
    pub opens: Vec<String>,
    /// Activities that close it.
    pub closes: Vec<String>,
    /// Attributes.
    pub attrs: BTreeMap<String, AttrType>,
    /// Attributes that must be there.
    pub required: Vec<String>,
    /// Roles of the people in it.
    pub roles: BTreeMap<String, Role>,
    /// Calendar that its clocks run by; none: elapsed time.
    pub clock: Option<String>,
    /// What stops its clocks.
    pub pauses: Vec<PauseRule>,
    /// The natural order of activities; guides and drawings, obliges nothing.
    pub flow: Vec<String>,
    /// A windowed subject: each member of a population, each window.
    pub windowed: Option<Windowed>,
    /// Where it is declared.
    pub span: Span,
}

/// A subject that stands for a member and a window.
#[derive(Debug, Clone)]
pub struct Windowed {
    /// The population: a role or an object type.
    pub over: String,
    /// The window.
    pub window: guiju_time::Window,
    /// Qualifier that ties events to the member; none: any.
    pub via: Option<String>,
}

/// A role in an encounter.
#[derive(Debug, Clone)]
pub struct Role {
    /// The type of object; `staff` is our side.
    pub object_type: String,
    /// How many there must be at least.
    pub min: u32,
    /// Title.
    pub title: Text,
}

impl Role {
    /// Whether the role stands on our side.
    pub fn is_ours(&self) -> bool {
        self.object_type == "staff"
    }
}

/// What stops a clock: from, until, and what a pause needs to count.
#[derive(Debug, Clone)]
pub struct PauseRule {
    /// Begins it.
    pub from: Pattern,
    /// Ends it.
    pub until: Pattern,
    /// Attributes without which it stops nothing.
    pub needs: Vec<String>,
}

/// An activity.
#[derive(Debug, Clone, Default)]
pub struct Activity {
    /// Title.
    pub title: Text,
    /// Attributes.
    pub attrs: BTreeMap<String, AttrType>,
    /// Evidence that can show it, the best trusted first; empty: any.
    pub seen_by: Vec<String>,
    /// Its name in imported logs, where that differs (`Assign seriousness`).
    pub known_as: Option<String>,
    /// Reports by several sources so near to each other are one event.
    pub same_within: Option<guiju_time::Micros>,
    /// Attributes of the subject that it sets, and to what.
    pub sets: BTreeMap<String, Condition>,
    /// Where it is declared.
    pub span: Span,
}

/// The type of an attribute as the vocabulary writes it.
#[derive(Debug, Clone)]
pub struct AttrType {
    /// Type in conditions.
    pub ty: Type,
    /// The unit in which bare numbers are given; a duration without one is in seconds.
    pub unit: Option<guiju_time::Unit>,
    /// Range of a number (`1..5`), checked on forms.
    pub range: Option<guiju_time::Range>,
    /// What to take where it is absent.
    pub default: Option<DefaultValue>,
    /// Columns of a table's rows.
    pub rows: BTreeMap<String, AttrType>,
    /// Title.
    pub title: Text,
    /// Titles of its listed values.
    pub values: BTreeMap<String, Text>,
    /// Where it is declared.
    pub span: Span,
}

/// What to take where an attribute is absent.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant)] // an attribute holds one; the judge never moves them about
pub enum DefaultValue {
    /// A value.
    Value(Condition),
    /// A point in time (`event.time + 3 workdays`).
    Instant(InstantExpr),
}

impl Vocabulary {
    /// Whether a role, in any encounter type, stands on our side. `None`: not declared.
    pub fn role_is_ours(&self, role: &str) -> Option<bool> {
        match role {
            "staff" => Some(true),
            "customer" => Some(false),
            _ => self.encounters.values().find_map(|encounter| encounter.roles.get(role)).map(Role::is_ours),
        }
    }
}
