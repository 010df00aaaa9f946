//! Bounds of time: late, too early, not before, not near, too close; and what is still owed.

use super::Teller;
use super::clause_parts::Side;
use super::sentence::Owed;
use crate::outcome::Moment;
use guiju_standard::model::{Head, Variant};
use guiju_time::{Instant, Lang, Micros};

impl Teller<'_> {
    /// Owed by a time; late or never.
    pub(super) fn not_in_time(&self, owed: &[String], due: Option<Instant>, late: Option<&Moment>) -> String {
        let what = self.owed_list(owed);
        let rule = self.rule_of(owed);
        let head = rule.map(|rule| &rule.head);
        match (head, rule.and_then(|rule| rule.variant), late) {
            (Some(Head::First), _, Some(own)) => self.at_the_edge(&what, own, ("最先", "the first thing")),
            (Some(Head::Last), _, Some(own)) => self.at_the_edge(&what, own, ("最后", "the last thing")),
            (_, Some(Variant::Chain), _) => self.not_next(&what),
            _ => format!("{}{}", self.demand(&what, due), self.came(&what, due, late)),
        }
    }

    /// Another event came first (or last).
    fn at_the_edge(&self, what: &Owed, own: &Moment, (zh, en): (&str, &str)) -> String {
        let (opening, own) = (self.opening(), self.moment(own));
        match self.lang {
            Lang::Zh => format!("{opening}{zh}应是{}；实际是 {own}", what.list),
            Lang::En => format!("{opening}{} was due as {en}; it was {own}", what.list),
        }
    }

    /// Owed as the very next thing.
    fn not_next(&self, what: &Owed) -> String {
        let opening = self.opening();
        match self.lang {
            Lang::Zh => format!("{opening}应紧接着{}{}；接下来不是这一步", what.verb(), what.list),
            Lang::En => {
                format!("{opening}{} {} right away; something else came next", what.list, what.was_due())
            }
        }
    }

    /// `09:00 派单后，应在 09:45 前完成“到达现场”；`
    fn demand(&self, what: &Owed, due: Option<Instant>) -> String {
        let opening = self.opening();
        match (self.lang, due) {
            (Lang::Zh, Some(due)) => {
                let (by, moved) = (self.clock(due), self.moved(due));
                format!("{opening}应在 {by} 前{moved}{}{}；", what.verb(), what.list)
            }
            (Lang::Zh, None) => format!("{opening}应{}{}；", what.verb(), what.list),
            (Lang::En, Some(due)) => {
                let (by, moved) = (self.clock(due), self.moved(due));
                format!("{opening}{} {} by {by}{moved}; ", what.list, what.was_due())
            }
            (Lang::En, None) => format!("{opening}{} {}; ", what.list, what.was_due()),
        }
    }

    /// `09:52 才完成，晚 7 分钟`
    fn came(&self, what: &Owed, due: Option<Instant>, late: Option<&Moment>) -> String {
        let Some(late) = late else {
            let record = what.no_record(self.lang);
            return match (self.lang, due) {
                (Lang::Zh, Some(_)) => record.to_owned(),
                (Lang::Zh, None) => format!("到结束时{record}"),
                (Lang::En, Some(_)) => record.to_owned(),
                (Lang::En, None) => format!("up to the closing {record}"),
            };
        };
        let time = self.at(late.at);
        let by = due.map(|due| late.at - due).filter(|by| by.0 > 0).map(|by| self.length(by));
        match (self.lang, by) {
            (Lang::Zh, Some(by)) => format!("{time} 才{}，晚 {by}", what.verb()),
            (Lang::Zh, None) => format!("{time} 才{}", what.verb()),
            (Lang::En, Some(by)) => format!("{} {time}, {by} late", what.it_came()),
            (Lang::En, None) => format!("{} only {time}", what.it_came()),
        }
    }

    /// `（原为 09:45，已顺延）` where an exception has moved the bound told.
    fn moved(&self, due: Instant) -> String {
        let own = self.activation.due == Some(due);
        let Some(first) = self.activation.first_due.filter(|first| own && *first != due) else {
            return String::new();
        };
        let first = self.clock(first);
        match self.lang {
            Lang::Zh => format!("（原为 {first}，已顺延）"),
            Lang::En => format!(" (moved from {first})"),
        }
    }

    /// Too early.
    pub(super) fn too_soon(&self, came: &Moment, earliest: Instant) -> String {
        let opening = self.opening_unless(came);
        // Words are found in an utterance; what was owed are the phrases.
        let words = self.say().filter(|_| &*came.what == "utterance").map(|say| say.phrases.as_slice());
        let what = self.owed_list(words.unwrap_or(&[came.what.to_string()]));
        let (from, at) = (self.clock(earliest), self.at(came.at));
        let by = self.length(earliest - came.at);
        match self.lang {
            Lang::Zh => {
                let verb = what.verb();
                format!("{opening}{}应不早于 {from} {verb}；{at} 就{verb}了，早 {by}", what.list)
            }
            Lang::En => {
                format!(
                    "{opening}{} {} at {from} or later; {} {at}, {by} early",
                    what.list,
                    what.was_due(),
                    what.it_came()
                )
            }
        }
    }

    /// Owed before (or until) another event.
    pub(super) fn not_before(
        &self,
        owed: &[String],
        limit: Option<&Moment>,
        from: Option<Instant>,
        until: Option<Instant>,
    ) -> String {
        let what = self.owed_list(owed);
        let is_before = |trigger: &&Moment| self.side(&trigger.what) == Side::Before;
        // A precedence stands before its own trigger.
        let limit = limit.or_else(|| self.trigger.filter(is_before));
        let own = match (self.trigger, limit) {
            (Some(trigger), Some(limit)) => trigger.id == limit.id || is_before(&trigger),
            _ => true,
        };
        let opening = if own && limit.is_some() { String::new() } else { self.opening() };
        let came =
            self.activation.target.as_ref().filter(|target| owed.iter().any(|name| **name == *target.what));
        let bound = self.between(from, until);
        let chain = self.rule_of(owed).is_some_and(|rule| rule.variant == Some(Variant::Chain));
        if let Some(limit) = limit.filter(|_| chain && own) {
            return match self.lang {
                Lang::Zh => {
                    let before = self.beside(limit, Side::Before);
                    format!("{before}上一步应是{}；实际不是这一步", what.list)
                }
                Lang::En => {
                    let limit = self.moment(limit);
                    format!(
                        "{} {} right before {limit}; something else came there",
                        what.list,
                        what.was_due()
                    )
                }
            };
        }
        match self.lang {
            Lang::Zh => {
                let before = match limit {
                    Some(limit) if own => self.beside(limit, Side::Before),
                    Some(limit) if from.is_none() && until.is_some() => {
                        format!("应{bound}、{}前", self.moment(limit))
                    }
                    Some(limit) if !bound.is_empty() => {
                        format!("应在 {}前（{}）", self.moment(limit), bound.trim())
                    }
                    Some(limit) => format!("应在 {}前", self.moment(limit)),
                    None if bound.is_empty() => "应在结束前".to_owned(),
                    None => String::new(),
                };
                let must = match (before.starts_with('应'), bound.is_empty()) {
                    (true, _) => String::new(),
                    (false, true) => "应先".to_owned(),
                    (false, false) => format!("应{bound}"),
                };
                let found = self.untimely(&what, came, from, until);
                format!("{opening}{before}{must}{}{}；{found}", what.verb(), what.list)
            }
            Lang::En => {
                let before = match limit {
                    Some(limit) => format!(" before {}", self.moment(limit)),
                    None if bound.is_empty() => " before the closing".to_owned(),
                    None => String::new(),
                };
                let mark = if before.is_empty() || bound.is_empty() { "" } else { "," };
                let found = self.untimely(&what, came, from, until);
                format!("{opening}{} {}{before}{mark}{bound}; {found}", what.list, what.was_due())
            }
        }
    }

    /// `在 09:00 至 09:30 之间`, ` between 09:00 and 09:30`; empty without bounds.
    fn between(&self, from: Option<Instant>, until: Option<Instant>) -> String {
        let (from, until) = (from.map(|at| self.clock(at)), until.map(|at| self.clock(at)));
        match (self.lang, from, until) {
            (_, None, None) => String::new(),
            (Lang::Zh, Some(from), Some(until)) => format!("在 {from} 至 {until} 之间"),
            (Lang::Zh, Some(from), None) => format!("不早于 {from} "),
            (Lang::Zh, None, Some(until)) => format!("在 {until} 前"),
            (Lang::En, Some(from), Some(until)) => format!(" between {from} and {until}"),
            (Lang::En, Some(from), None) => format!(" at {from} or later"),
            (Lang::En, None, Some(until)) => format!(" by {until}"),
        }
    }

    /// What came outside its bounds, or that nothing did.
    fn untimely(
        &self,
        what: &Owed,
        came: Option<&Moment>,
        from: Option<Instant>,
        until: Option<Instant>,
    ) -> String {
        let Some(came) = came else { return what.no_record(self.lang).to_owned() };
        match from.filter(|from| came.at < *from) {
            Some(from) => {
                let (at, by) = (self.at(came.at), self.length(from - came.at));
                match self.lang {
                    Lang::Zh => format!("{at} 就{}了，早 {by}", what.verb()),
                    Lang::En => format!("{} {at}, {by} early", what.it_came()),
                }
            }
            None => self.came(what, until, Some(came)),
        }
    }

    /// Owed near an event.
    pub(super) fn not_near(&self, owed: &[String], from: Instant, until: Instant) -> String {
        let what = self.owed_list(owed);
        let opening = self.opening();
        let bound = self.between(Some(from), Some(until));
        let came =
            self.activation.target.as_ref().filter(|target| owed.iter().any(|name| **name == *target.what));
        let found = self.untimely(&what, came, Some(from), Some(until));
        match self.lang {
            Lang::Zh => format!("{opening}应{bound}{}{}；{found}", what.verb(), what.list),
            Lang::En => format!("{opening}{} {}{bound}; {found}", what.list, what.was_due()),
        }
    }

    /// Two events too near to each other.
    pub(super) fn too_close(&self, first: &Moment, apart_us: i64, was_us: i64) -> String {
        let what = self.named(&first.what).text;
        let (one, two) = (self.clock(first.at), self.clock(first.at + Micros(was_us)));
        let (apart, was) = (self.length(Micros(apart_us)), self.length(Micros(was_us)));
        match self.lang {
            Lang::Zh => format!("两次{what}之间应至少相隔 {apart}；{one} 与 {two} 只隔 {was}"),
            Lang::En => {
                format!(
                    "between two of {what} at least {apart} must pass; between {one} and {two} it was {was}"
                )
            }
        }
    }

    /// Still owed.
    pub(super) fn pending(&self, owed: &[String]) -> String {
        let due = self.activation.due;
        if owed.iter().all(String::is_empty) {
            return self.nothing_owed(due);
        }
        let what = self.owed_list(owed);
        let opening = self.opening();
        let Some(due) = due else {
            return match self.lang {
                Lang::Zh => {
                    format!("{opening}还应{}{}；没有单独的时限，结束前做到即可", what.verb(), what.list)
                }
                Lang::En => format!(
                    "{opening}{} {} and may still be done until the closing",
                    what.list,
                    what.is_due()
                ),
            };
        };
        let (by, moved) = (self.clock(due), self.moved(due));
        let left = self.left(due);
        match self.lang {
            Lang::Zh => format!("{opening}应在 {by} 前{moved}{}{}；{left}", what.verb(), what.list),
            Lang::En => format!("{opening}{} {} by {by}{moved}; {left}", what.list, what.is_due()),
        }
    }

    /// Pending, though nothing is to be done: a prohibition, or a breach that may still be excused.
    fn nothing_owed(&self, due: Option<Instant>) -> String {
        let offended = self.activation.target.is_some() || due.is_some_and(|due| due < self.now);
        let opening = self.opening();
        match (self.lang, offended) {
            (Lang::Zh, true) => format!("{opening}没有按要求做到，但还可能有获准的例外，暂不下结论"),
            (Lang::En, true) => {
                format!("{opening}it was not done as asked, but an exception may still come; not yet settled")
            }
            (Lang::Zh, false) => format!("{opening}到目前没有不合要求的地方，结束时再定"),
            (Lang::En, false) => format!("{opening}nothing is amiss so far; settled at the closing"),
        }
    }

    /// `还剩 21 分钟`: down to whole seconds, from a day on to whole minutes; nobody acts on the rest.
    fn left(&self, due: Instant) -> String {
        let left = due - self.now;
        let grain = if left.abs() >= Micros::DAY { Micros::MINUTE } else { Micros::SECOND };
        let whole = if left.abs() >= Micros::SECOND { Micros(left.0 - left.0 % grain.0) } else { left };
        let length = self.length(whole);
        match (self.lang, left.0) {
            (Lang::Zh, 1..) => format!("还剩 {length}"),
            (Lang::Zh, 0) => "正到时限".to_owned(),
            (Lang::Zh, _) => format!("已过 {length}，尚未定论"),
            (Lang::En, 1..) => format!("{length} left"),
            (Lang::En, 0) => "the time is up now".to_owned(),
            (Lang::En, _) => format!("{length} past, not yet settled"),
        }
    }
}
