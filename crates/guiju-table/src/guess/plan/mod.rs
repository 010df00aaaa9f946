//! From looks and names to what each column becomes.

mod attributes;
mod events;
mod subject;

use crate::guess::{
    doubt::{Became, Doubt, Role, Why},
    names::{self, Entries},
    profile::{Column, FEW, Looks},
    sample::{ROWS, Sample},
    words,
    yaml::Plan,
};
use crate::when::Order;
use guiju_standard::Standard;
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
