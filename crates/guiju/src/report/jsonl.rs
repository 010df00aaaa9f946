//! JSON Lines: a line a clause and subject, written as soon as it is judged.

use super::{About, Report};
use crate::{
    audit::{Judged, Refused, Tally},
    failure::Failure,
    output::Output,
    wire::Writer,
};
use std::io::Write as _;

/// The report.
pub struct JsonLines<'a> {
    writer: Writer<'a>,
}

impl<'a> JsonLines<'a> {
    /// Begins it.
    pub fn new(about: &'a About<'a>) -> Self {
        JsonLines { writer: Writer { plan: about.plan, now: about.now, zone: about.zone } }
    }
}

impl Report for JsonLines<'_> {
    fn add(&mut self, judged: &Judged<'_>, output: &mut Output) -> Result<(), Failure> {
        for clause in &judged.judgement.clauses {
            if let Some(line) = self.writer.line(&judged.judgement, clause) {
                serde_json::to_writer(&mut *output, &line).map_err(std::io::Error::from)?;
                output.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, _: &Tally, _: &Refused, _: &mut Output) -> Result<(), Failure> {
        Ok(())
    }
}
