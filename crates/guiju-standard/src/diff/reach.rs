//! Which clauses a change can reach: those that changed, and those that use what changed, however far away. All others judge
//! any log as before.

use super::meaning::{Item, Kind, items};
use super::tree::Tree;
use crate::model::Standard;
use std::collections::{BTreeMap, BTreeSet};

/// The clauses that may judge otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Any: what changed concerns all of them (vocabulary, calendars, zone, slots, the judge's own figures).
    All,
    /// These, by id; ids of both versions.
    Clauses(BTreeSet<String>),
}

impl Reach {
    /// Whether a clause may judge otherwise.
    pub fn includes(&self, clause: &str) -> bool {
        match self {
            Reach::All => true,
            Reach::Clauses(ids) => ids.contains(clause),
        }
    }
}

/// Figures that the judge asks for by itself, whatever a clause names.
const OF_THE_JUDGE: &[&str] = &["near", "same_within", "coverage_needed", "min_coverage", "backdating"];
/// Phrases that the judge asks for by itself: a yes or a no in words counts for the whole pack, and so does what it measures talk by.
const OF_ALL: &[&str] = &[
    "agrees",
    "refuses",
    "farewell",
    "anything",
    "asks_to_wait",
    "annoyed",
    "angry",
    "threatens",
    "dissatisfied",
];
/// No name of a pack: what situations share. One ends where another one changes the topic.
const TOPICS: &str = "(topics)";

/// Which clauses may judge a log otherwise by `new` than by `old`.
///
/// Whoever uses a thing names it, but for what the judge asks by itself, so names are followed: from a clause to all that it
/// mentions, and on. A word that happens to look like a name only makes the reach wider. What a customer's yes stands for is
/// settled by every clause that asks for that consent: from the consent's activity it leads to those clauses too. A situation
/// ends where another one changes the topic: from each it leads to all.
pub fn reach(old: &Standard, new: &Standard) -> Reach {
    let (before, after) = (items(old), items(new));
    let mut changed: BTreeSet<&str> = BTreeSet::new();
    let keys: BTreeSet<&(Kind, String)> = before.keys().chain(after.keys()).collect();
    for key @ (kind, name) in keys {
        let judged = |items: &BTreeMap<_, Item>| items.get(key).map(|item: &Item| item.judged.clone());
        let (was, is) = (judged(&before), judged(&after));
        if was == is || (*kind == Kind::Article) {
            continue;
        }
        let concerns_all = match kind {
            Kind::Encounter | Kind::Object | Kind::Activity | Kind::Calendar => true,
            Kind::Setting => was.unwrap_or(Tree::NOTHING) != is.unwrap_or(Tree::NOTHING),
            Kind::Param => OF_THE_JUDGE.contains(&name.as_str()),
            Kind::Phrase => OF_ALL.contains(&name.as_str()),
            _ => false,
        };
        if concerns_all {
            return Reach::All;
        }
        changed.insert(name);
    }
    let mut reached = BTreeSet::new();
    for items in [&before, &after] {
        let uses = Uses::of(items);
        reached.extend(uses.reaching(&changed).into_iter().map(str::to_owned));
    }
    Reach::Clauses(reached)
}

/// Who mentions whom.
struct Uses<'i> {
    /// Names mentioned by all parts of a name, whatever their sort.
    mentions: BTreeMap<&'i str, BTreeSet<&'i str>>,
    clauses: BTreeSet<&'i str>,
}

impl<'i> Uses<'i> {
    fn of(items: &'i BTreeMap<(Kind, String), Item>) -> Uses<'i> {
        let mut mentions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut clauses = BTreeSet::new();
        for ((kind, name), item) in items {
            let names = mentions.entry(name).or_default();
            item.judged.words(&mut |text| {
                names_in(text, &mut |found| {
                    names.insert(found);
                })
            });
            match kind {
                Kind::Clause => {}
                Kind::Situation => {
                    names.insert(TOPICS);
                    mentions.entry(TOPICS).or_default().insert(name);
                    continue;
                }
                _ => continue,
            }
            clauses.insert(name.as_str());
            for given in consents(&item.judged) {
                let mut activities = Vec::new();
                given.words(&mut |text| names_in(text, &mut |found| activities.push(found)));
                for activity in activities {
                    mentions.entry(activity).or_default().insert(name);
                }
            }
        }
        Uses { mentions, clauses }
    }

    /// The clauses from which mentions lead to one of these names.
    fn reaching(&self, changed: &BTreeSet<&str>) -> BTreeSet<&'i str> {
        let mut users: BTreeMap<&str, Vec<&'i str>> = BTreeMap::new();
        for (user, names) in &self.mentions {
            for name in names {
                users.entry(name).or_default().push(user);
            }
        }
        let mut seen: BTreeSet<&str> = changed.clone();
        let mut open: Vec<&str> = changed.iter().copied().collect();
        let mut found: BTreeSet<&'i str> =
            self.clauses.iter().copied().filter(|id| changed.contains(id)).collect();
        while let Some(name) = open.pop() {
            for user in users.get(name).into_iter().flatten() {
                if self.clauses.contains(user) {
                    found.insert(user);
                }
                if seen.insert(user) {
                    open.push(user);
                }
            }
        }
        found
    }
}

/// Every consent asked for in a tree.
fn consents(tree: &Tree) -> Vec<&Tree> {
    match tree {
        Tree::Text(_) => Vec::new(),
        Tree::List(items) | Tree::Set(items) => items.iter().flat_map(consents).collect(),
        Tree::Map(entries) => entries
            .iter()
            .flat_map(|(key, part)| match (key.as_str(), part.get("given")) {
                ("consent", Some(given)) => vec![given],
                _ => consents(part),
            })
            .collect(),
    }
}

/// All that may be a name in a text: runs of letters, digits, `_`, `-`, `.`, and their parts between dots and dashes.
fn names_in<'t>(text: &'t str, visit: &mut dyn FnMut(&'t str)) {
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    for run in text.split(|c| !in_name(c)).filter(|run| !run.is_empty()) {
        let cuts: Vec<usize> = run.match_indices(['.', '-']).map(|(at, _)| at).collect();
        let starts = std::iter::once(0).chain(cuts.iter().map(|at| at + 1));
        for start in starts {
            for end in cuts.iter().copied().chain([run.len()]).filter(|end| *end > start) {
                visit(&run[start..end]);
            }
        }
    }
}
