//! An attribute of XES: a typed value, with attributes of its own inside it.

use std::str::FromStr;

use jiff::tz::TimeZone;

use crate::{
    read::time::instant,
    refusal::{Expected, Part, Reason},
    row::RowValue,
};

/// An attribute whose element is open.
pub(super) struct Attribute {
    pub(super) key: String,
    /// Its own value; `None` for lists and containers.
    pub(super) value: Option<RowValue>,
    pub(super) is_list: bool,
    /// The attributes inside it.
    pub(super) inner: Vec<(String, RowValue)>,
}

impl Attribute {
    /// The attribute and those inside it; a dotted name for each of these.
    pub(super) fn into_pairs(self) -> Vec<(String, RowValue)> {
        let Self { key, value, is_list, inner } = self;
        if is_list {
            return vec![(key, items(inner))];
        }
        let mut pairs = Vec::with_capacity(1 + usize::from(!inner.is_empty()));
        pairs.extend(value.map(|value| (key.clone(), value)));
        if !inner.is_empty() {
            pairs.push((key, RowValue::Map(inner)));
        }
        pairs
    }
}

/// The items of a list: values if all have one key, else each a record of its key and value.
fn items(inner: Vec<(String, RowValue)>) -> RowValue {
    let plain = inner.windows(2).all(|pair| pair[0].0 == pair[1].0);
    let item = |(key, value)| if plain { value } else { RowValue::Map(vec![(key, value)]) };
    RowValue::List(inner.into_iter().map(item).collect())
}

fn number<T: FromStr>(key: &str, text: &str, expected: Expected) -> Result<T, Reason> {
    text.trim().parse().map_err(|_| Reason::WrongType {
        of: Part::Attribute,
        field: key.to_owned(),
        expected,
    })
}

/// The value of an attribute element of type `kind`.
pub(super) fn typed(kind: &str, key: &str, text: &str, zone: Option<&TimeZone>) -> Result<RowValue, Reason> {
    Ok(match kind {
        "string" | "id" => RowValue::Text(text.to_owned()),
        // Exporters write an empty value where there is none.
        _ if text.trim().is_empty() => RowValue::Null,
        "date" => RowValue::Time(instant(text.trim(), zone)?),
        "int" => RowValue::Int(number(key, text, Expected::WholeNumber)?),
        "float" => RowValue::Float(number(key, text, Expected::Number)?),
        "boolean" => match text.trim() {
            "true" | "1" => RowValue::Bool(true),
            "false" | "0" => RowValue::Bool(false),
            _ => {
                return Err(Reason::WrongType {
                    of: Part::Attribute,
                    field: key.to_owned(),
                    expected: Expected::Truth,
                });
            }
        },
        found => return Err(Reason::NotXes { found: found.chars().take(40).collect() }),
    })
}
