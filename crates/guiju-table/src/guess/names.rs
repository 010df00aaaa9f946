//! The standard's names that columns and values may mean.

use super::{
    profile::{Column, FEW, Looks},
    words,
};
use guiju_standard::{Standard, model::Encounter};
use std::collections::BTreeMap;

/// From here on two names are held to be alike.
const ALIKE: f64 = 0.5;
/// From here on surely.
const SURELY: f64 = 0.75;

/// A value table to be written: what each text means; `None`: nothing in the standard.
pub(super) type Entries = BTreeMap<String, Option<String>>;

/// A name of the standard and how like it is.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub(super) name: String,
    /// The title or name that was like it.
    pub(super) like: String,
    pub(super) score: f64,
}

impl Match {
    pub(super) fn is_weak(&self) -> bool {
        self.score < SURELY
    }
}

/// Activities that a text may mean, the likest first.
pub(super) fn activities(standard: &Standard, text: &str) -> Vec<Match> {
    let stem = words::stem(text);
    let mut found: Vec<Match> = standard
        .vocabulary
        .activities
        .iter()
        .filter_map(|(name, activity)| {
            let titles =
                guiju_standard::Lang::ALL.into_iter().map(|lang| activity.title.get(lang).to_owned());
            let known = activity.known_as.iter().cloned();
            let named = titles.chain(known).chain([name.replace('_', " ")]).filter(|title| !title.is_empty());
            let best = named
                .map(|title| (words::meant(&stem, &title).max(words::alike(text, &title)), title))
                .max_by(|a, b| a.0.total_cmp(&b.0))?;
            (best.0 >= ALIKE).then_some(Match { name: name.clone(), like: best.1, score: best.0 })
        })
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.name.cmp(&b.name)));
    found
}

/// The encounter whose activities the columns or values are like.
pub(super) fn encounter<'s>(standard: &'s Standard, texts: &[&str]) -> Option<(&'s str, &'s Encounter)> {
    let encounters =
        standard.vocabulary.encounters.iter().filter(|(_, encounter)| encounter.windowed.is_none());
    let likely: Vec<Match> =
        texts.iter().filter_map(|text| activities(standard, text).into_iter().next()).collect();
    let score = |encounter: &Encounter| {
        let own = || encounter.opens.iter().chain(&encounter.closes).chain(&encounter.flow);
        let sum: f64 = likely
            .iter()
            .filter(|found| own().any(|name| *name == found.name))
            .map(|found| found.score)
            .sum();
        (sum * 1_000.0) as u64
    };
    // Of equals the first by name.
    encounters
        .rev()
        .max_by_key(|(_, encounter)| score(encounter))
        .map(|(name, encounter)| (name.as_str(), encounter))
}

/// The attribute that a column means, and the value table that its values need.
pub(super) fn attribute(encounter: &Encounter, column: &Column) -> Option<(Match, Option<Entries>)> {
    let mut best: Option<(Match, Option<Entries>)> = None;
    for (name, declared) in &encounter.attrs {
        let segments: Vec<&str> = name.split(['.', '_']).collect();
        let titles = guiju_standard::Lang::ALL.into_iter().map(|lang| declared.title.get(lang));
        let mut score = titles
            .filter(|title| !title.is_empty())
            .map(|title| words::alike(&column.name, title))
            .fold(0.0, f64::max);
        score = score.max(words::alike(&column.name, name));
        if words::meanings(&column.name).any(|meaning| segments.last() == Some(&meaning)) {
            score = score.max(0.8);
        }
        let mut table = None;
        if let guiju_condition::Type::Enum(allowed) = &declared.ty
            && column.looks == Looks::Text
            && column.values.len() <= FEW
        {
            let meant = |value: &String| {
                let same = allowed.iter().find(|word| word.eq_ignore_ascii_case(value));
                let found = same.or_else(|| {
                    words::meanings(value).find_map(|meaning| allowed.iter().find(|word| &***word == meaning))
                });
                found.map(|word| word.to_string())
            };
            let entries: Entries = column.values.keys().map(|value| (value.clone(), meant(value))).collect();
            let hits = entries.values().flatten().count();
            // One value of a remark that happens to fit says nothing.
            let enough = hits * 3 >= entries.len() * 2 && (hits > 1 || score >= ALIKE);
            if enough {
                score = score.max(0.6) + 0.3;
            } else {
                score -= 0.3;
            }
            let needed = entries.iter().any(|(value, word)| word.as_deref() != Some(value));
            table = needed.then_some(entries);
        }
        if score >= ALIKE + 0.1 && best.as_ref().is_none_or(|(known, _)| known.score < score) {
            best = Some((Match { name: name.clone(), like: name.clone(), score }, table));
        }
    }
    best
}

/// The role of our side that a column of people means.
pub(super) fn role(encounter: Option<&Encounter>, column: &str) -> String {
    let Some(encounter) = encounter else { return "staff".to_owned() };
    let ours: Vec<_> = encounter.roles.iter().filter(|(_, role)| role.is_ours()).collect();
    let like = |name: &str, role: &guiju_standard::model::Role| {
        let titles =
            guiju_standard::Lang::ALL.into_iter().map(|lang| words::alike(column, role.title.get(lang)));
        titles.fold(words::alike(column, name), f64::max)
    };
    let best = ours.iter().rev().max_by(|a, b| like(a.0, a.1).total_cmp(&like(b.0, b.1)));
    best.map_or_else(|| "staff".to_owned(), |(name, _)| (*name).clone())
}
