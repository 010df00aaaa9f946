//! Working calendars: which days are worked, and at which hours.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use crate::Lang;
use crate::calendar_parts::{CalendarProblem, Hours, Shift};
use crate::holidays::{Holidays, Special};

/// When an organisation works: a week, and the dates that differ from it.
///
/// A date is looked up in this order: `work`, `free`, the country's holidays, the week.
#[derive(Debug, Clone)]
pub struct Calendar {
    name: String,
    week: [Vec<Hours>; 7],
    free: Vec<(Date, Date)>,
    work: BTreeMap<Date, Weekday>,
    shifts: Vec<Shift>,
    holidays: Option<&'static Holidays>,
}

/// Why a calendar has no answer; the judge says `unknown` and names it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoData {
    /// The holidays of that year are not (or no longer) in the data.
    #[error("calendar `{calendar}` has no holidays for {year}")]
    Year {
        /// The calendar's name.
        calendar: String,
        /// The year without data.
        year: i16,
    },
    /// The years end before the answer is reached.
    #[error("calendar `{calendar}` gives no answer before the year 2200")]
    BeyondRange {
        /// The calendar's name.
        calendar: String,
    },
}

impl NoData {
    /// In words for people.
    pub fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (_, Lang::En) => self.to_string(),
            (NoData::Year { calendar, year }, Lang::Zh) => {
                format!("日历 `{calendar}` 没有 {year} 年的节假日数据")
            }
            (NoData::BeyondRange { calendar }, Lang::Zh) => {
                format!("日历 `{calendar}` 在 2200 年之前得不出结果")
            }
        }
    }
}

/// Gathers a calendar; [`CalendarBuilder::build`] checks it as a whole.
#[derive(Debug, Clone)]
pub struct CalendarBuilder {
    calendar: Calendar,
}

impl Calendar {
    /// Begins a calendar without any working hours.
    pub fn builder(name: &str) -> CalendarBuilder {
        let calendar = Calendar {
            name: name.to_owned(),
            week: Default::default(),
            free: Vec::new(),
            work: BTreeMap::new(),
            shifts: Vec::new(),
            holidays: None,
        };
        CalendarBuilder { calendar }
    }

    /// The ready-made `cn`: Monday to Friday 9–12 and 13–18, public holidays and the days worked for them.
    pub fn cn() -> Calendar {
        let mut cn = Calendar::builder("cn").calendar;
        for day in &mut cn.week[..5] {
            *day = vec![Hours { from: 540, until: 720 }, Hours { from: 780, until: 1080 }];
        }
        cn.holidays = Some(Holidays::cn());
        cn
    }

    /// The calendar's name in its pack.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the calendar says, as keys and values that a pack could write: equal for calendars that work alike.
    pub fn written(&self) -> Vec<(String, String)> {
        let hours = |hours: &[Hours]| hours.iter().map(Hours::to_string).collect::<Vec<_>>().join(", ");
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let week = days.iter().zip(&self.week).map(|(day, own)| (format!("week {day}"), hours(own)));
        let free = self.free.iter().map(|(first, last)| (format!("free {first}..{last}"), "true".to_owned()));
        let work = self.work.iter().map(|(date, like)| (format!("work {date}"), format!("{like:?}")));
        let shifts = self.shifts.iter().enumerate();
        let shifts = shifts.map(|(at, shift)| (format!("shift {}", at + 1), format!("{shift:?}")));
        let holidays =
            self.holidays.map(|holidays| ("holidays".to_owned(), format!("{:?}", holidays.years())));
        week.chain(free)
            .chain(work)
            .chain(shifts)
            .chain(holidays)
            .filter(|(_, said)| !said.is_empty())
            .collect()
    }

    /// The named shifts, as written.
    pub fn shifts(&self) -> &[Shift] {
        &self.shifts
    }

    /// The hours of work that begin on a date, by time; empty on a free day.
    ///
    /// # Errors
    /// The year has no holiday data.
    pub fn hours(&self, date: Date) -> Result<&[Hours], NoData> {
        Ok(match self.works_like(date)? {
            Some(day) => self.of(day),
            None => &[],
        })
    }

