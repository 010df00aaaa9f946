//! `articles.tsv`: the rows of the text.

use super::Reader;
use crate::model::Article;
use crate::shape::ARTICLES_HEADER;
use crate::source::Span;

impl Reader {
    /// Reads the rows; lines that are no rows are reported.
    pub(super) fn read_articles(&mut self, path: &str, text: &str) -> Vec<Article> {
        let file = self.sources.add(path, text);
        let mut articles: Vec<Article> = Vec::new();
        let mut at = 0usize;
        for (number, line) in text.split('\n').enumerate() {
            let span = Span { file, start: at as u32, end: (at + line.len()) as u32 };
            at += line.len() + 1;
            let line = line.trim_end_matches('\r');
            if number == 0 {
                if line.trim_start_matches('\u{feff}') != ARTICLES_HEADER {
                    self.error(
                        "bad-articles",
                        span,
                        (
                            "第一行应是 `id where text kind`，以制表符分开".to_owned(),
                            "the first line must be `id where text kind`, separated by tabs".to_owned(),
                        ),
                        (
                            "每行四格：id、出处、内容、种类，中间是制表符。",
                            "four cells a line, with a tab between: id, where, text, kind",
                        ),
                    );
                    return articles;
                }
                continue;
            }
            if line.trim().is_empty() {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            let [id, place, words, kind] = cells.as_slice() else {
                self.error(
                    "bad-articles",
                    span,
                    (
                        format!("这一行有 {} 格，应有 4 格", cells.len()),
                        format!("this line has {} cells, not 4", cells.len()),
                    ),
                    (
                        "每行四格：id、出处、内容、种类，中间是制表符。",
                        "four cells a line, with a tab between: id, where, text, kind",
                    ),
                );
                continue;
            };
            if articles.iter().any(|article| article.id == *id) {
                self.error(
                    "duplicate-id",
                    span,
                    (format!("条目 `{id}` 出现两次"), format!("the row `{id}` is there twice")),
                    ("给其中一行换个 id。", "give one of the rows another id"),
                );
                continue;
            }
            articles.push(Article {
                id: (*id).to_owned(),
                place: (*place).to_owned(),
                text: (*words).to_owned(),
                kind: (*kind).to_owned(),
                span,
            });
        }
        articles
    }
}
