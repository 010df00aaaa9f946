//! Judging logs for something that wants judgements alone, in parts where that is possible.

use super::{Filter, Judged, Reading, Refused, Run, log_name, read_in_parts, read_sorted, sorted};
use crate::{context::Context, failure::Failure};
use guiju_judge::Plan;
use guiju_time::Instant;
use std::{num::NonZero, path::PathBuf};

/// How logs are judged.
pub struct Over<'a> {
    /// The compiled standard.
    pub plan: &'a Plan,
    /// As things stand.
    pub now: Instant,
    /// Every subject counts as closed at its last event.
    pub closed: bool,
    /// What is judged.
    pub filter: Filter,
    /// How many threads judge.
    pub workers: NonZero<usize>,
}

impl Over<'_> {
    /// Reads the logs and hands each subject that was judged to `take`. Gives what the logs are called, and what was refused.
    ///
    /// # Errors
    /// As [`super::read`] and [`Run::each`].
    pub fn each(
        &self,
        context: &Context,
        paths: &[PathBuf],
        reading: &Reading<'_>,
        take: &mut dyn FnMut(&Judged<'_>) -> Result<(), Failure>,
    ) -> Result<(Vec<String>, Refused), Failure> {
        let Over { plan, now, closed, workers, .. } = *self;
        let mut judge = |log: &guiju_log::Log, by_file: bool| {
            Run { plan, log, by_file, now, closed, filter: self.filter.clone(), workers, masks: None }
                .each(context, take)
        };
        // Filters by site and person tell which ids the whole log does not know.
        let may_part = self.filter.sites.is_empty() && self.filter.people.is_empty() && !reading.strict;
        let sorted = sorted(context, paths, reading)?;
        let refused = match if may_part { sorted.one_log() } else { Err(sorted) } {
            Ok(log) => read_in_parts(context, log, reading, &mut |part| judge(&part.log, part.by_file))?,
            Err(sorted) => {
                let judgeable = read_sorted(context, paths, sorted, reading)?;
                judge(&judgeable.log, false)?;
                judgeable.refused
            }
        };
        Ok((paths.iter().map(|path| log_name(context, path)).collect(), refused))
    }
}
