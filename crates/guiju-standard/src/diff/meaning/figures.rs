//! Figures, decision tables, calendars.

use super::super::tree::Tree;
use super::says::{InOrder, Record, Says, word};
use crate::model::{Hit, Input, InputOf, Param, ParamValue, Row, RowWhen, Table};
use guiju_time::Calendar;

pub(super) fn param(param: &Param) -> (Tree, Tree) {
    let Param { by, values, source, ours, title, span: _ } = param;
    let first = values.iter().find(|(since, ..)| since.is_none()).map(|(_, value, _)| value.says());
    let later: Vec<(String, Tree)> =
        values.iter().filter_map(|(since, value, _)| Some(((*since)?.to_string(), value.says()?))).collect();
    let meaning = Record::default()
        .with("by", by)
        .with("value", &first.flatten())
        .with("since", &Tree::Map(later))
        .done();
    (meaning, Record::default().with("title", title).with("source", source).with("ours", ours).done())
}

impl Says for ParamValue {
    fn says(&self) -> Option<Tree> {
        Some(match self {
            ParamValue::Duration(span) => return span.says(),
            ParamValue::Number(number, unit) => {
                word(format!("{number}{}", unit.map_or(String::new(), |unit| unit.to_string())))
            }
            ParamValue::Bool(flag) => word(flag.to_string()),
            ParamValue::Text(text) => word(text),
            ParamValue::List(list) => Tree::Set(list.iter().filter_map(Says::says).collect()),
            ParamValue::By(values) => return values.says(),
        })
    }
}

pub(super) fn table(table: &Table) -> (Tree, Tree) {
    let Table { id: _, title, source, inputs, hit, ties, never, rows, span: _ } = table;
    let (word_of_hit, ordered) = match hit {
        Hit::Either => ("either", false),
        Hit::Unique => ("unique", false),
        Hit::First => ("first", true),
        Hit::Collect => ("collect", false),
        Hit::Rank => ("rank", true),
    };
    let asked = inputs.iter().map(|Input { name, of: InputOf(condition), values, span: _ }| {
        (name.clone(), Record::default().with("is", condition).with("in", values).done())
    });
    let answers = rows.iter().map(|row| (row.id.clone(), self::row(row)));
    let order: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let meaning = Record::default()
        .with("inputs", &Tree::Map(sorted(asked.collect())))
        .with("hit", word_of_hit)
        .with("ties", ties)
        .with("never", never)
        .with("rows", &Tree::Map(sorted(answers.collect())))
        .with("order", &ordered.then(|| InOrder(&order).says()).flatten())
        .done();
    let guides = rows.iter().filter_map(|row| Some((row.id.clone(), row.guide.says()?))).collect();
    let texts = Record::default()
        .with("title", title)
        .with("source", source)
        .with("guides", &Tree::Map(sorted(guides)));
    (meaning, texts.done())
}

fn sorted(mut entries: Vec<(String, Tree)>) -> Vec<(String, Tree)> {
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    entries
}

fn row(row: &Row) -> Tree {
    let Row { id: _, when, say, never, require, then, within, refuse, guide: _, span: _ } = row;
    Record::default()
        .with("when", when)
        .with("require", require)
        .with("say", say)
        .with("never", never)
        .with("then", then)
        .with("within", within)
        .with("refuse", refuse)
        .done()
}

impl Says for RowWhen {
    fn says(&self) -> Option<Tree> {
        match self {
            RowWhen::Always => None,
            RowWhen::Condition(condition) => condition.says(),
            RowWhen::Values(values) => Some(Tree::Map(sorted(
                values
                    .iter()
                    .map(|(input, values, _)| (input.clone(), values.says().unwrap_or(Tree::NOTHING)))
                    .collect(),
            ))),
        }
    }
}

pub(super) fn calendar(calendar: &Calendar) -> Tree {
    Tree::Map(calendar.written().into_iter().map(|(key, value)| (key, word(value))).collect())
}
