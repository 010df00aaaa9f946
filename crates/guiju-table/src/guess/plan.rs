//! From looks and names to what each column becomes.

use super::{
    doubt::{Became, Doubt, Role, Why},
    names::{self, Entries},
    profile::{Column, FEW, Looks},
    sample::{ROWS, Sample},
    words,
    yaml::{Entry, Event, Object, Plan},
};
use crate::{
    scalar::quote,
    when::{self, Order},
};
use guiju_standard::{Standard, model::Encounter};
use std::collections::BTreeMap;

/// What the first file found, for those after it.
pub(super) struct Before {
    pub(super) table: String,
    pub(super) key: String,
    pub(super) columns: Vec<Column>,
    pub(super) kind: String,
}

/// A table in the making.
pub(super) struct Planner<'p> {
    pub(super) standard: Option<&'p Standard>,
    pub(super) zone: String,
    pub(super) table: String,
    pub(super) sample: &'p Sample,
    pub(super) columns: Vec<Column>,
    pub(super) before: Option<&'p Before>,
    /// Names of value tables that are taken, and what they hold.
    pub(super) values: &'p mut BTreeMap<String, Entries>,
    pub(super) became: Vec<Became>,
    pub(super) doubts: Vec<Doubt>,
    used: Vec<bool>,
}

impl<'p> Planner<'p> {
    pub(super) fn new(
        standard: Option<&'p Standard>,
        zone: String,
        table: String,
        sample: &'p Sample,
        columns: Vec<Column>,
        before: Option<&'p Before>,
        values: &'p mut BTreeMap<String, Entries>,
    ) -> Self {
        let used = vec![false; columns.len()];
        let (became, doubts) = (Vec::new(), Vec::new());
        Self { standard, zone, table, sample, columns, before, values, became, doubts, used }
    }

    /// Plans the table; its key and the type of its subject go to the files after it.
    pub(super) fn plan(&mut self) -> (Plan, Option<(String, String)>) {
        let mut plan = Plan { table: self.table.clone(), ..Plan::default() };
        self.rows(&mut plan);
        let speech = self
            .find(words::SPEAKERS, |column| column.values.len() <= FEW)
            .zip(self.find(words::TEXTS, |column| column.longest > 6));
        let activity = self.find(words::ACTIVITIES, |column| {
            column.looks == Looks::Text
                && column.values.len() <= FEW.max(column.filled / 4)
                && column.repeated().is_some()
        });
        let times: Vec<usize> = (0..self.columns.len()).filter(|at| self.columns[*at].is_time()).collect();
        let key = self.key(speech.is_some() || activity.is_some());
        let texts: Vec<String> = match activity {
            Some(at) => self.columns[at].values.keys().cloned().collect(),
            None => self
                .columns
                .iter()
                .filter(|c| c.is_time() || c.looks == Looks::Clock)
                .map(|c| c.name.clone())
                .collect(),
        };
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let encounter = self.standard.and_then(|standard| names::encounter(standard, &texts));
        let kind = match (encounter, self.before) {
            (_, Some(before)) => before.kind.clone(),
            (Some((kind, _)), _) => kind.to_owned(),
            (None, None) => "case".to_owned(),
        };
        let encounter = encounter.map(|(_, encounter)| encounter);
        let subject = self.subject(&mut plan, key, &kind);
        if let Some((speaker, text)) = speech {
            self.speech(&mut plan, speaker, text, &times);
        } else if let (Some(activity), false) = (activity, times.is_empty()) {
            self.log(&mut plan, activity, &times);
        } else {
            self.orders(&mut plan, encounter, subject.as_deref());
        }
        self.rest(&mut plan, encounter, key, activity.is_some() || speech.is_some());
        self.doubts_of_used();
        if plan.events.is_empty() {
            self.doubts.push(Doubt::NoEvents);
        }
        let key = key.filter(|_| self.before.is_none()).map(|at| (self.columns[at].name.clone(), kind));
        (plan, key)
    }

    fn find(&self, lexicon: &[&str], fits: impl Fn(&Column) -> bool) -> Option<usize> {
        let hits = self.columns.iter().enumerate().filter(|(at, column)| !self.used[*at] && fits(column));
        hits.filter_map(|(at, column)| Some((words::holds(&column.name, lexicon)?, at)))
            .min()
            .map(|(_, at)| at)
    }

    pub(super) fn take(&mut self, at: usize, role: Role, why: Why) {
        self.used[at] = true;
        let column = self.columns[at].name.clone();
        self.became.push(Became { table: self.table.clone(), column, role, why });
    }

