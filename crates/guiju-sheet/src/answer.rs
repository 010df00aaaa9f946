//! How an item is answered, and what an answer means.

use crate::Answer;
use crate::asked::shown;
use crate::words::pick;
use guiju_condition::{Type, Value};
use guiju_log::CellFault;
use guiju_standard::Text;
use guiju_standard::model::AttrType;
use guiju_table::cell::{Cell, narrow};
use guiju_table::figure::{self, Decimal};
use guiju_time::{Lang, Unit};
use serde_json::{Value as Json, json};

/// As events say that nobody looked.
pub const NOT_OBSERVED: &str = "not_observed";
/// Other ways in which people say it.
const UNSEEN: [&str; 13] = [
    "没看",
    "没看到",
    "未看",
    "未看到",
    "未观察",
    "不详",
    "not observed",
    "not seen",
    "n/a",
    "-",
    "—",
    "/",
    "?",
];

/// How an attribute is answered.
pub(crate) fn of(attr: &AttrType, lang: Lang) -> Answer {
    let mut choices: Vec<String> = match &attr.ty {
        Type::Bool => [true, false].iter().map(|flag| shown(&Value::Bool(*flag), attr, lang)).collect(),
        Type::Enum(values) => {
            values.iter().map(|value| shown(&Value::Text(value.clone()), attr, lang)).collect()
        }
        Type::Int | Type::Number { .. } => {
            return Answer::Number(attr.unit.map(Unit::symbol).unwrap_or_default().to_owned());
        }
        Type::Duration => return Answer::Number(attr.unit.map_or("s", Unit::symbol).to_owned()),
        _ => return Answer::Free,
    };
    choices.push(pick(lang, "没看", "not observed").to_owned());
    Answer::Choice(choices)
}

/// What a cell answers; `None` where it says that nobody looked.
///
/// # Errors
/// What to write instead.
pub(crate) fn read(cell: &Cell, attr: &AttrType) -> Result<Option<Json>, Text> {
    let said = cell.shown();
    let word = narrow(&said).trim().to_lowercase();
    match cell {
        Cell::Empty => return Ok(None),
        Cell::Garbled | Cell::Failed(_) | Cell::TooLong => {
            return Err(Text::both("读不出来；请重写", "can't be read; write it again"));
        }
        _ if word == NOT_OBSERVED || UNSEEN.contains(&word.as_str()) => return Ok(None),
        _ => {}
    }
    match &attr.ty {
        Type::Bool => match listed(&word, &["true".into(), "false".into()], attr) {
            Some(name) => Ok(Some(json!(name == "true"))),
            None => match figure::truth(cell) {
                Some(flag) => Ok(Some(json!(flag))),
                None => Err(wrong(&said, &choices(attr))),
            },
        },
        Type::Enum(values) => {
            let names: Vec<String> = values.iter().map(ToString::to_string).collect();
            listed(&word, &names, attr)
                .map(|name| Some(json!(name)))
                .ok_or_else(|| wrong(&said, &choices(attr)))
        }
        Type::Int | Type::Number { .. } => number(cell, attr).map(Some),
        Type::Duration => {
            let seconds = figure::duration_s(cell, Decimal::Point, attr.unit.or_else(|| Unit::parse("s")));
            seconds.map(|seconds| Some(json!(seconds))).map_err(|_| {
                Text::both(
                    format!("`{said}` 不是时长；请写如 90s、5min"),
                    format!("`{said}` is no length of time; write one like 90s or 5min"),
                )
            })
        }
        _ => Ok(Some(json!(said.trim()))),
    }
}

fn number(cell: &Cell, attr: &AttrType) -> Result<Json, Text> {
    let said = cell.shown();
    let unit = attr.unit.filter(|unit| *unit != Unit::ONE);
    let symbol = unit.map(Unit::symbol).unwrap_or_default();
    let figure = figure::number(cell, Decimal::Point, unit).map_err(|fault| match fault {
        CellFault::OtherUnit { .. } => Text::both(
            format!("`{said}` 的单位换算不成 {symbol}；请写以 {symbol} 计的数"),
            format!("`{said}` is in a unit that does not convert to {symbol}; write a figure in {symbol}"),
        ),
        _ if symbol.is_empty() => Text::both(
            format!("`{said}` 不是数；请写一个数，不带单位"),
            format!("`{said}` is no number; write a number without a unit"),
        ),
        _ => Text::both(
            format!("`{said}` 不是数；请写以 {symbol} 计的数，如 1.5 或 1.5{symbol}"),
            format!("`{said}` is no number; write a figure in {symbol}, like 1.5 or 1.5{symbol}"),
        ),
    })?;
    if attr.ty == Type::Int && figure.fract() != 0.0 {
        return Err(Text::both(
            format!("`{said}` 不是整数；请写个数"),
            format!("`{said}` is no whole number; write how many"),
        ));
    }
    // A whole number stays one, as people wrote it.
    Ok(if figure.fract() == 0.0 && figure.abs() < 9e15 { json!(figure as i64) } else { json!(figure) })
}

/// The listed value that a word names: by itself, or by its title in either language.
fn listed(word: &str, names: &[String], attr: &AttrType) -> Option<String> {
    let titled = |name: &String| {
        let title = attr.values.get(name);
        let titles = title.into_iter().flat_map(|title| [title.zh.as_deref(), title.en.as_deref()]);
        titles.flatten().any(|title| narrow(title).trim().to_lowercase() == word)
    };
    names.iter().find(|name| name.to_lowercase() == word || titled(name)).cloned()
}

/// What may be chosen, in both languages.
fn choices(attr: &AttrType) -> Text {
    let of = |lang| match of(attr, lang) {
        Answer::Choice(choices) => choices.join(pick(lang, "、", ", ")),
        Answer::Number(_) | Answer::Free => String::new(),
    };
    Text::both(of(Lang::Zh), of(Lang::En))
}

fn wrong(said: &str, choices: &Text) -> Text {
    Text::both(
        format!("没有 `{said}` 这个选项；可写：{}", choices.get(Lang::Zh)),
        format!("`{said}` is none of the choices; write one of {}", choices.get(Lang::En)),
    )
}
