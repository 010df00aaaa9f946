//! Overlays: an organisation's pack that sets figures, changes severities, switches clauses off, fills slots and
//! adds to a base (`extends: power-repair@1.0.0`), without a change to the base's files.

use super::Reader;
use super::packs::Chain;
use super::trees::{Lists, Trees, merged};
use super::vocabulary::named;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{Case, Clause, Severity};
use crate::source::Span;
use crate::yaml::{Kind, Node};
use std::collections::BTreeMap;

/// What overlays do to clauses, the base's overlay first.
#[derive(Default)]
pub(super) struct Overlay {
    /// Base and version, the nearest first.
    pub(super) extends: Vec<(String, String)>,
    severity: Vec<(String, Severity, Span)>,
    off: Vec<(String, String, Span)>,
}

/// Keys of `standard.yaml` that act upon the base instead of replacing its own.
const ACTS: &[&str] = &["params", "severity", "off", "extends"];

impl Overlay {
    /// The `standard.yaml` in force, with the base's trees beneath the pack's own.
    pub(super) fn apply(
        &mut self,
        reader: &mut Reader,
        standard: Node,
        trees: &mut Trees,
        chain: &mut Chain<'_>,
    ) -> Node {
        let Some(extends) = standard.get("extends") else {
            for key in ["severity", "off"] {
                if let Some(node) = standard.get(key) {
                    reader.report(needs_base(node, key));
                }
            }
            return standard;
        };
        let Some((name, version)) = base_name(reader, extends) else { return standard };
        let Some(mut base) = chain.enter(reader, &name, extends.span, true) else { return standard };
        let Some(base_standard) = base.standard.take() else {
            chain.leave();
            return standard;
        };
        let found = base_standard.get("version").and_then(Node::text).unwrap_or("0.0.0").to_owned();
        if found != version {
            reader.report(wrong_version(extends, &name, &version, &found));
        }
        self.extends.push((name, version));
        let mut beneath = self.apply(reader, base_standard, &mut base, chain);
        chain.leave();
        for (figure, value) in standard.get("params").map(Node::entries).unwrap_or(&[]) {
            set_param(reader, &mut beneath, &mut base.parts, figure, value);
        }
        self.note(&standard);
        trees.parts.splice(0..0, base.parts);
        trees.clauses.splice(0..0, base.clauses);
        trees.base_cases = base.base_cases.into_iter().chain(base.cases).collect();
        trees.articles.splice(0..0, base.articles);
        let acts = |key: &str| ACTS.contains(&key);
        let beneath = without(&beneath, |key| acts(key) && key != "params");
        let mut result = merged(&beneath, &without(&standard, acts), Lists::Replace);
        if let (Some(ours), Some(theirs)) = (entry_mut(&mut result, "includes"), beneath.get("includes"))
            && standard.get("includes").is_some()
        {
            let items = theirs.items().iter().chain(ours.items()).cloned().collect();
            *ours = Node { span: ours.span, kind: Kind::List(items) };
        }
        result
    }

    fn note(&mut self, standard: &Node) {
        for (id, node) in standard.get("severity").map(Node::entries).unwrap_or(&[]) {
            if let (Some(id), Some(severity)) = (id.text(), node.text().and_then(Severity::from_name)) {
                self.severity.push((id.to_owned(), severity, node.span));
            }
        }
        for (id, reason) in standard.get("off").map(Node::entries).unwrap_or(&[]) {
            let why = reason.text().unwrap_or("").to_owned();
            self.off.push((id.text().unwrap_or("").to_owned(), why, id.span));
        }
    }

    /// Changes severities, and takes out what is off; what was switched off comes back with its reason.
    pub(super) fn change(
        &self,
        reader: &mut Reader,
        clauses: &mut Vec<Clause>,
        cases: &mut [Case],
    ) -> BTreeMap<String, String> {
        let known = |clauses: &[Clause], id: &str| clauses.iter().any(|clause| clause.id == id);
        for (id, severity, span) in &self.severity {
            match clauses.iter_mut().find(|clause| clause.id == *id) {
                Some(clause) => clause.severity = *severity,
                None => unknown_clause(reader, id, *span, clauses),
            }
        }
        let mut off = BTreeMap::new();
        for (id, reason, span) in &self.off {
            if known(clauses, id) {
                off.insert(id.clone(), reason.clone());
            } else {
                unknown_clause(reader, id, *span, clauses);
            }
        }
        clauses.retain(|clause| !off.contains_key(&clause.id));
        for case in cases {
            case.expect.retain(|id, _| !off.contains_key(id));
        }
        off
    }
}

