//! Words: not said, forbidden, untrue; consent that nobody gave.

use super::Teller;
use super::clause_parts::Side;
use super::sentence::{Join, bare, spoken};
use crate::outcome::Moment;
use guiju_standard::model::Quorum;
use guiju_time::{Instant, Lang};

impl Teller<'_> {
    fn phrases(&self, names: &[String]) -> Vec<String> {
        names.iter().filter(|name| !name.is_empty()).map(|name| self.phrase(name)).collect()
    }

    /// Words that were owed were not said.
    pub(super) fn not_said(
        &self,
        missing: &[String],
        said: &[String],
        due: Option<Instant>,
        before: Option<&Moment>,
    ) -> String {
        let join = self.join_of(missing);
        let quorum = self.say_of(missing).and_then(|say| match say.quorum {
            Quorum::AtLeast(least) if least > 1 && least < say.phrases.len() => Some((least, &say.phrases)),
            _ => None,
        });
        let (mut lacking, mut heard) = (self.phrases(missing), self.phrases(said));
        // Heard, and yet missing: said outside the bounds, before what they ask for.
        let early: Vec<String> = lacking.iter().filter(|text| heard.contains(text)).cloned().collect();
        lacking.retain(|text| !early.contains(text));
        heard.retain(|text| !early.contains(text));
        let heard_at_all = !heard.is_empty() || !early.is_empty();
        let both: Vec<String> = early.iter().chain(&heard).chain(&lacking).cloned().collect();
        let many = both.is_empty() || both.iter().any(|text| *text != both[0]);
        let list = match (quorum, both.is_empty(), self.lang) {
            (Some((least, all)), _, Lang::Zh) => {
                format!("{}中的至少 {least} 项", self.listed(&self.phrases(all), Join::And))
            }
            (Some((least, all)), _, Lang::En) => {
                format!("at least {least} of {}", self.listed(&self.phrases(all), Join::And))
            }
            (None, true, _) => self.pick("这一条要求的话", "the words asked for").to_owned(),
            (None, false, _) => self.listed(&both, if heard_at_all { Join::And } else { join }),
        };
        let own_trigger = before.zip(self.trigger).is_some_and(|(before, trigger)| before.id == trigger.id);
        let opening = if own_trigger { String::new() } else { self.opening() };
        let by = due.map(|due| self.clock(due));
        let limit = before.map(|before| self.moment(before));
        let were = |texts: &[String], join| {
            if join == Join::And && texts.iter().any(|text| *text != texts[0]) { "were" } else { "was" }
        };
        let (was_said, was_lacking) = (were(&heard, Join::And), were(&lacking, join));
        let was_early = were(&early, Join::And);
        let (heard, lacking) = (self.listed(&heard, Join::And), self.listed(&lacking, join));
        let early = Some(self.listed(&early, Join::And)).filter(|early| !early.is_empty());
        let bound = [due, before.map(|before| before.at)].into_iter().flatten().min();
        let late = self.activation.target.as_ref().zip(bound).filter(|(came, bound)| came.at > *bound);
        let late = late.map(|(came, bound)| (self.at(came.at), self.length(came.at - bound)));
        match self.lang {
            Lang::Zh => {
                let when = match (by, limit) {
                    (None, None) => String::new(),
                    (Some(by), None) => format!("在 {by} 前"),
                    (None, Some(limit)) => format!("在 {limit}前"),
                    (Some(by), Some(limit)) => format!("在 {by} 前、{limit}前"),
                };
                let found = match (late, heard.is_empty(), lacking.is_empty()) {
                    (Some((at, by)), _, _) => format!("{at} 才说，晚 {by}"),
                    (None, false, false) => format!("说了{heard}，没有听到{lacking}"),
                    (None, true, true) if early.is_some() => String::new(),
                    (None, true, false) if early.is_some() => format!("没有听到{lacking}"),
                    (None, false, true) => "没有说全".to_owned(),
                    (None, true, _) => "没有听到".to_owned(),
                };
                let found = match early {
                    Some(early) if found.is_empty() => format!("{early}说得太早"),
                    Some(early) => format!("{early}说得太早，{found}"),
                    None => found,
                };
                format!("{opening}应{when}说{list}；{found}")
            }
            Lang::En => {
                let all = quorum.is_some() || join == Join::And || !heard.is_empty();
                let be = if many && all { "were" } else { "was" };
                let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
                let limit = limit.map(|limit| format!(" before {limit}")).unwrap_or_default();
                let it = if be == "were" { "they were" } else { "it was" };
                let found = match (late, heard.is_empty(), lacking.is_empty()) {
                    (Some((at, by)), _, _) => format!("{it} said {at}, {by} late"),
                    (None, false, false) => {
                        format!("{heard} {was_said} said, {lacking} {was_lacking} not heard")
                    }
                    (None, true, true) if early.is_some() => String::new(),
                    (None, true, false) if early.is_some() => format!("{lacking} {was_lacking} not heard"),
                    (None, false, true) => "not all of it was heard".to_owned(),
                    (None, true, _) => format!("{it} not heard"),
                };
                let found = match early {
                    Some(early) if found.is_empty() => format!("{early} {was_early} said too early"),
                    Some(early) => format!("{early} {was_early} said too early, {found}"),
                    None => found,
                };
                format!("{opening}{list} {be} to be said{by}{limit}; {found}")
            }
        }
    }

    /// Forbidden words were said.
    pub(super) fn taboo(&self, phrase: &str, text: &str, at: Instant) -> String {
        let opening = self.opening_at(at);
        let named = self.phrase(phrase);
        let words = match text.trim().is_empty() {
            true => named.clone(),
            false => spoken(text, self.lang),
        };
        // A title that says more than the words themselves.
        let titled = !named.contains(bare(text)) && named.starts_with('“');
        let time = self.at(at);
        match self.lang {
            Lang::Zh => {
                let title = if titled { format!("（属于{named}）") } else { String::new() };
                format!("{opening}{time} 说了{words}{title}；这里不应这样说")
            }
            Lang::En => {
                let title =
                    if titled { format!(" ({})", named.trim_matches(['“', '”'])) } else { String::new() };
                format!("{opening}{words}{title} was said {time}; it is not to be said here")
            }
        }
    }

    /// What was said is contradicted by what happened.
    pub(super) fn untrue(&self, phrase: &str, at: Instant) -> String {
        let opening = self.opening_at(at);
        let (time, words) = (self.at(at), self.phrase(phrase));
        match self.lang {
            Lang::Zh => format!("{opening}{time} 说了{words}，与记录不符；所说的应与实际一致"),
            Lang::En => {
                format!(
                    "{opening}{words} was said {time}, but the records show otherwise; what is said must hold"
                )
            }
        }
    }

    /// The opening, unless what activated is the utterance itself.
    fn opening_at(&self, at: Instant) -> String {
        match self.trigger {
            Some(trigger) if trigger.at == at => String::new(),
            _ => self.opening(),
        }
    }

    /// No yes of the other side before the act.
    pub(super) fn no_consent(&self, asked: bool, refused: Option<&Moment>) -> String {
        let before = self.trigger.map(|trigger| match self.lang {
            Lang::Zh => self.beside(trigger, Side::Before),
            Lang::En => format!(" before {}", self.moment(trigger)),
        });
        let before = before.unwrap_or_default();
        match self.lang {
            Lang::Zh => {
                let found = match (refused, asked) {
                    (Some(no), _) => format!("{} 对方没有同意，或提出了条件", self.clock(no.at)),
                    (None, true) => "问了，没有得到同意".to_owned(),
                    (None, false) => "没有听到询问".to_owned(),
                };
                format!("{before}应先征得同意；{found}")
            }
            Lang::En => {
                let found = match (refused, asked) {
                    (Some(no), _) => format!("the answer {} was no, or set a condition", self.at(no.at)),
                    (None, true) => "it was asked for, but not given".to_owned(),
                    (None, false) => "it was not asked for".to_owned(),
                };
                format!("consent was needed{before}; {found}")
            }
        }
    }
}
