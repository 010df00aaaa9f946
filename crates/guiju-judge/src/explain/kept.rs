//! Kept, in short: what was done, or what excused it.

use super::Teller;
use super::names::Kind;
use super::sentence::{Join, spoken};
use crate::outcome::{Evidence, Moment};
use guiju_time::Lang;

impl Teller<'_> {
    /// Kept, with the exception that excused it.
    pub(super) fn kept(&self, by: &Evidence, exception: Option<&Moment>) -> String {
        match exception {
            Some(exception) => self.excused(exception),
            None => self.plainly_kept(by),
        }
    }

    fn excused(&self, exception: &Moment) -> String {
        let activation = self.activation;
        let opening = self.opening_unless(exception);
        let why = self.named(&exception.what).text;
        let at = self.clock(exception.at);
        let moved = activation.due.filter(|due| activation.first_due.is_some_and(|first| first != *due));
        let Some(due) = moved else {
            return match self.lang {
                Lang::Zh => format!("{opening}因有{why}（{at}），不作要求"),
                Lang::En => format!("{opening}{why} ({at}) excuses it"),
            };
        };
        let due = self.clock(due);
        let came = activation.target.as_ref().filter(|target| target.id != exception.id).map(|target| {
            let at = self.at(target.at);
            let what = self.named(&target.what);
            match self.lang {
                Lang::Zh => format!("；{at} {}{}", did(what.kind), what.text),
                Lang::En => format!("; {} came {at}, in time", what.text),
            }
        });
        let came = came.unwrap_or_default();
        match self.lang {
            Lang::Zh => format!("{opening}因有{why}（{at}），时限顺延到 {due}{came}"),
            Lang::En => format!("{opening}{why} ({at}) moved the limit to {due}{came}"),
        }
    }

    fn plainly_kept(&self, by: &Evidence) -> String {
        // Behind the time that the sentence tells first.
        let limit = || {
            let due = self.activation.due.map(|due| self.clock(due));
            match (due, self.lang) {
                (None, _) => String::new(),
                (Some(due), Lang::Zh) => format!("（限 {due}）"),
                (Some(due), Lang::En) => format!(" (limit {due})"),
            }
        };
        let words: Vec<String> = by
            .words
            .iter()
            .filter(|words| words.exemption.is_none() && !words.text.trim().is_empty())
            .map(|words| spoken(&words.text, self.lang))
            .collect();
        let own = |target: &&Moment| self.trigger.is_none_or(|trigger| trigger.id != target.id);
        let target = self.activation.target.as_ref().filter(own);
        match (target, words.is_empty()) {
            (target, false) => {
                let opening = self.opening();
                let list = self.listed(&words, Join::And);
                let at = target.map(|target| self.at(target.at));
                let limit = limit();
                match self.lang {
                    Lang::Zh => {
                        let at = at.map(|at| format!("{at} ")).unwrap_or_default();
                        format!("{opening}{at}说了{list}{limit}")
                    }
                    Lang::En => {
                        let be = if words.len() > 1 { "were" } else { "was" };

                        let at = at.map(|at| format!(" {at}")).unwrap_or_default();
                        format!("{opening}{list} {be} said{at}{limit}")
                    }
                }
            }
            (Some(target), true) => {
                let opening = self.opening();
                let (what, at) = (self.named(&target.what), self.at(target.at));
                match self.lang {
                    Lang::Zh => {
                        format!("{opening}{at} {}{}{}", did(what.kind), what.text, limit())
                    }
                    Lang::En => format!("{opening}{} came {at}{}", what.text, limit()),
                }
            }
            (None, true) if self.forbids() => match self.lang {
                Lang::Zh => format!("{}没有出现不应有的情况", self.opening()),
                Lang::En => format!("{}nothing happened that should not", self.opening()),
            },
            (None, true) => match self.lang {
                Lang::Zh => format!("{}符合要求", self.opening()),
                Lang::En => format!("{}all was as asked", self.opening()),
            },
        }
    }
}

fn did(kind: Kind) -> &'static str {
    match kind {
        Kind::Words => "说了",
        Kind::Form => "填写了",
        Kind::Done | Kind::State | Kind::Point => "完成了",
    }
}
