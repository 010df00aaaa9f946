//! Writing OCEL 2.0 as XML, valid by the standard's schema.

use std::io::{self, Write};

use crate::{
    instant::format_rfc3339,
    log::{Log, Relationship},
    ocel::{ABSENT, BEGINNING, Pair, Rules, Shape, TypeShape, is_xml},
    write::xml::{attribute, content},
};

const RULES: Rules = Rules { text: is_xml, name: |_| true, folds_case: false, columns: usize::MAX };

/// Writes a log as OCEL 2.0 XML. Where OCEL lacks a place for something, attributes `guiju:…` hold it.
///
/// Nothing is lost but characters that XML cannot carry (control characters) in ids, types and qualifiers: they become U+FFFD.
///
/// # Errors
/// What `out` says.
pub fn ocel_xml(out: &mut impl Write, log: &Log) -> io::Result<()> {
    let shape = Shape::of(log, RULES);
    let resolve = |sym| log.strings.resolve(sym);
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log>\n")?;
    types(out, "object", &shape.objects)?;
    types(out, "event", &shape.events)?;
    out.write_all(b"<objects>\n")?;
    for object in log.objects().map(|ix| log.object_ref(ix)) {
        out.write_all(b"<object")?;
        attribute(out, "id", resolve(object.id()))?;
        attribute(out, "type", resolve(object.kind()))?;
        out.write_all(b">")?;
        attributes(out, &shape.object(object), true)?;
        relationships(out, log, object.relationships())?;
        out.write_all(b"</object>\n")?;
    }
    for id in &shape.absent {
        out.write_all(b"<object")?;
        attribute(out, "id", id)?;
        attribute(out, "type", ABSENT)?;
        out.write_all(b"/>\n")?;
    }
    out.write_all(b"</objects>\n<events>\n")?;
    for event in log.events().map(|ix| log.event(ix)) {
        out.write_all(b"<event")?;
        attribute(out, "id", resolve(event.id()))?;
        attribute(out, "type", resolve(event.activity()))?;
        attribute(out, "time", &format_rfc3339(event.time()))?;
        out.write_all(b">")?;
        attributes(out, &shape.event(event), false)?;
        relationships(out, log, event.relationships())?;
        out.write_all(b"</event>\n")?;
    }
    out.write_all(b"</events>\n</log>\n")
}

fn types(out: &mut impl Write, of: &str, types: &[TypeShape]) -> io::Result<()> {
    writeln!(out, "<{of}-types>")?;
    for shape in types {
        write!(out, "<{of}-type")?;
        attribute(out, "name", &shape.name)?;
        out.write_all(b"><attributes>")?;
        for (name, kind) in &shape.columns {
            out.write_all(b"<attribute")?;
            attribute(out, "name", name)?;
            attribute(out, "type", kind.name())?;
            out.write_all(b"/>")?;
        }
        writeln!(out, "</attributes></{of}-type>")?;
    }
    writeln!(out, "</{of}-types>")
}

fn attributes(out: &mut impl Write, pairs: &[Pair], timed: bool) -> io::Result<()> {
    out.write_all(b"<attributes>")?;
    for Pair { name, since, value } in pairs {
        out.write_all(b"<attribute")?;
        attribute(out, "name", name)?;
        if timed {
            let time = since.map_or_else(|| BEGINNING.to_owned(), format_rfc3339);
            attribute(out, "time", &time)?;
        }
        out.write_all(b">")?;
        content(out, &value.text())?;
        out.write_all(b"</attribute>")?;
    }
    out.write_all(b"</attributes>")
}

/// As the schema has them (`object` with a type); the standard's samples write `relationship`, which the schema refuses.
fn relationships(out: &mut impl Write, log: &Log, relationships: &[Relationship]) -> io::Result<()> {
    out.write_all(b"<objects>")?;
    for to in relationships {
        let kind = log.object(to.object).map(|ix| log.strings.resolve(log.object_ref(ix).kind()));
        out.write_all(b"<object")?;
        attribute(out, "object-id", log.strings.resolve(to.object))?;
        attribute(out, "qualifier", log.strings.resolve(to.qualifier))?;
        attribute(out, "type", kind.unwrap_or(ABSENT))?;
        out.write_all(b"/>")?;
    }
    out.write_all(b"</objects>")
}
