//! What a table's rows speak of, and how a later file is tied to the first.

use super::{Before, Planner};
use crate::guess::{
    doubt::{Doubt, Role, Why},
    profile::{Column, Looks},
    words,
    yaml::{Object, Plan},
};
use crate::scalar::quote;

impl Planner<'_> {
    /// The column of the id, which repeats in a table of events.
    pub(super) fn key(&mut self, repeats: bool) -> Option<usize> {
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
    pub(super) fn subject(&mut self, plan: &mut Plan, key: Option<usize>, kind: &str) -> Option<String> {
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
    pub(super) fn merged_down(&self, at: usize) -> bool {
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
    pub(super) fn linked(
        &mut self,
        plan: &mut Plan,
        key: Option<usize>,
        before: &Before,
        kind: &str,
    ) -> Option<String> {
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
    pub(super) fn overlap(&self, before: &Before) -> Option<(usize, usize)> {
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
}
