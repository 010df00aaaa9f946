//! The report that a manager reads: one file, no network, both languages, down to one encounter's timeline.

mod both;
mod encounter;
mod marks;
mod page;
mod quote;
mod scale;
mod timeline;

pub use both::{Both, escaped};
pub use encounter::severity_word;
pub use page::Beside;

use super::{About, Report, weight};
use crate::{
    audit::{Judged, Party, Refused, Tally},
    failure::Failure,
    output::Output,
};
use guiju_judge::{Judgement, Verdict};
use guiju_log::Log;
use std::{cmp::Reverse, collections::BTreeMap, io::Write as _};

/// Encounters that the file holds; the worst of the log, as many as a browser opens with ease.
const EMBEDDED: usize = 400;
/// Bytes of encounters after which no more are held.
const BUDGET: usize = 5 << 20;
/// Up to so many encounters, the kept clauses are told in sentences, too.
const IN_FULL: u64 = 40;

/// The report.
pub struct Html<'a> {
    about: &'a About<'a>,
    log: &'a Log,
    /// What a report says of a run that it does not judge by itself, such as the demo's truth.
    preface: Option<Both>,
    /// Reports that belong to it, itself among them.
    beside: Vec<Beside>,
    worst: BTreeMap<Rank, Held>,
}

/// The worst come first: by the weight of what is broken, then by what is pending and unknown, then by name.
type Rank = (Reverse<u64>, Reverse<usize>, Reverse<usize>, String);

/// What is held of an encounter until the file is written.
struct Held {
    judgement: Judgement,
    site: Option<Party>,
    people: Vec<Party>,
}

impl<'a> Html<'a> {
    /// Begins it; it shows what lies in the log.
    pub fn new(about: &'a About<'a>, log: &'a Log) -> Self {
        Html { about, log, preface: None, beside: Vec::new(), worst: BTreeMap::new() }
    }

    /// With a sentence that stands before all else.
    pub fn with_preface(mut self, preface: Both) -> Self {
        self.preface = Some(preface);
        self
    }

    /// With links to other reports.
    pub fn with_beside(mut self, beside: Vec<Beside>) -> Self {
        self.beside = beside;
        self
    }

    fn rank(&self, judgement: &Judgement) -> Rank {
        let of = |verdict| judgement.clauses.iter().filter(move |clause| clause.verdict == verdict);
        let severity =
            |clause: usize| self.about.plan.standard.clauses.get(clause).map(|clause| clause.severity);
        let weight = of(Verdict::Broken).filter_map(|clause| severity(clause.clause)).map(weight).sum();
        let name = format!("{}/{}", judgement.kind, judgement.id);
        (Reverse(weight), Reverse(of(Verdict::Pending).count()), Reverse(of(Verdict::Unknown).count()), name)
    }
}

impl Report for Html<'_> {
    fn add(&mut self, judged: &Judged<'_>, _: &mut Output) -> Result<(), Failure> {
        let rank = self.rank(&judged.judgement);
        if self.worst.len() >= EMBEDDED && self.worst.last_key_value().is_some_and(|(last, _)| rank > *last) {
            return Ok(());
        }
        let held = Held {
            judgement: judged.judgement.clone(),
            site: judged.site.clone(),
            people: judged.people.clone(),
        };
        self.worst.insert(rank, held);
        if self.worst.len() > EMBEDDED {
            self.worst.pop_last();
        }
        Ok(())
    }

    fn finish(&mut self, tally: &Tally, refused: &Refused, output: &mut Output) -> Result<(), Failure> {
        let mut encounters = Vec::new();
        let mut bytes = 0;
        for held in self.worst.values() {
            let drawn =
                encounter::html(self.about, self.log, held, encounters.len(), tally.subjects <= IN_FULL);
            bytes += drawn.len();
            // The worst one is always there, be it ever so long.
            if bytes > BUDGET && !encounters.is_empty() {
                break;
            }
            encounters.push(drawn);
        }
        let page = page::html(self.about, tally, refused, self.preface.as_ref(), &self.beside, &encounters)?;
        output.write_all(page.as_bytes())?;
        Ok(())
    }
}
