//! Guides a conversation while it is held.
//!
//! A [`Session`] is fed turn by turn, with partial turns that are revised and events in between. After each it says which situations
//! hold, what to say now with slots filled, what is still owed before the end, which breach has just come to pass, and what
//! was promised ([`Advice`]). A draft is checked before it is said or done ([`Ruling`]). What it knows are rows of a log and nothing else: at the end it judges
//! them as `guiju audit` does. No clock, no files, no threads: whoever feeds it says what time it is.
//!
//! `docs/book/assist.md` is the protocol by example; [`wire`] holds its types, [`Assistant`] speaks it.

mod advice;
mod assistant;
mod draft;
mod promise;
mod script;
mod session;
pub mod wire;

pub use assistant::Assistant;
pub use session::{Refused, Session};
pub use wire::{Advice, Answer, Draft, Opening, Request, Ruling, Verdicts};
