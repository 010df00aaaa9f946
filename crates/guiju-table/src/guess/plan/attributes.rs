//! What is left becomes attributes.

use super::Planner;
use crate::guess::{
    doubt::{Doubt, Role, Why},
    names::{self, Entries},
    profile::{Column, Looks},
    words,
    yaml::{Entry, Object, Plan},
};
use crate::scalar::quote;
use guiju_standard::model::Encounter;
use std::collections::BTreeMap;

/// Characters of an attribute's name; an escape takes ten signs.
const LONGEST_NAME: usize = 80;

impl Planner<'_> {
    pub(super) fn value_table(&mut self, name: &str, entries: Entries) -> String {
        let mut taken = name.to_owned();
        let mut n = 2;
        while self.values.get(&taken).is_some_and(|known| *known != entries) {
            taken = format!("{name}_{n}");
            n += 1;
        }
        self.values.insert(taken.clone(), entries);
        taken
    }

    /// Columns that are left: people, sites, attributes.
    pub(super) fn rest(
        &mut self,
        plan: &mut Plan,
        encounter: Option<&Encounter>,
        key: Option<usize>,
        of_events: bool,
    ) {
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
                None => (short(&column.name, at), Why::Else, None),
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

    pub(super) fn is_constant(&self, key: usize, at: usize) -> bool {
        let column = |at: usize| self.sample.header.column(&self.columns[at].name);
        let (Some(key), Some(at)) = (column(key), column(at)) else { return false };
        let mut seen: BTreeMap<String, &crate::cell::Cell> = BTreeMap::new();
        self.sample.records.iter().all(|row| {
            let cell = row.cell(at);
            *seen.entry(row.cell(key).shown().into_owned()).or_insert(cell) == cell
        })
    }

    /// An attribute as the mapping writes it.
    pub(super) fn cell(&mut self, column: &Column, name: &str, table: Option<Entries>) -> String {
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
}

/// The name of a column as an attribute: a YAML key holds 1,024 characters, escapes included, and no header needs so many.
fn short(name: &str, at: usize) -> String {
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{} ({})", &name[..end], at + 1),
        None => name.to_owned(),
    }
}
