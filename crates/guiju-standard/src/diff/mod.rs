//! What changed in meaning between two versions of a standard: models are compared, not texts. Formatting, comments, order
//! and the way in which a thing is written are no change; texts for people are told apart.

mod meaning;
mod reach;
mod tree;

pub use meaning::Kind;
pub use reach::{Reach, reach};
pub use tree::{Change, Tree};

use crate::model::Standard;
use crate::source::Place;
use crate::text::Text;
use meaning::{Item, items};

/// What changed.
#[derive(Debug, Clone, Default)]
pub struct Difference {
    /// In meaning, by sort and name.
    pub meaning: Vec<Changed>,
    /// In texts for people.
    pub texts: Vec<Changed>,
}

impl Difference {
    /// Whether the two mean the same.
    pub fn is_none(&self) -> bool {
        self.meaning.is_empty()
    }
}

/// A part that changed.
#[derive(Debug, Clone)]
pub struct Changed {
    /// Its sort.
    pub kind: Kind,
    /// Its name in the new version, or in the old one where it is gone.
    pub name: String,
    /// Its title.
    pub title: Text,
    /// How.
    pub how: How,
    /// What the old version says, and where; none: it is not there.
    pub old: Option<Side>,
    /// What the new version says, and where; none: it is not there.
    pub new: Option<Side>,
}

/// What a version says of a part.
#[derive(Debug, Clone)]
pub struct Side {
    /// All of it on one line, as a pack could write it.
    pub says: String,
    /// Where it is written.
    pub place: Place,
}

/// How a part changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says the same under another name.
    Renamed {
        /// The name that it had.
        from: String,
    },
    /// It says something else.
    Changed(Vec<Change>),
}

/// What changed in meaning from one version to the next.
pub fn diff(old: &Standard, new: &Standard) -> Difference {
    let (before, after) = (items(old), items(new));
    let mut gone: Vec<&Item> =
        before.iter().filter(|(key, _)| !after.contains_key(*key)).map(|(_, item)| item).collect();
    let mut difference = Difference::default();
    for (key, item) in &after {
        let (was, how) = match before.get(key) {
            Some(was) => (Some(was), None),
            None => match gone.iter().position(|was| is_renamed(was, item)) {
                Some(at) => {
                    let was = gone.remove(at);
                    (Some(was), Some(How::Renamed { from: was.name.clone() }))
                }
                None => (None, Some(How::Added)),
            },
        };
        let side = |standard: &Standard, item: &Item, tree: &Tree| Side {
            says: tree.to_string(),
            place: standard.sources.place(item.span),
        };
        let changed = |how, pick: fn(&Item) -> Tree| Changed {
            kind: item.kind,
            name: item.name.clone(),
            title: item.title.clone(),
            how,
            old: was.map(|was| side(old, was, &pick(was))),
            new: Some(side(new, item, &pick(item))),
        };
        let says_nothing = item.judged == Tree::NOTHING && item.weighed == Tree::NOTHING;
        let only_text = item.kind == Kind::Article || (item.kind == Kind::Setting && says_nothing);
        let compared = |pick: fn(&Item) -> Tree| {
            was.map(|was| tree::changes(&pick(was), &pick(item))).unwrap_or_default()
        };
        match how {
            Some(how) if only_text => difference.texts.push(changed(how, texts_of)),
            Some(how) => difference.meaning.push(changed(how, meaning_of)),
            None => {
                let changes = compared(meaning_of);
                if !changes.is_empty() {
                    difference.meaning.push(changed(How::Changed(changes), meaning_of));
                }
            }
        }
        let changes = compared(texts_of);
        if !changes.is_empty() {
            difference.texts.push(changed(How::Changed(changes), texts_of));
        }
    }
    for was in gone {
        let only_text = was.kind == Kind::Article;
        let tree = if only_text { texts_of(was) } else { meaning_of(was) };
        let removed = Changed {
            kind: was.kind,
            name: was.name.clone(),
            title: was.title.clone(),
            how: How::Removed,
            old: Some(Side { says: tree.to_string(), place: old.sources.place(was.span) }),
            new: None,
        };
        if only_text { &mut difference.texts } else { &mut difference.meaning }.push(removed);
    }
    for list in [&mut difference.meaning, &mut difference.texts] {
        list.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    }
    difference
}

fn meaning_of(item: &Item) -> Tree {
    item.judged.and(&item.weighed)
}

fn texts_of(item: &Item) -> Tree {
    item.texts.clone()
}

/// Whether a part that is gone says what a new one says. Those that say next to nothing (an activity without attributes) are
/// no evidence of a new name; a clause's rows follow its id.
fn is_renamed(was: &Item, item: &Item) -> bool {
    let without_rows = |item: &Item| match &item.weighed {
        Tree::Map(entries) => Tree::Map(entries.iter().filter(|(key, _)| key != "covers").cloned().collect()),
        other => other.clone(),
    };
    was.kind == item.kind
        && !matches!(item.kind, Kind::Article | Kind::Setting)
        && (item.judged != Tree::NOTHING || (item.title == was.title && !item.title.is_empty()))
        && was.judged.means(&item.judged)
        && without_rows(was).means(&without_rows(item))
}
