//! What an answer must be: a transcript that can be read.

use guiju_log::{LogBuilder, ReadOptions};
use guiju_transcript::{Format, Settings, Talks, recognise};

/// A transcript as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    /// Its text.
    pub text: String,
    /// The ending that a file of it has.
    pub ending: &'static str,
}

impl Transcript {
    /// Takes an answer, if it reads as a transcript without anything refused; else says what is wrong with it.
    pub(crate) fn of(text: String) -> Result<Self, String> {
        let Some(format) = recognise(&text) else {
            return Err(format!("no transcript: {}", beginning(&text)));
        };
        let mut talks =
            Talks::new(Settings { encounter: "call".to_owned(), started_us: Some(0), ..Settings::default() });
        let options = ReadOptions::default();
        talks.add("answer", "answer", text.as_bytes(), format, &options);
        let heard = talks.finish(&mut LogBuilder::new(), &options);
        if let Some(refusal) = heard.imported.refused.first() {
            return Err(refusal.reason.to_string());
        }
        let ending = match format {
            Format::Vtt => "vtt",
            Format::Srt => "srt",
            Format::Json => "json",
            Format::Script | Format::Chat | Format::Mail => "txt",
        };
        Ok(Self { text, ending })
    }
}

/// The first words of an answer, for a message.
pub(crate) fn beginning(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(120).collect();
    if line.trim().is_empty() { "it is empty".to_owned() } else { format!("`{}`", line.trim()) }
}
