//! Scores for people and programs.

mod csv;
mod json;
mod text;

pub use csv::csv;
pub use json::json;
pub use text::text;

use guiju_score::{Graded, Group, Lacking};
use guiju_standard::Standard;
use guiju_time::{Lang, Zone};
use std::collections::BTreeMap;

/// What was scored.
pub struct Scores<'s> {
    /// The standard.
    pub standard: &'s Standard,
    /// `site`, `staff` or `period`.
    pub by: &'s str,
    /// What the logs are called.
    pub logs: &'s [String],
    /// All encounters together.
    pub all: Group,
    /// The groups, best first.
    pub groups: Vec<Group>,
    /// What groups are called, by key.
    pub names: &'s BTreeMap<String, String>,
    /// The standard's zone.
    pub zone: &'s Zone,
}

impl Scores<'_> {
    /// What a group is called; with its key where another one is called the same.
    fn name(&self, group: &Group) -> String {
        let Some(name) = self.names.get(&group.key) else { return group.key.clone() };
        let called = |other: &&Group| self.names.get(&other.key) == Some(name);
        match self.groups.iter().filter(called).nth(1) {
            Some(_) if *name != group.key => format!("{name} {}", group.key),
            _ => name.clone(),
        }
    }

    /// The title of a clause, its id where it has none.
    fn clause(&self, clause: usize, lang: Lang) -> String {
        self.standard.clauses.get(clause).map_or_else(String::new, |clause| match clause.title.get(lang) {
            "" => clause.id.clone(),
            title => title.to_owned(),
        })
    }

    fn clause_id(&self, clause: usize) -> &str {
        self.standard.clauses.get(clause).map_or("", |clause| clause.id.as_str())
    }

    fn grade(&self, grade: usize, lang: Lang) -> String {
        self.standard.scoring.grades.get(grade).map_or_else(String::new, |grade| {
            match grade.title.get(lang) {
                "" => grade.id.clone(),
                title => title.to_owned(),
            }
        })
    }

    /// The grade reached; a dash for none.
    fn reached(&self, graded: &Graded, lang: Lang) -> String {
        graded.grade.map_or_else(|| "–".to_owned(), |grade| self.grade(grade, lang))
    }

    /// What is missing, in words.
    fn lacking(&self, lacking: &Lacking, lang: Lang) -> String {
        let percent = |share: f64| format!("{:.0} %", 100.0 * share);
        let severity = |severity| {
            let word = crate::report::severity_word(severity);
            if lang == Lang::Zh { word.zh } else { word.en }
        };
        match (lacking, lang) {
            (Lacking::Coverage(share, asked), Lang::Zh) => {
                format!("可判的只有 {}，至少要 {}", percent(*share), percent(*asked))
            }
            (Lacking::Coverage(share, asked), Lang::En) => {
                format!("only {} could be judged, {} are needed", percent(*share), percent(*asked))
            }
            (Lacking::Score(by), Lang::Zh) => format!("还差 {} 分", points(*by)),
            (Lacking::Score(by), Lang::En) => format!("{} points short", points(*by)),
            (Lacking::Broken(worst, at), Lang::Zh) => {
                format!("{} 有“{}”的未守", self.zone.date(*at), severity(*worst))
            }
            (Lacking::Broken(worst, at), Lang::En) => {
                format!("something {} was broken on {}", severity(*worst), self.zone.date(*at))
            }
            (Lacking::Kept(id), _) => {
                let title = self.standard.clause(id).map_or(id.as_str(), |clause| clause.title.get(lang));
                match lang {
                    Lang::Zh => format!("“{title}”要次次守住"),
                    Lang::En => format!("“{title}” must be kept every time"),
                }
            }
            (Lacking::Encounters(more), Lang::Zh) => format!("还差 {more} 次服务"),
            (Lacking::Encounters(more), Lang::En) => format!("{more} encounters short"),
        }
    }
}

/// A score, or part of one: one decimal, never one that rounds a loss away.
fn points(figure: f64) -> String {
    let shown = format!("{figure:.1}");
    if shown == "0.0" && figure > 0.0 { "< 0.1".to_owned() } else { shown }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_small_loss_is_not_nothing() {
        assert_eq!(super::points(0.0), "0.0");
        assert_eq!(super::points(0.04), "< 0.1");
        assert_eq!(super::points(12.34), "12.3");
    }
}
