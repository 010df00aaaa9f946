//! Recordings become transcripts: each is handed to an endpoint that speaks as OpenAI's `/audio/transcriptions` does, or to a command,
//! as a [`Settings`] file says, and what comes back is kept only if it reads as a transcript.
//!
//! # Promises
//! * Nothing is sent to an endpoint unless the settings say `send: true`.
//! * What is sent costs no more than the limit: a recording is counted before it goes, by its length where its header tells it, else by
//!   the most that a file of its size can hold; a failed request that may have been charged is counted, too.
//! * Every recording comes to an end: so many attempts, each within its time. Meanwhile the others go on.
//! * A key is read from the environment and stands in no message.

mod command;
mod endpoint;
mod heard;
mod length;
mod queue;
mod settings;

pub use heard::Transcript;
pub use length::minutes;
pub use queue::{Failed, Recording, Silent, transcribe};
pub use settings::{By, Settings, Unfit};
