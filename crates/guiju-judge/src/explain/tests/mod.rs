//! What people read, under test in both languages: one small standard, one sentence for every kind of outcome.

mod figures;
mod gaps;
mod odd;
mod others;
mod times;
mod words;

use super::because;
use crate::outcome::{Activation, Breach, Evidence, Gap, Missing, Moment, Outcome};
use crate::plan::{Plan, compile};
use guiju_standard::Weight;
use guiju_standard::model::Clause;
use guiju_standard::page::Page;
use guiju_time::{Instant, Lang, parse_rfc3339};
use std::sync::Arc;

const STANDARD: &str = include_str!("standard.md");

/// The standard of these tests, compiled.
fn plan() -> Plan {
    let page = Page::parse("standard.md", STANDARD);
    let reading = page.read(&page.sections[1]);
    let errors = reading.findings.iter().filter(|finding| finding.weight == Weight::Error);
    let errors: Vec<_> = errors.map(|error| (error.span, error.message.get(Lang::En))).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    compile(Arc::new(reading.standard.unwrap())).unwrap()
}

fn clause<'p>(plan: &'p Plan, id: &str) -> &'p Clause {
    plan.standard.clause(id).unwrap_or_else(|| panic!("no clause {id}"))
}

/// `09:45`, `09:45:30.5`, or `2026-03-05 09:45` in Shanghai.
fn at(text: &str) -> Instant {
    let (date, time) = text.split_once(' ').unwrap_or(("2026-03-02", text));
    let seconds = if time.len() == 5 { ":00" } else { "" };
    parse_rfc3339(&format!("{date}T{time}{seconds}+08:00")).unwrap()
}

fn moment(what: &str, time: &str) -> Moment {
    Moment { id: format!("{what}-{time}").into(), what: what.into(), at: at(time), source: None }
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

/// An activation triggered by `what` at a time (`-`: by nothing).
fn activation(trigger: &str, outcome: Outcome) -> Activation {
    let trigger = trigger.split_once(' ').map(|(what, time)| moment(what, time));
    Activation { trigger, about: None, target: None, due: None, first_due: None, outcome }
}

fn broken(trigger: &str, breach: Breach) -> Activation {
    activation(trigger, Outcome::Broken { breach, by: Evidence::default(), final_at: at("12:00") })
}

fn unknown(trigger: &str, why: Gap, missing: &[&str]) -> Activation {
    activation(trigger, Outcome::Unknown(Missing { names: names(missing), why }))
}

/// Asserts the texts of activations by clause, as things stood at 12:00; tells all that differ at once.
#[track_caller]
fn says(rows: &[(&str, Activation, &str, &str)]) {
    let plan = plan();
    let mut wrong = Vec::new();
    for (id, activation, zh, en) in rows {
        for (lang, expected) in [(Lang::Zh, zh), (Lang::En, en)] {
            let told = because(&plan, clause(&plan, id), activation, at("12:00"), lang);
            if told != *expected {
                wrong.push(format!("{id}\n  is       {told}\n  expected {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
