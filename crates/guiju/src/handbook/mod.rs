//! Handbooks as web pages: one file, both languages, for screen and print; as JSON and PDF: one language.

mod json;
mod print;

pub use print::pdf;

use crate::{context::Context, failure::Failure};
use askama::Template;
use guiju_handbook::{Audience, Block, Handbook};
use guiju_judge::Plan;
use guiju_time::{Date, Lang};

#[derive(Template)]
#[template(path = "handbook.html")]
struct View {
    lang: &'static str,
    style: &'static str,
    script: &'static str,
    /// The page in each language; the reader switches.
    books: [Book; 2],
}

/// The page in one language.
struct Book {
    code: &'static str,
    /// Before anchors, so that no two are alike.
    mark: &'static str,
    /// Whether an anchor that a cell names is on this page.
    anchors: Vec<String>,
    handbook: Handbook,
    zh: bool,
}

/// The page.
///
/// # Errors
/// The template fails, which is a fault of ours.
pub fn html(context: &Context, plan: &Plan, audience: Audience) -> Result<String, Failure> {
    let book = |lang, code, mark| {
        let handbook = Handbook::of(plan, audience, lang);
        Book { code, mark, anchors: anchors(&handbook), handbook, zh: lang == Lang::Zh }
    };
    let view = View {
        lang: match context.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        },
        style: include_str!("../../templates/report.css"),
        script: include_str!("../../templates/report.js"),
        books: [book(Lang::Zh, "zh", ""), book(Lang::En, "en", "en-")],
    };
    view.render().map_err(|error| Failure::Ours(error.to_string()))
}

/// The handbook as JSON, in one language, made on a date.
pub fn json(plan: &Plan, audience: Audience, lang: Lang, date: Date) -> String {
    json::document(&Handbook::of(plan, audience, lang), lang, date).to_string() + "\n"
}

fn anchors(handbook: &Handbook) -> Vec<String> {
    let mut anchors: Vec<String> = handbook.parts.iter().map(|part| part.id.clone()).collect();
    for block in handbook.parts.iter().flat_map(|part| &part.blocks) {
        if let Block::Cards(cards) = block {
            anchors.extend(cards.iter().map(|card| card.id.clone()));
        }
    }
    anchors.sort();
    anchors
}

impl Book {
    /// The place that a link leads to, if it is on the page.
    fn place(&self, link: Option<&String>) -> Option<String> {
        let link = link?;
        self.anchors.binary_search(link).is_ok().then(|| format!("{}{link}", self.mark))
    }

    fn lang(&self) -> Lang {
        if self.zh { Lang::Zh } else { Lang::En }
    }
}
