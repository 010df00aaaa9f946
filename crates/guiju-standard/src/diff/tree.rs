//! Meaning as a tree: what a part of a standard says, in the words of the language, without places and spelling.

use std::fmt;

/// What a part says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tree {
    /// A word, a bound, a condition in canonical spacing.
    Text(String),
    /// Parts whose order matters.
    List(Vec<Tree>),
    /// Parts whose order does not.
    Set(Vec<Tree>),
    /// Parts by key, in the order of the language.
    Map(Vec<(String, Tree)>),
}

/// One place in which two trees differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Keys from the outside in; `2.` is the second of several parts.
    pub path: Vec<String>,
    /// What it was; none: nothing.
    pub old: Option<String>,
    /// What it is; none: nothing.
    pub new: Option<String>,
}

impl Tree {
    /// A tree that says nothing.
    pub(super) const NOTHING: Tree = Tree::Map(Vec::new());

    /// The same with sets in one order: equal for what means the same.
    fn normal(&self) -> Tree {
        match self {
            Tree::Text(text) => Tree::Text(text.clone()),
            Tree::List(items) => Tree::List(items.iter().map(Tree::normal).collect()),
            Tree::Set(items) => {
                let mut items: Vec<Tree> = items.iter().map(Tree::normal).collect();
                items.sort_by_cached_key(Tree::to_string);
                Tree::Set(items)
            }
            Tree::Map(entries) => {
                Tree::Map(entries.iter().map(|(key, tree)| (key.clone(), tree.normal())).collect())
            }
        }
    }

    /// Whether two trees mean the same.
    pub(super) fn means(&self, other: &Tree) -> bool {
        self.normal() == other.normal()
    }

    /// All texts and keys, from the outside in.
    pub(super) fn words<'t>(&'t self, visit: &mut dyn FnMut(&'t str)) {
        match self {
            Tree::Text(text) => visit(text),
            Tree::List(items) | Tree::Set(items) => items.iter().for_each(|item| item.words(visit)),
            Tree::Map(entries) => entries.iter().for_each(|(key, tree)| {
                visit(key);
                tree.words(visit);
            }),
        }
    }

    /// The part under a key.
    pub(super) fn get(&self, key: &str) -> Option<&Tree> {
        match self {
            Tree::Map(entries) => entries.iter().find(|(known, _)| known == key).map(|(_, tree)| tree),
            _ => None,
        }
    }

    /// Both as one mapping.
    pub(super) fn and(&self, more: &Tree) -> Tree {
        match (self, more) {
            (Tree::Map(a), Tree::Map(b)) => Tree::Map(a.iter().chain(b).cloned().collect()),
            _ => self.clone(),
        }
    }
}

/// As a pack could write it on one line.
impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tree::Text(text) => f.write_str(text),
            Tree::List(items) | Tree::Set(items) => {
                f.write_str("[")?;
                separated(f, items, |f, item| item.nested(f))?;
                f.write_str("]")
            }
            Tree::Map(entries) => separated(f, entries, |f, (key, tree)| {
                write!(f, "{key}: ")?;
                tree.nested(f)
            }),
        }
    }
}

impl Tree {
    fn nested(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tree::Map(_) => write!(f, "{{ {self} }}"),
            _ => write!(f, "{self}"),
        }
    }
}

fn separated<T>(
    f: &mut fmt::Formatter<'_>,
    items: &[T],
    write: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            f.write_str(", ")?;
        }
        write(f, item)?;
    }
    Ok(())
}

/// Where two trees differ, from the outside in; empty where they mean the same.
pub(super) fn changes(old: &Tree, new: &Tree) -> Vec<Change> {
    let mut found = Vec::new();
    compare(old, new, &mut Vec::new(), &mut found);
    found
}

fn compare(old: &Tree, new: &Tree, path: &mut Vec<String>, found: &mut Vec<Change>) {
    if old.means(new) {
        return;
    }
    let whole = |path: &[String], old: Option<&Tree>, new: Option<&Tree>| Change {
        path: path.to_vec(),
        old: old.map(Tree::to_string),
        new: new.map(Tree::to_string),
    };
    match (old, new) {
        (Tree::Map(a), Tree::Map(b)) => {
            let gone = a.iter().map(|(key, tree)| (key, Some(tree), new.get(key)));
            let come = b.iter().filter(|(key, _)| old.get(key).is_none());
            for (key, old, new) in gone.chain(come.map(|(key, tree)| (key, None, Some(tree)))) {
                path.push(key.clone());
                match (old, new) {
                    (Some(old), Some(new)) => compare(old, new, path, found),
                    (old, new) => found.push(whole(path, old, new)),
                }
                path.pop();
            }
        }
        (Tree::Set(a), Tree::Set(b)) | (Tree::List(a), Tree::List(b)) => {
            let (gone, come) = (without(a, b), without(b, a));
            let alike = gone.len() == come.len()
                && gone
                    .iter()
                    .zip(&come)
                    .all(|((_, x), (_, y))| std::mem::discriminant(*x) == std::mem::discriminant(*y));
            if gone.is_empty() && come.is_empty() {
                found.push(whole(path, Some(old), Some(new)));
            } else if alike && (gone.len() == 1 || gone.iter().all(|(_, tree)| matches!(tree, Tree::Map(_))))
            {
                for ((at, old), (_, new)) in gone.into_iter().zip(come) {
                    path.push(format!("{}.", at + 1));
                    compare(old, new, path, found);
                    path.pop();
                }
            } else {
                found.extend(gone.iter().map(|(_, tree)| whole(path, Some(tree), None)));
                found.extend(come.iter().map(|(_, tree)| whole(path, None, Some(tree))));
            }
        }
        _ => found.push(whole(path, Some(old), Some(new))),
    }
}

/// The items that the other list lacks, each as often as it lacks it, with their positions.
fn without<'t>(items: &'t [Tree], others: &[Tree]) -> Vec<(usize, &'t Tree)> {
    let mut others: Vec<Tree> = others.iter().map(Tree::normal).collect();
    let mut left = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let normal = item.normal();
        match others.iter().position(|other| *other == normal) {
            Some(same) => {
                others.swap_remove(same);
            }
            None => left.push((at, item)),
        }
    }
    left
}
