//! Sentences put together: lists, quotes, clock times, full stops, the space between Chinese and figures.

use super::Teller;
use super::names::Kind;
use guiju_time::{Instant, Lang, Micros, clock, late_by};

/// Names in a list that are told before the rest is only counted.
const LISTED: usize = 5;

/// How the names of a list belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// All of them.
    And,
    /// One is enough.
    Or,
}

/// Sentences with their full stops, as one text.
pub(super) fn finish(told: &[String], lang: Lang) -> String {
    let ended = told.iter().filter(|sentence| !sentence.trim().is_empty()).map(|sentence| {
        let bare = bare(sentence);
        let ends = bare.ends_with(['！', '？', '!', '?', '…']);
        match lang {
            Lang::Zh => format!("{}{}", spaced(bare), if ends { "" } else { "。" }),
            Lang::En => format!("{}{}", capital(bare), if ends { "" } else { "." }),
        }
    });
    let gap = if lang == Lang::Zh { "" } else { " " };
    ended.collect::<Vec<_>>().join(gap)
}

/// A text without the marks at its end that the sentence around it brings itself.
pub(super) fn bare(text: &str) -> &str {
    text.trim().trim_end_matches(['。', '.', '；', ';', '，', ',', '、', '：', ':']).trim_end()
}

/// A name of ours or of the pack in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", bare(text))
}

/// Words as they are spoken, in quotes.
pub(super) fn spoken(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("「{}」", bare(text)),
        Lang::En => quoted(text),
    }
}

fn capital(text: &str) -> String {
    let mut signs = text.chars();
    match signs.next() {
        Some(first) => first.to_ascii_uppercase().to_string() + signs.as_str(),
        None => String::new(),
    }
}

/// A Chinese text with a space between Chinese and figures or Latin letters; what stands in quotes stays as it is.
fn spaced(text: &str) -> String {
    let latin = |sign: char| sign.is_ascii_alphanumeric() || sign == '%';
    let han = |sign: char| ('\u{3400}'..='\u{9fff}').contains(&sign);
    let mut out = String::with_capacity(text.len() + 8);
    let (mut before, mut depth) = (None::<char>, 0usize);
    for sign in text.chars() {
        if let Some(last) = before.filter(|_| depth == 0)
            && ((latin(last) && han(sign)) || (han(last) && latin(sign)))
        {
            out.push(' ');
        }
        match sign {
            '“' | '「' => depth += 1,
            '”' | '」' => depth = depth.saturating_sub(1),
            _ => {}
        }
        out.push(sign);
        before = Some(sign);
    }
    out
}

