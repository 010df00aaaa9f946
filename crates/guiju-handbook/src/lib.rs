//! A standard as those read it who serve by it, who inspect it, or who answer for it.
//!
//! A [`Handbook`] is plain data in one language: parts with blocks, in the order of the page. Whoever shows it (a web page, a
//! printed one) decides how it looks and adds no word about a clause.

mod condition;
mod drawing;
mod figures;
mod front;
mod index;
mod inspector;
mod manager;
mod tables;
mod tell;
mod whole;
mod words;

pub use drawing::Drawing;
pub use figures::Figure;
pub use tell::{Line, LineKind};

use guiju_judge::Plan;
use guiju_standard::Standard;
use guiju_time::Lang;

/// For whom a handbook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody: every clause, chapter by chapter.
    All,
    /// Those who serve: what to do and say, in order.
    Front,
    /// Those who inspect: what to look at.
    Inspector,
    /// Those who answer for it: what is measured, how it weighs, by which evidence.
    Manager,
}

impl Audience {
    /// All of them, as they are spelled.
    pub const NAMES: [&str; 4] = ["all", "front", "inspector", "manager"];

    /// From its name.
    pub fn from_name(name: &str) -> Option<Audience> {
        let all = [Audience::All, Audience::Front, Audience::Inspector, Audience::Manager];
        Audience::NAMES.iter().position(|known| *known == name).map(|at| all[at])
    }
}

/// A handbook in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Handbook {
    /// The standard's title.
    pub title: String,
    /// For whom it is.
    pub reader: String,
    /// What the standard is for.
    pub description: String,
    /// Its version.
    pub version: String,
    /// How many clauses it has.
    pub clauses: usize,
    /// In the order of reading.
    pub parts: Vec<Part>,
}

/// A part under a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its anchor, alike in each language.
    pub id: String,
    /// Heading.
    pub title: String,
    /// A sentence before the rest; may be empty.
    pub lead: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A piece of a part.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The way of an encounter.
    Drawing(Drawing),
    /// What to do and say, step by step.
    Steps(Vec<Step>),
    /// Clauses in full.
    Cards(Vec<Card>),
    /// Rows under a head.
    Table(Table),
}

/// A step of the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What happens; empty where no step is meant.
    pub title: String,
    /// Times that run out or must pass here.
    pub limits: Vec<String>,
    /// What to do and say.
    pub lines: Vec<Line>,
}

/// A clause in full.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The clause's id, its anchor too.
    pub id: String,
    /// Title.
    pub title: String,
    /// Where the text says it.
    pub source: String,
    /// Articles that it answers for.
    pub articles: Vec<String>,
    /// How much it weighs, where that is much.
    pub severity: Option<String>,
    /// What to do and say.
    pub lines: Vec<Line>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// How the text was read, and remarks.
    pub notes: Vec<String>,
}

/// Rows under a head.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Headings of the columns.
    pub head: Vec<String>,
    /// Rows; each has as many cells as there are headings.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell: paragraphs, each perhaps a link to a clause or an article on the page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell(pub Vec<(String, Option<String>)>);

impl Cell {
    /// One paragraph; an empty text is an empty cell.
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        Cell(if text.is_empty() { Vec::new() } else { vec![(text, None)] })
    }

    /// Several paragraphs.
    pub fn texts(texts: impl IntoIterator<Item = String>) -> Cell {
        Cell(texts.into_iter().filter(|text| !text.is_empty()).map(|text| (text, None)).collect())
    }

    /// Links to places on the page.
    pub fn links(ids: impl IntoIterator<Item = String>) -> Cell {
        Cell(ids.into_iter().map(|id| (id.clone(), Some(id))).collect())
    }
}

impl Handbook {
    /// The handbook of a standard.
    pub fn of(plan: &Plan, audience: Audience, lang: Lang) -> Handbook {
        let book = Book { plan, standard: &plan.standard, lang };
        let standard = &plan.standard;
        let parts = match audience {
            Audience::All => book.whole(),
            Audience::Front => book.front(),
            Audience::Inspector => book.inspector(),
            Audience::Manager => book.manager(),
        };
        Handbook {
            title: standard.title.get(lang).to_owned(),
            reader: book.reader(audience).to_owned(),
            description: standard.description.get(lang).to_owned(),
            version: standard.version.clone(),
            clauses: standard.clauses.len(),
            parts: parts.into_iter().filter(|part| !part.blocks.is_empty()).collect(),
        }
    }
}

/// What all chapters are made from.
#[derive(Clone, Copy)]
struct Book<'a> {
    plan: &'a Plan,
    standard: &'a Standard,
    lang: Lang,
}
