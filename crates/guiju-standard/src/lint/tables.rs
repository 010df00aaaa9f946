//! `table-gap`, `table-overlap`, `table-shadowed-row`, `table-unreachable`: decision tables that leave a situation
//! without an answer, give two where one is promised, or hold rows and values that can't come up.

use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{Body, Check, Hit, Row, RowWhen, Standard, Table};
use guiju_condition::{ActivityRef, Condition, Env, ExprKind, Missing, Period, Place, PlaceRef, Truth, Type};
use guiju_condition::{Value, Which, truth};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How many situations of one table are looked at.
const MOST: usize = 100_000;
/// An input that has no value.
const ABSENT: &str = "absent";

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    for table in standard.tables.values() {
        rows(table, found);
        unreachable_values(table, found);
        situations(table, found);
    }
    for clause in &standard.clauses {
        super::walk::parts(&clause.part, &mut |part| {
            let Check::Rule(rule) = &part.check else { return };
            let Body::Decide { table, row: Some(row), .. } = &rule.body else { return };
            let Some(table) = standard.tables.get(table) else { return };
            let known = || table.rows.iter().map(|row| row.id.as_str());
            if known().any(|id| id == row) {
                return;
            }
            let problem = Diagnostic::error(
                "unknown-row",
                super::walk::locate(&standard.sources, part.span, row),
                format!("决策表 `{}` 没有 `{row}` 这一行", table.id),
                format!("the table `{}` has no row `{row}`", table.id),
            );
            found.push(match nearest(row, known()) {
                Some(near) => {
                    problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?"))
                }
                None => {
                    let list: Vec<&str> = known().collect();
                    problem.help(
                        format!("可写：{}。", list.join("、")),
                        format!("its rows are {}", list.join(", ")),
                    )
                }
            });
        });
    }
}

/// Names met twice, and values that an input does not have.
fn rows(table: &Table, found: &mut Vec<Diagnostic>) {
    let mut ids = BTreeSet::new();
    for row in &table.rows {
        if !ids.insert(&row.id) {
            found.push(
                Diagnostic::error(
                    "duplicate-id",
                    row.span,
                    format!("决策表 `{}` 里有两行叫 `{}`", table.id, row.id),
                    format!("two rows of the table `{}` are called `{}`", table.id, row.id),
                )
                .help("给其中一行换个 id。", "rename one of them"),
            );
        }
        let RowWhen::Values(values) = &row.when else { continue };
        for (name, wanted, span) in values {
            let Some(input) = table.inputs.iter().find(|input| input.name == *name) else { continue };
            for value in wanted.iter().filter(|value| !input.values.contains(value)) {
                let near = nearest(value, input.values.iter().map(String::as_str)).map(str::to_owned);
                let problem = Diagnostic::error(
                    "table-unreachable",
                    *span,
                    format!("输入 `{name}` 没有值 `{value}`，这一行用不上它"),
                    format!("the input `{name}` has no value `{value}`, so the row can't match by it"),
                );
                found.push(match near {
                    Some(near) => {
                        problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?"))
                    }
                    None => problem.help(
                        "在表的 inputs 里加上这个值，或从这一行去掉。",
                        "add the value to the table's inputs, or take it out of the row",
                    ),
                });
            }
        }
    }
}

/// Values of an input that its attribute can't have.
fn unreachable_values(table: &Table, found: &mut Vec<Diagnostic>) {
    for input in &table.inputs {
        let Type::Enum(known) = input.of.0.ty() else { continue };
        for value in &input.values {
            if value != ABSENT && !known.iter().any(|known| **known == **value) {
                let list: Vec<&str> = known.iter().map(|v| &**v).collect();
                found.push(
                    Diagnostic::error(
                        "table-unreachable",
                        input.span,
                        format!("`{}` 不会是 `{value}`", input.name),
                        format!("`{}` is never `{value}`", input.name),
                    )
                    .help(
                        format!("它的值是：{}。", list.join("、")),
                        format!("its values are {}", list.join(", ")),
                    ),
                );
            }
        }
    }
}

/// What a row says to a situation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Yes,
    No,
    /// It depends on more than the table's inputs.
    Maybe,
}

