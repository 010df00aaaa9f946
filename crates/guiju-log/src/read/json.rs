//! One JSON text as a tree; what would be lost silently is refused: a key twice, NUL.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::{refusal::Reason, row::RowValue};

/// Parses one line.
pub(crate) fn parse(line: &str) -> Result<RowValue, Reason> {
    let mut json = serde_json::Deserializer::from_str(line);
    let tree = Tree.deserialize(&mut json).and_then(|tree| json.end().map(|()| tree));
    // The parser counts lines within the text, and there is only one.
    tree.map_err(|error| Reason::NotJson {
        what: error.to_string().replace(" at line 1 column ", " at column "),
    })
}

struct Tree;

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = RowValue;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<RowValue, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree {
    type Value = RowValue;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<RowValue, E> {
        Ok(RowValue::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<RowValue, E> {
        Ok(RowValue::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<RowValue, E> {
        Ok(RowValue::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<RowValue, E> {
        Ok(i64::try_from(value).map_or(RowValue::Float(value as f64), RowValue::Int))
    }

    fn visit_f64<E>(self, value: f64) -> Result<RowValue, E> {
        Ok(RowValue::Float(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<RowValue, E> {
        without_nul(text).map(|text| RowValue::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RowValue, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Tree)? {
            list.push(item);
        }
        Ok(RowValue::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<RowValue, A::Error> {
        let mut map: Vec<(String, RowValue)> = Vec::new();
        while let Some(key) = entries.next_key::<String>()? {
            without_nul(&key)?;
            map.push((key, entries.next_value_seed(Tree)?));
        }
        let mut keys: Vec<&str> = map.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        if let Some(pair) = keys.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(A::Error::custom(format_args!("the key `{}` stands twice in one object", pair[0])));
        }
        Ok(RowValue::Map(map))
    }
}

fn without_nul<E: Error>(text: &str) -> Result<&str, E> {
    if text.contains('\0') { Err(E::custom("a string holds the character NUL")) } else { Ok(text) }
}
