//! The run: each subject is judged, handed over and forgotten.

use super::{Filter, Masks, Parties, Party, workers};
use crate::{context::Context, failure::Failure, progress::Progress};
use guiju_judge::{ClauseJudgement, Desk, Judgement, Plan, Subject};
use guiju_log::Log;
use guiju_time::Instant;
use std::num::NonZero;

/// A run over a log.
pub struct Run<'r> {
    /// The compiled standard.
    pub plan: &'r Plan,
    /// The log.
    pub log: &'r Log,
    /// Subjects are taken as the file has them, not by type and id: it is XES, which may come in parts.
    pub by_file: bool,
    /// As things stand.
    pub now: Instant,
    /// Every subject counts as closed at its last event.
    pub closed: bool,
    /// What is judged and shown.
    pub filter: Filter,
    /// How many threads judge.
    pub workers: NonZero<usize>,
    /// What is shown is covered by these.
    pub masks: Option<&'r Masks>,
}

/// A subject that was judged.
pub struct Judged<'j> {
    /// The log that it is in.
    pub log: &'j Log,
    /// What the standard says of it, as far as the filter asks.
    pub judgement: Judgement,
    /// Its site.
    pub site: Option<Party>,
    /// People of our side in it.
    pub people: Vec<Party>,
    parties: &'j Parties<'j>,
}

impl Judged<'_> {
    /// Whom a clause's judgement concerns.
    pub fn concerned(&self, clause: &ClauseJudgement) -> Vec<Party> {
        self.parties.concerned(clause, &self.people)
    }
}

impl Run<'_> {
    /// Judges each subject that the filter lets through and hands it to `take`, in order of type and id, or of the file.
    ///
    /// # Errors
    /// What `take` says; the run ends there.
    pub fn each(
        &self,
        context: &Context,
        take: &mut dyn FnMut(&Judged<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let parties = Parties::of(&self.plan.standard, self.log);
        let shown = Parties::of(&self.plan.standard, self.shown());
        self.filter.tell_unknown(context, &parties);
        let mut subjects = Desk::new(self.plan, self.log).subjects(self.now.0);
        if self.by_file {
            subjects.sort_by_cached_key(|subject| self.position(subject));
        }
        let mut progress =
            Progress::begin(context, context.say("判定", "judging"), Some(subjects.len() as u64));
        workers::in_order(
            self.workers,
            &subjects,
            || Desk::new(self.plan, self.log),
            |desk, subject| self.judged(desk, subject, &parties, &shown),
            |judged| {
                progress.step();
                judged.map_or(Ok(()), |judged| take(&judged))
            },
        )?;
        progress.end();
        Ok(())
    }

    /// The log that reports show.
    fn shown(&self) -> &Log {
        self.masks.map_or(self.log, Masks::log)
    }

    /// Where the file has the subject's first event: XES numbers its events. One without events comes last.
    fn position(&self, subject: &Subject) -> i64 {
        let events = self.log.strings.get(&subject.id).map_or(&[][..], |id| self.log.events_of(id));
        events.iter().filter_map(|ix| self.log.event(*ix).seq()).min().unwrap_or(i64::MAX)
    }

    /// Judges one subject, if the filter lets it through.
    fn judged<'j>(
        &'j self,
        desk: &Desk<'j>,
        subject: &Subject,
        parties: &Parties<'_>,
        shown: &'j Parties<'j>,
    ) -> Option<Judged<'j>> {
        let site = parties.site(subject);
        if !among(&self.filter.sites, site.iter()) {
            return None;
        }
        let people = parties.people(subject);
        if !among(&self.filter.people, people.iter()) {
            return None;
        }
        let closed = self.closed || self.is_history(subject);
        let history = desk.history(subject.clone(), self.now.0, closed);
        if !self.opened_in_time(history.opened()) {
            return None;
        }
        let mut judgement = guiju_judge::judge(self.plan, &history);
        if !self.filter.clauses.is_empty() {
            judgement.clauses.retain(|clause| self.filter.clauses.contains(&clause.clause));
            if judgement.clauses.is_empty() {
                return None;
            }
        }
        let (mut site, mut people) = (site, people);
        if let Some(masks) = self.masks {
            masks.cover(&mut judgement);
            site = site.map(|site| masks.party(&site));
            people = people.iter().map(|person| masks.party(person)).collect();
        }
        Some(Judged { log: self.shown(), judgement, site, people, parties: shown })
    }

    fn opened_in_time(&self, opened: Option<Instant>) -> bool {
        let Filter { from, until, .. } = &self.filter;
        match opened {
            Some(opened) => {
                from.is_none_or(|from| opened >= from) && until.is_none_or(|until| opened <= until)
            }
            None => from.is_none() && until.is_none(),
        }
    }

    /// A XES log or a table is history: a case without closing event is over, too. XES cases are objects of type `case`; a pipe has no
    /// name that says more.
    fn is_history(&self, subject: &Subject) -> bool {
        let object = self.log.strings.get(&subject.id).and_then(|id| self.log.object(id));
        object.map(|ix| self.log.object_ref(ix).place().file).is_some_and(|file| {
            let name = file.trim_end_matches(".gz");
            name.ends_with(".xes")
                || guiju_table::Input::is_table(name)
                || (name == "-" && subject.kind == "case")
        })
    }
}

fn among<'p>(wanted: &[String], mut there: impl Iterator<Item = &'p Party>) -> bool {
    wanted.is_empty() || there.any(|party| wanted.contains(&party.id))
}
