//! `unknown-article`, `covered-twice`, `uncovered`, `excluded-but-covered`: which clause answers for which row of the text.

use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{Covers, Standard};
use crate::source::Span;
use std::collections::BTreeMap;

pub(super) fn find(standard: &Standard, found: &mut Vec<Diagnostic>) {
    // Without a list of articles there is nothing to answer for.
    if standard.articles.is_empty() {
        return;
    }
    let known = |id: &str| standard.articles.iter().any(|article| article.id == id);
    // Clauses about different subjects may share a row: a call's words hold on site too.
    let mut by_row: BTreeMap<(&str, &str), Vec<(&str, Span)>> = BTreeMap::new();
    for clause in &standard.clauses {
        for (row, span) in rows(&clause.covers) {
            if known(row) {
                by_row.entry((row, &clause.per)).or_default().push((&clause.id, span));
            } else {
                found.push(unknown(standard, row, span));
            }
        }
    }
    let clause_of = |row: &str| {
        by_row.iter().find(|((covered, _), _)| *covered == row).and_then(|(_, clauses)| clauses.first())
    };
    for ((row, _), clauses) in &by_row {
        let [(first, _), (_, second), ..] = clauses.as_slice() else { continue };
        found.push(
            Diagnostic::warning(
                "covered-twice",
                *second,
                format!("条目 `{row}` 已由条款 `{first}` 负责"),
                format!("the clause `{first}` answers for the row `{row}` already"),
            )
            .help(
                "同一义务合成一条；若确是两件事，把条目分细。",
                "make one clause of one duty; where it is two, split the row",
            ),
        );
    }
    let names = || standard.articles.iter().map(|article| article.id.as_str());
    for row in standard.excluded.keys() {
        let place = super::walk::locate(&standard.sources, standard.span, row);
        if !known(row) {
            let problem = Diagnostic::error(
                "unknown-article",
                place,
                format!("`excluded` 里的 `{row}` 不在 articles.tsv 里"),
                format!("`{row}` under `excluded` is not in articles.tsv"),
            );
            found.push(match nearest(row, names()) {
                Some(near) => {
                    problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?"))
                }
                None => problem.help("去掉它，或补上这一行。", "take it away, or add the row"),
            });
        } else if let Some((clause, _)) = clause_of(row) {
            found.push(
                Diagnostic::error(
                    "excluded-but-covered",
                    place,
                    format!("条目 `{row}` 说是不规定义务，条款 `{clause}` 却为它负责"),
                    format!(
                        "the row `{row}` is said to oblige nobody, and the clause `{clause}` answers for it"
                    ),
                )
                .help(
                    "从 `excluded` 里去掉它，或改那条条款的 `covers`。",
                    "take it out of `excluded`, or correct that clause's `covers`",
                ),
            );
        }
    }
    for article in &standard.articles {
        if clause_of(&article.id).is_none() && !standard.excluded.contains_key(&article.id) {
            found.push(
                Diagnostic::warning(
                    "uncovered",
                    article.span,
                    format!("没有条款为条目 `{}` 负责", article.id),
                    format!("no clause answers for the row `{}`", article.id),
                )
                .help(
                    "写一条条款；不规定义务的，列进 standard.yaml 的 `excluded` 并说明原因。",
                    "write a clause; a row that obliges nobody goes under `excluded` in standard.yaml, with the reason",
                ),
            );
        }
    }
}

fn rows(covers: &Covers) -> Vec<(&str, Span)> {
    match covers {
        Covers::Rows(rows) => rows.iter().map(|(row, span)| (row.as_str(), *span)).collect(),
        Covers::ByValue(rows) => rows.iter().map(|(_, row, span)| (row.as_str(), *span)).collect(),
    }
}

fn unknown(standard: &Standard, row: &str, span: Span) -> Diagnostic {
    let problem = Diagnostic::error(
        "unknown-article",
        span,
        format!("articles.tsv 里没有条目 `{row}`"),
        format!("articles.tsv has no row `{row}`"),
    );
    match nearest(row, standard.articles.iter().map(|article| article.id.as_str())) {
        Some(near) => problem.help(format!("是想写 `{near}` 吗？"), format!("did you mean `{near}`?")),
        None => problem.help(
            "用 `covers` 写出它负责的条目；没有写时就是条款自己的 id。",
            "name its rows in `covers`; left out, it is the clause's own id",
        ),
    }
}
