//! Compositions: what stands beside them holds for each part.

use super::{BODIES, FORMS, RULE_HEADS};
use crate::diagnostic::Diagnostic;
use crate::model::{Part, Pattern};
use crate::read::Reader;
use crate::read::merge;
use crate::read::names::Scope;
use crate::yaml::Node;

/// Keys of a composition that are not handed down to its parts.
const OWN: &[&str] = &[
    "all_of",
    "any_of",
    "not",
    "if",
    "id",
    "title",
    "source",
    "covers",
    "severity",
    "points",
    "bonus",
    "malus",
    "scored_from",
    "section",
    "per",
    "applies",
    "as_of",
    "confirm",
    "guide",
    "script",
    "note",
    "interpretation",
    "report_only",
    "dimension",
];

impl Reader {
    /// The parts of a composition, each with what stands beside it.
    pub(in crate::read) fn parts(
        &mut self,
        list: &Node,
        beside: &Node,
        scope: &Scope<'_>,
    ) -> Option<Vec<Part>> {
        if list.items().is_empty() {
            self.report(
                Diagnostic::error(
                    "empty-composition",
                    list.span,
                    "这里没有任何部分",
                    "there are no parts here",
                )
                .help("至少写一个检查式。", "write at least one check"),
            );
            return None;
        }
        let parts: Vec<Option<Part>> =
            list.items().iter().map(|item| self.inherited(item, beside, scope)).collect();
        parts.into_iter().collect()
    }

    pub(in crate::read) fn inherited(
        &mut self,
        item: &Node,
        beside: &Node,
        scope: &Scope<'_>,
    ) -> Option<Part> {
        let has = |keys: &[&str]| keys.iter().any(|key| item.get(key).is_some());
        let own_form = has(FORMS) && !has(&["all_of", "any_of", "not", "if"]);
        // `before` with `then` bounds what `when` activates; with anything else it is a head of its own.
        let own_head = own_form
            || has(&["when", "around", "must", "first", "last"])
            || (has(&["before"]) && has(&["require", "consent"]));
        let own_body = own_form || has(BODIES) || has(&["must", "first", "last"]);
        let merged = merge::over(item, beside, |key| {
            !OWN.contains(&key)
                && !(own_head
                    && (RULE_HEADS.contains(&key) || ["within", "at_least"].contains(&key) && own_form))
                && !(own_body && BODIES.contains(&key))
        });
        self.part(&merged, scope)
    }

    pub(in crate::read) fn relation(&mut self, value: &Node, scope: &Scope<'_>) -> Option<Vec<Pattern>> {
        let list: Vec<Option<Pattern>> = value.items().iter().map(|item| self.pattern(item, scope)).collect();
        list.into_iter().collect()
    }
}
