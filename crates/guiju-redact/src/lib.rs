//! Finds what tells who somebody is in what was said and written, and masks it.
//!
//! [`Redactor::find`] gives the places in a text, [`Redactor::mask`] the text with `*` for each character of them, so that every span
//! stays valid; [`masked`] does it to a whole log, ids included, and with a [`Key`] seals what was masked into the log itself, from where
//! [`unmasked`] restores it.
//!
//! Kinds: mobile and fixed-line numbers, identity and bank-card numbers (by their checksums), names (those of the log's people, surname and
//! title, 我叫 …), addresses, number plates, e-mail addresses; numbers also as they are spoken (幺三八零零…) and written in full width.
//! What is public stays: hotlines (95598, 400 …), numbers of orders, accounts and meters, amounts, dates.
//!
//! It is a net with a mesh: what it catches and lets through is measured on `bench/speech/redact.tsv`.

mod address;
mod checks;
mod code;
mod digits;
mod find;
mod kind;
mod log;
pub mod measure;
mod names;
mod seal;
mod surnames;

pub use find::{Found, MASK, Redactor};
pub use kind::Kind;
pub use log::{Masked, Redacted, Unsealed, masked, people, unmasked};
pub use seal::{BadKey, Key};
