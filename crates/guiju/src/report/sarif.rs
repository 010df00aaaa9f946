//! SARIF 2.1.0: a result for each broken activation, at the line of the log that shows it.

use super::{About, Report, words};
use crate::{
    audit::{Judged, Refused, Tally},
    failure::Failure,
    output::Output,
    sentences,
};
use guiju_judge::{Activation, Verdict};
use guiju_log::Log;
use guiju_standard::model::{Clause, Severity};
use guiju_time::Lang;
use serde_json::{Value, json};
use std::io::{self, Write as _};

/// The report.
pub struct Sarif<'a> {
    about: &'a About<'a>,
    begun: bool,
    results: u64,
}

impl<'a> Sarif<'a> {
    /// Begins it.
    pub fn new(about: &'a About<'a>) -> Self {
        Sarif { about, begun: false, results: 0 }
    }

    fn begin(&mut self, output: &mut Output) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let driver = json!({
            "name": "guiju",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": self.about.plan.standard.clauses.iter().map(|clause| self.rule(clause)).collect::<Vec<_>>(),
        });
        write!(
            output,
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
        )
    }

    fn rule(&self, clause: &Clause) -> Value {
        let lang = self.about.context.lang;
        let mut rule = json!({
            "id": clause.id,
            "shortDescription": { "text": clause.title.get(lang) },
            "defaultConfiguration": { "level": level(clause.severity) },
            "properties": { "source": clause.source, "severity": clause.severity.name() },
        });
        if let Some(right) = sentences::right(self.about.plan, clause, lang) {
            rule["help"] = json!({ "text": right });
        }
        rule
    }

    fn result(&self, judged: &Judged<'_>, at: usize, clause: &Clause, activation: &Activation) -> Value {
        let About { plan, now, context, .. } = self.about;
        let subject = &judged.judgement;
        let key = activation.trigger.as_ref().map_or("", |moment| &*moment.id);
        let mut location = json!({ "logicalLocations": [{
            "name": words::subject(plan, subject, context.lang),
            "fullyQualifiedName": format!("{}/{}", subject.kind, subject.id),
            "kind": "resource",
        }] });
        if let Some((file, line)) = place(judged.log, activation) {
            location["physicalLocation"] =
                json!({ "artifactLocation": { "uri": uri(&file) }, "region": { "startLine": line } });
        }
        json!({
            "ruleId": clause.id,
            "ruleIndex": at,
            "kind": "fail",
            "level": level(clause.severity),
            "message": { "text": sentences::because(plan, clause, activation, *now, context.lang) },
            "locations": [location],
            "partialFingerprints": { "subjectClauseActivation/v1": format!("{}/{}/{}/{key}", subject.kind, subject.id, clause.id) },
        })
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::Major => "error",
        Severity::Minor => "warning",
        Severity::Note => "note",
    }
}

/// Where the log shows it: the target, else the evidence, else what activated it.
fn place(log: &Log, activation: &Activation) -> Option<(String, u32)> {
    let shown = match &activation.outcome {
        guiju_judge::Outcome::Broken { by, .. } => by.events.as_slice(),
        _ => &[],
    };
    let moments = activation.target.iter().chain(shown).chain(&activation.trigger);
    let mut places = moments.filter_map(|moment| {
        let place = log.event(log.find_event(log.strings.get(&moment.id)?)?).place();
        (place.line > 0 && &*place.file != "-").then(|| (place.file.to_string(), place.line))
    });
    places.next()
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(byte.into())
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

impl Report for Sarif<'_> {
    fn add(&mut self, judged: &Judged<'_>, output: &mut Output) -> Result<(), Failure> {
        self.begin(output)?;
        for clause in &judged.judgement.clauses {
            let Some(written) = self.about.plan.standard.clauses.get(clause.clause) else { continue };
            for activation in &clause.activations {
                if activation.outcome.verdict() != Verdict::Broken {
                    continue;
                }
                output.write_all(if self.results == 0 { b"\n" } else { b",\n" })?;
                write!(output, "{}", self.result(judged, clause.clause, written, activation))?;
                self.results += 1;
            }
        }
        Ok(())
    }

    fn finish(&mut self, _: &Tally, refused: &Refused, output: &mut Output) -> Result<(), Failure> {
        self.begin(output)?;
        let About { now, zone, plan, context, .. } = self.about;
        let reason = |refusal: &guiju_log::Refusal| match context.lang {
            Lang::Zh => refusal.reason.chinese(),
            Lang::En => refusal.reason.to_string(),
        };
        let notes: Vec<Value> = refused
            .kept
            .iter()
            .map(|refusal| json!({ "level": "warning", "message": { "text": format!("{}: {}", refusal.place, reason(refusal)) } }))
            .collect();
        let invocation = json!({ "executionSuccessful": true, "toolExecutionNotifications": notes });
        let properties = json!({ "standard": plan.standard.id, "version": plan.standard.version, "now": now.rfc3339(zone) });
        writeln!(output, "\n],\"invocations\":[{invocation}],\"properties\":{properties}}}]}}")?;
        Ok(())
    }
}
