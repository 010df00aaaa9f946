//! A table that is being written, as CSV or as a workbook of one sheet.

use crate::{export::Unwritten, limits::CELL_KIB};
use std::io::{self, Write};

/// What a table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Comma-separated values, UTF-8.
    Csv,
    /// An Excel workbook with one sheet.
    #[cfg(feature = "xlsx")]
    Xlsx,
}

impl Form {
    /// What a mapping says of such a file, so that nothing has to be guessed.
    pub(crate) fn mapped(self) -> &'static str {
        match self {
            Form::Csv => "    encoding: utf-8\n    delimiter: \",\"\n",
            #[cfg(feature = "xlsx")]
            Form::Xlsx => "",
        }
    }
}

/// What a cell holds.
pub(crate) struct Field {
    pub(crate) text: String,
    /// The same where it is a number that a cell can hold as one; CSV has texts alone.
    #[cfg(feature = "xlsx")]
    number: Option<f64>,
}

impl Field {
    pub(crate) fn text(text: impl Into<String>) -> Field {
        Field {
            text: text.into(),
            #[cfg(feature = "xlsx")]
            number: None,
        }
    }

    /// A number, and how a text of it is written.
    pub(crate) fn number(text: String, number: f64) -> Field {
        let field = Field::text(text);
        #[cfg(feature = "xlsx")]
        let field = Field { number: Some(number), ..field };
        #[cfg(not(feature = "xlsx"))]
        let _ = number;
        field
    }
}

/// Rows are added from the top.
pub(crate) enum Sheet<W: Write> {
    Csv(Box<csv::Writer<W>>),
    #[cfg(feature = "xlsx")]
    Xlsx(Box<workbook::Book<W>>),
}

impl<W: Write> Sheet<W> {
    pub(crate) fn begin(form: Form, name: &str, out: W) -> Result<Self, Unwritten> {
        match form {
            Form::Csv => {
                let _ = name;
                let writer =
                    csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Necessary).from_writer(out);
                Ok(Sheet::Csv(Box::new(writer)))
            }
            #[cfg(feature = "xlsx")]
            Form::Xlsx => Ok(Sheet::Xlsx(Box::new(workbook::Book::begin(name, out)?))),
        }
    }

    /// Adds a row: for each cell the name of its column, and what it holds.
    pub(crate) fn row<'n>(&mut self, cells: impl Iterator<Item = (&'n str, Field)>) -> Result<(), Unwritten> {
        match self {
            Sheet::Csv(writer) => {
                for (name, field) in cells {
                    if field.text.len() > CELL_KIB << 10 {
                        return Err(Unwritten::TooLong { name: name.to_owned(), limit: "1 MiB" });
                    }
                    writer.write_field(field.text).map_err(io::Error::from)?;
                }
                writer.write_record(None::<&[u8]>).map_err(io::Error::from)?;
                Ok(())
            }
            #[cfg(feature = "xlsx")]
            Sheet::Xlsx(book) => book.row(cells),
        }
    }

    pub(crate) fn end(self) -> Result<(), Unwritten> {
        match self {
            Sheet::Csv(mut writer) => Ok(writer.flush()?),
            #[cfg(feature = "xlsx")]
            Sheet::Xlsx(book) => book.end(),
        }
    }
}

#[cfg(feature = "xlsx")]
mod workbook {
    use super::{Field, Unwritten};
    use rust_xlsxwriter::{Workbook, XlsxError};
    use std::io::Write;

    /// Of a worksheet.
    const ROWS: u32 = 1 << 20;
    const COLUMNS: u16 = 1 << 14;
    /// Characters of a cell.
    const CELL: usize = 32_767;

    pub(crate) struct Book<W: Write> {
        book: Workbook,
        rows: u32,
        out: W,
    }

    fn unwritten(error: XlsxError) -> Unwritten {
        match error {
            XlsxError::IoError(error) => Unwritten::Io(error),
            other => Unwritten::Workbook(other.to_string()),
        }
    }

    impl<W: Write> Book<W> {
        pub(super) fn begin(name: &str, out: W) -> Result<Self, Unwritten> {
            let mut book = Workbook::new();
            let sheet = book.add_worksheet();
            sheet.set_name(name).map_err(unwritten)?;
            sheet.set_freeze_panes(1, 0).map_err(unwritten)?;
            Ok(Book { book, rows: 0, out })
        }

        pub(super) fn row<'n>(
            &mut self,
            cells: impl Iterator<Item = (&'n str, Field)>,
        ) -> Result<(), Unwritten> {
            let too_many = || Unwritten::TooMany { rows: ROWS, columns: COLUMNS };
            let row = Some(self.rows).filter(|row| *row < ROWS).ok_or_else(too_many)?;
            let sheet = self.book.worksheet_from_index(0).map_err(unwritten)?;
            for (column, (name, field)) in cells.enumerate() {
                let column =
                    u16::try_from(column).ok().filter(|column| *column < COLUMNS).ok_or_else(too_many)?;
                match field.number {
                    Some(number) => sheet.write_number(row, column, number).map_err(unwritten)?,
                    None if field.text.is_empty() => continue,
                    None if field.text.encode_utf16().count() > CELL => {
                        let limit = "32,767 characters";
                        return Err(Unwritten::TooLong { name: name.to_owned(), limit });
                    }
                    None => sheet.write_string(row, column, field.text).map_err(unwritten)?,
                };
            }
            self.rows += 1;
            Ok(())
        }

        pub(super) fn end(mut self) -> Result<(), Unwritten> {
            self.out.write_all(&self.book.save_to_buffer().map_err(unwritten)?)?;
            Ok(())
        }
    }
}
