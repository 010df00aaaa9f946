//! `unknown-zone`, `unknown-calendar`, `unknown-section`: what `standard.yaml` and clauses set, and nobody has.

use super::walk::{self, locate};
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::Standard;
use crate::source::Span;
use guiju_time::{Lang, Zone};

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    if let Err(problem) = Zone::get(&standard.zone) {
        let place = locate(&standard.sources, standard.span, &standard.zone);
        found.push(
            Diagnostic::error("unknown-zone", place, problem.say(Lang::Zh), problem.say(Lang::En)).help(
                "写 IANA 的名字，例如 `Asia/Shanghai`。",
                "write its IANA name, such as `Asia/Shanghai`",
            ),
        );
    }
    calendar(standard, &standard.calendar, standard.span, found);
    for encounter in standard.vocabulary.encounters.values() {
        encounter.clock.iter().for_each(|clock| calendar(standard, clock, encounter.span, found));
    }
    if let Some(rating) = &standard.scoring.rating {
        rated(standard, rating, found);
    }
    for asked in standard.scoring.grades.iter().flat_map(|grade| &grade.kept) {
        let known: Vec<&str> = standard.clauses.iter().map(|clause| clause.id.as_str()).collect();
        if !known.contains(&asked.as_str()) {
            let problem = Diagnostic::error(
                "unknown-clause",
                locate(&standard.sources, standard.span, asked),
                format!("没有条款 `{asked}`"),
                format!("there is no clause `{asked}`"),
            );
            found.push(suggest(problem, asked, &known));
        }
    }
    for clause in &standard.clauses {
        walk::parts(&clause.part, &mut |part| {
            let clock = part.frame.clock.as_deref().filter(|clock| *clock != "elapsed");
            clock.iter().for_each(|clock| calendar(standard, clock, part.span, found));
        });
        let Some(section) = clause.section.as_deref().filter(|_| !standard.sections.is_empty()) else {
            continue;
        };
        let known: Vec<&str> = standard.sections.iter().map(|section| section.id.as_str()).collect();
        if known.contains(&section) {
            continue;
        }
        let problem = Diagnostic::error(
            "unknown-section",
            locate(&standard.sources, clause.part.span, section),
            format!("standard.yaml 里没有 `{section}` 这一节"),
            format!("standard.yaml has no section `{section}`"),
        );
        found.push(suggest(problem, section, &known));
    }
}

/// Ratings are where an activity has an attribute.
fn rated(standard: &Standard, rating: &str, found: &mut Vec<Diagnostic>) {
    let (activity, attribute) = rating.split_once('.').unwrap_or((rating, ""));
    let activities = &standard.vocabulary.activities;
    let place = locate(&standard.sources, standard.span, rating);
    match activities.get(activity) {
        None => {
            let known: Vec<&str> = activities.keys().map(String::as_str).collect();
            let problem = Diagnostic::error(
                "unknown-activity",
                place,
                format!("没有活动 `{activity}`"),
                format!("there is no activity `{activity}`"),
            );
            found.push(suggest(problem, activity, &known));
        }
        Some(known) if !known.attrs.contains_key(attribute) => {
            let names: Vec<&str> = known.attrs.keys().map(String::as_str).collect();
            let problem = Diagnostic::error(
                "unknown-attribute",
                place,
                format!("活动 `{activity}` 没有属性 `{attribute}`"),
                format!("the activity `{activity}` has no attribute `{attribute}`"),
            );
            found.push(suggest(problem, attribute, &names));
        }
        Some(_) => {}
    }
}

fn calendar(standard: &Standard, name: &str, around: Span, found: &mut Vec<Diagnostic>) {
    if standard.calendars.contains_key(name) {
        return;
    }
    let known: Vec<&str> = standard.calendars.keys().map(String::as_str).collect();
    let problem = Diagnostic::error(
        "unknown-calendar",
        locate(&standard.sources, around, name),
        format!("没有工作日历 `{name}`"),
        format!("there is no working calendar `{name}`"),
    );
    found.push(suggest(problem, name, &known));
}

fn suggest(problem: Diagnostic, written: &str, known: &[&str]) -> Diagnostic {
    match nearest(written, known.iter().copied()) {
        Some(near) => problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?")),
        None => problem.help(format!("可写：{}。", known.join("、")), format!("known: {}", known.join(", "))),
    }
}