    /// Whether a date has working hours.
    ///
    /// # Errors
    /// The year has no holiday data.
    pub fn is_workday(&self, date: Date) -> Result<bool, NoData> {
        Ok(!self.hours(date)?.is_empty())
    }

    /// How many of the dates `first..=last` are worked.
    ///
    /// # Errors
    /// A year among them has no holiday data.
    pub fn workdays_in(&self, first: Date, last: Date) -> Result<u32, NoData> {
        let mut count = 0;
        let mut date = first;
        while date <= last {
            count += u32::from(self.is_workday(date)?);
            match date.checked_add(1.day()) {
                Ok(next) => date = next,
                Err(_) => break,
            }
        }
        Ok(count)
    }

    /// The weekday whose hours a date has, `None` where it is free.
    fn works_like(&self, date: Date) -> Result<Option<Weekday>, NoData> {
        if let Some(like) = self.work.get(&date) {
            return Ok(Some(*like));
        }
        if self.free.iter().any(|(first, last)| (*first..=*last).contains(&date)) {
            return Ok(None);
        }
        let special = self.holidays.map_or(Some(Special::Ordinary), |holidays| holidays.special(date));
        match special {
            Some(Special::Ordinary) => Ok(Some(date.weekday())),
            Some(Special::Free) => Ok(None),
            // A weekend day worked for a holiday has the hours of the first day that the week works.
            Some(Special::Worked) => {
                let first = Weekday::Monday.cycle_forward().take(7).find(|day| !self.of(*day).is_empty());
                Ok(first.or(Some(date.weekday())))
            }
            None => Err(NoData::Year { calendar: self.name.clone(), year: date.year() }),
        }
    }

    fn of(&self, day: Weekday) -> &[Hours] {
        &self.week[day.to_monday_zero_offset() as usize]
    }

    /// Whether any hours run past midnight, so that a day depends on the one before.
    pub(crate) fn passes_midnight(&self) -> bool {
        self.week.iter().flatten().any(|hours| hours.past_midnight())
    }

    pub(crate) fn beyond_range(&self) -> NoData {
        NoData::BeyondRange { calendar: self.name.clone() }
    }
}

impl CalendarBuilder {
    /// Gives weekdays their hours.
    ///
    /// # Errors
    /// A weekday that has hours already, or hours that overlap.
    pub fn week(mut self, days: &[Weekday], hours: &[Hours]) -> Result<Self, CalendarProblem> {
        let mut hours = hours.to_vec();
        hours.sort_unstable();
        if let Some(pair) = hours.windows(2).find(|pair| pair[1].from < pair[0].end()) {
            return Err(CalendarProblem::Overlap { one: pair[0], other: pair[1] });
        }
        for day in days {
            let slot = &mut self.calendar.week[day.to_monday_zero_offset() as usize];
            if !slot.is_empty() {
                return Err(CalendarProblem::Twice { day: *day });
            }
            slot.clone_from(&hours);
        }
        Ok(self)
    }

    /// Makes the dates `first..=last` free.
    pub fn free(mut self, first: Date, last: Date) -> Self {
        self.calendar.free.push((first, last));
        self
    }

    /// Makes a date work like a weekday, whatever else is said of it.
    pub fn work(mut self, date: Date, like: Weekday) -> Self {
        self.calendar.work.insert(date, like);
        self
    }

    /// Adds a named shift.
    pub fn shift(mut self, name: &str, hours: Hours) -> Self {
        self.calendar.shifts.push(Shift { name: name.to_owned(), hours });
        self
    }

    /// Takes a country's public holidays; dates in years without data then have no answer.
    pub fn holidays(mut self, holidays: &'static Holidays) -> Self {
        self.calendar.holidays = Some(holidays);
        self
    }

    /// Checks the calendar as a whole.
    ///
    /// # Errors
    /// No working hours at all, or a date that works like a day without hours.
    pub fn build(self) -> Result<Calendar, CalendarProblem> {
        let calendar = self.calendar;
        if calendar.week.iter().all(Vec::is_empty) {
            return Err(CalendarProblem::NeverWorks);
        }
        for (date, like) in &calendar.work {
            if calendar.of(*like).is_empty() {
                return Err(CalendarProblem::LikeFreeDay { date: *date, like: *like });
            }
        }
        Ok(calendar)
    }
}
