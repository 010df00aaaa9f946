//! Defaults and keys beside a composition: entries that hold unless replaced.

use crate::yaml::{Kind, Node};

/// The node with the entries of `beneath` that it lacks and that `takes` lets through.
pub(super) fn over(node: &Node, beneath: &Node, takes: impl Fn(&str) -> bool) -> Node {
    let mut entries = node.entries().to_vec();
    for (key, value) in beneath.entries() {
        let name = key.text().unwrap_or("");
        if takes(name) && node.get(name).is_none() {
            entries.push((key.clone(), value.clone()));
        }
    }
    Node { span: node.span, kind: Kind::Map(entries) }
}

/// A list's items, each with the `defaults` in force where it stands.
pub(super) fn with_defaults(list: &Node) -> Vec<Node> {
    let mut defaults: Option<Node> = None;
    let mut items = Vec::new();
    for item in list.items() {
        match item.get("defaults") {
            Some(next) => defaults = Some(next.clone()),
            None => items.push(match &defaults {
                Some(defaults) => over(item, defaults, |_| true),
                None => item.clone(),
            }),
        }
    }
    items
}
