//! The pages of the codes: what each means, an example that is wrong and one that is right.

use super::codes::PAGES;
use guiju_time::Lang;

/// All codes that a finding may bear, sorted.
pub fn codes() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(code, _)| *code)
}

/// The page of a code, in both languages, as Markdown.
pub fn page(code: &str) -> Option<&'static str> {
    PAGES.iter().find(|(known, _)| *known == code).map(|(_, page)| *page)
}

/// What a code means, in a language: its text and its examples, as Markdown.
pub fn explain(code: &str, lang: Lang) -> Option<String> {
    let page = page(code)?;
    let (first, rest) = page.split_once("\n## English\n")?;
    let (title, zh) = first.split_once("\n## 中文\n")?;
    let (en, examples) = match rest.find("\n```") {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let (text, wrong, right) = match lang {
        Lang::Zh => (zh, "错：", "对："),
        Lang::En => (en, "Wrong:", "Right:"),
    };
    let examples = examples
        .replace("```yaml wrong", &format!("{wrong}\n\n```yaml"))
        .replace("```yaml right", &format!("{right}\n\n```yaml"));
    Some(format!("{}\n\n{}\n{}\n", title.trim(), text.trim(), examples.trim_end()))
}
