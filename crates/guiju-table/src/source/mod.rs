//! Rows of a file, one by one, before anyone knows which of them is the header.

mod csv;
#[cfg(feature = "xlsx")]
mod xlsx;

use crate::cell::Cell;
use guiju_log::{CellFault, Unopened};
use std::{
    fs::File,
    io::{self, Read},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

/// A file of a table.
#[derive(Debug, Clone)]
pub struct Input {
    /// The name that places bear and mappings match.
    pub name: String,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    File(PathBuf),
    /// Standard input, which can be read once.
    Stdin,
    Bytes(Arc<[u8]>),
}

/// Bytes that can be read anywhere, as workbooks need it.
trait Seekable: Read + io::Seek {}
impl<T: Read + io::Seek> Seekable for T {}

impl Input {
    /// The file at `path`; `-` is standard input.
    pub fn file(path: &Path) -> Input {
        let content = if path == Path::new("-") { Content::Stdin } else { Content::File(path.to_owned()) };
        Input { name: path.to_string_lossy().into_owned(), content }
    }

    /// Bytes in memory, under a name.
    pub fn bytes(name: &str, bytes: impl Into<Arc<[u8]>>) -> Input {
        Input { name: name.to_owned(), content: Content::Bytes(bytes.into()) }
    }

    /// Whether a file of this name is a table: CSV, TSV, TXT or XLSX, each but the last also gzipped.
    pub fn is_table(name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let plain = name.strip_suffix(".gz").unwrap_or(&name);
        [".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".et"].iter().any(|ending| plain.ends_with(ending))
    }

    /// The name without folders.
    pub fn short_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }

    fn open(&self) -> Result<Box<dyn Seekable + '_>, Unopened> {
        match &self.content {
            Content::File(path) => {
                let unopened = |source| Unopened { path: path.clone(), source };
                let file = File::open(path).map_err(unopened)?;
                if file.metadata().map_err(unopened)?.is_dir() {
                    return Err(unopened(io::ErrorKind::IsADirectory.into()));
                }
                Ok(Box::new(file))
            }
            Content::Bytes(bytes) => Ok(Box::new(io::Cursor::new(&**bytes))),
            Content::Stdin => Ok(Box::new(Once(io::stdin()))),
        }
    }
}

/// Standard input: it is read, and never sought in.
struct Once(io::Stdin);

impl Read for Once {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.0.read(out)
    }
}

impl io::Seek for Once {
    fn seek(&mut self, _: io::SeekFrom) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// How to read a file; what is left open is recognised.
#[derive(Debug, Clone, Default)]
pub struct How {
    /// Name of the encoding.
    pub encoding: Option<String>,
    /// What stands between cells.
    pub delimiter: Option<u8>,
    /// Whether merged cells are told; it takes a second pass over a sheet.
    pub merged: bool,
    /// Name of the sheet; else the first one that holds something.
    pub sheet: Option<String>,
}

/// What was recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recognised {
    /// The encoding, if it is not UTF-8.
    pub encoding: Option<&'static str>,
    /// What stands between cells; none in a workbook.
    pub delimiter: Option<u8>,
    /// Sheets of the workbook.
    pub sheets: Vec<String>,
    /// The sheet that was read.
    pub sheet: Option<String>,
    /// Cells that are merged downwards, by row from 1 and column from 0; only if [`How::merged`] asks.
    pub merged: Vec<(u32, u32)>,
}

/// A row that holds something.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Line of a text file where it begins, or row of a sheet; from 1.
    pub line: u32,
    /// Cells that are not empty, by column from 0, ascending.
    pub cells: Vec<(u32, Cell)>,
}

/// What is met in a file.
#[derive(Debug)]
pub enum Met {
    /// A row.
    Row(Row),
    /// Something that is no row, or the end before its time.
    Refused {
        /// Where.
        line: u32,
        /// Why.
        fault: CellFault,
    },
}

impl Row {
    /// The cell of a column.
    pub fn cell(&self, column: u32) -> &Cell {
        const EMPTY: &Cell = &Cell::Empty;
        self.cells.binary_search_by_key(&column, |(at, _)| *at).map_or(EMPTY, |at| &self.cells[at].1)
    }

    /// The first cell that is not empty, as text.
    pub fn first(&self) -> Option<std::borrow::Cow<'_, str>> {
        self.cells.first().map(|(_, cell)| cell.shown())
    }
}

/// Hands over the rows of a file until `take` breaks off. Memory: for one row, and a workbook's strings.
///
/// # Errors
/// The file cannot be opened; what is wrong later is [`Met::Refused`].
pub fn each_row(
    input: &Input,
    how: &How,
    take: &mut dyn FnMut(Met) -> ControlFlow<()>,
) -> Result<Recognised, Unopened> {
    let mut bytes = input.open()?;
    let mut head = [0; 4];
    let read = read_head(&mut bytes, &mut head)
        .map_err(|source| Unopened { path: input.name.clone().into(), source })?;
    let head = &head[..read];
    if head == b"PK\x03\x04" {
        #[cfg(feature = "xlsx")]
        return Ok(xlsx::each_row(bytes, how, take));
        #[cfg(not(feature = "xlsx"))]
        return Ok(refused(take, "this build reads no workbooks"));
    }
    if head == b"\xd0\xcf\x11\xe0" {
        return Ok(refused(take, "the old binary format .xls, or a workbook with a password"));
    }
    let whole = head.chain(bytes);
    if head.starts_with(&[0x1f, 0x8b]) {
        let inflated = flate2::bufread::MultiGzDecoder::new(io::BufReader::new(whole));
        return Ok(csv::each_row(inflated, how, take));
    }
    Ok(csv::each_row(whole, how, take))
}

fn refused(take: &mut dyn FnMut(Met) -> ControlFlow<()>, what: &str) -> Recognised {
    let _ = take(Met::Refused { line: 0, fault: CellFault::NotAWorkbook { what: what.to_owned() } });
    Recognised::default()
}

fn read_head(bytes: &mut impl Read, head: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < head.len() {
        match bytes.read(&mut head[read..]) {
            Ok(0) => break,
            Ok(n) => read += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}