/// `power-repair@1.0.0`.
fn base_name(reader: &mut Reader, node: &Node) -> Option<(String, String)> {
    let text = node.text().unwrap_or("");
    match text.split_once('@') {
        Some((name, version)) if !name.is_empty() && !version.is_empty() => {
            Some((name.to_owned(), version.to_owned()))
        }
        _ => {
            reader.report(
                Diagnostic::error(
                    "bad-extends",
                    node.span,
                    format!("`{text}` 没有写明规范包的版本"),
                    format!("`{text}` does not name a pack and its version"),
                )
                .help("写作 `extends: 规范包@1.0.0`。", "write it like `extends: pack@1.0.0`"),
            );
            None
        }
    }
}

fn wrong_version(node: &Node, name: &str, wanted: &str, found: &str) -> Diagnostic {
    Diagnostic::error(
        "wrong-version",
        node.span,
        format!("要扩展 `{name}` 的 {wanted} 版，现有的是 {found} 版"),
        format!("this extends version {wanted} of `{name}`; the one here is {found}"),
    )
    .help(
        format!("比较两版（`guiju diff`）后写 `{name}@{found}`，或换回 {wanted} 版。"),
        format!("compare the two (`guiju diff`), then write `{name}@{found}`, or bring {wanted} back"),
    )
}

fn needs_base(node: &Node, key: &str) -> Diagnostic {
    Diagnostic::error(
        "bad-extends",
        node.span,
        format!("`{key}` 改的是所扩展的规范包，这里没有 `extends`"),
        format!("`{key}` changes the pack that this one extends, and there is no `extends`"),
    )
    .help("加一行 `extends: 规范包@版本`。", "add a line `extends: pack@version`")
}

fn unknown_clause(reader: &mut Reader, id: &str, span: Span, clauses: &[Clause]) {
    reader.report(crate::lint::unknown_clause(id, span, clauses.iter().map(|clause| clause.id.as_str())));
}

fn without(node: &Node, drops: impl Fn(&str) -> bool) -> Node {
    let entries =
        node.entries().iter().filter(|(key, _)| !drops(key.text().unwrap_or(""))).cloned().collect();
    Node { span: node.span, kind: Kind::Map(entries) }
}

/// Sets a figure where the base declares it.
fn set_param(reader: &mut Reader, standard: &mut Node, parts: &mut [Node], figure: &Node, value: &Node) {
    let name = figure.text().unwrap_or("");
    let mut known: Vec<String> = Vec::new();
    for part in parts.iter_mut().chain(std::iter::once(standard)) {
        known.extend(named(part.get("params")).map(|(name, _)| name));
        let Some(declared) = entry_mut(part, "params").and_then(|params| entry_mut(params, name)) else {
            continue;
        };
        *declared = set(declared, value);
        return;
    }
    let near = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
    let problem = Diagnostic::error(
        "unknown-param",
        figure.span,
        format!("所扩展的规范包没有叫 `{name}` 的参数"),
        format!("the pack that this one extends has no figure `{name}`"),
    );
    reader.report(match near {
        Some(near) => problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?")),
        None => {
            problem.help("自己的参数在 params.yaml 里声明。", "declare a figure of your own in params.yaml")
        }
    });
}

fn entry_mut<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    match &mut node.kind {
        Kind::Map(entries) => {
            entries.iter_mut().find(|(known, _)| known.text() == Some(key)).map(|(_, value)| value)
        }
        _ => None,
    }
}

/// A figure as an organisation sets it: the new value holds at once, whatever the base says of dates to come;
/// the base's source, title and `by` stay.
fn set(declared: &Node, value: &Node) -> Node {
    let key = |name: &str| Node { span: value.span, kind: Kind::Scalar { text: name.into(), plain: true } };
    let as_record = |node: &Node| match node.kind {
        Kind::Map(_) => node.clone(),
        _ => Node { span: node.span, kind: Kind::Map(vec![(key("value"), node.clone())]) },
    };
    let value = as_record(value);
    let base = match value.get("value") {
        Some(_) => without(&as_record(declared), |key| key == "since"),
        None => as_record(declared),
    };
    // Lists are replaced, not appended: a figure is one value.
    let mut result = base;
    for (key, new) in value.entries() {
        match entry_mut(&mut result, key.text().unwrap_or("")) {
            Some(old) if old.is_map() && new.is_map() => *old = merged(old, new, Lists::Replace),
            Some(old) => *old = new.clone(),
            None => {
                if let Kind::Map(entries) = &mut result.kind {
                    entries.push((key.clone(), new.clone()));
                }
            }
        }
    }
    result
}
