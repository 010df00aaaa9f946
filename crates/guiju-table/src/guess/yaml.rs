//! A plan as a mapping file that explains itself.

use crate::scalar::{comment, quote};
use guiju_time::Lang;
use std::fmt::Write as _;

/// A table as it will be written.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    pub(super) table: String,
    pub(super) file: Option<String>,
    pub(super) sheet: Option<String>,
    pub(super) header: Option<(u32, u32)>,
    pub(super) skip: Vec<String>,
    pub(super) fill: Vec<String>,
    /// Table, own column, its column.
    pub(super) join: Option<(String, String, String)>,
    /// What events of a table without objects belong to.
    pub(super) encounter: Option<String>,
    pub(super) objects: Vec<Object>,
    /// Objects that rows name beside their own.
    pub(super) extra: Vec<Object>,
    pub(super) events: Vec<Event>,
}

/// An object; texts are YAML.
#[derive(Debug, Clone, Default)]
pub(super) struct Object {
    pub(super) kind: String,
    pub(super) id: String,
    pub(super) evidence: Option<String>,
    pub(super) attrs: Vec<Entry>,
    pub(super) related: Vec<Entry>,
}

/// An event; texts are YAML.
#[derive(Debug, Clone, Default)]
pub(super) struct Event {
    pub(super) kind: String,
    pub(super) time: String,
    pub(super) id: Option<String>,
    pub(super) source: Option<String>,
    pub(super) attrs: Vec<Entry>,
    pub(super) related: Vec<Entry>,
    pub(super) comment: String,
}

/// A name and a value, in YAML.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    name: String,
    cell: String,
}

impl Entry {
    pub(super) fn new(name: &str, cell: String) -> Entry {
        Entry { name: quote(name), cell }
    }
}

impl Plan {
    /// Adds an attribute to the object, or to every event.
    pub(super) fn attribute(&mut self, to_event: bool, entry: Entry) {
        match self.objects.first_mut().filter(|_| !to_event) {
            Some(object) => object.attrs.push(entry),
            None => self.events.iter_mut().for_each(|event| event.attrs.push(entry.clone())),
        }
    }

    /// Adds a related object to the object, or to every event.
    pub(super) fn relate(&mut self, to_event: bool, entry: Entry) {
        match self.objects.first_mut().filter(|_| !to_event) {
            Some(object) => object.related.push(entry),
            None => self.events.iter_mut().for_each(|event| event.related.push(entry.clone())),
        }
    }

    pub(super) fn write(&self, out: &mut String, lang: Lang) {
        let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
        let _ = writeln!(out, "  {}:", quote(&self.table));
        if let Some(file) = &self.file {
            let _ = writeln!(out, "    file: {}", quote(file));
        }
        if let Some(sheet) = &self.sheet {
            let _ = writeln!(out, "    sheet: {}", quote(sheet));
        }
        match self.header {
            Some((first, last)) if first == last => {
                let _ =
                    writeln!(out, "    header: {first}  # {}", say("表头所在的行", "the row of the header"));
            }
            Some((first, last)) => {
                let why = say(
                    "表头占几行，合并的格写在前面",
                    "a header of several rows; what spans columns comes first in a name",
                );
                let _ = writeln!(out, "    header: [{first}, {last}]  # {why}");
            }
            None => {}
        }
        if !self.skip.is_empty() {
            let words: Vec<String> = self.skip.iter().map(|word| quote(word)).collect();
            let why = say("这样开头的行不是记录", "rows that begin so are no records");
            let _ = writeln!(out, "    skip: [{}]  # {why}", words.join(", "));
        }
        if !self.fill.is_empty() {
            let columns: Vec<String> = self.fill.iter().map(|word| quote(word)).collect();
            let why =
                say("空格取上面的值（合并单元格）", "empty cells hold what stands above (merged cells)");
            let _ = writeln!(out, "    fill: [{}]  # {why}", columns.join(", "));
        }
        if let Some((table, own, other)) = &self.join {
            let why = say("本表的列: 那张表的列", "own column: its column");
            let _ = writeln!(
                out,
                "    join: {{ {}: {{ {}: {} }} }}  # {why}",
                quote(table),
                quote(own),
                quote(other)
            );
        }
        if !self.objects.is_empty() || !self.extra.is_empty() {
            let _ = writeln!(out, "    objects:");
        }
        for object in self.objects.iter().chain(&self.extra) {
            let _ = writeln!(out, "      - type: {}", quote(&object.kind));
            let _ = writeln!(out, "        id: {}", object.id);
            if let Some(evidence) = &object.evidence {
                let _ = writeln!(out, "        evidence: {evidence}");
            }
            entries(out, "attrs", &object.attrs);
            entries(out, "related", &object.related);
        }
        if !self.events.is_empty() {
            let _ = writeln!(out, "    events:");
        }
        for event in &self.events {
            let _ = writeln!(out, "      - type: {}  # {}", event.kind, comment(&event.comment));
            let _ = writeln!(out, "        time: {}", event.time);
            if let Some(id) = &event.id {
                let _ = writeln!(out, "        id: {id}");
            }
            if let Some(encounter) = &self.encounter {
                let _ = writeln!(out, "        encounter: {encounter}");
            }
            if let Some(source) = &event.source {
                let _ = writeln!(out, "        source: {source}");
            }
            entries(out, "attrs", &event.attrs);
            entries(out, "related", &event.related);
        }
    }
}

fn entries(out: &mut String, key: &str, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    let _ = writeln!(out, "        {key}:");
    let mut seen: Vec<&str> = Vec::new();
    for entry in entries {
        // Two columns that mean one attribute: the second is for a person to decide.
        let twice = seen.contains(&entry.name.as_str());
        let _ = writeln!(out, "          {}{}: {}", if twice { "# " } else { "" }, entry.name, entry.cell);
        seen.push(&entry.name);
    }
}
