//! Taking our own names out of attributes that were read.

use super::{MORE, SEQ, SOURCE};
use crate::{
    read::json,
    refusal::{Expected, Part, Reason},
    row::RowValue,
};

/// Attributes with what they hide.
#[derive(Debug, Default)]
pub(crate) struct Unfolded {
    pub(crate) seq: Option<i64>,
    pub(crate) source: Option<String>,
    pub(crate) attrs: Vec<(String, Option<i64>, RowValue)>,
}

/// Opens [`MORE`], and takes out sequence number and source where they may be: of an event.
pub(crate) fn unfold(attrs: Vec<(String, Option<i64>, RowValue)>, of: Part) -> Result<Unfolded, Reason> {
    let wrong = |field: &str, expected| {
        Err(Reason::WrongType { of: Part::Attribute, field: field.to_owned(), expected })
    };
    let mut unfolded = Unfolded { attrs: Vec::with_capacity(attrs.len()), ..Unfolded::default() };
    for (name, since, value) in attrs {
        match (name.as_str(), value) {
            (MORE, RowValue::Null) => {}
            (MORE, RowValue::Text(text)) => match json::parse(&text) {
                Ok(RowValue::Map(fields)) => {
                    unfolded.attrs.extend(fields.into_iter().map(|(name, value)| (name, since, value)));
                }
                _ => return wrong(MORE, Expected::Braces),
            },
            (MORE, _) => return wrong(MORE, Expected::Braces),
            (SEQ | SOURCE, RowValue::Null) if of == Part::Event => {}
            (SEQ, RowValue::Int(seq)) if of == Part::Event => unfolded.seq = Some(seq),
            (SEQ, RowValue::Float(seq)) if of == Part::Event && seq.fract() == 0.0 => {
                unfolded.seq = Some(seq as i64);
            }
            (SEQ, _) if of == Part::Event => return wrong(SEQ, Expected::WholeNumber),
            (SOURCE, RowValue::Text(source)) if of == Part::Event => unfolded.source = Some(source),
            (SOURCE, _) if of == Part::Event => return wrong(SOURCE, Expected::Text),
            (_, value) => unfolded.attrs.push((name, since, value)),
        }
    }
    Ok(unfolded)
}
