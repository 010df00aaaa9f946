//! Which kinds of evidence can show a name: an activity, a phrase, a situation, an instant.

use guiju_standard::Standard;
use guiju_standard::model::{Atom, InstantBase, Pattern};
use rustc_hash::FxHashMap;

/// Kinds of evidence by name, for all names of a standard; worked out when it is compiled.
#[derive(Debug, Default)]
pub(crate) struct ShownBy {
    transcript: Vec<String>,
    /// `None`: any kind.
    named: FxHashMap<String, Option<Vec<String>>>,
}

impl ShownBy {
    pub(crate) fn of(standard: &Standard) -> ShownBy {
        let vocabulary = &standard.vocabulary;
        let figures = standard.params.keys().map(|name| format!("param.{name}"));
        let names = vocabulary
            .activities
            .keys()
            .chain(vocabulary.instants.keys())
            .chain(standard.situations.keys())
            .chain(standard.phrases.keys())
            .cloned()
            .chain(figures);
        let named = names.map(|name| (name.clone(), kinds_of(standard, &name, &mut Vec::new()))).collect();
        ShownBy { transcript: transcript(), named }
    }

    /// The kinds; `None`: any.
    pub(crate) fn kinds(&self, name: &str) -> Option<&[String]> {
        if is_spoken(name) {
            return Some(&self.transcript);
        }
        self.named.get(name)?.as_deref()
    }
}

fn transcript() -> Vec<String> {
    vec!["transcript".to_owned()]
}

/// Names that stand for words, whatever the pack.
fn is_spoken(name: &str) -> bool {
    matches!(
        name,
        "utterance"
            | "agrees"
            | "refuses"
            | "farewell"
            | "anything"
            | "asks_to_wait"
            | "annoyed"
            | "angry"
            | "threatens"
            | "dissatisfied"
    )
}

/// `within`: the situations that led here; one that is recognised by itself adds nothing.
fn kinds_of(standard: &Standard, name: &str, within: &mut Vec<String>) -> Option<Vec<String>> {
    if is_spoken(name) || standard.phrases.contains_key(name) {
        return Some(transcript());
    }
    if let Some(situation) = standard.situations.get(name) {
        if within.iter().any(|outer| outer == name) {
            return Some(Vec::new());
        }
        within.push(name.to_owned());
        let mut kinds: Vec<String> = Vec::new();
        let mut any = false;
        let mut words = false;
        situation.from.atoms(&mut |atom, _| match atom {
            Atom::Says { .. } => words = true,
            other => match kinds_of(standard, &crate::patterns::name_of(other), within) {
                Some(more) => kinds.extend(more),
                None => any = true,
            },
        });
        within.pop();
        // A situation that words can show needs somebody who listened.
        if words || matches!(&situation.from, Pattern::Any(list) if list.is_empty()) {
            return Some(transcript());
        }
        return (!any).then_some(kinds);
    }
    if let Some((instant, _)) = standard.vocabulary.instants.get(name) {
        return match &instant.base {
            InstantBase::Activity(activity) => kinds_of(standard, activity, within),
            _ => None,
        };
    }
    let name = name.strip_prefix("param.").unwrap_or(name);
    let kinds = standard.vocabulary.activities.get(name).map_or(&[][..], |a| a.seen_by.as_slice());
    (!kinds.is_empty()).then(|| kinds.to_vec())
}
