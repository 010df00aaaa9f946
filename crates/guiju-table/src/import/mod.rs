//! Tables into a log, by a mapping.

mod bind;
mod join;
mod record;
mod value;

use crate::{
    header::Header,
    mapping::{Mapping, Table, Unfit},
    source::{Input, Met, Row, each_row},
};
use bind::Bound;
use guiju_log::{
    Accepted, At, CellFault, FileNo, Imported, LogBuilder, Reason, Refusal, Unopened, read::ReadOptions,
};
use join::Joined;
use std::{collections::BTreeMap, ops::ControlFlow};

/// Why tables were not read at all.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// A file can't be opened.
    #[error(transparent)]
    Unopened(#[from] Unopened),
    /// The mapping does not fit a file.
    #[error("the mapping does not fit `{file}`")]
    Unfit {
        /// The file.
        file: String,
        /// What does not fit.
        source: Unfit,
    },
    /// No table of the mapping takes a file.
    #[error(
        "no table of the mapping is for `{file}`; write its name, or a pattern such as \"orders*.csv\", as `file:`"
    )]
    NoTable {
        /// The file.
        file: String,
    },
}

/// Reads tables into `builder`.
///
/// A cell that can't be read is refused at `file:row:column`. An attribute is then left out and its record stays; a record whose id,
/// type, time or encounter can't be read is not taken. An event whose activity is fixed and whose time is empty did not happen.
/// Memory beside the log: one row, and the columns of joined tables that are used.
///
/// # Errors
/// [`Failed`]; nothing of the file in question is read then.
pub fn import(
    inputs: &[Input],
    mapping: &Mapping,
    builder: &mut LogBuilder,
    options: &ReadOptions,
) -> Result<Imported, Failed> {
    import_first(inputs, mapping, usize::MAX, builder, options)
}

/// As [`import()`], but only the first `rows` records of each file: for a look.
///
/// # Errors
/// As [`import()`].
pub fn import_first(
    inputs: &[Input],
    mapping: &Mapping,
    rows: usize,
    builder: &mut LogBuilder,
    options: &ReadOptions,
) -> Result<Imported, Failed> {
    let mut of_table: BTreeMap<usize, Vec<&Input>> = BTreeMap::new();
    for input in inputs {
        let table = mapping.table_of(input).ok_or_else(|| Failed::NoTable { file: input.name.clone() })?;
        of_table.entry(table).or_default().push(input);
    }
    let joined = join::load(mapping, &of_table)?;
    let mut all = Imported::default();
    for (at, inputs) in of_table {
        for input in inputs {
            let file = builder.file(&input.name);
            let mut sink = Sink { builder, file, keep: options.keep_refused, imported: Imported::default() };
            one(input, mapping, (at, rows), &joined, &mut sink)?;
            all = all.and(sink.imported);
        }
    }
    Ok(all)
}

fn one(
    input: &Input,
    mapping: &Mapping,
    (table, mut left): (usize, usize),
    joined: &BTreeMap<String, Joined>,
    sink: &mut Sink<'_>,
) -> Result<(), Failed> {
    let table = &mapping.tables[table];
    let mut unfit = None;
    let mut rows = Rows::new(table);
    let mut bound: Option<Bound<'_>> = None;
    let recognised = each_row(input, &table.how, &mut |met| {
        let row = match met {
            Met::Row(row) => row,
            Met::Refused { line, fault } => {
                sink.refuse(line, 0, Reason::Table(fault));
                return ControlFlow::Continue(());
            }
        };
        let Some(row) = rows.take(row) else { return ControlFlow::Continue(()) };
        if bound.is_none() {
            match Bound::new(mapping, table, rows.header(), joined) {
                Ok(fits) => bound = Some(fits),
                Err(diagnostics) => {
                    unfit = Some(Unfit { sources: mapping.sources.clone(), diagnostics });
                    return ControlFlow::Break(());
                }
            }
        }
        if let Some(bound) = &mut bound {
            bound.fill_down(row);
            record::take(bound, sink);
        }
        left = left.saturating_sub(1);
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    sink.imported.encodings.extend(recognised.encoding.map(|encoding| (input.name.clone(), encoding)));
    match unfit {
        Some(source) => Err(Failed::Unfit { file: input.name.clone(), source }),
        None => Ok(()),
    }
}

/// Tells the header and the footer from the records.
pub(crate) struct Rows<'t> {
    table: &'t Table,
    above: Vec<Row>,
    header: Header,
    headed: bool,
}

impl<'t> Rows<'t> {
    pub(crate) fn new(table: &'t Table) -> Self {
        Self { table, above: Vec::new(), header: Header::default(), headed: false }
    }

    /// The row, if it is a record.
    pub(crate) fn take(&mut self, row: Row) -> Option<Row> {
        let (first, last) = self.table.header;
        if row.line <= last {
            if row.line >= first {
                self.above.push(row);
            }
            return None;
        }
        if !std::mem::replace(&mut self.headed, true) {
            self.header = Header::of(&std::mem::take(&mut self.above));
        }
        let skipped = row
            .first()
            .is_some_and(|text| self.table.skip.iter().any(|word| text.starts_with(word.as_str())));
        (!skipped).then_some(row)
    }

    pub(crate) fn header(&self) -> &Header {
        &self.header
    }
}

/// Where records go: it knows the file and keeps count.
pub(super) struct Sink<'b> {
    builder: &'b mut LogBuilder,
    file: FileNo,
    keep: usize,
    imported: Imported,
}

impl Sink<'_> {
    fn at(&self, line: u32) -> At {
        At { file: self.file, line }
    }

    fn refuse(&mut self, line: u32, column: u32, reason: Reason) {
        let mut place = self.builder.place(self.at(line));
        place.column = column;
        self.count(Err(Refusal { place, reason }));
    }

    fn refuse_cell(&mut self, line: u32, column: Option<(u32, String)>, fault: CellFault) {
        match column {
            Some((at, column)) => self.refuse(line, at + 1, Reason::Cell { column, fault }),
            None => self.refuse(line, 0, Reason::Table(fault)),
        }
    }

    fn count(&mut self, result: Result<Accepted, Refusal>) {
        match result {
            Ok(Accepted::Added) => self.imported.added += 1,
            Ok(Accepted::Repeated) => self.imported.repeated += 1,
            Err(refusal) if self.imported.refused.len() < self.keep => self.imported.refused.push(refusal),
            Err(_) => self.imported.refused_beyond += 1,
        }
    }
}
