//! The files of a pack and places in them.

use std::fmt;

/// A file of a pack: its path as the reader knows it, and its text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path shown in diagnostics, such as `standards/power-repair/clauses/arrival.yaml`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// Which file of a [`Sources`] a span lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u16);

/// A stretch of a file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A stretch inside this one: `from..to` in bytes from its start. Kept inside the file by [`Sources::slice`].
    pub fn inner(self, from: usize, to: usize) -> Span {
        Span { file: self.file, start: self.start + from as u32, end: self.start + to as u32 }
    }
}

/// All files of a pack (and of the packs that it includes).
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// A place that a person can look up: `path:line:column`, both from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file's path.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path, self.line, self.column)
    }
}

impl Sources {
    /// Adds a file.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(SourceFile { path: path.into(), text: text.into() });
        FileId((self.files.len() - 1) as u16)
    }

    /// The file.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files in the order added.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The text of a span; empty where the span does not lie in its file.
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Where a span begins.
    pub fn place(&self, span: Span) -> Place {
        let file = self.file(span.file);
        let upto = file.text.get(..span.start as usize).unwrap_or(&file.text);
        let line_start = upto.rfind('\n').map_or(0, |at| at + 1);
        Place {
            path: file.path.clone(),
            line: upto.matches('\n').count() + 1,
            column: upto[line_start..].chars().count() + 1,
        }
    }
}
