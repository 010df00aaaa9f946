//! The files of a pack as trees, sorted by what they are.

use super::{PackFiles, Reader};
use crate::diagnostic::Diagnostic;
use crate::model::Article;
use crate::shape;
use crate::source::Span;
use crate::yaml::{Kind, Node};

/// The trees of a pack's files by kind.
#[derive(Default)]
pub(super) struct Trees {
    pub(super) standard: Option<Node>,
    pub(super) parts: Vec<Node>,
    pub(super) clauses: Vec<Node>,
    /// Cases of a base that this pack extends: one of the same name replaces them.
    pub(super) base_cases: Vec<Node>,
    pub(super) cases: Vec<Node>,
    pub(super) articles: Vec<Article>,
}

impl Trees {
    /// Reads a pack's files; of a pack that only joins in (`main` false) neither clauses nor cases nor articles.
    pub(super) fn load(reader: &mut Reader, pack: &PackFiles, main: bool) -> Trees {
        let mut trees = Trees::default();
        for (path, text) in &pack.files {
            let shown = if pack.folder.is_empty() { path.clone() } else { format!("{}/{path}", pack.folder) };
            let inside = |folder: &str| path.starts_with(folder) && path.ends_with(".yaml");
            if path == "standard.yaml" {
                trees.standard = reader.tree(&shown, text, &shape::STANDARD);
            } else if path == "articles.tsv" {
                if main {
                    trees.articles = reader.read_articles(&shown, text);
                }
            } else if inside("clauses/") {
                if main {
                    trees.clauses.extend(reader.tree(&shown, text, &shape::CLAUSES));
                }
            } else if inside("cases/") {
                if main {
                    trees.cases.extend(reader.tree(&shown, text, &shape::CASES));
                }
            } else if path.ends_with(".yaml") {
                trees.parts.extend(reader.tree(&shown, text, &shape::PART));
            }
        }
        if !pack.files.iter().any(|(path, _)| path == "standard.yaml") {
            let file = reader.sources.add(format!("{}/standard.yaml", pack.folder), "");
            reader.report(
                Diagnostic::error(
                    "missing-file",
                    Span { file, start: 0, end: 0 },
                    "规范包里没有 standard.yaml",
                    "the pack has no standard.yaml",
                )
                .help("先写 `id`、`title`、`zone`。", "begin it with `id`, `title`, `zone`"),
            );
        }
        trees
    }
}

/// What becomes of two lists at one place.
#[derive(Clone, Copy)]
pub(crate) enum Lists {
    /// The second one's items follow.
    Append,
    /// The second one stays.
    Replace,
}

/// Two trees as one: mappings merge, of two single values the second one stays.
pub(crate) fn merged(first: &Node, second: &Node, lists: Lists) -> Node {
    let kind = match (&first.kind, &second.kind) {
        (Kind::Map(a), Kind::Map(b)) => {
            let mut entries = a.clone();
            for (key, value) in b {
                match entries.iter_mut().find(|(known, _)| known.text() == key.text()) {
                    Some((_, known)) => *known = merged(known, value, lists),
                    None => entries.push((key.clone(), value.clone())),
                }
            }
            Kind::Map(entries)
        }
        (Kind::List(a), Kind::List(b)) if matches!(lists, Lists::Append) => {
            Kind::List(a.iter().chain(b).cloned().collect())
        }
        _ => return second.clone(),
    };
    Node { span: first.span, kind }
}
