//! Packs that a pack is made of: those it includes, and the one it extends.

use super::trees::Trees;
use super::{Library, Reader};
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::Span;
use crate::yaml::Node;

/// Packs read so far: by which way one came here, and all texts for the hash.
pub(super) struct Chain<'a> {
    pub(super) library: &'a dyn Library,
    /// Names from the pack being read to the one at hand.
    pub(super) names: Vec<String>,
    pub(super) hash: super::standard::Fingerprint,
}

impl Chain<'_> {
    /// The trees of a pack by name, with its own name on the chain; reports one that is not there, or is on the
    /// chain already.
    pub(super) fn enter(
        &mut self,
        reader: &mut Reader,
        name: &str,
        place: Span,
        main: bool,
    ) -> Option<Trees> {
        if self.names.iter().any(|known| known == name) {
            let path = format!("{} → {name}", self.names.join(" → "));
            reader.report(
                Diagnostic::error(
                    "include-cycle",
                    place,
                    format!("规范包互相包含：{path}"),
                    format!("packs include or extend each other: {path}"),
                )
                .help("去掉其中一处 `includes` 或 `extends`。", "take one `includes` or `extends` away"),
            );
            return None;
        }
        let Some(files) = self.library.pack(name) else {
            let near = nearest(name, self.library.names().iter().map(String::as_str)).map(str::to_owned);
            let problem = Diagnostic::error(
                "unknown-pack",
                place,
                format!("找不到规范包 `{name}`"),
                format!("there is no pack `{name}`"),
            );
            reader.report(match near {
                Some(near) => {
                    problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?"))
                }
                None => problem.help(
                    "被包含或扩展的规范包要放在旁边的文件夹里。",
                    "a pack that is included or extended lies in a folder beside this one",
                ),
            });
            return None;
        };
        let trees = Trees::load(reader, &files, main);
        files.files.iter().for_each(|(path, text)| self.hash.add(path, text));
        self.names.push(name.to_owned());
        Some(trees)
    }

    pub(super) fn leave(&mut self) {
        self.names.pop();
    }
}

/// Packs that join in without their clauses; what they hold comes before the pack's own.
pub(super) fn include(reader: &mut Reader, standard: &Node, parts: &mut Vec<Node>, chain: &mut Chain<'_>) {
    for item in standard.get("includes").map(Node::items).unwrap_or(&[]) {
        let Some(mut inner) = chain.enter(reader, item.text().unwrap_or(""), item.span, false) else {
            continue;
        };
        if let Some(standard) = inner.standard.take() {
            include(reader, &standard, &mut inner.parts, chain);
        }
        chain.leave();
        parts.splice(0..0, inner.parts);
    }
}
