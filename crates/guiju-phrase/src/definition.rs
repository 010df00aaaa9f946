//! Phrases as a pack writes them; the standard's reader builds these.

/// A phrase: what is to be said, or what must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseDef {
    /// Name, unique in a book; the ready-made names `agrees` and `refuses` add to what is there.
    pub id: String,
    /// How the items combine.
    pub kind: Combine,
    /// Patterns and other phrases; empty for [`Combine::Timed`].
    pub items: Vec<Item>,
    /// Where in a turn a match may lie.
    pub scope: Scope,
    /// Patterns of longer phrases inside which a match counts for nothing (打错了 for 错了).
    pub harmless: Vec<String>,
    /// What excuses a taboo; `None`: as the only phrase among the items has it, else quoted and negated.
    pub exempt: Option<Vec<Exempt>>,
}

impl PhraseDef {
    /// A phrase that is said when any of the patterns is, with nothing else set.
    pub fn any<T: Into<String>>(id: impl Into<String>, patterns: impl IntoIterator<Item = T>) -> Self {
        let items = patterns.into_iter().map(|pattern| Item::Pattern(pattern.into())).collect();
        Self::of(id, Combine::Any, items)
    }

    /// A phrase of the given items, with nothing else set.
    pub fn of(id: impl Into<String>, kind: Combine, items: Vec<Item>) -> Self {
        Self { id: id.into(), kind, items, scope: Scope::default(), harmless: Vec::new(), exempt: None }
    }
}

/// How the items of a phrase combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combine {
    /// One item is enough.
    Any,
    /// Every item, in any order.
    All,
    /// So many of the items, in any order.
    AtLeast(usize),
    /// Every item, each after the one before.
    InOrder,
    /// Something about the times of the words; only the judge, who knows them, can find it.
    Timed {
        /// What lasts so long.
        signal: Signal,
        /// Shortest length meant, microseconds, inclusive.
        at_least_us: i64,
        /// Longest length meant, microseconds, inclusive.
        at_most_us: Option<i64>,
    },
}

/// What can be heard in the times of the words alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signal {
    /// Nobody says anything.
    Silence,
    /// One begins while another has so long still to say.
    Interruption,
}

impl Signal {
    /// Its key in a pack.
    pub fn name(self) -> &'static str {
        match self {
            Signal::Silence => "silence",
            Signal::Interruption => "interrupts",
        }
    }
}

/// One item of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A pattern in our notation.
    Pattern(String),
    /// Another phrase, by its id.
    Phrase(String),
}

/// Where in a turn a match may lie. Which turns, whose, and near what is the judge's business.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// The part of the turn that a match must make up; `None`: anywhere.
    pub as_: Option<As>,
}

/// The part of a turn that a match must make up.
///
/// What may stand beside the match all the same: fillers (嗯, 呃 …), repeated syllables, forms of address
/// (先生, 王女士 …), particles after it (吧, 呢, 了 …), light words before it (我, 这个, 真的 …), marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum As {
    /// The whole turn.
    WholeTurn,
    /// A whole clause, from mark to mark.
    WholeClause,
    /// A clause's beginning.
    ClauseStart,
    /// The turn's beginning.
    TurnStart,
    /// The turn's end.
    TurnEnd,
}

/// What may excuse a taboo. Harmless longer phrases are listed apart, the other side's words always excuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exempt {
    /// Somebody's words are repeated, or a rule about words is.
    Quoted,
    /// It is denied (不会不管, 不是说不知道).
    Negated,
}
