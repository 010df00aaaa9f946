//! Where in the input something stands.

use std::{fmt, sync::Arc};

/// The number of an input in one [`crate::LogBuilder`] (`LogBuilder::file`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileNo(pub u32);

/// A line of an input, as rows carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct At {
    /// The input; 0 for rows that come from no file.
    pub file: FileNo,
    /// The line, from 1; 0 where there is none.
    pub line: u32,
}

/// A line of an input by name, written `file:line`, in a table `file:row:column`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The input's name as the user gave it; `-` is standard input.
    pub file: Arc<str>,
    /// The line, from 1; 0 where there is none.
    pub line: u32,
    /// The column of a table, from 1; 0 where there is none.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.column > 0 { write!(f, ":{}", self.column) } else { Ok(()) }
    }
}
