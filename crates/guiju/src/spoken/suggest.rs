//! Variants that a pack lacks, proposed from dialogues that a reviewer judged kept though the pattern failed.

use super::Dialogue;
use guiju_judge::{Breach, Outcome, Plan, Verdict, Words, hearing::Voice};
use guiju_phrase::{PhraseBook, PhraseDef, Slots, Turn, normalise};
use std::collections::{BTreeMap, BTreeSet};

/// A reviewer's verdicts by dialogue and row, with the words that decide where they are named.
pub type Labels = BTreeMap<(String, String), (Option<Verdict>, String)>;

/// Less alike than this, words are not proposed, unless a reviewer named them and nothing else is missing.
const ALIKE: f64 = 0.2;
/// Longer patterns would find nothing but themselves.
const LONGEST: usize = 20;
/// Characters beside forbidden words that a harmless phrase takes along.
const BESIDE: usize = 4;
/// Signs that end a part of a turn.
const MARKS: &[char] =
    &['，', '。', '！', '？', '；', '、', ',', '.', '!', '?', ';', '…', '—', '：', ':', ' '];
/// Particles that a pattern does not need at its end.
const PARTICLES: &[char] = &['啊', '呀', '吧', '呢', '嘛', '哦', '哈', '啦', '喔', '哟'];

/// Phrase, key, pattern.
type Lesson = (String, &'static str, String);

/// A pattern that a phrase may lack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The phrase.
    pub phrase: String,
    /// Where it goes: `any` (a variant), or `harmless` (a longer phrase in which it does not count).
    pub key: &'static str,
    /// The pattern.
    pub pattern: String,
    /// Dialogues that would be judged as the reviewer did, as far as this element goes.
    pub mends: BTreeSet<String>,
    /// Dialogues in which a reviewer judged the row broken and which hold these words: look twice.
    pub also_in: BTreeSet<String>,
}

/// What the dialogues teach, the most useful first.
pub fn proposals(plan: &Plan, dialogues: &BTreeMap<String, Dialogue>, labels: &Labels) -> Vec<Proposal> {
    let mut found: BTreeMap<Lesson, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    for ((id, row), (label, words)) in labels {
        let Some(dialogue) = dialogues.get(id) else { continue };
        if *label != Some(Verdict::Kept) {
            continue;
        }
        let covering = dialogue.judgement.clauses.iter().filter(|judged| judged.covers.contains(row));
        for judged in covering.filter(|judged| judged.verdict == Verdict::Broken) {
            for activation in &judged.activations {
                let Outcome::Broken { breach, by, .. } = &activation.outcome else { continue };
                for (phrase, key, pattern) in lessons(plan, dialogue, breach, &by.words, words) {
                    let (mends, rows) = found.entry((phrase, key, pattern)).or_default();
                    mends.insert(id.clone());
                    rows.insert(row.clone());
                }
            }
        }
    }
    let mut proposals: Vec<Proposal> = found
        .into_iter()
        .map(|((phrase, key, pattern), (mends, rows))| {
            let also_in = said_in_broken(&pattern, &rows, dialogues, labels);
            Proposal { phrase, key, pattern, mends, also_in }
        })
        .collect();
    proposals.sort_by_key(|p| (!p.also_in.is_empty(), std::cmp::Reverse(p.mends.len()), p.phrase.clone()));
    proposals
}

/// What one breach teaches.
fn lessons(plan: &Plan, dialogue: &Dialogue, breach: &Breach, said: &[Words], words: &str) -> Vec<Lesson> {
    match breach {
        Breach::NotSaid { missing, .. } | Breach::NoConsent { unsaid: missing, .. } => missing
            .iter()
            .filter(|element| plan.standard.phrases.contains_key(*element))
            .filter_map(|element| {
                let pattern = variant(plan, dialogue, element, words, missing.len() == 1)?;
                Some((element.clone(), "any", pattern))
            })
            .collect(),
        Breach::Taboo { phrase, .. } => said
            .iter()
            .filter(|one| one.phrase == *phrase && one.exemption.is_none())
            .filter_map(|one| Some((phrase.clone(), "harmless", around(dialogue, one)?)))
            .collect(),
        Breach::WrongAnswer { why, .. } => lessons(plan, dialogue, why, said, words),
        Breach::Parts(parts) => {
            parts.iter().flat_map(|part| lessons(plan, dialogue, part, said, words)).collect()
        }
        _ => Vec::new(),
    }
}

