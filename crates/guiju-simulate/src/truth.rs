//! What really happened: which rows of the norm were broken by whom, and which nobody can see any more.

use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};

/// An act that breaks rows of the norm, put into one service on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deviation {
    /// The object that is judged (a repair, a call, a visit, a hall's shift).
    pub subject: String,
    /// The act's name in the hand-written list.
    pub act: String,
    /// Row ids that this act breaks: all of them.
    pub rows: Vec<String>,
    /// Row ids on which the text allows either reading after this act; no verdict on them is wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
    /// Ids of the events by which it shows: who finds it cites one of them. Empty where it shows by what is absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// What was done, in one sentence.
    pub what: String,
}

/// Rows of one subject that cannot be judged, because nobody looked or because the evidence was taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// The object that is judged.
    pub subject: String,
    /// Row ids whose verdict has to be `unknown`, be they broken or kept in truth.
    pub rows: Vec<String>,
    /// Row ids that may be `unknown` as well: they may still be shown by something else, or may not have been at issue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
    /// What is missing, in one sentence.
    pub what: String,
}

/// One fact of the truth, as it becomes known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// A subject took place; all rows that no other fact names are kept or had no occasion.
    Subject {
        /// Its id.
        id: String,
        /// Its type, such as `repair` or `visit`.
        kind: String,
    },
    /// Something was done wrong.
    Injected(Deviation),
    /// Something cannot be seen.
    Hidden(Hidden),
}

/// The truth of a whole run, in the order in which the subjects opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Truth {
    /// How many subjects there were.
    pub encounters: u64,
    /// How many lines the log has.
    pub lines: u64,
    /// The most lines that ever waited in memory at once; does not grow with the number of days.
    pub most_waiting: usize,
    /// All that was done wrong on purpose.
    pub injected: Vec<Deviation>,
    /// All that cannot be judged.
    pub hidden: Vec<Hidden>,
}

impl Truth {
    /// Adds one fact.
    pub fn add(&mut self, fact: Fact) {
        match fact {
            Fact::Subject { .. } => self.encounters += 1,
            Fact::Injected(deviation) => self.injected.push(deviation),
            Fact::Hidden(hidden) => self.hidden.push(hidden),
        }
    }

    /// Reads a truth file: a [`Fact`] a line, empty lines allowed.
    ///
    /// # Errors
    /// What the reader says, or [`io::ErrorKind::InvalidData`] naming the line that is no fact. The counts of lines are
    /// not in the file and stay 0.
    pub fn read(from: impl BufRead) -> io::Result<Self> {
        let mut truth = Self::default();
        for (number, line) in from.lines().enumerate() {
            let line = line?;
            if line.trim().is_empty() {
                continue;
            }
            let fact = serde_json::from_str(&line).map_err(|error| {
                io::Error::new(io::ErrorKind::InvalidData, format!("line {}: {error}", number + 1))
            })?;
            truth.add(fact);
        }
        Ok(truth)
    }
}

impl Fact {
    /// Writes this fact as one line of a truth file.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        out.write_all(b"\n")
    }
}
