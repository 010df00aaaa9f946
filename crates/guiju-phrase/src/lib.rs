//! Matching what was said against what a standard prescribes or forbids.
//!
//! Patterns in a pack's notation are compiled into a [`PhraseBook`]; a [`Turn`] is normalised once (width,
//! script, case, fillers, repeated syllables, numbers); matches come back with their place in the original text.
//! No files, no threads, no clock.
//!
//! ```
//! use guiju_phrase::{Context, Exemption, PhraseBook, PhraseDef, Slots, Turn};
//!
//! let book = PhraseBook::compile(&[PhraseDef::any("dont_know", ["不知道"])])?;
//! let turn = Turn::new(["我不是说不知道，呃，正在查。"]);
//! let hits = book.taboo("dont_know", &turn, &Context::default(), &Slots::new());
//! assert_eq!(hits[0].found.text(), "不知道");
//! assert_eq!(hits[0].exempt, Some(Exemption::Negated));
//! # Ok::<(), Vec<guiju_phrase::BookProblem>>(())
//! ```

mod answer;
mod automaton;
mod book;
mod definition;
mod found;
mod hits;
mod matcher;
mod pattern;
mod problem;
mod progress;
mod question;
mod ready_made;
mod sieve;
mod slots;
mod taboo;
mod text;
mod whole;

pub use book::PhraseBook;
pub use definition::{As, Combine, Exempt, Item, PhraseDef, Scope, Signal};
pub use found::{Answer, Context, Exemption, Match, Progress, Said, Side, Span, TabooHit};
pub use pattern::{Pattern, SlotType, parse_pattern};
pub use problem::{BookProblem, BookProblemKind, PatternProblem, PatternProblemKind};
pub use question::{is_back_channel, is_question};
pub use slots::Slots;
pub use text::{Normalised, Turn, normalise};