/// The words most like what the element has already, as a pattern.
fn variant(plan: &Plan, dialogue: &Dialogue, element: &str, words: &str, alone: bool) -> Option<String> {
    let named = !words.trim().is_empty();
    let texts: Vec<&str> = match named {
        true => vec![words],
        false => dialogue
            .turns
            .iter()
            .filter(|turn| turn.voice == Voice::Ours)
            .flat_map(|turn| turn.utterances.iter().map(|(_, text)| text.as_str()))
            .collect(),
    };
    let known = plan.phrases().variants(element);
    let parts = texts.iter().flat_map(|text| text.split(MARKS)).map(str::trim);
    let parts = parts.filter(|part| (2..=LONGEST).contains(&part.chars().count()));
    let (alike, part) = parts
        .map(|part| (likeness(part, &known), part))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.len().cmp(&a.1.len())))?;
    let enough = if named && alone { 0.0 } else { ALIKE };
    (alike >= enough).then(|| pattern_of(plan, dialogue, part))
}

/// How much of a text's pairs of characters known variants have.
fn likeness(text: &str, known: &[&str]) -> f64 {
    let pairs = |text: &str| -> BTreeSet<(char, char)> {
        let signs = normalise(text).chars;
        signs.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let own = pairs(text);
    if own.is_empty() {
        return 0.0;
    }
    let shared = |other: &&str| {
        let other = pairs(other);
        let both = own.intersection(&other).count() as f64;
        2.0 * both / (own.len() + other.len()).max(1) as f64
    };
    known.iter().map(shared).fold(0.0, f64::max)
}

/// Words as a pattern: what the encounter or the pack fills becomes a slot, signs of the notation are guarded.
fn pattern_of(plan: &Plan, dialogue: &Dialogue, part: &str) -> String {
    let mut text: String = part.trim_end_matches(PARTICLES).to_owned();
    let mut slots: Vec<(&str, &str)> =
        dialogue.slots.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    for (name, texts) in &plan.standard.slots {
        slots.extend(texts.iter().map(|text| (name.as_str(), text.as_str())));
    }
    slots.retain(|(_, filled)| filled.chars().count() >= 2);
    slots.sort_by_key(|(name, filled)| (std::cmp::Reverse(filled.len()), *name));
    let mut marks: Vec<&str> = Vec::new();
    for (name, filled) in slots {
        if text.contains(filled) {
            text = text.replace(filled, &format!("\u{1}{}\u{2}", marks.len()));
            marks.push(name);
        }
    }
    let mut pattern = String::new();
    for sign in text.chars() {
        if matches!(sign, '(' | ')' | '|' | '?' | '{' | '}' | '\\' | '~' | '…') {
            pattern.push('\\');
        }
        pattern.push(sign);
    }
    for (number, name) in marks.iter().enumerate() {
        pattern = pattern.replace(&format!("\u{1}{number}\u{2}"), &format!("{{{name}}}"));
    }
    pattern
}

/// The words with what stands beside them in their clause.
fn around(dialogue: &Dialogue, words: &Words) -> Option<String> {
    let mut utterances = dialogue.turns.iter().flat_map(|turn| &turn.utterances);
    let (_, text) = utterances.find(|(event, _)| *event == words.event)?;
    let signs: Vec<char> = text.chars().collect();
    let mark = |at: usize| signs.get(at).is_none_or(|sign| MARKS.contains(sign));
    let from = (words.from.saturating_sub(BESIDE)..words.from).rev().take_while(|at| !mark(*at)).last();
    let to = (words.to..words.to + BESIDE).take_while(|at| !mark(*at)).last();
    let (from, to) = (from.unwrap_or(words.from), to.map_or(words.to, |at| at + 1));
    // Beside nothing, nothing makes it harmless.
    (from < words.from || to > words.to).then(|| signs.get(from..to).unwrap_or_default().iter().collect())
}

/// Dialogues with one of the rows labelled broken in which our side says it.
fn said_in_broken(
    pattern: &str,
    rows: &BTreeSet<String>,
    dialogues: &BTreeMap<String, Dialogue>,
    labels: &Labels,
) -> BTreeSet<String> {
    let Ok(book) = PhraseBook::compile(&[PhraseDef::any("proposed", [pattern])]) else {
        return BTreeSet::new();
    };
    let broken =
        labels.iter().filter(|((_, row), (label, _))| rows.contains(row) && *label == Some(Verdict::Broken));
    broken
        .filter_map(|((id, _), _)| Some((id, dialogues.get(id)?)))
        .filter(|(_, dialogue)| {
            let slots: Slots =
                dialogue.slots.iter().map(|(name, text)| (name.clone(), text.clone())).collect();
            dialogue.turns.iter().filter(|turn| turn.voice == Voice::Ours).any(|turn| {
                let words = Turn::new(turn.utterances.iter().map(|(_, text)| text.as_str()));
                !book.find("proposed", &words, &slots).is_empty()
            })
        })
        .map(|(id, _)| id.clone())
        .collect()
}
