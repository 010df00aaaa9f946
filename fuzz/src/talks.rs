//! Readers of transcripts of other shapes.

use crate::{
    logs::again,
    seen::{all, options},
};
use guiju_log::{Imported, Log, LogBuilder, write};
use guiju_transcript::{Format, Settings, Talks, recognise};

const FORMATS: [Format; 6] =
    [Format::Vtt, Format::Srt, Format::Json, Format::Script, Format::Chat, Format::Mail];

/// A transcript as every format it might be taken for: read twice it is the same, and what is read can be written and read again. A byte
/// order mark changes nothing.
pub fn transcript(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    assert_eq!(recognise(&text), recognise(&format!("\u{feff}{text}")));
    for format in FORMATS {
        let read = heard(bytes, format);
        assert_eq!(all(&read), all(&heard(bytes, format)));
        again(&read.0, "log.jsonl", write::log);
    }
}

fn heard(bytes: &[u8], format: Format) -> (Log, Imported) {
    let settings = Settings {
        encounter: "call".to_owned(),
        started_us: Some(1_772_413_200_000_000),
        ..Settings::default()
    };
    let mut talks = Talks::new(settings);
    talks.add("talk", "talk", bytes, format, &options());
    let mut builder = LogBuilder::new();
    let heard = talks.finish(&mut builder, &options());
    (builder.finish(), heard.imported)
}
