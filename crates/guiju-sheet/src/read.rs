//! A filled workbook, back into events.

pub(crate) mod entries;

use crate::answer::{self, NOT_OBSERVED};
use crate::words::KINDS;
use crate::{Field, Pack};
use entries::{Entries, HIDDEN, entries};
use guiju_log::Unopened;
use guiju_standard::{Standard, Text};
use guiju_table::cell::{Cell, narrow};
use guiju_table::{Input, when};
use guiju_time::{DateTime, Instant, Time, Zone};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

/// What was read of a workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Read {
    /// Lines of a log (`{"event": …}`), in the order of the sheets.
    pub events: Vec<Json>,
    /// What was not taken.
    pub refused: Vec<Refused>,
    /// What is worth knowing beside it.
    pub remarks: Vec<Text>,
}

/// A cell, or a whole sheet, that was not taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// The sheet's name.
    pub sheet: String,
    /// The row, from 1; 0: the sheet as a whole.
    pub row: u32,
    /// The column's letter; empty: the row as a whole.
    pub column: String,
    /// What is wrong and what to write.
    pub says: Text,
}

/// Why a workbook is no filled sheet of ours.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    /// The file can't be opened.
    #[error(transparent)]
    Unopened(#[from] Unopened),
    /// It can't be read as a workbook.
    #[error("{0}")]
    NoWorkbook(#[from] guiju_log::CellFault),
    /// A workbook without our hidden sheet.
    #[error("no sheet drawn by `guiju sheet`: its hidden sheet `{HIDDEN}` is missing")]
    NoSheet,
    /// Drawn by a later version.
    #[error("the sheet's format is `{0}`, which this version does not know")]
    OtherFormat(String),
    /// Drawn from another pack.
    #[error("the sheet was drawn from the pack `{drawn}`, not from `{given}`")]
    OtherPack {
        /// The sheet's pack.
        drawn: String,
        /// The pack that it was to be read by.
        given: String,
    },
}

/// What a workbook says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The pack that it was drawn from.
    pub pack: Pack,
}

/// Which pack a workbook was drawn from.
///
/// # Errors
/// It is none of ours.
pub fn mark(input: &Input) -> Result<Mark, Unread> {
    Ok(Mark { pack: entries(input)?.pack })
}

/// Reads a filled workbook by a standard: an event for each check of which something was seen. The same workbook gives the same
/// events with the same ids, whoever reads it and whenever.
///
/// # Errors
/// It is no workbook of ours, or of another pack. A cell that can't be taken is in [`Read::refused`], and the rest is read.
pub fn read(input: &Input, standard: &Standard) -> Result<Read, Unread> {
    let entries = entries(input)?;
    if entries.pack.id != standard.id {
        return Err(Unread::OtherPack { drawn: entries.pack.id, given: standard.id.clone() });
    }
    let mut reader = Reader { standard, entries: &entries, read: Read::default() };
    reader.version();
    reader.attributes();
    for page in &entries.pages {
        reader.page(page);
    }
    Ok(reader.read)
}

/// A sheet of the workbook that was filled in: cells by the key at their row's beginning.
pub(crate) struct Page {
    pub(crate) name: String,
    /// Whether the columns stand where they were drawn.
    pub(crate) in_place: bool,
    pub(crate) rows: Vec<FilledRow>,
}

/// A row with a key.
pub(crate) struct FilledRow {
    pub(crate) line: u32,
    pub(crate) key: String,
    pub(crate) found: Cell,
    pub(crate) photo: Cell,
}

/// The column's letters, as refusals name them.
const FOUND: &str = "E";

struct Reader<'a> {
    standard: &'a Standard,
    entries: &'a Entries,
    read: Read,
}

/// The head of a page, understood.
struct Filled {
    number: String,
    person: String,
    looker: String,
    at: Instant,
    kind: &'static str,
    rest: BTreeMap<Field, String>,
}

