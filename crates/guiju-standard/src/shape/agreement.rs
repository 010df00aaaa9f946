//! The JSON Schemas take what the reader's shapes take, and refuse what they refuse.
#![allow(clippy::disallowed_methods)] // tests read packs and write the schemas

use super::{CASES, CLAUSES, PART, STANDARD, Shape, check};
use crate::source::FileId;
use crate::yaml::{Kind, Node, parse};
use jsonschema::Validator;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn schema(name: &str) -> serde_json::Value {
    let found = crate::json_schemas().into_iter().find(|(known, _)| *known == name);
    found.expect("a schema of that name").1
}

fn shape(name: &str) -> &'static Shape {
    match name {
        "standard" => &STANDARD,
        "clauses" => &CLAUSES,
        "cases" => &CASES,
        _ => &PART,
    }
}

/// Every YAML file of the packs, with the name of its schema.
fn packs() -> Vec<(PathBuf, &'static str, Node)> {
    let mut files = Vec::new();
    let mut open = vec![root().join("standards")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("standards lie beside the crates").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "yaml") {
                let inside = |name: &str| path.parent().is_some_and(|folder| folder.ends_with(name));
                let kind = if path.ends_with("standard.yaml") {
                    "standard"
                } else if inside("clauses") {
                    "clauses"
                } else if inside("cases") {
                    "cases"
                } else {
                    "part"
                };
                let text = std::fs::read_to_string(&path).expect("a pack is text");
                if let Ok(node) = parse(FileId(0), &text) {
                    files.push((path, kind, node));
                }
            }
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(files.len() > 5);
    files
}

fn fits(node: &Node, shape: &Shape) -> bool {
    let mut found = Vec::new();
    check(node, shape, &mut found);
    found.is_empty()
}

fn validators() -> Vec<(&'static str, Validator)> {
    ["standard", "part", "clauses", "cases"]
        .into_iter()
        .map(|name| (name, jsonschema::validator_for(&schema(name)).expect("a valid schema")))
        .collect()
}

#[test]
fn schemas_take_every_file_of_every_pack() {
    let validators = validators();
    for (path, kind, node) in packs() {
        let validator = &validators.iter().find(|(name, _)| *name == kind).expect("known").1;
        if !fits(&node, shape(kind)) {
            continue; // a pack in the making: the reader says what is wrong
        }
        let json = node.to_json();
        let problem = validator.iter_errors(&json).next();
        assert!(
            problem.is_none(),
            "{}: {}",
            path.display(),
            problem.map_or(String::new(), |p| p.to_string())
        );
    }
}

fn scalar(text: &str, plain: bool) -> Node {
    Node { span: Default::default(), kind: Kind::Scalar { text: text.to_owned(), plain } }
}

/// What may be put in the place of a node.
fn strangers() -> Vec<Node> {
    let map = |key: &str, value: Node| Node {
        span: Default::default(),
        kind: Kind::Map(vec![(scalar(key, true), value)]),
    };
    let list = |items: Vec<Node>| Node { span: Default::default(), kind: Kind::List(items) };
    vec![
        map("zzz", scalar("1", true)),
        map("zzz", list(vec![scalar("a", true)])),
        list(vec![list(vec![scalar("a", true)])]),
        list(vec![map("zzz", scalar("a", true))]),
        scalar("two words", true),
        scalar("12", true),
        scalar("12", false),
        scalar("-0.5", true),
        scalar("true", true),
        scalar("", true),
        scalar("", false),
        scalar("45min", true),
        scalar("7 days", true),
    ]
}

/// The number of nodes in a tree.
fn size(node: &Node) -> usize {
    1 + match &node.kind {
        Kind::Scalar { .. } => 0,
        Kind::List(items) => items.iter().map(size).sum(),
        Kind::Map(entries) => entries.iter().map(|(_, value)| size(value)).sum(),
    }
}

/// Calls `change` on the node at a position, counted depth first.
fn change_at(node: &mut Node, at: &mut usize, change: &mut dyn FnMut(&mut Node)) {
    if *at == 0 {
        change(node);
        *at = usize::MAX;
        return;
    }
    *at -= 1;
    let children: Vec<&mut Node> = match &mut node.kind {
        Kind::Scalar { .. } => Vec::new(),
        Kind::List(items) => items.iter_mut().collect(),
        Kind::Map(entries) => entries.iter_mut().map(|(_, value)| value).collect(),
    };
    for child in children {
        if *at == usize::MAX {
            return;
        }
        change_at(child, at, change);
    }
}

/// A few items of a long list stand for all: the schema sees each by itself.
fn shortened(node: &Node) -> Node {
    let mut node = node.clone();
    if let Kind::List(items) = &mut node.kind {
        items.sort_by_key(|item| std::cmp::Reverse(item.entries().len()));
        items.truncate(4);
    }
    node
}

#[test]
fn schemas_refuse_what_the_reader_refuses_at_every_place() {
    let validators = validators();
    let strangers = strangers();
    let mut refused = 0;
    let mut differ = Vec::new();
    for (path, kind, node) in packs() {
        let validator = &validators.iter().find(|(name, _)| *name == kind).expect("known").1;
        let node = shortened(&node);
        if !fits(&node, shape(kind)) {
            continue;
        }
        // Every place once, another stranger each time; and every third record with a key that it does not have.
        for place in 0..size(&node) {
            let mut changed = node.clone();
            let what = format!("{} at {place}", path.display());
            let stranger = &strangers[(place * 7 + path.as_os_str().len()) % strangers.len()];
            change_at(&mut changed, &mut place.clone(), &mut |node| match &mut node.kind {
                Kind::Map(entries) if place % 3 == 0 => {
                    entries.push((scalar("zzz", true), scalar("1", true)))
                }
                _ => *node = stranger.clone(),
            });
            let ours = fits(&changed, shape(kind));
            if ours != validator.is_valid(&changed.to_json()) {
                differ.push(format!(
                    "{what}: the reader {} {stranger:?}",
                    if ours { "takes" } else { "refuses" }
                ));
            }
            refused += usize::from(!ours);
        }
    }
    assert!(
        differ.is_empty(),
        "{} places differ:\n{}",
        differ.len(),
        differ[..differ.len().min(10)].join("\n")
    );
    assert!(refused > 300, "only {refused} refused");
}

/// `GUIJU_UPDATE=1 cargo test -p guiju-standard` writes them anew.
#[test]
fn schemas_in_docs_are_up_to_date() {
    for (name, schema) in crate::json_schemas() {
        let path = root().join(format!("docs/schema/{name}.json"));
        let text = format!("{schema:#}\n");
        if std::env::var_os("GUIJU_UPDATE").is_some() {
            std::fs::create_dir_all(root().join("docs/schema")).expect("docs can be written");
            std::fs::write(&path, &text).expect("docs can be written");
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(written == text, "{} is out of date; run this test with GUIJU_UPDATE=1", path.display());
    }
}
