//! Conditions that did not hold: what was asked, what was found.

use super::Teller;
use super::sentence::quoted;
use crate::outcome::Entry;
use guiju_time::{Lang, Quantity, Span, parse_rfc3339};

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
        // Names without a title say little: what the clause is about comes first.
        let named = |entry: &Entry| split(entry).is_none_or(|(name, _)| self.attr_title(name).is_some());
        let title = self.title(&self.clause.title).filter(|_| !entries.iter().all(named)).map(quoted);
        let opening = match (title, self.lang) {
            (None, _) => self.opening(),
            (Some(title), Lang::Zh) => format!("{}没有达到{title}的要求：", self.opening()),
            (Some(title), Lang::En) => format!("{}{title} was not met: ", self.opening()),
        };
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
        if let Some(text) = self.presence(entry.asked.trim()) {
            return Some(text);
        }
        let (name, asked) = split(entry)?;
        let named = quoted(&self.attr(name));
        // A comparison's other side comes behind the value of this one.
        // And of a condition that can't be told, only the first is this one's.
        let several = mentions_name(asked) || !is_plain(asked.trim_start_matches(['<', '>', '=', '!', ' ']));
        let (found, other) = match entry.found.split_once(", ").filter(|_| several) {
            Some((own, other)) => (own, Some(other)),
            None => (entry.found.as_str(), None),
        };
        let asked = self.asked(name, asked, other);
        Some(match (self.lang, asked, self.found(name, found)) {
            (Lang::Zh, Some(asked), Some(found)) => format!("{named}应{asked}，实际为{found}"),
            (Lang::Zh, Some(asked), None) => {
                format!("{named}应{asked}，{}", none(found, "实际不是", "没有记录"))
            }
            (Lang::Zh, None, Some(found)) => format!("{named}为{found}，不符合要求"),
            (Lang::Zh, None, None) => format!("{named}不符合要求"),
            (Lang::En, Some(asked), Some(found)) => format!("{named} was to be {asked} and was {found}"),
            (Lang::En, Some(asked), None) => {
                format!("{named} was to be {asked} and {}", none(found, "was not", "is not recorded"))
            }
            (Lang::En, None, Some(found)) => format!("{named} was {found}, which is not as asked"),
            (Lang::En, None, None) => format!("{named} was not as asked"),
        })
    }

    /// `has(x)` and `done(A)` in words.
    fn presence(&self, asked: &str) -> Option<String> {
        let (not, plain) = match asked.strip_prefix('!') {
            Some(plain) => (true, plain),
            None => (false, asked),
        };
        let inner = |name: &str| {
            Some(plain.strip_prefix(name)?.strip_suffix(')')?.trim()).filter(|inner| is_name(inner))
        };
        if let Some(attr) = inner("has(") {
            let named = quoted(&self.attr(attr));
            return Some(match (self.lang, not) {
                (Lang::Zh, false) => format!("{named}应有记录，没有"),
                (Lang::Zh, true) => format!("不应有{named}，却有"),
                (Lang::En, false) => format!("{named} was to be recorded and is not"),
                (Lang::En, true) => format!("{named} was not to be there and is"),
            });
        }
        let named = self.named(inner("done(")?).text;
        Some(match (self.lang, not) {
            (Lang::Zh, false) => format!("此前应已完成{named}，没有记录"),
            (Lang::Zh, true) => format!("此前不应有{named}，却已有"),
            (Lang::En, false) => format!("{named} was to have come before and is not on record"),
            (Lang::En, true) => format!("{named} was not to have come before and did"),
        })
    }

    /// What was asked, in words that follow `应` or `was to be`; none where it is no plain bound. `other` is the value
    /// of the other side, where that is a name.
    fn asked(&self, name: &str, asked: &str, other: Option<&str>) -> Option<String> {
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
                let value = self.bound_value(name, value.trim(), other)?;
                return Some(match sign {
                    "==" => self.as_is(&value),
                    // What stands in quotes needs no space before it.
                    _ if value.starts_with('“') => self.pick(zh.trim_end(), en).to_owned() + &value,
                    _ => self.pick(zh, en).to_owned() + &value,
                });
            }
        }
        // A figure and how far off it may be, told as one: `10 ± 0.5mm`.
        if let Some((middle, off)) = asked.split_once('±') {
            let told = format!("{} ± {}", middle.trim(), off.trim());
            return Some(match self.lang {
                Lang::Zh => format!("在 {} 之内", told.trim()),
                Lang::En => format!("within {}", told.trim()),
            });
        }
        if let Some((least, most)) = asked.split_once("..")
            && is_plain(asked)
        {
            let (least, most) = (self.value(name, least), self.value(name, most));
            return match (self.lang, least.is_empty(), most.is_empty()) {
                (_, true, true) => None,
                (Lang::Zh, false, true) => Some(format!("不少于 {least}")),
                (Lang::Zh, true, false) => Some(format!("不超过 {most}")),
                (Lang::Zh, false, false) => Some(format!("在 {least} 至 {most} 之间")),
                (Lang::En, false, true) => Some(format!("at least {least}")),
                (Lang::En, true, false) => Some(format!("at most {most}")),
                (Lang::En, false, false) => Some(format!("between {least} and {most}")),
            };
        }
        let list = asked.strip_prefix("in ").map_or(asked, str::trim);
        if is_path(list) && asked.starts_with("in ") {
            let list = self.bound_value(name, list, None)?;
            return Some(match self.lang {
                Lang::Zh => format!("是{list}之一"),
                Lang::En => format!("one of {list}"),
            });
        }
        let marks: &[char] = if list.starts_with('[') { &[',', '，'] } else { &['/'] };
        let values: Vec<String> = list
            .trim_matches(['[', ']'])
            .split(marks)
            .map(|value| self.value(name, value))
            .filter(|value| !value.is_empty())
            .collect();
        match (is_plain(list), values.as_slice(), self.lang) {
            (false, ..) | (_, [], _) => None,
            (true, [one], _) => Some(self.as_is(one)),
            (true, several, Lang::Zh) => Some(format!("是{}之一", several.join("、"))),
            (true, several, Lang::En) => Some(format!("one of {}", several.join(", "))),
        }
    }

    /// The other side of a comparison: a value, or a name with its value.
    fn bound_value(&self, name: &str, value: &str, other: Option<&str>) -> Option<String> {
        let length = value.strip_prefix("duration(\"").and_then(|rest| rest.strip_suffix("\")"));
        if let Some(length) = length {
            return Some(self.value(name, length));
        }
        if !is_plain(value) {
            return None;
        }
        if !is_path(value) {
            return Some(self.value(name, value));
        }
        let title = match value.strip_prefix("param.") {
            Some(param) => self.param_title(param),
            None => self.attr(value),
        };
        let title = quoted(&title);
        Some(
            match (other.map(|other| self.value(name, other)).filter(|other| !other.is_empty()), self.lang) {
                (Some(other), Lang::Zh) => format!("{title}（{other}）"),
                (Some(other), Lang::En) => format!("{title} ({other})"),
                (None, _) => title,
            },
        )
    }

    /// A value as it follows `应` or `was to be`.
    fn as_is(&self, value: &str) -> String {
        match self.lang {
            Lang::Zh => format!("为{}", self.apart(value)),
            Lang::En => value.to_owned(),
        }
    }

    /// A value that was found, as it follows `为` or `was`; none where there was none.
    fn found(&self, name: &str, found: &str) -> Option<String> {
        let found = found.trim();
        if matches!(found, "" | "null") {
            return None;
        }
        let value = self.value(name, found);
        Some(if self.lang == Lang::Zh { self.apart(&value) } else { value })
    }

    /// A space before what is not Chinese, as Chinese sets it.
    fn apart(&self, value: &str) -> String {
        match value.starts_with(|sign: char| sign.is_ascii() && sign != ' ') {
            true => format!(" {value}"),
            false => value.to_owned(),
        }
    }

    /// A value of an attribute in words: its title where the vocabulary lists it, its unit where one is declared.
    fn value(&self, name: &str, value: &str) -> String {
        let value = value.trim().trim_matches('"').trim();
        if let Some(title) = self.value_title(name, value) {
            return quoted(&title);
        }
        match value {
            "true" => return self.pick("“是”", "“yes”").to_owned(),
            "false" => return self.pick("“否”", "“no”").to_owned(),
            _ => {}
        }
        if let Ok(at) = parse_rfc3339(value) {
            return self.clock(at);
        }
        match Span::parse(&value.replace(' ', "")) {
            Ok(Span::Elapsed(length)) if value.starts_with(|sign: char| sign.is_ascii_digit()) => {
                self.length(length)
            }
            _ => match self.attr_unit(name).filter(|_| value.parse::<f64>().is_ok()) {
                Some(unit) => Quantity { value: value.parse().unwrap_or_default(), unit }.to_string(),
                None => value.to_owned(),
            },
        }
    }
}

