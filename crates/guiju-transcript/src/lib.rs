//! Transcripts of every shape as the one shape that is judged: the transcript lines of the language reference.
//!
//! Subtitles (WebVTT, SRT), the JSON of recognisers, scripts with or without times, chat exports and mail are known by their content
//! ([`recognise`]) and read into talks; [`Talks`] joins them with a table about the files, says who is who ([`Speakers`]) and hands
//! transcript lines to a [`guiju_log::LogBuilder`]. What cannot be taken is refused with its place; the rest is read.
//!
//! # Promises
//! * Nobody is guessed to be staff: a voice that neither the caller, the table about the files nor the format itself names is `unknown`,
//!   and [`Heard::unnamed`] tells whose it is.
//! * A start is never made up: a recording without one is refused.
//! * No input makes a reader fail as a whole: a broken cue, sentence or mail is one refusal.

mod about;
mod chat;
mod cue;
mod json;
mod line;
mod mail;
mod recognise;
mod script;
mod speakers;
mod stamp;
mod talk;
mod talks;

pub use about::{About, AboutFile};
pub use recognise::{Format, HEAD, recognise};
pub use speakers::{Speakers, Unfit};
pub use talk::{Spoken, Start, Talk};
pub use talks::{Heard, Opening, Settings, Talks};

/// The largest file that is read: 256 MiB.
pub const LIMIT_MIB: usize = 256;
