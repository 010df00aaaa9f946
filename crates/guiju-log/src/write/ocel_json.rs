//! Writing OCEL 2.0 as JSON, one record a line, valid by the standard's schema.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use crate::{
    instant::format_rfc3339,
    log::{Log, Relationship},
    ocel::{ABSENT, BEGINNING, Pair, Rules, Shape, TypeShape},
};

const RULES: Rules = Rules { text: |_| true, name: |_| true, folds_case: false, columns: usize::MAX };

/// Writes a log as OCEL 2.0 JSON. Nothing is lost; where OCEL lacks a place for something, attributes `guiju:…` hold it.
///
/// # Errors
/// What `out` says.
pub fn ocel_json(out: &mut impl Write, log: &Log) -> io::Result<()> {
    let shape = Shape::of(log, RULES);
    out.write_all(b"{\"objectTypes\":")?;
    list(out, shape.objects.iter().map(declared))?;
    out.write_all(b",\n\"eventTypes\":")?;
    list(out, shape.events.iter().map(declared))?;
    out.write_all(b",\n\"objects\":")?;
    let objects = log.objects().map(|ix| {
        let object = log.object_ref(ix);
        let attributes: Vec<Json> = shape
            .object(object)
            .iter()
            .map(|Pair { name, since, value }| {
                let time = since.map_or_else(|| BEGINNING.to_owned(), format_rfc3339);
                json!({"name": name, "time": time, "value": value.text()})
            })
            .collect();
        json!({
            "id": log.strings.resolve(object.id()),
            "type": log.strings.resolve(object.kind()),
            "attributes": attributes,
            "relationships": relationships(log, object.relationships()),
        })
    });
    list(out, objects.chain(shape.absent.iter().map(|id| json!({"id": id, "type": ABSENT}))))?;
    out.write_all(b",\n\"events\":")?;
    let events = log.events().map(|ix| {
        let event = log.event(ix);
        let attributes: Vec<Json> = shape
            .event(event)
            .iter()
            .map(|Pair { name, value, .. }| json!({"name": name, "value": value.text()}))
            .collect();
        json!({
            "id": log.strings.resolve(event.id()),
            "type": log.strings.resolve(event.activity()),
            "time": format_rfc3339(event.time()),
            "attributes": attributes,
            "relationships": relationships(log, event.relationships()),
        })
    });
    list(out, events)?;
    out.write_all(b"}\n")
}

fn declared(shape: &TypeShape) -> Json {
    let attributes: Vec<Json> =
        shape.columns.iter().map(|(name, kind)| json!({"name": name, "type": kind.name()})).collect();
    json!({"name": shape.name, "attributes": attributes})
}

fn relationships(log: &Log, relationships: &[Relationship]) -> Vec<Json> {
    let resolve = |sym| log.strings.resolve(sym);
    let relationship =
        |to: &Relationship| json!({"objectId": resolve(to.object), "qualifier": resolve(to.qualifier)});
    relationships.iter().map(relationship).collect()
}

fn list(out: &mut impl Write, items: impl Iterator<Item = Json>) -> io::Result<()> {
    out.write_all(b"[")?;
    for (n, item) in items.enumerate() {
        out.write_all(if n == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &item)?;
    }
    out.write_all(b"]")
}
