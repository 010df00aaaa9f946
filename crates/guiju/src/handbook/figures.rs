//! Figures: what a standard's bounds are, who set them, from when on.

use crate::report::Both;
use guiju_standard::{
    Standard,
    model::{Bound, Check, Clause, Param, ParamValue, Part, Rule},
};
use guiju_time::{Lang, Quantity};
use std::collections::BTreeSet;

/// A figure, ready to be placed.
pub struct Row {
    pub name: Both,
    pub value: Both,
    pub source: String,
    /// The text gives none; the organisation set it.
    pub ours: bool,
}

/// All figures of a standard.
pub fn all(standard: &Standard) -> Vec<Row> {
    standard.params.iter().map(|(name, param)| row(standard, name, param)).collect()
}

/// The figures that a clause uses, bounds written out in it included.
pub fn of(standard: &Standard, clause: &Clause) -> Vec<Row> {
    let mut fixed = Vec::new();
    gather(&clause.part, &mut fixed);
    let mut rows: Vec<Row> = fixed
        .into_iter()
        .map(|value| Row { name: Both::default(), value, source: String::new(), ours: false })
        .collect();
    for name in named(standard, clause) {
        if let Some(param) = standard.params.get(&name).filter(|param| says_by_itself(param)) {
            rows.push(row(standard, &name, param));
        }
    }
    rows
}

fn row(standard: &Standard, name: &str, param: &Param) -> Row {
    let title = Both::of(|lang| param.title.get(lang).to_owned());
    let value = Both::of(|lang| {
        let values: Vec<String> = param
            .values
            .iter()
            .map(|(since, value, _)| {
                let said = say(standard, value, lang);
                match (since, lang) {
                    (None, _) => said,
                    (Some(since), Lang::Zh) => format!("{since} 起 {said}"),
                    (Some(since), Lang::En) => format!("{said} since {since}"),
                }
            })
            .collect();
        values.join(comma(lang))
    });
    let name = if title.is_empty() { Both::new(name, name) } else { title };
    Row { name, value, source: param.source.clone(), ours: param.ours }
}

fn comma(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "；" } else { "; " }
}

fn say(standard: &Standard, value: &ParamValue, lang: Lang) -> String {
    match value {
        ParamValue::Duration(span) => span.say(lang),
        ParamValue::Number(value, Some(unit)) => Quantity { value: *value, unit: *unit }.to_string(),
        ParamValue::Number(value, None) => value.to_string(),
        ParamValue::Bool(value) => {
            let (zh, en) = if *value { ("是", "yes") } else { ("否", "no") };
            (if lang == Lang::Zh { zh } else { en }).to_owned()
        }
        ParamValue::Text(text) => {
            let title = super::clause::activity(standard, text);
            if lang == Lang::Zh { title.zh } else { title.en }
        }
        ParamValue::List(values) => {
            let said: Vec<String> = values.iter().map(|value| say(standard, value, lang)).collect();
            said.iter()
                .filter(|said| !said.is_empty())
                .cloned()
                .collect::<Vec<_>>()
                .join(if lang == Lang::Zh { "、" } else { ", " })
        }
        ParamValue::By(values) => {
            let said = values.iter().map(|(key, value)| format!("{key} {}", say(standard, value, lang)));
            said.collect::<Vec<_>>().join(comma(lang))
        }
    }
}

/// Whether a figure tells something without its name: a length of time, a number with its unit.
fn says_by_itself(param: &Param) -> bool {
    fn measured(value: &ParamValue) -> bool {
        match value {
            ParamValue::Duration(_) | ParamValue::Number(_, Some(_)) => true,
            ParamValue::Number(_, None) | ParamValue::Bool(_) | ParamValue::Text(_) => false,
            ParamValue::List(values) => values.iter().all(measured),
            ParamValue::By(values) => values.values().all(measured),
        }
    }
    !param.title.is_empty() || param.values.iter().all(|(_, value, _)| measured(value))
}

/// Figures that the clause's own text names: `param.x`, wherever it stands.
fn named(standard: &Standard, clause: &Clause) -> BTreeSet<String> {
    let sources = &standard.sources;
    let file = sources.file(clause.span.file);
    let start = clause.span.start as usize;
    let next = standard.clauses.iter().filter(|other| other.span.file == clause.span.file);
    let end = next.map(|other| other.span.start as usize).filter(|other| *other > start).min();
    let text = file.text.get(start..end.unwrap_or(file.text.len())).unwrap_or_default();
    let names = text.split("param.").skip(1);
    names
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>())
        .filter(|name| standard.params.contains_key(name))
        .collect()
}

/// Bounds written out in the clause.
fn gather(part: &Part, found: &mut Vec<Both>) {
    match &part.check {
        Check::Rule(rule) => bounds(rule, found),
        Check::Apart(_, bound, _) => found.extend(bound_said(bound, "间隔至少", "at least", "apart")),
        Check::AllOf(parts) | Check::AnyOf(parts) => parts.iter().for_each(|part| gather(part, found)),
        Check::Not(part) => gather(part, found),
        Check::If(a, b) => {
            gather(a, found);
            gather(b, found);
        }
        _ => {}
    }
}

fn bounds(rule: &Rule, found: &mut Vec<Both>) {
    found.extend(rule.within.iter().filter_map(|bound| bound_said(bound, "时限", "within", "")));
    found.extend(rule.at_least.iter().filter_map(|bound| bound_said(bound, "至少", "at least", "")));
}

fn bound_said(bound: &Bound, zh: &str, en: &str, after: &str) -> Option<Both> {
    match bound {
        Bound::Fixed(span, _) => {
            let english = format!("{en} {} {after}", span.say(Lang::En));
            Some(Both::new(format!("{zh} {}", span.say(Lang::Zh)), english.trim()))
        }
        Bound::Param(..) | Bound::Computed(..) => None,
    }
}
