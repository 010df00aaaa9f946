//! Decision tables: each row and each demand of a row left out, its conditions changed, a rank turned round.

use super::variant::{Variant, Variants, in_list, lift, without, wrap};
use super::{bounds, conditions, patterns, speech};
use guiju_standard::model::{Hit, Row, RowWhen, Table};

/// A table, changed in one place; `asked`: whether some clause asks about a row.
pub(super) fn table(table: &Table, asked: &dyn Fn(&str) -> bool) -> Variants<Table> {
    let with_rows = |rows: Vec<Row>| Table { rows, ..table.clone() };
    let of_row = |of: &Row| if asked(&of.id) { lift(row(of), &of.id, |row| row) } else { Vec::new() };
    let mut found = wrap(in_list(&table.rows, of_row), with_rows);
    for (index, row) in table.rows.iter().enumerate().filter(|(_, row)| asked(&row.id)) {
        if table.rows.len() > 1 {
            found.push(Variant::dropped(&row.id, row.span, with_rows(without(&table.rows, index))));
        }
    }
    if table.hit == Hit::Rank {
        for (index, pair) in table.rows.windows(2).enumerate() {
            let mut rows = table.rows.clone();
            rows.swap(index, index + 1);
            let (first, second) = (&pair[0].id, &pair[1].id);
            let told = format!("{first} before {second}");
            found.push(Variant::instead(&told, &format!("{second} first"), pair[0].span, with_rows(rows)));
        }
    }
    if let Some(ties) = &table.ties {
        found.push(Variant::dropped(
            &format!("ties {ties}"),
            table.span,
            Table { ties: None, ..table.clone() },
        ));
    }
    for (index, phrase) in table.never.iter().enumerate() {
        let never = without(&table.never, index);
        found.push(Variant::dropped(
            &format!("never {phrase}"),
            table.span,
            Table { never, ..table.clone() },
        ));
    }
    found.extend(wrap(
        in_list(&table.inputs, |input| {
            lift(conditions::condition(&input.of.0, input.span), &input.name, |condition| {
                let mut changed = input.clone();
                changed.of.0 = condition;
                changed
            })
        }),
        |inputs| Table { inputs, ..table.clone() },
    ));
    found
}

fn row(row: &Row) -> Variants<Row> {
    let at = row.span;
    let mut found = wrap(when(row), |when| Row { when, ..row.clone() });
    if let Some(say) = &row.say {
        found.extend(lift(speech::say(say), "say", |say| Row { say: Some(say), ..row.clone() }));
        found.push(Variant::dropped("say", at, Row { say: None, ..row.clone() }));
    }
    for (index, phrase) in row.never.iter().enumerate() {
        let never = without(&row.never, index);
        found.push(Variant::dropped(&format!("never {phrase}"), at, Row { never, ..row.clone() }));
    }
    found.extend(wrap(patterns::optional(row.require.as_ref(), "require"), |require| Row {
        require,
        ..row.clone()
    }));
    found.extend(wrap(patterns::optional(row.then.as_ref(), "then"), |then| Row { then, ..row.clone() }));
    if let Some(within) = &row.within {
        found.extend(lift(bounds::bound(within), "within", |within| Row {
            within: Some(within),
            ..row.clone()
        }));
    }
    if row.refuse {
        found.push(Variant::dropped("refuse", at, Row { refuse: false, ..row.clone() }));
    }
    found
}

fn when(row: &Row) -> Variants<RowWhen> {
    match &row.when {
        RowWhen::Always => Vec::new(),
        RowWhen::Condition(condition) => {
            lift(conditions::condition(condition, row.span), "when", RowWhen::Condition)
        }
        RowWhen::Values(inputs) => {
            let mut found = Vec::new();
            for (index, (name, values, at)) in inputs.iter().enumerate() {
                found.push(Variant::dropped(name, *at, RowWhen::Values(without(inputs, index))));
                if values.len() < 2 {
                    continue;
                }
                for (place, value) in values.iter().enumerate() {
                    let mut changed = inputs.clone();
                    changed[index].1 = without(values, place);
                    found.push(Variant::dropped(&format!("{name} {value}"), *at, RowWhen::Values(changed)));
                }
            }
            found
        }
    }
}