impl Reader<'_> {
    fn remark(&mut self, zh: String, en: String) {
        self.read.remarks.push(Text::both(zh, en));
    }

    fn version(&mut self) {
        let (drawn, now) = (&self.entries.pack, self.standard);
        if drawn.hash == now.hash {
            return;
        }
        let (zh, en) = match drawn.version == now.version {
            true => (
                format!("表按 {} {} 的另一稿画成，按现在的读", drawn.id, drawn.version),
                format!(
                    "drawn from another draft of {} {}; read by the present one",
                    drawn.id, drawn.version
                ),
            ),
            false => (
                format!("表按 {} {} 画成，按 {} 读", drawn.id, drawn.version, now.version),
                format!("drawn from {} {}; read by {}", drawn.id, drawn.version, now.version),
            ),
        };
        self.remark(zh, en);
    }

    /// Attributes that the vocabulary no longer has.
    fn attributes(&mut self) {
        let gone: Vec<String> = self
            .entries
            .items
            .values()
            .filter(|(activity, attribute)| self.attr(activity, attribute).is_none())
            .map(|(activity, attribute)| format!("{activity}.{attribute}"))
            .collect();
        if !gone.is_empty() {
            self.remark(
                format!("规范包里已没有，不读：{}", gone.join("、")),
                format!("no longer in the pack, not read: {}", gone.join(", ")),
            );
        }
    }

    fn attr(&self, activity: &str, attribute: &str) -> Option<&guiju_standard::model::AttrType> {
        self.standard.vocabulary.activities.get(activity)?.attrs.get(attribute)
    }

    fn refuse(&mut self, page: &Page, row: u32, column: &str, says: Text) {
        self.read.refused.push(Refused { sheet: page.name.clone(), row, column: column.to_owned(), says });
    }

    fn page(&mut self, page: &Page) {
        if !page.in_place {
            let says = Text::both(
                format!("列挪动过，“{}”不在 {FOUND} 列；请用原表", self.entries.found),
                format!(
                    "columns were moved, “{}” is not in column {FOUND}; use the sheet as drawn",
                    self.entries.found
                ),
            );
            return self.refuse(page, 0, "", says);
        }
        let mut checks: BTreeMap<&str, Map<String, Json>> = BTreeMap::new();
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut photos: Vec<String> = Vec::new();
        let mut order: Vec<&str> = Vec::new();
        let mut taken: Vec<&str> = Vec::new();
        for row in &page.rows {
            let Some((activity, attribute)) = self.entries.items.get(&row.key) else { continue };
            if taken.contains(&row.key.as_str()) {
                let says = Text::both(
                    format!("序号 {} 出现两次；只取前面的", row.key),
                    format!("number {} stands there twice; the first is taken", row.key),
                );
                self.refuse(page, row.line, "A", says);
                continue;
            }
            taken.push(&row.key);
            let Some(attr) = self.attr(activity, attribute) else { continue };
            let answered = answer::read(&row.found, attr);
            if !order.contains(&activity.as_str()) {
                order.push(activity);
            }
            let value = answered.unwrap_or_else(|says| {
                self.refuse(page, row.line, FOUND, says);
                None
            });
            *seen.entry(activity).or_default() += usize::from(value.is_some());
            let value = value.unwrap_or_else(|| json!(NOT_OBSERVED));
            checks.entry(activity).or_default().insert(attribute.clone(), value);
            photos.extend(names(&row.photo));
        }
        // An untouched page (a copy kept for the next person) is no mistake.
        if seen.values().all(|seen| *seen == 0) {
            let name = &page.name;
            return self.remark(
                format!("“{name}”一项也没看，没有记录"),
                format!("nothing was observed on “{name}”: no event"),
            );
        }
        let Some(head) = self.head(page) else { return };
        photos.sort();
        photos.dedup();
        for activity in order {
            let attributes = checks.remove(activity).unwrap_or_default();
            if seen.get(activity).copied().unwrap_or_default() == 0 {
                let (zh, en) = self.titles(activity);
                self.remark(
                    format!("“{}”的“{zh}”一项也没看，没有记录", page.name),
                    format!("nothing of “{en}” was observed on “{}”: no event", page.name),
                );
                continue;
            }
            let event = self.event(activity, attributes, &head, &photos);
            self.read.events.push(json!({ "event": event }));
        }
    }

    fn titles(&self, activity: &str) -> (String, String) {
        let title = self.standard.vocabulary.activities.get(activity).map(|activity| &activity.title);
        let of =
            |lang| title.map(|title| title.get(lang)).filter(|title| !title.is_empty()).unwrap_or(activity);
        (of(guiju_time::Lang::Zh).to_owned(), of(guiju_time::Lang::En).to_owned())
    }

    /// The head, where all that an event needs is there.
    fn head(&mut self, page: &Page) -> Option<Filled> {
        let mut entries: BTreeMap<Field, (u32, Cell)> = BTreeMap::new();
        for row in &page.rows {
            if let Some(field) = self.entries.head.get(&row.key) {
                entries.entry(*field).or_insert_with(|| (row.line, row.found.clone()));
            }
        }
        let said = |field: Field| -> String {
            entries.get(&field).map(|(_, cell)| cell.shown().trim().to_owned()).unwrap_or_default()
        };
        let line = |field: Field| entries.get(&field).map_or(0, |(line, _)| *line);
        let mut whole = true;
        for (field, zh, en) in [
            (
                Field::Number,
                "表号空着；每次检查写一个号",
                "the sheet's number is empty; write one for each round of checks",
            ),
            (Field::Person, "被检查人空着；写工号", "whom the check is about is empty; write their id"),
            (
                Field::Looker,
                "检查人空着；写工号，自查写本人",
                "who looked is empty; write their id, oneself in a self-check",
            ),
        ] {
            if said(field).is_empty() {
                self.refuse(page, line(field), FOUND, Text::both(zh, en));
                whole = false;
            }
        }
        let at = entries.get(&Field::Time).and_then(|(_, cell)| self.instant(cell));
        if at.is_none() {
            let says = Text::both(
                "时间空着或读不出；请写如 2026-03-02 08:22",
                "the time is empty or can't be read; write it like 2026-03-02 08:22",
            );
            self.refuse(page, line(Field::Time), FOUND, says);
        }
        let kind = self.kind(page, line(Field::Kind), &said(Field::Kind));
        let (at, mut kind) = (at?, kind?);
        if !whole {
            return None;
        }
        let (person, looker) = (said(Field::Person), said(Field::Looker));
        if person == looker && kind == "inspection" {
            self.remark(
                format!("“{}”的检查人就是本人，记作自查", page.name),
                format!("who looked on “{}” is the person looked at: taken as a self-check", page.name),
            );
            kind = "form";
        }
        let rest: BTreeMap<Field, String> = [Field::Site, Field::Encounter, Field::Reason]
            .into_iter()
            .map(|field| (field, said(field)))
            .filter(|(_, said)| !said.is_empty())
            .collect();
        if !rest.contains_key(&Field::Encounter) {
            self.remark(
                format!("“{}”没写所属过程，只记到人", page.name),
                format!("“{}” names no encounter: the event is related to the person only", page.name),
            );
        }
        Some(Filled { number: said(Field::Number), person, looker, at, kind, rest })
    }

    fn kind(&mut self, page: &Page, line: u32, said: &str) -> Option<&'static str> {
        let word = narrow(said).trim().to_lowercase();
        if word.is_empty() {
            return Some("inspection");
        }
        let known = KINDS.iter().find(|(name, zh, en)| [*name, *zh, *en].contains(&word.as_str()));
        if known.is_none() {
            let says = Text::both(
                format!("`{said}` 不是检查的方式；可写：检查、自查、照片"),
                format!("`{said}` is no way of looking; write inspection, self-check or photo"),
            );
            self.refuse(page, line, FOUND, says);
        }
        known.map(|(name, ..)| *name)
    }

    /// A local time of the pack's zone, or one with its own offset.
    fn instant(&self, cell: &Cell) -> Option<Instant> {
        let moment = when::of_cell(cell, None).ok()?;
        let (date, clock) = (moment.date?, moment.clock_us?);
        let midnight = DateTime::from_parts(date, Time::midnight());
        let as_utc = Instant(Zone::utc().first_instant(midnight).0 + clock);
        Some(match moment.offset_s {
            Some(offset) => Instant(as_utc.0 - offset * 1_000_000),
            None => {
                let local = Zone::utc().date_time(as_utc);
                Zone::get(&self.standard.zone).ok()?.first_instant(local)
            }
        })
    }

    fn event(&self, activity: &str, attributes: Map<String, Json>, head: &Filled, photos: &[String]) -> Json {
        let roles = &self.entries.roles;
        let mut related = Vec::new();
        let mut relate = |id: &str, qualifier: &str| {
            related.push(json!({ "objectId": id, "qualifier": qualifier }));
        };
        if let Some(encounter) = head.rest.get(&Field::Encounter) {
            relate(encounter, "encounter");
        }
        relate(&head.person, &roles.person);
        if head.kind != "form" {
            relate(&head.looker, &roles.looker);
        }
        if let Some(site) = head.rest.get(&Field::Site) {
            relate(site, &roles.site);
        }
        photos.iter().for_each(|photo| relate(photo, "photo"));
        let id = format!("{}#{}/{activity}", head.number, head.person);
        let zone = Zone::get(&self.standard.zone).unwrap_or_else(|_| Zone::utc());
        let (id, kind, attributes) = match head.rest.get(&Field::Reason) {
            None => (id, activity, attributes),
            Some(reason) => {
                let mut corrected = Map::new();
                corrected.insert("of".to_owned(), json!(id));
                corrected.insert("reason".to_owned(), json!(reason));
                corrected.extend(attributes);
                (format!("{id}#{reason}"), "correction", corrected)
            }
        };
        json!({
            "id": id,
            "type": kind,
            "time": head.at.rfc3339(&zone),
            "source": head.kind,
            "attributes": attributes,
            "relationships": related,
        })
    }
}

/// Ids in a cell, apart by commas or spaces.
fn names(cell: &Cell) -> Vec<String> {
    let shown = cell.shown();
    let marks = [',', '，', '、', ';', '；', ' ', '\n'];
    shown
        .split(marks)
        .map(str::trim)
        .filter(|name| !name.is_empty() && *name != "—")
        .map(str::to_owned)
        .collect()
}
