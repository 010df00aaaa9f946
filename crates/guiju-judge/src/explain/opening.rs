//! How a sentence opens: with what activated the duty, or the window that it is about.

use super::Teller;
use super::clause_parts::Side;
use super::names::Kind;
use crate::outcome::Moment;
use guiju_time::Lang;

impl Teller<'_> {
    /// `09:00 派单后，`, `after “Dispatched” at 09:00, `; empty for duties of the subject itself.
    pub(super) fn opening(&self) -> String {
        match self.trigger {
            Some(trigger) => {
                let opening = self.beside(trigger, self.side(&trigger.what));
                match (self.who_looked(trigger), self.lang) {
                    (None, _) => opening,
                    (Some(who), Lang::Zh) => format!("{}（{who}），", opening.trim_end_matches('，')),
                    (Some(who), Lang::En) => format!("{} ({who}), ", opening.trim_end_matches(", ")),
                }
            }
            None => self.window_opening(None),
        }
    }

    /// Who looked, where it was not an inspector: oneself, or whoever saw the photo.
    fn who_looked(&self, check: &Moment) -> Option<&'static str> {
        let source = check.source.as_deref().filter(|_| self.inspects())?;
        match source {
            "form" | "tap" => Some(self.pick("自查", "self-check")),
            "photo" => Some(self.pick("看照片", "by a photo")),
            _ => None,
        }
    }

    /// As [`Self::opening`], but empty where what activated is itself what the sentence is about.
    pub(super) fn opening_unless(&self, told: &Moment) -> String {
        match self.trigger {
            Some(trigger) if trigger.id == told.id => String::new(),
            _ => self.opening(),
        }
    }

    /// `2026 年第 10 周，`, `in week 10 of 2026, ` for the window given, else the activation's own.
    pub(super) fn window_opening(&self, window: Option<&str>) -> String {
        let about = || super::window::split(self.activation.about.as_deref()?).1;
        let label = window.or_else(about);
        let Some(words) = label.and_then(|label| super::window::words(label, self)) else {
            return String::new();
        };
        match self.lang {
            Lang::Zh => format!("{words}，"),
            Lang::En => format!("in {words}, "),
        }
    }

    /// A moment as the side of something: `09:00 派单后，`.
    pub(super) fn beside(&self, moment: &Moment, side: Side) -> String {
        match self.lang {
            Lang::Zh => {
                let word = match side {
                    Side::After => "后",
                    Side::Before => "前",
                    Side::Around => "前后",
                    Side::At => "时",
                };
                format!("{}{word}，", self.moment(moment))
            }
            Lang::En => {
                let word = match side {
                    Side::After => "after",
                    Side::Before => "before",
                    Side::Around => "around",
                    Side::At => "at",
                };
                match (side, self.named(&moment.what).kind) {
                    (Side::At, Kind::Done | Kind::Form) => {
                        format!("at {} ({}), ", self.named(&moment.what).text, self.clock(moment.at))
                    }
                    _ => format!("{word} {}, ", self.moment(moment)),
                }
            }
        }
    }

    /// A moment by its time and title: `09:00 派单`, `“Dispatched” at 09:00`.
    pub(super) fn moment(&self, moment: &Moment) -> String {
        let named = self.named(&moment.what);
        match (self.lang, named.kind) {
            (Lang::Zh, Kind::Done) => format!("{} {}", self.clock(moment.at), named.plain),
            (Lang::Zh, Kind::Form) => format!("{} 填写{}", self.clock(moment.at), named.text),
            (Lang::Zh, Kind::Words) => format!("{} 说{}", self.clock(moment.at), named.text),
            (Lang::Zh, Kind::State) => format!("{} 出现{}", self.clock(moment.at), named.text),
            (Lang::Zh, Kind::Point) => format!("{}（{}）", self.clock(moment.at), named.text),
            (Lang::En, Kind::Point) => format!("{} ({})", self.clock(moment.at), named.text),
            (Lang::En, _) => format!("{} {}", named.text, self.at(moment.at)),
        }
    }
}
