//! The handbook: a standard as those read it who serve by it, one page for print and screen.

mod clause;
mod figures;

use crate::{context::Context, failure::Failure, report::Both};
use askama::Template;
use clause::ClauseView;
use guiju_standard::Standard;
use guiju_time::Lang;

#[derive(Template)]
#[template(path = "handbook.html")]
struct View {
    lang: &'static str,
    style: &'static str,
    script: &'static str,
    title: Both,
    description: Both,
    version: String,
    count: usize,
    flows: Vec<(Both, Vec<Both>)>,
    chapters: Vec<Chapter>,
    figures: Vec<figures::Row>,
}

struct Chapter {
    id: String,
    title: Both,
    clauses: Vec<ClauseView>,
}

/// The page.
///
/// # Errors
/// The template fails, which is a fault of ours.
pub fn html(context: &Context, standard: &Standard) -> Result<String, Failure> {
    let view = View {
        lang: match context.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        },
        style: include_str!("../../templates/report.css"),
        script: include_str!("../../templates/report.js"),
        title: Both::of(|lang| standard.title.get(lang).to_owned()),
        description: Both::of(|lang| standard.description.get(lang).to_owned()),
        version: standard.version.clone(),
        count: standard.clauses.len(),
        flows: flows(standard),
        chapters: chapters(standard),
        figures: figures::all(standard),
    };
    view.render().map_err(|error| Failure::Ours(error.to_string()))
}

/// The natural way of each encounter that has one.
fn flows(standard: &Standard) -> Vec<(Both, Vec<Both>)> {
    let encounters = standard.vocabulary.encounters.iter();
    let flow = |(name, encounter): (&String, &guiju_standard::model::Encounter)| {
        let title = Both::of(|lang| match encounter.title.get(lang) {
            "" => name.clone(),
            title => title.to_owned(),
        });
        let steps = encounter.flow.iter().map(|step| clause::activity(standard, step)).collect();
        (title, steps)
    };
    encounters.filter(|(_, encounter)| !encounter.flow.is_empty()).map(flow).collect()
}

/// The standard's sections in their order, then the clauses that are in none.
fn chapters(standard: &Standard) -> Vec<Chapter> {
    let of = |section: Option<&str>| {
        let clauses = standard.clauses.iter().filter(|clause| match section {
            Some(section) => clause.section.as_deref() == Some(section),
            None => !standard.sections.iter().any(|known| clause.section.as_deref() == Some(&known.id)),
        });
        clauses.map(|clause| clause::view(standard, clause)).collect::<Vec<_>>()
    };
    let mut chapters: Vec<Chapter> = standard
        .sections
        .iter()
        .map(|section| Chapter {
            id: section.id.clone(),
            title: Both::of(|lang| section.title.get(lang).to_owned()),
            clauses: of(Some(&section.id)),
        })
        .collect();
    let title =
        if chapters.is_empty() { Both::new("条款", "Clauses") } else { Both::new("其他", "Others") };
    chapters.push(Chapter { id: "others".to_owned(), title, clauses: of(None) });
    chapters.retain(|chapter| !chapter.clauses.is_empty());
    chapters
}
