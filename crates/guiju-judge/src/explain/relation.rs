//! What should not have been, what belongs together, and compositions.

use super::Teller;
use super::names::Kind;
use super::sentence::Join;
use crate::outcome::{Breach, Evidence, Moment};
use guiju_time::Lang;

/// Parts told before the rest is only counted.
const TOLD: usize = 2;

impl Teller<'_> {
    /// Something forbidden was done.
    pub(super) fn done(&self, what: &Moment) -> String {
        let opening = self.opening_unless(what);
        let named = self.named(&what.what);
        let at = self.at(what.at);
        // Only under a condition that the title does not tell: the clause's own title does.
        if self.is_narrowed(&what.what) {
            let title = self.clause_title(self.clause);
            return match self.lang {
                Lang::Zh => format!("{opening}{at} 的{}不符合{title}", named.text),
                Lang::En => format!("{opening}{} {at} was not as {title} asks", named.text),
            };
        }
        match (self.lang, named.kind) {
            (Lang::Zh, Kind::Words) => format!("{opening}不应说{}；{at} 说了", named.text),
            (Lang::Zh, _) => format!("{opening}不应有{}；{at} 有一次", named.text),
            (Lang::En, Kind::Words) => {
                format!("{opening}{} was not to be said; it was said {at}", named.text)
            }
            (Lang::En, _) => format!("{opening}{} was not to happen; it did {at}", named.text),
        }
    }

    /// Of two things, not both, none, or both.
    pub(super) fn relation(&self, there: &[String], missing: &[String], forbidden: bool) -> String {
        let names = |names: &[String], join| {
            let texts: Vec<String> =
                names.iter().filter(|name| !name.is_empty()).map(|name| self.named(name).text).collect();
            self.listed(&texts, join)
        };
        let (have, lack) = (names(there, Join::And), names(missing, Join::And));
        let window = self.window_opening(None);
        match (self.lang, forbidden, have.is_empty(), lack.is_empty()) {
            (_, _, true, true) => self.unmet(),
            (_, true, true, false) => self.unmet(),
            (Lang::Zh, true, false, _) => format!("{window}{have}不应同时有；却都有了"),
            (Lang::En, true, false, _) => format!("{window}{have} must not go together; there were both"),
            (Lang::Zh, false, true, false) => {
                format!("{window}{}至少应有一项；没有记录", names(missing, Join::And))
            }
            (Lang::En, false, true, false) => {
                format!(
                    "{window}{} was due, one at least; there is no record of any",
                    names(missing, Join::Or)
                )
            }
            (Lang::Zh, false, false, false) => format!("{window}有{have}，就应有{lack}；没有{lack}的记录"),
            (Lang::En, false, false, false) => {
                format!("{window}{have} asks for {lack} as well; there is no record of {lack}")
            }
            (Lang::Zh, false, false, true) => format!("{window}只有{have}，没有达到要求"),
            (Lang::En, false, false, true) => {
                format!("{window}only {have} is there, which is not all that was asked")
            }
        }
    }

    /// Parts of a composition.
    pub(super) fn parts(&self, parts: &[Breach]) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        let mut used = 0;
        // The same may be found for the whole and for a member.
        let parts: Vec<&Breach> = parts
            .iter()
            .enumerate()
            .filter(|(at, part)| !parts[..*at].contains(part))
            .map(|(_, part)| part)
            .collect();
        for part in parts.iter().take(TOLD) {
            let teller = if told.is_empty() { self.clone() } else { self.further() };
            for sentence in teller.breach(part) {
                if !told.contains(&sentence) {
                    told.push(sentence);
                }
            }
            used += 1;
        }
        let more = parts.len().saturating_sub(used);
        if more > 0 {
            told.push(match (self.lang, more) {
                (Lang::Zh, _) => format!("另有 {more} 处没有做到"),
                (Lang::En, 1) => "one more was not met".to_owned(),
                (Lang::En, _) => format!("{more} more were not met"),
            });
        }
        if told.is_empty() {
            return vec![self.unmet()];
        }
        if self.any_part_is_enough() && parts.len() > 1 {
            let lead =
                self.pick("下面做到一项即可，但都没有做到", "any one of these would do, but none was met");
            told.insert(0, lead.to_owned());
        }
        told
    }

    /// The other clause is broken.
    pub(super) fn other_clause(&self, id: &str) -> String {
        let title = match self.plan.standard.clause(id) {
            Some(clause) => self.clause_title(clause),
            None if id.is_empty() => self.pick("另一条款", "another clause").to_owned(),
            None => format!("{} {id}", self.pick("条款", "clause")),
        };
        match self.lang {
            Lang::Zh => format!("{}应守{title}；没有守住", self.opening()),
            Lang::En => format!("{}{title} was to be kept; it was not", self.opening()),
        }
    }

    /// What a `not` rules out has happened, with what shows it.
    pub(super) fn reversed(&self, by: &Evidence) -> String {
        let Some(first) = by.events.first() else { return self.ruled_out() };
        let opening = self.opening_unless(first);
        let title = self.clause_title(self.clause);
        match self.lang {
            Lang::Zh => format!("{opening}{}，这是{title}不允许的情况", self.moment(first)),
            Lang::En => format!("{opening}{} is what {title} rules out", self.moment(first)),
        }
    }

    /// As [`Self::reversed`], where nothing shows what it was.
    pub(super) fn ruled_out(&self) -> String {
        let title = self.clause_title(self.clause);
        match self.lang {
            Lang::Zh => format!("{}出现了{title}不允许的情况", self.opening()),
            Lang::En => format!("{}what {title} rules out has happened", self.opening()),
        }
    }
}
