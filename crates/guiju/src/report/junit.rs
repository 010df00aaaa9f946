//! JUnit XML: a suite an encounter, a test a clause, for pipelines.

use super::{About, Report, words};
use crate::{
    audit::{Judged, Refused, Tally},
    failure::Failure,
    output::Output,
    sentences,
};
use guiju_judge::{ClauseJudgement, Verdict};
use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};
use std::io::Write as _;

/// The report. Clauses that do not apply are left out; what is pending or unknown is skipped, with the reason.
pub struct JUnit<'a> {
    about: &'a About<'a>,
    document: Document,
}

impl<'a> JUnit<'a> {
    /// Begins it.
    pub fn new(about: &'a About<'a>) -> Self {
        let standard = &about.plan.standard;
        JUnit { about, document: Document::new(format!("{} {}", standard.id, standard.version)) }
    }

    fn case(&self, judged: &ClauseJudgement) -> Option<TestCase> {
        let clause = self.about.plan.standard.clauses.get(judged.clause)?;
        let said = sentences_of(self.about, judged).join("\n");
        let status = match judged.verdict {
            Verdict::NotApplicable => return None,
            Verdict::Kept => TestCaseStatus::success(),
            Verdict::Broken => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                status.set_type(clause.severity.name()).set_message(said.clone()).set_description(said);
                status
            }
            Verdict::Pending | Verdict::Unknown => {
                let mut status = TestCaseStatus::skipped();
                status.set_type(judged.verdict.name()).set_message(said);
                status
            }
        };
        let mut case =
            TestCase::new(format!("{} {}", clause.id, clause.title.get(self.about.context.lang)), status);
        case.set_classname(&self.about.plan.standard.id);
        Some(case)
    }
}

/// The sentences of the activations that made the verdict.
pub fn sentences_of(about: &About<'_>, judged: &ClauseJudgement) -> Vec<String> {
    let Some(clause) = about.plan.standard.clauses.get(judged.clause) else { return Vec::new() };
    judged
        .activations
        .iter()
        .filter(|activation| activation.outcome.verdict() == judged.verdict)
        .map(|activation| sentences::because(about.plan, clause, activation, about.now, about.context.lang))
        .collect()
}

impl Report for JUnit<'_> {
    fn add(&mut self, judged: &Judged<'_>, _: &mut Output) -> Result<(), Failure> {
        let name = words::subject(self.about.plan, &judged.judgement, self.about.context.lang);
        let mut suite = TestSuite::new(name);
        suite.add_test_cases(judged.judgement.clauses.iter().filter_map(|clause| self.case(clause)));
        self.document.add_test_suite(suite);
        Ok(())
    }

    fn finish(&mut self, _: &Tally, _: &Refused, output: &mut Output) -> Result<(), Failure> {
        let xml = self.document.to_string().map_err(|error| Failure::Ours(error.to_string()))?;
        output.write_all(xml.as_bytes())?;
        Ok(())
    }
}
