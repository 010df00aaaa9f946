//! From an article of the text to the clauses that answer for it.

use crate::{Block, Book, Cell, Part, Table};

impl Book<'_> {
    /// The index; empty where the pack brings no articles.
    pub(crate) fn index(&self) -> Part {
        let rows = self.standard.articles.iter().map(|article| {
            let clauses: Vec<String> = self
                .standard
                .clauses
                .iter()
                .filter(|clause| {
                    clause.covers.rows().contains(&article.id.as_str()) || clause.id == article.id
                })
                .map(|clause| clause.id.clone())
                .collect();
            let by = match self.standard.excluded.get(&article.id) {
                Some(why) if clauses.is_empty() => Cell::text(why.clone()),
                _ => Cell::links(clauses),
            };
            vec![
                Cell::text(article.id.clone()),
                Cell::text(article.place.clone()),
                Cell::text(article.text.clone()),
                by,
            ]
        });
        let head = [("条文", "Article"), ("位置", "Place"), ("内容", "What it says"), ("条款", "Clauses")];
        let table = Table {
            head: head.iter().map(|(zh, en)| self.pick(zh, en).to_owned()).collect(),
            rows: rows.collect(),
        };
        let blocks = if table.rows.is_empty() { Vec::new() } else { vec![Block::Table(table)] };
        Part {
            id: "index".to_owned(),
            title: self.pick("从条文到条款", "From article to clause").to_owned(),
            lead: String::new(),
            blocks,
        }
    }
}
