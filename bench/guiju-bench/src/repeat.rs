//! A log of the size that measuring needs: the traces of a real one, again under other names.

use std::{
    fs::File,
    io::{BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};

use crate::{Bench, Failure};

/// A log of [`LOGS`] and where its repeated twin is.
pub struct Repeated {
    /// Its name.
    pub name: &'static str,
    /// As it came.
    pub original: PathBuf,
    /// Repeated, gzipped.
    pub path: PathBuf,
    /// MiB of its XML.
    pub mib: f64,
    /// How often each trace is in it.
    pub copies: usize,
}

/// The logs that are measured.
pub const LOGS: [&str; 2] = ["bpic2013_incidents", "helpdesk"];
/// How large the XML must be, so that it is not the start of a process that is measured.
const MIB: usize = 50;
const NAME: &str = "<string key=\"concept:name\" value=\"";

/// The logs of `tests/data`, repeated to at least 50 MiB; made anew each time.
pub fn logs(bench: &Bench) -> Result<Vec<Repeated>, Failure> {
    let folder = bench.target.join("bench");
    std::fs::create_dir_all(&folder)?;
    let repeated = |name: &'static str| {
        let original = bench.root.join(format!("tests/data/{name}.xes.gz"));
        let path = folder.join(format!("{name}.xes.gz"));
        let (bytes, copies) = write(&original, &path, MIB)?;
        Ok(Repeated { name, original, path, mib: bytes as f64 / 1048576.0, copies })
    };
    LOGS.into_iter().map(repeated).collect()
}

/// Writes the log at `from` to `to`, its traces repeated until there are `mib` MiB of XML.
pub fn repeat(from: &Path, to: &Path, mib: usize) -> Result<(), Failure> {
    let (bytes, copies) = write(from, to, mib)?;
    println!("{bytes} bytes of XML, each trace {copies} times");
    Ok(())
}

fn write(from: &Path, to: &Path, mib: usize) -> Result<(usize, usize), Failure> {
    let mut xml = String::new();
    GzDecoder::new(File::open(from)?).read_to_string(&mut xml)?;
    let missing = || format!("`{}` is no log with traces", from.display());
    let start = xml.find("<trace>").ok_or_else(missing)?;
    let end = xml.rfind("</trace>").ok_or_else(missing)? + "</trace>".len();
    let (head, traces, tail) = (&xml[..start], &xml[start..end], &xml[end..]);
    let copies = (mib << 20).saturating_sub(head.len()).div_ceil(traces.len()).max(1);
    let mut out = GzEncoder::new(BufWriter::new(File::create(to)?), Compression::default());
    let mut bytes = head.len() + tail.len();
    out.write_all(head.as_bytes())?;
    for copy in 0..copies {
        let renamed = renamed(traces, copy)?;
        bytes += renamed.len();
        out.write_all(renamed.as_bytes())?;
    }
    out.write_all(tail.as_bytes())?;
    out.finish()?.flush()?;
    Ok((bytes, copies))
}

/// The traces with `-copy` behind each one's name; the first ones keep theirs.
fn renamed(traces: &str, copy: usize) -> Result<String, Failure> {
    if copy == 0 {
        return Ok(traces.to_owned());
    }
    let mut out = String::with_capacity(traces.len() + traces.len() / 100);
    for trace in traces.split_inclusive("</trace>") {
        let of_events = trace.find("<event>").unwrap_or(trace.len());
        let name = trace[..of_events].find(NAME).ok_or("a trace has no name")? + NAME.len();
        let end = name + trace[name..].find('"').ok_or("a name has no end")?;
        out.push_str(&trace[..end]);
        out.push_str(&format!("-{copy}"));
        out.push_str(&trace[end..]);
    }
    Ok(out)
}
