//! The types that an attribute can be declared to have.

use jiff::tz::TimeZone;

use crate::{
    instant::format_rfc3339,
    read::time::instant,
    refusal::{Expected, Part, Reason},
    row::RowValue,
};

/// A declared type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Time,
    Integer,
    Float,
    Boolean,
}

/// A value that a declared type has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Plain<'l> {
    Text(&'l str),
    /// Text that is made while writing.
    Made(String),
    /// Microseconds since 1970 UTC.
    Time(i64),
    Int(i64),
    Float(f64),
    Bool(bool),
}

impl Kind {
    /// The type's name in OCEL 2.0.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Time => "time",
            Self::Integer => "integer",
            Self::Float => "float",
            Self::Boolean => "boolean",
        }
    }

    /// The type with a name, as OCEL 2.0 and its exporters spell it; what else there is, is text.
    pub(crate) fn named(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "time" | "date" | "datetime" | "timestamp" => Self::Time,
            "integer" | "int" | "bigint" => Self::Integer,
            "float" | "double" | "real" | "number" | "numeric" => Self::Float,
            "boolean" | "bool" => Self::Boolean,
            _ => Self::Text,
        }
    }

    /// A text as a value of this type. Exporters write an empty text or `null` where there is none.
    pub(crate) fn read(self, name: &str, text: &str, zone: Option<&TimeZone>) -> Result<RowValue, Reason> {
        let trimmed = text.trim();
        if self == Self::Text {
            return Ok(RowValue::Text(text.to_owned()));
        }
        if trimmed.is_empty() || trimmed == "null" {
            return Ok(RowValue::Null);
        }
        let wrong = |expected| Reason::WrongType { of: Part::Attribute, field: name.to_owned(), expected };
        Ok(match self {
            Self::Text => RowValue::Text(text.to_owned()),
            Self::Time => RowValue::Time(instant(trimmed, zone)?),
            Self::Integer => match trimmed.parse::<i64>() {
                Ok(n) => RowValue::Int(n),
                // A column with gaps becomes one of doubles in many a tool.
                Err(_) => match trimmed.parse::<f64>() {
                    Ok(x) if x.fract() == 0.0 || x.is_nan() => RowValue::Float(x),
                    _ => return Err(wrong(Expected::WholeNumber)),
                },
            },
            Self::Float => RowValue::Float(trimmed.parse().map_err(|_| wrong(Expected::Number))?),
            Self::Boolean => match trimmed {
                "true" | "True" | "TRUE" | "1" => RowValue::Bool(true),
                "false" | "False" | "FALSE" | "0" => RowValue::Bool(false),
                _ => return Err(wrong(Expected::Truth)),
            },
        })
    }
}

impl Plain<'_> {
    /// The value as text that [`Kind::read`] takes back.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text(text) => (*text).to_owned(),
            Self::Made(text) => text.clone(),
            Self::Time(us) => format_rfc3339(*us),
            Self::Int(n) => n.to_string(),
            Self::Float(x) => serde_json::Value::from(*x).to_string(),
            Self::Bool(b) => b.to_string(),
        }
    }
}
