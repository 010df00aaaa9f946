//! Public holidays, and the weekend days worked for them, as data by year.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;

/// A country's days that differ from the week, for the years that have been announced.
#[derive(Debug)]
pub struct Holidays {
    first_year: i16,
    last_year: i16,
    days: BTreeMap<Date, DayOff>,
}

#[derive(Debug)]
struct DayOff {
    /// A weekend day that is worked instead.
    worked: bool,
    name: &'static str,
}

/// What the holiday data says of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Special {
    /// As the week says.
    Ordinary,
    Free,
    Worked,
}

static CN: LazyLock<Holidays> = LazyLock::new(|| Holidays::read(include_str!("../data/holidays-cn.tsv")));

impl Holidays {
    /// China's public holidays with 调休, as the State Council announces them year by year.
    pub fn cn() -> &'static Holidays {
        &CN
    }

    /// First and last year with data.
    pub fn years(&self) -> (i16, i16) {
        (self.first_year, self.last_year)
    }

    /// The holiday for which a date is free, or worked instead of another (in Chinese); `None` on an ordinary day.
    pub fn name(&self, date: Date) -> Option<&'static str> {
        self.days.get(&date).map(|day| day.name)
    }

    /// `None` in a year without data.
    pub(crate) fn special(&self, date: Date) -> Option<Special> {
        if !(self.first_year..=self.last_year).contains(&date.year()) {
            return None;
        }
        Some(
            self.days
                .get(&date)
                .map_or(Special::Ordinary, |day| if day.worked { Special::Worked } else { Special::Free }),
        )
    }

    /// Reads our own generated table; lines that it cannot read are left out (a test holds that there are none).
    fn read(table: &'static str) -> Holidays {
        let mut read = Holidays { first_year: 0, last_year: -1, days: BTreeMap::new() };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            match (cells.next(), cells.next(), cells.next()) {
                (Some("years"), Some(first), Some(last)) => {
                    read.first_year = first.parse().unwrap_or(0);
                    read.last_year = last.parse().unwrap_or(-1);
                }
                (Some(date), Some(kind @ ("free" | "work")), Some(name)) => {
                    if let Ok(date) = date.parse() {
                        read.days.insert(date, DayOff { worked: kind == "work", name });
                    }
                }
                _ => {}
            }
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read_and_lies_in_its_years() {
        let lines =
            include_str!("../data/holidays-cn.tsv").lines().filter(|line| !line.starts_with('#')).count();
        let cn = Holidays::cn();
        assert_eq!(cn.days.len() + 1, lines);
        assert!(cn.days.keys().all(|day| cn.special(*day).is_some()));
        assert!(cn.years().0 <= 2004 && cn.years().1 >= 2026);
    }

    #[test]
    fn days_worked_for_a_holiday_are_known() {
        let cn = Holidays::cn();
        let special = |text: &str| cn.special(text.parse().unwrap());
        assert_eq!(special("2026-02-17"), Some(Special::Free));
        assert_eq!(special("2026-02-14"), Some(Special::Worked));
        assert_eq!(special("2026-03-02"), Some(Special::Ordinary));
        assert_eq!(special("2003-12-31"), None);
        assert_eq!(cn.name("2026-10-01".parse().unwrap()), Some("国庆节"));
    }
}
