//! One JSON document: what was judged by, all judgements, what was refused.

use super::{About, Report};
use crate::{
    audit::{Judged, Refused, Tally},
    failure::Failure,
    output::Output,
    wire::Writer,
};
use guiju_time::Lang;
use serde_json::{Value, json};
use std::io::{self, Write as _};

/// The report.
pub struct Json<'a> {
    about: &'a About<'a>,
    writer: Writer<'a>,
    begun: bool,
    lines: u64,
}

impl<'a> Json<'a> {
    /// Begins it.
    pub fn new(about: &'a About<'a>) -> Self {
        let writer = Writer { plan: about.plan, now: about.now, zone: about.zone };
        Json { about, writer, begun: false, lines: 0 }
    }

    fn begin(&mut self, output: &mut Output) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let About { plan, zone, now, .. } = self.about;
        let standard = &plan.standard;
        writeln!(output, "{{\"standard\":{},", json!(standard.id))?;
        writeln!(output, "\"version\":{},", json!(standard.version))?;
        writeln!(output, "\"now\":{},", json!(now.rfc3339(zone)))?;
        write!(output, "\"judgements\":[")
    }
}

impl Report for Json<'_> {
    fn add(&mut self, judged: &Judged<'_>, output: &mut Output) -> Result<(), Failure> {
        self.begin(output)?;
        for clause in &judged.judgement.clauses {
            if let Some(line) = self.writer.line(&judged.judgement, clause) {
                output.write_all(if self.lines == 0 { b"\n" } else { b",\n" })?;
                serde_json::to_writer(&mut *output, &line).map_err(io::Error::from)?;
                self.lines += 1;
            }
        }
        Ok(())
    }

    fn finish(&mut self, _: &Tally, refused: &Refused, output: &mut Output) -> Result<(), Failure> {
        self.begin(output)?;
        let reason = |refusal: &guiju_log::Refusal| match self.about.context.lang {
            Lang::Zh => refusal.reason.chinese(),
            Lang::En => refusal.reason.to_string(),
        };
        let refused: Vec<Value> = refused
            .kept
            .iter()
            .map(|refusal| json!({ "place": refusal.place.to_string(), "reason": reason(refusal) }))
            .collect();
        writeln!(output, "\n],\n\"refused\":{}}}", Value::Array(refused))?;
        Ok(())
    }
}
