//! Readers of tables, and of the mappings that say how.

use guiju_log::{LogBuilder, ReadOptions};
use guiju_standard::Lang;
use guiju_table::{Failed, Input, Mapping, import, import_first, propose};
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const MAP: &str = "zone: Asia/Shanghai\ntables:\n  t:\n    objects: [{ type: case, id: id, attrs: { text: text } }]\n    events: [{ type: seen, time: at }]\n";

/// A mapping that is proposed for a table can be read and takes the table; a fixed one takes it or says why not.
fn table(input: &Input) {
    let mapping = Mapping::read("map.yaml", MAP).expect("the mapping above");
    let mut builder = LogBuilder::new();
    let _ = import(std::slice::from_ref(input), &mapping, &mut builder, &ReadOptions::default());
    let _ = builder.finish();
    let proposal = propose(std::slice::from_ref(input), None, Lang::En).expect("bytes are there");
    let proposed = match Mapping::read("map.yaml", &proposal.yaml) {
        Ok(mapping) => mapping,
        Err(unfit) => panic!("{}\n{}", unfit.render(Lang::En, false), proposal.yaml),
    };
    let mut builder = LogBuilder::new();
    let imported = import(std::slice::from_ref(input), &proposed, &mut builder, &ReadOptions::default());
    if let Err(Failed::Unfit { source, .. }) = imported {
        panic!("{}\n{}", source.render(Lang::En, false), proposal.yaml);
    }
    let _ = builder.finish();
}

/// CSV, with its encodings and separators.
pub fn csv(bytes: &[u8]) {
    table(&Input::bytes("t.csv", bytes));
}

/// A workbook: bytes as they are, or a text that names the parts of one (`%% xl/workbook.xml`, then the part), so that a change of
/// a part does not end at its checksum.
pub fn xlsx(bytes: &[u8]) {
    match std::str::from_utf8(bytes).ok().filter(|text| text.starts_with("%% ")).and_then(zipped) {
        Some(zipped) => table(&Input::bytes("t.xlsx", zipped)),
        None => table(&Input::bytes("t.xlsx", bytes)),
    }
}

fn zipped(parts: &str) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts.split("%% ").skip(1) {
        let (name, text) = part.split_once('\n').unwrap_or((part, ""));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name, options).ok()?;
        zip.write_all(text.as_bytes()).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

const TABLE: &str =
    "id,at,text,kind,amount\n1,2026-03-02 09:00,x,城区,1.5\n2,2026/3/2 9:01,,rural,\"1,000\"\n";

/// A mapping: read, or told what is wrong; what is read can be used.
pub fn mapping(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let told = |unfit: guiju_table::Unfit| {
        for lang in [Lang::Zh, Lang::En] {
            assert!(!unfit.render(lang, false).is_empty());
        }
    };
    let mapping = match Mapping::read("map.yaml", text) {
        Ok(mapping) => mapping,
        Err(unfit) => return told(unfit),
    };
    let mut builder = LogBuilder::new();
    let input = Input::bytes("t.csv", TABLE.as_bytes());
    if let Err(Failed::Unfit { source, .. }) =
        import_first(&[input], &mapping, 10, &mut builder, &ReadOptions::default())
    {
        told(source);
    }
    let _ = builder.finish();
}
