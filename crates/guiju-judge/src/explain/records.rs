//! Forms and registers: missing, not filled, not signed, not in agreement.

use super::Teller;
use super::names::Kind;
use super::sentence::{Join, bare, quoted};
use crate::outcome::Entry;
use guiju_time::{Instant, Lang};

/// Differences told before the rest is only counted.
const TOLD: usize = 3;

impl Teller<'_> {
    /// A form is missing, not filled or not signed.
    pub(super) fn not_recorded(
        &self,
        form: &str,
        fields: &[String],
        unsigned: &[String],
        present: bool,
        due: Option<Instant>,
    ) -> String {
        let opening = self.opening();
        let title = match form.is_empty() {
            true => self.pick("要求的表单", "the form asked for").to_owned(),
            false => self.named(form).text,
        };
        let by = due.map(|due| self.clock(due));
        let demand = match (self.lang, by) {
            (Lang::Zh, Some(by)) => format!("{opening}应在 {by} 前填好{title}"),
            (Lang::Zh, None) => format!("{opening}应填好{title}"),
            (Lang::En, Some(by)) => format!("{opening}{title} was to be filled in by {by}"),
            (Lang::En, None) => format!("{opening}{title} was to be filled in"),
        };
        let mut lacks: Vec<String> = Vec::new();
        let late = self.activation.target.as_ref().filter(|target| &*target.what == form);
        if let Some((due, came)) = due.zip(late).filter(|(due, came)| came.at > *due) {
            let (at, by) = (self.at(came.at), self.length(came.at - due));
            lacks.push(match self.lang {
                Lang::Zh => format!("{at} 才填，晚 {by}"),
                Lang::En => format!("it was filled in {at}, {by} late"),
            });
        }
        let empty: Vec<String> = fields.iter().map(|field| self.field(form, field)).collect();
        if !empty.is_empty() {
            let list = self.listed(&empty, Join::And);
            let be = if empty.len() > 1 { "were" } else { "was" };
            lacks.push(match self.lang {
                Lang::Zh => format!("{list}没有填，或填的不合要求"),
                Lang::En => format!("{list} {be} left empty or filled in wrongly"),
            });
        }
        let signers: Vec<String> = unsigned.iter().map(|role| self.role(role)).collect();
        if !signers.is_empty() {
            let list = self.listed(&signers, Join::And);
            lacks.push(match self.lang {
                Lang::Zh => format!("缺{list}本人签名"),
                Lang::En => format!("{list} did not sign in person"),
            });
        }
        // There, but outside its bounds.
        let present = present || !lacks.is_empty();
        match (self.lang, present, lacks.is_empty()) {
            (Lang::Zh, false, _) => format!("{demand}；没有找到"),
            (Lang::En, false, _) => format!("{demand}; there is none"),
            (Lang::Zh, true, true) => format!("{demand}；填的不合要求"),
            (Lang::En, true, true) => format!("{demand}; it is not as asked"),
            (Lang::Zh, true, false) => format!("{demand}；{}", lacks.join("，")),
            (Lang::En, true, false) => format!("{demand}; {}", lacks.join(", ")),
        }
    }

    /// Records that don't agree.
    pub(super) fn disagree(&self, key: &str, differs: &[Entry], missing: Option<&str>) -> String {
        let records: Vec<String> = match self.agree() {
            Some(agree) => agree.records.iter().map(|record| self.named(record).text).collect(),
            None => Vec::new(),
        };
        let key = bare(key);
        let about = match (key.is_empty(), self.lang) {
            (true, _) => String::new(),
            (false, Lang::Zh) => format!("（{key}）"),
            (false, Lang::En) => format!(" ({key})"),
        };
        let subject = match records.is_empty() {
            true => self.pick("各处记录", "the records").to_owned(),
            false => self.listed(&records, Join::And),
        };
        let mut found: Vec<String> = Vec::new();
        if let Some(missing) = missing.filter(|missing| !missing.is_empty()) {
            let named = self.named(missing);
            found.push(match (self.lang, named.kind) {
                (Lang::Zh, Kind::Done) => format!("没有{}的记录", named.text),
                (Lang::Zh, _) => format!("没有{}", named.text),
                (Lang::En, _) => format!("{} is missing", named.text),
            });
        }
        let sides: [&str; 2] = match records.as_slice() {
            [left, right] => [left, right],
            _ => [self.pick("一处", "one"), self.pick("另一处", "the other")],
        };
        let shown = |text: &str| match text.trim() {
            "" | "null" => self.pick("空", "empty").to_owned(),
            value => value.to_owned(),
        };
        for entry in differs.iter().take(TOLD) {
            let (left, right) = (shown(&entry.asked), shown(&entry.found));
            let name = quoted(&self.attr(&entry.name));
            found.push(match self.lang {
                Lang::Zh => format!("{name}在{}中是 {left}，在{}中是 {right}", sides[0], sides[1]),
                Lang::En => format!("{name} is {left} in {} and {right} in {}", sides[0], sides[1]),
            });
        }
        let more = differs.len().saturating_sub(TOLD);
        if more > 0 {
            found.push(match self.lang {
                Lang::Zh => format!("另有 {more} 处不同"),
                Lang::En => format!("{more} more differ"),
            });
        }
        if found.is_empty() {
            found.push(self.pick("并不一致", "they do not").to_owned());
        }
        match self.lang {
            Lang::Zh => format!("{subject}{about}应当一致；{}", found.join("；")),
            Lang::En => format!("{subject}{about} should agree; {}", found.join("; ")),
        }
    }
}
