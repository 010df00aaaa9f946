//! A sentence that would do: a script of the pack with its slots filled.

use crate::wire::Both;
use guiju_judge::{History, Plan};
use guiju_standard::{
    Text,
    model::{Body, Check, Clause, Part},
};
use std::collections::BTreeMap;

/// What fills the slots of scripts: of several texts the one that is nearest to the matter.
pub(crate) struct Fillings(BTreeMap<String, String>);

impl Fillings {
    pub(crate) fn of(history: &History<'_>) -> Fillings {
        let texts = history.slot_texts().into_iter();
        Fillings(texts.map(|(name, text)| (name.to_owned(), text.to_owned())).collect())
    }

    /// A text with its slots filled, and those that nothing fills.
    fn fill(&self, text: &str, unfilled: &mut Vec<String>) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((slot, after)) = behind.split_once('}') else {
                filled.push('{');
                rest = behind;
                continue;
            };
            let name = slot.split(':').next().unwrap_or(slot);
            match self.0.get(name) {
                Some(text) => filled.push_str(text),
                None => {
                    if !unfilled.iter().any(|known| known == name) {
                        unfilled.push(name.to_owned());
                    }
                    filled.push_str(&format!("{{{name}}}"));
                }
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// Both languages of a text, filled.
    fn both(&self, text: &Text, unfilled: &mut Vec<String>) -> Both {
        let mut fill = |text: &Option<String>| text.as_ref().map(|text| self.fill(text, unfilled));
        Both { zh: fill(&text.zh), en: fill(&text.en) }
    }
}

/// As it stands in the pack.
pub(crate) fn plain(text: &Text) -> Both {
    Both { zh: text.zh.clone(), en: text.en.clone() }
}

/// A sentence for a clause: its own script, else those of the phrases that are missing, else those of its phrases that hold what is
/// missing; one behind the other.
pub(crate) fn sentence(
    plan: &Plan,
    clause: &Clause,
    missing: &[String],
    fillings: &Fillings,
) -> (Both, Vec<String>) {
    let mut unfilled = Vec::new();
    if !clause.script.is_empty() {
        return (fillings.both(&clause.script, &mut unfilled), unfilled);
    }
    let scripted = |name: &String| plan.standard.phrases.get(name).is_some_and(|p| !p.script.is_empty());
    let mut phrases: Vec<String> = missing.iter().filter(|name| scripted(name)).cloned().collect();
    if phrases.is_empty() {
        phrases = phrases_of(&clause.part);
        phrases.retain(|name| {
            let elements = plan.phrases().elements(name);
            scripted(name) && elements.iter().any(|element| missing.contains(element))
        });
    }
    let mut joined = Both::default();
    for phrase in phrases.iter().filter_map(|name| plan.standard.phrases.get(name)) {
        let script = fillings.both(&phrase.script, &mut unfilled);
        join(&mut joined.zh, script.zh, "");
        join(&mut joined.en, script.en, " ");
    }
    (joined, unfilled)
}

/// The phrases that a part of a clause owes.
fn phrases_of(part: &Part) -> Vec<String> {
    match &part.check {
        Check::Rule(rule) => match &rule.body {
            Body::Say(say) => say.phrases.clone(),
            Body::Consent(consent) => {
                consent.ask.iter().flat_map(|say| say.phrases.iter().cloned()).collect()
            }
            _ => Vec::new(),
        },
        Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().flat_map(phrases_of).collect(),
        Check::Not(part) => phrases_of(part),
        Check::If(_, then) => phrases_of(then),
        _ => Vec::new(),
    }
}

fn join(to: &mut Option<String>, more: Option<String>, between: &str) {
    let Some(more) = more else { return };
    *to = Some(match to.take() {
        Some(before) => format!("{before}{between}{more}"),
        None => more,
    });
}
