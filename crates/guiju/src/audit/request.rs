//! Which part of a log is judged and shown.

use super::{Parties, instant};
use crate::{context::Context, failure::Failure, output::note};
use guiju_judge::Plan;
use guiju_standard::nearest;
use guiju_time::{Instant, Lang, Zone};

/// A filter as written on the command line.
#[derive(Debug, Clone, Default)]
pub struct FilterNames {
    /// Ids of clauses.
    pub clauses: Vec<String>,
    /// Ids of sites.
    pub sites: Vec<String>,
    /// Ids of people.
    pub people: Vec<String>,
    /// Opened at this time or later.
    pub from: Option<String>,
    /// Opened at this time or earlier.
    pub until: Option<String>,
}

/// A filter, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Indices of the clauses; empty: all.
    pub clauses: Vec<usize>,
    /// Ids of sites; empty: all.
    pub sites: Vec<String>,
    /// Ids of people; empty: all.
    pub people: Vec<String>,
    /// Opened at this time or later.
    pub from: Option<Instant>,
    /// Opened at this time or earlier.
    pub until: Option<Instant>,
}

impl FilterNames {
    /// Finds what the names mean.
    ///
    /// # Errors
    /// A clause that the standard does not have, a time that is none.
    pub fn resolve(&self, context: &Context, plan: &Plan, zone: &Zone) -> Result<Filter, Failure> {
        let clauses = &plan.standard.clauses;
        let mut found = Vec::new();
        for id in &self.clauses {
            let index = clauses.iter().position(|clause| clause.id == *id);
            found.push(index.ok_or_else(|| unknown_clause(context, plan, id))?);
        }
        let time = |option, text: &Option<String>, end| {
            text.as_ref().map(|text| instant(context, option, text, zone, end)).transpose()
        };
        Ok(Filter {
            clauses: found,
            sites: self.sites.clone(),
            people: self.people.clone(),
            from: time("--from", &self.from, false)?,
            until: time("--until", &self.until, true)?,
        })
    }
}

fn unknown_clause(context: &Context, plan: &Plan, id: &str) -> Failure {
    let near = nearest(id, plan.standard.clauses.iter().map(|clause| clause.id.as_str()));
    let pack = &plan.standard.id;
    let failure = Failure::input(match context.lang {
        Lang::Zh => format!("规范 `{pack}` 没有条款 `{id}`"),
        Lang::En => format!("the standard `{pack}` has no clause `{id}`"),
    });
    match (near, context.lang) {
        (Some(near), Lang::Zh) => failure.help(format!("是想写 `{near}` 吗？")),
        (Some(near), Lang::En) => failure.help(format!("did you mean `{near}`?")),
        (None, Lang::Zh) => failure.help(format!("全部条款见 guiju doc {pack}")),
        (None, Lang::En) => failure.help(format!("guiju doc {pack} lists all clauses")),
    }
}

impl Filter {
    /// Says on stderr which sites and people of the filter the log does not know.
    pub fn tell_unknown(&self, context: &Context, parties: &Parties<'_>) {
        for (wanted, people) in [(&self.sites, false), (&self.people, true)] {
            if wanted.is_empty() {
                continue;
            }
            let known = parties.ids(people);
            for id in wanted.iter().filter(|id| !known.contains(id)) {
                let near = nearest(id, known.iter().map(String::as_str));
                let what = match (context.lang, people) {
                    (Lang::Zh, false) => format!("提醒：记录里没有站点 `{id}`"),
                    (Lang::Zh, true) => format!("提醒：记录里没有人员 `{id}`"),
                    (Lang::En, false) => format!("warning: the log has no site `{id}`"),
                    (Lang::En, true) => format!("warning: the log has no person `{id}`"),
                };
                note(&match (near, context.lang) {
                    (Some(near), Lang::Zh) => format!("{what}；是想写 `{near}` 吗？"),
                    (Some(near), Lang::En) => format!("{what}; did you mean `{near}`?"),
                    (None, _) => what,
                });
            }
        }
    }
}
