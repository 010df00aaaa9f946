//! Which columns become events: a row for each event, for each utterance, or for each order.

use super::Planner;
use crate::guess::{
    doubt::{Doubt, Role, Why},
    names::{self, Entries},
    profile::{Column, Looks},
    words,
    yaml::{Entry, Event, Plan},
};
use crate::scalar::quote;
use crate::when;
use guiju_standard::model::Encounter;
use std::collections::BTreeMap;

impl Planner<'_> {
    /// A column's time as the mapping writes it.
    pub(super) fn time(&mut self, at: usize) -> String {
        let column = self.columns[at].clone();
        match column.looks {
            Looks::Counted(format) => format!("{{ column: {}, format: {format} }}", quote(&column.name)),
            _ => quote(&column.name),
        }
    }

    /// An event for each column of times.
    pub(super) fn orders(&mut self, plan: &mut Plan, encounter: Option<&Encounter>, id: Option<&str>) {
        let planned = |column: &Column| words::holds(&column.name, words::PLANNED).is_some();
        let date = self.columns.iter().position(|column| column.looks == Looks::Date && !planned(column));
        let titled = || {
            let titles = self.sample.titles.iter().flat_map(|row| &row.cells);
            titles.filter_map(|(_, cell)| date_in(&cell.shown())).next()
        };
        let titled = if date.is_none() { titled() } else { None };
        let mut found: Vec<(usize, String, String)> = Vec::new();
        for at in 0..self.columns.len() {
            let column = self.columns[at].clone();
            if self.used[at] || planned(&column) {
                continue;
            }
            let near = self.near(at);
            let time = match (column.looks, date, &titled) {
                (Looks::Moment | Looks::Counted(_), ..) => self.time(at),
                (Looks::Clock, Some(_), _) => {
                    let date = self.date_for(at).unwrap_or_default();
                    format!("{{ date: {}, clock: {}{near} }}", quote(&date), quote(&column.name))
                }
                (Looks::Clock, None, Some(date)) => {
                    self.doubts.push(Doubt::DateInTitle { date: date.clone() });
                    format!("{{ date: {{ value: {} }}, clock: {}{near} }}", quote(date), quote(&column.name))
                }
                (Looks::Clock, None, None) => {
                    self.doubts.push(Doubt::OnlyClock { column: column.name.clone() });
                    continue;
                }
                _ => continue,
            };
            found.push((at, column.name.clone(), time));
        }
        let names = self.event_names(&found, encounter);
        for ((at, column, time), (kind, why)) in found.into_iter().zip(names) {
            let id = id.map(|id| quote(&format!("{id}/{kind}")));
            self.take(at, Role::Event(kind.clone()), why);
            plan.events.push(Event { kind: quote(&kind), time, id, comment: column, ..Event::default() });
        }
    }

    /// The time of day before this one in the row, where one of the two lies beyond midnight.
    pub(super) fn near(&mut self, at: usize) -> String {
        let before = (0..at).rev().find(|other| self.columns[*other].looks == Looks::Clock);
        let Some(before) = before.filter(|_| self.columns[at].looks == Looks::Clock) else {
            return String::new();
        };
        let column = |at: usize| self.sample.header.column(&self.columns[at].name);
        let (Some(first), Some(second)) = (column(before), column(at)) else { return String::new() };
        let clock =
            |cell: &crate::cell::Cell| when::of_cell(cell, None).ok().and_then(|moment| moment.clock_us);
        let across = self.sample.records.iter().any(|row| {
            let both = clock(row.cell(first)).zip(clock(row.cell(second)));
            both.is_some_and(|(first, second)| first - second > when::DAY_US / 2)
        });
        if !across {
            return String::new();
        }
        let (column, near) = (self.columns[at].name.clone(), self.columns[before].name.clone());
        let key = format!(", near: {}", quote(&near));
        self.doubts.push(Doubt::Midnight { column, near });
        key
    }

    /// The date column of a time of day: with the same stem, else the nearest before it.
    pub(super) fn date_for(&mut self, at: usize) -> Option<String> {
        let stem = words::stem(&self.columns[at].name);
        let dates: Vec<usize> =
            (0..self.columns.len()).filter(|at| self.columns[*at].looks == Looks::Date).collect();
        let alike = dates.iter().copied().find(|date| words::stem(&self.columns[*date].name) == stem);
        let date = alike
            .or_else(|| dates.iter().copied().rev().find(|date| *date < at))
            .or(dates.first().copied())?;
        if !self.used[date] {
            self.take(date, Role::Date, Why::Cells);
        }
        Some(self.columns[date].name.clone())
    }

    /// Activities for columns of times: the likest pair first, each activity once.
    pub(super) fn event_names(
        &mut self,
        found: &[(usize, String, String)],
        encounter: Option<&Encounter>,
    ) -> Vec<(String, Why)> {
        let own = |column: &str| {
            let stem = words::stem(column);
            if stem.is_empty() { column.to_owned() } else { stem.replace(' ', "_") }
        };
        let Some(standard) = self.standard else {
            return found.iter().map(|(_, column, _)| (own(column), Why::Header)).collect();
        };
        let mut pairs: Vec<(usize, names::Match)> = found
            .iter()
            .enumerate()
            .flat_map(|(at, (_, column, _))| {
                names::activities(standard, column).into_iter().map(move |found| (at, found))
            })
            .collect();
        // What the encounter's flow names comes before what it does not.
        let flows = |name: &String| {
            encounter
                .is_some_and(|e| e.flow.contains(name) || e.opens.contains(name) || e.closes.contains(name))
        };
        pairs.sort_by(|(a, x), (b, y)| {
            let weight = |found: &names::Match| found.score + if flows(&found.name) { 0.1 } else { 0.0 };
            weight(y).total_cmp(&weight(x)).then(a.cmp(b)).then_with(|| x.name.cmp(&y.name))
        });
        let mut chosen: Vec<Option<names::Match>> = vec![None; found.len()];
        for (at, found) in pairs {
            let taken = chosen.iter().flatten().any(|other| other.name == found.name);
            if chosen[at].is_none() && !taken {
                chosen[at] = Some(found);
            }
        }
        let mut named = Vec::new();
        for ((_, column, _), chosen) in found.iter().zip(chosen) {
            named.push(match chosen {
                Some(found) => {
                    if found.is_weak() {
                        self.doubts.push(Doubt::Weak { column: column.clone(), took: found.name.clone() });
                    }
                    (found.name, Why::Like(found.like))
                }
                None => {
                    let took = own(column);
                    self.doubts.push(Doubt::NoMatch { column: column.clone(), took: took.clone() });
                    (took, Why::Header)
                }
            });
        }
        named
    }

    /// A row for each event.
    pub(super) fn log(&mut self, plan: &mut Plan, activity: usize, times: &[usize]) {
        let time = times
            .iter()
            .copied()
            .find(|at| words::holds(&self.columns[*at].name, words::PLANNED).is_none())
            .unwrap_or(times[0]);
        let column = self.columns[activity].name.clone();
        let kind = self.activity_values(activity);
        self.take(activity, Role::Activity, Why::Header);
        let at = self.time(time);
        self.take(time, Role::Time, Why::Cells);
        let unique =
            self.columns.iter().enumerate().find(|(at, c)| {
                !self.used[*at] && c.is_unique() && words::holds(&c.name, words::IDS).is_some()
            });
        let id = match unique.map(|(at, column)| (at, column.name.clone())) {
            Some((at, name)) => {
                self.take(at, Role::EventAttribute("id".to_owned()), Why::Cells);
                quote(&name)
            }
            None => {
                self.doubts.push(Doubt::RowIds);
                quote(&format!("{}-{{#row}}", self.table.replace(['{', '}'], "")))
            }
        };
        for at in times.iter().copied().filter(|at| *at != time) {
            self.doubts.push(Doubt::OtherTime { column: self.columns[at].name.clone() });
        }
        if let Some(at) = self.find(words::LIFECYCLES, |column| column.values.len() > 1) {
            self.doubts.push(Doubt::Lifecycle { column: self.columns[at].name.clone() });
        }
        plan.events.push(Event { kind, time: at, id: Some(id), comment: column, ..Event::default() });
    }

    /// The activity column, with a value table where the standard calls things otherwise.
    pub(super) fn activity_values(&mut self, at: usize) -> String {
        let column = self.columns[at].clone();
        let Some(standard) = self.standard else { return format!("{{ column: {} }}", quote(&column.name)) };
        let mut entries = BTreeMap::new();
        let mut unknown = Vec::new();
        for value in column.values.keys() {
            let found = names::activities(standard, value).into_iter().next();
            if let Some(found) = found.as_ref().filter(|found| found.is_weak()) {
                self.doubts.push(Doubt::Weak { column: value.clone(), took: found.name.clone() });
            }
            if found.is_none() {
                unknown.push(value.clone());
            }
            entries.insert(value.clone(), Some(found.map_or_else(|| value.clone(), |found| found.name)));
        }
        if !unknown.is_empty() {
            self.doubts.push(Doubt::NoEntry { column: column.name.clone(), values: unknown });
        }
        let table = self.value_table("activities", entries);
        format!("{{ column: {}, values: {table} }}", quote(&column.name))
    }

    /// A row for each utterance.
    pub(super) fn speech(&mut self, plan: &mut Plan, speaker: usize, text: usize, times: &[usize]) {
        let (speaker_name, text_name) = (self.columns[speaker].name.clone(), self.columns[text].name.clone());
        let entries: Entries = self.columns[speaker]
            .values
            .keys()
            .map(|value| {
                let ours =
                    words::holds(value, words::PEOPLE).is_some() || value == "客服" || value == "agent";
                let theirs = ["客户", "用户", "customer", "caller", "user"]
                    .iter()
                    .any(|word| value.to_lowercase().contains(word));
                let meaning = if ours {
                    "staff"
                } else if theirs {
                    "customer"
                } else {
                    value
                };
                (value.clone(), Some(meaning.to_owned()))
            })
            .collect();
        let named = entries.iter().any(|(value, meaning)| meaning.as_ref() != Some(value));
        let speaker_cell = if named {
            format!(
                "{{ column: {}, values: {} }}",
                quote(&speaker_name),
                self.value_table("speakers", entries)
            )
        } else {
            quote(&speaker_name)
        };
        self.take(speaker, Role::EventAttribute("speaker".to_owned()), Why::Header);
        self.take(text, Role::EventAttribute("text".to_owned()), Why::Header);
        let mut event = Event {
            kind: "utterance".to_owned(),
            source: Some("transcript".to_owned()),
            comment: text_name.clone(),
            ..Event::default()
        };
        event.attrs = vec![Entry::new("speaker", speaker_cell), Entry::new("text", quote(&text_name))];
        if let Some(time) = times.first().copied() {
            event.time = self.time(time);
            self.take(time, Role::Time, Why::Cells);
            if let Some(end) = times.get(1).copied() {
                let cell = self.time(end);
                let cell = if cell.starts_with('{') {
                    cell.replacen('{', "{ is: time,", 1)
                } else {
                    format!("{{ column: {cell}, is: time }}")
                };
                event.attrs.push(Entry::new("end", cell));
                self.take(end, Role::EventAttribute("end".to_owned()), Why::Cells);
            }
            event.id = Some(quote(&format!("{}-{{#row}}", self.table)));
            self.doubts.push(Doubt::RowIds);
            plan.events.push(event);
        }
        if let Some(object) = plan.objects.first_mut() {
            object.evidence = Some("[transcript]".to_owned());
        }
    }
}

/// A date in a title such as `2026年3月2日 发车记录`.
fn date_in(title: &str) -> Option<String> {
    let start = title.find(|c: char| c.is_ascii_digit())?;
    let rest = &title[start..];
    let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(20);
    let dates = ends
        .filter_map(|end| when::parse(&rest[..end], None).ok().filter(|moment| moment.clock_us.is_none()));
    dates.filter_map(|moment| moment.date).last().map(|date| date.to_string())
}
