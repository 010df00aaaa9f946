//! Parquet: the rows of the CSV report, typed, for data frames and warehouses.

use super::{About, Report, rows};
use crate::{
    audit::{Judged, Refused, Tally},
    failure::Failure,
    output::Output,
};
use parquet::{
    basic::Compression,
    data_type::{ByteArray, ByteArrayType, Int64Type},
    errors::ParquetError,
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::parser::parse_message_type,
};
use std::{io::Write as _, sync::Arc};

/// Columns and their types, as [`rows::judgement`] has them. Names and verdicts are English for every reader: programs ask for them.
const SCHEMA: &str = "message judgements {
    REQUIRED BYTE_ARRAY type (UTF8);
    REQUIRED BYTE_ARRAY id (UTF8);
    REQUIRED BYTE_ARRAY site (UTF8);
    REQUIRED BYTE_ARRAY people (UTF8);
    OPTIONAL INT64 opened (TIMESTAMP(MICROS,true));
    REQUIRED BYTE_ARRAY clause (UTF8);
    REQUIRED BYTE_ARRAY title (UTF8);
    REQUIRED BYTE_ARRAY severity (UTF8);
    REQUIRED BYTE_ARRAY verdict (UTF8);
    REQUIRED BYTE_ARRAY because (UTF8);
    REQUIRED BYTE_ARRAY missing (UTF8);
    REQUIRED INT64 activations;
    REQUIRED INT64 broken;
    OPTIONAL INT64 due (TIMESTAMP(MICROS,true));
    REQUIRED BYTE_ARRAY events (UTF8);
    REQUIRED BYTE_ARRAY version (UTF8);
}";
/// Rows that are held until they are written as one group.
const ROWS: usize = 1 << 16;

/// The report.
pub struct Parquet<'a> {
    about: &'a About<'a>,
    writer: SerializedFileWriter<Vec<u8>>,
    rows: Vec<Vec<rows::Cell>>,
}

impl<'a> Parquet<'a> {
    /// Begins it.
    ///
    /// # Errors
    /// None that a reader could mend.
    pub fn new(about: &'a About<'a>) -> Result<Self, Failure> {
        let schema = parse_message_type(SCHEMA).map_err(ours)?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties));
        Ok(Parquet { about, writer: writer.map_err(ours)?, rows: Vec::new() })
    }

    /// Writes the rows that are held.
    fn write(&mut self, output: &mut Output) -> Result<(), Failure> {
        let rows = std::mem::take(&mut self.rows);
        if let Some(first) = rows.first() {
            let mut group = self.writer.next_row_group().map_err(ours)?;
            for at in 0..first.len() {
                let cells = rows.iter().filter_map(|row| row.get(at));
                if let Some(mut column) = group.next_column().map_err(ours)? {
                    match Column::of(cells) {
                        Column::Texts(texts) => {
                            column.typed::<ByteArrayType>().write_batch(&texts, None, None)
                        }
                        Column::Numbers(numbers) => {
                            column.typed::<Int64Type>().write_batch(&numbers, None, None)
                        }
                        Column::Times(times, there) => {
                            column.typed::<Int64Type>().write_batch(&times, Some(&there), None)
                        }
                    }
                    .map_err(ours)?;
                    column.close().map_err(ours)?;
                }
            }
            group.close().map_err(ours)?;
        }
        output.write_all(&std::mem::take(self.writer.inner_mut()))?;
        Ok(())
    }
}

/// One column of some rows.
enum Column {
    Texts(Vec<ByteArray>),
    Numbers(Vec<i64>),
    /// Those that are there, and for each row whether there is one.
    Times(Vec<i64>, Vec<i16>),
}

impl Column {
    fn of<'c>(cells: impl Iterator<Item = &'c rows::Cell>) -> Column {
        let (mut texts, mut numbers, mut times, mut there) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for cell in cells {
            match cell {
                rows::Cell::Text(text) => texts.push(ByteArray::from(text.as_str())),
                rows::Cell::Verdict(verdict) => texts.push(ByteArray::from(verdict.name())),
                rows::Cell::Number(number) => numbers.push(i64::try_from(*number).unwrap_or(i64::MAX)),
                rows::Cell::Time(at, _) => {
                    times.extend(at.map(|at| at.0));
                    there.push(i16::from(at.is_some()));
                }
            }
        }
        match (numbers.is_empty(), there.is_empty()) {
            (true, true) => Column::Texts(texts),
            (false, _) => Column::Numbers(numbers),
            (true, false) => Column::Times(times, there),
        }
    }
}

fn ours(error: ParquetError) -> Failure {
    Failure::Ours(error.to_string())
}

impl Report for Parquet<'_> {
    fn add(&mut self, judged: &Judged<'_>, output: &mut Output) -> Result<(), Failure> {
        for clause in &judged.judgement.clauses {
            self.rows.extend(rows::judgement(self.about, judged, clause));
        }
        if self.rows.len() >= ROWS { self.write(output) } else { Ok(()) }
    }

    fn finish(&mut self, _: &Tally, _: &Refused, output: &mut Output) -> Result<(), Failure> {
        self.write(output)?;
        self.writer.finish().map_err(ours)?;
        output.write_all(&std::mem::take(self.writer.inner_mut()))?;
        Ok(())
    }
}
