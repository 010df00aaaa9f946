//! CSV: a row for each clause that applies to a subject, for spreadsheets and scripts.

use super::{About, Report, rows};
use crate::{
    audit::{Judged, Refused, Tally},
    failure::Failure,
    output::Output,
};
use guiju_table::defused;
use std::io::Write as _;

/// The report: UTF-8 with the byte order mark without which Excel garbles Chinese; no cell is taken for a formula.
pub struct Csv<'a> {
    about: &'a About<'a>,
    begun: bool,
}

impl<'a> Csv<'a> {
    /// Begins it.
    pub fn new(about: &'a About<'a>) -> Self {
        Csv { about, begun: false }
    }

    fn begin(&mut self, output: &mut Output) -> Result<(), Failure> {
        if !std::mem::replace(&mut self.begun, true) {
            output.write_all("\u{feff}".as_bytes())?;
            line(output, rows::judgement_heads(self.about.context.lang))?;
        }
        Ok(())
    }
}

fn line<T: AsRef<str>>(output: &mut Output, cells: impl IntoIterator<Item = T>) -> Result<(), Failure> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let cells: Vec<String> = cells.into_iter().map(|cell| defused(cell.as_ref()).into_owned()).collect();
    writer.write_record(&cells).map_err(|error| Failure::Ours(error.to_string()))?;
    let bytes = writer.into_inner().map_err(|error| Failure::Ours(error.to_string()))?;
    output.write_all(&bytes)?;
    Ok(())
}

impl Report for Csv<'_> {
    fn add(&mut self, judged: &Judged<'_>, output: &mut Output) -> Result<(), Failure> {
        self.begin(output)?;
        let lang = self.about.context.lang;
        for clause in &judged.judgement.clauses {
            if let Some(row) = rows::judgement(self.about, judged, clause) {
                line(output, row.iter().map(|cell| cell.shown(lang)))?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, _: &Tally, _: &Refused, output: &mut Output) -> Result<(), Failure> {
        self.begin(output)
    }
}
