//! Decision tables: which rows may match at an event.

use crate::judging::Judging;
use crate::scene::Scene;
use guiju_condition::{Missing, Truth, Value};
use guiju_standard::model::{Hit, Row, RowWhen, Table};

/// How a row stands to an event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Standing {
    /// It matches.
    Matches,
    /// It may match: an input is not known.
    MayMatch(Missing),
    /// It does not.
    Not,
}

/// How each row of a table stands, in the order written.
pub(crate) fn standings<'h>(table: &Table, scene: &Scene<'_, 'h>) -> Vec<Standing> {
    table.rows.iter().map(|row| standing(table, row, scene)).collect()
}

fn standing(table: &Table, row: &Row, scene: &Scene<'_, '_>) -> Standing {
    match &row.when {
        RowWhen::Always => Standing::Matches,
        RowWhen::Condition(condition) => of_truth(guiju_condition::truth(condition, scene)),
        RowWhen::Values(wanted) => {
            let mut unknown: Option<Missing> = None;
            for (name, values, _) in wanted {
                let Some(input) = table.inputs.iter().find(|input| &input.name == name) else { continue };
                let found = guiju_condition::eval(&input.of.0, scene);
                match found {
                    Ok(value) => {
                        if !values.iter().any(|wanted| is(wanted, &value)) {
                            return Standing::Not;
                        }
                    }
                    // `absent` is a value where the input lists it.
                    Err(_) if input.values.iter().any(|value| value == "absent") => {
                        if !values.iter().any(|value| value == "absent") {
                            return Standing::Not;
                        }
                    }
                    Err(missing) => {
                        unknown = Some(match unknown {
                            Some(before) => before.and(missing),
                            None => missing,
                        });
                    }
                }
            }
            unknown.map_or(Standing::Matches, Standing::MayMatch)
        }
    }
}

fn of_truth(truth: Truth) -> Standing {
    match truth {
        Truth::True => Standing::Matches,
        Truth::False => Standing::Not,
        Truth::Unknown(missing) => Standing::MayMatch(missing),
    }
}

fn is(wanted: &str, value: &Value) -> bool {
    match value {
        Value::Text(text) => &**text == wanted,
        Value::Bool(flag) => wanted == if *flag { "true" } else { "false" },
        Value::Int(int) => wanted.parse::<i64>() == Ok(*int),
        Value::Float(float) => wanted.parse::<f64>() == Ok(*float),
        _ => false,
    }
}

/// The rows in question: those that match or may; `first` and `rank` stop at the first that certainly matches.
pub(crate) fn candidates(table: &Table, standings: &[Standing]) -> Vec<usize> {
    let mut found = Vec::new();
    for (number, standing) in standings.iter().enumerate() {
        match standing {
            Standing::Not => {}
            Standing::Matches => {
                found.push(number);
                if matches!(table.hit, Hit::First | Hit::Rank) {
                    break;
                }
            }
            Standing::MayMatch(_) => found.push(number),
        }
    }
    found
}

impl Judging<'_> {
    /// A table by name.
    pub(crate) fn table(&self, name: &str) -> Option<&Table> {
        self.plan.standard.tables.get(name)
    }
}
