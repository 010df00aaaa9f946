//! Texts in both languages on one page, of which a switch shows one.

use guiju_time::Lang;
use std::fmt;

/// A text in both languages; as HTML, two spans or one text where they are equal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Both {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Both {
    /// The same asked once in each language.
    pub fn of(say: impl Fn(Lang) -> String) -> Both {
        Both { zh: say(Lang::Zh), en: say(Lang::En) }
    }

    /// Two texts.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Both {
        Both { zh: zh.into(), en: en.into() }
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }

    /// For an attribute, which can't be switched: both, the reader's own first.
    pub fn flat(&self) -> String {
        if self.zh == self.en { self.zh.clone() } else { format!("{} · {}", self.zh, self.en) }
    }
}

impl fmt::Display for Both {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.zh == self.en {
            return write!(f, "{}", escaped(&self.zh));
        }
        write!(f, "<span lang=zh>{}</span><span lang=en>{}</span>", escaped(&self.zh), escaped(&self.en))
    }
}

// A text that has escaped itself: the template places it as it is.
impl askama::FastWritable for Both {
    fn write_into(&self, to: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(write!(to, "{self}")?)
    }
}
impl askama::filters::HtmlSafe for Both {}

/// HTML's five characters, for text and quoted attributes; control characters have no place in either.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' | '\n' => safe.push(c),
            c if c.is_control() => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_log_becomes_markup() {
        let both = Both::new("<b>&\"'\u{0}", "x");
        assert_eq!(
            both.to_string(),
            "<span lang=zh>&lt;b&gt;&amp;&quot;&#39;\u{fffd}</span><span lang=en>x</span>"
        );
        assert_eq!(Both::new("R-1", "R-1").to_string(), "R-1");
    }
}
