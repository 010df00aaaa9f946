//! What every reader makes: who said what, and when.

use guiju_log::{RowValue, TalkFault};
use jiff::tz::TimeZone;

/// One talk as its file has it, before anyone knows who is staff.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Talk {
    /// What tells it from other talks of the same file, or names it in several (the first mail of a thread); else none.
    pub id: Option<String>,
    /// From when its turns count.
    pub start: Start,
    /// What was said, in the order of the file.
    pub turns: Vec<Spoken>,
    /// What the file says of the talk as a whole.
    pub attributes: Vec<(String, RowValue)>,
    /// Where it begins, from 1.
    pub line: u32,
}

/// From when turns count, and how far their times can be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Start {
    /// From the beginning of a recording; when that was, others must say.
    #[default]
    OfRecording,
    /// As `OfRecording`, and the text had no times: they are worked out from the number of characters.
    Untimed,
    /// From this instant (microseconds since 1970 UTC), which the file itself says.
    At(i64),
}

/// A turn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spoken {
    /// Whose voice, as the file names it: a channel, a number, a name; empty where it does not.
    pub voice: String,
    /// The words.
    pub text: String,
    /// When they begin, in microseconds from the talk's start.
    pub from_us: i64,
    /// When they end, where that is known.
    pub to_us: Option<i64>,
    /// What else the file says of them.
    pub attributes: Vec<(String, RowValue)>,
}

/// What readers need, and where they put what cannot be taken.
pub(crate) struct Reading<'z> {
    /// Where times without offset are local.
    pub(crate) zone: Option<&'z TimeZone>,
    /// What was not taken, by line.
    pub(crate) refused: Vec<(u32, TalkFault)>,
}

impl Reading<'_> {
    pub(crate) fn refuse(&mut self, line: u32, fault: TalkFault) {
        self.refused.push((line, fault));
    }
}

/// Talks whose turns have instants become talks whose turns count from the first of them.
pub(crate) fn from_first(mut turns: Vec<(i64, Spoken)>) -> (Start, Vec<Spoken>) {
    let Some(first) = turns.iter().map(|(at, _)| *at).min() else { return (Start::OfRecording, Vec::new()) };
    // Sorted as a stable order: what a file says later within one instant was said later.
    turns.sort_by_key(|(at, _)| *at);
    let turns = turns.into_iter().map(|(at, turn)| Spoken { from_us: at.saturating_sub(first), ..turn });
    (Start::At(first), turns.collect())
}

/// Enough of a text to find it by.
pub(crate) fn cut(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A line number from a count of lines.
pub(crate) fn line_no(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1)
}
