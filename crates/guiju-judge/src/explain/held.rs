//! Conditions that did not hold: what was asked, what was found.

use super::Teller;
use super::sentence::quoted;
use crate::outcome::Entry;
use guiju_time::Lang;

/// Entries told before the rest is only counted.
const TOLD: usize = 3;

impl Teller<'_> {
    /// A condition did not hold.
    pub(super) fn not_held(&self, entries: &[Entry]) -> String {
        let mut told: Vec<String> = Vec::new();
        for entry in entries {
            if let Some(text) = self.entry(entry)
                && !told.contains(&text)
            {
                told.push(text);
            }
        }
        if told.is_empty() {
            return self.unmet();
        }
        let opening = self.opening();
        let more = told.len().saturating_sub(TOLD);
        told.truncate(TOLD);
        match self.lang {
            Lang::Zh => {
                let more = if more > 0 { format!("；另有 {more} 项不符") } else { String::new() };
                format!("{opening}{}{more}", told.join("；"))
            }
            Lang::En => {
                let more = if more > 0 { format!("; and {more} more") } else { String::new() };
                format!("{opening}{}{more}", told.join("; "))
            }
        }
    }

    /// One entry; none where only a condition could be shown, which nobody reads.
    fn entry(&self, entry: &Entry) -> Option<String> {
        if !is_name(&entry.name) {
            return None;
        }
        let name = quoted(&self.attr(&entry.name));
        let found = self.found(&entry.found);
        Some(match (self.lang, self.asked(entry), found) {
            (Lang::Zh, Some(asked), Some(found)) => format!("{name}应{asked}，实际为{found}"),
            (Lang::Zh, Some(asked), None) => format!("{name}应{asked}，没有记录"),
            (Lang::Zh, None, Some(found)) => format!("{name}为{found}，不符合要求"),
            (Lang::Zh, None, None) => format!("{name}不符合要求"),
            (Lang::En, Some(asked), Some(found)) => format!("{name} was to be {asked} and was {found}"),
            (Lang::En, Some(asked), None) => format!("{name} was to be {asked} and is not recorded"),
            (Lang::En, None, Some(found)) => format!("{name} was {found}, which is not as asked"),
            (Lang::En, None, None) => format!("{name} was not as asked"),
        })
    }

    /// What was asked, in words that follow `应` or `was to be`; none where it is no plain bound.
    fn asked(&self, entry: &Entry) -> Option<String> {
        let mut asked = entry.asked.trim();
        asked = asked.strip_prefix(entry.name.trim()).map_or(asked, str::trim_start);
        if asked.is_empty() {
            // The condition is the attribute itself: it should be so.
            return (!entry.asked.trim().is_empty()).then(|| self.should_be("true"));
        }
        if asked.strip_prefix('!').map(str::trim) == Some(entry.name.trim()) {
            return Some(self.should_be("false"));
        }
        let signs = [
            ("<=", "不超过 ", "at most "),
            (">=", "不少于 ", "at least "),
            ("==", "", ""),
            ("!=", "不是", "other than "),
            ("<", "小于 ", "below "),
            (">", "大于 ", "above "),
        ];
        for (sign, zh, en) in signs {
            if let Some(value) = asked.strip_prefix(sign) {
                let value = value.trim();
                return match (is_plain(value), sign) {
                    (false, _) => None,
                    (true, "==") => Some(self.should_be(value)),
                    (true, _) => Some(format!("{}{}", self.pick(zh, en), self.value(value))),
                };
            }
        }
        if let Some((least, most)) = asked.split_once("..")
            && is_plain(least)
            && is_plain(most)
        {
            return match (self.lang, least.trim(), most.trim()) {
                (_, "", "") => None,
                (Lang::Zh, least, "") => Some(format!("不少于 {least}")),
                (Lang::Zh, "", most) => Some(format!("不超过 {most}")),
                (Lang::Zh, least, most) => Some(format!("在 {least} 至 {most} 之间")),
                (Lang::En, least, "") => Some(format!("at least {least}")),
                (Lang::En, "", most) => Some(format!("at most {most}")),
                (Lang::En, least, most) => Some(format!("between {least} and {most}")),
            };
        }
        if let Some(list) = asked.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
            let values: Vec<String> = list
                .split([',', '，'])
                .map(str::trim)
                .filter(|v| !v.is_empty())
                .map(|v| self.value(v))
                .collect();
            return match (values.len(), self.lang) {
                (0, _) => None,
                (1, _) => Some(self.should_be(&values[0])),
                (_, Lang::Zh) => Some(format!("是{}之一", values.join("、"))),
                (_, Lang::En) => Some(format!("one of {}", values.join(", "))),
            };
        }
        is_plain(asked).then(|| self.should_be(asked))
    }

    fn should_be(&self, value: &str) -> String {
        let value = self.value(value);
        match self.lang {
            Lang::Zh => format!("为{}", self.apart(&value)),
            Lang::En => value,
        }
    }

    /// A value that was found, as it follows `为` or `was`; none where there was none.
    fn found(&self, found: &str) -> Option<String> {
        let found = found.trim();
        if matches!(found, "" | "null" | "absent" | "missing" | "none") {
            return None;
        }
        let value = self.value(found);
        Some(if self.lang == Lang::Zh { self.apart(&value) } else { value })
    }

    /// A space before what is not Chinese, as Chinese sets it.
    fn apart(&self, value: &str) -> String {
        match value.starts_with(|sign: char| sign.is_ascii() && sign != ' ') {
            true => format!(" {value}"),
            false => value.to_owned(),
        }
    }

    /// A value in words.
    fn value(&self, value: &str) -> String {
        match value.trim().trim_matches('"') {
            "true" => self.pick("“是”", "“yes”").to_owned(),
            "false" => self.pick("“否”", "“no”").to_owned(),
            other => other.to_owned(),
        }
    }
}

/// Whether a text is the name of an attribute rather than a condition.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && !text.contains([' ', '=', '<', '>', '&', '|', '!', '(', ')', '+', '*', '?'])
}

/// Whether a text is a value that people can read.
fn is_plain(text: &str) -> bool {
    !text.contains(['&', '|', '(', ')', '=', '<', '>', '?', '!'])
}