fn situations(table: &Table, found: &mut Vec<Diagnostic>) {
    // What an attribute may be and the table does not list is a situation too.
    let values: Vec<Vec<&str>> = table
        .inputs
        .iter()
        .map(|input| {
            let mut values: Vec<&str> = input.values.iter().map(String::as_str).collect();
            if let Type::Enum(known) = input.of.0.ty() {
                values.extend(known.iter().map(|v| &**v).filter(|v| !input.values.iter().any(|w| w == v)));
            }
            values
        })
        .collect();
    let many = values.iter().try_fold(1usize, |n, list| n.checked_mul(list.len()));
    // An input that could not be read was reported; the rest of the table can't be told without it.
    let whole = table.rows.iter().all(|row| match &row.when {
        RowWhen::Values(values) => {
            values.iter().all(|(name, ..)| table.inputs.iter().any(|input| input.name == *name))
        }
        _ => true,
    });
    if !whole || table.inputs.is_empty() || many.is_none_or(|n| n == 0 || n > MOST) {
        return;
    }
    let mut seen = Seen {
        reached: vec![false; table.rows.len()],
        alone: vec![false; table.rows.len()],
        ..Seen::default()
    };
    let mut at = vec![0; values.len()];
    loop {
        let situation: Vec<&str> = at.iter().zip(&values).map(|(i, list)| list[*i]).collect();
        seen.look(table, &situation);
        let Some(next) = (0..at.len()).rev().find(|i| at[*i] + 1 < values[*i].len()) else { break };
        at[next] += 1;
        at[next + 1..].fill(0);
    }
    seen.report(table, found);
}

/// What came up while all situations were looked at.
#[derive(Default)]
struct Seen {
    gaps: Vec<String>,
    overlaps: Vec<(usize, usize, String)>,
    /// The row fits some situation.
    reached: Vec<bool>,
    /// The row fits some situation that no earlier row surely takes.
    alone: Vec<bool>,
}

impl Seen {
    fn look(&mut self, table: &Table, situation: &[&str]) {
        let fits: Vec<Fit> = table.rows.iter().map(|row| fit(table, row, situation)).collect();
        if fits.iter().all(|fit| *fit == Fit::No) {
            self.gaps.push(example(table, situation));
        }
        let sure = || fits.iter().enumerate().filter(|(_, fit)| **fit == Fit::Yes).map(|(at, _)| at);
        let mut two = sure();
        if let (Some(first), Some(second)) = (two.next(), two.next())
            && !self.overlaps.iter().any(|(a, b, _)| (*a, *b) == (first, second))
        {
            self.overlaps.push((first, second, example(table, situation)));
        }
        let mut taken = false;
        for (at, fit) in fits.iter().enumerate() {
            self.reached[at] |= *fit != Fit::No;
            self.alone[at] |= *fit != Fit::No && !taken;
            taken |= *fit == Fit::Yes;
        }
    }

    fn report(self, table: &Table, found: &mut Vec<Diagnostic>) {
        if let Some(example) = self.gaps.first() {
            let more = self.gaps.len();
            found.push(
                Diagnostic::warning(
                    "table-gap",
                    table.span,
                    format!("决策表 `{}` 有 {more} 种情形没有对应的行，例如 {example}", table.id),
                    match more {
                        1 => format!("no row of the table `{}` fits one situation: {example}", table.id),
                        _ => format!(
                            "no row of the table `{}` fits {more} situations, such as {example}",
                            table.id
                        ),
                    },
                )
                .help(
                    "加一行，或在某一行的 `when` 里补上这些值。",
                    "add a row, or add the values to a row's `when`",
                ),
            );
        }
        if table.hit == Hit::Unique {
            for (first, second, example) in &self.overlaps {
                found.push(overlap(table, &table.rows[*first], &table.rows[*second], example));
            }
        }
        for (at, row) in table.rows.iter().enumerate() {
            if !self.reached[at] {
                found.push(
                    Diagnostic::error(
                        "table-unreachable",
                        row.span,
                        format!("决策表 `{}` 的 `{}` 行永远不会命中", table.id, row.id),
                        format!("the row `{}` of the table `{}` can never match", row.id, table.id),
                    )
                    .help("检查 `when` 里的值。", "look at the values in its `when`"),
                );
            } else if !self.alone[at] && matches!(table.hit, Hit::First | Hit::Rank) {
                found.push(
                    Diagnostic::error(
                        "table-shadowed-row",
                        row.span,
                        format!("前面的行已经占去 `{}` 行的所有情形", row.id),
                        format!("earlier rows take every situation of the row `{}`", row.id),
                    )
                    .help("把它移到前面，或收窄前面的行。", "move it up, or narrow the rows before it"),
                );
            }
        }
    }
}

