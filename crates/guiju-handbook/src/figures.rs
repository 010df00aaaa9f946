//! Figures: what a standard's bounds are, who set them, from when on.

use crate::Book;
use guiju_standard::{
    Standard,
    model::{Bound, Check, Clause, Param, ParamValue, Part, Rule},
};
use guiju_time::{Lang, Quantity};
use std::collections::BTreeSet;

/// A figure, ready to be placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it is called; empty where it is written out in the clause.
    pub name: String,
    /// Its value in words.
    pub value: String,
    /// Where the text says it.
    pub source: String,
    /// The text gives none; the organisation set it.
    pub ours: bool,
}

impl Book<'_> {
    /// All figures of the standard.
    pub(crate) fn all_figures(&self) -> Vec<Figure> {
        self.standard.params.iter().map(|(name, param)| self.figure(name, param)).collect()
    }

    /// The figures that a clause uses, bounds written out in it included.
    pub(crate) fn figures_of(&self, clause: &Clause) -> Vec<Figure> {
        let mut fixed = Vec::new();
        self.gather_bounds(&clause.part, &mut fixed);
        let mut figures: Vec<Figure> = fixed
            .into_iter()
            .map(|value| Figure { name: String::new(), value, source: String::new(), ours: false })
            .collect();
        for name in named(self.standard, clause) {
            if let Some(param) = self.standard.params.get(&name).filter(|param| says_by_itself(param)) {
                figures.push(self.figure(&name, param));
            }
        }
        figures
    }

    fn figure(&self, name: &str, param: &Param) -> Figure {
        let title = self.text(&param.title);
        let values: Vec<String> = param
            .values
            .iter()
            .map(|(since, value, _)| {
                let said = self.param_value(param, value);
                match (since, self.lang) {
                    (None, _) => said,
                    (Some(since), Lang::Zh) => format!("{since} 起 {said}"),
                    (Some(since), Lang::En) => format!("{said} since {since}"),
                }
            })
            .collect();
        let name = if title.is_empty() { name.to_owned() } else { title };
        Figure { name, value: self.joined(&values), source: param.source.clone(), ours: param.ours }
    }

    /// A figure's present value in words.
    pub(crate) fn param_now(&self, name: &str) -> Option<String> {
        let param = self.standard.params.get(name)?;
        param.values.last().map(|(_, value, _)| self.param_value(param, value))
    }

    fn param_value(&self, param: &Param, value: &ParamValue) -> String {
        match value {
            ParamValue::Duration(span) => span.say(self.lang),
            ParamValue::Number(value, Some(unit)) => Quantity { value: *value, unit: *unit }.to_string(),
            ParamValue::Number(value, None) => value.to_string(),
            ParamValue::Bool(true) => self.pick("是", "yes").to_owned(),
            ParamValue::Bool(false) => self.pick("否", "no").to_owned(),
            ParamValue::Text(text) => self.name(text),
            ParamValue::List(values) => {
                let said: Vec<String> = values.iter().map(|value| self.param_value(param, value)).collect();
                self.listed(&said.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>())
            }
            ParamValue::By(values) => {
                let by = param.by.as_deref().unwrap_or_default();
                let said: Vec<String> = values
                    .iter()
                    .map(|(key, value)| {
                        format!("{} {}", self.value_title(by, key), self.param_value(param, value))
                    })
                    .collect();
                self.joined(&said)
            }
        }
    }

    /// Bounds written out in the clause.
    fn gather_bounds(&self, part: &Part, found: &mut Vec<String>) {
        match &part.check {
            Check::Rule(rule) => self.rule_bounds(rule, found),
            Check::Apart(_, bound, _) => found.extend(self.fixed(bound, "间隔至少", "at least", "apart")),
            Check::AllOf(parts) | Check::AnyOf(parts) => {
                parts.iter().for_each(|part| self.gather_bounds(part, found));
            }
            Check::Not(part) => self.gather_bounds(part, found),
            Check::If(a, b) => {
                self.gather_bounds(a, found);
                self.gather_bounds(b, found);
            }
            _ => {}
        }
    }

    fn rule_bounds(&self, rule: &Rule, found: &mut Vec<String>) {
        found.extend(rule.within.iter().filter_map(|bound| self.fixed(bound, "时限", "within", "")));
        found.extend(rule.at_least.iter().filter_map(|bound| self.fixed(bound, "至少", "at least", "")));
    }

    fn fixed(&self, bound: &Bound, zh: &str, en: &str, after: &str) -> Option<String> {
        let Bound::Fixed(span, _) = bound else { return None };
        Some(match self.lang {
            Lang::Zh => format!("{zh} {}", span.say(Lang::Zh)),
            Lang::En => format!("{en} {} {after}", span.say(Lang::En)).trim().to_owned(),
        })
    }

    /// A bound in short: its length, or from the shortest to the longest that the figure has.
    pub(crate) fn bound_in_short(&self, bound: &Bound) -> Option<String> {
        let Bound::Param(name, _) = bound else { return self.bound(bound) };
        let (_, value, _) = self.standard.params.get(name)?.values.last()?;
        let ParamValue::By(values) = value else { return self.param_now(name) };
        let mut spans: Vec<_> = values
            .values()
            .filter_map(|value| match value {
                ParamValue::Duration(span) => Some((span.as_elapsed()?, span)),
                _ => None,
            })
            .collect();
        spans.sort_by_key(|(length, _)| *length);
        match (spans.first(), spans.last()) {
            (Some((_, least)), Some((_, most))) => {
                Some(format!("{}–{}", least.say(self.lang), most.say(self.lang)))
            }
            _ => self.param_now(name),
        }
    }

    /// A bound in words: its length, or the figure's value.
    pub(crate) fn bound(&self, bound: &Bound) -> Option<String> {
        match bound {
            Bound::Fixed(span, _) => Some(span.say(self.lang)),
            Bound::Param(name, _) => self.param_now(name),
            Bound::Computed(..) => None,
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
