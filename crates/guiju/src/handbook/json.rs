//! Handbooks as JSON, for whoever sets them in print: one language, in the order of reading.

use guiju_handbook::{Block, Cell, Handbook, Line, LineKind, Table};
use guiju_time::{Date, Lang};
use serde_json::{Value, json};

/// The form of the document; raised when it changes.
const FORMAT: u32 = 1;

/// The handbook as a document, made on a date.
pub fn document(handbook: &Handbook, lang: Lang, date: Date) -> Value {
    let parts: Vec<Value> = handbook
        .parts
        .iter()
        .map(|part| {
            let blocks: Vec<Value> = part.blocks.iter().map(|block| one(block, lang)).collect();
            json!({ "id": part.id, "title": part.title, "lead": part.lead, "blocks": blocks })
        })
        .collect();
    json!({
        "guiju-handbook": FORMAT,
        "date": date.to_string(),
        "lang": if lang == Lang::Zh { "zh" } else { "en" },
        "title": handbook.title,
        "reader": handbook.reader,
        "description": handbook.description,
        "version": handbook.version,
        "clauses": handbook.clauses,
        "parts": parts,
    })
}

fn one(block: &Block, lang: Lang) -> Value {
    match block {
        Block::Drawing(drawing) => {
            json!({ "kind": "drawing", "svg": drawing.standalone(), "said": drawing.said })
        }
        Block::Steps(steps) => {
            let steps: Vec<Value> = steps
                .iter()
                .map(|step| {
                    json!({ "title": step.title, "limits": step.limits, "lines": lines(&step.lines, lang) })
                })
                .collect();
            json!({ "kind": "steps", "steps": steps })
        }
        Block::Cards(cards) => {
            let cards: Vec<Value> = cards
                .iter()
                .map(|card| {
                    let figures: Vec<Value> = card
                        .figures
                        .iter()
                        .map(|figure| json!({ "name": figure.name, "value": figure.value, "ours": figure.ours }))
                        .collect();
                    json!({
                        "id": card.id,
                        "title": card.title,
                        "source": card.source,
                        "articles": card.articles,
                        "severity": card.severity,
                        "lines": lines(&card.lines, lang),
                        "figures": figures,
                        "notes": card.notes,
                    })
                })
                .collect();
            json!({ "kind": "cards", "cards": cards })
        }
        Block::Table(table) => self::table(table),
    }
}

fn lines(lines: &[Line], lang: Lang) -> Vec<Value> {
    let one = |line: &Line| {
        json!({
            "word": line.kind.word(lang),
            "never": line.kind == LineKind::Never,
            "critical": line.critical,
            "text": line.text,
        })
    };
    lines.iter().map(one).collect()
}

fn table(table: &Table) -> Value {
    let cell = |cell: &Cell| -> Vec<Value> {
        cell.0.iter().map(|(text, link)| json!({ "text": text, "link": link })).collect()
    };
    let rows: Vec<Vec<Vec<Value>>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    json!({ "kind": "table", "head": table.head, "rows": rows })
}
