//! Readers of logs.

use crate::seen::{self, Dripping, all, load, options, rows};
use flate2::bufread::MultiGzDecoder;
use guiju_log::{Log, LogBuilder, read, write};
use std::io::{self, Read};

const GZIP: [u8; 2] = [0x1f, 0x8b];
/// The most that is unpacked for a comparison.
const MOST: u64 = 1 << 20;

/// JSON Lines: events, objects, transcripts. What is taken can be written, and read again as the same.
pub fn jsonl(bytes: &[u8]) {
    let read = load("log.jsonl", bytes);
    all(&read);
    again(&read.0, "log.jsonl", write::log);
}

/// XES: the fast lane and the XML library read the same, however the bytes come, in one piece or in batches.
pub fn xes(bytes: &[u8]) {
    if !bytes.starts_with(b"<") {
        return;
    }
    let fast = load("log.xes", bytes);
    let mut builder = LogBuilder::new();
    let imported = read::read_by_library("log.xes", bytes, &mut builder, &options());
    assert_eq!(all(&fast), all(&(builder.finish(), imported)));
    let step = 1 + bytes.len() % 100;
    assert_eq!(all(&fast), all(&load("log.xes", Dripping { bytes, step })));
    let batches = read::batches_from("log.xes", bytes, &options(), 1);
    let events: usize = batches.map(|batch| batch.log.events().len()).sum();
    assert_eq!(events, fast.0.events().len());
}

/// gzip and encodings: reading does not see how bytes come, and what is packed reads as what is in it. Where a packed file breaks off
/// may show a little earlier or later.
pub fn wrapped(bytes: &[u8]) {
    let whole = load("log", bytes);
    let dripping = load("log", Dripping { bytes, step: 1 + bytes.len() % 7 });
    if !bytes.starts_with(&GZIP) {
        assert_eq!(all(&whole), all(&dripping));
        return;
    }
    let mut plain = Vec::new();
    let unpacked = MultiGzDecoder::new(bytes).take(MOST).read_to_end(&mut plain);
    if unpacked.is_ok_and(|len| (len as u64) < MOST) && !plain.starts_with(&GZIP) {
        assert_eq!(all(&whole), all(&dripping));
        assert_eq!(all(&whole), all(&load("log", plain.as_slice())));
    }
}

/// OCEL 2.0 as JSON.
pub fn ocel_json(bytes: &[u8]) {
    let read = load("log.json", bytes);
    all(&read);
    again(&read.0, "log.json", write::ocel_json);
}

/// OCEL 2.0 as XML.
pub fn ocel_xml(bytes: &[u8]) {
    let read = load("log.xml", bytes);
    all(&read);
    again(&read.0, "log.xml", write::ocel_xml);
}

/// OCEL 2.0 as an SQLite database.
pub fn sqlite(bytes: &[u8]) {
    let read = load("log.sqlite", bytes);
    all(&read);
    if bytes.starts_with(b"SQLite format 3") {
        again(&read.0, "log.sqlite", write::ocel_sqlite);
    }
}

/// A log as a Parquet table.
pub fn parquet(bytes: &[u8]) {
    if !bytes.starts_with(b"PAR1") {
        return;
    }
    let read = load("log.parquet", bytes);
    all(&read);
    again(&read.0, "log.parquet", write::parquet);
}

/// What was read can be written in the same format, and is read again as it was.
pub fn again(log: &Log, name: &str, write: fn(&mut Vec<u8>, &Log) -> io::Result<()>) {
    let mut out = Vec::new();
    write(&mut out, log).expect("memory takes all");
    let (back, imported) = seen::load(name, out.as_slice());
    let text = String::from_utf8_lossy(&out);
    assert_eq!(imported.refused_count(), 0, "{:?}\n{text}", imported.refused);
    assert_eq!(rows(log), rows(&back), "{text}");
}
