//! Inspection sheets: what to look at, drawn from the clauses of a standard, and what was found, read back as events.
//!
//! A [`Sheet`] is plain data in one language: a head (where, whom, who looked, when) and a row for each attribute of a check that some
//! clause reads, with what is asked of it. Whoever shows it (a page, a workbook) adds no word about a clause. A filled workbook is read
//! with [`read()`] into the lines of a log; what cannot be taken is refused by sheet, row and column, and the rest is taken.

mod answer;
mod asked;
mod draw;
mod known;
mod read;
mod words;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use answer::NOT_OBSERVED;
pub use draw::{NotDrawn, Request, draw};
pub use read::{Mark, Read, Refused, Unread, mark, read};
#[cfg(feature = "xlsx")]
pub use xlsx::workbook;

use guiju_time::{Date, Lang};

/// A sheet to be filled in, in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What it is called.
    pub title: String,
    /// How to fill it in.
    pub advice: String,
    /// The pack that it was drawn from.
    pub pack: Pack,
    /// The figures are those of this date.
    pub date: Date,
    /// Its language.
    pub lang: Lang,
    /// Whom it is for, where that was said (`性别：女`).
    pub variant: String,
    /// Where, whom, by whom, when.
    pub head: Vec<Head>,
    /// Headings of the columns: number, what to look at, what is asked, unit, found, photo, clauses.
    pub columns: [String; 7],
    /// What to look at, check by check.
    pub groups: Vec<Group>,
    /// Under which qualifiers the person, the looker and the place are related to the events.
    pub roles: Roles,
}

/// Which standard, in which version and content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Hash of its content.
    pub hash: String,
}

/// Qualifiers of those whom a check concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles {
    /// The person looked at.
    pub person: String,
    /// The one who looked.
    pub looker: String,
    /// The place.
    pub site: String,
}

/// An entry of the head.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// The letter that stands before it.
    pub key: String,
    /// What it is.
    pub field: Field,
    /// Its title.
    pub title: String,
    /// How to write it.
    pub hint: String,
    /// What may be chosen; empty: written freely.
    pub choices: Vec<String>,
    /// What stands there already.
    pub value: String,
}

/// What an entry of the head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The sheet's number: with person and check it makes an event's id.
    Number,
    /// Where.
    Site,
    /// The encounter that the check belongs to.
    Encounter,
    /// Whom it is about.
    Person,
    /// Who looked.
    Looker,
    /// When.
    Time,
    /// Inspection, self-check or photo.
    Kind,
    /// Why the sheet is filled in again: it then corrects what it said before.
    Reason,
}

impl Field {
    /// All of them, in the order of the sheet.
    pub const ALL: [Field; 8] = [
        Field::Number,
        Field::Site,
        Field::Encounter,
        Field::Person,
        Field::Looker,
        Field::Time,
        Field::Kind,
        Field::Reason,
    ];

    /// As workbooks note it.
    pub fn name(self) -> &'static str {
        match self {
            Field::Number => "number",
            Field::Site => "site",
            Field::Encounter => "encounter",
            Field::Person => "person",
            Field::Looker => "looker",
            Field::Time => "time",
            Field::Kind => "kind",
            Field::Reason => "reason",
        }
    }

    /// From its name.
    pub fn from_name(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// The items of one check.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The activity that the filled sheet becomes.
    pub activity: String,
    /// Its title.
    pub title: String,
    /// What to look at, in the order of the clauses.
    pub items: Vec<Item>,
}

/// One thing to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its number on the sheet, from 1.
    pub number: usize,
    /// The attribute.
    pub attribute: String,
    /// Its title.
    pub title: String,
    /// What is asked, clause by clause where they differ; empty where it only decides what else is asked.
    pub wanted: Vec<String>,
    /// How it is answered.
    pub answer: Answer,
    /// Whether a photo can show it.
    pub photo: bool,
    /// The clauses that ask.
    pub clauses: Vec<String>,
    /// What stands there already.
    pub found: String,
}

/// How an item is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// One of these, as the reader sees them; `没看` or `not observed` is the last.
    Choice(Vec<String>),
    /// A number in this unit; empty: a plain number.
    Number(String),
    /// Words, a date, a time.
    Free,
}
