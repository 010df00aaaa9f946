//! Grades and stars: thresholds with conditions, and what is missing for the next one.

use crate::ledger::Group;
use guiju_standard::model::{Grade, Scoring, Severity};
use guiju_time::{Date, Instant, Zone};

/// A group's grade.
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    /// Index of the grade in the standard's scoring, the best first; `None`: none is reached.
    pub grade: Option<usize>,
    /// The next better grade, and what it lacks.
    pub next: Option<(usize, Vec<Lacking>)>,
}

/// What a grade lacks.
#[derive(Debug, Clone, PartialEq)]
pub enum Lacking {
    /// Too little could be judged: the share, and the share that is asked.
    Coverage(f64, f64),
    /// So much is missing to the score.
    Score(f64),
    /// Something of this severity or worse was broken last at this time.
    Broken(Severity, Instant),
    /// This clause was broken, or never applied.
    Kept(String),
    /// So many more encounters.
    Encounters(u64),
}

/// The grade of a group as of `now`; `zone` counts months back.
pub(crate) fn graded(
    group: &Group,
    scoring: &Scoring,
    clause_id: &dyn Fn(&str) -> Option<usize>,
    now: Instant,
    zone: &Zone,
) -> Graded {
    let mut next = None;
    for (at, grade) in scoring.grades.iter().enumerate() {
        let lacking = lacking(group, scoring, grade, clause_id, now, zone);
        if lacking.is_empty() {
            return Graded { grade: Some(at), next };
        }
        next = Some((at, lacking));
    }
    Graded { grade: None, next }
}

fn lacking(
    group: &Group,
    scoring: &Scoring,
    grade: &Grade,
    clause_id: &dyn Fn(&str) -> Option<usize>,
    now: Instant,
    zone: &Zone,
) -> Vec<Lacking> {
    let mut lacks = Vec::new();
    let coverage = group.coverage.unwrap_or(0.0);
    if coverage < scoring.min_coverage {
        lacks.push(Lacking::Coverage(coverage, scoring.min_coverage));
    }
    let missing = grade.from - group.score.unwrap_or(0.0);
    if missing > 1e-9 {
        lacks.push(Lacking::Score(missing));
    }
    if let Some(severity) = grade.none_broken {
        let last = group.last_broken[severity as usize..].iter().flatten().max().copied();
        let since = grade.months.map(|months| months_before(now, months, zone));
        if let Some(last) = last.filter(|last| since.is_none_or(|since| *last >= since)) {
            lacks.push(Lacking::Broken(severity, last));
        }
    }
    for id in &grade.kept {
        let counts = clause_id(id).and_then(|clause| group.clauses.get(&clause)).copied();
        if !counts.is_some_and(|(kept, broken)| kept > 0 && broken == 0) {
            lacks.push(Lacking::Kept(id.clone()));
        }
    }
    if group.encounters < grade.encounters {
        lacks.push(Lacking::Encounters(grade.encounters - group.encounters));
    }
    lacks
}

/// The same day and time so many months earlier, by the zone's clock.
fn months_before(now: Instant, months: u32, zone: &Zone) -> Instant {
    let local = zone.date_time(now);
    let counted = i64::from(local.year()) * 12 + i64::from(local.month()) - 1 - i64::from(months);
    let (year, month) = (counted.div_euclid(12), counted.rem_euclid(12) + 1);
    let first = i16::try_from(year).ok().zip(i8::try_from(month).ok());
    let Some(first) = first.and_then(|(year, month)| Date::new(year, month, 1).ok()) else {
        return Instant(i64::MIN);
    };
    let day = local.day().min(first.days_in_month());
    let date = first.with().day(day).build().unwrap_or(first);
    zone.first_instant(date.to_datetime(local.time()))
}
