//! What to answer when: decision tables as a person reads them.

use crate::{Block, Book, Cell, Part, Table};
use guiju_standard::model::{Row, RowWhen};
use guiju_time::Lang;

impl Book<'_> {
    /// A part for each decision table.
    pub(crate) fn tables(&self) -> Vec<Part> {
        let tables = self.standard.tables.iter();
        tables
            .map(|(name, table)| {
                let rows: Vec<Vec<Cell>> = table
                    .rows
                    .iter()
                    .map(|row| {
                        let say =
                            row.say.iter().flat_map(|say| &say.phrases).filter_map(|name| self.told(name));
                        let mut right: Vec<String> = vec![self.text(&row.guide)];
                        right.extend(say);
                        let never = row.never.iter().filter_map(|name| self.told(name));
                        vec![Cell::text(self.row_when(row)), Cell::texts(right), Cell::texts(never)]
                    })
                    .collect();
                let never: Vec<String> = table.never.iter().filter_map(|name| self.told(name)).collect();
                let head =
                    [("情形", "When"), ("怎样做、怎样说", "What to do and say"), ("不说", "Never say")];
                let mut drawn =
                    Table { head: head.iter().map(|(zh, en)| self.pick(zh, en).to_owned()).collect(), rows };
                if drawn.rows.iter().all(|row| row[2].0.is_empty()) {
                    drawn.head.pop();
                    drawn.rows.iter_mut().for_each(|row| {
                        row.pop();
                    });
                }
                Part {
                    id: format!("table-{name}"),
                    title: match self.text(&table.title) {
                        title if title.is_empty() => name.clone(),
                        title => title,
                    },
                    lead: match never.is_empty() {
                        true => String::new(),
                        false => format!(
                            "{}{}",
                            self.pick("任何情形都不说：", "In no case say: "),
                            self.joined(&never)
                        ),
                    },
                    blocks: vec![Block::Table(drawn)],
                }
            })
            .collect()
    }

    /// When a row is meant.
    fn row_when(&self, row: &Row) -> String {
        match &row.when {
            RowWhen::Always => self.pick("其余情形", "otherwise").to_owned(),
            RowWhen::Condition(condition) => self.when(condition),
            RowWhen::Values(values) => {
                let said: Vec<String> = values
                    .iter()
                    .map(|(input, values, _)| {
                        let title = self.attr_title(input);
                        let values: Vec<String> =
                            values.iter().map(|value| self.input_value(input, value)).collect();
                        match self.lang {
                            Lang::Zh => format!("{title}：{}", values.join("或")),
                            Lang::En => format!("{title}: {}", values.join(" or ")),
                        }
                    })
                    .collect();
                self.joined(&said)
            }
        }
    }

    fn input_value(&self, input: &str, value: &str) -> String {
        match value {
            "absent" => self.pick("没有记录", "not recorded").to_owned(),
            _ => self.value_title(input, value),
        }
    }
}