impl Teller<'_> {
    /// A clock time, beside the day of what activated.
    pub(super) fn clock(&self, at: Instant) -> String {
        let beside = self.day.get();
        if beside.is_none() {
            self.day.set(Some(at));
        }
        clock(at, &self.plan.zone, beside, self.lang)
    }

    /// A clock time as an adverb: `09:45`, `at 09:45`, `on 3 Mar at 09:45`.
    pub(super) fn at(&self, at: Instant) -> String {
        let time = self.clock(at);
        match (self.lang, time.rsplit_once(' ')) {
            (Lang::Zh, _) => time,
            (Lang::En, Some((date, time))) => format!("on {date} at {time}"),
            (Lang::En, None) => format!("at {time}"),
        }
    }

    /// An exact length of time.
    pub(super) fn length(&self, length: Micros) -> String {
        late_by(length, self.lang)
    }

    /// Texts as a list.
    pub(super) fn listed(&self, texts: &[String], join: Join) -> String {
        let texts: Vec<&String> = texts
            .iter()
            .enumerate()
            .filter(|(at, text)| !texts[..*at].contains(text))
            .map(|(_, text)| text)
            .collect();
        let (shown, rest) = texts.split_at(texts.len().min(LISTED));
        let between = |mark: &str| shown.iter().map(|text| text.as_str()).collect::<Vec<_>>().join(mark);
        match (self.lang, join, rest.len()) {
            (Lang::Zh, Join::Or, 0) => match shown.split_last() {
                Some((last, most)) if !most.is_empty() => {
                    let most: Vec<&str> = most.iter().map(|text| text.as_str()).collect();
                    format!("{}或{last}", most.join("、"))
                }
                _ => between(""),
            },
            (Lang::Zh, _, 0) => between("、"),
            (Lang::Zh, ..) => format!("{}等 {} 项", between("、"), texts.len()),
            (Lang::En, _, more @ 1..) => format!("{} and {more} more", between(", ")),
            (Lang::En, _, 0) => {
                let word = if join == Join::Or { " or " } else { " and " };
                match shown.split_last() {
                    Some((last, most)) if !most.is_empty() => {
                        let most: Vec<&str> = most.iter().map(|text| text.as_str()).collect();
                        format!("{}{word}{last}", most.join(", "))
                    }
                    _ => between(""),
                }
            }
        }
    }

    /// What is owed, as a list by title, with what it is and whether the verb is to be plural.
    pub(super) fn owed_list(&self, owed: &[String]) -> Owed {
        let names: Vec<_> =
            owed.iter().filter(|name| !name.is_empty()).map(|name| self.named(name)).collect();
        let Some(first) = names.first() else {
            return Owed {
                list: self.pick("这一条的要求", "what this clause asks").to_owned(),
                kind: Kind::Done,
                many: false,
                narrowed: false,
            };
        };
        let kind = if names.iter().all(|name| name.kind == first.kind) { first.kind } else { Kind::Done };
        let texts: Vec<String> = names.iter().map(|name| name.text.clone()).collect();
        let join = self.join_of(owed);
        Owed {
            list: self.listed(&texts, join),
            kind,
            many: join == Join::And && texts.iter().any(|text| *text != texts[0]),
            narrowed: owed.iter().any(|name| self.is_narrowed(name)),
        }
    }
}

/// What is owed, ready for a sentence.
pub(super) struct Owed {
    /// Titles in quotes.
    pub(super) list: String,
    /// What they are, where all are the same.
    pub(super) kind: Kind,
    /// Several that are all owed.
    pub(super) many: bool,
    /// The clause asks more than that it was done: `where`.
    pub(super) narrowed: bool,
}

impl Owed {
    /// `完成`, `说`, `填写`.
    pub(super) fn verb(&self) -> &'static str {
        match self.kind {
            Kind::Words => "说",
            Kind::Form => "填写",
            Kind::Done | Kind::State | Kind::Point => "完成",
        }
    }

    /// `was due`, `were to be said`.
    pub(super) fn was_due(&self) -> &'static str {
        match (self.kind, self.many) {
            (Kind::Words, false) => "was to be said",
            (Kind::Words, true) => "were to be said",
            (Kind::Form, false) => "was to be filled in",
            (Kind::Form, true) => "were to be filled in",
            (_, false) => "was due",
            (_, true) => "were due",
        }
    }

    /// As [`Self::was_due`], of what is owed now.
    pub(super) fn is_due(&self) -> &'static str {
        match (self.kind, self.many) {
            (Kind::Words, false) => "is to be said",
            (Kind::Words, true) => "are to be said",
            (Kind::Form, false) => "is to be filled in",
            (Kind::Form, true) => "are to be filled in",
            (_, false) => "is due",
            (_, true) => "are due",
        }
    }

    /// `it came`, `the last was said`.
    pub(super) fn it_came(&self) -> String {
        let who = if self.many { "the last" } else { "it" };
        let did = match self.kind {
            Kind::Words => "was said",
            Kind::Form => "was filled in",
            Kind::Done | Kind::State | Kind::Point => "came",
        };
        format!("{who} {did}")
    }

    /// That nothing of it is on record.
    pub(super) fn no_record(&self, lang: Lang) -> &'static str {
        match (lang, self.narrowed, self.many) {
            (Lang::Zh, ..) if self.kind == Kind::Words => "没有听到",
            (Lang::En, _, false) if self.kind == Kind::Words => "it was not heard",
            (Lang::En, _, true) if self.kind == Kind::Words => "they were not heard",
            (Lang::Zh, true, _) => "没有符合要求的记录",
            (Lang::Zh, false, _) => "没有记录",
            (Lang::En, true, _) => "there is no record that meets this",
            (Lang::En, false, false) => "there is no record of it",
            (Lang::En, false, true) => "there is no record of them",
        }
    }
}
