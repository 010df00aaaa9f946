//! The templates of DECLARE, by the names that Declare4Py gives them.

use Part::{
    AlternatePrecedence, AlternateResponse, ChainPrecedence, ChainResponse, Precedence, RespondedExistence,
    Response,
};

/// What a constraint demands.
///
/// Source: DECLARE (Pesic, Schonenberg, van der Aalst, EDOC 2007); its data-aware form (Burattin, Maggi, Sperduti, 2016).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// At least n times.
    Existence,
    /// Fewer than n times.
    Absence,
    /// Exactly n times.
    Exactly,
    /// The first event of the trace.
    Init,
    /// The last event of the trace.
    End,
    /// One of the two, or both.
    Choice,
    /// One of the two, not both.
    ExclusiveChoice,
    /// One relation, or two whose counts are summed.
    Relation {
        /// The relation.
        part: Part,
        /// What is joined to it.
        and: Option<Joined>,
        /// Whether a target is forbidden, not demanded.
        not: bool,
    },
}

/// A relation between an activation and a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A somewhere, B somewhere.
    RespondedExistence,
    /// After A, B.
    Response,
    /// After A, B before the next A.
    AlternateResponse,
    /// Right after A, B.
    ChainResponse,
    /// Before B, A.
    Precedence,
    /// Before B, A since the last B.
    AlternatePrecedence,
    /// Right before B, A.
    ChainPrecedence,
}

/// The second relation of a shortcut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// The precedence of the same kind: a succession.
    Precedence,
    /// The same relation with the activities swapped: a co-existence.
    Swapped,
}

const fn relation(part: Part) -> Template {
    Template::Relation { part, and: None, not: false }
}

const fn not(part: Part) -> Template {
    Template::Relation { part, and: None, not: true }
}

const fn joined(part: Part, and: Joined, not: bool) -> Template {
    Template::Relation { part, and: Some(and), not }
}

/// All templates and their names.
pub const TEMPLATES: [(&str, Template); 26] = [
    ("Existence", Template::Existence),
    ("Absence", Template::Absence),
    ("Exactly", Template::Exactly),
    ("Init", Template::Init),
    ("End", Template::End),
    ("Choice", Template::Choice),
    ("Exclusive Choice", Template::ExclusiveChoice),
    ("Responded Existence", relation(RespondedExistence)),
    ("Response", relation(Response)),
    ("Alternate Response", relation(AlternateResponse)),
    ("Chain Response", relation(ChainResponse)),
    ("Precedence", relation(Precedence)),
    ("Alternate Precedence", relation(AlternatePrecedence)),
    ("Chain Precedence", relation(ChainPrecedence)),
    ("Succession", joined(Response, Joined::Precedence, false)),
    ("Alternate Succession", joined(AlternateResponse, Joined::Precedence, false)),
    ("Co-Existence", joined(RespondedExistence, Joined::Swapped, false)),
    ("Chain Succession", joined(ChainResponse, Joined::Precedence, false)),
    ("Not Chain Succession", joined(ChainResponse, Joined::Precedence, true)),
    ("Not Co-Existence", joined(RespondedExistence, Joined::Swapped, true)),
    ("Not Succession", joined(Response, Joined::Precedence, true)),
    ("Not Responded Existence", not(RespondedExistence)),
    ("Not Response", not(Response)),
    ("Not Precedence", not(Precedence)),
    ("Not Chain Response", not(ChainResponse)),
    ("Not Chain Precedence", not(ChainPrecedence)),
];

impl Template {
    /// The template that a name means; case, blanks and hyphens don't matter.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Template> {
        let plain = |name: &str| name.replace([' ', '-'], "").to_lowercase();
        let name = plain(name);
        TEMPLATES.iter().find(|(known, _)| plain(known) == name).map(|(_, template)| *template)
    }

    /// Its name in Declare4Py.
    #[must_use]
    pub fn name(self) -> &'static str {
        TEMPLATES.iter().find(|(_, template)| *template == self).map_or("", |(name, _)| name)
    }

    /// Whether it is about two activities.
    #[must_use]
    pub fn is_binary(self) -> bool {
        matches!(self, Template::Choice | Template::ExclusiveChoice | Template::Relation { .. })
    }

    /// Whether a number may follow its name.
    #[must_use]
    pub fn is_counted(self) -> bool {
        matches!(self, Template::Existence | Template::Absence | Template::Exactly)
    }

    /// Whether it counts activations; the others answer per trace only.
    #[must_use]
    pub fn has_activations(self) -> bool {
        matches!(self, Template::Relation { .. })
    }

    /// Whether Declare4Py reads it but cannot check it.
    #[must_use]
    pub fn is_shortcut(self) -> bool {
        matches!(self, Template::Relation { and: Some(_), .. })
    }
}

impl Part {
    /// Whether the second activity activates.
    #[must_use]
    pub fn activated_by_second(self) -> bool {
        matches!(self, Precedence | AlternatePrecedence | ChainPrecedence)
    }

    /// The precedence of the same kind.
    #[must_use]
    pub fn precedence(self) -> Part {
        match self {
            AlternateResponse => AlternatePrecedence,
            ChainResponse => ChainPrecedence,
            _ => Precedence,
        }
    }
}
