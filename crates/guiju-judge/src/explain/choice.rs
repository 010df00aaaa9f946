//! Decision tables and ranks: another choice, another answer, no answer.

use super::Teller;
use super::sentence::bare;
use crate::outcome::Breach;
use guiju_time::Lang;

impl Teller<'_> {
    /// Another one was first in rank.
    pub(super) fn wrong_choice(&self, chosen: &str, better: &str, ranks: (&str, &str)) -> String {
        let opening = self.opening();
        let kind =
            self.choose().and_then(|choose| self.plan.standard.vocabulary.encounters.get(&choose.among));
        let kind = kind.and_then(|encounter| self.title(&encounter.title));
        let named = |id: &str| match (kind, id.is_empty()) {
            (Some(kind), false) => format!("{kind} {id}"),
            (None, false) => id.to_owned(),
            (_, true) => self.pick("另一个", "another one").to_owned(),
        };
        let why = |row: &str| match (self.row_title(row), self.lang) {
            (None, _) => String::new(),
            (Some(title), Lang::Zh) => format!("（{title}）"),
            (Some(title), Lang::En) => format!(" ({title})"),
        };
        let (chosen, better) = (named(chosen), named(better));
        match (self.lang, ranks.0 == ranks.1) {
            (Lang::Zh, true) => format!("{opening}应先选{better}，两者同级，它更早；选了{chosen}"),
            (Lang::En, true) => {
                format!("{opening}{better} was next, of the same rank and earlier; {chosen} was chosen")
            }
            (Lang::Zh, false) => {
                format!("{opening}应先选{better}{}；选了{chosen}{}", why(ranks.1), why(ranks.0))
            }
            (Lang::En, false) => {
                format!("{opening}{better}{} was next; {chosen}{} was chosen", why(ranks.1), why(ranks.0))
            }
        }
    }

    /// A row by its guidance, else by its name.
    fn row_title(&self, id: &str) -> Option<String> {
        if id.is_empty() {
            return None;
        }
        let guide = self.row(id).and_then(|row| self.title(&row.guide));
        Some(bare(guide.unwrap_or(id)).to_owned())
    }

    /// Not as the decision table has it.
    pub(super) fn wrong_answer(&self, row: &str, why: &Breach) -> Vec<String> {
        let mut told = self.breach(why);
        told.extend(self.in_this_case(row));
        told
    }

    /// Nothing was answered.
    pub(super) fn no_answer(&self, row: &str) -> Vec<String> {
        let opening = self.opening();
        let first = match self.lang {
            Lang::Zh => format!("{opening}应给出答复；没有听到"),
            Lang::En => format!("{opening}an answer was due; none was heard"),
        };
        std::iter::once(first).chain(self.in_this_case(row)).collect()
    }

    /// What the row in question says to do.
    fn in_this_case(&self, row: &str) -> Option<String> {
        let guide = bare(self.title(&self.row(row)?.guide)?);
        Some(match self.lang {
            Lang::Zh => format!("这种情况下：{guide}"),
            Lang::En => format!("in this case: {guide}"),
        })
    }
}
