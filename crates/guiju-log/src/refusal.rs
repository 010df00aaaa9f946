//! Why a record was not taken: typed by what its sender can do about it.

use std::fmt;

use crate::{cell_fault::CellFault, instant::format_rfc3339, place::Place, talk_fault::TalkFault};

/// A record that was refused, and where it stands. What follows it is read on.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct Refusal {
    /// Where the record stands.
    pub place: Place,
    /// What is wrong, and what to do.
    #[source]
    pub reason: Reason,
}

/// What a refusal speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A line of a file.
    Line,
    /// Something that happened.
    Event,
    /// Something that is there.
    Object,
    /// A transcript line.
    Transcript,
    /// A turn of a transcript.
    Turn,
    /// An item of `relationships`.
    Relationship,
    /// An attribute.
    Attribute,
}

/// What a field should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Fields in braces.
    Braces,
    /// A string.
    Text,
    /// An instant.
    Time,
    /// A number without fraction.
    WholeNumber,
    /// A number.
    Number,
    /// A time span in milliseconds.
    Milliseconds,
    /// A list.
    List,
    /// Attributes in one of their two forms.
    Attributes,
    /// True or false.
    Truth,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Line => "line",
            Self::Event => "event",
            Self::Object => "object",
            Self::Transcript => "transcript",
            Self::Turn => "turn",
            Self::Relationship => "relationship",
            Self::Attribute => "attribute",
        })
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Braces => "an object in braces",
            Self::Text => "a string",
            Self::Time => "a time like 2026-03-02T09:00:00+08:00",
            Self::WholeNumber => "a whole number",
            Self::Number => "a number",
            Self::Milliseconds => "a number of milliseconds",
            Self::List => "a list",
            Self::Attributes => "a map, or a list of {\"name\", \"value\"}",
            Self::Truth => "true or false",
        })
    }
}

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The id is taken by another content.
    #[error(
        "{kind} `{id}` is already recorded with other content ({first}); the first one stays, give the other one an id of its own"
    )]
    Conflict {
        /// Event, or object of another type.
        kind: Part,
        /// The id.
        id: String,
        /// Where the one that stays was read.
        first: Place,
    },
    /// An object's attributes have other values from the same instant; its other attributes were taken.
    #[error("object `{id}` already has another value for `{}`; the first one stays, write a later one as {{\"name\", \"time\", \"value\"}}", names.join("`, `"))]
    AttributeConflict {
        /// The object's id.
        id: String,
        /// The attributes, in order of name.
        names: Vec<String>,
    },
    /// One record gives one attribute twice, dotted and nested for instance.
    #[error(
        "`{name}` has two values in one record; `a.b` and `b` inside `a` are the same attribute, write it once"
    )]
    TwoValues {
        /// The attribute.
        name: String,
    },
    /// A field that must be there is missing or empty.
    #[error("the {of} has no `{field}`; every {of} needs one")]
    Missing {
        /// What lacks it.
        of: Part,
        /// The field.
        field: &'static str,
    },
    /// A field holds another kind of value.
    #[error("`{field}` of the {of} should be {expected}")]
    WrongType {
        /// What it belongs to.
        of: Part,
        /// The field.
        field: String,
        /// What it should be.
        expected: Expected,
    },
    /// A field that the format does not have.
    #[error("the {of} has no field `{field}`; put it into `attributes`, or write one of {known}")]
    UnknownField {
        /// What it stands in.
        of: Part,
        /// The field.
        field: String,
        /// The fields there are.
        known: &'static str,
    },
    /// A time without offset is no instant.
    #[error("time `{text}` has no UTC offset; write it like 2026-03-02T09:00:00+08:00")]
    NoOffset {
        /// The time as written.
        text: String,
    },
    /// A time that cannot be read.
    #[error("`{text}` is not a time; write it like 2026-03-02T09:00:00+08:00")]
    BadTime {
        /// The time as written.
        text: String,
    },
    /// A time before 1970 or after 2200: a broken clock or a wrong unit.
    #[error("time {} is absurd; times lie between 1970-01-01 and 2200-01-01, check the unit and the clock", format_rfc3339(*time_us))]
    AbsurdTime {
        /// Microseconds since 1970 UTC.
        time_us: i64,
    },
    /// The line is no JSON.
    #[error("not JSON: {what}; write one JSON object on each line")]
    NotJson {
        /// What the parser met.
        what: String,
    },
    /// JSON, but no line of a log.
    #[error(
        "not a line of a log; a line looks like {{\"event\": {{\"id\", \"type\", \"time\", …}}}}, {{\"object\": {{\"id\", \"type\", …}}}} or {{\"id\", \"encounter\", \"started\", \"turns\": […]}}"
    )]
    UnknownShape,
    /// The XML is broken; what came before it was read.
    #[error("not XML that can be read: {what}; what follows is lost, repair the file or export it again")]
    NotXml {
        /// What the parser met.
        what: String,
    },
    /// XML, but no XES.
    #[error("`<{found}>` is not XES; a XES file is <log> with <trace> and <event> in it")]
    NotXes {
        /// The element that XES does not have there.
        found: String,
    },
    /// An OCEL 2.0 log that is built otherwise than the standard says.
    #[error("not OCEL 2.0 that can be read: {what}; export it again as OCEL 2.0")]
    NotOcel {
        /// What was met.
        what: String,
    },
    /// A table that is no log.
    #[error("not a table of a log: {what}; `guiju convert` writes one")]
    NotTable {
        /// What was met.
        what: String,
    },
    /// A format that this program was built without.
    #[error("{format} cannot be read by this build; build it with the feature `{}`", format.to_lowercase())]
    NotBuilt {
        /// The format.
        format: &'static str,
    },
    /// Something nested too deeply to be data.
    #[error("nested more than {limit} deep; flatten it")]
    TooDeep {
        /// How deep is allowed.
        limit: usize,
    },
    /// A line or an XML token of unreasonable length.
    #[error("longer than {limit_mib} MiB; split it")]
    TooLong {
        /// The limit.
        limit_mib: usize,
    },
    /// Bytes that are no UTF-8.
    #[error("not UTF-8; save the file as UTF-8")]
    NotUtf8,
    /// The input ended or failed in the middle.
    #[error("the input breaks off here: {what}; what came before was read, fetch the file again")]
    Broken {
        /// What the system or the decompressor said.
        what: String,
    },
    /// The format is not known.
    #[error(
        "no log format that is known (JSON Lines, OCEL 2.0, XES, Parquet, each also gzipped); the first byte is {first}"
    )]
    UnknownFormat {
        /// The first byte, readable.
        first: String,
    },
    /// A cell of a table does not hold what its mapping says.
    #[error("column `{column}`: {fault}")]
    Cell {
        /// The column's header.
        column: String,
        /// What is wrong with it.
        fault: CellFault,
    },
    /// A row of a table, or the table, is not what it should be.
    #[error("{0}")]
    Table(CellFault),
    /// A talk, or a turn of it, is not what it should be.
    #[error("{0}")]
    Talk(TalkFault),
    /// More strings or records than one log can number.
    #[error("the log is full (4 billion strings or records); judge it in parts")]
    Full,
}