fn overlap(table: &Table, first: &Row, second: &Row, example: &str) -> Diagnostic {
    Diagnostic::error(
        "table-overlap",
        second.span,
        format!(
            "决策表 `{}` 说明至多一行命中，`{}` 与 `{}` 却同时命中，例如 {example}",
            table.id, first.id, second.id
        ),
        format!(
            "the table `{}` promises one row at most, and both `{}` and `{}` fit, for example {example}",
            table.id, first.id, second.id
        ),
    )
    .help(
        "收窄其中一行；若都算对，写 `hit: either`。",
        "narrow one of them; if either is right, write `hit: either`",
    )
}

fn example(table: &Table, situation: &[&str]) -> String {
    let pairs: Vec<String> =
        table.inputs.iter().zip(situation).map(|(input, value)| format!("{}: {value}", input.name)).collect();
    format!("`{{ {} }}`", pairs.join(", "))
}

fn fit(table: &Table, row: &Row, situation: &[&str]) -> Fit {
    match &row.when {
        RowWhen::Always => Fit::Yes,
        RowWhen::Values(wanted) => {
            let all = wanted.iter().all(|(name, values, _)| {
                let value = table.inputs.iter().position(|input| input.name == *name).map(|at| situation[at]);
                value.is_some_and(|value| values.iter().any(|wanted| wanted == value))
            });
            if all { Fit::Yes } else { Fit::No }
        }
        RowWhen::Condition(condition) => match truth(condition, &Situation { table, values: situation }) {
            Truth::True => Fit::Yes,
            Truth::False => Fit::No,
            Truth::Unknown(_) => Fit::Maybe,
        },
    }
}

/// A situation as the conditions of rows see it: inputs have values, nothing else is known.
struct Situation<'a> {
    table: &'a Table,
    values: &'a [&'a str],
}

impl Env for Situation<'_> {
    fn get(&self, place: &PlaceRef) -> Result<Cow<'_, Value>, Missing> {
        let unknown = || Missing::attribute(place.place.to_string());
        let at = self.table.inputs.iter().position(|input| is_place(&input.of.0, &place.place));
        let at = at.ok_or_else(unknown)?;
        let value = self.values[at];
        if value == ABSENT {
            return Err(unknown());
        }
        Ok(Cow::Owned(match (self.table.inputs[at].of.0.ty(), value.parse::<f64>()) {
            (Type::Bool, _) => Value::Bool(value == "true"),
            (Type::Int | Type::Number { .. }, Ok(number)) => Value::Float(number),
            _ => Value::text(value),
        }))
    }

    fn done(&self, activity: &ActivityRef) -> Result<bool, Missing> {
        Err(Missing::attribute(&*activity.name))
    }

    fn count(&self, activity: &ActivityRef) -> Result<i64, Missing> {
        Err(Missing::attribute(&*activity.name))
    }

    fn count_last(&self, activity: &ActivityRef, _: i64) -> Result<i64, Missing> {
        Err(Missing::attribute(&*activity.name))
    }

    fn event_attr(&self, _: Which, activity: &ActivityRef, _: &str) -> Result<Cow<'_, Value>, Missing> {
        Err(Missing::attribute(&*activity.name))
    }

    fn period(&self, period: Period, _: i64) -> Result<Value, Missing> {
        Err(Missing::attribute(period.name()))
    }

    /// Whether something is there is known only of an input.
    fn has(&self, place: &PlaceRef) -> bool {
        let at = self.table.inputs.iter().position(|input| is_place(&input.of.0, &place.place));
        at.is_some_and(|at| self.values[at] != ABSENT)
    }
}

fn is_place(condition: &Condition, place: &Place) -> bool {
    matches!(&condition.expr().kind, ExprKind::Place(known) if known.place == *place)
}