    fn rows(&mut self, plan: &mut Plan) {
        let sample = self.sample;
        if sample.header_lines != (1, 1) {
            plan.header = Some(sample.header_lines);
        }
        plan.skip = sample.footers.clone();
        for (line, column) in &sample.recognised.merged {
            let name = sample.header.name(*column);
            let known = sample.header.column(&name).is_some();
            if *line > sample.header_lines.1 && known && !plan.fill.contains(&name) {
                self.doubts.push(Doubt::Merged { column: name.clone() });
                plan.fill.push(name);
            }
        }
        if let Some(sheet) = sample.recognised.sheet.clone().filter(|_| sample.recognised.sheets.len() > 1) {
            let others = sample.recognised.sheets.iter().filter(|other| **other != sheet).cloned().collect();
            self.doubts.push(Doubt::Sheets { took: sheet.clone(), others });
            plan.sheet = Some(sheet);
        }
        if sample.more {
            self.doubts.push(Doubt::Sampled { rows: ROWS });
        }
        self.doubts.extend(sample.refused.iter().take(3).map(|what| Doubt::Unread { what: what.clone() }));
    }

    /// The column of the id, which repeats in a table of events.
    fn key(&mut self, repeats: bool) -> Option<usize> {
        let ids = |column: &Column| {
            matches!(column.looks, Looks::Text | Looks::Number) && column.longest <= 64 && column.filled > 0
        };
        if let Some(before) = self.before {
            let shared = self.columns.iter().position(|column| column.name == before.key);
            if shared.is_some() {
                return shared;
            }
        }
        let mut likely: Vec<(usize, bool, usize)> = self
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| ids(column))
            .filter_map(|(at, column)| {
                Some((words::holds(&column.name, words::IDS)?, column.is_unique() == repeats, at))
            })
            .collect();
        // A unique one for orders, one that repeats for events; then the surest word.
        likely.sort_by_key(|(word, wrong, at)| (*wrong, *word, *at));
        let found = likely.first().map(|(_, _, at)| *at);
        found.or_else(|| {
            self.columns.iter().position(|column| {
                ids(column) && column.is_unique() && column.looks == Looks::Text && !repeats
            })
        })
    }

    /// The object that rows speak of; its id as the mapping writes it.
    fn subject(&mut self, plan: &mut Plan, key: Option<usize>, kind: &str) -> Option<String> {
        if let Some(before) = self.before {
            return self.linked(plan, key, before, kind);
        }
        let id = match key {
            Some(at) => {
                let column = self.columns[at].clone();
                if plan.fill.contains(&column.name) {
                    // Told already.
                } else if column.empty > 0 && column.filled > column.empty && at < 2 && self.merged_down(at) {
                    plan.fill.push(column.name.clone());
                    self.doubts.push(Doubt::Merged { column: column.name.clone() });
                } else if column.empty > 0 {
                    self.doubts.push(Doubt::EmptyId { column: column.name.clone(), rows: column.empty });
                }
                self.take(at, Role::Subject(kind.to_owned()), Why::Header);
                quote(&column.name)
            }
            None => {
                self.doubts.push(Doubt::NoId);
                quote(&format!("{}-{{#row}}", self.table.replace(['{', '}'], "")))
            }
        };
        plan.objects.push(Object { kind: kind.to_owned(), id: id.clone(), ..Object::default() });
        Some(key.map_or_else(|| "row-{#row}".to_owned(), |at| format!("{{{}}}", self.columns[at].name)))
    }

    /// A cell merged over several rows leaves those below empty, though these hold something.
    fn merged_down(&self, at: usize) -> bool {
        let Some(column) = self.sample.header.column(&self.columns[at].name) else { return false };
        let first = self.sample.records.first().is_some_and(|row| !row.cell(column).is_empty());
        first
            && self
                .sample
                .records
                .iter()
                .filter(|row| row.cell(column).is_empty())
                .all(|row| row.cells.len() > 1)
    }

    /// A file after the first: its rows belong to the first one's objects.
    fn linked(&mut self, plan: &mut Plan, key: Option<usize>, before: &Before, kind: &str) -> Option<String> {
        let shared = self.columns.iter().position(|column| column.name == before.key);
        if let Some(at) = shared {
            self.take(at, Role::Encounter(kind.to_owned()), Why::Shared);
            plan.encounter = Some(quote(&before.key));
        } else if let Some((own, other)) = self.overlap(before) {
            let (own_name, other_name) = (self.columns[own].name.clone(), before.columns[other].name.clone());
            self.take(own, Role::Encounter(kind.to_owned()), Why::Shared);
            plan.encounter = Some(if other_name == before.key {
                quote(&own_name)
            } else {
                plan.join = Some((before.table.clone(), own_name, other_name));
                quote(&format!("{}.{}", before.table, before.key))
            });
        } else {
            self.doubts.push(Doubt::NotLinked { file: self.table.clone() });
        }
        let own = key
            .filter(|at| Some(*at) != shared)
            .or_else(|| self.columns.iter().position(|column| !column.is_time() && column.is_unique()));
        let own = own.filter(|at| self.columns[*at].is_unique());
        Some(own.map_or_else(
            || format!("{}-{{#row}}", self.table),
            |at| format!("{{{}}}", self.columns[at].name),
        ))
    }

    /// The column of this file and the unique one of the first whose values are the same.
    fn overlap(&self, before: &Before) -> Option<(usize, usize)> {
        let pairs = self.columns.iter().enumerate().flat_map(|(own, column)| {
            before
                .columns
                .iter()
                .enumerate()
                .filter(|(_, other)| other.is_unique() && other.looks == column.looks)
                .map(move |(at, other)| (own, column, at, other))
        });
        let shared = |column: &Column, other: &Column| {
            let hits = column
                .values
                .keys()
                .filter(|value| value.len() > 1 && other.values.contains_key(*value))
                .count();
            if column.values.is_empty() { 0 } else { hits * 100 / column.values.len() }
        };
        pairs
            .filter(|(_, column, ..)| matches!(column.looks, Looks::Text | Looks::Number))
            .map(|(own, column, at, other)| (shared(column, other), own, at))
            .filter(|(share, ..)| *share >= 50)
            .max_by_key(|(share, own, at)| (*share, std::cmp::Reverse((*own, *at))))
            .map(|(_, own, at)| (own, at))
    }

    /// A column's time as the mapping writes it.
    fn time(&mut self, at: usize) -> String {
        let column = self.columns[at].clone();
        match column.looks {
            Looks::Counted(format) => format!("{{ column: {}, format: {format} }}", quote(&column.name)),
            _ => quote(&column.name),
        }
    }

    /// An event for each column of times.
    fn orders(&mut self, plan: &mut Plan, encounter: Option<&Encounter>, id: Option<&str>) {
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
    fn near(&mut self, at: usize) -> String {
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
    fn date_for(&mut self, at: usize) -> Option<String> {
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
    fn event_names(
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
    fn log(&mut self, plan: &mut Plan, activity: usize, times: &[usize]) {
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
    fn activity_values(&mut self, at: usize) -> String {
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

    fn value_table(&mut self, name: &str, entries: Entries) -> String {
        let mut taken = name.to_owned();
        let mut n = 2;
        while self.values.get(&taken).is_some_and(|known| *known != entries) {
            taken = format!("{name}_{n}");
            n += 1;
        }
        self.values.insert(taken.clone(), entries);
        taken
    }

    /// A row for each utterance.
    fn speech(&mut self, plan: &mut Plan, speaker: usize, text: usize, times: &[usize]) {
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

    /// Columns that are left: people, sites, attributes.
    fn rest(&mut self, plan: &mut Plan, encounter: Option<&Encounter>, key: Option<usize>, of_events: bool) {
        let site = self.standard.map_or("site", |standard| standard.site.as_str()).to_owned();
        let mut has_site = false;
        for at in 0..self.columns.len() {
            if self.used[at] {
                continue;
            }
            let column = self.columns[at].clone();
            if column.looks == Looks::Empty {
                self.take(at, Role::LeftOut, Why::Empty);
                self.doubts.push(Doubt::LeftOut { column: column.name.clone() });
                continue;
            }
            let constant = of_events && key.is_some_and(|key| self.is_constant(key, at));
            let to_event = (of_events && !constant) || plan.objects.is_empty();
            if words::holds(&column.name, words::PEOPLE).is_some()
                && column.longest <= 24
                && matches!(column.looks, Looks::Text | Looks::Number)
            {
                let role = names::role(encounter, &column.name);
                let several = column.values.keys().any(|value| value.contains(['、', ',', ';', '，']));
                let cell = if several {
                    format!("{{ column: {}, split: \"、,;，\" }}", quote(&column.name))
                } else {
                    quote(&column.name)
                };
                plan.relate(to_event, Entry::new(&role, cell));
                self.take(at, Role::Related(role), Why::Header);
                continue;
            }
            if !has_site
                && words::holds(&column.name, words::SITES).is_some()
                && column.looks == Looks::Text
                && column.longest <= 32
            {
                has_site = true;
                plan.relate(to_event, Entry::new(&site, quote(&column.name)));
                // Beside its own objects a table shows nothing of them; it must not say that it is their evidence.
                let evidence = plan.objects.is_empty().then(|| "[]".to_owned());
                plan.extra.push(Object {
                    kind: site.clone(),
                    id: quote(&column.name),
                    evidence,
                    ..Object::default()
                });
                self.take(at, Role::Related(site.clone()), Why::Header);
                continue;
            }
            let matched =
                encounter.filter(|_| !to_event).and_then(|encounter| names::attribute(encounter, &column));
            let (name, why, table) = match matched {
                Some((found, table)) => {
                    if found.is_weak() {
                        self.doubts
                            .push(Doubt::Weak { column: column.name.clone(), took: found.name.clone() });
                    }
                    let why = if table.is_some() { Why::Values } else { Why::Like(found.like) };
                    (found.name, why, table)
                }
                None => (column.name.clone(), Why::Else, None),
            };
            let why = match (words::holds(&column.name, words::PLANNED), constant) {
                (Some(_), _) if column.is_time() => Why::Planned,
                (_, true) if why == Why::Else => Why::Constant,
                _ => why,
            };
            let cell = self.cell(&column, &name, table);
            plan.attribute(to_event, Entry::new(&name, cell));
            let role = if to_event { Role::EventAttribute(name) } else { Role::Attribute(name) };
            self.take(at, role, why);
        }
    }

    fn is_constant(&self, key: usize, at: usize) -> bool {
        let column = |at: usize| self.sample.header.column(&self.columns[at].name);
        let (Some(key), Some(at)) = (column(key), column(at)) else { return false };
        let mut seen: BTreeMap<String, &crate::cell::Cell> = BTreeMap::new();
        self.sample.records.iter().all(|row| {
            let cell = row.cell(at);
            *seen.entry(row.cell(key).shown().into_owned()).or_insert(cell) == cell
        })
    }

    /// An attribute as the mapping writes it.
    fn cell(&mut self, column: &Column, name: &str, table: Option<Entries>) -> String {
        let quoted = quote(&column.name);
        if let Some(entries) = table {
            let unknown: Vec<String> =
                entries.iter().filter(|(_, word)| word.is_none()).map(|(value, _)| value.clone()).collect();
            if !unknown.is_empty() {
                self.doubts.push(Doubt::NoEntry { column: column.name.clone(), values: unknown });
            }
            let short = name.rsplit('.').next().unwrap_or(name);
            let table = self.value_table(short, entries);
            return format!("{{ column: {quoted}, values: {table} }}");
        }
        let bracketed = words::bracketed(&column.name).and_then(guiju_time::Unit::parse);
        let lasts = words::holds(&column.name, words::DURATIONS).is_some()
            || bracketed.is_some_and(|unit| unit.dimension() == guiju_time::Dimension::Time);
        match column.looks {
            Looks::Truth => format!("{{ column: {quoted}, is: bool }}"),
            Looks::Duration => format!("{{ column: {quoted}, is: duration }}"),
            Looks::Clock if lasts => format!("{{ column: {quoted}, is: duration }}"),
            Looks::Number if lasts => {
                let unit = bracketed.map_or_else(
                    || {
                        self.doubts.push(Doubt::NoUnit { column: column.name.clone(), took: "s" });
                        "s"
                    },
                    guiju_time::Unit::symbol,
                );
                format!("{{ column: {quoted}, is: duration, unit: {unit} }}")
            }
            Looks::Number => match bracketed {
                Some(unit) => format!("{{ column: {quoted}, unit: {} }}", quote(unit.symbol())),
                None => format!("{{ column: {quoted}, is: number }}"),
            },
            Looks::Figure(unit) => format!("{{ column: {quoted}, unit: {} }}", quote(unit.symbol())),
            Looks::Moment => format!("{{ column: {quoted}, is: time }}"),
            Looks::Counted(format) => format!("{{ column: {quoted}, is: time, format: {format} }}"),
            _ => quoted,
        }
    }

    /// What is doubtful of the columns that are used.
    fn doubts_of_used(&mut self) {
        let mut local = false;
        for at in 0..self.columns.len() {
            let column = self.columns[at].clone();
            let became = self
                .became
                .iter()
                .find(|became| became.column == column.name)
                .map(|became| became.role.clone());
            local |= column.local && column.looks != Looks::Date;
            if column.orders.len() > 1 {
                self.doubts.push(Doubt::DayOrMonth { column: column.name.clone(), took: column.orders[0] });
            }
            if let (cells @ 1.., Some(example)) = &column.unlike {
                self.doubts.push(Doubt::Unlike {
                    column: column.name.clone(),
                    cells: *cells,
                    example: example.clone(),
                });
            }
            if column.looks == Looks::Date && !matches!(became, Some(Role::Date)) {
                self.doubts.push(Doubt::OnlyDate { column: column.name.clone() });
            }
            if matches!(became, Some(Role::Subject(_)))
                && self.became.iter().any(|became| matches!(became.role, Role::Event(_)))
                && let Some(example) = column.repeated()
            {
                self.doubts
                    .push(Doubt::Repeated { column: column.name.clone(), example: example.to_owned() });
            }
        }
        if local {
            self.doubts.push(Doubt::NoZone { took: self.zone.clone() });
        }
    }

    /// Which order of day and month the columns have, where they leave it open.
    pub(super) fn order(&self) -> Option<Order> {
        self.columns.iter().find_map(|column| column.orders.first().copied())
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
