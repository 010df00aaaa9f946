//! Texts for people, by language.

use guiju_time::Lang;

/// A text in one or both languages. Written as a map `{ zh: …, en: … }`, or plain in the pack's first language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// Chinese.
    pub zh: Option<String>,
    /// English.
    pub en: Option<String>,
}

impl Text {
    /// A text in both languages.
    pub fn both(zh: impl Into<String>, en: impl Into<String>) -> Text {
        Text { zh: Some(zh.into()), en: Some(en.into()) }
    }

    /// The text in a language, if it is there.
    pub fn in_lang(&self, lang: Lang) -> Option<&str> {
        match lang {
            Lang::Zh => self.zh.as_deref(),
            Lang::En => self.en.as_deref(),
        }
    }

    /// The text in a language, else in the other one; empty where there is none.
    pub fn get(&self, lang: Lang) -> &str {
        let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
        self.in_lang(lang).or_else(|| self.in_lang(other)).unwrap_or("")
    }

    /// Sets one language.
    pub fn set(&mut self, lang: Lang, text: String) {
        match lang {
            Lang::Zh => self.zh = Some(text),
            Lang::En => self.en = Some(text),
        }
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.zh.is_none() && self.en.is_none()
    }
}
