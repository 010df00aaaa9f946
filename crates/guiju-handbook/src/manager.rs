//! For managers: what is measured, how much it weighs, by which evidence, and which figures they may set.

use crate::{Block, Book, Cell, Part, Table};
use guiju_standard::model::{Clause, Severity};

impl Book<'_> {
    pub(crate) fn manager(&self) -> Vec<Part> {
        let mut parts = vec![self.weights(), self.figures_part()];
        parts.extend(self.sections().into_iter().map(|(id, title, clauses)| {
            let head = [
                ("条款", "Clause"),
                ("内容", "What is asked"),
                ("轻重", "Weight"),
                ("凭什么判", "Judged by"),
                ("出处", "Source"),
            ];
            Part {
                id,
                title,
                lead: String::new(),
                blocks: vec![Block::Table(Table {
                    head: head.iter().map(|(zh, en)| self.pick(zh, en).to_owned()).collect(),
                    rows: clauses.into_iter().map(|clause| self.measured(clause)).collect(),
                })],
            }
        }));
        parts.push(self.index_without_links());
        parts
    }

    fn weights(&self) -> Part {
        let total: f64 = self.standard.sections.iter().map(|section| section.weight).sum();
        let rows = self.sections().into_iter().map(|(id, title, clauses)| {
            let weight =
                self.standard.sections.iter().find(|section| section.id == id).map(|section| section.weight);
            let share =
                weight.filter(|_| total > 0.0).map(|weight| format!("{:.0}%", weight / total * 100.0));
            let of =
                |severity| clauses.iter().filter(|clause| clause.severity == severity).count().to_string();
            vec![
                Cell(vec![(title, Some(id))]),
                Cell::text(share.unwrap_or_default()),
                Cell::text(clauses.len().to_string()),
                Cell::text(of(Severity::Critical)),
                Cell::text(of(Severity::Major)),
            ]
        });
        let head = [
            ("部分", "Section"),
            ("权重", "Weight"),
            ("条款数", "Clauses"),
            ("关键", "Critical"),
            ("重要", "Major"),
        ];
        let lead =
            match self.standard.scoring.critical_zeroes_section {
                true => self
                    .pick("违反关键条款，所在部分记零分。", "A broken critical clause zeroes its section."),
                false => self
                    .pick("违反关键条款，整次服务记零分。", "A broken critical clause zeroes the encounter."),
            };
        Part {
            id: "weights".to_owned(),
            title: self.pick("各部分的分量", "How the sections weigh").to_owned(),
            lead: lead.to_owned(),
            blocks: vec![Block::Table(Table {
                head: head.iter().map(|(zh, en)| self.pick(zh, en).to_owned()).collect(),
                rows: rows.collect(),
            })],
        }
    }

    /// All figures with their source.
    pub(crate) fn figures_part(&self) -> Part {
        let head = [("名称", "Name"), ("数值", "Value"), ("出处", "Source"), ("谁定的", "Set by")];
        let rows: Vec<Vec<Cell>> = self
            .all_figures()
            .into_iter()
            .map(|figure| {
                let by = if figure.ours { ("本规范", "ours") } else { ("原文", "the text") };
                vec![
                    Cell::text(figure.name),
                    Cell::text(figure.value),
                    Cell::text(figure.source),
                    Cell::text(self.pick(by.0, by.1)),
                ]
            })
            .collect();
        let table = Table { head: head.iter().map(|(zh, en)| self.pick(zh, en).to_owned()).collect(), rows };
        Part {
            id: "figures".to_owned(),
            title: self.pick("数字一览", "All figures").to_owned(),
            lead: self
                .pick(
                    "标“本规范”的，原文没有数字，可以由单位自定。",
                    "Where it says “ours” the text gives no figure, and the organisation may set it.",
                )
                .to_owned(),
            blocks: if table.rows.is_empty() { Vec::new() } else { vec![Block::Table(table)] },
        }
    }

    fn measured(&self, clause: &Clause) -> Vec<Cell> {
        let kinds: Vec<String> =
            clause.part.frame.evidence.kinds.iter().map(|kind| self.evidence(kind)).collect();
        let mut asked = vec![self.text(&clause.title)];
        let figures: Vec<String> = self.figures_of(clause).into_iter().map(|figure| figure.value).collect();
        asked.push(self.joined(&figures));
        if clause.report_only {
            asked.push(self.pick("只展示，不计分", "shown, not scored").to_owned());
        }
        vec![
            Cell::text(clause.id.clone()),
            Cell::texts(asked),
            Cell::text(self.severity(clause.severity)),
            Cell::text(self.listed(&kinds)),
            Cell::text(clause.source.clone()),
        ]
    }

    /// The index on a page that shows no clause in full.
    fn index_without_links(&self) -> Part {
        let mut index = self.index();
        for block in &mut index.blocks {
            if let Block::Table(table) = block {
                table
                    .rows
                    .iter_mut()
                    .flatten()
                    .flat_map(|cell| &mut cell.0)
                    .for_each(|(_, link)| *link = None);
            }
        }
        index
    }
}