/// What is said where a value is not told: the condition failed all the same, or there was none.
fn none<'t>(found: &str, failed: &'t str, absent: &'t str) -> &'t str {
    if found.trim().is_empty() { failed } else { absent }
}

/// The attribute of an entry and what was asked of it, as far as that can be told apart.
fn split(entry: &Entry) -> Option<(&str, &str)> {
    let (name, asked) = (entry.name.trim(), entry.asked.trim());
    if is_name(name) {
        // By its last part it may be written without its scope.
        let short = name.rsplit('.').next().unwrap_or(name);
        let rest = asked
            .strip_prefix(name)
            .or_else(|| asked.strip_prefix(short).filter(|rest| rest.starts_with(' ')));
        return Some(match rest.map(str::trim) {
            Some("") if !asked.is_empty() => (name, "true"),
            Some(rest) => (name, rest),
            None if asked.strip_prefix('!').is_some_and(|not| not == name || not == short) => (name, "false"),
            None => (name, asked),
        });
    }
    // The whole condition stands for its name: `speed <= 5`, `!dirty`.
    let condition = if asked.is_empty() { name } else { asked };
    if let Some(not) = condition.strip_prefix('!').filter(|not| is_name(not)) {
        return Some((not, "false"));
    }
    let (name, rest) = condition.split_once(' ')?;
    is_name(name).then(|| (name, rest.trim()))
}

/// Whether a text is the name of an attribute rather than a condition.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && !text.contains([' ', '=', '<', '>', '&', '|', '!', '(', ')', '+', '*', '?'])
}

/// Whether a text is a value that people can read.
fn is_plain(text: &str) -> bool {
    !text.contains(['&', '|', '(', ')', '=', '<', '>', '?', '!', '+', '*'])
}

/// Whether what is asked names something instead of giving its value.
fn mentions_name(asked: &str) -> bool {
    let value = asked.trim_start_matches(['<', '>', '=', '!', ' ']).trim_start_matches("in ").trim();
    let compared = asked.starts_with(['<', '>', '=', '!']) || asked.starts_with("in ");
    compared && is_path(value)
}

/// Whether a text is a name as conditions write it, not a value.
fn is_path(text: &str) -> bool {
    let letter = text.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '_');
    let path = text.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '.'));
    letter && path && !matches!(text, "true" | "false" | "null")
}
